"""What analysis asks of the ledger: every event with the days and outlets that told of it, and how much was read.

In: a connection and, for what was known at a past day, that day. Out: `Occurrence` and `DocumentsRead`. Reads only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A document of at most so many characters is a headline or an agency's lead: it tells less than a story.
SHORT = 200

_documents, _events, _reports = schema.documents.c, schema.events.c, schema.reports.c
_FIELDS = (
    "id",
    "type",
    "form",
    "status",
    "channel",
    "background",
    "first",
    "last",
    "a",
    "b",
    "rank",
    "place",
    "place_country",
    "occasion",
    "confidence",
)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An outlet's stories, or its short texts (at most SHORT characters), which tell less each."""

    outlet: str
    """"" where the documents name none."""
    short: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as analysis needs it."""

    id: str
    type: str
    form: str
    status: str
    channel: str
    background: bool
    first: date | None
    last: date | None
    a: tuple[str, ...]
    b: tuple[str, ...]
    rank: int | None
    place: str | None
    place_country: str | None
    occasion: str | None
    confidence: float
    published: date | None
    """The first day on which a document told of it; None where none of its documents has a day."""
    sources: tuple[Source, ...]
    """Who told of it, in order."""


@dataclass(frozen=True, slots=True)
class DocumentsRead:
    """How many documents of a source, published on a day, were read."""

    source: Source
    published: date
    documents: int


def _known(as_of: date | None) -> sa.ColumnElement[bool]:
    if as_of is None:
        return sa.true()
    return sa.and_(_documents.published.is_not(None), _documents.published <= as_of.isoformat())


def _short() -> sa.ColumnElement[int]:
    # Literals, because PostgreSQL takes two parameters for two expressions, and this one is grouped by too.
    longest, yes, no = (sa.literal_column(str(number), sa.Integer) for number in (SHORT, 1, 0))
    return sa.case((sa.func.length(_documents.text) <= longest, yes), else_=no)


def occurrences(connection: sa.Connection, as_of: date | None = None) -> Iterator[Occurrence]:
    """Every event, by id; with `as_of`, those that a document published by that day tells of.

    An event's fields are those of all its reports, later ones included: only which events there are goes back.
    """
    told = (
        sa.select(
            _reports.event,
            _documents.outlet,
            _short().label("short"),
            sa.func.min(_documents.published).label("published"),
        )
        .select_from(schema.reports.join(schema.documents, _reports.document == _documents.key))
        .where(_reports.event.is_not(None), _known(as_of))
        .group_by(_reports.event, _documents.outlet, _short())
    )
    sources: dict[str, list[tuple[Source, str | None]]] = {}
    for event, outlet, short, published in connection.execute(told):
        sources.setdefault(event, []).append((Source(outlet or "", bool(short)), published))
    columns = [_events[name] for name in _FIELDS]
    # What someone judged wrong is no event.
    every = (
        sa.select(*columns).where(sa.or_(_events.verdict.is_(None), _events.verdict != "wrong")).order_by(_events.id)
    )
    for row in connection.execute(every, execution_options={"yield_per": 1000}):
        if found := sources.get(row.id):
            yield _occurrence(row, found)


def _occurrence(row: sa.Row[Any], told: list[tuple[Source, str | None]]) -> Occurrence:
    values = dict(row._mapping)
    values["a"], values["b"] = tuple(json.loads(values["a"])), tuple(json.loads(values["b"]))
    for name in ("first", "last"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    published = min((day for _, day in told if day), default=None)
    return Occurrence(
        **values,
        published=date.fromisoformat(published) if published else None,
        sources=tuple(sorted(source for source, _ in told)),
    )


def documents_read(connection: sa.Connection, as_of: date | None = None) -> Iterator[DocumentsRead]:
    """Documents with a day of publication that were read, counted by source and day, the earliest first."""
    query = (
        sa.select(_documents.outlet, _short().label("short"), _documents.published, sa.func.count().label("documents"))
        .where(_documents.published.is_not(None), _documents.coded.is_(True), _known(as_of))
        .group_by(_documents.outlet, _short(), _documents.published)
        .order_by(_documents.published)
    )
    for outlet, short, published, documents in connection.execute(query):
        yield DocumentsRead(Source(outlet or "", bool(short)), date.fromisoformat(published), documents)
