"""The part of a brief that tells what happened: the weightiest events by partner, the rest counted.

In: events of the period, the weightiest told by a `Narrator`. Out: paragraphs of statements.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from dragoman.analysis.levels import partners
from dragoman.briefs import wording
from dragoman.briefs.brief import Statement, cited
from dragoman.briefs.commemorated import commemorated
from dragoman.briefs.narrating import Narrator, one_story
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dragoman.analysis.dated import DatedEvent
    from dragoman.ledger import EventDetail

#: Partners told one by one, and events told of each; with one partner, more of these.
PARTNERS, EVENTS, EVENTS_OF_ONE = 6, 5, 12
#: Events that the reader was less sure of are counted, not told.
SURE = 0.5
#: What acts weigh besides rank: those that bind or hurt, and those that only speak.
_WEIGHT = {"agreement": 1, "signing": 1, "relations": 2, "attack": 2, "sanction": 1.5, "seizure": 1.5, "downgrade": 2}
_SPEECH = frozenset(("praise", "criticism", "appeal", "refusal", "threat"))


def weight(event: DatedEvent) -> float:
    """How much an event matters to a reader: rank, meeting in person, how widely it was told, how sure it is."""
    row = event.row
    ranked = 6 - (row.rank or 6)
    in_person = 2 if event.contact.channel == "in_person" else 0
    speech = -3 if row.form in _SPEECH else 0
    return (ranked + in_person + speech + _WEIGHT.get(row.form, 0) + log(1 + row.reports)) * row.confidence


def stories(events: Sequence[DatedEvent]) -> list[list[DatedEvent]]:
    """Events that are told in one sentence together, the clearest of each first, in order of days."""
    found: list[list[DatedEvent]] = []
    for event in events:
        for story in reversed(found[-12:]):
            if any(one_story(event, other) for other in story):
                story.append(event)
                break
        else:
            found.append([event])
    return [sorted(story, key=lambda e: -_clear(e)) for story in found]


def tellable(event: DatedEvent) -> bool:
    """Whether an event is sure and whole enough to be told in words: an embassy does not travel."""
    row = event.row
    equals = FORMS[row.form].equals
    other = len(row.a_names) > 1 if equals and not row.b else bool(row.b) or bool(row.place) or row.form != "visit"
    sides = bool(row.a) and other
    travels = row.form == "visit" and any("embassy" in n.lower() and "of" not in n.lower() for n in row.a_names)
    return row.confidence >= SURE and sides and not travels


def _clear(event: DatedEvent) -> float:
    """How well the ledger knows it."""
    row = event.row
    told = sum(bool(value) for value in (row.a, row.b, row.place, row.occasion, row.rank, event.contact.dated))
    return told + 2 * log(1 + row.reports) + 2 * row.confidence


def paragraphs(
    events: Sequence[DatedEvent],
    about: str,
    with_: Sequence[str],
    show: Callable[[str], EventDetail],
    narrator: Narrator,
) -> list[tuple[Statement, ...]]:
    """One paragraph a partner, the most frequent first; the last counts what passed with all the others."""
    by_partner: dict[str, list[DatedEvent]] = defaultdict(list)
    counts = partners(events, about)
    wanted = [code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    chosen = [code for code in wanted if code in with_] if with_ else wanted[:PARTNERS]
    for event in events:
        others = [code for code in chosen if code in event.codes]
        if others:
            by_partner[others[0]].append(event)
    found: list[tuple[Statement, ...]]
    if len(chosen) == 1:
        own = by_partner[chosen[0]]
        found = [(_counts(own, about, chosen[0]),)] if own else []
        found += _by_year(_told(own, EVENTS_OF_ONE, show, narrator))
    else:
        found = []
        for code in chosen:
            if own := by_partner[code]:
                told = [statement for _, statement in _told(own, EVENTS, show, narrator)]
                found.append((_counts(own, about, code), *told))
    told_of = {event.id for some in by_partner.values() for event in some}
    rest = [event for event in events if event.id not in told_of and partners([event], about)]
    if rest and not with_:
        found.append((_others(rest, about),))
    return found


def _told(
    events: Sequence[DatedEvent], number: int, show: Callable[[str], EventDetail], narrator: Narrator
) -> list[tuple[int, Statement]]:
    """The weightiest stories with their years, in order of days."""
    every = [story for story in stories(events) if tellable(story[0])]
    # The latest contacts in person are what a reader asks for, whatever their rank.
    latest = [story for story in every if story[0].contact.channel == "in_person"][-number // 3 :]
    weighty = sorted((s for s in every if s not in latest), key=lambda story: -max(map(weight, story)))
    best = [*latest, *weighty[: number - len(latest)]]
    ordered = sorted(best, key=lambda story: (story[0].day, story[0].id))
    told = []
    for story in ordered:
        first = story[0]
        detail = show(first.id)
        if commemorated(detail):
            continue
        text = narrator.told(detail, first.day, dated=first.contact.dated)
        told.append((first.day.year, cited(text, [event.id for event in story])))
    return told


def _by_year(told: Sequence[tuple[int, Statement]]) -> list[tuple[Statement, ...]]:
    years: dict[int, list[Statement]] = defaultdict(list)
    for year, statement in told:
        years[year].append(statement)
    return [tuple(statements) for statements in years.values()]


def _counts(events: Sequence[DatedEvent], about: str, partner: str) -> Statement:
    """How many events passed with a partner, and how they were made."""
    ordered = sorted(events, key=weight, reverse=True)
    here, there = wording.country(about), wording.country(partner)
    whole = wording.counted(len(events), "event", "events")
    if len(events) == 1:
        how = wording.phrases()["channels"][events[0].contact.channel]
        return cited(f"With {there} the ledger holds one event of {here}, {how}.", [events[0].id])
    return cited(f"With {there} the ledger holds {whole} of {here}: {_channels(events)}.", [e.id for e in ordered])


def _channels(events: Sequence[DatedEvent]) -> str:
    by_channel: dict[str, int] = defaultdict(int)
    for event in events:
        by_channel[event.contact.channel] += 1
    names = wording.phrases()["channels"]
    parts = sorted(by_channel.items(), key=lambda item: (-item[1], item[0]))
    if len(parts) == 1:
        return f"all of them {names[parts[0][0]]}"
    counts = wording.numbers([count for _, count in parts])
    return wording.joined(f"{count} {names[channel]}" for count, (channel, _) in zip(counts, parts, strict=True))


def _others(events: Sequence[DatedEvent], about: str) -> Statement:
    ordered = sorted(events, key=weight, reverse=True)
    counts = partners(events, about)
    named = [wording.country(code) for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    shown = wording.joined(named[:6]) if len(named) <= 6 else wording.joined([*named[:6], f"{len(named) - 6} more"])
    many = wording.counted(len(events), "further event", "further events")
    return cited(wording.sentence(f"{many} passed with other partners: {shown}"), [e.id for e in ordered])
