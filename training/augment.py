"""Make other documents of annotated ones by exchanging countries and people, all through the text.

In: a gold record. Out: the same record with, say, each Russia for Brazil, Russian for Brazilian, Moscow for
Brasília, and each person's name for another's, every offset moved along. What an engagement looks like does
not hang on who engages whom; without this, the network learns the countries of the training documents by heart.
"""

from __future__ import annotations

import copy
import csv
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

COUNTRIES = Path(__file__).resolve().parents[1] / "src/dragoman/vocabulary/data/countries.csv"
KINDS = ("names", "adjectives", "demonyms", "capitals")
FIRST = "Ana Tomas Li Wei Omar Fatima Ivan Olga Kwame Aisha Juan Maria Nguyen Hiroshi Pavel Elena John Sarah Ahmed Leila Pierre Claire Rajesh Priya Viktor Nadia Carlos Lucia Abdul Yusuf Min Ji Kofi Ama Lars Ingrid".split()  # noqa: E501
LAST = "Silva Ivanov Chen Okafor Haddad Novak Tanaka Schmidt Moreau Khan Mensah Rossi Petrov Nguyen Garcia Yilmaz Andersson Kowalski Popescu Diallo Singh Rahman Castro Almeida Horvat Keita Fernandez Weber Dubois Sato Abebe Kim Park Ri Pak Choe Jang".split()  # noqa: E501


@cache
def countries() -> dict[str, dict[str, list[str]]]:
    """Code → names, adjectives, demonyms, capitals of every country that has the first, second and last."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    table = {row["code"]: {kind: [x for x in row[kind].split("|") if x] for kind in KINDS} for row in rows}
    return {code: row for code, row in table.items() if row["names"] and row["adjectives"] and row["capitals"]}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    known = {word: (code, kind) for code, row in countries().items() for kind in reversed(KINDS) for word in row[kind]}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])"), known


def spans(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every annotated span of a record, as the object that holds `start` and `end`; dates are not among them."""
    for event in record["events"]:
        yield event["trigger"]
        yield from event["also"]
        yield from event["a"]
        yield from event["b"] or []
        yield from (event[key] for key in ("place", "occasion") if event[key])
        yield from event["reported_by"]
    yield from record["quotes"]


def exchange(record: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The record with its countries and people exchanged for others, drawn from `rng`."""
    text: str = record["text"]
    edges = {edge for span in spans(record) for edge in (span["start"], span["end"])}
    edges |= {edge for event in record["events"] if event["date"] for edge in event["date"]["span"]}
    swap = _swapper(record, rng)
    out: list[str] = []
    moved: list[tuple[int, int]] = [(0, 0)]
    at = shift = 0
    for start, end, new in swap(text):
        if start < at or any(edge is not None and start < edge < end for edge in edges):
            continue
        out += [text[at:start], new]
        shift += len(new) - (end - start)
        moved.append((end, shift))
        at = end
    out.append(text[at:])

    def move(offset: int | None) -> int | None:
        if offset is None:
            return None
        return offset + next(by for since, by in reversed(moved) if since <= offset)

    changed = copy.deepcopy(record)
    changed["text"] = "".join(out)
    changed["title"] = _apply(record.get("title") or "", swap) or None
    for span in spans(changed):
        old = record["text"][span["start"] : span["end"]] if span["start"] is not None else None
        span["start"], span["end"] = move(span["start"]), move(span["end"])
        for key in ("name", "title", "speaker"):
            if span.get(key):
                span[key] = _apply(span[key], swap)
        if old is not None:
            span["text"] = changed["text"][span["start"] : span["end"]]
            if span.get("name") and span["name"] not in span["text"]:
                span["name"] = None
    for event in changed["events"]:
        if event["date"]:
            event["date"]["span"] = [move(edge) for edge in event["date"]["span"]]
    if "doubtful" in record:
        changed["doubtful"] = [[move(edge) for edge in words] for words in record["doubtful"]]
    return changed


Swap = Callable[[str], list[tuple[int, int, str]]]


def _apply(text: str, swap: Swap) -> str:
    out, at = [], 0
    for start, end, new in swap(text):
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def _swapper(record: dict[str, Any], rng: random.Random) -> Swap:
    """What is put for what in this record: [(start, end, new)] for any of its texts, in order, without overlaps."""
    pattern, known = _words()
    codes = list(countries())
    there = sorted({known[m.group()][0] for m in pattern.finditer(record["text"])})
    others = dict(zip(there, rng.sample(codes, len(there)), strict=True)) if rng.random() < 0.8 else {}
    people = {}
    if rng.random() < 0.6:
        for event in record["events"]:
            for participant in event["a"] + (event["b"] or []):
                name = participant["name"]
                if name and name not in people:
                    new = f"{rng.choice(FIRST)} {rng.choice(LAST)}" if " " in name else rng.choice(LAST)
                    people[name] = new
    choice = rng.random()
    names = (
        re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(people, key=len, reverse=True))) + r")(?!\w)")
        if people
        else None
    )

    def swap(text: str) -> list[tuple[int, int, str]]:
        found = []
        for match in pattern.finditer(text):
            code, kind = known[match.group()]
            words = countries()[others[code]][kind] if code in others else []
            if words:
                found.append((*match.span(), words[0] if choice < 0.7 else words[int(choice * 97) % len(words)]))
        found += [(*match.span(), people[match.group()]) for match in names.finditer(text)] if names else []
        found.sort()
        kept: list[tuple[int, int, str]] = []
        for item in found:
            if not kept or item[0] >= kept[-1][1]:
                kept.append(item)
        return kept

    return swap
