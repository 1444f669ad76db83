"""First contacts. In: series and the acts that texts look back on. Out: dyads that were never in contact before.

That nothing was told in all that was read before says how rare contact must have been: after none in x days of
reading, the chance of more of them so soon after the first is small. One contact alone may be a misread name; the
more follow, the surer it is that something began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis.rates import DISPERSION, Expected
from dragoman.analysis.series import MONTH

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from dragoman.analysis.contacts import Contact
    from dragoman.analysis.series import Series

#: Average days that must have been read before, and days after the first contact in which others confirm it.
READ, FOLLOWING = 730.0, 182


@dataclass(frozen=True, slots=True)
class First:
    """The first contact of a dyad."""

    series: Series
    contacts: tuple[Contact, ...]
    """The first one and those that soon followed."""
    read: float
    """Average days of reading before it, without a contact."""
    steps: tuple[tuple[date, float], ...]
    """Days on which a further contact was known, and the chance from then on."""

    @property
    def chance(self) -> float:
        """That of so many contacts so soon, had contact been as rare as before."""
        return min((chance for _, chance in self.steps), default=1.0)

    def known_on(self, threshold: float) -> date:
        """The first day on which its chance was at most `threshold`."""
        known = (day for day, chance in self.steps if chance <= threshold)
        return next(known, max(contact.known for contact in self.contacts))


def first_contact(series: Series, told_before: Collection[date]) -> First | None:
    """The first contact of this series; None where it may not be the first, or too little was read before it.

    `told_before`: days of acts between the two that texts look back on.
    """
    if not series.contacts:
        return None
    earliest = series.contacts[0].day
    at = (earliest - series.first).days
    days = len(series.reading.read)
    if not 0 < at < days or any(day < earliest for day in told_before):
        return None
    reading = [series.reading.weighted, series.reading.read.astype(np.float64)]
    before = min(float(view[:at].sum()) for view in reading)
    if before < READ:
        return None
    soon = [each for each in series.contacts if each.day <= earliest + timedelta(days=FOLLOWING)]
    return First(series, tuple(soon), before, tuple(_steps(series, soon, at, reading)))


def _steps(
    series: Series, soon: Sequence[Contact], at: int, reading: Sequence[np.ndarray[tuple[int], np.dtype[np.float64]]]
) -> list[tuple[date, float]]:
    steps = []
    # Days of contact: what is told of one day may be parts of one act.
    later = sorted({contact.day for contact in soon if contact.day > soon[0].day})
    for number, day in enumerate(later, start=1):
        last = (day - series.first).days
        worst = 0.0
        for view in reading:
            since = float(view[at + 1 : last + 1].sum())
            pieces = max(since**2 / max(np.ceil(since / MONTH), 1.0), 1e-12)
            values = (0.5, float(view[:at].sum()), DISPERSION, since, pieces)
            expected = Expected(*(np.array([value]) for value in values))
            worst = max(worst, float(expected.at_least(np.array([float(number)]))[0]))
        known = (min(each.known for each in soon if each.day == one) for one in later[:number])
        steps.append((max(soon[0].known, *known), worst))
    return steps
