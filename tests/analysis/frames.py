"""Frames of the exact shape of ``lib.store.frames``, small and drawn by Hypothesis or large and seeded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from lib.domain.indeks import indeks_of_year, indices
from lib.domain.status import STATUS

STATUS_DTYPE = pd.CategoricalDtype(list(STATUS), ordered=True)
SIFAT_DTYPE = pd.CategoricalDtype(["resmi", "turunan", "contoh"])
DIMENSIONS = [entry.id for index in indices().values() for entry in index.dimensi]
COLUMNS = [
    *["tingkat", "jenis", "nama", "kode_induk", "sebutan", "kode_bps", "lintang", "bujur", "luas_km2", "penduduk"],
    *["berlaku_dari", "berlaku_sampai", "kab", "kec"],
]
LEVELS = ("provinsi", "kabupaten", "kecamatan", "desa")


def wilayah_frame(units: Sequence[dict]) -> pd.DataFrame:
    """A wilayah frame of desa/kelurahan ``units`` ({kode, nama?, jenis?, berlaku_dari?, ...}) and all their ancestors."""
    rows: dict[str, dict] = {}
    for unit in units:
        kode = unit["kode"]
        for end in (2, 5, 8):
            rows.setdefault(kode[:end], {"nama": f"Area {kode[:end]}"})
        rows[kode] = {"nama": f"Desa {kode}", **unit}
    for kode, row in rows.items():
        level = LEVELS[kode.count(".")]
        row.setdefault("jenis", level if level != "desa" else ("kelurahan" if kode[9] == "1" else "desa"))
        row |= {"tingkat": level, "kode_induk": kode.rpartition(".")[0] or None, "sebutan": row["jenis"]}
        row |= {"kab": kode[:5] if len(kode) > 5 else None, "kec": kode[:8] if len(kode) > 8 else None}
    frame = pd.DataFrame.from_dict(rows, orient="index").reindex(columns=COLUMNS)
    frame.index = pd.Index(frame.index, name="kode")
    frame["tingkat"] = frame["tingkat"].astype("category")
    for column in ("lintang", "bujur", "luas_km2", "penduduk"):
        frame[column] = frame[column].astype("float64")
    for column in ("berlaku_dari", "berlaku_sampai"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.sort_index()


def nilai_frame(rows: Sequence[dict]) -> pd.DataFrame:
    """A nilai frame of ``rows`` ({kode_desa, tahun, nilai?, status?, dimensions?})."""
    frame = pd.DataFrame(list(rows), columns=["kode_desa", "tahun", "nilai", "status", *DIMENSIONS])
    indeks = [indeks_of_year(int(year)).id for year in frame["tahun"]]
    columns = {
        "kode_desa": pd.Categorical(frame["kode_desa"].astype(object)),
        "tahun": frame["tahun"].astype("int16"),
        "indeks": pd.Categorical(indeks, categories=list(indices())),
        "nilai": frame["nilai"].astype("float64"),
        "status": frame["status"].astype(object).astype(STATUS_DTYPE),
        "status_hitung": frame["status"].astype(object).astype(STATUS_DTYPE),
        "dibawa_dari_tahun": pd.array([None] * len(frame), dtype="Int16"),
        "sifat": pd.Categorical(["contoh"] * len(frame), dtype=SIFAT_DTYPE),
        "versi_id": np.ones(len(frame), dtype="int32"),
        **{name: frame[name].astype("float64") for name in DIMENSIONS},
    }
    return pd.DataFrame(columns)


def cakupan_frame(rows: Sequence[tuple[str, str, dt.date, str, int]]) -> pd.DataFrame:
    """A cakupan frame of (program, kode_wilayah, tanggal, tahap, jumlah)."""
    frame = pd.DataFrame(list(rows), columns=["program", "kode_wilayah", "tanggal", "tahap", "jumlah"])
    columns = {
        "program": pd.Categorical(frame["program"].astype(object)),
        "kode_wilayah": pd.Categorical(frame["kode_wilayah"].astype(object)),
        "tanggal": pd.to_datetime(frame["tanggal"]).astype("datetime64[s]"),
        "tahap": pd.Categorical(frame["tahap"].astype(object)),
        "jumlah": frame["jumlah"].astype("int64"),
        "sifat": pd.Categorical(["contoh"] * len(frame), dtype=SIFAT_DTYPE),
        "versi_id": np.ones(len(frame), dtype="int32"),
    }
    return pd.DataFrame(columns)


def seeded(kabupaten: int, kecamatan: int, desa: int, years: Sequence[int], seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Wilayah and nilai frames of kabupaten x kecamatan x desa (a tenth of them kelurahan) for ``years``."""
    rng = np.random.default_rng(seed)
    units = [
        {
            "kode": f"{18 + a // 99}.{a % 99 + 1:02d}.{b + 1:02d}.{(1001 if c % 10 == 9 else 2001) + c}",
            "nama": f"Nama {a} {b} {c}",
        }
        for a in range(kabupaten)
        for b in range(kecamatan)
        for c in range(desa)
    ]
    wilayah = wilayah_frame(units)
    codes = np.array([unit["kode"] for unit in units if unit["kode"][9] == "2"], dtype=object)
    parts = []
    for year in years:
        index = indeks_of_year(year)
        scores = np.round(np.clip(rng.normal(0.68, 0.09, len(codes)), 0.2, 1) * index.skala_maks, index.desimal)
        status = np.searchsorted(index.batas_atas, scores)
        parts.append(
            pd.DataFrame(
                {
                    "kode_desa": codes,
                    "tahun": year,
                    "nilai": scores,
                    "status": np.array(STATUS, dtype=object)[status],
                    **{entry.id: np.round(rng.random(len(codes)) * entry.maks, entry.desimal) for entry in index.dimensi},
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    frame = pd.DataFrame(
        {
            "kode_desa": pd.Categorical(table["kode_desa"]),
            "tahun": table["tahun"].astype("int16"),
            "indeks": pd.Categorical(np.where(table["tahun"] < 2025, "idm", "indeks_desa"), categories=list(indices())),
            "nilai": table["nilai"],
            "status": table["status"].astype(STATUS_DTYPE),
            "status_hitung": table["status"].astype(STATUS_DTYPE),
            "dibawa_dari_tahun": pd.array(np.full(len(table), 0), dtype="Int16"),
            "sifat": pd.Categorical(["contoh"] * len(table), dtype=SIFAT_DTYPE),
            "versi_id": np.ones(len(table), dtype="int32"),
        }
        | {name: table.get(name, np.nan) for name in DIMENSIONS}
    )
    return wilayah, frame


YEARS = (2022, 2023, 2024, 2025)
KINDS = ("full", "full", "full", "absent", "no status", "no score")
frames_settings = settings(max_examples=40)


def _unit(kab: int, kec: int, place: int, choice: int) -> dict:
    """A unit decoded from one drawn number: a quarter kelurahan, some new in 2023 or 2024, some abolished."""
    choice, kind = divmod(choice, 4)
    choice, begin = divmod(choice, 5)
    choice, end = divmod(choice, 5)
    return {
        "kode": f"18.{kab:02d}.{kec:02d}.{1 if kind == 3 else 2}{place:03d}",
        "berlaku_dari": {3: dt.date(2023, 1, 1), 4: dt.date(2024, 6, 30)}.get(begin),
        "berlaku_sampai": {3: dt.date(2023, 12, 31), 4: dt.date(2024, 6, 29)}.get(end),
    }


def _row(kode: str, year: int, choice: int) -> dict | None:
    """A row decoded from one drawn number; any status, for the published one counts whatever the score says."""
    index = indeks_of_year(year)
    choice, kind = divmod(choice, len(KINDS))
    choice, status = divmod(choice, len(STATUS))
    choice, score = divmod(choice, 101)
    if KINDS[kind] == "absent":
        return None
    row = {"kode_desa": kode, "tahun": year}
    row["nilai"] = None if KINDS[kind] == "no score" else round(score / 100 * index.skala_maks, index.desimal)
    row["status"] = None if KINDS[kind] == "no status" else STATUS[status]
    for entry in index.dimensi:
        choice, part = divmod(choice, 6)
        row[entry.id] = None if part == 5 else part / 4 * entry.maks
    return row


@st.composite
def provinces(draw: st.DrawFn) -> pd.DataFrame:
    """A small wilayah frame: up to 3 kabupaten x 2 kecamatan x 4 units, some kelurahan, some new or abolished."""
    shape = draw(st.lists(st.lists(st.lists(st.integers(0, 99), max_size=4), min_size=1, max_size=2), min_size=1, max_size=3))
    units = [
        _unit(kab, kec, place, choice)
        for kab, kecamatan in enumerate(shape, 1)
        for kec, choices in enumerate(kecamatan, 1)
        for place, choice in enumerate(choices, 1)
    ]
    return wilayah_frame(units or [{"kode": "18.01.01.2001"}])


@st.composite
def provinces_with_scores(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A wilayah and a nilai frame: rows missing, without score or status, of kelurahan, of unknown codes, shuffled."""
    wilayah = draw(provinces())
    codes = [*wilayah.index[wilayah["tingkat"] == "desa"], "18.99.99.2999", "18.01"]
    keys = [(code, year) for code in codes for year in YEARS]
    choices = draw(st.lists(st.integers(0, 2**40), min_size=len(keys), max_size=len(keys)))
    rows = [row for (code, year), choice in zip(keys, choices, strict=True) if (row := _row(code, year, choice))]
    draw(st.randoms(use_true_random=False)).shuffle(rows)
    return wilayah, nilai_frame(rows)
