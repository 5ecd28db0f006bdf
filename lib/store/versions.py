"""Versions of datasets: draft, publish, replace, roll back. Nothing is ever overwritten or deleted.

A draft holds its rows from the start; publishing only changes what is in force (see ``lib.store.precedence``), in one
transaction with its trace in the audit trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, cast

from sqlalchemy import Connection, Engine, RowMapping, Table, func, insert, select, update

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.domain.roles import Izin, Pelaku, Tindakan
from lib.store.audit import as_utc, now, record
from lib.store.precedence import Claim, hidden_areas, wholly_hidden
from lib.store.rows import DraftRows, check, clean, write_rows
from lib.store.tables import DIBUANG, DIGANTI, DRAF, TERBIT, Versi
from lib.store.transactions import errors_in_words, read, write

_TABLE: Final = cast(Table, Versi.__table__)
Perbuatan = Literal["terbit", "kembalikan"]
_ACT: Final[dict[Perbuatan, Tindakan]] = {"terbit": "terbitkan", "kembalikan": "kembalikan"}
_LENGTHS: Final = {column.name: getattr(column.type, "length", None) for column in _TABLE.columns}


@dataclass(frozen=True)
class DraftMeta:
    """What a version is and where it comes from; ``wilayah`` is its scope, ``laporan`` the report of its import."""

    jenis: str
    tahun: int | None
    wilayah: str
    sifat: str
    penerbit: str
    judul: str
    url: str
    lisensi: str
    tanggal: dt.date | None
    berkas: str
    sha256: str
    catatan: str = ""
    laporan: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class VersionInfo:
    """One row of ``versi`` (times in UTC) with the number of its rows."""

    id: int
    jenis: str
    tahun: int | None
    wilayah: str
    sifat: str
    penerbit: str
    judul: str
    url: str
    lisensi: str
    tanggal: dt.date | None
    berkas: str
    sha256: str
    diimpor_oleh: str
    diimpor_pada: dt.datetime
    diterbitkan_pada: dt.datetime | None
    urutan_terbit: int | None
    keadaan: str
    catatan: str
    laporan: dict[str, Any]
    jumlah_baris: int

    @property
    def program(self) -> tuple[str, ...]:
        """Ids of the programmes that a version of coverage speaks for; empty for other kinds."""
        return tuple(self.laporan.get("program", ()))

    @property
    def tahun_isi(self) -> tuple[int, ...]:
        """The years that the version speaks for: those of its rows, else its own."""
        return tuple(self.laporan.get("tahun") or ([] if self.tahun is None else [self.tahun]))

    def claim(self) -> Claim:
        """What the version speaks for if it is published (its order is 0 as long as it never was)."""
        return Claim(
            self.id,
            self.wilayah,
            self.sifat,
            self.urutan_terbit or 0,
            frozenset((program, tahun) for program in self.program or ("",) for tahun in self.tahun_isi or (None,)),
        )


def _info(row: RowMapping) -> VersionInfo:
    values = dict(row) | {
        "diimpor_pada": as_utc(row["diimpor_pada"]),
        "diterbitkan_pada": as_utc(row["diterbitkan_pada"]) if row["diterbitkan_pada"] else None,
        "jumlah_baris": row["laporan"].get("jumlah_baris", 0),
    }
    return VersionInfo(**values)


def create_draft(conn: Connection, meta: DraftMeta, rows: DraftRows, *, pelaku: Pelaku, menggantikan: Sequence[int] = ()) -> int:
    """Store a draft with its rows within the transaction of ``conn``; returns its id. Nothing that is shown changes.

    ``laporan`` gains what the store needs later: ``jumlah_baris``, ``tahun`` (years of the rows) and, for coverage,
    ``program``. The drafts ``menggantikan`` are discarded with it: the same file, looked at again. StoreError when a row
    lies outside the version's area or year, is there twice, or there is none, or when one of those is no draft any more;
    AccessDenied when ``pelaku`` may not import for that area, or not discard one of them.
    """
    izin = permit(pelaku, "impor", meta.jenis, meta.wilayah)
    rows = clean(rows)
    check(meta.jenis, meta.tahun, meta.wilayah, rows)
    years = {row[1] for row in (*rows.nilai, *rows.prestasi)} | {row[2].year for row in rows.cakupan}
    laporan = meta.laporan | {"jumlah_baris": len(rows.of_jenis(meta.jenis)), "tahun": sorted(years)}
    if meta.jenis == "program":
        laporan["program"] = sorted({row[0] for row in rows.cakupan})
    values = {entry.name: _fitted(entry.name, getattr(meta, entry.name)) for entry in fields(meta)}
    values |= {"diimpor_oleh": _fitted("diimpor_oleh", pelaku.nama)}
    values |= {"laporan": laporan, "diimpor_pada": now(), "keadaan": DRAF}
    with errors_in_words(conn.engine.url):
        versi_id = conn.execute(insert(_TABLE).values(values).returning(_TABLE.c.id)).scalar_one()
        write_rows(conn, versi_id, rows)
        rincian = {"judul": meta.judul, "berkas": meta.berkas, "sha256": meta.sha256, "jumlah_baris": laporan["jumlah_baris"]}
        record(conn, izin, "draf", f"versi {versi_id}", rincian)
        for lama in menggantikan:
            _discard(conn, lama, {"diganti_oleh": versi_id}, pelaku=pelaku)
    return versi_id


def _fitted(column: str, value: Any) -> Any:
    """A title from somebody's file may be longer than its column, which only PostgreSQL would refuse."""
    return value[: _LENGTHS[column]] if isinstance(value, str) else value


def permit(pelaku: Pelaku, tindakan: Tindakan, jenis: str, wilayah: str) -> Izin:
    """The permission for an act on a version; AccessDenied without it. Whatever touches boundaries needs ``batas`` as well."""
    if jenis == "batas":
        pelaku.require("batas", wilayah)
    return pelaku.require(tindakan, wilayah)


def publish(engine: Engine, versi_id: int, *, pelaku: Pelaku, catatan: str = "", terlihat: str | None = None) -> None:
    """Put a draft in force, in one transaction; older versions of which nothing is in force any more become *diganti*.

    ``terlihat`` is the ``published_fingerprint`` that the comparison shown to the user was made against: with it,
    publishing is refused when somebody else has published since. StoreError when the version is not a draft, AccessDenied
    when ``pelaku`` may not publish for its area.
    """
    with write(engine) as conn:
        versi = _get(conn, versi_id)
        permit(pelaku, "terbitkan", versi.jenis, versi.wilayah)
        if versi.keadaan != DRAF:
            raise _not_a_draft(versi)
        if terlihat is not None and terlihat != fingerprint(conn):
            raise StoreError(
                N_("Data yang terbit telah berubah sejak perbandingan untuk versi {versi} dibuat."),
                saran=N_("Bandingkan lagi dengan data yang berlaku sekarang, lalu terbitkan."),
                versi=versi_id,
            )
        put_in_force(conn, versi_id, pelaku=pelaku, tindakan="terbit", catatan=catatan)


def import_and_publish(engine: Engine, meta: DraftMeta, rows: DraftRows, *, pelaku: Pelaku, catatan: str = "") -> int:
    """``create_draft`` and ``publish`` in one transaction: everything or nothing. Returns the id."""
    with write(engine) as conn:
        versi_id = create_draft(conn, meta, rows, pelaku=pelaku)
        put_in_force(conn, versi_id, pelaku=pelaku, tindakan="terbit", catatan=catatan)
    return versi_id


def discard(engine: Engine, versi_id: int, *, pelaku: Pelaku, catatan: str = "") -> None:
    """Mark a draft as discarded (its rows stay); StoreError when it is not a draft, AccessDenied outside the own area."""
    with write(engine) as conn:
        _discard(conn, versi_id, {"catatan": catatan}, pelaku=pelaku)


def _discard(conn: Connection, versi_id: int, rincian: dict[str, Any], *, pelaku: Pelaku) -> None:
    versi = _get(conn, versi_id)
    izin = permit(pelaku, "buang", versi.jenis, versi.wilayah)
    if versi.keadaan != DRAF:
        raise _not_a_draft(versi)
    conn.execute(update(_TABLE).where(_TABLE.c.id == versi_id).values(keadaan=DIBUANG))
    record(conn, izin, "buang", f"versi {versi_id}", rincian)


def roll_back(engine: Engine, versi_id: int, *, pelaku: Pelaku, catatan: str = "") -> None:
    """Publish an older version again, above everything published since.

    That is a replaced version, or a published one of which a part is hidden by a later one (a province of which one
    kabupaten was corrected). StoreError for any other, AccessDenied when ``pelaku`` may not.
    """
    with write(engine) as conn:
        versi = _get(conn, versi_id)
        permit(pelaku, "kembalikan", versi.jenis, versi.wilayah)
        if versi.keadaan == TERBIT:
            if not hidden_areas(versi.claim(), (entry.claim() for entry in published(conn, versi.jenis))):
                raise StoreError(
                    N_("Versi {versi} sudah berlaku seluruhnya."), saran=N_("Tidak ada yang perlu dikembalikan."), versi=versi_id
                )
        elif versi.keadaan != DIGANTI:
            raise StoreError(
                N_("Versi {versi} belum pernah terbit, jadi tidak dapat dikembalikan."),
                saran=N_("Terbitkan versi itu jika masih berupa draf."),
                versi=versi_id,
            )
        put_in_force(conn, versi_id, pelaku=pelaku, tindakan="kembalikan", catatan=catatan)


def list_versions(engine: Engine) -> list[VersionInfo]:
    """Every version, newest import first."""
    with read(engine) as conn:
        return [_info(row) for row in conn.execute(select(_TABLE).order_by(_TABLE.c.id.desc())).mappings()]


def published_versions(engine: Engine) -> list[VersionInfo]:
    """The versions in force at least in part, last published first."""
    with read(engine) as conn:
        return published(conn)


def published(conn: Connection, jenis: str | None = None) -> list[VersionInfo]:
    """``published_versions`` within a transaction, of one ``jenis`` or of all."""
    query = select(_TABLE).where(_TABLE.c.keadaan == TERBIT).order_by(_TABLE.c.urutan_terbit.desc())
    if jenis is not None:
        query = query.where(_TABLE.c.jenis == jenis)
    return [_info(row) for row in conn.execute(query).mappings()]


def fingerprint(conn: Connection) -> str:
    """Changes whenever what is published changes (every change is a publication)."""
    last, count, when = conn.execute(
        select(func.max(_TABLE.c.urutan_terbit), func.count(), func.max(_TABLE.c.diterbitkan_pada)).where(
            _TABLE.c.keadaan == TERBIT
        )
    ).one()
    return f"{last or 0}-{count}-{as_utc(when).timestamp():.6f}" if when else "0-0-0"


def put_in_force(conn: Connection, versi_id: int, *, pelaku: Pelaku, tindakan: Perbuatan, catatan: str = "") -> None:
    """Give the version the next place in the order of publication and mark what it replaces; needs the writers' lock.

    AccessDenied when ``pelaku`` may not do that to this version.
    """
    versi = _get(conn, versi_id)
    izin = permit(pelaku, _ACT[tindakan], versi.jenis, versi.wilayah)
    order = (conn.execute(select(func.max(_TABLE.c.urutan_terbit))).scalar() or 0) + 1
    conn.execute(
        update(_TABLE).where(_TABLE.c.id == versi_id).values(keadaan=TERBIT, urutan_terbit=order, diterbitkan_pada=now())
    )
    replaced = wholly_hidden([entry.claim() for entry in published(conn, versi.jenis)])
    if replaced:
        conn.execute(update(_TABLE).where(_TABLE.c.id.in_(replaced)).values(keadaan=DIGANTI))
    record(conn, izin, tindakan, f"versi {versi_id}", {"urutan": order, "menggantikan": replaced, "catatan": catatan})


def _get(conn: Connection, versi_id: int) -> VersionInfo:
    row = conn.execute(select(_TABLE).where(_TABLE.c.id == versi_id)).mappings().first()
    if row is None:
        raise StoreError(
            N_("Versi {versi} tidak ada."), saran=N_("Lihat daftar versi dengan: python -m lib.cli versi."), versi=versi_id
        )
    return _info(row)


def _not_a_draft(versi: VersionInfo) -> StoreError:
    return StoreError(
        N_("Versi {versi} bukan draf lagi: sudah diterbitkan atau dibuang."),
        saran=N_("Lihat daftar versi; versi yang diganti dapat diterbitkan lagi dengan mengembalikannya."),
        versi=versi.id,
    )
