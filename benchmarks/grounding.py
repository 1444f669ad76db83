"""Accuracy of grounding on the spans of annotated documents: countries of participants and places, dates.

    python benchmarks/grounding.py
    python benchmarks/grounding.py --gold ../shared/gold/train.jsonl --errors 60 --only dates

The annotators' spans go in without what they stand for, so that only grounding is measured. "participants" and
"places": the country as annotated, in all and by how it was reached. "dates": first and last day as annotated, of
those that the annotators resolved; "dates without need": share that grounding resolved of those that they left open.
"undated": documents that have a day of publication, read without it; of the dates that are then inferred, the share
that the day of publication gives too. "people": who is the same person within and across documents, by
benchmarks/persons.py. "speed": processor time of grounding over that of the reader on the same documents of a corpus.
Milliseconds are of processor time, of grounding alone.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import persons
from dragoman.documents.document import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Place, Reading, Report, Span, When

GOLD = Path(__file__).resolve().parents[2] / "shared/gold"


def participant(row: dict[str, Any]) -> Participant:
    """A gold participant without its country."""
    return Participant(row["text"], row["start"], row["end"], row["name"], row["title"], row["kind"])


def report(event: dict[str, Any]) -> Report:
    """A gold event as the reader would give it."""
    place, when = event["place"], event["date"]
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
        date=When(when["text"], *when["span"]) if when and when["span"][0] is not None else None,
    )


class Figures:
    """Right and total by figure, and the errors in a line each."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def count(self, figure: str, right: bool, error: str = "", by: str | None = None) -> None:
        """One more of a figure, and of the way by which it was reached."""
        for key in (figure, f"{figure} by {by}") if by else (figure,):
            self.total[key] += 1
            self.right[key] += right
        if error and not right:
            self.wrong[figure].append(error)


def measure(path: Path) -> tuple[Figures, float]:
    """The figures of a file of annotated documents, and milliseconds of processor time a document."""
    figures, grounder, seconds, number = Figures(), Grounder(), 0.0, 0
    for record in map(json.loads, path.open(encoding="utf-8")):
        number += 1
        events = [e for e in record["events"] if e["trigger"]["start"] is not None]
        published = date.fromisoformat(record["published"]) if record["published"] else None
        document = Document(record["id"], record["text"], record["title"], record["outlet"], published)
        given = Reading(record["id"], tuple(map(report, events)))
        began = time.process_time()
        reading = grounder.resolve(document, given)
        seconds += time.process_time() - began
        for event, found in zip(events, reading.reports, strict=True):
            count_countries(figures, record, event, found)
            count_dates(figures, record, event, found)
        if published:
            undated = grounder.resolve(replace(document, published=None), given)
            for dated, found in zip(reading.reports, undated.reports, strict=True):
                if dated.date and found.date and found.date.inferred:
                    same = (dated.date.first, dated.date.last) == (found.date.first, found.date.last)
                    error = f"{record['id']} {dated.date.first} inferred {found.date.first}: "
                    figures.count("undated", same, error + shown(record["text"], found.date))
    return figures, 1e3 * seconds / max(1, number)


def count_countries(figures: Figures, record: dict[str, Any], event: dict[str, Any], found: Report) -> None:
    """Countries of the participants and of the place of one event."""
    pairs: list[tuple[str, Any, Any]] = []
    # By their spans: grounding may add a side that was left open, or turn the sides round.
    members = {(member.start, member.end): member for member in (*found.a, *found.b)}
    gold = [p for side in "ab" for p in event[side] or []]
    pairs += [("participants", p, members[p["start"], p["end"]]) for p in gold if (p["start"], p["end"]) in members]
    if found.place and event["place"]:
        pairs.append(("places", event["place"], found.place))
    for figure, expected, given in pairs:
        error = f"{record['id']} gold {expected['country']} given {given.country} by {given.basis}: "
        same = expected["country"] == given.country
        figures.count(figure, same, error + shown(record["text"], given), str(given.basis))


def count_dates(figures: Figures, record: dict[str, Any], event: dict[str, Any], found: Report) -> None:
    """The date of one event, as annotated or left open."""
    if found.date is None:
        return
    expected = event["date"]["start"], event["date"]["end"]
    given = tuple(day.isoformat() if day else None for day in (found.date.first, found.date.last))
    error = f"{record['id']} published {record['published']} gold {expected} given {given}: "
    if expected[0] is None:
        # Counted the other way round: what was given without need.
        figures.count("dates without need", given[0] is not None)
        if given[0] is not None:
            figures.wrong["dates without need"].append(error + shown(record["text"], found.date))
    else:
        by = "day of publication" if record["published"] else "what an undated document tells"
        figures.count("dates", given == expected, error + shown(record["text"], found.date), by)


def speed(documents: int) -> dict[str, float]:
    """Processor seconds of reader and grounding on so many documents of a corpus, and the one over the other."""
    from dragoman.reading.reader import Reader

    path = persons.CORPORA / "kcna-2011-2012.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, documents)]
    given = [Document(row["id"], row["text"], row["title"], row["outlet"], day(row["published"])) for row in rows]
    reader, grounder = Reader(), Grounder()
    grounder.ground(given[0], reader.read(given[:1])[0])
    began = time.process_time()
    readings = reader.read(given)
    read = time.process_time()
    for document, reading in zip(given, readings, strict=True):
        grounder.ground(document, reading)
    grounded = time.process_time()
    return {
        "documents": documents,
        "reader_seconds": round(read - began, 2),
        "grounding_seconds": round(grounded - read, 2),
        "grounding_over_reader": round((grounded - read) / (read - began), 3),
    }


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def write_sureness(path: Path, figures: list[Figures]) -> None:
    """The share of participants' countries that are right by basis, as the package keeps it."""
    head = (
        [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        if path.exists()
        else []
    )
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for each in figures:
        for key in each.total:
            if key.startswith("participants by ") and not key.endswith((" None", " likeliest")):
                right[key.removeprefix("participants by ")] += each.right[key]
                total[key.removeprefix("participants by ")] += each.total[key]
    # One more right and one more wrong: a basis that was seen rarely is not certain.
    rows = [f"{basis},{(right[basis] + 1) / (total[basis] + 2):.3f}" for basis in sorted(total)]
    path.write_text("\n".join([*head, "basis,right", *rows, ""]), encoding="utf-8")


def shown(text: str, span: Span) -> str:
    """A span in its surroundings, on one line."""
    before, after = text[max(0, span.start - 90) : span.start], text[span.end : span.end + 70]
    return " ".join(f"{before}[[{span.text}]]{after}".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "train.jsonl", GOLD / "dev.jsonl"])
    parser.add_argument("--errors", type=int, default=0, help="show this many wrong ones of each figure")
    parser.add_argument("--only", default="", help="only figures that begin so: participants, places, dates, undated")
    parser.add_argument("--speed", type=int, default=300, help="documents by which speed is measured; 0: not")
    parser.add_argument("--write-sureness", type=Path, metavar="FILE", help="write the shares by basis into this table")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    printed: dict[str, Any] = {}
    measured = []
    for path in options.gold:
        if not path.exists():
            sys.exit(f"{path}: no such file; name annotated documents with --gold")
        figures, milliseconds = measure(path)
        measured.append(figures)
        keys = [key for key in sorted(figures.total) if key.startswith(options.only)]
        printed[path.stem] = {key: [figures.right[key], figures.total[key]] for key in keys}
        printed[path.stem]["ms_per_document"] = round(milliseconds, 2)
        if options.json:
            continue
        print(f"{path.name}: {milliseconds:.1f} ms a document")
        for key in keys:
            shift = "  " if " by " in key else ""
            right, total = figures.right[key], figures.total[key]
            print(f"  {shift + key:48} {right:6} of {total:6}  {100 * right / total:5.1f} %")
        for key in keys:
            wrong = figures.wrong.get(key, [])
            step = max(1, len(wrong) // max(1, options.errors))
            print("".join(f"  {key}: {line}\n" for line in wrong[::step][: options.errors]), end="")
    if options.write_sureness:
        write_sureness(options.write_sureness, measured)
    if persons.CORPORA.exists() and not options.only:
        printed["people"], misplaced = persons.measure()
        printed["speed"] = speed(options.speed) if options.speed else {}
        if not options.json:
            for name, (precision, recall, f1, mentions) in printed["people"].items():
                print(f"people, {name:10} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  of {mentions} mentions")
            print("".join(f"  people: {line}\n" for line in misplaced[: options.errors]), end="")
            print(
                "".join(
                    f"speed, {name.replace('_', ' '):24} {value:>10}\n" for name, value in printed["speed"].items()
                ),
                end="",
            )
    if options.json:
        print(json.dumps(printed))


if __name__ == "__main__":
    main()
