"""Freezes, resumptions and surges planted in made series: how many are found, how soon, how often in vain.

    python benchmarks/signals.py
    python benchmarks/signals.py --series 40 --json
    python benchmarks/signals.py --fit ledger.sqlite
    python benchmarks/signals.py --time ledger.sqlite

Series of eight years are drawn from models fitted to real ones (`data/series.csv`; `--fit` makes it anew from a
ledger): their over-dispersion, season, trend and how uneven the reading is, at rates of 0.5 to 30 contacts a month.
Some have a freeze of 1 to 12 months and, later, a surge to three times the rate; some have nothing planted ("quiet");
some have gaps in the reading or a reading that grows or shrinks threefold ("reading").

Beside the package's method, in the same run: two standard deviations on monthly counts, the same on counts per
document read, change points alone (ruptures, on the square roots of monthly counts), and, for freezes only, what one
could know who was told how each series was made: no method can do better than that by much. Each method is measured at
its own usual threshold and at the one that gives one false freeze, and one false surge, in twenty series-years of the
quiet series. Days of delay are from the first day of what was planted.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import ruptures

from dragoman.analysis import Contacts, all_series, signals
from dragoman.analysis.contacts import Contact
from dragoman.analysis.exposure import Reading, read_enough
from dragoman.analysis.model import BY_DAY, modelled
from dragoman.analysis.series import MONTH, Key, Series, stretches
from dragoman.analysis.signals import rate_changes
from dragoman.analysis.silence import known_on, resumption
from dragoman.ledger import Ledger, Source

FITTED = Path(__file__).parent / "data/series.csv"
FIRST, YEARS = date(2001, 1, 1), 8
DAYS = YEARS * 365
RATES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LENGTHS = (1, 2, 3, 6, 12)
TIMES = 3.0
#: False alarms of a kind in a series-year, at which methods are compared.
IN_VAIN = 0.05
SOURCE = Source("made", short=False)
DYAD = frozenset([("A", "B")])


@dataclass(frozen=True)
class Made:
    """A made series and what was planted in it: day numbers."""

    series: Series
    rate: float
    freeze: tuple[int, int] | None
    surge: tuple[int, int] | None
    disturbed: tuple[int, int] | None
    """Where the reading changed."""
    counts: np.ndarray
    documents: np.ndarray
    """[months] contacts and documents, for the rivals."""
    expected: np.ndarray
    """[days] contacts to be expected had nothing been planted, the months' frailty unknown."""
    dispersion: float


def fitted() -> list[dict[str, float]]:
    """Parameters of real series."""
    lines = [line for line in FITTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]


def make(
    random: np.random.Generator, parameters: list[dict[str, float]], rate: float, planted: str, length: int
) -> Made:
    """One series. `planted`: change, quiet or reading."""
    chosen = parameters[random.integers(len(parameters))]
    day = np.arange(DAYS)
    month = (day / MONTH).astype(int)
    months = int(month[-1]) + 1
    season = np.array([chosen[f"season_{number}"] for number in range(1, 13)])
    noise = np.zeros(months)
    for at in range(1, months):
        noise[at] = 0.7 * noise[at - 1] + random.normal(0, chosen["reading_spread"] * 0.71)
    reading = np.exp(noise)[month]
    disturbed = None
    if planted == "reading":
        start = int(random.integers(3 * 365, 6 * 365))
        kind = random.integers(4)
        if kind < 2:
            end = start + int(random.integers(1, 7) * MONTH)
            reading[start:end] *= (0.0, 0.1)[kind]
        else:
            end = DAYS
            reading[start:] *= (3.0, 1 / 3)[kind - 2]
        disturbed = (start, end)
    documents = random.poisson(20 * reading)
    frailty = random.gamma(1 / chosen["dispersion"], chosen["dispersion"], months)[month]
    trend = np.exp(chosen["trend"] * (day / 365 - YEARS / 2))
    # Contacts told grow with the reading, but less: by a power between a half and one. Of nothing read nothing is told.
    told = np.where(documents > 0, (reading / max(np.median(reading), 1e-9)) ** random.uniform(0.5, 1.0), 0.0)
    usual = rate / MONTH * season[month % 12] * trend * told
    expected = usual * frailty
    freeze = surge = None
    if planted == "change":
        start = int(random.integers(int(3.3 * 365), int(4.3 * 365)))
        freeze = (start, start + round(length * MONTH))
        expected[freeze[0] : freeze[1]] = 0
        start = int(random.integers(int(6.3 * 365), int(6.8 * 365)))
        surge = (start, min(start + round(length * MONTH), DAYS))
        expected[surge[0] : surge[1]] *= TIMES
    counts = random.poisson(expected)
    enough = read_enough(documents.astype(float), documents)
    weighted = np.where(enough, documents, 0.0)
    behind = Reading(weighted / (weighted[enough].mean() if enough.any() else 1.0), enough, documents, (SOURCE,))
    contacts = tuple(
        Contact(str(at), when, True, when, "meeting", "in_person", None, ("A",), ("B",), DYAD, (SOURCE,))
        for at, when in enumerate(FIRST + timedelta(days=int(number)) for number in np.repeat(day, counts))
    )
    return Made(
        Series(Key("A", "B", "in_person"), contacts, behind, FIRST),
        rate,
        freeze,
        surge,
        disturbed,
        np.bincount(month, counts, months),
        np.bincount(month, documents, months),
        usual,
        chosen["dispersion"],
    )


@dataclass(frozen=True)
class Alarm:
    """What a method says: at threshold `score` or looser; `known` gives the day at a threshold."""

    kind: str
    score: float
    known: Any
    begin: int


def ours(several: list[Made]) -> list[list[Alarm]]:
    """The package's own."""
    found: list[list[Alarm]] = []
    for made in several:
        alarms = []
        for piece in stretches(made.series):
            shift = (piece.first - FIRST).days
            quiet, lively, _ = rate_changes([piece])
            for silence in quiet:
                alarms.append(
                    Alarm(
                        "freeze",
                        silence.chance,
                        lambda t, s=silence, d=shift: known_on(s, t) + d,
                        silence.begin + shift,
                    )
                )
                again = resumption(silence)
                if again is not None and again.chance <= 0.05:
                    alarms.append(
                        Alarm(
                            "resumption",
                            silence.chance,
                            lambda _, r=again, d=shift: r.known_on(0.05) + d,
                            again.begin + shift,
                        )
                    )
            alarms += [
                Alarm("surge", surge.chance, lambda t, s=surge, d=shift: s.known_on(t) + d, surge.begin + shift)
                for surge in lively
            ]
        found.append(alarms)
    return found


def told_the_truth(several: list[Made]) -> list[list[Alarm]]:
    """What could be known of silences by one who was told how the series was made: a bound for any method."""
    found = []
    for made in several:
        alpha, month = made.dispersion, (np.arange(DAYS) / MONTH).astype(int)
        a_year = made.expected[:365].sum() / (1 + alpha * made.expected[:365].sum() / 12)
        days = np.unique([(contact.day - FIRST).days for contact in made.series.contacts])
        alarms = []
        for begin, end in zip(days + 1, np.append(days[1:], DAYS), strict=True):
            if made.expected[begin:end].sum() < 1:
                continue
            total = np.cumsum(made.expected[begin:end])
            starts = np.flatnonzero(np.diff(month[begin:end], prepend=-1))
            before = np.concatenate([[0.0], total])[starts]
            piece = np.searchsorted(starts, np.arange(end - begin), side="right") - 1
            within = np.log1p(alpha * (total - before[piece])) / alpha
            whole = np.concatenate([[0.0], np.cumsum(within[np.append(starts[1:], 0) - 1][:-1])])
            chances = -np.expm1(max(a_year, 1.0) * np.log1p(-np.minimum(np.exp(-within - whole[piece]), 1 - 1e-12)))
            alarms.append(
                Alarm("freeze", float(chances[-1]), lambda t, c=chances, b=begin: _first(c, b, t), int(begin))
            )
        found.append(alarms)
    return found


def _first(chances: np.ndarray, begin: int, threshold: float) -> int:
    return int(begin + np.argmax(chances <= threshold)) if (chances <= threshold).any() else 2 * DAYS


def deviations(several: list[Made], *, share: bool) -> list[list[Alarm]]:
    """Months whose count (or count per document) lies deviations from the mean of the 24 before."""
    found = []
    for made in several:
        values = made.counts.astype(float)
        if share:
            values = np.divide(values, made.documents, out=np.full(len(values), np.nan), where=made.documents > 0)
        alarms = []
        for at in range(12, len(values)):
            past = values[max(at - 24, 0) : at]
            past = past[~np.isnan(past)]
            spread = past.std(ddof=1) if len(past) > 2 else 0.0
            if np.isnan(values[at]) or spread == 0:
                continue
            away = (values[at] - past.mean()) / spread
            day = min(round((at + 1) * MONTH), DAYS)
            alarms.append(Alarm("freeze" if away < 0 else "surge", -abs(away), lambda _, d=day: d, round(at * MONTH)))
        found.append(alarms)
    return found


def change_points(several: list[Made]) -> list[list[Alarm]]:
    """Change points of the square roots of monthly counts, looked for anew each month, at several penalties."""
    found = []
    for made in several:
        values = np.sqrt(made.counts + 0.375).reshape(-1, 1)
        alarms = []
        for penalty in (0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 10.0, 15.0):
            told: set[int] = set()
            for end in range(14, len(values) + 1):
                points = ruptures.KernelCPD(kernel="linear", min_size=1).fit(values[:end]).predict(pen=penalty)[:-1]
                if not points or points[-1] < end - 4 or any(abs(points[-1] - each) < 3 for each in told):
                    continue
                told.add(points[-1])
                before = values[points[-2] if len(points) > 1 else 0 : points[-1]].mean()
                kind = "freeze" if values[points[-1] : end].mean() < before else "surge"
                day = min(round(end * MONTH), DAYS)
                alarms.append(Alarm(kind, -penalty, lambda _, d=day: d, round(points[-1] * MONTH)))
        found.append(alarms)
    return found


def thresholds(quiet: list[list[Alarm]], kind: str) -> float:
    """The loosest threshold at which quiet series give IN_VAIN alarms of a kind a series-year."""
    scores = sorted(alarm.score for alarms in quiet for alarm in _firsts(alarms, kind))
    allowed = int(IN_VAIN * YEARS * len(quiet))
    return scores[allowed] - 1e-12 if len(scores) > allowed else 1.0


def _firsts(alarms: list[Alarm], kind: str) -> list[Alarm]:
    """Alarms of a kind, those within two months of a surer one left out: a run of months is one alarm."""
    kept: list[Alarm] = []
    for alarm in sorted((each for each in alarms if each.kind == kind), key=lambda each: each.score):
        if all(abs(alarm.begin - each.begin) > 61 for each in kept):
            kept.append(alarm)
    return kept


def found_in(alarms: list[Alarm], kind: str, threshold: float, start: int, end: int) -> int | None:
    """Days from `start` until the first alarm of a kind between `start` and `end`; None without one."""
    days = [
        alarm.known(threshold) - start
        for alarm in alarms
        if alarm.kind == kind and alarm.score <= threshold and alarm.begin <= end
    ]
    days = [day for day in days if 0 <= day <= end - start]
    return min(days) if days else None


def measured(
    method: str, made: dict[str, list[Made]], alarms: dict[str, list[list[Alarm]]], usual: float
) -> dict[str, Any]:
    """The figures of one method."""
    out: dict[str, Any] = {"method": method}
    for name, chosen in (
        ("usual", {"freeze": usual, "surge": usual}),
        ("matched", {kind: thresholds(alarms["quiet"], kind) for kind in ("freeze", "surge")}),
    ):
        chosen = chosen | {"resumption": chosen["freeze"]}
        rows: dict[str, Any] = {}
        in_vain = sum(
            alarm.score <= chosen[kind]
            for each in alarms["quiet"]
            for kind in ("freeze", "surge")
            for alarm in _firsts(each, kind)
        )
        rows["false_alarms_per_series_year"] = round(in_vain / (YEARS * len(made["quiet"])), 4)
        near = quiet = 0
        for one, each in zip(made["reading"], alarms["reading"], strict=True):
            begin, end = one.disturbed or (0, 0)
            days = [a.begin for kind in ("freeze", "surge") for a in _firsts(each, kind) if a.score <= chosen[kind]]
            near += sum(begin - 31 <= day <= min(end, begin + 365) + 91 for day in days)
            quiet += min(end, begin + 365) + 91 - begin + 31
        rows["alarms_at_changes_of_reading_per_year"] = round(near / (quiet / 365), 4)
        for kind in ("freeze", "resumption", "surge"):
            rows[kind] = _found(kind, chosen[kind], made["change"], alarms["change"])
        out[name] = rows | {"threshold": {key: round(float(value), 6) for key, value in chosen.items()}}
    return out


def _found(kind: str, threshold: float, made: list[Made], alarms: list[list[Alarm]]) -> dict[str, Any]:
    delays: dict[tuple[float, int], list[int | None]] = defaultdict(list)
    for one, each in zip(made, alarms, strict=True):
        begin, end = (one.surge if kind == "surge" else one.freeze) or (0, 0)
        length = round((end - begin) / MONTH)
        if kind == "resumption":
            # Only where the freeze was found can its end be.
            if found_in(each, "freeze", threshold, begin, end + 15) is None:
                continue
            begin, end = end, end + 122
        delays[one.rate, length].append(found_in(each, kind, threshold, begin, end + (31 if kind == "surge" else 0)))
    # The aim: three-month freezes of series of four or more contacts a month, within two months.
    aim = [day for (rate, length), days in delays.items() if rate >= 4 and length == 3 for day in days]
    known = [day for day in aim if day is not None]
    return {
        "three_months_rate_4_or_more": {
            "planted": len(aim),
            "found": round(len(known) / max(len(aim), 1), 3),
            "within_two_months": round(sum(day <= 61 for day in known) / max(len(aim), 1), 3),
            "median_delay_days": int(np.median(known)) if known else None,
        },
        "found_by_rate_and_length": {
            f"{rate:g}": {
                str(length): round(
                    sum(day is not None for day in delays[rate, length]) / max(len(delays[rate, length]), 1), 2
                )
                for length in LENGTHS
            }
            for rate in RATES
        },
    }


def fit(path: str) -> None:
    """Write parameters of the series of a ledger that have at least 60 contacts."""
    with Ledger(path, create=False) as ledger:
        contacts = Contacts.of(ledger)
    rows = []
    for series in all_series(contacts, channels=(None, "in_person", "written"), least=60):
        for piece in stretches(series):
            if len(piece.reading.read) < 600 or len(piece.contacts) < 60:
                continue
            for one in modelled([piece]):
                rates = one.rates[BY_DAY]
                month = one.calendar.month
                documents = np.bincount(month, piece.reading.documents)
                full = documents[1:-1][documents[1:-1] > 0]
                counts = np.bincount(month[one.days], minlength=len(documents))[1:-1]
                year = np.arange(len(counts)) / 12
                # Counts of a first and a last half: the trend of a short series is not to be trusted beyond that.
                halves = [counts[year < year.mean()].mean() + 0.5, counts[year >= year.mean()].mean() + 0.5]
                rows.append(
                    [
                        round(float(counts.mean()), 2),
                        round(float(rates.dispersion[one.row, -1]), 3),
                        round(float(np.clip(np.log(halves[1] / halves[0]) / max(year[-1] / 2, 1), -0.15, 0.15)), 3),
                        round(float(np.clip(np.std(np.log(full)), 0.02, 0.6)), 3),
                        *(round(float(value), 2) for value in rates.season[one.row, -1]),
                    ]
                )
    names = ["rate", "dispersion", "trend", "reading_spread", *(f"season_{number}" for number in range(1, 13))]
    FITTED.parent.mkdir(exist_ok=True)
    with FITTED.open("w", encoding="utf-8") as out:
        out.write(
            "# Parameters of real series of contacts, as dragoman.analysis fits them: contacts a month, variance of a\n"
        )
        out.write(
            "# month's frailty, yearly change of the log rate, spread of the log of monthly reading, season by month.\n"
        )
        out.write("# From a ledger of the Korean Central News Agency; made by benchmarks/signals.py --fit.\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(sorted(rows))
    print(f"{len(rows)} series written to {FITTED.name}")


def timed(path: str) -> dict[str, Any]:
    """Seconds that series and signals of every dyad of a ledger take."""
    began, worked = time.perf_counter(), time.process_time()
    with Ledger(path, create=False) as ledger:
        contacts = Contacts.of(ledger)
    read = time.perf_counter()
    number = sum(
        1 for _ in all_series(contacts, channels=(None, "in_person", "remote", "written", "media", "material"))
    )
    found = signals(contacts)
    return {
        "documents": int(contacts.exposure.documents.sum()),
        "contacts": len(contacts.contacts),
        "series": number,
        "signals": len(found),
        "seconds_reading_the_ledger": round(read - began, 1),
        "seconds": round(time.perf_counter() - began, 1),
        "seconds_of_processor": round(time.process_time() - worked, 1),
    }


def tell(figures: list[dict[str, Any]]) -> None:
    """A table for people."""
    for name, title in (
        ("usual", "each at its usual threshold"),
        ("matched", "each at one false freeze and one false surge in twenty series-years"),
    ):
        print(f"\n{title}")
        print(f"{'':26}{'false alarms':>14}{'at changes':>12}{'freezes of 3 months, rate >= 4':>34}{'surges':>18}")
        heads = f"{'found':>10}{'in 2 months':>13}{'days':>11}{'found':>10}{'days':>8}"
        print(f"{'method':26}{'a series-year':>14}{'of reading':>12}" + heads)
        for row in figures:
            part = row[name]
            freeze, surge = (part[kind]["three_months_rate_4_or_more"] for kind in ("freeze", "surge"))
            print(
                f"{row['method']:26}{part['false_alarms_per_series_year']:>14.3f}"
                f"{part['alarms_at_changes_of_reading_per_year']:>12.3f}{freeze['found']:>10.0%}"
                f"{freeze['within_two_months']:>13.0%}{freeze['median_delay_days'] or '–':>11}"
                f"{surge['found'] if surge['found'] else '–':>10{'.0%' if surge['found'] else ''}}"
                f"{surge['median_delay_days'] or '–':>8}"
            )
    own = figures[0]["matched"]
    for kind in ("freeze", "resumption", "surge"):
        print(f"\n{figures[0]['method']}, {kind}: share found by contacts a month and months of length")
        print(f"{'':8}" + "".join(f"{length:>8}" for length in LENGTHS))
        for rate, row in own[kind]["found_by_rate_and_length"].items():
            print(f"{rate:>8}" + "".join(f"{row[str(length)]:>8.0%}" for length in LENGTHS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=20, help="planted series of each rate and length")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fit", metavar="LEDGER", help="write the parameters of this ledger's series, and end")
    parser.add_argument("--time", metavar="LEDGER", help="time series and signals of this ledger, and end")
    parser.add_argument("--own", action="store_true", help="the package's method only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.fit:
        fit(options.fit)
        return
    if options.time:
        figures = timed(options.time)
        print(
            json.dumps(figures)
            if options.json
            else "\n".join(f"{k.replace('_', ' '):28}{v:>12,}" for k, v in figures.items())
        )
        return
    random, parameters = np.random.default_rng(options.seed), fitted()
    made = {
        "change": [
            make(random, parameters, rate, "change", length)
            for rate in RATES
            for length in LENGTHS
            for _ in range(options.series)
        ],
        "quiet": [make(random, parameters, rate, "quiet", 0) for rate in RATES for _ in range(options.series * 3)],
        "reading": [make(random, parameters, rate, "reading", 0) for rate in RATES for _ in range(options.series * 3)],
    }
    methods: list[tuple[str, Any, float]] = [("dragoman", ours, 0.05)]
    if not options.own:
        methods += [
            ("two deviations on counts", lambda some: deviations(some, share=False), -2.0),
            ("two deviations on shares", lambda some: deviations(some, share=True), -2.0),
            ("change points alone", change_points, -3.0),
            ("told how it was made", told_the_truth, 0.05),
        ]
    found = [
        measured(name, made, {part: method(some) for part, some in made.items()}, usual)
        for name, method, usual in methods
    ]
    if options.json:
        print(json.dumps({"series": {part: len(some) for part, some in made.items()}, "methods": found}))
    else:
        tell(found)


if __name__ == "__main__":
    main()
