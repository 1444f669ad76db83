"""Turns the network's scores into probabilities that mean what they say: 0.8 is right eight times in ten.

In: reports with raw scores. Out: the same with calibrated ones. Each kind of score has a slope and a shift on the
scale of log odds (Platt, "Probabilistic outputs for support vector machines", 1999), fitted on annotated documents
that the network was not trained on (`training/calibrate.py`) and kept in the model's `model.json`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from dragoman.reading.report import Confidences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.reading.report import Participant, Report

#: What is calibrated by itself; "no place" and "no date" are the scores of fields that are left empty.
SCORES = ("event", "participant", *(field.name for field in fields(Confidences)), "no place", "no date")
#: Scores nearer to 0 or 1 than this are taken for this.
_EDGE = 1e-4


def log_odds(probability: float) -> float:
    """The log odds of a probability, kept finite."""
    kept = min(max(probability, _EDGE), 1.0 - _EDGE)
    return math.log(kept / (1.0 - kept))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slope and shift for each of `SCORES`; those that are not there are left as they are."""

    lines: Mapping[str, tuple[float, float]]

    def __call__(self, score: str, probability: float) -> float:
        """The calibrated probability of a raw one."""
        line = self.lines.get(score)
        if line is None:
            return probability
        return 1.0 / (1.0 + math.exp(-(line[0] * log_odds(probability) + line[1])))

    def report(self, report: Report) -> Report:
        """The report with every confidence calibrated."""
        raw = report.confidences
        names = {
            "place": "place" if report.place else "no place",
            "date": "date" if report.date else "no date",
        }
        return replace(
            report,
            a=tuple(map(self._participant, report.a)),
            b=tuple(map(self._participant, report.b)),
            confidence=self("event", report.confidence),
            confidences=Confidences(
                **{name.name: self(names.get(name.name, name.name), getattr(raw, name.name)) for name in fields(raw)}
            ),
        )

    def _participant(self, member: Participant) -> Participant:
        return replace(member, confidence=self("participant", member.confidence))
