"""How well reports of one act are merged into events, on reports whose acts were marked by reading.

    python benchmarks/merging.py                 figures on the half that the weights were not learned from
    python benchmarks/merging.py --errors 40     with the pairs that went wrong, to be read one by one
    python benchmarks/merging.py --fit           learn the weights of src/dragoman/ledger/data/merging.toml anew

Reads the marked stories with the package's reader, finds for each mark the report that now has its trigger, merges,
and compares with the marks: precision, recall and F1 over pairs of reports of one act, and B-cubed. Three lines:

merging      of the reports that there are: what the ledger makes of what the reader gives it
end to end   of all marks; one for which the reader wrote no report is alone, so that its pairs are missed
one a day    on the same reports as `merging`, the filter of event databases: one event for a day, a pair of countries
             and a CAMEO code

The marks are in `benchmarks/marks/events.csv`; the stories are not part of this repository (--corpora names them).
Each of the three periods is halved by time, so that no act is in both halves; weights learned from one half are
measured on the other, both ways, and both are shown together besides. `more.csv` is learned from, never measured;
`fresh.csv`, marked when the comparisons had been thought out, is measured with the package's weights, and never learned
from.

All of these are of one outlet. How reports of several are merged is measured on texts of our own, in which six invented
outlets of a region tell of the same acts (`benchmarks/outlets`, marks in `marks/outlets.csv`): two halves by region,
weights that were learned from one half, and from the others' marks, measured on the other half.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from dragoman.coding import Coder
from dragoman.documents import Document, load
from dragoman.ledger.clustering import clustered
from dragoman.ledger.comparing import COMPARISONS
from dragoman.ledger.linking import candidates, kind, links, log_odds, opposed, scores
from dragoman.ledger.rule import Rule, Weight, Weights, rule
from dragoman.ledger.telling import Telling, telling_of
from dragoman.reading.sentences import sentences
from dragoman.vocabulary import cameo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.reading.report import Reading, Report

HERE = Path(__file__).resolve().parent
MARKS = HERE / "marks/events.csv"
#: More to learn from: the first half has a drill that is told 21 times, the second none; both have few dealings.
MORE = HERE / "marks/more.csv"
#: To measure by alone.
FRESH = HERE / "marks/fresh.csv"
WEIGHTS = HERE.parent / "src/dragoman/ledger/data/merging.toml"
#: Texts in which several outlets tell of the same acts, and their marks; two halves of them by file.
OUTLETS = HERE / "outlets"
OUTLETS_MARKS = HERE / "marks/outlets.csv"
REGIONS = (("eurasia", "southasia"), ("atlantic", "gulf"))
CORPORA = HERE.parents[1] / "shared/corpora"
FILES = ("kcna-2024.jsonl.gz", "kcna-2011-2012.jsonl.gz")
#: Parts in which the bounds of clusters are tried.
FOLDS = 10
#: What is not compared of acts that are spoken of in passing: who takes part is often misread.
WHO = frozenset(("sides", "names", "doers", "targets", "everyone", "places"))
#: Last day of the first half of each period; acts that reach over it belong to the first.
CUTS = ("2011-08-26", "2011-12-25", "2024-08-31")


@dataclass
class Marked:
    """A report and the number of its act."""

    telling: Telling
    report: Report
    text: str
    act: str


def marks(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def documents(corpora: Path, wanted: set[str]) -> Iterator[Document]:
    for name in FILES:
        with gzip.open(corpora / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] in wanted:
                    day = date.fromisoformat(row["published"]) if row["published"] else None
                    yield Document(row["id"], row["text"], title=row["title"], outlet=row["outlet"], published=day)


def of_several_outlets() -> dict[str, tuple[list[Marked], list[Missed]]]:
    """The marked reports of each region's texts."""
    rows = marks(OUTLETS_MARKS)
    found = {}
    for name in (name for half in REGIONS for name in half):
        theirs = [row for row in rows if row["document"].startswith(f"{name}-")]
        found[name] = matched(Coder().code(load([str(OUTLETS / f"{name}.jsonl")])), theirs)
    return found


def sentence_of(text: str, spans: Sequence[tuple[int, int]], at: int) -> str:
    return next((text[start:end] for start, end in spans if start <= at < end), "")


@dataclass(frozen=True)
class Missed:
    """A mark for which the reader wrote no report: the day of its document, and its act."""

    day: str
    act: str


def matched(coded: Iterable[tuple[Document, Reading]], rows: list[dict[str, str]]) -> tuple[list[Marked], list[Missed]]:
    """The reports that have a marked trigger, with its act, and the marks that have no report.

    A mark goes to the report whose trigger overlaps its own, of the same form where there is one.
    """
    by_document: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_document[row["document"]].append(row)
    found: list[Marked] = []
    missed: list[Missed] = []
    for document, reading in coded:
        free = list(reading.reports)
        spans = sentences(document.text)
        pairs = []
        for row in by_document[document.id]:
            start, end = int(row["start"]), int(row["end"])
            for report in free:
                overlap = min(end, report.trigger.end) - max(start, report.trigger.start)
                if overlap > 0:
                    pairs.append(((report.form != row["form"], -overlap), row, report))
        taken: list[Any] = []
        for _, row, report in sorted(pairs, key=lambda pair: (pair[0], pair[2].trigger.start, pair[2].form)):
            if any(row is one or report is one for one in taken):
                continue
            taken += [row, report]
            if row["event"] != "-":
                sentence = sentence_of(document.text, spans, report.trigger.start)
                found.append(Marked(telling_of(document, report, spans), report, sentence, row["event"]))
        day = document.published.isoformat() if document.published else ""
        missed += [
            Missed(day, row["event"])
            for row in by_document[document.id]
            if row["event"] != "-" and not any(row is one for one in taken)
        ]
    return sorted(found, key=lambda one: one.telling.key), missed


@dataclass(frozen=True)
class Half:
    """The marks of the acts of one half."""

    found: list[Marked]
    missed: list[Missed]


def halves(found: list[Marked], missed: list[Missed]) -> tuple[Half, Half]:
    """By time; an act that reaches over the end of the first half is all in the first."""
    days = [(one.telling.key[0], one.act) for one in found] + [(one.day, one.act) for one in missed]
    early = {act for day, act in days if any(day[:7] == cut[:7] and day <= cut for cut in CUTS)}
    first, second = (
        Half(
            [one for one in found if (one.act in early) == wanted],
            [one for one in missed if (one.act in early) == wanted],
        )
        for wanted in (True, False)
    )
    return first, second


def merged(found: list[Marked], by: Rule) -> list[list[int]]:
    """The events that our rule makes; `found` is in the order of its keys."""
    return _clustered(found, links([one.telling for one in found], by), by)


def _clustered(found: list[Marked], linked: dict[tuple[int, int], float], by: Rule) -> list[list[int]]:
    told = [one.telling for one in found]
    return clustered(len(told), linked, apart=by.apart, join=by.join, opposed=lambda i, j: opposed(told[i], told[j]))


def one_a_day(found: list[Marked]) -> list[list[int]]:
    """Same day, dyad and CAMEO code: the filter that event databases use against repeated reports."""
    groups: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        telling = one.telling
        code = cameo(telling.form, telling.status)
        day = telling.first or telling.published
        sides = tuple(sorted(telling.a)), tuple(sorted(telling.b))
        groups[day, sides, code.code if code else telling.status].append(number)
    return list(groups.values())


def counts(found: list[Marked], clusters: list[list[int]], missed: Sequence[Missed] = ()) -> dict[str, float]:
    """What precision and recall are made of: pairs right, made and in the marks; for B-cubed, sums over the reports.

    What was `missed` is alone.
    """
    told = Counter(found[number].act for cluster in clusters for number in cluster)
    told.update(one.act for one in missed)
    total = dict.fromkeys(("right", "made", "reports", "precise", "recalled"), 0.0)
    total["gold"] = sum(n * (n - 1) / 2 for n in told.values())
    for cluster in clusters:
        total["made"] += len(cluster) * (len(cluster) - 1) / 2
        for act, n in Counter(found[number].act for number in cluster).items():
            total["right"] += n * (n - 1) / 2
            total["reports"] += n
            total["precise"] += n * n / len(cluster)
            total["recalled"] += n * n / told[act]
    for one in missed:
        total["reports"] += 1
        total["precise"] += 1
        total["recalled"] += 1 / told[one.act]
    return total


def sizes(found: list[Marked]) -> dict[str, int]:
    """How many reports there are, of how many acts, and how many of these are told more than once."""
    told = Counter(one.act for one in found)
    return {"reports": len(found), "acts": len(told), "told more than once": sum(n > 1 for n in told.values())}


def together(totals: Iterable[dict[str, float]]) -> dict[str, float]:
    """Counts of several sets of reports in one."""
    several = list(totals)
    return {name: sum(total[name] for total in several) for name in several[0]}


def figures(total: dict[str, float]) -> dict[str, float]:
    pairs = _prf(total["right"], total["made"], total["right"], total["gold"])
    cubed = _prf(total["precise"], total["reports"], total["recalled"], total["reports"])
    return {f"pairs {k}": v for k, v in pairs.items()} | {f"B-cubed {k}": v for k, v in cubed.items()}


def _prf(right: float, made: float, found: float, gold: float) -> dict[str, float]:
    p, r = right / made if made else 1.0, found / gold if gold else 1.0
    return {"P": 100 * p, "R": 100 * r, "F1": 200 * p * r / (p + r) if p + r else 0.0}


def learned_rule(found: list[Marked]) -> Rule:
    """The rule with weights learned from `found`, and the bounds of its clusters chosen by cross-validation on them."""
    sums: dict[tuple[float, float], list[dict[str, float]]] = defaultdict(list)
    # Not on what is told dozens of times, which would outweigh all else.
    size = Counter(one.act for one in found)
    for learn, test in folds(found):
        by = learned_weights(learn)
        linked = links([one.telling for one in test], by)
        usual = {number for number, one in enumerate(test) if size[one.act] <= 10}
        for join, apart in product((-1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0), (-3.0, -4.0, -6.0)):
            tried = _clustered(test, linked, replace(by, join=join, apart=apart))
            made = [[number for number in cluster if number in usual] for cluster in tried]
            sums[join, apart].append(counts(test, [cluster for cluster in made if cluster]))
    join, apart = max(sums, key=lambda bounds: _good(figures(together(sums[bounds]))))
    return replace(learned_weights(found), join=join, apart=apart)


def _good(figures: dict[str, float]) -> float:
    """What the bounds are chosen for: both measures."""
    return figures["pairs F1"] + figures["B-cubed F1"]


def folds(found: list[Marked], number: int = FOLDS) -> Iterator[tuple[list[Marked], list[Marked]]]:
    """What to learn from and what to try it on: acts in the order of their first reports, in so many parts."""
    acts = list(dict.fromkeys(one.act for one in sorted(found, key=lambda one: one.telling.key)))
    for part in range(number):
        held = set(acts[len(acts) * part // number : len(acts) * (part + 1) // number])
        yield [one for one in found if one.act not in held], [one for one in found if one.act in held]


def learned_weights(found: list[Marked]) -> Rule:
    """The package's rule with weights learned from `found`."""
    told = [one.telling for one in found]
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, j in candidates(told):
        pairs[kind(told[i], told[j])].append((i, j))
    within, day = learned(found, pairs["within"]), learned(found, pairs["day"])
    dealing, lasting = learned(found, pairs["dealing"], day), learned(found, pairs["lasting"], day)
    passing = learned(found, pairs["passing"], lasting, without=WHO)
    beside = learned(found, pairs["beside"], within)
    several = learned(found, pairs["several"], day)
    kinds = {"within": within, "beside": beside, "day": day, "dealing": dealing, "lasting": lasting}
    kinds |= {"passing": passing, "several": several}
    return replace(rule(), weights=kinds)


def learned(
    found: list[Marked],
    pairs: list[tuple[int, int]],
    near: Weights | None = None,
    without: frozenset[str] = frozenset(),
) -> Weights:
    """A logistic model by maximum likelihood, its weights drawn to those of `near`, or to none.

    A large cluster has many pairs that tell the same; its pairs count less, so that it counts by its reports.
    """
    size = Counter(one.act for one in found)
    rows = [scores(found[i].telling, found[j].telling) for i, j in pairs]
    same = np.array([found[i].act == found[j].act for i, j in pairs], float)
    sizes = np.array([[size[found[i].act], size[found[j].act]] for i, j in pairs], float)
    weight = np.where(same == 1, 2 / sizes[:, 0], 2 / sizes.sum(axis=1))
    names = [name for name in COMPARISONS if name not in without and any(row[name] is not None for row in rows)]
    known = np.array([[row[name] is not None for name in names] for row in rows], float)
    values = np.array([[row[name] or 0.0 for name in names] for row in rows])
    towards = np.zeros(1 + 2 * len(names))
    if near:
        told = [near.comparisons.get(name, Weight(0.0)) for name in names]
        towards = np.array([near.start, *(w.score for w in told), *(w.unknown for w in told)])
    beta = np.round(_fit(np.hstack([np.ones((len(rows), 1)), values, 1 - known]), same, weight, towards), 2)
    table = zip(names, beta[1 : 1 + len(names)], beta[1 + len(names) :], strict=True)
    return Weights(float(beta[0]), {name: Weight(float(score), float(gap)) for name, score, gap in table})


def _fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, towards: np.ndarray, penalty: float = 0.7) -> np.ndarray:
    """Maximum likelihood; the penalty is on the squares of what differs from `towards`, but for the constant."""
    strength = np.full(x.shape[1], penalty)
    strength[0] = 1e-3

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ beta
        off = beta - towards
        value = float(weight @ (np.logaddexp(0, z) - y * z) + (strength * off) @ off / 2)
        return value, x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + strength * off

    return np.asarray(minimize(loss, towards, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x)


def written(text: str, by: Rule) -> str:
    """The rule's file with other weights and bounds."""
    parts = [f"[clusters]\napart = {by.apart}\nleast = {by.least}\njoin = {by.join}\n"]
    for name, weights in by.weights.items():
        rows = [f"start = {weights.start}"]
        rows += [
            f"{key} = [{w.score}, {w.unknown}]" if w.unknown else f"{key} = {w.score}"
            for key, w in weights.comparisons.items()
        ]
        parts.append(f"[weights.{name}]\n" + "\n".join(rows) + "\n")
    return text.partition("[clusters]")[0] + "\n".join(parts)


def errors(found: list[Marked], clusters: list[list[int]], at_most: int, by: Rule) -> None:
    home = {number: index for index, cluster in enumerate(clusters) for number in cluster}
    shown = 0
    seen: set[tuple[object, ...]] = set()
    for i, j in combinations(range(len(found)), 2):
        apart = home[i] != home[j]
        if (found[i].act == found[j].act) != apart or shown >= at_most:
            continue
        what = (
            ("apart", found[i].act, *sorted((home[i], home[j])))
            if apart
            else ("joined", home[i], *sorted((found[i].act, found[j].act)))
        )
        if what in seen:
            continue
        seen.add(what)
        shown += 1
        print(f"\n{'APART ' if apart else 'JOINED'} {log_odds(found[i].telling, found[j].telling, by):+.2f}")
        for one in (found[i], found[j]):
            print(_line(one))
        told = scores(found[i].telling, found[j].telling)
        print("  " + " ".join(f"{name}={value:.2f}" for name, value in told.items() if value is not None))


def _line(one: Marked) -> str:
    report, when, place = one.report, one.report.date, one.report.place
    a, b = ("; ".join(f"{p.text} ({p.country})" for p in side) for side in (report.a, report.b))
    background = " background" if report.background else ""
    return (
        f"  {one.telling.key[0]} {one.telling.document} {report.form} {report.status}{background} "
        f"[{report.trigger.text}] {a} > {b} | {when.first if when else '-'} | {place.text if place else ''} | "
        f"{report.occasion.text if report.occasion else ''}\n    {' '.join(one.text.split())[:300]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the stories")
    parser.add_argument("--errors", type=int, default=0, help="list this many pairs of each half that went wrong")
    parser.add_argument(
        "--fit", action="store_true", help="learn the rule's weights anew, from all marks, and write them"
    )
    parser.add_argument("--shipped", action="store_true", help="measure the package's weights, which know all marks")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    options = parser.parse_args()
    if not options.corpora.exists():
        sys.exit(f"{options.corpora}: no such folder; name the stories' with --corpora")
    found, missed = read(options.corpora, MARKS)
    more, _ = read(options.corpora, MORE)
    package = rule()
    told = of_several_outlets()
    several = [Half(*joined(told[name] for name in half)) for half in REGIONS]
    if options.fit:
        package = learned_rule([*found, *more, *(one for half in several for one in half.found)])
        WEIGHTS.write_text(written(WEIGHTS.read_text(encoding="utf-8"), package), encoding="utf-8")
        print(f"{WEIGHTS.name}: written; the figures of the halves do not change", file=sys.stderr)
    first, second = halves(found, missed)
    result: dict[str, Any] = {"marks": len(found) + len(missed), "marks without a report": len(missed)}
    both: dict[str, list[dict[str, float]]] = defaultdict(list)
    for name, learn, test in (("first", second, first), ("second", first, second)):
        by = package if options.shipped else learned_rule([*learn.found, *more, *several[0].found, *several[1].found])
        ours = merged(test.found, by)
        ways = {
            "merging": counts(test.found, ours),
            "end to end": counts(test.found, ours, test.missed),
            "one a day": counts(test.found, one_a_day(test.found)),
        }
        for way, total in ways.items():
            both[way].append(total)
        result[f"{name} half"] = {
            **sizes(test.found),
            **{way: figures(total) for way, total in ways.items()},
        }
        if options.errors:
            errors(test.found, ours, options.errors, by)
    result["both halves"] = {
        **sizes(found),
        **{way: figures(together(totals)) for way, totals in both.items()},
    }
    totals: dict[str, list[dict[str, float]]] = defaultdict(list)
    for learn, test in (several, several[::-1]):
        by = package if options.shipped else learned_rule([*found, *more, *learn.found])
        ours = merged(test.found, by)
        totals["merging"].append(counts(test.found, ours))
        totals["end to end"].append(counts(test.found, ours, test.missed))
        totals["one a day"].append(counts(test.found, one_a_day(test.found)))
        if options.errors:
            errors(test.found, ours, options.errors, by)
    result["several outlets"] = {
        **sizes([one for half in several for one in half.found]),
        **{way: figures(together(counted)) for way, counted in totals.items()},
    }
    fresh, unread = read(options.corpora, FRESH)
    ours = merged(fresh, package)
    if options.errors:
        errors(fresh, ours, options.errors, package)
    result["fresh marks"] = {
        **sizes(fresh),
        "merging": figures(counts(fresh, ours)),
        "end to end": figures(counts(fresh, ours, unread)),
        "one a day": figures(counts(fresh, one_a_day(fresh))),
    }
    print(json.dumps(result)) if options.json else show(result)


def joined(parts: Iterable[tuple[list[Marked], list[Missed]]]) -> tuple[list[Marked], list[Missed]]:
    """Several sets of marked reports in one, in the order of their keys."""
    several = list(parts)
    told = sorted((one for found, _ in several for one in found), key=lambda one: one.telling.key)
    return told, [one for _, missed in several for one in missed]


def read(corpora: Path, path: Path) -> tuple[list[Marked], list[Missed]]:
    rows = marks(path)
    return matched(Coder().code(documents(corpora, {row["document"] for row in rows})), rows)


def show(result: dict[str, Any]) -> None:
    for half, values in result.items():
        if not isinstance(values, dict):
            print(f"{half:<24}{values:>8}")
            continue
        print(f"\n{half}: {values['reports']} reports of {values['acts']} acts", end="")
        print(f", {values['told more than once']} told more than once")
        names = list(values["merging"])
        print(f"{'':<12}" + "".join(f"{name:>13}" for name in names))
        for way in ("merging", "end to end", "one a day"):
            print(f"{way:<12}" + "".join(f"{values[way][name]:>13.1f}" for name in names))


if __name__ == "__main__":
    main()
