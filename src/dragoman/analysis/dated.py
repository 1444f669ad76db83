"""Events of a ledger with the day at which analysis counts them, and with who took part.

In: a `Ledger` and its `Contacts`. Out: `DatedEvent`, the listed row beside the contact, in order of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.ledger import EventQuery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.analysis.contacts import Contact, Contacts
    from dragoman.ledger import EventDetail, EventRow, Ledger


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event that took place: as the ledger lists it, and as analysis counts it."""

    row: EventRow
    contact: Contact

    @property
    def id(self) -> str:
        """Its id in the ledger."""
        return self.row.id

    @property
    def day(self) -> date:
        """The day at which it counts."""
        return self.contact.day

    @property
    def codes(self) -> frozenset[str]:
        """Every country and organisation in it."""
        return frozenset((*self.row.a, *self.row.b))


def dated_events(
    ledger: Ledger,
    contacts: Contacts,
    *,
    about: Iterable[str] = (),
    with_: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[DatedEvent]:
    """Events that took place, the earliest first, between these sides and on these days (all, without them)."""
    known = {contact.id: contact for contact in contacts.contacts}
    rows = ledger.events(EventQuery(about=tuple(about), with_=tuple(with_)))
    found = [DatedEvent(row, known[row.id]) for row in rows if row.id in known]
    inside = [each for each in found if (not since or each.day >= since) and (not until or each.day <= until)]
    return sorted(inside, key=lambda each: (each.day, each.id))


def details(ledger: Ledger, events: Iterable[DatedEvent]) -> dict[str, EventDetail]:
    """These events by id, with who took part and the sentences."""
    return {each.id: ledger.show(each.id) for each in events}
