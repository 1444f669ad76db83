"""Asks the ledger: lists events, counts. Reads only."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema, searching
from dragoman.ledger.rows import (
    EventQuery,
    EventRow,
    Info,
    Stats,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_events, _countries, _reports, _documents = schema.events, schema.event_countries, schema.reports, schema.documents
#: Events fetched at once.
_AT_ONCE = 500


def day(text: str | None) -> date | None:
    """A day as the ledger keeps it."""
    return date.fromisoformat(text) if text else None


def event_of(row: sa.Row[Any]) -> EventRow:
    """A row of the table as a value."""
    values = dict(row._mapping)
    for name in ("a", "b", "a_names", "b_names"):
        values[name] = tuple(json.loads(values[name]))
    for name in ("first", "last", "told"):
        values[name] = day(values[name])
    return EventRow(**values)


def events(connection: sa.Connection, query: EventQuery) -> Iterator[EventRow]:
    """Events that `query` asks for, the earliest first, the undated last."""
    statement = sa.select(_events).where(*_conditions(connection, query))
    statement = statement.order_by(_events.c.first.is_(None), _events.c.first, _events.c.id)
    if query.limit:
        statement = statement.limit(query.limit)
    for row in connection.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        yield event_of(row)


def _conditions(connection: sa.Connection, query: EventQuery) -> Iterator[sa.ColumnElement[bool]]:
    for name in ("form", "type", "channel", "status"):
        if values := getattr(query, name):
            yield _events.c[name].in_(values)
    yield from _of_countries(query)
    yield from _of_days(query.since, query.until)
    if query.verdict:
        judged = _events.c.verdict.in_(query.verdict)
        yield sa.or_(judged, _events.c.verdict.is_(None)) if "none" in query.verdict else judged
    else:
        yield sa.or_(_events.c.verdict.is_(None), _events.c.verdict != "wrong")
    if query.rank:
        yield _events.c.rank <= query.rank
    if query.text:
        found = searching.matching(connection, query.text, searching.REPORTS)
        yield _events.c.id.in_(sa.select(_reports.c.event).where(_reports.c.key.in_(found)))


def _of_countries(query: EventQuery) -> Iterator[sa.ColumnElement[bool]]:
    about, other = _countries.alias(), _countries.alias()
    # A narrow time is looked through event by event, else all events of the country are.
    narrow = query.since is not None and query.until is not None
    if query.about and query.with_:
        # On the other side, and not the same country twice: one does not engage oneself.
        both = sa.and_(
            about.c.event == other.c.event,
            about.c.country.in_(query.about),
            other.c.country.in_(query.with_),
            sa.or_(about.c.side != other.c.side, about.c.country != other.c.country),
        )
        found = sa.select(about.c.event).where(both)
    elif codes := query.about or query.with_:
        found = sa.select(about.c.event).where(about.c.country.in_(codes))
    else:
        return
    yield found.where(about.c.event == _events.c.id).exists() if narrow else _events.c.id.in_(found)


def _of_days(since: date | None, until: date | None) -> Iterator[sa.ColumnElement[bool]]:
    """Events whose days meet a time, in a form for which an index need not go back to the first of all events.

    What does not go over a new year and ends in the time begins in its year or later; what does is in an index of
    its own, and rare. What has no day goes by that of its first report.
    """
    if since is None and until is None:
        return
    first, last, told = _events.c.first, _events.c.last, _events.c.told
    begun = [first <= until.isoformat()] if until else []
    undated: list[sa.ColumnElement[bool]] = [first.is_(None)]
    undated += [told >= since.isoformat()] if since else []
    undated += [told <= until.isoformat()] if until else []
    if since is None:
        dated = [sa.and_(*begun)]
    else:
        within = sa.and_(last >= since.isoformat(), *begun)
        dated = [
            sa.and_(first >= f"{since.year:04}-01-01", within),
            sa.and_(schema.across_years(_events), within),
        ]
    yield sa.or_(*dated, sa.and_(*undated))


def stats(connection: sa.Connection) -> Stats:
    """How much the ledger holds."""

    def number(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        return connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()

    def counted(column: sa.Column[Any]) -> dict[str, int]:
        how_many = sa.func.count().label("number")
        query = sa.select(column, how_many).group_by(column).order_by(how_many.desc(), column)
        return {str(value) if value is not None else "": n for value, n in connection.execute(query)}

    ends = sa.select(sa.func.min(_documents.c.published), sa.func.max(_documents.c.published))
    first, last = connection.execute(ends).one()
    one, other = _countries.alias(), _countries.alias()
    how_many = sa.func.count(sa.distinct(one.c.event)).label("number")
    in_order = one.c.country < other.c.country
    low = sa.case((in_order, one.c.country), else_=other.c.country)
    high = sa.case((in_order, other.c.country), else_=one.c.country)
    dyads = (
        sa.select(low, high, how_many)
        .select_from(one.join(other, one.c.event == other.c.event))
        .where(one.c.side == "a", other.c.side == "b", one.c.country != other.c.country)
        .group_by(low, high)
        .order_by(how_many.desc(), low, high)
        .limit(20)
    )
    return Stats(
        documents=number(_documents),
        documents_not_coded=number(_documents, _documents.c.coded.is_(False)),
        reports=number(_reports),
        events=number(_events),
        quotes=number(schema.quotes),
        first_published=day(first),
        last_published=day(last),
        outlets=counted(_documents.c.outlet),
        forms=counted(_events.c.form),
        dyads={f"{a} {b}": n for a, b, n in connection.execute(dyads)},
    )


def info(connection: sa.Connection, name: str) -> Info:
    """Which database the ledger called `name` is in, how large it is, and who read its documents."""
    if connection.dialect.name == "sqlite":
        pages, size = (
            connection.exec_driver_sql(f"PRAGMA {what}").scalar_one() for what in ("page_count", "page_size")
        )
        held = pages * size
        version = "SQLite " + connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    else:
        held = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        version = "PostgreSQL " + connection.exec_driver_sql("SHOW server_version").scalar_one()
    documents, reports, events = (
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (_documents, _reports, _events)
    )
    readers = (
        sa.select(_documents.c.reader, sa.func.count()).group_by(_documents.c.reader).order_by(_documents.c.reader)
    )
    return Info(
        ledger=name,
        database=version,
        schema=connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one(),
        bytes=held,
        documents=documents,
        reports=reports,
        events=events,
        readers={row[0]: row[1] for row in connection.execute(readers)},
    )
