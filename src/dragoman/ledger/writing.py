"""Writes documents and their reports, and finds the events that they tell of. Within one transaction of the caller."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema, searching
from dragoman.ledger.grounded import dating_row, place_row
from dragoman.ledger.merging import Telling, blocks, clusters, days, folded
from dragoman.ledger.statements import insert, parts, storable, update
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dragoman.documents import Document
    from dragoman.reading.report import Reading, Report, Span


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
            )
        }
        self._search: dict[int, str] = {}
        self._unsettled: set[int] = set()
        self._storable = True
        self._document = self._next(schema.documents)
        self._report = self._next(schema.reports)
        self.reports = 0

    def _next(self, table: sa.Table) -> int:
        return (self._connection.execute(sa.select(sa.func.max(table.c.key))).scalar() or 0) + 1

    def forget(self, documents: Collection[int]) -> None:
        """Take documents out, with their reports; events that others tell of too are settled anew."""
        for keys in parts(documents):
            events = sa.select(schema.reports.c.event).where(schema.reports.c.document.in_(keys))
            others = sa.select(schema.reports.c.key).where(
                schema.reports.c.event.in_(events), schema.reports.c.document.not_in(keys)
            )
            left = set(self._connection.execute(others).scalars())
            self._unsettled |= left
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
            }
        )
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
        published = document.published
        first, last, _ = days(
            when.first if when else None,
            when.last if when else None,
            published,
            background=report.background,
            status=report.status,
        )
        self._unsettled.add(number)
        if first is not None and last is not None:
            telling = Telling(
                ("", "", 0), "", report.form, report.status, _codes(report.a), _codes(report.b), first, last, False
            )
            for block in sorted(set(blocks(telling))):
                row = {"report": number, "block": block, "first": first.isoformat(), "last": last.isoformat()}
                self._rows[schema.blocks].append(row)

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
        settle(self._connection, self._unsettled)


def _storable(row: dict[Any, Any]) -> dict[Any, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _codes(members: Iterable[Any]) -> frozenset[str]:
    return frozenset(member.country for member in members if member.country)


def settle(connection: sa.Connection, reports: Collection[int]) -> None:
    """Find the events of these reports and of all that may tell of the same, and write them anew.

    The events of a report depend only on the reports that it is linked with through common blocks, so that
    settling these gives what settling the whole ledger would.
    """
    linked = _linked(connection, reports)
    if not linked:
        return
    told, rows, members = _tellings(connection, linked)
    for some in parts({row.event for row in rows.values() if row.event}):
        connection.execute(sa.delete(schema.events).where(schema.events.c.id.in_(some)))
    events, sides, homes = [], [], []
    for cluster in clusters(told):
        numbers = [told[telling] for telling in cluster]
        event = _event(cluster, [rows[number] for number in numbers], [members[number] for number in numbers])
        events.append(event)
        for side in ("a", "b"):
            sides += [{"event": event["id"], "side": side, "country": code} for code in json.loads(event[side])]
        homes += [{"key": number, "event": event["id"]} for number in numbers]
    insert(connection, schema.events, events)
    insert(connection, schema.event_countries, sides)
    update(connection, schema.reports, "key", homes)


def _linked(connection: sa.Connection, reports: Collection[int]) -> set[int]:
    """Reports that share a block and days with one of `reports`, and so on."""
    mine, theirs = schema.blocks.alias(), schema.blocks.alias()
    found, frontier = set(reports), set(reports)
    while frontier:
        near: set[int] = set()
        for some in parts(frontier):
            query = (
                sa.select(theirs.c.report)
                .select_from(mine.join(theirs, mine.c.block == theirs.c.block))
                .where(mine.c.report.in_(some), theirs.c.first <= mine.c.last, theirs.c.last >= mine.c.first)
            )
            near |= set(connection.execute(query).scalars())
        frontier = near - found
        found |= frontier
    return found


def _tellings(
    connection: sa.Connection, numbers: Collection[int]
) -> tuple[dict[Telling, int], dict[int, sa.Row[Any]], dict[int, list[sa.Row[Any]]]]:
    """The reports as merging sees them, by report; their rows; their participants."""
    rows: dict[int, sa.Row[Any]] = {}
    members: dict[int, list[sa.Row[Any]]] = {}
    starts: dict[int, int] = {}
    for some in parts(numbers):
        documents = schema.documents.c
        query = sa.select(schema.reports, documents.id.label("document_id"), documents.published).join(schema.documents)
        for row in connection.execute(query.where(schema.reports.c.key.in_(some))):
            rows[row.key] = row
            members[row.key] = []
        query_people = sa.select(schema.participants).where(schema.participants.c.report.in_(some))
        for member in connection.execute(query_people.order_by("report", "side", "position")):
            members[member.report].append(member)
        triggers = sa.select(schema.evidence.c.report, schema.evidence.c.start).where(
            schema.evidence.c.report.in_(some), schema.evidence.c.role == "trigger"
        )
        starts.update((report, start) for report, start in connection.execute(triggers))
    told = {_telling(row, members[number], starts.get(number, 0)): number for number, row in rows.items()}
    return told, rows, members


def _telling(row: sa.Row[Any], members: Sequence[sa.Row[Any]], start: int) -> Telling:
    side = {name: [member for member in members if member.side == name] for name in ("a", "b")}
    first, last, dated = days(
        _day(row.first), _day(row.last), _day(row.published), background=row.background, status=row.status
    )
    return Telling(
        key=(row.published or "9999", row.document_id, start),
        document=row.document_id,
        form=row.form,
        status=row.status,
        a=_codes(side["a"]),
        b=_codes(side["b"]),
        first=first,
        last=last,
        dated=dated,
        names_a=frozenset(folded(member.name) for member in side["a"] if member.name),
        names_b=frozenset(folded(member.name) for member in side["b"] if member.name),
        place=folded(row.place) if row.place else None,
        place_country=row.place_country,
        occasion=folded(row.occasion) if row.occasion else None,
    )


def _event(
    cluster: Sequence[Telling], rows: Sequence[sa.Row[Any]], members: Sequence[Sequence[sa.Row[Any]]]
) -> dict[str, Any]:
    """One event of its reports: each field as most of them have it, the surest and earliest first among equals."""
    order = sorted(range(len(rows)), key=lambda number: (-rows[number].confidence, cluster[number].key))

    def most(name: str) -> Any:
        votes = Counter(getattr(rows[number], name) for number in order if getattr(rows[number], name) is not None)
        return votes.most_common(1)[0][0] if votes else None

    dated = [number for number in order if rows[number].first]
    # Of several dates the narrowest that a report gives: "on Tuesday" says more than "in August".
    narrow = min(dated, key=lambda n: ((_days_of(rows[n])), order.index(n))) if dated else None
    ranks = [member.rank for found in members for member in found if member.rank]
    sides: dict[str, list[str]] = {"a": [], "b": []}
    names: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    for number in order:
        for member in members[number]:
            if member.country and member.country not in sides[member.side]:
                sides[member.side].append(member.country)
            shown = member.name or member.text
            if number == order[0] or member.name:
                names[member.side].setdefault(folded(shown), shown)
    unsure = 1.0
    for row in rows:
        unsure *= 1.0 - row.confidence
    day, document, start = cluster[0].key
    return {
        "id": hashlib.sha256(f"{day}\x00{document}\x00{start}\x00{cluster[0].form}".encode()).hexdigest()[:8],
        **{
            name: most(name)
            for name in ("type", "form", "status", "channel", "background", "place", "place_country", "occasion")
        },
        "first": rows[narrow].first if narrow is not None else None,
        "last": rows[narrow].last if narrow is not None else None,
        "a": json.dumps(sides["a"]),
        "b": json.dumps(sides["b"]),
        "a_names": json.dumps(list(names["a"].values())[:6], ensure_ascii=False),
        "b_names": json.dumps(list(names["b"].values())[:6], ensure_ascii=False),
        "rank": min(ranks) if ranks else None,
        "reports": len(rows),
        "documents": len({telling.document for telling in cluster}),
        "confidence": round(1.0 - unsure, 4),
    }


def _days_of(row: sa.Row[Any]) -> int:
    return (date.fromisoformat(row.last) - date.fromisoformat(row.first)).days
