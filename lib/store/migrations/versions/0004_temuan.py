"""What the import of a version found, kept with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "temuan",
        sa.Column("versi_id", sa.Integer, nullable=False),
        sa.Column("nomor", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("aturan", sa.String(60), nullable=False),
        sa.Column("bobot", sa.String(8), nullable=False),
        sa.Column("pesan", sa.Text, nullable=False),
        sa.Column("saran", sa.Text, nullable=False),
        sa.Column("isian", sa.JSON, nullable=False),
        sa.Column("lembar", sa.Text, nullable=False),
        sa.Column("baris", sa.Integer),
        sa.Column("kolom", sa.Text, nullable=False),
        sa.Column("nilai", sa.Text),
        sa.PrimaryKeyConstraint("versi_id", "nomor", name="pk_temuan"),
        sa.ForeignKeyConstraint(["versi_id"], ["versi.id"], name="fk_temuan_versi_id_versi"),
        sqlite_with_rowid=False,
    )
