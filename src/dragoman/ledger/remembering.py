"""What the ledger knows that may be remembered on its day. In: its events. Out: occasions, as grounding takes them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.documents import Document
from dragoman.grounding.occasions import REMEMBERED, Occasion
from dragoman.ledger import schema
from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Acts told with less precision than this are no one's anniversary.
LONGEST = timedelta(days=31)


def occasions(connection: sa.Connection) -> Iterator[Occasion]:
    """Dated events of the forms that have anniversaries (visits, meetings, signings, …), the earliest first."""
    events = schema.events.c
    query = sa.select(schema.events).where(
        events.form.in_(sorted(REMEMBERED)), events.status.in_(("occurred", "ongoing")), events.first.is_not(None)
    )
    for row in connection.execute(query.order_by(events.first, events.id)):
        first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
        if last - first > LONGEST:
            continue
        a, b = json.loads(row.a), json.loads(row.b)
        people = tuple(json.loads(row.a_names) + json.loads(row.b_names))
        yield Occasion(
            f"{row.form} of {people[0] if people else _label(a)}" + (f", {_label(a)} with {_label(b)}" if b else ""),
            first,
            last,
            (),
            frozenset(filter(None, (*a, *b, row.place_country))),
            people,
            row.form,
            row.place,
            row.id,
        )


def undated(connection: sa.Connection) -> Iterator[Document]:
    """Documents without a date that mark an anniversary, and whose day it did not tell when they were read."""
    open_ = (
        sa.select(schema.reports.c.document)
        .join(schema.datings)
        .where(schema.datings.c.inferred.is_(False), schema.datings.c.constraints.contains('"kind": "anniversary"'))
    )
    documents = schema.documents.c
    for row in connection.execute(sa.select(schema.documents).where(documents.key.in_(open_)).order_by(documents.key)):
        yield Document(row.id, row.text, title=row.title, outlet=row.outlet, language=row.language, url=row.url)


def _label(codes: list[str]) -> str:
    return " and ".join(countries()[code].label if code in countries() else code for code in codes)
