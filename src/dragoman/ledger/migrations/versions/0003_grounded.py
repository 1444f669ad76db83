"""Coordinates of places, and how the acts of undated documents were dated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables. What was read before has no rows in them; reading it again gives them."""
    report = ("reports.key",)
    op.create_table(
        "places",
        sa.Column("report", sa.Integer, sa.ForeignKey(*report, ondelete="CASCADE"), primary_key=True),
        *(sa.Column(name, sa.Text) for name in ("name", "country")),
        *(sa.Column(name, sa.Float) for name in ("latitude", "longitude")),
        *(sa.Column(name, sa.Text) for name in ("precision", "basis")),
        sa.Column("confidence", sa.Float),
    )
    op.create_table(
        "datings",
        sa.Column("report", sa.Integer, sa.ForeignKey(*report, ondelete="CASCADE"), primary_key=True),
        sa.Column("inferred", sa.Boolean, nullable=False),
        sa.Column("constraints", sa.Text, nullable=False),
        sa.Column("candidates", sa.Text, nullable=False),
    )
