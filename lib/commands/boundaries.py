"""``ambil-batas``: openly licensed boundaries from a server, into a file, checked and shown; published only when asked."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.commands.progress import told_at_terminal
from lib.commands.terminal import BLOCKED, CLEAN, open_store, person
from lib.domain.language import gettext as _

if TYPE_CHECKING:
    from lib.fetching.boundaries import Fetched, Origin
    from lib.importing.report.outcome import Dataset, FileReport

DERIVED: Final = "turunan"
"""Boundaries that somebody collected are not an official dataset, however good they are."""
Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_boundary_verbs(verb: Verb) -> None:
    """Add ``ambil-batas``."""
    about = _("ambil batas wilayah berlisensi terbuka dari server dan periksa; terbitkan bila diminta")
    batas = verb("ambil-batas", _ambil_batas, about)
    batas.add_argument(
        "--alamat", metavar="URL", help=_("alamat lain daripada DASBOR_ALAMAT_BATAS: antarmuka, atau berkasnya sendiri")
    )
    batas.add_argument("--penerbit", metavar="TEKS", help=_("penerbit batas itu, bila server tidak menyebutnya"))
    batas.add_argument("--lisensi", metavar="TEKS", help=_("lisensi batas itu, bila server tidak menyebutnya"))
    batas.add_argument("--terbitkan", action="store_true", help=_("terbitkan bila laporannya bersih dan lisensinya terbuka"))
    batas.add_argument("--catatan", default="", metavar="TEKS", help=_("catatan untuk versi yang diterbitkan"))


def _ambil_batas(arguments: argparse.Namespace) -> int:
    from lib.domain.data_file import var_dir
    from lib.fetching.boundaries import DEFAULT_ADDRESS, Fetched, fetch_boundaries
    from lib.fetching.polite import PoliteClient, check_address
    from lib.importing.publication import publish_file
    from lib.importing.reading.files import open_path
    from lib.importing.report.text import report_text
    from lib.importing.run import examine_file

    alamat = check_address(arguments.alamat or os.environ.get("DASBOR_ALAMAT_BATAS") or DEFAULT_ADDRESS)
    print(_("Mengambil batas wilayah dari {alamat} …").format(alamat=alamat), flush=True)
    with PoliteClient() as client:
        fetched = fetch_boundaries(alamat, var_dir() / "unduhan", client)
    asal = replace(
        fetched.asal,
        penerbit=arguments.penerbit or fetched.asal.penerbit,
        lisensi=arguments.lisensi or fetched.asal.lisensi,
    )
    fetched = Fetched(fetched.path, asal)
    _tell_origin(fetched)
    engine = open_store()
    with told_at_terminal() as tell:
        report = examine_file(engine, open_path(fetched.path), jenis="batas", tell=tell)
    report = _with_origin(report, asal)
    print(report_text(report) + "\n")
    if not report.publishable:
        print(_("Tidak ada yang diterbitkan: berkas itu tidak dapat dipakai seperti adanya."))
        return BLOCKED
    allowed = asal.is_open or bool(arguments.lisensi)
    if not allowed:
        words = _("Lisensi “{lisensi}” tidak dikenal sebagai lisensi terbuka. Bila berhak memakainya, sebut dengan --lisensi.")
        print(words.format(lisensi=asal.lisensi or "–"))
    if not arguments.terbitkan:
        print(_("Batas ini dapat diterbitkan; untuk itu tambahkan --terbitkan. Yang tampil di peta belum berubah."))
        return CLEAN
    if not allowed:
        print(_("Tidak ada yang diterbitkan."))
        return BLOCKED
    ids = publish_file(engine, report, pelaku=person(), catatan=arguments.catatan)
    for part, versi_id in zip(report.bagian, ids, strict=True):
        print(_("Terbit sebagai versi {versi}: {judul}.").format(versi=versi_id, judul=part.dataset.judul))
    return CLEAN


def _with_origin(report: FileReport, asal: Origin) -> FileReport:
    """The report with what the versions will say about where their boundaries are from."""
    return replace(report, bagian=tuple(replace(part, dataset=_from(part.dataset, asal)) for part in report.bagian))


def _from(dataset: Dataset, asal: Origin) -> Dataset:
    return replace(
        dataset,
        sifat=DERIVED,
        url=asal.url,
        tanggal=asal.tanggal,
        penerbit=asal.penerbit,
        lisensi=asal.lisensi,
        judul=f"{dataset.judul} {asal.tahun}" if asal.tahun else dataset.judul,
        catatan={"lisensi_url": asal.lisensi_url, "disederhanakan": asal.disederhanakan},
    )


def _tell_origin(fetched: Fetched) -> None:
    asal = fetched.asal
    for name, value in (
        (_("Berkas"), str(fetched.path)),
        (_("Diambil dari"), asal.url),
        (_("Penerbit"), asal.penerbit),
        (_("Tahun"), asal.tahun),
        (_("Lisensi"), " ".join(text for text in (asal.lisensi, asal.lisensi_url) if text)),
    ):
        print(f"  {name:<13} {value or '–'}")
    if asal.disederhanakan:
        print("  " + _("Berkas lengkapnya terlalu besar; yang diambil adalah versi yang disederhanakan."))
    print()
