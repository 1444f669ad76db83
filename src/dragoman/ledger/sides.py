"""Which side of an event a report's participants are on. In: the reports of one event. Out: those that turn it round.

Of acts between equals whoever is named first is side a, so that one outlet's side a is another's side b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

OTHER_SIDE = {"a": "b", "b": "a"}


class Member(Protocol):
    """A participant as the ledger keeps it."""

    @property
    def side(self) -> str:
        """The letter a or b."""

    @property
    def country(self) -> str | None:
        """Its code, where that is known."""


def turned(form: str, reports: Mapping[int, Iterable[Member]]) -> frozenset[int]:
    """The keys of those reports of an act that name its sides the other way round than the first of `reports`.

    Empty where the form is none of those between equals.
    """
    if not FORMS[form].equals or len(reports) < 2:
        return frozenset()
    sides = {key: {side: _codes(members, side) for side in OTHER_SIDE} for key, members in reports.items()}
    first = next(iter(sides.values()))

    def shared(other: Mapping[str, frozenset[str]]) -> int:
        return sum(len(first[side] & other[side]) for side in OTHER_SIDE)

    return frozenset(
        key
        for key, other in sides.items()
        if shared({OTHER_SIDE[side]: codes for side, codes in other.items()}) > shared(other)
    )


def side_of(member: Member, key: int, around: Collection[int]) -> str:
    """The side of the event that a member of the report `key` is on; `around` are the reports that are turned round."""
    return OTHER_SIDE[member.side] if key in around else member.side


def _codes(members: Iterable[Member], side: str) -> frozenset[str]:
    return frozenset(member.country for member in members if member.side == side and member.country)
