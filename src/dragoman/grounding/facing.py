"""Who faces whom: nobody is on both sides of an act. In: a report with its countries. Out: the same, untangled.

Reading tags each side by itself, so that one country may be on both, or both countries of an act between two on one.
Of the annotated reports three in a thousand have one country alone on both sides, and of 68 read so none was right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.actors import WEAK
from dragoman.grounding.added import codes_of
from dragoman.grounding.story import CERTAIN

if TYPE_CHECKING:
    from dragoman.reading.report import Participant, Report

#: Forms of which one's own government is an object too: "they denounced the United States and the authorities".
_AT_HOME = frozenset({"criticism", "appeal", "protest"})
#: Forms of which either side is told as surely as the other.
_ALIKE = frozenset({"visit", "message", "gift"})
#: Forms between two, that may be read as of both of them: "Chad and Peru opened relations".
_OF_TWO = frozenset({"relations", "joint_exercise"})


def facing(report: Report) -> Report:
    """The report with nobody on both sides.

    Where both are of one country, one of them loses it if the report is to be kept. Whoever is alone on one side
    is not on the other as well: a host is not among the guests, nor they who praise among the praised. In war a people
    fights itself.
    """
    a, b = codes_of(report.a), codes_of(report.b)
    if report.form in _OF_TWO and len(a) == 2 and (report.form == "joint_exercise" or not b - a):
        # Whoever else stands on side b of a joint exercise is its target.
        return _halved(report)
    if report.form == "attack":
        return report
    if a == b:
        return _opened(report) if len(a) == 1 and report.confidence >= CERTAIN else report
    if len(b) == 1 and b < a:
        own = tuple(member for member in report.a if member.country in b)
        others = tuple(member for member in report.a if member.country not in b)
        if report.form != "visit" and report.a[0] in own:
            # Who is told of first is the doer: "the ambassador gave a reception for …".
            return replace(report, a=own, b=others)
        return replace(report, a=others)
    if len(a) == 1 and a < b and report.form not in _AT_HOME:
        return replace(report, b=tuple(member for member in report.b if member.country not in a))
    return report


def _halved(report: Report) -> Report:
    """What is of two countries with each of them on a side, as the text names them."""
    first = min((member for member in report.a if member.country), key=lambda member: member.start).country
    one = tuple(member for member in report.a if member.country == first)
    return replace(report, a=one, b=tuple(member for member in report.a if member.country != first))


def _opened(report: Report) -> Report:
    """What crosses a border with one side of no country: the one that less says it of, else side b.

    Of forms that tell of both sides alike it is the less sure one.
    """
    if _told(report.a) != _told(report.b):
        less = "a" if _told(report.a) < _told(report.b) else "b"
    else:
        less = "a" if report.form in _ALIKE and _sure(report.a) < _sure(report.b) else "b"
    return replace(report, a=_open(report.a)) if less == "a" else replace(report, b=_open(report.b))


def _told(side: tuple[Participant, ...]) -> int:
    """2 where the register knows somebody on a side, 1 where the text says for whom one of them acts, else 0."""
    bases = {member.basis for member in side if member.country}
    return 2 if "register" in bases else 1 if bases - WEAK else 0


def _sure(side: tuple[Participant, ...]) -> float:
    """How sure it is that a side is of its country, by the surest of its members."""
    return max(member.confidence * (member.country_confidence or 0.0) for member in side if member.country)


def _open(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return tuple(replace(member, country=None, basis=None, country_confidence=None) for member in side)
