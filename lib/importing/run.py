"""One call from a file to a report, and from a clean report to a published version.

Reading and checking never write. Publishing is one transaction of the store: a process that is killed in between leaves
the database as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Engine, Table, select

from lib.domain.errors import StoreError
from lib.domain.indeks import indices
from lib.domain.language import N_
from lib.importing.checks import check_index_file
from lib.importing.comparison import compare_with_published
from lib.importing.matching import Register
from lib.importing.outcome import ImportReport
from lib.importing.reading import Source, open_path
from lib.importing.recognition import recognise
from lib.store.tables import Wilayah
from lib.store.transactions import read
from lib.store.versions import DraftMeta, import_and_publish

RESMI: Final = "resmi"

# One check for each kind of data that a layout may be of.
CHECKS: Final[dict[str, Callable[..., ImportReport]]] = {"indeks": check_index_file}


def load_register(engine: Engine) -> Register:
    """The official list of places from the store; StoreError when it has not been filled."""
    table = cast(Table, Wilayah.__table__)
    with read(engine) as conn:
        register = Register.from_rows(dict(row) for row in conn.execute(select(table)).mappings())
    if not register.places:
        raise StoreError(
            N_("Daftar wilayah di basis data masih kosong."), saran=N_("Jalankan aplikasi sekali agar daftar itu diisi.")
        )
    return register


def import_file(
    engine: Engine,
    file: Path | Source,
    *,
    jenis: str | None = None,
    tahun: int | None = None,
    register: Register | None = None,
    terbitkan: bool = False,
    pelaku: str = "",
    catatan: str = "",
) -> ImportReport:
    """Read, recognise and check ``file`` (a path or an opened source); nothing is written unless ``terbitkan``.

    ``jenis`` narrows which layouts are tried, ``tahun`` says which year is meant. With ``terbitkan`` a report without
    anything that blocks is stored and published in one transaction, in the name of ``pelaku``; ``report.published`` tells.
    Raises ImportRefused when the file is not what it claims to be, StoreError when the database refuses.
    """
    source = file if isinstance(file, Source) else open_path(file)
    tables, told = recognise(source, jenis)
    check = CHECKS[tables[0].layout.jenis]
    report = check(source, tables, register or load_register(engine), tahun=tahun, told=told)
    compare_with_published(engine, report)
    if terbitkan and report.publishable:
        publish_report(engine, report, pelaku=pelaku, catatan=catatan)
    return report


def publish_report(engine: Engine, report: ImportReport, *, pelaku: str, catatan: str = "") -> int:
    """Store and publish what a report accepted; returns the id of the version. StoreError when the report blocks."""
    if not report.publishable:
        raise StoreError(
            N_("Berkas {berkas} belum dapat diterbitkan."),
            saran=N_("Perbaiki temuan yang menolak, lalu impor lagi."),
            berkas=report.berkas,
        )
    meta = DraftMeta(
        jenis=report.jenis,
        tahun=report.tahun,
        wilayah=report.wilayah,
        sifat=RESMI,
        penerbit=report.penerbit,
        judul=f"{indices()[report.indeks].singkatan} {report.tahun}, {report.wilayah_nama}",
        url="",
        lisensi="",
        tanggal=None,
        berkas=report.berkas,
        sha256=report.sha256,
        diimpor_oleh=pelaku,
        catatan=catatan,
        laporan=report.record(),
    )
    report.draft = import_and_publish(engine, meta, report.rows, pelaku=pelaku, catatan=catatan)
    report.published = True
    return report.draft
