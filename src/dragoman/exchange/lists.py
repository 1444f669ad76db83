"""Reads a list that someone keeps by hand, a CSV file: date, countries, form, note. Validates each row.

date,countries,form,note
2021-08-24,PRK;RUS,cultural_event,photo exhibition at the embassy
2021-06,North Korea;China,,another show
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.ledger.lists import Entry
from dragoman.vocabulary import FORMS, code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Headings by what they may be called.
_HEADINGS = {
    "date": ("date", "day", "first", "start", "when"),
    "until": ("until", "last", "end", "enddate"),
    "countries": ("countries", "country", "dyad", "who"),
    "a": ("a", "side a", "source", "actor1"),
    "b": ("b", "side b", "target", "recipient", "actor2"),
    "form": ("form", "kind", "what"),
    "note": ("note", "notes", "comment", "remark"),
}
_LONGEST = 16 * 2**20


def read_list(path: Path, tell: Callable[[InputError], None]) -> list[Entry]:
    """The entries of a file, in order; rows that are wrong are told, and the rest goes on.

    Raises InputError where the file cannot be read, or has no headings for date and countries.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(content) > _LONGEST:
        raise InputError(str(path), "longer than 16 MiB: no list that someone keeps by hand")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 ({error.reason} at byte {error.start})") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _places(next(reader, []), str(path))
    entries = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = {name: row[at].strip() for name, at in places.items() if at < len(row)}
                try:
                    entries.append(_entry(cells, reader.line_num))
                except ValueError as error:
                    tell(InputError(str(path), str(error), reader.line_num))
    except csv.Error as error:
        raise InputError(str(path), f"not CSV: {error}", reader.line_num) from error
    return entries


def _places(headings: list[str], name: str) -> dict[str, int]:
    known = {other: heading for heading, others in _HEADINGS.items() for other in others}
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        if found := known.get(heading.strip().lower()):
            places.setdefault(found, at)
    if "date" not in places or not ({"countries", "a"} & places.keys()):
        raise InputError(name, "the first row must name the columns, `date` and `countries` at least", 1)
    return places


def _entry(cells: dict[str, str], row: int) -> Entry:
    first, last = _days(cells.get("date", ""))
    if until := cells.get("until"):
        last = _days(until)[1]
    if last < first:
        raise ValueError(f"ends ({last}) before it begins ({first})")
    named = [name for column in ("countries", "a", "b") for name in _names(cells.get(column, ""))]
    countries: dict[str, None] = {}
    for name in named:
        code = code_of(name)
        if code is None:
            raise ValueError(f"{name!r} is no country or organisation; give a code (PRK) or a name (North Korea)")
        countries[code] = None
    if not countries:
        raise ValueError("names no country")
    form = cells.get("form", "").lower().replace(" ", "_").replace("-", "_") or None
    if form is not None and form not in FORMS:
        raise ValueError(f"{cells['form']!r} is no form; one of " + ", ".join(FORMS) + ", or nothing")
    return Entry(row, first, last, tuple(countries), form, cells.get("note") or None)


def _names(cell: str) -> list[str]:
    if code_of(cell):
        return [cell]
    names = [name.strip() for name in re.split(r"[;|,/]", cell) if name.strip()]
    if len(names) == 1 and all(code_of(word) for word in cell.split()):
        return cell.split()
    return names


def _days(cell: str) -> tuple[date, date]:
    """First and last day of "2021-08-24", "2021-08", "2021", or of two of these with "/" between. Raises ValueError."""
    ends = [_range(part.strip()) for part in cell.split("/")]
    if len(ends) > 2 or None in ends:
        raise ValueError(f"{cell!r} is no ISO day, month, year or range (2021-08-24, 2021-08, 2021-08-24/2021-08-26)")
    found = [each for each in ends if each]
    return found[0][0], found[-1][1]


def _range(text: str) -> tuple[date, date] | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
