"""What a mission abroad tells of an act: who hosted it, and in which city. In: a resolved report and its scene.

"Peruvian diplomats attended an exhibition at the Chinese Embassy in Oslo": the embassy is the host, Oslo the place,
even where reading marked neither. Whoever attended is its guest, and not the one whose journey it remembers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of
from dragoman.grounding.cues import SURE
from dragoman.grounding.doers import HOSTED
from dragoman.grounding.naming import person
from dragoman.grounding.phrases import acts_for
from dragoman.grounding.stops import sentences_ended
from dragoman.reading.people import NAMED
from dragoman.reading.report import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.people import People
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

_MISSION = r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:[Ee]mbassy|[Cc]onsulate(?:\s[Gg]eneral)?)"
_AT = re.compile(rf"\b(?:at|in|inside)\s+(?:the\s+)?({_MISSION})")
_IN = re.compile(r"\s+in\s+(?:the\s+)?")
#: What is told of a guest after his name and, between commas, his office.
_CAME = re.compile(
    r"(?:,\s[^,.;]{3,70},)?\s+(?:also\s+)?"
    r"(?:attended|took part|(?:was|were)\s+(?:also\s+)?(?:present|among the guests))\b"
)
_GROUP = re.compile(
    r"[\w’'-]+(?:\s+[A-Z][\w’'-]*)?(?:\s+[a-z]+){0,2}\s+(?:officials|diplomats|guests|envoys|lawmakers)"
)
_PARTICIPANTS = re.compile(r"\b(?:[Pp]articipants|[Gg]uests|[Aa]ttendees),?\s+(?:including|included|were)\s+$")
#: Sentences after that of the gathering in which its guests are told.
_FURTHER = 4
#: How far behind it they are looked for, in characters.
_REACH = 900
#: Before one whom a gathering remembers: "the 10th anniversary of | Per Dahl's visit", "ten years after | …".
_REMEMBERED = re.compile(
    r"(?:anniversary|birthday|death|demise|memory|years after)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?$"
)
#: The confidence of a host or a guest whom reading did not see.
_DOUBT = 0.5


def with_mission(report: Report, scene: Scene, people: People | None) -> Report:
    """The report with the host and the place that a mission in its sentence gives, where reading found none."""
    text = scene.document.text
    start, end = scene.sentence(report.trigger.start)
    if report.form in HOSTED:
        report = _with_guests(_with_attending(_with_host(report, scene, start, end), scene, people), scene)
    if report.place is None and report.channel == "in_person":
        for member in _missions((*report.a, *report.b)):
            if (city := _city(scene, member.end)) is not None:
                name = text[city.start : city.end]
                return replace(report, place=Place(name, city.start, city.end, country=city.code))
    return report


def _missions(members: tuple[Participant, ...]) -> list[Participant]:
    return [member for member in members if re.search(_MISSION, member.text)]


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
    sending = acts_for(match[1], scene.cues_of(match[1]))
    if sending is None or not sending.code or sending.code in codes_of(report.a):
        return report
    host = added(scene, *match.span(1), sending.code, sending.kind, confidence=_DOUBT, kind="organization")
    if sending.code in codes:
        # Whoever came was read as the host, and whom it honours as the guest.
        return replace(report, a=(host,), b=(*report.a, *(each for each in report.b if each.country != sending.code)))
    return replace(report, a=(host,), b=(*report.a, *report.b)) if len(codes) == 1 else report


def _with_attending(report: Report, scene: Scene, people: People | None) -> Report:
    """Those of other countries who are said to have attended what a mission shows, beside the guests who were read."""
    own = codes_of(_missions(report.a))
    if len(own) != 1 or codes_of(report.a) != own:
        return report
    text = scene.document.text
    b = tuple(member for member in report.b if not _REMEMBERED.search(text, max(0, member.start - 60), member.start))
    for guest in _attending(report.trigger.start, scene, people):
        there = guest.kind == "group" and guest.country in codes_of(b)
        again = any(member.start < guest.end and guest.start < member.end for member in b)
        if guest.country not in own and not there and not again:
            b = (*b, guest)
    return replace(report, b=b or report.b)


def _attending(at: int, scene: Scene, people: People | None) -> Iterator[Participant]:
    """Those who "attended" what is told at a position, in its sentence and the next ones."""
    text = scene.document.text
    begin, end = scene.sentence(at)[0], min(len(text), at + _REACH)
    for name in NAMED.finditer(text, begin, end):
        if sentences_ended(text, at, name.start(), _FURTHER + 1) > _FURTHER:
            return
        before = max(begin, name.start() - 40)
        group = _GROUP.match(text, name.start(), end)
        guest = None
        if _CAME.match(text, name.end(), end) or _PARTICIPANTS.search(text, before, name.start()):
            guest = person(*name.span(), scene, people)
        elif group is not None and _CAME.match(text, group.end(), end):
            cue = next((cue for cue in scene.between(*group.span()) if cue.kind in SURE), None)
            guest = added(scene, *group.span(), cue.code, cue.kind, confidence=_DOUBT, kind="group") if cue else None
        if guest is not None and (guest.start < at or not _AT.search(text, *scene.sentence(guest.start))):
            yield guest


def _with_guests(report: Report, scene: Scene) -> Report:
    """Whom an embassy shows something, where reading knows of nobody else: those of the city where it stands."""
    missions = [member for member in _missions(report.a) if member.country]
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
