"""Made series of contacts with changes planted in them, for benchmarks/signals.py.

    parameters = fitted()
    made = make(numpy.random.default_rng(1), parameters, rate=4, planted="change", length=3)

A series is of eight years and of one dyad. Its **rounds** (contacts of one day between the same countries) come at a
rate that follows a season, a trend and each month's own frailty, all as fitted to a real series of about that rate;
each round has one contact or several parts, told of the same day, as many on average as the real series had. `rate`
counts contacts a month. What is told grows with what is read, but less: by a power between a half and one.

Planted is one of

- `change`: a full silence of `length` months and, later, a surge to TIMES the rate as long;
- `quiet`: nothing;
- `reading`: nothing but a change of reading: a gap, a tenth of the usual reading, three times it, a third of it, a
  second outlet that comes or one that goes. `twin` is then the same series with the reading unchanged, drawn with the
  same dice, so that what the change of reading makes can be told from what chance makes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dragoman.analysis import Contact, Contacts, Exposure, Key, one_series
from dragoman.analysis.series import MONTH
from dragoman.ledger import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.analysis import Series

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

FITTED = Path(__file__).parent / "data/series.csv"
FIRST, YEARS = date(2001, 1, 1), 8
DAYS = YEARS * 365
MONTHS = (np.arange(DAYS) / MONTH).astype(np.int64)
#: A surge is to so many times the rate.
TIMES = 3.0
#: Real series whose rate is this near (as a factor) lend their parameters; at least so many, the nearest.
NEAR, LEAST = 1.5, 20
#: Documents a day of an outlet.
A_DAY = 20
READINGS = ("nothing read", "a tenth read", "three times read", "a third read", "an outlet comes", "an outlet goes")
AGENCY, PAPER = Source("agency", short=False), Source("paper", short=False)
#: A second dyad, by which the weight of each outlet's documents can be known.
OTHERS = 300
DYAD, OTHER = frozenset([("A", "B")]), frozenset([("C", "D")])


@dataclass(frozen=True)
class Made:
    """A made series and what was planted in it: day numbers."""

    series: Series
    rate: float
    freeze: tuple[int, int] | None
    surge: tuple[int, int] | None
    disturbed: tuple[str, int, int] | None
    """How the reading changed, and between which days."""
    twin: Made | None
    counts: Integers
    """[months] contacts, for the rivals."""
    documents: Integers
    """[months] documents, for them too."""
    rounds: Integers
    """[days] rounds of contact."""
    expected: Floats
    """[days] rounds to be expected had nothing been planted, the months' frailty unknown."""
    dispersion: float


def fitted() -> list[dict[str, float]]:
    """Parameters of real series."""
    lines = [line for line in FITTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]


def alike(parameters: Sequence[dict[str, float]], rate: float) -> list[dict[str, float]]:
    """The real series of about this rate: dispersion, parts and season go with it."""
    away = sorted(parameters, key=lambda row: abs(np.log(row["rate"] / rate)))
    near = sum(abs(np.log(row["rate"] / rate)) <= np.log(NEAR) for row in away)
    return away[: max(near, LEAST)]


@dataclass(frozen=True)
class _Told:
    """Rounds of an outlet alone: their days, what each has of parts, and the dice by which it is told or not."""

    day: Integers
    parts: Integers
    dice: Floats


def make(
    random: np.random.Generator, parameters: Sequence[dict[str, float]], rate: float, planted: str, length: int = 0
) -> Made:
    """One series."""
    near = alike(parameters, rate)
    chosen = near[random.integers(len(near))]
    day = np.arange(DAYS)
    season = np.array([chosen[f"season_{number}"] for number in range(1, 13)])
    trend = np.exp(chosen["trend"] * (day / 365 - YEARS / 2))
    usual = rate / chosen["parts"] / MONTH * season[MONTHS % 12] * trend
    frailty = random.gamma(1 / chosen["dispersion"], chosen["dispersion"], MONTHS[-1] + 1)[MONTHS]
    power = random.uniform(0.5, 1.0)
    noise = np.zeros(MONTHS[-1] + 1)
    for at in range(1, len(noise)):
        noise[at] = 0.7 * noise[at - 1] + random.normal(0, chosen["reading_spread"] * 0.71)
    reading = np.exp(noise - np.median(noise))[MONTHS]
    steady = np.ones(DAYS)
    changed, disturbed = steady, None
    if planted == "reading":
        changed, disturbed = _disturbed(random)
    planned, freeze, surge = usual * frailty * reading**power, None, None
    if planted == "change":
        start = int(random.integers(int(3.3 * 365), int(4.3 * 365)))
        freeze = (start, start + round(length * MONTH))
        planned[freeze[0] : freeze[1]] = 0
        start = int(random.integers(int(6.3 * 365), int(6.8 * 365)))
        surge = (start, min(start + round(length * MONTH), DAYS))
        planned[surge[0] : surge[1]] *= TIMES
    # Drawn at the most that any reading would tell, and told by dice: a series and its twin have the same.
    most = float(changed.max()) ** power
    agency = _drawn(random, planned * most, chosen["parts"])
    own = random.uniform(0.3, 1.0)
    paper = _drawn(random, planned * own, chosen["parts"])
    both = random.random(len(agency.day)) < 0.3
    texts = random.poisson(A_DAY * reading * changed.max())
    papers = random.poisson(A_DAY * own * random.uniform(0.3, 3.0) * reading)
    others = random.integers(DAYS, size=OTHERS)
    two = disturbed is not None and disturbed[0].startswith("an outlet")
    factor = steady if two else changed

    def series(factor: Floats, paper_reads: Floats) -> Made:
        dice = np.random.default_rng(int(others[0]))
        documents = np.stack([dice.binomial(texts, factor / changed.max()), np.where(paper_reads > 0, papers, 0)])
        told = agency.dice * most < np.where(documents[0] > 0, factor, 0.0)[agency.day] ** power
        also = both & (paper_reads[agency.day] > 0) & told
        alone = paper_reads[paper.day] > 0
        some = [
            *_contacts(agency, told & ~also, (AGENCY,), "a"),
            *_contacts(agency, also, (AGENCY, PAPER), "b"),
            *_contacts(paper, alone, (PAPER,), "p"),
        ]
        rows = 2 if two else 1
        whole = Contacts(
            tuple(sorted([*some, *_others(others, documents[:rows])], key=lambda each: (each.day, each.id))),
            (),
            Exposure(FIRST, (AGENCY, PAPER)[:rows], documents[:rows]),
            FIRST + timedelta(days=DAYS - 1),
        )
        rounds = np.bincount(agency.day[told], minlength=DAYS) + np.bincount(paper.day[alone], minlength=DAYS)
        numbers = np.array([(each.day - FIRST).days for each in some], np.int64)
        tells = np.where(documents[0] > 0, (factor * reading) ** power, 0.0) + own * (paper_reads > 0) * reading**power
        return Made(
            one_series(whole, Key("A", "B", "in_person")),
            rate,
            freeze,
            surge,
            disturbed,
            None,
            np.bincount(MONTHS[numbers], minlength=MONTHS[-1] + 1),
            np.bincount(MONTHS, documents.sum(axis=0)).astype(np.int64),
            rounds,
            usual * tells,
            chosen["dispersion"],
        )

    if disturbed is None:
        return series(steady, np.zeros(DAYS))
    # The paper's twin is the agency alone where it comes, and both where it goes.
    twin = series(steady, np.full(DAYS, float(disturbed[0] == "an outlet goes")))
    return _with(series(factor, changed if two else np.zeros(DAYS)), twin)


def _with(made: Made, twin: Made) -> Made:
    return Made(**{**made.__dict__, "twin": twin})


def _disturbed(random: np.random.Generator) -> tuple[Floats, tuple[str, int, int]]:
    """[days] reading over the usual, and what was done to it from when to when."""
    start = int(random.integers(3 * 365, 6 * 365))
    end = start + int(random.integers(1, 7) * MONTH)
    kind = READINGS[random.integers(len(READINGS))]
    factor = np.ones(DAYS)
    if kind in READINGS[:2]:
        factor[start:end] = 0.0 if kind == "nothing read" else 0.1
        return factor, (kind, start, end)
    if kind in READINGS[2:4]:
        factor[start:] = 3.0 if kind == "three times read" else 1 / 3
    else:
        # Of the second outlet.
        factor = (np.arange(DAYS) >= start) == (kind == "an outlet comes")
        factor = factor.astype(np.float64)
    return factor, (kind, start, DAYS)


def _drawn(random: np.random.Generator, expected: Floats, parts: float) -> _Told:
    days = np.repeat(np.arange(DAYS), random.poisson(expected))
    number = random.geometric(1 / max(parts, 1.0), len(days))
    return _Told(days, number, random.random(len(days)))


def _contacts(told: _Told, which: NDArray[np.bool_], sources: tuple[Source, ...], name: str) -> list[Contact]:
    days = np.repeat(told.day[which], told.parts[which])
    return [_contact(f"{name}{at}", int(number), DYAD, sources) for at, number in enumerate(days)]


def _contact(name: str, number: int, dyads: frozenset[tuple[str, str]], sources: tuple[Source, ...]) -> Contact:
    day = FIRST + timedelta(days=number)
    ((a, b),) = dyads
    return Contact(name, day, True, day, "meeting", "in_person", None, (a,), (b,), dyads, sources)


def _others(days: Integers, documents: Integers) -> list[Contact]:
    """Contacts of the second dyad, spread over the outlets as their documents are."""
    found = []
    for at, number in enumerate(days):
        total = documents[:, number].sum()
        if total:
            row = 0 if at % int(total) < documents[0, number] else 1
            found.append(_contact(f"o{at}", int(number), OTHER, ((AGENCY, PAPER)[row],)))
    return found
