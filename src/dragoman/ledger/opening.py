"""Opens a ledger's database: where it lies, its settings, its schema. Errors become LedgerError, with advice."""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from dragoman.errors import LedgerError
from dragoman.ledger.schema import REVISION

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds that a writer waits for another to end.
PATIENCE = 30


def home() -> str:
    """Where the ledger lies unless it is named: DRAGOMAN_LEDGER, or in DRAGOMAN_HOME, or in the user's data folder."""
    if named := os.environ.get("DRAGOMAN_LEDGER"):
        return named
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    folder = os.environ.get("DRAGOMAN_HOME") or f"{data}/dragoman"
    return str(Path(folder).expanduser() / "ledger.sqlite")


def open_engine(named: str, *, create: bool) -> sa.Engine:
    """An engine for the SQLite file `named`, its schema brought up to date. Raises LedgerError."""
    path = Path(named).expanduser()
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name the ledger's file in it")
    if not create and not path.exists():
        raise LedgerError(f"no ledger at {path}; `dragoman read` makes one, or name another with --ledger")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"cannot make the folder {path.parent}: {error.strerror}") from error
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    with guarded(str(path)):
        _migrate(engine, str(path))
    return engine


def _settings(connection: Any, _record: object) -> None:
    # The driver's own transactions would begin only at the first write, when another may already have written.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "temp_store = MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(engine: sa.Engine, name: str) -> None:
    with engine.connect() as connection:
        revision = None
        if sa.inspect(connection).has_table("alembic_version"):
            revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if revision == REVISION:
        return
    if revision is not None and revision > REVISION:
        raise LedgerError(
            f"{name} was made by a newer Dragoman (schema {revision}, this one knows {REVISION}); update it"
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("dragoman.ledger").joinpath("migrations")))
    with engine.connect().execution_options(writing=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Turn the database's errors into LedgerError that says what to do."""
    try:
        yield
    except exc.DatabaseError as error:
        said = str(error.orig)
        advice = {
            "file is not a database": "this file is no ledger; name another with --ledger",
            "database is locked": "another process is writing to it; try again when it has ended",
            "readonly database": "it may not be written; check its permissions and those of its folder",
            "disk is full": "the disk is full; what was kept before is safe, make room and run again",
            "unable to open database file": "it cannot be opened; check the path and its permissions",
            "malformed": "the file is damaged; restore it from a copy",
        }
        for sign, what in advice.items():
            if sign in said:
                raise LedgerError(f"{name}: {what}") from error
        raise LedgerError(f"{name}: {said}") from error
