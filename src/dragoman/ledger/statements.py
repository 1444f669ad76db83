"""Statements over many rows, written so that each database does them quickly. In: tables and rows as dicts."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Values in one "IN (…)".
AT_ONCE = 500
#: What databases cannot hold in a text: the character NUL (PostgreSQL), halves of surrogate pairs (both).
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in lists short enough for one statement."""
    everything = list(values)
    for begin in range(0, len(everything), AT_ONCE):
        yield everything[begin : begin + AT_ONCE]


def storable(text: str) -> str:
    """A text that every database can hold; what none can becomes U+FFFD, one for one, so that positions stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, which all have the same keys."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        # Past SQLAlchemy's handling of parameters, which costs more than the inserting itself.
        names = list(rows[0])
        quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, names))
        statement = f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our names
        connection.exec_driver_sql(statement, _values(rows, names))
        return
    # PostgreSQL's driver sends each row of an `executemany` by itself: one array a column is one journey.
    given = _arrays(table, rows)
    connection.execute(sa.insert(table).from_select(list(rows[0]), sa.select(*given.c)))


def update(connection: sa.Connection, table: sa.Table, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set in the row that `key` (a column, in each of `rows`) names what else each of `rows` holds."""
    if not rows:
        return
    values = [name for name in rows[0] if name != key]
    if connection.dialect.name == "sqlite":
        quote = connection.dialect.identifier_preparer.quote
        setting = ", ".join(f"{quote(name)} = ?" for name in values)
        statement = f"UPDATE {table.name} SET {setting} WHERE {quote(key)} = ?"  # noqa: S608 - our names
        connection.exec_driver_sql(statement, _values(rows, [*values, key]))
        return
    new = _arrays(table, rows)
    connection.execute(
        sa.update(table).where(table.c[key] == new.c[key]).values({name: new.c[name] for name in values})
    )


def _values(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows as tuples, in the order of the names."""
    if len(names) == 1:
        return [(row[names[0]],) for row in rows]
    return list(map(itemgetter(*names), rows))


def _arrays(table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> sa.TableValuedAlias:
    columns = [table.c[name] for name in rows[0]]
    kinds = [_kind(column) for column in columns]
    arrays = [
        sa.bindparam(f"{column.name}_array", [row[column.name] for row in rows], type_=postgresql.ARRAY(kind))
        for column, kind in zip(columns, kinds, strict=True)
    ]
    named = [sa.column(column.name, kind) for column, kind in zip(columns, kinds, strict=True)]
    return sa.func.unnest(*arrays).table_valued(*named, name="given").render_derived(name="given")


def _kind(column: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    for kind in (sa.Boolean, sa.Integer, sa.Float):
        if isinstance(column.type, kind):
            return kind()
    return sa.Text()
