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
        place=Place(place["text"], place["start"], place["end"]) if place and place["start"] is not None else None,
    )


def measure(path: Path) -> tuple[dict[str, list[int]], list[str], float]:
    """Right and total by figure, the errors in a line each, and milliseconds a document."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    grounder, seconds, number = Grounder(), 0.0, 0
    for record in map(json.loads, path.open(encoding="utf-8")):
        number += 1
        events = [e for e in record["events"] if e["trigger"]["start"] is not None]
        published = date.fromisoformat(record["published"]) if record["published"] else None
        document = Document(record["id"], record["text"], record["title"], record["outlet"], published)
        began = time.perf_counter()
        reading = grounder.resolve(document, Reading(record["id"], tuple(map(report, events))))
        seconds += time.perf_counter() - began
        for event, found in zip(events, reading.reports, strict=True):
            pairs: list[tuple[Any, Any, str]] = []
            for side in "ab":
                gold = [p for p in event[side] or [] if p["start"] is not None]
                pairs += [(e, g, f"  by {g.basis}") for e, g in zip(gold, getattr(found, side), strict=True)]
            if found.place and event["place"]:
                pairs.append((event["place"], found.place, ""))
            for expected, given, basis in pairs:
                same = expected["country"] == given.country
                for key in ("participants", basis) if basis else ("places",):
                    total[key] += 1
                    right[key] += same
                if not same:
                    wrong.append(
                        f"{record['id']} gold {expected['country']} given {given.country}{basis}: "
                        + shown(record["text"], given)
                    )
    return {key: [right[key], total[key]] for key in total}, wrong, 1e3 * seconds / max(1, number)


def shown(text: str, span: Span) -> str:
    """A span in its surroundings, on one line."""
    before, after = text[max(0, span.start - 90) : span.start], text[span.end : span.end + 70]
    return " ".join(f"{before}[[{span.text}]]{after}".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "train.jsonl", GOLD / "dev.jsonl"])
    parser.add_argument("--errors", type=int, default=0, help="show this many wrong ones")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    all_figures = {}
    for path in options.gold:
        if not path.exists():
            sys.exit(f"{path}: no such file; name annotated documents with --gold")
        figures, wrong, milliseconds = measure(path)
        all_figures[path.stem] = figures | {"ms_per_document": round(milliseconds, 2)}
        if options.json:
            continue
        print(f"{path.name}: {milliseconds:.1f} ms a document")
        for key, (right, total) in sorted(figures.items(), key=lambda item: -item[1][1]):
            print(f"  {key:24} {right:6} of {total:6}  {100 * right / total:5.1f} %")
        step = max(1, len(wrong) // max(1, options.errors))
        print("".join(f"  {line}\n" for line in wrong[::step][: options.errors]), end="")
    if options.json:
        print(json.dumps(all_figures))


if __name__ == "__main__":
    main()
