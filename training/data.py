"""From annotated documents to what the network learns from: windows, candidates and their labels, as arrays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dragoman.evaluation.gold import document as to_document
from dragoman.reading import labels
from dragoman.reading.quotations import quotations
from dragoman.reading.sentences import sentences
from dragoman.reading.windows import Window, windows

#: A label that no loss counts.
UNKNOWN = -100


@dataclass
class Candidate:
    """One candidate of a window with its labels: a mention of an act, a quotation, or nothing at all."""

    trigger: np.ndarray
    """Indices of its word pieces."""
    form: int
    verdict: int
    event: int
    """Which act of the document it tells of; -1 for none. Quotations have none."""
    sides: np.ndarray
    """[T] tags of the group "sides"."""
    spans: np.ndarray
    """[4, T] tags of place, date, occasion, reported_by."""
    status: int = UNKNOWN
    channel: int = UNKNOWN
    background: int = UNKNOWN


@dataclass
class Example:
    """A window with everything that is to be learnt from it."""

    document: str
    window: Window
    trigger: np.ndarray
    """[T] trigger class of each piece."""
    tags: np.ndarray
    """[3, T] name, title and kind; UNKNOWN where nothing was annotated."""
    candidates: list[Candidate]


def load(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def examples(record: dict[str, Any], tokenizer: Tokenizer) -> list[Example]:
    """All examples of one annotated document."""
    document = to_document(record)
    spans = sentences(document.text)
    quoted = quotations(document.text, spans)
    return [_example(record, window, quoted) for window in windows(document, spans, tokenizer)]


def pieces(window: Window, start: int | None, end: int | None) -> np.ndarray:
    """Indices of the pieces that lie in [start, end) of the text."""
    if start is None or end is None:
        return np.zeros(0, np.int64)
    return np.flatnonzero((window.starts < end) & (window.ends > start) & (window.starts >= 0))


def _example(record: dict[str, Any], window: Window, quoted: list[tuple[int, int]]) -> Example:
    length = len(window.ids)
    trigger = np.zeros(length, np.int64)
    tags = np.full((3, length), UNKNOWN, np.int64)
    candidates: list[Candidate] = []
    # Pieces of participants say what is a name and what is not; what was not annotated says nothing.
    for event in record["events"]:
        for participant in event["a"] + (event["b"] or []):
            _tag_participant(record["text"], window, participant, tags)
    for number, event in enumerate(record["events"]):
        form = labels.TRIGGERS.index(event["form"])
        for k, mention in enumerate([event["trigger"], *event["also"]]):
            at = pieces(window, mention["start"], mention["end"])
            if not len(at):
                continue
            trigger[at] = form
            owned = window.owned[0] <= window.sentence[at[0]] < window.owned[1]
            if owned and not any(c.form == form and len(np.intersect1d(c.trigger, at)) for c in candidates):
                candidates.append(_mention(window, event, at, form, number, main=k == 0))
                if "doubtful" not in record:
                    _attributes(candidates[-1], event)
    # Where the reader that labelled a text was in doubt, nothing is learnt from it.
    for start, end in record.get("doubtful", ()):
        at = pieces(window, start, end)
        trigger[at[trigger[at] == 0]] = UNKNOWN
    for start, end in quoted:
        at = pieces(window, start, end)
        if len(at) and window.owned[0] <= window.sentence[at[0]] < window.owned[1]:
            candidates.append(_quotation(record, window, at, start, end))
    return Example(record["id"], window, trigger, tags, candidates)


def _tag_participant(text: str, window: Window, participant: dict[str, Any], tags: np.ndarray) -> None:
    at = pieces(window, participant["start"], participant["end"])
    if not len(at):
        return
    tags[:2, at] = np.where(tags[:2, at] == UNKNOWN, 0, tags[:2, at])
    tags[2, at] = labels.KINDS.index(participant["kind"])
    if participant["name"]:
        start = participant["start"] + participant["text"].find(participant["name"])
        _begin_inside(tags[0], pieces(window, start, start + len(participant["name"])))
    if participant["title"]:
        near = _nearest(text, participant["title"], participant["start"])
        if near is not None and abs(near - participant["start"]) < 250:
            _begin_inside(tags[1], pieces(window, near, near + len(participant["title"])))


def _nearest(text: str, words: str, at: int) -> int | None:
    """Where `words` stand nearest to offset `at`."""
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return min(found, key=lambda here: abs(here - at)) if found else None


def _begin_inside(row: np.ndarray, at: np.ndarray, begin: int = 1) -> None:
    row[at] = begin + 1
    row[at[:1]] = begin


def blank(window: Window, at: np.ndarray, form: int) -> Candidate:
    """A candidate that is nothing."""
    length = len(window.ids)
    return Candidate(at, form, 0, -1, np.zeros(length, np.int64), np.zeros((len(labels.SPANS), length), np.int64))


def _mention(window: Window, event: dict[str, Any], at: np.ndarray, form: int, number: int, *, main: bool) -> Candidate:
    candidate = blank(window, at, form)
    candidate.verdict = labels.VERDICTS.index("main" if main else "also")
    candidate.event = number
    for begin, side in ((1, "a"), (3, "b")):
        for participant in event[side] or []:
            _begin_inside(candidate.sides, pieces(window, participant["start"], participant["end"]), begin)
    if event.get("doubtful"):
        candidate.sides[:] = UNKNOWN
    date_span = (event["date"] or {}).get("span", [None, None])
    for row, found in zip(
        candidate.spans,
        (
            [event["place"]] if event["place"] else [],
            [{"start": date_span[0], "end": date_span[1]}],
            [event["occasion"]] if event["occasion"] else [],
            event["reported_by"],
        ),
        strict=True,
    ):
        for span in found:
            _begin_inside(row, pieces(window, span["start"], span["end"]))
    return candidate


def _attributes(candidate: Candidate, event: dict[str, Any]) -> None:
    """Tell status, channel and background, which larger networks label too badly to teach them."""
    candidate.status = labels.STATUSES.index(event["status"])
    candidate.channel = labels.CHANNELS.index(event["channel"])
    candidate.background = int(event["background"])


def _quotation(record: dict[str, Any], window: Window, at: np.ndarray, start: int, end: int) -> Candidate:
    candidate = blank(window, at, labels.QUOTATION)
    for quote in record["quotes"]:
        if quote["start"] is None:
            continue
        shared = min(end, quote["end"]) - max(start, quote["start"])
        if shared < 0.8 * max(end - start, quote["end"] - quote["start"]):
            continue
        candidate.verdict = labels.VERDICTS.index("main")
        if quote["speaker"]:
            here = _nearest(record["text"], quote["speaker"], (start + end) // 2)
            found = pieces(window, here, here + len(quote["speaker"])) if here is not None else at[:0]
            if len(found):
                _begin_inside(candidate.sides, found)
            else:
                candidate.sides[:] = UNKNOWN
        return candidate
    candidate.sides[:] = UNKNOWN
    return candidate
