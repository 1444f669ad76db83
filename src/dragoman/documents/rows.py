"""Documents that are rows: JSON Lines, JSON, CSV, Parquet. In: a stream. Out: documents, one row at a time."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

import orjson
from dateutil import parser as dates

from dragoman.documents.document import Document
from dragoman.documents.texts import LIMIT, TOO_LONG, decoded
from dragoman.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dragoman.documents.sources import Source

#: Field → other names that are taken for it.
ALIASES = {
    "id": ("docid", "doc_id", "guid"),
    "text": ("body", "content", "article", "maintext"),
    "title": ("headline",),
    "published": ("date", "published_at", "pubdate", "publication_date", "timestamp"),
    "outlet": ("source", "publisher", "site", "sitename"),
    "language": ("lang",),
    "url": ("link",),
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)")
_FULL = re.compile(r"\d{4}|[A-Za-z]{3}")


def document_of(row: Mapping[str, Any], source: Source, line: int) -> Document:
    """The document in a row. Raises InputError where it has no text, or a day that is none."""
    fields = {str(name).strip().lower(): value for name, value in row.items() if name is not None}
    values: dict[str, Any] = {}
    for name, others in ALIASES.items():
        values[name] = next((fields[key] for key in (name, *others) if fields.get(key) not in (None, "")), None)
    text = values["text"]
    if not isinstance(text, str) or not text.strip():
        raise InputError(source.name, 'no text: the field "text" is missing, empty or not a string', line)
    for name in ("title", "outlet", "language", "url"):
        if values[name] is not None and not isinstance(values[name], str):
            raise InputError(source.name, f'the field "{name}" is not a string', line)
    try:
        "".join(str(value) for value in values.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError as error:
        raise InputError(source.name, "a broken character (half of a surrogate pair) in this row", line) from error
    return Document(
        id=str(values["id"]) if values["id"] is not None else f"{source.stem}-{line}",
        text=text,
        title=values["title"],
        outlet=values["outlet"],
        published=_day(values["published"], source.name, line),
        language=values["language"].lower()[:2] if values["language"] else None,
        url=values["url"],
    )


def _day(value: object, source: str, line: int) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        if _ISO.match(text):
            return date.fromisoformat(text[:10])
        if len(_FULL.findall(text)) >= 1 and not text.isdigit():
            # Both defaults must agree: a form that leaves out the day or the year is no day.
            first, second = (dates.parse(text, default=datetime(year, 1, day)).date() for year, day in ((1, 1), (2, 2)))
            if first == second:
                return first
    except (ValueError, OverflowError):
        pass
    raise InputError(source, f"published is no day: {text[:40]!r}; give it as 2021-08-25", line)


def lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) of a stream; None for a line over the limit, which is passed over without being held."""
    number = 0
    while piece := stream.readline(LIMIT + 1):
        number += 1
        if len(piece) <= LIMIT:
            yield number, piece
            continue
        while piece and not piece.endswith(b"\n"):
            piece = stream.readline(LIMIT)
        yield number, None


def json_lines(source: Source, stream: IO[bytes], tell: Callable[[InputError], None]) -> Iterator[Document]:
    """Documents of a JSON Lines stream; a bad line is told and passed over."""
    found = False
    for number, line in lines(stream):
        try:
            if line is None:
                raise InputError(source.name, f"this line is {TOO_LONG}", number)
            if not line.strip():
                continue
            found = True
            yield document_of(_object(line, source, number), source, number)
        except InputError as error:
            found = True
            tell(error)
    if not found:
        tell(InputError(source.name, "the file is empty"))


def _object(line: bytes, source: Source, number: int) -> dict[str, Any]:
    try:
        row = orjson.loads(line[3:] if line.startswith(b"\xef\xbb\xbf") else line)
    except orjson.JSONDecodeError as error:
        if "UTF-8" in str(error) or "utf-8" in str(error):
            decoded(line, source.name, number)
        raise InputError(source.name, f"broken JSON: {error}", number) from error
    if not isinstance(row, dict):
        raise InputError(source.name, f"a JSON object was expected, this is {type(row).__name__}", number)
    return row


def json_document(source: Source, data: bytes, tell: Callable[[InputError], None]) -> Iterator[Document]:
    """Documents of a JSON file: one object, or an array of objects (numbered as rows)."""
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if b"\n{" in data:
            yield from json_lines(source, io.BytesIO(data), tell)
            return
        raise InputError(source.name, f"broken JSON: {error}") from error
    for number, row in enumerate(content if isinstance(content, list) else [content], 1):
        try:
            if not isinstance(row, dict):
                raise InputError(source.name, f"a JSON object was expected, this is {type(row).__name__}", number)
            yield document_of(row, source, number)
        except InputError as error:
            tell(error)


def csv_rows(source: Source, stream: IO[bytes], tell: Callable[[InputError], None]) -> Iterator[Document]:
    """Documents of a CSV or TSV stream with a header."""
    csv.field_size_limit(LIMIT)

    def text() -> Iterator[str]:
        for number, line in lines(stream):
            if line is None:
                tell(InputError(source.name, f"this line is {TOO_LONG}", number))
                continue
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                tell(InputError(source.name, f"not UTF-8: {error.reason}; this line is left out", number))

    tabs = ".tsv" in source.name.lower()
    reader = csv.DictReader(text(), delimiter="\t" if tabs else ",", strict=True)
    try:
        names = {str(name).strip().lower() for name in reader.fieldnames or []}
        if not names:
            raise InputError(source.name, "the file is empty")
        if not names & {"text", *ALIASES["text"]}:
            raise InputError(source.name, f'no column "text"; the columns are {", ".join(sorted(names))[:200]}', 1)
        for row in reader:
            try:
                yield document_of(row, source, reader.line_num)
            except InputError as error:
                tell(error)
    except csv.Error as error:
        raise InputError(source.name, f"broken CSV: {error}", reader.line_num) from error


def parquet_rows(source: Source, tell: Callable[[InputError], None]) -> Iterator[Document]:
    """Documents of a Parquet file, a batch of rows at a time."""
    import pyarrow
    import pyarrow.parquet as parquet

    try:
        table = parquet.ParquetFile(source.path)
        if not {name.lower() for name in table.schema_arrow.names} & {"text", *ALIASES["text"]}:
            columns = ", ".join(table.schema_arrow.names)[:200]
            raise InputError(source.name, f'no column "text"; the columns are {columns}')
        number = 0
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield document_of(row, source, number)
                except InputError as error:
                    tell(error)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(source.name, f"cannot be read as Parquet: {error}") from error
