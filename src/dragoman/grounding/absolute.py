"""Expressions that name a day, a month or a year: "Feb. 17", "early July", "Juche 100", "the 10th anniversary of …".

In: a `Moment`. Out: first and last day, or None where this family has nothing to say. ValueError: no such day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from dragoman.grounding.moments import (
    ANNIVERSARY,
    DAY_MONTH,
    MONTH_DAY,
    MONTH_ONLY,
    YEAR,
    Days,
    Moment,
    day_numbers,
    month_days,
    month_number,
    one,
    ordinal,
    year_days,
    years_after,
)
from dragoman.grounding.occasions import named_after
from dragoman.vocabulary.tables import rows, several

_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
#: A month or day later than this after publication is rather one of the year before.
_AHEAD = timedelta(days=75)
#: "following the takeover last August": what comes after something is not dated by it.
_OTHER = re.compile(
    r"(?:after|following|before|ahead of|prior to|in the wake of) (?:the |its |their |his |her )?(?P<rest>.*)"
)
#: A number that is a year, and none of "2000 soldiers".
_YEAR_NAMED = re.compile(rf"\b{YEAR}\b(?!\s+(?:[a-z]+s|people|men|women|GMT)\b)")
#: How far back the year that "that year" means may stand.
_REACH = 1500
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SEASON = re.compile(r"\b(spring|summer|autumn|fall|winter)\b")
#: "2013-14", "1846 to 48"
_SHORT_SPAN = re.compile(r"\b(1[5-9]|20)(\d\d)\s?(?:-|–|—|/|to|until)\s?(\d\d)\b(?!-)")
_PART = re.compile(r"\b(?:end|start|beginning|early|late|mid)\b")
_TODAY_IS = re.compile(r"\b(?:today|this day)\b[^.]{0,40}\b(?:marks?|is|falls on)\b[^.]{0,20}$", re.I)


def dates(moment: Moment) -> Days | None:
    """ISO and numeric dates; days with a month, one or several, with or without a year."""
    if iso := _ISO.findall(moment.said):
        found = [date(*map(int, parts)) for parts in iso]
        return min(found), max(found)
    if numeric := _NUMERIC.search(moment.said):
        first, second, of = map(int, numeric.groups())
        # Day first is the world's custom; month first only where the second number can be no month.
        return one(date(of, second, first) if second <= 12 else date(of, first, second))
    matches = list(MONTH_DAY.finditer(moment.said)) or list(DAY_MONTH.finditer(moment.said))
    if not matches:
        return None
    if (named := named_after(moment.document.text, moment.start, moment.end)) is not None:
        return named.first, named.last
    year = named_year(moment)
    days: list[date] = []
    for match in matches:
        month, numbers = month_number(match["month"]), day_numbers(match["days"])
        here = int(match["year"]) if match["year"] else year or nearest_year(moment, month, numbers[0])
        if here is None:
            return None
        days += [date(here, month, number) for number in numbers]
    if re.match(r"since\b", moment.said) and moment.today and len(days) == 1:
        return until_now(days[0], moment)
    return min(days), max(days)


def anniversaries(moment: Moment) -> Days | None:
    """The year of what is remembered: "the 10th anniversary of …" told in 2021 is of 2011.

    The day itself where the expression names it ("the 11th anniversary of the June 15 declaration"), or where today
    is said to be the anniversary.
    """
    match = ANNIVERSARY.search(moment.said)
    if match is None:
        return None
    text, after = moment.document.text, moment.document.text[moment.end : moment.end + 90]
    told = re.search(rf"\bin {YEAR}\b", re.split(r"[.;\n]", after)[0])
    year = int(told["year"]) if told else moment.today.year if moment.today else None
    if year is None or ordinal(match["nth"]) == 0:
        return None
    of = year - ordinal(match["nth"])
    if day := MONTH_DAY.search(moment.said) or DAY_MONTH.search(moment.said):
        return one(date(of, month_number(day["month"]), day_numbers(day["days"])[0]))
    if moment.today and _TODAY_IS.search(text, max(0, moment.start - 80), moment.start):
        return one(years_after(moment.today, of - moment.today.year))
    return year_days(of)


def months(moment: Moment) -> Days | None:
    """A month, part of one, or several: "early July", "from May to June 2019", "last June"."""
    matches = [m for m in MONTH_ONLY.finditer(moment.said) if m["month"] != "may" or "May" in moment.document.text]
    if not matches:
        return None
    year = named_year(moment)
    found: list[Days] = []
    for match in matches:
        month = month_number(match["month"])
        here = int(match["year"]) if match["year"] else year or nearest_year(moment, month, 1)
        if here is None:
            return None
        found.append(month_days(here, month))
    first, last = min(days[0] for days in found), max(days[1] for days in found)
    if re.match(r"since\b", moment.said) and moment.today:
        return until_now(first, moment)
    return part(moment.said, first, last) if len(found) == 1 else (first, last)


def years(moment: Moment) -> Days | None:
    """Years, spans of them, decades, Juche years, seasons, and the end of a year as a term."""
    said = moment.said
    if season := _season(moment):
        return season
    if match := re.search(rf"\bby the end of {YEAR}", said):
        return one(date(int(match["year"]), 12, 31))
    if _PART.search(said) and not re.search(r"quarter|half", said):
        return None  # part of a year, and which part is open
    if match := re.search(r"\bjuche (\d{1,3})\b", said):
        return year_days(1911 + int(match[1]))
    if match := re.search(r"\b(1[5-9]\d|20\d)0'?s\b", said):
        return date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31)
    if (match := _SHORT_SPAN.search(said)) and int(match[3]) > int(match[2]):
        return date(int(match[1] + match[2]), 1, 1), date(int(match[1] + match[3]), 12, 31)
    found = [int(year) for year in re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", said)]
    if not found:
        return None
    if re.match(r"since\b", said):
        return until_now(date(found[0], 1, 1), moment)
    return date(min(found), 1, 1), date(max(found), 12, 31)


def _season(moment: Moment) -> Days | None:
    """Three months of the northern year: "fall 2015", "the winter of 1998-1999", "last autumn"."""
    match = _SEASON.search(moment.said)
    year = named_season(moment, match[1]) if match else None
    if match is None or year is None:
        return None
    month = _SEASONS[match[1]]
    return date(year, month, 1), month_days(year + (month == 12), 2 if month == 12 else month + 2)[1]


def named_season(moment: Moment, name: str) -> int | None:
    """The year in which the season that is meant began."""
    if found := re.search(rf"\b{YEAR}\b", moment.said):
        return int(found["year"])
    if moment.today is None or not (which := re.search(rf"\b(last|this|next) {name}", moment.said)):
        return None
    today, month = moment.today, _SEASONS[name]
    latest = today.year - (date(today.year, month, 1) > today)
    over = month_days(latest + (month == 12), 2 if month == 12 else month + 2)[1] < today
    if which[1] == "last":
        return latest if over else latest - 1
    return latest + 1 if which[1] == "next" else today.year


def holidays(moment: Moment) -> Days | None:
    """Days that have a name and one date each year."""
    for name, (month, day) in _holidays():
        if name in moment.said and not re.match(r"(?:before|after|since|ahead)\b", moment.said):
            year = named_year(moment) or nearest_year(moment, month, day)
            return one(date(year, month, day)) if year else None
    return None


@cache
def _holidays() -> tuple[tuple[str, tuple[int, int]], ...]:
    table = rows("holidays.csv", "dragoman.grounding.data")
    return tuple((name, (int(row["month"]), int(row["day"]))) for row in table for name in several(row["names"]))


def another_matter(moment: Moment) -> bool:
    """Whether the expression says only what came before or after: "following the takeover last August"."""
    match = _OTHER.match(moment.said)
    if match is None:
        return False
    rest = match["rest"]
    return re.match(rf"(?:{MONTH_ONLY.pattern}|\d|end|start|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", rest) is None


def named_year(moment: Moment) -> int | None:
    """The year that the expression names, by number or as "last year"."""
    if match := re.search(rf"\b{YEAR}\b", moment.said):
        return int(match["year"])
    if re.search(r"\b(?:that|the same) year\b", moment.said):
        return _year_before(moment)
    if moment.today is None:
        return None
    for words, by in (("last year", -1), ("this year", 0), ("next year", 1), ("the year before last", -2)):
        if words in moment.said:
            return moment.today.year + by
    return None


def _year_before(moment: Moment) -> int | None:
    """The year that the text names last before the expression."""
    text = moment.document.text
    named = list(_YEAR_NAMED.finditer(text, max(0, moment.start - _REACH), moment.start))
    return int(named[-1]["year"]) if named else None


def nearest_year(moment: Moment, month: int, day: int) -> int | None:
    """The year of a day or month without one: the latest that is not too far ahead of publication."""
    if moment.today is None:
        return None
    today = moment.today
    this = date(today.year, month, min(day, month_days(today.year, month)[1].day))
    if re.search(r"\b(?:last|past)\b", moment.said):
        return today.year - (this > today)
    if moment.future and this < today - timedelta(days=120):
        return today.year + 1
    if this > today + (2 * _AHEAD if moment.future else _AHEAD):
        return today.year - 1
    return today.year


def until_now(first: date, moment: Moment) -> Days | None:
    """From a day to that of publication."""
    return (first, moment.today) if moment.today and first <= moment.today else None


def part(said: str, first: date, last: date) -> Days:
    """The third of a month that "early", "mid" or "late" leaves."""
    if re.search(r"\b(?:early|beginning|start)\b", said):
        return first, first.replace(day=10)
    if re.search(r"\b(?:mid|middle)\b", said):
        return first.replace(day=11), first.replace(day=20)
    if re.search(r"\b(?:late|end)\b", said):
        return first.replace(day=21), last
    return first, last
