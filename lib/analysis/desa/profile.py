"""What is known of one desa: its history, its ranks, its dimensions among its peers, its programmes, and who is near."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import year_end
from lib.analysis.indicator.ranking import rank
from lib.analysis.program.coverage import stage_rows
from lib.analysis.program.snapshots import speaking_for
from lib.domain.indeks import indeks_of_year
from lib.domain.program import Program
from lib.domain.wilayah import Tingkat, at_tingkat

EARTH_RADIUS_KM: Final = 6371.0
RANK_LEVELS: Final[tuple[Tingkat, ...]] = ("kecamatan", "kabupaten", "provinsi")


def history(nilai: pd.DataFrame, kode: str) -> pd.DataFrame:
    """The rows of one desa by year (index ``tahun``, oldest first): indeks, nilai, status, dibawa_dari_tahun, sifat.

    A year without a row is absent. Empty for a code without rows.
    """
    rows = nilai[(nilai["kode_desa"] == kode).to_numpy()]
    columns = ["indeks", "nilai", "status", "dibawa_dari_tahun", "sifat"]
    return rows.set_index("tahun")[columns].sort_index()


def desa_ranks(rows: pd.DataFrame, kode: str, tahun: int) -> pd.DataFrame:
    """Rank of a desa's score in its kecamatan, kabupaten and province: index ``tingkat``.

    Columns ``peringkat`` (1 is the greatest; scores that are printed alike share the best rank), ``sama`` (how many others
    share it) and ``dari`` (desa with a score there). ``rows`` are the rows of the year by kode. Empty without a score.
    """
    if kode not in rows.index or pd.isna(rows.at[kode, "nilai"]):
        return pd.DataFrame(columns=["peringkat", "sama", "dari"]).rename_axis("tingkat")
    decimals = indeks_of_year(tahun).desimal
    out = {}
    for level in RANK_LEVELS:
        inside = rows.loc[rows.index.str.startswith(at_tingkat(kode, level) + "."), "nilai"].dropna().round(decimals)
        places = rank(inside)
        out[level] = {
            "peringkat": int(places[kode]),
            "sama": int((inside == inside[kode]).sum()) - 1,
            "dari": len(inside),
        }
    return pd.DataFrame.from_dict(out, orient="index").rename_axis("tingkat")


def dimensions_among_peers(rows: pd.DataFrame, kode: str, tahun: int) -> pd.DataFrame:
    """Each dimension of a desa beside the medians of its kabupaten and the province.

    Index ``dimensi`` in official order; ``nilai``, ``median_kabupaten``, ``median_provinsi`` (in the dimension's points, the
    desa itself included in both medians, desa without the dimension in neither) and ``maks``. Empty for a desa without row.
    """
    dimensions = indeks_of_year(tahun).dimensi
    columns = ["nilai", "median_kabupaten", "median_provinsi", "maks"]
    if kode not in rows.index:
        return pd.DataFrame(columns=columns).rename_axis("dimensi")
    ids = [entry.id for entry in dimensions]
    peers = rows.loc[rows.index.str.startswith(at_tingkat(kode, "kabupaten") + "."), ids]
    return pd.DataFrame(
        {
            "nilai": rows.loc[kode, ids].astype(float),
            "median_kabupaten": peers.median(),
            "median_provinsi": rows[ids].median(),
            "maks": pd.Series({entry.id: entry.maks for entry in dimensions}),
        },
        index=pd.Index(ids, name="dimensi"),
    )


def program_stages(cakupan: pd.DataFrame, program: Program, kode: str, tahun: int) -> pd.DataFrame:
    """How each stage of a programme stands in one desa at the end of ``tahun``: index ``tahap``, in the programme's order.

    ``tanggal`` is the newest snapshot up to 31 December (NaT: no snapshot yet, so not known), ``jumlah`` the units counted
    in the desa then (0: not reached), ``pertama`` the date of the first snapshot that counts it (NaT: none does). Counts
    also go down, so a desa may have a ``pertama`` and a ``jumlah`` of 0.
    """
    day = year_end(tahun)
    out = {}
    for stage in program.tahap:
        rows = stage_rows(cakupan, program.id, stage.id)
        speaking = cakupan.iloc[speaking_for(cakupan, rows, kode, day)]
        here = cakupan.iloc[rows]
        here = here[((here["kode_wilayah"] == kode) & (here["jumlah"] > 0) & (here["tanggal"] <= day)).to_numpy()]
        out[stage.id] = {
            "tanggal": speaking["tanggal"].iloc[0] if len(speaking) else pd.NaT,
            "jumlah": int(speaking.loc[(speaking["kode_wilayah"] == kode).to_numpy(), "jumlah"].sum()),
            "pertama": here["tanggal"].min() if len(here) else pd.NaT,
        }
    return pd.DataFrame.from_dict(out, orient="index").rename_axis("tahap")


def nearest_desa(wilayah: pd.DataFrame, kode: str, n: int) -> pd.Series:
    """The ``n`` desa or kelurahan whose points lie nearest, with the distance in km (great circle), nearest first.

    Index ``kode``. Empty for a code without a point: the new desa have none.
    """
    units = wilayah[(wilayah["tingkat"] == "desa").to_numpy()]
    points = units[["lintang", "bujur"]].dropna()
    if kode not in points.index:
        return pd.Series(dtype=float, name="jarak_km")
    here = np.radians(points.loc[kode].to_numpy(dtype=float))
    there = np.radians(points.to_numpy(dtype=float))
    half = (there - here) / 2
    chord = np.sin(half[:, 0]) ** 2 + np.cos(here[0]) * np.cos(there[:, 0]) * np.sin(half[:, 1]) ** 2
    distance = pd.Series(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(chord)), index=points.index, name="jarak_km")
    return distance.drop(kode).sort_values(kind="stable").head(n)
