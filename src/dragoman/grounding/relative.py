"""Expressions that count from a day: weekdays, "last week", "two months ago", "three days later", "the 24th".

In: a `Moment`. Out: first and last day, or None where this family has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from dragoman.grounding.absolute import part
from dragoman.grounding.moments import (
    DAY,
    DAY_MONTH,
    MONTH_DAY,
    MONTH_ONLY,
    NUMBER,
    NUMBERS,
    ORDINAL_WORD,
    WEEKDAY,
    WEEKDAY_WORD,
    Days,
    Moment,
    month_days,
    one,
    ordinal,
    weekday_number,
    year_days,
)

_UNIT = r"(?P<unit>hour|day|week|month|year|decade)s?\b"
_NAMED = re.compile(rf"{WEEKDAY_WORD}|{MONTH_DAY.pattern}|{DAY_MONTH.pattern.replace('?P<', '?P<d')}", re.I)
_SAME = re.compile(
    r"\b(?:same|that|the|next|following|previous) (?:day|night|evening|afternoon|morning|occasion)\b"
    r"|\b(?:days?|weeks?|months?) (?:later|after|earlier|before)\b"
)
_AFTER = re.compile(r"\bthe (?P<way>following|next|previous) (?P<unit>week|month|year)\b")
#: How far back the day that "the same day" means may stand.
_REACH = 1500

Resolve = Callable[[str, int, int, Moment], Days | None]


def weekdays(moment: Moment) -> Days | None:
    """Weekdays: the latest that is not after publication, unless the sentence speaks of what is to come."""
    names = re.findall(WEEKDAY, moment.said)
    today = moment.today
    if not names or today is None:
        return None
    found = []
    for name in names:
        back = (today.weekday() - weekday_number(name)) % 7
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
    if (
        long := re.search(rf"\b{NUMBER}[- ]day\b.*\b(?:culminating|ending|closing|concluding)\b", moment.said)
    ) is not None:
        return found[-1] - (_count(long["number"]) - 1) * DAY, found[-1]
    return min(found), max(found)


def today(moment: Moment) -> Days | None:
    """Today, yesterday, tomorrow; this morning, tonight, overnight; "a fifth day"."""
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
            return one(moment.today + by * DAY)
    text = moment.document.text[max(0, moment.start - 40) : moment.end].lower()
    nth = re.search(
        rf"\b(?:for|into|entered|enters|in) (?:a|its|the|their) (?P<nth>{ORDINAL_WORD}) (?:\w+ )?day$", text
    )
    return (moment.today - (ordinal(nth["nth"]) - 1) * DAY, moment.today) if nth else None


def same_day(moment: Moment, resolve: Resolve) -> Days | None:
    """The same day, that evening, the next day, three days later: counted from the date named before."""
    if _AFTER.search(moment.said):
        return _after_named(moment, resolve)
    if not _SAME.search(moment.said):
        return None
    before = _before(moment, resolve, _NAMED)
    if before is None:
        before = one(moment.today) if moment.today and moment.document.published else None
    if before is None:
        return None
    if re.search(r"\b(?:next|following) day\b|\b(?:the|a|one) day (?:later|after)\b", moment.said):
        return one(before[1] + DAY)
    if re.search(r"\b(?:previous day|day (?:before|earlier))\b", moment.said):
        return one(before[0] - DAY)
    if match := re.search(rf"\b{NUMBER} (?P<unit>day|week|month)s? (?P<way>later|after|earlier|before)", moment.said):
        step = _step(match["unit"], _count(match["number"]))
        return one(before[0] + step if match["way"] in ("later", "after") else before[0] - step)
    return before


def _after_named(moment: Moment, resolve: Resolve) -> Days | None:
    """The week, month or year after that which the text named last: "In May … The following month …"."""
    match = _AFTER.search(moment.said)
    before = (
        _before(moment, resolve, MONTH_ONLY) if match and match["unit"] != "week" else _before(moment, resolve, _NAMED)
    )
    if match is None or before is None:
        return None
    return _unit(match["unit"], before[0], -1 if match["way"] == "previous" else 1)


def _before(moment: Moment, resolve: Resolve, pattern: re.Pattern[str]) -> Days | None:
    """What the text names last before the expression, resolved."""
    text = moment.document.text
    for match in reversed(list(pattern.finditer(text, max(0, moment.start - _REACH), moment.start))):
        named = match.group()
        if (
            named == "may"
            or (tail := re.match(r" (?:last|this|next) year", text[match.end() : match.end() + 10])) is None
        ):
            end = match.end()
        else:
            end = match.end() + tail.end()
        if named != "may" and (found := resolve(text[match.start() : end], match.start(), end, moment)) is not None:
            return found
    return None


def ago(moment: Moment) -> Days | None:
    """Two weeks ago (the day), two months ago (the month), five years ago (the year)."""
    match = re.search(rf"\b{NUMBER} (?P<unit>day|week|month|year|decade)s? ago\b", moment.said)
    if match is None or moment.today is None:
        return None
    day = moment.today - _step(match["unit"], _count(match["number"]))
    if match["unit"] in ("day", "week"):
        return one(day)
    if match["unit"] == "month" or re.search(r"\bthis (?:month|week|day)\b", moment.said):
        return month_days(day.year, day.month)
    return year_days(day.year)


def past(moment: Moment) -> Days | None:
    """Spans up to now: the past week, over the last three years, the last 36 hours; within a month."""
    now = moment.today
    if now is None:
        return None
    if match := re.search(rf"\b(?:past|last|previous) {NUMBER} {_UNIT}", moment.said):
        return now - _back(match), now
    if match := re.search(r"\b(?:past|last) (?P<unit>decade)\b|\bpast (?P<unit2>day|week|month|year)\b", moment.said):
        return now - _step(match["unit"] or match["unit2"], 1), now
    if match := re.search(rf"\b(?:within|over the next|in the next|next) {NUMBER} {_UNIT}", moment.said):
        return now, now + _back(match)
    return None


def calendar(moment: Moment) -> Days | None:
    """Last, this and next week, month and year, and parts of them."""
    match = re.search(
        r"\b(?P<which>last|this|next|previous|following|current|coming) (?P<unit>week|weekend|month|year)\b",
        moment.said,
    )
    now = moment.today
    if match is None or now is None:
        return None
    by = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(match["which"], 0)
    first, last = _unit(match["unit"], now, by)
    if by == 0 and re.search(r"\bearlier\b|\bso far\b|\bsince\b", moment.said):
        return first, now
    if by == 0 and re.search(r"\blater\b", moment.said):
        return now, last
    if match["unit"] == "month":
        return part(moment.said, first, last)
    if match["unit"] == "year":
        if re.search(r"\b(?:early|beginning|start)\b", moment.said):
            return first, first.replace(month=3, day=31)
        if re.search(r"\b(?:late|end)\b", moment.said):
            return first.replace(month=10), last
    return first, last


def day_of_month(moment: Moment) -> Days | None:
    """A day of the month that the text names last: "the 24th", "from the 3rd to the 8th"."""
    numbers = [
        int(n)
        for n in re.findall(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! (?:anniversary|birthday|year|time))", moment.said)
    ]
    now = moment.today
    if not numbers or now is None:
        return None
    month = now.replace(day=1)
    if max(numbers) > now.day and not moment.future:
        month -= relativedelta(months=1)
    days = [month.replace(day=number) for number in numbers]
    return min(days), max(days)


def _count(number: str) -> int:
    return int(number) if number.isdigit() else NUMBERS[number]


def _step(unit: str, number: int) -> relativedelta:
    if number > 3000:
        raise ValueError(number)
    if unit == "decade":
        return relativedelta(years=10 * number)
    # `weeks` and the like are the argument names of relativedelta.
    return relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]


def _back(match: re.Match[str]) -> relativedelta:
    number = _count(match["number"])
    return _step("day", -(-number // 36)) if match["unit"] == "hour" else _step(match["unit"], number)


def _unit(unit: str, day: date, by: int) -> Days:
    """The week, weekend, month or year `by` steps from that of `day`."""
    monday = day - timedelta(days=day.weekday())
    if unit == "week":
        return monday + timedelta(weeks=by), monday + timedelta(weeks=by, days=6)
    if unit == "weekend":
        back = 0 if by or day.weekday() >= 5 else -1
        return monday + timedelta(weeks=by + back, days=5), monday + timedelta(weeks=by + back, days=6)
    if unit == "month":
        first = day.replace(day=1) + relativedelta(months=by)
        return month_days(first.year, first.month)
    return year_days(day.year + by)
