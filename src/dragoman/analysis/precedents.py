"""Precedents: the earlier events most like a given one, and what makes them alike.

    for precedent in precedents(ledger, "5066bb47"):
        print(precedent.event.id, precedent.score, [reason.why for reason in precedent.reasons])

In: a `Ledger` and an event's id. Out: `Precedent`, the most alike first. Fields are compared by the functions of
`likeness` and added by `WEIGHTS`. A field that either event lacks says nothing for them and half its weight against:
two bare entries are not the same event told twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.analysis import likeness
from dragoman.analysis.contacts import Contacts
from dragoman.analysis.dated import DatedEvent, dated_events
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dragoman.ledger import EventDetail, EventRow, Ledger

#: What each field weighs. Set by hand: form and who acts make a precedent, the rest tells which is nearest.
WEIGHTS = {
    "form": 3.0,
    "countries": 2.0,
    "who acts": 2.0,
    "guests": 1.0,
    "occasion": 2.0,
    "rank": 1.0,
    "place": 1.5,
    "wording": 2.0,
}
#: Candidates whose sentences are compared too.
_SHORTLIST = 60
#: Least score of an event that is shown as a precedent.
LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier event, and why it is like the one asked for."""

    event: EventRow
    day: date
    """The day at which it counts."""
    score: float
    """0 to 1."""
    reasons: tuple[likeness.Likeness, ...]
    """What was compared, the weightiest first."""

    @property
    def why(self) -> tuple[str, ...]:
        """What makes it alike, in words, the weightiest first."""
        return tuple(reason.why for reason in self.reasons if reason.score >= 0.35 and reason.why)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "event": self.event.as_json(),
            "day": self.day.isoformat(),
            "score": round(self.score, 3),
            "reasons": [
                {"field": r.field, "score": round(r.score, 3), "weight": WEIGHTS[r.field], "why": r.why}
                for r in self.reasons
            ],
        }


def precedents(ledger: Ledger, wanted: str, limit: int = 10, contacts: Contacts | None = None) -> list[Precedent]:
    """The events before `wanted` (an id or the beginning of one) that are most like it.

    Events whose days overlap with its own are left out: they may be the same one. Raises LedgerError where there is
    no such event.
    """
    asked = ledger.show(wanted)
    everything = dated_events(ledger, contacts or Contacts.of(ledger))
    return among(ledger, asked, everything, limit)


def among(ledger: Ledger, asked: EventDetail, everything: Sequence[DatedEvent], limit: int = 10) -> list[Precedent]:
    """The same, out of these events."""
    row = asked.event
    before = _began(asked)
    scored = []
    for each in everything:
        if _may_be_one(row, before, each):
            reasons = list(_compare(row, each.row))
            scored.append((_total(reasons), each, reasons))
    scored.sort(key=lambda item: (-item[0], -item[1].day.toordinal(), item[1].id))
    shortlist = scored[:_SHORTLIST]
    texts = {each.id: _words(ledger.show(each.id)) for _, each, _ in shortlist}
    weights = likeness.rarity([*texts.values(), own := _words(asked)])
    found = []
    for _, each, reasons in shortlist:
        told = likeness.wording(own, texts[each.id], weights)
        every = sorted([*reasons, *([told] if told else [])], key=lambda r: -WEIGHTS[r.field] * r.score)
        found.append(Precedent(each.row, each.day, _total(every), tuple(every)))
    found.sort(key=lambda item: (-item.score, -item.day.toordinal(), item.event.id))
    return [each for each in found if each.score >= LEAST][:limit]


def _began(asked: EventDetail) -> date | None:
    told = [report.published for report in asked.reports if report.published]
    return asked.event.first or min(told, default=None)


def _may_be_one(row: EventRow, before: date | None, each: DatedEvent) -> bool:
    """Whether an event is earlier, not the same, and worth comparing."""
    if each.id == row.id or (before and (each.row.last or each.day) >= before):
        return False
    alike = FORMS[each.row.form].type == FORMS[row.form].type
    return alike and (each.row.form == row.form or bool(each.codes & {*row.a, *row.b}))


def _compare(one: EventRow, other: EventRow) -> Iterator[likeness.Likeness]:
    compared = (
        likeness.form(one.form, other.form),
        likeness.countries_in_common(frozenset((*one.a, *one.b)), frozenset((*other.a, *other.b))),
        likeness.hosts(one.a_names, other.a_names),
        likeness.guests(one.b_names, other.b_names),
        likeness.occasion(one.occasion, other.occasion),
        likeness.rank(one.rank, other.rank),
        likeness.place(one.place, other.place, one.place_country, other.place_country),
    )
    return (each for each in compared if each is not None)


def _total(reasons: Sequence[likeness.Likeness]) -> float:
    got = sum(WEIGHTS[reason.field] * reason.score for reason in reasons)
    known = sum(WEIGHTS[reason.field] for reason in reasons)
    return got / (known + (sum(WEIGHTS.values()) - known) / 2)


def _words(detail: EventDetail) -> frozenset[str]:
    sentences = {sentence.text for report in detail.reports for sentence in report.sentences}
    titles = {report.title for report in detail.reports if report.title}
    return frozenset().union(*(likeness.words(text) for text in (*sentences, *titles)))
