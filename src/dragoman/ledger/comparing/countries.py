"""Countries and organisations that take part, and on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def countries(one: Telling, other: Telling) -> float | None:
    """Countries in common, whichever side they stand on: the mean of their share in all and in the fewer."""
    if not one.countries or not other.countries:
        return None
    both = len(one.countries & other.countries)
    return (both / len(one.countries | other.countries) + both / min(len(one.countries), len(other.countries))) / 2


def sides(one: Telling, other: Telling) -> float | None:
    """Share of the countries in common that stand on the same side; the sides of equals may be swapped."""
    both = one.countries & other.countries
    if not both:
        return None
    ways = [(other.a, other.b)]
    if FORMS[one.form].equals or FORMS[other.form].equals:
        ways.append((other.b, other.a))
    return max(len(both & ((one.a & a) | (one.b & b))) for a, b in ways) / len(both)
