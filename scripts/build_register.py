"""Build the table of past office-holders that Dragoman ships from CountryInfo.

    python scripts/build_register.py ../shared/knowledge/CountryInfo.120116.txt

In: CountryInfo (Schrodt 2012, CC BY-SA 3.0): heads of state and government from about 1960 to 2009, ministers and
ambassadors from 2003 to February 2011, each with dates. Out: `src/dragoman/grounding/data/officeholders.csv`, under
the same licence. Kept are heads of state and government, and the ministers and
envoys who deal with other countries, whose names have at least two words.
"""

from __future__ import annotations

import argparse
import csv
import re
from calendar import monthrange
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.grounding.names import key
from dragoman.vocabulary import countries, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).parent.parent / "src/dragoman/grounding/data/officeholders.csv"
HEADER = """\
# Office-holders of the past: heads of state and government from about 1960 to 2009, and of the ministers and
# ambassadors from 2003 to February 2011 those who dealt with other countries. Built by scripts/build_register.py
# from CountryInfo.120106.txt (Philip A. Schrodt, 2011-2012, http://eventdata.psu.edu; leaders from rulers.org,
# governments from the World Leaders of the CIA), selected and reshaped.
# In office still at that time: `last` is 2011-02-28. Several terms of one office are one row, from first to last.
# Licensed, as CountryInfo is, under Creative Commons Attribution-ShareAlike 3.0 Unported.
"""
ABROAD = re.compile(
    r"foreign|external|defen[cs]e|armed|interior|prime|premier|vice|ambassador|permanent rep|unification|security|"
    r"secretary of state|trade|culture|intelligence|oil|atomic|nuclear|reconcil",
    re.I,
)
"""Beside heads of state and government (rank 1), offices of rank 2 and 3 that deal with other countries are kept."""
LOOKED_AT = "2011-02-28"
"""Day of the newest list of governments in the source."""
_COUNTRY = re.compile(r"<CountryCode>(\w{3})</CountryCode>(.*?)</Country>", re.S)
_PERSON = re.compile(r"^[ \t]*([{A-Z][^\[\n#]*?)[ \t]*((?:\[[^\]\n]*\][ \t]*)+)(?:#[ \t]*(.*))?$", re.M)
_SPAN = re.compile(r"\[(?:[A-Z]+ )?\s*([<>]?)(\d{8})(?:\s*-\s*(\d{8}))?\]")
_TITLE = re.compile(r"<([A-Z][\w ,'()/.-]*)>(.*?)</\1>", re.S)
_SECTION = re.compile(r"<(Leaders|Government)>(.*?)</\1>", re.S)
#: Ranks of the army and the like that the source glued to the names.
_RANK = re.compile(
    r"^(?:(?:ACTING|FOREIGN|PRIME)_)*(?:KPA|GEN|GENERAL|LT|COL|MAJ|BRIG|CAPT|ADM|MINISTER|DR|SIR|PRESIDENT|KING|CHIEF|MARSHAL)[._]+"
)
PLURALS = {"Kings": "King", "Presidents": "President", "Prime ministers": "Prime minister", "Premiers": "Premier"}


def day(text: str, *, end: bool) -> str:
    """ISO day of YYYYMMDD; a month's 31st that there is none of is its last day."""
    year, month, number = int(text[:4]), int(text[4:6]), int(text[6:])
    if not (1 <= month <= 12):
        return f"{year}-12-31" if end else f"{year}-01-01"
    return f"{year}-{month:02}-{min(max(number, 1), monthrange(year, month)[1]):02}"


def names(text: str) -> list[str]:
    """Names of a line: one, or several in braces."""
    found = re.findall(r"\{([^}]*)\}", text) or [text]
    spelt = (_RANK.sub("", name.strip().strip("_")) for name in found)
    words = (" ".join(re.split(r"[_\s]+", name)).strip() for name in spelt)
    return list(
        dict.fromkeys(re.sub(r"[A-Z]+", lambda part: part.group().capitalize(), name) for name in words if name)
    )


def spans(text: str) -> Iterator[tuple[str, str]]:
    """(first, last) of each pair of brackets with a date of office; births and deaths are none."""
    for sign, one, two in _SPAN.findall(text):
        if sign == "<":
            yield "", day(one, end=True)
        elif sign == ">":
            # In office when the list was last looked at; how long after is not known.
            yield day(one, end=False), max(LOOKED_AT, f"{one[:4]}-12-31")
        elif two:
            yield day(one, end=False), day(two, end=True)


def holdings(text: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of the table, as they stand in the source."""
    for code, body in _COUNTRY.findall(text):
        if code not in countries():
            continue
        for section, inner in _SECTION.findall(body):
            if section == "Leaders":
                lines = [(title, line) for title, block in _TITLE.findall(inner) for line in _PERSON.findall(block)]
                told = [(PLURALS.get(title, title), name, dates) for title, (name, dates, _) in lines]
            else:
                told = [(office, name, dates) for name, dates, office in _PERSON.findall(inner)]
            for office, name, dates in told:
                yield from _rows(code, office, name, dates)


def _rows(code: str, office: str, name: str, dates: str) -> Iterator[tuple[str, str, str, str, str]]:
    called = [each for each in names(name) if len(each.split()) > 1]
    offices = [re.sub(r'\s*"[^"]*"|_', "", each).strip() for each in office.split(" & ")] or [""]
    found = list(spans(dates))
    for at, (first, last) in enumerate(found):
        # Brackets and offices go pairwise where there are as many of both; else any office may be meant.
        which = offices[at] if len(offices) == len(found) else min(offices, key=rank_of)
        rank = rank_of(which)
        if called and which and (rank == 1 or (rank <= 3 and ABROAD.search(which))):
            yield "|".join(called), code, which, first, last


def joined(rows: Iterator[tuple[str, str, str, str, str]]) -> list[tuple[str, str, str, str, str]]:
    """One row for all terms of one person in one office, from the first day of them to the last."""
    terms: dict[tuple[str, str, str], tuple[str, str]] = {}
    for called, code, office, first, last in rows:
        fact = (called, code, office)
        held = terms.get(fact, (first, last))
        terms[fact] = (min(held[0], first), max(held[1], last))
    found = [(called, code, office, *span) for (called, code, office), span in terms.items()]
    return sorted(found, key=lambda row: (row[1], key(row[0]), row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="CountryInfo.120116.txt")
    options = parser.parse_args()
    # The file says UTF-8; a few bytes of it are not.
    found = joined(holdings(options.source.read_text(encoding="utf-8", errors="replace")))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["names", "country", "office", "first", "last"])
        table.writerows(found)
    print(f"{len(found):,} rows to {OUT}")


if __name__ == "__main__":
    main()
