"""Dates in a document without a day of publication. In: document, what is known of the past. Out: days, or constraints.

Every day on which the document may have been published is tried: an expression means against each what it would mean
there, and the days that break a constraint fall away. A weekday beside "the 10th anniversary of" something known, a
dateline without a year, a weekday with day and month, the latest year that the text looks back on: where all days
that are left give an expression one meaning, that is used and marked as inferred; where they give a few, these are
told; else only the constraints are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dragoman.grounding.moments import (
    ANNIVERSARY,
    DAY_MONTH,
    MONTH_DAY,
    MONTH_ONLY,
    WEEKDAY_WORD,
    YEAR,
    Days,
    Moment,
    dateline,
    day_numbers,
    is_future,
    month_number,
    ordinal,
    weekday_number,
    years_after,
)
from dragoman.grounding.occasions import Occasion, meant
from dragoman.grounding.scenes import Scene
from dragoman.grounding.stops import sentence_around
from dragoman.grounding.when import moment_of, resolve_moment
from dragoman.reading.report import Constraint
from dragoman.vocabulary.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.documents.document import Document
    from dragoman.reading.report import When

#: The earliest day of publication that is thought of, where nothing in the text is later.
_EARLIEST = date(1990, 1, 1)
#: News of an anniversary comes out at most so long before it or after it, unless the text itself names the month.
_BEFORE, _AFTER = timedelta(days=14), timedelta(days=31)
_YEAR_AFTER = timedelta(days=366)
#: Days of publication that are tried at most, and meanings that are told at most.
_MOST_DAYS, _MOST_TOLD = 4000, 8
#: Anniversaries of what is older than so many years are of no known day.
_OLDEST = 900
#: What can be named in a document of an anniversary: the phrase after "of", up to the next mark.
_OF = re.compile(rf"\s*(?:of|since|in|from)?\s*((?:(?! on {WEEKDAY_WORD})[^.;:,\n”\"]){{3,120}})", re.I)
_WEEKDAY_DATE = re.compile(
    rf"(?P<weekday>{WEEKDAY_WORD}),?\s*\(?(?:(?:{MONTH_DAY.pattern})|(?:{DAY_MONTH.pattern.replace('?P<', '?P<d')}))",
    re.I,
)
_REPORTED = re.compile(rf"\b(?:reported|said|announced|reports|says)\s+(?:on\s+)?({WEEKDAY_WORD})", re.I)
_BACK = re.compile(rf"\b(?:in|since|until|of|from|after)\s+(?:(?:early|late|mid)[- ])?{YEAR}\b", re.I)
#: Beside an anniversary these say that the document is of another year, or of long before.
_OTHER_TIME = re.compile(
    rf"\b(?:last year|next year|ahead of|upcoming|coming|forthcoming|greet|will|shall|occasions|{YEAR})\b", re.I
)
_HEAD = 90
_SAYING = re.compile(rf"{WEEKDAY_WORD}|\b(?:{MONTH_ONLY.pattern})", re.I)


@dataclass(frozen=True, slots=True)
class _Tie:
    """An expression that must fall within one of some ranges of days."""

    moment: Moment
    ranges: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What an undated document tells of its own day, and what follows for its expressions."""

    document: Document
    constraints: tuple[Constraint, ...]
    published: tuple[date, ...]
    """The days on which it may have been published, where these are few enough to be tried; else none."""

    def resolve(self, when: When) -> When:
        """The expression with its days, if one meaning is left, and with what is known of them."""
        moment = moment_of(when.text, when.start, when.end, self.document, None)
        if (found := resolve_moment(moment)) is not None:
            return replace(when, first=found[0], last=found[1])
        about = tuple(_own(when, self.document)) + self._about(when)
        meanings = sorted(_meanings(moment, self.published))
        if len(meanings) == 1:
            ((first, last),) = meanings
            return replace(when, first=first, last=last, inferred=True, constraints=about)
        return replace(when, constraints=about, candidates=tuple(meanings) if len(meanings) <= _MOST_TOLD else ())

    def _about(self, when: When) -> tuple[Constraint, ...]:
        """Those that bear on an expression: of its own sentence, or on the document as a whole."""
        low, high = sentence_around(self.document.text, when.start, when.end)
        return tuple(
            each
            for each in self.constraints
            if each.kind != "weekday"
            and (self.published or each.kind in ("order", "dateline") or low <= each.start < high)
        )


def timeline(scene: Scene, known: Sequence[Occasion] = (), today: date | None = None) -> Timeline | None:
    """What the document of `scene` tells of its day; None where it has one. `today`: no document is of a later day."""
    document = scene.document
    if document.published is not None or dateline(document.text) is not None:
        return None
    constraints = list(_bounds(document.text, today or date.today()))
    earliest = max((each[1] for each in constraints), default=_EARLIEST)
    latest = today or date.today()
    told = [constraint for constraint, _ in constraints]
    windows: list[list[Days]] = []
    ties: list[_Tie] = []
    for constraint, ranges, tied in _anniversaries(scene, known, earliest, latest):
        told.append(constraint)
        if ranges:
            ties += [_Tie(moment, tuple(ranges)) for moment in tied]
            after = _YEAR_AFTER if any(MONTH_ONLY.search(moment.said) for moment in tied) else _AFTER
            windows.append([(days[0] - _BEFORE, days[1] + after) for days in ranges])
    for constraint, ranges, moment in _calendar(document, earliest, latest):
        told.append(constraint)
        if moment is None:
            windows.append(ranges)
        else:
            ties.append(_Tie(moment, tuple(ranges)))
            windows.append([(days[0] - _YEAR_AFTER, days[1] + _YEAR_AFTER) for days in ranges])
    published = tuple(_possible(document, windows, ties, earliest, latest)) if windows else ()
    return Timeline(document, tuple(sorted(told, key=lambda each: (each.start, each.kind))), published)


def datable(document: Document, known: Sequence[Occasion], today: date | None = None) -> bool:
    """Whether what is known leaves days on which an undated document may have been published, few enough to try."""
    found = timeline(Scene.of(document), known, today)
    return found is not None and bool(found.published)


def _possible(
    document: Document, windows: Sequence[Sequence[Days]], ties: Sequence[_Tie], earliest: date, latest: date
) -> Iterator[date]:
    """Days of publication that meet every constraint; none where there are too many to be tried."""
    days = set(_days(min(windows, key=lambda ranges: sum((last - first).days for first, last in ranges))))
    days = {day for day in days if earliest <= day <= latest and all(_within(day, ranges) for ranges in windows)}
    if len(days) > _MOST_DAYS:
        return
    told = [moment_of(m.group(1), m.start(1), m.end(1), document, None) for m in _REPORTED.finditer(document.text)]
    for day in sorted(days):
        tied = [(tie, resolve_moment(replace(tie.moment, today=day))) for tie in ties]
        if not all(found and _overlaps(found, tie.ranges) for tie, found in tied):
            continue
        # What is reported lies before the report of it.
        acts = [found for _, found in tied if found and found[0] == found[1] <= day]
        said = [found for moment in told if (found := resolve_moment(replace(moment, today=day)))]
        if all(found[0] <= each[0] for found in acts for each in said):
            yield day


def _days(ranges: Iterable[Days]) -> Iterator[date]:
    for first, last in ranges:
        for number in range(min((last - first).days, _MOST_DAYS) + 1):
            yield first + timedelta(days=number)


def _within(day: date, ranges: Iterable[Days]) -> bool:
    return any(first <= day <= last for first, last in ranges)


def _overlaps(days: Days, ranges: Iterable[Days]) -> bool:
    return any(days[0] <= last and first <= days[1] for first, last in ranges)


def _meanings(moment: Moment, published: Iterable[date]) -> set[Days]:
    """What the expression would mean, by day of publication."""
    return {found for day in published if (found := resolve_moment(replace(moment, today=day))) is not None}


def _own(when: When, document: Document) -> Iterator[Constraint]:
    """What the expression itself says of its day."""
    for name, pattern in (("weekday", WEEKDAY_WORD), ("day", MONTH_DAY), ("day", DAY_MONTH), ("month", MONTH_ONLY)):
        match = (
            re.search(pattern, when.text) if isinstance(pattern, re.Pattern) else re.search(pattern, when.text, re.I)
        )
        if match and match.group() != "may":
            start = when.start + match.start()
            end = when.start + match.end()
            yield Constraint(document.text[start:end], start, end, name, f"{name}: {match.group().strip()}")
            if name == "day":
                return


def _bounds(text: str, today: date) -> Iterator[tuple[Constraint, date]]:
    """The latest of the years that the text looks back on, and of the things that it can't have known before."""
    latest: tuple[date, int, int] | None = None
    for match in _BACK.finditer(text):
        year = int(match["year"])
        if year <= today.year and not is_future(text, match.start(), match.end()):
            latest = max(filter(None, (latest, (date(year, 1, 1), match.start(), match.end()))))
    for name, first in _beginnings():
        if latest is not None and latest[0] >= first:
            continue
        if named := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            latest = first, named.start(), named.end()
    if latest is not None:
        first, start, end = latest
        says = f"not before {first.isoformat()}: the text speaks of “{text[start:end]}”"
        yield Constraint(text[start:end], start, end, "order", says), first


@cache
def _beginnings() -> tuple[tuple[str, date], ...]:
    table = rows("beginnings.csv", "dragoman.grounding.data")
    return tuple((name, date.fromisoformat(row["first"])) for row in table for name in several(row["names"]))


def _anniversaries(
    scene: Scene, known: Sequence[Occasion], earliest: date, latest: date
) -> Iterator[tuple[Constraint, list[Days], list[Moment]]]:
    """Each anniversary that the text marks: the constraint, the days it may be on, and what its sentence dates."""
    text = scene.document.text
    for match in ANNIVERSARY.finditer(text):
        number = ordinal(match["nth"])
        if not 1 <= number <= _OLDEST:
            continue
        of = _OF.match(text, match.end())
        low, high = sentence_around(text, match.start(), match.end())
        # "the DPRK's 63rd birthday": what is remembered stands before.
        start, end = (match.start(), of.end()) if of and of.group().lstrip().startswith("of") else (low, high)
        codes = {cue.code for cue in scene.between(start, end) if cue.code}
        span = years_after(earliest, -number) - _YEAR_AFTER, years_after(latest, -number) + _BEFORE
        found = meant(text[start:end], text[low:high], codes, [*scene.topics, scene.home or ""], known, span)
        days = [(years_after(each.first, number), years_after(each.last, number)) for each in found]
        phrase = text[match.start() : end if start == match.start() else match.end()].rstrip(" ,”'")
        said = Constraint(
            phrase, match.start(), match.start() + len(phrase), "anniversary", *_said(found, number, days)
        )
        # Without a day beside it, it dates the document only where nothing says that it lies elsewhere.
        dated = _dated(scene.document, low, high)
        yield said, days if dated or not _OTHER_TIME.search(text, low, high) else [], dated


def _said(found: Sequence[Occasion], number: int, days: Sequence[Days]) -> tuple[str, str]:
    """An anniversary in plain words, and where its day is from."""
    if not found:
        return f"{number} years after something whose day is not known here", "text"
    told = "; or ".join(
        f"{number} years after {each.label} ({_range(each.first, each.last)}): {_range(*when)}"
        for each, when in zip(found, days, strict=True)
    )
    return told, ", ".join(dict.fromkeys(each.source for each in found))


def _range(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _dated(document: Document, low: int, high: int) -> list[Moment]:
    """The expression of day or month that the sentence of an anniversary holds, if it is one."""
    found = [
        moment_of(m.group(), m.start(), m.end(), document, None)
        for m in _SAYING.finditer(document.text, low, high)
        if m.group() != "may" and not _REPORTED.fullmatch(document.text[max(low, m.start() - 14) : m.end()].lstrip())
    ]
    found = [m for m in found if not any(r.start(1) == m.start for r in _REPORTED.finditer(document.text, low, high))]
    return found if len(found) == 1 else []


def _calendar(
    document: Document, earliest: date, latest: date
) -> Iterator[tuple[Constraint, list[Days], Moment | None]]:
    """A dateline without a year; weekdays with day and month: the days that they can be."""
    text = document.text
    years = range(earliest.year, latest.year + 1)
    head = next((m for p in (MONTH_DAY, DAY_MONTH) if (m := p.search(text, 0, _HEAD))), None)
    if head is not None and re.match(r"\s*(?:\([\w .;&]+\)\s*)?(?:--|-|–|—|:)", text[head.end() :]):
        said = Constraint(head.group(), head.start(), head.end(), "dateline", f"published about {head.group().strip()}")
        days = list(_each(years, month_number(head["month"]), day_numbers(head["days"])[0]))
        yield said, [(day, day + timedelta(days=1)) for day in days], None
    for match in _WEEKDAY_DATE.finditer(text):
        month, numbers = match["month"] or match["dmonth"], day_numbers(match["days"] or match["ddays"])
        if match["year"] or match["dyear"] or len(numbers) != 1:
            continue
        wanted = weekday_number(match["weekday"])
        days = [day for day in _each(years, month_number(month), numbers[0]) if day.weekday() == wanted]
        says = f"a {match['weekday']} that is {match.group()[len(match['weekday']) :].strip(' ,(')}"
        found = Constraint(match.group(), match.start(), match.end(), "weekday", says)
        yield found, [(day, day) for day in days], moment_of(match.group(), match.start(), match.end(), document, None)


def _each(years: Iterable[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
