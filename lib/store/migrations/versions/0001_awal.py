"""The first schema: every table of the design, and a trail that can only grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_REFUSAL = "jejak hanya dapat ditambah"
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER jejak_tanpa_ubah BEFORE UPDATE ON jejak BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    f"CREATE TRIGGER jejak_tanpa_hapus BEFORE DELETE ON jejak BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    # INSERT OR REPLACE deletes the older row without firing a delete trigger.
    "CREATE TRIGGER jejak_tanpa_timpa BEFORE INSERT ON jejak WHEN EXISTS (SELECT 1 FROM jejak WHERE id = NEW.id)"  # noqa: S608
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
)
_POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION jejak_tetap() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER jejak_tanpa_ubah BEFORE UPDATE OR DELETE ON jejak FOR EACH ROW EXECUTE FUNCTION jejak_tetap()",
    "CREATE TRIGGER jejak_tanpa_kosong BEFORE TRUNCATE ON jejak FOR EACH STATEMENT EXECUTE FUNCTION jejak_tetap()",
)


def upgrade() -> None:
    """Make everything."""
    _places_and_programmes()
    _versions()
    _rows_of_versions()
    _trail()


def _places_and_programmes() -> None:
    op.create_table(
        "wilayah",
        sa.Column("kode", sa.String(13), nullable=False),
        sa.Column("jenis", sa.String(10), nullable=False),
        sa.Column("nama", sa.String(120), nullable=False),
        sa.Column("kode_induk", sa.String(13)),
        sa.Column("sebutan", sa.String(20)),
        sa.Column("kode_bps", sa.String(10)),
        sa.Column("lintang", sa.Float),
        sa.Column("bujur", sa.Float),
        sa.Column("luas_km2", sa.Float),
        sa.Column("penduduk", sa.Integer),
        sa.Column("berlaku_dari", sa.Date),
        sa.Column("berlaku_sampai", sa.Date),
        sa.PrimaryKeyConstraint("kode", name="pk_wilayah"),
    )
    op.create_index("ix_wilayah_kode_induk", "wilayah", ["kode_induk"])
    op.create_table(
        "program",
        sa.Column("id", sa.String(30), nullable=False),
        sa.Column("nama", sa.String(120), nullable=False),
        sa.Column("instansi", sa.String(200), nullable=False),
        sa.Column("satuan", sa.String(30), nullable=False),
        sa.Column("penyebut", sa.String(30), nullable=False),
        sa.Column("mulai", sa.Integer, nullable=False),
        sa.Column("selesai", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_program"),
    )
    op.create_table(
        "sasaran_program",
        sa.Column("program", sa.String(30), nullable=False),
        sa.Column("tahun", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("wilayah", sa.String(13), nullable=False),
        sa.Column("target", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("program", "tahun", "wilayah", name="pk_sasaran_program"),
        sa.ForeignKeyConstraint(["program"], ["program.id"], name="fk_sasaran_program_program_program"),
    )


def _versions() -> None:
    op.create_table(
        "versi",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("jenis", sa.String(12), nullable=False),
        sa.Column("tahun", sa.Integer),
        sa.Column("wilayah", sa.String(13), nullable=False),
        sa.Column("sifat", sa.String(8), nullable=False),
        sa.Column("penerbit", sa.String(200), nullable=False),
        sa.Column("judul", sa.String(300), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("lisensi", sa.String(200), nullable=False),
        sa.Column("tanggal", sa.Date),
        sa.Column("berkas", sa.String(300), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("diimpor_oleh", sa.String(100), nullable=False),
        sa.Column("diimpor_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diterbitkan_pada", sa.DateTime(timezone=True)),
        sa.Column("urutan_terbit", sa.Integer),
        sa.Column("keadaan", sa.String(8), nullable=False),
        sa.Column("catatan", sa.Text, nullable=False),
        sa.Column("laporan", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versi"),
        sa.UniqueConstraint("urutan_terbit", name="uq_versi_urutan_terbit"),
        sa.CheckConstraint("jenis IN ('indeks', 'program', 'prestasi', 'wilayah', 'batas')", name="jenis"),
        sa.CheckConstraint("sifat IN ('resmi', 'turunan', 'contoh')", name="sifat"),
        sa.CheckConstraint("keadaan IN ('draf', 'terbit', 'diganti', 'dibuang')", name="keadaan"),
    )
    op.create_index("ix_versi_jenis_tahun_keadaan", "versi", ["jenis", "tahun", "keadaan"])


def _rows_of_versions() -> None:
    op.create_table(
        "nilai_indeks",
        sa.Column("versi_id", sa.Integer, nullable=False),
        sa.Column("kode_desa", sa.String(13), nullable=False),
        sa.Column("tahun", sa.Integer, nullable=False),
        sa.Column("indeks", sa.String(12), nullable=False),
        sa.Column("nilai", sa.Float),
        sa.Column("status", sa.String(20)),
        sa.Column("status_hitung", sa.String(20)),
        sa.Column("dibawa_dari_tahun", sa.Integer),
        sa.PrimaryKeyConstraint("versi_id", "kode_desa", "tahun", name="pk_nilai_indeks"),
        sa.ForeignKeyConstraint(["versi_id"], ["versi.id"], name="fk_nilai_indeks_versi_id_versi"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "nilai_dimensi",
        sa.Column("versi_id", sa.Integer, nullable=False),
        sa.Column("kode_desa", sa.String(13), nullable=False),
        sa.Column("tahun", sa.Integer, nullable=False),
        sa.Column("dimensi", sa.String(12), nullable=False),
        sa.Column("nilai", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("versi_id", "kode_desa", "tahun", "dimensi", name="pk_nilai_dimensi"),
        sa.ForeignKeyConstraint(["versi_id"], ["versi.id"], name="fk_nilai_dimensi_versi_id_versi"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cakupan_program",
        sa.Column("versi_id", sa.Integer, nullable=False),
        sa.Column("program", sa.String(30), nullable=False),
        sa.Column("kode_wilayah", sa.String(13), nullable=False),
        sa.Column("tanggal", sa.Date, nullable=False),
        sa.Column("tahap", sa.String(30), nullable=False),
        sa.Column("jumlah", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("versi_id", "program", "kode_wilayah", "tanggal", "tahap", name="pk_cakupan_program"),
        sa.ForeignKeyConstraint(["versi_id"], ["versi.id"], name="fk_cakupan_program_versi_id_versi"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "prestasi",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("versi_id", sa.Integer, nullable=False),
        sa.Column("kode_wilayah", sa.String(13), nullable=False),
        sa.Column("tahun", sa.Integer, nullable=False),
        sa.Column("ajang", sa.String(80), nullable=False),
        sa.Column("tingkat", sa.String(80), nullable=False),
        sa.Column("hasil", sa.String(200), nullable=False),
        sa.Column("sumber", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_prestasi"),
        sa.ForeignKeyConstraint(["versi_id"], ["versi.id"], name="fk_prestasi_versi_id_versi"),
    )
    op.create_index("ix_prestasi_versi_id", "prestasi", ["versi_id"])


def _trail() -> None:
    op.create_table(
        "jejak",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pelaku", sa.String(100), nullable=False),
        sa.Column("tindakan", sa.String(40), nullable=False),
        sa.Column("objek", sa.String(200), nullable=False),
        sa.Column("rincian", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jejak"),
    )
    for statement in _SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_TRIGGERS:
        op.execute(statement)
