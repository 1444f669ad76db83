"""Words of whole documents can be searched; PostgreSQL has its indexes of words; rows leave them by themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.reading.sentences import sentences

revision = "0002"
down_revision = "0001"

#: Rows that are indexed at once.
AT_ONCE = 500


def upgrade() -> None:
    """Make the indexes and fill them from what the ledger holds."""
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgresql()


def _sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_documents USING fts5("
        "title, text, content = 'documents', content_rowid = 'key', tokenize = \"unicode61 remove_diacritics 2\")"
    )
    op.execute("INSERT INTO search_documents (search_documents) VALUES ('rebuild')")
    op.execute(
        "CREATE TRIGGER search_without_report AFTER DELETE ON reports BEGIN "
        "DELETE FROM search WHERE rowid = old.key; END"
    )
    op.execute(
        "CREATE TRIGGER search_without_document AFTER DELETE ON documents BEGIN "
        "INSERT INTO search_documents (search_documents, rowid, title, text) "
        "VALUES ('delete', old.key, old.title, old.text); END"
    )


def _postgresql() -> None:
    from dragoman.ledger.searching import add_documents, add_reports

    for table, source in (("search", "reports"), ("search_documents", "documents")):
        op.execute(
            f"CREATE TABLE {table} (key integer PRIMARY KEY REFERENCES {source} (key) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX {table}_by_word ON {table} USING gin (words)")
    connection = op.get_bind()
    last = -1
    while rows := connection.execute(
        sa.text("SELECT key, title, text FROM documents WHERE key > :last ORDER BY key LIMIT :many"),
        {"last": last, "many": AT_ONCE},
    ).all():
        add_documents(connection, {row.key: (row.title, row.text) for row in rows})
        add_reports(connection, _reports(connection, {row.key: (row.title, row.text) for row in rows}))
        last = rows[-1].key


def _reports(connection: sa.Connection, documents: dict[int, tuple[str | None, str]]) -> dict[int, str]:
    """The sentences with evidence of each report of these documents, after the title."""
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
    texts = {}
    for key, (document, found) in marked.items():
        title, text = documents[document]
        told = [text[s:e] for s, e in sentences(text) if any(s < end and start < e for start, end in found)]
        texts[key] = " ".join([title or "", *told])
    return texts
