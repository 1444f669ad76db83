"""Which of the countries that a sentence goes through an act belongs to. In: a resolved report and its scene.

"There were a meeting in Chad, a seminar in Peru and lectures in Norway": three acts, each of one country, where reading
gives each of them all three.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of, firsts
from dragoman.grounding.coordinated import JOINT
from dragoman.grounding.cues import SURE
from dragoman.reading.report import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: Forms that are told so.
_FORMS = frozenset({"ceremony", "cultural_event", "conference"})
_IN = re.compile(r"\bin\s+(?:the\s+)?(?:[A-Z][a-z]+\s+)?$")
#: The confidence of those whom reading did not see.
_DOUBT = 0.6


def alone(report: Report, scene: Scene) -> Report:
    """The report with that list of countries on side a which follows its word, where its sentence goes through several.

    Nothing changes where side a names anybody whom these lists do not. Of several countries none is the place.
    """
    codes = codes_of(report.a)
    if report.form not in _FORMS or not codes:
        return report
    start, end = scene.sentence(report.trigger.start)
    lists = list(_lists(scene, start, end))
    own = next((found for found in lists if found[0].start >= report.trigger.end), [])
    told = {cue.code for found in lists for cue in found}
    if len(lists) < 2 or not own or not codes <= told:
        return report
    read = firsts(report.a)
    members = (
        read.get(cue.code or "") or added(scene, cue.start, cue.end, cue.code or "", cue.kind, confidence=_DOUBT)
        for cue in own
    )
    place, first, last = report.place, own[0], own[-1]
    if place is None or not report.trigger.end <= place.start < last.end:
        text = scene.document.text
        place = Place(text[first.start : first.end], first.start, first.end) if len(own) == 1 else None
    same = codes == {cue.code for cue in own}
    return replace(report, a=report.a if same else tuple(members), place=place)


def _lists(scene: Scene, start: int, end: int) -> Iterator[list[Cue]]:
    """The countries of a sentence that stand after "in", with those which a list joins to each."""
    text = scene.document.text
    named = [cue for cue in scene.between(start, end) if cue.kind in SURE and cue.code]
    found: list[Cue] = []
    for cue in named:
        if found and JOINT.fullmatch(text, found[-1].end, cue.start):
            found.append(cue)
            continue
        if found:
            yield found
        found = [cue] if _IN.search(text, max(start, cue.start - 24), cue.start) else []
    if found:
        yield found
