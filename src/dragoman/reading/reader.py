"""The default reader. In: documents. Out: one `Reading` each, its spans found but not yet grounded.

    from dragoman.reading import Reader
    Reader().read([document])

It runs the model in `dragoman/reading/model` on the CPU. Another reader is any object with `version` and
`read`; it is found by the entry point group `dragoman.readers`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dragoman.reading.attribution import attributed
from dragoman.reading.candidates import Candidate, arrays, quotation, triggers
from dragoman.reading.decoding import Thresholds, decode
from dragoman.reading.network import Framed, Network, OnnxNetwork, batch
from dragoman.reading.quotations import quotations
from dragoman.reading.report import Quote, Reading, Report
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.documents.document import Document

MODEL = Path(__file__).parent / "model"
#: Word pieces, padding included, that go through the encoder at once: bounds memory.
PIECES = 4096
#: Candidates that go through the frame part at once.
CANDIDATES = 64


class DocumentReader(Protocol):
    """What every reader offers."""

    version: str
    """Names the reader and its model: kept with each report that it made."""

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading for each document, in order."""
        ...


def model_version(folder: Path = MODEL) -> str:
    """The version of the model in `folder`, without loading it."""
    return str(json.loads((folder / "model.json").read_text(encoding="utf-8"))["version"])


@dataclass(slots=True)
class _Job:
    """One window on its way through the model."""

    document: int
    window: Window
    quoted: list[tuple[int, int]]


class Reader:
    """Reads documents with the model of the package, or that of `folder`.

    `threads` is the number of threads of one process. Raises FileNotFoundError where `folder` holds no model.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1, network: Network | None = None) -> None:
        from tokenizers import Tokenizer

        folder = folder or MODEL
        card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.version: str = card["version"]
        self.thresholds = Thresholds(**card["thresholds"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._network = network or OnnxNetwork(folder, threads)

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Read documents; those that are known not to be in English are not read, and say so."""
        jobs: list[_Job] = []
        notes: dict[int, str] = {}
        for number, document in enumerate(documents):
            if document.language not in (None, "en"):
                notes[number] = f"language: {document.language}"
                continue
            spans = [span for span in sentences(document.text) if not _overlaps(span, document.skip)]
            quoted = quotations(document.text, spans)
            jobs += [_Job(number, window, quoted) for window in windows(document, spans, self._tokenizer)]
        reports: list[list[Report]] = [[] for _ in documents]
        quotes: list[list[Quote]] = [[] for _ in documents]
        # Windows of like length go together, so that little is spent on padding; the order of a document's
        # windows does not matter before its reports are put in order below.
        jobs.sort(key=lambda job: len(job.window.ids))
        for group in _batches(jobs):
            for job, found, said in self._read_windows(documents, group):
                reports[job.document] += found
                quotes[job.document] += said
        return [
            Reading(
                document.id,
                reports=tuple(sorted(reports[number], key=lambda report: report.trigger.start)),
                quotes=tuple(attributed(document.text, quotes[number])),
                coded=number not in notes,
                note=notes.get(number),
            )
            for number, document in enumerate(documents)
        ]

    def _read_windows(
        self, documents: Sequence[Document], group: list[_Job]
    ) -> Iterator[tuple[_Job, list[Report], list[Quote]]]:
        ids, mask, shapes = batch([job.window for job in group])
        encoded = self._network.encode(ids, mask, shapes)
        proposed: list[list[Candidate]] = []
        for row, job in enumerate(group):
            found = triggers(job.window, encoded.trigger[row, : len(job.window.ids)], self.thresholds.trigger)
            said = [quotation(job.window, start, end) for start, end in job.quoted]
            proposed.append(found + [candidate for candidate in said if candidate is not None])
        rows = [row for row, found in enumerate(proposed) if found]
        for part in _parts(rows, proposed):
            here = [group[row] for row in part]
            found_here = [proposed[row] for row in part]
            framed = self._network.frames(
                encoded.hidden[part], mask[part], *arrays([job.window for job in here], found_here)
            )
            at = 0
            for row, job, found in zip(part, here, found_here, strict=True):
                own = slice(at, at + len(found))
                at += len(found)
                each = {name: getattr(framed, name)[own] for name in Framed._fields[:-1]}
                mine = Framed(**each, same=framed.same[own, own])
                text = documents[job.document].text
                yield job, *decode(text, job.window, found, mine, encoded.tags[row], self.thresholds)


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _batches(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    """Jobs, sorted by length, in groups of at most `PIECES` word pieces."""
    group: list[_Job] = []
    for job in jobs:
        if group and (len(group) + 1) * len(job.window.ids) > PIECES:
            yield group
            group = []
        group.append(job)
    if group:
        yield group


def _parts(rows: Sequence[int], proposed: Sequence[Sequence[Candidate]]) -> Iterator[list[int]]:
    """Rows of a batch in parts with at most `CANDIDATES` candidates together, or one row."""
    part: list[int] = []
    number = 0
    for row in rows:
        if part and number + len(proposed[row]) > CANDIDATES:
            yield part
            part, number = [], 0
        part.append(row)
        number += len(proposed[row])
    if part:
        yield part
