"""Judgements as the ledger keeps them: written down, taken back, and found again for the reports of today.

A judgement is of reports, and knows each by its document and by the place, the words and the form of its trigger. So
it outlasts the events, which are made anew whenever a report is added, and another reading of the document: it is then
of the report whose trigger overlaps the old one, of the same form where there are several.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.ledger import schema
from dragoman.ledger.statements import insert, parts
from dragoman.ledger.words import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

#: right, wrong: of an event. same, different: of two, or of two parts of one. actor: two names are of one person.
#: set: a field of an event. undo: takes back another judgement.
KINDS = ("right", "wrong", "same", "different", "actor", "set", "undo")

_judgements, _judged = schema.judgements.c, schema.judged.c


@dataclass(frozen=True, slots=True)
class Anchor:
    """A report as a judgement knows it."""

    part: int
    document: str
    start: int
    end: int
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement in force, and the reports of today that it is of."""

    key: int
    kind: str
    value: Any
    parts: tuple[tuple[int, ...], ...]
    """Keys of reports, by part."""

    @property
    def reports(self) -> tuple[int, ...]:
        """The reports of all parts."""
        return tuple(key for part in self.parts for key in part)


def write(
    connection: sa.Connection,
    kind: str,
    anchors: Sequence[Anchor],
    *,
    who: str,
    at: str,
    note: str | None = None,
    value: object = None,
    undoes: int | None = None,
) -> int:
    """Add a judgement to the log; gives its number."""
    key = (connection.execute(sa.select(sa.func.max(_judgements.key))).scalar() or 0) + 1
    told = None if value is None else json.dumps(value, ensure_ascii=False)
    row = {"key": key, "kind": kind, "who": who, "at": at, "note": note, "value": told, "undoes": undoes}
    connection.execute(sa.insert(schema.judgements), [row])
    rows = [
        {
            "judgement": key,
            "position": position,
            "part": anchor.part,
            "document": anchor.document,
            "start": anchor.start,
            "end": anchor.end,
            "form": anchor.form,
            "text": anchor.text,
        }
        for position, anchor in enumerate(anchors)
    ]
    insert(connection, schema.judged, rows)
    return key


def undone(connection: sa.Connection) -> set[int]:
    """Judgements that are not in force, because they were taken back and that was not taken back itself."""
    query = sa.select(_judgements.key, _judgements.undoes).where(_judgements.undoes.is_not(None))
    gone: set[int] = set()
    # The latest first: whether an "undo" holds is known before what it undoes.
    for key, undoes in connection.execute(query.order_by(_judgements.key.desc())):
        if key not in gone:
            gone.add(undoes)
    return gone


def anchors_of(connection: sa.Connection, reports: Iterable[int], part: int = 0) -> list[Anchor]:
    """How a judgement will know these reports again."""
    evidence, documents = schema.evidence.c, schema.documents.c
    found = []
    for some in parts(reports):
        query = (
            sa.select(documents.id, evidence.start, evidence.end, schema.reports.c.form, evidence.text)
            .select_from(schema.reports.join(schema.documents).join(schema.evidence))
            .where(schema.reports.c.key.in_(some), evidence.role == "trigger")
            .order_by(documents.id, evidence.start)
        )
        found += [Anchor(part, *row) for row in connection.execute(query)]
    return found


def concerning(connection: sa.Connection, reports: Collection[int]) -> list[Judged]:
    """Judgements in force on documents of these reports, the earliest first, with all reports that they are of."""
    if connection.execute(sa.select(_judged.judgement).limit(1)).first() is None:
        return []
    keys: set[int] = set()
    documents = schema.documents.c
    for some in parts(reports):
        query = (
            sa.select(_judged.judgement)
            .distinct()
            .select_from(schema.judged)
            .join(schema.documents, documents.id == _judged.document)
            .join(schema.reports, schema.reports.c.document == documents.key)
            .where(schema.reports.c.key.in_(some))
        )
        keys |= set(connection.execute(query).scalars())
    keys -= undone(connection)
    return resolved(connection, keys) if keys else []


def resolved(connection: sa.Connection, keys: Collection[int]) -> list[Judged]:
    """These judgements, in order, with the reports of today that they are of."""
    anchors: dict[int, list[Anchor]] = defaultdict(list)
    kinds: dict[int, tuple[str, Any]] = {}
    for some in parts(keys):
        for row in connection.execute(sa.select(schema.judgements).where(_judgements.key.in_(some))):
            kinds[row.key] = row.kind, json.loads(row.value) if row.value else None
        query = (
            sa.select(schema.judged).where(_judged.judgement.in_(some)).order_by(_judged.judgement, _judged.position)
        )
        for row in connection.execute(query):
            anchors[row.judgement].append(Anchor(row.part, row.document, row.start, row.end, row.form, row.text))
    there = _triggers(connection, {anchor.document for found in anchors.values() for anchor in found})
    judged = []
    for key in sorted(kinds):
        groups: dict[int, list[int]] = defaultdict(list)
        for anchor in anchors[key]:
            if (report := _found(anchor, there[anchor.document])) is not None:
                groups[anchor.part].append(report)
        kind, value = kinds[key]
        judged.append(Judged(key, kind, value, tuple(tuple(groups[part]) for part in sorted(groups))))
    return judged


def _triggers(
    connection: sa.Connection, documents: Collection[str]
) -> Mapping[str, list[tuple[int, int, int, str, str]]]:
    """Of each document: report, start and end of its trigger, form, words of the trigger."""
    found: dict[str, list[tuple[int, int, int, str, str]]] = defaultdict(list)
    evidence = schema.evidence.c
    for some in parts(documents):
        query = (
            sa.select(
                schema.documents.c.id,
                schema.reports.c.key,
                evidence.start,
                evidence.end,
                schema.reports.c.form,
                evidence.text,
            )
            .select_from(schema.documents.join(schema.reports).join(schema.evidence))
            .where(schema.documents.c.id.in_(some), evidence.role == "trigger")
            .order_by(evidence.start, schema.reports.c.form, schema.reports.c.key)
        )
        for document, *row in connection.execute(query):
            found[document].append(tuple(row))
    return found


def _found(anchor: Anchor, there: Sequence[tuple[int, int, int, str, str]]) -> int | None:
    """The report that an anchor is of: the trigger overlaps, or the text moved and has the same words in that form."""
    best: tuple[tuple[bool, int, bool], int] | None = None
    for report, start, end, form, text in there:
        overlap = min(end, anchor.end) - max(start, anchor.start)
        if overlap <= 0 or not (text in anchor.text or anchor.text in text):
            continue
        rank = form == anchor.form, overlap, (start, end) == (anchor.start, anchor.end)
        if best is None or rank > best[0]:
            best = rank, report
    if best is not None:
        return best[1]
    moved = [report for report, _, _, form, text in there if form == anchor.form and text == anchor.text]
    return moved[0] if len(moved) == 1 else None


def aliases(connection: sa.Connection) -> dict[str, str]:
    """By folded name of a person, the name that people say is his."""
    query = sa.select(_judgements.key, _judgements.value).where(_judgements.kind == "actor").order_by(_judgements.key)
    rows = connection.execute(query).all()
    if not rows:
        return {}
    gone = undone(connection)
    named: dict[str, str] = {}
    for key, value in rows:
        if key not in gone:
            name, is_ = json.loads(value)
            final = named.get(folded(is_), is_)
            named = {other: final if folded(known) == folded(name) else known for other, known in named.items()}
            named[folded(name)] = final
    return named


def constraints(judged: Iterable[Judged]) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs of reports that must be together, the latest judged first, and pairs that must not; the latest counts."""
    decided: dict[tuple[int, int], tuple[int, bool]] = {}
    for one in judged:
        if one.kind == "same":
            members = sorted(set(one.reports))
            for place, i in enumerate(members):
                for j in members[place + 1 :]:
                    decided[i, j] = one.key, True
        elif one.kind == "different" and len(one.parts) > 1:
            for i in one.parts[0]:
                for j in one.parts[1]:
                    decided[min(i, j), max(i, j)] = one.key, False
    together = sorted((-key, pair) for pair, (key, same) in decided.items() if same)
    return [pair for _, pair in together], {pair for pair, (_, same) in decided.items() if not same}


def on_event(judged: Iterable[Judged], reports: Collection[int]) -> list[Judged]:
    """Judgements on the event of `reports`: right, wrong or a field of it, where most of what was judged is in it."""
    mine = set(reports)
    found = []
    for one in judged:
        if one.kind in ("right", "wrong", "set") and one.reports:
            inside = sum(report in mine for report in one.reports)
            if 2 * inside > len(one.reports):
                found.append(one)
    return found


def verdict_of(judged: Iterable[Judged]) -> tuple[str | None, dict[str, Any]]:
    """From the judgements on an event, the latest verdict, and the fields that were set, the latest of each."""
    verdict, fields = None, {}
    for one in judged:
        if one.kind == "set":
            fields.update(one.value)
        else:
            verdict = one.kind
    return verdict, fields
