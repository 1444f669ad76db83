"""Countries and organisations that take part, and on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def countries(one: Telling, other: Telling) -> float | None:
    """Countries in common, whichever side they stand on: the mean of their share in all and in the fewer.

    A country that the other report's sentence speaks of is found there, whether or not it takes part as it was read.
    """
    if not one.countries or not other.countries:
        return None
    mine = len(one.countries & (other.countries | other.spoken))
    theirs = len(other.countries & (one.countries | one.spoken))
    every = one.countries | other.countries
    both = len((one.countries | one.spoken) & (other.countries | other.spoken) & every)
    return (both / len(every) + max(mine / len(one.countries), theirs / len(other.countries))) / 2


def sides(one: Telling, other: Telling) -> float | None:
    """Share of the countries in common that stand on the same side; the sides of equals may be swapped."""
    both = one.countries & other.countries
    if not both:
        return None
    ways = [(other.a, other.b)]
    if FORMS[one.form].equals or FORMS[other.form].equals:
        ways.append((other.b, other.a))
    return max(len(both & ((one.a & a) | (one.b & b))) for a, b in ways) / len(both)
