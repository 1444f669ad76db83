"""How many tests were looked at is part of the evidence. In: p-values and their number. Out: q-values.

Benjamini & Hochberg, "Controlling the false discovery rate: a practical and powerful approach to multiple testing",
Journal of the Royal Statistical Society B 57, 1995. A q-value is the least rate of false discoveries at which a test
would be listed: of all signals listed at q ≤ 0.05, one in twenty is expected to be chance. It holds for tests that
depend on each other positively, as overlapping series do (Benjamini & Yekutieli, Annals of Statistics 29, 2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def q_values(chances: Sequence[float] | NDArray[np.float64], looked_at: int | None = None) -> NDArray[np.float64]:
    """[tests] q of each p-value, among `looked_at` tests (those given, if fewer or none are told)."""
    p = np.asarray(chances, np.float64)
    if not len(p):
        return p
    order = np.argsort(p, kind="stable")
    number = max(looked_at or 0, len(p))
    ranked = p[order] * number / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return q
