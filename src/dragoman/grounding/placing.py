"""Which words place an act. In: a resolved report with the place that reading marked. Out: the place, or none.

Reading marks "Strip" where the text has "the Gaza Strip", and gives letters the places of those who write them. A
state agency names the countries of an occasion first ("Meetings were held in Peru, Chad and Norway"), and then lets
one from each speak: each of them spoke at home. Measured on annotated documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.reading.report import Place

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: Channels whose acts are mostly given no place: a statement is where it is read.
_ANYWHERE = frozenset({"media", "written", "material", "other", "remote"})
#: A place of such an act must be at least this sure.
SURE = 0.6
_NAMED = ("name", "capital", "place")
#: What goes on a name before it, and after it.
_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w’'-]*|[A-Z]\.|(?<=\w )of)[ \u00a0]+)+$")
_AFTER = re.compile(r"(?:[ \u00a0]+[A-Z][\w’'-]*\w)+")
_OPENS = re.compile(r"(?:(?:The|In|At|On|From|A|An|And|But|Here|There|This|That|Near|Outside|Inside)[ \u00a0]+)+")
_EVERYWHERE = re.compile(
    r"\s+(?:in|to)\s+(?:their|various|different|several|many|other|relevant)\s+(?:\w+\s+)?countries\b"
)
#: From "in" to a name, over a list of others: "in Peru, Chad and Norway".
_IN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?:(?:[A-Z][\w.'’-]*|of|the|and|as well as|cit(?:y|ies)|capital)[\s,]+)*$")
_STOP = re.compile(r"[.!?]\s|\n")
_HAPPENED = frozenset({"occurred", "ongoing"})


def placed(report: Report, scene: Scene) -> Place | None:
    """The place of a report with the whole of its name; None where it has none, or none that is sure enough."""
    place = report.place
    if place is not None and _doubtful(place, report, scene):
        place = None
    if place is None or _STOP.search(_between(place, report, scene)):
        place = _at_home(report, scene) or place
    return _whole(place, scene.document.text) if place else None


def _doubtful(place: Place, report: Report, scene: Scene) -> bool:
    if _EVERYWHERE.match(scene.document.text, place.end):
        return True
    return report.channel in _ANYWHERE and report.confidences.place < SURE


def _between(place: Place, report: Report, scene: Scene) -> str:
    """The words between a place and the act."""
    start, end = min(place.end, report.trigger.end), max(place.start, report.trigger.start)
    return scene.document.text[start:end]


def _at_home(report: Report, scene: Scene) -> Place | None:
    """The speaker's own country, where the sentences before name it as one of those where the occasion was marked."""
    codes = {member.country for member in report.a if member.country}
    if scene.home not in STATE_MEDIA or report.type != "SUPPORT" or report.channel != "in_person" or len(codes) != 1:
        return None
    if report.background or report.status not in _HAPPENED or scene.home in codes:
        return None
    text, at = scene.document.text, report.trigger.start
    told = [
        cue
        for cue in scene.between(0, at)
        if cue.kind in _NAMED and cue.code in codes and _told_in(cue, text) and _STOP.search(text, cue.end, at)
    ]
    return Place(text[told[0].start : told[0].end], told[0].start, told[0].end) if told else None


def _told_in(cue: Cue, text: str) -> bool:
    return _IN.search(text, max(0, cue.start - 160), cue.start) is not None


def _whole(place: Place, text: str) -> Place:
    """The place with the capitalised words that go on its name."""
    if not place.text[0].isupper():
        return place
    before = _BEFORE.search(text, max(0, place.start - 40), place.start)
    start = before.start() if before else place.start
    if (opens := _OPENS.match(text, start, place.start)) is not None:
        start = opens.end()
    after = _AFTER.match(text, place.end)
    end = after.end() if after else place.end
    return replace(place, text=text[start:end], start=start, end=end)
