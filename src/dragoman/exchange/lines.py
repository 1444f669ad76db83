"""A ledger as JSON Lines, whole, and back. In: a ledger. Out: one line each for its documents, events, judgements.

The first line is `{"dragoman": 1}`, the version of the format. Then one object a line, with one key that says what
it is: `document` (with `reading` and `reader` beside it), `event`, or the name of another table, with a row of it.
Events are for other programs: import settles them anew from the reports, with the judgements.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, cast

import orjson

from dragoman.documents import Document
from dragoman.errors import InputError
from dragoman.exchange.plain import from_plain, to_plain
from dragoman.reading.report import Reading, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dragoman.ledger import EventQuery, Ledger

FORMAT = 1
#: Lines kept in one transaction.
TOGETHER = 64


def lines(ledger: Ledger, query: EventQuery | None) -> Iterator[bytes]:
    """The whole ledger; with `query`, the events that it asks for and the documents that tell of them, whole."""
    yield _line({"dragoman": FORMAT})
    ids = None if query is None else [row.id for row in ledger.events(query)]
    if query is None:
        for table, row in ledger.other_rows():
            yield _line({table: row})
    for each in ledger.recall(ids):
        document = {name: value for name, value in to_plain(each.document).items() if name != "skip"}
        yield _line({"document": document, "reading": to_plain(each.reading), "reader": each.reader})
    for event in ledger.events(query):
        yield _line({"event": event.as_json()})


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


@dataclass(slots=True)
class Imported:
    """What came of an import."""

    documents: int = 0
    reports: int = 0
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    """Rows of other tables, by table."""
    errors: int = 0


def read_lines(ledger: Ledger, path: Path, tell: Callable[[InputError], None]) -> Imported:
    """Keep what a file holds that `lines` wrote. What is wrong is told by its line, and the rest goes on.

    Raises InputError where the file cannot be read at all.
    """
    result = Imported()

    def told(error: InputError) -> None:
        result.errors += 1
        tell(error)

    batch: list[tuple[Document, Reading]] = []
    reader = ""

    def keep() -> None:
        if batch:
            added = ledger.add_many(batch, reader=reader)
            result.documents += added.documents
            result.reports += added.reports
            result.unchanged += added.unchanged
            batch.clear()

    for number, given in _objects(path, told):
        try:
            if "document" in given:
                document, reading, by = _document(given)
                if by != reader or len(batch) >= TOGETHER:
                    keep()
                reader = by
                batch.append((document, reading))
            elif "event" not in given and "dragoman" not in given:
                ((table, row),) = given.items()
                result.rows[table] = result.rows.get(table, 0) + ledger.add_row(table, row)
        except ValueError as error:
            told(InputError(str(path), str(error), number))
    keep()
    # Judgements act when all of them, and the documents that they are of, are there.
    ledger.bring_up_to_date()
    return result


def _objects(path: Path, tell: Callable[[InputError], None]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                try:
                    given = orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    tell(InputError(str(path), f"not JSON: {error}", number))
                    continue
                if not isinstance(given, dict) or not given:
                    tell(InputError(str(path), "not an object", number))
                    continue
                if number == 1:
                    _known_format(path, given)
                yield number, given
    except (OSError, EOFError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _known_format(path: Path, given: dict[str, Any]) -> None:
    if given.get("dragoman") != FORMAT:
        message = "not a ledger's export: its first line is not " + f'{{"dragoman": {FORMAT}}}'
        raise InputError(str(path), message + " (documents are read with `dragoman read`)", 1)


def _document(given: dict[str, Any]) -> tuple[Document, Reading, str]:
    document = from_plain(Document, given["document"])
    reading = from_plain(Reading, given.get("reading", {"document": document.id}))
    reader = given.get("reader")
    if not isinstance(reader, str):
        raise ValueError("no field 'reader'")
    for span in _spans(reading):
        if span.start < 0 or document.text[span.start : span.end] != span.text:
            raise ValueError(f"the text of {document.id!r} is not {span.text!r} at {span.start}")
    return document, reading, reader


def _spans(reading: Reading) -> Iterator[Span]:
    yield from reading.quotes
    for report in reading.reports:
        yield from (report.trigger, *report.also, *report.a, *report.b, *report.reported_by)
        yield from (span for span in (report.place, report.date, report.occasion) if span)
