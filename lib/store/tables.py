"""The canonical tables (DESIGN: data). Column names are the field's words; codes are canonical dotted Kemendagri codes."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

JENIS_VERSI: Final = ("indeks", "program", "prestasi", "wilayah", "batas")
SIFAT: Final = ("resmi", "turunan", "contoh")
DRAF: Final = "draf"
TERBIT: Final = "terbit"
DIGANTI: Final = "diganti"
DIBUANG: Final = "dibuang"
KEADAAN: Final = (DRAF, TERBIT, DIGANTI, DIBUANG)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Table(DeclarativeBase):
    """Base of all tables; constraint names are fixed so that Alembic can change them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Wilayah(Table):
    """A province, kabupaten/kota, kecamatan, desa or kelurahan, with the dates between which its code is valid."""

    __tablename__ = "wilayah"
    kode: Mapped[str] = mapped_column(String(13), primary_key=True)
    jenis: Mapped[str] = mapped_column(String(10))
    nama: Mapped[str] = mapped_column(String(120))
    kode_induk: Mapped[str | None] = mapped_column(String(13), index=True)
    sebutan: Mapped[str | None] = mapped_column(String(20))
    kode_bps: Mapped[str | None] = mapped_column(String(10))
    lintang: Mapped[float | None] = mapped_column(Float)
    bujur: Mapped[float | None] = mapped_column(Float)
    luas_km2: Mapped[float | None] = mapped_column(Float)
    penduduk: Mapped[int | None] = mapped_column(Integer)
    berlaku_dari: Mapped[dt.date | None] = mapped_column(Date)
    berlaku_sampai: Mapped[dt.date | None] = mapped_column(Date)


class Versi(Table):
    """One version of one dataset. Nothing is overwritten: publishing a newer one marks the older as replaced.

    ``wilayah`` is the scope: the area that the version speaks for (``18`` or one kabupaten). Of several published versions
    of the same ``jenis`` and ``tahun`` the one published last wins for each desa in its scope.
    """

    __tablename__ = "versi"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    jenis: Mapped[str] = mapped_column(String(12))
    tahun: Mapped[int | None] = mapped_column(Integer)
    wilayah: Mapped[str] = mapped_column(String(13))
    sifat: Mapped[str] = mapped_column(String(8))
    penerbit: Mapped[str] = mapped_column(String(200))
    judul: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500), default="")
    lisensi: Mapped[str] = mapped_column(String(200), default="")
    tanggal: Mapped[dt.date | None] = mapped_column(Date)
    berkas: Mapped[str] = mapped_column(String(300), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    diimpor_oleh: Mapped[str] = mapped_column(String(100))
    diimpor_pada: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    diterbitkan_pada: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    # Counts publications over the whole store: "published last" must not depend on clocks.
    urutan_terbit: Mapped[int | None] = mapped_column(Integer, unique=True)
    keadaan: Mapped[str] = mapped_column(String(8), default=DRAF)
    catatan: Mapped[str] = mapped_column(Text, default="")
    laporan: Mapped[dict] = mapped_column(JSON, default=dict)
    __table_args__ = (
        CheckConstraint(_one_of("jenis", JENIS_VERSI), name="jenis"),
        CheckConstraint(_one_of("sifat", SIFAT), name="sifat"),
        CheckConstraint(_one_of("keadaan", KEADAAN), name="keadaan"),
        Index("ix_versi_jenis_tahun_keadaan", "jenis", "tahun", "keadaan"),
    )


class NilaiIndeks(Table):
    """One row per desa and year: the score and the status as published; ``dibawa_dari_tahun`` marks a carried-over score."""

    __tablename__ = "nilai_indeks"
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi.id"), primary_key=True)
    kode_desa: Mapped[str] = mapped_column(String(13), primary_key=True)
    tahun: Mapped[int] = mapped_column(Integer, primary_key=True)
    indeks: Mapped[str] = mapped_column(String(12))
    nilai: Mapped[float | None] = mapped_column(Float)
    status: Mapped[str | None] = mapped_column(String(20))
    status_hitung: Mapped[str | None] = mapped_column(String(20))
    dibawa_dari_tahun: Mapped[int | None] = mapped_column(Integer)


class NilaiDimensi(Table):
    """One dimension of one desa and year, long because the two indices differ."""

    __tablename__ = "nilai_dimensi"
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi.id"), primary_key=True)
    kode_desa: Mapped[str] = mapped_column(String(13), primary_key=True)
    tahun: Mapped[int] = mapped_column(Integer, primary_key=True)
    dimensi: Mapped[str] = mapped_column(String(12), primary_key=True)
    nilai: Mapped[float] = mapped_column(Float)


class ProgramTable(Table):
    """The programmes known to this store, mirrored from ``data/fakta/program.toml`` so that other tools can join them."""

    __tablename__ = "program"
    id: Mapped[str] = mapped_column(String(30), primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))
    instansi: Mapped[str] = mapped_column(String(200))
    satuan: Mapped[str] = mapped_column(String(30))
    penyebut: Mapped[str] = mapped_column(String(30))
    mulai: Mapped[int] = mapped_column(Integer)
    selesai: Mapped[int | None] = mapped_column(Integer)


class SasaranProgram(Table):
    """A published target of a programme for the end of a year in an area."""

    __tablename__ = "sasaran_program"
    program: Mapped[str] = mapped_column(ForeignKey("program.id"), primary_key=True)
    tahun: Mapped[int] = mapped_column(Integer, primary_key=True)
    wilayah: Mapped[str] = mapped_column(String(13), primary_key=True)
    target: Mapped[int] = mapped_column(Integer)


class CakupanProgram(Table):
    """Coverage as of a date: how many units (desa, BUMDes, farmers) a stage of a programme has reached in one desa.

    Each date is a whole snapshot, not an increment: published counts also go down.
    """

    __tablename__ = "cakupan_program"
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi.id"), primary_key=True)
    program: Mapped[str] = mapped_column(String(30), primary_key=True)
    kode_wilayah: Mapped[str] = mapped_column(String(13), primary_key=True)
    tanggal: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    tahap: Mapped[str] = mapped_column(String(30), primary_key=True)
    jumlah: Mapped[int] = mapped_column(Integer)


class Prestasi(Table):
    """An award won by a desa, kelurahan or other area."""

    __tablename__ = "prestasi"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi.id"), index=True)
    kode_wilayah: Mapped[str] = mapped_column(String(13))
    tahun: Mapped[int] = mapped_column(Integer)
    ajang: Mapped[str] = mapped_column(String(80))
    tingkat: Mapped[str] = mapped_column(String(80))
    hasil: Mapped[str] = mapped_column(String(200))
    sumber: Mapped[str] = mapped_column(String(500), default="")


class Temuan(Table):
    """One finding of the import that a version came from: what is wrong (a catalogue key with fields), where, how to mend it."""

    __tablename__ = "temuan"
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi.id"), primary_key=True)
    nomor: Mapped[int] = mapped_column(Integer, primary_key=True)
    aturan: Mapped[str] = mapped_column(String(60))
    bobot: Mapped[str] = mapped_column(String(8))
    pesan: Mapped[str] = mapped_column(Text)
    saran: Mapped[str] = mapped_column(Text)
    isian: Mapped[dict] = mapped_column(JSON)
    lembar: Mapped[str] = mapped_column(Text)
    baris: Mapped[int | None] = mapped_column(Integer)
    kolom: Mapped[str] = mapped_column(Text)
    nilai: Mapped[str | None] = mapped_column(Text)


class Jejak(Table):
    """The audit trail. Rows are only ever added: triggers refuse UPDATE and DELETE."""

    __tablename__ = "jejak"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    waktu: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    pelaku: Mapped[str] = mapped_column(String(100))
    tindakan: Mapped[str] = mapped_column(String(40))
    objek: Mapped[str] = mapped_column(String(200))
    rincian: Mapped[dict] = mapped_column(JSON, default=dict)


class Akun(Table):
    """A local account. ``sandi`` is an argon2 hash; a closed account stays, because the trail names it."""

    __tablename__ = "akun"
    nama: Mapped[str] = mapped_column(String(60), primary_key=True)
    sandi: Mapped[str] = mapped_column(String(200))
    peran: Mapped[str] = mapped_column(String(12))
    kabupaten: Mapped[str | None] = mapped_column(String(13))
    dibuat_pada: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    ditutup_pada: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (CheckConstraint(_one_of("peran", ("pengelola", "operator")), name="peran"),)


class MasukGagal(Table):
    """One wrong try to sign in, kept for as long as it counts."""

    __tablename__ = "masuk_gagal"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    nama: Mapped[str] = mapped_column(String(60))
    waktu: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    __table_args__ = (Index("ix_masuk_gagal_nama_waktu", "nama", "waktu"),)


class Dek(Table):
    """A deck that a signed-in person has kept: ``isi`` is its file, one for each person and title."""

    __tablename__ = "dek"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    pelaku: Mapped[str] = mapped_column(String(200))
    judul: Mapped[str] = mapped_column(String(160))
    isi: Mapped[str] = mapped_column(Text)
    diubah_pada: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    __table_args__ = (UniqueConstraint("pelaku", "judul"),)
