"""Series made ready for tests: their counts, their reading, and the model's state at any day.

In: `Series`. Out: `Modelled`, which says what a stretch of days would hold if nothing had changed.

Every expectation is made twice, by two views of reading: that contacts told grow with the documents read (`BY_TEXT`),
and that any day of enough reading tells all (`BY_DAY`). The truth lies between them: a newswire that doubles its
output tells more, but not twice as much. A signal must hold under both (an intersection-union test: Berger,
"Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, 1982), so that neither a busier nor a
thinner newswire makes one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis.rates import Expected, Rates, fit
from dragoman.analysis.rounds import parts, rounds
from dragoman.analysis.series import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dragoman.analysis.series import Series

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

BY_TEXT, BY_DAY = 0, 1
VIEWS = (BY_TEXT, BY_DAY)
#: Series fitted at once: enough to be quick, not so many that memory grows.
_TOGETHER = 400
#: Rounds that a series must have had before anything can be said of a change.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the reading and their months."""

    first: date
    month: Integers
    """[days] month of each day, counted from that of the first."""
    of_year: Integers
    """[days] its calendar month, 0 to 11."""

    @classmethod
    def of(cls, first: date, days: int) -> Calendar:
        """The calendar of so many days from `first`."""
        dates = np.datetime64(first) + np.arange(days)
        months = dates.astype("datetime64[M]").astype(np.int64)
        return cls(first, months - (months[0] if days else 0), months % 12)

    def day(self, number: int) -> date:
        """The date of a day's number."""
        return self.first + timedelta(days=int(number))


@dataclass(frozen=True, slots=True)
class Baseline:
    """The model's state at the end of a day, in one view of reading."""

    shape: float
    exposure: float
    dispersion: float
    season: Floats

    @property
    def rate(self) -> float:
        """Rounds a month at the average reading."""
        return self.shape / self.exposure * MONTH


@dataclass(frozen=True, slots=True)
class Modelled:
    """One series with its model."""

    series: Series
    calendar: Calendar
    days: Integers
    """[rounds] day numbers, in order; [contacts] where these are counted."""
    reading: tuple[Floats, Floats]
    """By view: [days] average days of reading."""
    total: tuple[Floats, Floats]
    """By view: [days + 1] sums of it from the start."""
    rates: tuple[Rates, Rates]
    row: int
    """This series' row in `rates`."""
    by_round: bool = True
    """Whether rounds are counted; else contacts."""

    @property
    def length(self) -> int:
        """Number of days of reading."""
        return len(self.calendar.month)

    @property
    def told(self) -> Integers:
        """[rounds] the day numbers of those on days of enough reading: only these can be held against it."""
        return self.days[self.reading[BY_DAY][self.days] > 0]

    def count(self, begin: int, end: int) -> int:
        """Rounds on the days from `begin` up to `end`, not counting it."""
        return int(np.searchsorted(self.days, end) - np.searchsorted(self.days, begin))

    def baseline(self, end: int, view: int) -> Baseline:
        """What was known before day `end`: the state before its month, and the days of that month so far."""
        rates = self.rates[view]
        month = int(self.calendar.month[min(end, self.length - 1)])
        start = int(np.searchsorted(self.calendar.month, month))
        shape, exposure = float(rates.shape[self.row, month]), float(rates.exposure[self.row, month])
        alpha, season = float(rates.dispersion[self.row, month]), rates.season[self.row, month]
        if end > start:
            factor = float(season[self.calendar.of_year[start]])
            read = float(self.total[view][end] - self.total[view][start]) * factor
            spread = 1 + alpha * (shape / exposure if exposure else 0.0) * factor * MONTH
            if read > 0:
                shape, exposure = shape + self._told(start, end) / spread, exposure + read / spread
        return Baseline(shape, max(exposure, 1e-9), alpha, season)

    def _told(self, begin: int, end: int) -> int:
        """Contacts on days of enough reading."""
        some = self.days[np.searchsorted(self.days, begin) : np.searchsorted(self.days, end)]
        return int((self.reading[BY_DAY][some] > 0).sum())

    def expected(self, baseline: Baseline, begin: int, end: int, view: int) -> tuple[float, float]:
        """Reading of the days from `begin` to before `end`, times the season; and its monthly pieces squared."""
        if end <= begin:
            return 0.0, 0.0
        weighted = self.reading[view][begin:end] * baseline.season[self.calendar.of_year[begin:end]]
        starts = np.arange(0, end - begin, round(MONTH))
        pieces = np.add.reduceat(weighted, starts)
        return float(weighted.sum()), float((pieces**2).sum())

    def mean(self, baseline: Baseline, begin: int, end: int, view: int) -> float:
        """Contacts expected from day `begin` to before `end`."""
        return baseline.shape / baseline.exposure * self.expected(baseline, begin, end, view)[0]


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of days, judged by what was known before day `known`."""

    modelled: Modelled
    known: int
    begin: int
    end: int
    count: int

    def expectation(self, view: int) -> tuple[float, ...]:
        """The fields of `Expected` for this stretch."""
        baseline = self.modelled.baseline(self.known, view)
        reading = self.modelled.expected(baseline, self.begin, self.end, view)
        return baseline.shape, baseline.exposure, baseline.dispersion, *reading


def chances(questions: Sequence[Question], *, fewer: bool) -> Floats:
    """[questions] chance of as few (or as many) contacts, by the view under which it is greater."""
    worst = np.zeros(len(questions))
    if not questions:
        return worst
    counts = np.array([question.count for question in questions], np.float64)
    for view in VIEWS:
        expected = Expected(*np.array([question.expectation(view) for question in questions]).T)
        worst = np.maximum(worst, expected.at_most(counts) if fewer else expected.at_least(counts))
    return worst


def modelled(series: Sequence[Series], *, by_round: bool = True) -> Iterator[Modelled]:
    """Fit the model to each of these series, to its rounds or to its contacts."""
    by_days: dict[tuple[date, int], list[Series]] = defaultdict(list)
    for one in series:
        by_days[one.first, len(one.reading.read)].append(one)
    for some in by_days.values():
        for begin in range(0, len(some), _TOGETHER):
            yield from _some(some[begin : begin + _TOGETHER], by_round=by_round)


def _some(series: Sequence[Series], *, by_round: bool) -> Iterator[Modelled]:
    calendar = Calendar.of(series[0].first, len(series[0].reading.read))
    months = int(calendar.month[-1]) + 1
    days = [rounds(one) if by_round else parts(one) for one in series]
    readings = [(one.reading.weighted, one.reading.read.astype(np.float64)) for one in series]
    counts = np.zeros((len(series), months))
    for row, numbers in enumerate(days):
        told = numbers[readings[row][BY_DAY][numbers] > 0]
        counts[row] = np.bincount(calendar.month[told], minlength=months)
    fitted = []
    for view in VIEWS:
        by_month = np.array([np.bincount(calendar.month, weights=each[view], minlength=months) for each in readings])
        fitted.append(fit(counts, by_month, int(calendar.of_year[0])))
    for row, one in enumerate(series):
        by_text, by_day = (np.concatenate([[0.0], np.cumsum(each)]) for each in readings[row])
        yield Modelled(
            one, calendar, days[row], readings[row], (by_text, by_day), (fitted[BY_TEXT], fitted[BY_DAY]), row, by_round
        )
