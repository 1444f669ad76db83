"""Documents that larger networks labelled: offsets alone, and none that anything is measured on."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PATHS = sorted((ROOT / "training/labelled").glob("*.jsonl.gz"))


def _load() -> Iterator[dict[str, Any]]:
    for path in PATHS:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _values(value: Any) -> Iterator[Any]:
    """Everything in a record that holds nothing else."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _values(part)
    else:
        yield value


def test_there_are_some_and_each_document_stands_once() -> None:
    names = [record["id"] for record in _load()]
    assert len(set(names)) == len(names) > 1000


def test_they_hold_offsets_and_codes_and_no_text() -> None:
    code = re.compile(r"[A-Za-z0-9_./:+|-]{1,40}")
    for record in _load():
        for value in _values(record):
            assert not isinstance(value, str) or code.fullmatch(value), (record["id"], value)


def test_every_offset_lies_in_its_text() -> None:
    for record in _load():
        spans = [span for event in record["events"] for span in (event["trigger"], *event["also"])]
        spans += [member["at"] for event in record["events"] for side in "ab" for member in event[side]]
        spans += [*record["doubtful"], *(quote["at"] for quote in record["quotes"])]
        for start, end in spans:
            assert 0 <= start < end <= record["length"], record["id"]


@pytest.mark.skipif(not SHARED.exists(), reason="needs the gold standard of ../shared")
def test_nothing_that_is_annotated_is_among_them() -> None:
    annotated = set()
    for path in (SHARED / "gold/train.jsonl", SHARED / "gold/dev.jsonl", *ROOT.glob("training/annotation/**/*.jsonl")):
        annotated |= {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}
    assert not annotated & {record["id"] for record in _load()}
