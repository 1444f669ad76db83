"""Which reports tell of one event. In: reports as small records. Out: clusters, the same in whatever order they come.

Conservative: two reports are one event where form and status agree, each side shares a country, their days
overlap, and no place and no named person speaks against it. A cluster grows only while every pair in it may be
one event, the surest pairs first, so that one vague report does not chain two events together.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A report without a date of its own is of an act of at most so many days before publication.
FRESH = timedelta(days=3)
#: Dates no longer than this are day and week, and may be matched by overlap alone.
SHORT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Telling:
    """What merging looks at of a report."""

    key: tuple[str, str, int]
    """Publication day, document id, place in the text: unique, and the order in which ties are settled."""
    document: str
    form: str
    status: str
    a: frozenset[str]
    """Codes of side a."""
    b: frozenset[str]
    first: date | None
    """The days on which the act may have been, or None where nothing tells."""
    last: date | None
    dated: bool
    """Whether the days come from an expression in the text and not from the day of publication."""
    names_a: frozenset[str] = frozenset()
    """Persons by folded name."""
    names_b: frozenset[str] = frozenset()
    place: str | None = None
    """Folded name of the place."""
    place_country: str | None = None
    occasion: str | None = None


def folded(name: str) -> str:
    """A name without case, marks and hyphens: one for "Im Chon-il" and "IM Chon Il"."""
    plain = unicodedata.normalize("NFKD", name.replace("-", " "))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def days(
    first: date | None, last: date | None, published: date | None, *, background: bool, status: str
) -> tuple[date | None, date | None, bool]:
    """The days on which an act may have been, and whether the text itself says so."""
    if first is not None and last is not None:
        return first, last, True
    if published is not None and not background and status in ("occurred", "ongoing"):
        return published - FRESH, published, False
    return None, None, False


def blocks(telling: Telling) -> Iterator[str]:
    """Keys that two reports of one event share at least one of."""
    if telling.first is None or not telling.a:
        return
    for a in telling.a:
        for b in telling.b or ("",):
            pair = sorted((a, b)) if FORMS[telling.form].equals else (a, b)
            yield f"{telling.form}:{pair[0]}:{pair[1]}"


def likeness(one: Telling, other: Telling) -> float:
    """How sure it is that two reports are of one event; 0 where they are not."""
    if one.document == other.document or one.form != other.form or _group(one.status) != _group(other.status):
        return 0.0
    if one.place_country and other.place_country and one.place_country != other.place_country:
        return 0.0
    ways = [(other.a, other.b, other.names_a, other.names_b)]
    if FORMS[one.form].equals:
        ways.append((other.b, other.a, other.names_b, other.names_a))
    best = 0.0
    for a, b, names_a, names_b in ways:
        sides = _sides(one, a, b)
        shared = _names(one, names_a, names_b)
        if not sides or shared < 0:
            continue
        supported = bool(shared) or _same(one.place, other.place) or _same(one.occasion, other.occasion)
        if nearness := _days(one, other, supported):
            best = max(best, sides + nearness + 0.3 * shared + 0.2 * _same(one.place, other.place))
    return best


def _group(status: str) -> str:
    return "occurred" if status == "ongoing" else status


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _sides(one: Telling, a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the countries in common with sides a and b; 0 where a side shares none."""
    if not (one.a & a) or bool(one.b) != bool(b) or (one.b and not one.b & b):
        return 0.0
    return (len(one.a & a) + len(one.b & b)) / (len(one.a | a) + len(one.b | b))


def _names(one: Telling, a: frozenset[str], b: frozenset[str]) -> int:
    """Persons in common; -1 where both reports name persons of a side and none is the same."""
    shared = 0
    for own, others in ((one.names_a, a), (one.names_b, b)):
        if own and others:
            common = sum(any(_one_person(name, person) for person in others) for name in own)
            if not common:
                return -1
            shared += common
    return shared


def _one_person(name: str, other: str) -> bool:
    """Whether a name may be the other, or its surname alone."""
    if name == other:
        return True
    words, more = name.split(), other.split()
    return min(len(words), len(more)) == 1 and (words[0] in more or more[0] in words)


def _days(one: Telling, other: Telling, supported: bool) -> float:
    """How well the days agree; long spans agree only where they are the same or something else speaks for it."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0.0
    if one.first > other.last or other.first > one.last:
        return 0.0
    lengths = (one.last - one.first, other.last - other.first)
    if (one.first, one.last) == (other.first, other.last):
        return 1.0 if one.dated and other.dated else 0.7
    if max(lengths) <= SHORT:
        return 0.6
    return 0.3 if supported else 0.0


def clusters(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The events that reports tell of: each cluster in the order of its keys, the clusters in that of their first."""
    ordered = sorted(tellings, key=lambda telling: telling.key)
    likely = {}
    for (i, one), (j, other) in combinations(enumerate(ordered), 2):
        if value := likeness(one, other):
            likely[i, j] = value
    home = list(range(len(ordered)))
    members = {number: [number] for number in home}
    for i, j in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        mine, theirs = home[i], home[j]
        if mine == theirs:
            continue
        if all((min(x, y), max(x, y)) in likely for x in members[mine] for y in members[theirs]):
            for number in members[theirs]:
                home[number] = mine
            members[mine] += members.pop(theirs)
    return sorted(([ordered[number] for number in sorted(group)] for group in members.values()), key=_first_key)


def _first_key(cluster: Sequence[Telling]) -> tuple[str, str, int]:
    return cluster[0].key
