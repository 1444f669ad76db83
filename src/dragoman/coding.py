"""Documents in, coded documents out: prepares, reads and grounds, in this process or in several.

    for document, reading in Coder().code(documents):
        print(to_gold(document, reading))

Order is kept, and only a few batches are held at a time, so that memory does not grow with the input.
"""

from __future__ import annotations

import itertools
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from dragoman.documents import Document, prepare
from dragoman.grounding import Grounder
from dragoman.reading.report import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from dragoman.grounding.occasions import Occasion
    from dragoman.grounding.register import Register
    from dragoman.reading.reader import DocumentReader
    from dragoman.reading.report import Participant, Place, Quote, Report, Span, When

#: Documents that go to a process at once.
TOGETHER = 64

Coded = tuple[Document, Reading]


class Coder:
    """Prepares, reads and grounds documents with one reader (the package's own, if none is given).

    `known`: occasions whose anniversaries may date an undated document, as `Ledger.occasions` gives them.
    `register`: who holds which office; the package's own, if none is given.
    """

    def __init__(
        self, reader: DocumentReader | None = None, known: Sequence[Occasion] = (), register: Register | None = None
    ) -> None:
        if reader is None:
            from dragoman.reading.reader import open_reader

            reader = open_reader("default")
        self.reader = reader
        self._grounder = Grounder(register, known=known)

    def code(self, documents: Iterable[Document]) -> Iterator[Coded]:
        """Each document, prepared, with its grounded reading, in order.

        A document that cannot be read for a fault of ours is given as not coded, with the fault in `note`;
        the others of its batch are read.
        """
        for batch in _batches(documents):
            yield from self.code_batch(batch)

    def code_batch(self, documents: Sequence[Document]) -> list[Coded]:
        """The same for a list of documents."""
        prepared = [prepare(document) for document in documents]
        try:
            readings = self.reader.read(prepared)
            return [(d, self._grounder.ground(d, r)) for d, r in zip(prepared, readings, strict=True)]
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception as error:
            if len(prepared) == 1:
                fault = f"failed: {type(error).__name__}: {error}"
                return [(prepared[0], Reading(prepared[0].id, coded=False, note=fault))]
            return [coded for document in documents for coded in self.code_batch([document])]


def code(
    documents: Iterable[Document],
    jobs: int = 1,
    reader: str = "default",
    known: Sequence[Occasion] = (),
    register: Register | None = None,
) -> Iterator[Coded]:
    """Code documents in `jobs` processes with the reader of this name, in the input's order.

    `known` and `register`: see `Coder`. Raises SettingError where there is no such reader.
    """
    told = (reader, tuple(known), register)
    if jobs == 1:
        yield from coder(*told).code(documents)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_remember, initargs=told) as pool:
        waiting: deque[Future[list[Coded]]] = deque()
        for batch in _batches(documents):
            waiting.append(pool.submit(_code_batch, batch))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def code_text(
    text: str, *, published: str | date | None = None, title: str | None = None, outlet: str | None = None
) -> Reading:
    """Code one text. Raises ValueError where `published` is no ISO day."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    document = Document("text", text, title=title, outlet=outlet, published=day)
    return coder().code_batch([document])[0][1]


def coder(reader: str = "default", known: Sequence[Occasion] = (), register: Register | None = None) -> Coder:
    """A coder with the reader of this name, which this process loads once. Raises SettingError."""
    return Coder(_reader(reader), known, register)


@cache
def _reader(name: str) -> DocumentReader:
    from dragoman.reading.reader import open_reader

    return open_reader(name)


#: The coder of this process, as one of a pool.
_coder: Coder | None = None


def _remember(reader: str, known: tuple[Occasion, ...], register: Register | None) -> None:
    global _coder
    _coder = coder(reader, known, register)


def _code_batch(documents: list[Document]) -> list[Coded]:
    return (_coder or coder()).code_batch(documents)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    stream = iter(documents)
    while batch := list(itertools.islice(stream, TOGETHER)):
        yield batch


def to_gold(document: Document, reading: Reading) -> dict[str, Any]:
    """A coded document in the gold format (docs/formats.md); one that was not coded says why in `note`."""
    row: dict[str, Any] = {
        "id": document.id,
        "events": [_event(report) for report in reading.reports],
        "quotes": [_quote(quote) for quote in reading.quotes],
    }
    if not reading.coded:
        row["note"] = reading.note
    return row


def _event(report: Report) -> dict[str, Any]:
    place, when = report.place, report.date
    return {
        "type": report.type,
        "form": report.form,
        "status": report.status,
        "channel": report.channel,
        "background": report.background,
        "trigger": _span(report.trigger),
        "also": [_span(span) for span in report.also],
        "a": [_participant(participant) for participant in report.a],
        "b": [_participant(participant) for participant in report.b],
        "place": _place(place) if place else None,
        "date": _when(when) if when else None,
        "occasion": _span(report.occasion) if report.occasion else None,
        "reported_by": [_span(span) for span in report.reported_by],
        "confidence": round(report.confidence, 3),
        "confidences": {name: round(value, 3) for name, value in asdict(report.confidences).items()},
    }


def _place(place: Place) -> dict[str, Any]:
    return _span(place) | {
        "country": place.country,
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "basis": place.basis,
        "confidence": place.confidence,
    }


def _when(when: When) -> dict[str, Any]:
    return {
        "text": when.text,
        "span": [when.start, when.end],
        "start": when.first.isoformat() if when.first else None,
        "end": when.last.isoformat() if when.last else None,
        "inferred": when.inferred,
        "constraints": [
            _span(each) | {"kind": each.kind, "says": each.says, "source": each.source} for each in when.constraints
        ],
        "candidates": [[first.isoformat(), last.isoformat()] for first, last in when.candidates],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _participant(participant: Participant) -> dict[str, Any]:
    return _span(participant) | {
        "name": participant.name,
        "title": participant.title,
        "country": participant.country,
        "kind": participant.kind,
        "rank": participant.rank,
        "basis": participant.basis,
        "country_confidence": _rounded(participant.country_confidence),
        "actor": participant.actor,
        "known_as": participant.known_as,
        "confidence": round(participant.confidence, 3),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _quote(quote: Quote) -> dict[str, Any]:
    return _span(quote) | {"speaker": quote.speaker, "speaker_country": quote.speaker_country}
