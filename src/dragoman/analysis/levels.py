"""Levels: at what rank, through which channels and on whose initiative two sides dealt with each other in a period.

    found = levels(ledger, contacts, "PRK", "RUS", since, until)
    print(found.highest, found.initiative.share, found.pairs[0])

In: a `Ledger`, its `Contacts`, two codes (the second may be None: all others), days. Out: `Levels`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dragoman.analysis.contacts import dyads
from dragoman.analysis.dated import DatedEvent, dated_events
from dragoman.analysis.persons import fullest
from dragoman.analysis.titles import office
from dragoman.ledger.rows import plain
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dragoman.analysis.contacts import Contacts
    from dragoman.ledger import EventParticipant, Ledger

#: Channels in which sides meet, and which may thus have a host.
MEETING = ("in_person",)


@dataclass(frozen=True, slots=True)
class Counted:
    """A name (of a channel or form) with the events that bear it."""

    name: str
    events: tuple[str, ...]
    share: float
    """Of all events of the period."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Of two sides, how often each was the one."""

    a: tuple[str, ...]
    """Events in which a was."""
    b: tuple[str, ...]
    share: float | None
    """a's part of both; None where there are none. With both, an event counts for neither."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part: name or phrase, country and the highest rank at which it is told."""

    name: str
    country: str
    title: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who dealt with each other."""

    a: Person
    b: Person
    events: tuple[str, ...]
    """The earliest first."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What passed between a and b in a period."""

    a: str
    b: str | None
    since: date
    until: date
    events: tuple[str, ...]
    """The earliest first."""
    documents_read: int
    """Documents published in the period, of all outlets."""
    channels: tuple[Counted, ...]
    forms: tuple[Counted, ...]
    ranks: Mapping[int, tuple[str, ...]]
    """Events by the highest rank that took part on either side."""
    highest_a: int | None
    """The highest rank that a sent (the least number)."""
    highest_b: int | None
    highest: tuple[str, ...]
    """Events at the highest rank that both sides sent, the latest last."""
    initiative: Balance
    """Who acts on whom: forms in which one acts towards the other (a message, a gift, a visit)."""
    hosting: Balance
    """In whose country they met in person."""
    pairs: tuple[Pair, ...]
    """Persons who dealt with each other, the most often first."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        found: dict[str, Any] = plain(asdict(self))
        found["ranks"] = {str(rank): list(events) for rank, events in self.ranks.items()}
        return found


def levels(
    ledger: Ledger,
    contacts: Contacts,
    a: str,
    b: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Levels:
    """What passed between `a` and `b` (all others, without it) on these days (all, without them)."""
    since = since or min((c.day for c in contacts.contacts), default=contacts.exposure.first)
    until = (
        until or max(contacts.as_of, *(c.day for c in contacts.contacts[-1:])) if contacts.contacts else contacts.as_of
    )
    found = [e for e in dated_events(ledger, contacts, about=(a,), since=since, until=until) if _between(e, a, b)]
    who = ledger.participants(e.id for e in found)
    ends = [(_ends(who[e.id], a, b), e) for e in found]
    ranks = [(*_ranks(end), e.id) for end, e in ends]
    best = [(max(one, other), event) for one, other, event in ranks if one is not None and other is not None]
    top = min((rank for rank, _ in best), default=None)
    by_rank: dict[int, list[str]] = defaultdict(list)
    for event in found:
        if event.row.rank:
            by_rank[event.row.rank].append(event.id)
    return Levels(
        a=a,
        b=b,
        since=since,
        until=until,
        events=tuple(e.id for e in found),
        documents_read=contacts.exposure.read(since, until),
        channels=_counted(found, "channel"),
        forms=_counted(found, "form"),
        ranks={rank: tuple(by_rank[rank]) for rank in sorted(by_rank)},
        highest_a=min((one for one, _, _ in ranks if one), default=None),
        highest_b=min((other for _, other, _ in ranks if other), default=None),
        highest=tuple(name for rank, name in best if rank == top),
        initiative=_initiative(found, a, b),
        hosting=_hosting(found, a, b),
        pairs=_pairs(ends),
    )


def _between(event: DatedEvent, a: str, b: str | None) -> bool:
    """Whether a dealt with b in it; b is None for any other."""
    return any(a in pair and (b is None or b in pair) for pair in dyads(event.row.a, event.row.b))


def _counted(found: Sequence[DatedEvent], field: str) -> tuple[Counted, ...]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for event in found:
        by_name[getattr(event.contact, field)].append(event.id)
    rows = [Counted(name, tuple(events), len(events) / len(found)) for name, events in by_name.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.events), row.name)))


Ends = tuple[list["EventParticipant"], list["EventParticipant"]]


def _ends(who: Sequence[EventParticipant], a: str, b: str | None) -> Ends:
    """The participants of a, and those of b or of any other country."""
    others = [p for p in who if p.country and p.country != a and (b is None or p.country == b)]
    return [p for p in who if p.country == a], others


def _ranks(ends: Ends) -> tuple[int | None, int | None]:
    one, other = (min((p.rank for p in side if p.rank), default=None) for side in ends)
    return one, other


def _initiative(found: Sequence[DatedEvent], a: str, b: str | None) -> Balance:
    by_a: list[str] = []
    by_b: list[str] = []
    for event in found:
        row = event.row
        if FORMS[row.form].equals:
            continue
        forth = a in row.a and a not in row.b and _other(row.b, a, b)
        back = a in row.b and a not in row.a and _other(row.a, a, b)
        if forth or back:
            (by_a if forth else by_b).append(event.id)
    return _balance(by_a, by_b)


def _hosting(found: Sequence[DatedEvent], a: str, b: str | None) -> Balance:
    by_a: list[str] = []
    by_b: list[str] = []
    for event in found:
        where = event.row.place_country
        if event.contact.channel not in MEETING or not where:
            continue
        if where == a:
            by_a.append(event.id)
        elif (where == b) if b else (where in event.codes):
            by_b.append(event.id)
    return _balance(by_a, by_b)


def _other(codes: Sequence[str], a: str, b: str | None) -> bool:
    return b in codes if b else any(code != a for code in codes)


def _balance(by_a: list[str], by_b: list[str]) -> Balance:
    both = len(by_a) + len(by_b)
    return Balance(tuple(by_a), tuple(by_b), len(by_a) / both if both else None)


def key_of(participant: EventParticipant) -> tuple[str, str]:
    """What tells one actor from another: its name, or else its phrase, written alike, and its country."""
    name = participant.name or participant.text
    return " ".join(name.replace("-", " ").lower().split()), participant.country or ""


def persons(who: Sequence[EventParticipant]) -> dict[tuple[str, str], Person]:
    """Actors by key; what is told of one at its highest rank stands for it."""
    found: dict[tuple[str, str], Person] = {}
    for each in who:
        key = key_of(each)
        title = office(each.title, each.country or "") or None
        shown = Person(each.name or each.text, each.country or "", title, each.rank)
        if key not in found or _clearer(shown, found[key]):
            found[key] = shown
    return found


def _clearer(one: Person, other: Person) -> bool:
    """Whether one tells more of a person than the other: a higher rank, or the same with an office."""
    return ((one.rank or 9), one.title is None) < ((other.rank or 9), other.title is None)


def _pairs(ends: Sequence[tuple[Ends, DatedEvent]]) -> tuple[Pair, ...]:
    everyone = persons([p for end, _ in ends for side in end for p in side])
    same = fullest(everyone)
    shown: dict[tuple[str, str], Person] = {}
    for key in sorted(everyone, key=lambda key: -len(key[0])):
        # Of the names of one person, that which stands with the highest rank; of several, the fullest.
        if same[key] not in shown or _clearer(everyone[key], shown[same[key]]):
            shown[same[key]] = everyone[key]
    together: dict[tuple[tuple[str, str], tuple[str, str]], list[str]] = defaultdict(list)
    for (side_a, side_b), event in ends:
        # Only persons: that one ministry dealt with another says little, and phrases differ from day to day.
        named = [sorted({same[key_of(p)] for p in side if p.name}) for side in (side_a, side_b)]
        for one in named[0]:
            for other in named[1]:
                together[one, other].append(event.id)
    rows = [Pair(shown[one], shown[other], tuple(events)) for (one, other), events in together.items()]
    return tuple(sorted(rows, key=lambda p: (-len(p.events), p.a.rank or 9, p.b.rank or 9, p.a.name, p.b.name)))


def partners(found: Sequence[DatedEvent], a: str) -> Counter[str]:
    """How many of these events a shared with each other code."""
    return Counter(
        code
        for event in found
        for code in {c for pair in dyads(event.row.a, event.row.b) if a in pair for c in pair} - {a}
    )
