"""The checks of the quality report: name, rule, how the findings are found, and the columns of their list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import pandas as pd

from lib.analysis.data import quality, quality_areas, quality_totals
from lib.analysis.frame.figures import Figures
from lib.analysis.frame.per_frame import kept
from lib.domain.facts import mean_facts_kabupaten, status_facts_kabupaten, status_facts_provinsi
from lib.domain.indeks import FORMULA_TOLERANCE_UNITS
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.domain.wilayah import TINGKAT, Tingkat
from lib.view.data.columns import column
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, Kind

_R = TypeVar("_R")
Polygons = Callable[[Tingkat], tuple[str, ...]]
LEVELS: Final[tuple[Tingkat, ...]] = TINGKAT[1:]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a check looks at: the figures, the selected area, the polygons, and the day that ages are counted to."""

    data: Figures
    selection: Selection
    polygons: Polygons
    tanggal: dt.date


# Twelve checks and twenty scores per day and set of boundaries.
KEPT_RESULTS: Final = 200


@kept
def _results(_data: Figures) -> dict[tuple[Any, ...], Any]:
    return {}


def remembered(at: Situation, name: str, make: Callable[[], _R]) -> _R:
    """``make()``, computed once per published state, day and set of boundaries; the result is shared, so read-only."""
    results = _results(at.data)
    key = (name, at.tanggal, *(at.polygons(level) for level in LEVELS))
    try:
        return results[key]
    except KeyError:
        made = make()
    if len(results) >= KEPT_RESULTS:
        results.clear()
    results[key] = made
    return made


@dataclass(frozen=True, slots=True)
class Check:
    """One check: id in addresses, name, rule, how its findings are found, and their columns beside those of the area."""

    id: str
    nama: str
    aturan: str
    find: Callable[[Situation], pd.DataFrame]
    kolom: Callable[[], tuple[Column, ...]]


def _number(name: str, label: str, meaning: str, decimals: int = 4, kind: Kind = "angka") -> Column:
    return Column(name, label, kind, meaning, decimals)


def _cause(label: str) -> Column:
    return Column("sebab", label, "teks", _("Mengapa baris ini menjadi temuan."))


def published_totals() -> dict[tuple[int, str], Mapping[str, int]]:
    """Desa per status by (year, code): of every kabupaten and year, and of the province, for which a figure was published."""
    return quality_totals.province_totals(status_facts_provinsi()) | status_facts_kabupaten()


def totals_unlike(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """``quality_totals.totals_unlike`` against every published total."""
    return quality_totals.totals_unlike(nilai, wilayah, published_totals())


def means_unlike(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """``quality_totals.means_unlike`` against every published mean."""
    return quality_totals.means_unlike(nilai, wilayah, mean_facts_kabupaten())


def _from_scores(function: Callable[..., pd.DataFrame]) -> Callable[[Situation], pd.DataFrame]:
    """Findings of a function of (nilai, wilayah), computed once per published state."""
    return lambda at: at.data.derived(function)


def _nilai_only(function: Callable[[pd.DataFrame], pd.DataFrame], nilai: pd.DataFrame, _wilayah: pd.DataFrame) -> pd.DataFrame:
    return function(nilai)


CARRIED: Final = partial(_nilai_only, quality.carried_over)
STATUS_UNLIKE: Final = partial(_nilai_only, quality.status_unlike_score)
FORMULA_UNLIKE: Final = partial(_nilai_only, quality.score_unlike_formula)
JUMPS: Final = partial(_nilai_only, quality.jumps)


def _areas(function: Callable[[pd.DataFrame, Tingkat, tuple[str, ...], dt.date], pd.Index], at: Situation) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"kode": function(at.data.wilayah, level, at.polygons(level), at.tanggal), "tingkat_wilayah": level})
        for level in LEVELS
    ]
    return pd.concat(parts, ignore_index=True)


def _stale(at: Situation) -> pd.DataFrame:
    ages = quality_areas.snapshot_ages(at.data.cakupan, all_programs().values(), at.tanggal)
    return ages[ages["basi"]].assign(kode=at.data.codes_at("provinsi")[0]).reset_index(drop=True)


def _stray_coverage(at: Situation) -> pd.DataFrame:
    return quality_areas.stray_coverage(at.data.cakupan, at.data.wilayah, all_programs().values())


def checks() -> dict[str, Check]:
    """All checks by id, in the order of the report."""
    jump = format_number(quality.JUMP_SHARE * 100)
    entries = (
        Check(
            "tanpa-status",
            _("Desa tanpa status"),
            _("Desa yang kodenya berlaku pada 31 Desember tahun itu, tetapi tidak mempunyai status."),
            _from_scores(quality.missing_status),
            lambda: (column("tahun"), _cause(_("Sebab"))),
        ),
        Check(
            "nilai-dibawa",
            _("Nilai dibawa dari tahun sebelumnya"),
            _("Dinyatakan penerbitnya, atau semua dimensinya sama persis dengan tahun sebelumnya."),
            _from_scores(CARRIED),
            lambda: (
                column("tahun"),
                column("dibawa_dari_tahun", id="dari_tahun"),
                Column("dasar", _("Dasar"), "teks", _("Dari mana diketahui bahwa nilainya dibawa.")),
            ),
        ),
        Check(
            "status-lain",
            _("Status tidak sesuai nilai"),
            _("Status yang diterbitkan berbeda dari status menurut nilai dan batas kelasnya."),
            _from_scores(STATUS_UNLIKE),
            lambda: (column("tahun"), column("nilai"), column("status"), column("status_hitung")),
        ),
        Check(
            "rumus-lain",
            _("Nilai tidak sesuai rumus"),
            _("Nilai berbeda dari hasil rumus atas dimensinya lebih dari {jumlah} satuan desimal terakhir.").format(
                jumlah=FORMULA_TOLERANCE_UNITS
            ),
            _from_scores(FORMULA_UNLIKE),
            lambda: (
                column("tahun"),
                column("nilai"),
                _number("nilai_rumus", _("Nilai menurut rumus"), _("Hasil rumus atas dimensinya.")),
                _number("selisih", _("Selisih"), _("Nilai dikurangi hasil rumus."), kind="selisih"),
            ),
        ),
        Check(
            "lonjakan",
            _("Lonjakan nilai"),
            _("Nilai berubah lebih dari {bagian}% dari skala dalam satu tahun, dengan alat ukur yang sama.").format(bagian=jump),
            _from_scores(JUMPS),
            lambda: (
                column("tahun"),
                column("nilai"),
                _number("nilai_sebelum", _("Nilai tahun sebelumnya"), _("Nilai setahun sebelumnya.")),
                _number("selisih", _("Selisih"), _("Nilai dikurangi nilai tahun sebelumnya."), kind="selisih"),
            ),
        ),
        Check(
            "baris-liar",
            _("Baris tanpa desa"),
            _("Baris nilai dengan kode yang tidak dikenal, kelurahan, atau kode yang tidak berlaku pada tahun itu."),
            _from_scores(quality.stray_rows),
            lambda: (column("tahun"), _cause(_("Sebab"))),
        ),
        Check(
            "jumlah-lain",
            _("Jumlah berbeda dari angka terbitan"),
            _("Jumlah desa per status menurut baris berbeda dari jumlah yang diterbitkan sumber lain untuk tahun yang sama."),
            _from_scores(totals_unlike),
            lambda: (
                column("tahun"),
                column("status"),
                _number("terbitan", _("Angka terbitan"), _("Jumlah menurut sumber lain."), 0, "jumlah"),
                _number("data", _("Menurut baris"), _("Jumlah menurut baris yang terbit di sini."), 0, "jumlah"),
                _number("selisih", _("Selisih"), _("Menurut baris dikurangi angka terbitan."), 0, "selisih"),
            ),
        ),
        Check(
            "rerata-lain",
            _("Rerata berbeda dari angka terbitan"),
            _("Rata-rata sederhana nilai desa berbeda dari yang diterbitkan lebih dari satu satuan desimal terakhir."),
            _from_scores(means_unlike),
            lambda: (
                column("tahun"),
                Column("ukuran", _("Ukuran"), "teks", _("Nilai indeks atau dimensinya.")),
                _number("terbitan", _("Angka terbitan"), _("Rata-rata menurut sumber lain.")),
                _number("data", _("Menurut baris"), _("Rata-rata menurut baris yang terbit di sini.")),
                _number("selisih", _("Selisih"), _("Menurut baris dikurangi angka terbitan."), kind="selisih"),
            ),
        ),
        Check(
            "tanpa-batas",
            _("Wilayah tanpa batas"),
            _("Wilayah yang berlaku pada tanggal laporan tetapi tidak mempunyai poligon."),
            partial(_areas, quality_areas.without_boundary),
            _level_column,
        ),
        Check(
            "batas-liar",
            _("Batas tanpa wilayah"),
            _("Poligon yang kodenya tidak ada di daftar wilayah atau tidak berlaku lagi."),
            partial(_areas, quality_areas.without_area),
            _level_column,
        ),
        Check(
            "program-basi",
            _("Data program basi"),
            _("Catatan terbaru suatu tahap lebih tua dari {jumlah} hari pada tanggal laporan.").format(
                jumlah=format_number(quality_areas.STALE_DAYS)
            ),
            _stale,
            lambda: (
                column("program"),
                column("tahap"),
                column("tanggal"),
                _number("umur_hari", _("Umur (hari)"), _("Hari sejak catatan terbaru."), 0, "jumlah"),
            ),
        ),
        Check(
            "cakupan-liar",
            _("Baris cakupan tanpa desa"),
            _("Baris cakupan program yang tidak dihitung di desa mana pun."),
            _stray_coverage,
            lambda: (column("program"), column("tahap"), column("tanggal"), _cause(_("Sebab"))),
        ),
    )
    return {entry.id: entry for entry in entries}


def _level_column() -> tuple[Column, ...]:
    return (Column("tingkat_wilayah", _("Tingkat"), "teks", _("Tingkat wilayahnya.")),)
