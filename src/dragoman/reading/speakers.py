"""Who may have said a quotation. In: a text and its quotations. Out: candidates with readable signs.

The candidates are all whom the text names near a quotation, each with all its mentions ("Kari Dahl", "Dahl"), and the
phrase beside the quotation where that names nobody ("a senior official"). What speaks for each is told in `signs`,
whose weights scripts/fit_speakers.py finds on annotated quotations (`data/speakers.csv`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.reading.descriptions import countries_in, fit
from dragoman.reading.people import AUXILIARY, OFFICE, VERBS, Person, core, described, joined, mentions, untitled
from dragoman.reading.sentences import sentences
from dragoman.reading.signs import Mention, Signs, Surroundings, Told, by_sort
from dragoman.reading.windows import glued
from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.reading.report import Span

_SCENERY = re.compile(r"\b(?:in|at|on|of|to|from|with|for|against|by|over)\s+(?:the\s+)?$", re.I)
_SPEAKS = re.compile(
    r"(?:\s(?:statement|(?:press |news )?release))?(?:\s*,[^,.\n]{2,90},|,|\s\([^)\n]{2,40}\))?"
    rf"\s+{AUXILIARY}{VERBS}\b|: ?[“\"«]"
)
#: Verbs that whoever is spoken to follows, not whoever speaks: "told Al Jazeera".
_ADDRESSED = (
    r"(?:told|tells?|telling|asked|asks|thanked|assured|informed|urged|urging|advised|praised|criticised|criticized|"
    r"accused|congratulated|called|calling|described|describes|describing|branded|branding|questioned|lambasted|blasted|"
    r"slammed|denounced|denouncing|dismissed|warned|promised)"
)
_SPOKEN = re.compile(rf"\b(?!{_ADDRESSED}\b){VERBS}\s+(?:by\s+)?(?:the\s+)?$", re.I)
_VERB = re.compile(rf"{VERBS}\b")
_APPOSES = re.compile(r"\s*,\s+(?:the\s+)?")
_HOLDER = re.compile(r"['’]s [A-Z]")
#: How far before a quotation a candidate is looked for, and how far after it, in code points.
BEFORE, AFTER = 1500, 300


class Speakers:
    """Those whom one text names, and what tells which of them said a quotation."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self._quoted = sorted(quoted)
        found = sorted(_whole([*mentions(text), *described(text)]), key=lambda span: span.start)
        person_of = {span.start: person for person in joined(found) for span in person.mentions}
        holders = _holders(text, found, person_of)
        person_of |= {span.start: holders[key] for span in found if (key := span.text.casefold()) in holders}
        joints = frozenset(glued(text))
        self._mentions = [
            Mention(
                span,
                person_of[span.start],
                speaks=self._says(span, joints),
                scenery=_SCENERY.search(text, max(0, span.start - 14), span.start) is not None,
                quoted=self._inside(span.start),
            )
            for span in found
        ]
        self._sentences = [start for start, _ in sentences(text)]
        self._starts = [span.start for span in found]

    def _says(self, span: Span, joints: frozenset[int]) -> bool:
        """Whether a verb of saying stands beside a mention."""
        if span.end in joints:
            return _VERB.match(self.text, span.end) is not None
        if _SPEAKS.match(self.text, span.end):
            return True
        spoken = _SPOKEN.search(self.text, max(0, span.start - 40), span.start)
        return spoken is not None and not _HOLDER.match(self.text, span.end)

    def _inside(self, at: int) -> bool:
        place = bisect_left(self._quoted, (at + 1, 0)) - 1
        return place >= 0 and self._quoted[place][0] <= at < self._quoted[place][1]

    def whole(self, span: Span) -> Person | None:
        """The person whom a span names, by the mention that it touches."""
        at = bisect_left(self._starts, span.end) - 1
        if at >= 0 and self._mentions[at].span.end > span.start:
            # Of "Norwegian diplomat" the first word alone is a name: it is somebody else's.
            return self._mentions[at].person if self._mentions[at].span.end >= span.end else None
        return None

    def as_called(self, best: Span, told: Told, earlier: Sequence[tuple[int, Span]]) -> Span:
        """The mention of a speaker that the words beside a quotation use, else that of before, else the commonest.

        Of a mention that only begins the name ("Kim", "Mr Prayut") the full name.
        """
        person = self.whole(best)
        if person is None or person.nameless or best is not person.named():
            return best
        if told.sort == "named" and told.phrase is not None and self.whole(told.phrase) is person:
            return untitled(_fuller(told.phrase, person))
        before = next((span for _, span in reversed(earlier) if self.whole(span) is person), None)
        if before is not None:
            return before
        own = {span.start for span in person.mentions}
        free = [m.span for m in self._mentions if m.span.start in own and not m.quoted] or person.mentions
        last, _ = Counter(span.text.split()[-1].casefold() for span in free).most_common(1)[0]
        called = max(
            (span for span in free if span.text.split()[-1].casefold() == last), key=lambda span: len(span.text)
        )
        return untitled(_fuller(called, person))

    def _described(self, told: Told, people: Iterable[Person], start: int) -> Person | None:
        """Whom a description beside a quotation fits best; of several the one last named before it."""
        if told.sort != "description" or told.phrase is None:
            return None
        fitting: list[tuple[int, int, Person]] = []
        for person in people:
            before = [mention for mention in person.mentions if mention.start < start]
            name = person.named().text
            if person.nameless or OFFICE.fullmatch(name) or (countries_in(name) and " " not in name):
                continue
            if before and (degree := fit(told.phrase, before, self.text)):
                fitting.append((degree + (len(core(name)) > 1), before[-1].start, person))
        return max(fitting, key=lambda each: each[:2])[2] if fitting else None

    def candidates(
        self, start: int, end: int, told: Told, earlier: Sequence[tuple[int, Span]], read: Span | None
    ) -> list[tuple[Span, Signs]]:
        """Each who may have said text[start:end], with the signs that speak for it; all values lie from 0 to 1.

        `earlier`: end and speaker of the quotations before; `read`: whom the network took for the speaker.
        """
        first, last = bisect_left(self._starts, start - BEFORE), bisect_left(self._starts, end + AFTER)
        near = [m for m in self._mentions[first:last] if not start <= m.span.start < end]
        before = [(at, span, self.whole(span)) for at, span in earlier]
        around = Surroundings(self.text, start, end, near, before, self._sentences)
        people = {id(m.person): m.person for m in near}
        people |= {id(person): person for _, _, person in before[-3:] if person is not None}
        touched = self.whole(told.phrase) if told.phrase is not None else None
        described = self._described(told, people.values(), start)
        taken = self.whole(read) if read is not None else None
        found: list[tuple[Span, Signs]] = []
        for person in people.values():
            signs = around.signs(person)
            signs["beside it"] = float(person is touched)
            signs["described so"] = float(person is described)
            signs["another is described so"] = float(person is not described and described is not None)
            signs["read"] = float(person is taken)
            found.append((person.named(), signs))
        phrases = [told.phrase] if touched is None and told.phrase is not None and told.sort != "pronoun" else []
        if before and before[-1][2] is None:
            phrases.append(before[-1][1])
        found += [(phrase, around.of_phrase(phrase, told)) for phrase in phrases]
        definite = told.phrase is not None and around.definite(told.phrase)
        return [(span, by_sort(signs, told, definite=definite)) for span, signs in found]


def _whole(found: Sequence[Span]) -> Iterator[Span]:
    """Mentions without those that are part of another: of "a Navy source" the source alone speaks."""
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _holders(text: str, found: Sequence[Span], person_of: Mapping[int, Person]) -> dict[str, Person]:
    """Who holds an office by an apposition: "the Minister of Tourism, Kari Dahl", "Kari Dahl, Minister of Tourism"."""
    holders: dict[str, Person] = {}
    for one, other in pairwise(found):
        if not _APPOSES.fullmatch(text, one.end, other.start):
            continue
        for office, name in ((one, other), (other, one)):
            if (
                OFFICE.fullmatch(office.text)
                and not OFFICE.fullmatch(name.text)
                and len(core(name.text)) > 1
                and not countries_in(name.text)
            ):
                holders.setdefault(office.text.casefold(), person_of[name.start])
    return holders


def _fuller(called: Span, person: Person) -> Span:
    """The full name that one word begins: of "Kim" and "Mr Prayut", "Kim Hyun-sook" and "Prayut Chan-o-cha"."""
    words = core(called.text)
    longer = [m for m in person.mentions if core(m.text)[:1] == words and len(core(m.text)) > 1]
    return max(longer, key=lambda m: (len(core(m.text)), -m.start), default=called)


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
