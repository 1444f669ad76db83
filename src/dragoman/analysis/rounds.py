"""Rounds: what the count model counts. In: a series. Out: the day number of each of its rounds of contact.

    days = rounds(series)            # one for each round
    days = parts(series)             # one for each contact

A visit is told as an arrival, talks, a banquet and a gift, and a story of it may make four contacts of one day. They
are one round: contacts of one day between the same countries. Most of the over-dispersion of counts of contacts lies
in such parts, and they say nothing of how long the next silence may last, which days of contact do.

Where there is contact on many days, a surge can hardly bring more days: there, contacts are counted for surges.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

#: Share of the days read that have contact, from which on days of contact say little of a surge.
BUSY = 0.2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.analysis.series import Series


def rounds(series: Series) -> NDArray[np.int64]:
    """[rounds] the day number of each, in order; those outside the reading are left out."""
    key, length = series.key, len(series.reading.read)
    partners: dict[int, list[set[str]]] = defaultdict(list)
    for contact in series.contacts:
        day = (contact.day - series.first).days
        if 0 <= day < length:
            # With all others, only contacts that share a partner are parts of one round.
            others = {code for dyad in contact.dyads if key.a in dyad for code in dyad if code != key.a}
            partners[day].append({key.b} if key.b is not None else others)
    days = [day for day in sorted(partners) for _ in range(_apart(partners[day]))]
    return np.array(days, np.int64)


def parts(series: Series) -> NDArray[np.int64]:
    """[contacts] the day number of each, in order; those outside the reading are left out."""
    days = np.array([(contact.day - series.first).days for contact in series.contacts], np.int64)
    return np.sort(days[(days >= 0) & (days < len(series.reading.read))])


def busy(series: Series, days: NDArray[np.int64]) -> bool:
    """Whether rounds on these days are too many for a surge to bring more of them."""
    return len(days) > BUSY * max(int(series.reading.read.sum()), 1)


def _apart(sets: Sequence[set[str]]) -> int:
    """How many groups these sets fall into, where those that share a member belong together."""
    groups: list[set[str]] = []
    for one in sets:
        near = [group for group in groups if group & one]
        groups = [group for group in groups if not group & one] + [one.union(*near)]
    return len(groups)
