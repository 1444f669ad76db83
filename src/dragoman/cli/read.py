"""`dragoman read`: codes documents and keeps them in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dragoman.cli.inputs import Input, document_options, register_option, register_with
from dragoman.cli.output import ledger_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from dragoman.documents import Document
    from dragoman.ledger import Ledger
    from dragoman.reading.report import Reading

#: Documents kept in one transaction: what a killed run loses at most, and reads again.
KEPT_TOGETHER = 256


@click.command()
@document_options
@register_option
@ledger_option
def read(
    sources: tuple[str, ...],
    format_: str | None,
    published: datetime | None,
    outlet: str | None,
    jobs: int,
    reader: str,
    quiet: bool,
    register: str | None,
    ledger: str | None,
) -> None:
    """Code documents and keep them in the ledger: documents, reports, events and their evidence.

    Takes the same input as `dragoman code`. Reports of one event are merged. A document that the ledger holds
    already is not read again, so that a run which was broken off can simply be repeated.

    \b
    dragoman read archive/*.jsonl.gz
    dragoman read 2021-08-25.jsonl --ledger korea.sqlite
    """
    from dragoman.coding import code as coded
    from dragoman.coding import coder
    from dragoman.ledger import Ledger

    given = Input(sources, format_, published, outlet, quiet=quiet)
    version = coder(reader).reader.version
    with Ledger(ledger) as kept, given.progress("reading") as counted:
        new = _New(given.documents(), kept, version)
        # What the ledger knows when the run begins; what this run teaches counts from the next one on.
        actors = register_with(register, kept.learnt())
        rows = counted(_telling(coded(new, jobs, reader, kept.occasions(), actors), given))
        added = kept.add_many(rows, reader=version, together=KEPT_TOGETHER)
        dated = (
            kept.date_again(lambda again, known: coded(again, 1, reader, known, actors), reader=version)
            if added.reports
            else 0
        )
        stats = kept.stats()
        given.say(
            f"{added.documents:,} documents read, {new.known:,} known already"
            + (f", {given.not_coded:,} not coded" if given.not_coded else "")
            + f"; {added.reports:,} reports"
            + (f"; {dated:,} undated documents dated by what was read" if dated else "")
            + (f"; {added.changes:,} changes in documents that were read before" if added.changes else "")
        )
        given.say(f"ledger: {stats.documents:,} documents, {stats.reports:,} reports, {stats.events:,} events")
    given.leave()


class _New:
    """The documents that the ledger does not hold as they are; counts those that it does."""

    def __init__(self, documents: Iterable[Document], ledger: Ledger, version: str) -> None:
        self._documents, self._ledger, self._version = documents, ledger, version
        self.known = 0

    def __iter__(self) -> Iterator[Document]:
        for document in self._documents:
            if self._ledger.has(document, reader=self._version):
                self.known += 1
            else:
                yield document


def _telling(rows: Iterable[tuple[Document, Reading]], given: Input) -> Iterator[tuple[Document, Reading]]:
    for document, reading in rows:
        if not reading.coded:
            given.tell_not_coded(document.id, reading.note)
        yield document, reading
