"""Are the published scores whole, and do they add up to what was published elsewhere for the same year?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.data.quality import in_order, years_of
from lib.analysis.status.distribution import mean_scores, status_counts
from lib.domain.indeks import Indeks, indices
from lib.domain.status import STATUS
from lib.domain.wilayah import PROVINSI_LAMPUNG, Tingkat, tingkat

_EPSILON: Final = 1e-9


def completeness(nilai: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """Desa with a status of the desa that exist, per kabupaten and year.

    Columns ``kode``, ``tahun``, ``seharusnya`` (desa that exist on 31 December; kelurahan are not assessed), ``ada`` (those
    with a status), ``bagian`` (their share; NaN where no desa is to be assessed).
    """
    parts = []
    for tahun in years_of(nilai):
        counts = status_counts(nilai, wilayah, tahun, "kabupaten")
        due = (counts["dinilai"] + counts["tanpa_data"]).to_numpy()
        there = counts["dinilai"].to_numpy()
        share = np.divide(there, due, out=np.full(len(due), np.nan), where=due > 0)
        parts.append(
            pd.DataFrame({"kode": counts.index, "tahun": tahun, "seharusnya": due, "ada": there, "bagian": share}),
        )
    columns = ["kode", "tahun", "seharusnya", "ada", "bagian"]
    return in_order(pd.concat(parts, ignore_index=True)) if parts else pd.DataFrame(columns=columns)


def totals_unlike(nilai: pd.DataFrame, wilayah: pd.DataFrame, facts: Mapping[tuple[int, str], Mapping[str, int]]) -> pd.DataFrame:
    """Where the rows do not add up to the published totals: ``kode``, ``tahun``, ``status``, ``terbitan``, ``data``,
    ``selisih`` (data - terbitan).

    ``facts``: desa per status by (year, code of a kabupaten or the province); a status that is not known there is not
    compared, nor is an area without any row that year.
    """
    found = []
    of_level: dict[tuple[int, Tingkat], pd.DataFrame] = {}
    for (tahun, kode), known in facts.items():
        asked = tahun, tingkat(kode)
        if asked not in of_level:
            of_level[asked] = status_counts(nilai, wilayah, *asked)
        counts = _area_row(of_level[asked], kode)
        if counts is None or not counts["dinilai"]:
            continue
        found += [
            (kode, tahun, status, int(known[status]), int(counts[status]), int(counts[status]) - int(known[status]))
            for status in STATUS
            if status in known and known[status] != counts[status]
        ]
    return in_order(pd.DataFrame(found, columns=["kode", "tahun", "status", "terbitan", "data", "selisih"]))


def means_unlike(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, facts: Mapping[tuple[int, str], Mapping[str, float]]
) -> pd.DataFrame:
    """Where the unweighted means of the rows are not the published ones: ``kode``, ``tahun``, ``ukuran`` (``nilai`` or a
    dimension), ``terbitan``, ``data``, ``selisih``; tolerated is one unit of the last decimal of the index."""
    found = []
    of_level: dict[tuple[int, Tingkat], pd.DataFrame] = {}
    for (tahun, kode), known in facts.items():
        asked = tahun, tingkat(kode)
        if asked not in of_level:
            of_level[asked] = mean_scores(nilai, wilayah, *asked)
        means = _area_row(of_level[asked], kode)
        decimals = next((entry.desimal for entry in indices().values() if set(known) <= {"nilai", *_ids(entry)}), 4)
        for name, published in known.items():
            value = float("nan") if means is None else float(means.get(name, float("nan")))
            if abs(value - published) > 10.0**-decimals + _EPSILON:
                found.append((kode, tahun, name, published, round(value, decimals), round(value - published, decimals)))
    return in_order(pd.DataFrame(found, columns=["kode", "tahun", "ukuran", "terbitan", "data", "selisih"]))


def _ids(indeks: Indeks) -> list[str]:
    return [entry.id for entry in indeks.dimensi]


def _area_row(frame: pd.DataFrame, kode: str) -> pd.Series | None:
    return frame.loc[kode] if kode in frame.index else None


def province_totals(facts: Mapping[int, Mapping[str, int]]) -> dict[tuple[int, str], Mapping[str, int]]:
    """Province facts by year in the shape that ``totals_unlike`` takes."""
    return {(tahun, PROVINSI_LAMPUNG): known for tahun, known in facts.items()}
