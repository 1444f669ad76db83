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
from dragoman.ledger.statements import AT_ONCE, parts
from dragoman.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Over the sentences of evidence, by report; over documents, by document.
REPORTS, DOCUMENTS = "search", "search_documents"
#: PostgreSQL takes no more than a megabyte of words for one row; what follows is kept, but not found.
LONGEST = 400_000
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as they are indexed: without case and accents."""
    if text.isascii():
        return WORD.findall(text.lower())
    apart = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    return WORD.findall(plain.lower())


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
        connection.execute(statement, {"keys": keys, "texts": [_plain(texts[key]) for key in keys]})


def _plain(text: str) -> str:
    """A text as PostgreSQL is given it: letters and figures alone, so that it sees the words that SQLite sees."""
    return " ".join(words(text[:LONGEST]))


def rebuild(connection: sa.Connection) -> None:
    """Make both indexes anew from the documents and reports that the ledger holds."""
    connection.execute(sa.text(f"DELETE FROM {REPORTS}"))  # noqa: S608 - our own names
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO search_documents (search_documents) VALUES ('rebuild')"))
    else:
        connection.execute(sa.text(f"DELETE FROM {DOCUMENTS}"))  # noqa: S608
    for documents in in_batches(connection):
        if connection.dialect.name != "sqlite":
            add_documents(connection, documents)
        add_reports(connection, report_texts(connection, documents))


def in_batches(connection: sa.Connection) -> Iterator[dict[int, tuple[str | None, str]]]:
    """Every document's title and text by its key, some at a time."""
    last = -1
    query = sa.text("SELECT key, title, text FROM documents WHERE key > :last ORDER BY key LIMIT :many")
    while rows := connection.execute(query, {"last": last, "many": AT_ONCE}).all():
        yield {row.key: (row.title, row.text) for row in rows}
        last = rows[-1].key


def report_texts(connection: sa.Connection, documents: Mapping[int, tuple[str | None, str]]) -> dict[int, str]:
    """What is indexed of each report of these documents: the title, and the sentences that it rests on."""
    spans = (
        'SELECT reports.key, reports.document, evidence.start, evidence."end" FROM reports '
        "JOIN evidence ON evidence.report = reports.key WHERE reports.document IN :documents "
        'UNION ALL SELECT reports.key, reports.document, participants.start, participants."end" FROM reports '
        "JOIN participants ON participants.report = reports.key WHERE reports.document IN :documents"
    )
    query = sa.text(spans).bindparams(sa.bindparam("documents", list(documents), expanding=True))
    marked: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for key, document, start, end in connection.execute(query):
        marked.setdefault(key, (document, []))[1].append((start, end))
    cut: dict[int, list[tuple[int, int]]] = {}
    texts = {}
    for key, (document, found) in marked.items():
        title, text = documents[document]
        if document not in cut:
            cut[document] = sentences(text)
        texts[key] = report_text(title, text, cut[document], found)
    return texts


def report_text(title: str | None, text: str, cut: Sequence[tuple[int, int]], marked: Sequence[tuple[int, int]]) -> str:
    """The title and those sentences (spans of `text`, in `cut`) in which something is marked."""
    told = [text[s:e] for s, e in cut if any(s < end and start < e for start, end in marked)]
    return " ".join([title or "", *told])


def matching(connection: sa.Connection, asked: str, index: str) -> sa.Select[int]:
    """A query for the keys of `index` that hold all that was asked for. Raises LedgerError."""
    where, values = _where(connection, asked, index)
    query = sa.text(f"SELECT {_KEY[connection.dialect.name]} AS key FROM {index} WHERE {where}").bindparams(**values)  # noqa: S608
    return sa.select(query.columns(sa.column("key", sa.Integer)).subquery().c.key)


def ranked(connection: sa.Connection, asked: str, index: str) -> sa.Subquery:
    """The same with a column `rank`, which is least where the words say most of the text. Raises LedgerError."""
    where, values = _where(connection, asked, index)
    rank = "rank" if connection.dialect.name == "sqlite" else f"-ts_rank(words, {where.partition('@@')[2]})"
    query = sa.text(
        f"SELECT {_KEY[connection.dialect.name]} AS key, {rank} AS rank FROM {index} WHERE {where}"  # noqa: S608
    ).bindparams(**values)
    return query.columns(sa.column("key", sa.Integer), sa.column("rank", sa.Float)).subquery("hits")


def differences(connection: sa.Connection, index: str, table: sa.Table) -> tuple[int, int]:
    """How many rows of `table` are not in the index, and how many entries of the index are of no row."""
    held = f"SELECT id FROM {index}_docsize" if connection.dialect.name == "sqlite" else f"SELECT key FROM {index}"  # noqa: S608
    rows = f"SELECT key FROM {table.name}"  # noqa: S608
    missing, surplus = (
        connection.execute(sa.text(f"SELECT count(*) FROM ({one} EXCEPT {other}) AS lacking")).scalar_one()  # noqa: S608
        for one, other in ((rows, held), (held, rows))
    )
    return missing, surplus


def agrees(connection: sa.Connection) -> bool:
    """Whether the index of documents holds the words that the documents have."""
    if connection.dialect.name == "sqlite":
        check = "INSERT INTO search_documents (search_documents, rank) VALUES ('integrity-check', 1)"
        try:
            connection.execute(sa.text(check))
        except sa.exc.DatabaseError as error:
            if "malformed" not in str(error.orig):
                raise
            return False
        return True
    compare = sa.text(
        f"SELECT count(*) FROM {DOCUMENTS} AS held JOIN unnest(CAST(:keys AS integer[]), CAST(:texts AS text[])) "  # noqa: S608
        "AS given (key, text) ON given.key = held.key WHERE held.words <> to_tsvector('simple', given.text)"
    )
    return not any(
        connection.execute(
            compare,
            {
                "keys": list(documents),
                "texts": [_plain(f"{title or ''} {text}") for title, text in documents.values()],
            },
        ).scalar_one()
        for documents in in_batches(connection)
    )


_KEY = {"sqlite": "rowid", "postgresql": "key"}


def _where(connection: sa.Connection, asked: str, index: str) -> tuple[str, dict[str, str]]:
    wanted = pieces(asked)
    if connection.dialect.name == "sqlite":
        return f"{index} MATCH :asked", {"asked": " ".join('"' + " ".join(piece) + '"' for piece in wanted)}
    terms = [f"phraseto_tsquery('simple', :piece{number})" for number in range(len(wanted))]
    values = {f"piece{number}": " ".join(piece) for number, piece in enumerate(wanted)}
    return f"words @@ ({' && '.join(terms)})", values
