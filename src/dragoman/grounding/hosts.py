"""What a mission abroad tells of an act: who hosted it, and in which city. In: a resolved report and its scene.

"Peruvian diplomats attended an exhibition at the Chinese Embassy in Oslo": the embassy is the host, Oslo the place,
even where reading marked neither.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of
from dragoman.grounding.phrases import acts_for
from dragoman.reading.report import Place

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

_MISSION = r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:[Ee]mbassy|[Cc]onsulate(?:\s[Gg]eneral)?)"
_AT = re.compile(rf"\b(?:at|in|inside)\s+(?:the\s+)?({_MISSION})")
_IN = re.compile(r"\s+in\s+(?:the\s+)?")
#: Forms whose side a is the host.
_HOSTED = frozenset({"reception", "cultural_event"})
#: The confidence of a host whom reading did not see.
_DOUBT = 0.5


def with_mission(report: Report, scene: Scene) -> Report:
    """The report with the host and the place that a mission in its sentence gives, where reading found none."""
    text = scene.document.text
    start, end = scene.sentence(report.trigger.start)
    if report.form in _HOSTED:
        report = _with_guests(_with_host(report, scene, start, end), scene)
    if report.place is None and report.channel == "in_person":
        for member in (*report.a, *report.b):
            if re.search(_MISSION, member.text) and (city := _city(scene, member.end)) is not None:
                name = text[city.start : city.end]
                return replace(report, place=Place(name, city.start, city.end, country=city.code))
    return report


def _with_host(report: Report, scene: Scene, start: int, end: int) -> Report:
    codes = codes_of((*report.a, *report.b))
    match = _AT.search(scene.document.text, start, end)
    if match is None:
        return report
    missions = tuple(member for member in report.b if match.start(1) <= member.start < match.end(1))
    if missions and not codes_of(missions) & codes_of(report.a):
        # Whoever came to the mission was read as its host.
        others = tuple(member for member in report.b if member not in missions)
        return replace(report, a=missions, b=(*report.a, *others))
    if len(codes) != 1:
        return report
    sending = acts_for(match[1], scene.cues_of(match[1]))
    if sending is None or not sending.code or sending.code in codes:
        return report
    host = added(scene, *match.span(1), sending.code, sending.kind, confidence=_DOUBT, kind="organization")
    return replace(report, a=(host,), b=(*report.a, *report.b))


def _with_guests(report: Report, scene: Scene) -> Report:
    """Whom an embassy shows something, where reading knows of nobody else: those of the city where it stands."""
    missions = [member for member in report.a if member.country and re.search(_MISSION, member.text)]
    if not missions or codes_of((*report.a, *report.b)) != {missions[0].country}:
        return report
    mission = missions[0]
    inside = [cue for cue in scene.between(mission.start, mission.end) if cue.kind in ("capital", "place")]
    city = _city(scene, mission.end) or (inside[-1] if inside and inside[-1].end == mission.end else None)
    if city is None or not city.code or city.code == mission.country:
        return report
    guests = added(scene, city.start, city.end, city.code, city.kind, confidence=_DOUBT)
    return replace(report, b=(*report.b, guests))


def _city(scene: Scene, end: int) -> Cue | None:
    """The city right after a mission's name: "… in Oslo"."""
    match = _IN.match(scene.document.text, end)
    if match is None:
        return None
    found = scene.between(match.end(), match.end() + 40)
    return found[0] if found and found[0].start == match.end() and found[0].kind in ("capital", "place") else None
