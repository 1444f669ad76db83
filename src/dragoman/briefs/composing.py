"""Writes a brief: what happened, what changed, precedents, what to expect, what the sources dispute.

    brief = compose(ledger, "PRK", ("RUS",), since, until)

In: a `Ledger`, codes and days. Out: a `Brief` that has passed its own check: every sentence cites events, every event
cited is listed with the sentences that show it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dragoman.analysis.contacts import LONGEST, Contacts
from dragoman.analysis.dated import DatedEvent, dated_events
from dragoman.analysis.recurring import recurring
from dragoman.briefs import changed, happened, outlook, wording
from dragoman.briefs.brief import Brief, BriefError, Outlet, Section, Statement, cited
from dragoman.briefs.narrating import Narrator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.ledger import EventDetail, Ledger

#: Outlets named in the table of what was read.
OUTLETS = 12


def compose(
    ledger: Ledger, about: str, with_: Sequence[str] = (), since: date | None = None, until: date | None = None
) -> Brief:
    """A brief on `about` (with `with_` only, if given) from `since` to `until` (all that was read, without them).

    Raises BriefError where the ledger holds no event of the period: there is nothing to cite.
    """
    contacts = Contacts.of(ledger)
    exposure = contacts.exposure
    everything = dated_events(ledger, contacts, about=(about,), with_=with_)
    # A precedent may be another country's doing: the Russian embassy's show after the Chinese one's.
    earlier = dated_events(ledger, contacts, about=(about,)) if with_ else everything
    since, until = since or _first(everything, exposure.first), until or contacts.as_of
    events = [each for each in everything if since <= each.day <= until]
    between = _names(about, with_)
    if not events:
        raise BriefError(
            f"no event of {between} from {since} to {until} in this ledger; `dragoman events` lists what it holds"
        )
    changes = changed.statements(contacts, about, with_, since, until, everything, ledger)
    sections = [
        Section("In short", (tuple(_summary(events, about, with_, since, until, changes.short, ledger)),)),
        Section("What happened", tuple(happened.paragraphs(events, about, with_, ledger.show, Narrator()))),
        Section("What changed", changes.points, listed=True),
        Section("Precedents", tuple(map(tuple, outlook.precedents(ledger, events, earlier))), listed=True),
        _listed("What to expect", _ahead(ledger, contacts, everything, about, with_, since, until)),
        _listed(
            "What the sources dispute",
            [*outlook.disputes(events, ledger), *outlook.denied(ledger, about, with_, since, until)],
        ),
    ]
    sections = [section for section in sections if section.paragraphs]
    brief = Brief(
        title=f"{between}, {_span(since, until)}",
        about=about,
        with_=tuple(with_),
        since=since,
        until=until,
        sections=tuple(sections),
        references=_references(ledger, sections),
        outlets=_outlets(contacts, since, until),
        documents_read=exposure.read(since, until),
    )
    brief.check()
    return brief


def _first(events: Sequence[DatedEvent], read: date) -> date:
    """The first day to tell of: that of the first event which the first documents told as news, or theirs."""
    return min((each.day for each in events if read - LONGEST <= each.day), default=read)


def _listed(heading: str, statements: Sequence[Statement]) -> Section:
    return Section(heading, tuple((each,) for each in statements), listed=True)


def _names(about: str, with_: Sequence[str]) -> str:
    names = [wording.country(code) for code in (about, *with_)]
    text = names[0] + (f" and {wording.joined(names[1:])}" if with_ else "")
    return text[:1].upper() + text[1:]


def _span(since: date, until: date) -> str:
    return f"{wording.day(since)} to {wording.day(until)}"


def _summary(
    events: Sequence[DatedEvent],
    about: str,
    with_: Sequence[str],
    since: date,
    until: date,
    changes: Sequence[Statement],
    ledger: Ledger,
) -> list[Statement]:
    """How much there was, what changed, the highest meeting, and the last one in person."""
    here = wording.country(about)
    there = wording.joined(wording.country(code) for code in with_) if with_ else "other countries and organisations"
    by_weight = sorted(events, key=happened.weight, reverse=True)
    in_person = [event for event in by_weight if event.contact.channel == "in_person"]
    share = f", {wording.number(len(in_person))} of them in person" if in_person else ", none of them in person"
    many = wording.counted(len(events), "event", "events")
    told = [
        cited(
            wording.sentence(f"from {_span(since, until)} the ledger holds {many} of {here} with {there}{share}"),
            [event.id for event in by_weight],
        )
    ]
    told += changes
    ranked = [event for event in in_person if event.row.rank and happened.tellable(event)]
    if ranked:
        top = min(event.row.rank or 9 for event in ranked)
        best = [event for event in ranked if event.row.rank == top]
        last = max(best, key=lambda event: (event.day, event.id))
        level = wording.rank(top, several=True)
        text = (
            f"at the highest level met in person, that of {level}, there {'was' if len(best) == 1 else 'were'} "
            f"{wording.counted(len(best), 'event', 'events')}, the latest {_at(last)}"
        )
        told.append(cited(wording.sentence(text), [last.id, *(e.id for e in best if e is not last)]))
    if in_person:
        story = ([s for s in happened.stories(events) if s[0] in in_person and happened.tellable(s[0])] or [in_person])[
            -1
        ]
        was = "was" if story[0].contact.dated else "is one"
        text = f"the latest contact in person {was} {_at(story[0])}: {Narrator().clause(ledger.show(story[0].id))}"
        told.append(cited(wording.sentence(text), [event.id for event in story]))
    return told


def _at(event: DatedEvent) -> str:
    if not event.contact.dated:
        return f"as reported on {wording.day(event.day)}"
    return wording.when(event.row.first or event.day, event.row.last or event.day)


def _ahead(
    ledger: Ledger,
    contacts: Contacts,
    everything: Sequence[DatedEvent],
    about: str,
    with_: Sequence[str],
    since: date,
    until: date,
) -> list[Statement]:
    known = [each for each in everything if each.contact.known <= until]
    due = outlook.expected(recurring(ledger, contacts, known, until), until)
    return [*outlook.planned(ledger, about, with_, since, until), *due]


def _references(ledger: Ledger, sections: Sequence[Section]) -> tuple[EventDetail, ...]:
    ids = dict.fromkeys(
        event
        for section in sections
        for paragraph in section.paragraphs
        for statement in paragraph
        for event in statement.events
    )
    return tuple(ledger.show(event) for event in ids)


def _outlets(contacts: Contacts, since: date, until: date) -> tuple[Outlet, ...]:
    counts: Counter[str] = Counter()
    for source in contacts.exposure.sources:
        counts[source.outlet or "unnamed outlet"] += contacts.exposure.read(since, until, [source])
    rows = [Outlet(name, number) for name, number in counts.most_common() if number]
    if len(rows) > OUTLETS:
        rest = sum(row.documents for row in rows[OUTLETS:])
        rows = [*rows[:OUTLETS], Outlet(f"{len(rows) - OUTLETS} others", rest)]
    return tuple(rows)
