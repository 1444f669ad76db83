"""The merging rule as data (`data/merging.toml`): families of forms, kindred forms, and what each comparison weighs."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.ledger.telling import Telling

#: Another value where the comparisons themselves change, and not only what they weigh, or what an event is given of its
#: reports.
_CODE = b"6"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a comparison adds to the log-odds that two reports are of one event."""

    score: float
    """For a score of 1; in proportion for less."""
    unknown: float = 0.0
    """Where there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log-odds from the scores of the comparisons."""

    start: float
    """Log-odds before anything is compared."""
    comparisons: Mapping[str, Weight]


@dataclass(frozen=True)
class Rule:
    """How reports merge into events."""

    families: Mapping[str, tuple[str, ...]]
    """Forms by family: only reports that have one in common are compared."""
    lasting: frozenset[str]
    """Forms of acts that go on for days."""
    dealings: frozenset[str]
    """Forms of acts of which two countries have few in a day."""
    passing: frozenset[str]
    """Forms of acts that go on and are mostly spoken of in passing, by people who take no part."""
    kindred: Mapping[frozenset[str], tuple[float, float, float]]
    """Pairs of forms that readers mistake for each other, and how alike they are, 0 to 1: in one sentence, in two of a
    document, in two documents."""
    weights: Mapping[str, Weights]
    """By kind of pair: within (reports of one document and form), beside (of one document, of kindred forms),
    lasting (of acts that go on for days), passing (of those that are spoken of in passing), dealing (of acts of which
    there are few in a day), day (of others)."""
    apart: float
    """Log-odds of a pair that was not linked: what it says against one event."""
    least: float
    """Links have at least these log-odds."""
    join: float
    """Clusters join where the mean log-odds of their pairs are above this."""

    def alike(self, one: Telling, other: Telling) -> float:
        """How alike the forms of two reports are, as near as they stand: 1 for the same, 0 for strangers."""
        if one.form == other.form:
            return 1.0
        alike = self.kindred.get(frozenset((one.form, other.form)))
        if alike is None:
            return 0.0
        sentence, document, apart = alike
        if one.document != other.document:
            return apart
        return sentence if one.words == other.words else document

    def families_of(self, form: str) -> tuple[str, ...]:
        """Names of the families that a form belongs to."""
        return self._families.get(form, ())

    @cached_property
    def _families(self) -> Mapping[str, tuple[str, ...]]:
        """By form."""
        known = {form for forms in self.families.values() for form in forms}
        return {form: tuple(name for name, forms in self.families.items() if form in forms) for form in known}


def _weights(table: dict[str, float | list[float]]) -> Weights:
    given = dict(table)
    start = given.pop("start")
    return Weights(
        float(start) if isinstance(start, int | float) else 0.0,
        {name: Weight(*value) if isinstance(value, list) else Weight(float(value)) for name, value in given.items()},
    )


@cache
def version() -> str:
    """Changes with what makes events of reports: those settled by another version are to be settled anew."""
    folder = files("dragoman.ledger.data")
    made = hashlib.sha256(_CODE)
    for name in ("merging.toml", "common_words.csv", "act_words.csv"):
        made.update(folder.joinpath(name).read_bytes())
    return made.hexdigest()[:12]


@cache
def rule() -> Rule:
    """The rule of this package."""
    table = tomllib.loads(files("dragoman.ledger.data").joinpath("merging.toml").read_text(encoding="utf-8"))
    return Rule(
        families={name: tuple(forms) for name, forms in table["families"].items()},
        lasting=frozenset(table["lasting"]),
        dealings=frozenset(table["dealings"]),
        passing=frozenset(table["passing"]),
        kindred={
            frozenset((one, other)): (near, within, apart) for one, other, near, within, apart in table["kindred"]
        },
        weights={name: _weights(weights) for name, weights in table["weights"].items()},
        **table["clusters"],
    )
