"""Shows one event: who, what, where, when, each report of it, where they disagree, and what each value rests on.

In: a connection and an id. Out: an `EventDetail`. Reads only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.documents.likeness import COPY, likeness
from dragoman.errors import LedgerError
from dragoman.ledger import judging, schema
from dragoman.ledger.asking import day, event_of
from dragoman.ledger.comparing.names import one_person
from dragoman.ledger.gathering import status_of
from dragoman.ledger.grounded import dating, whereabouts
from dragoman.ledger.provenance import provenance
from dragoman.ledger.rows import EventDetail, EventParticipant, Evidence, Link, ReportDetail, Sentence, StatusStep
from dragoman.ledger.sides import side_of, turned
from dragoman.ledger.statements import parts
from dragoman.ledger.words import folded
from dragoman.reading.sentences import sentences
from dragoman.vocabulary import HAPPENED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_events, _reports, _documents = schema.events, schema.reports.c, schema.documents.c
_NOT = frozenset(("denied", "cancelled"))
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+|(?<![\w.,])\d+(?![\w])")


def named(connection: sa.Connection, wanted: str) -> sa.Row[Any]:
    """The row of the event whose id is or begins with `wanted`. Raises LedgerError where none does, or several do."""
    # A range, because an index answers it, as it does not answer LIKE in every database.
    begins = sa.select(_events).where(_events.c.id >= wanted, _events.c.id < wanted + "\U0010ffff").limit(6)
    found = connection.execute(begins).all()
    if not found or not wanted:
        raise LedgerError(f"no event {wanted!r}; `dragoman events` lists them")
    if len(found) > 1:
        raise LedgerError(f"several events begin with {wanted!r}: " + ", ".join(row.id for row in found))
    return found[0]


def show(connection: sa.Connection, wanted: str) -> EventDetail:
    """The event whose id is or begins with `wanted`. Raises LedgerError where none does, or several do."""
    row = named(connection, wanted)
    columns = ("outlet", "published", "title", "text", "url", "reader", "signature")
    join = sa.select(schema.reports, _documents.id.label("document_id"), *(_documents[name] for name in columns))
    told = connection.execute(
        join.join(schema.documents)
        .where(_reports.event == row.id)
        .order_by(_documents.published, _documents.id, _reports.key)
    ).all()
    keys = [report.key for report in told]
    members = _by_report(connection, schema.participants, keys, "side", "position")
    shown = _by_report(connection, schema.evidence, keys, "position")
    surest = sorted(told, key=lambda report: -report.confidence)
    places = _by_report(connection, schema.places, keys)
    datings = _by_report(connection, schema.datings, keys)
    judged = judging.on_event(judging.concerning(connection, keys), keys)
    by_report = {report.key: members[report.key] for report in surest}
    around = turned(row.form, by_report)
    return EventDetail(
        event=event_of(row),
        a=_side(by_report, "a", around),
        b=_side(by_report, "b", around),
        disagreements=tuple(_disagreements(told, members, around)),
        history=tuple(_history(told)),
        reports=tuple(
            replace(
                _report(report, members[report.key], shown[report.key], told),
                place=next(map(whereabouts, places[report.key]), None),
                dating=next(map(dating, datings[report.key]), None),
            )
            for report in told
        ),
        links=tuple(_links(connection, {report.key: report.document_id for report in told})),
        provenance=tuple(provenance(row, told, members, shown, judged, around)),
    )


def participants(connection: sa.Connection, wanted: Sequence[str]) -> dict[str, tuple[EventParticipant, ...]]:
    """Who took part in each of these events (by id), side a first, as `show` gives them."""
    found: dict[str, tuple[EventParticipant, ...]] = {}
    for some in parts(wanted):
        told = connection.execute(
            sa.select(_reports.key, _reports.event, schema.events.c.form)
            .join(schema.events, schema.events.c.id == _reports.event)
            .where(_reports.event.in_(some))
            .order_by(_reports.confidence.desc(), _reports.key)
        ).all()
        members = _by_report(connection, schema.participants, [report.key for report in told], "side", "position")
        by_event: dict[str, dict[int, list[sa.Row[Any]]]] = {event: {} for event in some}
        forms: dict[str, str] = {}
        for report in told:
            by_event[report.event][report.key] = members[report.key]
            forms[report.event] = report.form
        for event, rows in by_event.items():
            around = turned(forms[event], rows) if rows else frozenset()
            found[event] = (*_side(rows, "a", around), *_side(rows, "b", around))
    return found


def _by_report(
    connection: sa.Connection, table: sa.Table, keys: Sequence[int], *order: str
) -> dict[int, list[sa.Row[Any]]]:
    found: dict[int, list[sa.Row[Any]]] = {key: [] for key in keys}
    for some in parts(keys):
        for row in connection.execute(sa.select(table).where(table.c.report.in_(some)).order_by(*order)):
            found[row.report].append(row)
    return found


def _side(
    reports: Mapping[int, Sequence[sa.Row[Any]]], side: str, around: frozenset[int]
) -> tuple[EventParticipant, ...]:
    """Who stands on a side by the surest report, and the persons that others name besides.

    `reports` has the participants by report, the surest first; `around` the reports that turn the sides round.
    """
    found: dict[tuple[str, str | None], EventParticipant] = {}
    for number, (report, members) in enumerate(reports.items()):
        for member in members:
            if side_of(member, report, around) != side or (number and not member.name):
                continue
            key = (folded(member.name or member.text), member.country)
            fields = ("text", "name", "title", "country", "kind", "rank", "basis")
            found.setdefault(key, EventParticipant(side, *(getattr(member, name) for name in fields)))
    return tuple(found.values())


def _history(told: Sequence[sa.Row[Any]]) -> Iterator[StatusStep]:
    """What became of the act, where that changed from one day of publication to another."""
    steps = status_of([(report.published, report.status) for report in told])
    if len(steps) > 1:
        for published, status in steps:
            documents = sorted({r.document_id for r in told if r.published == published and r.status == status})
            yield StatusStep(day(published), status, tuple(documents))


def _disagreements(
    told: Sequence[sa.Row[Any]], members: Mapping[int, Sequence[sa.Row[Any]]], around: frozenset[int]
) -> Iterator[str]:
    """What the reports of an event say differently, each way with the documents that say so."""
    dates = {
        report.key: f"{report.first} to {report.last}" if report.first != report.last else report.first
        for report in told
    }
    happened = {report.key: report.status for report in told if report.status in HAPPENED | _NOT}
    if not {*happened.values()} & HAPPENED or not {*happened.values()} & _NOT:
        happened = {}
    sides = {
        side: {key: [row for row in rows if side_of(row, key, around) == side] for key, rows in members.items()}
        for side in ("a", "b")
    }
    codes = {side: {key: " ".join(_codes(rows)) for key, rows in by_key.items()} for side, by_key in sides.items()}
    for what, values in (
        ("whether it happened", happened),
        ("date", dates),
        ("place", {report.key: report.place_country for report in told}),
        ("side a", codes["a"]),
        ("side b", codes["b"]),
        *((f"who, side {side}", _persons(sides[side])) for side in ("a", "b")),
        ("number", {key: _numbers(rows) for key, rows in members.items()}),
    ):
        ways: dict[str, list[str]] = {}
        for report in told:
            if values.get(report.key):
                ways.setdefault(str(values[report.key]), []).append(report.document_id)
        if len(ways) > 1:
            yield f"{what}: " + "; ".join(f"{way} ({', '.join(documents)})" for way, documents in ways.items())


def _persons(members: Mapping[int, Sequence[sa.Row[Any]]]) -> dict[int, str]:
    """The persons that each report names on one side, under one spelling each, where it names any."""
    spelled: list[str] = []
    found = {}
    for key, rows in members.items():
        mine = []
        for name in (row.name for row in rows if row.name):
            known = next((one for one in spelled if one_person(folded(one), folded(name))), None)
            if known is None:
                spelled.append(known := name)
            mine.append(known)
        found[key] = ", ".join(sorted(set(mine)))
    return found


def _numbers(rows: Sequence[sa.Row[Any]]) -> str:
    """The numbers in the phrases of participants."""
    return ", ".join(sorted({number for row in rows for number in _NUMBER.findall(row.text)}))


def _codes(members: Sequence[sa.Row[Any]]) -> list[str]:
    return sorted({member.country for member in members if member.country})


def _report(
    report: sa.Row[Any], members: Sequence[sa.Row[Any]], shown: Sequence[sa.Row[Any]], told: Sequence[sa.Row[Any]]
) -> ReportDetail:
    spans = [Evidence(row.role, row.text, row.start, row.end) for row in shown]
    spans += [Evidence(row.side, row.text, row.start, row.end) for row in members]
    lines = []
    for start, end in sentences(report.text):
        inside = tuple(span for span in spans if start < span.end and span.start < end)
        if inside:
            lines.append(Sentence(report.text[start:end], start, end, inside))
    return ReportDetail(
        document=report.document_id,
        outlet=report.outlet,
        published=day(report.published),
        title=report.title,
        url=report.url,
        reader=report.reader,
        status=report.status,
        first=day(report.first),
        last=day(report.last),
        confidence=report.confidence,
        reported_by=tuple(span.text for span in spans if span.role == "reported_by"),
        sentences=tuple(lines),
        copy_of=_copy_of(report, told),
    )


def _copy_of(report: sa.Row[Any], told: Sequence[sa.Row[Any]]) -> str | None:
    """The earliest other document of the event, before this one, that the text is a near-duplicate of."""
    for other in told:
        if other.document == report.document:
            return None
        if likeness(report.signature or "", other.signature or "") >= COPY:
            return str(other.document_id)
    return None


def _links(connection: sa.Connection, documents: Mapping[int, str]) -> Iterator[Link]:
    """The links within the event: which documents were found to tell of one act, and how likely that was."""
    links = schema.links.c
    for some in parts(documents):
        query = sa.select(links.report, links.other, links.log_odds).where(links.report.in_(some))
        for one, other, value in connection.execute(query.order_by(links.report, links.other)):
            if other in documents:
                yield Link(documents[one], documents[other], value)
