"""The key figures of an area: desa per status, mean score, moves between classes, and how far each programme reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import class_moves
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent, format_signed
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.status import STATUS, status_classes
from lib.domain.wilayah import Tingkat
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import no_comparison

# A card's trend needs at least two years on one instrument.
MIN_TREND_POINTS: Final = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure. ``arah`` is -1, 0, 1 (worse, same, better) or None when there is nothing to compare with.

    ``contoh`` is the badge of a card whose rows are illustrative while those of the page are not.
    """

    label: str
    nilai: str
    keterangan: str
    selisih: str = ""
    arah: int | None = None
    warna: str = ""
    tren: tuple[float, ...] = ()
    tren_alt: str = ""
    contoh: str = ""


def cards(data: Figures, selection: Selection) -> tuple[Card, ...]:
    """The cards of the overview: desa per status, mean score, Maju or better, moves, programme coverage."""
    return (
        *_status_cards(data, selection),
        _score_card(data, selection),
        _moves_card(data, selection),
        *_program_cards(data, selection),
    )


def _trend_years(data: Figures, selection: Selection) -> tuple[int, ...]:
    """The years up to the selected one on its index and of its kind in which the area has assessed desa.

    Official years are not continued by illustrative ones, and a year without rows is no year of zeros.
    """
    kind = indeks_of_year(selection.tahun).id, data.is_illustrative(selection.tahun)
    return tuple(
        year
        for year in data.years
        if year <= selection.tahun
        and (indeks_of_year(year).id, data.is_illustrative(year)) == kind
        and data.area_counts(year, selection.area)["dinilai"]
    )


def _status_cards(data: Figures, selection: Selection) -> tuple[Card, ...]:
    years = _trend_years(data, selection)
    before = data.year_before(selection.tahun)
    by_year = {year: data.area_counts(year, selection.area) for year in years}
    now = data.area_counts(selection.tahun, selection.area)
    assessed = int(now["dinilai"])
    out = []
    for status in reversed(STATUS):
        entry = status_classes()[status]
        change = int(now[status]) - int(by_year[before][status]) if assessed and before in by_year else None
        good = 1 if status in ("maju", "mandiri") else -1 if status in ("tertinggal", "sangat_tertinggal") else 0
        trend = tuple(float(by_year[year][status]) for year in years)
        out.append(
            Card(
                label=entry.label,
                nilai=format_number(now[status]) if assessed else "–",
                keterangan=_("{bagian} dari {dinilai} desa").format(
                    bagian=format_percent(now[status] / assessed), dinilai=format_number(assessed)
                )
                if assessed
                else _("belum ada data"),
                selisih=_since(change, before),
                arah=None if change is None else _sign(change) * good,
                warna=entry.warna,
                tren=trend if assessed and len(trend) >= MIN_TREND_POINTS else (),
                tren_alt=_trend_alt(entry.label, years, trend) if assessed else "",
            )
        )
    return tuple(out)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _since(change: float | None, before: int | None, decimals: int = 0) -> str:
    if change is None or before is None:
        return ""
    if round(change, decimals) == 0:
        return _("sama dengan {tahun}").format(tahun=before)
    return _("{selisih} sejak {tahun}").format(selisih=format_signed(change, decimals), tahun=before)


def _trend_alt(label: str, years: tuple[int, ...], values: tuple[float, ...], decimals: int = 0) -> str:
    if len(values) < MIN_TREND_POINTS:
        return ""
    return _("{label} {dari_tahun}–{ke_tahun}: dari {dari} menjadi {ke}").format(
        label=label,
        dari_tahun=years[0],
        ke_tahun=years[-1],
        dari=format_number(values[0], decimals),
        ke=format_number(values[-1], decimals),
    )


def _area_row(frame: pd.DataFrame | None, kode: str) -> pd.Series | None:
    return None if frame is None or kode not in frame.index else frame.loc[kode]


def _kode_and_level(data: Figures, selection: Selection) -> tuple[str, Tingkat]:
    kode = selection.area or data.codes_at("provinsi")[0]
    levels: tuple[Tingkat, ...] = ("provinsi", "kabupaten", "kecamatan", "desa")
    return kode, levels[kode.count(".")]


def _score_card(data: Figures, selection: Selection) -> Card:
    indeks = indeks_of_year(selection.tahun)
    kode, level = _kode_and_level(data, selection)
    years = _trend_years(data, selection)
    score = float(data.means(selection.tahun, level).at[kode, "nilai"])
    row = _area_row(data.changes(selection.tahun, level), kode)
    change = None if row is None or row["selisih"] != row["selisih"] else float(row["selisih"])
    scores = {year: float(data.means(year, level).at[kode, "nilai"]) for year in years}
    scores = {year: value for year, value in scores.items() if value == value} if score == score else {}
    years, trend = tuple(scores), tuple(scores.values())
    label = _("Rata-rata nilai {indeks}").format(indeks=indeks.singkatan)
    return Card(
        label=label,
        nilai=format_number(score, indeks.desimal),
        keterangan=_("skala 0–{maks}, rata-rata sederhana desa").format(maks=format_number(indeks.skala_maks)),
        selisih=_since(change, data.year_before(selection.tahun), indeks.desimal),
        arah=None if change is None else _sign(round(change, indeks.desimal)),
        tren=trend if len(trend) >= MIN_TREND_POINTS else (),
        tren_alt=_trend_alt(label, years, trend, indeks.desimal),
    )


def _moves_card(data: Figures, selection: Selection) -> Card:
    kode, level = _kode_and_level(data, selection)
    moves = (
        class_moves(data.nilai, data.wilayah, selection.tahun, level, selection.area) if _comparable(data, selection) else None
    )
    row = _area_row(moves, kode)
    label = _("Naik kelas / turun kelas")
    if not data.area_counts(selection.tahun, selection.area)["dinilai"]:
        return Card(label, "–", _("belum ada data"))
    if row is None or not row["n_berpasangan"]:
        return Card(label, "–", no_comparison(data, selection.tahun))
    return Card(
        label=label,
        nilai=f"{format_number(row['naik'])} / {format_number(row['turun'])}",
        keterangan=_("dari {jumlah} desa yang dinilai pada {sebelum} dan {tahun}").format(
            jumlah=format_number(row["n_berpasangan"]), sebelum=selection.tahun - 1, tahun=selection.tahun
        ),
    )


def _comparable(data: Figures, selection: Selection) -> bool:
    return data.year_before(selection.tahun) is not None


def _program_cards(data: Figures, selection: Selection) -> tuple[Card, ...]:
    kode, level = _kode_and_level(data, selection)
    out = []
    for program in programs().values():
        row = _area_row(data.coverage(program.id, selection.tahun, level), kode)
        if row is None or row["bagian"] != row["bagian"]:
            continue
        out.append(
            Card(
                label=program.label,
                nilai=format_percent(row["bagian"]),
                keterangan=_("{jumlah} dari {penyebut} {satuan}, {tahap}").format(
                    jumlah=format_number(row[program.tahap_utama.id]),
                    penyebut=format_number(row["penyebut"]),
                    satuan=program.unit,
                    tahap=_in_running_text(program.tahap_utama.label),
                ),
                contoh=_("contoh")
                if data.is_illustrative_program(program.id, selection.tahun) and not data.is_illustrative(selection.tahun)
                else "",
            )
        )
    return tuple(out)


def _in_running_text(label: str) -> str:
    # Only the first letter: "Mempunyai DesaMart" holds a name.
    return label[:1].lower() + label[1:]
