"""Decks for meetings that a signed-in person has kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "dek",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("pelaku", sa.String(200), nullable=False),
        sa.Column("judul", sa.String(160), nullable=False),
        sa.Column("isi", sa.Text, nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dek"),
        sa.UniqueConstraint("pelaku", "judul", name="uq_dek_pelaku_judul"),
    )
