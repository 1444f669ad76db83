"""Finds the events of reports: links them with what they may be of one event with, clusters, writes the events anew.

Within one transaction of the caller. What the events of a report are depends only on the reports that it is linked
with, directly or through others, so that settling a part gives what settling the whole ledger would.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache
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

# Statements that are asked again and again, made once. `some` are keys of reports.
_SOME: sa.BindParameter[list[int]] = sa.bindparam("some", expanding=True)
_KEPT = (
    sa.select(
        *_reports["key", "event", "type", "form", "status", "channel", "background", "confidence", "first", "last"],
        *_reports["place", "place_country", "occasion", "words", "dated"],
        *schema.documents.c["id", "published", "outlet", "title", "signature"],
        *schema.evidence.c["start", "text"],
    )
    .select_from(schema.reports.join(schema.documents).join(schema.evidence))
    .where(_reports.key.in_(_SOME), schema.evidence.c.role == "trigger")
)
_MEMBERS = (
    sa.select(*schema.participants.c["report", "side", "country", "name", "text", "rank", "title"])
    .where(schema.participants.c.report.in_(_SOME))
    .order_by("report", "side", "position")
)
_mine = schema.reports.alias()
_OF_ONE_EVENT = sa.select(_reports.key).join(_mine, _mine.c.event == _reports.event).where(_mine.c.key.in_(_SOME))
_OF_ONE_DOCUMENT = (
    sa.select(_mine.c.key, _reports.key)
    .join(_mine, _mine.c.document == _reports.document)
    .where(_mine.c.key.in_(_SOME), _reports.key != _mine.c.key)
)
_LINKED = tuple(
    sa.select(theirs).where(mine.in_(_SOME), _links.log_odds > sa.bindparam("join"))
    for mine, theirs in ((_links.report, _links.other), (_links.other, _links.report))
)
_LOG_ODDS = sa.select(_links.report, _links.other, _links.log_odds).where(_links.report.in_(_SOME))


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
        _write(connection, [known[key] for key in component], start, judged, aliases)


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
    """Pairs of a new report and one of its document, or that shares a block with it on days that meet.

    The smaller key stands first.
    """
    for some in parts(new):
        for one, other in connection.execute(_OF_ONE_DOCUMENT, {"some": some}).all():
            if up_to is None or other <= up_to:
                yield (one, other) if one < other else (other, one)
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
    for some in parts(keys):
        near.update(connection.execute(_OF_ONE_EVENT, {"some": some}).scalars())
    return near


def _linked(connection: sa.Connection, keys: Collection[int]) -> set[int]:
    """Reports with a link to these that may join them: a mean above the bound needs a link above it."""
    near: set[int] = set()
    join = rule().join
    for some in parts(keys):
        for query in _LINKED:
            near.update(connection.execute(query, {"some": some, "join": join}).scalars())
    return near


def _write(
    connection: sa.Connection,
    reports: Iterable[Kept],
    start: Collection[int],
    judged: Sequence[judging.Judged],
    aliases: Mapping[str, str],
) -> None:
    """Cluster a component and put its events in the place of the old ones; `start` are those to be settled in it."""
    ordered = sorted(reports, key=lambda report: (report.telling.key, report.key))
    place = {report.key: number for number, report in enumerate(ordered)}
    together, separate = judging.constraints(judged)
    linked = dict(_log_odds(connection, place))
    by = rule()
    found = clustered(
        len(ordered),
        linked,
        apart=by.apart,
        join=by.join,
        together=[(place[i], place[j]) for i, j in together if i in place and j in place],
        # What was found to speak against one event has no link.
        opposed=lambda i, j: _pair(i, j) not in linked and opposed(ordered[i].telling, ordered[j].telling),
        separate={_pair(place[i], place[j]) for i, j in separate if i in place and j in place},
    )
    clusters = [[ordered[number] for number in cluster] for cluster in found]
    old = {report.event for report in ordered if report.event}
    if not judged:
        clusters = _to_write(clusters, start)
        # An event that is written as it is has no report among those of which events are made.
        old &= {report.event for members in clusters for report in members}
    taken = _taken(connection, [members[0] for members in clusters]) - old
    events, sides, homes = [], [], []
    for members in clusters:
        mine = judging.on_event(judged, [report.key for report in members])
        verdict, corrected = judging.verdict_of(mine)
        row = event_row(members, corrected, verdict, aliases, taken)
        events.append(row)
        for side in ("a", "b"):
            sides += [{"event": row["id"], "side": side, "country": code} for code in json.loads(row[side])]
        homes += [{"key": report.key, "event": row["id"]} for report in members if report.event != row["id"]]
    _put(connection, events, sides, homes, old)


def _to_write(clusters: Sequence[list[Kept]], start: Collection[int]) -> list[list[Kept]]:
    """Clusters but for those that are events already: of the same reports, none of which is to be settled."""
    size = Counter(report.event for members in clusters for report in members)
    wanted = []
    for members in clusters:
        (event, *others) = {report.event for report in members}
        same = event is not None and not others and size[event] == len(members)
        if not same or any(report.key in start for report in members):
            wanted.append(members)
    return wanted


def _put(
    connection: sa.Connection,
    events: Sequence[dict[str, Any]],
    sides: Sequence[dict[str, Any]],
    homes: Sequence[dict[str, Any]],
    old: Collection[str],
) -> None:
    """Write events with their countries and the reports that come to them; the `old` ones are changed, or go."""
    kept = [row for row in events if row["id"] in old]
    insert(connection, schema.events, [row for row in events if row["id"] not in old])
    update(connection, schema.events, "id", kept)
    update(connection, schema.reports, "key", homes)
    stay = {row["id"] for row in kept}
    for some in parts(stay):
        connection.execute(sa.delete(schema.event_countries).where(schema.event_countries.c.event.in_(some)))
    insert(connection, schema.event_countries, sides)
    for some in parts(set(old) - stay):
        connection.execute(sa.delete(schema.events).where(schema.events.c.id.in_(some)))


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
        for one, other, value in connection.execute(_LOG_ODDS, {"some": some}).all():
            if other in place:
                yield _pair(place[one], place[other]), value


def loaded(connection: sa.Connection, reports: Collection[int]) -> dict[int, Telling]:
    """Reports as merging sees them."""
    known: dict[int, Kept] = {}
    _load(connection, reports, known, {})
    return {key: report.telling for key, report in known.items()}


def _load(connection: sa.Connection, keys: Collection[int], known: dict[int, Kept], aliases: Mapping[str, str]) -> None:
    """Add reports to those that are known."""
    for some in parts(set(keys) - known.keys()):
        members: dict[int, list[Part]] = {}
        parties: dict[int, list[Party]] = {}
        for report, side, country, name, text, rank, title in connection.execute(_MEMBERS, {"some": some}):
            members.setdefault(report, []).append(Part(side, country, name, text, rank))
            parties.setdefault(report, []).append(_named(party(side, country, name, text, title), aliases))
        for row in connection.execute(_KEPT, {"some": some}):
            key, event, kind, form, status, channel, background, confidence, first, last, *others = row
            where, country, occasion, told, dated, document, published, outlet, title, signature, start, trigger = (
                others
            )
            sentence, near = told_words(told)
            known[key] = Kept(
                key=key,
                event=event,
                type=kind,
                form=form,
                status=status,
                channel=channel,
                background=background,
                confidence=confidence,
                first=first,
                last=last,
                place=where,
                place_country=country,
                occasion=occasion,
                published=published,
                signature=signature or "",
                members=tuple(members.get(key, ())),
                telling=Telling(
                    key=(published or "9999", document, start, form, start + len(trigger)),
                    form=form,
                    status=status,
                    background=background,
                    outlet=outlet,
                    parties=tuple(parties.get(key, ())),
                    published=_day(published),
                    first=_day(first),
                    last=_day(last),
                    dated=bool(dated),
                    **place(where, country),
                    occasion=words(occasion),
                    trigger=stems(trigger, near),
                    words=sentence,
                    near=near,
                    title=words(title),
                ),
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


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
