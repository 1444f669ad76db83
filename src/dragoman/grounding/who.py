"""Which country or organisation a participant acts for. In: a participant and its document's cues.

Tried in turn, and the first that answers counts: the phrase's own words ("Russian Embassy in Pyongyang": the
sending state, not the host), its office and the words next to it, other mentions of the same person, the
register of office-holders, and at last what the document and its outlet are about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding.cues import SURE, Cue, Sense, cues, families, held, outlet_country
from dragoman.vocabulary import rank_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dragoman.documents.document import Document
    from dragoman.reading.report import Participant


class Resolution(NamedTuple):
    """A country or organisation, how it was reached, and how sure that is (share right on gold spans)."""

    code: str | None
    basis: str | None
    confidence: float


#: Share of resolutions that are right by basis, measured by `benchmarks/grounding.py` on the training part.
SURENESS = {
    "name": 0.97,
    "adjective": 0.97,
    "demonym": 0.96,
    "capital": 0.93,
    "organisation": 0.96,
    "body": 0.96,
    "office": 0.95,
    "document": 0.9,
    "register": 0.93,
    "place": 0.85,
    "outlet": 0.85,
    "topic": 0.6,
}

#: Words before a name that say where somebody is, or to whom an office is, not for whom he acts.
_ELSEWHERE = re.compile(
    r"\b(?:in|to|at|with|against|on|for|towards?|into|near|visiting|over|about|between|supporting)\s+(?:the\s+|its\s+)?$",
    re.I,
)
#: A post abroad, whose only country may be the one where it is: "its mission at the European Union".
_POST = re.compile(r"\b(?:embass|ambassador|mission\b|consul|envoy|delegation|representative|diplomat)", re.I)
#: Joined to a country's name, these say who is behind somebody, not who he is: "Russian-backed".
_BEHIND = re.compile(r"[-‑](?:backed|linked|based|born|sponsored|allied|funded|supported|educated|run|made|bound)\b")
#: Those who are of many countries or of none.
_MANY = re.compile(
    r"\b(?:international community|corps|foreign(?! (?:minist|affairs|office|secretary|trade|policy|relations))|"
    r"(?:various|many|several|some|other|all|neighbou?ring|participating|\d+) (?:\w+ )?(?:countries|nations|states)|"
    r"western|the west|^west$|allies|world|global|"
    r"(?:european|arab|african|asian|gulf|latin american) "
    r"(?:governments|capitals|nations|leaders|powers|foreign ministers)|"
    r"ambassadors|diplomats|diplomatic envoys|"
    r"countries|nations|overseas|enem(?:y|ies)|forces of evil|participants|partners|vassal|followers|"
    r"humankind|mankind|progressive|donors|personages|speakers|investors|terrorists|attackers|migrants|refugees)\b",
    re.I,
)
#: Words that may stand between a country and the one who acts for it ("Russian deputy foreign minister Ivanov").
_ROLE = re.compile(
    r"\b(?:leader|official|officials|diplomats?|delegat\w+|envoys?|spokes\w+|general|troops|forces|army|government|"
    r"national|citizens?|nationals|politicians?|lawmakers?|expert|professor|dictator|tycoon|activists?|opposition|"
    r"counterparts?|judge|prosecutor|lawyer|police|party|king|queen|prince|emir|lord|sir|president-elect|candidate|star|"
    r"rebel|warlord|cleric|journalists?|negotiators?|side|academic|scientist|writer|singer|player|coach|strongman|chief)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<![A-Z.][A-Z])(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St))[.!?;:]['\"”’)]*\s|\n")
#: The two halves of a divided country call each other by where they lie.
_DIVIDED = frozenset({"PRK", "KOR"})
_HALF = re.compile(r"\b(?:north|south)\b", re.I)
#: A verb or a preposition between a country and a name: they are two.
_APART = re.compile(
    r"\b(?:met|meets|meeting|with|told|said|says|by|to|from|received|receives|visited|that|who|whom|is|was|were|has|had|on|"
    r"in|at|accus\w+|urg\w+|invit\w+|call\w*|thank\w*|ask\w*|after|when|because|but|as|hopes|sent|held|against)\b"
)
#: Societies of people who live abroad act for the country where they live.
_RESIDENTS = re.compile(
    r"\b(?:residents|nationals|Koreans|compatriots|Korean\b.*\b(?:Association|Union|League|Federation|Society|Women|Youth|"
    r"Commerce|Chamber|Teachers|Students|Organization)\b.*|(?:Association|Union|League|Federation)\b.*\bKorean\b.*)"
    r"\s+(?:resident |residing |living )?in (?:the )?$"
)
_OWN = re.compile(r"\b(?:our|here|this country|home|the country)\b", re.I)


#: Countries whose outlets write from the state's own place: an undescribed ministry is theirs.
STATE_MEDIA = frozenset({"PRK", "CHN", "CUB", "SYR", "IRN", "LAO", "VNM", "ERI", "TKM", "BLR"})


@dataclass(slots=True)
class Scene:
    """What one document says of who is who."""

    document: Document
    found: list[Cue]
    starts: list[int]
    home: str | None
    """The outlet's country."""
    topics: list[str]
    """The countries and organisations that the document names, the most named first."""

    @classmethod
    def of(cls, document: Document) -> Scene:
        """Find every cue of the document once."""
        home = outlet_country(document.outlet)
        found = [_at_home(cue, home) for cue in cues(document.text)]
        named = Counter(cue.code for cue in found if cue.kind in SURE and cue.code)
        if document.title:
            named.update(cue.code for cue in cues(document.title) if cue.kind in SURE and cue.code)
        topics = [code for code, _ in named.most_common()]
        return cls(document, found, [cue.start for cue in found], home, topics)

    def cues_of(self, phrase: str) -> list[Cue]:
        """Cues of a phrase that need not stand in the text, read as the outlet means them."""
        return [_at_home(cue, self.home) for cue in cues(phrase)]

    def between(self, start: int, end: int) -> list[Cue]:
        """Cues that lie within [start, end)."""
        first = bisect_left(self.starts, start)
        return [cue for cue in self.found[first : bisect_left(self.starts, end)] if cue.end <= end]


def resolve(participant: Participant, scene: Scene, others: Collection[str] = ()) -> Resolution:
    """The country or organisation that a participant acts for; `others` are those of the other side.

    Returns (None, None, 0) where nothing tells.
    """
    person = participant.kind == "person" or participant.name is not None
    return (
        _by_own_words(participant, scene)
        or (None if person else _by_holder(participant, scene))
        or _by_office(participant, scene, person=person)
        or (_by_name(participant, scene) if person else None)
        or _by_place(participant, scene)
        or (Resolution(None, None, 0.0) if _MANY.search(participant.text) else None)
        or _by_document(participant, scene, others)
    )


def _by_own_words(participant: Participant, scene: Scene) -> Resolution | None:
    start, end = participant.start, participant.end
    own = acts_for(scene.document.text[start:end], [_moved(cue, -start) for cue in scene.between(start, end)])
    return Resolution(own.code or None, own.kind, SURENESS.get(own.kind, 0.9)) if own else None


def _by_holder(participant: Participant, scene: Scene) -> Resolution | None:
    """Whose it is: "the Assad regime", "the Lee Myung Bak group"; or which half of a divided country."""
    text = scene.document.text
    holders = [cue for cue in scene.between(participant.start, participant.end) if cue.kind == "person"]
    if holders and (holder := registered(text[holders[0].start : holders[0].end], scene)) is not None:
        return Resolution(holder.code, "register", SURENESS["register"])
    if scene.home in _DIVIDED and (half := _HALF.search(text, participant.start, participant.end)) is not None:
        return Resolution("PRK" if half.group().lower() == "north" else "KOR", "name", SURENESS["name"])
    return None


def _by_office(participant: Participant, scene: Scene, *, person: bool) -> Resolution | None:
    if participant.title and (office := acts_for(participant.title, scene.cues_of(participant.title))) is not None:
        return Resolution(office.code, "office", SURENESS["office"])
    beside = _beside(scene.document.text, participant.start, participant.end, scene)
    if beside is not None and (person or not _MANY.search(participant.text)):
        return Resolution(beside.code, "office", SURENESS["office"])
    return None


def _by_name(participant: Participant, scene: Scene) -> Resolution | None:
    name = participant.name or participant.text
    person = registered(name, scene) if name.strip() else None
    known = person.code if person else None
    if known is not None and (" " in name or known in scene.topics):
        return Resolution(known, "register", SURENESS["register"])
    if (elsewhere := _elsewhere(name, participant.start, scene)) is not None:
        return Resolution(elsewhere, "document", SURENESS["document"])
    return Resolution(known, "register", SURENESS["register"]) if known is not None else None


def _by_place(participant: Participant, scene: Scene) -> Resolution | None:
    for cue in scene.between(participant.start, participant.end):
        if cue.kind == "place" and (code := meant(cue, scene)) in (*scene.topics, scene.home):
            return Resolution(code, "place", SURENESS["place"])
    return None


def acts_for(phrase: str, found: Sequence[Cue]) -> Cue | None:
    """Of the cues of a phrase the one that it acts for: the sending state, not the host or the addressee."""
    sure = [cue for cue in found if cue.kind in SURE and not _BEHIND.match(phrase, cue.end)]
    if not sure:
        return None
    for cue in sure[1:]:
        if _RESIDENTS.search(phrase, 0, cue.start):
            return cue
    acting = [cue for cue in sure if not _ELSEWHERE.search(phrase, 0, cue.start)]
    if not acting:
        return None if _POST.search(phrase) else sure[0]
    first = acting[0]
    if first.kind in ("organisation", "body"):
        # "the Security Council of the Russian Federation": the body of the one named after it.
        for cue in acting[1:]:
            if cue.kind == "name" and re.search(r"\bof (?:the )?$", phrase[first.end : cue.start]):
                return cue
    return first


def _at_home(cue: Cue, home: str | None) -> Cue:
    """A name that two countries share, read as the outlet's own: "Korea" in the north and in the south."""
    kind = cue.kind
    if kind not in SURE or len(cue.senses) < 2 or home == cue.code:
        return cue
    own = [sense for sense in cue.senses if sense.kind == kind and sense.code == home]
    return Cue(cue.start, cue.end, (*own, *cue.senses)) if own else cue


def _moved(cue: Cue, by: int) -> Cue:
    return Cue(cue.start + by, cue.end + by, cue.senses)


def _beside(text: str, start: int, end: int, scene: Scene) -> Cue | None:
    """The cue that an office or apposition right before or after [start, end) holds."""
    before = [cue for cue in scene.between(max(0, start - 90), start) if cue.kind in SURE]
    if before:
        cue = before[-1]
        gap = text[cue.end : start]
        inner = gap.rstrip().removesuffix(",")
        if re.search(r"\b(?:headed|led) by $", gap) and not _SENTENCE_END.search(gap):
            return cue
        if (
            not _SENTENCE_END.search(gap)
            and "," not in inner
            and not _APART.search(gap)
            and len(gap.split()) <= 7
            and not _BEHIND.match(text, cue.end)
            and (not gap.strip(" '’s") or _ROLE.search(gap) or rank_of(gap) < 5)
            and not (cue.kind in ("name", "capital") and _ELSEWHERE.search(text, max(0, cue.start - 20), cue.start))
        ):
            return cue
    stop = _SENTENCE_END.search(text, end)
    limit = min(stop.start() + 1 if stop else len(text), end + 120)
    rest = text[end:limit]
    if (of := re.match(r"\s+(?:of|from)\s+(?:the\s+)?|\s*\((?:the\s+)?", rest)) is not None:
        after = scene.between(end + of.end(), limit)
        if after and after[0].start == end + of.end() and after[0].kind in SURE:
            return after[0]
    if rest.startswith(", "):
        closing = rest.find(",", 2)
        piece = rest[2 : closing if closing > 0 else len(rest)]
        opening = " ".join(piece.split()[:5])
        if _ROLE.search(opening) or rank_of(opening) < 5:
            return acts_for(piece, [_moved(cue, -end - 2) for cue in scene.between(end + 2, end + 2 + len(piece))])
    return None


def _elsewhere(name: str, start: int, scene: Scene) -> str | None:
    """The country that other mentions of the person in the document say, the nearest first."""
    text = scene.document.text
    words = name.split()
    asked = [name] if name in text else []
    if len(words) > 1 or not asked:
        asked.append(words[-1])
    votes: Counter[str] = Counter()
    for wanted in asked:
        for match in re.finditer(r"(?<!\w)" + re.escape(wanted) + r"(?!\w)", text):
            if match.start() == start:
                continue
            first = match.start()
            # The mention may begin with a given name: "Russian President Vladimir Putin" for "Putin".
            given = re.search(r"(?:[A-Z][\w.'’-]+\s+){1,2}$", text[max(0, first - 40) : first])
            for begin in {first, first - len(given.group())} if given else {first}:
                cue = _beside(text, begin, match.end(), scene)
                if cue is not None:
                    votes[cue.code] += 1
        if votes:
            break
    return votes.most_common(1)[0][0] if votes else None


def registered(name: str, scene: Scene) -> Sense | None:
    """The office-holder of this name at the document's time, by the register."""
    day = scene.document.published
    senses = [sense for cue in cues(name) for sense in cue.senses if sense.kind == "person"]
    senses = senses or _of_family(name)
    held_then = [sense for sense in senses if held(sense, day)] or ([] if len({s.code for s in senses}) > 1 else senses)
    for code in scene.topics:
        for sense in held_then:
            if sense.code == code:
                return sense
    return held_then[0] if held_then else None


def _of_family(name: str) -> list[Sense]:
    """Persons of the register with this family name, and with its given names where it has any.

    Many share a family name: "Alejandro Zelaya" is not the Zelaya of the register.
    """
    words = name.split()
    for word in (words[-1], re.sub(r"^[AaEe]l-", "", words[-1]), words[0]):
        found = [
            sense
            for family, sense in families().get(word, ())
            if len(words) == 1 or _compatible({w for w in words if w != word}, set(family.split()))
        ]
        if found:
            return found
    return []


def _compatible(given: set[str], full: set[str]) -> bool:
    """Whether one of the given names is of the full name, or its initial, or only a form of address."""
    initials = {word[0] for word in full}
    return any(
        word in full or (len(word.rstrip(".")) == 1 and word[0] in initials) or rank_of(word) < 5 or word in _ADDRESS
        for word in given
    )


_ADDRESS = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sir Lord Lady Comrade Marshal General Gen. Sheikh Shaikh Prof.".split()
)


def meant(cue: Cue, scene: Scene) -> str:
    """Of the places of one name that in a country that the document names; else the largest.

    A small namesake does not count beside a great city: Geneva is in Switzerland in a text on the United States.
    """
    places = [sense for sense in cue.senses if sense.kind == "place"] or list(cue.senses)
    for sense in places:
        if (sense.code in scene.topics or sense.code == scene.home) and 20 * sense.weight >= places[0].weight:
            return sense.code
    return places[0].code


def _by_document(participant: Participant, scene: Scene, others: Collection[str]) -> Resolution:
    """What remains for "the Foreign Ministry": the country last named, the outlet's, the document's."""
    text = scene.document.text
    if scene.home and _OWN.search(participant.text):
        return Resolution(scene.home, "outlet", SURENESS["outlet"])
    begin = participant.start
    for stop in _SENTENCE_END.finditer(text, max(0, begin - 400), begin):
        sentence = stop.end()
        break
    else:
        sentence = max(0, begin - 400)
    near = [c for c in scene.between(sentence, begin) if c.kind in SURE and c.code and c.code not in others]
    if scene.home in STATE_MEDIA and scene.home not in others:
        return Resolution(scene.home, "outlet", SURENESS["outlet"])
    if scene.home and scene.home not in others and min(rank_of(participant.text), rank_of(participant.title or "")) < 5:
        # "Prime Minister Madbouli", and no word of which country: the one where the paper is printed.
        return Resolution(scene.home, "outlet", SURENESS["outlet"])
    if near:
        return Resolution(near[-1].code, "document", SURENESS["topic"])
    for code in scene.topics:
        if code not in others:
            return Resolution(code, "document", SURENESS["topic"])
    return Resolution(None, None, 0.0)
