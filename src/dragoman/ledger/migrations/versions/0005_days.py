"""Events of a time, and reports that may be of one, are found without going back to the first of all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Both days in the index, and those that go over a new year in one of their own."""
    across = sa.text('substr("first", 1, 4) < substr("last", 1, 4)')
    op.drop_index("events_by_day", "events")
    op.create_index("events_by_day", "events", ["first", "last"])
    op.drop_index("blocks_by_day", "blocks")
    op.create_index("blocks_by_day", "blocks", ["block", "last", "first", "report"])
    op.create_index("events_across_years", "events", ["first", "last"], sqlite_where=across, postgresql_where=across)
