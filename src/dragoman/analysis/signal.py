"""What a signal is, as a plain value, and how it reads in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from datetime import date

#: Kinds of signal, and what each says.
KINDS = {
    "freeze": "a channel fell silent, or next to silent",
    "resumption": "contacts went on again after a freeze",
    "surge": "many more contacts than were to be expected",
    "level": "contacts are of a higher or lower protocol rank than before",
    "channel": "contacts are made in another way than before",
    "first_contact": "two countries are in contact that were not before",
    "missed_anniversary": "what took place each year did not",
}
#: The greatest q listed, by default. A custom of ten years makes a single miss no less likely than one in twenty, so
#: misses are listed at a q that fewer of them would survive.
Q = dict.fromkeys(KINDS, 0.05) | {"missed_anniversary": 0.25}
#: Units of `rate_before` and `rate_after`.
A_MONTH = "contacts a month at the average reading"
ROUNDS = "rounds of contact a month at the average reading"
OF_RANK = "mean of the highest protocol rank of each day of contact (1 is the highest)"
OF_CHANNEL = "share of a month's contacts"
OF_YEARS = "share of the years read in which it took place"


@dataclass(frozen=True, slots=True)
class Signal:
    """A dated, tested change in the contacts of a dyad, or of a country with all others."""

    kind: str
    a: str
    b: str | None
    """None: all others."""
    channel: str | None
    """None: any."""
    form: str | None
    """The form of a missed anniversary."""
    start: date
    """The first day of what changed: of silence, of the surge, of the new level; the day of what was missed."""
    end: date | None
    """Its last day; None while it lasts."""
    known_at: date
    """The first day at whose end it could be said."""
    rate_before: float
    rate_after: float
    unit: str
    """Of both rates."""
    size: float | None
    """`rate_after` over `rate_before`; for level and channel, the difference."""
    size_low: float | None
    """Its interval of 90 %."""
    size_high: float | None
    chance: float
    """That of anything as unlikely within a year of this series, had nothing changed."""
    q: float
    """The rate of false signals among those of this kind listed at this q, all that was looked at counted."""
    events: tuple[str, ...]
    """Ids of the contacts that carry it, the earliest first."""
    documents_read: int
    """Documents that were read from `start` to `end`, of the sources that tell of the dyad."""

    @property
    def counted(self) -> str:
        """What a rate counts, for people: "rounds of contact a month"."""
        return self.unit.partition(" at ")[0]

    def as_json(self) -> dict[str, Any]:
        """The signal with plain values only; days as ISO text."""
        row = asdict(self)
        for name in ("start", "end", "known_at"):
            row[name] = row[name].isoformat() if row[name] else None
        for name in ("rate_before", "rate_after", "size", "size_low", "size_high"):
            row[name] = None if row[name] is None else round(row[name], 3)
        row["chance"], row["q"] = float(f"{self.chance:.3g}"), float(f"{self.q:.3g}")
        row["events"] = list(self.events)
        return row


#: Columns of the CSV, in order.
COLUMNS = tuple(Signal.__dataclass_fields__)


#: Words for how sure a signal is, by the greatest q; after the scale of Kent (1964), narrowed to what a q can say.
_SURE = ((0.001, "almost certain"), (0.01, "very likely"), (0.05, "likely"), (0.25, "possible"))
_DOUBTFUL = "doubtful"


def sure(q: float) -> str:
    """Words for how sure a signal of this q is."""
    return next((words for most, words in _SURE if q <= most), _DOUBTFUL)


def scale() -> str:
    """The words for how sure signals are, in one sentence."""
    return "; ".join(f"“{words}”: up to {most:g}" for most, words in _SURE) + f"; else “{_DOUBTFUL}”"


def named(code: str | None) -> str:
    """A country by its name, an organisation by its code, "all others" for None."""
    if code is None:
        return "all others"
    return countries()[code].label if code in countries() else code


def _rate(rate: float) -> str:
    """A rate for people: 0.03 a month is not 0.0."""
    return f"{rate:.1f}" if rate == 0 or rate >= 0.1 else f"{rate:.1g}"


def in_words(signal: Signal) -> str:
    """One sentence for people."""
    who = f"{named(signal.a)} with {named(signal.b)}"
    how = f"{signal.channel.replace('_', ' ')} contacts" if signal.channel else "contacts"
    before, after = _rate(signal.rate_before), _rate(signal.rate_after)
    if signal.kind == "freeze":
        until = f"until {signal.end}" if signal.end else "to the last day read"
        near, left = ("", "none") if signal.rate_after == 0 else ("nearly ", after)
        return (
            f"{who}: {how} fell {near}silent on {signal.start}, {until}: {before} {signal.counted} before, "
            f"{left} since, in {signal.documents_read:,} documents read"
        )
    if signal.kind == "resumption":
        silent = "none" if signal.rate_before == 0 else before
        return f"{who}: {how} resumed on {signal.start}: {after} {signal.counted} since, {silent} in the silence before"
    if signal.kind == "surge":
        return f"{who}: {how} rose from {before} to {after} {signal.counted} on {signal.start}"
    if signal.kind == "level":
        way = "rose" if signal.rate_after < signal.rate_before else "fell"
        return f"{who}: the level of {how} {way} on {signal.start}: mean rank {before} before, {after} since"
    if signal.kind == "channel":
        return (
            f"{who}: {how} make up {signal.rate_after:.0%} of all since {signal.start}, {signal.rate_before:.0%} before"
        )
    if signal.kind == "first_contact":
        return f"{who}: first {how} on {signal.start}, {after} a month since"
    what = (signal.form or "contact").replace("_", " ")
    return f"{who}: no {what} around {signal.start}, told in {signal.rate_before:.0%} of the years before"
