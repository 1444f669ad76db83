"""`dragoman code`: documents in, the gold format out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from dragoman.cli.inputs import Input, document_options, register_option, register_with
from dragoman.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from dragoman.grounding.occasions import Occasion
    from dragoman.grounding.register import Holding


@click.command()
@document_options
@click.option("--with-text", is_flag=True, help="Write each document's text too: that of a web page is not the file's.")
@click.option(
    "--ledger",
    metavar="PATH",
    help="Use what this ledger knows: offices that its documents taught, and anniversaries that date undated ones.",
)
@register_option
@click.option("-o", "--output", default="-", metavar="OUT.jsonl", help="Where to write; default: standard output.")
def code(
    sources: tuple[str, ...],
    format_: str | None,
    published: datetime | None,
    outlet: str | None,
    jobs: int,
    reader: str,
    quiet: bool,
    with_text: bool,
    ledger: str | None,
    register: str | None,
    output: str,
) -> None:
    """Code documents: one line of JSON each, with its engagements and quotations.

    IN is any number of files, folders, patterns or "-" for standard input: JSON Lines (id, text and, if known,
    title, published, outlet), CSV or Parquet with such columns, plain text, HTML; plain or gzipped.

    The lines are in the input's order, and every offset counts characters of the text given. What cannot be
    read is told on standard error with file and line, the rest is coded, and the exit status is 1.

    \b
    dragoman code news.jsonl.gz -o coded.jsonl --jobs 4
    dragoman code archive/ -o coded.jsonl --reader fast
    dragoman code page.html --published 2021-08-25
    cat story.txt | dragoman code -
    """
    import orjson

    from dragoman.coding import code as coded
    from dragoman.coding import to_gold

    known: Sequence[Occasion] = ()
    learnt: Sequence[Holding] = ()
    if ledger is not None:
        from dragoman.ledger import Ledger

        with Ledger(ledger, create=False) as kept:
            known, learnt = kept.occasions(), kept.learnt()
    actors = register_with(register, learnt)
    given = Input(sources, format_, published, outlet, quiet=quiet)
    documents = events = 0
    with _opened(output) as out, given.progress("coding") as counted:
        for document, reading in counted(coded(given.documents(), jobs, reader, known, actors)):
            row = to_gold(document, reading)
            if with_text:
                row |= {"title": document.title, "text": document.text}
            out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            documents += 1
            events += len(row["events"])
            if not reading.coded:
                given.tell_not_coded(document.id, reading.note)
    given.say(
        f"{documents:,} documents, {events:,} events" + (f", {given.not_coded:,} not coded" if given.not_coded else "")
    )
    given.leave()


@contextmanager
def _opened(output: str) -> Iterator[BinaryIO]:
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with Path(output).open("wb") as file:
            yield file
    except OSError as error:
        raise SettingError(f"cannot write {output}: {error.strerror}") from error
