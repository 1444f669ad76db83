"""Where the act took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.comparing.sets import contained
from dragoman.ledger.words import words

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def places(one: Telling, other: Telling) -> float | None:
    """1 for one name, or one that the other holds; less for two places of one country; 0 for two countries."""
    if one.place is None or other.place is None:
        return None
    mine, theirs = words(one.place), words(other.place)
    held = max(contained(mine, theirs), contained(theirs, mine))
    elsewhere = bool(one.place_country and other.place_country and one.place_country != other.place_country)
    # "DPRK embassy in Katmandu" and "Katmandu": two countries by the letter, one place.
    if held == 1.0 and not (elsewhere and mine == theirs):
        return 1.0
    if elsewhere:
        return 0.0
    return 0.4 + 0.5 * held
