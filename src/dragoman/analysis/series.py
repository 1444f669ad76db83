"""Series: the contacts of a dyad (or of one country with all others) through a channel, with the reading behind.

    for series in all_series(contacts, about=("PRK",)):
        print(series.key, by_period(series, "month"))

In: `Contacts`. Out: `Series`, counted by day, and `Period` rows for people, plots and exports.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.analysis.exposure import YEAR, Readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dragoman.analysis.contacts import Contact, Contacts
    from dragoman.analysis.exposure import Reading
    from dragoman.ledger import Source

#: Days in an average month, the unit of rates.
MONTH = 365.25 / 12
#: Days without reading that part one stretch from the next.
APART = 183
#: Share of the days on which an outlet must have been read enough to have been read throughout.
MOST = 0.8
PERIODS = ("day", "week", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Key:
    """What a series counts."""

    a: str
    b: str | None = None
    """None: all others."""
    channel: str | None = None
    """None: any."""
    form: str | None = None
    rank: int | None = None
    """Contacts of this protocol rank or a higher one (a smaller number)."""


@dataclass(frozen=True, slots=True)
class Series:
    """The contacts that a key asks for, and what was read meanwhile."""

    key: Key
    contacts: tuple[Contact, ...]
    """By day."""
    reading: Reading
    first: date
    """The day of column 0 of `reading`."""

    @property
    def last(self) -> date:
        """The last day of reading."""
        return self.first + timedelta(days=len(self.reading.read) - 1)


@dataclass(frozen=True, slots=True)
class Period:
    """One row of a series."""

    start: date
    end: date
    """The last day, which the end of the reading may cut."""
    events: int
    documents_read: int
    """Documents read of the sources that tell of the series."""
    exposure: float
    """Their weight, in average days of reading."""
    rate: float | None
    """Events a month at the average reading; None in a gap."""
    gap: bool
    """Whether too little was read to say anything: less than half of the days."""
    ids: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The row with plain values only."""
        row = asdict(self) | {"start": self.start.isoformat(), "end": self.end.isoformat(), "ids": list(self.ids)}
        row["exposure"] = round(self.exposure, 3)
        row["rate"] = None if self.rate is None else round(self.rate, 3)
        return row


def one_series(contacts: Contacts, key: Key, readings: Readings | None = None) -> Series:
    """The series that `key` asks for. Its reading is that of the dyad's sources, whatever channel they told."""
    made = readings or Readings(contacts.contacts, contacts.exposure)
    of_dyad = [contact for contact in contacts.contacts if _of(contact, key.a, key.b)]
    return _series(contacts, key, of_dyad, made)


def all_series(
    contacts: Contacts,
    *,
    about: Collection[str] = (),
    with_: Collection[str] = (),
    channels: Collection[str | None] = (None,),
    least: int = 1,
) -> Iterator[Series]:
    """Series of every dyad and of every country with all others, through each channel (None: any).

    With `about`, of dyads in which one of these takes part, which is then a; with `with_` too, only of those with
    one of these (and none with all others). `with_` alone stands for `about`. Series of fewer than `least` contacts are
    left out.
    """
    if with_ and not about:
        about, with_ = with_, ()
    readings = Readings(contacts.contacts, contacts.exposure)
    groups: dict[tuple[str, str | None], list[Contact]] = defaultdict(list)
    for contact in contacts.contacts:
        # Only those with foreign partners; a country counts each contact once, however many partners it has.
        for one, other in contact.dyads:
            groups[_ordered(one, other, about)].append(contact)
        for code in {code for dyad in contact.dyads for code in dyad}:
            groups[code, None].append(contact)
    for (a, b), found in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        if (about and a not in about) or (with_ and b not in with_) or len(found) < least:
            continue
        for channel in channels:
            series = _series(contacts, Key(a, b, channel), found, readings)
            if len(series.contacts) >= least:
                yield series


def _ordered(one: str, other: str, about: Collection[str]) -> tuple[str, str]:
    return (other, one) if other in about and one not in about else (one, other)


def _of(contact: Contact, a: str, b: str | None) -> bool:
    if b is None:
        return any(a in dyad for dyad in contact.dyads)
    return ((a, b) if a < b else (b, a)) in contact.dyads


def _series(contacts: Contacts, key: Key, of_dyad: Iterable[Contact], readings: Readings) -> Series:
    of_dyad = list(of_dyad)
    chosen = [
        contact
        for contact in of_dyad
        if (key.channel is None or contact.channel == key.channel)
        and (key.form is None or contact.form == key.form)
        and (key.rank is None or (contact.rank is not None and contact.rank <= key.rank))
    ]
    return Series(key, tuple(chosen), readings.behind(of_dyad, key.channel), contacts.exposure.first)


def stretches(series: Series) -> Iterator[Series]:
    """The series cut where nothing was read for longer than APART days.

    What is read after so long is another sample, of other news or by other hands: no silence reaches across, and
    no rate before is the measure of one after.
    """
    days = np.flatnonzero(series.reading.read)
    if not len(days):
        return
    breaks = np.flatnonzero(np.diff(days) > APART)
    for begin, end in zip([days[0], *days[breaks + 1]], [*(days[breaks] + 1), days[-1] + 1], strict=True):
        first, last = (series.first + timedelta(days=int(number)) for number in (begin, end - 1))
        inside = tuple(contact for contact in series.contacts if first <= contact.day <= last)
        yield Series(series.key, inside, series.reading.part(int(begin), int(end)), first)


def told_throughout(series: Series) -> tuple[Contact, ...]:
    """The contacts of a stretch that outlets told that were read on most of its days; all, where there is none such.

    An outlet that is read for a while tells of other ranks and other ways of contact than those beside it, so that
    what contacts are like would change with the reading.
    """
    steady = series.reading.throughout(0, len(series.reading.read), MOST)
    if not steady or len(steady) == len(series.reading.sources):
        return series.contacts
    return tuple(contact for contact in series.contacts if set(steady).intersection(contact.sources))


def read_throughout(series: Series, begin: int, end: int) -> Series | None:
    """The series as outlets told it that were read on most days from a year before `begin` to `end`.

    None where all outlets read in that time were: there is nothing to leave out. None, too, where none was, as in
    small collections: there is nothing to keep.
    """
    steady = series.reading.throughout(begin - YEAR, end, MOST)
    if not steady or set(steady) == set(series.reading.meanwhile(begin - YEAR, end)):
        return None
    return told_by(series, steady)


def told_by(series: Series, sources: Collection[Source]) -> Series:
    """The series as if only these outlets had been read."""
    kept = tuple(contact for contact in series.contacts if set(sources).intersection(contact.sources))
    return replace(series, contacts=kept, reading=series.reading.only(sources))


def by_period(
    series: Series, period: str = "month", since: date | None = None, until: date | None = None
) -> list[Period]:
    """Counts and reading by day, week (from Monday), month or quarter, from the first day of reading to the last.

    Raises ValueError where there is no such period.
    """
    first, last = max(since or series.first, series.first), min(until or series.last, series.last)
    rows = []
    weighted, read, documents = series.reading.weighted, series.reading.read, series.reading.documents
    by_start: dict[date, list[str]] = defaultdict(list)
    for contact in series.contacts:
        if first <= contact.day <= last:
            by_start[start_of(contact.day, period)].append(contact.id)
    start = start_of(first, period)
    while start <= last:
        following = start_of(start + timedelta(days={"day": 1, "week": 7, "month": 31, "quarter": 92}[period]), period)
        begin, end = max(start, first), min(following - timedelta(days=1), last)
        days = slice((begin - series.first).days, (end - series.first).days + 1)
        exposure = float(weighted[days].sum())
        gap = bool(read[days].mean() < 0.5) or exposure == 0
        ids = tuple(by_start.get(start, ()))
        rate = None if gap else len(ids) * MONTH / exposure
        rows.append(Period(begin, end, len(ids), int(documents[days].sum()), exposure, rate, gap, ids))
        start = following
    return rows


def start_of(day: date, period: str) -> date:
    """The first day of the period in which a day lies. Raises ValueError where there is no such period."""
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    if period == "month":
        return day.replace(day=1)
    if period == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    raise ValueError(f"no period {period!r}; there are {', '.join(PERIODS)}")
