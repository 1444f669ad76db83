"""Which person a participant is. In: a participant, its country, its scene. Out: an id and a name for all spellings.

A person of the register has the register's id; any other has one made of country and fullest name, so that
"Im Chon-il" here and "IM Chon Il" there are one. Whoever cannot be named has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.grounding.names import alike, slug, words
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from dragoman.grounding.people import People
    from dragoman.grounding.register import Person
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant


class Actor(NamedTuple):
    """A person by id and by the name that stands for all spellings."""

    id: str
    name: str


def actor_of(participant: Participant, country: str | None, scene: Scene, people: People) -> Actor | None:
    """The person that a participant is; None where it is no person or nothing says which."""
    if participant.kind != "person" and participant.name is None:
        return None
    name = _named(participant, people)
    if name is None:
        return None
    full = people.fullest(name, country)
    person = _registered(full, country, scene)
    if person is not None:
        return Actor(person.id, person.name)
    return Actor(f"{country}/{slug(full)}" if country else slug(full), full) if words(full) else None


def _named(participant: Participant, people: People) -> str | None:
    """The name in the phrase; for a pronoun or an office alone, of the person whom it stands for."""
    if participant.name and participant.name.strip():
        return participant.name
    behind = people.behind(participant)
    if behind is not None:
        return behind.name
    said = participant.text
    # Reading marked no name in it: it is one where no office and no small word is left of it.
    if rank_of(said) == OTHER and words(said) and all(part[:1].isupper() for part in said.split()):
        return said
    return None


def _registered(name: str, country: str | None, scene: Scene) -> Person | None:
    """The register's person of this name who acted for that country, or for any where none is known."""
    topics = [country, *scene.topics] if country else scene.topics
    person = scene.register.find(name, scene.document.published, topics)
    if person is None or country is None or any(held.country == country for held in person.holdings):
        return person
    # Another of this name, unless the name is so full that the country is the likelier mistake.
    full = len(words(name)) > 1 and person.famous and any(alike(name, other) == 1.0 for other in person.names)
    return person if full else None
