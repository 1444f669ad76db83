"""`dragoman` with a quick stand-in for the reader, to try the ledger on many documents.

    python benchmarks/quick_reader.py read articles.jsonl --ledger /tmp/quick.sqlite

It takes the name before a verb of meeting, visiting or sending for side a and the name after it for side b, which is
poor reading but much of it, at thousands of documents a second. What comes after the reader is Dragoman's own.

With DIE_AT=N in the environment it kills itself (SIGKILL) before the Nth thing that it asks of the database, and with
LIMIT=N no file may grow beyond N bytes; without DIE_AT, COUNT=FILE has the number of things asked written there.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.cli import main
from dragoman.reading import reader
from dragoman.reading.report import Participant, Place, Reading, Report, Span, When
from dragoman.reading.sentences import sentences
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.documents import Document

VERBS = {
    "met": "meeting",
    "visited": "visit",
    "arrived": "visit",
    "sent": "message",
    "called": "call",
    "signed": "agreement",
}
_VERB = re.compile(rf"\b({'|'.join(VERBS)})\b")
_NAME = re.compile(r"\b[A-Z][\w'-]*(?: (?:of |for |the )*[A-Z][\w'-]*)*")
_PLACE = re.compile(r"\b(?:in|at) ([A-Z]\w+)")
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December) \d+)\b"
)


class QuickReader:
    """Finds "A met B in C on Tuesday"."""

    version = "quick"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading for each document."""
        return [Reading(document.id, tuple(_reports(document.text))) for document in documents]


def _reports(text: str) -> Iterator[Report]:
    for start, end in sentences(text):
        verb = _VERB.search(text, start, end)
        before = list(_NAME.finditer(text, start, verb.start())) if verb else []
        after = _NAME.search(text, verb.end(), end) if verb else None
        if verb is None or not before or after is None:
            continue
        form = FORMS[VERBS[verb[0]]]
        place, when = _PLACE.search(text, verb.end(), end), _DATE.search(text, verb.end(), end)
        yield Report(
            type=form.type,
            form=form.name,
            status="occurred",
            channel=form.channel,
            background=False,
            trigger=Span(verb[0], *verb.span()),
            a=(Participant(before[-1][0], *before[-1].span(), kind="organization"),),
            b=(Participant(after[0], *after.span(), kind="organization"),),
            place=Place(place[1], *place.span(1)) if place else None,
            date=When(when[0], *when.span()) if when else None,
            confidence=0.5,
        )


class _Death:
    """Counts what is asked of the database, and ends the process where it is to."""

    def __init__(self, die_at: int | None) -> None:
        self.asked, self._die_at = 0, die_at

    def __call__(self, *_: object) -> None:
        self.asked += 1
        if self.asked == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    reader.Reader = QuickReader  # type: ignore[assignment,misc]
    reader.model_version = lambda: QuickReader.version
    death = _Death(int(os.environ["DIE_AT"]) if "DIE_AT" in os.environ else None)
    sa.event.listen(sa.Engine, "before_cursor_execute", death)
    sa.event.listen(sa.Engine, "commit", death)
    if "LIMIT" in os.environ:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["LIMIT"]), resource.RLIM_INFINITY))
    try:
        main(prog_name="dragoman")
    finally:
        if "COUNT" in os.environ:
            Path(os.environ["COUNT"]).write_text(str(death.asked))
    sys.exit(0)
