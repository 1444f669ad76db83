"""Lists that people keep by hand, beside what was read: each a name and entries with days, countries, form, note."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.errors import LedgerError
from dragoman.ledger import schema
from dragoman.ledger.rows import AsJson
from dragoman.ledger.statements import insert, storable

if TYPE_CHECKING:
    from collections.abc import Sequence

_entries = schema.list_entries.c


@dataclass(frozen=True, slots=True)
class Entry(AsJson):
    """One line of a list."""

    row: int
    """Where it stands in the file; the headings are row 1."""
    first: date
    last: date
    countries: tuple[str, ...]
    form: str | None = None
    note: str | None = None


def keep(connection: sa.Connection, name: str, entries: Sequence[Entry]) -> None:
    """Keep a list; one of the same name that was there is gone."""
    connection.execute(sa.delete(schema.list_entries).where(_entries.list == name))
    rows = [
        {
            "list": name,
            "row": entry.row,
            "first": entry.first.isoformat(),
            "last": entry.last.isoformat(),
            "countries": json.dumps(entry.countries),
            "form": entry.form,
            "note": storable(entry.note) if entry.note else None,
        }
        for entry in entries
    ]
    insert(connection, schema.list_entries, rows)


def names(connection: sa.Connection) -> list[str]:
    """The names of all lists, in order."""
    return list(connection.execute(sa.select(_entries.list).distinct().order_by(_entries.list)).scalars())


def entries(connection: sa.Connection, name: str | None) -> list[Entry]:
    """The entries of a list, in order; without a name, of the only one. Raises LedgerError where that is none."""
    known = names(connection)
    if not known:
        raise LedgerError("the ledger holds no list; `dragoman import LIST.csv` keeps one")
    if name is None and len(known) > 1:
        raise LedgerError("which list? There are " + ", ".join(known))
    if name is not None and name not in known:
        raise LedgerError(f"no list {name!r}; there are " + ", ".join(known))
    query = sa.select(schema.list_entries).where(_entries.list == (name or known[0])).order_by(_entries.row)
    return [
        Entry(
            row.row,
            date.fromisoformat(row.first),
            date.fromisoformat(row.last),
            tuple(json.loads(row.countries)),
            row.form,
            row.note,
        )
        for row in connection.execute(query)
    ]
