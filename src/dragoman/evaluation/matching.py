"""Which coded event is which annotated one. In: the events or quotations of one document. Out: pairs.

Two events pair at one of three levels: `trigger` (the type, and a word that names the act), `event` (the type, and the
countries of both sides), `form` (as event, and the form). The best pairs are taken first, each event once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Record = dict[str, Any]
Pair = tuple[Record, Record]
#: Share of the longer of two quotations that must be common to both.
COMMON = 0.8


@dataclass(frozen=True, slots=True)
class Matches:
    """The pairs of one document at each level, and its quotations'; in each pair the gold one is first."""

    gold: list[Record]
    coded: list[Record]
    trigger: list[Pair]
    event: list[Pair]
    form: list[Pair]
    full: list[Pair]
    gold_quotes: list[Record]
    coded_quotes: list[Record]
    quotes: list[Pair]


def matched(gold: Record, coded: Record) -> Matches:
    """Match all that two records of one document hold."""
    one, other = gold.get("events", []), coded.get("events", [])
    said, heard = gold.get("quotes", []), coded.get("quotes", [])
    return Matches(
        one,
        other,
        _pairs(one, other, same_trigger, closeness),
        _pairs(one, other, same_event, closeness),
        _pairs(one, other, _same_form, closeness),
        _pairs(one, other, _same_in_full),
        said,
        heard,
        _pairs(said, heard, _same_quote),
    )


def countries(members: Iterable[Record] | None) -> frozenset[str]:
    """Codes of those who take part on a side."""
    return frozenset(member["country"] for member in members or () if member.get("country"))


def days(event: Record) -> tuple[str | None, str | None]:
    """First and last day of an event, as ISO text."""
    date = event.get("date") or {}
    return date.get("start"), date.get("end")


def place_country(event: Record) -> str | None:
    """The country in which an event took place."""
    return (event.get("place") or {}).get("country")


def same_trigger(one: Record, other: Record) -> bool:
    """Whether two events have the type, and a mention, in common."""
    return bool(one["type"] == other["type"] and _overlap(_mentions(one), _mentions(other)))


def same_event(one: Record, other: Record) -> bool:
    """Whether two events have the type and the countries of both sides in common, either way round between equals."""
    if one["type"] != other["type"]:
        return False
    a, b = countries(one.get("a")), countries(one.get("b"))
    c, d = countries(other.get("a")), countries(other.get("b"))
    equals = FORMS[one["form"]].equals, FORMS[other["form"]].equals
    if any(equals):
        return (a, b) in ((c, d), (d, c)) or (all(equals) and a | b == c | d)
    return (a, b) == (c, d)


def closeness(one: Record, other: Record) -> int:
    """In how many respects two events agree: of several that may pair, the closest do."""
    return sum(
        (
            _overlap(_mentions(one), _mentions(other)),
            one["form"] == other["form"],
            days(one) == days(other),
            place_country(one) == place_country(other),
        )
    )


def _same_form(one: Record, other: Record) -> bool:
    return one["form"] == other["form"] and same_event(one, other)


def _same_in_full(one: Record, other: Record) -> bool:
    return _same_form(one, other) and days(one) == days(other) and place_country(one) == place_country(other)


def _same_quote(one: Record, other: Record) -> bool:
    if one.get("start") is None or other.get("start") is None:
        return bool(one["text"].strip() == other["text"].strip())
    common = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return bool(common >= COMMON * max(one["end"] - one["start"], other["end"] - other["start"]))


def _mentions(event: Record) -> list[tuple[int, int]]:
    spans = (event["trigger"], *event.get("also", []))
    return [(span["start"], span["end"]) for span in spans if span.get("start") is not None]


def _overlap(spans: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < end and begin < finish for start, finish in spans for begin, end in others)


def _pairs(
    gold: Sequence[Record],
    coded: Sequence[Record],
    same: Callable[[Record, Record], bool],
    closeness: Callable[[Record, Record], int] | None = None,
) -> list[Pair]:
    """Pairs for which `same` holds, each record in one at most, the closest first, then in the order of the text."""
    possible = [
        (-closeness(one, other) if closeness else 0, i, k)
        for i, one in enumerate(gold)
        for k, other in enumerate(coded)
        if same(one, other)
    ]
    out, ones, others = [], set(), set()
    for _, i, k in sorted(possible):
        if i not in ones and k not in others:
            ones.add(i)
            others.add(k)
            out.append((gold[i], coded[k]))
    return out
