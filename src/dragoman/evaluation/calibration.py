"""How well stated confidences hold. In: matched documents. Out: reliability of each kind of confidence.

Of events, a confidence is right where the act was annotated (trigger); of a field, where it is that of the annotated
event that the trigger matched. The expected calibration error is the mean distance, over bins of equally many
statements, between the mean confidence and the share right (Naeini et al., "Obtaining well calibrated probabilities
using Bayesian binning", 2015). So few statements fall in each bin that even those which hold exactly as often as they
say show an error; how much that is, is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.evaluation.matching import countries
from dragoman.evaluation.scoring import right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.evaluation.matching import Matches

#: Bins of equally many statements.
BINS = 10
#: How often what holds is drawn, to tell what error is chance.
DRAWS = 100
#: Fields of an event that state a confidence.
FIELDS = ("form", "status", "channel", "background", "place", "date")


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence."""

    number: int
    confidence: float
    """Their mean confidence."""
    right: float
    """Share that is right."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How one kind of confidence holds."""

    bins: tuple[Bin, ...]
    by_chance: float = 0.0
    """The error to expect of as many statements, of the same confidences, each of which holds as often as it says."""

    @property
    def number(self) -> int:
        """How many statements there are."""
        return sum(each.number for each in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error, from 0 to 1."""
        distance = sum(each.number * abs(each.confidence - each.right) for each in self.bins)
        return distance / self.number if self.number else 0.0


def reliability(documents: Iterable[Matches], bins: int = BINS) -> dict[str, Reliability]:
    """The reliability of the confidence of events, of their fields, and of participants."""
    stated: dict[str, list[tuple[float, bool]]] = {name: [] for name in ("event", *FIELDS, "participant")}
    for document in documents:
        for name, confidence, holds in statements(document):
            stated[name].append((confidence, holds))
    return {name: held(pairs, bins) for name, pairs in stated.items()}


def held(pairs: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """The reliability of statements: of each its confidence, and whether it holds."""
    ordered = sorted(pairs)
    return Reliability(tuple(_binned(ordered, bins)), _by_chance([value for value, _ in ordered], bins))


def _by_chance(values: Sequence[float], bins: int) -> float:
    """The mean error over `DRAWS` drawings of what holds."""
    drawn = np.random.default_rng(0).random((DRAWS, len(values)))
    errors = [
        Reliability(tuple(_binned(list(zip(values, row < values, strict=True)), bins))).error
        for row in drawn  # the same confidences each time, so that the bins are too
    ]
    return float(np.mean(errors)) if values else 0.0


def statements(document: Matches) -> Iterator[tuple[str, float, bool]]:
    """Each confidence stated in a document: of what, how much, and whether it holds."""
    met = {id(other) for _, other in document.trigger}
    for event in document.coded:
        if "confidence" in event:
            yield "event", event["confidence"], id(event) in met
    for one, other in document.trigger:
        for name, value in other.get("confidences", {}).items():
            yield name, value, right(name, one, other)
        for side in "ab":
            codes = countries(one.get(side))
            for member in other.get(side) or []:
                if "confidence" in member and member.get("country"):
                    yield "participant", member["confidence"], member["country"] in codes


def _binned(pairs: Sequence[tuple[float, bool]], bins: int) -> Iterator[Bin]:
    for number in range(bins):
        part = pairs[len(pairs) * number // bins : len(pairs) * (number + 1) // bins]
        if part:
            yield Bin(
                len(part), sum(value for value, _ in part) / len(part), sum(holds for _, holds in part) / len(part)
            )
