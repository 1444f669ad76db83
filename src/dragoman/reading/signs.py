"""What speaks for each who may have said a quotation. In: the quotation's surroundings. Out: signs, values from 0 to 1.

A sign is a fact that can be read off the text: "stands first in the sentence", "spoke last", "is told so by the phrase
beside the quotation". Each counts by itself and, once more, for the sort of phrase that stands beside the quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.reading.descriptions import countries_in
from dragoman.reading.people import BODY, OFFICE, core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reading.people import Person
    from dragoman.reading.report import Span

Signs = dict[str, float]

_BODY = re.compile(rf"\b(?:{BODY.pattern})\b|^[A-Z]{{2,}}$")
#: Descriptions of a body, where those of a person are all others.
_OF_BODY = re.compile(
    r"\b(?:company|ministry|statement|release|department|government|agency|group|party|committee|embassy|police|firm|"
    r"council|commission|union|organi[sz]ation|newspaper|daily|report|army|court|it|document|article|commentary|"
    r"association|bureau|bank|board|letter|paper|notice|website|campaign|coalition|federation)$",
    re.I,
)
#: Words for what is said rather than who says it.
_TEXT = re.compile(r"\b(?:statement|report|release|letter|document|article|commentary|notice|post|page|tweet)s?$", re.I)
_PRONOUN_FIRST = re.compile(r"[“\"«\s]*(?:He|She|They|It|His|Her|Their|Its)\b|\s*[“\"«]")
_QUALIFIES = re.compile(r"(?:an|ese|ish|ic|i|U\.?S\.?|UN|EU|UK)$")
_DEFINITE = re.compile(r"\b(?:the|his|her|its|their|our|this|that)\s+(?:\S+\s+)?$|['’]s?\s+$", re.I)
_MARKS = re.compile("[“”„«»\"]|''")
#: What passes between two quotations of one speaker at most, in code points.
NEAR = 160


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a quotation: the phrase with the verb of saying, and of what sort it is."""

    sort: str
    """named, pronoun, description or none."""
    phrase: Span | None = None
    after: bool = False
    """Whether it follows the quotation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names somebody."""

    span: Span
    person: Person
    speaks: bool
    """Whether a verb of saying stands beside it."""
    scenery: bool
    """Whether a preposition makes it a place or an object: "in Oslo", "with Dahl"."""
    quoted: bool
    """Whether it stands within a quotation."""


class Surroundings:
    """What stands around text[start:end], a quotation.

    `near` are the mentions around it, in order; `earlier` the quotations before it, each as its end, its speaker as
    written, and who that is; `sentences` where each sentence begins.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        near: Sequence[Mention],
        earlier: Sequence[tuple[int, Span, Person | None]],
        sentences: Sequence[int],
    ) -> None:
        self._text, self._start, self._end = text, start, end
        self._earlier, self._sentences = earlier, sentences
        self._mentions: dict[int, list[Mention]] = {}
        for mention in near:
            self._mentions.setdefault(id(mention.person), []).append(mention)
        free = [m for m in near if not m.quoted]
        before, after = [m for m in free if m.span.end <= start], [m for m in free if m.span.start >= end]
        self._since = [m for m in before if earlier and m.span.start >= earlier[-1][0]]
        self._picks = self._picked(before, after)
        self._close = {id(m.person) for m in before if m.span.end > start - NEAR}
        self._following = {id(m.person) for m in after if m.span.start < end + 80}
        self._counts = Counter(id(m.person) for m in free)
        self._spoken = [person for _, _, person in earlier]
        self._gone_on = self._going_on()

    def _picked(self, before: Sequence[Mention], after: Sequence[Mention]) -> dict[str, Person | None]:
        """Who stands where: one person at most for each place."""
        text, start, end = self._text, self._start, self._end
        at = bisect_right(self._sentences, start) - 1
        sentence, previous = (self._sentences[max(0, number)] if self._sentences else 0 for number in (at, at - 1))
        number = bisect_left(self._sentences, end)
        close = self._sentences[number] if number < len(self._sentences) else len(text)
        line = text.find("\n", end)
        last = line if line >= 0 else len(text)
        paragraph = text.rfind("\n", 0, start) + 1
        earlier_paragraph = text.rfind("\n", 0, max(0, paragraph - 1)) + 1
        free = [m for m in before if not m.scenery]
        here = [m for m in before if m.span.start >= sentence]
        return {
            "first in sentence": _first(here),
            "last in sentence": _last(here),
            "subject in sentence": _last([m for m in here if m.speaks]),
            "last to speak": _last([m for m in before if m.speaks]),
            "next to speak": _first([m for m in after if m.speaks]),
            "next to speak in sentence": _first([m for m in after if m.speaks and m.span.start < close]),
            "next to speak in paragraph": _first([m for m in after if m.speaks and m.span.start < last]),
            "first in sentence before": _first([m for m in before if previous <= m.span.start < sentence]),
            "free in sentence before": _first([m for m in free if previous <= m.span.start < sentence]),
            "first in paragraph": _first([m for m in free if m.span.start >= paragraph]),
            "first in paragraph before": _first([m for m in free if earlier_paragraph <= m.span.start < paragraph]),
            "first in text": _first([m for m in before if m.span.start < 300]),
            "last named": _last(before),
            "last named, free": _last(free),
            "last named, of two words": _last([m for m in free if len(core(m.span.text)) > 1]),
            "last to speak since": _last([m for m in self._since if m.speaks]),
            "first named since": _first([m for m in self._since if not m.scenery]),
            "last named since": _last(self._since),
            "subject by pronouns": self._subject(at, free),
        }

    def _subject(self, number: int, free: Sequence[Mention]) -> Person | None:
        """The first named in the last sentence before a sentence that begins with neither a pronoun nor a quotation."""
        for before in range(number - 1, max(-1, number - 9), -1):
            begin, end = self._sentences[before], self._sentences[before + 1]
            named = [m for m in free if begin <= m.span.start < end]
            if named and not _PRONOUN_FIRST.match(self._text, begin):
                return named[0].person
        return None

    def _going_on(self) -> Signs:
        """How the quotation before stands to this one."""
        if not self._earlier:
            return {}
        between = self._text[self._earlier[-1][0] : self._start]
        return {
            "spoke last": 1.0,
            "spoke last, nobody named since": float(not self._since),
            "spoke last, nobody spoke since": float(not any(m.speaks for m in self._since)),
            "spoke last, near": float(len(between) <= NEAR),
            "spoke last, in paragraph": float("\n" not in between),
            "spoke last, without a mark between": float(not _MARKS.search(between)),
            "spoke last, nothing between": float(len(between.split()) <= 1),
        }

    def signs(self, person: Person) -> Signs:
        """The signs of one person."""
        found = {name: 1.0 for name, picked in self._picks.items() if picked is person}
        if self._spoken and self._spoken[-1] is person:
            found |= self._gone_on
        mentions = self._mentions.get(id(person), [])
        number = len(mentions) or 1
        name = person.named().text
        found |= {
            "spoke before": float(any(other is person for other in self._spoken)),
            "near before": float(id(person) in self._close),
            "near after": float(id(person) in self._following),
            "share": self._counts[id(person)] / (sum(self._counts.values()) or 1),
            "often scenery": sum(m.scenery for m in mentions) / number,
            "often quoted": sum(m.quoted for m in mentions) / number,
            "often speaks": sum(m.speaks for m in mentions) / number,
            "of two words": float(len(core(name)) > 1),
            "a body": float(bool(_BODY.search(name))),
            "nameless": float(person.nameless),
            "a country": float(bool(countries_in(name)) and len(core(name)) == 1),
            "of a country": float(bool(countries_in(name))),
            "speaks somewhere": float(any(m.speaks for m in mentions)),
            "an office": float(OFFICE.fullmatch(name) is not None),
            "qualifies": float(bool(_QUALIFIES.search(name)) and " " not in name),
            "titled": float(any(len(core(m.text)) < len(m.text.split()) for m in person.mentions)),
        }
        return found

    def definite(self, phrase: Span) -> bool:
        """Whether a description means somebody known: "the official", not "an official" or "officials"."""
        return _DEFINITE.search(self._text, max(0, phrase.start - 24), phrase.start) is not None

    def of_phrase(self, phrase: Span, told: Told) -> Signs:
        """The signs of somebody without a name."""
        signs = {
            "no name": 1.0,
            "no name, indefinite": float(not self.definite(phrase)),
            "no name, beside it": float(phrase is told.phrase),
            "no name, a text": float(_TEXT.search(phrase.text) is not None),
        }
        if self._earlier and phrase is self._earlier[-1][1]:
            signs |= self._gone_on
        return signs


def _first(mentions: Sequence[Mention]) -> Person | None:
    return mentions[0].person if mentions else None


def _last(mentions: Sequence[Mention]) -> Person | None:
    return mentions[-1].person if mentions else None


def by_sort(signs: Signs, told: Told, *, definite: bool) -> Signs:
    """The signs, and the same for the sort of words that stand beside the quotation alone."""
    sort = told.sort
    if sort == "description" and not definite:
        sort = "indefinite"
    elif sort in ("description", "named") and told.phrase is not None and _TEXT.search(told.phrase.text):
        sort = "text"
    elif sort in ("pronoun", "description") and told.phrase is not None and _OF_BODY.search(told.phrase.text):
        sort = "body"
    if sort == "named" and told.after:
        sort = "named after"
    return signs | {f"{sort}: {name}": value for name, value in signs.items()}
