"""The calendar: occasions that come back each year, when the next is due, what usually happens and who comes.

    for occasion in recurring(ledger, contacts, about="PRK"):
        print(occasion.name, occasion.next.first, occasion.next.last, occasion.usual)

In: a `Ledger` and its `Contacts`. Out: `Recurring`, the next due first.

Events of one form between the same two sides, and, where texts name it, on the same occasion, are looked at by day of
the year. Stretches of up to WINDOWS days in which they fall in several years are recurring where

- they were seen in at least YEARS years, and in at least OFTEN of the years in which that stretch was read, and
- so many years would not be hit by chance, were the same events spread evenly over the year: a binomial test on the
  years, multiplied by the number of stretches looked at (Bonferroni), at most CHANCE.

The second rule is what a busy channel needs: forty messages a year fall into any week in most years. A further year
lies between the earliest and the latest day seen with probability (n - 1) / (n + 1) for n years (Wilks,
"Determination of sample sizes for setting tolerance limits", Annals of Mathematical Statistics 12, 1941).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from scipy.stats import binom

from dragoman.analysis import likeness
from dragoman.ledger.rows import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.analysis.contacts import Contacts, Exposure
    from dragoman.analysis.dated import DatedEvent
    from dragoman.ledger import EventParticipant, Ledger

#: Years in which an occasion must have been seen.
YEARS = 3
#: The share of the years read in which it must have been.
OFTEN = 0.6
#: Lengths of stretches that are tried, in days; the longest lets feasts of the moon in.
WINDOWS = (5, 11, 31)
CHANCE = 0.05
#: A stretch counts as read in a year where it holds this share of the usual documents.
_READ = 0.2
#: Days that news of an event may take.
_DELAY = 3
#: An act that was told later than this is looked back on: its day shows no custom.
_LATE = timedelta(days=62)
#: An anniversary that comes once.
_CENTENARY = re.compile(r"\b(?:bi)?centenary\b|\b(?:bi)?centennial\b", re.IGNORECASE)
#: Texts longer than this are no occasion but a sentence.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Expected:
    """When an occasion is next due."""

    first: date
    last: date
    likeliest: date
    within: float
    """Probability that it falls between first and last, if it takes place."""
    chance: float
    """Probability that it takes place, by the years so far: (seen + 1) / (read + 2)."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A side's usual part in an occasion."""

    country: str
    names: tuple[str, ...]
    """Who came most often, at most three."""
    rank: int | None
    """The highest rank it usually sent (the median over years)."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """What comes back each year."""

    name: str
    """The occasion as the texts name it most often; "" where they name none."""
    form: str
    channel: str
    a: str
    b: str
    """Who acts (or hosts) on whom; "" for nobody else."""
    years: tuple[int, ...]
    """In which it was seen."""
    years_read: tuple[int, ...]
    """In which enough was read at that time of the year to see it."""
    days: tuple[date, ...]
    """When it was, one day a year."""
    events: tuple[str, ...]
    """All of them, the earliest first."""
    chance: float
    """That of so many years were it no occasion, corrected for the stretches looked at."""
    next: Expected
    place: str | None
    """Where it usually is."""
    rank: int | None
    """The highest rank that usually takes part."""
    guests: tuple[Guest, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        found: dict[str, Any] = plain(asdict(self))
        return found


def recurring(
    ledger: Ledger,
    contacts: Contacts,
    events: Sequence[DatedEvent],
    after: date | None = None,
    *,
    years: int = YEARS,
) -> list[Recurring]:
    """What recurs among these events; the next dates are those after `after` (without it, the last day known)."""
    after = after or contacts.as_of
    exposure = contacts.exposure.until(after)
    events = [each for each in events if each.contact.known - each.day <= _LATE]
    found: list[Recurring] = []
    taken: set[str] = set()
    # Named occasions first: their events are not told a second time as a habit without a name.
    for group in (*_named(events), *_unnamed(events)):
        left = [each for each in group[1] if each.id not in taken]
        while (stretch := _best(left, exposure, years)) is not None:
            taken.update(each.id for each in stretch.events)
            left = [each for each in left if each.id not in taken]
            found.append(_recurring(ledger, group[0], stretch, after))
    return sorted(found, key=lambda each: (each.next.likeliest, each.chance, each.events))


Key = tuple[str, str, str]
"""Form, who acts, on whom."""


def _named(events: Iterable[DatedEvent]) -> Iterator[tuple[Key, list[DatedEvent]]]:
    """Events of a form between two sides on one occasion, by the words that name it."""
    groups: dict[Key, dict[frozenset[str], list[DatedEvent]]] = defaultdict(lambda: defaultdict(list))
    for each in events:
        about = likeness.words(each.row.occasion) if each.row.occasion and len(each.row.occasion) <= _LONGEST else None
        if about and len(about - {"anniversary", "day", "occasion"}) > 0:
            for key in _sides(each):
                groups[key][about].append(each)
    for key in sorted(groups):
        by_words = groups[key]
        for names in _alike(sorted(by_words, key=lambda name: (-len(by_words[name]), sorted(name)))):
            yield key, [each for name in names for each in by_words[name]]


def _alike(names: Iterable[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Names that hold nearly the same words together; the first of each group is what others are compared with."""
    groups: list[list[frozenset[str]]] = []
    for name in names:
        for group in groups:
            shared = len(name & group[0])
            if shared >= 2 and shared >= 0.75 * min(len(name), len(group[0])):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def _unnamed(events: Iterable[DatedEvent]) -> Iterator[tuple[Key, list[DatedEvent]]]:
    groups: dict[Key, list[DatedEvent]] = defaultdict(list)
    for each in events:
        for key in _sides(each):
            groups[key].append(each)
    yield from sorted(groups.items())


def _sides(each: DatedEvent) -> Iterator[Key]:
    """Form and who acts on whom, for every two of the sides; of many on a side, only the first two."""
    for a in each.row.a[:2]:
        for b in each.row.b[:2]:
            if a != b:
                yield each.row.form, a, b


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days of the year in which events fall in several years."""

    first: int
    """Day of the year, 1 to 366."""
    length: int
    events: tuple[DatedEvent, ...]
    years: tuple[int, ...]
    read: tuple[int, ...]
    chance: float


def _best(events: Sequence[DatedEvent], exposure: Exposure, years: int) -> _Stretch | None:
    """The stretch of the year that chance explains least, if it passes."""
    if len({each.day.year for each in events}) < years:
        return None
    best: _Stretch | None = None
    by_day = sorted(events, key=lambda each: of_year(each.day))
    for length in WINDOWS:
        for first in sorted({of_year(each.day) for each in by_day}):
            inside = [each for each in by_day if (of_year(each.day) - first) % 366 < length]
            seen = tuple(sorted({season_year(each.day, first) for each in inside}))
            if len(seen) < years:
                continue
            read = _years_read(exposure, first, length, seen)
            if len(seen) < OFTEN * len(read):
                continue
            chance = _chance(len(events), len(seen), len(read), length)
            if chance <= CHANCE and (best is None or chance < best.chance):
                best = _Stretch(first, length, tuple(inside), seen, read, chance)
    return best


def of_year(day: date) -> int:
    """The day of the year, as if each had 366."""
    return day.replace(year=2000).timetuple().tm_yday


def season_year(day: date, first: int) -> int:
    """The year in which the stretch that begins on day `first` of the year began: January may belong to the last."""
    return day.year if of_year(day) >= first else day.year - 1


def on(year: int, number: int) -> date:
    """The day of a year by its number of 366; the 29th of February is the 28th where there is none."""
    at = date(2000, 1, 1) + timedelta(days=(number - 1) % 366)
    year += (number - 1) // 366
    try:
        return at.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _years_read(exposure: Exposure, first: int, length: int, seen: Iterable[int]) -> tuple[int, ...]:
    """The years in which these days were read as much as usual, or nearly; those in which it was seen among them."""
    if not exposure.days:
        return tuple(sorted(seen))
    found = set(seen)
    usual = float(exposure.documents.sum()) / exposure.days
    for year in range(exposure.first.year - 1, exposure.last.year + 1):
        begin = on(year, first)
        end = begin + timedelta(days=length - 1 + _DELAY)
        if begin >= exposure.first and end <= exposure.last:
            days = (end - begin).days + 1
            if exposure.read(begin, end) >= _READ * usual * days:
                found.add(year)
    return tuple(sorted(found))


def _chance(events: int, seen: int, read: int, length: int) -> float:
    """Chance that a stretch is hit in `seen` of `read` years by events spread evenly, any stretch being looked at."""
    share = 1 - (1 - length / 366) ** (events / read)
    single = float(binom.sf(seen - 1, read, share))
    return min(1.0, single * 366 / length)


def _recurring(ledger: Ledger, key: Key, stretch: _Stretch, after: date) -> Recurring:
    form, a, b = key
    ordered = sorted(stretch.events, key=lambda each: (each.day, each.id))
    firsts: dict[int, date] = {}
    for each in ordered:
        firsts.setdefault(season_year(each.day, stretch.first), each.day)
    who = ledger.participants(each.id for each in ordered)
    places = Counter(each.row.place for each in ordered if each.row.place)
    ranks = [each.row.rank for each in ordered if each.row.rank]
    # A stretch that begins in December may have its days in January: its years are those of its days.
    shift = Counter(day.year - year for year, day in firsts.items()).most_common(1)[0][0]
    return Recurring(
        name=_name(ordered),
        form=form,
        channel=Counter(each.row.channel for each in ordered).most_common(1)[0][0],
        a=a,
        b=b,
        years=tuple(year + shift for year in stretch.years),
        years_read=tuple(year + shift for year in stretch.read),
        days=tuple(firsts.values()),
        events=tuple(each.id for each in ordered),
        chance=stretch.chance,
        next=_next(tuple(firsts.values()), stretch, after),
        place=places.most_common(1)[0][0] if places else None,
        rank=sorted(ranks)[len(ranks) // 2] if ranks else None,
        guests=tuple(_guest(who, code) for code in (a, b) if code),
    )


def _name(events: Sequence[DatedEvent]) -> str:
    """The occasion as most texts have it, without the number of the anniversary."""
    told = Counter(_unnumbered(each.row.occasion) for each in events if each.row.occasion)
    return min(told, key=lambda name: (-told[name], len(name), name)) if told else ""


def _unnumbered(text: str) -> str:
    words = (word for word in text.split() if not any(letter.isdigit() for letter in word))
    return _CENTENARY.sub("anniversary", " ".join(words))


def _next(days: Sequence[date], stretch: _Stretch, after: date) -> Expected:
    """The first range of days that is not over by `after`."""
    offsets = sorted((of_year(day) - stretch.first) % 366 for day in days)
    middle = offsets[len(offsets) // 2]
    year = after.year - 1
    while on(year, stretch.first + offsets[-1]) <= after:
        year += 1
    first, last, likeliest = (on(year, stretch.first + offset) for offset in (offsets[0], offsets[-1], middle))
    number = len(days)
    return Expected(
        first=first,
        last=last,
        likeliest=likeliest,
        within=(number - 1) / (number + 1),
        chance=(len(stretch.years) + 1) / (len(stretch.read) + 2),
    )


def _guest(who: Mapping[str, Sequence[EventParticipant]], code: str) -> Guest:
    names: Counter[str] = Counter()
    ranks: list[int] = []
    for members in who.values():
        own = [each for each in members if each.country == code]
        names.update({each.name for each in own if each.name})
        if told := [each.rank for each in own if each.rank]:
            ranks.append(min(told))
    rank = sorted(ranks)[ceil(len(ranks) / 2) - 1] if ranks else None
    return Guest(code, tuple(name for name, _ in names.most_common(3)), rank)
