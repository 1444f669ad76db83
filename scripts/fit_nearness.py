"""Find the weights by which grounding chooses a country where no word says it, on annotated documents.

    python scripts/fit_nearness.py ../shared/gold/train.jsonl

Writes `src/dragoman/grounding/data/nearness.csv`, and prints how often the choice is right with weights that were
found on other documents (ten folds) and with none: the share of the participants that come to this choice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from choosing import weights_of
from dragoman.documents.document import Document
from dragoman.grounding import Grounder, nearness
from dragoman.reading.report import Reading
from grounding import report

if TYPE_CHECKING:
    import numpy as np

OUT = Path(__file__).parent.parent / "src/dragoman/grounding/data/nearness.csv"
HEADER = """\
# Weights of the signs by which a country is chosen where no word says for whom somebody acts (see nearness.py): a
# multinomial logit. Written by scripts/fit_nearness.py from the annotated training documents; do not edit.
sign,weight
"""
FOLDS = 10


def choices(paths: list[Path]) -> list[tuple[int, dict[str, nearness.Signs], str]]:
    """(fold, candidates with their signs, code that was annotated) of each participant that comes to the choice."""
    found: list[tuple[dict[str, nearness.Signs], Any]] = []
    real = nearness.likeliest

    def watched(participant: Any, scene: Any, others: Any) -> tuple[str | None, float]:
        found.append((nearness.candidates(participant, scene, others), (participant.start, participant.end)))
        return real(participant, scene, others)

    rows = []
    nearness.likeliest = watched
    try:
        for record in (json.loads(line) for path in paths for line in path.open(encoding="utf-8")):
            fold = int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % FOLDS
            published = date.fromisoformat(record["published"]) if record["published"] else None
            document = Document(record["id"], record["text"], record["title"], record["outlet"], published)
            events = [event for event in record["events"] if event["trigger"]["start"] is not None]
            for event in events:
                found.clear()
                Grounder().resolve(document, Reading(record["id"], (report(event),)))
                codes = {(p["start"], p["end"]): p["country"] or "" for side in "ab" for p in event[side] or []}
                # Each side is resolved twice, the second time in the knowledge of the other: that one counts.
                rows += [
                    (fold, signs, codes[span])
                    for span, signs in {span: signs for signs, span in found}.items()
                    if span in codes  # grounding also asks of whom it found itself
                ]
    finally:
        nearness.likeliest = real
    return rows


def fit(rows: list[tuple[int, dict[str, nearness.Signs], str]], names: list[str]) -> np.ndarray:
    """The weights of the signs `names` that make the annotated choices likeliest."""
    return weights_of(
        [(list(signs.values()), list(signs).index(code)) for _, signs, code in rows if code in signs], names
    )


def right(rows: list[tuple[int, dict[str, nearness.Signs], str]], names: list[str], weights: np.ndarray) -> int:
    """How many of the annotated choices these weights make."""
    count = 0
    for _, signs, code in rows:
        scores = {
            one: sum(w * values.get(n, 0.0) for n, w in zip(names, weights, strict=True))
            for one, values in signs.items()
        }
        count += max(scores, key=lambda one: (scores[one], one)) == code
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="annotated documents, never those of a test set")
    options = parser.parse_args()
    rows = choices(options.gold)
    names = sorted({name for _, signs, _ in rows for one in signs.values() for name in one})
    hits = sum(
        right([row for row in rows if row[0] == fold], names, fit([row for row in rows if row[0] != fold], names))
        for fold in range(FOLDS)
    )
    possible = sum(code in signs for _, signs, code in rows)
    print(f"{len(rows)} choices; right {hits} ({100 * hits / len(rows):.1f} %), possible {possible}")
    weights = fit(rows, names)
    lines = sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1]))
    OUT.write_text(HEADER + "".join(f'"{name}",{weight:.3f}\n' for name, weight in lines), encoding="utf-8")
    for name, weight in lines:
        print(f"  {weight:7.3f}  {name}")


if __name__ == "__main__":
    main()
