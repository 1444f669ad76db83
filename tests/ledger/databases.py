"""Fresh ledgers for the tests, in each database: files of SQLite, databases of a throw-away PostgreSQL server."""

import importlib.util
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pg8000.dbapi
import pytest
from sqlalchemy import make_url

SCRIPT = Path(__file__).parents[2] / "scripts/postgresql.py"
KINDS = ("sqlite", "postgresql")


def script() -> Any:
    """The project's script that starts servers, as a module."""
    spec = importlib.util.spec_from_file_location("postgresql", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["postgresql"] = module
    spec.loader.exec_module(module)
    return module


class PostgreSQL:
    """A server, and empty databases on it, which are used again: to make and remove many takes minutes."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self._numbers = itertools.count()
        self._free: list[str] = []

    def take(self) -> str:
        """The address of an empty database."""
        if not self._free:
            name = f"ledger{next(self._numbers)}"
            self._run("CREATE DATABASE " + name, self.server.url())
            return str(self.server.url(name))
        address = self._free.pop()
        self._run("DROP SCHEMA public CASCADE", address)
        self._run("CREATE SCHEMA public", address)
        return address

    def give_back(self, address: str) -> None:
        self._free.append(address)

    def _run(self, statement: str, address: str) -> None:
        with connected(address) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A connection of the bare driver, past Dragoman."""
    url = make_url(address)
    connection = pg8000.dbapi.connect(
        url.username, host=url.host, port=url.port, database=url.database, password=url.password
    )
    with closing(connection):
        yield connection


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server for the session; skips where none can be started, but not in CI, where all must be tested."""
    module = script()
    reason = module.why_not()
    if reason and os.environ.get("CI") != "true":
        pytest.skip(f"{reason}; `make test` installs it where it can")
    with module.server() as server:
        yield PostgreSQL(server)


Fresh = Callable[[], str]
