"""Matches a hand-kept list with events. In: entries and events. Out: pairs, and what stands on one side only.

An entry and an event may be one where the event has all of the entry's countries, their days are near, and their
forms agree: the same form, or the entry names none, or, where the days overlap, one of the same type or channel. Each
is matched once, the best pairs first, so that the outcome does not hang on any order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dragoman.ledger.rows import AsJson
from dragoman.vocabulary import FORMS, HAPPENED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.ledger import EventQuery, EventRow, Ledger
    from dragoman.ledger.lists import Entry


@dataclass(frozen=True, slots=True)
class Matched(AsJson):
    """An entry and the event that it is."""

    entry: Entry
    event: EventRow
    differences: tuple[str, ...]
    """What they say differently."""


@dataclass(frozen=True, slots=True)
class Unlisted(AsJson):
    """An event that no entry is."""

    event: EventRow
    near: tuple[int, ...]
    """Rows of entries on the same countries and days: perhaps parts of one affair."""


@dataclass(frozen=True, slots=True)
class Comparison(AsJson):
    """A list beside the ledger."""

    matched: tuple[Matched, ...]
    only_in_list: tuple[Entry, ...]
    only_in_ledger: tuple[Unlisted, ...]
    """Of countries that the list has together, and of its time."""


def compare(ledger: Ledger, entries: Sequence[Entry], query: EventQuery, days: int) -> Comparison:
    """Compare a list with the events that `query` asks for; days may differ by `days`."""
    if not entries:
        return Comparison((), (), ())
    first, last = min(entry.first for entry in entries), max(entry.last for entry in entries)
    wanted = replace(
        query,
        about=query.about or tuple(sorted({code for entry in entries for code in entry.countries})),
        since=max(filter(None, (query.since, _moved(first, -days)))),
        until=min(filter(None, (query.until, _moved(last, days)))),
    )
    together = {frozenset(entry.countries) for entry in entries}
    events = [event for event in ledger.events(wanted) if any(some <= {*event.a, *event.b} for some in together)]
    return matched(entries, events, days, first, last)


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def matched(entries: Sequence[Entry], events: Sequence[EventRow], days: int, first: date, last: date) -> Comparison:
    """Pair entries and events; events outside `first` to `last` are told only where they are matched."""
    pairs = sorted(
        (-score, entry.row, event.id)
        for entry in entries
        for event in events
        if (score := likeness(entry, event, days)) is not None
    )
    by_row, by_id = {entry.row: entry for entry in entries}, {event.id: event for event in events}
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, row, event_id in pairs:
        if row not in found and event_id not in taken:
            found[row] = event_id
            taken.add(event_id)
    near: dict[str, list[int]] = {}
    for entry in entries:
        for event in events:
            if _gap(entry, event) == 0 and set(entry.countries) <= {*event.a, *event.b}:
                near.setdefault(event.id, []).append(entry.row)
    return Comparison(
        tuple(
            Matched(by_row[row], by_id[event], tuple(_differences(by_row[row], by_id[event])))
            for row, event in sorted(found.items())
        ),
        tuple(entry for entry in entries if entry.row not in found),
        tuple(
            Unlisted(event, tuple(near.get(event.id, ())))
            for event in events
            if event.id not in taken and event.first and event.last and event.first <= last and event.last >= first
        ),
    )


def likeness(entry: Entry, event: EventRow, days: int) -> float | None:
    """How well they agree; None where they cannot be one."""
    gap = _gap(entry, event)
    if gap is None or gap > days or not set(entry.countries) <= {*event.a, *event.b}:
        return None
    form = 1.0
    if entry.form is not None and entry.form != event.form:
        ours, theirs = FORMS[entry.form], FORMS[event.form]
        if gap or (ours.type != theirs.type and ours.channel != theirs.channel):
            return None
        form = 0.5
    assert event.first is not None
    assert event.last is not None
    # A day on which both fall says more than a year that holds the other.
    width = max((event.last - event.first).days, (entry.last - entry.first).days)
    others = len({*event.a, *event.b} - set(entry.countries))
    certain = 0.2 if event.status in HAPPENED else 0.0
    return 2 * form + 1 - gap / (days + 1) + 1 / (1 + width) - 0.1 * others + certain


def _gap(entry: Entry, event: EventRow) -> int | None:
    """Days between them; 0 where they overlap; None where the event has no day."""
    if event.first is None or event.last is None:
        return None
    return max(0, (event.first - entry.last).days, (entry.first - event.last).days)


def _differences(entry: Entry, event: EventRow) -> list[str]:
    found = []
    if _gap(entry, event):
        found.append(
            f"date: {_said(entry.first, entry.last)} in the list, {_said(event.first, event.last)} in the ledger"
        )
    if entry.form and entry.form != event.form:
        found.append(f"form: {entry.form} in the list, {event.form} in the ledger")
    if event.status not in HAPPENED:
        found.append(f"status: {event.status} in the ledger")
    return found


def _said(first: date | None, last: date | None) -> str:
    return str(first) if first == last else f"{first} to {last}"
