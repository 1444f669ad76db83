"""Who stands on a side that reading left open. In: a resolved report and its scene. Out: the report, completed.

By what stands right beside the word that names the act ("condemned Peru", "attacked by Chad", "a Norwegian air
strike"), and, in a story of a state agency, by whom such acts are for: those who praise the country abroad praise it.
How often each of these is right was counted on annotated documents; each is so nine times in ten or more, but for
visits to the agency's own country, of which four in five are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added
from dragoman.grounding.cues import SURE
from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.reading.report import MOST

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

#: Forms whose object, told right after the verb, is side b.
_OBJECTS = frozenset(
    {
        "visit",
        "criticism",
        "appeal",
        "praise",
        "meeting",
        "attack",
        "ceremony",
        "threat",
        "message",
        "sanction",
        "refusal",
    }
)
#: Forms whose doer stands right before: "the Chadian attack", "Peru's sanctions" are these countries' own.
_DOERS = frozenset({"attack", "sanction", "exercise", "threat"})
#: Forms that in a story of a state agency are for its own country where foreigners are side a.
_FOR_HOME = frozenset({"praise", "message", "gift", "ceremony", "cultural_event", "award", "credentials", "visit"})
_OBJECT = re.compile(r"\s+(?:the\s+)?")
_BY = re.compile(r"(?:\s+(?:on|in|at)\s+\w+)?\s+by\s+(?:the\s+|an?\s+)?")
_BEFORE = re.compile(
    r"\s+(?:(?:military|air|missile|drone|rocket|armed|economic|ground|naval|forces|warplanes|troops|jets)\s+)?"
)
#: The confidence of a side that stands only here: reading saw nobody.
_DOUBT = 0.5


def completed(report: Report, scene: Scene) -> Report:
    """The report with the sides that its words, or its outlet, tell beside what reading found."""
    doer = _doer(report, scene)
    if doer is not None and doer.code not in _codes(report.a):
        report = _done_by(doer, report, scene)
    if _codes(report.b):
        return report
    other = _object(report, scene) or _home(report, scene)
    if other is None or other.code in _codes(report.a):
        return report
    return replace(report, b=(*report.b, _participant(other, scene))[:MOST])


def _codes(members: tuple[Participant, ...]) -> set[str]:
    return {member.country for member in members if member.country}


def _done_by(doer: Cue, report: Report, scene: Scene) -> Report:
    """The report with the doer on side a: where it was read on side b, the sides are turned round."""
    if doer.code in _codes(report.b):
        own = tuple(member for member in report.b if member.country == doer.code)
        rest = tuple(member for member in report.b if member.country != doer.code)
        return replace(report, a=own, b=(*report.a, *rest)[:MOST])
    return replace(report, a=(_participant(doer, scene),), b=report.b or report.a)


def _doer(report: Report, scene: Scene) -> Cue | None:
    """Who stands right after "by", or right before the word for a hostile act."""
    text, trigger = scene.document.text, report.trigger
    by = _BY.match(text, trigger.end)
    if by is not None:
        return _at(by.end(), scene)
    if report.form not in _DOERS:
        return None
    before = [cue for cue in scene.between(max(0, trigger.start - 60), trigger.start) if cue.kind in SURE and cue.code]
    if before and _BEFORE.fullmatch(text, before[-1].end, trigger.start):
        return before[-1]
    return None


def _object(report: Report, scene: Scene) -> Cue | None:
    if report.form not in _OBJECTS:
        return None
    after = _OBJECT.match(scene.document.text, report.trigger.end)
    return _at(after.end(), scene) if after else None


def _at(start: int, scene: Scene) -> Cue | None:
    """The cue that begins here."""
    found = [cue for cue in scene.between(start, start + 60) if cue.kind in SURE and cue.code]
    return found[0] if found and found[0].start == start else None


def _home(report: Report, scene: Scene) -> Cue | None:
    """The agency's own country, as the text names it nearest to the act, where foreigners alone are told of."""
    if scene.home not in STATE_MEDIA or report.form not in _FOR_HOME or not _codes(report.a):
        return None
    named = [cue for cue in scene.found if cue.code == scene.home and cue.kind in SURE]
    return min(named, key=lambda cue: abs(cue.start - report.trigger.start), default=None)


def _participant(cue: Cue, scene: Scene) -> Participant:
    return added(scene, cue.start, cue.end, cue.code, cue.kind, confidence=_DOUBT)
