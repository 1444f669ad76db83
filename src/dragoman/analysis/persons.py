"""One person under names of several lengths. In: names as told, each with its country. Out: the fullest for each.

"Medvedev", "D. Medvedev" and "Dmitri Medvedev" are told of one man where only one of that country is told whose name
they can shorten. Where two could be meant ("Kim Il Song" and "Pak Il Song" by "Il Song"), names stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    Key = tuple[str, str]
    """A name in small letters, and a country's code."""


def fullest(keys: Iterable[Key]) -> dict[Key, Key]:
    """For each name the fullest that it shortens; itself where there is none, or more than one."""
    by_country: dict[str, list[list[str]]] = defaultdict(list)
    every = list(keys)
    for name, country in every:
        by_country[country].append(name.split())
    return {(name, country): (_fullest(name.split(), by_country[country]), country) for name, country in every}


def _fullest(name: list[str], others: list[list[str]]) -> str:
    longer = [other for other in others if other != name and shortens(name, other)]
    longer.sort(key=lambda other: (len(other), sum(map(len, other)), other))
    # The longest stands for all where each of the others shortens it, too.
    if longer and all(other == longer[-1] or shortens(other, longer[-1]) for other in longer):
        return " ".join(longer[-1])
    return " ".join(name)


def shortens(name: list[str], other: list[str]) -> bool:
    """Whether a name leaves words of another out, or has initials for them; the last word is the same."""
    if not name or name[-1] != other[-1] or len(name) > len(other):
        return False
    left = iter(other[:-1])
    return all(any(_fits(word, full) for full in left) for word in name[:-1])


def _fits(word: str, full: str) -> bool:
    return word == full or (len(word.rstrip(".")) == 1 and full.startswith(word[0]))
