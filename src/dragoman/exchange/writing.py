"""Writes events of a ledger to a file in one of the formats. In: a ledger and a query. Out: what was written."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import orjson

from dragoman.errors import InputError
from dragoman.exchange import cameo, lines, plover, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.ledger import EventQuery, EventRow, Ledger
    from dragoman.ledger.tellings import Tellings

FORMATS = ("csv", "parquet", "jsonl", "plover", "cameo")
#: Events whose documents are looked up together.
AT_ONCE = 500


@dataclass(slots=True)
class Written:
    """What came of an export."""

    events: int = 0
    """Events that the query asked for."""
    left_out: int = 0
    """Those that the format has no way to write: without a day, cancelled, denied."""


def write(
    ledger: Ledger, query: EventQuery | None, form: str, path: Path | None, out: IO[bytes] | None = None
) -> Written:
    """Write to `path`, or to `out` where there is none. Raises InputError where the file cannot be written.

    The file appears whole, or not at all. Parquet needs a path.
    """
    written = Written()
    if path is None:
        if out is None or form == "parquet":
            raise ValueError("Parquet is written to a file")
        out.writelines(_chunks(ledger, query, form, written))
        return written
    partial = path.with_name(path.name + ".partial")
    try:
        if form == "parquet":
            tables.write_parquet(_counted(ledger, query, written), partial)
        else:
            with partial.open("wb") as file:
                file.writelines(_chunks(ledger, query, form, written))
        partial.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return written


def _counted(ledger: Ledger, query: EventQuery | None, written: Written) -> Iterator[EventRow]:
    for event in ledger.events(query):
        written.events += 1
        yield event


def _chunks(ledger: Ledger, query: EventQuery | None, form: str, written: Written) -> Iterator[bytes]:
    events = _counted(ledger, query, written)
    if form == "csv":
        yield from tables.write_csv(events)
    elif form == "jsonl":
        written.events = sum(1 for _ in events)
        yield from lines.lines(ledger, query)
    elif form == "plover":
        for event, tellings in _told(ledger, events):
            if (record := plover.record(event, tellings)) is None:
                written.left_out += 1
            else:
                yield orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    else:
        yield cameo.header().encode()
        for event, tellings in _told(ledger, events):
            rows = list(cameo.lines(event, tellings))
            written.left_out += not rows
            yield "".join(rows).encode()


def _told(ledger: Ledger, events: Iterator[EventRow]) -> Iterator[tuple[EventRow, Tellings]]:
    while batch := list(itertools.islice(events, AT_ONCE)):
        found = ledger.tellings([event.id for event in batch])
        for event in batch:
            yield event, found[event.id]
