"""Counts, means and shares: every desa once, children sum to the parent, order never matters."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.frame.population import assessed
from lib.analysis.status.distribution import (
    mean_scores,
    modal_status,
    share_at_least,
    share_of,
    status_counts,
    status_of_desa,
    unmatched_rows,
)
from lib.domain.status import STATUS
from lib.domain.wilayah import TINGKAT, at_tingkat, is_within

from .frames import YEARS, frames_settings, nilai_frame, provinces_with_scores, wilayah_frame

YEAR = st.sampled_from(YEARS)


def exists(row: pd.Series, year: int) -> bool:
    day = pd.Timestamp(dt.date(year, 12, 31))
    return not (row.berlaku_dari > day or row.berlaku_sampai < day)


def by_hand(nilai: pd.DataFrame, wilayah: pd.DataFrame, year: int, level: str) -> dict[str, dict[str, int]]:
    """The counts worked out desa by desa."""
    published = {row.kode_desa: row.status for row in nilai.itertuples() if row.tahun == year and isinstance(row.status, str)}
    names = [*STATUS, "belum_dinilai", "tanpa_data"]
    out = {code: dict.fromkeys(names, 0) for code in wilayah.index[wilayah["tingkat"] == level]}
    for code, row in wilayah[wilayah["tingkat"] == "desa"].iterrows():
        if exists(row, year):
            status = "belum_dinilai" if row.jenis == "kelurahan" else published.get(code, "tanpa_data")
            out[at_tingkat(code, level)][status] += 1
    return out


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_every_desa_is_counted_once_in_its_class(frames, year):
    wilayah, nilai = frames
    for level in TINGKAT:
        counts = status_counts(nilai, wilayah, year, level)
        expected = by_hand(nilai, wilayah, year, level)
        assert list(counts.index) == sorted(expected)
        assert counts[[*STATUS, "belum_dinilai", "tanpa_data"]].to_dict("index") == expected
        assert (counts["dinilai"] == counts[list(STATUS)].sum(axis=1)).all()
        assert (counts["jumlah"] == counts[["dinilai", "belum_dinilai", "tanpa_data"]].sum(axis=1)).all()


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_children_sum_to_their_parent_at_every_level(frames, year):
    wilayah, nilai = frames
    counts = {level: status_counts(nilai, wilayah, year, level) for level in TINGKAT}
    for parent, child in pairwise(TINGKAT):
        above = counts[child].index.map(lambda code, level=parent: at_tingkat(code, level))
        summed = counts[child].groupby(above).sum().reindex(counts[parent].index, fill_value=0)
        pd.testing.assert_frame_equal(summed, counts[parent], check_names=False)


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_counts_equal_the_number_of_expected_desa(frames, year):
    wilayah, nilai = frames
    total = status_counts(nilai, wilayah, year, "provinsi").sum()
    assert total["dinilai"] + total["tanpa_data"] == len(assessed(wilayah, year))
    classes = status_of_desa(nilai, wilayah, year)
    assert classes.notna().sum() == total["jumlah"]
    assert classes.value_counts().to_dict() == {name: total[name] for name in [*STATUS, "belum_dinilai", "tanpa_data"]}


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_no_row_of_a_year_disappears(frames, year):
    wilayah, nilai = frames
    rows = nilai[nilai["tahun"] == year]
    expected = set(assessed(wilayah, year))
    strangers = sum(code not in expected for code in rows["kode_desa"])
    assert unmatched_rows(nilai, wilayah, year) == strangers
    with_status = status_counts(nilai, wilayah, year, "provinsi")["dinilai"].sum()
    without = sum(code in expected and pd.isna(status) for code, status in zip(rows["kode_desa"], rows["status"], strict=True))
    assert len(rows) == with_status + without + strangers


@frames_settings
@given(provinces_with_scores(), YEAR, st.sampled_from(["18", "18.01", "18.02", "18.01.01", "18.01.01.2001", "19", "x", "18.1"]))
def test_an_area_shows_its_own_part_of_the_whole(frames, year, area):
    wilayah, nilai = frames
    for level in TINGKAT:
        for function in (status_counts, mean_scores):
            whole = function(nilai, wilayah, year, level)
            part = function(nilai, wilayah, year, level, area)
            pd.testing.assert_frame_equal(part, whole[[is_within(code, area) for code in whole.index]])


@frames_settings
@given(provinces_with_scores(), YEAR, st.integers(0, 2**32 - 1))
def test_shuffling_rows_changes_nothing_and_inputs_stay_as_they_were(frames, year, seed):
    wilayah, nilai = frames
    before = wilayah.copy(deep=True), nilai.copy(deep=True)
    shuffled = wilayah.sample(frac=1, random_state=seed), nilai.sample(frac=1, random_state=seed)
    for level in TINGKAT:
        for function in (status_counts, mean_scores):
            exact = {"check_exact": True}
            pd.testing.assert_frame_equal(
                function(nilai, wilayah, year, level), function(shuffled[1], shuffled[0], year, level), **exact
            )
    pd.testing.assert_frame_equal(wilayah, before[0])
    pd.testing.assert_frame_equal(nilai, before[1])


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_a_mean_is_over_the_desa_that_have_a_score(frames, year):
    wilayah, nilai = frames
    expected = set(assessed(wilayah, year))
    rows = nilai[(nilai["tahun"] == year) & nilai["kode_desa"].isin(expected)]
    for level in TINGKAT:
        means = mean_scores(nilai, wilayah, year, level)
        above = rows["kode_desa"].astype(str).map(lambda code, level=level: at_tingkat(code, level))
        for column in means.columns.drop("n"):
            by_group = rows.groupby(above)[column].mean().reindex(means.index)
            np.testing.assert_allclose(means[column], by_group, rtol=1e-9)
        assert (means["n"] == rows["nilai"].groupby(above).count().reindex(means.index, fill_value=0)).all()
    assert list(means.columns) == (
        ["nilai", "iks", "ike", "ikl", "n"] if year < 2025 else ["nilai", "dld", "ds", "de", "dl", "da", "dtkpd", "n"]
    )


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_a_share_lies_between_nothing_and_its_denominator(frames, year):
    wilayah, nilai = frames
    for level in TINGKAT:
        counts = status_counts(nilai, wilayah, year, level)
        shares = pd.DataFrame({status: share_at_least(counts, status) for status in STATUS})
        assert (shares.isna().all(axis=1) == (counts["dinilai"] == 0)).all()
        known = shares.dropna()
        assert ((known >= 0) & (known <= 1)).all().all()
        assert (known["sangat_tertinggal"] == 1).all()
        assert (known.diff(axis=1).iloc[:, 1:] <= 0).all().all()
        single = pd.DataFrame({status: share_of(counts, status) for status in STATUS}).dropna()
        np.testing.assert_allclose(single.sum(axis=1), 1)


@frames_settings
@given(provinces_with_scores(), YEAR)
def test_the_most_common_status_is_the_lower_one_of_a_tie(frames, year):
    wilayah, nilai = frames
    counts = status_counts(nilai, wilayah, year, "kecamatan")
    for code, row in modal_status(counts).iterrows():
        numbers = [counts.at[code, status] for status in STATUS]
        if sum(numbers) == 0:
            assert pd.isna(row.status)
            assert not row.seri
        else:
            assert row.status == STATUS[numbers.index(max(numbers))]
            assert row.jumlah == max(numbers)
            assert row.seri == (numbers.count(max(numbers)) > 1)


def test_a_desa_counts_from_the_year_its_code_holds_on_31_december():
    wilayah = wilayah_frame(
        [
            {"kode": "18.01.01.2001", "berlaku_dari": dt.date(2023, 1, 1)},
            {"kode": "18.01.01.2002", "berlaku_sampai": dt.date(2023, 12, 30)},
            {"kode": "18.01.01.2003"},
            {"kode": "18.01.01.1001"},
        ]
    )
    rows = [
        {"kode_desa": code, "tahun": year, "nilai": 0.7, "status": "berkembang"}
        for code in wilayah.index[3:]
        for year in (2022, 2023)
    ]
    nilai = nilai_frame(rows)
    assert list(assessed(wilayah, 2022)) == ["18.01.01.2002", "18.01.01.2003"]
    assert list(assessed(wilayah, 2023)) == ["18.01.01.2001", "18.01.01.2003"]
    # The kelurahan and the desa that does not exist have a row that is reported, never counted.
    assert [unmatched_rows(nilai, wilayah, year) for year in (2022, 2023)] == [2, 2]
    counts = status_counts(nilai, wilayah, 2022, "desa")
    assert counts.loc["18.01.01.2001", "jumlah"] == 0
    assert pd.isna(status_of_desa(nilai, wilayah, 2022)["18.01.01.2001"])
    assert counts.loc["18.01.01.1001", "belum_dinilai"] == 1


def test_a_year_without_rows_is_all_without_data():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}, {"kode": "18.01.01.1001"}])
    counts = status_counts(nilai_frame([]), wilayah, 2024, "kabupaten").loc["18.01"]
    assert (counts["tanpa_data"], counts["belum_dinilai"], counts["dinilai"]) == (1, 1, 0)
    assert mean_scores(nilai_frame([]), wilayah, 2024, "kabupaten")["nilai"].isna().all()


def test_a_status_that_is_none_of_the_five_is_refused():
    counts = status_counts(nilai_frame([]), wilayah_frame([{"kode": "18.01.01.2001"}]), 2024, "kabupaten")
    with pytest.raises(ValueError, match="swasembada"):
        share_at_least(counts, "swasembada")


def test_an_infinite_score_is_no_score():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}, {"kode": "18.01.01.2002"}])
    rows = zip(wilayah.index[-2:], (float("inf"), 0.5), strict=True)
    nilai = nilai_frame([{"kode_desa": code, "tahun": 2024, "nilai": score} for code, score in rows])
    assert mean_scores(nilai, wilayah, 2024, "kabupaten").loc["18.01", ["nilai", "n"]].tolist() == [0.5, 1]
