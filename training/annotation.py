"""The project's own annotation: kept as offsets alone, joined to the documents of `../shared/corpora` when needed.

    python training/annotation.py pack BATCH.gold.jsonl… --out training/annotation/NAME.jsonl
    python training/annotation.py unpack training/annotation/*.jsonl --out GOLD.jsonl

One line a document: its id, how much of its text was annotated, a digest of that text, and the annotation with
[start, end) in place of every piece of text. `unpack` gives records in the gold standard's format.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).resolve().parents[2] / "shared/corpora"
#: The annotation that the project keeps to train from, and that by which thresholds and confidences are set.
OWN = sorted((Path(__file__).parent / "annotation").glob("*.jsonl"))
HELD_OUT = sorted((Path(__file__).parent / "annotation/held-out").glob("*.jsonl"))
#: File of each corpus by the beginning of its documents' ids, and its `source` in the gold standard.
FILES = {
    "newswire-": ("newswire.jsonl.gz", "newswire"),
    "wire-": ("wire-2004.jsonl.gz", "wire"),
    "headline-": ("kcna-headlines-1997-2014.jsonl.gz", "headline"),
    "kcna2024-": ("kcna-2024.jsonl.gz", "kcna2024"),
    "kcna": ("kcna-2011-2012.jsonl.gz", "kcna2011-12"),
}
SIMPLE = ("type", "form", "status", "channel", "background")


def digest(text: str) -> str:
    """A short digest of a text, to tell that the corpus still holds what was annotated."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def corpus(document: str) -> tuple[str, str]:
    """File and source of a document, by its id."""
    return next(found for begin, found in FILES.items() if document.startswith(begin))


def _at(span: dict[str, Any] | None) -> list[int] | None:
    """[start, end); None for no span, and for the few whose text could not be found again."""
    return None if span is None or span["start"] is None else [span["start"], span["end"]]


def _found(part: str | None, text: str, near: int = 0) -> list[int] | None:
    """Where a name or an office stands, at or after `near` if it does."""
    if not part:
        return None
    start = text.find(part, near)
    start = text.find(part) if start < 0 else start
    return None if start < 0 else [start, start + len(part)]


def _doubtful(of: dict[str, Any]) -> dict[str, Any]:
    """What `label.py` was in doubt of: words of a document, or whether the sides of an event are right."""
    return {"doubtful": of["doubtful"]} if "doubtful" in of else {}


def pack(record: dict[str, Any]) -> dict[str, Any]:
    """A gold record without its text."""
    text = record["text"]

    def participant(of: dict[str, Any]) -> dict[str, Any]:
        return {
            "at": _at(of),
            "name": _found(of["name"], text, of["start"]),
            "title": _found(of["title"], text, of["start"]),
            "country": of["country"],
            "kind": of["kind"],
        }

    events = []
    for event in record["events"]:
        place, date = event["place"], event["date"]
        if _at(event["trigger"]) is None:
            continue
        events.append(
            {name: event[name] for name in SIMPLE}
            | {
                "trigger": _at(event["trigger"]),
                "also": [_at(span) for span in event["also"] if _at(span)],
                "a": [participant(member) for member in event["a"] if _at(member)],
                "b": [participant(member) for member in event["b"] or [] if _at(member)],
                "place": {"at": _at(place), "country": place["country"]} if _at(place) else None,
                "date": {"at": date["span"], "start": date["start"], "end": date["end"]}
                if date and date["span"][0] is not None
                else None,
                "occasion": _at(event["occasion"]),
                "reported_by": [_at(span) for span in event["reported_by"] if _at(span)],
            }
            | _doubtful(event)
        )
    quotes = [
        {"at": _at(quote), "speaker": _found(quote["speaker"], text), "speaker_country": quote["speaker_country"]}
        for quote in record["quotes"]
        if _at(quote)
    ]
    packed = {"id": record["id"], "length": len(text), "digest": digest(text), "events": events, "quotes": quotes}
    return packed | _doubtful(record)


def unpack(packed: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The gold record of a packed one and its document. Raises ValueError where the text is another."""
    text = document["text"][: packed["length"]]
    if digest(text) != packed["digest"]:
        raise ValueError(f"{packed['id']}: the corpus holds another text than was annotated")

    def part(at: list[int] | None) -> str | None:
        return None if at is None else text[at[0] : at[1]]

    def span(at: list[int]) -> dict[str, Any]:
        return {"text": part(at), "start": at[0], "end": at[1]}

    def participant(of: dict[str, Any]) -> dict[str, Any]:
        named = {"name": part(of["name"]), "title": part(of["title"])}
        return span(of["at"]) | named | {"country": of["country"], "kind": of["kind"]}

    events = []
    for event in packed["events"]:
        place, date = event["place"], event["date"]
        events.append(
            {name: event[name] for name in SIMPLE}
            | {
                "trigger": span(event["trigger"]),
                "also": [span(at) for at in event["also"]],
                "a": [participant(member) for member in event["a"]],
                "b": [participant(member) for member in event["b"]],
                "place": place and span(place["at"]) | {"country": place["country"]},
                "date": date
                and {"text": part(date["at"]), "span": date["at"], "start": date["start"], "end": date["end"]},
                "occasion": event["occasion"] and span(event["occasion"]),
                "reported_by": [span(at) for at in event["reported_by"]],
            }
            | _doubtful(event)
        )
    quotes = [
        span(quote["at"]) | {"speaker": part(quote["speaker"]), "speaker_country": quote["speaker_country"]}
        for quote in packed["quotes"]
    ]
    known = {name: document.get(name) for name in ("id", "outlet", "published", "title")} | _doubtful(packed)
    return known | {"source": corpus(packed["id"])[1], "text": text, "events": events, "quotes": quotes}


def with_own(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gold records, and those that the project annotated of other documents."""
    known = {record["id"] for record in records}
    return [*records, *(record for record in load(OWN) if record["id"] not in known)]


def load(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Gold records of packed files, each document from its corpus."""
    wanted: dict[str, dict[str, dict[str, Any]]] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for packed in map(json.loads, lines):
                wanted.setdefault(corpus(packed["id"])[0], {})[packed["id"]] = packed
    for name, documents in wanted.items():
        with gzip.open(CORPORA / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if document["id"] in documents:
                    yield unpack(documents.pop(document["id"]), document)


def main() -> None:
    """Pack or unpack files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pack", "unpack"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.what == "unpack":
        records = list(load(options.files))
    else:
        lines = [line for path in options.files for line in path.read_text(encoding="utf-8").splitlines()]
        records = [pack(json.loads(line)) for line in lines]
        if len({record["id"] for record in records}) < len(records):
            raise SystemExit("a document is annotated twice")
    with options.out.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{len(records)} documents, {sum(len(record['events']) for record in records)} events")


if __name__ == "__main__":
    main()
