"""Figures of a reader on annotated documents. In: matched documents. Out: precision, recall, F1 and accuracies.

The figures `FIGURES` are those of the gold standard's scorer. Intervals are bootstrapped over documents.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.evaluation.matching import countries, days, place_country
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dragoman.evaluation.matching import Matches, Record

#: What each figure counts.
FIGURES = {
    "trigger": "type right, and a word that names the act",
    "event": "type and the countries of both sides",
    "form": "as event, and the form",
    "full": "as form, and the days and the country of the place",
    "dyad": "type and two countries, once a document",
    "who": "form and name of a person, once a document",
    "country": "countries that take part in anything, once a document",
    "quote": "direct quotations",
    "speaker": "direct quotations with the name of their speaker",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's counts; precision, recall and F1 are shares from 0 to 1."""

    right: int
    coded: int
    gold: int
    low: float | None = None
    """The 95 % interval of F1 over documents."""
    high: float | None = None

    @property
    def precision(self) -> float:
        """Share of what was coded that is right."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was coded."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.coded + self.gold) if self.right else 0.0


def figures(documents: Sequence[Matches], rounds: int = 500, seed: int = 0) -> dict[str, Figure]:
    """Every figure of `FIGURES` over the documents, with an interval from `rounds` samples of them (0: none)."""
    counts = [_counts(document) for document in documents]
    samples = np.random.default_rng(seed).integers(len(counts), size=(rounds, len(counts)))
    out = {}
    for name in FIGURES:
        rows = np.array([count[name] for count in counts], np.int64).reshape(-1, 3)
        right, coded, gold = rows.sum(0).tolist()
        drawn = [Figure(*rows[sample].sum(0).tolist()).f1 for sample in samples]
        low, high = np.quantile(drawn, (0.025, 0.975)).tolist() if drawn else (None, None)
        out[name] = Figure(right, coded, gold, low, high)
    return out


def _counts(found: Matches) -> dict[str, tuple[int, int, int]]:
    """Right, coded and gold of each figure in one document."""
    number = len(found.coded), len(found.gold)
    quotes = len(found.coded_quotes), len(found.gold_quotes)
    speakers = sum(last_word(one.get("speaker")) == last_word(other.get("speaker")) for one, other in found.quotes)
    return {
        "trigger": (len(found.trigger), *number),
        "event": (len(found.event), *number),
        "form": (len(found.form), *number),
        "full": (len(found.full), *number),
        "dyad": _common(_dyads, found),
        "who": _common(_names, found),
        "country": _common(_countries, found),
        "quote": (len(found.quotes), *quotes),
        "speaker": (speakers, *quotes),
    }


def _common(of: Callable[[Iterable[Record]], set[Any]], found: Matches) -> tuple[int, int, int]:
    gold, coded = of(found.gold), of(found.coded)
    return len(gold & coded), len(coded), len(gold)


def _dyads(events: Iterable[Record]) -> set[Any]:
    rows = set()
    for event in events:
        for a in countries(event.get("a")) or {""}:
            for b in countries(event.get("b")) or {""}:
                if a != b:
                    pair = sorted((a, b)) if FORMS[event["form"]].equals else (a, b)
                    rows.add((event["type"], *pair))
    return rows


def _names(events: Iterable[Record]) -> set[Any]:
    return {
        (event["form"], member["name"])
        for event in events
        for member in (*event.get("a", []), *(event.get("b") or []))
        if member.get("name")
    }


def _countries(events: Iterable[Record]) -> set[Any]:
    return {code for event in events for code in countries(event.get("a")) | countries(event.get("b"))}


def last_word(speaker: str | None) -> str | None:
    """The word by which speakers are compared: the last of a name, in lower case."""
    words = (speaker or "").split()
    return words[-1].strip(".,'").lower() if words else None


#: Fields that are compared once two events are known to be the same, and their values.
_FIELDS: Mapping[str, Callable[[Record], Any]] = {
    "form": lambda event: event["form"],
    "a": lambda event: countries(event.get("a")),
    "b": lambda event: countries(event.get("b")),
    "status": lambda event: event.get("status"),
    "channel": lambda event: event.get("channel"),
    "date": days,
    "place": place_country,
    "background": lambda event: bool(event.get("background")),
}


def fields(documents: Iterable[Matches], level: str = "form") -> dict[str, tuple[int, int]]:
    """Of each field, how many are right and of how many, over the pairs that `level` matched."""
    counts = {name: [0, 0] for name in _FIELDS}
    for document in documents:
        for one, other in getattr(document, level):
            for name, value in _FIELDS.items():
                counts[name][0] += value(one) == value(other)
                counts[name][1] += 1
    return {name: (right, of) for name, (right, of) in counts.items()}


def right(name: str, one: Record, other: Record) -> bool:
    """Whether a field of a coded event is that of the annotated one."""
    return bool(_FIELDS[name](one) == _FIELDS[name](other))


def by_form(documents: Iterable[Matches]) -> dict[str, Figure]:
    """The figure `trigger` with the form right, for each form that was annotated or coded."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for document in documents:
        for event in document.coded:
            counts[event["form"]][1] += 1
        for event in document.gold:
            counts[event["form"]][2] += 1
        for one, other in document.trigger:
            counts[one["form"]][0] += one["form"] == other["form"]
    return {form: Figure(*counts[form]) for form in FORMS if form in counts}
