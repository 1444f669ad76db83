"""Surges: many more contacts than the model expected. In: series with their model. Out: stretches with their chance.

At each day of contact the trailing windows (one, two, three and six months) are compared with what the model, as it
stood before the window, expected of the same reading. Windows that are unlikely and overlap are one surge, whose
beginning is dated by likelihood: the day from which the count exceeds the expected one most clearly (the scan
statistic of Kulldorff, "Prospective time periodic geographical disease surveillance using a scan statistic",
Journal of the Royal Statistical Society A 164, 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis.model import LEAST, VIEWS, Modelled, Question, chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Windows, in days.
WINDOWS = (30, 61, 91, 182)
#: Contacts that a surge must have, and how many times the expected number.
CONTACTS, TIMES = 4, 2.0
#: Independent looks at a window's length: a window that slides by days is looked at about so often per length.
LOOKS = 3.0
#: A window whose chance is greater than this is no part of a surge.
UNLIKELY = 0.01


@dataclass(frozen=True, slots=True)
class Surge:
    """A stretch of many contacts."""

    modelled: Modelled
    known: int
    """The day before which the model stood as it judged this."""
    begin: int
    end: int
    """The day after the last contact in it."""
    open: bool
    """Whether it lasts to the end of what was read."""
    count: int
    chance: float
    """That of anything as unlikely within a year of this series, were nothing changed."""
    steps: tuple[tuple[int, float], ...]
    """Days of contact and how unlikely the windows that end there are."""

    def known_on(self, threshold: float) -> int:
        """The first day of contact at which it was as unlikely as `threshold`."""
        return next((day for day, chance in self.steps if chance <= threshold), self.steps[-1][0])


def surges(several: Sequence[Modelled]) -> list[Surge]:
    """The surges of each series, none overlapping another."""
    windows = [question for modelled in several for question in _windows(modelled)]
    found: dict[int, list[tuple[Question, float]]] = {}
    for question, chance in zip(windows, chances(windows, fewer=False), strict=True):
        if chance <= UNLIKELY:
            yearly = surging_by_year(question, float(chance))
            found.setdefault(id(question.modelled), []).append((question, yearly))
    return [surge for some in found.values() for surge in _joined(some)]


def surging_by_year(question: Question, chance: float) -> float:
    """The chance that a window of this length, or one of the others, is as unlikely within a year."""
    looks = LOOKS * len(WINDOWS) * 365 / max(question.end - question.begin, 1)
    return float(-np.expm1(looks * np.log1p(-min(chance, 1 - 1e-12))))


def _windows(modelled: Modelled) -> Iterator[Question]:
    """Windows with at least TIMES the contacts that a look at the rates alone would expect."""
    told = modelled.told
    days = np.unique(told)
    through = np.searchsorted(told, days, side="right")
    for window in WINDOWS:
        begin = days + 1 - window
        before = np.searchsorted(told, begin)
        count = through - before
        many = (count >= CONTACTS) & (before >= LEAST) & (begin > 0)
        for view in VIEWS:
            rates, total = modelled.rates[view], modelled.total[view]
            month = modelled.calendar.month[np.maximum(begin, 0)]
            exposure = np.maximum(rates.exposure[modelled.row, month], 1e-9)
            expected = rates.shape[modelled.row, month] / exposure * (total[days + 1] - total[np.maximum(begin, 0)])
            many &= count >= 0.8 * TIMES * expected
        for at in np.flatnonzero(many):
            start = int(begin[at])
            yield Question(modelled, start, start, int(days[at]) + 1, int(count[at]))


def _joined(found: Sequence[tuple[Question, float]]) -> Iterator[Surge]:
    """Windows that overlap, taken as one surge."""
    ordered = sorted(found, key=lambda each: (each[0].begin, each[0].end))
    group: list[tuple[Question, float]] = []
    for question, chance in ordered:
        if group and question.begin >= max(each.end for each, _ in group):
            yield from _dated(group)
            group = []
        group.append((question, chance))
    yield from _dated(group)


def _dated(group: Sequence[tuple[Question, float]]) -> Iterator[Surge]:
    """One surge out of its windows: the days between which the excess is clearest."""
    best, chance = min(group, key=lambda each: (each[1], each[0].end))
    modelled = best.modelled
    first, last = min(question.begin for question, _ in group), max(question.end for question, _ in group)
    told = modelled.told
    days = np.unique(told[(told >= first) & (told < last)])
    through = np.searchsorted(told, days, side="right")
    before = np.searchsorted(told, days)
    counts = (through[None, :] - before[:, None]).astype(np.float64)
    excess, most = np.full(counts.shape, np.inf), np.zeros(counts.shape)
    for view in VIEWS:
        baseline = modelled.baseline(best.known, view)
        factor = baseline.season[modelled.calendar.of_year[first:last]] * baseline.shape / baseline.exposure
        total = np.concatenate([[0.0], np.cumsum(modelled.reading[view][first:last] * factor)])
        means = total[days - first + 1][None, :] - total[days - first][:, None]
        excess, most = np.minimum(excess, _excess(counts, means)), np.maximum(most, means)
    excess[(counts < CONTACTS) | (counts < TIMES * most)] = -1.0
    start, stop = np.unravel_index(int(excess.argmax()), excess.shape)
    if excess[start, stop] <= 0:
        return
    begin, end = int(days[start]), int(days[stop]) + 1
    steps = sorted((question.end - 1, each) for question, each in group if question.end > begin)
    is_open = end + WINDOWS[0] >= modelled.length
    yield Surge(modelled, best.known, begin, end, is_open, int(counts[start, stop]), chance, tuple(steps))


def _excess(counts: Floats, means: Floats) -> Floats:
    """Log likelihood ratio of Poisson counts against their expected values; 0 where they are not greater."""
    means = np.maximum(means, 1e-9)
    found: Floats = counts * np.log(np.maximum(counts, 1e-9) / means) - (counts - means)
    return np.where(counts > means, found, 0.0)
