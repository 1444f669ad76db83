"""Finds every known name in a text in one pass. In: a text. Out: cues, each a span that points to a country.

The names are those of the vocabulary (countries, organisations, bodies, regions) and of this package's register
of people and gazetteer. A text is cut into words and marks; a trie of the names is walked from each word, and
the longest name wins, so that "South Korea" is not "Korea" and "Georgia Tech" can be told from Georgia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.vocabulary import countries, organisations
from dragoman.vocabulary.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DATA = "dragoman.grounding.data"

#: What a name is, the surest first: where two kinds have one name, the first of them counts.
KINDS = ("name", "organisation", "body", "adjective", "demonym", "capital", "region", "person", "place")
#: Where the family name stands first.
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "VNM", "KHM", "HUN"})
#: Kinds whose cue alone says which country somebody acts for.
SURE = frozenset({"name", "organisation", "body", "adjective", "demonym", "capital"})


class Sense(NamedTuple):
    """One thing that a name can mean."""

    code: str
    """Country or organisation; "" for a region, which has none."""
    kind: str
    weight: float = 0.0
    """Inhabitants of a place: of several of one name the largest is meant, unless the document says otherwise."""
    first: str = ""
    """First ISO day on which a person held the office, or ""."""
    last: str = ""
    office: str = ""
    """The office that a person of the register held from `first` to `last`."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A known name in a text."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    @property
    def kind(self) -> str:
        """Kind of the likeliest sense."""
        return self.senses[0].kind

    @property
    def code(self) -> str:
        """Code of the likeliest sense."""
        return self.senses[0].code


def cues(text: str) -> list[Cue]:
    """Every known name in `text`, in order, none overlapping another; of two at one place, the longer."""
    trie = _trie()
    tokens = [(match.group().replace("’", "'"), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found = []
    at = 0
    while at < len(tokens):
        word = tokens[at][0]
        node: dict[Any, Any] | None = trie.get(word)
        if node is None and len(word) > 3 and word.isupper():
            # A dateline or a headline in capitals: "BEIJING".
            node = trie.get(word.capitalize())
        best: tuple[int, tuple[Sense, ...]] | None = None
        length = 0
        while node is not None:
            length += 1
            if None in node:
                best = length, node[None]
            node = node.get(tokens[at + length][0]) if at + length < len(tokens) else None
        if best is None:
            at += 1
        else:
            found.append(Cue(tokens[at][1], tokens[at + best[0] - 1][2], best[1]))
            at += best[0]
    return found


@cache
def _trie() -> dict[str, dict[Any, Any]]:
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for name, sense in _names():
        tokens = tuple(match.group().replace("’", "'") for match in _TOKEN.finditer(name))
        senses.setdefault(tokens, []).append(sense)
    trie: dict[str, dict[Any, Any]] = {}
    for tokens, found in senses.items():
        node: dict[Any, Any] = trie
        for token in tokens:
            node = node.setdefault(token, {})
        node[None] = tuple(sorted(found, key=lambda sense: (KINDS.index(sense.kind), -sense.weight)))
    return trie


def _names() -> Iterator[tuple[str, Sense]]:
    yield from _names_of_countries()
    for organisation in organisations():
        for name in organisation.names:
            yield name, Sense(organisation.code, organisation.kind)
    for row in rows("people.csv", _DATA):
        for name in several(row["names"]):
            yield name, _person(row)
    for row in rows("places.csv", _DATA):
        if len(row["name"]) > 2:
            yield row["name"], Sense(row["country"], "place", float(row["population"] or 0))


def _names_of_countries() -> Iterator[tuple[str, Sense]]:
    for country in countries().values():
        # English makes most names of a people by adding an s to the adjective.
        plurals = [f"{name}s" for name in country.adjectives if name.endswith(("an", "i"))]
        for kind, names in (
            ("name", [*country.names, *country.historical]),
            ("adjective", country.adjectives),
            ("demonym", [*country.demonyms, *plurals]),
            ("capital", country.capitals),
        ):
            for name in names:
                yield name, Sense(country.code, kind)


def _person(row: dict[str, str]) -> Sense:
    return Sense(row["country"], "person", 0.0, row["first"], row["last"], row["office"])


@cache
def families() -> dict[str, tuple[tuple[str, Sense], ...]]:
    """Well-known persons, with their full name, by the family name alone.

    For a person already found, never looked for in a text.
    """
    found: dict[str, list[tuple[str, Sense]]] = {}
    for row in rows("people.csv", _DATA):
        sense = _person(row)
        for name in several(row["names"]):
            words = name.split()
            family = words[0 if row["country"] in _FAMILY_FIRST else -1]
            found.setdefault(family, []).append((name, sense))
    return {word: tuple(senses) for word, senses in found.items()}


@cache
def outlets() -> tuple[tuple[str, str], ...]:
    """(pattern, country) of the outlets that are known; a pattern that ends in "*" is a prefix."""
    return tuple((row["pattern"].lower(), row["country"]) for row in rows("outlets.csv", _DATA))


def outlet_country(outlet: str | None) -> str | None:
    """The country from which an outlet writes, or None."""
    name = re.sub(r"[ _-]*\d+$", "", (outlet or "").strip()).lower()
    for pattern, country in outlets():
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1])):
            return country
    return None


def held(sense: Sense, day: date | None) -> bool:
    """Whether a person of the register held the office on that day, give or take a year."""
    if day is None:
        return True
    first, last = sense.first[:4], sense.last[:4]
    return not (first and day.year < int(first) - 1) and not (last and day.year > int(last) + 1)
