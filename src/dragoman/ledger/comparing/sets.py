"""Sets of words, of which rare ones count for more: how much is shared."""

from __future__ import annotations

from functools import cache
from math import log
from typing import TYPE_CHECKING

from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

#: Share of sentences that a word stands in which `data/common_words.csv` does not list.
RARE = 1 / 3000


@cache
def _weights() -> dict[str, float]:
    return {row["word"]: -log(float(row["share"])) for row in rows("common_words.csv", "dragoman.ledger.data")}


def _weight(found: Iterable[str]) -> float:
    weights = _weights()
    return sum(weights.get(word, -log(RARE)) for word in found)


def alike(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """How much two sets of words share, by weight: the mean of the share of the lighter and of both."""
    both = _weight(one & other)
    if not both:
        return 0.0
    mine, theirs = _weight(one), _weight(other)
    return (both / min(mine, theirs) + both / (mine + theirs - both)) / 2


def contained(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Share, by weight, of the words of `one` that `other` has."""
    both = _weight(one & other)
    return both / _weight(one) if both else 0.0
