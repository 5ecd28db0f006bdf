"""``laporan`` and ``ekspor``: reports, decks and published tables as files."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lib.commands.progress import ProgressBar
from lib.commands.terminal import CLEAN
from lib.domain.errors import DasborError
from lib.domain.language import N_, current_language, format_number
from lib.domain.language import gettext as _

if TYPE_CHECKING:
    from lib.view.frame.selection import Selection

FORMATS: Final = ("pdf", "pptx", "xlsx")
DECKS: Final = ("provinsi", "kabupaten", "program")
TABLE_FORMATS: Final = ("csv", "xlsx", "geojson", "parquet")
LEVELS: Final = ("kabupaten", "kecamatan", "desa")
STEPS: Final = 100
Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


class OutputError(DasborError):
    """A file cannot be written where it was asked for."""


def add_report_verbs(verb: Verb, year: Callable[[str], int], area: Callable[[str], str]) -> None:
    """Add both verbs; ``year`` and ``area`` read such an argument."""
    laporan = verb("laporan", _laporan, _("buat laporan PDF, paparan PPTX, atau tabel XLSX dari data yang terbit"))
    where = laporan.add_mutually_exclusive_group()
    where.add_argument(
        "--kab", type=area, metavar="KODE", help=_("kabupaten atau kecamatan, misalnya 18.01; tanpa ini seluruh provinsi")
    )
    where.add_argument("--desa", type=area, metavar="KODE", help=_("profil satu desa, misalnya 18.01.04.2001"))
    where.add_argument("--semua", action="store_true", help=_("laporan semua kabupaten dalam satu ZIP"))
    laporan.add_argument("--format", choices=FORMATS, default="pdf", help=_("bentuk berkas (biasanya pdf)"))
    laporan.add_argument(
        "--keluar", type=Path, required=True, metavar="BERKAS", help=_("berkas yang ditulis, atau folder yang sudah ada")
    )
    laporan.add_argument("--tahun", type=year, metavar="TAHUN", help=_("tahun data; tanpa ini tahun resmi terbaru"))
    laporan.add_argument("--dek", choices=DECKS, help=_("paparan yang mana, untuk --format pptx"))
    laporan.add_argument("--program", metavar="ID", help=_("program, untuk --dek program"))

    ekspor = verb("ekspor", _ekspor, _("tulis tabel yang terbit ke berkas"))
    ekspor.add_argument("tabel", metavar="TABEL", nargs="?", help=_("tabel yang mana; tanpa ini semuanya, ke sebuah folder"))
    ekspor.add_argument("--format", choices=TABLE_FORMATS, default="csv", help=_("bentuk berkas (biasanya csv)"))
    ekspor.add_argument(
        "--keluar", type=Path, required=True, metavar="BERKAS", help=_("berkas yang ditulis, atau folder yang sudah ada")
    )
    ekspor.add_argument("--kab", type=area, metavar="KODE", help=_("hanya wilayah ini, misalnya 18.01"))
    ekspor.add_argument("--tahun", type=year, metavar="TAHUN", help=_("tahun data; tanpa ini tahun resmi terbaru"))
    ekspor.add_argument("--semua-tahun", action="store_true", help=_("semua tahun, bukan satu"))
    ekspor.add_argument("--tingkat", choices=LEVELS, default="desa", help=_("tingkat baris, bila tabelnya mengenal beberapa"))
    ekspor.add_argument("--program", metavar="ID", help=_("program, untuk tabel cakupan"))


def _laporan(arguments: argparse.Namespace) -> int:
    from lib.domain.wilayah import tingkat
    from lib.published import source
    from lib.report.render import render
    from lib.report.request import ReportError, Request, check

    if arguments.desa is not None and tingkat(arguments.desa) != "desa":
        raise ReportError(N_("{kode} bukan kode desa."), saran=N_("Contoh kode: 18.01.04.2001."), kode=arguments.desa)
    if arguments.kab is not None and tingkat(arguments.kab) == "desa":
        raise ReportError(N_("{kode} adalah kode desa."), saran=N_("Untuk profil satu desa pakai --desa."), kode=arguments.kab)
    _check_output(arguments.keluar)
    data = source.figures()
    request = Request(
        format=arguments.format,
        tahun=data.main_year if arguments.tahun is None else arguments.tahun,
        hari=dt.date.today().isoformat(),
        kode=arguments.desa or arguments.kab,
        bahasa=current_language(),
        semua=arguments.semua,
        dek=arguments.dek,
        program=arguments.program,
    )
    check(data, request)
    bar = ProgressBar(STEPS)
    try:
        made = render(data, request, lambda part, words: bar.show(round(part * STEPS), words))
    finally:
        bar.close()
    _write(arguments.keluar, made.nama, made.isi)
    return CLEAN


def _ekspor(arguments: argparse.Namespace) -> int:
    from lib.published import source
    from lib.report.request import ReportError, Request, check
    from lib.view.data.tables import describe, tables

    listed = tables()
    if arguments.tabel is not None and arguments.tabel not in listed:
        raise ReportError(
            N_("Tidak ada tabel “{tabel}”."), saran=N_("Yang ada: {ada}."), tabel=arguments.tabel[:40], ada=", ".join(listed)
        )
    if arguments.tabel is None and not arguments.keluar.is_dir():
        raise OutputError(
            N_("{berkas} bukan folder."), saran=N_("Semua tabel ditulis ke folder yang sudah ada."), berkas=arguments.keluar
        )
    _check_output(arguments.keluar)
    data = source.figures()
    year = data.main_year if arguments.tahun is None else arguments.tahun
    asked = Request("xlsx", year, dt.date.today().isoformat(), arguments.kab, current_language(), program=arguments.program)
    selection = check(data, asked)
    for key in [arguments.tabel] if arguments.tabel else listed:
        entry = listed[key]
        level = arguments.tingkat if arguments.tingkat in entry.tingkat else entry.tingkat[-1] if entry.tingkat else "desa"
        table = describe(data, _at(selection, level), key, arguments.semua_tahun or entry.rentang == "semua")
        _write(arguments.keluar, f"{table.nama_berkas}.{arguments.format}", _converted(table, arguments.format))
        print(_("{tabel}: {jumlah} baris").format(tabel=table.judul, jumlah=format_number(len(table.frame))))
    return CLEAN


def _at(selection: Selection, level: str) -> Selection:
    from dataclasses import replace

    return replace(selection, tingkat=level)  # type: ignore[arg-type]  # one of LEVELS


def _converted(table: object, form: str) -> bytes:
    from lib.export.tables.geojson import to_geojson
    from lib.export.tables.parquet import to_parquet
    from lib.export.tables.sheet import to_csv, to_xlsx
    from lib.report.shapes import geometry_text
    from lib.view.frame.tables import TableDescription

    assert isinstance(table, TableDescription)  # imported late, so that help is instant
    if form == "geojson":
        return to_geojson(table, geometry_text)
    return {"csv": to_csv, "xlsx": to_xlsx, "parquet": to_parquet}[form](table)


def _check_output(path: Path) -> None:
    """Before the work: is there a folder to write into, and may we?"""
    folder = path if path.is_dir() else path.absolute().parent
    if not folder.is_dir():
        raise OutputError(
            N_("Folder {folder} tidak ada."), saran=N_("Buat folder itu dulu, atau pilih yang lain."), folder=folder
        )
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise _refused(path)


def _write(path: Path, name: str, content: bytes) -> None:
    """Whole or not at all: a file that is cut short would look like a finished one."""
    target = path / name if path.is_dir() else path
    part = target.with_name(f".{target.name}.bagian")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _refused(target, error.strerror or "") from None
    print(_("Tertulis: {berkas} ({ukuran} kB)").format(berkas=target, ukuran=format_number(len(content) / 1000)))


def _refused(path: Path, why: str = "") -> OutputError:
    return OutputError(
        N_("{berkas} tidak dapat ditulis. {sebab}"),
        saran=N_("Periksa izin dan ruang foldernya, atau pilih tempat lain."),
        berkas=path,
        sebab=why,
    )
