"""Events as a table, one row each: CSV and Parquet. In: event rows. Out: a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from dragoman.ledger.rows import LISTED
from dragoman.vocabulary import cameo, plover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.ledger import EventRow

#: Rows written to a Parquet file at once.
AT_ONCE = 10_000
#: Columns that every event has in the ledger, in order, then those of the crosswalk.
COLUMNS = (*LISTED, "plover_type", "plover_mode", "cameo", "goldstein")


def row(event: EventRow) -> dict[str, Any]:
    """An event with the codes of its form; these are None where it was cancelled or is denied."""
    act, coded = plover(event.form, event.status), cameo(event.form, event.status)
    values = {name: getattr(event, name) for name in LISTED}
    return values | {
        "plover_type": act[0] if act else None,
        "plover_mode": (act[1] or None) if act else None,
        "cameo": coded.code if coded else None,
        "goldstein": coded.goldstein if coded else None,
    }


def write_csv(events: Iterable[EventRow]) -> Iterator[bytes]:
    """CSV with a line of headings; lists are joined by ";". Days are ISO, truth is "true" or "false".

    A cell that a spreadsheet would take for a formula is written with a quote before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in events:
        writer.writerow(cell(value) for value in row(event).values())
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def cell(value: object) -> object:
    """A value as a cell of CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    if isinstance(value, str) and value[:1] and value[:1] in "=+-@\t\r":
        return f"'{value}"
    return value


def write_parquet(events: Iterable[EventRow], path: Path) -> int:
    """A Parquet file with days as dates and lists as lists. Gives the number of rows. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.list_(pa.string())
    kinds = {
        "first": pa.date32(),
        "last": pa.date32(),
        "told": pa.date32(),
        "background": pa.bool_(),
        "a": words,
        "b": words,
        "a_names": words,
        "b_names": words,
        "rank": pa.int8(),
        "reports": pa.int32(),
        "documents": pa.int32(),
        "independent": pa.int32(),
        "confidence": pa.float64(),
        "goldstein": pa.float64(),
    }
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    number = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for event in events:
            batch.append({name: list(v) if isinstance(v, tuple) else v for name, v in row(event).items()})
            if len(batch) == AT_ONCE:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                number, batch = number + len(batch), []
        writer.write_table(pa.Table.from_pylist(batch, schema))
    return number + len(batch)
