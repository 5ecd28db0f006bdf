"""``versi``: the list of versions, or one of them with what its import found."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lib.commands.terminal import CLEAN, open_store, print_table
from lib.domain.errors import StoreError
from lib.domain.language import N_, format_date, format_number
from lib.domain.language import gettext as _

if TYPE_CHECKING:
    from lib.store.versions import VersionInfo

Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
_WIDTH: Final = 20
_EVERY: Final = 1_000_000


def add_version_verbs(verb: Verb, number: Callable[[str], int]) -> None:
    """Add ``versi``."""
    versi = verb("versi", _versi, _("daftar versi data, atau satu versi dengan temuannya"))
    versi.add_argument("versi", metavar="ID", type=number, nargs="?", help=_("nomor versi yang ditampilkan lengkap"))


def _versi(arguments: argparse.Namespace) -> int:
    from lib.store.versions import list_versions

    engine = open_store()
    entries = list_versions(engine)
    if arguments.versi is None:
        _list(entries)
        return CLEAN
    found = next((entry for entry in entries if entry.id == arguments.versi), None)
    if found is None:
        raise StoreError(
            N_("Versi {versi} tidak ada."),
            saran=N_("Lihat daftar versi dengan: python -m lib.cli versi."),
            versi=arguments.versi,
        )
    from lib.importing.report.kept_findings import kept_findings
    from lib.importing.report.text import finding_lines

    for name, text in _lines(found):
        print(f"{name:<{_WIDTH}} {text}")
    print()
    for line in finding_lines(kept_findings(engine, found.id), _EVERY):
        print(line)
    return CLEAN


def _list(entries: list[VersionInfo]) -> None:
    columns = (_("ID"), _("Keadaan"), _("Jenis"), _("Tahun"), _("Wilayah"), _("Sifat"), _("Baris"), _("Diimpor"), _("Judul"))
    rows = [
        (
            str(entry.id),
            entry.keadaan,
            entry.jenis,
            str(entry.tahun or "–"),
            entry.wilayah,
            entry.sifat,
            format_number(entry.jumlah_baris),
            format_date(entry.diimpor_pada),
            entry.judul,
        )
        for entry in entries
    ]
    print_table(columns, rows)


def _lines(entry: VersionInfo) -> list[tuple[str, str]]:
    told = entry.laporan
    lines = [
        (_("Versi"), str(entry.id)),
        (_("Keadaan"), entry.keadaan),
        (_("Judul"), entry.judul),
        (_("Jenis"), entry.jenis),
        (_("Tahun"), str(entry.tahun or "")),
        (_("Wilayah"), entry.wilayah),
        (_("Sifat"), entry.sifat),
        (_("Penerbit"), entry.penerbit),
        (_("Diimpor"), f"{format_date(entry.diimpor_pada)}, {entry.diimpor_oleh}"),
        (_("Terbit"), format_date(entry.diterbitkan_pada) if entry.diterbitkan_pada else ""),
        (_("Berkas"), entry.berkas),
        ("SHA-256", entry.sha256),
        (_("Catatan"), entry.catatan),
    ]
    if "dibaca" in told:
        counts = {name: format_number(told[name]) for name in ("dibaca", "diterima", "ditolak")}
        lines.append((_("Baris"), _("Dibaca {dibaca} = diterima {diterima} + ditolak {ditolak}").format(**counts)))
    return [(name, text) for name, text in lines if text]
