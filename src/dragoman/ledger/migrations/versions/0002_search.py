"""Words of whole documents can be searched; PostgreSQL has its indexes of words; rows leave them by themselves."""

from __future__ import annotations

from alembic import op

from dragoman.ledger import searching

revision = "0002"
down_revision = "0001"


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
    for table, source in (("search", "reports"), ("search_documents", "documents")):
        op.execute(
            f"CREATE TABLE {table} (key integer PRIMARY KEY REFERENCES {source} (key) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX {table}_by_word ON {table} USING gin (words)")
    # It reads columns of the first schema alone.
    searching.rebuild(op.get_bind())
