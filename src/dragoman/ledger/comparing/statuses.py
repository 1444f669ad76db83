"""Whether the act took place, and whether it is told as past history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.vocabulary import HAPPENED, TO_COME

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def statuses(one: Telling, other: Telling) -> float | None:
    """1 for the same; 0.5 where one may have become the other by the day of the later report; 0 where not."""
    if one.status == other.status or (one.status in HAPPENED and other.status in HAPPENED):
        return 1.0
    if one.published is None or other.published is None or one.published == other.published:
        return 0.5
    earlier, later = (one, other) if one.published < other.published else (other, one)
    if earlier.status in TO_COME:
        return 0.5
    return 0.0 if later.status in TO_COME else 0.5


def backgrounds(one: Telling, other: Telling) -> float | None:
    """Whether both tell of it as news, or both as background."""
    return 1.0 if one.background == other.background else 0.0


def anniversaries(one: Telling, other: Telling) -> float | None:
    """Whether both name an anniversary beside the act, which is then often what is remembered, or neither does."""
    if not one.near or not other.near:
        return None
    return 1.0 if ("anniversary" in one.near) == ("anniversary" in other.near) else 0.0
