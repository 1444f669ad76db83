"""Freezes and resumptions. In: series with their model. Out: silences, each with its chance were nothing changed.

A silence runs from the day after a contact to the day before the next. Its chance is that of no contact in what was
read meanwhile, given the model's state before it. Contacts that stand alone in a long quiet, an envoy's farewell in
a closed country or a misread sentence, do not end it: silences that follow each other, each of them unlikely by what
was known before the first, are one where all their contacts together are at most FEW of those expected. (Judged by
what was known before itself, a silence late in a long freeze would be nothing unusual.)

A long-lived channel falls silent often by chance, for each contact may begin a silence. So the chance is told for a
year: that of any silence as unlikely within a year of the channel (Šidák's formula, with as many beginnings as the
channel has clusters of contacts in a year).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis.model import BY_DAY, LEAST, VIEWS, Modelled, Question, chances
from dragoman.analysis.rates import Expected
from dragoman.analysis.rounds import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

#: Contacts in a freeze, as a share of those expected.
FEW = 0.2
#: A silence this unlikely goes on through a lone contact; so many of them at most are one.
UNLIKELY, SILENCES = 0.25, 8
#: Contacts that a silence would have had, at least: where fewer were to come, it is not UNLIKELY.
UNUSUAL = 1.2
#: Lone contacts lie within so many days of each other.
CLUSTER = 31
#: Days that a silence must have lasted to be called a freeze.
SHORTEST = 21
#: Days from a first contact after a freeze in which others make it a resumption; contacts of its first week are
#: judged by a week's reading, for several may be the news of one day.
FOLLOWING, WEEK = 91, 7
#: Least over-dispersion of contacts after a freeze, which come in parts.
OF_CONTACTS = 0.3


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch with no contact, or next to none."""

    modelled: Modelled
    begin: int
    """The first silent day, by number."""
    end: int
    """The day after the last silent one."""
    open: bool
    """Whether it lasts to the end of what was read."""
    count: int
    """Contacts within it that stand alone."""
    chance: float
    """That of a silence as unlikely within a year of this series, were nothing changed."""

    @property
    def length(self) -> int:
        """Days."""
        return self.end - self.begin


def frozen_by_year(question: Question, chance: float) -> float:
    """The chance that something as unlikely begins at any of a year's rounds of contact, clusters of them being one.

    A silence with lone contacts in it is a second way of looking at the same days.
    """
    baseline = question.modelled.baseline(question.known, BY_DAY)
    looks = 2 if question.count else 1
    clusters = 12 * baseline.rate / (1 + baseline.dispersion * baseline.rate)
    return float(-np.expm1(looks * max(clusters, 1.0) * np.log1p(-min(chance, 1 - 1e-12))))


def silences(several: Sequence[Modelled], lag: int = 0) -> list[Silence]:
    """The least likely silences of each series, none overlapping another.

    `lag` is the days that news of a contact usually takes: the last so many days are not silent yet.
    """
    single = [question for modelled in several for question in _long(modelled, lag)]
    unlikely = [
        question for question, chance in zip(single, chances(single, fewer=True), strict=True) if chance <= UNLIKELY
    ]
    runs = _runs(unlikely, lag)
    found: dict[int, list[Silence]] = {}
    for question, chance in zip(runs, chances(runs, fewer=True), strict=True):
        modelled = question.modelled
        if question.end - question.begin < SHORTEST or not _few(question):
            continue
        is_open = question.end >= modelled.length - lag
        yearly = frozen_by_year(question, float(chance))
        silence = Silence(modelled, question.begin, question.end, is_open, question.count, yearly)
        found.setdefault(id(modelled), []).append(silence)
    return [kept for some in found.values() for kept in _apart(some)]


def _long(modelled: Modelled, lag: int) -> Iterator[Question]:
    """Silences long enough to be looked at, each between two days of contact."""
    days = np.unique(modelled.days)
    if len(modelled.days) < LEAST:
        return
    ends = _ends(modelled, days, lag)
    months = modelled.calendar.month[days]
    likely = np.ones(len(days), np.bool_)
    for view in VIEWS:
        rates, total = modelled.rates[view], modelled.total[view]
        exposure = np.maximum(rates.exposure[modelled.row, months + 1], 1e-9)
        mean = rates.shape[modelled.row, months + 1] / exposure * (total[ends] - total[days + 1])
        likely &= mean > UNUSUAL
    before = np.searchsorted(modelled.days, days, side="right")
    for at in np.flatnonzero(likely & (before >= LEAST)):
        begin = int(days[at]) + 1
        yield Question(modelled, begin, begin, int(ends[at]), 0)


def _ends(modelled: Modelled, days: NDArray[np.int64], lag: int) -> NDArray[np.int64]:
    """[days] the day at which the silence after each day of contact ended, or the last that is silent for sure."""
    return np.append(days[1:], max(modelled.length - lag, int(days[-1]) + 1))


def _runs(unlikely: Sequence[Question], lag: int) -> list[Question]:
    """Each silence, and each row of several that lone contacts part: one, or a few within CLUSTER days."""
    runs = list(unlikely)
    growing = runs
    for _ in range(SILENCES - 1):
        following = [(run, after) for run in growing for after in _following(run, lag)]
        likely = chances([after for _, after in following], fewer=True)
        longer: dict[int, Question] = {}
        for (run, after), chance in zip(following, likely, strict=True):
            if chance <= UNLIKELY and id(run) not in longer:
                count = run.modelled.count(run.begin, after.end)
                longer[id(run)] = Question(run.modelled, run.known, run.begin, after.end, count)
        growing = list(longer.values())
        runs = [*runs, *growing]
    return runs


def _following(run: Question, lag: int) -> Iterator[Question]:
    """The silences that begin soon after a run and are long enough to be part of it, judged as the run is."""
    modelled = run.modelled
    first, last = np.searchsorted(modelled.days, [run.end, run.end + CLUSTER])
    days = np.unique(modelled.days[first : last + 1])
    if not len(days):
        return
    baselines = [modelled.baseline(run.known, view) for view in VIEWS]
    for day, end in zip(days, _ends(modelled, days, lag), strict=True):
        begin = int(day) + 1
        if begin - run.end > CLUSTER or begin >= end:
            continue
        means = (modelled.mean(each, begin, int(end), view) for each, view in zip(baselines, VIEWS, strict=True))
        if min(means) > UNUSUAL:
            yield Question(modelled, run.known, begin, int(end), 0)


def _few(question: Question) -> bool:
    """Whether its contacts are few by both views of reading."""
    means = (
        question.modelled.mean(question.modelled.baseline(question.known, view), question.begin, question.end, view)
        for view in VIEWS
    )
    return question.count <= FEW * min(means)


def _apart(found: Sequence[Silence]) -> list[Silence]:
    """Of silences of one series that overlap, the least likely."""
    kept: list[Silence] = []
    for silence in sorted(found, key=lambda each: (each.chance, -each.length)):
        if all(silence.end <= other.begin or other.end <= silence.begin for other in kept):
            kept.append(silence)
    return sorted(kept, key=lambda each: each.begin)


def known_on(silence: Silence, threshold: float, lag: int = 0) -> int:
    """The first day, by number, at whose end this silence was as unlikely as `threshold`; `lag` days are waited."""
    modelled, begin = silence.modelled, silence.begin
    inside = np.unique(modelled.days[(modelled.days >= begin) & (modelled.days < silence.end)])
    starts = [begin, *(int(day) + 1 for day in inside)]
    ends = [*(int(day) for day in inside), silence.end]

    def enough(end: int) -> bool:
        question = Question(modelled, begin, begin, end, modelled.count(begin, end))
        (chance,) = chances([question], fewer=True)
        return frozen_by_year(question, float(chance)) <= threshold and end - begin >= SHORTEST and _few(question)

    for start, end in zip(starts, ends, strict=True):
        if start >= end or not enough(end):
            continue
        low, high = start, end
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle + 1, high)
        return min(low - 1 + lag, modelled.length - 1)
    return min(silence.end - 1 + lag, modelled.length - 1)


@dataclass(frozen=True, slots=True)
class Resumption:
    """Contacts after a freeze that are more than one standing alone."""

    silence: Silence
    begin: int
    """The day of the first contact."""
    end: int
    """The day after the last contact that is counted with it."""
    chance: float
    """That of so many contacts so soon after the first, had the freeze's rate gone on."""
    steps: tuple[tuple[int, float], ...]
    """Days of contact, and the chance up to each."""

    def known_on(self, threshold: float) -> int:
        """The first day of contact, by number, on which its chance was `threshold`."""
        return next((day for day, chance in self.steps if chance <= threshold), self.end - 1)


def resumption(silence: Silence) -> Resumption | None:
    """What followed a freeze; None while it lasts."""
    if silence.open:
        return None
    # Contacts, not rounds: a single contact a day is what a freeze has too; several at once are more than that.
    begin, days = silence.end, parts(silence.modelled.series)
    within = int(((days >= silence.begin) & (days < silence.end)).sum())
    days = days[(days >= begin) & (days < begin + FOLLOWING)]
    # The first contact is how the freeze ended; only what came with it and after it tells that it is over.
    steps = [(int(day), _after(silence, within, number, int(day))) for number, day in enumerate(days[1:], start=1)]
    chance = min((chance for _, chance in steps), default=1.0)
    return Resumption(silence, begin, int(days[-1]) + 1, chance, tuple(steps))


def _after(silence: Silence, within: int, count: int, last: int) -> float:
    """Chance of `count` contacts more from a freeze's end up to day `last`, at the rate of those `within` it."""
    modelled = silence.modelled
    worst = 0.0
    for view in VIEWS:
        baseline = modelled.baseline(silence.begin, view)
        frozen, _ = modelled.expected(baseline, silence.begin, silence.end, view)
        reading, blocks = modelled.expected(baseline, silence.end, max(last + 1, silence.end + WEEK), view)
        values = (within + 0.5, frozen, max(baseline.dispersion, OF_CONTACTS), reading, blocks)
        expected = Expected(*(np.array([value]) for value in values))
        worst = max(worst, float(expected.at_least(np.array([float(count)]))[0]))
    return worst
