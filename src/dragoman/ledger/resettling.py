"""Settles a whole ledger anew: after an update of Dragoman has changed the merging rule, or on request.

Goes through the documents, some at a time, each in a transaction of its own, so that others may go on reading: for what
merging looks at of each report. Then through the reports, for links with those before and for events. Broken off, it is
done again the next time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.documents.likeness import signature
from dragoman.ledger import schema
from dragoman.ledger.linking import block_rows
from dragoman.ledger.rule import version
from dragoman.ledger.settling import loaded, settle
from dragoman.ledger.statements import insert, parts, update
from dragoman.ledger.telling import kept_words, sentence_of, words_of
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.ledger.store import Ledger

#: Documents, or reports, at once.
AT_ONCE = 200

_documents, _reports = schema.documents.c, schema.reports.c


def settled(connection: sa.Connection) -> bool:
    """Whether all events were made by the merging rule of today."""
    return connection.execute(sa.select(schema.settled.c.rule)).scalar() == version()


def begun(connection: sa.Connection) -> bool:
    """Whether all events are by the rule of today, as those of a ledger are that has none yet; it is marked so."""
    if settled(connection):
        return True
    if connection.execute(sa.select(_reports.key).limit(1)).first() is not None:
        return False
    mark(connection)
    return True


def settle_all(ledger: Ledger) -> None:
    """Settle every event anew."""
    with ledger.writing() as connection:
        connection.execute(sa.delete(schema.settled))
    for keys in _batches(ledger, _documents.key):
        with ledger.writing() as connection:
            _prepare(connection, keys)
    for keys in _batches(ledger, _reports.key):
        with ledger.writing() as connection:
            # Another process may have added and linked some of them since they were prepared.
            _unlink(connection, keys)
            settle(connection, keys, up_to=keys[-1])
    with ledger.writing() as connection:
        mark(connection)


def mark(connection: sa.Connection) -> None:
    """Say that all events are by the rule of today."""
    connection.execute(sa.delete(schema.settled))
    connection.execute(sa.insert(schema.settled), [{"rule": version()}])


def _batches(ledger: Ledger, key: sa.Column[int]) -> Iterator[list[int]]:
    """All keys of a table in order, some at a time."""
    last = -1
    while True:
        with ledger.reading() as connection:
            query = sa.select(key).where(key > last).order_by(key).limit(AT_ONCE)
            keys = list(connection.execute(query).scalars())
        if not keys:
            return
        yield keys
        last = keys[-1]


def _prepare(connection: sa.Connection, keys: Sequence[int]) -> None:
    """Write what merging looks at: the words of each report's sentence, its blocks, the document's signature."""
    texts = {
        row.key: row.text
        for row in connection.execute(sa.select(_documents.key, _documents.text).where(_documents.key.in_(keys)))
    }
    update(connection, schema.documents, "key", [{"key": key, "signature": signature(texts[key])} for key in texts])
    spans: dict[int, list[tuple[int, int]]] = {}
    rows: list[dict[str, Any]] = []
    for report, document, trigger, end, when in _places(connection, keys):
        if document not in spans:
            spans[document] = sentences(texts[document])
        first, last = sentence_of(spans[document], trigger)
        told = kept_words(*words_of(texts[document], first, last, trigger, end))
        rows.append({"key": report, "words": told, "dated": when is not None and first <= when < last})
    update(connection, schema.reports, "key", rows)
    reports = [row["key"] for row in rows]
    for some in parts(reports):
        connection.execute(sa.delete(schema.blocks).where(schema.blocks.c.report.in_(some)))
    _unlink(connection, reports)
    tellings = loaded(connection, reports).items()
    insert(connection, schema.blocks, [row for key, telling in tellings for row in block_rows(key, telling)])


def _unlink(connection: sa.Connection, reports: Sequence[int]) -> None:
    """Forget with which earlier reports these may be of one event."""
    for some in parts(reports):
        connection.execute(sa.delete(schema.links).where(schema.links.c.report.in_(some)))


def _places(connection: sa.Connection, documents: Sequence[int]) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Report, document, where its trigger begins and ends, and where its date does; None where that is not resolved."""
    trigger, when = schema.evidence.alias(), schema.evidence.alias()
    query = (
        sa.select(_reports.key, _reports.document, trigger.c.start, trigger.c.end, when.c.start, _reports.first)
        .select_from(
            schema.reports.join(trigger, sa.and_(trigger.c.report == _reports.key, trigger.c.role == "trigger")).join(
                when, sa.and_(when.c.report == _reports.key, when.c.role == "date"), isouter=True
            )
        )
        .where(_reports.document.in_(documents))
    )
    for report, document, start, end, date_start, first in connection.execute(query):
        yield report, document, start, end, date_start if first else None
