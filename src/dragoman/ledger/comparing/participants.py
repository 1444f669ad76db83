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
    from collections.abc import Mapping, Sequence

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
def own(phrase: frozenset[str]) -> frozenset[str]:
    """What a phrase says beyond the names of countries."""
    return phrase - _of_countries()


def _pair(one: Party, other: Party, mine: Telling, theirs: Telling) -> float:
    if one.country and other.country and one.country != other.country:
        return BOTH_SPOKEN_OF if one.country in theirs.spoken and other.country in mine.spoken else 0.0
    if one.name and other.name:
        return 1.0 if one_person(one.name, other.name) else 0.0
    mine_own, their_own = own(one.words), own(other.words)
    if not mine_own or not their_own:
        return COUNTRY_ALONE if one.country and one.country == other.country else 0.0
    score = alike(mine_own, their_own)
    if not one.name:
        score = max(score, SPOKEN_OF * contained(mine_own, theirs.words))
    if not other.name:
        score = max(score, SPOKEN_OF * contained(their_own, mine.words))
    return score


@lru_cache(maxsize=64)
def _pairs(one: Telling, other: Telling) -> dict[tuple[int, int], float]:
    """How alike two participants are, one of each report, by their places: all that follows asks for these."""
    return {
        (i, j): _pair(mine, theirs, one, other)
        for i, mine in enumerate(one.parties)
        for j, theirs in enumerate(other.parties)
    }


def _side(mine: Sequence[int], theirs: Sequence[int], pairs: Mapping[tuple[int, int], float]) -> float | None:
    """How well the participants of the shorter list (places in the reports) are found in the longer."""
    if not mine or not theirs:
        return None
    if len(mine) > len(theirs):
        return fsum([max([pairs[i, j] for i in mine]) for j in theirs]) / len(theirs)
    return fsum([max([pairs[i, j] for j in theirs]) for i in mine]) / len(mine)


@lru_cache(maxsize=64)
def _sides(one: Telling, other: Telling) -> tuple[float | None, float | None]:
    """Scores of both sides; between equals, the way round that fits best."""
    pairs = _pairs(one, other)
    (a, b), (their_a, their_b) = one.sides, other.sides
    straight = _side(a, their_a, pairs), _side(b, their_b, pairs)
    if not (FORMS[one.form].equals or FORMS[other.form].equals):
        return straight
    crossed = _side(a, their_b, pairs), _side(b, their_a, pairs)
    return max(straight, crossed, key=lambda scores: (scores[0] or 0.0) + (scores[1] or 0.0))


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
    few, many = len(one.parties), len(other.parties)
    if not few or not many:
        return None
    pairs = _pairs(one, other)
    ways = []
    if few <= many:
        best = [max([pairs[i, j] for j in range(many)]) for i in range(few)]
        ways.append(_found(one.parties, best, other))
    if many <= few:
        best = [max([pairs[i, j] for i in range(few)]) for j in range(many)]
        ways.append(_found(other.parties, best, one))
    return max(ways)


def _found(parties: Sequence[Party], best: Sequence[float], theirs: Telling) -> float:
    """How well participants are found, who are as like as `best` to some of the other report, or in its sentence."""
    scores = []
    for party, score in zip(parties, best, strict=True):
        # Nobody is found better in a sentence than SPOKEN_OF.
        called = own(party.words) if score < SPOKEN_OF else None
        scores.append(max(score, SPOKEN_OF * contained(called, theirs.words)) if called else score)
    return fsum(scores) / len(scores)
