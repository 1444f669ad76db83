"""Finds the events of reports: links them with what they may be of one event with, clusters, writes the events anew.

Within one transaction of the caller. What the events of a report are depends only on the reports that it is linked
with, directly or through others, so that settling a part gives what settling the whole ledger would.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import judging, schema
from dragoman.ledger.clustering import clustered
from dragoman.ledger.gathering import Kept, Part, event_id, event_row
from dragoman.ledger.linking import comparable, log_odds, opposed
from dragoman.ledger.rule import rule
from dragoman.ledger.statements import insert, parts, update
from dragoman.ledger.telling import Party, Telling, party, place, told_words
from dragoman.ledger.words import folded, stems, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_links, _reports = schema.links.c, schema.reports.c


def settle(
    connection: sa.Connection,
    new: Collection[int],
    touched: Collection[int] = (),
    *,
    at_hand: Mapping[int, Kept] | None = None,
    up_to: int | None = None,
) -> None:
    """Find the events of the `new` reports, whose links are still to be made, and of the `touched` ones.

    Reports that are `at_hand`, because they were just written, are not looked up again. Links are made with reports
    whose key is at most `up_to`, where all are linked in turn.
    """
    aliases = judging.aliases(connection)
    known = {key: _under(aliases, report) for key, report in (at_hand or {}).items()}
    _link(connection, new, known, aliases, up_to)
    start = {*new, *touched}
    component, judged = _component(connection, start)
    _load(connection, component - known.keys(), known, aliases)
    component &= known.keys()
    if component:
        _write(connection, [known[key] for key in component], judged, aliases)


def resettle(connection: sa.Connection, reports: Collection[int]) -> None:
    """Link these reports anew and find their events: what is compared of them has changed."""
    for some in parts(reports):
        connection.execute(sa.delete(schema.links).where(sa.or_(_links.report.in_(some), _links.other.in_(some))))
    settle(connection, reports)


def _link(
    connection: sa.Connection,
    new: Collection[int],
    known: dict[int, Kept],
    aliases: Mapping[str, str],
    up_to: int | None,
) -> None:
    """Compare the new reports with all in their blocks and keep the likely pairs."""
    pairs = set(_neighbours(connection, new, up_to))
    _load(connection, {key for pair in pairs for key in pair} | set(new), known, aliases)
    least = rule().least
    rows = []
    for one, other in sorted(pairs):
        mine, theirs = known[one].telling, known[other].telling
        if mine.key > theirs.key:
            mine, theirs = theirs, mine
        if comparable(mine, theirs) and (value := log_odds(mine, theirs)) >= least:
            rows.append({"report": one, "other": other, "log_odds": value})
    insert(connection, schema.links, rows)


def _neighbours(connection: sa.Connection, new: Collection[int], up_to: int | None) -> Iterator[tuple[int, int]]:
    """Pairs of a new report and one that shares a block with it on days that meet; the smaller key first."""
    mine, theirs = schema.blocks.alias(), schema.blocks.alias()
    both = mine.join(theirs, mine.c.block == theirs.c.block)
    for some in parts(new):
        query = (
            sa.select(mine.c.report, theirs.c.report)
            .distinct()
            .select_from(both)
            .where(
                mine.c.report.in_(some),
                theirs.c.first <= mine.c.last,
                theirs.c.last >= mine.c.first,
                sa.or_(mine.c.wide.is_(False), theirs.c.wide.is_(False)),
                mine.c.report != theirs.c.report,
                theirs.c.report <= up_to if up_to is not None else sa.true(),
            )
        )
        for one, other in connection.execute(query).all():
            yield (one, other) if one < other else (other, one)


def _component(connection: sa.Connection, start: Collection[int]) -> tuple[set[int], list[judging.Judged]]:
    """All reports that may join these, were judged the same, or were of one event, directly or through others.

    With them the judgements on them. Reports that were of one event until now come along even where nothing links
    them any more, because that event is about to go.
    """
    found: set[int] = set()
    frontier = set(start)
    while True:
        while frontier:
            found |= frontier
            frontier = (_linked(connection, frontier) | _of_one_event(connection, frontier)) - found
        judged = judging.concerning(connection, found)
        frontier = {key for one in judged if one.kind == "same" for key in one.reports} - found
        if not frontier:
            return found, judged


def _of_one_event(connection: sa.Connection, keys: Collection[int]) -> set[int]:
    near: set[int] = set()
    mine = schema.reports.alias()
    for some in parts(keys):
        query = sa.select(_reports.key).join(mine, mine.c.event == _reports.event).where(mine.c.key.in_(some))
        near |= set(connection.execute(query).scalars())
    return near


def _linked(connection: sa.Connection, keys: Collection[int]) -> set[int]:
    """Reports with a link to these that may join them: a mean above the bound needs a link above it."""
    near: set[int] = set()
    join = rule().join
    for some in parts(keys):
        for mine, theirs in ((_links.report, _links.other), (_links.other, _links.report)):
            query = sa.select(theirs).where(mine.in_(some), _links.log_odds > join)
            near |= set(connection.execute(query).scalars())
    return near


def _write(
    connection: sa.Connection, reports: Iterable[Kept], judged: Sequence[judging.Judged], aliases: Mapping[str, str]
) -> None:
    """Cluster a component and put its events in the place of the old ones."""
    ordered = sorted(reports, key=lambda report: (report.telling.key, report.key))
    place = {report.key: number for number, report in enumerate(ordered)}
    together, separate = judging.constraints(judged)
    by = rule()
    found = clustered(
        len(ordered),
        dict(_log_odds(connection, place)),
        apart=by.apart,
        join=by.join,
        together=[(place[i], place[j]) for i, j in together if i in place and j in place],
        opposed=lambda i, j: opposed(ordered[i].telling, ordered[j].telling),
        separate={_pair(place[i], place[j]) for i, j in separate if i in place and j in place},
    )
    for some in parts({report.event for report in ordered if report.event}):
        connection.execute(sa.delete(schema.events).where(schema.events.c.id.in_(some)))
    taken = _taken(connection, [ordered[cluster[0]] for cluster in found])
    events, sides, homes = [], [], []
    for cluster in found:
        members = [ordered[number] for number in cluster]
        mine = judging.on_event(judged, [report.key for report in members])
        verdict, corrected = judging.verdict_of(mine)
        event = event_row(members, corrected, verdict, aliases, taken)
        events.append(event)
        for side in ("a", "b"):
            sides += [{"event": event["id"], "side": side, "country": code} for code in json.loads(event[side])]
        homes += [{"key": report.key, "event": event["id"]} for report in members]
    insert(connection, schema.events, events)
    insert(connection, schema.event_countries, sides)
    update(connection, schema.reports, "key", homes)


def _taken(connection: sa.Connection, firsts: Iterable[Kept]) -> set[str]:
    """Ids that these, the first of their events, would have, and other events already do."""
    found: set[str] = set()
    for some in parts({event_id(report.telling) for report in firsts}):
        found |= set(connection.execute(sa.select(schema.events.c.id).where(schema.events.c.id.in_(some))).scalars())
    return found


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _log_odds(connection: sa.Connection, place: Mapping[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
    for some in parts(place):
        query = sa.select(_links.report, _links.other, _links.log_odds).where(_links.report.in_(some))
        for one, other, value in connection.execute(query).all():
            if other in place:
                yield _pair(place[one], place[other]), value


def loaded(connection: sa.Connection, reports: Collection[int]) -> dict[int, Telling]:
    """Reports as merging sees them."""
    known: dict[int, Kept] = {}
    _load(connection, reports, known, {})
    return {key: report.telling for key, report in known.items()}


def _load(connection: sa.Connection, keys: Collection[int], known: dict[int, Kept], aliases: Mapping[str, str]) -> None:
    """Add reports to those that are known."""
    documents = schema.documents.c
    for some in parts(set(keys) - known.keys()):
        query = (
            sa.select(
                schema.reports,
                documents.id.label("document_id"),
                documents.published,
                documents.outlet,
                documents.signature,
                documents.title.label("title"),
                schema.evidence.c.start.label("start"),
                schema.evidence.c.text.label("trigger"),
            )
            .select_from(schema.reports.join(schema.documents).join(schema.evidence))
            .where(_reports.key.in_(some), schema.evidence.c.role == "trigger")
        )
        rows = connection.execute(query).all()
        members: dict[int, list[sa.Row[Any]]] = {row.key: [] for row in rows}
        people = sa.select(schema.participants).where(schema.participants.c.report.in_(some))
        for member in connection.execute(people.order_by("report", "side", "position")).all():
            members[member.report].append(member)
        for row in rows:
            mine = members[row.key]
            known[row.key] = Kept(
                key=row.key,
                event=row.event,
                type=row.type,
                form=row.form,
                status=row.status,
                channel=row.channel,
                background=row.background,
                confidence=row.confidence,
                first=row.first,
                last=row.last,
                place=row.place,
                place_country=row.place_country,
                occasion=row.occasion,
                published=row.published,
                signature=row.signature or "",
                members=tuple([Part(one.side, one.country, one.name, one.text, one.rank) for one in mine]),
                telling=_telling(row, mine, aliases),
            )


def _telling(row: sa.Row[Any], members: Sequence[sa.Row[Any]], aliases: Mapping[str, str]) -> Telling:
    sentence, near = told_words(row.words)
    parties = [party(one.side, one.country, one.name, one.text, one.title) for one in members]
    return Telling(
        key=(row.published or "9999", row.document_id, row.start, row.form),
        form=row.form,
        status=row.status,
        background=row.background,
        outlet=row.outlet,
        parties=tuple([_named(one, aliases) for one in parties]),
        published=_day(row.published),
        first=_day(row.first),
        last=_day(row.last),
        dated=bool(row.dated),
        **place(row.place, row.place_country),
        occasion=words(row.occasion),
        trigger=stems(row.trigger),
        words=sentence,
        near=near,
        title=words(row.title),
    )


def _named(one: Party, aliases: Mapping[str, str]) -> Party:
    """A participant under the name that people judged to be his."""
    if one.name is None or one.name not in aliases:
        return one
    return replace(one, name=folded(aliases[one.name]))


def _under(aliases: Mapping[str, str], report: Kept) -> Kept:
    """A report with its participants under the names that people judged to be theirs."""
    parties = report.telling.parties
    if not any(one.name in aliases for one in parties):
        return report
    return replace(report, telling=replace(report.telling, parties=tuple(_named(one, aliases) for one in parties)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
