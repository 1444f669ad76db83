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


def touching(one: Telling, other: Telling) -> float | None:
    """1 for triggers with at most a space or hyphen between them, which are often one phrase read twice; else 0."""
    if one.document != other.document:
        return None
    first, second = sorted((one, other), key=lambda telling: telling.key[2])
    return 1.0 if second.key[2] - first.end <= 2 else 0.0
