"""Who is who within one document. In: its text and the persons that reading found. Out: for each mention a name.

A surname, an office ("the vice minister") or a pronoun is led back to the fullest mention of the person before it,
or, for a surname, anywhere in the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding.names import ONE_PERSON, alike, words
from dragoman.grounding.register import FAMILY_FIRST
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.reading.report import Participant

#: A word of a name as it stands in a text, and the small words inside names.
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Žİ][\w'’.-]*"
_SMALL = r"(?:al|el|bin|ibn|de|da|del|della|der|den|di|do|dos|du|la|le|van|von|ten|ter|zu)"
_BEFORE = rf"((?:{_WORD}\s+(?:{_SMALL}[\s-]+){{0,2}}){{1,4}})$"
_AFTER = rf"((?:[\s-]{_WORD}){{1,2}})"
_PRONOUN = re.compile(r"(?:he|she|him|her|his|hers|I|me|my|who)\b", re.I)
_SHE = re.compile(r"(?:she|her|hers)\b", re.I)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Madam\w*|Queen|Princess|Lady|Dame|Baroness|wife|daughter|sister|mother|woman|\w+woman|she|her)\b"
)
_MALE = re.compile(r"\b(?:Mr|Sir|King|Prince|Lord|husband|son|brother|father|\w+man|he|him|his)\b")
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december the a an and of in on at to for from with by as but when while if he she it "
    "they we i this that these those his her its their our today yesterday tomorrow here there also then after before "
    "during meanwhile earlier later however both former new party workers central committee ministry foreign affairs "
    "embassy republic democratic people people's union united states nations council state human rights idea politics "
    "visit national international general air base office middle east association society university hall".split()
)


class Mention(NamedTuple):
    """A person's name at a place of the text."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class People:
    """The persons of one document, found as they are asked for."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    """Names of at least two words, in order."""

    @classmethod
    def of(cls, text: str, found: Iterable[Mention]) -> People:
        """The persons whom reading and the register found."""
        kept = {(mention.start, mention.end): mention for mention in found if len(words(mention.name)) > 1}
        return cls(text, sorted(kept.values()))

    def fullest(self, name: str, country: str | None = None) -> str:
        """The fullest name that the document has for a person of this name; `name` itself where there is none."""
        asked = words(name)
        if len(asked) != 1 and not any(len(word) == 1 for word in asked):
            return name
        named = [m.name for m in self.mentions if len(words(m.name)) > len(asked) and alike(name, m.name) > 0]
        if named:
            return max(named, key=lambda full: (named.count(full), len(words(full))))
        if len(asked) > 1:
            return name
        surname = name.split()[-1]
        return self._spelt_out(surname, country) or name

    def _spelt_out(self, surname: str, country: str | None) -> str | None:
        """A longer name in the text that ends with the surname, or begins with it where that is the custom."""
        counted: dict[str, int] = {}
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", self.text):
            given = re.search(_BEFORE, self.text[max(0, match.start() - 60) : match.start()])
            full = _without_offices(f"{given.group(1)}{surname}") if given else surname
            if len(words(full)) < 2 and country in FAMILY_FIRST | {None}:
                rest = re.match(_AFTER, self.text[match.end() : match.end() + 40])
                if rest is not None and country in FAMILY_FIRST:
                    full = _without_offices(f"{surname}{rest.group(1)}")
            if len(words(full)) > 1:
                counted[full] = counted.get(full, 0) + 1
        return max(counted, key=lambda full: (counted[full], len(full)), default=None)

    def behind(self, participant: Participant) -> Mention | None:
        """The named person whom a pronoun or an office ("the ambassador") stands for, or None."""
        said = participant.text.strip()
        earlier = [mention for mention in self.mentions if mention.end <= participant.start]
        if not earlier:
            return None
        if _PRONOUN.fullmatch(said):
            return self._for_pronoun(said, participant.start, earlier)
        if participant.name is None and participant.kind == "person":
            return self._for_office(said, earlier)
        return None

    def _for_pronoun(self, said: str, at: int, earlier: list[Mention]) -> Mention | None:
        """The subject of the sentence, else of the one before: the first named there who may be he or she."""
        begin = max(self.text.rfind(stop, 0, at) for stop in (". ", "\n", "! ", "? ", '." ', ".” "))
        before = max(self.text.rfind(stop, 0, max(0, begin)) for stop in (". ", "\n", "! ", "? "))
        for lowest, highest in ((begin, at), (before, begin), (0, before)):
            there = [m for m in earlier if lowest <= m.start < highest and self._may_be(m, said)]
            if there:
                return there[0] if lowest else there[-1]
        return None

    def _may_be(self, mention: Mention, said: str) -> bool:
        """Whether nothing around the name says that it is a woman's where "he" is said, or the other way."""
        around = self.text[max(0, mention.start - 40) : mention.start]
        return not (_MALE if _SHE.match(said) else _FEMALE).search(around)

    def _for_office(self, said: str, earlier: list[Mention]) -> Mention | None:
        """The last person before who was said to hold the office: "Vice Minister Im Chon Il … the vice minister"."""
        office = said.lower().removeprefix("the ").removeprefix("this ").strip()
        if (
            not office
            or len(office.split()) > 5
            or (rank_of(office) >= OTHER and not office.endswith(("man", "woman")))
        ):
            return None
        wanted = set(re.findall(r"[a-z]+", office))
        for mention in reversed(earlier):
            described = (
                self.text[max(0, mention.start - 60) : mention.start] + " " + self.text[mention.end : mention.end + 90]
            )
            if wanted <= set(re.findall(r"[a-z]+", described.lower())):
                return mention
        return None


def _without_offices(name: str) -> str:
    """A run of capitalised words without those before the name: offices, days, the first word of a sentence."""
    parts = name.split()
    for at in range(len(parts) - 1, -1, -1):
        word = re.sub(r"['’]s$", "", parts[at]).strip(".,").lower()
        ends = parts[at].endswith((",", ";", ":")) or (parts[at].endswith(".") and len(word) > 3)
        if word in NOT_NAMES or (ends and at < len(parts) - 1) or (rank_of(parts[at]) < OTHER and at < len(parts) - 1):
            parts = parts[at + 1 :]
            break
    return " ".join(parts)


def one_person(name: str, other: str) -> bool:
    """Whether two names of one document are taken for one person's: alike, or the surname of the other."""
    return alike(name, other) >= ONE_PERSON or (
        min(len(words(name)), len(words(other))) == 1 and alike(name, other) > 0
    )
