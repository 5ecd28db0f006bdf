"""What is wrong or doubtful in the published scores, as lists: every finding can be counted and looked at.

Nothing here compares across the method break, or official rows with illustrative ones: their difference would mean
nothing. Frames are those of ``lib.store.frames``; every result has one row per finding, sorted by code and year.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.frame.year import Year
from lib.domain.indeks import Indeks, indices

# A change on the year before that is larger than this share of the index's scale is a jump.
JUMP_SHARE: Final = 0.15
_EPSILON: Final = 1e-9


def years_of(nilai: pd.DataFrame) -> tuple[int, ...]:
    """The years with at least one row, oldest first."""
    return tuple(sorted(int(tahun) for tahun in nilai["tahun"].unique()))


def missing_status(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """Desa that exist in a year of the data and have no status: ``kode``, ``tahun``, ``sebab``.

    ``sebab`` is ``tanpa_baris`` (no row at all) or ``tanpa_status`` (a row without one). As many as ``status_counts`` counts
    as ``tanpa_data``.
    """
    units = population(wilayah)
    codes = units.areas["desa"]
    parts = []
    for tahun in years_of(nilai):
        year = Year(nilai, wilayah, tahun)
        lacking = codes[year.expected & (year.status() < 0)]
        if lacking.empty:
            continue
        has_row = lacking.isin(nilai.loc[nilai["tahun"] == tahun, "kode_desa"].astype(object))
        parts.append(pd.DataFrame({"kode": lacking, "tahun": tahun, "sebab": np.where(has_row, "tanpa_status", "tanpa_baris")}))
    return in_order(pd.concat(parts, ignore_index=True)) if parts else pd.DataFrame(columns=["kode", "tahun", "sebab"])


def stray_rows(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """Rows that belong to no desa of their year: ``kode``, ``tahun``, ``sebab``.

    ``sebab`` is ``tidak_dikenal`` (no such code), ``kelurahan`` (not assessed) or ``tidak_berlaku`` (not valid that year).
    """
    units = population(wilayah)
    codes, positions = units.place(nilai["kode_desa"])
    unit = positions[codes]
    years = nilai["tahun"].to_numpy()
    expected = np.zeros(len(nilai), dtype=bool)
    for tahun in years_of(nilai):
        rows = (years == tahun) & (unit >= 0)
        expected[rows] = units.expected(tahun)[unit[rows]]
    stray = ~expected
    known = unit[stray] >= 0
    urban = np.zeros(len(known), dtype=bool)
    urban[known] = units.kelurahan[unit[stray][known]]
    cause = np.select([~known, urban], ["tidak_dikenal", "kelurahan"], "tidak_berlaku")
    return in_order(pd.DataFrame({"kode": _codes(nilai[stray]), "tahun": years[stray], "sebab": cause}))


def carried_over(nilai: pd.DataFrame) -> pd.DataFrame:
    """Scores taken over from an earlier year: ``kode``, ``tahun``, ``dari_tahun``, ``dasar``.

    ``dasar`` is ``dinyatakan`` where the publisher says so (``dibawa_dari_tahun``), else ``sama``: every dimension is known
    in both years and equal, to the last published decimal, to that of the year before.
    """
    rows, before = _pairs(nilai)
    same = np.zeros(len(rows), dtype=bool)
    for indeks in indices().values():
        of_index = (rows["indeks"] == indeks.id).to_numpy() & before
        same |= of_index & _same_dimensions(rows, indeks)
    declared = rows["dibawa_dari_tahun"].notna().to_numpy()
    found = declared | same
    source = rows["dibawa_dari_tahun"].fillna(rows["tahun"] - 1).to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {
            "kode": _codes(rows[found]),
            "tahun": rows["tahun"].to_numpy()[found],
            "dari_tahun": source[found],
            "dasar": np.where(declared, "dinyatakan", "sama")[found],
        }
    )


def _same_dimensions(rows: pd.DataFrame, indeks: Indeks) -> np.ndarray:
    same = np.ones(len(rows), dtype=bool)
    for dimensi in indeks.dimensi:
        values = rows[dimensi.id].to_numpy(dtype=np.float64)
        # NaN compares unequal: an unknown dimension is no sameness.
        same[1:] &= np.round(values[1:], indeks.desimal) == np.round(values[:-1], indeks.desimal)
    return same


def status_unlike_score(nilai: pd.DataFrame) -> pd.DataFrame:
    """Rows whose published status is not the one that their score gives: ``kode``, ``tahun``, ``nilai``, ``status``,
    ``status_hitung``."""
    published, computed = nilai["status"].astype(object), nilai["status_hitung"].astype(object)
    found = published.notna() & computed.notna() & (published != computed)
    rows = nilai[found]
    return in_order(
        pd.DataFrame(
            {
                "kode": _codes(rows),
                "tahun": rows["tahun"].to_numpy(),
                "nilai": rows["nilai"].to_numpy(),
                "status": published[found].to_numpy(),
                "status_hitung": computed[found].to_numpy(),
            }
        )
    )


def score_unlike_formula(nilai: pd.DataFrame) -> pd.DataFrame:
    """Rows whose score is not what their dimensions give: ``kode``, ``tahun``, ``nilai``, ``nilai_rumus``, ``selisih``.

    Sum of the dimensions / sum of their maxima x the scale; tolerated is ``Indeks.formula_tolerance``.
    """
    parts = []
    for indeks in indices().values():
        rows = nilai[(nilai["indeks"] == indeks.id).to_numpy()]
        total = rows[[entry.id for entry in indeks.dimensi]].sum(axis=1, skipna=False)
        implied = (total / sum(entry.maks for entry in indeks.dimensi) * indeks.skala_maks).round(indeks.desimal)
        difference = (rows["nilai"] - implied).to_numpy()
        found = np.abs(difference) > indeks.formula_tolerance
        parts.append(
            pd.DataFrame(
                {
                    "kode": _codes(rows[found]),
                    "tahun": rows["tahun"].to_numpy()[found],
                    "nilai": rows["nilai"].to_numpy()[found],
                    "nilai_rumus": implied.to_numpy()[found],
                    "selisih": difference[found].round(indeks.desimal),
                }
            )
        )
    return in_order(pd.concat(parts, ignore_index=True))


def jumps(nilai: pd.DataFrame) -> pd.DataFrame:
    """Scores that moved by more than ``JUMP_SHARE`` of the scale in one year: ``kode``, ``tahun``, ``nilai_sebelum``,
    ``nilai``, ``selisih``."""
    rows, before = _pairs(nilai)
    values = rows["nilai"].to_numpy(dtype=np.float64)
    old = np.concatenate([[np.nan], values[:-1]])[: len(values)]
    scale = rows["indeks"].map({key: entry.skala_maks for key, entry in indices().items()}).to_numpy(dtype=np.float64)
    found = before & (np.abs(values - old) > JUMP_SHARE * scale + _EPSILON)
    return pd.DataFrame(
        {
            "kode": _codes(rows[found]),
            "tahun": rows["tahun"].to_numpy()[found],
            "nilai_sebelum": old[found],
            "nilai": values[found],
            "selisih": (values - old)[found],
        }
    )


def _pairs(nilai: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows by desa and year, and for each: True when the row above is the year before and may be compared with."""
    rows = nilai.sort_values(["kode_desa", "tahun"], kind="stable", ignore_index=True)
    contoh = (rows["sifat"] == "contoh").to_numpy()
    follows = np.zeros(len(rows), dtype=bool)
    desa, tahun, indeks = rows["kode_desa"].cat.codes.to_numpy(), rows["tahun"].to_numpy(), rows["indeks"].cat.codes.to_numpy()
    follows[1:] = (
        (desa[1:] == desa[:-1]) & (tahun[1:] == tahun[:-1] + 1) & (indeks[1:] == indeks[:-1]) & (contoh[1:] == contoh[:-1])
    )
    return rows, follows


def _codes(rows: pd.DataFrame) -> np.ndarray:
    return rows["kode_desa"].astype(object).to_numpy()


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Findings by code, then year."""
    return frame.sort_values(["kode", "tahun"], kind="stable", ignore_index=True)
