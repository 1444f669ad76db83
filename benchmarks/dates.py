"""Accuracy of dates on the expressions of annotated documents.

    python benchmarks/dates.py
    python benchmarks/dates.py --gold ../shared/gold/train.jsonl --errors 40

Exact: first and last day as annotated, of those that the annotators resolved. Given without need: share resolved
of those that the annotators left open.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from dragoman.documents import Document
from dragoman.grounding.when import resolve_when

GOLD = Path(__file__).resolve().parents[2] / "shared/gold"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "train.jsonl", GOLD / "dev.jsonl"])
    parser.add_argument("--errors", type=int, default=0, help="show this many wrong ones")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {}
    for path in options.gold:
        if not path.exists():
            sys.exit(f"{path}: no such file; name annotated documents with --gold")
        counts = {"resolved": 0, "exact": 0, "open": 0, "given": 0}
        wrong = []
        for record in map(json.loads, path.open(encoding="utf-8")):
            published = date.fromisoformat(record["published"]) if record["published"] else None
            document = Document(record["id"], record["text"], record["title"], record["outlet"], published)
            for when in (event["date"] for event in record["events"]):
                if not when or when["span"][0] is None:
                    continue
                found = resolve_when(when["text"], *when["span"], document)
                given = tuple(day.isoformat() for day in found) if found else (None, None)
                expected = (when["start"], when["end"])
                kind, hit = ("resolved", "exact") if expected[0] else ("open", "given")
                counts[kind] += 1
                counts[hit] += (given == expected) if expected[0] else found is not None
                if given != expected:
                    start = when["span"][0]
                    around = " ".join(record["text"][max(0, start - 60) : start + 60].split())
                    wrong.append(f"{when['text']!r} gold {expected} given {given} published {published}: {around}")
        figures[path.stem] = counts
        if options.json:
            continue
        exact, given_open = counts["exact"] / max(1, counts["resolved"]), counts["given"] / max(1, counts["open"])
        print(f"{path.name}")
        print(f"  exact                {counts['exact']:5} of {counts['resolved']:5}  {100 * exact:5.1f} %")
        print(f"  given without need   {counts['given']:5} of {counts['open']:5}  {100 * given_open:5.1f} %")
        step = max(1, len(wrong) // max(1, options.errors))
        print("".join(f"  {line}\n" for line in wrong[::step][: options.errors]), end="")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
