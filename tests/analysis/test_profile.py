"""One desa: ranks, medians, programmes by date, and neighbours, as claims."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.desa.profile import desa_ranks, dimensions_among_peers, history, nearest_desa, program_stages
from lib.domain.program import programs

from .frames import cakupan_frame, nilai_frame, wilayah_frame

A, B, C, FAR = "18.01.01.2001", "18.01.01.2002", "18.01.02.2001", "18.02.01.2001"


def rows_of(scores: dict[str, float | None], **dimensions: float) -> pd.DataFrame:
    frame = nilai_frame([{"kode_desa": kode, "tahun": 2024, "nilai": score, **dimensions} for kode, score in scores.items()])
    return frame.assign(kode_desa=frame["kode_desa"].astype(str)).set_index("kode_desa")


def test_scores_that_are_printed_alike_share_a_rank():
    ranks = desa_ranks(rows_of({A: 0.70001, B: 0.70004, C: 0.9, FAR: 0.95}), A, 2024)
    assert ranks.loc["kecamatan"].to_dict() == {"peringkat": 1, "sama": 1, "dari": 2}
    assert ranks.loc["kabupaten"].to_dict() == {"peringkat": 2, "sama": 1, "dari": 3}
    assert ranks.loc["provinsi"].to_dict() == {"peringkat": 3, "sama": 1, "dari": 4}


def test_a_desa_without_score_has_no_rank_and_is_in_no_denominator():
    rows = rows_of({A: None, B: 0.7})
    assert desa_ranks(rows, A, 2024).empty
    assert desa_ranks(rows, B, 2024).loc["provinsi", "dari"] == 1
    assert desa_ranks(rows, "18.09.09.2009", 2024).empty


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_rank_is_one_more_than_the_desa_that_are_better(scores):
    codes = [f"18.01.01.{2001 + place}" for place in range(len(scores))]
    ranks = desa_ranks(rows_of(dict(zip(codes, scores, strict=True))), codes[0], 2024)
    printed = [round(score, 4) for score in scores]
    assert ranks.loc["kabupaten", "peringkat"] == 1 + sum(score > printed[0] for score in printed)
    assert ranks.loc["kabupaten", "sama"] == sum(score == printed[0] for score in printed) - 1


def test_medians_are_those_of_the_kabupaten_and_the_province():
    frame = nilai_frame(
        [
            {"kode_desa": kode, "tahun": 2024, "nilai": 0.7, "iks": iks, "ike": 0.5, "ikl": 0.5}
            for kode, iks in ((A, 0.2), (B, 0.4), (C, 0.9), (FAR, 1.0))
        ]
    )
    rows = frame.assign(kode_desa=frame["kode_desa"].astype(str)).set_index("kode_desa")
    found = dimensions_among_peers(rows, A, 2024)
    assert list(found.index) == ["iks", "ike", "ikl"]
    assert found.loc["iks", ["nilai", "median_kabupaten", "median_provinsi", "maks"]].tolist() == [0.2, 0.4, 0.65, 1.0]
    assert dimensions_among_peers(rows, "18.09.09.2009", 2024).empty


def test_history_is_in_order_of_years_and_skips_the_missing():
    nilai = nilai_frame([{"kode_desa": A, "tahun": year, "nilai": 0.5} for year in (2024, 2021)])
    assert list(history(nilai, A).index) == [2021, 2024]
    assert history(nilai, B).empty


def test_a_stage_says_since_when_it_is_recorded_and_how_things_stand_now():
    program = programs()["smart_village"]
    stage = program.tahap_utama.id
    first, second = dt.date(2022, 12, 13), dt.date(2023, 12, 31)
    cakupan = cakupan_frame(
        [("smart_village", A, first, stage, 1), ("smart_village", B, first, stage, 1), ("smart_village", A, second, stage, 1)]
    )
    here = program_stages(cakupan, program, A, 2024).loc[stage]
    assert (here["tanggal"].date(), here["jumlah"], here["pertama"].date()) == (second, 1, first)
    # Counts also go down: reached once, not any more.
    gone = program_stages(cakupan, program, B, 2024).loc[stage]
    assert (gone["jumlah"], gone["pertama"].date()) == (0, first)
    before = program_stages(cakupan, program, A, 2021).loc[stage]
    assert pd.isna(before["tanggal"])
    assert before["jumlah"] == 0


def test_neighbours_are_the_nearest_points_and_never_the_desa_itself():
    places = {A: (-5.0, 105.0), B: (-5.0, 105.1), C: (-5.0, 105.5), FAR: (-4.0, 104.0)}
    wilayah = wilayah_frame([{"kode": kode, "lintang": lat, "bujur": lon} for kode, (lat, lon) in places.items()])
    near = nearest_desa(wilayah, A, 2)
    assert list(near.index) == [B, C]
    assert math.isclose(near[B], 0.1 * math.radians(1) * 6371 * math.cos(math.radians(5)), rel_tol=1e-3)


def test_a_desa_without_a_point_has_no_neighbours():
    wilayah = wilayah_frame([{"kode": A}, {"kode": B, "lintang": -5.0, "bujur": 105.0}])
    assert nearest_desa(wilayah, A, 3).empty
