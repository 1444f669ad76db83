"""Who took part in events, and which documents tell of them, for many events at once. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Events looked up at once.
AT_ONCE = 500

_reports, _documents = schema.reports.c, schema.documents.c


@dataclass(frozen=True, slots=True)
class Member:
    """A participant, as the surest report has it."""

    side: str
    text: str
    name: str | None
    title: str | None
    country: str | None
    kind: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that tells of an event, and where in it."""

    document: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    language: str | None
    reader: str
    trigger: str
    start: int
    end: int


@dataclass(slots=True)
class Tellings:
    """What the reports of one event say, beyond its row."""

    members: list[Member] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    """One for each report, the surest first."""


def tellings(connection: sa.Connection, events: Sequence[str]) -> dict[str, Tellings]:
    """The tellings of each event by its id."""
    found: dict[str, Tellings] = {event: Tellings() for event in events}
    for begin in range(0, len(events), AT_ONCE):
        surest = _sources(connection, events[begin : begin + AT_ONCE], found)
        people = schema.participants.c
        columns = people["report", "side", "text", "name", "title", "country", "kind", "rank"]
        query = sa.select(*columns).where(people.report.in_(surest)).order_by("report", "side", "position")
        for report, *values in connection.execute(query):
            found[surest[report]].members.append(Member(*values))
    return found


def _sources(connection: sa.Connection, events: Sequence[str], found: dict[str, Tellings]) -> dict[int, str]:
    """Fill in the sources of these events; gives the surest report of each."""
    shown = schema.evidence.c
    columns = _documents["id", "outlet", "published", "title", "url", "language", "reader"]
    query = (
        sa.select(_reports.key, _reports.event, *columns, shown.text, shown.start, shown.end)
        .select_from(schema.reports.join(schema.documents).join(schema.evidence))
        .where(_reports.event.in_(events), shown.role == "trigger")
        .order_by(_reports.event, _reports.confidence.desc(), _documents.published, _documents.id, _reports.key)
    )
    surest: dict[int, str] = {}
    for key, event, document, outlet, published, *rest in connection.execute(query):
        if not found[event].sources:
            surest[key] = event
        day = date.fromisoformat(published) if published else None
        found[event].sources.append(Source(document, outlet, day, *rest))
    return surest
