"""To whom it was done, by what stands beside the word for the act. In: a resolved report and its scene. Out: an object.

"condemned | Chad", "a letter | to Chad", "sanctions | on Chad", "talks in Oslo | with Chad", "an anti-Chad | drill".
How often each of these is right was counted on annotated documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE
from dragoman.grounding.envoys import target_of_envoy
from dragoman.grounding.naming import at, first_named, named
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from dragoman.grounding.people import People
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
_OBJECT = re.compile(r"\s+(?:the\s+|his\s+|her\s+|its\s+)?")
#: Before whom somebody met, talked or agreed with: "held talks | in Oslo with | the Peruvian minister".
_WITH = re.compile(
    r"(?:\s+(?!and\b|but\b|that\b|who\b|which\b)[\w’'-]+){0,4}?\s+with\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+)?"
)
#: Forms whose object, where it stands right behind the word, is side b: so in 354 of 371 annotated ones.
_DIRECT = frozenset(
    {"criticism", "appeal", "praise", "meeting", "downgrade", "refusal", "threat", "ceremony", "sanction"}
)
#: What follows these is what was said.
_SAYS = re.compile(r"\b(?:said|says?|saying|noted|stress\w*|added|stated|restated|told|called|highlighted)$", re.I)
#: Forms whose addressee stands behind "to": so in 70 of 74.
_ADDRESSED = frozenset({"gift", "message", "praise", "appeal", "ceremony", "sanction"})
_TO = re.compile(r"(?:\s+of\s+\w+)?\s+to\s+(?:the\s+)?")
_IN_LIST = re.compile(r"(?:,|\band\b|\bthe\b|\bas well as\b|\s|\b[A-Z][\w.'’-]*+)+")
#: How far a list may go on, in characters.
_LONG_LIST = 120
#: Forms whose target stands behind "on" or "against": so in 36 of 38 annotated ones.
_AIMED = frozenset({"sanction", "attack", "threat", "protest"})
_AGAINST = re.compile(r"\s+(?:against|on|targeting)\s+(?:the\s+)?")
_ANTI = re.compile(r"\b[Aa]nti[-‑]$")
_ANTI_WHAT = re.compile(r"\s(?:[\w-]+\s){0,3}")


def target_of(report: Report, scene: Scene) -> Participant | None:
    """At whom it is aimed: "sanctions on Chad", "an anti-Peru drill", "summoned the Chadian envoy"."""
    text, trigger = scene.document.text, report.trigger
    if (envoys := target_of_envoy(report, scene)) is not None:
        return envoys
    if report.form in _AIMED and (after := _AGAINST.match(text, trigger.end)) is not None:
        found = first_named(after.end(), scene)
        return named(found, scene) if found else None
    if report.form != "exercise":
        return None
    for cue in scene.between(max(0, trigger.start - 50), trigger.start):
        anti = _ANTI.search(text, max(0, cue.start - 6), cue.start)
        if anti and cue.kind in SURE and cue.code and _ANTI_WHAT.fullmatch(text, cue.end, trigger.start):
            return named(cue, scene)
    return None


def told_object(report: Report, scene: Scene) -> Participant | None:
    """The country that the words right after an act name as its object, whatever reading took for it."""
    text, end = scene.document.text, report.trigger.end
    after = _OBJECT.match(text, end) if report.form in _DIRECT and not _SAYS.search(report.trigger.text) else None
    if after is None or not (found := first_named(after.end(), scene)):
        after = _TO.match(text, end) if report.form in _ADDRESSED else None
        found = first_named(after.end(), scene) if after else None
    if found is None or any(member.start <= found.start < member.end for member in report.b):
        return None
    listed = (member for member in report.b if member.country and found.end <= member.start < found.end + _LONG_LIST)
    if any(_IN_LIST.fullmatch(text, found.end, member.start) for member in listed):
        return None
    return named(found, scene)


def likely_object(report: Report, scene: Scene, people: People | None) -> Participant | None:
    """Whoever may be the object, a person too, where reading found nobody: "talks in Oslo with | Kari Dahl"."""
    text, end = scene.document.text, report.trigger.end
    if FORMS[report.form].equals and (joint := _WITH.match(text, end)) is not None:
        return at(joint.end(), scene, people)
    if report.form not in _OBJECTS:
        return None
    after = _OBJECT.match(text, end)
    return at(after.end(), scene, people) if after else None
