"""What one document says of who is who. In: a document and a register. Out: its cues, home and topics, found once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE, Cue, cues
from dragoman.grounding.registers import builtin
from dragoman.grounding.stops import sentence_around
from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from dragoman.documents.document import Document
    from dragoman.grounding.register import Register

#: Countries whose outlets write from the state's own place: an undescribed ministry is theirs.
STATE_MEDIA = frozenset({"PRK", "CHN", "CUB", "SYR", "IRN", "LAO", "VNM", "ERI", "TKM", "BLR"})
#: A town or a body that is part of a person's name: "Nasser Al-Muhammad Al-Ahmad Al-Jaber Al-Sabah".
_ARTICLE = re.compile(r"\b(?:(?:[Aa]l|[Ee]l|[Bb]in|[Ii]bn|[Aa]bu)[\s-]*|(?:Sheikh|Shaikh|Emir|Amir)\s+)$")
_NAME_GOES_ON = re.compile(r"\s+(?:[Aa]l|[Ee]l|[Bb]in|[Ii]bn)[\s-]+[A-Z]")
#: Agencies and stations whose stories and questions others print.
_AGENCIES = frozenset(
    ("Reuters", "AFP", "Associated Press", "Xinhua", "Yonhap", "ITAR-TASS", "Interfax", "Kyodo", "Anadolu", "IRNA")
)
_PARTS_OF_NAMES = frozenset({"body", "place", "region"})
_NAMES = frozenset({"name", "adjective"})
#: How many times as large as its namesakes a place is that is meant by its name alone.
NAMESAKES = 20


@dataclass(slots=True)
class Scene:
    """What one document says of who is who."""

    document: Document
    register: Register
    found: list[Cue]
    starts: list[int]
    home: str | None
    """The outlet's country."""
    topics: list[str]
    """The countries and organisations that the document names, the most named first."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each is named."""

    @classmethod
    def of(cls, document: Document, register: Register | None = None) -> Scene:
        """Find every cue of the document once. Without a register, the package's own."""
        register = builtin() if register is None else register
        home = outlet_country(document.outlet)
        text = document.text
        found = [_at_home(cue, home) for cue in cues(text, register) if not _in_name(cue, text)]
        told = [cue for cue in found if not _teller(cue, text)]
        shared = {id(cue) for cue in found if _ambiguous(cue, home)}
        plain = Counter(cue.code for cue in told if cue.kind in SURE and id(cue) not in shared)
        found = [_of_topic(cue, plain) if id(cue) in shared else cue for cue in found]
        counts = Counter(cue.code for cue in found if cue.kind in SURE and cue.code and not _teller(cue, text))
        if document.title:
            counts.update(cue.code for cue in cues(document.title, register) if cue.kind in SURE and cue.code)
        topics = [code for code, _ in counts.most_common()]
        return cls(document, register, found, [cue.start for cue in found], home, topics, counts)

    def cues_of(self, phrase: str) -> list[Cue]:
        """Cues of a phrase that need not stand in the text, read as the outlet means them."""
        return [_at_home(cue, self.home) for cue in cues(phrase, self.register) if not _in_name(cue, phrase)]

    def between(self, start: int, end: int) -> list[Cue]:
        """Cues that lie within [start, end)."""
        first = bisect_left(self.starts, start)
        return [cue for cue in self.found[first : bisect_left(self.starts, end)] if cue.end <= end]

    def covering(self, at: int) -> Cue | None:
        """The cue that begins before a position and ends behind it: "south Korea" at "Korea"."""
        before = bisect_left(self.starts, at) - 1
        return self.found[before] if before >= 0 and self.found[before].end > at else None

    def touching(self, start: int, end: int) -> list[Cue]:
        """Cues within [start, end), and the one that begins there and ends in the same word: "Ecuador|ian"."""
        first = bisect_left(self.starts, start)
        found = self.found[first : bisect_left(self.starts, end)]
        return [cue for cue in found if cue.end <= end or self.document.text[end : cue.end].isalpha()]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a position, roughly."""
        return sentence_around(self.document.text, at, at)


def _in_name(cue: Cue, text: str) -> bool:
    return cue.kind in _PARTS_OF_NAMES and (
        _ARTICLE.search(text, max(0, cue.start - 9), cue.start) is not None
        or _NAME_GOES_ON.match(text, cue.end) is not None
    )


def _teller(cue: Cue, text: str) -> bool:
    """Whether it names the agency that tells a story, which makes its country no topic: "OSLO (Reuters) - …"."""
    return cue.kind == "body" and text[cue.start : cue.end] in _AGENCIES


def _ambiguous(cue: Cue, home: str | None) -> bool:
    """Whether a name is that of several: "SDF" in Japan and in Syria, "Korean" but where the outlet is of one."""
    codes = {sense.code for sense in cue.senses if sense.kind in SURE}
    return len(codes) > 1 and (cue.kind in ("body", "organisation") or (cue.kind in _NAMES and home not in codes))


def _of_topic(cue: Cue, counts: Counter[str]) -> Cue:
    """A name of several, read as that of the country that the document names oftenest."""
    most = max(cue.senses, key=lambda sense: counts[sense.code] if sense.kind in SURE else -1)
    return Cue(cue.start, cue.end, (most, *(sense for sense in cue.senses if sense is not most)))


def _at_home(cue: Cue, home: str | None) -> Cue:
    """A name that two countries share, read as the outlet's own: "Korea" in the north and in the south."""
    kind = cue.kind
    if kind not in SURE or len(cue.senses) < 2 or home == cue.code:
        return cue
    own = [sense for sense in cue.senses if sense.kind == kind and sense.code == home]
    return Cue(cue.start, cue.end, (*own, *cue.senses)) if own else cue


def meant(cue: Cue, scene: Scene) -> str:
    """Of the places of one name that in a country that the document names; else the largest.

    A small namesake does not count beside a great city: Geneva is in Switzerland in a text on the United States.
    """
    places = [sense for sense in cue.senses if sense.kind == "place"] or list(cue.senses)
    for sense in places:
        if (sense.code in scene.topics or sense.code == scene.home) and NAMESAKES * sense.weight >= places[0].weight:
            return sense.code
    return places[0].code


@cache
def _outlets() -> tuple[tuple[str, str], ...]:
    """(pattern, country) of the outlets that are known; a pattern that ends in "*" is a prefix."""
    found = rows("outlets.csv", "dragoman.grounding.data")
    return tuple((row["pattern"].lower(), row["country"]) for row in found)


def outlet_country(outlet: str | None) -> str | None:
    """The country from which an outlet writes, or None."""
    name = re.sub(r"[ _-]*\d+$", "", (outlet or "").strip()).lower()
    for pattern, country in _outlets():
        if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1])):
            return country
    return None
