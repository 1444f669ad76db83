"""What documents taught of offices. In: the ledger. Out: holdings, as a register takes them.

What a run teaches is used from the next run on: a run is grounded by what the ledger knew when it began, so that
its results do not hang on the order of its documents. What a run that was broken off had taught by then waits until
it has been run to its end (`settled`), so that the rest is read as it would have been.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.grounding.register import Holding, taught
from dragoman.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


def learnt(connection: sa.Connection) -> Iterator[Holding]:
    """Who holds which office, as documents of a known day said outright, the earliest first."""
    offices, documents = schema.offices.c, schema.documents.c
    query = (
        sa.select(offices.name, offices.office, offices.country, documents.published, documents.id)
        .join_from(schema.offices, schema.documents)
        .where(offices.settled, documents.published.is_not(None))
        .order_by(documents.published, documents.id, offices.position)
    )
    for row in connection.execute(query):
        yield taught(row.name, row.office, row.country, date.fromisoformat(row.published), row.id)


def settle(connection: sa.Connection) -> None:
    """A run has come to its end: what it taught counts from now on."""
    connection.execute(sa.update(schema.offices).where(~schema.offices.c.settled).values(settled=True))
