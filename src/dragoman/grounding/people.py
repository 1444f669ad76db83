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
from dragoman.grounding.stops import sentence_start
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
_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]er|[Hh]is)\b")
#: How many sentences back the person may be whom a pronoun stands for.
MOST_SENTENCES = 12
#: A sentence may be as long as this: agencies list all who were present.
LONGEST = 4000
_SHE = re.compile(r"(?:she|her|hers)\b", re.I)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Madam\w*|Queen|Princess|Lady|Dame|Baroness|wife|daughter|sister|mother|woman|\w+woman|she|her)\b"
)
_MALE = re.compile(
    r"\b(?:Mr|Sir|King|Prince|Lord|husband|son|brother|father|(?:chair|spokes|business|congress|states|police|noble)man|he|him|his)\b"
)
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
    """Names, in order."""

    @classmethod
    def of(cls, text: str, found: Iterable[Mention]) -> People:
        """The persons whom reading and the register found."""
        kept = {(mention.start, mention.end): mention for mention in found if words(mention.name)}
        return cls(text, sorted(kept.values()))

    def fullest(self, name: str, country: str | None = None) -> str:
        """The fullest name that the document has for a person of this name; `name` itself where there is none."""
        asked = words(name)
        if len(asked) != 1 and not any(len(word) == 1 for word in asked):
            return name
        longer = [m.name for m in self.mentions if len(words(m.name)) > len(asked)]
        # Within a document any part of a name may stand for it: "Ahmed Khan Zameer … Zameer".
        named = [full for full in longer if alike(name, full) > 0] or [full for full in longer if _part(asked, full)]
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

    @staticmethod
    def is_pronoun(said: str) -> bool:
        """Whether it is "he", "she" and the like."""
        return _PRONOUN.fullmatch(said.strip()) is not None

    def behind(self, participant: Participant) -> Mention | None:
        """The named person whom a pronoun or an office ("the ambassador") stands for, or None."""
        said = participant.text.strip()
        earlier = [mention for mention in self.mentions if mention.end <= participant.start]
        if not earlier:
            return None
        if _PRONOUN.fullmatch(said):
            return self._for_pronoun(said, participant.start, earlier)
        if participant.name is None and participant.kind == "person":
            return self._for_office(said, participant.start, earlier)
        return None

    def _for_pronoun(self, said: str, at: int, earlier: list[Mention]) -> Mention | None:
        """The subject: the first named in the sentence, else in the nearest before that names one as its own.

        A sentence that begins with the pronoun goes on about whoever the one before was about.
        """
        begin, end = sentence_start(self.text, at, LONGEST), at
        for _ in range(MOST_SENTENCES):
            there = [m for m in earlier if begin <= m.start < end and self._may_be(m, said)]
            subjects = [m for m in there if not self._aside(m, begin)]
            if subjects:
                return subjects[0]
            if begin == 0:
                return there[0] if there else None
            begin, end = sentence_start(self.text, begin - 1, LONGEST), begin
        return None

    def _aside(self, mention: Mention, begin: int) -> bool:
        """Whether somebody else is the subject: "he" before the name, or a thing that is the named person's."""
        before = self.text[begin : mention.start]
        owner = self.text[mention.end : mention.end + 2] in ("'s", "’s") or mention.name.endswith(("'s", "’s"))
        return owner or bool(_SUBJECT.search(before))

    def _may_be(self, mention: Mention, said: str) -> bool:
        """Whether nothing around the name says that it is a woman's where "he" is said, or the other way."""
        around = self.text[max(0, mention.start - 40) : mention.start]
        return not (_MALE if _SHE.match(said) else _FEMALE).search(around)

    def _for_office(self, said: str, at: int, earlier: list[Mention]) -> Mention | None:
        """The last person before who was said to hold the office: "Vice Minister Im Chon Il … the vice minister"."""
        office = said.lower().removeprefix("the ").removeprefix("this ").strip()
        if (
            not office
            or len(office.split()) > 5
            or (rank_of(office) >= OTHER and not office.endswith(("man", "woman")))
        ):
            return None
        wanted = set(re.findall(r"[a-z]+", office))
        for place in range(len(earlier) - 1, -1, -1):
            mention = earlier[place]
            last = earlier[place - 1].end if place else 0
            following = earlier[place + 1].start if place + 1 < len(earlier) else at
            before = self.text[max(last, mention.start - 60) : mention.start]
            after = re.split(r"[.;\n]", self.text[mention.end : min(following, mention.end + 90)])[0]
            if any(wanted <= set(re.findall(r"[a-z]+", piece.lower())) for piece in (before, after)):
                return mention
        return None


def _part(asked: tuple[str, ...], full: str) -> bool:
    """Whether one long word is part of a fuller name."""
    return len(asked) == 1 and len(asked[0]) > 3 and asked[0] in words(full)


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
