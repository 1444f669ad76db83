"""Who tells it: one outlet tells its own acts apart, several tell of one act in words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def outlets(one: Telling, other: Telling) -> float | None:
    """1 for reports of two outlets, 0 for those of one; None where an outlet is not known."""
    if one.outlet is None or other.outlet is None or one.document == other.document:
        return None
    return float(one.outlet != other.outlet)
