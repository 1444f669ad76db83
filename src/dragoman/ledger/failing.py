"""What databases say when they fail, told as LedgerError with what to do about it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exc

from dragoman.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds that a writer waits for another to end.
PATIENCE = 30

_BUSY = "another process is writing to it; try again when it has ended"
_FULL = "the disk is full; what was kept before is safe, make room and run again"
#: What SQLite says, and what to do.
_SQLITE = {
    "file is not a database": "this file is no ledger; name another with --ledger",
    "database is locked": _BUSY,
    "readonly database": "it may not be written; check its permissions and those of its folder",
    "disk is full": _FULL,
    "disk I/O error": "the disk cannot be read or written, or is full; what was kept before is safe, "
    "look after the disk and run again",
    "unable to open database file": "it cannot be opened; check the path and its permissions",
    "malformed": "the file is damaged; restore it from a copy (dragoman ledger restore)",
}
#: The codes of PostgreSQL's errors (its manual, appendix A), or their first two letters, and what to do.
_POSTGRESQL = {
    "53100": _FULL,
    "53300": "the server takes no more connections; try again later",
    "55P03": _BUSY,
    "28": "the server refuses this user or password; check the address, or set PGPASSWORD",
    "3D000": "the server has no such database; make it: createdb NAME",
    "42501": "this user may not do that in the database; ask its owner for the rights to make and write tables",
    "57P": "the server is going down or coming up; what was kept before is safe, run again when it is back",
    "25006": "the database may only be read (a standby server?); name one that may be written",
}
_LOST = "the connection to the server failed ({}); what was kept before is safe, run again when it is back"


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Turn the database's errors into LedgerError that says what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        raise LedgerError(f"{name}: {_advice(error)}") from error
    except (ConnectionError, TimeoutError) as error:
        # Some breaks of the connection reach us as the system tells them, not as the driver's error.
        raise LedgerError(f"{name}: {_LOST.format(error)}") from error


def _advice(error: exc.DBAPIError) -> str:
    said = str(error.orig)
    for sign, what in _SQLITE.items():
        if sign in said:
            return what
    fields = error.orig.args[0] if error.orig is not None and error.orig.args else None
    if isinstance(fields, dict):
        code = str(fields.get("C", ""))
        for sign, what in _POSTGRESQL.items():
            if code.startswith(sign):
                return what
        return f"{fields.get('M')} ({code})"
    if error.connection_invalidated or isinstance(error, exc.InterfaceError):
        return _LOST.format(said)
    return said
