"""What anniversaries are of. In: a phrase, and occasions as plain values. Out: those that the phrase can mean.

The package's own table holds occasions that are remembered widely; others come from the caller, as the ledger has
them. Words are compared without case, marks and small words; a person by all words of a name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dragoman.vocabulary.tables import rows, several

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_SMALL = frozenset("of the and in a an to for on by at with his her its their our between s his".split())
#: What a phrase calls an act, and the forms in which a ledger may hold it: on a journey there were meetings too.
_ACTS = {
    "visit": ("visit", "meeting", "negotiation", "reception", "conference"),
    "meeting": ("meeting", "negotiation", "conference", "visit"),
    "signing": ("signing", "agreement"),
    "relations": ("relations",),
    "attack": ("attack", "seizure"),
    "withdrawal": ("withdrawal",),
}
_CALLED = {
    **dict.fromkeys("visit visits trip tour travel travels journey journeys stay".split(), "visit"),
    **dict.fromkeys("meeting summit talks met meet".split(), "meeting"),
    **dict.fromkeys(
        "signing signature conclusion treaty agreement declaration accord pact publication".split(), "signing"
    ),
    **dict.fromkeys("attack bombing invasion sinking shelling hijacking abduction seizure".split(), "attack"),
    **dict.fromkeys("withdrawal pullout ceasefire".split(), "withdrawal"),
}
#: Forms of the ledger's events that have anniversaries.
REMEMBERED = frozenset(form for forms in _ACTS.values() for form in forms)
_NAMED_DAY = re.compile(
    r"[’']?s?\s+(?:[A-Z][\w-]+\s+)*?(?:North-South\s+|[Ii]nter-Korean\s+|[Jj]oint\s+|[Pp]eace\s+)*"
    r"(?:[Dd]eclarations?|[Aa]greements?|[Ss]tatement|[Cc]ommuniqu[eé]|[Mm]ovement|[Uu]prising|[Aa]ccords?|[Ii]ncident)\b"
)
#: Acts this near to one another, between the same, are of one journey or one round.
_APART = timedelta(days=10)
_LONGEST = timedelta(days=40)
_PRECISE = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something of the past that is remembered on its day."""

    label: str
    first: date
    last: date
    names: tuple[str, ...] = ()
    """Phrases any of which names it; of an act of the ledger, none."""
    countries: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    form: str | None = None
    """Form of the act in the ledger; None for an occasion of the table."""
    place: str | None = None
    source: str = "table"
    """"table", or the id of the ledger's event."""


@cache
def table() -> tuple[Occasion, ...]:
    """The package's own occasions."""
    return tuple(
        Occasion(
            names[0],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"] or row["first"]),
            names,
            frozenset(several(row["countries"])),
        )
        for row in rows("anniversaries.csv", "dragoman.grounding.data")
        if (names := tuple(several(row["names"])))
    )


def words(phrase: str) -> frozenset[str]:
    """The words of a phrase that tell: without case, marks, hyphens and small words."""
    plain = unicodedata.normalize("NFKD", phrase.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return frozenset(re.findall(r"[a-z0-9]+", plain)) - _SMALL


def named_after(text: str, start: int, end: int) -> Occasion | None:
    """The day after which something is named: "the June 15 joint declaration"; None where text[start:end] is a date."""
    following = _NAMED_DAY.match(text, end)
    if following is None:
        return None
    said = words(text[start : following.end()])
    found = [
        each
        for each in table()
        if any(words(name) <= said and any(word.isdigit() for word in words(name)) for name in each.names)
    ]
    return found[0] if found else None


def meant(
    phrase: str,
    sentence: str,
    codes: Collection[str],
    topics: Collection[str],
    known: Iterable[Occasion],
    span: tuple[date, date],
) -> list[Occasion]:
    """Occasions within `span` that `phrase` ("his visit to Russia") in `sentence` can mean; acts close by as one.

    `codes` are the countries that the phrase names, `topics` those of its document.
    """
    said = words(phrase)
    fitting: list[tuple[int, Occasion]] = []
    for occasion in table():
        # Relations and the like are named without those whose they are.
        joins = len(occasion.countries) < 2 or occasion.countries <= {*codes, *topics}
        size = max((len(name) for each in occasion.names if (name := words(each)) <= said), default=0)
        if size and joins and span[0] <= occasion.last and occasion.first <= span[1]:
            fitting.append((size, occasion))
    # "victory in the Fatherland Liberation War" says more than "liberation of Korea".
    most = max((size for size, _ in fitting), default=0)
    found = [occasion for size, occasion in fitting if size == most]
    within = [each for each in known if span[0] <= each.last and each.first <= span[1]]
    return found or _journeys(_acts(said, words(sentence), codes, within), said)


def _acts(
    said: frozenset[str], around: frozenset[str], codes: Collection[str], known: Iterable[Occasion]
) -> list[Occasion]:
    act = (
        "relations"
        if {"diplomatic"} <= said
        else next((_CALLED[word] for word in sorted(said) if word in _CALLED), None)
    )
    if act is None:
        return []
    found = []
    for occasion in known:
        if occasion.form not in _ACTS[act] or occasion.last - occasion.first > _LONGEST:
            continue
        person = any(len(name := words(each)) > 1 and name <= around for each in occasion.people)
        there = bool(occasion.countries & set(codes))
        if (person and (there or not codes)) or (not person and len(occasion.countries & set(codes)) > 1):
            found.append(occasion)
    return found


def _journeys(acts: Sequence[Occasion], said: frozenset[str]) -> list[Occasion]:
    """Acts near to one another as one occasion; a whole month only where no days in it are known."""
    precise = [act for act in acts if act.last - act.first <= _PRECISE]
    vague = [
        act
        for act in acts
        if act not in precise and not any(act.first <= other.first and other.last <= act.last for other in precise)
    ]
    groups: list[list[Occasion]] = [[act] for act in vague]
    last: date | None = None
    for act in sorted(precise, key=lambda act: (act.first, act.last, act.source)):
        if last is not None and act.first - last <= _APART:
            groups[-1].append(act)
            last = max(last, act.last)
        else:
            groups.append([act])
            last = act.last
    placed = [group for group in groups if any(act.place and _alike(words(act.place), said) for act in group)]
    return [_together(group) for group in placed or groups]


def _alike(place: Collection[str], said: Collection[str]) -> bool:
    """Whether a word of a place, or its adjective, was said: Siberia and Siberian, east and eastern."""
    return any(
        one.startswith(other) or other.startswith(one) for one in place for other in said if len(one) > 3 < len(other)
    )


def _together(group: Sequence[Occasion]) -> Occasion:
    first = min(group, key=lambda act: (act.form != "visit", act.first, act.source))
    return Occasion(
        first.label,
        min(act.first for act in group),
        max(act.last for act in group),
        (),
        frozenset().union(*(act.countries for act in group)),
        first.people,
        first.form,
        first.place,
        ", ".join(dict.fromkeys(act.source for act in group)),
    )
