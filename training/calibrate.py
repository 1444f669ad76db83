"""Calibrate a model's confidences on annotated documents that it was not trained on, and keep the weights with it.

In: the model of a folder, annotated documents. Out: `calibration` in the folder's `model.json`: of each kind of score
the weights of its signs on the scale of log odds.

    python training/calibrate.py --model src/dragoman/reading/model

Prints the expected calibration error of each kind, and of each field, before and after; the latter by cross-validation
over documents, so that no document is judged with weights that it helped to find. Beside it stands what the error would
be by chance alone, were every statement right as often as it says. What grounding finds by itself, and states another
confidence of, is left out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

import annotation
from data import load
from dragoman.coding import to_gold
from dragoman.documents import prepare
from dragoman.evaluation.calibration import held
from dragoman.evaluation.gold import document
from dragoman.evaluation.matching import countries, matched
from dragoman.evaluation.scoring import right
from dragoman.grounding import Grounder
from dragoman.reading.calibration import SCORES, Calibration, Signs, kind_of, log_odds, signs, weighed
from dragoman.reading.reader import MODEL, Reader
from dragoman.reading.report import Confidences, Reading, Report

#: How strongly every weight but that of "always" is held to its start: as by so many statements.
HELD = 2.0
FOLDS = 5
#: Weights before anything is known: a score means what it says.
START = {"score": 1.0}


class Statement(NamedTuple):
    """One raw score with the signs of its report, and whether it holds."""

    kind: str
    score: float
    signs: Signs
    holds: bool


def statements(record: dict[str, Any], reader: Reader, grounder: Grounder) -> Iterator[Statement]:
    """Every raw score of one annotated document."""
    given = prepare(document(record))
    reports, _ = reader.scored(given)
    grounded = grounder.ground(given, Reading(given.id, reports=tuple(reports))).reports
    coded = to_gold(given, Reading(given.id, reports=grounded))
    found = matched(record, coded)
    met = {id(other): one for one, other in found.trigger}
    for event, last in zip(coded["events"], grounded, strict=True):
        raw = _read(last, reports)
        one = met.get(id(event))
        yield _statement("event", raw.confidence, raw, one is not None)
        if one is None:
            continue
        for name in (field.name for field in fields(Confidences)):
            score = getattr(raw.confidences, name)
            if score == getattr(last.confidences, name):
                yield _statement(kind_of(name, raw), score, raw, right(name, one, event))
        for side in "ab":
            codes = countries(one[side])
            for member in getattr(last, side):
                if member.country and any(member.confidence == other.confidence for other in (*raw.a, *raw.b)):
                    yield _statement("participant", member.confidence, raw, member.country in codes)


def _read(last: Report, reports: Iterable[Report]) -> Report:
    """What was read of a grounded report: one of several visits has a trigger that holds the one read."""
    begin, end = last.trigger.start, last.trigger.end
    return next(
        report
        for report in reports
        if report.form == last.form and begin <= report.trigger.start and report.trigger.end <= end
    )


def _statement(kind: str, score: float, report: Report, holds: bool) -> Statement:
    return Statement(kind, score, signs(kind, report) | {"score": log_odds(score)}, holds)


def fitted(made: list[Statement]) -> dict[str, float]:
    """The weights that make statements of one kind likeliest, held a little to `START`."""
    names = list(made[0].signs)
    table = np.array([[each.signs[name] for name in names] for each in made])
    holds = np.array([float(each.holds) for each in made])
    start = np.array([START.get(name, 0.0) for name in names])
    firm = np.array([0.0 if name == "always" else HELD for name in names])

    def cost(at: np.ndarray) -> float:
        logits = table @ at
        return float((np.logaddexp(0.0, logits) - holds * logits).sum() + (firm * (at - start) ** 2).sum() / 2)

    found = minimize(cost, start).x
    return {name: round(float(weight), 4) for name, weight in zip(names, found, strict=True)}


def weights(made: list[Statement]) -> dict[str, dict[str, float]]:
    """The weights of every kind of score."""
    by_kind: dict[str, list[Statement]] = defaultdict(list)
    for each in made:
        by_kind[each.kind].append(each)
    return {kind: fitted(by_kind[kind]) for kind in SCORES if kind in by_kind}


def stated(each: Statement, found: dict[str, dict[str, float]]) -> float:
    """The probability that weights give a statement."""
    return weighed(each.signs, found[each.kind]) if each.kind in found else each.score


def show_fields(judged: dict[str, list[tuple[float, bool]]], of: str) -> None:
    """Print the calibration error of each field: of a place or a date that was given, and of none, together."""
    by_field: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for kind, pairs in judged.items():
        by_field[kind.removeprefix("no ")] += pairs
    for name, pairs in by_field.items():
        found = held(pairs)
        print(f"{of}: {name:12} {len(pairs):5} statements, {found.error:.3f}, {found.by_chance:.3f} by chance")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="folder that export.py wrote")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="further annotated documents")
    parser.add_argument(
        "--judge", type=Path, nargs="*", default=[], help="documents to judge by these weights, which do not find them"
    )
    options = parser.parse_args()
    records = [*annotation.load(annotation.HELD_OUT), *(record for path in options.gold for record in load(path))]
    reader, grounder = Reader(options.model), Grounder()
    reader.calibration = Calibration({})
    documents = [list(statements(record, reader, grounder)) for record in records]
    made = [each for found in documents for each in found]
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        found = weights([each for n, one in enumerate(documents) if n % FOLDS != fold for each in one])
        for each in (each for one in documents[fold::FOLDS] for each in one):
            judged[each.kind].append((stated(each, found), each.holds))
    drawn = weights(made)
    for kind, pairs in judged.items():
        before = held([(each.score, each.holds) for each in made if each.kind == kind]).error
        after = held(pairs)
        print(
            f"{kind:12} {len(pairs):5} statements, calibration error {before:.3f} before, {after.error:.3f} after, "
            f"{after.by_chance:.3f} by chance; {drawn[kind]}"
        )
    show_fields(judged, "held out")
    if options.judge:
        for record in (record for path in options.judge for record in load(path)):
            for each in statements(record, reader, grounder):
                judged[each.kind].append((stated(each, drawn), each.holds))
        show_fields(judged, "with those to judge")
    path = options.model / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["calibration"] = drawn
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
