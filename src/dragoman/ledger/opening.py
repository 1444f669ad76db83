"""Opens a ledger's database, SQLite or PostgreSQL: where it lies, its settings, its schema.

In: a file's path, or an address such as postgresql://user@host/database. Out: an engine whose transactions are
snapshots for those that read, and one after the other for those that write (the execution option "writing").
"""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from dragoman.errors import LedgerError
from dragoman.ledger.failing import PATIENCE, guarded
from dragoman.ledger.schema import REVISION

#: How the address of a PostgreSQL database begins.
POSTGRESQL = ("postgresql://", "postgres://", "postgresql+pg8000://")
#: The lock that writers of one PostgreSQL database take in turn: any number, the same in every version.
_LOCK = 7_235_491


def home() -> str:
    """Where the ledger lies unless it is named: DRAGOMAN_LEDGER, or in DRAGOMAN_HOME, or in the user's data folder."""
    if named := os.environ.get("DRAGOMAN_LEDGER"):
        return named
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    folder = os.environ.get("DRAGOMAN_HOME") or f"{data}/dragoman"
    return str(Path(folder).expanduser() / "ledger.sqlite")


def shown(named: str) -> str:
    """A ledger's path or address as it may be printed: without the password."""
    if not named.startswith(POSTGRESQL):
        return named
    try:
        return sa.make_url(named).render_as_string(hide_password=True)
    except (exc.ArgumentError, ValueError):
        return named.partition("://")[0] + "://…"


def open_engine(named: str, *, create: bool, revision: str = REVISION) -> sa.Engine:
    """An engine for the ledger at `named`, its schema brought up to `revision`. Raises LedgerError."""
    engine = _postgresql(named) if named.startswith(POSTGRESQL) else _sqlite(named, create=create)
    try:
        with guarded(shown(named)):
            _migrate(engine, shown(named), create=create, wanted=revision)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _sqlite(named: str, *, create: bool) -> sa.Engine:
    if "://" in named:
        raise LedgerError(f"{named}: a ledger is a file, or postgresql://user@host/database")
    path = Path(named).expanduser()
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name the ledger's file in it")
    if not create and not path.exists():
        raise LedgerError(f"no ledger at {path}; `dragoman read` makes one, or name another with --ledger")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"cannot make the folder {path.parent}: {error.strerror}") from error
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _sqlite_settings)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_settings(connection: Any, _record: object) -> None:
    # The driver's own transactions would begin only at the first write, when another may already have written.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: what was committed outlasts a loss of power, not only the end of the process.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(named: str) -> sa.Engine:
    if find_spec("pg8000") is None:
        raise LedgerError("a ledger in PostgreSQL needs the driver pg8000; install it: pip install pg8000")
    try:
        url = sa.make_url(named).set(drivername="postgresql+pg8000")
    except (exc.ArgumentError, ValueError) as error:
        raise LedgerError(f"{shown(named)}: no address; write postgresql://user@host/database") from error
    # What the address leaves out is taken from where PostgreSQL's own programs take it.
    url = url.set(
        username=url.username or os.environ.get("PGUSER") or os.environ.get("USER") or "postgres",
        password=url.password or os.environ.get("PGPASSWORD"),
        host=url.host or os.environ.get("PGHOST") or "localhost",
    )
    if not url.database:
        raise LedgerError(f"{shown(named)}: the address names no database; write postgresql://user@host/database")
    engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"timeout": PATIENCE * 2})
    event.listen(engine, "begin", _postgresql_begin)
    return engine


def _postgresql_begin(connection: sa.Connection) -> None:
    if not connection.get_execution_options().get("writing"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return
    # One writer at a time, as in SQLite: settling events looks at what others may have written.
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _migrate(engine: sa.Engine, name: str, *, create: bool, wanted: str) -> None:
    with engine.connect() as connection:
        revision = None
        if sa.inspect(connection).has_table("alembic_version"):
            revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if revision == wanted:
        return
    if revision is None and not create:
        raise LedgerError(f"no ledger at {name}; `dragoman read` makes one, or name another with --ledger")
    if revision is not None and revision > REVISION:
        raise LedgerError(
            f"{name} was made by a newer Dragoman (schema {revision}, this one knows {REVISION}); update it"
        )
    upgrade(engine, wanted)


def upgrade(engine: sa.Engine, revision: str) -> None:
    """Bring the schema to `revision`, in one transaction. Another process that does so meanwhile does no harm."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("dragoman.ledger").joinpath("migrations")))
    with engine.connect().execution_options(writing=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
