"""What changed in a document that was read before: with a better reader, or because its text was changed.

In: what the ledger held of it, and the new reading. Out: rows of the table of changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema
from dragoman.ledger.statements import parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dragoman.documents import Document
    from dragoman.reading.report import Reading, Report

#: Fields of a report that are compared.
FIELDS = ("form", "status", "channel", "background", "first", "last", "place_country", "a", "b")


@dataclass(frozen=True, slots=True)
class Told:
    """A report by its trigger and the fields that are compared, as text."""

    start: int
    end: int
    trigger: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """What the ledger held of a document."""

    reader: str
    reports: tuple[Told, ...]


def now() -> str:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def held(connection: sa.Connection, documents: Collection[int]) -> dict[str, Before]:
    """What the ledger holds of documents, by their ids."""
    found: dict[str, Before] = {}
    reports, evidence = schema.reports.c, schema.evidence.c
    for some in parts(documents):
        sides: dict[int, dict[str, set[str]]] = {}
        people = schema.participants.c
        query = (
            sa.select(people.report, people.side, people.country)
            .select_from(schema.participants.join(schema.reports))
            .where(reports.document.in_(some), people.country.is_not(None))
        )
        for report, side, country in connection.execute(query):
            sides.setdefault(report, {"a": set(), "b": set()})[side].add(country)
        told: dict[int, list[Told]] = {}
        acts = sa.select(schema.reports, evidence.start, evidence.end, evidence.text.label("trigger"))
        acts = acts.select_from(schema.reports.join(schema.evidence)).where(
            reports.document.in_(some), evidence.role == "trigger"
        )
        for row in connection.execute(acts.order_by(evidence.start, reports.key)):
            codes = sides.get(row.key, {})
            fields = {name: _text(getattr(row, name)) for name in FIELDS if name not in ("a", "b")}
            fields |= {side: " ".join(sorted(codes.get(side, ()))) for side in ("a", "b")}
            told.setdefault(row.document, []).append(Told(row.start, row.end, row.trigger, fields))
        ids = sa.select(*schema.documents.c["key", "id", "reader"]).where(schema.documents.c.key.in_(some))
        for key, id_, reader in connection.execute(ids):
            found[id_] = Before(reader, tuple(told.get(key, ())))
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _told(report: Report) -> Told:
    when, place = report.date, report.place
    values: dict[str, object] = {
        "form": report.form,
        "status": report.status,
        "channel": report.channel,
        "background": report.background,
        "first": when.first if when else None,
        "last": when.last if when else None,
        "place_country": place.country if place else None,
    }
    fields = {name: _text(value) for name, value in values.items()}
    for side, members in (("a", report.a), ("b", report.b)):
        fields[side] = " ".join(sorted({member.country for member in members if member.country}))
    return Told(report.trigger.start, report.trigger.end, report.trigger.text, fields)


def changes(before: Before, document: Document, reading: Reading, reader: str) -> list[dict[str, Any]]:
    """Rows for reports that are new, that are gone, and for each field that changed of one that stayed.

    A report stayed where the triggers overlap, one of the same form first.
    """
    at = now()
    base = {"at": at, "document": document.id, "old_reader": before.reader, "new_reader": reader}
    return [base | row for row in _differences(before.reports, tuple(map(_told, reading.reports)))]


def _differences(old: Collection[Told], new: Collection[Told]) -> Iterator[dict[str, Any]]:
    pairs = sorted(
        (
            (one.fields["form"] != other.fields["form"], -overlap, i, j)
            for i, one in enumerate(old)
            for j, other in enumerate(new)
            if (overlap := min(one.end, other.end) - max(one.start, other.start)) > 0
        ),
    )
    was, is_ = dict(enumerate(old)), dict(enumerate(new))
    for _, _, i, j in pairs:
        if i in was and j in is_:
            one, other = was.pop(i), is_.pop(j)
            for name in FIELDS:
                if one.fields[name] != other.fields[name]:
                    yield _row("changed", other, name, one.fields[name], other.fields[name])
    for gone in was.values():
        yield _row("gone", gone)
    for added in is_.values():
        yield _row("added", added)


def _row(
    kind: str, told: Told, field: str | None = None, before: str | None = None, after: str | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "form": told.fields["form"],
        "start": told.start,
        "trigger": told.trigger,
        "field": field,
        "before": before,
        "after": after,
    }
