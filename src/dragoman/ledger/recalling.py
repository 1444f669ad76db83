"""Gives back what was read: documents with their readings, as the ledger holds them. Reads only.

In: a connection, and which documents. Out: the values that `Ledger.add_many` takes, so that what is given back and
kept again in another ledger makes the same ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.documents import Document
from dragoman.ledger import schema
from dragoman.ledger.grounded import PLACED, dating, whereabouts
from dragoman.reading.report import Constraint, Office, Participant, Place, Quote, Reading, Report, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Documents fetched at once.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Recalled:
    """A document with what was read in it."""

    document: Document
    reading: Reading
    reader: str
    """The version of the reader."""


def recall(connection: sa.Connection, events: Sequence[str] | None = None) -> Iterator[Recalled]:
    """Documents in the order in which they were kept: all, or those that tell of any of `events` (ids)."""
    wanted = None if events is None else _telling(connection, events)
    last, at = -1, 0
    while True:
        query = sa.select(schema.documents).order_by(schema.documents.c.key)
        if wanted is None:
            query = query.where(schema.documents.c.key > last).limit(AT_ONCE)
        else:
            query = query.where(schema.documents.c.key.in_(wanted[at : at + AT_ONCE]))
        rows = connection.execute(query).all()
        if not rows:
            return
        last, at = rows[-1].key, at + AT_ONCE
        yield from _recalled(connection, rows)


def _telling(connection: sa.Connection, events: Sequence[str]) -> list[int]:
    found: set[int] = set()
    for begin in range(0, len(events), AT_ONCE):
        some = events[begin : begin + AT_ONCE]
        found.update(
            connection.execute(
                sa.select(schema.reports.c.document).where(schema.reports.c.event.in_(some)).distinct()
            ).scalars()
        )
    return sorted(found)


def _recalled(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> Iterator[Recalled]:
    keys = [row.key for row in rows]
    mine = schema.reports.c.document.in_(keys)
    reports = _grouped(connection, sa.select(schema.reports).where(mine).order_by("key"), "document")
    quotes = _grouped(
        connection,
        sa.select(schema.quotes).where(schema.quotes.c.document.in_(keys)).order_by("document", "position"),
        "document",
    )
    taught = _grouped(
        connection,
        sa.select(schema.offices).where(schema.offices.c.document.in_(keys)).order_by("document", "position"),
        "document",
    )
    members = _grouped(
        connection,
        sa.select(schema.participants).join(schema.reports).where(mine).order_by("report", "side", "position"),
        "report",
    )
    shown = _grouped(
        connection, sa.select(schema.evidence).join(schema.reports).where(mine).order_by("report", "position"), "report"
    )
    places, datings = (
        {row.report: row for row in connection.execute(sa.select(table).join(schema.reports).where(mine))}
        for table in (schema.places, schema.datings)
    )
    for row in rows:
        told = [
            _dated(_placed(report, places.get(key)), datings.get(key), row.text)
            for key, report in (
                (report.key, _report(report, members.get(report.key, []), shown[report.key]))
                for report in reports.get(row.key, [])
            )
        ]
        said = (Quote(*_span(quote), quote.speaker, None, quote.speaker_country) for quote in quotes.get(row.key, []))
        offices = (
            Office(office.office, office.start, office.end, office.name, office.country)
            for office in taught.get(row.key, [])
        )
        reading = Reading(row.id, tuple(told), tuple(said), tuple(offices), coded=row.coded, note=row.note)
        published = date.fromisoformat(row.published) if row.published else None
        document = Document(row.id, row.text, row.title, row.outlet, published, row.language, row.url)
        yield Recalled(document, reading, row.reader)


def _grouped(connection: sa.Connection, query: sa.Select[Any], by: str) -> dict[int, list[sa.Row[Any]]]:
    found: dict[int, list[sa.Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(getattr(row, by), []).append(row)
    return found


def _span(row: sa.Row[Any]) -> tuple[str, int, int]:
    return row.text, row.start, row.end


def _report(row: sa.Row[Any], members: Sequence[sa.Row[Any]], shown: Sequence[sa.Row[Any]]) -> Report:
    spans: dict[str, list[Span]] = {}
    for piece in shown:
        spans.setdefault(piece.role, []).append(Span(*_span(piece)))
    sides: dict[str, list[Participant]] = {"a": [], "b": []}
    for member in members:
        sides[member.side].append(
            Participant(
                *_span(member),
                name=member.name,
                title=member.title,
                kind=member.kind,
                country=member.country,
                rank=member.rank,
                basis=member.basis,
                country_confidence=member.country_confidence,
                actor=member.actor,
                known_as=member.known_as,
                confidence=member.confidence,
            )
        )
    place, when, occasion = (spans.get(role, [None])[0] for role in ("place", "date", "occasion"))
    first, last = (date.fromisoformat(day) if day else None for day in (row.first, row.last))
    return Report(
        type=row.type,
        form=row.form,
        status=row.status,
        channel=row.channel,
        background=row.background,
        trigger=spans["trigger"][0],
        also=tuple(spans.get("also", ())),
        a=tuple(sides["a"]),
        b=tuple(sides["b"]),
        place=Place(place.text, place.start, place.end, country=row.place_country) if place else None,
        date=When(when.text, when.start, when.end, first, last) if when else None,
        occasion=occasion,
        reported_by=tuple(spans.get("reported_by", ())),
        confidence=row.confidence,
    )


def _placed(report: Report, row: sa.Row[Any] | None) -> Report:
    """The report with where its place is."""
    if row is None or report.place is None:
        return report
    found = whereabouts(row)
    return replace(report, place=replace(report.place, **{name: getattr(found, name) for name in PLACED}))


def _dated(report: Report, row: sa.Row[Any] | None, text: str) -> Report:
    """The report with what its undated document tells of the day."""
    if row is None or report.date is None:
        return report
    found = dating(row)
    # The ledger keeps what a constraint says, not where: the first place that has its words.
    constraints = tuple(
        Constraint(
            each["text"],
            max(0, text.find(each["text"])),
            max(0, text.find(each["text"])) + len(each["text"]),
            each["kind"],
            each["says"],
            each["source"],
        )
        for each in found.constraints
    )
    when = replace(report.date, inferred=found.inferred, constraints=constraints, candidates=found.candidates)
    return replace(report, date=when)
