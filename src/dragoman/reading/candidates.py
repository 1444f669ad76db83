"""From the encoder's trigger scores to candidates for the frame part. In: logits of a window. Out: `Candidate`s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.reading.labels import DISTANCES, QUOTATION
from dragoman.reading.windows import PUNCTUATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.reading.windows import Window

#: Word pieces around a candidate among which its roles are looked for.
VIEW = 160
_REACH = (DISTANCES - 2) // 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Word pieces that may name an act, with the form it would have; or those of a quotation."""

    pieces: NDArray[np.int64]
    form: int
    probability: float
    """That these pieces are a trigger, by the encoder alone; 1 for quotations."""
    form_probability: float = 1.0
    """That the form is right if they are one."""


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    total: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return total


def triggers(window: Window, logits: NDArray[np.float32], least: float, most: int = 40) -> list[Candidate]:
    """Runs of pieces that are a trigger with probability `least` or more, in the sentences the window owns.

    `logits` is [T, forms + 1]. Pieces of one word go together. At most `most`, the likeliest.
    """
    probabilities = softmax(logits)
    owned = (window.sentence >= window.owned[0]) & (window.sentence < window.owned[1])
    likely = np.flatnonzero((probabilities[:, 0] <= 1.0 - least) & owned)
    if not len(likely):
        return []
    best = probabilities[:, 1:].argmax(-1) + 1
    runs: list[list[int]] = []
    for piece in likely.tolist():
        last = runs[-1][-1] if runs else -2
        goes_on = piece == last + 1 and window.sentence[piece] == window.sentence[last]
        if goes_on and (best[piece] == best[last] or window.shapes[piece] == 6):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    found = []
    for run in runs:
        pieces = _trimmed(window, _whole_words(window, run))
        mean = probabilities[run].mean(0)
        form = int(mean[1:].argmax()) + 1
        sure = float(mean[form] / mean[1:].sum())
        found.append(Candidate(pieces, form, float(1.0 - probabilities[run, 0].min()), sure))
    return sorted(found, key=lambda candidate: -candidate.probability)[:most]


def _whole_words(window: Window, run: Sequence[int]) -> NDArray[np.int64]:
    """The run with the rest of its first and last word."""
    first, last = run[0], run[-1]
    while window.shapes[first] == 6 and first > 1:
        first -= 1
    while last + 1 < len(window.shapes) and window.shapes[last + 1] == 6:
        last += 1
    return np.arange(first, last + 1)


def _trimmed(window: Window, pieces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pieces without the punctuation that they begin with, unless there is nothing else."""
    words = np.flatnonzero(window.shapes[pieces] != PUNCTUATION)
    return pieces[words[0] :] if len(words) else pieces


def quotation(window: Window, start: int, end: int) -> Candidate | None:
    """The candidate for a quotation [start, end) that the window owns; else None."""
    pieces = np.flatnonzero((window.starts < end) & (window.ends > start) & (window.starts >= 0))
    if not len(pieces) or not window.owned[0] <= window.sentence[pieces[0]] < window.owned[1]:
        return None
    return Candidate(pieces, QUOTATION, 1.0)


def distances(window: Window, pieces: NDArray[np.int64]) -> NDArray[np.int64]:
    """[T] bucketed distance, in sentences, of each piece from a candidate's first piece; the title has its own."""
    away = np.clip(window.sentence - window.sentence[pieces[0]], -_REACH, _REACH) + _REACH
    return np.where(window.sentence < 0, DISTANCES - 1, away)


def view(window: Window, pieces: NDArray[np.int64]) -> int:
    """First piece of the view of `VIEW` pieces, around a candidate, in which the frame part looks for its roles."""
    middle = int(pieces[0] + pieces[-1]) // 2
    return max(0, min(middle - VIEW // 2, len(window.ids) - VIEW))


def arrays(
    windows: Sequence[Window], candidates: Sequence[Sequence[Candidate]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """The frame part's input for the candidates of each window: window, first, trigger, form, distance.

    N candidates, seen in views of V pieces: window, first (piece of the view) and form are [N], trigger and
    distance [N, V].
    """
    number = sum(map(len, candidates))
    size = min(VIEW, max(len(window.ids) for window in windows))
    row_of = np.zeros(number, np.int64)
    first = np.zeros(number, np.int64)
    trigger = np.zeros((number, size), np.float32)
    form = np.zeros(number, np.int64)
    distance = np.full((number, size), DISTANCES - 1, np.int64)
    at = 0
    for row, (window, found) in enumerate(zip(windows, candidates, strict=True)):
        for candidate in found:
            begin = view(window, candidate.pieces)
            seen = candidate.pieces[(candidate.pieces >= begin) & (candidate.pieces < begin + size)]
            away = distances(window, candidate.pieces)[begin : begin + size]
            row_of[at], first[at], form[at] = row, begin, candidate.form
            trigger[at, seen - begin] = 1.0
            distance[at, : len(away)] = away
            at += 1
    return row_of, first, trigger, form, distance
