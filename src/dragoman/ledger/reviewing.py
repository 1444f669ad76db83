"""What people judge of the ledger: right or wrong, the same or not, who is who, and what a field should say.

    with Ledger() as ledger:
        review = Review(ledger, who="Ana")
        review.wrong("0123abcd", note="a rehearsal")

Each judgement is logged with who, when and why, and acts at once: the events concerned are settled anew. None is ever
deleted; `undo` takes one back. Every method raises LedgerError where it cannot do what is asked.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.errors import LedgerError
from dragoman.ledger import judging, schema
from dragoman.ledger.changing import now
from dragoman.ledger.rows import Judgement
from dragoman.ledger.settling import resettle, settle
from dragoman.ledger.showing import named
from dragoman.ledger.statements import parts
from dragoman.ledger.words import folded
from dragoman.vocabulary import CHANNELS, FORMS, STATUSES, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from dragoman.ledger.store import Ledger

_judgements = schema.judgements.c


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise LedgerError(f"{text!r} is none of: " + ", ".join(known))
        return text

    return read


def _code(text: str) -> str:
    if (code := code_of(text)) is None:
        raise LedgerError(f"{text!r} is no country or organisation")
    return code


def _days(text: str) -> tuple[str, str]:
    first, _, last = text.partition("..")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise LedgerError(f"{text!r} is no day (2021-08-24) and no range of days (2021-08-24..2021-08-26)") from error
    if days[0] > days[1]:
        raise LedgerError(f"{text!r} ends before it begins")
    return days[0].isoformat(), days[1].isoformat()


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise LedgerError(f"{text!r} is neither yes nor no")
    return text == "yes"


#: Fields that can be set, and how each is read.
FIELDS: dict[str, Callable[[str], Any]] = {
    "date": _days,
    "form": _one_of(FORMS),
    "status": _one_of(STATUSES),
    "channel": _one_of(CHANNELS),
    "background": _yes,
    "place": str,
    "place_country": _code,
    "occasion": str,
    "a": lambda text: [_code(code) for code in text.replace(",", " ").split()],
    "b": lambda text: [_code(code) for code in text.replace(",", " ").split()],
}


class Review:
    """Judges in the name of `who`."""

    def __init__(self, ledger: Ledger, who: str) -> None:
        self._ledger, self._who = ledger, who

    def right(self, event: str, note: str | None = None) -> int:
        """The event took place as it says; gives the number of the judgement, as all of these do."""
        return self._on_events("right", [event], note)

    def wrong(self, event: str, note: str | None = None) -> int:
        """There was no such event: it is left out of listings and of analysis."""
        return self._on_events("wrong", [event], note)

    def same(self, event: str, other: str, note: str | None = None) -> int:
        """The two are one event."""
        return self._on_events("same", [event, other], note)

    def different(self, event: str, other: str, note: str | None = None) -> int:
        """The two are not one event, whatever is read later."""
        return self._on_events("different", [event, other], note)

    def set(self, event: str, field: str, value: str, note: str | None = None) -> int:
        """A field of the event should say this; see FIELDS."""
        if field not in FIELDS:
            raise LedgerError(f"no field {field!r}; there are: " + ", ".join(FIELDS))
        read = FIELDS[field](value)
        fields = {"first": read[0], "last": read[1]} if field == "date" else {field: read}
        return self._on_events("set", [event], note, fields)

    def split(self, event: str, documents: Collection[str], note: str | None = None) -> int:
        """What these documents tell is another event than what the others of this one tell."""
        with self._ledger.writing() as connection:
            row = named(connection, event)
            query = sa.select(schema.reports.c.key, schema.documents.c.id).join(schema.documents)
            told = connection.execute(query.where(schema.reports.c.event == row.id)).all()
            inside = [key for key, document in told if document in documents]
            outside = [key for key, document in told if document not in documents]
            if missing := set(documents) - {document for _, document in told}:
                raise LedgerError(f"event {row.id} is not told by " + ", ".join(sorted(missing)))
            if not outside:
                raise LedgerError(f"these documents are all that tell of event {row.id}")
            anchors = judging.anchors_of(connection, inside) + judging.anchors_of(connection, outside, 1)
            return self._write(connection, "different", anchors, [*inside, *outside], note)

    def actor(self, name: str, is_: str, note: str | None = None) -> int:
        """The person called `name` is the one called `is_`, in all documents."""
        if folded(name) == folded(is_):
            raise LedgerError("the two names are already taken for one")
        with self._ledger.writing() as connection:
            number = judging.write(connection, "actor", [], who=self._who, at=now(), note=note, value=[name, is_])
            self._resettle_names(connection, (name, is_))
            return number

    def undo(self, number: int, note: str | None = None) -> int:
        """Take back a judgement (or an undo, so that what it took back holds again)."""
        with self._ledger.writing() as connection:
            row = connection.execute(sa.select(schema.judgements).where(_judgements.key == number)).first()
            if row is None:
                raise LedgerError(f"no judgement {number}; `dragoman review log` lists them")
            if number in judging.undone(connection):
                raise LedgerError(f"judgement {number} was taken back already")
            undo = judging.write(connection, "undo", [], who=self._who, at=now(), note=note, undoes=number)
            while row.undoes is not None:
                row = connection.execute(sa.select(schema.judgements).where(_judgements.key == row.undoes)).one()
            if row.kind == "actor":
                self._resettle_names(connection, json.loads(row.value))
            else:
                (judged,) = judging.resolved(connection, [row.key])
                settle(connection, (), judged.reports)
            return undo

    def log(self) -> list[Judgement]:
        """Every judgement, the earliest first."""
        with self._ledger.reading() as connection:
            rows = connection.execute(sa.select(schema.judgements).order_by(_judgements.key)).all()
            gone = judging.undone(connection)
            count = sa.select(schema.judged.c.judgement, sa.func.count()).group_by(schema.judged.c.judgement)
            anchors = {row[0]: row[1] for row in connection.execute(count)}
            found = {one.key: one for one in judging.resolved(connection, [row.key for row in rows])} if rows else {}
            homes = _homes(connection, {key for one in found.values() for key in one.reports})
            return [
                Judgement(
                    number=row.key,
                    kind=row.kind,
                    who=row.who,
                    at=row.at,
                    note=row.note,
                    value=json.loads(row.value) if row.value else None,
                    undoes=row.undoes,
                    in_force=row.key not in gone,
                    events=tuple(sorted({homes[key] for key in found[row.key].reports if key in homes})),
                    adrift=anchors.get(row.key, 0) - len(found[row.key].reports),
                )
                for row in rows
            ]

    def training(self) -> Iterator[dict[str, Any]]:
        """Judgements in force as training data: each with the reports that it is of, by document and trigger."""
        with self._ledger.reading() as connection:
            gone = judging.undone(connection)
            for row in connection.execute(sa.select(schema.judgements).order_by(_judgements.key)).all():
                if row.key in gone or row.kind == "undo":
                    continue
                anchors = sa.select(schema.judged).where(schema.judged.c.judgement == row.key)
                sides: dict[int, list[dict[str, Any]]] = {}
                for one in connection.execute(anchors.order_by(schema.judged.c.position)):
                    told = {name: getattr(one, name) for name in ("document", "start", "end", "form", "text")}
                    sides.setdefault(one.part, []).append(told)
                yield {
                    "judgement": row.key,
                    "kind": row.kind,
                    "who": row.who,
                    "at": row.at,
                    "note": row.note,
                    "value": json.loads(row.value) if row.value else None,
                    "reports": [sides[part] for part in sorted(sides)],
                }

    def doubtful(self, limit: int = 100) -> list[str]:
        """Events that nobody judged yet, the least sure first."""
        with self._ledger.reading() as connection:
            events = schema.events.c
            query = sa.select(events.id).where(events.verdict.is_(None)).order_by(events.confidence, events.id)
            return list(connection.execute(query.limit(limit)).scalars())

    def doubtful_pairs(self, limit: int = 100) -> list[tuple[str, str, float]]:
        """Two events each that may be one, with the log-odds of their likeliest reports, the likeliest first."""
        one, other, links = schema.reports.alias(), schema.reports.alias(), schema.links.c
        best = sa.func.max(links.log_odds).label("best")
        query = (
            sa.select(one.c.event, other.c.event, best)
            .select_from(schema.links.join(one, one.c.key == links.report).join(other, other.c.key == links.other))
            .where(one.c.event != other.c.event)
            .group_by(one.c.event, other.c.event)
            .order_by(best.desc(), one.c.event, other.c.event)
        )
        found: dict[tuple[str, str], float] = {}
        with self._ledger.reading() as connection:
            for mine, theirs, value in connection.execute(query.limit(4 * limit)):
                pair = (mine, theirs) if mine < theirs else (theirs, mine)
                if pair not in found and not _judged_apart(connection, *pair):
                    found[pair] = value
        return [(*pair, value) for pair, value in found.items()][:limit]

    def _on_events(self, kind: str, events: Sequence[str], note: str | None, value: object = None) -> int:
        with self._ledger.writing() as connection:
            rows = [named(connection, event) for event in events]
            if len({row.id for row in rows}) < len(rows):
                raise LedgerError(f"both are event {rows[0].id}; to part it, name documents: review split")
            anchors, reports = [], []
            for part, row in enumerate(rows):
                mine = _reports_of(connection, row.id)
                anchors += judging.anchors_of(connection, mine, part)
                reports += mine
            return self._write(connection, kind, anchors, reports, note, value)

    def _write(
        self,
        connection: sa.Connection,
        kind: str,
        anchors: Sequence[judging.Anchor],
        reports: Collection[int],
        note: str | None,
        value: object = None,
    ) -> int:
        number = judging.write(connection, kind, anchors, who=self._who, at=now(), note=note, value=value)
        settle(connection, (), reports)
        return number

    def _resettle_names(self, connection: sa.Connection, names: Sequence[str]) -> None:
        """Compare anew all reports that name one of these persons."""
        people = schema.participants.c
        wanted = {folded(name) for name in names}
        spelled = connection.execute(sa.select(people.name).distinct().where(people.name.is_not(None))).scalars()
        mine = [name for name in spelled if folded(name) in wanted]
        reports: set[int] = set()
        for some in parts(mine):
            reports |= set(connection.execute(sa.select(people.report).where(people.name.in_(some))).scalars())
        resettle(connection, reports)


def _judged_apart(connection: sa.Connection, event: str, other: str) -> bool:
    mine, theirs = _reports_of(connection, event), _reports_of(connection, other)
    _, separate = judging.constraints(judging.concerning(connection, [*mine, *theirs]))
    return any((min(i, j), max(i, j)) in separate for i in mine for j in theirs)


def _reports_of(connection: sa.Connection, event: str) -> list[int]:
    query = sa.select(schema.reports.c.key).where(schema.reports.c.event == event).order_by(schema.reports.c.key)
    return list(connection.execute(query).scalars())


def _homes(connection: sa.Connection, reports: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in parts(reports):
        query = sa.select(schema.reports.c.key, schema.reports.c.event).where(schema.reports.c.key.in_(some))
        found |= {key: event for key, event in connection.execute(query) if event}
    return found
