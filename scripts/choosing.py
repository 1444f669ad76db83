"""A conditional logit (multinomial logit over choices that differ in number). In: choices. Out: weights of their signs.

McFadden, "Conditional logit analysis of qualitative choice behavior", 1974, with the weights held to 0 a little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: How strongly each weight is held to 0; that of a sign which counts beside one sort of words alone ("pronoun: last
#: named"), as an addition to the sign itself, more.
SHRINKAGE, OF_A_SORT = 1.0, 5.0


def weights_of(choices: Sequence[tuple[Sequence[Mapping[str, float]], int]], names: Sequence[str]) -> np.ndarray:
    """[names] the weights that make the right ones likeliest.

    Each choice has the signs (name to value) of all that could be chosen, and which of them is right; signs that are
    not among `names` do not count.
    """
    tables = [
        (np.array([[one.get(name, 0.0) for name in names] for one in offered]), right) for offered, right in choices
    ]

    held = np.array([OF_A_SORT if ": " in name else SHRINKAGE for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = float(held * weights @ weights) / 2, held * weights
        for matrix, right in tables:
            scores = matrix @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            value -= float(np.log(chances[right]))
            slope = slope + chances @ matrix - matrix[right]
        return value, slope

    return np.asarray(minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x)
