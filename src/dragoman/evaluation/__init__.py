"""Measures a reader against annotated documents. In: gold and coded documents, as JSON objects. Out: figures.

The figures are those of the gold standard's own scorer, and agree with it; beside them stand figures by form and by
field, the errors one by one, and how well stated confidences hold.
"""

from __future__ import annotations

from dragoman.evaluation.calibration import Reliability, reliability
from dragoman.evaluation.gold import load
from dragoman.evaluation.matching import Matches, matched
from dragoman.evaluation.scoring import FIGURES, Figure, by_form, fields, figures

__all__ = [
    "FIGURES",
    "Figure",
    "Matches",
    "Reliability",
    "by_form",
    "fields",
    "figures",
    "load",
    "matched",
    "reliability",
]
