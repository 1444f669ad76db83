"""How alike two events are, one field at a time: small functions from two values to a number and the words for it.

In: values of two events. Out: `Likeness`, from 0 (nothing in common) to 1 (the same), or None where a value is
missing and nothing can be said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from dragoman.vocabulary import FORMS, countries, organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_IN_TWO = re.compile(r"\b[A-Z][a-z]*[-‑][a-z]+\b")
#: Words that say nothing of what an event was.
_EMPTY = frozenset(
    "a an the of in on at to for by with and or from as its his her their our this that was were is are be been has "
    "have had it he she they who which said say says on's it's not after before during over into about also".split()
)
#: Ordinals, which differ from one anniversary to the next.
_COUNTING = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth th st nd rd".split())
_ANNIVERSARY = re.compile(r"anniversar|birthday|founding day|national day|\byears? (?:ago|after|since)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two events are in one field."""

    field: str
    score: float
    why: str


@cache
def country_words() -> frozenset[str]:
    """Words of the names, adjectives and capitals of countries: they tell who, not what."""
    phrases = [
        phrase
        for country in countries().values()
        for phrase in (country.label, *country.names, *country.adjectives, *country.demonyms, *country.capitals)
    ]
    phrases += [name for each in organisations() if each.kind != "organisation" for name in each.names]
    return frozenset(word.lower() for phrase in phrases for word in _WORD.findall(phrase))


@cache
def words(text: str) -> frozenset[str]:
    """What a text is about: its words without empty ones, countries, figures and ordinals; plurals cut."""
    found = (word.lower().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text))
    return frozenset(
        word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word
        for word in found
        if len(word) > 1 and word not in _EMPTY and word not in _COUNTING and word not in country_words()
    )


@cache
def kinds(names: tuple[str, ...]) -> frozenset[str]:
    """What sort of bodies stand on a side: the words in small letters, and those that name bodies ("embassy")."""
    # A given name in two parts ("Jong-un") has a part in small letters.
    plain = [_IN_TWO.sub(" ", name) for name in names]
    found = [word for name in plain for word in _WORD.findall(name) if word.islower() or word.lower() in _BODIES]
    return words(" ".join(found).lower())


#: Bodies whose names are often written with capitals.
_BODIES = frozenset(
    "embassy embassies consulate ministry committee party society association delegation army navy parliament assembly "
    "troupe ensemble academy university foundation institute federation council commission agency museum".split()
)


def form(one: str, other: str) -> Likeness:
    """The same form, or one of the same type."""
    name = other.replace("_", " ")
    if one == other:
        return Likeness("form", 1.0, f"the same form: {name}")
    same = FORMS[one].type == FORMS[other].type
    return Likeness("form", 0.4 if same else 0.0, f"{name}, not {one.replace('_', ' ')}")


def countries_in_common(one: frozenset[str], other: frozenset[str]) -> Likeness | None:
    """Countries and organisations that take part in both."""
    if not one or not other:
        return None
    both = sorted(one & other)
    return Likeness(
        "countries", len(both) / min(len(one), len(other), 3), "both with " + ", ".join(both) if both else ""
    )


def hosts(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """The same sort of body acts ("embassy"), or the same person."""
    mine, theirs = kinds(one), kinds(other)
    named = sorted(_names(one) & _names(other))
    if named:
        return Likeness("who acts", 1.0, "the same actor: " + ", ".join(name.title() for name in named))
    if not mine or not theirs:
        return None
    both = sorted(mine & theirs)
    why = "the same sort of host: " + ", ".join(both) if both else ""
    return Likeness("who acts", len(both) / min(len(mine), len(theirs)), why)


def guests(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """The same sort of body on the other side, or the same person."""
    found = hosts(one, other)
    if found is None:
        return None
    return Likeness("guests", found.score, found.why.replace("sort of host", "sort of guest").replace("actor", "guest"))


@cache
def _names(phrases: tuple[str, ...]) -> frozenset[str]:
    """Names of persons: two or more words with capitals, no word of a body among them."""
    found = (" ".join(phrase.replace("-", " ").split()).lower() for phrase in phrases if _is_name(phrase))
    return frozenset(found)


def _is_name(phrase: str) -> bool:
    parts = _WORD.findall(phrase)
    if not 2 <= len(parts) <= 4 or not parts[0][:1].isupper():
        return False
    lowered = {part.lower() for part in parts}
    return not lowered & _BODIES and not lowered & _EMPTY and not lowered & country_words()


def occasion(one: str | None, other: str | None) -> Likeness | None:
    """What both mark: an anniversary, and the same words in it."""
    if not one or not other:
        return None
    both_yearly = bool(_ANNIVERSARY.search(one)) and bool(_ANNIVERSARY.search(other))
    mine, theirs = words(one) - {"anniversary"}, words(other) - {"anniversary"}
    shared = sorted(mine & theirs)
    share = len(shared) / min(len(mine), len(theirs)) if mine and theirs else 0.0
    why = [
        *(["both on an anniversary"] if both_yearly else []),
        *([f"occasion: {', '.join(shared)}"] if shared else []),
    ]
    return Likeness("occasion", (0.5 + 0.5 * share) if both_yearly else share, "; ".join(why))


def rank(one: int | None, other: int | None) -> Likeness | None:
    """How near the highest ranks are that took part."""
    if one is None or other is None:
        return None
    apart = abs(one - other)
    why = f"the same rank, {one}" if not apart else f"nearly the same rank, {other} and {one}" if apart == 1 else ""
    return Likeness("rank", 1 - apart / 4, why)


def place(one: str | None, other: str | None, one_country: str | None, other_country: str | None) -> Likeness | None:
    """The same place, or one in the same country."""
    if one and other and one.casefold() == other.casefold():
        return Likeness("place", 1.0, f"the same place: {other}")
    if not one_country or not other_country:
        return None
    same = one_country == other_country
    return Likeness(
        "place", 0.6 if same else 0.0, f"the same country: {one_country}" if same else f"in {other_country}"
    )


def rarity(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """Weight of each word: 1 over the root of how many texts hold it, so that a rare word says more."""
    counted: dict[str, int] = {}
    for each in texts:
        for word in each:
            counted[word] = counted.get(word, 0) + 1
    return {word: 1 / sqrt(number) for word, number in counted.items()}


def wording(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> Likeness | None:
    """Words in common in the sentences that tell of both, rare ones counting more (cosine)."""
    if not one or not other:
        return None
    shared = sorted(one & other, key=lambda word: (-weights.get(word, 1.0), word))
    size = sqrt(sum(weights.get(word, 1.0) ** 2 for word in one) * sum(weights.get(word, 1.0) ** 2 for word in other))
    score = sum(weights.get(word, 1.0) ** 2 for word in shared) / size
    return Likeness("wording", score, "words: " + ", ".join(sorted(shared[:5])) if shared else "")
