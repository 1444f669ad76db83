"""A report as merging looks at it: who, in what form, when, where, in what words; all of it folded to be compared.

In: the values that the ledger keeps of a report. Out: a `Telling`, which the functions of `comparing` take in pairs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.documents import Document
    from dragoman.reading.report import Report

#: A report without a date of its own is of an act of at most so many days before publication.
FRESH = timedelta(days=3)

_WORD = re.compile(r"[^\W_]+")
#: Words that tell nothing of what is spoken of.
COMMON = frozenset(
    "a an and are as at be been but by de for from had has have he her him his in into is it its la of on or s she "
    "that the their them they this to was were which who will with would".split()
)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name without case, marks and hyphens: one for "Im Chon-il" and "IM Chon Il"."""
    plain = unicodedata.normalize("NFKD", name.replace("-", " "))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def words(text: str | None) -> frozenset[str]:
    """The words of a text that tell something, folded."""
    return frozenset(_WORD.findall(folded(text))) - COMMON if text else frozenset()


def word_stem(word: str) -> str:
    """The beginning of a word, the same for "visit", "visited" and "visiting"."""
    return word[:4]


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


@dataclass(frozen=True, slots=True)
class Telling:
    """What merging looks at of a report."""

    key: tuple[str, str, int, str]
    """Publication day, document id, place in the text, form: unique, and the order in which ties are settled."""
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
    a: frozenset[str] = field(init=False)
    """Codes of side a."""
    b: frozenset[str] = field(init=False)
    countries: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for side in ("a", "b"):
            codes = frozenset(party.country for party in self.parties if party.side == side and party.country)
            object.__setattr__(self, side, codes)
        object.__setattr__(self, "countries", self.a | self.b)

    @property
    def document(self) -> str:
        """Id of the document that tells it."""
        return self.key[1]

    def side(self, name: str) -> tuple[Party, ...]:
        """The participants of side a or b."""
        return tuple(party for party in self.parties if party.side == name)

    def window(self) -> tuple[date, date] | None:
        """The days on which the act may have been: those that the text gives, else those before publication."""
        if self.first is not None and self.last is not None:
            return self.first, self.last
        if self.published is None or self.background:
            return None
        if self.status in ("planned", "proposed"):
            return self.published, self.published + FRESH
        return self.published - FRESH, self.published


def telling_of(document: Document, report: Report, spans: Sequence[tuple[int, int]]) -> Telling:
    """What merging looks at of a grounded report of a document whose sentences are `spans`."""
    when = report.date
    start, end = next(((s, e) for s, e in spans if s <= report.trigger.start < e), (0, 0))
    return Telling(
        key=(
            document.published.isoformat() if document.published else "9999",
            document.id,
            report.trigger.start,
            report.form,
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
        place=folded(report.place.text) if report.place else None,
        place_country=report.place.country if report.place else None,
        occasion=words(report.occasion.text) if report.occasion else frozenset(),
        trigger=stems(report.trigger.text),
        words=words(document.text[start:end]),
    )


def party(side: str, country: str | None, name: str | None, text: str, title: str | None) -> Party:
    """A participant of the given fields."""
    return Party(side, country, folded(name) if name else None, words(text) | words(title))


def stems(trigger: str) -> frozenset[str]:
    """Stems of the words of a trigger."""
    return frozenset(map(word_stem, words(trigger)))
