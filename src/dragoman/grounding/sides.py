"""Who stands on the sides, as the words around an act tell it. In: a resolved report. Out: the same, mended.

By what stands right beside the word that names the act (`doers`, `objects`), which is believed before reading, and, in
a story of a state agency, by whom such acts are for: those who praise the country abroad praise it. Each of these is
right nine times in ten or more, but visits to the agency's own country, of which four in five are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of
from dragoman.grounding.cues import SURE
from dragoman.grounding.doers import doer_of
from dragoman.grounding.names import words
from dragoman.grounding.naming import DOUBT, named
from dragoman.grounding.objects import likely_object, target_of, told_object
from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.vocabulary import FORMS, countries

if TYPE_CHECKING:
    from dragoman.grounding.people import People
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

#: Forms that in a story of a state agency are for its own country where foreigners are side a.
_FOR_HOME = frozenset({"praise", "message", "gift", "ceremony", "cultural_event", "award", "credentials", "visit"})
#: Both of whom a document tells: "the top leaders of the two countries".
_BOTH = re.compile(
    r"\b(?:two|both)\s+(?:countries|nations|sides|states|governments|leaders|peoples|presidents|neighbou?rs)\b"
)
#: "here", as where one arrives, returns to or leaves from.
HERE = re.compile(r"(?:\s+(?:back|in|from))?\s+(here)\b")


def completed(report: Report, scene: Scene, people: People | None = None) -> Report:
    """The report with the sides that its words, or its outlet, tell beside what reading found."""
    doer = doer_of(report, scene, people)
    if doer is not None and (doer.country not in codes_of(report.a) or _another(doer, report.a, report.form)):
        report = _done_by(doer, report)
    elif doer is not None and doer.name is not None and report.form == "visit":
        # Where a mission abroad is told of beside him, it is no visitor.
        report = replace(report, a=tuple(member for member in report.a if member.kind != "organization") or (doer,))
    target = target_of(report, scene)
    if target is not None and target.country not in codes_of(report.b):
        report = _against(target, report)
    host = _here(report, scene)
    if host is not None and host.country not in codes_of(report.a):
        return replace(report, b=(host,)) if host.country not in codes_of(report.b) else report
    told = told_object(report, scene)
    if told is not None and told.country not in codes_of(report.b):
        return _against(told, report)
    if codes_of(report.b):
        return report
    other = likely_object(report, scene, people) or _either(report, scene) or _home(report, scene)
    if other is None or other.country in codes_of(report.a):
        return report
    return replace(report, b=(*report.b, other))


def _another(doer: Participant, members: tuple[Participant, ...], form: str) -> bool:
    """Whether a person who is said to be the doer is none of those who were read: one who speaks of it was.

    Whose a visit is, is never the host of the day on which it is remembered.
    """
    if doer.name is None or not (form == "visit" or all(member.kind in ("person", "country") for member in members)):
        return False
    told = set(words(doer.name))
    return not any(told <= (other := set(words(member.name or member.text))) or other <= told for member in members)


def _done_by(doer: Participant, report: Report) -> Report:
    """The report with the doer on side a: where it was read on side b, the sides are turned round."""
    if doer.country in codes_of(report.b):
        own = tuple(member for member in report.b if member.country == doer.country)
        own = (doer,) if _another(doer, own, report.form) else own
        rest = tuple(member for member in report.b if member.country != doer.country)
        return replace(report, a=own, b=(*report.a, *rest))
    return replace(report, a=(doer,), b=report.b or report.a)


def _against(target: Participant, report: Report) -> Report:
    """The report with its target on side b, and not among its doers."""
    a = tuple(member for member in report.a if member.country != target.country)
    if not codes_of(a) and codes_of(report.a):
        # Whoever was read as the target did it.
        return replace(report, a=report.b, b=(target,))
    return replace(report, a=a, b=(target,))


def _either(report: Report, scene: Scene) -> Participant | None:
    """The other of the two countries that a document tells of, where an act is said to be of both."""
    if not FORMS[report.form].equals or len(own := codes_of(report.a)) != 1:
        return None
    start, end = scene.sentence(report.trigger.start)
    if not _BOTH.search(scene.document.text, start, end):
        return None
    told = [code for code in scene.topics if code in countries()][:2]
    if not own < set(told):
        return None
    other = next(code for code in told if code not in own)
    return _nearest(other, report, scene)


def _home(report: Report, scene: Scene) -> Participant | None:
    """The agency's own country, as the text names it nearest to the act, where foreigners alone are told of."""
    if scene.home not in STATE_MEDIA or report.form not in _FOR_HOME or not codes_of(report.a):
        return None
    return _nearest(scene.home, report, scene)


def _here(report: Report, scene: Scene) -> Participant | None:
    """The agency's own country where it says of a visit that it is "here": "arrived here on Monday"."""
    here = HERE.match(scene.document.text, report.trigger.end) if report.form == "visit" else None
    if here is None or scene.home not in STATE_MEDIA:
        return None
    return added(scene, here.start(1), here.end(1), scene.home, "outlet", confidence=DOUBT)


def _nearest(code: str | None, report: Report, scene: Scene) -> Participant | None:
    """A country as the text names it nearest to the act; None where it does not."""
    told = [cue for cue in scene.found if cue.code == code and cue.kind in SURE]
    cue = min(told, key=lambda cue: abs(cue.start - report.trigger.start), default=None)
    return named(cue, scene) if cue else None
