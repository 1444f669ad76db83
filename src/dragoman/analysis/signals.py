"""Signals: every test of analysis over the series asked for, corrected for how much was looked at.

    for signal in signals(contacts, about=("PRK",)):
        print(in_words(signal))

In: `Contacts`. Out: `Signal`, the latest known first. Online or in hindsight is a matter of the contacts: those of
`Contacts.of(ledger, as_of=day)` hold only what was published by that day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from dragoman.analysis.composition import SHARE, STEPS, Shift, levels, mean, shares, shifts
from dragoman.analysis.correction import q_values
from dragoman.analysis.first import FOLLOWING as CONFIRMING
from dragoman.analysis.first import First, first_contact
from dragoman.analysis.model import BY_TEXT, LEAST, VIEWS, Modelled, Question, chances, modelled
from dragoman.analysis.occasions import NEAR, Miss, misses, occasions
from dragoman.analysis.rates import ratio
from dragoman.analysis.rounds import busy
from dragoman.analysis.series import APART, MONTH, Key, all_series, read_throughout, stretches, told_throughout
from dragoman.analysis.signal import A_MONTH, KINDS, OF_CHANNEL, OF_RANK, OF_YEARS, ROUNDS, Q, Signal
from dragoman.analysis.silence import FOLLOWING, Resumption, Silence, frozen_by_year, known_on, resumption, silences
from dragoman.analysis.surge import Surge, surges, surging_by_year

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dragoman.analysis.contacts import Contact, Contacts
    from dragoman.analysis.series import Series

#: Channels that series are made of; None is any.
CHANNELS = (None, "in_person", "remote", "written", "media", "material")
#: The delay of the news is at most so many days.
LONGEST_LAG = 14
#: A silence of at most this chance may be a freeze.
FROZEN = 0.05
#: Contacts named before a silence and after it.
NAMED = 3


_Change = TypeVar("_Change", Silence, Surge)


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with its chance, before it is known how many there are."""

    kind: str
    chance: float
    what: Silence | Surge | Shift | First | Miss
    key: Key
    series: Series


@dataclass(frozen=True, slots=True)
class _Run:
    """What the dates of signals rest on."""

    threshold: float
    """The chance up to which a test of this kind is listed."""
    lag: int
    """Days of the news' usual delay."""
    last: date
    """The last day read."""

    def ends(self, day: date, *, is_open: bool) -> date | None:
        """The last day of something, None if it lasts to the end of what was read, and that is the last of all."""
        return None if is_open and self.last - day <= timedelta(days=APART) else day


def signals(
    contacts: Contacts,
    *,
    about: Collection[str] = (),
    with_: Collection[str] = (),
    channels: Collection[str | None] = CHANNELS,
    kinds: Collection[str] = tuple(KINDS),
    since: date | None = None,
    until: date | None = None,
    q: float | None = None,
) -> list[Signal]:
    """The signals in what is known, those known from `since` to `until`, at a q of at most `q` (by default, `Q`).

    Every series of at least LEAST contacts of the dyads asked for is looked at, and all of them count in q: the
    narrower the question, the less there is to correct for.
    """
    if not contacts.contacts or not contacts.exposure.days:
        return []
    whole = list(all_series(contacts, about=about, with_=with_, channels=channels))
    wanted = [each for series in whole for each in stretches(series)]
    lag = usual_lag(contacts)
    found: list[_Found] = []
    looked_at: dict[str, int] = defaultdict(int)
    if {"freeze", "resumption", "surge"} & set(kinds):
        quiet, lively, years = rate_changes(wanted, lag)
        looked_at["freeze"] = looked_at["surge"] = years
        for kind, changes in (("freeze", quiet), ("surge", lively)):
            found += [
                _Found(kind, each.chance, each, each.modelled.series.key, each.modelled.series) for each in changes
            ]
    for series in wanted:
        _shifts(series, kinds, found, looked_at)
    for series in whole:
        _yearly(series, kinds, found, looked_at)
        _firsts(series, contacts, kinds, found, looked_at)
    listed = []
    for kind in KINDS:
        some = [each for each in found if each.kind == kind]
        greatest = Q[kind] if q is None else q
        listed += _tested(some, looked_at[kind], greatest, kinds, _Run(1.0, lag, contacts.exposure.last))
    known = (each for each in listed if (since is None or each.known_at >= since))
    kept = [each for each in known if (until is None or each.known_at <= until)]
    return sorted(kept, key=lambda each: (-each.known_at.toordinal(), each.q, each.kind, each.a, each.b or ""))


def usual_lag(contacts: Contacts) -> int:
    """Days within which nine in ten contacts are told, at most LONGEST_LAG."""
    days = [(contact.known - contact.day).days for contact in contacts.contacts]
    return int(min(np.quantile(days, 0.9), LONGEST_LAG)) if days else 0


def rate_changes(several: Sequence[Series], lag: int = 0) -> tuple[list[Silence], list[Surge], int]:
    """Silences and surges of these series, and the years in which they were looked for.

    Surges are looked for as if nothing had been read in what may be a freeze: a frozen channel is no measure of what
    it does when it is open. Of a series with contact on many days, surges are those of its contacts. Where an outlet
    came or went, either must hold in what the others told, too.
    """
    fitted = list(modelled([series for series in several if len(series.contacts) >= LEAST]))
    quiet = _borne_out(silences(fitted, lag), fewer=True)
    frozen: dict[int, list[Silence]] = defaultdict(list)
    for silence in quiet:
        if silence.chance <= FROZEN:
            frozen[id(silence.modelled)].append(silence)
    as_they_were, anew, crowded = [], [], []
    for one in fitted:
        series = _without(one.series, frozen[id(one)]) if id(one) in frozen else one.series
        if busy(series, one.days):
            crowded.append(series)
        elif id(one) in frozen:
            anew.append(series)
        else:
            as_they_were.append(one)
    lively = [*as_they_were, *modelled(anew), *modelled(crowded, by_round=False)]
    return quiet, _borne_out(surges(lively), fewer=False), sum(map(_years, fitted))


def _borne_out(found: Sequence[_Change], *, fewer: bool) -> list[_Change]:
    """Those that are unlikely, too, in what outlets told that were read throughout; what is likely is kept as it is."""
    alone = [
        (at, one)
        for at, each in enumerate(found)
        if each.chance <= FROZEN and (one := read_throughout(each.modelled.series, each.begin, each.end)) is not None
    ]
    chance: dict[int, float] = {}
    for by_round in (True, False):
        some = [(at, one) for at, one in alone if found[at].modelled.by_round == by_round]
        again = {id(one.series): one for one in modelled([one for _, one in some], by_round=by_round)}
        asked = []
        for at, one in some:
            what, anew = found[at], again[id(one)]
            known = what.begin if isinstance(what, Silence) else what.known
            asked.append(Question(anew, known, what.begin, what.end, anew.count(what.begin, what.end)))
        for (at, _), question, each in zip(some, asked, chances(asked, fewer=fewer), strict=True):
            chance[at] = frozen_by_year(question, float(each)) if fewer else surging_by_year(question, float(each))
    return [each for at, each in enumerate(found) if chance.get(at, 0.0) <= FROZEN]


def _without(series: Series, frozen: Sequence[Silence]) -> Series:
    """A series with its freezes unread, and without what lone contacts they had."""
    weighted, read = series.reading.weighted.copy(), series.reading.read.copy()
    for silence in frozen:
        weighted[silence.begin : silence.end], read[silence.begin : silence.end] = 0.0, False
    spans = [(series.first + timedelta(days=each.begin), series.first + timedelta(days=each.end)) for each in frozen]
    kept = tuple(each for each in series.contacts if not any(begin <= each.day < end for begin, end in spans))
    return replace(series, contacts=kept, reading=replace(series.reading, weighted=weighted, read=read))


def _years(one: Modelled) -> int:
    """Years of reading in which the series could be tested: those after its first LEAST contacts."""
    if len(one.days) < LEAST:
        return 0
    read = one.series.reading.read[int(one.days[LEAST - 1]) :]
    return max(int(np.ceil(read.sum() / 365)), 1)


def _shifts(series: Series, kinds: Collection[str], found: list[_Found], looked_at: dict[str, int]) -> None:
    """Changes of level and of channel, in what was told by outlets read throughout."""
    key = series.key
    if key.channel not in (None, "in_person") or not {"level", "channel"} & set(kinds):
        return
    contacts = told_throughout(series)
    if "level" in kinds:
        changes, tests = shifts(levels(contacts), STEPS)
        found += [_Found("level", each.chance, each, key, series) for each in changes]
        looked_at["level"] += tests
    if "channel" in kinds and key.channel is None:
        for channel in CHANNELS[1:]:
            if sum(each.channel == channel for each in contacts) >= LEAST:
                changes, tests = shifts(shares(contacts, str(channel)), SHARE)
                own = replace(key, channel=channel)
                found += [_Found("channel", each.chance, each, own, series) for each in changes]
                looked_at["channel"] += tests


def _firsts(
    series: Series, contacts: Contacts, kinds: Collection[str], found: list[_Found], looked_at: dict[str, int]
) -> None:
    """First contacts."""
    key = series.key
    if "first_contact" in kinds and key.b is not None and key.channel is None:
        pair = tuple(sorted((key.a, key.b)))
        first = first_contact(series, [each.day for each in contacts.background if pair in each.dyads])
        if first is not None:
            found.append(_Found("first_contact", first.chance, first, key, series))
            looked_at["first_contact"] += 1


def _yearly(series: Series, kinds: Collection[str], found: list[_Found], looked_at: dict[str, int]) -> None:
    """Missed anniversaries."""
    key = series.key
    if "missed_anniversary" in kinds and key.b is not None and key.channel is not None:
        for occasion in occasions(series):
            for miss in misses(occasion, series.contacts):
                own = replace(key, form=occasion.form)
                found.append(_Found("missed_anniversary", miss.chances[-1], miss, own, series))
            looked_at["missed_anniversary"] += 1


def _tested(
    found: Sequence[_Found], looked_at: int, greatest: float, kinds: Collection[str], run: _Run
) -> list[Signal]:
    """The signals of one kind (and resumptions with freezes) whose q is small enough."""
    every = q_values([each.chance for each in found], looked_at)
    kept = [(each, float(value)) for each, value in zip(found, every, strict=True) if value <= greatest]
    if not kept:
        return []
    # The chance up to which a test is listed in this run: a signal is known from the day on which it was reached.
    reached = greatest * len(kept) / max(looked_at, len(found))
    run = replace(run, threshold=max(reached, *(each.chance for each, _ in kept)))
    listed = [_signal(each, value, run) for each, value in kept] if found[0].kind in kinds else []
    if found[0].kind == "freeze" and "resumption" in kinds:
        listed += _resumed(kept, greatest, run)
    return listed


def _resumed(frozen: Sequence[tuple[_Found, float]], greatest: float, run: _Run) -> list[Signal]:
    """The freezes among these that are over: tested among themselves, each no surer than that there was a freeze."""
    over = []
    for each, value in frozen:
        if isinstance(each.what, Silence) and (again := resumption(each.what)) is not None:
            over.append((each, value, again))
    every = q_values([again.chance for _, _, again in over])
    kept = [(row, float(own)) for row, own in zip(over, every, strict=True) if own <= greatest]
    threshold = max([greatest * len(kept) / max(len(over), 1), *(row[2].chance for row, _ in kept)])
    listed = []
    for (each, value, again), own in kept:
        known = known_on(again.silence, run.threshold, run.lag)
        day = again.silence.modelled.calendar.day(max(known, again.known_on(threshold)))
        listed.append(_resumption(again, each.key, max(value, own), day))
    return listed


def _signal(found: _Found, q: float, run: _Run) -> Signal:
    what = found.what
    if isinstance(what, Silence):
        return _freeze(what, found.key, q, run)
    if isinstance(what, Surge):
        return _surge(what, found.key, q, run)
    if isinstance(what, Shift):
        return _shift(found, what, q, run)
    if isinstance(what, First):
        return _first(what, found.key, q, run)
    return _missed(what, found, q, run)


def _ids(contacts: Sequence[Contact]) -> tuple[str, ...]:
    return tuple(contact.id for contact in contacts)


def _between(modelled: Modelled, begin: int, end: int) -> list[Contact]:
    first, last = modelled.calendar.day(begin), modelled.calendar.day(end - 1)
    return [contact for contact in modelled.series.contacts if first <= contact.day <= last]


def _documents(series: Series, begin: int, end: int) -> int:
    return int(series.reading.documents[max(begin, 0) : max(end, 0)].sum())


def _read(one: Modelled, begin: int, end: int) -> float:
    """Average days of reading, by the view that has more; at least one, for a day has at least one contact's news."""
    return max(1.0, *(float(one.total[view][end] - one.total[view][begin]) for view in VIEWS))


def _known(contacts: Sequence[Contact], day: date) -> date:
    """When the contacts up to a day were known, but for those told long after, which came to what was said."""
    soon = timedelta(days=2 * LONGEST_LAG)
    told = (each.known for each in contacts if each.day <= day and each.known - each.day <= soon)
    return max([day, *told])


def _freeze(silence: Silence, key: Key, q: float, run: _Run) -> Signal:
    one, begin, end = silence.modelled, silence.begin, silence.end
    baseline = one.baseline(begin, BY_TEXT)
    read = _read(one, begin, end)
    low, high = ratio(silence.count, read, baseline.shape, baseline.exposure, baseline.dispersion)
    inside = _between(one, begin, end) if silence.count else []
    before = [contact for contact in one.series.contacts if contact.day < one.calendar.day(begin)][-NAMED:]
    after = [] if silence.open else _between(one, end, end + 1)
    return Signal(
        kind="freeze",
        a=key.a,
        b=key.b,
        channel=key.channel,
        form=key.form,
        start=one.calendar.day(begin),
        end=run.ends(one.calendar.day(end - 1), is_open=silence.open),
        known_at=one.calendar.day(known_on(silence, run.threshold, run.lag)),
        rate_before=baseline.rate,
        rate_after=silence.count / read * MONTH,
        unit=ROUNDS,
        size=silence.count / max(read * baseline.rate / MONTH, 1e-9),
        size_low=low,
        size_high=high,
        chance=silence.chance,
        q=q,
        events=_ids([*before, *inside, *after]),
        documents_read=_documents(one.series, begin, end),
    )


def _resumption(again: Resumption, key: Key, q: float, known: date) -> Signal:
    silence, one = again.silence, again.silence.modelled
    frozen = _read(one, silence.begin, silence.end)
    # Of all the days in which others were waited for: two contacts on two days are not thirty a month.
    until = min(again.begin + FOLLOWING, one.length)
    read, number = _read(one, again.begin, until), one.count(again.begin, until)
    contacts = _between(one, again.begin, again.end)
    baseline = one.baseline(silence.begin, BY_TEXT)
    low, high = ratio(number, read, silence.count + 0.5, frozen, baseline.dispersion)
    before, after = silence.count / frozen * MONTH, number / read * MONTH
    return Signal(
        kind="resumption",
        a=key.a,
        b=key.b,
        channel=key.channel,
        form=key.form,
        start=one.calendar.day(again.begin),
        end=None,
        known_at=_known(contacts, known),
        rate_before=before,
        rate_after=after,
        unit=ROUNDS,
        size=after / before if before else None,
        size_low=low,
        size_high=high if before else None,
        chance=again.chance,
        q=q,
        events=_ids(contacts),
        documents_read=_documents(one.series, again.begin, again.end),
    )


def _surge(surge: Surge, key: Key, q: float, run: _Run) -> Signal:
    one = surge.modelled
    baseline = one.baseline(surge.known, BY_TEXT)
    # By the view of reading that expects more, the season counted: what the surge is measured by.
    views = ((one.baseline(surge.known, view), view) for view in VIEWS)
    expected = max(one.mean(each, surge.begin, surge.end, view) for each, view in views)
    read = _read(one, surge.begin, surge.end)
    contacts = _between(one, surge.begin, surge.end)
    same = expected * baseline.exposure / baseline.shape
    low, high = ratio(surge.count, same, baseline.shape, baseline.exposure, baseline.dispersion)
    return Signal(
        kind="surge",
        a=key.a,
        b=key.b,
        channel=key.channel,
        form=key.form,
        start=one.calendar.day(surge.begin),
        end=run.ends(one.calendar.day(surge.end - 1), is_open=surge.open),
        known_at=_known(contacts, one.calendar.day(surge.known_on(run.threshold))),
        rate_before=expected / read * MONTH,
        rate_after=surge.count / read * MONTH,
        unit=ROUNDS if one.by_round else A_MONTH,
        size=surge.count / max(expected, 1e-9),
        size_low=low,
        size_high=high,
        chance=surge.chance,
        q=q,
        events=_ids(contacts),
        documents_read=_documents(one.series, surge.begin, surge.end),
    )


def _shift(found: _Found, shift: Shift, q: float, run: _Run) -> Signal:
    before, after = mean(shift.before), mean(shift.after)
    spread = 1.645 * np.sqrt(
        sum(np.var([each.number for each in part]) / len(part) for part in (shift.before, shift.after))
    )
    start, last = shift.after[0].day, shift.after[-1].day
    series = found.series
    begin, end = ((day - series.first).days for day in (start, last))
    return Signal(
        kind=found.kind,
        a=found.key.a,
        b=found.key.b,
        channel=found.key.channel,
        form=None,
        start=start,
        end=run.ends(last, is_open=last == max(contact.day for contact in series.contacts)),
        known_at=shift.known_on(run.threshold),
        rate_before=before,
        rate_after=after,
        unit=OF_RANK if found.kind == "level" else OF_CHANNEL,
        size=after - before,
        size_low=after - before - float(spread),
        size_high=after - before + float(spread),
        chance=found.chance,
        q=q,
        events=_ids([contact for value in shift.after for contact in value.contacts]),
        documents_read=_documents(series, begin, end + 1),
    )


def _first(first: First, key: Key, q: float, run: _Run) -> Signal:
    series, start = first.series, first.contacts[0].day
    begin = (start - series.first).days
    # Of all the days in which others were waited for.
    read = float(series.reading.weighted[begin : begin + CONFIRMING + 1].sum())
    return Signal(
        kind="first_contact",
        a=key.a,
        b=key.b,
        channel=first.contacts[0].channel,
        form=None,
        start=start,
        end=None,
        known_at=first.known_on(run.threshold),
        rate_before=0.0,
        rate_after=len(first.contacts) / max(read, 1.0) * MONTH,
        unit=A_MONTH,
        size=None,
        size_low=None,
        size_high=None,
        chance=first.chance,
        q=q,
        events=_ids(first.contacts),
        documents_read=_documents(series, 0, begin),
    )


def _missed(miss: Miss, found: _Found, q: float, run: _Run) -> Signal:
    series = found.series
    held = [year for year in miss.before if year.contacts]
    near = timedelta(days=NEAR)
    days = [((year.day - near - series.first).days, (year.day + near - series.first).days + 1) for year in miss.years]
    return Signal(
        kind="missed_anniversary",
        a=found.key.a,
        b=found.key.b,
        channel=found.key.channel,
        form=found.key.form,
        start=miss.years[0].day,
        end=miss.years[-1].day,
        known_at=miss.known_on(run.threshold, run.lag),
        rate_before=len(held) / len(miss.before),
        rate_after=0.0,
        unit=OF_YEARS,
        size=0.0,
        size_low=0.0,
        size_high=None,
        chance=found.chance,
        q=q,
        events=_ids([contact for year in held for contact in year.contacts]),
        documents_read=sum(_documents(series, begin, end) for begin, end in days),
    )
