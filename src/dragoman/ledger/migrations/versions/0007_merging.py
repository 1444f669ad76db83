"""Links between reports, signatures of documents, judgements and their log, what another reader changed.

Events stay as they are until the ledger is next written to: the blocks of the old merging rule are of no use to the
new one, and are made anew then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0007"
down_revision = "0006"

ORDERED = TEXT(collation="C")
Text = sa.Text().with_variant(ORDERED, "postgresql")


def _short(length: int) -> sa.String:
    return sa.String(length).with_variant(ORDERED, "postgresql")


def upgrade() -> None:
    """Make the tables, add the columns."""
    op.add_column("documents", sa.Column("signature", Text))
    op.add_column("reports", sa.Column("words", Text))
    op.add_column("reports", sa.Column("dated", sa.Boolean))
    op.add_column("events", sa.Column("independent", sa.Integer, nullable=False, server_default="1"))
    op.add_column("events", sa.Column("verdict", _short(5)))
    op.drop_table("blocks")
    op.create_table(
        "blocks",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("block", Text, primary_key=True),
        sa.Column("first", _short(10), nullable=False),
        sa.Column("last", _short(10), nullable=False),
        sa.Column("wide", sa.Boolean, nullable=False),
    )
    op.create_index("blocks_by_day", "blocks", ["block", "last", "first", "report"])
    op.create_table(
        "links",
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.Integer, sa.ForeignKey("reports.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("log_odds", sa.Float, nullable=False),
    )
    op.create_index("ix_links_other", "links", ["other"])
    op.create_table("settled", sa.Column("rule", Text, primary_key=True))
    op.create_table(
        "judgements",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("kind", Text, nullable=False),
        sa.Column("who", Text, nullable=False),
        sa.Column("at", _short(32), nullable=False),
        sa.Column("note", Text),
        sa.Column("value", Text),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("judgements.key"), index=True),
    )
    op.create_table(
        "judged",
        sa.Column("judgement", sa.Integer, sa.ForeignKey("judgements.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("document", Text, nullable=False, index=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("form", Text, nullable=False),
        sa.Column("text", Text, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("at", _short(32), nullable=False),
        sa.Column("document", Text, nullable=False, index=True),
        sa.Column("old_reader", Text, nullable=False),
        sa.Column("new_reader", Text, nullable=False),
        sa.Column("kind", Text, nullable=False),
        sa.Column("form", Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("trigger", Text, nullable=False),
        sa.Column("field", Text),
        sa.Column("before", Text),
        sa.Column("after", Text),
    )
