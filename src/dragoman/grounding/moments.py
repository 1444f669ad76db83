"""The calendar of expressions: names of months and days, and what an expression is resolved against.

In: an expression in its document. Out: a `Moment`, which the families of `absolute` and `relative` resolve.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.grounding.stops import sentence_around

if TYPE_CHECKING:
    from dragoman.documents.document import Document

Days = tuple[date, date]
DAY = timedelta(days=1)

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS = {name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)}
NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
        "couple".split(),
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 50, 2),
        strict=True,
    )
)
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
        "seventieth eightieth ninetieth hundredth".split(),
        (*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100),
        strict=True,
    )
)
_MONTH_WORDS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?"
)
#: As a text writes them, where "may" and "march" are other words.
MONTH_NAME = rf"(?:{_MONTH_WORDS})\b\.?"
WEEKDAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
MONTH = rf"(?P<month>{_MONTH_WORDS.lower()})\b\.?"
#: In an expression that was found to be one; whole words alone stand for days anywhere in a text ("Kim Il Sung").
WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
WEEKDAY_WORD = rf"\b{WEEKDAY_NAME.lower()}"
NUMBER = rf"(?P<number>\d+|{'|'.join(NUMBERS)})(?: of)?"
ORDINAL_WORD = rf"(?:\d+(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
#: Days of the month that are joined: "17 and 21", "3rd to the 8th", "4, 5 and 6".
_MORE = rf"(?:\s*(?:,|and|or|to|-|–|—|till|until|through|&)\s*(?:the )?\d{{1,2}}{_ORDINAL}(?![\d:]))*"
MONTH_DAY = re.compile(rf"\b{MONTH}\s*(?P<days>\d{{1,2}}{_ORDINAL}(?![\d:]){_MORE})(?:,?\s*\(?{YEAR})?", re.I)
DAY_MONTH = re.compile(rf"\b(?P<days>\d{{1,2}}{_ORDINAL}{_MORE})\s+(?:of )?{MONTH}(?:,?\s*{YEAR})?", re.I)
MONTH_ONLY = re.compile(rf"\b{MONTH}(?:,? (?:of )?{YEAR})?", re.I)
#: An anniversary as it is named: "the 10th anniversary", "its 63rd birthday", "the first anniversary".
ANNIVERSARY = re.compile(
    rf"\b(?P<nth>{ORDINAL_WORD})(?:[ -](?:founding|birth|death|demise|wedding|independence))?[ -]"
    r"(?:anniversary|birthday)\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|planned|plans?|scheduled|expected|due to|to be held|upcoming|set to|slated|is to|are to|"
    r"going to|ahead of|next|forthcoming|starting|begins|opens)\b",
    re.I,
)
#: Right before an expression these say that it is past, whatever else the sentence speaks of.
_PAST_BEFORE = re.compile(
    r"\b(?:said|told|left|met|held|took|sent|paid|made|began|was|were|\w{3,}ed)(?: (?:late|early|here|there))?"
    r"(?: on| in| at)?(?: the)?\s*$",
    re.I,
)
_PAST_AFTER = re.compile(
    r"[\s,]*(?:warned|said|told|urged|called|announced|met|condemned|accused|rejected|expressed)\b"
)
_PLANNED = re.compile(r"\b(?:be|scheduled|planned|expected|slated|proposed|delayed|postponed|convened|timed)\b", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression is resolved against."""

    said: str
    """The expression in lower case, its quotation marks plain."""
    today: date | None
    """Day of publication, or of the dateline."""
    future: bool
    """Whether its sentence speaks of what is to come."""
    document: Document
    start: int
    end: int


def is_future(text: str, start: int, end: int) -> bool:
    """Whether the sentence around [start, end) speaks of what is to come."""
    low, high = sentence_around(text, start, end, 250)
    past = _PAST_BEFORE.search(text, max(low, start - 40), start)
    if (past and not _PLANNED.search(text, past.start() - 6, past.end())) or _PAST_AFTER.match(text, end, high):
        return False
    return _FUTURE.search(text, low, min(high, end + 120)) is not None


def dateline(text: str) -> date | None:
    """A full date among the first words: "CAIRO – 26 July 2022: …"."""
    head = text[:90].lower()
    for pattern in (MONTH_DAY, DAY_MONTH):
        match = pattern.search(head)
        if match and match["year"]:
            try:
                return date(int(match["year"]), month_number(match["month"]), day_numbers(match["days"])[0])
            except ValueError:
                return None
    return None


def month_number(name: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return _MONTHS[name[:3].lower()]


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return _WEEKDAYS[name[:3].lower()]


def day_numbers(text: str) -> list[int]:
    """Every number of "17 and 21", in order."""
    return [int(number) for number in re.findall(r"\d+", text)]


def ordinal(word: str) -> int:
    """1 for "1st" and "first"; 0 for what is neither."""
    return _ORDINALS.get(word.lower()) or int("0" + re.sub(r"\D", "", word)[:9])


def one(day: date) -> Days:
    """A range of one day."""
    return day, day


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def years_after(day: date, years: int) -> date:
    """The same day `years` later; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
