"""Participants, side by side: who did it, and to whom. Persons by name, others by the words of phrase and title."""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import TYPE_CHECKING

from dragoman.ledger.comparing.names import one_person
from dragoman.ledger.comparing.sets import alike, contained
from dragoman.ledger.words import words
from dragoman.vocabulary import FORMS, countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.ledger.telling import Party, Telling

#: What it counts that two participants are of one country, where neither has a word of its own.
COUNTRY_ALONE = 0.6
#: The same of two countries, each of which the other's sentence speaks of: readers mistake who of those named acts.
BOTH_SPOKEN_OF = 0.4
#: Words that only point at another participant.
SAYS_NOTHING = frozenset(("counterpart", "counterparts", "here", "homeland", "side", "sides", "country", "countries"))
#: What it counts that one report's sentence speaks of the other's participant in full: "the president of Chad" in a
#: summary is whom the story names with the office behind the name.
SPOKEN_OF = 0.9


@lru_cache(maxsize=1)
def _of_countries() -> frozenset[str]:
    """Words that name countries: shared by all participants of one."""
    found: set[str] = set()
    for country in countries().values():
        for name in (country.label, *country.names, *country.adjectives):
            found |= words(name)
    return frozenset(found - {"party", "states", "bank"}) | SAYS_NOTHING


@lru_cache(maxsize=65536)
def _own(phrase: frozenset[str]) -> frozenset[str]:
    return phrase - _of_countries()


def _pair(one: Party, other: Party, mine: Telling, theirs: Telling) -> float:
    if one.country and other.country and one.country != other.country:
        return BOTH_SPOKEN_OF if one.country in theirs.spoken and other.country in mine.spoken else 0.0
    if one.name and other.name:
        return 1.0 if one_person(one.name, other.name) else 0.0
    own, their = _own(one.words), _own(other.words)
    if not own or not their:
        return COUNTRY_ALONE if one.country and one.country == other.country else 0.0
    score = alike(own, their)
    if not one.name:
        score = max(score, SPOKEN_OF * contained(own, theirs.words))
    if not other.name:
        score = max(score, SPOKEN_OF * contained(their, mine.words))
    return score


def _side(mine: Sequence[Party], theirs: Sequence[Party], one: Telling, other: Telling) -> float | None:
    """How well the participants of the shorter list are found in the longer."""
    if not mine or not theirs:
        return None
    if len(mine) > len(theirs):
        mine, theirs, one, other = theirs, mine, other, one
    return fsum([max([_pair(own, their, one, other) for their in theirs]) for own in mine]) / len(mine)


@lru_cache(maxsize=64)
def _sides(one: Telling, other: Telling) -> tuple[float | None, float | None]:
    """Scores of both sides; between equals, the way round that fits best."""
    (a, b), (their_a, their_b) = one.sides, other.sides
    straight = _side(a, their_a, one, other), _side(b, their_b, one, other)
    if not (FORMS[one.form].equals or FORMS[other.form].equals):
        return straight
    crossed = _side(a, their_b, one, other), _side(b, their_a, one, other)
    return max(straight, crossed, key=lambda scores: sum(score or 0.0 for score in scores))


def doers(one: Telling, other: Telling) -> float | None:
    """How well those who act agree: the shorter list, each with whom he is likest."""
    return _sides(one, other)[0]


def targets(one: Telling, other: Telling) -> float | None:
    """The same for those towards whom they act."""
    return _sides(one, other)[1]


def everyone(one: Telling, other: Telling) -> float | None:
    """How well the participants of the report that has fewer are found in the other, whichever side they were read on.

    The other's sentence counts too: readers take the sender of a reply for its receiver, and miss participants.
    """
    if not one.parties or not other.parties:
        return None
    ways = []
    for mine, theirs in ((one, other), (other, one)):
        if len(mine.parties) <= len(theirs.parties):
            ways.append(fsum([_found(party, mine, theirs) for party in mine.parties]) / len(mine.parties))
    return max(ways)


def _found(party: Party, mine: Telling, theirs: Telling) -> float:
    score = max([_pair(party, other, mine, theirs) for other in theirs.parties])
    own = _own(party.words)
    return max(score, SPOKEN_OF * contained(own, theirs.words)) if own else score
