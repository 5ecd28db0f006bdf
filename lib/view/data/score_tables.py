"""The published scores as tables: a row per desa and year, and counts per kabupaten or kecamatan."""

from __future__ import annotations

from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures, Provenance
from lib.analysis.status.distribution import modal_status, share_at_least, share_of
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.status import STATUS
from lib.domain.wilayah import Tingkat
from lib.view.data.columns import column
from lib.view.data.table_content import IDENTITY, Content, inside, sifat_label, status_labels, with_names, years_of
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column

SCORE_COLUMNS: Final = (*IDENTITY, "tahun", "indeks", "nilai", "status", "status_hitung", "dibawa_dari_tahun")
COUNT_COLUMNS: Final = (
    *("tahun", "indeks", "jumlah_desa", *reversed(STATUS), "belum_dinilai", "tanpa_data", "dinilai"),
    *("bagian_mandiri", "bagian_maju_mandiri", "status_terbanyak", "nilai"),
)


def score_columns(years: tuple[int, ...], *names: str) -> tuple[Column, ...]:
    """The columns ``names`` and then the dimensions of the indices of ``years``, scores with the decimals that these publish."""
    used = {indeks_of_year(year).id for year in years}
    of_years = [entry for entry in indices().values() if entry.id in used]
    decimals = max((entry.desimal for entry in of_years), default=0)
    fixed = tuple(column(name, desimal=decimals) if name == "nilai" else column(name) for name in names)
    return fixed + tuple(column(entry.id) for indeks in of_years for entry in indeks.dimensi)


def behind(data: Figures, years: tuple[int, ...]) -> tuple[Provenance, ...]:
    """The versions behind the scores of ``years``."""
    return tuple(entry for year in years for entry in data.sources("indeks", year))


def scores(data: Figures, selection: Selection, all_years: bool) -> Content:
    """One row per desa and year, as published: score, status, dimensions, and whether it is official."""
    years = years_of(data, selection, all_years)
    rows = data.nilai[data.nilai["tahun"].isin(years)]
    rows = rows.assign(kode=rows["kode_desa"].astype(object))
    rows = rows[inside(rows["kode"], selection)]
    short = {key: entry.singkatan for key, entry in indices().items()}
    rows = rows.assign(
        indeks=rows["indeks"].astype(object).map(short),
        status=status_labels(rows["status"]),
        status_hitung=status_labels(rows["status_hitung"]),
        sifat=rows["sifat"].astype(object).map(sifat_label),
    )
    kolom = (*score_columns(years, *SCORE_COLUMNS), column("sifat"))
    return Content(kolom, with_names(data, rows), behind(data, years))


def counts(data: Figures, selection: Selection, all_years: bool) -> Content:
    """One row per kabupaten or kecamatan and year: desa per status, shares with their denominator, mean scores."""
    years, level = years_of(data, selection, all_years), count_level(selection)
    parts = [_counts_of_year(data, year, level) for year in years]
    frame = pd.concat(parts, ignore_index=True)
    frame = with_names(data, frame[inside(frame["kode"], selection)])
    identity = ("kode", "nama", "kabupaten") if level == "kecamatan" else ("kode", "nama")
    return Content(score_columns(years, *identity, *COUNT_COLUMNS), frame, behind(data, years), tingkat=level)


def _counts_of_year(data: Figures, year: int, level: Tingkat) -> pd.DataFrame:
    counted = data.counts(year, level)
    return counted.join(data.means(year, level).drop(columns="n")).assign(
        kode=counted.index,
        tahun=year,
        indeks=indeks_of_year(year).singkatan,
        jumlah_desa=counted["dinilai"] + counted["tanpa_data"],
        status_terbanyak=status_labels(modal_status(counted)["status"]),
        bagian_mandiri=share_of(counted, "mandiri"),
        bagian_maju_mandiri=share_at_least(counted, "maju"),
    )


def count_level(selection: Selection) -> Tingkat:
    """The level that a table of counts has for a selection: a single desa is not counted, it has a row of its own."""
    return "kabupaten" if selection.tingkat == "kabupaten" else "kecamatan"
