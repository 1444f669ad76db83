"""Sets of words, of which rare ones count for more: how much is shared."""

from __future__ import annotations

from functools import cache, lru_cache
from math import fsum, log
from typing import TYPE_CHECKING

from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Share of sentences that a word stands in which `data/common_words.csv` does not list.
RARE = 1 / 3000


@cache
def _weights() -> dict[str, float]:
    return {row["word"]: -log(float(row["share"])) for row in rows("common_words.csv", "dragoman.ledger.data")}


_RARE_WEIGHT = -log(RARE)


def _weight(found: Iterable[str]) -> float:
    weights = _weights()
    # Exactly rounded, because sets have no order.
    return fsum([weights.get(word, _RARE_WEIGHT) for word in found])


#: Of whole sets, which are compared again and again.
_whole = lru_cache(maxsize=65536)(_weight)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words share, by weight: the mean of the share of the lighter and of both."""
    shared = one & other
    if not shared:
        return 0.0
    both = _weight(shared)
    mine, theirs = _whole(one), _whole(other)
    return (both / min(mine, theirs) + both / (mine + theirs - both)) / 2


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """Share, by weight, of the words of `one` that `other` has."""
    shared = one & other
    return _weight(shared) / _whole(one) if shared else 0.0
