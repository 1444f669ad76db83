"""The errors of a reader, one by one, for a person to read. In: matched documents. Out: each error in its sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.evaluation.matching import countries, days, place_country
from dragoman.evaluation.scoring import right
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.evaluation.matching import Matches, Record

#: What is compared of an event that was found, in the order of telling.
COMPARED = ("form", "a", "b", "status", "channel", "date", "place", "background")


@dataclass(frozen=True, slots=True)
class Error:
    """One event that was missed, made up, or told wrongly."""

    document: str
    kind: str
    """missed, spurious, or wrong."""
    form: str
    """The annotated form, or that of what was made up."""
    trigger: str
    told: str
    """What was annotated or, of what was made up, coded; of a wrong one each field, coded ≠ annotated."""
    sentence: str
    """The sentence with the trigger, this in double brackets."""
    fields: tuple[str, ...] = ()
    """Of a wrong one, the fields that are."""


def errors(records: dict[str, Record], documents: dict[str, Matches]) -> Iterator[Error]:
    """Every error, in the order of the documents and of their text; `records` are the annotated ones, with texts."""
    for name, found in documents.items():
        text = records[name].get("text", "")
        met = {id(one): other for one, other in found.trigger}
        coded = {id(other) for _, other in found.trigger}
        for event in found.gold:
            other = met.get(id(event))
            if other is None:
                yield _error(name, "missed", event, _summary(event), text)
            elif wrong := tuple(field for field in COMPARED if not right(field, event, other)):
                told = "; ".join(f"{field}: {_value(field, other)} ≠ {_value(field, event)}" for field in wrong)
                yield _error(name, "wrong", event, told, text, wrong)
        for event in found.coded:
            if id(event) not in coded:
                yield _error(name, "spurious", event, _summary(event), text)


def tally(found: Iterable[Error]) -> Counter[str]:
    """How often each kind of error is met, wrong ones by the fields that are."""
    counts: Counter[str] = Counter()
    for error in found:
        counts[error.kind if not error.fields else f"wrong: {', '.join(error.fields)}"] += 1
    return counts


def _error(name: str, kind: str, event: Record, told: str, text: str, fields: tuple[str, ...] = ()) -> Error:
    trigger = event["trigger"]
    return Error(name, kind, event["form"], trigger["text"], told, _sentence(text, trigger), fields)


def _sentence(text: str, trigger: Record) -> str:
    start, end = trigger.get("start"), trigger.get("end")
    if start is None:
        return ""
    for begin, finish in sentences(text):
        if begin <= start < finish:
            return " ".join(f"{text[begin:start]}[[{text[start:end]}]]{text[end:finish]}".split())
    return ""


def _summary(event: Record) -> str:
    sides = " – ".join(",".join(sorted(countries(event.get(side)))) or "?" for side in "ab")
    return f"{sides}, {event.get('status')}, {' to '.join(day or '?' for day in days(event))}"


def _value(field: str, event: Record) -> str:
    if field in ("a", "b"):
        return ",".join(sorted(countries(event.get(field)))) or "nobody"
    if field == "date":
        first, last = days(event)
        return "none" if first is None else f"{first}/{last}"
    if field == "place":
        return place_country(event) or "none"
    return str(event.get(field))
