"""The indexes of words: over whole documents, and over the sentences of evidence with their titles.

SQLite has FTS5 (tables `search` and `search_documents`), PostgreSQL has tsvector (tables of the same names, which
hold keys and vectors). Both find words without regard to case and accents, and pieces of several words in a row.
Rows leave the indexes with their documents and reports, by triggers in SQLite, by cascade in PostgreSQL.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.errors import LedgerError
from dragoman.ledger.statements import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Over the sentences of evidence, by report; over documents, by document.
REPORTS, DOCUMENTS = "search", "search_documents"
#: PostgreSQL takes no more than a megabyte of words for one row; what follows is kept, but not found.
LONGEST = 400_000
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as they are indexed: without case and accents."""
    if text.isascii():
        return _WORD.findall(text.lower())
    apart = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    return _WORD.findall(plain.lower())


def pieces(asked: str) -> list[list[str]]:
    """What was asked for as words to be found in a row: those between double quotes together, others alone.

    Raises LedgerError where nothing is left to search for.
    """
    found = [words(piece) for piece in re.findall(r'"[^"]*"|[^\s"]+', asked)]
    found = [piece for piece in found if piece]
    if not found:
        raise LedgerError(f"nothing to search for in {asked!r}")
    return found


def add_reports(connection: sa.Connection, texts: Mapping[int, str]) -> None:
    """Index the sentences of reports, by their keys."""
    if connection.dialect.name == "sqlite":
        rows = [{"key": key, "text": text} for key, text in texts.items()]
        if rows:
            connection.execute(sa.text("INSERT INTO search (rowid, text) VALUES (:key, :text)"), rows)
    else:
        _add_vectors(connection, REPORTS, texts)


def add_documents(connection: sa.Connection, texts: Mapping[int, tuple[str | None, str]]) -> None:
    """Index documents, by their keys: title and text."""
    if connection.dialect.name == "sqlite":
        rows = [{"key": key, "title": title, "text": text} for key, (title, text) in texts.items()]
        insert = "INSERT INTO search_documents (rowid, title, text) VALUES (:key, :title, :text)"
        if rows:
            connection.execute(sa.text(insert), rows)
    else:
        _add_vectors(connection, DOCUMENTS, {key: f"{title or ''} {text}" for key, (title, text) in texts.items()})


def _add_vectors(connection: sa.Connection, table: str, texts: Mapping[int, str]) -> None:
    statement = sa.text(
        f"INSERT INTO {table} (key, words) SELECT key, to_tsvector('simple', text) "  # noqa: S608 - our own names
        "FROM unnest(CAST(:keys AS integer[]), CAST(:texts AS text[])) AS given (key, text)"
    )
    for keys in parts(texts):
        # Only letters and figures, so that its parser makes the same words of them as SQLite's.
        plain = [" ".join(words(texts[key][:LONGEST])) for key in keys]
        connection.execute(statement, {"keys": keys, "texts": plain})


def matching(connection: sa.Connection, asked: str, index: str) -> sa.Select[int]:
    """A query for the keys of `index` that hold all that was asked for. Raises LedgerError."""
    wanted = pieces(asked)
    if connection.dialect.name == "sqlite":
        expression = " ".join('"' + " ".join(piece) + '"' for piece in wanted)
        found = sa.text(f"SELECT rowid AS key FROM {index} WHERE {index} MATCH :asked").bindparams(asked=expression)  # noqa: S608
    else:
        terms = [f"phraseto_tsquery('simple', :piece{number})" for number in range(len(wanted))]
        found = sa.text(f"SELECT key FROM {index} WHERE words @@ ({' && '.join(terms)})").bindparams(  # noqa: S608
            **{f"piece{number}": " ".join(piece) for number, piece in enumerate(wanted)}
        )
    return sa.select(found.columns(sa.column("key", sa.Integer)).subquery().c.key)
