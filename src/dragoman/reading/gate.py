"""Which sentences may tell of an engagement, told from their words alone. In: sentences. Out: probabilities.

A logistic regression over hashed words and pairs of neighbouring words, made by `training/gate.py`. It costs a
thousandth of the encoder's time, so that the fast reader need not read what cannot matter.
"""

from __future__ import annotations

import math
import re
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Least probability with which a sentence is read (`benchmarks/readers.py` shows what it costs and brings).
LEAST = 0.72
#: Hashed features.
BUCKETS = 1 << 16
_WORD = re.compile(r"[^\W_]+")
#: Numbers are all one word.
_NUMBER = "0"


def features(sentence: str) -> list[int]:
    """Buckets of the words of a sentence and of its pairs of neighbouring words, each once."""
    words = [_NUMBER if word[0].isdigit() else word for word in _WORD.findall(sentence.lower())]
    named = {crc32(word.encode()) % BUCKETS for word in words}
    named |= {crc32(f"{one} {other}".encode()) % BUCKETS for one, other in pairwise(words)}
    return sorted(named)


class Gate:
    """The gate of the model in `folder`. Raises FileNotFoundError where it has none."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / "gate.npz") as kept:
            self._weights = kept["weights"].astype(np.float32)

    @property
    def digest(self) -> str:
        """Changes with the gate's weights and with how much it lets pass."""
        return sha256(self._weights.tobytes() + repr(LEAST).encode()).hexdigest()

    def of(self, found: Sequence[int]) -> float:
        """The probability that a sentence of these features tells of an act."""
        return 1.0 / (1.0 + math.exp(-float(self._weights[list(found)].sum() + self._weights[-1])))

    def __call__(self, sentence: str) -> float:
        """The probability that a sentence tells of an act."""
        return self.of(features(sentence))

    def passing(self, text: str, spans: Sequence[tuple[int, int]], least: float = LEAST) -> list[tuple[int, int]]:
        """Of the sentences `spans` those that may tell of an act, in order, and with them the document's first.

        The first sentence tells day, place and speakers of the others.
        """
        kept = [number for number, (start, end) in enumerate(spans) if self(text[start:end]) >= least]
        return [spans[number] for number in sorted({0, *kept})] if kept else []
