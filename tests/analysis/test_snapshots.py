"""A snapshot speaks for the area of its version and for no other."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from lib.analysis.desa.profile import program_stages
from lib.analysis.program.coverage import coverage, gap_list
from lib.analysis.program.target import stage_trend
from lib.domain.program import Program
from tests.analysis.frames import cakupan_frame, wilayah_frame
from tests.analysis.test_coverage import program

WHOLE, ONE = "18", "18.01"
DESA = ("18.01.01.2001", "18.01.01.2002", "18.02.01.2001", "18.02.01.2002")


@pytest.fixture
def wilayah() -> pd.DataFrame:
    return wilayah_frame([{"kode": kode} for kode in DESA])


@pytest.fixture
def per_desa() -> Program:
    return program("uji", "desa")


def published(*versions: tuple[str, dt.date, tuple[str, ...]]) -> pd.DataFrame:
    """Coverage of (scope, date, desa reached) versions, published in this order; what a later one hides is left out."""
    rows, scopes, orders = [], [], []
    for order, (scope, day, reached) in enumerate(versions):
        later = [other for other, when, _ in versions[order + 1 :] if when.year == day.year]
        for kode in reached:
            if not any(kode.startswith(hidden) for hidden in later):
                rows.append(("uji", kode, day, "agen", 1))
                scopes.append(scope)
                orders.append(order)
    frame = cakupan_frame(rows)
    frame["lingkup"] = pd.Categorical(scopes, categories=[WHOLE, ONE])
    frame["urutan"] = np.array(orders, dtype="int32")
    return frame


def reached(frame: pd.DataFrame, wilayah: pd.DataFrame, it: Program, year: int) -> dict[str, tuple[int, int]]:
    table = coverage(frame, wilayah, it, year, "kabupaten")
    return {kode: (int(row.agen), int(row.penyebut)) for kode, row in table.iterrows()}


def test_a_later_snapshot_of_one_kabupaten_leaves_the_others_as_they_were(wilayah, per_desa):
    # Before, the newest date of the province was the only one: every other kabupaten then read as not reached.
    frame = published((WHOLE, dt.date(2023, 12, 31), DESA), (ONE, dt.date(2024, 6, 30), DESA[:1]))
    assert reached(frame, wilayah, per_desa, 2024) == {"18.01": (1, 2), "18.02": (2, 2)}
    assert list(gap_list(frame, wilayah, per_desa, 2024).index) == [DESA[1]]
    assert list(coverage(frame, wilayah, per_desa, 2024, "kabupaten")["tanggal"]) == [
        pd.Timestamp(2024, 6, 30),
        pd.Timestamp(2023, 12, 31),
    ]
    # A figure that joins both is as old as its oldest part.
    assert coverage(frame, wilayah, per_desa, 2024, "provinsi")["tanggal"].iloc[0] == pd.Timestamp(2023, 12, 31)


def test_the_trend_of_the_province_does_not_fall_because_one_kabupaten_reported_later(wilayah, per_desa):
    frame = published((WHOLE, dt.date(2023, 12, 31), DESA), (ONE, dt.date(2024, 6, 30), DESA[:1]))
    trend = stage_trend(frame, wilayah, per_desa)
    assert list(trend["jumlah"]) == [4, 3]
    assert list(stage_trend(frame, wilayah, per_desa, "18.02")["jumlah"]) == [2]


def test_within_a_year_the_version_published_last_speaks_even_with_an_older_date(wilayah, per_desa):
    frame = published((WHOLE, dt.date(2024, 12, 31), DESA), (ONE, dt.date(2024, 6, 30), DESA[:1]))
    assert reached(frame, wilayah, per_desa, 2024) == {"18.01": (1, 2), "18.02": (2, 2)}
    stages = program_stages(frame, per_desa, DESA[1], 2024)
    assert (stages.at["agen", "jumlah"], stages.at["agen", "tanggal"]) == (0, pd.Timestamp(2024, 6, 30))
    assert program_stages(frame, per_desa, DESA[2], 2024).at["agen", "jumlah"] == 1


def test_desa_that_no_snapshot_speaks_for_are_not_known_and_in_no_denominator(wilayah, per_desa):
    frame = published((ONE, dt.date(2024, 6, 30), DESA[:1]))
    table = coverage(frame, wilayah, per_desa, 2024, "kabupaten")
    assert table["bagian"].tolist()[0] == 0.5
    assert np.isnan(table.at["18.02", "bagian"])
    assert reached(frame, wilayah, per_desa, 2024) == {"18.01": (1, 2), "18.02": (0, 0)}
    assert list(gap_list(frame, wilayah, per_desa, 2024).index) == [DESA[1]]
    assert coverage(frame, wilayah, per_desa, 2024, "provinsi")["bagian"].iloc[0] == 0.5
