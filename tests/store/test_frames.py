"""The frames have exactly the columns and types that the rest of the application builds on."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from lib.domain.data_file import ROOT
from lib.domain.status import STATUS
from lib.store.engine import open_engine
from lib.store.frames import cakupan_frame, nilai_frame, prestasi_frame, published_fingerprint, wilayah_frame
from lib.store.rows import DraftRows
from lib.store.seed import ensure_seeded
from lib.store.versions import import_and_publish
from tests.people import pengelola
from tests.store.drafts import DESA, meta, nilai

DIMENSIONS = ("iks", "ike", "ikl", "dld", "ds", "de", "dl", "da", "dtkpd")
NILAI_TYPES = {
    "kode_desa": "category",
    "tahun": "int16",
    "indeks": "category",
    "nilai": "float64",
    "status": "category",
    "status_hitung": "category",
    "dibawa_dari_tahun": "Int16",
    "sifat": "category",
    "versi_id": "int32",
} | dict.fromkeys(DIMENSIONS, "float64")
CAKUPAN_TYPES = {
    "program": "category",
    "kode_wilayah": "category",
    "tanggal": "datetime64[s]",
    "tahap": "category",
    "jumlah": "int64",
    "sifat": "category",
    "versi_id": "int32",
    "lingkup": "category",
    "urutan": "int32",
}
WILAYAH_TYPES = {
    "tingkat": "category",
    "jenis": "str",
    "nama": "str",
    "kode_induk": "str",
    "sebutan": "str",
    "kode_bps": "str",
    "lintang": "float64",
    "bujur": "float64",
    "luas_km2": "float64",
    "penduduk": "Int64",
    "berlaku_dari": "datetime64[s]",
    "berlaku_sampai": "datetime64[s]",
    "kab": "str",
    "kec": "str",
}
PRESTASI_TYPES = {
    "kode_wilayah": "str",
    "tahun": "int16",
    "ajang": "str",
    "tingkat": "str",
    "hasil": "str",
    "sumber": "str",
    "sifat": "category",
}


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def test_an_empty_store_gives_empty_frames_of_the_same_types(engine: Engine) -> None:
    for frame, expected in (
        (nilai_frame(engine), NILAI_TYPES),
        (cakupan_frame(engine), CAKUPAN_TYPES),
        (wilayah_frame(engine), WILAYAH_TYPES),
        (prestasi_frame(engine), PRESTASI_TYPES),
    ):
        assert len(frame) == 0
        assert types(frame) == expected


def test_a_filled_store_gives_frames_of_these_types(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    assert types(nilai_frame(engine)) == NILAI_TYPES
    assert types(cakupan_frame(engine)) == CAKUPAN_TYPES
    assert types(wilayah_frame(engine)) == WILAYAH_TYPES
    assert types(prestasi_frame(engine)) == PRESTASI_TYPES


def test_status_is_ordered_from_behind_to_ahead_and_kept_beside_the_computed_one(engine: Engine) -> None:
    rows = DraftRows(
        nilai=[
            (DESA[0], 2024, "idm", 0.70, "mandiri", "berkembang", None),
            (DESA[1], 2024, "idm", 0.40, "sangat_tertinggal", "sangat_tertinggal", 2022),
            (DESA[2], 2024, "idm", None, None, None, None),
        ]
    )
    import_and_publish(engine, meta(), rows, pelaku=pengelola("kepala"))
    frame = nilai_frame(engine)
    for column in ("status", "status_hitung"):
        assert list(frame[column].cat.categories) == list(STATUS)
        assert frame[column].cat.ordered
    assert frame["status"].tolist()[:2] == ["mandiri", "sangat_tertinggal"]
    assert frame["status_hitung"].tolist()[0] == "berkembang"
    assert frame["status"].isna().tolist() == [False, False, True]
    assert frame["dibawa_dari_tahun"].tolist()[1] == 2022
    assert frame["dibawa_dari_tahun"].isna().tolist() == [True, False, True]


def test_dimensions_stand_with_their_own_desa_and_index(engine: Engine) -> None:
    # Some desa without any dimension, some with a part: matched by code, never by position.
    rows = DraftRows(
        nilai=[(kode, 2024, "idm", 0.7, "berkembang", "berkembang", None) for kode in DESA],
        dimensi=[(DESA[3], 2024, "iks", 0.31), (DESA[1], 2024, "ikl", 0.12), (DESA[1], 2024, "iks", 0.11)],
    )
    import_and_publish(engine, meta(), rows, pelaku=pengelola("kepala"))
    new = DraftRows(
        nilai=[(DESA[0], 2025, "indeks_desa", 63.15, "berkembang", "berkembang", None)],
        dimensi=[(DESA[0], 2025, name, value) for name, value in zip(DIMENSIONS[3:], (100, 50, 100, 60, 41, 50), strict=True)],
    )
    import_and_publish(engine, meta(tahun=2025), new, pelaku=pengelola("kepala"))
    frame = nilai_frame(engine).set_index(["kode_desa", "tahun"])
    found = frame[list(DIMENSIONS)].stack().dropna().to_dict()
    assert found == {
        (DESA[1], 2024, "iks"): 0.11,
        (DESA[1], 2024, "ikl"): 0.12,
        (DESA[3], 2024, "iks"): 0.31,
    } | {(DESA[0], 2025, name): value for name, value in zip(DIMENSIONS[3:], (100, 50, 100, 60, 41, 50), strict=True)}


def test_rows_are_sorted_and_categories_hold_only_what_is_there(engine: Engine) -> None:
    import_and_publish(engine, meta(tahun=2024), nilai(0.7, 2024), pelaku=pengelola("kepala"))
    import_and_publish(engine, meta(tahun=2023), nilai(0.6, 2023, desa=reversed(DESA)), pelaku=pengelola("kepala"))
    frame = nilai_frame(engine)
    assert list(zip(frame["kode_desa"], frame["tahun"], strict=True)) == [(k, t) for k in sorted(DESA) for t in (2023, 2024)]
    assert list(frame["kode_desa"].cat.categories) == sorted(DESA)


def test_wilayah_know_their_ancestors(engine: Engine, small_data: Path) -> None:
    ensure_seeded(engine, small_data)
    frame = wilayah_frame(engine)
    assert frame.index.is_monotonic_increasing
    desa = frame.loc["18.01.04.2002"]
    assert (desa["tingkat"], desa["kab"], desa["kec"]) == ("desa", "18.01", "18.01.04")
    assert desa["berlaku_dari"] == pd.Timestamp(2023, 1, 1)
    assert pd.isna(desa["lintang"])
    assert frame["kec"].isna().tolist() == [True, True, True, False, False, True, True, False, False]
    assert frame["kab"].isna().tolist() == [True, True, False, False, False, True, False, False, False]
    assert frame.loc["18.02.01.1001", ["tingkat", "jenis"]].tolist() == ["desa", "kelurahan"]
    assert frame.loc["18", "penduduk"] == 9_144_263


def test_coverage_keeps_each_date_and_stage_apart(engine: Engine) -> None:
    rows = DraftRows(
        cakupan=[
            ("e_samdes", DESA[0], dt.date(2023, 2, 6), "agen", 1),
            ("e_samdes", DESA[0], dt.date(2023, 10, 9), "melayani", 0),
            ("e_samdes", DESA[0], dt.date(2021, 10, 28), "agen", 1),
        ]
    )
    import_and_publish(engine, meta(jenis="program", tahun=None), rows, pelaku=pengelola("kepala"))
    frame = cakupan_frame(engine)
    assert [(str(row.tanggal.date()), row.tahap, row.jumlah) for row in frame.itertuples()] == [
        ("2021-10-28", "agen", 1),
        ("2023-02-06", "agen", 1),
        ("2023-10-09", "melayani", 0),
    ]


def test_the_fingerprint_changes_with_what_is_published_only(engine: Engine, small_data: Path) -> None:
    seen = [published_fingerprint(engine)]
    ensure_seeded(engine, small_data)
    seen.append(published_fingerprint(engine))
    ensure_seeded(engine, small_data)
    assert published_fingerprint(engine) == seen[-1]
    import_and_publish(engine, meta(), nilai(0.7), pelaku=pengelola("kepala"))
    seen.append(published_fingerprint(engine))
    assert len(set(seen)) == 3


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_all_of_lampung_is_read_in_a_moment(engine: Engine) -> None:
    ensure_seeded(engine, ROOT / "data")
    frames = []

    def read_once() -> float:
        start = time.perf_counter()
        frames.append(nilai_frame(engine))
        return time.perf_counter() - start

    assert min(read_once() for _ in range(3)) < 0.6
    assert len(frames[0]) > 19_000


def test_another_process_cannot_change_a_frame_half_way(engine: Engine, schema_url: str) -> None:
    import_and_publish(engine, meta(), nilai(0.6), pelaku=pengelola("kepala"))
    other = open_engine(schema_url)
    from lib.store.transactions import read
    from lib.store.versions import published

    with read(engine) as conn:
        before = published(conn, "indeks")
        import_and_publish(other, meta(), nilai(0.7), pelaku=pengelola("kepala"))
        assert published(conn, "indeks") == before
    other.dispose()
