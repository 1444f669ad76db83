"""Persons by name: the comparison of grounding, asked whether two names may be one person's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding.names import SURNAME, alike

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


@lru_cache(maxsize=65_536)
def one_person(name: str, other: str) -> bool:
    """Whether two names may be of one person; a surname alone is enough where so much else agrees."""
    return name == other or alike(name, other) >= SURNAME


def names(one: Telling, other: Telling) -> float | None:
    """The share of persons in common, of that country of which the least are; None where no country has names in both.

    A side that both reports fill with named persons, none of them the same, speaks against one event, however many
    of the other side are: hundreds write to one head of state.
    """
    least = None
    for country, mine in one.named.items():
        theirs = other.named.get(country)
        if not theirs:
            continue
        few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
        score = sum([any(one_person(name, person) for person in many) for name in few]) / len(few)
        least = score if least is None else min(least, score)
    return least
