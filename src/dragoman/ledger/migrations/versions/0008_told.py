"""The day on which each event was first told, by which those without a day of their own are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0008"
down_revision = "0007"

Day = sa.String(10).with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column and fill it, and an index of the events without a day."""
    op.add_column("events", sa.Column("told", Day))
    op.execute(
        "UPDATE events SET told = (SELECT min(documents.published) FROM reports "
        "JOIN documents ON documents.key = reports.document WHERE reports.event = events.id)"
    )
    undated = sa.text('"first" IS NULL')
    op.create_index("events_undated", "events", ["first", "told"], sqlite_where=undated, postgresql_where=undated)
