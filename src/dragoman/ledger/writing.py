"""Writes documents and their reports, and finds the events that they tell of. Within one transaction of the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.documents.likeness import signature
from dragoman.ledger import schema, searching
from dragoman.ledger.changing import Before, changes, held
from dragoman.ledger.gathering import Kept, Part
from dragoman.ledger.grounded import dating_row, place_row
from dragoman.ledger.linking import block_rows
from dragoman.ledger.settling import settle
from dragoman.ledger.statements import insert, parts, storable
from dragoman.ledger.telling import kept_words, telling_of
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dragoman.documents import Document
    from dragoman.ledger.telling import Telling
    from dragoman.reading.report import Reading, Report, Span


class Writer:
    """Collects the rows of a batch, then writes them and settles the events concerned."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._rows: dict[sa.Table, list[dict[str, Any]]] = {
            table: []
            for table in (
                schema.documents,
                schema.reports,
                schema.participants,
                schema.places,
                schema.datings,
                schema.evidence,
                schema.quotes,
                schema.offices,
                schema.blocks,
                schema.changes,
            )
        }
        self._search: dict[int, str] = {}
        self._unsettled: dict[int, Kept] = {}
        self._touched: set[int] = set()
        self._before: dict[str, Before] = {}
        self._storable = True
        self._document = self._next(schema.documents)
        self._report = self._next(schema.reports)
        self._change = self._next(schema.changes)
        self.reports = 0
        self.changes = 0

    def _next(self, table: sa.Table) -> int:
        return (self._connection.execute(sa.select(sa.func.max(table.c.key))).scalar() or 0) + 1

    def forget(self, documents: Collection[int]) -> None:
        """Take documents out, with their reports; events that others tell of too are settled anew."""
        for keys in parts(documents):
            self._before |= held(self._connection, keys)
            events = sa.select(schema.reports.c.event).where(schema.reports.c.document.in_(keys))
            others = sa.select(schema.reports.c.key).where(
                schema.reports.c.event.in_(events), schema.reports.c.document.not_in(keys)
            )
            left = set(self._connection.execute(others).scalars())
            self._touched |= left
            known = {event for event in self._connection.execute(events).scalars() if event}
            self._connection.execute(sa.delete(schema.documents).where(schema.documents.c.key.in_(keys)))
            for some in parts(known):
                self._connection.execute(sa.delete(schema.events).where(schema.events.c.id.in_(some)))

    def add(self, document: Document, reading: Reading, reader: str) -> None:
        """Keep one document and its reports."""
        key, self._document = self._document, self._document + 1
        texts = (document.id, document.text, document.title, document.outlet, document.url)
        self._storable = self._storable and all(storable(text) == text for text in texts if text)
        self._rows[schema.documents].append(
            {
                "key": key,
                "id": document.id,
                "hash": document.hash,
                "outlet": document.outlet,
                "published": document.published.isoformat() if document.published else None,
                "title": document.title,
                "text": document.text,
                "language": document.language,
                "url": document.url,
                "coded": reading.coded,
                "note": reading.note,
                "reader": reader,
                "signature": signature(document.text),
            }
        )
        if before := self._before.pop(storable(document.id), None):
            made = changes(before, document, reading, reader)
            self._rows[schema.changes] += [{"key": self._change + number, **row} for number, row in enumerate(made)]
            self._change += len(made)
            self.changes += len(made)
        for position, quote in enumerate(reading.quotes):
            self._rows[schema.quotes].append(
                {
                    "document": key,
                    "position": position,
                    **_span(quote),
                    "speaker": quote.speaker,
                    "speaker_country": quote.speaker_country,
                }
            )
        for position, office in enumerate(reading.offices):
            self._rows[schema.offices].append(
                {
                    "document": key,
                    "position": position,
                    "start": office.start,
                    "end": office.end,
                    "office": office.text,
                    "name": office.name,
                    "country": office.country,
                    "settled": False,
                }
            )
        spans = sentences(document.text) if reading.reports else []
        for report in reading.reports:
            self._add_report(key, document, report, spans)

    def _add_report(self, key: int, document: Document, report: Report, spans: Sequence[tuple[int, int]]) -> None:
        number, self._report = self._report, self._report + 1
        self.reports += 1
        place, when = report.place, report.date
        self._rows[schema.reports].append(
            {
                "key": number,
                "document": key,
                "event": None,
                "type": report.type,
                "form": report.form,
                "status": report.status,
                "channel": report.channel,
                "background": report.background,
                "confidence": report.confidence,
                "first": when.first.isoformat() if when and when.first else None,
                "last": when.last.isoformat() if when and when.last else None,
                "place": place.text if place else None,
                "place_country": place.country if place else None,
                "occasion": report.occasion.text if report.occasion else None,
            }
        )
        if place:
            self._rows[schema.places].append(place_row(number, place))
        if when and when.constraints:
            self._rows[schema.datings].append(dating_row(number, when))
        for side, members in (("a", report.a), ("b", report.b)):
            for position, member in enumerate(members):
                self._rows[schema.participants].append(
                    {
                        "report": number,
                        "side": side,
                        "position": position,
                        **_span(member),
                        "name": member.name,
                        "title": member.title,
                        "country": member.country,
                        "kind": member.kind,
                        "rank": member.rank,
                        "basis": member.basis,
                        "confidence": member.confidence,
                        "actor": member.actor,
                        "known_as": member.known_as,
                        "country_confidence": member.country_confidence,
                    }
                )
        shown = [("trigger", report.trigger), *(("also", span) for span in report.also)]
        shown += [
            (role, span) for role, span in (("place", place), ("date", when), ("occasion", report.occasion)) if span
        ]
        shown += [("reported_by", span) for span in report.reported_by]
        for position, (role, span) in enumerate(shown):
            self._rows[schema.evidence].append({"report": number, "position": position, "role": role, **_span(span)})
        marked = [(span.start, span.end) for span in (*(span for _, span in shown), *report.a, *report.b)]
        self._search[number] = searching.report_text(document.title, document.text, spans, marked)
        telling = telling_of(document, report, spans)
        self._unsettled[number] = self._kept(number, report, telling)
        self._rows[schema.reports][-1] |= {"words": kept_words(telling.words, telling.near), "dated": telling.dated}
        self._rows[schema.blocks] += block_rows(number, telling)

    def close(self) -> None:
        """Write what was collected and settle the events concerned."""
        if not self._storable:
            self._rows = {table: [_storable(row) for row in rows] for table, rows in self._rows.items()}
            self._search = _storable(self._search)
        for table, rows in self._rows.items():
            insert(self._connection, table, rows)
        texts = {row["key"]: (row["title"], row["text"]) for row in self._rows[schema.documents]}
        searching.add_documents(self._connection, texts)
        searching.add_reports(self._connection, self._search)
        # What a database cannot hold as it was read is looked up as it holds it.
        settle(self._connection, self._unsettled, self._touched, at_hand=self._unsettled if self._storable else None)

    def _kept(self, number: int, report: Report, telling: Telling) -> Kept:
        """The report whose row was the last to be made."""
        row = self._rows[schema.reports][-1]
        document = self._rows[schema.documents][-1]
        return Kept(
            key=number,
            **{name: row[name] for name in ("event", "type", "form", "status", "channel", "background", "confidence")},
            **{name: row[name] for name in ("first", "last", "place", "place_country", "occasion")},
            published=document["published"],
            signature=document["signature"],
            members=tuple(
                [
                    Part(side, member.country, member.name, member.text, member.rank)
                    for side, members in (("a", report.a), ("b", report.b))
                    for member in members
                ]
            ),
            telling=telling,
        )


def _storable(row: dict[Any, Any]) -> dict[Any, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
