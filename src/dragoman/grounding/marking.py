"""What an act marks, whole. In: a resolved report and its scene. Out: the same with its occasion mended.

Reading may mark a piece of it: "Dahl" of "the 10th anniversary of Per Dahl's journey to Peru". It grows to the
anniversary that it is part of; a name, a number or a title that is part of none is no occasion. An act that is said to
be "on the occasion of" an anniversary has that one, whether reading marked it or not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.moments import ORDINAL_WORD
from dragoman.grounding.stops import sentence_around
from dragoman.reading.report import Span
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

#: Words that end what an anniversary is of.
_ENDS = (
    r"(?:on|in|at|here|(?<!ties )(?<!relations )between|from|with|which|who|that|by|for|was|were|is|are|has|have|had|"
    r"took|held|said|says|as|when|while|before|after|amid|\w+day)\b"
)
_OF_WHAT = rf"(?:(?!{_ENDS})(?!and\s(?!(?:the\s+)?(?:[A-Z]|\d)))[\w’'&-]++(?:\.(?=\w))?[ \u00a0]?)+"
_ANNIVERSARY = re.compile(
    rf"(?:(?<![\w.-])(?:[A-Z][\w.-]{{0,30}}\s+){{0,4}}[A-Z][\w.-]{{0,30}}['’]s?\s+)?"
    rf"(?:{ORDINAL_WORD}\s+)?(?:(?:birth|founding|death|wedding|independence|[A-Z]\w+)\s+)?"
    rf"\b(?:anniversary|birthday|centenary)(?:\s+of\s+{_OF_WHAT})?"
)
#: Before an anniversary: what an act is for.
_FOR = re.compile(
    r"\b(?:on the occasion of|on occasion of|in celebration of|in commemoration of|to mark|marking|marked|to celebrate|"
    r"celebrating|to commemorate|commemorating|to observe|in honou?r of)\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+)?$"
)
#: Forms that may be held or sent on an occasion.
_ON_OCCASION = frozenset({"message", "gift", "reception", "cultural_event", "ceremony", "conference", "award"})
_NUMBER = re.compile(rf"(?:the\s+)?(?:{ORDINAL_WORD}|\d+|last|next|late)", re.I)


def marked(report: Report, scene: Scene) -> Report:
    """The report with its occasion as the text tells it, whole, or without where what was read is none."""
    text, occasion = scene.document.text, report.occasion
    at = occasion or report.trigger
    begin, end = sentence_around(text, at.start, at.end)
    told = [
        Span(found.group().rstrip(), found.start(), found.start() + len(found.group().rstrip()))
        for found in _ANNIVERSARY.finditer(text, begin, end)
    ]
    if occasion is None:
        if report.form not in _ON_OCCASION:
            return report
        return replace(report, occasion=next((each for each in told if _FOR.search(text, begin, each.start)), None))
    whole = next((each for each in told if each.start < occasion.end and occasion.start < each.end), None)
    if whole is not None:
        if whole.start <= report.trigger.start < whole.end:
            return replace(report, occasion=None)  # it is what is remembered
        first, last = min(whole.start, occasion.start), max(whole.end, occasion.end)
        return replace(report, occasion=Span(text[first:last], first, last))
    own = any(each.start <= occasion.start and occasion.end <= each.end for each in (*report.a, *report.b))
    return replace(report, occasion=None) if own or _piece(occasion, scene) else report


def _piece(occasion: Span, scene: Scene) -> bool:
    """Whether it is but a name, a number or a title, or a piece of one."""
    if _NUMBER.fullmatch(occasion.text) or (rank_of(occasion.text) < OTHER and "of" not in occasion.text.split()):
        return True
    around = scene.between(max(0, occasion.start - 40), occasion.end + 40)
    return any(cue.start <= occasion.start and occasion.end <= cue.end for cue in around)
