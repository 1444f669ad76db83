"""Which words date an act, and what that says of it. In: the expression that reading marked, and its act. Out: both.

Reading marks "June 7" where the text has "from June 7 to 14", and now and then what is no time at all; and it gives an
act the day of another: of the departure "on Monday to attend the congress", of the meeting "with the envoy on a visit",
of the celebration of its anniversary, one that a speaker only speaks of, or one of long ago that another sentence
names. What a sentence itself dates long before publication is background, whatever reading took it for.
Measured on annotated documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dragoman.grounding.moments import ANNIVERSARY, MONTH_NAME, WEEKDAY_NAME, YEAR, dateline, is_future
from dragoman.grounding.occasions import REMEMBERED
from dragoman.grounding.stops import words_between
from dragoman.reading.report import When
from dragoman.vocabulary import HAPPENED, TO_COME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.documents.document import Document
    from dragoman.reading.report import Report, Span

_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b(?!\d)"
_DAYS = rf"{_DAY}(?:\s*(?:and|to|till|until|through|-|–|—)\s*(?:the\s+)?{_DAY}(?!\s+[a-z]+s\b))*"
_JUCHE = r"Juche\s+\d{1,3}(?:\s*\((?:19|20)\d\d\)?)?"
_NUMBER = r"\(?(?:19|20)\d\d\b\)?(?!\s+[a-z]+s\b)"
_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_JUCHE}|{_NUMBER}|(?:last|this|that|next|the same)\s+year\b))"
#: A day, a month or a while ago as it is written in full: reading may mark "Juche 78" of "April, Juche 78".
_FULL = re.compile(
    rf"\b(?:{MONTH_NAME}(?:\s+{_DAYS})?{_YEAR}?|{_DAYS}\s+(?:of\s+)?{MONTH_NAME}{_YEAR}?|(?:on\s+)?the\s+day\b|"
    rf"(?<![\w-])(?:\d+|[a-z]+)\s+(?:day|week|month|year|decade)s\s+ago\b)"
)
#: What may go on before an expression, and after it.
_BEFORE = re.compile(
    r"(?:\b(?:[Ff]rom|[Bb]etween|[Ee]arly(?: in| on)?|[Ll]ate(?: in| on)?|"
    r"[Mm]id|[Tt]he (?:middle|end|beginning|start) of|"
    r"(?:middle|end|beginning) of|[Bb]y(?= the (?:end|middle|beginning))|"
    r"[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he same|same)(?:\s+|-)(?:the\s+)?)+$"
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
_WEEKDAY = re.compile(rf"(?:on\s+)?{WEEKDAY_NAME}(?:\s+(?:morning|afternoon|evening|night))?")
_YEAR_TOLD = re.compile(rf"\b{YEAR}\b")
#: Forms of speaking: what follows "that" is what was said.
_SPOKEN = frozenset({"praise", "criticism", "appeal", "threat", "refusal"})
#: An act that is told, not named, and one between a speech and what is named: "praised Peru and held talks".
_TOLD = r"(?:\w{2,}ed|met|held|sent|left|made|gave|took|paid|went|came|began|struck|shot|flew|won)\b"
_TELLS = re.compile(rf"\b{_TOLD}")
_FURTHER = re.compile(rf"\b(?:and|but|while|before|after)\s+(?:\w+\s+)?{_TOLD}")
_AGAINST = _SPOKEN | {"protest"}
_THAT = re.compile(r"\bthat\b")
#: Between an anniversary and the act that it is of: no verb and no mark.
_REMEMBERS = re.compile(r"\s+(?:of|since)\s+(?:[\w’'-]+\s+){0,14}?$")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|held|took|by|with|after|before|when|that|which|who)\b")
_LIVES = re.compile(r"birth|death|demise|founding|wedding", re.I)
#: How far before an act its anniversary may be named, in characters.
_REACH = 160
#: A journey named only to say where somebody is: "received the minister on a visit to Oslo", "the visiting minister".
_ON_A_VISIT = re.compile(r"\bon\s+(?:an?|his|her|its|their)\s+(?:[\w-]+\s+){0,3}$")
#: From such a journey to a date that is its own: "on a visit to Oslo from June 3 to 6".
_ITS_DAYS = re.compile(
    r"(?:\s+(?:to|in|of)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)?\s+(?:from|between|on|in|since)?\s*"
)
#: A digest of the day's papers is of that day; what they tell of need not be.
_DIGEST = re.compile(r"\b[Ff]ollowing (?:are|is)\b[^.\n]{0,60}\b(?:news|items|articles|headlines)\b")
#: An act of so many days before publication is told as background (the gold standard's guidelines).
RECENT = timedelta(days=30)
#: Where it is published it may be a day earlier than where the act is.
_DAY_APART, _WEEK = timedelta(days=1), timedelta(days=7)
#: Share of the reports whose day says that they are background, or planned, that are so; counted on documents held out
#: from training.
BY_DATE = 0.9


def dated(report: Report, text: str) -> When | None:
    """The date of a report with the whole of its expression; None where it is no time, or another act's."""
    when = report.date
    if (remembered := _remembered(report, text)) is not None and not (when and _year_of_its_own(when, report, text)):
        return remembered
    if when is None or not _TIME.search(when.text) or _of_another(when, report, text):
        return None
    return _whole(when, text)


def settled(report: Report, when: When | None, document: Document) -> Report:
    """The report with its resolved date, unless that is of another time.

    By it an act is background where it is long past, and planned where it is still to come.
    """
    today = document.published or dateline(document.text)
    if when is None or when.first is None or when.last is None or today is None:
        return replace(report, date=when)
    if when.first > today + _DAY_APART and report.status in HAPPENED:
        if _WEEKDAY.fullmatch(when.text):
            # What happened "on Friday" was not on the coming one, whatever else its sentence speaks of.
            return replace(report, date=replace(when, first=when.first - _WEEK, last=when.last - _WEEK))
        if _YEAR_TOLD.search(when.text) or is_future(document.text, when.start, when.end):
            report = replace(report, status="planned", confidences=replace(report.confidences, status=BY_DATE))
        return replace(report, date=when)
    if report.status in TO_COME and when.last < today:
        # The day on which it was told of.
        return replace(report, date=None)
    if report.background or report.status == "ongoing" or today - when.last <= RECENT:
        return replace(report, date=when)
    if words_between(document.text, when, report.trigger) is None:
        return replace(report, date=None)
    return replace(report, date=when, background=True, confidences=replace(report.confidences, background=BY_DATE))


def own_days(reports: Sequence[Report], text: str) -> list[Report]:
    """Reports without the day of a speech that is only about them: "denounced on May 3 the drills of its neighbour"."""
    spoken = [report for report in reports if report.form in _AGAINST and report.date is not None]
    return [
        replace(report, date=None) if any(_spoken_of(report, speech, text) for speech in spoken) else report
        for report in reports
    ]


def _spoken_of(report: Report, speech: Report, text: str) -> bool:
    when, said, named = report.date, speech.date, report.trigger
    if when is None or said is None or when.start != said.start or report.form in _AGAINST:
        return False
    if named.start < when.start or named.start < speech.trigger.start or _TELLS.match(named.text):
        return False
    between = words_between(text, speech.trigger, named)
    return between is not None and not _FURTHER.search(between)


def _whole(when: When, text: str) -> When:
    """The expression with what goes on before and after it."""
    for full in _FULL.finditer(text, max(0, when.start - 40), when.end + 40):
        if full.start() <= when.start and when.end <= full.end():
            words = full.group().rstrip(".")
            when = replace(when, text=words, start=full.start(), end=full.start() + len(words))
    before = _BEFORE.search(text, max(0, when.start - 40), when.start)
    after = (
        _AFTER.match(text, when.end)
        if re.search(rf"(?:{_DAY}|{WEEKDAY_NAME}|{MONTH_NAME}|\d{{4}})$", when.text)
        else None
    )
    start, end = before.start() if before else when.start, after.end() if after else when.end
    return replace(when, text=text[start:end], start=start, end=end)


def _remembered(report: Report, text: str) -> When | None:
    """The anniversary of which an act is said to be: "the 10th anniversary of his visit"."""
    at = report.trigger.start
    if report.form not in REMEMBERED:
        return None
    found = list(ANNIVERSARY.finditer(text, max(0, at - _REACH), at))
    if not found:
        return None
    between = text[found[-1].end() : at]
    if _LIVES.search(found[-1].group()) or not _REMEMBERS.fullmatch(between) or _VERB.search(between):
        return None
    return When(found[-1].group(), *found[-1].span())


def _year_of_its_own(when: When, report: Report, text: str) -> bool:
    """Whether a date with a year follows an act in its sentence: "of the treaty signed on July 11, 1961"."""
    after = when.start >= report.trigger.end and _YEAR_TOLD.search(when.text) is not None
    return after and words_between(text, when, report.trigger) is not None


def _of_another(when: When, report: Report, text: str) -> bool:
    if any(digest.start() <= when.start for digest in _DIGEST.finditer(text, max(0, when.start - 160), when.start)):
        return True
    between = words_between(text, when, report.trigger)
    if report.form == "visit" and _only_told(report.trigger, text):
        beside = text[report.trigger.end : when.start] if when.start >= report.trigger.end else None
        return beside is None or _ITS_DAYS.fullmatch(beside) is None
    if between is None:
        return False
    if when.end <= report.trigger.start:
        return report.form in _PURPOSES and _PURPOSE.search(between) is not None
    return report.form in _SPOKEN and _THAT.search(between) is not None


def _only_told(visit: Span, text: str) -> bool:
    before = text[max(0, visit.start - 60) : visit.start]
    return before.endswith(" the ") if visit.text == "visiting" else _ON_A_VISIT.search(before) is not None
