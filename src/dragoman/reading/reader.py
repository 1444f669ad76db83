"""The default reader. In: documents. Out: one `Reading` each, its spans found but not yet grounded.

    from dragoman.reading import Reader
    Reader().read([document])

It runs the model in `dragoman/reading/model` on the CPU. Another reader is any object with `version` and
`read`; it is found by the entry point group `dragoman.readers`, whose entries make one when called (`open_reader`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.errors import SettingError
from dragoman.reading.attribution import attributed
from dragoman.reading.calibration import Calibration
from dragoman.reading.candidates import arrays, quotation, triggers
from dragoman.reading.decoding import Thresholds, decode
from dragoman.reading.gate import Gate
from dragoman.reading.network import Network, OnnxNetwork, batch
from dragoman.reading.quotations import quotations, whole
from dragoman.reading.report import Quote, Reading, Report
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.documents.document import Document
    from dragoman.reading.windows import Window

MODEL = Path(__file__).parent / "model"


class DocumentReader(Protocol):
    """What every reader offers."""

    version: str
    """Names the reader and its model: kept with each report that it made."""

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading for each document, in order."""
        ...


def reader_names() -> list[str]:
    """Names of the readers that are installed."""
    return sorted(entry.name for entry in entry_points(group="dragoman.readers"))


def open_reader(name: str) -> DocumentReader:
    """The reader of this name. Raises SettingError where there is none."""
    for entry in entry_points(group="dragoman.readers", name=name):
        made: DocumentReader = entry.load()()
        return made
    raise SettingError(f"no reader is called {name}; there are: {', '.join(reader_names())}")


class Reader:
    """Reads documents with the model of the package, or that of `folder`.

    `threads` is the number of threads of one process. With `gate`, only sentences that may tell of an engagement, and
    their neighbours, are read. Raises FileNotFoundError where `folder` holds no model.
    """

    def __init__(
        self, folder: Path | None = None, *, threads: int = 1, network: Network | None = None, gate: Gate | None = None
    ) -> None:
        from tokenizers import Tokenizer

        folder = folder or MODEL
        card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.version = _version(card, gate)
        self.thresholds = Thresholds(**card["thresholds"])
        self.calibration = Calibration(card.get("calibration", {}))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._network = network or OnnxNetwork(folder, threads)
        self._gate = gate

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Read documents; those that are known not to be in English are not read, and say so."""
        return [self._read(document) for document in documents]

    def _read(self, document: Document) -> Reading:
        if document.language not in (None, "en"):
            return Reading(document.id, coded=False, note=f"language: {document.language}")
        reports, quotes = self.scored(document)
        return Reading(
            document.id,
            reports=tuple(map(self.calibration.report, reports)),
            quotes=tuple(attributed(document.text, quotes)),
        )

    def scored(self, document: Document) -> tuple[list[Report], list[Quote]]:
        """Reports in order, with raw confidences, and quotations with what the network takes for their speakers."""
        spans = [span for span in sentences(document.text) if not _overlaps(span, document.skip)]
        quoted = quotations(document.text, spans)
        reports: list[Report] = []
        quotes: list[Quote] = []
        if self._gate is not None:
            spans = self._gate.passing(document.text, spans)
            unread = [quote for quote in quoted if not _overlaps(quote, spans)]
            # What stands between marks in a sentence that is not read is taken for a quotation, as it mostly is.
            quotes += [Quote(document.text[i:k], i, k) for i, k in unread]
        for window in windows(document, spans, self.tokenizer):
            found, said = self._read_window(document.text, window, quoted)
            reports += found
            quotes += said
        # A window may end within a quotation, of which it then reads a part.
        read = {
            span: replace(quote, text=document.text[span[0] : span[1]], start=span[0], end=span[1])
            for quote in quotes
            for span in quoted
            if _overlaps(span, [(quote.start, quote.end)])
        }
        said = [
            read.get((start, end)) or Quote(document.text[start:end], start, end)
            for start, end in whole(document.text, quoted, read)
        ]
        return sorted(reports, key=lambda report: report.trigger.start), said

    def _read_window(
        self, text: str, window: Window, quoted: Sequence[tuple[int, int]]
    ) -> tuple[list[Report], list[Quote]]:
        # One window at a time: at 8 bits the scale of the activations hangs on all that goes through the network
        # together, and what is read in a document must not hang on its neighbours. It is no slower.
        ids, mask, shapes = batch([window])
        encoded = self._network.encode(ids, mask, shapes)
        found = triggers(window, encoded.trigger[0], self.thresholds.trigger)
        found += [c for start, end in quoted if (c := quotation(window, start, end)) is not None]
        if not found:
            return [], []
        framed = self._network.frames(encoded.hidden, mask, *arrays([window], [found]))
        return decode(text, window, found, framed, encoded.tags[0], self.thresholds)


def _version(card: Mapping[str, Any], gate: Gate | None) -> str:
    """Changes with whatever decides what is read: the network, its thresholds and calibration, and the gate."""
    told = {name: value for name, value in card.items() if name not in ("forms", "shape")}
    said = json.dumps(told, sort_keys=True) + ("" if gate is None else gate.digest)
    return f"{'default' if gate is None else 'fast'}-{sha256(said.encode()).hexdigest()[:8]}"


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def fast() -> Reader:
    """The fast reader: the same model behind a gate, which passes over sentences in which no act is to be seen."""
    return Reader(gate=Gate(MODEL))
