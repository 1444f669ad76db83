"""Reads registers of actors from CSV: the package's own and the user's. In: a file. Out: a `Register`.

Columns: `names` (the one that stands for all first, others after "|"), `country` (a code or a name of the vocabulary;
empty for one who acts for none), `office`, `first` and `last` (ISO day, month or year; empty where not known), and, if
wanted, `actor` (an id that joins rows of one person under several countries). Lines that begin with "#" are remarks.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.grounding.register import Holding, Register
from dragoman.vocabulary import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Columns that a register must have, and those that it may have.
NEEDED = ("names", "country", "office", "first", "last")
OPTIONAL = ("actor",)
#: A register of more rows than this is no register.
MOST = 1_000_000
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@cache
def builtin() -> Register:
    """The package's own register."""
    known = Register(tuple(_own("people.csv", famous=True)))
    return known.learnt(_own("officeholders.csv", famous=False))


def _own(name: str, *, famous: bool) -> Iterator[Holding]:
    text = files("dragoman.grounding.data").joinpath(name).read_text(encoding="utf-8")
    yield from _read(text.splitlines(), name, famous=famous)


def load(path: str | Path, base: Register | None = None) -> Register:
    """The register `base` (the package's own, if none is given), corrected by the CSV file at `path`.

    Raises InputError, with file and line, where the file cannot be read or a row cannot be.
    """
    try:
        text = Path(path).expanduser().read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot read the register: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "the register is not UTF-8 text; save it as UTF-8") from error
    return (builtin() if base is None else base).corrected(_read(text.splitlines(), str(path), famous=True))


def _read(lines: Iterable[str], name: str, *, famous: bool) -> Iterator[Holding]:
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    try:
        table = list(csv.reader((line for _, line in numbered), strict=True))
    except csv.Error as error:
        raise InputError(name, f"not CSV: {error}") from error
    if not table:
        raise InputError(name, f"the register is empty; its first line must be {','.join(NEEDED)}")
    header = [column.strip().lower() for column in table[0]]
    if missing := [column for column in NEEDED if column not in header]:
        raise InputError(name, f"no column {', '.join(missing)}; needed are {', '.join(NEEDED)}", numbered[0][0])
    for (number, _), cells in zip(numbered[1 : MOST + 1], table[1:], strict=False):
        if len(cells) != len(header):
            raise InputError(name, f"{len(cells)} cells where the heading has {len(header)}", number)
        yield _holding(dict(zip(header, map(str.strip, cells), strict=True)), name, number, famous=famous)


def _holding(row: dict[str, str], name: str, number: int, *, famous: bool) -> Holding:
    names = tuple(dict.fromkeys(each.strip() for each in row["names"].split("|") if each.strip()))
    if not names:
        raise InputError(name, "no name in `names`", number)
    # An empty cell says that somebody acts for no country: the leader of a band of no state.
    country = code_of(row["country"]) if row["country"] else ""
    if country is None:
        raise InputError(name, f"unknown country {row['country']!r}; give its code, such as PRK, or its name", number)
    first, last = _day(row["first"], name, number, end=False), _day(row["last"], name, number, end=True)
    if first and last and first > last:
        raise InputError(name, f"`first` {first} is after `last` {last}", number)
    return Holding(names, country, row["office"], first, last, row.get("actor", ""), name, famous)


def _day(text: str, name: str, number: int, *, end: bool) -> date | None:
    """A day; of a month or a year the first one, or the last where it is the end of a span."""
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else 0 for part in match.groups())
        month = month or (12 if end else 1)
        return date(year, month, day or (monthrange(year, month)[1] if end else 1))
    except ValueError as error:
        raise InputError(name, f"{text!r} is no day; write 2021-08-25, 2021-08 or 2021", number) from error
