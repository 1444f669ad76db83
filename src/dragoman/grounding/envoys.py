"""What is done to an envoy: he is summoned, expelled, recalled. In: a report as reading gave it. Out: a downgrade.

Reading takes a summons for an appeal or a call, an expulsion for a seizure, a recall for a withdrawal. Of 42 annotated
acts whose word is one of these and whose object is an envoy 40 are downgrades. Whose envoy he is stands before his
office ("summoned the | Peruvian | ambassador") or after "of"; whither one who is recalled had been sent, after "to" or
"from".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE
from dragoman.grounding.naming import first_named, named
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

FORM = "downgrade"
#: Share of the reports that are taken so of which it is the form.
_SURE = 0.95
_DONE = re.compile(r"(?:summon|call(?:ed|s|ing)? in\b|expel|expulsion|threw out|recall|declared?\b.*persona)", re.I)
_RECALLED = re.compile(r"recall", re.I)
_ENVOY = re.compile(
    r"\b(?:(?:ambassador|envoy|diplomat|consul|emissary|attach[eé]|high commissioner)s?|charg[eé]s?\s+d['’]affaires)\b",
    re.I,
)
#: From the word for the act to the envoy: nobody else's deed stands between.
_GAP = re.compile(r"(?:(?!\b(?:that|who|which|after|before|when|and|but|said|no|neither|nobody)\b)[^.,;:\n\"“”()])*")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_SENT_TO = re.compile(r"\s+(?:to|from|in)\s+(?:the\s+)?")
#: How far behind the word the envoy stands, in characters.
_REACH = 60


def of_an_envoy(report: Report, scene: Scene) -> Report:
    """The report as one of a downgrade, where it tells what was done to an envoy."""
    if _envoy(report, scene) is None or report.form == FORM:
        return report
    form = FORMS[FORM]
    sure = replace(report.confidences, form=max(report.confidences.form, _SURE))
    return replace(report, type=form.type, form=FORM, channel=form.channel, confidences=sure)


def target_of_envoy(report: Report, scene: Scene) -> Participant | None:
    """Whose envoy is summoned or expelled; whence one is recalled."""
    envoy = _envoy(report, scene) if report.form == FORM else None
    if envoy is None:
        return None
    if _RECALLED.match(report.trigger.text):
        return _behind(_SENT_TO, envoy[1], scene)
    before = [cue for cue in scene.between(report.trigger.end, envoy[0]) if cue.kind in SURE and cue.code]
    return named(before[-1], scene) if before else _behind(_OF, envoy[1], scene)


def _behind(joint: re.Pattern[str], end: int, scene: Scene) -> Participant | None:
    """Whoever is named behind an envoy's office and a preposition."""
    match = joint.match(scene.document.text, end)
    cue = first_named(match.end(), scene) if match else None
    return named(cue, scene) if cue else None


def _envoy(report: Report, scene: Scene) -> tuple[int, int] | None:
    """Where the envoy stands to whom it is done."""
    if not _DONE.match(report.trigger.text):
        return None
    text, end = scene.document.text, report.trigger.end
    found = _ENVOY.search(text, end, end + _REACH)
    return found.span() if found and _GAP.fullmatch(text, end, found.start()) else None
