"""The first schema. Written out, so that it stays what it was when the tables of today change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0001"
down_revision = None

ORDERED = TEXT(collation="C")
Text = sa.Text().with_variant(ORDERED, "postgresql")


def _short(length: int) -> sa.String:
    return sa.String(length).with_variant(ORDERED, "postgresql")


def _report() -> sa.Column[int]:
    return sa.Column("report", sa.Integer, sa.ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True)


def _span() -> tuple[sa.Column[int], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", Text, nullable=False),
    )


def _act() -> tuple[sa.Column[str] | sa.Column[bool], ...]:
    names = ("type", "form", "status", "channel")
    return (
        *(sa.Column(name, Text, nullable=False) for name in names),
        sa.Column("background", sa.Boolean, nullable=False),
    )


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", Text, nullable=False, unique=True),
        sa.Column("hash", _short(64), nullable=False, unique=True),
        sa.Column("outlet", Text),
        sa.Column("published", _short(10)),
        sa.Column("title", Text),
        sa.Column("text", Text, nullable=False),
        sa.Column("language", _short(8)),
        sa.Column("url", Text),
        sa.Column("coded", sa.Boolean, nullable=False),
        sa.Column("note", Text),
        sa.Column("reader", Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", _short(10), primary_key=True),
        *_act(),
        sa.Column("first", _short(10)),
        sa.Column("last", _short(10)),
        *(sa.Column(name, Text, nullable=False) for name in ("a", "b", "a_names", "b_names")),
        sa.Column("rank", sa.Integer),
        sa.Column("place", Text),
        sa.Column("place_country", Text),
        sa.Column("occasion", Text),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_index("events_by_day", "events", ["first"])
    op.create_table(
        "event_countries",
        sa.Column("event", _short(10), sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("side", _short(1), primary_key=True),
        sa.Column("country", Text, primary_key=True),
    )
    op.create_index("event_countries_by_country", "event_countries", ["country", "event"])
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "document", sa.Integer, sa.ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("event", _short(10), sa.ForeignKey("events.id", ondelete="SET NULL"), index=True),
        *_act(),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("first", _short(10)),
        sa.Column("last", _short(10)),
        sa.Column("place", Text),
        sa.Column("place_country", Text),
        sa.Column("occasion", Text),
    )
    op.create_table(
        "participants",
        _report(),
        sa.Column("side", _short(1), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *_span(),
        *(sa.Column(name, Text) for name in ("name", "title", "country")),
        sa.Column("kind", Text, nullable=False),
        sa.Column("rank", sa.Integer),
        sa.Column("basis", Text),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_table(
        "evidence",
        _report(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("role", Text, nullable=False),
        *_span(),
    )
    op.create_table(
        "quotes",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *_span(),
        sa.Column("speaker", Text),
        sa.Column("speaker_country", Text),
    )
    op.create_table(
        "blocks",
        _report(),
        sa.Column("block", Text, primary_key=True),
        sa.Column("first", _short(10), nullable=False),
        sa.Column("last", _short(10), nullable=False),
    )
    op.create_index("blocks_by_day", "blocks", ["block", "first"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute('CREATE VIRTUAL TABLE search USING fts5(text, tokenize = "unicode61 remove_diacritics 2")')
