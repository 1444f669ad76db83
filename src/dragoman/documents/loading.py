"""Loads documents of every format, one at a time, in the order of the input."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from dragoman.documents.rows import csv_rows, json_document, json_lines, parquet_rows
from dragoman.documents.sources import expand, head_of, is_binary, sniff
from dragoman.documents.texts import html_document, read_whole, text_document
from dragoman.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from dragoman.documents.document import Document
    from dragoman.documents.sources import Source


def load(
    sources: Sequence[str | Path],
    *,
    on_error: Callable[[InputError], None] | None = None,
    form: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
) -> Iterator[Document]:
    """Every document of `sources`: files, folders, patterns, "-" for standard input.

    `form` (one of `dragoman.documents.FORMATS`) overrides what the suffixes say; `published` and `outlet` stand in
    where a document has none. What cannot be read goes to `on_error` and the rest goes on; without `on_error`
    the first such InputError is raised.
    """
    tell = on_error or _raise
    for source in expand(sources, form, tell):
        try:
            for document in _documents(source, tell):
                yield replace(document, published=document.published or published, outlet=document.outlet or outlet)
        except InputError as error:
            tell(error)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            tell(InputError(source.name, f"broken gzip file: {error}; what stood before it was read"))
        except OSError as error:
            tell(InputError(source.name, f"cannot be read: {error.strerror or error}"))


def _raise(error: InputError) -> None:
    raise error


def _documents(source: Source, tell: Callable[[InputError], None]) -> Iterator[Document]:
    form = source.form
    if form == "parquet" and source.path is not None:
        yield from parquet_rows(source, tell)
        return
    with source.open() as opened:
        stream: IO[bytes] = opened if hasattr(opened, "peek") else io.BufferedReader(opened)  # type: ignore[type-var]
        head = head_of(stream)
        if form is None:
            form = sniff(head)
        if form is None or (form != "parquet" and is_binary(head)):
            raise InputError(source.name, "this is a binary file, not text")
        if form == "jsonl":
            yield from json_lines(source, stream, tell)
            return
        if form == "csv":
            yield from csv_rows(source, stream, tell)
            return
        data = read_whole(stream, source.name)
    if form == "json":
        yield from json_document(source, data, tell)
    elif form == "parquet":
        raise InputError(source.name, "Parquet is read from a file, not from standard input or gzip")
    else:
        yield html_document(source, data) if form == "html" else text_document(source, data)
