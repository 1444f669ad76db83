"""Who is the same person: B-cubed of the actors that grounding gives to 300 marked mentions. Used by grounding.py.

The marks (`marks/persons.jsonl`) hold no text: for each document its id, how much of its text was marked, a digest of
that, and mentions as [start, end, start of the name, its end, number of the person]; a pronoun or an office has no
name. Persons have one number in all documents. Half of the documents were looked at while the rules were made
("tuning"), the other half only counted ("held out").
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.documents.document import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Reading, Report, Span

MARKS = Path(__file__).parent / "marks/persons.jsonl"
CORPORA = Path(__file__).resolve().parents[2] / "shared/corpora"
HALVES = ("held out", "tuning")


def texts(wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The documents of the corpora by id."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found |= {row["id"]: row for row in map(json.loads, lines) if row["id"] in wanted}
    return found


def half(document: str) -> str:
    """The half of the marks that a document belongs to."""
    return HALVES[int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2]


def actors(document: Document, mentions: list[list[Any]]) -> list[str | None]:
    """The actor that grounding gives to each mention, all of them participants of one report."""

    def participant(start: int, end: int, first: int | None, last: int | None) -> Participant:
        name = document.text[first:last] if first is not None else None
        return Participant(document.text[start:end], start, end, name=name, kind="person")

    members = tuple(participant(*mention[:4]) for mention in mentions)
    trigger = Span(document.text[:1], 0, 1)
    report = Report("CONSULT", "meeting", "occurred", "in_person", False, trigger, a=members)
    return [member.actor for member in Grounder().resolve(document, Reading(document.id, (report,))).reports[0].a]


def b_cubed(pairs: list[tuple[str, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 (each from 0 to 1) of (actor given, person marked) of every mention."""
    given, marked, both = Counter(a for a, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    precision = sum(both[pair] / given[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / marked[pair[1]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure() -> tuple[dict[str, list[float]], list[str]]:
    """B-cubed precision, recall, F1 and mentions by half; and every mention of the tuning half that is misplaced."""
    marks = [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]
    corpus = texts({mark["id"] for mark in marks})
    pairs: dict[str, list[tuple[str, int]]] = {name: [] for name in HALVES}
    shown: list[tuple[str, int, str]] = []
    for mark in marks:
        row = corpus[mark["id"]]
        text = row["text"]
        if hashlib.sha256(text[: mark["length"]].encode()).hexdigest()[:12] != mark["digest"]:
            raise ValueError(f"{mark['id']}: the corpus holds another text than was marked")
        published = date.fromisoformat(row["published"]) if row["published"] else None
        document = Document(row["id"], text, row["title"] or None, row["outlet"], published)
        for mention, actor in zip(mark["mentions"], actors(document, mark["mentions"]), strict=True):
            # Whoever is not told who he is, is alone.
            given = actor or f"{mark['id']}:{mention[0]}"
            pairs[half(mark["id"])].append((given, mention[4]))
            if half(mark["id"]) == "tuning":
                shown.append((given, mention[4], f"{mark['id']} {text[mention[0] : mention[1]]!r} given {given}"))
    usual = {
        person: Counter(a for a, p in pairs["tuning"] if p == person).most_common(1)[0][0]
        for person in {p for _, p in pairs["tuning"]}
    }
    wrong = [line for given, person, line in shown if usual[person] != given]
    wrong += [
        f"{given} stands for several persons"
        for given in {g for g, _ in pairs["tuning"]}
        if len({p for g, p in pairs["tuning"] if g == given}) > 1
    ]
    every = [pair for found in pairs.values() for pair in found]
    figures = {
        name: [*(round(100 * share, 1) for share in b_cubed(found)), len(found)]
        for name, found in (*pairs.items(), ("all", every))
    }
    return figures, wrong


def main() -> None:
    figures, wrong = measure()
    for name, (precision, recall, f1, mentions) in figures.items():
        print(f"{name:10} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  of {mentions} mentions")
    print("\n".join(wrong))


if __name__ == "__main__":
    main()
