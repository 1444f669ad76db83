"""Which country or organisation a participant acts for. In: a participant and its document's scene.

Tried in turn, and the first that answers counts: the phrase's own words ("Russian Embassy in Pyongyang": the
sending state, not the host), its office and the words next to it, the register of office-holders, other mentions of
the same person, and at last what the document and its outlet are about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding import besides, nearness
from dragoman.grounding.besides import scene_cues
from dragoman.grounding.cues import SURE
from dragoman.grounding.names import alike, words
from dragoman.grounding.nearness import MANY, MINISTRY
from dragoman.grounding.phrases import acts_for, surroundings
from dragoman.grounding.scenes import NAMESAKES, STATE_MEDIA, Scene, meant
from dragoman.grounding.sureness import sureness

if TYPE_CHECKING:
    from collections.abc import Collection

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.people import People
    from dragoman.grounding.register import Person
    from dragoman.reading.report import Participant


class Resolution(NamedTuple):
    """A country or organisation, how it was reached, and how sure that is (share right on gold spans)."""

    code: str | None
    basis: str | None
    confidence: float


NOBODY = Resolution(None, None, 0.0)

#: The two halves of a divided country call each other by where they lie.
_DIVIDED = frozenset({"PRK", "KOR"})
_HALF = re.compile(r"\b(?:north|south)(?:ern(?:ers)?)?\b", re.I)
#: What the north calls whatever belongs to the south's state: "chiefs of staff of the puppet ground force".
_PUPPET = re.compile(r"\bpuppet\b")
#: What is somebody's: "the Assad regime", "the Lee Myung Bak group".
_SOMEBODYS = re.compile(
    r"\s+(?:puppet\s+|military\s+|fascist\s+|conservative\s+|bellicose\s+)*"
    r"(?:regime|government|group|clique|administration|forces|camp|cabinet|gang|junta|team|side|ruling|family|"
    r"puppet|era|loyalists|army|militia|supporters|followers|warmongers|traitors|gangsters)\b"
)
#: Names of organisations that are of no one country.
_OF_ALL = re.compile(
    r"\b(?:International|Global|World|Asian|African|European|Asia-Pacific|Pan-\w+|Inter-\w+|Intergovernmental|Universal)\b"
    r"(?! (?:Book|Film|Circus|Trade|Airport|Airlines|Liaison|Department|Bank of|Hotel|Festival))"
)
_NON_STATE = re.compile(
    r"\b(?:Institute|Alliance|Federation|Foundation|Society|Societies|Forum|Movement|Regional|Jurists|Journalists|Trust|"
    r"Juche|Olympic|Football|Scouts?|Lawyers|Students|Women|Youth|Friendship|Solidarity|Watch|Relief)\b"
)
_INTERSTATE = re.compile(
    r"\b(?:Organi[sz]ation|Union|Agency|Commission|Network|Convention|Council|Bank|Fund|Court|Parliament)\b"
)
#: All the world, which is of no country.
_ALL_THE_WORLD = re.compile(
    r"\b(?:international community|mankind|progressive (?:people|forces)|people of the world|world people|"
    r"(?:all|other) countries|countries concerned)\b"
)
#: Kinds of organisations that are of no one country, where no name is given.
_BETWEEN_STATES = re.compile(
    r"\b(?:[Ii]nternational|[Mm]ultilateral|[Ii]ntergovernmental)\s+(?:organi[sz]ations|bodies|agencies|institutions)\b"
)
_OF_NO_STATE = re.compile(
    r"\b(?:[Nn]on-?[Gg]overnmental\s+\w+|(?:[Rr]ights|[Rr]elief|[Aa]id|[Hh]umanitarian)\s+(?:groups|agencies|organi[sz]ations)|"
    r"NGOs|[Cc]harities)\b"
)
#: What is fired into, and not at: reading may mark a part of its name, "the | East | Sea".
_SEA = re.compile(r"(?:[A-Z]\w+\s+){0,2}(?:Sea|Ocean|Strait|Gulf)\b")
#: One country, by the part of the world where it lies.
_ONE_COUNTRY = re.compile(r"\b(?:country|nation|republic|kingdom)$", re.I)
#: Whose office is of a place: he is of its country, whether the text names that or not.
_LOCAL = re.compile(r"\b(?:[Gg]overnor|[Mm]ayor|[Pp]refect\w*|[Mm]unicipal\w*)\b")
#: A further word of a name.
_NEXT_NAME = re.compile(r"\s[A-ZÀ-ÖØ-Þ][\w’-]+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{1,9}")


def resolve(
    participant: Participant, scene: Scene, others: Collection[str] = (), people: People | None = None
) -> Resolution:
    """The country or organisation that a participant acts for; `others` are those of the other side.

    Returns (None, None, 0) where nothing tells.
    """
    person = participant.kind == "person" or participant.name is not None
    found = _by_own_words(participant, scene)
    if found is None and person:
        found = _of_person(participant, scene, people)
    elif found is None:
        found = _of_body(participant, scene)
    if found is not None:
        return found
    return _by_document(participant, scene, others)


def _sure(code: str | None, basis: str) -> Resolution:
    return Resolution(code or None, basis, sureness(basis))


def _by_own_words(participant: Participant, scene: Scene) -> Resolution | None:
    """What the phrase itself says."""
    start, end = participant.start, participant.end
    phrase = scene.document.text[start:end]
    touching = scene.touching(start, end)
    if touching and touching[-1].end > end:
        phrase = scene.document.text[start : touching[-1].end]
    found = [cue for cue in scene_cues(scene, start, start + len(phrase)) if not _given_name(cue, phrase, participant)]
    if surroundings(phrase, found):
        return NOBODY
    own = acts_for(phrase, found)
    if own is not None and (one := _of_namesakes(own, participant, scene)) is not None:
        return _sure(one, "register")
    if own is not None and own.kind == "body" and (holder := _holder(participant, scene)) is not None:
        return _sure(holder, "register")
    if own is None and scene.home in _DIVIDED and participant.kind != "person":
        half = _HALF.search(phrase)
        if half is not None and not found:
            return _sure("PRK" if half.group().lower().startswith("north") else "KOR", "name")
    if own is None and not found and scene.home == "PRK" and _PUPPET.search(phrase):
        return _sure("KOR", "body")
    return _sure(own.code, own.kind) if own else None


def _given_name(cue: Cue, phrase: str, participant: Participant) -> bool:
    """Whether an adjective is somebody's given name: "| German | Arciniegas Alvarez"."""
    name = participant.name or ""
    begins = cue.kind == "adjective" and len(name.split()) > 2 and name.startswith(phrase[cue.start : cue.end] + " ")
    return begins and phrase.find(name) == cue.start


def _of_namesakes(own: Cue, participant: Participant, scene: Scene) -> str | None:
    """Of two countries of one name that of which the register knows the person: "Congolese President …"."""
    codes = {sense.code for sense in own.senses if sense.kind in SURE}
    if participant.name is None or len(codes) < 2:
        return None
    known = registered(participant.name, scene)
    country = known.at(scene.document.published).country if known is not None else None
    return country if country != own.code and country in codes else None


def _of_person(participant: Participant, scene: Scene, people: People | None) -> Resolution | None:
    text, day = scene.document.text, scene.document.published
    name = participant.name or participant.text
    known = registered(name, scene)
    if len(words(name)) < 2 <= len(words(participant.text)) and registered(participant.text, scene) is not None:
        # Reading marked half of the name.
        name, known = participant.text, registered(participant.text, scene)
    certain = known is not None and len(words(name)) > 1
    if known is not None and certain and known.famous:
        return _sure(known.at(day).country, "register")
    if participant.title and (office := acts_for(participant.title, scene.cues_of(participant.title))) is not None:
        return _sure(office.code, "office")
    if (beside := besides.before(participant.start, scene)) is not None:
        return _sure(beside.code, "office")
    if known is not None and certain:
        return _sure(known.at(day).country, "register")
    if participant.name is None and (place := _by_place(participant, scene)) is not None:
        return place
    if (beside := besides.after(participant.end, scene, of=known is None)) is not None:
        return _sure(beside.code, "office")
    if people is not None and (behind := people.behind(participant)) is not None:
        elsewhere = _mentioned(behind.start, behind.end, behind.name, scene)
        if elsewhere is not None:
            return _sure(elsewhere, "document")
    for match in _others(name, participant.start, text):
        if (code := _mentioned(*match, scene)) is not None:
            return _sure(code, "document")
    return _sure(known.at(day).country, "register") if known is not None else _by_place(participant, scene)


def _mentioned(start: int, end: int, name: str, scene: Scene) -> str | None:
    """The country of a person at one mention: by what stands beside it, or by the register."""
    beside = besides.before(start, scene) or besides.after(end, scene, of=False)
    if beside is not None:
        return beside.code
    # A text may give one of two family names: "Lacalle" of "Luis Lacalle Pou".
    more = _NEXT_NAME.match(scene.document.text, end)
    for full in [name, name + more.group()] if more else [name]:
        if len(words(full)) > 1 and (known := registered(full, scene)) is not None:
            return known.at(scene.document.published).country
    return None


def _others(name: str, start: int, text: str) -> list[tuple[int, int, str]]:
    """Other mentions of a name in the text, those before `start` first; each may begin with a given name."""
    surname = name.split()[-1] if name.split() else name
    found = []
    for asked in dict.fromkeys((name, surname)):
        if len(asked) < 2:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(asked)}(?!\w)", text):
            if match.start() <= start < match.end():
                continue
            given = re.search(
                r"(?:[A-Z][\w.'’-]+\s+(?:al-|el-)?){1,3}$", text[max(0, match.start() - 40) : match.start()]
            )
            begins = [match.start()]
            if given:
                # Each of the capitalised words before may be the first of the name, or part of an office.
                begins += [match.start() - len(given.group()) + m.start() for m in re.finditer(r"\S+", given.group())]
            for begin in begins:
                full = text[begin : match.end()]
                if asked == name or len(words(name)) == 1 or alike(name, full) > 0:
                    found.append((begin, match.end(), full))
    return sorted(found, key=lambda each: (each[0] > start, each[0]))


def _of_body(participant: Participant, scene: Scene) -> Resolution | None:
    holder = _holder(participant, scene)
    if holder is not None:
        return _sure(holder, "register")
    named_whole = any(
        cue.end - cue.start == len(participant.text) for cue in scene.between(participant.start, participant.end)
    )
    if named_whole and (place := _by_place(participant, scene)) is not None:
        return place
    if participant.title and (office := acts_for(participant.title, scene.cues_of(participant.title))) is not None:
        return _sure(office.code, "office")
    full = _spelt_out(participant, scene)
    if full is not None:
        return full
    named = any(cue.kind in SURE for cue in scene.between(participant.start, participant.end))
    if not named and _BETWEEN_STATES.search(participant.text) and "countries" not in participant.text:
        return _sure("IGO", "organisation")
    if not named and _OF_NO_STATE.search(participant.text):
        return _sure("NGO", "organisation")
    if not named and _OF_ALL.search(participant.text) and not MANY.search(participant.text):
        if _NON_STATE.search(participant.text):
            return _sure("NGO", "organisation")
        if _INTERSTATE.search(participant.text):
            return _sure("IGO", "organisation")
    if not MANY.search(participant.text):
        beside = besides.after(participant.end, scene, apposition=False) or besides.before(participant.start, scene)
        if beside is not None:
            return _sure(beside.code, "office")
    return _by_place(participant, scene)


def _holder(participant: Participant, scene: Scene) -> str | None:
    """Whose it is: "the Assad regime", "the Lee Myung Bak group", "the Duterte government"."""
    text = scene.document.text
    for cue in scene.between(participant.start, participant.end):
        before = text[participant.start : cue.start]
        if cue.kind == "person" and not re.search(r"\b(?:representing|for|against|with|on) $", before):
            person = registered(text[cue.start : cue.end], scene)
            return person.at(scene.document.published).country if person else None
    named = re.match(
        rf"(?:the\s+)?((?:[A-Z][\w'’-]+\s+){{0,2}}[A-Z][\w'’-]+)(?:['’]s)?{_SOMEBODYS.pattern}", participant.text
    )
    if named is None:
        return None
    person = registered(named.group(1), scene)
    return person.at(scene.document.published).country if person else None


def _spelt_out(participant: Participant, scene: Scene) -> Resolution | None:
    """What an abbreviation stands for where the text explains it: "the Onward Party of Chad (OPC)"."""
    said = re.sub(r"^(?:the|The)\s+", "", participant.text).split()
    short = next((word for word in said if _ACRONYM.fullmatch(word) and sum(map(str.isupper, word)) > 1), None)
    if short is None:
        return None
    text = scene.document.text
    at = re.search(rf"\(\s*(?:the\s+)?{re.escape(short)}\s*\)", text)
    if at is None:
        return None
    begin = max(0, at.start() - 120)
    begin += max(text[begin : at.start()].rfind(stop) + 1 for stop in (". ", "\n", ", "))
    # As many words as the abbreviation has letters, and the small ones between them.
    letters = sum(map(str.isupper, short))
    capitals = [match.start() for match in re.finditer(r"\b[A-Z]", text[begin : at.start()])]
    if len(capitals) >= letters:
        begin += capitals[-letters]
    elif capitals:
        begin += capitals[0]
    own = acts_for(text[begin : at.start()], scene_cues(scene, begin, at.start()))
    own = own or besides.before(begin, scene) or besides.after(at.end(), scene)
    return _sure(own.code, "document") if own else None


def _by_place(participant: Participant, scene: Scene) -> Resolution | None:
    for cue in scene.between(participant.start, participant.end):
        if cue.kind != "place":
            continue
        code = meant(cue, scene)
        whole = cue.end - cue.start == len(participant.text) and _well_known(cue)
        if code in (*scene.topics, scene.home) or whole or _LOCAL.search(participant.text):
            return _sure(code, "place")
    return None


def _well_known(cue: Cue) -> bool:
    """Whether a place's name is that of one place, or of one beside which its namesakes are small."""
    weights = sorted((sense.weight for sense in cue.senses), reverse=True)
    return len(weights) < 2 or weights[0] >= NAMESAKES * weights[1]


def registered(name: str, scene: Scene) -> Person | None:
    """The person of this name at the document's time, by the register."""
    return scene.register.find(name, scene.document.published, scene.topics)


def _of_none(participant: Participant, scene: Scene) -> bool:
    """Whether a phrase names what is of no one country: "al-Qaida fighters", "the East Sea"."""
    text = scene.document.text
    sea = _SEA.match(text, participant.start)
    if _ALL_THE_WORLD.search(participant.text) or (sea is not None and sea.end() >= participant.end):
        return True
    for cue in scene.between(participant.start, participant.end):
        if cue.kind == "region":
            return _ONE_COUNTRY.search(participant.text) is None
        if cue.kind == "person" and (known := registered(text[cue.start : cue.end], scene)) is not None:
            return not known.at(scene.document.published).country
    return False


def _by_document(participant: Participant, scene: Scene, others: Collection[str]) -> Resolution:
    """What remains for "the Foreign Ministry": the country that stands nearest, the outlet's, the document's."""
    if scene.home in STATE_MEDIA and scene.home not in others and MINISTRY.search(participant.text):
        named = [cue for cue in scene.between(0, participant.start) if cue.kind in SURE]
        if not named:
            # "The Foreign Ministry …", and no country before it: a state's own paper means its own.
            return _sure(scene.home, "outlet")
    if _of_none(participant, scene):
        return NOBODY
    code, chance = nearness.likeliest(participant, scene, others)
    if code is None:
        return NOBODY
    return Resolution(code, "outlet" if code == scene.home and not scene.counts[code] else "likeliest", chance)
