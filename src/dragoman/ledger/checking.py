"""Checks that a ledger is whole: what belongs together is there, and says the same. Reads only.

In: a connection. Out: the problems found, each with the row and what is wrong with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.documents import Document
from dragoman.ledger import schema, searching
from dragoman.ledger.rows import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Documents that are looked at together.
AT_ONCE = 500

_documents, _reports, _events = schema.documents.c, schema.reports.c, schema.events.c


@dataclass(frozen=True, slots=True)
class Problem(AsJson):
    """Something that is not as it must be."""

    kind: str
    """database, foreign_key, document, span, event or search."""
    row: str
    """Which document, report or event, or which table."""
    message: str


@dataclass(frozen=True, slots=True)
class Checked(AsJson):
    """What was looked at, and what was wrong with it."""

    documents: int
    reports: int
    events: int
    spans: int
    problems: tuple[Problem, ...]


def check(connection: sa.Connection) -> Checked:
    """Look at every row."""
    problems = list(_database(connection)) if connection.dialect.name == "sqlite" else []
    spans = 0
    for some in _in_batches(connection):
        number, found = _spans(connection, some)
        spans += number
        problems += found
    problems += _event_counts(connection)
    problems += _event_countries(connection)
    problems += _search(connection)
    documents, reports, events = (
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (schema.documents, schema.reports, schema.events)
    )
    return Checked(documents, reports, events, spans, tuple(problems))


def _database(connection: sa.Connection) -> Iterator[Problem]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("database", "file", str(said))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("foreign_key", f"{table} {row}", f"belongs to a row of {parent} that is not there")


def _in_batches(connection: sa.Connection) -> Iterator[dict[int, sa.Row[Any]]]:
    last = -1
    columns = _documents["key", "id", "hash", "text", "title", "outlet", "published"]
    query = sa.select(*columns).order_by(_documents.key).limit(AT_ONCE)
    while rows := connection.execute(query.where(_documents.key > last)).all():
        yield {row.key: row for row in rows}
        last = rows[-1].key


def _spans(connection: sa.Connection, documents: dict[int, sa.Row[Any]]) -> tuple[int, list[Problem]]:
    problems = []
    for row in documents.values():
        # What no database can hold was changed when the document was kept, but its hash is of what was given.
        if not any("\ufffd" in (text or "") for text in (row.text, row.title, row.outlet)):
            published = date.fromisoformat(row.published) if row.published else None
            if Document(row.id, row.text, title=row.title, outlet=row.outlet, published=published).hash != row.hash:
                problems.append(Problem("document", row.id, "its text is not what was read (the hash differs)"))
    number = 0
    for table in (schema.evidence, schema.participants, schema.quotes):
        columns = [table.c.start, table.c.end, table.c.text]
        if table is schema.quotes:
            query = sa.select(table.c.document, *columns).where(table.c.document.in_(documents))
        else:
            query = sa.select(_reports.document, *columns).join_from(table, schema.reports)
            query = query.where(_reports.document.in_(documents))
        for key, start, end, text in connection.execute(query):
            number += 1
            if not 0 <= start <= end or documents[key].text[start:end] != text:
                where = f"{documents[key].id} [{start}:{end}]"
                problems.append(Problem("span", where, f"the document does not say there what {table.name} has"))
    return number, problems


def _event_counts(connection: sa.Connection) -> Iterator[Problem]:
    counted = (
        sa.select(
            _reports.event,
            sa.func.count().label("reports"),
            sa.func.count(sa.distinct(_reports.document)).label("documents"),
        )
        .group_by(_reports.event)
        .subquery()
    )
    told = sa.select(_events.id, _events.reports, counted.c.reports.label("found_reports"), _events.documents)
    told = told.add_columns(counted.c.documents.label("found_documents"))
    told = told.select_from(schema.events.outerjoin(counted, counted.c.event == _events.id))
    for row in connection.execute(told, execution_options={"yield_per": AT_ONCE}):
        if (row.reports, row.documents) != (row.found_reports, row.found_documents):
            found = f"{row.found_reports or 0} in {row.found_documents or 0}"
            message = f"says {row.reports} reports in {row.documents} documents; there are {found}"
            yield Problem("event", row.id, message)
    for (key,) in connection.execute(sa.select(_reports.key).where(_reports.event.is_(None))):
        yield Problem("event", f"report {key}", "belongs to no event")


def _event_countries(connection: sa.Connection) -> Iterator[Problem]:
    sides = schema.event_countries.c
    joined = sa.select(_events.id, _events.a, _events.b, sides.side, sides.country)
    joined = joined.select_from(schema.events.outerjoin(schema.event_countries)).order_by(_events.id)
    last: Any = None
    found: set[tuple[str, str]] = set()
    for row in connection.execute(joined, execution_options={"yield_per": AT_ONCE}):
        if last is not None and row.id != last.id:
            yield from _sides(last, found)
            found = set()
        if row.side is not None:
            found.add((row.side, row.country))
        last = row
    if last is not None:
        yield from _sides(last, found)


def _sides(row: sa.Row[Any], found: set[tuple[str, str]]) -> Iterator[Problem]:
    if {("a", code) for code in json.loads(row.a)} | {("b", code) for code in json.loads(row.b)} != found:
        yield Problem("event", row.id, "its countries are not those by which it is found")


def _search(connection: sa.Connection) -> Iterator[Problem]:
    for index, table in ((searching.REPORTS, schema.reports), (searching.DOCUMENTS, schema.documents)):
        missing, surplus = searching.differences(connection, index, table)
        what = "reports" if table is schema.reports else "documents"
        if missing:
            yield Problem("search", index, f"{missing:,} {what} are not indexed (dragoman ledger reindex)")
        if surplus:
            yield Problem("search", index, f"{surplus:,} entries are of no {what} (dragoman ledger reindex)")
    if not searching.agrees(connection):
        message = "the words indexed are not those of the texts (dragoman ledger reindex)"
        yield Problem("search", searching.DOCUMENTS, message)
