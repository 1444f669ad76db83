"""Copies whole ledgers: to a file that is kept (backup), from it again (restore), between SQLite and PostgreSQL.

A backup is itself a ledger in SQLite, whatever the database that it was taken from, so that it can be asked with
`--ledger FILE`. Every table of `schema` is copied as it is; the indexes of words are made anew.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.errors import LedgerError
from dragoman.ledger import schema, searching
from dragoman.ledger.failing import guarded
from dragoman.ledger.opening import open_engine
from dragoman.ledger.statements import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Rows that are copied at once.
AT_ONCE = 1000


def back_up(engine: sa.Engine, path: Path) -> None:
    """Copy the ledger to a new SQLite file, in one state of it, while others may go on. Raises LedgerError."""
    if path.exists():
        raise LedgerError(f"{path} exists already; a backup never overwrites a file")
    if not path.parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} for the backup")
    # Under another name until it is whole, so that half a backup is never taken for one.
    partial = path.with_name(path.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        with guarded(str(path)):
            if engine.dialect.name == "sqlite":
                _copy_pages(engine, partial)
            else:
                with _opened(partial, create=True) as target, engine.connect() as source:
                    _copy(source, target)
        partial.rename(path)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        for left in ("", "-wal", "-shm", "-journal"):
            partial.with_name(partial.name + left).unlink(missing_ok=True)


def restore(engine: sa.Engine, path: Path, name: str, *, replace: bool) -> None:
    """Fill the ledger from a backup, all or nothing. With `replace`, what it held is gone. Raises LedgerError."""
    if not path.exists():
        raise LedgerError(f"no backup at {path}")
    with tempfile.TemporaryDirectory() as folder:
        # A copy, because opening it brings its schema up to date, and a backup stays as it was.
        copy = Path(folder) / "backup.sqlite"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise LedgerError(f"{path}: cannot be read: {error.strerror}") from error
        try:
            opened = open_engine(str(copy), create=False)
        except LedgerError as error:
            raise LedgerError(str(error).replace(str(copy), str(path))) from error
        opened.dispose()
        with _opened(copy, create=False) as source, source.connect() as connection, guarded(name):
            _fill(engine, connection, name, replace=replace)


def _fill(engine: sa.Engine, source: sa.Connection, name: str, *, replace: bool) -> None:
    with engine.connect().execution_options(writing=True) as target:
        if not replace and not _empty(target):
            raise LedgerError(f"{name} is not empty; restore with --replace, or into another with --ledger")
        for table in reversed(schema.metadata.sorted_tables):
            target.execute(sa.delete(table))
        _copy_tables(source, target)
        target.commit()


@contextmanager
def _opened(path: Path, *, create: bool) -> Iterator[sa.Engine]:
    engine = open_engine(str(path), create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def _copy_pages(engine: sa.Engine, path: Path) -> None:
    """SQLite's own way: page by page, of one state."""
    import sqlite3

    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(path)) as target:
            source.driver_connection.backup(target)  # type: ignore[union-attr]
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance("backup", None, error, sqlite3.Error) from error
    finally:
        source.close()


def _copy(source: sa.Connection, target: sa.Engine) -> None:
    with target.connect().execution_options(writing=True) as connection:
        _copy_tables(source, connection)
        connection.commit()


def _copy_tables(source: sa.Connection, target: sa.Connection) -> None:
    for table in schema.metadata.sorted_tables:
        every = sa.select(table).order_by(*table.primary_key.columns)
        found = source.execute(every, execution_options={"yield_per": AT_ONCE})
        for rows in found.mappings().partitions(AT_ONCE):
            insert(target, table, [dict(row) for row in rows])
    searching.rebuild(target)


def _empty(connection: sa.Connection) -> bool:
    tables = [schema.documents, *_of_people()]
    return not any(connection.execute(sa.select(table).limit(1)).first() for table in tables)


def _of_people() -> list[sa.Table]:
    return [table for table in schema.metadata.sorted_tables if table.name not in schema.DERIVED]


def other_rows(connection: sa.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows that do not follow from the documents and their readings, by table, those referred to first."""
    for table in _of_people():
        for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)):
            yield str(table.name), {str(name): value for name, value in row._mapping.items()}


def add_row(connection: sa.Connection, name: str, row: dict[str, Any]) -> bool:
    """Keep a row of one of those tables; False where it is there already. Raises ValueError where it cannot be."""
    table = next((table for table in _of_people() if table.name == name), None)
    if table is None:
        raise ValueError(f"a ledger of this version has no table {name!r}")
    if unknown := sorted(set(row) - set(table.c.keys())):
        raise ValueError(f"{name} has no column {unknown[0]!r}")
    where = [column == row.get(column.name) for column in table.primary_key.columns]
    held = connection.execute(sa.select(table).where(*where)).first()
    if held is not None:
        if dict(held._mapping) != {column.name: row.get(column.name) for column in table.columns}:
            raise ValueError(
                f"{name}: the ledger holds another row under {[row.get(c.name) for c in table.primary_key]}"
            )
        return False
    try:
        insert(connection, table, [row])
    except (sa.exc.IntegrityError, sa.exc.StatementError) as error:
        raise ValueError(f"{name}: {error.orig}") from error
    return True
