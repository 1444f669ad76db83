"""The parts of a brief that look back and ahead: precedents, what to expect, and what the sources dispute.

In: the ledger, events of the period and before. Out: statements, each with its events.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from dragoman.analysis.precedents import among
from dragoman.briefs import wording
from dragoman.briefs.brief import Statement, cited
from dragoman.briefs.happened import SURE, stories, tellable, weight
from dragoman.briefs.narrating import Narrator, noun
from dragoman.ledger import EventQuery
from dragoman.vocabulary import HAPPENED, TO_COME, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dragoman.analysis.dated import DatedEvent
    from dragoman.analysis.precedents import Precedent
    from dragoman.analysis.recurring import Recurring
    from dragoman.ledger import EventDetail, Ledger, ReportDetail

Value = TypeVar("Value")
#: Events of the period whose precedents are told, precedents of each, and the least score of one.
OF_EVENTS, PRECEDENTS, ALIKE = 3, 2, 0.5
#: How far ahead a brief looks, in days, and how much it tells.
AHEAD = 183
EXPECTED, DISPUTES = 6, 8


def precedents(ledger: Ledger, events: Sequence[DatedEvent], everything: Sequence[DatedEvent]) -> list[list[Statement]]:
    """The precedents of the latest contact in person and of the weightiest of late, the latest first."""
    every = [story for story in stories(events) if tellable(story[0])]
    in_person = [story for story in every if story[0].contact.channel == "in_person"] or every
    # What is late is what a reader asks about.
    late = sorted(in_person[len(in_person) // 2 :], key=lambda each: -max(map(weight, each)))
    told = []
    for story in [*in_person[-1:], *(each for each in late if each is not in_person[-1])]:
        asked = ledger.show(story[0].id)
        found = _distinct(each for each in among(ledger, asked, everything, PRECEDENTS + 3) if each.score >= ALIKE)
        if found:
            told.append((story, asked, found))
        if len(told) == OF_EVENTS:
            break
    told.sort(key=lambda each: (each[0][0].day, each[0][0].id), reverse=True)
    return [list(_precedents(story, asked, found, ledger.show)) for story, asked, found in told]


def _distinct(found: Iterable[Precedent]) -> list[Precedent]:
    """Precedents, of those of one form and day only the nearest."""
    kept: dict[tuple[str, date], Precedent] = {}
    for each in found:
        kept.setdefault((each.event.form, each.day), each)
    return list(kept.values())[:PRECEDENTS]


def _precedents(
    story: Sequence[DatedEvent], asked: EventDetail, found: Sequence[Precedent], show: Callable[[str], EventDetail]
) -> Iterator[Statement]:
    row, first = asked.event, found[0]
    what = noun(asked).split(" ", 1)[1]
    at = wording.when(row.first or story[0].day, row.last or story[0].day)
    yield cited(
        wording.sentence(f"the nearest precedent of the {what} {at} is of {_of(first, show)}"),
        [*(event.id for event in story), first.event.id],
    )
    if alike := _in_common(asked, first):
        yield cited(wording.sentence(f"they have in common {alike}"), [row.id, first.event.id])
    for other in found[1:]:
        yield cited(wording.sentence(f"another is of {_of(other, show)}"), [other.event.id])


def _of(precedent: Precedent, show: Callable[[str], EventDetail]) -> str:
    row = precedent.event
    span = wording.span(row.first or precedent.day, row.last or precedent.day)
    return f"{span}, when {Narrator().clause(show(row.id))}"


def _in_common(asked: EventDetail, precedent: Precedent) -> str:
    """What makes them alike, in words."""
    shared = {*asked.event.a, *asked.event.b} & {*precedent.event.a, *precedent.event.b}
    parts = []
    for reason in precedent.reasons:
        if reason.score < 0.5 or reason.field in ("form", "wording") or not reason.why:
            continue
        if reason.field == "countries":
            parts.append(
                f"{wording.joined(wording.country(code) for code in sorted(shared))} as "
                f"{'parties' if len(shared) > 1 else 'a party'}"
            )
        elif reason.field == "rank":
            parts.append(f"the level of {wording.rank(precedent.event.rank or 5, several=True)}")
        elif reason.field == "place" and (code := code_of(precedent.event.place or "")):
            parts.append(f"the same country ({wording.country(code)})")
        elif reason.field == "occasion":
            parts.append(_same_occasion(reason.why))
        else:
            head, _, tail = reason.why.partition(": ")
            parts.append(f"{head} ({tail})" if tail else head)
    return wording.joined(parts[:4])


def _same_occasion(why: str) -> str:
    """What `likeness.occasion` says, in a list: "an anniversary (founding)"."""
    _, named, shared = why.rpartition("occasion: ")
    head = "an anniversary" if why.startswith("both on") else "the occasion"
    return f"{head} ({shared})" if named else head


def expected(recurring: Sequence[Recurring], until: date) -> list[Statement]:
    """What is due within half a year, by what recurred each year, the next first."""
    soon = [each for each in recurring if until < each.next.likeliest <= until + timedelta(days=AHEAD)]
    surest = sorted(soon, key=lambda each: (each.chance, -len(each.years)))[:EXPECTED]
    return [_expected(each) for each in sorted(surest, key=lambda each: each.next.likeliest)]


def _expected(due: Recurring) -> Statement:
    act = wording.phrases()["forms"][due.form]["one"]
    with_ = (
        f" to {wording.country(due.b)}"
        if due.form in ("message", "gift", "award")
        else f" with {wording.country(due.b)}"
    )
    on = f" on the occasion of the {due.name.removeprefix('the ')}" if due.name and len(due.name.split()) > 1 else ""
    span = (
        f"around {wording.day(due.next.likeliest)}"
        if due.next.first == due.next.last
        else f"between {wording.day(due.next.first)} and {wording.day(due.next.last)}"
    )
    years = wording.joined(str(year) for year in due.years)
    level = f", usually by {wording.rank(due.rank)}" if due.rank else ""
    seen, read = wording.number(len(due.years)), wording.number(len(due.years_read))
    kept = f"it was told in {seen} of the {read} years read ({years})"
    likely = wording.probability(due.next.chance)
    return cited(
        wording.sentence(f"{wording.an(act)} of {wording.country(due.a)}{with_}{on} is {likely} {span}: {kept}{level}"),
        due.events[-6:],
    )


def planned(ledger: Ledger, about: str, with_: Sequence[str], since: date, until: date) -> list[Statement]:
    """What was announced in the period for a day after it."""
    query = EventQuery(about=(about,), with_=tuple(with_), status=("planned",), since=until + timedelta(days=1))
    told = []
    for row in ledger.events(query):
        detail = ledger.show(row.id)
        announced = min((report.published for report in detail.reports if report.published), default=None)
        if row.confidence < SURE or announced is None or not since <= announced <= until or row.first is None:
            continue
        act = wording.phrases()["forms"][row.form]["one"]
        who = wording.joined(wording.country(code) for code in dict.fromkeys((*row.a, *row.b)))
        when = wording.when(row.first, row.last)
        text = f"{wording.an(act)} of {who} is announced {when}, as reported on {wording.day(announced)}"
        told.append(cited(wording.sentence(text), [row.id]))
    return told[:EXPECTED]


def disputes(events: Sequence[DatedEvent], ledger: Ledger) -> list[Statement]:
    """Where reports of one event differ: its day, its place, whether it took place, and who took part."""
    several = sorted((e for e in events if e.row.documents > 1), key=weight, reverse=True)
    found: list[Statement] = []
    for event in several[: 20 * DISPUTES]:
        found += _disputes(event, ledger.show(event.id))
        if len(found) >= DISPUTES:
            break
    return found[:DISPUTES]


def denied(ledger: Ledger, about: str, with_: Sequence[str], since: date, until: date) -> list[Statement]:
    """What somebody denies, or what was called off, in the period."""
    statuses = {"denied": "is denied", "cancelled": "is told to have been called off"}
    query = EventQuery(about=(about,), with_=tuple(with_), status=tuple(statuses), since=since, until=until)
    found = []
    for row in ledger.events(query):
        if row.confidence >= SURE and row.first is not None:
            act = wording.phrases()["forms"][row.form]["one"]
            who = wording.joined(wording.country(code) for code in dict.fromkeys((*row.a, *row.b)))
            text = f"{wording.an(act)} of {who} {wording.when(row.first, row.last)} {statuses[row.status]}"
            found.append(cited(wording.sentence(text), [row.id]))
    return found[:DISPUTES]


def _disputes(event: DatedEvent, detail: EventDetail) -> Iterator[Statement]:
    row = detail.event
    act = wording.phrases()["forms"][row.form]["one"]
    about = f"the {act} of {wording.joined(wording.country(code) for code in dict.fromkeys((*row.a, *row.b)))}"
    days = _ways(detail, lambda report: (report.first, report.last) if report.first and report.last else None)
    apart = [each for each in days if not any(_within(each, other) for other in days if other != each)]
    # One outlet that tells of several days tells of a journey, or of its parts: it does not dispute itself.
    if len(apart) > 1 and len({report.outlet or report.document for each in apart for report in days[each]}) > 1:
        ways = [f"{wording.when(*each)} ({_sources(days[each])})" for each in apart]
        yield cited(wording.sentence(f"sources differ over the day of {about}: {wording.joined(ways, 'or')}"), [row.id])
    statuses = _ways(detail, lambda report: report.status)
    # What was planned and then took place has a history; what some say took place and others deny is disputed.
    if statuses.keys() & HAPPENED and statuses.keys() - HAPPENED - TO_COME:
        ways = [f"{status} ({_sources(reports)})" for status, reports in statuses.items()]
        at = wording.when(row.first or event.day, row.last or event.day)
        yield cited(
            wording.sentence(f"sources differ over the standing of {about} {at}: {wording.joined(ways, 'or')}"),
            [row.id],
        )


def _ways(detail: EventDetail, of: Callable[[ReportDetail], Value | None]) -> dict[Value, list[ReportDetail]]:
    found: dict[Value, list[ReportDetail]] = {}
    for report in detail.reports:
        value = of(report)
        if value is not None:
            found.setdefault(value, []).append(report)
    return found


def _within(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether a range of days holds another: a month and a day in it are no contradiction; the finer one is kept."""
    return one[0] <= other[0] and other[1] <= one[1]


def _sources(reports: Sequence[ReportDetail]) -> str:
    return wording.joined(dict.fromkeys(report.outlet or report.document for report in reports))
