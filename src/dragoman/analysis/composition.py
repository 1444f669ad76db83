"""Changes of level and of channel. In: contacts of a dyad. Out: days from which they are of another kind.

These look at what contacts are like, not at how many there are, so reading plays no part. A change is found by
Pettitt's test ("A non-parametric approach to the change-point problem", Applied Statistics 28, 1979), corrected for
ties, and again in the parts before and after it. Contacts of one day (level) or one month (channel) count once, so
that a round of greetings on one day is not many signs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from dragoman.analysis.contacts import Contact

    Floats = NDArray[np.float64]

#: Values that a part must have, and how far two parts must be apart: steps of rank, share of contacts.
PART = 5
STEPS, SHARE = 0.5, 0.25
#: A split that is less unlikely than this is not split further.
UNLIKELY = 0.05


@dataclass(frozen=True, slots=True)
class Value:
    """What the contacts of a day or month are like."""

    number: float
    day: date
    """The first day of these contacts."""
    known: date
    """The day on which the first of them was known."""
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """From `after` on, values are higher or lower than before."""

    before: tuple[Value, ...]
    after: tuple[Value, ...]
    chance: float

    def known_on(self, threshold: float) -> date:
        """The first day on which the values up to it showed the change as clearly as `threshold`."""
        numbers = np.array([value.number for value in (*self.before, *self.after)])
        known = self.after[-1].known
        for end in range(len(self.before) + PART, len(numbers) + 1):
            if pettitt(numbers[:end])[1] <= threshold:
                return max(self.after[end - len(self.before) - 1].known, self.after[0].known)
        return known


def mean(values: Sequence[Value]) -> float:
    """Their average."""
    return float(np.mean([value.number for value in values]))


def pettitt(numbers: Floats) -> tuple[int, float]:
    """The most likely change point (how many values lie before it) and its chance were there none."""
    n = len(numbers)
    if n < 2 * PART:
        return n, 1.0
    ranks = rankdata(numbers)
    sums = np.cumsum(ranks)[:-1]
    at = np.arange(1, n)
    difference = np.abs(2 * sums - at * (n + 1))
    difference[: PART - 1] = difference[n - PART :] = 0
    _, ties = np.unique(numbers, return_counts=True)
    spread = 1 - float((ties.astype(np.float64) ** 3 - ties).sum()) / (n**3 - n)
    if spread <= 0:
        return n, 1.0
    best = int(difference.argmax())
    chance = 2 * np.exp(-6 * float(difference[best]) ** 2 / ((n**3 + n**2) * spread))
    return best + 1, min(float(chance), 1.0)


def shifts(values: Sequence[Value], least: float) -> tuple[list[Shift], int]:
    """The changes of at least `least`, the earliest first, and how many tests were made.

    What lies beyond the neighbouring changes is no part of a change and must not carry it: each is tested again between
    them, and the weakest that no longer holds is given up, one after another.
    """
    chances, tests = _splits(np.array([value.number for value in values]), least)
    while True:
        edges = [0, *sorted(chances), len(values)]
        found = [
            Shift(
                tuple(values[edges[at - 1] : edges[at]]), tuple(values[edges[at] : edges[at + 1]]), chances[edges[at]]
            )
            for at in range(1, len(edges) - 1)
        ]
        if len(found) > 1:
            tests += len(found)
            found = [replace(shift, chance=max(shift.chance, _chance(shift))) for shift in found]
        weak = [n for n, s in enumerate(found) if s.chance > UNLIKELY or abs(mean(s.after) - mean(s.before)) < least]
        if not weak:
            return found, tests
        del chances[edges[1 + max(weak, key=lambda number: found[number].chance)]]


def _splits(numbers: Floats, least: float) -> tuple[dict[int, float], int]:
    """Where values change by Pettitt's test, and again before and after, each with its chance; how many tests."""
    chances: dict[int, float] = {}
    tests, parts = 0, [(0, len(numbers))]
    while parts:
        begin, end = parts.pop()
        if end - begin < 2 * PART:
            continue
        tests += 1
        before, chance = pettitt(numbers[begin:end])
        at = begin + before
        if chance <= UNLIKELY and abs(float(numbers[at:end].mean() - numbers[begin:at].mean())) >= least:
            chances[at] = chance
            parts += [(begin, at), (at, end)]
    return chances, tests


def _chance(shift: Shift) -> float:
    return pettitt(np.array([value.number for value in (*shift.before, *shift.after)]))[1]


def levels(contacts: Sequence[Contact]) -> list[Value]:
    """The highest protocol rank of each day of contact whose rank is known (1 is the highest)."""
    by_day: dict[date, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if contact.rank is not None:
            by_day[contact.day].append(contact)
    return [
        Value(float(min(each.rank or 5 for each in some)), day, min(each.known for each in some), tuple(some))
        for day, some in sorted(by_day.items())
    ]


def shares(contacts: Sequence[Contact], channel: str) -> list[Value]:
    """The share of a channel in the contacts of each month that has any."""
    return list(_shares(contacts, channel))


def _shares(contacts: Sequence[Contact], channel: str) -> Iterator[Value]:
    by_month: dict[tuple[int, int], list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_month[contact.day.year, contact.day.month].append(contact)
    for _, some in sorted(by_month.items()):
        through = sum(each.channel == channel for each in some) / len(some)
        yield Value(through, min(each.day for each in some), min(each.known for each in some), tuple(some))
