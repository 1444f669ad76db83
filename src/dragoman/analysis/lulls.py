"""Lulls: the quietest stretch of a channel in a ledger too small for tested signals. A count, not a test.

    found = lull(contacts, Key("PRK", None, "in_person"))
    print(found.begin, found.end, len(found.inside), found.usual)

In: `Contacts` and a series' key. Out: a `Lull` or None. Contacts within days of each other count as one round, for a
visit brings several. A lull is a stretch between two rounds with at most FEW of the rounds that the rest of the time
would let expect. Of all such stretches the one is taken that is least likely at an even rate (the log likelihood ratio
of Kulldorff, "A spatial scan statistic", Communications in Statistics 26, 1997); of those nearly as unlikely, the
longest, since a lone contact does not end a lull.

Where few documents were read, contacts may be missing because nobody told of them, and a stretch that was looked for
is found. So a lull is told with the documents that were read in it and with what they told of other channels, as an
indication; larger ledgers (MOST) have signals instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis.series import Key, one_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.analysis.contacts import Contact, Contacts

#: Days between contacts of one round.
ROUND = 7
#: The shortest lull, in days.
SHORTEST = 90
#: Rounds outside it, at least, and contacts of all that are still few.
LEAST, MOST = 5, 150
#: Rounds in it, as part of the usual number.
FEW = 1 / 3
#: Stretches whose log likelihood ratio is so near to the best are about as well supported.
NEARLY = 1.0


@dataclass(frozen=True, slots=True)
class Lull:
    """A stretch with few contacts or none."""

    key: Key
    begin: date
    """Its first day: that after the last contact before."""
    end: date
    """Its last day: that before the first contact after, or the last that was read."""
    open: bool
    """Whether it lasts to the end of what was read."""
    before: tuple[Contact, ...]
    """Contacts before it, the latest last."""
    inside: tuple[Contact, ...]
    after: tuple[Contact, ...]
    others: tuple[Contact, ...]
    """Contacts through other channels meanwhile."""
    rounds: int
    """Rounds in it."""
    usual: float
    """Rounds to be expected in it at the rate of the rest of the time."""
    documents_read: int
    """Documents that were read in it, of the sources that tell of these contacts."""


def lull(contacts: Contacts, key: Key) -> Lull | None:
    """The quietest stretch of a channel; None where none stands out, or there is too much for so simple a count."""
    series = one_series(contacts, key)
    inside = [c for c in series.contacts if series.first <= c.day <= series.last]
    read = np.asarray(series.reading.read, np.bool_)
    days = _rounds([c.day for c in inside])
    if len(days) < LEAST or len(inside) > MOST or not read.any():
        return None
    at = np.array([(day - series.first).days for day in days], np.int64)
    found = _quietest(at, np.concatenate([[0], np.cumsum(read)]))
    if found is None:
        return None
    begin, end, rounds, usual = found
    first, last = series.first + timedelta(days=begin), series.first + timedelta(days=end - 1)
    every = one_series(contacts, Key(key.a, key.b)).contacts
    return Lull(
        key=key,
        begin=first,
        end=last,
        open=end >= len(read),
        before=tuple(c for c in inside if c.day < first),
        inside=tuple(c for c in inside if first <= c.day <= last),
        after=tuple(c for c in inside if c.day > last),
        others=tuple(c for c in every if c.channel != key.channel and first <= c.day <= last),
        rounds=rounds,
        usual=usual,
        documents_read=int(series.reading.documents[begin:end].sum()),
    )


def _rounds(days: Sequence[date]) -> list[date]:
    """The first day of each round."""
    found: list[date] = []
    last: date | None = None
    for day in sorted(days):
        if last is None or (day - last).days > ROUND:
            found.append(day)
        last = day
    return found


def _quietest(at: NDArray[np.int64], total: NDArray[np.int64]) -> tuple[int, int, int, float] | None:
    """First day and the day after the last of the quietest stretch, the rounds in it, and the usual number.

    `at` are the days of the rounds by number, `total` sums of the days read.
    """
    number, read = float(len(at)), float(total[-1])
    # The day before a round must be a later one's: one round and the next, or the end of the reading.
    ends = np.append(at[1:], len(total) - 1)
    one, other = np.triu_indices(len(at))
    begin, end, rounds = at[one] + 1, ends[other], (other - one).astype(np.float64)
    days = np.maximum(total[end] - total[np.minimum(begin, end)], 0).astype(np.float64)
    rest = number - rounds
    usual = rest / np.maximum(read - days, 1.0) * days
    expected = number * days / read
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(rounds > 0, rounds * np.log(rounds / expected), 0.0)
        ratio = np.nan_to_num(low + rest * np.log(rest / (number - expected)), posinf=0.0, neginf=0.0)
    passed = (days >= SHORTEST) & (rest >= LEAST) & (rounds <= FEW * usual)
    if not passed.any():
        return None
    near = np.flatnonzero(passed & (ratio >= ratio[passed].max() - NEARLY))
    chosen = int(near[np.argmax(days[near])])
    return int(begin[chosen]), int(end[chosen]), int(rounds[chosen]), float(usual[chosen])
