"""Calibrate a model's confidences on annotated documents that it was not trained on, and keep the lines with it.

In: the model of a folder, annotated documents. Out: `calibration` in the folder's `model.json`: slope and shift of each
kind of score on the scale of log odds.

    python training/calibrate.py --model src/dragoman/reading/model

Prints the expected calibration error of each kind before and after; the latter by cross-validation over documents, so
that no document is judged with a line that it helped to draw.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import annotation
from data import load
from dragoman.coding import Coder, to_gold
from dragoman.evaluation.calibration import held
from dragoman.evaluation.gold import document
from dragoman.evaluation.matching import Matches, countries, matched
from dragoman.evaluation.scoring import right
from dragoman.reading.calibration import SCORES, Calibration, log_odds
from dragoman.reading.reader import MODEL, Reader

#: How strongly a line is held to slope 1 and shift 0: as by so many statements.
HELD = 4.0
FOLDS = 5

#: Of each kind of score: what was stated, and whether it holds.
Statements = dict[str, list[tuple[float, bool]]]


def statements(found: Matches) -> Statements:
    """Every raw score of one document, by its kind."""
    out: Statements = defaultdict(list)
    met = {id(other) for _, other in found.trigger}
    for event in found.coded:
        out["event"].append((event["confidence"], id(event) in met))
    for one, other in found.trigger:
        for name, value in other["confidences"].items():
            empty = name in ("place", "date") and other[name] is None
            out[f"no {name}" if empty else name].append((value, right(name, one, other)))
        for side in "ab":
            codes = countries(one[side])
            out["participant"] += [(m["confidence"], m["country"] in codes) for m in other[side] if m["country"]]
    return out


def line(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift that make the statements likeliest, held a little to 1 and 0."""
    odds = np.array([log_odds(value) for value, _ in pairs])
    holds = np.array([float(truth) for _, truth in pairs])

    def cost(at: np.ndarray) -> float:
        logits = at[0] * odds + at[1]
        return float((np.logaddexp(0.0, logits) - holds * logits).sum() + HELD / 2 * ((at[0] - 1) ** 2 + at[1] ** 2))

    slope, shift = minimize(cost, np.array([1.0, 0.0])).x
    return round(float(slope), 4), round(float(shift), 4)


def together(documents: list[Statements]) -> Statements:
    """The statements of several documents."""
    out: Statements = defaultdict(list)
    for found in documents:
        for name, pairs in found.items():
            out[name] += pairs
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="folder that export.py wrote")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="further annotated documents")
    options = parser.parse_args()
    records = [*annotation.load(annotation.HELD_OUT), *(record for path in options.gold for record in load(path))]
    reader = Reader(options.model)
    reader.calibration = Calibration({})
    rows = Coder(reader).code([document(record) for record in records])
    coded = {given.id: to_gold(given, reading) for given, reading in rows}
    documents = [statements(matched(record, coded[record["id"]])) for record in records]
    lines = {name: line(pairs) for name, pairs in sorted(together(documents).items()) if name in SCORES}
    judged: Statements = defaultdict(list)
    for fold in range(FOLDS):
        drawn = Calibration(
            {
                name: line(pairs)
                for name, pairs in together([d for n, d in enumerate(documents) if n % FOLDS != fold]).items()
            }
        )
        for name, pairs in together(documents[fold::FOLDS]).items():
            judged[name] += [(drawn(name, value), truth) for value, truth in pairs]
    for name, pairs in sorted(together(documents).items()):
        print(
            f"{name:12} {len(pairs):5} statements, calibration error {held(pairs).error:.3f} before, "
            f"{held(judged[name]).error:.3f} after; line {lines[name]}"
        )
    path = options.model / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["calibration"] = lines
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
