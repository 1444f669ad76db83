"""Participants that grounding adds to those that reading saw. In: where a document names them. Out: `Participant`s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding.sureness import sureness
from dragoman.reading.report import Participant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report


def added(
    scene: Scene, start: int, end: int, code: str, basis: str, *, confidence: float, kind: str = "country"
) -> Participant:
    """The participant whom text[start:end] names, of the country or organisation `code`, which `basis` tells."""
    return Participant(
        scene.document.text[start:end],
        start,
        end,
        kind=kind,
        country=code,
        basis=basis,
        country_confidence=sureness(basis),
        confidence=confidence,
    )


def those_of(code: str, report: Report) -> tuple[Participant, ...]:
    """Those of one country or organisation on either side of a report."""
    return tuple(member for member in (*report.a, *report.b) if member.country == code)


def codes_of(members: Iterable[Participant]) -> frozenset[str]:
    """The countries and organisations that participants are known to be of."""
    return frozenset(member.country for member in members if member.country)


def firsts(members: Iterable[Participant]) -> dict[str, Participant]:
    """Of each country and organisation the first participant that is known to be of it, in order."""
    found: dict[str, Participant] = {}
    for member in members:
        if member.country:
            found.setdefault(member.country, member)
    return found
