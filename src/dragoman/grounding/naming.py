"""Whom a stretch of text names, as one whom reading did not see. In: positions. Out: a participant, or none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.actors import WEAK
from dragoman.grounding.added import added
from dragoman.grounding.cues import SURE
from dragoman.grounding.who import resolve
from dragoman.reading.people import NAMED, OPENERS, untitled
from dragoman.reading.report import Participant, Span
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from dragoman.grounding.cues import Cue
    from dragoman.grounding.people import People
    from dragoman.grounding.scenes import Scene

#: The confidence of a side that stands only here: reading saw nobody.
DOUBT = 0.5
#: How far behind a position a name may end that begins there, in characters.
_REACH = 60
#: "Chile's | Ana Quispe".
_WHOSE = re.compile(r".*['’]s?\s+")
#: An office told behind a name, between commas: "Per Dahl, a deputy foreign minister, attended".
_OFFICE = re.compile(r",\s(?:an?\s|the\s)?([^,.;:]{3,90})(?=[,.])")


def named(cue: Cue, scene: Scene) -> Participant:
    """Whom a cue names, as one whom reading did not see."""
    return added(scene, cue.start, cue.end, cue.code, cue.kind, confidence=DOUBT)


def first_named(start: int, scene: Scene) -> Cue | None:
    """The country or organisation whose name begins at a position."""
    return next(
        (cue for cue in scene.between(start, start + _REACH) if cue.start == start and cue.kind in SURE and cue.code),
        None,
    )


def at(start: int, scene: Scene, people: People | None) -> Participant | None:
    """Whoever is named from here on: a country, or a person whose country is sure."""
    if (cue := first_named(start, scene)) is not None:
        return named(cue, scene)
    name = NAMED.match(scene.document.text, start)
    if name is None or name.group().split()[0] in OPENERS:
        return None
    first, _, rest = name.group().partition(" for ")
    # "a letter from Kari Dahl for Chad's president", but "the minister for Trade Kari Dahl".
    end = name.start() + len(first) if rest and " " in first and rank_of(first) == OTHER else name.end()
    return person(name.start(), end, scene, people)


def person(start: int, end: int, scene: Scene, people: People | None) -> Participant | None:
    """The person whom text[start:end] names, with the office told beside it; None whose country is not sure."""
    phrase = scene.document.text[start:end]
    name = untitled(Span(phrase, start, end))
    if (whose := _WHOSE.match(name.text)) is not None:
        name = Span(name.text[whose.end() :], name.start + whose.end(), name.end)
    title = phrase[: name.start - start].strip() or None
    behind = _OFFICE.match(scene.document.text, end)
    if title is None and behind is not None and rank_of(behind[1]) < OTHER:
        title = behind[1]
    member = Participant(phrase, start, end, name=name.text, title=title, kind="person", confidence=DOUBT)
    told = resolve(member, scene, (), people)
    if told.code is None or told.basis in WEAK:
        return None
    return replace(member, country=told.code, basis=told.basis, country_confidence=told.confidence)
