"""``ambil-idm``: asking the ministry's server. Files first; what is published changes only by an import."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lib.commands.progress import ProgressBar
from lib.commands.terminal import BLOCKED, CLEAN, INTERRUPTED, open_store
from lib.domain.errors import SettingError
from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from lib.fetching.idm_answers import FetchReport
    from lib.importing.matching.places import Register

LEAST_GAP_SECONDS: Final = 0.1
SHOWN_REASONS: Final = 8
Verb = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_fetching_verbs(verb: Verb, year: Callable[[str], int], area: Callable[[str], str]) -> None:
    """Add the verbs that ask a server outside; ``year`` and ``area`` read such an argument."""
    idm = verb("ambil-idm", _ambil_idm, _("ambil jawaban indikator IDM per desa dari server Kementerian Desa"))
    idm.add_argument("--tahun", type=year, required=True, metavar="TAHUN", help=_("tahun IDM"))
    idm.add_argument("--kab", type=area, metavar="KODE", help=_("hanya desa di wilayah ini, misalnya 18.01"))
    idm.add_argument("--alamat", metavar="URL", help=_("alamat lain daripada DASBOR_ALAMAT_IDM"))
    idm.add_argument(
        "--ulang", action="store_true", help=_("ambil lagi juga yang sudah ada; yang gagal tetap memakai salinan lama")
    )
    idm.add_argument("--jeda", type=_gap, default=0.5, metavar="DETIK", help=_("jeda di antara dua pertanyaan (biasanya 0.5)"))


def _gap(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = float("nan")
    if not LEAST_GAP_SECONDS <= seconds <= 3600:
        raise argparse.ArgumentTypeError(
            _("“{teks}” bukan jeda yang dapat dipakai; paling singkat {paling} detik.").format(
                teks=text[:20], paling=format_number(LEAST_GAP_SECONDS, 1)
            )
        )
    return seconds


def _ambil_idm(arguments: argparse.Namespace) -> int:
    from lib.domain.data_file import var_dir
    from lib.fetching.idm_answers import DEFAULT_ADDRESS, fetch_answers
    from lib.fetching.polite import Manners, PoliteClient, check_address
    from lib.importing.run import load_register

    alamat = check_address(arguments.alamat or os.environ.get("DASBOR_ALAMAT_IDM") or DEFAULT_ADDRESS)
    register = load_register(open_store())
    codes = _codes(register, arguments.tahun, arguments.kab)
    folder = var_dir() / "kemendes"
    print(
        _("Mengambil jawaban {tahun} untuk {jumlah} desa dari {alamat} ke {folder}.").format(
            tahun=arguments.tahun, jumlah=format_number(len(codes)), alamat=alamat, folder=folder
        ),
        flush=True,
    )
    bar = ProgressBar(len(codes))

    def told(done: int, report: FetchReport) -> None:
        bar.show(done, _("({gagal} gagal)").format(gagal=format_number(len(report.gagal))) if report.gagal else "")

    try:
        with PoliteClient(Manners(gap=arguments.jeda)) as client:
            report = fetch_answers(
                codes, arguments.tahun, folder, alamat=alamat, client=client, ulang=arguments.ulang, progress=told
            )
    finally:
        bar.close()
    _tell(report, arguments, folder, register)
    if report.berhenti == "user":
        return INTERRUPTED
    return CLEAN if report.complete else BLOCKED


def _codes(register: Register, tahun: int, area: str | None) -> list[str]:
    """The desa that the IDM of a year is about; SettingError when there is no IDM in that year or no desa in the area."""
    from lib.domain.indeks import indeks_of_year

    if indeks_of_year(tahun).id != "idm":
        raise SettingError(
            N_("Untuk {tahun} tidak ada IDM: indeks yang berlaku adalah {indeks}."),
            saran=N_("Server ini hanya menjawab IDM. Impor berkas Indeks Desa dengan perintah impor."),
            tahun=tahun,
            indeks=indeks_of_year(tahun).label,
        )
    areas = [area] if area else sorted(register.provinces)
    codes = sorted(kode for one in areas for kode in register.expected(tahun, one))
    if not codes:
        raise SettingError(
            N_("Tidak ada desa di wilayah {kode} pada {tahun}."), saran=N_("Contoh: --kab 18.01."), kode=area or "–", tahun=tahun
        )
    return codes


def _tell(report: FetchReport, arguments: argparse.Namespace, folder: Path, register: Register) -> None:
    print(
        _("Diambil {diambil}, sudah ada {ada}, gagal {gagal}, belum ditanyakan {belum}.").format(
            diambil=format_number(len(report.diambil)),
            ada=format_number(len(report.ada)),
            gagal=format_number(len(report.gagal)),
            belum=format_number(len(report.belum)),
        )
    )
    reasons = Counter(str(error) for error in report.gagal.values())
    for reason, count in reasons.most_common(SHOWN_REASONS):
        examples = [f"{register.nama(kode)} ({kode})" for kode, error in report.gagal.items() if str(error) == reason]
        print(
            "  "
            + _("{jumlah} desa: {sebab} Misalnya {contoh}.").format(jumlah=format_number(count), sebab=reason, contoh=examples[0])
        )
    if report.berhenti == "server":
        print(_("Server tampaknya sedang tidak melayani, jadi tidak ditanya lagi."))
    if report.berhenti == "user":
        print(_("Dihentikan. Yang sudah diambil tetap ada."))
    if report.gagal:
        print(_("Salinan lama dari desa yang gagal tidak disentuh."))
    if not report.complete:
        print(_("Untuk melanjutkan: jalankan lagi perintah yang sama; yang sudah ada tidak diambil lagi."))
    if report.diambil or report.ada:
        print(_("Untuk mengimpor: python -m lib.cli impor {folder} --tahun {tahun}").format(folder=folder, tahun=arguments.tahun))
