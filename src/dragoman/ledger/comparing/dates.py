"""Days: those that the texts give, with their real precision, and those of publication."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from dragoman.ledger.rule import rule

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling

#: A range longer than this many days says little.
LONG = 10


def tolerance(one: Telling, other: Telling) -> float:
    """Days by which reports of one act may differ: an act of a day by an error, one that lasts by its length."""
    lasting = rule().lasting
    return 8.0 if one.form in lasting and other.form in lasting else 1.0


def days_apart(one: Telling, other: Telling) -> int | None:
    """Days between what the two sentences give, 0 where they overlap; None where one gives no day."""
    return _gap(one, other) if one.dated and other.dated else None


def _gap(one: Telling, other: Telling) -> int | None:
    """Days between what the two give, wherever in the texts it stands; None where one gives no day."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


def dates(one: Telling, other: Telling) -> float | None:
    """1 for the same day; less for ranges that only overlap, the longer the less, and for days apart."""
    gap = days_apart(one, other)
    if gap is None:
        return None
    if gap:
        return 0.6 * exp(-gap / tolerance(one, other))
    longest = max(_length(one), _length(other))
    if (one.first, one.last) == (other.first, other.last):
        return 1.0 if longest <= LONG else 0.75
    return 0.85 if longest <= LONG else 0.5


def stories(one: Telling, other: Telling) -> float | None:
    """The same of days that stand elsewhere in the texts than in the sentences: a story mostly tells of one day.

    None where both sentences give their own.
    """
    gap = None if one.dated and other.dated else _gap(one, other)
    return None if gap is None else exp(-gap / tolerance(one, other))


def _length(telling: Telling) -> int:
    return (telling.last - telling.first).days if telling.first and telling.last else 0


def publication(one: Telling, other: Telling) -> float | None:
    """1 for reports of one day, less the more days lie between them; None where the days of the act tell more."""
    if one.published is None or other.published is None or days_apart(one, other) is not None:
        return None
    return exp(-abs((one.published - other.published).days) / (2 * tolerance(one, other)))
