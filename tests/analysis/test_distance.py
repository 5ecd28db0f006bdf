"""The distance is the least change of the score that changes the class, and the dimension behind is behind its peers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.status.distance import contradictory, distances
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.status import STATUS

from .frames import YEARS, frames_settings, nilai_frame, provinces_with_scores, wilayah_frame


def one_desa(score: float, year: int) -> pd.DataFrame:
    rows = [{"kode_desa": "18.01.01.2001", "tahun": year, "nilai": score, "status": indeks_of_year(year).status_of(score)}]
    return distances(nilai_frame(rows), wilayah_frame([{"kode": "18.01.01.2001"}]), year)


@given(year=st.sampled_from((2024, 2025)), share=st.floats(0, 1))
@frames_settings
def test_moving_by_the_distance_changes_the_class_and_moving_by_less_does_not(year, share):
    index = indeks_of_year(year)
    score = round(share * index.skala_maks, index.desimal)
    row = one_desa(score, year).iloc[0]
    unit = 10.0**-index.desimal
    if row["status"] != STATUS[-1]:
        assert index.status_of(round(score + row["kurang"], index.desimal)) == row["berikut"]
        assert index.status_of(round(score + row["kurang"] - unit, index.desimal)) == row["status"]
    if row["status"] != STATUS[0]:
        assert index.status_of(round(score - row["sisa"], index.desimal)) == row["bawah"]
        assert index.status_of(round(score - row["sisa"] + unit, index.desimal)) == row["status"]


def test_a_score_on_the_inclusive_upper_bound_lacks_one_unit():
    row = one_desa(0.7072, 2024).iloc[0]
    assert (row["status"], row["berikut"], row["kurang"], row["sisa"]) == ("berkembang", "maju", 0.0001, 0.1083)


def test_there_is_nothing_above_mandiri_and_nothing_below_the_lowest():
    top, bottom = one_desa(0.9, 2024).iloc[0], one_desa(0.3, 2024).iloc[0]
    assert pd.isna(top["berikut"])
    assert np.isnan(top["kurang"])
    assert top["bawah"] == "maju"
    assert pd.isna(bottom["bawah"])
    assert np.isnan(bottom["sisa"])
    assert bottom["berikut"] == "tertinggal"


def test_a_desa_whose_published_status_is_not_that_of_its_score_is_left_out_and_counted():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}])
    rows = nilai_frame([{"kode_desa": "18.01.01.2001", "tahun": 2024, "nilai": 0.9, "status": "maju"}])
    assert distances(rows, wilayah, 2024).empty
    assert contradictory(rows, wilayah, 2024) == 1
    assert contradictory(rows, wilayah, 2024, "18.02") == 0


@given(frames=provinces_with_scores(), year=st.sampled_from(YEARS))
@frames_settings
def test_the_dimension_behind_is_the_one_furthest_below_the_median_of_the_kabupaten(frames, year):
    wilayah, nilai = frames
    found = distances(nilai, wilayah, year)
    rows = nilai[nilai["tahun"] == year].astype({"kode_desa": str}).set_index("kode_desa")
    # Expected desa only: the peers are those that count in the year.
    known = wilayah[(wilayah["jenis"] == "desa")]
    day = pd.Timestamp(year, 12, 31)
    known = known[~(known["berlaku_dari"] > day) & ~(known["berlaku_sampai"] < day)]
    rows = rows[rows.index.isin(known.index)]
    for kode, row in found.iterrows():
        peers = rows[rows.index.str.startswith(kode[:6])]
        gaps = {
            entry.id: (np.nanmedian(peers[entry.id]) - rows.at[kode, entry.id]) / entry.maks
            for entry in indices()[indeks_of_year(year).id].dimensi
            if not np.isnan(rows.at[kode, entry.id])
        }
        most = max(gaps.values(), default=0)
        if most <= 1e-9:
            assert row["dimensi"] is None
            assert np.isnan(row["selisih_dimensi"])
        else:
            assert gaps[row["dimensi"]] == pytest.approx(most)
            assert row["selisih_dimensi"] < 0


@given(frames=provinces_with_scores(), year=st.sampled_from(YEARS))
@frames_settings
def test_an_area_lists_its_own_desa_with_the_same_figures(frames, year):
    wilayah, nilai = frames
    whole = distances(nilai, wilayah, year)
    for area in ("18.01", "18.01.01", "18.77", "18"):
        inside = distances(nilai, wilayah, year, area)
        pd.testing.assert_frame_equal(inside, whole[whole.index.str.startswith(area + ".")])
