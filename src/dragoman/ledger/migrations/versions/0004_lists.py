"""Lists that people keep by hand, beside what was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0004"
down_revision = "0003"

ORDERED = TEXT(collation="C")


def upgrade() -> None:
    """Make the table of their entries."""
    text, day = sa.Text().with_variant(ORDERED, "postgresql"), sa.String(10).with_variant(ORDERED, "postgresql")
    op.create_table(
        "list_entries",
        sa.Column("list", text, primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("first", day, nullable=False),
        sa.Column("last", day, nullable=False),
        sa.Column("countries", text, nullable=False),
        sa.Column("form", text),
        sa.Column("note", text),
    )
