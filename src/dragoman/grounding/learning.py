"""What a text teaches of offices: who holds which, for whom. In: a scene. Out: offices, with the words that say so.

"Kim Yong Nam, president of the Presidium of the Supreme People's Assembly" and "Norwegian Foreign Minister Kari Dahl"
each teach a name, an office and a country for other documents of that time. Only what the text says outright is
taught: the country must stand in the office or right before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.besides import APART, closing, scene_cues
from dragoman.grounding.cues import SURE
from dragoman.grounding.names import bare, words
from dragoman.grounding.people import NOT_NAMES
from dragoman.grounding.phrases import acts_for
from dragoman.grounding.stops import sentence_end
from dragoman.reading.report import Office
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.grounding.cues import Cue
    from dragoman.grounding.scenes import Scene

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Žİ][\w'’-]+(?:\s+(?:al|el|bin|de|da|del|van|von|dos)\b)?(?:[\s-]+[A-ZÀ-ÖØ-ÞĀ-Žİ][\w'’-]+){1,5}"
#: "Name, office …": the name at the beginning of a sentence or after a verb, a comma, "and".
_APPOSITION = re.compile(rf"({_NAME}),\s+(?=(?:the\s+)?[a-z])")
#: "(Peru's) deputy foreign minister Name".
_BEFORE = re.compile(rf"(?:['’]s)?\s+((?:(?!and\b|or\b)[A-Za-z.'’-]+\s+){{1,6}}?)({_NAME})")
#: The longest office that is kept, in characters.
LONGEST = 160
#: Who held an office once, or never, teaches nothing of now; an office does not end in a preposition.
_FORMER = re.compile(
    r"\b(?:former|late|ex|outgoing|incoming|designate|elect|then|toppled|ousted|deposed|slain|jailed|exiled|would-be|"
    r"eternal|candidate|accompanied|and a number)\b|\b(?:to|of|for|on|in|with|the|at|his|her|its|their|by|and|\w)$",
    re.I,
)
_SAID = re.compile(r"^(?:the\s+|a\s+|an\s+)?(?:who|which|and|met|visit\w*|\w+ed)\b")
#: Words of offices that are none themselves.
_SMALL = frozenset(
    "of for and the s de facto deputy vice first second third foreign prime interim acting defence defense interior "
    "finance state opposition party army supreme special national assistant under permanent affairs trade security "
    "trade home external internal chief armed forces navy air executive top senior justice health education".split()
)
#: Words before a name that make it part of a longer one: "the Study of the | Juche Idea |, …".
_WITHIN = re.compile(r"\b(?:of|for|the|in|at|to|from)\s+$|[\w-]-$")


def offices(scene: Scene) -> tuple[Office, ...]:
    """Every office that the text says outright somebody holds, in order; each person and office once."""
    found: dict[tuple[str, str], Office] = {}
    for office in sorted((*_after(scene), *_before(scene)), key=lambda each: each.start):
        found.setdefault(("".join(words(office.name)), office.country), office)
    return tuple(found.values())


def _after(scene: Scene) -> Iterator[Office]:
    text = scene.document.text
    for match in _APPOSITION.finditer(text):
        rest = text[match.end() : sentence_end(text, match.end(), LONGEST + 1)].rstrip(".!?;")
        end = match.end() + closing(rest, 0)
        said = re.sub(
            r"\s+(?:said|says|who|told|was|is|has|had|and|arrived|met|visited)\b.*$",
            "",
            text[match.end() : end],
            flags=re.S,
        )
        if _WITHIN.search(text[max(0, match.start() - 8) : match.start()]) or _SAID.match(said):
            continue
        yield from _taught(scene, match.group(1), match.end(), match.end() + len(said))


def _before(scene: Scene) -> Iterator[Office]:
    text = scene.document.text
    for cue in scene.found:
        if cue.kind not in SURE or not cue.code:
            continue
        match = _BEFORE.match(text, cue.end)
        if match is None or not _office_words(match.group(1)) or _nearer(scene, cue, match.start(2)):
            continue
        name = match.group(2)
        # Capitalised words of the office run on into the name: "Foreign Minister Kari Dahl".
        parts = name.split()
        begin = max((at for at in range(1, len(parts)) if rank_of(parts[at - 1]) < OTHER), default=0)
        named = match.start(2)
        for inner in scene.between(named, match.end(2)):
            # "Ambassador to China Ji Jae Ryong": a country is no part of a name.
            if inner.kind in SURE and inner.end < match.end(2):
                begin = max(begin, len(text[named : inner.end].split()))
        while begin < len(parts) and parts[begin].lower() in NOT_NAMES:
            begin += 1
        yield from _taught(scene, " ".join(parts[begin:]), cue.start, named + _length(name, begin))


def _office_words(between: str) -> bool:
    """Whether the words between a country and a name may be an office's: at most one is neither known nor a name."""
    strange = [
        word
        for word in re.findall(r"[A-Za-z-]+", between)
        if word[0].islower() and word not in _SMALL and rank_of(word) >= OTHER
    ]
    return not APART.search(between) and len(strange) <= 1


def _nearer(scene: Scene, cue: Cue, name: int) -> bool:
    """Whether another country or body stands between a cue and the name."""
    return any(other.kind in SURE and other.start >= cue.end for other in scene.between(cue.end, name))


def _length(name: str, parts: int) -> int:
    """How many characters the first words of a name take, with the space after them."""
    found = re.match(rf"(?:\S+\s+){{{parts}}}", name)
    return len(found.group()) if found else 0


def _taught(scene: Scene, name: str, start: int, end: int) -> Iterator[Office]:
    said = scene.document.text[start:end].rstrip(" ,.")
    name = bare(re.sub(r"['’]s?$", "", name))
    spelt = words(name)
    if len(spelt) < 2 or any(part.lower() in NOT_NAMES or rank_of(part) < OTHER for part in name.split()):
        return
    if not said or len(said) > LONGEST or rank_of(said) >= OTHER or _FORMER.search(said) or "\n" in said:
        return
    own = acts_for(said, scene_cues(scene, start, start + len(said)))
    if own is not None and own.code:
        yield Office(said, start, start + len(said), name=name, country=own.code)
