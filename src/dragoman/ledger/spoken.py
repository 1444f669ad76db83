"""Countries that a sentence speaks of. In: its words, folded. Out: codes.

Readers miss participants, and put onlookers in their place: "organisations of Peru denounced the U.S. and the south
Korean authorities for their drill". What the sentence itself speaks of is compared besides.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dragoman.ledger.words import words
from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _names() -> Mapping[str, tuple[tuple[frozenset[str], str], ...]]:
    """By the least common of its words: the words of each name of a country, and the code.

    A name that is of several countries ("Korean") tells of none.
    """
    codes: dict[frozenset[str], set[str]] = {}
    for country in countries().values():
        named = (country.label, *country.names, *country.adjectives, *country.demonyms, *country.capitals)
        for name in named:
            if found := words(name):
                codes.setdefault(found, set()).add(country.code)
    often: dict[str, int] = {}
    for found in codes:
        for word in found:
            often[word] = often.get(word, 0) + 1
    names: dict[str, list[tuple[frozenset[str], str]]] = {}
    for found, known in codes.items():
        if len(known) == 1:
            rarest = min(found, key=lambda word: (often[word], word))
            names.setdefault(rarest, []).append((found, next(iter(known))))
    return {word: tuple(sorted(kept, key=lambda pair: (sorted(pair[0]), pair[1]))) for word, kept in names.items()}


@lru_cache(maxsize=16384)
def spoken_of(sentence: frozenset[str]) -> frozenset[str]:
    """The codes of the countries that are named in a sentence of these words."""
    names = _names()
    return frozenset(code for word in sentence if word in names for name, code in names[word] if name <= sentence)
