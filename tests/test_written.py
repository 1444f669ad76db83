"""Texts of our own that readers are measured on: whole, rightly annotated, and nobody else's."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dragoman.reading.labels import FORMS

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
WRITTEN = sorted((ROOT / "training/written").glob("*.jsonl"))
#: Not annotated, but marked by which reports are of one act.
OUTLETS = sorted((ROOT / "benchmarks/outlets").glob("*.jsonl"))
#: A run of so many words in common is no coincidence of names; the full style of a ruler has up to fifteen.
RUN, RUN_OF_STYLES = 12, 16


def _load(path: Path) -> list[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _spans(record: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(record["quotes"])
    for event in record["events"]:
        found += [event["trigger"], *event["also"], *event["a"], *event["b"], *event["reported_by"]]
        found += [event[name] for name in ("place", "occasion") if event[name]]
        if event["date"]:
            start, end = event["date"]["span"]
            found.append({"text": event["date"]["text"], "start": start, "end": end})
    return found


def _runs(text: str, length: int) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_span_stands_where_it_is_said_to_stand(path: Path) -> None:
    for record in _load(path):
        for span in _spans(record):
            assert record["text"][span["start"] : span["end"]] == span["text"], record["id"]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_event_is_one_that_the_reader_can_learn(path: Path) -> None:
    for record in _load(path):
        for event in record["events"]:
            assert event["a"], record["id"]
            assert FORMS[event["form"]].type == event["type"], record["id"]


def test_every_mark_of_several_outlets_stands_in_one_of_their_texts() -> None:
    texts = {record["id"]: record["text"] for path in OUTLETS for record in _load(path)}
    lines = (ROOT / "benchmarks/marks/outlets.csv").read_text(encoding="utf-8").splitlines()
    marks = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert marks
    for mark in marks:
        assert 0 <= int(mark["start"]) < int(mark["end"]) <= len(texts[mark["document"]]), mark


def test_no_document_stands_twice() -> None:
    names = [record["id"] for path in (*WRITTEN, *OUTLETS) for record in _load(path)]
    assert len(set(names)) == len(names) > 0


@pytest.mark.skipif(not SHARED.exists(), reason="needs the corpora of ../shared")
@pytest.mark.parametrize(("paths", "length"), [(WRITTEN, RUN), (OUTLETS, RUN_OF_STYLES)], ids=["written", "outlets"])
def test_no_sentence_is_taken_from_the_corpora(paths: list[Path], length: int) -> None:
    ours = {run: record["id"] for path in paths for record in _load(path) for run in _runs(record["text"], length)}
    others = [*(SHARED / "gold").glob("*.jsonl"), *(SHARED / "corpora").glob("*.jsonl.gz")]
    taken = {
        ours[run] for path in others for record in _load(path) for run in _runs(record["text"], length) & ours.keys()
    }
    assert not taken
