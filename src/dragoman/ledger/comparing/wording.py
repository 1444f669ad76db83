"""The words of the sentences that name the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.comparing.sets import alike

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def wording(one: Telling, other: Telling) -> float | None:
    """How much the sentences share, rare words counting for more."""
    if not one.words or not other.words:
        return None
    return alike(one.words, other.words)
