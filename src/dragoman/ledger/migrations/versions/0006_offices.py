"""What documents teach of offices; which person a participant is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.ledger.schema import Text, short

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of offices and the columns of actors; documents that were read before taught nothing."""
    op.create_table(
        "offices",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("office", Text, nullable=False),
        sa.Column("name", Text, nullable=False),
        sa.Column("country", short(8), nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
    )
    op.create_index("offices_by_settled", "offices", ["settled"])
    for column in ("actor", "known_as"):
        op.add_column("participants", sa.Column(column, Text))
    op.add_column("participants", sa.Column("country_confidence", sa.Float))


def downgrade() -> None:
    """There is no way back: the ledger is read again instead."""
    raise NotImplementedError
