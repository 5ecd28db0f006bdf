"""One call from a file to a report.

Reading and checking never write. Publishing is one transaction of the store (``lib.importing.publication``): a process that
is killed in between leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Engine, Table, func, select

from lib.domain import shown_area
from lib.domain.errors import StoreError
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.roles import Pelaku
from lib.importing.checks.boundaries import boundary_reports
from lib.importing.checks.findings import refused
from lib.importing.checks.index import index_reports
from lib.importing.checks.prestasi import award_reports
from lib.importing.checks.program import program_reports
from lib.importing.comparing.report import compare_with_published
from lib.importing.layouts.mapping import Mapping
from lib.importing.layouts.recognition import recognise
from lib.importing.matching.places import Register
from lib.importing.options import Options
from lib.importing.publication import publish_file, publish_report
from lib.importing.reading.files import open_path
from lib.importing.reading.row_count import watched
from lib.importing.report.outcome import FileReport, ImportReport, Stored
from lib.importing.sheets import Source
from lib.store.tables import Wilayah
from lib.store.transactions import read
from lib.work.progress import Tell, silent, within

__all__ = ["CHECKS", "examine_file", "import_file", "load_register", "publish_file", "publish_report"]

# One check for each kind of data that a layout may be of.
CHECKS: Final[dict[str, Callable[..., list[ImportReport]]]] = {
    "indeks": index_reports,
    "program": program_reports,
    "prestasi": award_reports,
}


def load_register(engine: Engine) -> Register:
    """The official list of places of the province shown (in the national view of all); StoreError when there is none yet."""
    table = cast(Table, Wilayah.__table__)
    query = select(table)
    if not shown_area.is_national():
        query = query.where(func.substr(table.c.kode, 1, 2) == shown_area.setting())
    with read(engine) as conn:
        register = Register.from_rows(dict(row) for row in conn.execute(query).mappings())
    if not register.places:
        raise StoreError(
            N_("Daftar wilayah di basis data masih kosong."), saran=N_("Jalankan aplikasi sekali agar daftar itu diisi.")
        )
    return register


def load_points(engine: Engine) -> dict[str, tuple[float, float]]:
    """(longitude, latitude) of the places whose point the official list knows, by code."""
    table = cast(Table, Wilayah.__table__)
    query = select(table.c.kode, table.c.bujur, table.c.lintang).where(table.c.bujur.is_not(None), table.c.lintang.is_not(None))
    with read(engine) as conn:
        return {kode: (bujur, lintang) for kode, bujur, lintang in conn.execute(query)}


def examine_file(
    engine: Engine,
    file: Path | Source,
    *,
    jenis: str | None = None,
    options: Options | None = None,
    petaan: Mapping | None = None,
    register: Register | None = None,
    tell: Tell = silent,
) -> FileReport:
    """Read, recognise, check and compare ``file`` (a path or an opened source); nothing is written.

    ``jenis`` narrows which layouts are tried, ``petaan`` says by hand which column is what. Every dataset of the file becomes
    a report: each year of an index, each programme. ``tell`` hears how far it is. Raises ImportRefused when the file is not
    what it claims to be, StoreError when the database refuses.
    """
    source = watched(file if isinstance(file, Source) else open_path(file), within(tell, 0.0, 0.8))
    register = register or load_register(engine)
    tables, told = recognise(source, jenis, petaan)
    if source.batas is not None:
        parts = boundary_reports(source, _of_one_province(register, options), load_points(engine), within(tell, 0.0, 0.95))
    else:
        parts = CHECKS[tables[0].layout.jenis](source, tables, register, options or Options(), told)
    compared: list[ImportReport] = []
    earlier: dict[str, ImportReport] = {}
    begun = 0.95 if source.batas is not None else 0.85
    for number, part in enumerate(parts):
        tell(begun + (1 - begun) * number / len(parts), _("Membandingkan dengan data yang sekarang terbit …"))
        area = part.dataset.wilayah
        earlier[area] = compare_with_published(engine, part, part.content.register or register, earlier.get(area))
        compared.append(earlier[area])
    return FileReport(berkas=source.nama, sha256=source.sha256, bagian=tuple(compared), asli=source.data)


def _of_one_province(register: Register, options: Options | None) -> Register:
    """The list that boundaries are compared with; in the national view that of the province that the user names."""
    if len(register.provinces) <= 1:
        return register
    if options is None or options.wilayah is None:
        raise refused(N_("Batas wilayah diimpor untuk satu provinsi."), N_("Sebutkan provinsinya dengan --wilayah, misalnya 18."))
    return register.of_province(options.wilayah[:2])


def import_file(
    engine: Engine,
    file: Path | Source,
    *,
    jenis: str | None = None,
    tahun: int | None = None,
    register: Register | None = None,
    terbitkan: Pelaku | None = None,
    catatan: str = "",
) -> ImportReport:
    """``examine_file`` for a file of one dataset; a report without anything that blocks is published for ``terbitkan``.

    That is one transaction, in that person's name; ``report.stored`` tells. ImportRefused as ``examine_file``, and
    when the file holds several datasets: choose one with ``tahun``, or use ``examine_file``.
    """
    file_report = examine_file(engine, file, jenis=jenis, options=Options(tahun=tahun), register=register)
    if len(file_report.bagian) > 1:
        raise refused(
            N_("Berkas ini memuat beberapa bagian: {bagian}."),
            N_("Pilih satu dengan --tahun."),
            bagian=tuple(part.dataset.judul for part in file_report.bagian),
        )
    report = file_report.bagian[0]
    if terbitkan is not None and report.publishable:
        (versi_id,) = publish_file(engine, file_report, pelaku=terbitkan, catatan=catatan)
        report = replace(report, stored=Stored(versi_id, published=True))
    return report
