"""Asks the ledger: lists events, shows one, counts. Reads only."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.errors import LedgerError
from dragoman.ledger import schema, searching
from dragoman.ledger.grounded import dating, whereabouts
from dragoman.ledger.rows import (
    EventDetail,
    EventParticipant,
    EventQuery,
    EventRow,
    Evidence,
    Info,
    ReportDetail,
    Sentence,
    Stats,
)
from dragoman.ledger.statements import parts
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_events, _countries, _reports, _documents = schema.events, schema.event_countries, schema.reports, schema.documents
#: Events fetched at once.
_AT_ONCE = 500


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _row(row: sa.Row[Any]) -> EventRow:
    values = dict(row._mapping)
    for name in ("a", "b", "a_names", "b_names"):
        values[name] = tuple(json.loads(values[name]))
    values["first"], values["last"] = _day(values["first"]), _day(values["last"])
    return EventRow(**values)


def events(connection: sa.Connection, query: EventQuery) -> Iterator[EventRow]:
    """Events that `query` asks for, the earliest first, the undated last."""
    statement = sa.select(_events).where(*_conditions(connection, query))
    statement = statement.order_by(_events.c.first.is_(None), _events.c.first, _events.c.id)
    if query.limit:
        statement = statement.limit(query.limit)
    for row in connection.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        yield _row(row)


def _conditions(connection: sa.Connection, query: EventQuery) -> Iterator[sa.ColumnElement[bool]]:
    for name in ("form", "type", "channel", "status"):
        if values := getattr(query, name):
            yield _events.c[name].in_(values)
    yield from _of_countries(query)
    yield from _of_days(query.since, query.until)
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
    its own, and rare.
    """
    first, last = _events.c.first, _events.c.last
    if until:
        yield first <= until.isoformat()
    if since:
        end = [first <= until.isoformat()] if until else []
        within = sa.and_(last >= since.isoformat(), *end)
        yield sa.or_(
            sa.and_(first >= f"{since.year:04}-01-01", within),
            sa.and_(schema.across_years(_events), within),
        )


def show(connection: sa.Connection, wanted: str) -> EventDetail:
    """The event whose id is or begins with `wanted`. Raises LedgerError where none does, or several do."""
    # A range, because an index answers it, as it does not answer LIKE in every database.
    begins = sa.select(_events).where(_events.c.id >= wanted, _events.c.id < wanted + "\U0010ffff").limit(6)
    found = connection.execute(begins).all()
    if not found or not wanted:
        raise LedgerError(f"no event {wanted!r}; `dragoman events` lists them")
    if len(found) > 1:
        raise LedgerError(f"several events begin with {wanted!r}: " + ", ".join(row.id for row in found))
    row = _row(found[0])
    join = sa.select(_reports, _documents.c.id.label("document_id"), *_documents.c["outlet", "published", "title"])
    join = join.add_columns(*_documents.c["text", "url", "reader"]).join(_documents)
    told = connection.execute(
        join.where(_reports.c.event == row.id).order_by(_documents.c.published, _documents.c.id, _reports.c.key)
    ).all()
    keys = [report.key for report in told]
    members = _by_report(connection, schema.participants, keys, "side", "position")
    shown = _by_report(connection, schema.evidence, keys, "position")
    places = _by_report(connection, schema.places, keys)
    datings = _by_report(connection, schema.datings, keys)
    surest = sorted(told, key=lambda report: -report.confidence)
    sides = {side: _side([members[report.key] for report in surest], side) for side in ("a", "b")}
    return EventDetail(
        event=row,
        a=sides["a"],
        b=sides["b"],
        disagreements=tuple(_disagreements(told, members)),
        reports=tuple(
            replace(
                _report(report, members[report.key], shown[report.key]),
                place=next(map(whereabouts, places[report.key]), None),
                dating=next(map(dating, datings[report.key]), None),
            )
            for report in told
        ),
    )


def participants(connection: sa.Connection, wanted: Sequence[str]) -> dict[str, tuple[EventParticipant, ...]]:
    """Who took part in each of these events (by id), side a first, as `show` gives them."""
    found: dict[str, tuple[EventParticipant, ...]] = {}
    for some in parts(wanted):
        told = connection.execute(
            sa.select(_reports.c.key, _reports.c.event)
            .where(_reports.c.event.in_(some))
            .order_by(_reports.c.confidence.desc(), _reports.c.key)
        ).all()
        members = _by_report(connection, schema.participants, [report.key for report in told], "side", "position")
        by_event: dict[str, list[list[sa.Row[Any]]]] = {event: [] for event in some}
        for report in told:
            by_event[report.event].append(members[report.key])
        found.update({event: (*_side(rows, "a"), *_side(rows, "b")) for event, rows in by_event.items()})
    return found


def _by_report(
    connection: sa.Connection, table: sa.Table, keys: Sequence[int], *order: str
) -> dict[int, list[sa.Row[Any]]]:
    found: dict[int, list[sa.Row[Any]]] = {key: [] for key in keys}
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        for row in connection.execute(sa.select(table).where(table.c.report.in_(some)).order_by(*order)):
            found[row.report].append(row)
    return found


def _side(reports: Sequence[Sequence[sa.Row[Any]]], side: str) -> tuple[EventParticipant, ...]:
    """Who stands on a side by the surest report, and the persons that others name besides."""
    found: dict[tuple[str, str | None], EventParticipant] = {}
    for number, members in enumerate(reports):
        for member in members:
            if member.side != side or (number and not member.name):
                continue
            key = ((member.name or member.text).lower().replace("-", " "), member.country)
            fields = ("side", "text", "name", "title", "country", "kind", "rank", "basis")
            found.setdefault(key, EventParticipant(*(getattr(member, name) for name in fields)))
    return tuple(found.values())


def _disagreements(told: Sequence[sa.Row[Any]], members: dict[int, list[sa.Row[Any]]]) -> Iterator[str]:
    """What the reports of an event say differently, each way with the documents that say so."""
    dates = {
        report.key: f"{report.first} to {report.last}" if report.first != report.last else report.first
        for report in told
    }
    for what, values in (
        ("date", dates),
        ("place", {report.key: report.place_country for report in told}),
        ("status", {report.key: report.status for report in told}),
        ("side a", {key: " ".join(_codes(rows, "a")) for key, rows in members.items()}),
        ("side b", {key: " ".join(_codes(rows, "b")) for key, rows in members.items()}),
    ):
        ways: dict[str, list[str]] = {}
        for report in told:
            if values[report.key]:
                ways.setdefault(str(values[report.key]), []).append(report.document_id)
        if len(ways) > 1:
            yield f"{what}: " + "; ".join(f"{way} ({', '.join(documents)})" for way, documents in ways.items())


def _codes(members: Sequence[sa.Row[Any]], side: str) -> list[str]:
    return sorted({member.country for member in members if member.side == side and member.country})


def _report(report: sa.Row[Any], members: Sequence[sa.Row[Any]], shown: Sequence[sa.Row[Any]]) -> ReportDetail:
    spans = [Evidence(row.role, row.text, row.start, row.end) for row in shown]
    spans += [Evidence(row.side, row.text, row.start, row.end) for row in members]
    told = []
    for start, end in sentences(report.text):
        inside = tuple(span for span in spans if start < span.end and span.start < end)
        if inside:
            told.append(Sentence(report.text[start:end], start, end, inside))
    return ReportDetail(
        document=report.document_id,
        outlet=report.outlet,
        published=_day(report.published),
        title=report.title,
        url=report.url,
        reader=report.reader,
        status=report.status,
        first=_day(report.first),
        last=_day(report.last),
        confidence=report.confidence,
        reported_by=tuple(span.text for span in spans if span.role == "reported_by"),
        sentences=tuple(told),
    )


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
        first_published=_day(first),
        last_published=_day(last),
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
