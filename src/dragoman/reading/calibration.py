"""Turns the network's scores into probabilities that mean what they say: 0.8 is right eight times in ten.

In: a report with raw scores. Out: the same with calibrated ones. Each kind of score is weighed on the scale of log
odds (Platt, "Probabilistic outputs for support vector machines", 1999), that of an event together with a few signs: a
report that several words tell of is surer than its score, one that has nobody on the other side less so. The weights
are fitted on annotated documents that the network was not trained on (`training/calibrate.py`) and kept in the model's
`model.json`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from dragoman.reading.report import Confidences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.reading.report import Participant, Report

Signs = dict[str, float]

#: What is calibrated by itself; "no place" and "no date" are the scores of fields that are left empty.
SCORES = ("event", "participant", *(field.name for field in fields(Confidences)), "no place", "no date")
#: Scores nearer to 0 or 1 than this are taken for this.
_EDGE = 1e-4


def log_odds(probability: float) -> float:
    """The log odds of a probability, kept finite."""
    kept = min(max(probability, _EDGE), 1.0 - _EDGE)
    return math.log(kept / (1.0 - kept))


def signs(kind: str, report: Report) -> Signs:
    """What a score of a report is weighed with, beside itself."""
    told = {"always": 1.0}
    if kind in ("event", "participant"):
        told["form"] = log_odds(report.confidences.form)
    if kind == "event":
        told |= {"also": float(bool(report.also)), "one side": float(not report.b)}
    return told


def weighed(told: Signs, weights: Mapping[str, float]) -> float:
    """The probability that the weights of its signs give a score."""
    return 1.0 / (1.0 + math.exp(-sum(weight * told[name] for name, weight in weights.items())))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signs for each of `SCORES`; those that are not there are left as they are."""

    weights: Mapping[str, Mapping[str, float]]

    def __call__(self, kind: str, score: float, report: Report) -> float:
        """The calibrated probability of a raw score."""
        weights = self.weights.get(kind)
        if weights is None:
            return score
        return weighed(signs(kind, report) | {"score": log_odds(score)}, weights)

    def report(self, report: Report) -> Report:
        """The report with every confidence calibrated."""
        raw = report.confidences
        return replace(
            report,
            a=tuple(self._participant(member, report) for member in report.a),
            b=tuple(self._participant(member, report) for member in report.b),
            confidence=self("event", report.confidence, report),
            confidences=Confidences(
                **{
                    field.name: self(kind_of(field.name, report), getattr(raw, field.name), report)
                    for field in fields(raw)
                }
            ),
        )

    def _participant(self, member: Participant, report: Report) -> Participant:
        return replace(member, confidence=self("participant", member.confidence, report))


def kind_of(field: str, report: Report) -> str:
    """The kind of the score of a field: "no place" where a report has none."""
    return f"no {field}" if field in ("place", "date") and getattr(report, field) is None else field
