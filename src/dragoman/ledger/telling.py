"""A report as merging looks at it: who, in what form, when, where, in what words; all of it folded to be compared.

In: the values that the ledger keeps of a report. Out: a `Telling`, which the functions of `comparing` take in pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.ledger.spoken import spoken_of
from dragoman.ledger.words import folded, stems, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.documents import Document
    from dragoman.reading.report import Report

#: A report without a date of its own is of an act of at most so many days before publication.
FRESH = timedelta(days=3)

#: One that is announced is of so many days after it.
AHEAD = timedelta(days=7)
#: Places that only point at one.
POINTS = frozenset(("here", "there", "home", "homeland", "motherland", "fatherland", "country", "capital"))
#: What stands so many characters before and after a trigger tells of the act itself, and not of who speaks of it.
NEAR = 60


@dataclass(frozen=True, slots=True)
class Party:
    """A participant."""

    side: str
    """a or b."""
    country: str | None
    name: str | None
    """A person's folded name."""
    words: frozenset[str] = frozenset()
    """Words of the phrase and of the title."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What merging looks at of a report. Each is only equal to itself, so that what is asked of two can be kept."""

    key: tuple[str, str, int, str, int]
    """Publication day, document id, start of the trigger, form, its end: unique, and the order of ties."""
    form: str
    status: str = "occurred"
    background: bool = False
    outlet: str | None = None
    parties: tuple[Party, ...] = ()
    published: date | None = None
    first: date | None = None
    """The days that the text gives, or None where it gives none."""
    last: date | None = None
    dated: bool = False
    """Whether these days stand in the sentence that names the act, not elsewhere in the text."""
    place: str | None = None
    """Folded name of the place."""
    place_country: str | None = None
    occasion: frozenset[str] = frozenset()
    """Words of what the act marked."""
    trigger: frozenset[str] = frozenset()
    """Stems of the words that name the act."""
    words: frozenset[str] = frozenset()
    """Words of the sentence that names it."""
    near: frozenset[str] = frozenset()
    """Those of them that stand near the trigger."""
    title: frozenset[str] = frozenset()
    """Words of the document's title."""
    document: str = field(init=False)
    """Id of the document that tells it."""
    spoken: frozenset[str] = field(init=False)
    """Codes of the countries that the sentence speaks of."""
    a: frozenset[str] = field(init=False)
    """Codes of side a."""
    b: frozenset[str] = field(init=False)
    countries: frozenset[str] = field(init=False)
    sides: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False)
    """Those of `parties` that are of side a and of side b, by their places."""
    named: Mapping[str | None, frozenset[str]] = field(init=False)
    """The names of persons, by country."""

    def __post_init__(self) -> None:
        sides: dict[str, list[int]] = {"a": [], "b": []}
        codes: dict[str, set[str]] = {"a": set(), "b": set()}
        named: dict[str | None, set[str]] = {}
        for number, party in enumerate(self.parties):
            sides[party.side].append(number)
            if party.country:
                codes[party.side].add(party.country)
            if party.name:
                named.setdefault(party.country, set()).add(party.name)
        a, b = frozenset(codes["a"]), frozenset(codes["b"])
        put = object.__setattr__
        put(self, "document", self.key[1])
        put(self, "sides", (tuple(sides["a"]), tuple(sides["b"])))
        put(self, "a", a)
        put(self, "b", b)
        put(self, "countries", a | b)
        put(self, "named", {country: frozenset(names) for country, names in named.items()})
        put(self, "spoken", spoken_of(self.words))

    def window(self) -> tuple[date, date] | None:
        """The days on which the act may have been: those that the text gives, else those before publication."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        if self.published is None or self.background:
            return None
        if self.status in ("planned", "proposed"):
            return self.published, self.published + AHEAD
        return self.published - FRESH, self.published


def telling_of(document: Document, report: Report, spans: Sequence[tuple[int, int]]) -> Telling:
    """What merging looks at of a grounded report of a document whose sentences are `spans`."""
    when = report.date
    start, end = sentence_of(spans, report.trigger.start)
    sentence, near = words_of(document.text, start, end, report.trigger.start, report.trigger.end)
    return Telling(
        key=(
            document.published.isoformat() if document.published else "9999",
            document.id,
            report.trigger.start,
            report.form,
            report.trigger.end,
        ),
        form=report.form,
        status=report.status,
        background=report.background,
        outlet=document.outlet,
        parties=tuple(
            party(side, member.country, member.name, member.text, member.title)
            for side, members in (("a", report.a), ("b", report.b))
            for member in members
        ),
        published=document.published,
        first=when.first if when else None,
        last=when.last if when else None,
        dated=when is not None and when.first is not None and start <= when.start < end,
        **place(report.place.text, report.place.country) if report.place else {},
        occasion=words(report.occasion.text) if report.occasion else frozenset(),
        trigger=stems(report.trigger.text, near),
        words=sentence,
        near=near,
        title=words(document.title),
    )


def place(text: str | None, country: str | None) -> dict[str, str | None]:
    """The fields of a place; none of one that only points, like "here"."""
    name = folded(text) if text else None
    return {} if name is None or name in POINTS else {"place": name, "place_country": country}


def sentence_of(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The sentence, of those that `spans` cut, in which something begins; (0, 0) where it begins in none."""
    return next(((start, end) for start, end in spans if start <= at < end), (0, 0))


def words_of(text: str, first: int, last: int, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the sentence [first, last), and those of them that stand near the trigger [start, end)."""
    begin, stop = max(first, start - NEAR), min(last, end + NEAR)
    while first < begin < start and not text[begin - 1].isspace():
        begin += 1
    while end < stop < last and not text[stop].isspace():
        stop -= 1
    return words(text[first:last]), words(text[begin:stop])


@lru_cache(maxsize=65536)
def party(side: str, country: str | None, name: str | None, text: str, title: str | None) -> Party:
    """A participant of the given fields."""
    return Party(side, country, folded(name) if name else None, words(text) | words(title))


def kept_words(sentence: frozenset[str], near: frozenset[str]) -> str:
    """The words of a report's sentence as the ledger keeps them: those near the trigger, a stroke, the others."""
    return " ".join([*sorted(near), "|", *sorted(sentence - near)])


def told_words(kept: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """From what the ledger keeps: all words of the sentence, and those near the trigger."""
    near, _, others = (kept or "").partition("|")
    close = frozenset(near.split())
    return close | frozenset(others.split()), close
