"""What the act marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.comparing.sets import contained

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def occasions(one: Telling, other: Telling) -> float | None:
    """How far the words of one are in the other; 0 for two anniversaries of different number."""
    if not one.occasion or not other.occasion:
        return None
    numbers, others = _numbers(one.occasion), _numbers(other.occasion)
    if numbers and others and not numbers & others:
        return 0.0
    return max(contained(one.occasion, other.occasion), contained(other.occasion, one.occasion))


def _numbers(found: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in found if word[0].isdigit())
