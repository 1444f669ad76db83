"""Who may have said a quotation, and how likely. In: a text and its quotations. Out: candidates with readable signs.

The candidates are all whom the text names near a quotation, each with all its mentions ("Kari Dahl", "Dahl"), and the
phrase beside the quotation where that names nobody ("a senior official"). A multinomial logit over few signs ("stands
right before a verb of saying after it", "spoke last") chooses; scripts/fit_speakers.py finds its weights
(`data/speakers.csv`) on annotated quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.reading.people import AUXILIARY, VERBS, Person, core, described, joined, mentions, untitled
from dragoman.reading.windows import glued
from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reading.report import Span

Signs = dict[str, float]

_BODY = re.compile(
    r"\b(?:Ministry|Department|Company|Corporation|Party|Committee|Commission|Council|Office|Agency|University|Bank|"
    r"Union|Association|Institute|Court|Police|Embassy|Government|Group|Organi[sz]ation|Foundation|Federation|Centre|"
    r"Center|Times|Post|News|Daily|House|Army|Nations?|Authority|Board|Service|Sinmun)\b|^[A-Z]{2,}$"
)
#: Descriptions of a body, where those of a person are all others.
_OF_BODY = re.compile(
    r"\b(?:company|ministry|statement|release|department|government|agency|group|party|committee|embassy|police|firm|"
    r"council|commission|union|organi[sz]ation|newspaper|daily|report|army|court|it|document|article|commentary)$",
    re.I,
)
_SCENERY = re.compile(r"\b(?:in|at|on|of|to|from|with|for|against|by|over)\s+(?:the\s+)?$", re.I)
_SPEAKS = re.compile(rf"(?:\s*,[^,.\n]{{2,90}},|,|\s\([^)\n]{{2,40}}\))?\s+{AUXILIARY}{VERBS}\b|: ?[“\"«]")
_PRONOUN_FIRST = re.compile(r"[“\"«\s]*(?:He|She|They|It|His|Her|Their|Its)\b|\s*[“\"«]")
_QUALIFIES = re.compile(r"(?:an|ese|ish|ic|i|U\.?S\.?|UN|EU|UK)$")
_SPOKEN = re.compile(rf"\b{VERBS}\s+(?:by\s+)?(?:the\s+)?$", re.I)
_INDEFINITE = re.compile(r"\b(?:an?|one|another|some|several|two)\s+(?:\w+\s+)?", re.I)
_VERB = re.compile(rf"{VERBS}\b")
_HOLDER = re.compile(r"['’]s [A-Z]")
_MARKS = re.compile("[“”„«»\"]|''")
_STOP = re.compile(r"[.!?;][\"”’»)]*\s|\n")
#: How far before a quotation a candidate is looked for, and how far after it, in code points.
BEFORE, AFTER = 1500, 300
#: What passes between two quotations of one speaker at most.
NEAR = 160


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a quotation: the phrase with the verb of saying, and of what sort it is."""

    sort: str
    """named, pronoun, description or none."""
    phrase: Span | None = None
    after: bool = False
    """Whether it follows the quotation."""


class Speakers:
    """Those whom one text names, and what tells which of them said a quotation."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self._quoted = sorted(quoted)
        found = sorted([*mentions(text), *described(text)], key=lambda mention: (mention.start, mention.end))
        self._starts = [mention.start for mention in found]
        self._people = joined(found)
        self._of = {mention.start: person for person in self._people for mention in person.mentions}
        self._mentions = found
        joints = frozenset(glued(text))
        self._speaks = {m.start for m in found if self._says(m, joints)}
        self._scenery = {m.start for m in found if _SCENERY.search(text, max(0, m.start - 14), m.start)}
        self._within = {m.start for m in found if self._inside(m.start)}

    def _says(self, mention: Span, joints: frozenset[int]) -> bool:
        """Whether a verb of saying stands beside a mention."""
        if mention.end in joints:
            return _VERB.match(self.text, mention.end) is not None
        if _SPEAKS.match(self.text, mention.end):
            return True
        spoken = _SPOKEN.search(self.text, max(0, mention.start - 40), mention.start)
        return spoken is not None and not _HOLDER.match(self.text, mention.end)

    def _inside(self, at: int) -> bool:
        place = bisect_left(self._quoted, (at + 1, 0)) - 1
        return place >= 0 and self._quoted[place][0] <= at < self._quoted[place][1]

    def whole(self, span: Span) -> Person | None:
        """The person whom a span names, by the mention that it touches."""
        at = bisect_left(self._starts, span.end) - 1
        if at >= 0 and self._mentions[at].end > span.start:
            # Of "Norwegian diplomat" the first word alone is a name: it is somebody else's.
            return self._of[self._mentions[at].start] if self._mentions[at].end >= span.end else None
        return None

    def as_called(self, best: Span, told: Told, earlier: Sequence[tuple[int, Span]]) -> Span:
        """The mention of a speaker that the words beside a quotation use, else that of before, else the commonest."""
        person = self.whole(best)
        if person is None or best is not person.named():
            return best
        if told.sort == "named" and told.phrase is not None and self.whole(told.phrase) is person:
            return untitled(_with_given(told.phrase, person))
        before = next((span for _, span in reversed(earlier) if self.whole(span) is person), None)
        if before is not None:
            return before
        free = [m for m in person.mentions if m.start not in self._within] or person.mentions
        last, _ = Counter(m.text.split()[-1].casefold() for m in free).most_common(1)[0]
        return untitled(max((m for m in free if m.text.split()[-1].casefold() == last), key=lambda m: len(m.text)))

    def _so(self, person: Person, phrase: Span | None) -> bool:
        """Whether the last word of a description stands in or beside a mention of a person: "the minister"."""
        if phrase is None:
            return False
        word = re.compile(rf"\b{re.escape(phrase.text.split()[-1])}\b", re.I)
        return any(
            word.search(self.text, max(0, m.start - 40), min(m.end + 60, max(m.end, phrase.start - 1)))
            for m in person.mentions
        )

    def candidates(
        self, start: int, end: int, told: Told, earlier: Sequence[tuple[int, Span]], read: Span | None
    ) -> list[tuple[Span, Signs]]:
        """Each who may have said text[start:end], with the signs that speak for it; all values lie from 0 to 1.

        `earlier`: end and speaker of the quotations before; `read`: whom the network took for the speaker.
        """
        first, last = bisect_left(self._starts, start - BEFORE), bisect_left(self._starts, end + AFTER)
        near = [m for m in self._mentions[first:last] if not start <= m.start < end]
        around = _Around(self, start, end, near, earlier)
        people = {id(self._of[m.start]): self._of[m.start] for m in near}
        spoken = [self.whole(span) for _, span in earlier[-3:]]
        people |= {id(person): person for person in spoken if person is not None}
        found: list[tuple[Span, Signs]] = []
        touched = self.whole(told.phrase) if told.phrase is not None else None
        taken = self.whole(read) if read is not None else None
        for person in people.values():
            signs = around.signs(person)
            signs["beside it"] = float(person is touched)
            signs["read"] = float(person is taken)
            signs["described so"] = float(told.sort == "description" and self._so(person, told.phrase))
            found.append((person.named(), signs))
        phrases = (
            [told.phrase]
            if touched is None and told.phrase is not None and told.sort in ("description", "named")
            else []
        )
        if earlier and spoken[-1] is None:
            phrases.append(earlier[-1][1])
        found += [(phrase, around.of_phrase(phrase, told, earlier)) for phrase in phrases]
        return [(span, _by_sort(signs, told)) for span, signs in found]


class _Around:
    """What stands around one quotation."""

    def __init__(
        self, speakers: Speakers, start: int, end: int, near: Sequence[Span], earlier: Sequence[tuple[int, Span]]
    ) -> None:
        self._all, self.start, self.end, self.earlier = speakers, start, end, earlier
        text = speakers.text
        spoken = [m for m in near if m.start not in speakers._within]
        before, after = [m for m in spoken if m.end <= start], [m for m in spoken if m.start >= end]
        stops = [stop.end() for stop in _STOP.finditer(text, max(0, start - 800), start)]
        sentence = stops[-1] if stops else max(0, start - 800)
        previous = stops[-2] if len(stops) > 1 else 0
        paragraph = text.rfind("\n", 0, start) + 1
        earlier_paragraph = text.rfind("\n", 0, max(0, paragraph - 1)) + 1
        speaks = speakers._speaks
        free = [m for m in before if m.start not in speakers._scenery]
        here = [m for m in before if m.start >= sentence]
        self.picks: dict[str, Person | None] = {
            "first in sentence": self._person(here[:1]),
            "last in sentence": self._person(here[-1:]),
            "subject in sentence": self._person([m for m in here if m.start in speaks][-1:]),
            "last to speak": self._person([m for m in before if m.start in speaks][-1:]),
            "next to speak": self._person([m for m in after if m.start in speaks][:1]),
            "first in sentence before": self._person([m for m in before if previous <= m.start < sentence][:1]),
            "free in sentence before": self._person([m for m in free if previous <= m.start < sentence][:1]),
            "first in paragraph": self._person([m for m in free if m.start >= paragraph][:1]),
            "first in paragraph before": self._person(
                [m for m in free if earlier_paragraph <= m.start < paragraph][:1]
            ),
            "last named": self._person(before[-1:]),
            "last named, free": self._person(free[-1:]),
            "last named, of two words": self._person([m for m in free if len(core(m.text)) > 1][-1:]),
        }
        self.picks["subject by pronouns"] = self._subject(sentence, free)
        self.close = {id(speakers._of[m.start]) for m in before if m.end > start - NEAR}
        self.following = {id(speakers._of[m.start]) for m in after if m.start < end + 80}
        self.counts = Counter(id(speakers._of[m.start]) for m in spoken)
        self.spoken = [speakers.whole(span) for _, span in earlier]
        self.gone_on = self._gone_on()

    def _person(self, mentions: Sequence[Span]) -> Person | None:
        return self._all._of[mentions[0].start] if mentions else None

    def _subject(self, at: int, free: Sequence[Span]) -> Person | None:
        """The first named in the last sentence before `at` that begins with neither a pronoun nor a quotation."""
        text = self._all.text
        for _ in range(8):
            before = list(_STOP.finditer(text, max(0, at - 600), max(0, at - 1)))
            begin = before[-1].end() if before else 0
            named = [m for m in free if begin <= m.start < at]
            if named and not _PRONOUN_FIRST.match(text, begin):
                return self._all._of[named[0].start]
            if begin == 0:
                return None
            at = begin
        return None

    def _gone_on(self) -> Signs:
        """How the quotation before stands to this one."""
        if not self.earlier:
            return {}
        between = self._all.text[self.earlier[-1][0] : self.start]
        return {
            "spoke last": 1.0,
            "spoke last, near": float(len(between) <= NEAR),
            "spoke last, in paragraph": float("\n" not in between),
            "spoke last, without a mark between": float(not _MARKS.search(between)),
            "spoke last, nothing between": float(len(between.split()) <= 1),
        }

    def signs(self, person: Person) -> Signs:
        """The signs of one person."""
        found = {name: 1.0 for name, picked in self.picks.items() if picked is person}
        if self.spoken and self.spoken[-1] is person:
            found |= self.gone_on
        number = len(person.mentions)
        name = person.named().text
        found |= {
            "spoke before": float(any(other is person for other in self.spoken)),
            "near before": float(id(person) in self.close),
            "near after": float(id(person) in self.following),
            "share": self.counts[id(person)] / (sum(self.counts.values()) or 1),
            "often scenery": sum(m.start in self._all._scenery for m in person.mentions) / number,
            "often quoted": sum(m.start in self._all._within for m in person.mentions) / number,
            "often speaks": sum(m.start in self._all._speaks for m in person.mentions) / number,
            "of two words": float(len(core(name)) > 1),
            "a body": float(bool(_BODY.search(name))),
            "nameless": float(person.nameless),
            "qualifies": float(bool(_QUALIFIES.search(name)) and " " not in name),
            "titled": float(any(len(core(m.text)) < len(m.text.split()) for m in person.mentions)),
        }
        return found

    def of_phrase(self, phrase: Span, told: Told, earlier: Sequence[tuple[int, Span]]) -> Signs:
        """The signs of somebody without a name."""
        text = self._all.text
        signs = {
            "no name": 1.0,
            "no name, indefinite": float(_INDEFINITE.search(text, max(0, phrase.start - 16), phrase.end) is not None),
            "no name, beside it": float(phrase is told.phrase),
        }
        if earlier and phrase is earlier[-1][1]:
            signs |= self.gone_on
        return signs


def _with_given(called: Span, person: Person) -> Span:
    """The full name where a family name that many bear begins it: "Kim" is said, and "Kim Hyun-sook" is written."""
    full = (m for m in person.mentions if re.match(rf"{re.escape(called.text)} [A-Z]\w+-\w+$", m.text))
    return next(full, called)


def _by_sort(signs: Signs, told: Told) -> Signs:
    """The signs, and the same for the sort of words that stand beside the quotation alone."""
    sort = told.sort
    if sort in ("pronoun", "description") and told.phrase is not None and _OF_BODY.search(told.phrase.text):
        sort = "body"
    if sort == "named" and told.after:
        sort = "named after"
    return signs | {f"{sort}: {name}": value for name, value in signs.items()}


@cache
def weights() -> dict[str, float]:
    """The weight of each sign."""
    return {row["sign"]: float(row["weight"]) for row in rows("speakers.csv", "dragoman.reading.data")}


def likeliest(found: Sequence[tuple[Span, Signs]]) -> Span | None:
    """The candidate for which most speaks; None where there is none."""
    if not found:
        return None
    weighed = weights()
    return max(found, key=lambda each: sum(weighed.get(name, 0.0) * value for name, value in each[1].items()))[0]
