"""How near to each other two reports of one document stand."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling

#: Characters: about a sentence and a half.
NEAR = 250


def nearness(one: Telling, other: Telling) -> float | None:
    """1 for triggers side by side, less the more text lies between; None for two documents."""
    if one.document != other.document:
        return None
    return exp(-abs(one.key[2] - other.key[2]) / NEAR)
