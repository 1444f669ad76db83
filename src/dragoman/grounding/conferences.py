"""Who holds a conference. In: a resolved report and its scene, or all reports of a document. Out: its sides, mended.

Side b of a conference is its organiser or host. Reading often takes for it whom a speech there was about ("denounced
Peru at a conference"), though the organiser stands in its name ("a meeting of the UN Human Rights Council").
Of the conferences that it found on annotated documents, one in seven had both sides right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of
from dragoman.vocabulary import organisation_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: From the word for a conference to its organiser: "meeting | of the board of the | IAEA".
_OF = re.compile(
    r"\s+(?:of|(?:(?:co-)?(?:hosted|organi[sz]ed|sponsored|convened|held|called)\s+)?by)\s+(?:the\s+)?(?:(?!in\b|at\b|on\b|with\b)[\w’'-]+\s+){0,7}?"
)
#: From an organiser to the word for a conference: "IAEA | board | meeting".
_BEFORE = re.compile(r"(?:['’]s?)?\s+(?:(?!to\b|in\b|at\b|on\b|with\b|for\b|and\b|a\b|an\b)[\w’'-]+\s+){0,2}")
_AND = re.compile(r"\s+and\s+(?:the\s+|his\s+|her\s+)?")
_IN = re.compile(r"\b(?:in|at)\s$")
#: Forms of what is said of somebody.
_ABOUT = frozenset({"criticism", "refusal", "appeal", "threat", "praise"})
_REACH = 90
#: The confidence of an organiser whom reading did not see.
_DOUBT = 0.6


def organised(report: Report, scene: Scene) -> Report:
    """The report of a conference with its organiser on side b, as its name says; one of two persons is a meeting."""
    if report.form != "conference":
        return report
    if _of_two(report, scene.document.text):
        return replace(report, form="meeting", a=report.a[:1], b=report.a[1:])
    cue = _organiser(report, scene)
    if cue is None or not cue.code or cue.code in codes_of(report.a):
        return report
    known = tuple(member for member in report.b if member.country == cue.code)
    if known:
        return replace(report, b=known)
    organiser = added(scene, cue.start, cue.end, cue.code, cue.kind, confidence=_DOUBT, kind="organization")
    return replace(report, b=(organiser,))


def _of_two(report: Report, text: str) -> bool:
    """Whether two persons hold it, and nobody else but the town: "Per Dahl and Ana Quispe ended a summit in Oslo"."""
    if len(report.a) != 2 or len(codes_of(report.a)) != 2 or any(member.kind != "person" for member in report.a):
        return False
    one, other = sorted(report.a, key=lambda member: member.start)
    if other.end > report.trigger.start or _AND.fullmatch(text, one.end, other.start) is None:
        return False
    return all(_IN.search(text, max(0, member.start - 4), member.start) for member in report.b)


def _organiser(report: Report, scene: Scene) -> Cue | None:
    text, start, end = scene.document.text, report.trigger.start, report.trigger.end
    near = [cue for cue in scene.between(max(0, start - _REACH), end + _REACH) if cue.code in organisation_codes()]
    for cue in near:
        if start <= cue.start < end or (cue.start >= end and _OF.fullmatch(text, end, cue.start)):
            return cue
        if cue.end <= start and _BEFORE.fullmatch(text, cue.end, start):
            return cue
    return None


def spoken_of(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of a document, with no conference held by a country that something else there was about."""
    objects = {
        (member.start, member.end)
        for report in reports
        if report.form in _ABOUT
        for member in report.b
        if member.country not in organisation_codes()
    }
    return tuple(
        replace(report, b=tuple(member for member in report.b if (member.start, member.end) not in objects))
        if report.form == "conference"
        else report
        for report in reports
    )
