"""Filling the store from ``data/``: everything on the first start, later only what has changed in the files.

What ships is entered as versions like any import, so its provenance, its place in the order of publication and its trace
are the same. It never displaces what people imported: those years of a shipped file stay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

from lib.domain import data_file, shown_area
from lib.domain.data_file import Model, Sumber, file_sha256, read_sumber, read_toml
from lib.domain.errors import DataFileError
from lib.domain.language import N_
from lib.domain.program import Program
from lib.domain.roles import SISTEM
from lib.domain.wilayah import PROVINSI_LAMPUNG
from lib.store import shipped
from lib.store.audit import record
from lib.store.precedence import CONTOH, Key
from lib.store.rows import DraftRows, bulk_insert
from lib.store.tables import DIBUANG, ProgramTable, SasaranProgram, Versi, Wilayah
from lib.store.transactions import read, write
from lib.store.versions import DraftMeta, create_draft, published, put_in_force

_FILES: Final = (shipped.WILAYAH, shipped.NILAI, shipped.CAKUPAN, shipped.PRESTASI)
_PROGRAM_FILE: Final = "fakta/program.toml"
_PROGRAM_TABLES: Final = (cast(Table, ProgramTable.__table__), cast(Table, SasaranProgram.__table__))


class _ProgramFile(Model):
    program: tuple[Program, ...]


def ensure_seeded(engine: Engine, data_dir: Path | None = None, *, others: bool = False) -> None:
    """Enter what ships in ``data_dir`` (default: the application's) unless it is there already.

    The list of the provinces other than Lampung takes some seconds: it is entered with ``others``, or when another province
    is the one shown, and from then on kept up to date like the rest.

    Safe to call at every start and by several processes at once. DataFileError when a file, its twin or a cell is wrong,
    StoreError when the database refuses; the database is then as it was before.
    """
    folder = data_dir or data_file.data_dir()
    hashes = {name: _hash(folder / name) for name in _FILES}
    programs = read_toml(folder / _PROGRAM_FILE, _ProgramFile).program
    with read(engine) as conn:
        if others or shown_area.setting() != PROVINSI_LAMPUNG or _holds_others(conn):
            hashes[shipped.PROVINSI_LAIN] = _hash(folder / shipped.PROVINSI_LAIN)
        if not _outdated(conn, hashes) and not _programs_differ(conn, programs):
            return
    with write(engine) as conn:
        if _programs_differ(conn, programs):
            _mirror_programs(conn, programs)
        for name in _outdated(conn, hashes):
            sumber = read_sumber(folder / name)
            if name in (shipped.WILAYAH, shipped.PROVINSI_LAIN):
                _fill_wilayah(conn, folder, name, sumber)
            for meta, rows in _shipped_versions(name, folder, sumber, programs):
                _enter(conn, meta, rows)


def _holds_others(conn: Connection) -> bool:
    query = select(Versi.id).where(Versi.berkas == shipped.PROVINSI_LAIN, Versi.diimpor_oleh == SISTEM.nama)
    return conn.execute(query.limit(1)).first() is not None


def _hash(path: Path) -> str:
    if not path.is_file():
        raise DataFileError(
            N_("Berkas data {berkas} tidak ada."), saran=N_("Pulihkan berkas itu dari repositori (git checkout)."), berkas=path
        )
    return file_sha256(path)


def _outdated(conn: Connection, hashes: dict[str, str]) -> list[str]:
    """The files whose newest version in the store has another hash, or none."""
    newest = select(func.max(Versi.id)).where(Versi.diimpor_oleh == SISTEM.nama).group_by(Versi.berkas)
    stored = {row.berkas: row.sha256 for row in conn.execute(select(Versi.berkas, Versi.sha256).where(Versi.id.in_(newest)))}
    return [name for name, sha256 in hashes.items() if stored.get(name) != sha256]


def _meta(name: str, sumber: Sumber, *, jenis: str, tahun: int | None, of: str = "") -> DraftMeta:
    return DraftMeta(
        jenis=jenis,
        tahun=tahun,
        wilayah=PROVINSI_LAMPUNG,
        sifat=sumber.sifat,
        penerbit=sumber.penerbit,
        judul=f"{sumber.judul} ({of})" if of else sumber.judul,
        url=sumber.url,
        lisensi=sumber.lisensi,
        tanggal=sumber.tanggal,
        berkas=name,
        sha256=sumber.sha256,
    )


def _shipped_versions(
    name: str, folder: Path, sumber: Sumber, programs: tuple[Program, ...]
) -> Iterator[tuple[DraftMeta, DraftRows]]:
    """One version per year of an index, per programme, and for all awards."""
    if name == shipped.NILAI:
        for tahun, rows in sorted(shipped.nilai_rows(folder).items()):
            yield _meta(name, sumber, jenis="indeks", tahun=tahun), rows
    elif name == shipped.CAKUPAN:
        names = {program.id: program.nama["id"] for program in programs}
        for program, rows in shipped.cakupan_rows(folder, tuple(names)).items():
            yield _meta(name, sumber, jenis="program", tahun=None, of=names[program]), rows
    elif name == shipped.PRESTASI:
        yield _meta(name, sumber, jenis="prestasi", tahun=None), shipped.prestasi_rows(folder)


def _enter(conn: Connection, meta: DraftMeta, rows: DraftRows) -> None:
    """Publish the rows of the years that nobody has imported; if that is none, keep them as a discarded version.

    Kept, so that the next start sees that this state of the file has been dealt with.
    """
    taken = {
        key
        for info in published(conn, meta.jenis)
        if info.diimpor_oleh != SISTEM.nama and info.sifat != CONTOH
        for key in info.claim().keys
    }
    free = _without(rows, taken)
    if free.of_jenis(meta.jenis):
        put_in_force(conn, create_draft(conn, meta, free, pelaku=SISTEM), pelaku=SISTEM, tindakan="terbit", catatan=meta.berkas)
        return
    versi_id = create_draft(conn, meta, rows, pelaku=SISTEM)
    conn.execute(update(Versi).where(Versi.id == versi_id).values(keadaan=DIBUANG))
    record(conn, SISTEM.require("buang"), "buang", f"versi {versi_id}", {"sebab": "sudah ada data impor"})


def _without(rows: DraftRows, taken: set[Key]) -> DraftRows:
    if not taken:
        return rows
    return DraftRows(
        nilai=[row for row in rows.nilai if ("", row[1]) not in taken],
        dimensi=[row for row in rows.dimensi if ("", row[1]) not in taken],
        cakupan=[row for row in rows.cakupan if (row[0], row[2].year) not in taken],
        prestasi=[row for row in rows.prestasi if ("", row[1]) not in taken],
    )


def _fill_wilayah(conn: Connection, folder: Path, name: str, sumber: Sumber) -> None:
    """The places of a list, and for each of its provinces a version that tells where they are from."""
    rows = shipped.wilayah_rows(folder, name)
    lampung = func.substr(Wilayah.kode, 1, len(PROVINSI_LAMPUNG)) == PROVINSI_LAMPUNG
    conn.execute(delete(Wilayah).where(lampung if name == shipped.WILAYAH else ~lampung))
    bulk_insert(conn, "wilayah", shipped.WILAYAH_COLUMNS, rows)
    for provinsi in sorted({str(row[0])[:2] for row in rows}):
        meta = replace(_meta(name, sumber, jenis="wilayah", tahun=None), wilayah=provinsi)
        versi_id = create_draft(conn, meta, DraftRows(), pelaku=SISTEM)
        put_in_force(conn, versi_id, pelaku=SISTEM, tindakan="terbit", catatan=meta.berkas)


def _program_rows(programs: tuple[Program, ...]) -> tuple[set[tuple], set[tuple]]:
    return (
        {(p.id, p.nama["id"], p.instansi, p.satuan["id"], p.penyebut, p.mulai, p.selesai) for p in programs},
        {(p.id, target.tahun, target.wilayah, target.target) for p in programs for target in p.sasaran},
    )


def _stored_programs(conn: Connection) -> tuple[set[tuple], set[tuple]]:
    first, second = ({tuple(row) for row in conn.execute(select(table))} for table in _PROGRAM_TABLES)
    return first, second


def _programs_differ(conn: Connection, programs: tuple[Program, ...]) -> bool:
    return _stored_programs(conn) != _program_rows(programs)


def _mirror_programs(conn: Connection, programs: tuple[Program, ...]) -> None:
    conn.execute(delete(SasaranProgram))
    conn.execute(delete(ProgramTable))
    for table, rows in zip(_PROGRAM_TABLES, _program_rows(programs), strict=True):
        if rows:
            bulk_insert(conn, table.name, tuple(column.name for column in table.columns), sorted(rows, key=str))
    record(conn, SISTEM.require("terbitkan"), "program", _PROGRAM_FILE, {"jumlah": len(programs)})
