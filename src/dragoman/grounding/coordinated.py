"""Who else is named in the list that a participant stands in. In: a resolved report and its scene. Out: all of them.

Reading takes the surest participant of a side: of "with Chad, Peru and Norway" one. Whoever a list joins acts together,
so that the others are on the same side; where nobody is on the other side of an act between equals, the two whom "and"
joins are its two sides ("Chad and Peru agreed"), as are those of "the Chad-Peru talks". Measured on annotated
documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of, those_of
from dragoman.grounding.cues import SURE
from dragoman.grounding.naming import first_named, person
from dragoman.grounding.stops import parted
from dragoman.reading.people import NAMED
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

_NAMED = ("name", "capital", "organisation", "adjective")
#: What joins the names of a list.
JOINT = re.compile(r"(,\s+(?:and\s+)?|\s+and\s+|\s*&\s*|,?\s+as well as\s+)(?:the\s+|its\s+)?")
#: From the second of "Chad-Peru" to the word that names the act: "the Chad-Peru economic talks".
_OF_BOTH = re.compile(r"(?:\s+(?!and\b|but\b|in\b|to\b|on\b|of\b|for\b|at\b)[\w’'-]+){0,3}\s+")
#: Koreans of both states, where they are told of.
_KOREANS = re.compile(r"\b(?:[Ii]nter-Korean|[Nn]orth-[Ss]outh|[Ss]outh-[Nn]orth)\b")
_KOREAS = ("PRK", "KOR")
#: What is said of somebody who stands behind the word for it.
_TOLD = frozenset({"appeal", "criticism", "threat", "praise"})
#: Forms that several hold or attend together, and seldom against one another.
_HELD_BY_ALL = frozenset({"conference", "cultural_event", "ceremony", "exercise"})
_AND = re.compile(r"(?:\s[\w’'-]+){0,3}\s(?:and|as well as)\s(?:the\s)?")
_DOERS = re.compile(r"\s+(?:of|by|from)\b")
_AND_WHOM = re.compile(r"\s+(?:and|as well as)\s+(?:with\s+)?(?:the\s+|his\s+|her\s+|its\s+)?")
_ONLY_AND = re.compile(r"\s+(?:and|as well as)\s+(?:the\s+)?")
_LAST = re.compile(r"and|&|as well as")
#: How far from a name of a list the next one ends, in characters.
_NEAR = 60
_FAR = 100
#: Between a country and the name of its officer.
_TITLE = re.compile(r"(?:[\w’'-]+\s+){0,7}")
#: The confidence of those whom reading did not see.
_DOUBT = 0.6


def coordinated(report: Report, scene: Scene) -> Report:
    """The report with those on its sides whom a list joins to one already there."""
    report = _over_both(replace(report, a=_each(report.a, report.b, scene), b=_each(report.b, report.a, scene)), scene)
    a, b = report.a, report.b
    taken = codes_of((*a, *b))
    mutual = FORMS[report.form].equals or report.form == "relations"
    if mutual and (both := _compound(report, scene)) and taken != {each.country for each in both}:
        first, second = (those_of(one.country or "", report) or (one,) for one in both)
        return replace(report, a=first, b=second)
    if report.form in _TOLD:
        report = _with_unread(_on_one_side(report, scene), scene)
        a, b = report.a, report.b
        taken = codes_of((*a, *b))
    more_a, more_b = _listed(a, taken, scene), _listed(b, taken, scene)
    if set(more_a) & set(more_b):
        if FORMS[report.form].equals and set(more_a) == set(more_b):
            return replace(report, b=_joined(b, more_b))
        return report  # one list with members on both sides says nothing of where the others stand
    if mutual:
        for own, others, more in ((a, b, more_a), (b, a, more_b)):
            if len(own) == len(more) == 1 and (
                report.form == "joint_exercise" or all(other.confidence < own[0].confidence for other in others)
            ):
                one, other = sorted((own, tuple(more.values())), key=lambda side: side[0].start)
                return replace(report, a=one, b=other)
    return replace(report, a=_joined(a, more_a), b=_joined(b, more_b))


def _each(side: tuple[Participant, ...], others: tuple[Participant, ...], scene: Scene) -> tuple[Participant, ...]:
    """A side with both whom one phrase names, of whom one may stand on the other side: "the | Chad-Peru | pact"."""
    out: list[Participant] = []
    for member in side:
        both = [cue for cue in scene.between(member.start, member.end) if cue.kind == "name"]
        if len(both) == 2 and _hyphenated(both[0], both[1], member, scene.document.text):
            facing = codes_of(others)
            own = [cue for cue in both if cue.code not in facing] or both
            out += [_participant(cue, member, scene) for cue in own]
        else:
            out.append(member)
    return tuple(out)


def _hyphenated(one: Cue, other: Cue, member: Participant, text: str) -> bool:
    whole = one.start == member.start and other.end == member.end and one.code != other.code
    return whole and text[one.end : other.start] in ("-", "–")


def _over_both(report: Report, scene: Scene) -> Report:
    """The report with all of a list on side a, of which the last was read as the other side: "of Chad, Peru and |…"."""
    if report.form not in _HELD_BY_ALL or len(codes_of(report.b)) != 1 or not codes_of(report.a):
        return report
    for member in report.a:
        chain = {cue.code for cue in _list_around(member, scene)}
        if len(chain) > 2 and codes_of(report.b) < chain and not codes_of(report.b) & codes_of(report.a):
            return replace(report, a=(*report.a, *report.b), b=())
    return report


def _on_one_side(report: Report, scene: Scene) -> Report:
    """The report with both of those whom "and" joins behind its word on one side, where they were read on two."""
    text, end = scene.document.text, report.trigger.end
    behind = sorted(
        (member for member in (*report.a, *report.b) if member.start >= end and not parted(text, end, member.start)),
        key=lambda member: member.start,
    )
    for one, other in pairwise(behind):
        if (one in report.a) != (other in report.a) and _AND.fullmatch(text, one.end, other.start):
            both = (one, other)
            a = tuple(member for member in report.a if member not in both)
            b = tuple(member for member in report.b if member not in both)
            # "at the request of Chad and Peru": whoever stands behind "of" are the doers.
            return (
                replace(report, a=(*a, *both), b=b) if _DOERS.match(text, end) else replace(report, a=a, b=(*b, *both))
            )
    return report


def _with_unread(report: Report, scene: Scene) -> Report:
    """The report with whom "and" joins to its objects: "condemned Chad | and Peruvian warmongers |"."""
    text, end = scene.document.text, report.trigger.end
    taken = codes_of((*report.a, *report.b))
    more: dict[str, Participant] = {}
    for member in report.b:
        if member.start < end or parted(text, end, member.start):
            continue
        before = [cue for cue in scene.between(max(end, member.start - _NEAR), member.start) if cue.kind in _NAMED]
        after = [cue for cue in scene.between(member.end, member.end + _NEAR) if cue.kind in _NAMED]
        for cue, begin, stop in (
            *((cue, cue.end, member.start) for cue in before[-1:]),
            *((cue, member.end, cue.start) for cue in after[:1]),
        ):
            if cue.code and cue.code not in taken and _ONLY_AND.fullmatch(text, begin, stop):
                more.setdefault(cue.code, _participant(cue, member, scene))
    return replace(report, b=_joined(report.b, more))


def _joined(side: tuple[Participant, ...], more: dict[str, Participant]) -> tuple[Participant, ...]:
    """A side with further members, by country."""
    return (*side, *more.values())


def _compound(report: Report, scene: Scene) -> list[Participant]:
    """The two of "the Chad-Peru talks", where such a word stands before the one that names the act."""
    text, at = scene.document.text, report.trigger.end
    begin = max(0, report.trigger.start - 60)
    koreans = [match for match in _KOREANS.finditer(text, begin, at) if _leads(match.end(), report, text)]
    if koreans and set(_KOREAS) & {scene.home, *scene.topics[:3]}:
        start, end = koreans[-1].span()
        return [_named(code, "adjective", start, end, scene) for code in _KOREAS]
    named = [cue for cue in scene.between(begin, at) if cue.kind in SURE and cue.code]
    for one, other in zip(named[-2::-1], named[:0:-1], strict=True):
        if text[one.end : other.start] in ("-", "–") and one.code != other.code and _leads(other.end, report, text):
            return [_named(cue.code, cue.kind, cue.start, cue.end, scene) for cue in (one, other)]
    return []


def _leads(end: int, report: Report, text: str) -> bool:
    return end > report.trigger.start or _OF_BOTH.fullmatch(text, end, report.trigger.start) is not None


def _listed(side: Sequence[Participant], taken: Collection[str], scene: Scene) -> dict[str, Participant]:
    """By country: the others of the lists in which a side's members stand."""
    found: dict[str, Participant] = {}
    for member in side:
        for cue in _list_around(member, scene):
            if cue.code and cue.code not in taken and cue.code not in found:
                found[cue.code] = _participant(cue, member, scene)
        other = _person_joined(member, scene)
        if other is not None and other.country and other.country not in taken:
            found.setdefault(other.country, other)
    return found


def _person_joined(member: Participant, scene: Scene) -> Participant | None:
    """Whom "and" joins to a person behind his name: "President Per Dahl and | Peruvian leader Ana Quispe"."""
    text = scene.document.text
    if member.kind != "person" or (joint := _AND_WHOM.match(text, member.end)) is None:
        return None
    start = joint.end()
    country = first_named(start, scene)
    known = next((cue for cue in scene.between(start, start + _FAR) if cue.kind == "person"), None)
    if known is not None and _TITLE.fullmatch(text, start, known.start):
        code, basis = (country.code, country.kind) if country else (known.code, "register")
        joined = added(scene, start, known.end, code, basis, confidence=member.confidence, kind="person")
        return replace(joined, name=text[known.start : known.end])
    if country is None:
        return None
    name = NAMED.match(text, start, start + _FAR)
    found = person(start, name.end(), scene, None) if name and name.end() > country.end else None
    return replace(found, confidence=member.confidence) if found else _participant(country, member, scene)


def _list_around(member: Participant, scene: Scene) -> list[Cue]:
    """The names of the list that a member's last name of a country stands in; none where it is in none."""
    own = [cue for cue in scene.touching(member.start, member.end) if cue.kind in _NAMED and cue.code]
    if not own or own[-1].code != member.country or own[-1].end < member.end:
        return []
    chain, joints = [own[-1]], []
    while (step := _next(chain[-1], scene)) is not None:
        chain.append(step[0])
        joints.append(step[1])
    if own[-1].start - member.start < len("the ") + 1:
        while (step := _previous(chain[0], scene)) is not None:
            chain.insert(0, step[0])
            joints.insert(0, step[1])
    return chain if joints and _LAST.search(joints[-1]) else []


def _next(cue: Cue, scene: Scene) -> tuple[Cue, str] | None:
    for other in scene.between(cue.end, cue.end + _NEAR):
        if other.kind in _NAMED and (joint := JOINT.fullmatch(scene.document.text, cue.end, other.start)):
            return other, joint[1]
    return None


def _previous(cue: Cue, scene: Scene) -> tuple[Cue, str] | None:
    for other in reversed(scene.between(max(0, cue.start - _NEAR), cue.start)):
        if other.kind in _NAMED and (joint := JOINT.fullmatch(scene.document.text, other.end, cue.start)):
            return other, joint[1]
    return None


def _participant(cue: Cue, beside: Participant, scene: Scene) -> Participant:
    return replace(_named(cue.code, cue.kind, cue.start, cue.end, scene), confidence=beside.confidence)


def _named(code: str, kind: str, start: int, end: int, scene: Scene) -> Participant:
    return added(
        scene,
        start,
        end,
        code,
        kind,
        confidence=_DOUBT,
        kind="organization" if kind == "organisation" else "country",
    )
