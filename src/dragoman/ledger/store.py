"""The ledger: keeps documents with what was read in them, and answers for it.

with Ledger() as ledger:
    ledger.add_many(Coder().code(documents), reader="…")
    for event in ledger.events(EventQuery(about=("PRK",))):
        print(event)
"""

from __future__ import annotations

import gc
import itertools
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from dragoman.grounding.undated import datable
from dragoman.ledger import (
    asking,
    checking,
    copying,
    finding,
    learning,
    lists,
    occurrences,
    recalling,
    remembering,
    resettling,
    schema,
    searching,
    showing,
    tellings,
)
from dragoman.ledger.failing import guarded
from dragoman.ledger.opening import home, open_engine, shown
from dragoman.ledger.rows import Added, Change, EventDetail, EventParticipant, EventQuery, EventRow, Info, Stats
from dragoman.ledger.statements import storable
from dragoman.ledger.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from types import TracebackType

    from dragoman.documents import Document
    from dragoman.grounding.occasions import Occasion
    from dragoman.grounding.register import Holding
    from dragoman.ledger.checking import Checked
    from dragoman.ledger.finding import Found, Search
    from dragoman.ledger.lists import Entry
    from dragoman.ledger.occurrences import DocumentsRead, Occurrence
    from dragoman.ledger.recalling import Recalled
    from dragoman.ledger.tellings import Tellings
    from dragoman.reading.report import Reading, Report

_documents = schema.documents.c


class Ledger:
    """A ledger in a SQLite file or a PostgreSQL database, made where there is none unless `create` is False.

    `path` is a file, or postgresql://user@host/database; by default what DRAGOMAN_LEDGER names, else ledger.sqlite
    in DRAGOMAN_HOME, or in the user's data folder. Every method raises LedgerError where the database cannot do
    what is asked.
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        named = str(path) if path is not None else home()
        self.name = shown(named)
        """The path or address, without the password."""
        self._engine = open_engine(named, create=create)
        self._sqlite = self._engine.dialect.name == "sqlite"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the ledger as it was when it began, whatever others write. Raises LedgerError."""
        with guarded(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection that alone writes; all of it is kept at the end, or nothing. Raises LedgerError."""
        writer = self._engine.execution_options(writing=True)
        with guarded(self.name), writer.begin() as connection:
            yield connection

    def has(self, document: Document, *, reader: str) -> bool:
        """Whether the ledger holds this document as it is, read by this reader."""
        query = sa.select(_documents.key).where(_documents.hash == document.hash, _documents.reader == reader)
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def add(self, document: Document, reading: Reading, *, reader: str) -> Added:
        """Keep one document and its grounded reading."""
        return self.add_many([(document, reading)], reader=reader)

    def add_many(
        self, coded: Iterable[tuple[Document, Reading]], *, reader: str, together: int = 256, again: bool = False
    ) -> Added:
        """Keep documents and their grounded readings, `together` in each transaction.

        A document that is held already as it is (by its hash) and was read by the same reader is left alone. One
        of the same id with another text, or read by another reader, takes the place of what was held; with `again`,
        every one does. What the documents teach of offices counts once all of them are kept (`learnt`).
        """
        self.bring_up_to_date()
        documents = reports = unchanged = changes = 0
        stream = iter(coded)
        while batch := list(itertools.islice(stream, together)):
            with self.writing() as connection, _uncollected():
                added = _add(connection, batch, reader, again=again)
            documents, reports = documents + added.documents, reports + added.reports
            unchanged, changes = unchanged + added.unchanged, changes + added.changes
        with self.writing() as connection:
            learning.settle(connection)
        return Added(documents, reports, unchanged, changes)

    def bring_up_to_date(self) -> None:
        """Settle all events by the merging rule of today, if an older one made them."""
        with self.reading() as connection:
            if resettling.settled(connection):
                return
        # Of several processes that begin a new ledger, one marks it, and none settles what the others add.
        with self.writing() as connection:
            if resettling.begun(connection):
                return
        self.settle()

    def settle(self) -> None:
        """Find all events anew."""
        resettling.settle_all(self)

    def changes(self, limit: int | None = None) -> Iterator[Change]:
        """What reading again changed in documents that had been read before, the latest first."""
        with self.reading() as connection:
            query = sa.select(schema.changes).order_by(schema.changes.c.key.desc()).limit(limit)
            for row in connection.execute(query):
                values = dict(row._mapping)
                values.pop("key")
                yield Change(**values)

    def events(self, query: EventQuery | None = None) -> Iterator[EventRow]:
        """Events that `query` asks for (all, without it), the earliest first."""
        with self.reading() as connection:
            yield from asking.events(connection, query or EventQuery())

    def show(self, event: str) -> EventDetail:
        """One event by its id or the beginning of it, with its reports and their evidence."""
        with self.reading() as connection:
            return showing.show(connection, event)

    def search(self, search: Search) -> list[Found]:
        """Documents that hold the words, the best first."""
        with self.reading() as connection:
            return finding.find(connection, search)

    def info(self) -> Info:
        """Which database this is, how large, and by which readers its documents were read."""
        with self.reading() as connection:
            return asking.info(connection, self.name)

    def check(self) -> Checked:
        """Look at every row, and say what is wrong; nothing is changed."""
        # SQLite checks its index of words only for one who may write.
        with guarded(self.name), self._engine.connect().execution_options(writing=self._sqlite) as connection:
            return checking.check(connection)

    def reindex(self) -> None:
        """Make the indexes of words anew."""
        with self.writing() as connection:
            searching.rebuild(connection)

    def back_up(self, path: str | Path) -> None:
        """Copy the ledger to a new file, which is a ledger in SQLite itself, while others may go on."""
        with guarded(self.name):
            copying.back_up(self._engine, Path(path))

    def restore(self, path: str | Path, *, replace: bool = False) -> None:
        """Fill this ledger, which must be empty unless it is to be replaced, from a backup: all of it, or nothing."""
        copying.restore(self._engine, Path(path), self.name, replace=replace)

    def recall(self, events: Sequence[str] | None = None) -> Iterator[Recalled]:
        """Documents with what was read in them, in the order in which they were kept; or those that tell of events."""
        with self.reading() as connection:
            yield from recalling.recall(connection, events)

    def tellings(self, events: Sequence[str]) -> dict[str, Tellings]:
        """Who took part in each of these events (ids), and which documents tell of it."""
        with self.reading() as connection:
            return tellings.tellings(connection, events)

    def other_rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Rows that do not follow from the documents, by table: what people said."""
        with self.reading() as connection:
            yield from copying.other_rows(connection)

    def add_row(self, table: str, row: dict[str, Any]) -> bool:
        """Keep a row that `other_rows` gave; False where it is there. Raises ValueError where it cannot be."""
        with self.writing() as connection:
            added = copying.add_row(connection, table, row)
            if added and table in (schema.judgements.name, schema.judged.name):
                # It acts when all of them are there: with the next `bring_up_to_date`.
                connection.execute(sa.delete(schema.settled))
            return added

    def keep_list(self, name: str, entries: Sequence[Entry]) -> None:
        """Keep a list that someone keeps by hand; one of the same name that was there is gone."""
        with self.writing() as connection:
            lists.keep(connection, name, entries)

    def list_entries(self, name: str | None = None) -> list[Entry]:
        """The entries of a list; without a name, of the only one."""
        with self.reading() as connection:
            return lists.entries(connection, name)

    def participants(self, events: Iterable[str]) -> dict[str, tuple[EventParticipant, ...]]:
        """Who took part in each of these events (ids in full), side a first."""
        with self.reading() as connection:
            return showing.participants(connection, list(events))

    def occurrences(self, as_of: date | None = None) -> list[Occurrence]:
        """Every event as analysis needs it; with `as_of`, those that documents published by that day tell of."""
        with self.reading() as connection:
            return list(occurrences.occurrences(connection, as_of))

    def documents_read(self, as_of: date | None = None) -> list[DocumentsRead]:
        """How many documents of each source and day were read; with `as_of`, published by that day."""
        with self.reading() as connection:
            return list(occurrences.documents_read(connection, as_of))

    def occasions(self) -> list[Occasion]:
        """What it holds that may be remembered on its day, by which undated documents are dated (`Coder(known=…)`)."""
        with self.reading() as connection:
            return list(remembering.occasions(connection))

    def learnt(self) -> list[Holding]:
        """Who holds which office, as the documents said that it has read to the end (`Register.learnt`)."""
        with self.reading() as connection:
            return list(learning.learnt(connection))

    def date_again(
        self,
        code: Callable[[Sequence[Document], Sequence[Occasion]], Iterable[tuple[Document, Reading]]],
        *,
        reader: str,
    ) -> int:
        """Read anew, by `code`, documents without a date that what the ledger holds by now can date: how many it did.

        They are those that mark an anniversary of what it did not know when they were read.
        """
        known = self.occasions()
        with self.reading() as connection:
            again = [document for document in remembering.undated(connection) if datable(document, known)]
        told = [(document, reading) for document, reading in code(again, known) if any(map(_inferred, reading.reports))]
        return self.add_many(told, reader=reader, again=True).documents

    def stats(self) -> Stats:
        """How much the ledger holds."""
        with self.reading() as connection:
            return asking.stats(connection)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without a search for garbage in circles: a batch leaves little, and its many rows would all be looked through."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _inferred(report: Report) -> bool:
    return report.date is not None and report.date.inferred


def _add(connection: sa.Connection, batch: Sequence[tuple[Document, Reading]], reader: str, *, again: bool) -> Added:
    # The last of several of one id or one text in a batch is what counts, as it would be one batch later.
    latest = {document.hash: (document, reading) for document, reading in batch}
    by_id = {storable(document.id): (document, reading) for document, reading in latest.values()}
    held = connection.execute(
        sa.select(_documents.key, _documents.id, _documents.hash, _documents.reader).where(
            sa.or_(_documents.id.in_(by_id), _documents.hash.in_([d.hash for d, _ in by_id.values()]))
        )
    ).all()
    same = {row.hash for row in held if row.reader == reader and not again}
    new = [(document, reading) for document, reading in by_id.values() if document.hash not in same]
    ids, hashes = {storable(document.id) for document, _ in new}, {document.hash for document, _ in new}
    writer = Writer(connection)
    writer.forget([row.key for row in held if row.id in ids or row.hash in hashes])
    for document, reading in new:
        writer.add(document, reading, reader)
    writer.close()
    return Added(len(new), writer.reports, len(batch) - len(new), writer.changes)
