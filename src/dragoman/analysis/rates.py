"""The count model: how many contacts to expect. In: counts and reading by month. Out: the state before each month.

Contacts of month t are negative binomial around λ x, where x is the reading (in average days, times the season) and
λ has a gamma distribution that each month updates and that fades with a half-life, so that old months weigh less
(the local-level count model of Harvey & Fernandes, "Time series models for count or qualitative observations",
Journal of Business & Economic Statistics 7, 1989; a dynamic generalised linear model with a log exposure offset).
A month's own frailty, of variance α (Hilbe, "Negative Binomial Regression", 2011, NB2), is the over-dispersion:
contacts come in clusters, and a month of many says less about λ than as many months would.

Season: a factor for each calendar month, the mean of its gamma posterior around 1 (so that one lively April is not
yet a season). How fast λ fades and how strongly the season is shrunk are chosen for each series by how well they
have foretold it so far (Dawid, "Present position and potential developments", 1984: prequential), so that nothing
at a day rests on what came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Months after which a month weighs half.
HALF_LIVES = (9.0, 24.0, 72.0)
#: Events, spread as usual, that weigh against a season of one's own; the first means no season.
SHRINKAGES = (np.inf, 30.0, 8.0)
#: Over-dispersion before anything is known of a series (about the median of those of benchmarks/data/series.csv), and
#: the months that this is worth.
DISPERSION, DISPERSION_MONTHS = 0.15, 12.0
#: Half-life of what is known of dispersion and of how well a model foretells, in months.
MEMORY = 60.0
LEAST_DISPERSION, MOST_DISPERSION = 0.02, 5.0


@dataclass(frozen=True, slots=True)
class Rates:
    """What was known of each series before each month, and after the last: index T."""

    shape: Floats
    """[series, T + 1] shape of λ's gamma distribution, in events."""
    exposure: Floats
    """[series, T + 1] its rate, in average days of reading; λ is events a day."""
    dispersion: Floats
    """[series, T + 1] α."""
    season: Floats
    """[series, T + 1, 12] factor of each calendar month."""


def fit(counts: Floats, reading: Floats, first_month: int) -> Rates:
    """Run the model through [series, T] counts and reading (average days); `first_month` is 0 for January."""
    series, months = counts.shape
    grid = [(half, kappa) for half in HALF_LIVES for kappa in SHRINKAGES]
    keep = 0.5 ** (1 / np.array([half for half, _ in grid]))[None, :]
    kappa = np.minimum(np.array([kappa for _, kappa in grid]), 1e9)[None, :]
    remember = 0.5 ** (1 / MEMORY)
    size = (series, len(grid))
    shape, exposure, score = np.full(size, 0.5), np.zeros(size), np.zeros(size)
    seen, over, square = np.zeros(size), np.zeros(size), np.zeros(size)
    got, due = np.zeros((*size, 12)), np.zeros((*size, 12))
    season, alpha = np.ones((*size, 12)), np.full(size, DISPERSION)
    out = Rates(
        np.zeros((series, months + 1)),
        np.zeros((series, months + 1)),
        np.zeros((series, months + 1)),
        np.ones((series, months + 1, 12)),
    )
    rows = np.arange(series)
    for month in range(months + 1):
        best = score.argmax(axis=1)
        out.shape[:, month], out.exposure[:, month] = shape[rows, best], exposure[rows, best]
        out.dispersion[:, month], out.season[:, month] = alpha[rows, best], season[rows, best]
        if month == months:
            break
        at = (first_month + month) % 12
        count, read = counts[:, month, None], reading[:, month, None]
        read = np.where(read > 0, read, 0.0)
        offset = read * season[..., at]
        known = (exposure > 0) & (read > 0)
        mean = np.where(known, shape / np.where(exposure > 0, exposure, 1.0) * offset, 0.0)
        score = remember * score + np.where(known, log_chance(count, mean, 1 / (1 / shape + alpha)), 0.0)
        spread = 1 + alpha * mean
        over = remember * over + np.where(known, (count - mean) ** 2 - mean - mean**2 / shape, 0.0)
        square = remember * square + mean**2
        seen = remember * seen + known
        usual = np.where(seen > 0, square / np.maximum(seen, 1e-9), 1.0)
        alpha = (DISPERSION_MONTHS * DISPERSION + over / np.maximum(usual, 1e-9)) / (DISPERSION_MONTHS + seen)
        alpha = np.clip(alpha, LEAST_DISPERSION, MOST_DISPERSION)
        told = np.where(read > 0, count, 0.0)
        got[..., at] += told / spread
        due[..., at] += mean / np.maximum(season[..., at], 1e-9) / spread
        season[..., at] = (got[..., at] + kappa) / (due[..., at] + kappa)
        shape = keep * shape + told / spread
        exposure = keep * exposure + offset / spread
    return out


def log_chance(count: Floats, mean: Floats, size: Floats) -> Floats:
    """Log probability of `count` under a negative binomial of this mean and size (1 / dispersion)."""
    share = np.maximum(mean, 1e-12) / (np.maximum(mean, 1e-12) + size)
    found: Floats = (
        special.gammaln(count + size)
        - special.gammaln(size)
        - special.gammaln(count + 1)
        + size * np.log1p(-share)
        + count * np.log(share)
    )
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be expected of a stretch of days: one or several of them, as arrays of one shape."""

    shape: Floats
    exposure: Floats
    dispersion: Floats
    """λ and α as in `Rates`."""
    reading: Floats
    """Reading of the stretch, in average days, times the season."""
    blocks: Floats
    """The same for pieces of a month each, squared and summed: how many frailties it has."""

    @property
    def mean(self) -> Floats:
        """Expected number of contacts."""
        return self.shape / self.exposure * self.reading

    @property
    def size(self) -> Floats:
        """Size of the negative binomial that has the variance of both: not knowing λ, and the months' frailties."""
        frailty = self.dispersion * self.blocks / np.maximum(self.reading, 1e-12) ** 2
        found: Floats = 1 / np.maximum(1 / self.shape + frailty + frailty / self.shape, 1e-12)
        return found

    def at_most(self, count: Floats) -> Floats:
        """Chance of `count` contacts or fewer."""
        found = special.betainc(self.size, count + 1, self.size / (self.size + self.mean))
        return np.where(self.reading > 0, found, 1.0)

    def at_least(self, count: Floats) -> Floats:
        """Chance of `count` contacts or more; `count` is at least 1."""
        found = special.betaincc(self.size, count, self.size / (self.size + self.mean))
        return np.where(self.reading > 0, found, 1.0)


def ratio(
    count: int, reading: float, shape: float, exposure: float, dispersion: float, level: float = 0.9
) -> tuple[float, float]:
    """Interval of the rate behind `count` contacts in `reading` average days, over a rate with a gamma distribution.

    The count's own rate has a gamma posterior under Jeffreys' prior, its information divided by 1 + α times a
    month's contacts; the ratio of two gammas has a beta distribution up to scale.
    """
    if reading <= 0:
        return 0.0, float("inf")
    spread = 1 + dispersion * count / max(reading / 30.4, 1.0)
    own, own_reading = count / spread + 0.5, reading / spread
    x = special.betaincinv(own, shape, [(1 - level) / 2, (1 + level) / 2])
    low, high = x / np.maximum(1 - x, 1e-9) * exposure / own_reading
    return (0.0 if count == 0 else float(low)), float(high)
