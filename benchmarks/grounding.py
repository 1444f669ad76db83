"""Accuracy of grounding on the spans of annotated documents: countries of participants and of places.

    python benchmarks/grounding.py
    python benchmarks/grounding.py --gold ../shared/gold/train.jsonl --errors 60

The annotators' spans go in without their countries, so that only grounding is measured. Dates: benchmarks/dates.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.documents.document import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Place, Reading, Report, Span

GOLD = Path(__file__).resolve().parents[2] / "shared/gold"


def participant(row: dict[str, Any]) -> Participant:
    """A gold participant without its country."""
    return Participant(row["text"], row["start"], row["end"], row["name"], row["title"], row["kind"])


def report(event: dict[str, Any]) -> Report:
    """A gold event as the reader would give it."""
    place = event["place"]
    return Report(
        event["type"],
        event["form"],
        event["status"],
        event["channel"],
        event["background"],
        Span(event["trigger"]["text"], event["trigger"]["start"], event["trigger"]["end"]),
        a=tuple(participant(p) for p in event["a"] if p["start"] is not None),
        b=tuple(participant(p) for p in event["b"] or [] if p["start"] is not None),
        place=Place(place["text"], place["start"], place["end"])
        if place and place["start"] is not None
        else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "train.jsonl", GOLD / "dev.jsonl"])
    parser.add_argument("--errors", type=int, default=0, help="show this many wrong ones")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {}
    for path in options.gold:
        if not path.exists():
            sys.exit(f"{path}: no such file; name annotated documents with --gold")
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        wrong = []
        grounder, seconds, number = Grounder(), 0.0, 0
        for record in map(json.loads, path.open(encoding="utf-8")):
            number += 1
            events = [e for e in record["events"] if e["trigger"]["start"] is not None]
            document = Document(
                record["id"],
                record["text"],
                record["title"],
                record["outlet"],
                date.fromisoformat(record["published"]) if record["published"] else None,
            )
            began = time.perf_counter()
            reading = grounder.ground(document, Reading(record["id"], tuple(map(report, events))))
            seconds += time.perf_counter() - began
            for event, found in zip(events, reading.reports, strict=True):
                for side in "ab":
                    gold = [p for p in event[side] or [] if p["start"] is not None]
                    for expected, given in zip(gold, getattr(found, side), strict=True):
                        for key in ("participants", f"  by {given.basis}"):
                            total[key] += 1
                            right[key] += expected["country"] == given.country
                        if expected["country"] != given.country:
                            wrong.append((record["id"], given, expected["country"], record["text"]))
                if found.place and event["place"]:
                    total["places"] += 1
                    right["places"] += event["place"]["country"] == found.place.country
                    if event["place"]["country"] != found.place.country:
                        wrong.append((record["id"], found.place, event["place"]["country"], record["text"]))
        figures[path.stem] = {key: [right[key], total[key]] for key in total} | {
            "ms_per_document": round(1e3 * seconds / number, 2)
        }
        if not options.json:
            print(f"{path.name}: {1e3 * seconds / number:.1f} ms a document")
            for key in sorted(total, key=lambda key: -total[key]):
                print(f"  {key:24} {right[key]:6} of {total[key]:6}  {100 * right[key] / total[key]:5.1f} %")
            step = max(1, len(wrong) // max(1, options.errors))
            for name, given, expected, text in wrong[::step][: options.errors]:
                around = (
                    text[max(0, given.start - 90) : given.start]
                    + "[["
                    + given.text
                    + "]]"
                    + text[given.end : given.end + 70]
                )
                print(
                    f"  {name} gold {expected} given {given.country} by {getattr(given, 'basis', 'place')}: {' '.join(around.split())}"
                )
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
