"""Occasions that come round each year, and the years in which they did not. In: contacts. Out: occasions, misses.

An occasion is a form of contact of a dyad within a week of one day of the year, in at least YEARS years and most of
the years read, more often than contacts spread over the year would fall there by chance. It was missed in a year if
enough was read around that day and no contact of the dyad through the same channel lies near it. The chance of a
miss, were the custom kept, is the mean of the Beta posterior after the years so far under Jeffreys' prior:
(misses + 1/2) / (years + 1); of several misses running, the product.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.analysis.contacts import Contact
    from dragoman.analysis.series import Series

#: Days on either side of the usual one.
NEAR = 7
#: Years in which it must have taken place, at least, and as a share of those read.
YEARS, MOST = 4, 0.75
#: Chance of as many years were contacts spread over the year, above which it is no occasion.
BY_CHANCE = 1e-3
#: Days that must have been read around it, as a share.
READ = 0.8


@dataclass(frozen=True, slots=True)
class Year:
    """One year of an occasion."""

    day: date
    """The usual day in this year."""
    contacts: tuple[Contact, ...]
    """What took place near it; none, if it was missed."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A form of contact that comes round each year."""

    series: Series
    form: str
    month: int
    day: int
    """The usual day of the year."""
    years: tuple[Year, ...]
    """The years, from the first in which it took place, around whose day enough was read."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Years running, from the first, in which an occasion did not take place."""

    occasion: Occasion
    before: tuple[Year, ...]
    """The years up to then."""
    years: tuple[Year, ...]
    """The years missed."""
    chances: tuple[float, ...]
    """After each of these, the chance of as many running were the custom kept."""

    def known_on(self, threshold: float, lag: int = 0) -> date:
        """The day on which the miss was as unlikely as `threshold`: the last day near it, and the news' delay."""
        number = next((at for at, chance in enumerate(self.chances) if chance <= threshold), len(self.years) - 1)
        return self.years[number].day + timedelta(days=NEAR + lag)


def occasions(series: Series) -> list[Occasion]:
    """The yearly occasions in a series, by month and day."""
    by_form: dict[str, list[Contact]] = defaultdict(list)
    for contact in series.contacts:
        by_form[contact.form].append(contact)
    found = [occasion for form, some in sorted(by_form.items()) for occasion in _of_form(series, form, some)]
    return sorted(found, key=lambda each: (each.month, each.day, each.form))


def _of_form(series: Series, form: str, contacts: Sequence[Contact]) -> Iterator[Occasion]:
    left = list(contacts)
    while len({contact.day.year for contact in left}) >= YEARS:
        usual = np.array([_of_year(contact.day) for contact in left])
        of = np.array([contact.day.year for contact in left])
        near = np.abs((usual[:, None] - usual[None, :] + 182) % 365 - 182) <= NEAR
        years = np.array([len(set(of[row])) for row in near])
        if years.max() < YEARS:
            return
        # Of several days with as many years, the one that contacts lie closest around.
        at = int(np.lexsort((-near.sum(axis=1), -years))[0])
        chosen = [contact for contact, is_near in zip(left, near[at], strict=True) if is_near]
        left = [contact for contact, is_near in zip(left, near[at], strict=True) if not is_near]
        occasion = _occasion(series, form, chosen)
        if occasion and _more_than_chance(occasion, contacts):
            yield occasion


def _of_year(day: date) -> int:
    return (date(2001, day.month, min(day.day, 28) if day.month == 2 else day.day) - date(2001, 1, 1)).days


def _occasion(series: Series, form: str, chosen: Sequence[Contact]) -> Occasion | None:
    usual = np.array([_of_year(contact.day) for contact in chosen])
    centre = int((np.median((usual - usual[0] + 182) % 365) - 182 + usual[0]) % 365)
    day = date(2001, 1, 1) + timedelta(days=centre)
    first = min(contact.day for contact in chosen).year
    years = []
    for year in range(first, series.last.year + 1):
        on = date(year, day.month, day.day)
        near = tuple(contact for contact in chosen if abs((contact.day - on).days) <= NEAR + 3)
        if near or _read(series, on):
            years.append(Year(on, near))
    held = sum(bool(year.contacts) for year in years)
    if held < YEARS:
        return None
    return Occasion(series, form, day.month, day.day, tuple(years))


def _read(series: Series, day: date) -> bool:
    """Whether enough was read near this day, its week after included."""
    begin, end = (day - series.first).days - NEAR, (day - series.first).days + NEAR + 1
    if begin < 0 or end > len(series.reading.read):
        return False
    return bool(series.reading.read[begin:end].mean() >= READ and series.reading.documents[begin:end].any())


def _more_than_chance(occasion: Occasion, contacts: Sequence[Contact]) -> bool:
    held = [bool(year.contacts) for year in occasion.years]
    last = max(at for at, each in enumerate(held) if each)
    until, number = held[: last + 1], sum(held)
    a_year = len({contact.day for contact in contacts}) / len(held)
    chance = -np.expm1(-a_year * (2 * NEAR + 1) / 365)
    # The day was chosen among some 365 / (2 NEAR + 1) that do not overlap.
    at_random = binom.sf(number - 1, len(held), chance) * 365 / (2 * NEAR + 1)
    return bool(number >= MOST * len(until) and at_random <= BY_CHANCE)


def misses(occasion: Occasion, others: Sequence[Contact]) -> list[Miss]:
    """The misses of an occasion after at least YEARS in which it took place; `others` are all contacts of its series.

    Where a contact through the same channel lies near the day, the occasion may have been told in another form:
    that is no miss.
    """
    found = []
    held = failed = 0
    running: list[Year] = []
    chances: list[float] = []
    before: tuple[Year, ...] = ()
    channels = {contact.channel for year in occasion.years for contact in year.contacts}
    days = np.array([contact.day.toordinal() for contact in others if contact.channel in channels], np.int64)
    for at, year in enumerate(occasion.years):
        near = bool(year.contacts) or bool((np.abs(days - year.day.toordinal()) <= NEAR).any())
        if near:
            if running:
                found.append(Miss(occasion, before, tuple(running), tuple(chances)))
                running, chances = [], []
            held += 1
            continue
        if not running:
            before = occasion.years[:at]
        chance = (failed + 0.5) / (held + failed + 1)
        failed += 1
        if held >= YEARS:
            chances.append(chance * (chances[-1] if chances else 1.0))
            running.append(year)
    if running:
        found.append(Miss(occasion, before, tuple(running), tuple(chances)))
    return found
