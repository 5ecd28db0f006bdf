"""From a report to versions: drafts, publication, and "somebody was faster". One transaction each: all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from sqlalchemy import Connection, Engine, Table, select

from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.domain.roles import Pelaku
from lib.importing.checks.findings import shown
from lib.importing.comparing.in_force import Basis, basis_of
from lib.importing.reading.originals import keep_original
from lib.importing.report.kept_findings import as_rows
from lib.importing.report.outcome import FileReport, ImportReport
from lib.store.precedence import Key
from lib.store.tables import DRAF, Versi
from lib.store.transactions import write
from lib.store.versions import DraftMeta, VersionInfo, create_draft, list_versions, permit, published, put_in_force

_VERSI: Final = cast(Table, Versi.__table__)
_AGAIN: Final = N_("Tidak ada yang disimpan. Impor lagi berkas ini, lihat perbandingan yang baru, lalu terbitkan.")


def meta_of(report: ImportReport, *, catatan: str = "") -> DraftMeta:
    """The description under which a report's rows are stored."""
    dataset = report.dataset
    return DraftMeta(
        jenis=dataset.jenis,
        tahun=dataset.tahun,
        wilayah=dataset.wilayah,
        sifat=dataset.sifat,
        penerbit=dataset.penerbit,
        judul=dataset.judul,
        url=dataset.url,
        lisensi=dataset.lisensi,
        tanggal=dataset.tanggal,
        berkas=report.source.berkas,
        sha256=report.source.sha256,
        catatan=catatan,
        laporan=report.record(),
    )


def publish_file(
    engine: Engine, file: FileReport, *, pelaku: Pelaku, catatan: str = "", menggantikan: Sequence[int] = ()
) -> tuple[int, ...]:
    """Store and publish every dataset of a file in one transaction; returns the ids of the versions.

    ``menggantikan`` are drafts of the same file, discarded in that transaction. StoreError when the report blocks, or when
    somebody has published for the same area and years since it was compared; AccessDenied, here and in all that store, when
    ``pelaku`` may not.
    """
    return _store(engine, file.bagian, pelaku=pelaku, catatan=catatan, terbitkan=True, asli=file.asli, menggantikan=menggantikan)


def publish_report(engine: Engine, report: ImportReport, *, pelaku: Pelaku, catatan: str = "") -> int:
    """``publish_file`` for one dataset; the file itself is not kept."""
    return _store(engine, (report,), pelaku=pelaku, catatan=catatan, terbitkan=True)[0]


def draft_file(
    engine: Engine, file: FileReport, *, pelaku: Pelaku, catatan: str = "", menggantikan: Sequence[int] = ()
) -> tuple[int, ...]:
    """Store every dataset of a file as a draft, in one transaction: nothing that is shown changes. Returns the ids.

    The drafts ``menggantikan`` are discarded in that transaction: a file that is looked at again is there once.
    """
    return _store(engine, file.bagian, pelaku=pelaku, catatan=catatan, terbitkan=False, asli=file.asli, menggantikan=menggantikan)


def _store(
    engine: Engine,
    parts: tuple[ImportReport, ...],
    *,
    pelaku: Pelaku,
    catatan: str,
    terbitkan: bool,
    asli: bytes = b"",
    menggantikan: Sequence[int] = (),
) -> tuple[int, ...]:
    for part in parts:
        permit(pelaku, "terbitkan" if terbitkan else "impor", part.dataset.jenis, part.dataset.wilayah)
        if not part.publishable:
            raise StoreError(
                N_("Berkas {berkas} belum dapat diterbitkan."),
                saran=N_("Perbaiki temuan yang menolak, lalu impor lagi."),
                berkas=part.source.berkas,
            )
    # Files first: one that no version names does no harm, a version without its files would.
    keep_original(parts[0].source.sha256, asli)
    parts = tuple(map(_with_folder, parts))
    with write(engine) as conn:
        if terbitkan:
            for part in parts:
                _refuse_if_changed(conn, part.dataset.jenis, part.claim_keys, part.dataset.wilayah, part.changes.basis)
        ids = tuple(
            create_draft(
                conn,
                meta_of(part, catatan=catatan),
                replace(part.content.rows, temuan=as_rows(part.findings)),
                pelaku=pelaku,
                menggantikan=() if place else menggantikan,
            )
            for place, part in enumerate(parts)
        )
        if terbitkan:
            for versi_id in ids:
                put_in_force(conn, versi_id, pelaku=pelaku, tindakan="terbit", catatan=catatan)
    return ids


def _with_folder(report: ImportReport) -> ImportReport:
    """Write the areas of a boundary file to their folder, and note its name for the version that will be stored."""
    levels = report.content.batas
    if not levels:
        return report
    from lib.geo.imported import store_levels

    names = {kode: report.nama(kode) for areas in levels.values() for kode in map(str, areas.index)}
    noted = {"folder": store_levels(levels, names), "tingkat": sorted(levels)}
    return replace(report, dataset=replace(report.dataset, catatan=report.dataset.catatan | noted))


def publish_drafts(engine: Engine, ids: Sequence[int], *, pelaku: Pelaku, catatan: str = "") -> None:
    """Publish drafts (of one file) in one transaction.

    StoreError when one is no draft any more, or when somebody has published for the same area and years since the
    comparison that was kept with it.
    """
    known = {entry.id: entry for entry in list_versions(engine)}
    with write(engine) as conn:
        states = {row[0]: row[1] for row in conn.execute(select(_VERSI.c.id, _VERSI.c.keadaan).where(_VERSI.c.id.in_(ids)))}
        for versi_id in ids:
            if versi_id in known:
                permit(pelaku, "terbitkan", known[versi_id].jenis, known[versi_id].wilayah)
            if versi_id not in known or states.get(versi_id) != DRAF:
                raise StoreError(
                    N_("Versi {versi} bukan draf lagi: sudah diterbitkan atau dibuang."),
                    saran=N_("Lihat daftar versi; versi yang diganti dapat diterbitkan lagi dengan mengembalikannya."),
                    versi=versi_id,
                )
            entry = known[versi_id]
            if "dasar" in entry.laporan:
                basis = tuple((int(versi), int(urutan)) for versi, urutan in entry.laporan["dasar"])
                _refuse_if_changed(conn, entry.jenis, tuple(entry.claim().keys), entry.wilayah, basis)
        for versi_id in ids:
            put_in_force(conn, versi_id, pelaku=pelaku, tindakan="terbit", catatan=catatan)


def _refuse_if_changed(conn: Connection, jenis: str, keys: Sequence[Key], area: str, basis: Basis) -> None:
    """Within the writers' lock: is the comparison that the user saw still the true one?"""
    now = basis_of(conn, jenis, keys, area)
    if now == basis:
        return
    order = {versi: urutan for versi, urutan in now if (versi, urutan) not in basis}
    newest = max(order, key=lambda versi: order[versi], default=None)
    by_id: dict[int, VersionInfo] = {entry.id: entry for entry in published(conn, jenis)}
    if newest is None:
        raise StoreError(N_("Data yang terbit telah berubah sejak berkas ini dibandingkan."), saran=_AGAIN)
    raise StoreError(
        N_("Data yang terbit telah berubah sejak berkas ini dibandingkan: versi {versi} ({judul}) diterbitkan lebih dulu."),
        saran=_AGAIN,
        versi=newest,
        judul=shown(by_id[newest].judul),
    )
