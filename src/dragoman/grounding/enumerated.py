"""Who else is in an enumeration, and who of many stands for a side. In: a resolved report and its scene. Out: the same.

"Among them were the chairman of the Peruvian party, the friends of Chad and the mission of Norway": reading marks some
of them. An item has a country of its own; that item of an enumeration of which others were read is on their side.
Of a side with more members than a report holds (`MOST`), one of each country goes before a further one of any.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of
from dragoman.grounding.phrases import acts_for
from dragoman.grounding.stops import parted, sentence_end
from dragoman.reading.report import MOST
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

#: What joins the items of an enumeration.
_JOINT = re.compile(r"\s*(?:,\s+(?:and\s+)?|\s+and\s+)(the\s+|an?\s+)?")
_END = re.compile(r",\s|\s+and\s+(?=the\s|an?\s)|[.;:\n]")
#: Between bare names "and" joins two; within "the Ministry of Culture and Tourism" it does not.
_END_OF_NAME = re.compile(rf"{_END.pattern}|\s+and\s")
#: Words that no item has.
_NO_ITEM = re.compile(
    r"\b(?<!who )(?:was|were|is|are|has|have|had|will|would|said|says|met|laid|paid|sent|made|took|held|gave|which|"
    r"that|while|when|after|before|to (?:an?|be|their|his|its)|[a-z]+ed)\b"
)
#: So many members of a side in one enumeration make it one.
_READ = 2
#: The confidence of those whom reading did not see.
_DOUBT = 0.6


def enumerated(report: Report, scene: Scene) -> Report:
    """The report with the countries of those items of an enumeration that reading did not see."""
    taken = set(codes_of((*report.a, *report.b)))
    sides = []
    for side in (report.a, report.b):
        more = {member.country: member for member in _further(side, scene) if member.country not in taken}
        taken |= {code for code in more if code}
        sides.append((*side, *more.values()))
    return replace(report, a=sides[0], b=sides[1])


def _further(side: Sequence[Participant], scene: Scene) -> Iterator[Participant]:
    """The items after the last of a side's members that stand together in one enumeration."""
    text = scene.document.text
    told = sorted((member for member in side if member.country), key=lambda member: member.start)
    if (
        len(told) < _READ
        or any(member.kind == "country" for member in told[-_READ:])
        or parted(text, told[-_READ].end, told[-1].start)
    ):
        return
    at, limit = told[-1].end, sentence_end(text, told[-1].end, 1200)
    if _JOINT.match(text, told[-_READ].end) is None:
        return
    while (joint := _JOINT.match(text, at, limit)) is not None:
        end = (_END if joint[1] else _END_OF_NAME).search(text, joint.end(), limit)
        at = end.start() if end else limit
        item = text[joint.end() : at].rstrip(" .")
        if not item or _NO_ITEM.search(item) or not (joint[1] or item[0].isupper()):
            return
        cue = acts_for(item, scene.cues_of(item))
        if cue is not None and cue.code:
            start = joint.end()
            kind = "person" if rank_of(item) < OTHER else "organization"
            yield added(scene, start, start + len(item), cue.code, cue.kind, confidence=_DOUBT, kind=kind)


def fewer(report: Report) -> Report:
    """The report with at most `MOST` members a side."""
    return replace(report, a=_most(report.a), b=_most(report.b))


def _most(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """One of each country first, then others of a country, then those of none, as the text has them."""
    if len(side) <= MOST:
        return side
    seen: set[str] = set()
    order = []
    for number, member in enumerate(side):
        again = member.country in seen
        seen |= {member.country} if member.country else set()
        order.append((2 if not member.country else int(again), number))
    kept = {number for _, number in sorted(order)[:MOST]}
    return tuple(member for number, member in enumerate(side) if number in kept)
