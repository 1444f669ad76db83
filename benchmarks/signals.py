"""Freezes, resumptions and surges planted in made series: how many are found, how soon, how often in vain.

    python benchmarks/signals.py
    python benchmarks/signals.py --series 40 --own --json
    python benchmarks/signals.py --fit ledger.sqlite
    python benchmarks/signals.py --time ledger.sqlite

Series of eight years are drawn from models fitted to real ones (`planted.py`; `data/series.csv`, which `--fit` makes
anew from a ledger), at rates of 0.5 to 30 contacts a month. Some have a freeze of 1 to 12 months and, later, a surge
to three times the rate; some have nothing planted; in some only the reading changes.

Beside the package's method, in the same run: two standard deviations on monthly counts, the same on counts per
document read, change points alone (ruptures, on the square roots of monthly counts), and what could be known by one
who was told how each series was made ("told how it was made": each day's rate, its season, trend and dispersion, but
not the dice): for freezes a bound, for it is the exact chance of the days since the last contact; for surges the same
windows as the package's. Each method is measured at its own usual threshold and at the one that gives one false
freeze, and one false surge, in twenty series-years of quiet series; that threshold is chosen on series of their own.
Nothing is counted in a series' first two years, in which methods learn. Days of delay are from the first day of what
was planted, so "within two months" is within 61 days of it.

Alarms of a changed reading: each such series has a twin, the same but for the reading. Counted are alarms in the year
after the change that the twin does not have, and, beside them, those that the twin alone has, both at one false alarm
in twenty series-years: what the change of reading makes is the difference, for a changed sample is also new dice.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import ruptures
from scipy import special

from dragoman.analysis import Contacts, all_series, signals
from dragoman.analysis.model import BY_DAY, modelled
from dragoman.analysis.rounds import rounds
from dragoman.analysis.series import MONTH, stretches
from dragoman.analysis.signals import rate_changes
from dragoman.analysis.silence import Resumption, known_on, resumption
from dragoman.ledger import Ledger
from planted import DAYS, FIRST, FITTED, MONTHS, YEARS, Made, fitted, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dragoman.analysis import Series
    from dragoman.analysis.silence import Silence
    from dragoman.analysis.surge import Surge

RATES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
LENGTHS = (1, 2, 3, 6, 12)
#: False alarms of a kind in a series-year, at which methods are compared.
IN_VAIN = 0.05
#: Years in which nothing is counted.
LEARNING = 2
#: Windows of the one who was told, in days.
WINDOWS = (30, 61, 91, 182)


@dataclass(frozen=True)
class Alarm:
    """What a method says: at threshold `score` or looser; `known` gives the day at a threshold."""

    kind: str
    score: float
    known: Any
    begin: int


def ours(several: list[Made]) -> list[list[Alarm]]:
    """The package's own."""
    alarms: dict[int, list[Alarm]] = {id(made): [] for made in several}
    pieces = [(made, piece) for made in several for piece in stretches(made.series)]
    # Surges are looked for in copies of series that have a freeze; the copies share the documents.
    of = {id(piece.reading.documents): made for made, piece in pieces}
    quiet, lively, _ = rate_changes([piece for _, piece in pieces])

    def add(kind: str, what: Silence | Surge | Resumption, score: float, known: Callable[[float], int]) -> None:
        series = what.silence.modelled.series if isinstance(what, Resumption) else what.modelled.series
        shift = (series.first - FIRST).days
        alarms[id(of[id(series.reading.documents)])].append(
            Alarm(kind, score, lambda t: known(t) + shift, what.begin + shift)
        )

    for silence in quiet:
        add("freeze", silence, silence.chance, lambda t, s=silence: known_on(s, t))
        again = resumption(silence)
        if again is not None and again.chance <= 0.05:
            add("resumption", again, silence.chance, lambda _, r=again: r.known_on(0.05))
    for surge in lively:
        add("surge", surge, surge.chance, lambda t, s=surge: s.known_on(t))
    return [alarms[id(made)] for made in several]


def told_the_truth(several: list[Made]) -> list[list[Alarm]]:
    """What could be known by one who was told how the series was made: for silences, a bound for any method."""
    return [[*_true_silences(made), *_true_surges(made)] for made in several]


def _true_silences(made: Made) -> Iterator[Alarm]:
    """The chance of each day's silence so far, the rest of its first month judged by how the month began."""
    alpha, days = made.dispersion, np.flatnonzero(made.rounds)
    a_year = made.expected.sum() / YEARS / (1 + alpha * made.expected.sum() / YEARS / 12)
    total = np.concatenate([[0.0], np.cumsum(made.expected)])
    count = np.concatenate([[0], np.cumsum(made.rounds)])
    for begin, end in zip(days + 1, np.append(days[1:], DAYS), strict=True):
        if begin >= end or total[end] - total[begin] < 1:
            continue
        logs, at = np.zeros(end - begin), 0.0
        for month in np.unique(MONTHS[begin:end]):
            first, last = np.searchsorted(MONTHS, [month, month + 1])
            start, stop = max(first, begin), min(last, end)
            # The month's frailty has a gamma distribution; what was told of it before the silence updates it.
            shape, rate = 1 / alpha + count[start] - count[first], 1 / alpha + total[start] - total[first]
            within = shape * np.log1p((total[start + 1 : stop + 1] - total[start]) / rate)
            logs[start - begin : stop - begin] = at + within
            at += within[-1]
        chances = -np.expm1(max(a_year, 1.0) * np.log1p(-np.minimum(np.exp(-logs), 1 - 1e-12)))
        yield Alarm("freeze", float(chances[-1]), lambda t, c=chances, b=begin: _first(c, b, t), int(begin))


def _first(chances: np.ndarray, begin: int, threshold: float) -> int:
    return int(begin + np.argmax(chances <= threshold)) if (chances <= threshold).any() else 2 * DAYS


def _true_surges(made: Made) -> Iterator[Alarm]:
    """Trailing windows at each day of contact, each against its true distribution but for the months' frailty."""
    days = np.flatnonzero(made.rounds)
    total, count = (np.concatenate([[0.0], np.cumsum(each)]) for each in (made.expected, made.rounds))
    for window in WINDOWS:
        some = days[days >= window]
        starts = [some + 1 - window + 30 * at for at in range(-(-window // 30))]
        pieces = np.array([total[np.minimum(start + 30, some + 1)] - total[start] for start in starts])
        mean = pieces.sum(axis=0)
        size = mean**2 / np.maximum(made.dispersion * (pieces**2).sum(axis=0), 1e-9)
        found = count[some + 1] - count[some + 1 - window]
        chance = special.betaincc(size, np.maximum(found, 1), size / (size + mean))
        for day, each, number, usual in zip(some, chance, found, mean, strict=True):
            if number > usual and each < 0.01:
                yield Alarm("surge", float(each * 365 / window), lambda _, d=int(day): d, int(day) + 1 - window)


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
    allowed = int(IN_VAIN * (YEARS - LEARNING) * len(quiet))
    return scores[allowed] - 1e-12 if len(scores) > allowed else 1.0


def _firsts(alarms: list[Alarm], kind: str) -> list[Alarm]:
    """Alarms of a kind, those within two months of a surer one left out: a run of months is one alarm."""
    kept: list[Alarm] = []
    some = [each for each in alarms if each.kind == kind and each.begin >= LEARNING * 365]
    for alarm in sorted(some, key=lambda each: each.score):
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
        ("matched", {kind: thresholds(alarms["others"], kind) for kind in ("freeze", "surge")}),
    ):
        chosen = chosen | {"resumption": chosen["freeze"]}
        rows: dict[str, Any] = {}
        for kind in ("freeze", "surge"):
            in_vain = sum(a.score <= chosen[kind] for each in alarms["quiet"] for a in _firsts(each, kind))
            rows[f"false_{kind}s_per_series_year"] = round(in_vain / ((YEARS - LEARNING) * len(made["quiet"])), 4)
        rows |= _at_changes(made, alarms, chosen)
        for kind in ("freeze", "resumption", "surge"):
            rows[kind] = _found(kind, chosen[kind], made["change"], alarms["change"])
        out[name] = rows | {"threshold": {key: round(float(value), 6) for key, value in chosen.items()}}
    return out


def _at_changes(
    made: dict[str, list[Made]], alarms: dict[str, list[list[Alarm]]], chosen: dict[str, float]
) -> dict[str, Any]:
    """Alarms at changes of reading that the twin does not have, and those that it alone has, by kind of change."""
    more, fewer, years = Counter[str](), Counter[str](), Counter[str]()
    for one, each, twin in zip(made["reading"], alarms["reading"], alarms["twin"], strict=True):
        what, begin, end = one.disturbed or ("", 0, 0)
        until = min(end, begin + 365) + 91
        years[what] += (until - begin + 31) / 365
        for kind in ("freeze", "surge"):
            here, there = ([a.begin for a in _firsts(some, kind) if a.score <= chosen[kind]] for some in (each, twin))
            for some, other, counter in ((here, there, more), (there, here, fewer)):
                near = [day for day in some if begin - 31 <= day <= until]
                counter[what] += sum(all(abs(day - same) > 61 for same in other) for day in near)
    whole = sum(years.values())
    return {
        "alarms_made_by_changes_of_reading_per_year": round(more.total() / whole, 4),
        "alarms_unmade_by_changes_of_reading_per_year": round(fewer.total() / whole, 4),
        "by_change": {
            what: {"made": round(more[what] / years[what], 3), "unmade": round(fewer[what] / years[what], 3)}
            for what in years
        },
    }


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
    by_rate = {
        f"{rate:g}": round(sum(day is not None and day <= 61 for day in days) / max(len(days), 1), 3)
        for (rate, length), days in sorted(delays.items())
        if length == 3
    }
    return {
        "three_months_rate_4_or_more": {
            "planted": len(aim),
            "found": round(len(known) / max(len(aim), 1), 3),
            "within_two_months": round(sum(day <= 61 for day in known) / max(len(aim), 1), 3),
            "median_delay_days": int(np.median(known)) if known else None,
        },
        "three_months_within_two_months_by_rate": by_rate,
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
    """Write parameters of the series of a ledger that have at least 60 rounds, each outlet's texts by themselves."""
    with Ledger(path, create=False) as ledger:
        contacts = Contacts.of(ledger)
    rows = []
    for source in contacts.exposure.sources:
        alone = contacts.told_by({source})
        for series in all_series(alone, channels=(None, "in_person", "written"), least=60):
            long = (piece for piece in stretches(series) if len(piece.reading.read) >= 600)
            rows += [_parameters(piece) for piece in long if len(rounds(piece)) >= 60]
    names = ["rate", "parts", "dispersion", "trend", "reading_spread", *(f"season_{number}" for number in range(1, 13))]
    FITTED.parent.mkdir(exist_ok=True)
    with FITTED.open("w", encoding="utf-8") as out:
        out.write(
            "# Parameters of real series of contacts, as dragoman.analysis fits them: contacts a month, contacts of a\n"
            "# round, variance of a month's frailty, yearly change of the log rate, spread of the log of monthly\n"
            "# reading, season by month. Of less than four years, neither trend nor season is told.\n"
            "# From a ledger of the Korean Central News Agency; made by benchmarks/signals.py --fit.\n"
        )
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(sorted(rows))
    print(f"{len(rows)} series written to {FITTED.name}")


def _parameters(piece: Series) -> list[float]:
    """One line of the table."""
    (one,) = modelled([piece])
    rates, month = one.rates[BY_DAY], one.calendar.month
    documents = np.bincount(month, piece.reading.documents)
    full = documents[1:-1][documents[1:-1] > 0]
    counts = np.bincount(month[one.days], minlength=len(documents))[1:-1]
    year = np.arange(len(counts)) / 12
    parts = len(piece.contacts) / len(one.days)
    trend, season = 0.0, [1.0] * 12
    if year[-1] >= 4:
        # Counts of a first and a last half: the trend of a series is not to be trusted beyond that.
        halves = [counts[year < year.mean()].mean() + 0.5, counts[year >= year.mean()].mean() + 0.5]
        trend = float(np.clip(np.log(halves[1] / halves[0]) / (year[-1] / 2), -0.15, 0.15))
        season = [round(float(value), 2) for value in rates.season[one.row, -1]]
    return [
        round(float(counts.mean()) * parts, 2),
        round(parts, 3),
        round(float(rates.dispersion[one.row, -1]), 3),
        round(trend, 3),
        round(float(np.clip(np.std(np.log(full)), 0.02, 0.6)), 3),
        *season,
    ]


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
        print(f"{'':26}{'false a year':>16}{'at changes':>14}{'freezes of 3 months, rate >= 4':>34}{'surges':>18}")
        heads = f"{'found':>10}{'in 2 months':>13}{'days':>11}{'found':>10}{'days':>8}"
        print(f"{'method':26}{'freezes':>8}{'surges':>8}{'of reading':>14}" + heads)
        for row in figures:
            part = row[name]
            freeze, surge = (part[kind]["three_months_rate_4_or_more"] for kind in ("freeze", "surge"))
            made, unmade = (part[f"alarms_{each}_by_changes_of_reading_per_year"] for each in ("made", "unmade"))
            print(
                f"{row['method']:26}{part['false_freezes_per_series_year']:>8.3f}"
                f"{part['false_surges_per_series_year']:>8.3f}{f'+{made:.3f} -{unmade:.3f}':>14}"
                f"{freeze['found']:>10.0%}{freeze['within_two_months']:>13.0%}{freeze['median_delay_days'] or '–':>11}"
                f"{surge['found']:>10.0%}{surge['median_delay_days'] or '–':>8}"
            )
    print("\nfreezes of three months known within two, by contacts a month, at that rate of false alarms")
    print(f"{'method':26}" + "".join(f"{rate:>8g}" for rate in RATES))
    for row in figures:
        shares = row["matched"]["freeze"]["three_months_within_two_months_by_rate"]
        print(f"{row['method']:26}" + "".join(f"{shares[f'{rate:g}']:>8.0%}" for rate in RATES))
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
    parser.add_argument("--own", action="store_true", help="without the rival methods")
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
    number = options.series
    made = {
        "change": [
            make(random, parameters, r, "change", length) for r in RATES for length in LENGTHS for _ in range(number)
        ],
        "quiet": [make(random, parameters, rate, "quiet") for rate in RATES for _ in range(number * 3)],
        "others": [make(random, parameters, rate, "quiet") for rate in RATES for _ in range(number * 3)],
        "reading": [make(random, parameters, rate, "reading") for rate in RATES for _ in range(number * 3)],
    }
    made["twin"] = [each.twin for each in made["reading"] if each.twin is not None]
    methods: list[tuple[str, Any, float]] = [("dragoman", ours, 0.05), ("told how it was made", told_the_truth, 0.05)]
    if not options.own:
        methods[1:1] = [
            ("two deviations on counts", lambda some: deviations(some, share=False), -2.0),
            ("two deviations on shares", lambda some: deviations(some, share=True), -2.0),
            ("change points alone", change_points, -3.0),
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
