"""Which person each participant of a document is. In: grounded reports. Out: the same with ids and names of actors.

All mentions of one person in a document are brought together first; they share one country, that which the surest of
them gives. A person of the register has the register's id; any other has one made of country and fullest name, so
that "Im Chon-il" here and "IM Chon Il" there are one. Whoever cannot be named has none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.grounding.names import ONE_PERSON, alike, bare, slug, words
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.grounding.people import People
    from dragoman.grounding.register import Person
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Participant, Report

#: Bases that say little of one mention: another mention of the same person knows better.
WEAK = frozenset({"document", "likeliest", "outlet", "place", None})


@dataclass(slots=True)
class _One:
    """One person of a document."""

    name: str
    members: list[Participant] = field(default_factory=list)

    def country(self) -> str | None:
        """What the surest mentions say, the oftenest said of several."""
        told = [member.country for member in self.members if member.country and member.basis not in WEAK]
        told = told or [member.country for member in self.members if member.country]
        return Counter(told).most_common(1)[0][0] if told else None

    def surely(self) -> bool:
        """Whether any mention says for whom the person acts, and not the document alone."""
        return any(member.country and member.basis not in WEAK for member in self.members)


def with_actors(reports: Sequence[Report], scene: Scene, people: People) -> tuple[Report, ...]:
    """The reports with `actor` and `known_as` of every participant who is a person."""
    persons = [member for report in reports for member in (*report.a, *report.b) if _is_person(member)]
    known = {member: name for member in dict.fromkeys(persons) if (name := _named(member, people)) is not None}
    ones = _brought_together(known, people)
    told: dict[Participant, Participant] = {}
    for one in ones:
        country = one.country()
        person = _registered(one.name, country, scene)
        named = person.name if person else bare(one.name)
        actor = person.id if person else (f"{country}/" if country else "") + slug(one.name)
        for member in one.members:
            changed = replace(member, actor=actor, known_as=named)
            if country and member.country != country and member.basis in WEAK and one.surely():
                sure = max(each.country_confidence or 0.0 for each in one.members if each.country == country)
                changed = replace(changed, country=country, basis="document", country_confidence=sure)
            told[member] = changed
    return tuple(
        replace(
            report,
            a=tuple(told.get(each, each) for each in report.a),
            b=tuple(told.get(each, each) for each in report.b),
        )
        for report in reports
    )


def _is_person(participant: Participant) -> bool:
    return participant.kind == "person" or participant.name is not None


def _brought_together(known: dict[Participant, str], people: People) -> list[_One]:
    """Mentions by person, the fullest names first, so that shorter ones find them."""
    full = {member: people.fullest(name, member.country) for member, name in known.items()}
    ones: list[_One] = []
    for member in sorted(full, key=lambda each: (-len(words(full[each])), each.start, each.end)):
        name = full[member]
        if not words(name):
            continue
        best = max(ones, key=lambda one: alike(one.name, name), default=None)
        if best is None or alike(best.name, name) < ONE_PERSON:
            best = _One(name)
            ones.append(best)
        best.members.append(member)
    return ones


def _named(participant: Participant, people: People) -> str | None:
    """The name in the phrase; for a pronoun or an office alone, of the person whom it stands for."""
    if participant.name and participant.name.strip() and not people.is_pronoun(participant.name):
        return participant.name
    behind = people.behind(participant)
    if behind is not None:
        return behind.name
    said = participant.text
    # Reading marked no name in it: it is one where no office and no small word is left of it.
    capitals = all(part[:1].isupper() for part in said.split())
    if capitals and words(said) and rank_of(said) == OTHER and not people.is_pronoun(said):
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
