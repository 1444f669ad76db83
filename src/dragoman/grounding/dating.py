"""Which words date an act. In: the expression that reading marked, and its act. Out: the whole expression, or none.

Reading marks "June 7" where the text has "from June 7 to 14", and now and then what is no time at all; and it gives an
act the day of another: of the departure "on Monday to attend the congress", or one that a speaker only speaks of.
Measured on annotated documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.moments import MONTH_NAME, WEEKDAY_NAME

if TYPE_CHECKING:
    from dragoman.reading.report import Report, Span, When

_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b(?!\d)"
#: What may go on before an expression, and after it.
_BEFORE = re.compile(
    r"(?:\b(?:[Ff]rom|[Bb]etween|[Ee]arly(?: in| on)?|[Ll]ate(?: in| on)?|"
    r"[Mm]id|[Tt]he (?:middle|end|beginning|start) of|"
    r"(?:middle|end|beginning) of|[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he same|same)(?:\s+|-)(?:the\s+)?)+$"
)
_AFTER = re.compile(
    rf"\s*(?:to|till|until|through|-|–|—)\s+(?:the\s+)?(?:{MONTH_NAME}\s+{_DAY}|{_DAY}(?!\s+[a-z]+s\b)|{WEEKDAY_NAME}|{MONTH_NAME}|"
    rf"(?:19|20)\d\d\b)(?:,?\s+(?:19|20)\d\d\b)?|\s+and\s+(?:{WEEKDAY_NAME}|(?:19|20)\d\d\b)|,?\s+(?:19|20)\d\d\b"
)
#: At least one of these is in whatever tells a time.
_TIME = re.compile(
    r"\d|day|night|morning|noon|evening|week|month|year|decade|centur|hour|minute|ago|earlier|lat(?:e|er|ely)\b|recent|"
    r"now|current|soon|since|before|after|until|during|season|spring|summer|autumn|winter|eve\b|anniversary|past|today|"
    rf"tomorrow|yesterday|time|period|birthday|festival|previous|following|next|war\b|{MONTH_NAME}",
    re.I,
)
#: Between a day and an act that is only what somebody went for, or came from: "left on Monday to attend the congress".
_PURPOSE = re.compile(
    r"\b(?:to (?:attend|take part|participate|join|hold|have)|after (?:attending|taking part|participating|visiting))\b"
)
#: Forms that are named as the purpose of a journey.
_PURPOSES = frozenset({"conference", "negotiation", "invitation", "ceremony", "cultural_event", "meeting"})
#: Forms of speaking: what follows "that" is what was said.
_SPOKEN = frozenset({"praise", "criticism", "appeal", "threat", "refusal"})
_THAT = re.compile(r"\bthat\b")
_STOP = re.compile(r"[.!?]\s+(?=[A-Z“\"])|\n")


def dated(report: Report, text: str) -> When | None:
    """The date of a report with the whole of its expression; None where it is no time, or another act's."""
    when = report.date
    if when is None or not _TIME.search(when.text) or _of_another(when, report, text):
        return None
    return _whole(when, text)


def _whole(when: When, text: str) -> When:
    """The expression with what goes on before and after it."""
    before = _BEFORE.search(text, max(0, when.start - 40), when.start)
    after = (
        _AFTER.match(text, when.end)
        if re.search(rf"(?:{_DAY}|{WEEKDAY_NAME}|{MONTH_NAME}|\d{{4}})$", when.text)
        else None
    )
    start, end = before.start() if before else when.start, after.end() if after else when.end
    return replace(when, text=text[start:end], start=start, end=end)


def _of_another(when: When, report: Report, text: str) -> bool:
    between = _between(when, report.trigger, text)
    if between is None:
        return False
    if when.end <= report.trigger.start:
        return report.form in _PURPOSES and _PURPOSE.search(between) is not None
    return report.form in _SPOKEN and _THAT.search(between) is not None


def _between(one: Span, other: Span, text: str) -> str | None:
    """The words between two spans of one sentence; None where a sentence ends between them, or they overlap."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    words = text[start:end]
    return None if start > end or _STOP.search(words) else words
