"""The part of a brief that tells what changed: tested signals, or, in a small ledger, the quietest stretch as a count.

In: `Contacts`, the codes and the period. Out: statements, the surest first, each with the events that carry it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from dragoman.analysis.lulls import Lull, lull
from dragoman.analysis.series import Key
from dragoman.analysis.signal import KINDS, sure
from dragoman.analysis.signals import signals
from dragoman.briefs import wording
from dragoman.briefs.brief import Statement, cited
from dragoman.briefs.commemorated import commemorated
from dragoman.briefs.happened import stories, tellable
from dragoman.briefs.narrating import Narrator

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from dragoman.analysis.contacts import Contacts
    from dragoman.analysis.dated import DatedEvent
    from dragoman.analysis.signal import Signal
    from dragoman.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed: in short, and point by point."""

    short: tuple[Statement, ...]
    points: tuple[tuple[Statement, ...], ...]


#: Signals of a greater q are not told, and those above `SURE` are called weak.
GREATEST, SURE = 0.3, 0.05
#: Statements on signals, at most.
MOST = 8
#: Stories that are told of those that ended a lull.
AGAIN = 5
#: Forms of measures that may have closed or opened a door, and how near to the beginning of a lull they count.
MEASURES = frozenset(("sanction", "downgrade", "easing", "seizure", "withdrawal"))
BEFORE, AFTER = timedelta(days=31), timedelta(days=100)
#: Documents in a lull below which its reading is called thin.
THIN = 100


def statements(
    contacts: Contacts,
    about: str,
    with_: Sequence[str],
    since: date,
    until: date,
    events: Sequence[DatedEvent],
    ledger: Ledger,
) -> Changes:
    """What changed in the period; empty where nothing did that can be said. `events` are all of these sides."""
    found = signals(contacts, about=(about,), with_=tuple(with_), since=since, until=until, q=GREATEST)
    chosen = _distinct(found)[:MOST]
    story = _Story(events, ledger)
    told = [[_signal(signal), *_around(signal, story)] for signal in chosen]
    short = [_short(signal) for signal in [s for s in chosen if _of_meetings(s)][:2] or chosen[:1]]
    if not any(signal.kind == "freeze" and signal.channel == "in_person" for signal in chosen):
        for partner in with_ or (None,):
            quiet = lull(contacts, Key(about, partner, "in_person"))
            if quiet is not None and quiet.begin <= until and quiet.end >= since:
                told.append(_lull(contacts, quiet, story))
                short.append(_lull_in_short(quiet))
    return Changes(tuple(short), tuple(map(tuple, told)))


def _of_meetings(signal: Signal) -> bool:
    """Whether it tells that contacts in person froze or resumed, which is what a reader asks first."""
    return signal.channel == "in_person" and signal.kind in ("freeze", "resumption")


@dataclass(frozen=True, slots=True)
class _Story:
    """What changes are told with: the events of these sides, and the ledger that shows them."""

    events: Sequence[DatedEvent]
    ledger: Ledger
    quoted: set[str] = field(default_factory=set)
    """Events whose sentence was quoted already."""


def _around(signal: Signal, story: _Story) -> list[Statement]:
    """What was told of measures when contacts in person froze, and what they resumed with."""
    if not _of_meetings(signal):
        return []
    if signal.kind == "freeze":
        return _measures(signal.a, signal.start, story)
    return _clauses(set(signal.events), signal.start, story)


def _distinct(found: Sequence[Signal]) -> list[Signal]:
    """The surest signals, each change once: any channel after the channel that it shows in, events once."""
    kept: list[Signal] = []
    for signal in sorted(found, key=lambda s: (s.q, s.channel is None, s.b is None, s.start)):
        near = 366 if signal.kind == "channel" else 31
        same = [
            other
            for other in kept
            if other.kind == signal.kind and other.b == signal.b and abs((other.start - signal.start).days) <= near
        ]
        if not same and signal.events:
            kept.append(signal)
    order = list(KINDS)
    return sorted(kept, key=lambda s: (not _of_meetings(s), s.b is not None, s.start, order.index(s.kind)))


def _signal(signal: Signal) -> Statement:
    """A signal in a sentence with how sure it is."""
    return cited(wording.sentence(f"{_text(signal)} ({_sure(signal)})"), signal.events)


def _short(signal: Signal) -> Statement:
    thin = " (on thin reading)" if signal.documents_read < THIN else ""
    weak = " (a weak signal)" if signal.q > SURE else thin
    return cited(wording.sentence(f"{_text(signal)}{weak}"), signal.events)


def _text(signal: Signal) -> str:
    tell = {
        "freeze": _freeze,
        "resumption": _resumption,
        "surge": _surge,
        "level": _level,
        "channel": _channel,
        "first_contact": _first_contact,
        "missed_anniversary": _missed,
    }[signal.kind]
    return tell(signal)


def _sure(signal: Signal) -> str:
    likely = sure(signal.q)
    how = {"possible": "possibly a real change", "doubtful": "doubtful as a real change"}
    real = how.get(likely, f"{likely} to be a real change")
    weak = ", but a weak signal" if signal.q > SURE else ""
    thin = signal.documents_read < THIN
    reading = f"{'only ' if thin else ''}{signal.documents_read:,} documents were read meanwhile"
    return f"{real}{weak}; {reading}{', which is thin' if thin else ''}"


def _who(signal: Signal, *, how: bool = True) -> str:
    channel = wording.phrases()["channels"].get(signal.channel, "") if signal.channel and how else ""
    who = f"of {wording.country(signal.a)} with {wording.country(signal.b)}"
    return f"contacts {channel} {who}" if channel else f"contacts {who}"


def _freeze(signal: Signal) -> str:
    until = f" until {wording.day(signal.end)}" if signal.end else " and were still silent when the reading ended"
    before = wording.a_month(signal.rate_before)
    span = f"from {wording.day(signal.start)}{until}"
    if signal.rate_after == 0:
        return f"{_who(signal)} fell silent {span}: from {before} {signal.counted} to none"
    left = wording.a_month(signal.rate_after)
    return f"{_who(signal)} fell nearly silent {span}: from {before} to {left} {signal.counted}"


def _resumption(signal: Signal) -> str:
    rate = wording.a_month(signal.rate_after)
    return f"{_who(signal)} resumed on {wording.day(signal.start)}, at {rate} {signal.counted} since"


def _surge(signal: Signal) -> str:
    until = f" until {wording.day(signal.end)}" if signal.end else ""
    before, after = wording.a_month(signal.rate_before), wording.a_month(signal.rate_after)
    return f"{_who(signal)} rose from {before} to {after} {signal.counted} from {wording.day(signal.start)}{until}"


def _level(signal: Signal) -> str:
    way = "rose" if signal.rate_after < signal.rate_before else "fell"
    ranks = [
        wording.rank(min(5, max(1, round(rate))), several=True) for rate in (signal.rate_before, signal.rate_after)
    ]
    span = f", from about that of {ranks[0]} to that of {ranks[1]}" if ranks[0] != ranks[1] else ""
    return f"the level of {_who(signal)} {way} on {wording.day(signal.start)}{span}"


def _channel(signal: Signal) -> str:
    how = wording.phrases()["channels"].get(signal.channel, "")
    return (
        f"of the {_who(signal, how=False)}, {signal.rate_after:.0%} were {how} from {wording.day(signal.start)} on, "
        f"against {signal.rate_before:.0%} before"
    )


def _first_contact(signal: Signal) -> str:
    return f"the first {_who(signal)} in this ledger took place on {wording.day(signal.start)}"


def _missed(signal: Signal) -> str:
    forms = wording.phrases()["forms"]
    what = forms[signal.form]["one"] if signal.form in forms else "contact"
    return (
        f"the {what} of {wording.country(signal.a)} with {wording.country(signal.b)} that was told around "
        f"{signal.start.day} {signal.start:%B} in {signal.rate_before:.0%} of the years before was not told in "
        f"{signal.start.year}"
    )


def _lull_in_short(quiet: Lull) -> Statement:
    text = f"{_in_person(quiet)} fell {_how_silent(quiet)} after {wording.day(quiet.begin - timedelta(days=1))}"
    if quiet.open or not quiet.after:
        text += " and had not resumed when the reading ended"
    else:
        text += f" and have been told again since {wording.day(quiet.after[0].day)}"
    return cited(
        wording.sentence(f"{text} (a weak signal)"),
        [c.id for c in (*quiet.before[-2:], *quiet.inside, *quiet.after[:3])],
    )


def _how_silent(quiet: Lull) -> str:
    return "nearly silent" if quiet.inside else "silent"


def _in_person(quiet: Lull) -> str:
    return f"contacts in person of {wording.country(quiet.key.a)} with {wording.country(quiet.key.b)}"


def _lull(contacts: Contacts, quiet: Lull, story: _Story) -> list[Statement]:
    """A lull in a few sentences: what there was before, in it and after it, and how thin the reading was."""
    days = (quiet.end - quiet.begin).days
    left = f"only {wording.counted(len(quiet.inside), 'is', 'are')} told" if quiet.inside else "none is told"
    before = (
        f"after {wording.number(len(quiet.before))} in the "
        f"{wording.length((quiet.begin - contacts.exposure.first).days)} before"
    )
    span = f"between {wording.day(quiet.begin)} and {wording.day(quiet.end)}"
    text = f"{_in_person(quiet)} fell {_how_silent(quiet)} {span}: {left} in these {wording.length(days)}, {before}"
    ids = [c.id for c in (*quiet.inside, *quiet.after[:1], *reversed(quiet.before))]
    told = [cited(wording.sentence(text), ids), *_measures(quiet.key.a, quiet.begin, story), _meanwhile(quiet)]
    return told + _again(quiet, story)


def _measures(about: str, begin: date, story: _Story) -> list[Statement]:
    """Measures taken when it began, in the words of who told them: what they mean is for the reader to judge."""
    first, last = begin - BEFORE, begin + AFTER
    found = []
    for event in story.events:
        near = first <= event.day <= last and event.id not in story.quoted
        if near and event.row.form in MEASURES and about in event.row.a:
            story.quoted.add(event.id)
            for report in story.ledger.show(event.id).reports[:1]:
                if report.published and report.sentences:
                    told = f"{report.outlet or 'a document'} reported on {wording.day(report.published)}"
                    quoted = " ".join(report.sentences[-1].text.split()).rstrip(" .")
                    found.append(cited(f"{told[:1].upper()}{told[1:]}: “{quoted}.”", [event.id]))
    return found[:2]


def _meanwhile(quiet: Lull) -> Statement:
    thin = "only " if quiet.documents_read < THIN else ""
    reading = (
        f"{thin}{wording.number(quiet.documents_read)} documents were read of that time, so that this is a count and a "
        "weak signal, not a tested one"
    )
    if not quiet.others:
        return cited(wording.sentence(reading), [c.id for c in (*quiet.before[-1:], *quiet.inside, *quiet.after[:1])])
    names = wording.phrases()["channels"]
    ways = wording.joined(dict.fromkeys(names[c.channel] for c in quiet.others))
    many = wording.counted(len(quiet.others), "contact", "contacts")
    went = "was" if len(quiet.others) == 1 else "were"
    return cited(
        wording.sentence(f"meanwhile {many} {ways} {went} told, so that somebody was reading, but {reading}"),
        [c.id for c in quiet.others],
    )


def _again(quiet: Lull, story: _Story) -> list[Statement]:
    """What came after a lull."""
    return [] if quiet.open else _clauses({contact.id for contact in quiet.after}, quiet.end, story)


def _clauses(ids: Collection[str], since: date, story: _Story) -> list[Statement]:
    """The first of these events and those that followed, each in a clause."""
    every = stories([event for event in story.events if event.id in ids and event.day >= since])
    told = [each for each in every if tellable(each[0]) and not commemorated(story.ledger.show(each[0].id))][:AGAIN]
    narrator = Narrator()
    clauses = [
        f"{wording.when(each[0].row.first or each[0].day, each[0].row.last or each[0].day)} "
        f"{narrator.clause(story.ledger.show(each[0].id))}"
        for each in told
    ]
    if not clauses:
        return []
    found = [cited(wording.sentence(f"the first was when {clauses[0]}"), [event.id for event in told[0]])]
    if len(clauses) > 1:
        ids = [event.id for each in told[1:] for event in each]
        found.append(cited(wording.sentence(f"there followed more: {'; '.join(clauses[1:])}"), ids))
    return found
