"""Change: pairs only, never across the method break, and the same distance both ways."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.frame.population import assessed
from lib.analysis.status.change import change_between, change_on_year_before, class_moves, movers, status_flows, top_changes
from lib.analysis.status.distribution import share_at_least, status_counts
from lib.domain.indeks import comparable
from lib.domain.status import STATUS
from lib.domain.wilayah import TINGKAT, at_tingkat

from .frames import YEARS, frames_settings, nilai_frame, provinces_with_scores, wilayah_frame

YEAR = st.sampled_from(YEARS)


def pairs_by_hand(nilai, wilayah, year, before, column):
    """{code: (old, new)} of the desa that exist and have the figure in both years."""
    found = []
    for when in (before, year):
        rows = nilai[(nilai["tahun"] == when) & nilai["kode_desa"].isin(assessed(wilayah, when))]
        found.append({row.kode_desa: getattr(row, column) for row in rows.itertuples() if not pd.isna(getattr(row, column))})
    return {code: (found[0][code], found[1][code]) for code in found[0].keys() & found[1].keys()}


@frames_settings
@given(provinces_with_scores(), YEAR, YEAR)
def test_a_change_is_the_mean_difference_of_the_pairs_and_reverses_its_sign(frames, year, before):
    wilayah, nilai = frames
    for level in TINGKAT:
        forth = change_between(nilai, wilayah, year, before, level)
        back = change_between(nilai, wilayah, before, year, level)
        assert (forth is None) == (back is None)
        if not comparable(year, before):
            assert forth is None
        if forth is None:
            continue
        pd.testing.assert_series_equal(forth["selisih"], -back["selisih"], check_exact=True)
        assert (forth["n_berpasangan"] == back["n_berpasangan"]).all()
        pairs = pairs_by_hand(nilai, wilayah, year, before, "nilai")
        for code, row in forth.iterrows():
            mine = [new - old for desa, (old, new) in pairs.items() if at_tingkat(desa, level) == code]
            assert row.n_berpasangan == len(mine)
            np.testing.assert_allclose(row.selisih, np.mean(mine) if mine else np.nan, atol=1e-9)
            np.testing.assert_allclose(row.nilai - row.nilai_sebelum, row.selisih, atol=1e-9)


@frames_settings
@given(provinces_with_scores())
def test_nothing_is_compared_across_the_method_break_or_without_a_year_before(frames):
    wilayah, nilai = frames
    for year in (2025, YEARS[0]):
        assert change_on_year_before(nilai, wilayah, year, "kabupaten") is None
        assert status_flows(nilai, wilayah, year) is None
        assert class_moves(nilai, wilayah, year, "desa") is None
        assert movers(nilai, wilayah, year) is None
        assert top_changes(nilai, wilayah, year, "nilai") is None
        assert top_changes(nilai, wilayah, year, "mandiri") is None


def test_a_year_before_any_index_is_no_error():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}])
    nilai = nilai_frame([{"kode_desa": "18.01.01.2001", "tahun": 2015, "nilai": 0.5, "status": "tertinggal"}])
    assert change_on_year_before(nilai, wilayah, 2015, "kabupaten") is None


@frames_settings
@given(provinces_with_scores(), st.sampled_from([2023, 2024]), st.sampled_from([None, "18.01", "18.02.01", "zzz"]))
def test_flows_and_moves_hold_every_pair_once(frames, year, area):
    wilayah, nilai = frames
    flows = status_flows(nilai, wilayah, year, area)
    if flows is None:
        return
    pairs = pairs_by_hand(nilai, wilayah, year, year - 1, "status")
    inside = {code: pair for code, pair in pairs.items() if area is None or code == area or code.startswith(area + ".")}
    assert flows.shape == (5, 5)
    assert flows.to_numpy().sum() == len(inside)
    for old, new in inside.values():
        assert flows.loc[old, new] >= 1
    moves = class_moves(nilai, wilayah, year, "desa", area)
    assert moves["n_berpasangan"].sum() == len(inside)
    ranks = {name: place for place, name in enumerate(STATUS)}
    assert moves["naik"].sum() == sum(ranks[new] > ranks[old] for old, new in inside.values())
    assert moves["turun"].sum() == sum(ranks[new] < ranks[old] for old, new in inside.values())
    assert moves["tetap"].sum() == np.trace(flows.to_numpy())


@frames_settings
@given(provinces_with_scores())
def test_moves_of_children_sum_to_the_parent(frames):
    wilayah, nilai = frames
    moves = {level: class_moves(nilai, wilayah, 2024, level) for level in TINGKAT}
    if moves["provinsi"] is None:
        return
    for parent, child in pairwise(TINGKAT):
        above = moves[child].index.map(lambda code, level=parent: at_tingkat(code, level))
        summed = moves[child].groupby(above).sum().reindex(moves[parent].index, fill_value=0)
        pd.testing.assert_frame_equal(summed, moves[parent], check_names=False)


@frames_settings
@given(provinces_with_scores(), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_movers_are_the_largest_moves_whatever_the_order_of_rows(frames, n, seed):
    wilayah, nilai = frames
    found = movers(nilai, wilayah, 2024, n)
    if found is None:
        return
    pairs = pairs_by_hand(nilai, wilayah, 2024, 2023, "nilai")
    moved = {code: round(new - old, 8) for code, (old, new) in pairs.items()}
    up = sorted((code for code in moved if moved[code] > 0), key=lambda code: (-moved[code], code))[:n]
    down = sorted((code for code in moved if moved[code] < 0), key=lambda code: (moved[code], code))[:n]
    assert list(found.index) == up + down
    assert list(found["arah"]) == ["naik"] * len(up) + ["turun"] * len(down)
    np.testing.assert_allclose(found["selisih"], [moved[code] for code in found.index], atol=1e-12)
    again = movers(nilai.sample(frac=1, random_state=seed), wilayah.sample(frac=1, random_state=seed), 2024, n)
    pd.testing.assert_frame_equal(found, again)


def test_movers_name_the_dimension_that_moved_most_in_that_direction():
    wilayah = wilayah_frame([{"kode": f"18.01.01.200{n}"} for n in (1, 2, 3)])
    base = {"nilai": 0.5, "status": "tertinggal", "iks": 0.5, "ike": 0.5, "ikl": 0.5}
    rows = [{"kode_desa": code, "tahun": 2023, **base} for code in wilayah.index[3:]]
    rows.append(
        {"kode_desa": "18.01.01.2001", "tahun": 2024, **base, "nilai": 0.6, "iks": 0.9, "ike": 0.4, "status": "berkembang"}
    )
    rows.append({"kode_desa": "18.01.01.2002", "tahun": 2024, **base, "nilai": 0.4, "iks": 0.9, "ike": 0.2})
    rows.append({"kode_desa": "18.01.01.2003", "tahun": 2024, **base, "nilai": 0.55, "iks": None, "ike": 0.1, "ikl": None})
    found = movers(nilai_frame(rows), wilayah, 2024)
    assert list(found.index) == ["18.01.01.2001", "18.01.01.2003", "18.01.01.2002"]
    assert found["dimensi"].tolist()[::2] == ["iks", "ike"]
    assert pd.isna(found["dimensi"].iloc[1])
    assert found["selisih_dimensi"].tolist() == pytest.approx([0.4, np.nan, -0.3], nan_ok=True)
    assert found.loc["18.01.01.2001", ["status_sebelum", "status"]].tolist() == ["tertinggal", "berkembang"]


@frames_settings
@given(provinces_with_scores(), st.sampled_from(["nilai", "mandiri", "maju"]), st.sampled_from(["naik", "turun"]))
def test_top_changes_are_the_areas_that_moved_most_that_way(frames, measure, direction):
    wilayah, nilai = frames
    found = top_changes(nilai, wilayah, 2024, measure, n=2, arah=direction)
    if found is None:
        return
    if measure == "nilai":
        all_changes = change_on_year_before(nilai, wilayah, 2024, "kabupaten")["selisih"]
    else:
        new, old = (share_at_least(status_counts(nilai, wilayah, year, "kabupaten"), measure) for year in (2024, 2023))
        all_changes = new - old
    sign = 1 if direction == "naik" else -1
    moved = {code: sign * round(change, 12) for code, change in all_changes.dropna().items() if sign * round(change, 12) > 0}
    assert list(found.index) == sorted(moved, key=lambda code: (-moved[code], code))[:2]
    np.testing.assert_allclose(found["sesudah"] - found["sebelum"], found["selisih"], atol=1e-12)


@frames_settings
@given(provinces_with_scores())
def test_inputs_stay_as_they_were(frames):
    wilayah, nilai = frames
    before = wilayah.copy(deep=True), nilai.copy(deep=True)
    change_on_year_before(nilai, wilayah, 2024, "desa", "18.01")
    status_flows(nilai, wilayah, 2024)
    class_moves(nilai, wilayah, 2024, "kabupaten")
    movers(nilai, wilayah, 2024)
    top_changes(nilai, wilayah, 2024)
    pd.testing.assert_frame_equal(wilayah, before[0])
    pd.testing.assert_frame_equal(nilai, before[1])
