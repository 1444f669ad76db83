"""Finds every known name in a text in one pass. In: a text. Out: cues, each a span that points to a country.

The names are those of the vocabulary (countries, organisations, bodies, regions), of the gazetteer and of a register
of persons. The longest name wins, so that "South Korea" is not "Korea" and "Georgia Tech" can be told from Georgia.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding.registers import builtin
from dragoman.grounding.tries import Trie, longest, tokens, trie_of
from dragoman.vocabulary import countries, organisations
from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.grounding.register import Register

_DATA = "dragoman.grounding.data"

#: What a name is, the surest first: where two kinds have one name, the first of them counts.
KINDS = ("name", "organisation", "body", "adjective", "demonym", "capital", "region", "common", "person", "place")
#: Kinds whose cue alone says which country somebody acts for.
SURE = frozenset({"name", "organisation", "body", "adjective", "demonym", "capital"})


class Sense(NamedTuple):
    """One thing that a name can mean."""

    code: str
    """Country or organisation; "" for a region, which has none, and for a person who acted for several."""
    kind: str
    weight: float = 0.0
    """Inhabitants of a place: of several of one name the largest is meant, unless the document says otherwise."""


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


def cues(text: str, register: Register | None = None) -> list[Cue]:
    """Every known name in `text`, in order, none overlapping another; of two at one place, the longer.

    Persons are those of `register` (the package's own, if none is given) whose surname alone is known.
    """
    names, persons = _names(), (builtin() if register is None else register).trie
    found, words, at = [], tokens(text), 0
    while at < len(words):
        best = longest(names, words, at)
        person = longest(persons, words, at)
        if person and (best is None or person[0] > best[0] or best[1][0].kind == "place"):
            best = person[0], [Sense(person[1][0], "person"), *(best[1] if best and best[0] == person[0] else ())]
        if best is None:
            at += 1
        else:
            found.append(Cue(words[at].start, words[at + best[0] - 1].end, tuple(best[1])))
            at += best[0]
    return found


@cache
def _names() -> Trie:
    # In the order of their kinds and weights, so that the first sense of a name is the likeliest.
    return trie_of(sorted(_senses(), key=lambda pair: (KINDS.index(pair[1].kind), -pair[1].weight)))


def _senses() -> Iterator[tuple[str, Sense]]:
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
    for organisation in organisations():
        for name in organisation.names:
            yield name, Sense(organisation.code, organisation.kind)
    for row in rows("places.csv", _DATA):
        if len(row["name"]) > 2:
            yield row["name"], Sense(row["country"], "place", float(row["population"] or 0))
