"""The rows of a version on their way into the database: cleaned, checked against their version, written in bulk."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.domain.wilayah import is_within
from lib.store.transactions import driver_errors

NILAI_COLUMNS: Final = ("kode_desa", "tahun", "indeks", "nilai", "status", "status_hitung", "dibawa_dari_tahun")
DIMENSI_COLUMNS: Final = ("kode_desa", "tahun", "dimensi", "nilai")
CAKUPAN_COLUMNS: Final = ("program", "kode_wilayah", "tanggal", "tahap", "jumlah")
PRESTASI_COLUMNS: Final = ("kode_wilayah", "tahun", "ajang", "tingkat", "hasil", "sumber")
TEMUAN_COLUMNS: Final = ("nomor", "aturan", "bobot", "pesan", "saran", "isian", "lembar", "baris", "kolom", "nilai")


@dataclass(frozen=True)
class DraftRows:
    """The rows of a draft as plain tuples, in the order of ``NILAI_COLUMNS``, ``DIMENSI_COLUMNS``, and so on.

    A missing number is None or NaN. An index fills ``nilai`` and ``dimensi``, coverage ``cakupan``, awards ``prestasi``.
    ``temuan`` is what the import found; ``isian`` of it is JSON text.
    """

    nilai: list[tuple] = field(default_factory=list)
    dimensi: list[tuple] = field(default_factory=list)
    cakupan: list[tuple] = field(default_factory=list)
    prestasi: list[tuple] = field(default_factory=list)
    temuan: list[tuple] = field(default_factory=list)

    def of_jenis(self, jenis: str) -> list[tuple]:
        """The rows that a version of ``jenis`` is counted by."""
        return {"indeks": self.nilai, "program": self.cakupan, "prestasi": self.prestasi}.get(jenis, [])


def _number(nilai: Any) -> float | None:
    """A float, None for a missing one: SQLite would keep NaN as NULL and PostgreSQL as NaN."""
    if nilai is None or nilai != nilai:
        return None
    number = float(nilai)
    if math.isinf(number):
        raise StoreError(
            N_("Nilai tak hingga tidak dapat disimpan."), saran=N_("Perbaiki angka itu di berkas, lalu impor ulang.")
        )
    return number


def _whole(nilai: Any) -> int | None:
    return None if nilai is None or nilai != nilai else int(nilai)


def clean(rows: DraftRows) -> DraftRows:
    """The rows with plain Python values (a numpy integer would reach SQLite as bytes), without missing dimensions."""
    return DraftRows(
        nilai=[(k, int(t), i, _number(n), s, h, _whole(d)) for k, t, i, n, s, h, d in rows.nilai],
        dimensi=[(k, int(t), d, number) for k, t, d, n in rows.dimensi if (number := _number(n)) is not None],
        cakupan=[(p, k, t, s, int(j)) for p, k, t, s, j in rows.cakupan],
        prestasi=[(k, int(t), a, g, h[:200], s[:500]) for k, t, a, g, h, s in rows.prestasi],
        temuan=rows.temuan,
    )


def check(jenis: str, tahun: int | None, wilayah: str, rows: DraftRows) -> None:
    """StoreError unless the rows are of the version's kind, year and area, each there once."""
    if jenis in ("indeks", "program", "prestasi") and not rows.of_jenis(jenis):
        raise StoreError(N_("Versi ini tidak berisi satu baris pun."), saran=N_("Periksa berkasnya, lalu impor ulang."))
    for codes in (
        (row[0] for row in rows.nilai),
        (row[0] for row in rows.dimensi),
        (row[1] for row in rows.cakupan),
        (row[0] for row in rows.prestasi),
    ):
        outside = next((kode for kode in codes if not is_within(kode, wilayah)), None)
        if outside is not None:
            raise StoreError(
                N_("Baris dengan kode {kode} berada di luar wilayah versi ini ({wilayah})."),
                saran=N_("Pilih wilayah yang mencakup semua baris, atau buang baris itu dari berkas."),
                kode=outside,
                wilayah=wilayah,
            )
    if jenis == "indeks":
        other = next((row[1] for row in (*rows.nilai, *rows.dimensi) if row[1] != tahun), None)
        if other is not None:
            raise StoreError(
                N_("Versi tahun {tahun} berisi baris tahun {lain}."),
                saran=N_("Impor setiap tahun sebagai versi tersendiri."),
                tahun=tahun,
                lain=other,
            )
    for keys in (_by(rows.nilai, 2), _by(rows.dimensi, 3), _by(rows.cakupan, 4)):
        seen: set[tuple] = set()
        for key in keys:
            if key in seen:
                raise StoreError(
                    N_("Baris ganda untuk {kunci}."),
                    saran=N_("Sisakan satu baris untuk setiap desa dan tahun, lalu impor ulang."),
                    kunci=", ".join(str(part) for part in key),
                )
            seen.add(key)


def _by(rows: Iterable[tuple], columns: int) -> Iterable[tuple]:
    return (row[:columns] for row in rows)


def write_rows(conn: Connection, versi_id: int, rows: DraftRows) -> None:
    """Insert cleaned rows under ``versi_id``, in the order of their primary keys."""
    for table, columns, part in (
        ("nilai_indeks", NILAI_COLUMNS, rows.nilai),
        ("nilai_dimensi", DIMENSI_COLUMNS, rows.dimensi),
        ("cakupan_program", CAKUPAN_COLUMNS, rows.cakupan),
        ("prestasi", PRESTASI_COLUMNS, rows.prestasi),
        ("temuan", TEMUAN_COLUMNS, rows.temuan),
    ):
        if part:
            key: Callable[[tuple], Any] | None = (lambda row: row[:4]) if table == "cakupan_program" else None
            ordered = part if table == "prestasi" else sorted(part, key=key or (lambda row: row[:3]))
            bulk_insert(conn, table, ("versi_id", *columns), [(versi_id, *row) for row in ordered])


def bulk_insert(conn: Connection, table: str, columns: Sequence[str], rows: list[tuple]) -> None:
    """Insert many tuples the fast way of each database: COPY on PostgreSQL, one prepared statement on SQLite.

    Table and column names come from this package, never from a user.
    """
    names = ", ".join(columns)
    if conn.dialect.name == "postgresql":
        driver: Any = conn.connection.driver_connection
        statement = f"COPY {table} ({names}) FROM STDIN"
        with driver_errors(conn, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        return
    dates = [place for place, value in enumerate(rows[0]) if isinstance(value, dt.date)] if rows else []
    if dates:
        rows = [tuple(v.isoformat() if isinstance(v, dt.date) else v for v in row) for row in rows]
    marks = ", ".join("?" * len(columns))
    conn.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
