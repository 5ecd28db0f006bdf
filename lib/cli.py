"""The verbs of Kelola Data for the terminal: ``python -m lib.cli impor FILE``, ``versi``, ``terbitkan ID``, ``akun …``.

Exit code 0: clean. 1: the file has findings that block, nothing was published. 2: the file is not what it claims to be, or
the command or the database has trouble. Heavy modules are imported by the verb that needs them, so that help is instant.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

from lib.commands.accounts import add_account_verbs
from lib.commands.backup import add_backup_verbs
from lib.commands.boundaries import add_boundary_verbs
from lib.commands.fetching import add_fetching_verbs
from lib.commands.places import add_place_verbs
from lib.commands.progress import told_at_terminal
from lib.commands.reports import add_report_verbs
from lib.commands.terminal import BLOCKED, CLEAN, INTERRUPTED, open_store, person
from lib.commands.versions import add_version_verbs
from lib.domain.errors import DasborError, ImportRefused
from lib.domain.language import LANGUAGES, N_, format_number, set_language
from lib.domain.language import gettext as _

JENIS: Final = ("indeks", "program", "prestasi", "batas", "bps")

# What argparse says itself, by its own words: it takes them from the system's catalogues, which are not there.
_ARGPARSE: Final = {
    "usage: ": N_("pemakaian: "),
    "positional arguments": N_("argumen"),
    "options": N_("pilihan"),
    "show this help message and exit": N_("tampilkan bantuan ini"),
    "the following arguments are required: %s": N_("argumen ini wajib diisi: %s"),
    "unrecognized arguments: %s": N_("argumen tidak dikenal: %s"),
    "expected one argument": N_("perlu satu nilai"),
    "argument %(argument_name)s: %(message)s": N_("argumen %(argument_name)s: %(message)s"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("pilihan %(value)r tidak ada (pilih: %(choices)s)"),
    "invalid %(type)s value: %(value)r": N_("nilai %(value)r bukan %(type)s"),
    "ambiguous option: %(option)s could match %(matches)s": N_("pilihan %(option)s kurang jelas: bisa %(matches)s"),
    "%(prog)s: error: %(message)s\n": N_("%(prog)s: keliru: %(message)s\n"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    argv = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows "?" instead of ending the import.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    set_language(_language(argv))
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.verb(arguments)
        sys.stdout.flush()
    except DasborError as error:
        print(error, file=sys.stderr)
        return error.kode_keluar
    except KeyboardInterrupt:
        print(_("Dibatalkan; tidak ada yang disimpan."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone: what was asked for is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    return code


def _language(argv: Sequence[str]) -> str:
    """The language has to be known before the help is written."""
    for place, word in enumerate(argv):
        if word == "--bahasa" and place + 1 < len(argv):
            return argv[place + 1]
        if word.startswith("--bahasa="):
            return word.partition("=")[2]
    return os.environ.get("DASBOR_BAHASA", LANGUAGES[0])


def _parser() -> argparse.ArgumentParser:
    argparse._ = lambda words: _(_ARGPARSE[words]) if words in _ARGPARSE else words  # type: ignore[attr-defined]
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--bahasa", choices=LANGUAGES, help=_("bahasa keluaran"), default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="python -m lib.cli", description=_("Kelola data dasbor desa Lampung dari terminal."), parents=[common]
    )
    verbs = parser.add_subparsers(title=_("perintah"), metavar=_("PERINTAH"), required=True)

    def verb(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about, parents=[common])
        added.set_defaults(verb=run)
        return added

    impor = verb("impor", _impor, _("periksa sebuah berkas; terbitkan bila diminta dan tidak ada temuan yang menolak"))
    impor.add_argument("berkas", metavar="BERKAS", type=Path, help=_("berkas CSV, XLSX, XLS, atau ODS"))
    impor.add_argument("--jenis", choices=JENIS, help=_("jenis data; biasanya dikenali dari judul kolomnya"))
    impor.add_argument(
        "--tahun", type=_year, metavar="TAHUN", help=_("tahun data, bila berkas tidak menyebutnya atau memuat beberapa")
    )
    impor.add_argument("--terbitkan", action="store_true", help=_("simpan dan terbitkan bila laporannya bersih"))
    impor.add_argument("--laporan", metavar="XLSX", type=Path, help=_("tulis laporan lengkap ke berkas XLSX"))
    impor.add_argument(
        "--tandai", metavar="XLSX", type=Path, help=_("tulis berkas itu kembali sebagai XLSX dengan sel yang keliru ditandai")
    )
    impor.add_argument(
        "--petakan", metavar="KOLOM=PERAN,…", help=_("isi tiap kolom, bila susunannya tidak dikenali: KODE=kode_desa,D=nilai")
    )
    impor.add_argument(
        "--baris-judul", type=_row, metavar="BARIS", help=_("nomor baris judul untuk --petakan; 0 bila tanpa judul")
    )
    impor.add_argument(
        "--simpan-petaan", action="store_true", help=_("pakai lagi petaan ini untuk berkas lain dengan judul yang sama")
    )
    impor.add_argument("--wilayah", metavar="KODE", type=_area, help=_("hanya baris di wilayah ini, misalnya 18.01"))
    impor.add_argument("--tanggal", metavar="TANGGAL", type=_date, help=_("tanggal keadaan cakupan, misalnya 2023-12-31"))
    impor.add_argument("--catatan", default="", metavar="TEKS", help=_("catatan untuk versi yang diterbitkan"))
    add_version_verbs(verb, _number)
    for name, run, about in (
        ("terbitkan", _terbitkan, _("terbitkan sebuah draf")),
        ("kembalikan", _kembalikan, _("terbitkan lagi versi lama")),
    ):
        added = verb(name, run, about)
        added.add_argument("versi", metavar="ID", type=_number, help=_("nomor versi, lihat perintah versi"))
        added.add_argument("--catatan", default="", metavar="TEKS", help=_("alasan, disimpan di jejak"))
    add_fetching_verbs(verb, _year, _area)
    add_boundary_verbs(verb)
    add_place_verbs(verb)
    add_report_verbs(verb, _year, _area)
    add_backup_verbs(verb)
    add_account_verbs(verb("akun", _akun, _("akun untuk halaman Kelola Data")), common)
    return parser


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1900 <= int(text[:6]) <= 2099):
        raise argparse.ArgumentTypeError(_("“{teks}” bukan tahun.").format(teks=text[:20]))
    return int(text)


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(_("“{teks}” bukan nomor baris.").format(teks=text[:20]))
    return int(text)


def _area(text: str) -> str:
    from lib.domain.wilayah import parse_kode

    try:
        return parse_kode(text)
    except DasborError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{teks}” bukan tanggal (tulis 2023-12-31).").format(teks=text[:20])) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(_("“{teks}” bukan nomor versi.").format(teks=text[:20]))
    return int(text)


def _akun(_arguments: argparse.Namespace) -> int:
    raise AssertionError("argparse asks for a verb below this one")


def _impor(arguments: argparse.Namespace) -> int:
    from lib.importing.layouts.mapping import parse_spec
    from lib.importing.layouts.recognition import recognise
    from lib.importing.layouts.saved_mappings import save_mapping
    from lib.importing.options import Options
    from lib.importing.publication import publish_file
    from lib.importing.reading.files import open_path
    from lib.importing.report.text import report_text
    from lib.importing.run import examine_file

    outputs = [path.resolve() for path in (arguments.laporan, arguments.tandai) if path is not None]
    if arguments.berkas.resolve() in outputs or len(set(outputs)) < len(outputs):
        raise ImportRefused(
            N_("--laporan dan --tandai harus menunjuk ke berkas lain daripada yang diimpor."),
            saran=N_("Pilih nama lain untuk laporannya."),
        )
    source = open_path(arguments.berkas)
    petaan = None
    if arguments.petakan is not None:
        petaan = parse_spec(arguments.petakan, source, arguments.jenis or "indeks", arguments.baris_judul)
    recognise(source, arguments.jenis, petaan)  # a wrong file is refused before a database is even made
    engine = open_store()
    options = Options(tahun=arguments.tahun, wilayah=arguments.wilayah, tanggal=arguments.tanggal)
    with told_at_terminal() as tell:
        report = examine_file(engine, source, jenis=arguments.jenis, options=options, petaan=petaan, tell=tell)
    if petaan is not None and arguments.simpan_petaan:
        save_mapping(engine, source, petaan, pelaku=person())
    print(report_text(report) + "\n")
    if arguments.laporan is not None:
        from lib.importing.report.workbook import write_report

        # Before publishing: a report that cannot be written ends the command while nothing has changed.
        write_report(report, arguments.laporan)
        print(_("Laporan lengkap: {berkas}").format(berkas=arguments.laporan))
    if arguments.tandai is not None:
        from lib.importing.report.marked_file import write_marked

        write_marked(source, report.findings, arguments.tandai)
        print(_("Berkas bertanda: {berkas}").format(berkas=arguments.tandai))
    if not report.publishable:
        print(_("Tidak ada yang disimpan: perbaiki temuan yang menolak, lalu impor lagi."))
        return BLOCKED
    if not arguments.terbitkan:
        print(_("Berkas ini dapat diterbitkan. Belum ada yang disimpan; untuk menerbitkannya, tambahkan --terbitkan."))
        return CLEAN
    ids = publish_file(engine, report, pelaku=person(), catatan=arguments.catatan)
    for part, versi_id in zip(report.bagian, ids, strict=True):
        print(
            _("Terbit sebagai versi {versi}: {judul} ({jumlah} baris).").format(
                versi=versi_id, judul=part.dataset.judul, jumlah=format_number(part.counts.accepted)
            )
        )
    return CLEAN


def _terbitkan(arguments: argparse.Namespace) -> int:
    from lib.store.versions import publish

    publish(open_store(), arguments.versi, pelaku=person(), catatan=arguments.catatan)
    print(_("Versi {versi} sudah terbit.").format(versi=arguments.versi))
    return CLEAN


def _kembalikan(arguments: argparse.Namespace) -> int:
    from lib.store.versions import roll_back

    roll_back(open_store(), arguments.versi, pelaku=person(), catatan=arguments.catatan)
    print(_("Versi {versi} terbit kembali.").format(versi=arguments.versi))
    return CLEAN


def _end() -> NoReturn:
    sys.exit(main())


if __name__ == "__main__":
    _end()
