"""Resolves an expression of time to days. In: the expression in its document. Out: first and last day, or None.

Every expression keeps the precision that it has: a month is its first to its last day, "earlier this week" goes
from Monday to the day of publication. It is resolved against the day of publication, else against a date in the
dateline; "the same day" against the date named before it. What cannot be resolved stays so: "recently", or
"Tuesday" in a document without a date. The families of expressions are tried in turn, each a function below.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dragoman.documents.document import Document

Days = tuple[date, date]
_DAY = timedelta(days=1)

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name[:size]: number for number, name in enumerate(_MONTH_NAMES, 1) for size in (3, 4, len(name))}
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS = {name[:size]: number for number, name in enumerate(_WEEKDAY_NAMES) for size in (3, 4, 5, len(name))}
_NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty couple".split(),
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 2),
        strict=True,
    )
)
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # noqa: E501
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
_NUMBER = rf"(?P<number>\d+|{'|'.join(_NUMBERS)})(?: of)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
#: Days of the month that are joined: "17 and 21", "3rd to the 8th", "4, 5 and 6".
_MORE = rf"(?:\s*(?:,|and|or|to|-|–|—|till|until|through|&)\s*(?:the )?\d{{1,2}}{_ORDINAL}(?![\d:]))*"
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?P<days>\d{{1,2}}{_ORDINAL}(?![\d:]){_MORE})(?:,?\s*\(?{_YEAR})?")
_DAY_MONTH = re.compile(rf"\b(?P<days>\d{{1,2}}{_ORDINAL}{_MORE})\s+(?:of )?{_MONTH}(?:,?\s*{_YEAR})?")
_MONTH_ONLY = re.compile(rf"\b{_MONTH}(?:,? (?:of )?{_YEAR})?")
_SPAN = re.compile(r"\b(?:to|until|till|through|from|between)\b|-|–|—")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|planned|plans?|scheduled|expected|due to|to be held|upcoming|set to|slated|is to|are to|"
    r"going to|ahead of|next|forthcoming|starting|begins|opens)\b",
    re.I,
)
_PRECISE = re.compile(rf"{_WEEKDAY}|{_MONTH_DAY.pattern}", re.I)
#: A month or day later than this after publication is rather one of the year before.
_AHEAD = timedelta(days=75)
_NEAR = 220

_HOLIDAYS = {
    "new year's day": (1, 1),
    "new year day": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "may day": (5, 1),
    "victory day": (5, 9),
    "independence day": (7, 4),
    "bastille day": (7, 14),
    "liberation day": (8, 15),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "day of the sun": (4, 15),
    "day of the shining star": (2, 16),
}


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


def resolve_when(text: str, start: int, end: int, document: Document) -> Days | None:
    """First and last day, inclusive, that `text` (document.text[start:end]) means; None where that is open."""
    return _resolve(_moment(text, start, end, document))


def _moment(text: str, start: int, end: int, document: Document) -> Moment:
    said = " ".join(text.lower().replace("’", "'").split())
    return Moment(
        said, document.published or _dateline(document.text), _is_future(document.text, start, end), document, start
    )


def _resolve(moment: Moment) -> Days | None:
    for family in _FAMILIES:
        try:
            found = family(moment)
        except (ValueError, OverflowError):
            return None  # 30 February, or a year beyond the calendar
        if found is not None:
            return found
    return None


def _is_future(text: str, start: int, end: int) -> bool:
    before = max(text.rfind(mark, max(0, start - 250), start) for mark in (". ", "\n", "! ", "? "))
    stops = [at for mark in (". ", "\n") if (at := text.find(mark, end, end + 200)) >= 0]
    return _FUTURE.search(text[max(0, before) : min(stops, default=end + 120)]) is not None


def _dateline(text: str) -> date | None:
    """A full date among the first words: "CAIRO – 26 July 2022: …"."""
    head = text[:90].lower()
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        match = pattern.search(head)
        if match and match["year"]:
            try:
                return date(int(match["year"]), _month(match["month"]), _day_numbers(match["days"])[0])
            except ValueError:
                return None
    return None


def _month(name: str) -> int:
    return _MONTHS[name[:3]]


def _weekday(name: str) -> int:
    return _WEEKDAYS[name[:3]]


def _day_numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _named_year(moment: Moment) -> int | None:
    """The year that the expression names, by number or as "last year"."""
    if match := re.search(rf"\b{_YEAR}\b", moment.said):
        return int(match["year"])
    if moment.today is None:
        return None
    for words, by in (("last year", -1), ("this year", 0), ("next year", 1), ("the year before last", -2)):
        if words in moment.said:
            return moment.today.year + by
    return None


def _nearest_year(moment: Moment, month: int, day: int) -> int | None:
    """The year of a day or month without one: the latest that is not too far ahead of publication."""
    if moment.today is None:
        return None
    today = moment.today
    this = date(today.year, month, min(day, monthrange(today.year, month)[1]))
    if re.search(r"\b(?:last|past)\b", moment.said):
        return today.year - (this > today)
    if moment.future and this < today - timedelta(days=120):
        return today.year + 1
    if this > today + (2 * _AHEAD if moment.future else _AHEAD):
        return today.year - 1
    return today.year


def _dates(moment: Moment) -> Days | None:
    """ISO and numeric dates; days with a month, one or several, with or without a year."""
    if iso := _ISO.findall(moment.said):
        found = [date(*map(int, parts)) for parts in iso]
        return min(found), max(found)
    if numeric := _NUMERIC.search(moment.said):
        first, second, of = map(int, numeric.groups())
        # Day first is the world's custom; month first only where the second number can be no month.
        return _one(date(of, second, first) if second <= 12 else date(of, first, second))
    matches = list(_MONTH_DAY.finditer(moment.said)) or list(_DAY_MONTH.finditer(moment.said))
    if not matches:
        return None
    year = _named_year(moment)
    days: list[date] = []
    for match in matches:
        month, numbers = _month(match["month"]), _day_numbers(match["days"])
        here = int(match["year"]) if match["year"] else year or _nearest_year(moment, month, numbers[0])
        if here is None:
            return None
        days += [date(here, month, number) for number in numbers]
    if re.match(r"since\b", moment.said) and moment.today and len(days) == 1:
        return _until_now(days[0], moment)
    return min(days), max(days)


def _one(day: date) -> Days:
    return day, day


def _until_now(first: date, moment: Moment) -> Days | None:
    return (first, moment.today) if moment.today and first <= moment.today else None


def _anniversaries(moment: Moment) -> Days | None:
    """The year of what is remembered: "the 10th anniversary of …" told in 2021 is of 2011."""
    match = re.search(r"\b(\d+)(?:st|nd|rd|th) (?:founding |birth |death )?(?:anniversary|birthday)", moment.said)
    if match is None or moment.today is None or not 1 <= int(match[1]) <= 2000:
        return None
    return _year_days(moment.today.year - int(match[1]))


def _months(moment: Moment) -> Days | None:
    """A month, part of one, or several: "early July", "from May to June 2019", "last June"."""
    matches = [m for m in _MONTH_ONLY.finditer(moment.said) if m["month"] != "may" or "May" in moment.document.text]
    if not matches:
        return None
    year = _named_year(moment)
    found: list[Days] = []
    for match in matches:
        month = _month(match["month"])
        here = int(match["year"]) if match["year"] else year or _nearest_year(moment, month, 1)
        if here is None:
            return None
        found.append(_month_days(here, month))
    first, last = min(days[0] for days in found), max(days[1] for days in found)
    if re.match(r"since\b", moment.said) and moment.today:
        return _until_now(first, moment)
    return _part(moment.said, first, last) if len(found) == 1 else (first, last)


def _part(said: str, first: date, last: date) -> Days:
    """The third of a month that "early", "mid" or "late" leaves."""
    if re.search(r"\b(?:early|beginning|start)\b", said):
        return first, first.replace(day=10)
    if re.search(r"\b(?:mid|middle)\b", said):
        return first.replace(day=11), first.replace(day=20)
    if re.search(r"\b(?:late|end)\b", said):
        return first.replace(day=21), last
    return first, last


def _weekdays(moment: Moment) -> Days | None:
    """Weekdays: the latest that is not after publication, unless the sentence speaks of what is to come."""
    names = re.findall(_WEEKDAY, moment.said)
    today = moment.today
    if not names or today is None:
        return None
    found = []
    for name in names:
        back = (today.weekday() - _weekday(name)) % 7
        if re.search(rf"\bnext {name}", moment.said):
            found.append(today + timedelta(days=7 - back))
        elif re.search(rf"\blast {name}", moment.said):
            found.append(today - timedelta(days=back or 7))
        elif re.search(rf"\b(?:coming|this coming) {name}", moment.said) or (moment.future and back > 1):
            found.append(today + timedelta(days=(7 - back) % 7))
        else:
            found.append(today - timedelta(days=back))
    if len(found) > 1 and found[0] > found[1] and found[1] + timedelta(days=7) - found[0] < timedelta(days=7):
        # "Monday to Thursday" told on a Wednesday: the days belong to one week.
        found[1:] = [day + timedelta(days=7) if day < found[0] else day for day in found[1:]]
    return min(found), max(found)


def _today(moment: Moment) -> Days | None:
    """Today, yesterday, tomorrow; this morning, tonight, overnight."""
    if moment.today is None:
        return None
    for pattern, by in (
        (r"\bday before yesterday\b", -2),
        (r"\byesterday\b|\blast night\b|\bovernight\b", -1),
        (r"\bday after tomorrow\b", 2),
        (r"\btomorrow\b", 1),
        (r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b", 0),
    ):
        if re.search(pattern, moment.said):
            return _one(moment.today + by * _DAY)
    return None


def _same_day(moment: Moment) -> Days | None:
    """The same day, that evening, the next day, three days later: counted from the date named before."""
    if not re.search(
        r"\b(?:same|that|the|next|following|previous) (?:day|night|evening|afternoon|morning|occasion)\b|\b(?:days?|weeks?|months?) (?:later|after|earlier|before)\b",  # noqa: E501
        moment.said,
    ):
        return None
    before = _before(moment)
    if before is None:
        return None
    if re.search(r"\b(?:next|following) day\b|\b(?:the|a|one) day (?:later|after)\b", moment.said):
        return _one(before[1] + _DAY)
    if re.search(r"\b(?:previous day|day (?:before|earlier))\b", moment.said):
        return _one(before[0] - _DAY)
    if match := re.search(rf"\b{_NUMBER} (?P<unit>day|week|month)s? (?P<way>later|after|earlier|before)", moment.said):
        step = _step(match["unit"], _count(match["number"]))
        return _one(before[0] + step if match["way"] in ("later", "after") else before[0] - step)
    return before


def _before(moment: Moment) -> Days | None:
    """The day that the text names last before the expression, else the day of publication."""
    text = moment.document.text
    named = list(_PRECISE.finditer(text, max(0, moment.start - 1500), moment.start))
    for match in reversed(named):
        if (found := _resolve(_moment(match.group(), match.start(), match.end(), moment.document))) is not None:
            return found
    return _one(moment.today) if moment.today and moment.document.published else None


def _count(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number]


def _step(unit: str, number: int) -> relativedelta:
    if number > 3000:
        raise ValueError(number)
    if unit == "decade":
        return relativedelta(years=10 * number)
    # `weeks` and the like are the argument names of relativedelta.
    return relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]


def _ago(moment: Moment) -> Days | None:
    """Two weeks ago (the day), two months ago (the month), five years ago (the year)."""
    match = re.search(rf"\b{_NUMBER} (?P<unit>day|week|month|year|decade)s? ago\b", moment.said)
    if match is None or moment.today is None:
        return None
    day = moment.today - _step(match["unit"], _count(match["number"]))
    if match["unit"] in ("day", "week"):
        return _one(day)
    return _month_days(day.year, day.month) if match["unit"] == "month" else _year_days(day.year)


def _past(moment: Moment) -> Days | None:
    """Spans up to now: the past week, over the last three years, the last 36 hours; within a month."""
    today = moment.today
    if today is None:
        return None
    unit = r"(?P<unit>hour|day|week|month|year|decade)s?\b"
    if match := re.search(rf"\b(?:past|last|previous) {_NUMBER} {unit}", moment.said):
        return today - _back(match), today
    if match := re.search(r"\b(?:past|last) (?P<unit>decade)\b|\bpast (?P<unit2>day|week|month|year)\b", moment.said):
        return today - _step(match["unit"] or match["unit2"], 1), today
    if match := re.search(rf"\b(?:within|over the next|in the next|next) {_NUMBER} {unit}", moment.said):
        return today, today + _back(match)
    return None


def _back(match: re.Match[str]) -> relativedelta:
    number = _count(match["number"])
    return _step("day", -(-number // 36)) if match["unit"] == "hour" else _step(match["unit"], number)


def _relative(moment: Moment) -> Days | None:
    """Last, this and next week, month and year, and parts of them."""
    match = re.search(
        r"\b(?P<which>last|this|next|previous|following|current|coming) (?P<unit>week|weekend|month|year)\b",
        moment.said,
    )
    today = moment.today
    if match is None or today is None:
        return None
    by = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(match["which"], 0)
    first, last = _unit(match["unit"], today, by)
    if by == 0 and re.search(r"\bearlier\b|\bso far\b|\bsince\b", moment.said):
        return first, today
    if by == 0 and re.search(r"\blater\b", moment.said):
        return today, last
    if match["unit"] == "month":
        return _part(moment.said, first, last)
    if match["unit"] == "year":
        if re.search(r"\b(?:early|beginning|start)\b", moment.said):
            return first, first.replace(month=3, day=31)
        if re.search(r"\b(?:late|end)\b", moment.said):
            return first.replace(month=10), last
    return first, last


def _unit(unit: str, today: date, by: int) -> Days:
    monday = today - timedelta(days=today.weekday())
    if unit == "week":
        return monday + timedelta(weeks=by), monday + timedelta(weeks=by, days=6)
    if unit == "weekend":
        back = 0 if by or today.weekday() >= 5 else -1
        return monday + timedelta(weeks=by + back, days=5), monday + timedelta(weeks=by + back, days=6)
    if unit == "month":
        day = today.replace(day=1) + relativedelta(months=by)
        return _month_days(day.year, day.month)
    return _year_days(today.year + by)


def _years(moment: Moment) -> Days | None:
    """Years, spans of them, decades, Juche years, seasons."""
    if re.search(r"\b(?:end|start|beginning|early|late|mid)\b", moment.said) and not re.search(
        r"quarter|half", moment.said
    ):
        return None  # part of a year, and which part is open
    if match := re.search(r"\bjuche (\d{1,3})\b", moment.said):
        return _year_days(1911 + int(match[1]))
    if match := re.search(r"\b(1[5-9]\d|20\d)0'?s\b", moment.said):
        return date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31)
    years = [int(year) for year in re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", moment.said)]
    if not years:
        return None
    if re.match(r"since\b", moment.said):
        return _until_now(date(years[0], 1, 1), moment)
    if season := re.search(r"\b(spring|summer|autumn|fall)\b", moment.said):
        begin = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[season[1]]
        return date(years[0], begin, 1), _month_days(years[0], begin + 2)[1]
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _holidays(moment: Moment) -> Days | None:
    """Days that have a name and one date each year."""
    for name, (month, day) in _HOLIDAYS.items():
        if name in moment.said and not re.match(r"(?:before|after|since|ahead)\b", moment.said):
            year = _named_year(moment) or _nearest_year(moment, month, day)
            return _one(date(year, month, day)) if year else None
    return None


def _day_of_month(moment: Moment) -> Days | None:
    """A day of the month that the text names last: "the 24th", "from the 3rd to the 8th"."""
    numbers = [
        int(n)
        for n in re.findall(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! (?:anniversary|birthday|year|time))", moment.said)
    ]
    today = moment.today
    if not numbers or today is None:
        return None
    month = today.replace(day=1)
    if max(numbers) > today.day and not moment.future:
        month -= relativedelta(months=1)
    days = [month.replace(day=number) for number in numbers]
    return min(days), max(days)


_FAMILIES: Iterable[Callable[[Moment], Days | None]] = (
    _holidays,
    _dates,
    _anniversaries,
    _same_day,
    _weekdays,
    _ago,
    _past,
    _months,
    _relative,
    _today,
    _day_of_month,
    _years,
)
