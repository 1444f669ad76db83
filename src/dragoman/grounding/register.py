"""The register of actors: who held which office for which country, and when. In: rows. Out: persons, found by name.

Three sources, the later correcting the earlier: what reading taught (`learnt`), what the package knows
(`data/people.csv`, `data/officeholders.csv`), and a register of the user's own (`load`). A register is a plain value:
grounding is given one and never changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.grounding.names import ONE_PERSON, SHORTER, alike, key, slug, sound, words
from dragoman.grounding.tries import Trie, trie_of
from dragoman.vocabulary import rank_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

#: Where the family name stands first.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "VNM", "KHM", "HUN"})
#: Somebody is written of a while before he takes an office and after he left it.
SLACK = timedelta(days=366)
#: What one document teaches holds so long before and after its day.
TAUGHT = timedelta(days=366)
#: Family names of more letters than this are known by their sound too.
_LONG = 5


@dataclass(frozen=True, slots=True)
class Holding:
    """One office held by one person."""

    names: tuple[str, ...]
    """The name that stands for all, then other spellings."""
    country: str
    """Country or organisation that the holder acts for."""
    office: str
    first: date | None = None
    """First day, or None where it is not known."""
    last: date | None = None
    """Last day; None: in office still, or not known."""
    actor: str = ""
    """Id of the person; "" where country and name make it."""
    source: str = ""
    """Where the fact is from: a data file, the user's file, or a document's id."""
    famous: bool = True
    """Whether the surname alone may stand for him."""

    @property
    def person(self) -> str:
        """Id of the person: "PRK/im-chon-il"."""
        return self.actor or f"{self.country}/{slug(self.names[0])}"

    def covers(self, day: date | None, slack: timedelta = timedelta(0)) -> bool:
        """Whether the office was held on `day`, give or take `slack`; True without a day."""
        if day is None:
            return True
        return not ((self.first and day < self.first - slack) or (self.last and day > self.last + slack))


@dataclass(frozen=True, slots=True)
class Person:
    """One person with the offices that he held, in the order of their rows."""

    id: str
    names: tuple[str, ...]
    holdings: tuple[Holding, ...]

    @property
    def name(self) -> str:
        """The name that stands for all spellings."""
        return self.names[0]

    @property
    def famous(self) -> bool:
        """Whether the surname alone may stand for this person."""
        return self.holdings[0].famous

    def active(self, day: date | None, slack: timedelta = SLACK) -> bool:
        """Whether any office was held on that day, give or take `slack`."""
        return any(holding.covers(day, slack) for holding in self.holdings)

    def at(self, day: date | None) -> Holding:
        """The office on that day, the highest of several, the last of equals; else the one nearest in time."""
        held = [holding for holding in self.holdings if holding.covers(day)]
        if held:
            return min(reversed(held), key=lambda holding: rank_of(holding.office))
        return min(self.holdings, key=lambda holding: _days_from(holding, day))


def _days_from(holding: Holding, day: date | None) -> int:
    if day is None:
        return 0
    return min(abs((day - end).days) for end in (holding.first or day, holding.last or day))


@dataclass(frozen=True)
class Register:
    """Persons by name and by id. Two registers of the same rows are equal."""

    holdings: tuple[Holding, ...] = ()

    def corrected(self, rows: Iterable[Holding]) -> Register:
        """With the rows of a better source: each takes the place of all that was known of a person of its name."""
        better = tuple(rows)
        named = {key(name) for row in better for name in row.names}
        ids = {row.person for row in better}
        kept = [
            row for row in self.holdings if row.person not in ids and not any(key(name) in named for name in row.names)
        ]
        return Register((*kept, *better))

    def learnt(self, rows: Iterable[Holding]) -> Register:
        """With what reading taught: facts of one person and office are joined, and what was known comes first."""
        joined: dict[tuple[str, str, str], Holding] = {}
        for row in rows:
            fact = (key(row.names[0]), row.country, row.office.casefold())
            held = joined.get(fact)
            joined[fact] = row if held is None else replace(held, first=_least(held, row), last=_most(held, row))
        return Register((*self.holdings, *(self._adopted(row) for row in joined.values())))

    def _adopted(self, row: Holding) -> Holding:
        """The row, as one of a person who is known by this name and acts for this country."""
        for person in self._by_key.get(key(row.names[0]), ()):
            if any(held.country == row.country for held in person.holdings):
                return replace(row, actor=person.id, famous=person.famous)
        return row

    @cached_property
    def persons(self) -> dict[str, Person]:
        """Every person by id."""
        grouped: dict[str, list[Holding]] = {}
        for row in self.holdings:
            grouped.setdefault(row.person, []).append(row)
        return {
            id_: Person(id_, tuple(dict.fromkeys(name for row in rows for name in row.names)), tuple(rows))
            for id_, rows in grouped.items()
        }

    @cached_property
    def _by_key(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.persons.values():
            for name in {key(name) for name in person.names}:
                found.setdefault(name, []).append(person)
        return found

    @cached_property
    def _by_surname(self) -> dict[str, list[Person]]:
        """The famous by the words that may be their family names."""
        found: dict[str, dict[str, Person]] = {}
        for person in self.persons.values():
            if person.famous:
                for name in person.names:
                    parts = words(name)
                    family = parts[0 if person.holdings[0].country in FAMILY_FIRST else -1]
                    found.setdefault(family, {})[person.id] = person
        return {word: list(persons.values()) for word, persons in found.items()}

    @cached_property
    def _by_sound(self) -> dict[str, list[Person]]:
        """The famous by how their family names sound, the long ones: "Zelenskiy" and "Zelenskyy"."""
        found: dict[str, list[Person]] = {}
        for word, persons in self._by_surname.items():
            if len(word) > _LONG:
                found.setdefault(sound(word), []).extend(persons)
        return found

    @cached_property
    def trie(self) -> Trie:
        """The famous by their names as texts write them, each with a code; "" for one who acted for several."""
        return trie_of(
            (name, "" if len({row.country for row in person.holdings}) > 1 else person.holdings[0].country)
            for person in self.persons.values()
            if person.famous
            for name in person.names
        )

    def find(self, name: str, day: date | None = None, topics: Sequence[str] = ()) -> Person | None:
        """The person of this name at that day, or None where there is none or it may be several.

        Of several of one name the one in office counts, then the one whose country is among `topics`, the first
        named first. A surname alone, or initials, stand for famous persons of that day only.
        """
        asked = words(name)
        if not asked:
            return None
        if len(asked) > 1:
            exact = {
                person.id: person
                for turned in (asked, asked[1:] + asked[:1], asked[-1:] + asked[:-1])
                for person in self._by_key.get("".join(turned), ())
                if person.active(day) or (person.famous and person.active(day, 40 * SLACK))
            }
            if exact:
                return self._one(list(exact.values()), day, topics)
        near = [
            person for person in self._of_surname(asked) if person.active(day) and self._may_be(person, name, topics)
        ]
        return self._one(near, day, topics)

    def _of_surname(self, asked: tuple[str, ...]) -> list[Person]:
        """The famous whose family name is the last word asked for, or the first; as it is spelt, else as it sounds."""
        ends = tuple(dict.fromkeys((asked[-1], asked[0])))
        found = [person for word in ends for person in self._by_surname.get(word, ())]
        if not found:
            heard = (self._by_sound.get(sound(word), ()) for word in ends if len(word) > _LONG)
            found = [person for persons in heard for person in persons]
        return list({person.id: person for person in found}.values())

    @staticmethod
    def _may_be(person: Person, name: str, topics: Sequence[str]) -> bool:
        """Whether the name is not another's of the family; where it is spelt otherwise, the country must be named."""
        best, asked = max(alike(name, other) for other in person.names), words(name)
        told = any(row.country in topics for row in person.holdings)
        if len(asked) > 1 and best < SHORTER:
            return best >= ONE_PERSON and told
        # A surname alone that is spelt otherwise: "Highness" sounds like "Higgins".
        return best > 0 and (told or len(asked) > 1 or any(asked[0] in words(other) for other in person.names))

    @staticmethod
    def _one(found: list[Person], day: date | None, topics: Sequence[str]) -> Person | None:
        if len(found) < 2:
            return found[0] if found else None
        place = {code: at for at, code in enumerate(topics)}

        def order(person: Person) -> tuple[bool, int, bool, int]:
            row = person.at(day)
            return (not row.covers(day), place.get(row.country, len(place)), not row.famous, rank_of(row.office))

        ranked = sorted(found, key=order)
        first, second = order(ranked[0]), order(ranked[1])
        # Two whom nothing sets apart but the order of the rows: it may be either, unless both act for one country.
        if first == second and ranked[0].at(day).country != ranked[1].at(day).country:
            return None
        return ranked[0]

    def __getstate__(self) -> dict[str, Any]:
        """The rows alone go to another process; what is derived from them is made there again."""
        return {"holdings": self.holdings}


def _least(one: Holding, other: Holding) -> date | None:
    return min(filter(None, (one.first, other.first)), default=None)


def _most(one: Holding, other: Holding) -> date | None:
    return max(filter(None, (one.last, other.last)), default=None)


def taught(name: str, office: str, country: str, day: date | None, document: str) -> Holding:
    """What a document of that day teaches of somebody's office; without a day it holds for no other document."""
    return Holding(
        (name,),
        country,
        office,
        first=day - TAUGHT if day else date.max,
        last=day + TAUGHT if day else date.min,
        source=document,
        famous=False,
    )


def countries_of(persons: Collection[Person], day: date | None) -> set[str]:
    """For whom these persons acted on that day."""
    return {person.at(day).country for person in persons}
