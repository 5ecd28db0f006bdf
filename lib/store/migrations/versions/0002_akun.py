"""Local accounts, and the wrong tries that slow down whoever guesses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "akun",
        sa.Column("nama", sa.String(60), nullable=False),
        sa.Column("sandi", sa.String(200), nullable=False),
        sa.Column("peran", sa.String(12), nullable=False),
        sa.Column("kabupaten", sa.String(13)),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ditutup_pada", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("nama", name="pk_akun"),
        sa.CheckConstraint("peran IN ('pengelola', 'operator')", name="ck_akun_peran"),
    )
    op.create_table(
        "masuk_gagal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("nama", sa.String(60), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_masuk_gagal"),
    )
    op.create_index("ix_masuk_gagal_nama_waktu", "masuk_gagal", ["nama", "waktu"])
