"""Findings about the published data: each worked out by hand for any frame, none across the method break, scores by counting."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.analysis.data import quality, quality_areas, quality_score, quality_totals
from lib.analysis.frame.population import assessed
from lib.analysis.status.distribution import status_counts, unmatched_rows
from lib.domain.indeks import comparable, indeks_of_year, indices
from lib.domain.program import Program, all_programs
from lib.domain.status import STATUS

from .frames import YEARS, cakupan_frame, nilai_frame, provinces, provinces_with_scores, wilayah_frame

# Whole years worked out by hand take tens of milliseconds each.
few = settings(max_examples=20)
A, B, TOWN = "18.01.01.2001", "18.01.01.2002", "18.01.01.1001"
DAY = dt.date(2026, 11, 24)


def keys(found: pd.DataFrame) -> set[tuple[str, int]]:
    return set(zip(found["kode"], found["tahun"].astype(int), strict=True))


def row(kode: str, tahun: int, nilai: float | None = 0.7, status: str | None = "berkembang", **more: float) -> dict:
    return {"kode_desa": kode, "tahun": tahun, "nilai": nilai, "status": status, **more}


# -- rows --------------------------------------------------------------------------------------------------------------


@few
@given(provinces_with_scores())
def test_a_desa_without_status_is_found_once_for_each_year_that_it_exists_in(frames):
    wilayah, nilai = frames
    found = quality.missing_status(nilai, wilayah)
    assert not found.duplicated(["kode", "tahun"]).any()
    for year in quality.years_of(nilai):
        counts = status_counts(nilai, wilayah, year, "desa")
        expected = set(counts.index[counts["tanpa_data"] > 0])
        assert set(found.loc[found["tahun"] == year, "kode"]) == expected
        rows = set(nilai.loc[nilai["tahun"] == year, "kode_desa"])
        for kode, cause in found.loc[found["tahun"] == year, ["kode", "sebab"]].itertuples(index=False):
            assert (cause == "tanpa_status") == (kode in rows)


@few
@given(provinces_with_scores())
def test_completeness_is_what_is_there_of_what_should_be(frames):
    wilayah, nilai = frames
    found = quality_totals.completeness(nilai, wilayah)
    missing = quality.missing_status(nilai, wilayah)
    for entry in found.itertuples():
        due = assessed(wilayah, entry.tahun, entry.kode)
        lacking = missing[(missing["tahun"] == entry.tahun) & missing["kode"].str.startswith(entry.kode + ".")]
        assert entry.seharusnya == len(due)
        assert entry.ada == len(due) - len(lacking)
        assert math.isnan(entry.bagian) if not len(due) else entry.bagian == entry.ada / len(due)


@few
@given(provinces_with_scores())
def test_stray_rows_are_exactly_those_that_no_area_counts(frames):
    wilayah, nilai = frames
    found = quality.stray_rows(nilai, wilayah)
    for year in quality.years_of(nilai):
        assert (found["tahun"] == year).sum() == unmatched_rows(nilai, wilayah, year)
    for entry in found.itertuples():
        if entry.sebab == "tidak_dikenal":
            assert entry.kode not in set(wilayah.index[wilayah["tingkat"] == "desa"])
        else:
            assert (entry.sebab == "kelurahan") == (wilayah.at[entry.kode, "jenis"] == "kelurahan")


@few
@given(provinces_with_scores())
def test_carried_over_and_jumping_scores_equal_those_found_pair_by_pair(frames):
    _wilayah, nilai = frames
    carried, jumped = set(), set()
    by_desa = nilai.sort_values("tahun").groupby("kode_desa", observed=True)
    for kode, rows in by_desa:
        for old, new in pairwise(rows.to_dict("records")):
            if new["tahun"] != old["tahun"] + 1 or not comparable(old["tahun"], new["tahun"]):
                continue
            index = indeks_of_year(new["tahun"])
            if all(round(old[d.id], index.desimal) == round(new[d.id], index.desimal) for d in index.dimensi):
                carried.add((kode, new["tahun"]))
            if abs(new["nilai"] - old["nilai"]) > quality.JUMP_SHARE * index.skala_maks + 1e-9:
                jumped.add((kode, new["tahun"]))
    assert keys(quality.carried_over(nilai)) == carried
    assert keys(quality.jumps(nilai)) == jumped


@few
@given(provinces_with_scores(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_finding(frames, random):
    wilayah, nilai = frames
    order = list(range(len(nilai)))
    random.shuffle(order)
    shuffled = nilai.iloc[order].reset_index(drop=True)
    for find in (quality.carried_over, quality.jumps, quality.status_unlike_score, quality.score_unlike_formula):
        assert keys(find(nilai)) == keys(find(shuffled))
    for find in (quality.missing_status, quality.stray_rows):
        assert keys(find(nilai, wilayah)) == keys(find(shuffled, wilayah))


def test_nothing_is_compared_across_the_method_break():
    parts = {entry.id: 0.5 * entry.maks for index in indices().values() for entry in index.dimensi}
    nilai = nilai_frame([row(A, 2024, 0.1, **parts), row(A, 2025, 90.0, **parts)])
    assert quality.jumps(nilai).empty
    assert quality.carried_over(nilai).empty


def test_official_and_illustrative_rows_are_not_compared():
    nilai = nilai_frame([row(A, 2023, 0.2, iks=0.2, ike=0.2, ikl=0.2), row(A, 2024, 0.9, iks=0.2, ike=0.2, ikl=0.2)])
    assert len(quality.jumps(nilai)) == len(quality.carried_over(nilai)) == 1
    mixed = nilai.assign(sifat=pd.Categorical(["contoh", "resmi"], dtype=nilai["sifat"].dtype))
    assert quality.jumps(mixed).empty
    assert quality.carried_over(mixed).empty


def test_what_the_publisher_calls_carried_over_is_a_finding_with_its_year():
    nilai = nilai_frame([row(A, 2023, 0.7), row(B, 2023, 0.7)])
    nilai["dibawa_dari_tahun"] = pd.array([2021, None], dtype="Int16")
    found = quality.carried_over(nilai)
    assert found.to_dict("records") == [{"kode": A, "tahun": 2023, "dari_tahun": 2021, "dasar": "dinyatakan"}]


def test_an_unknown_dimension_is_no_sameness():
    nilai = nilai_frame([row(A, 2023, 0.7, iks=0.5, ike=0.5), row(A, 2024, 0.7, iks=0.5, ike=0.5)])
    assert quality.carried_over(nilai).empty


@few
@given(st.lists(st.tuples(st.sampled_from([*STATUS, None]), st.sampled_from([*STATUS, None])), min_size=1, max_size=12))
def test_a_status_unlike_its_score_is_found_only_where_both_are_known(pairs):
    nilai = nilai_frame([row(f"18.01.01.2{place:03d}", 2024, 0.7, status) for place, (status, _other) in enumerate(pairs)])
    nilai["status_hitung"] = pd.Categorical([other for _status, other in pairs], dtype=nilai["status"].dtype)
    found = quality.status_unlike_score(nilai)
    assert len(found) == sum(a is not None and b is not None and a != b for a, b in pairs)
    assert (found["status"] != found["status_hitung"]).all()


@few
@given(
    st.sampled_from([2024, 2025]),
    st.lists(st.floats(0, 1), min_size=6, max_size=6),
    st.integers(-5, 5),
)
def test_a_score_is_unlike_its_formula_beyond_two_units_of_the_last_decimal(year, shares, units):
    index = indeks_of_year(year)
    parts = {entry.id: share * entry.maks for entry, share in zip(index.dimensi, shares, strict=False)}
    implied = index.score_from_dimensions(parts)
    score = implied + units * 10.0**-index.desimal
    found = quality.score_unlike_formula(nilai_frame([row(A, year, score, "maju", **parts)]))
    assert len(found) == (abs(units) > 2)
    if len(found):
        assert found.at[0, "nilai_rumus"] == pytest.approx(implied)
        assert found.at[0, "selisih"] == pytest.approx(units * 10.0**-index.desimal)


# -- totals ------------------------------------------------------------------------------------------------------------


@few
@given(provinces_with_scores(), st.data())
def test_totals_differ_by_exactly_what_was_added_to_the_facts(frames, data):
    wilayah, nilai = frames
    facts, expected = {}, {}
    for year in YEARS:
        for kode, counts in status_counts(nilai, wilayah, year, "kabupaten").iterrows():
            known = data.draw(st.sets(st.sampled_from(STATUS)))
            shift = {status: data.draw(st.integers(-1, 1)) for status in known}
            facts[year, kode] = {status: int(counts[status]) + shift[status] for status in known}
            if counts["dinilai"]:
                expected |= {(kode, year, status): -shift[status] for status in known if shift[status]}
    found = quality_totals.totals_unlike(nilai, wilayah, facts)
    assert {(r.kode, r.tahun, r.status): r.selisih for r in found.itertuples()} == expected
    assert (found["data"] - found["terbitan"] == found["selisih"]).all()


def test_a_mean_is_unlike_beyond_one_unit_of_the_last_decimal():
    wilayah = wilayah_frame([{"kode": A}, {"kode": B}])
    nilai = nilai_frame([row(A, 2024, 0.70), row(B, 2024, 0.80)])
    assert quality_totals.means_unlike(nilai, wilayah, {(2024, "18.01"): {"nilai": 0.7501}}).empty
    found = quality_totals.means_unlike(nilai, wilayah, {(2024, "18.01"): {"nilai": 0.7502}})
    assert found[["kode", "tahun", "ukuran", "selisih"]].to_dict("records") == [
        {"kode": "18.01", "tahun": 2024, "ukuran": "nilai", "selisih": -0.0002}
    ]
    assert quality_totals.means_unlike(nilai, wilayah, {(2023, "18.01"): {"nilai": 0.1}}).empty


# -- areas and programmes ----------------------------------------------------------------------------------------------


@few
@given(provinces(), st.data())
def test_areas_and_polygons_without_each_other_are_the_two_differences(wilayah, data):
    units = sorted(wilayah.index[wilayah["tingkat"] == "desa"])
    polygons = data.draw(st.sets(st.sampled_from([*units, "18.99.99.2999"])))
    valid = set(quality_areas.valid_codes(wilayah, "desa", DAY))
    assert set(quality_areas.without_boundary(wilayah, "desa", polygons, DAY)) == valid - polygons
    assert set(quality_areas.without_area(wilayah, "desa", polygons, DAY)) == polygons - valid
    _areas, boundaries = quality_score.area_scores(wilayah, polygons, DAY)
    if valid | polygons:
        assert boundaries.skor == pytest.approx(100 * len(valid & polygons) / len(valid | polygons))


PROGRAM = all_programs()["smart_village"]
STAGE = PROGRAM.tahap_utama.id


@few
@given(
    st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31)), max_size=6),
    st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31)),
)
def test_the_age_of_a_stage_is_that_of_its_newest_snapshot_so_far(days, today):
    cakupan = cakupan_frame([(PROGRAM.id, A, day, STAGE, 1) for day in days])
    ages = quality_areas.snapshot_ages(cakupan, [PROGRAM], today).set_index("tahap")
    past = [day for day in days if day <= today]
    if not past:
        assert pd.isna(ages.at[STAGE, "tanggal"])
        assert not ages.at[STAGE, "basi"]
        return
    assert ages.at[STAGE, "umur_hari"] == (today - max(past)).days
    assert ages.at[STAGE, "basi"] == ((today - max(past)).days > quality_areas.STALE_DAYS)


def test_a_programme_that_has_ended_does_not_grow_stale():
    ended = Program.model_validate(PROGRAM.model_dump() | {"selesai": 2023})
    cakupan = cakupan_frame([(PROGRAM.id, A, dt.date(2023, 12, 1), STAGE, 1)])
    assert quality_areas.snapshot_ages(cakupan, [ended], DAY).set_index("tahap").at[STAGE, "umur_hari"] == 30
    assert quality_areas.snapshot_ages(cakupan, [PROGRAM], DAY).set_index("tahap").at[STAGE, "basi"]


def test_coverage_of_no_desa_is_found_with_its_cause():
    wilayah = wilayah_frame([{"kode": A}, {"kode": TOWN}])
    farmers = all_programs()["kpb"]
    day = dt.date(2024, 1, 1)
    rows = [(PROGRAM.id, kode, day, STAGE, 1) for kode in (A, TOWN, "18.01", "18.01.01.2999")]
    rows += [("kpb", kode, day, farmers.tahap_utama.id, 1) for kode in (A, TOWN)]
    found = quality_areas.stray_coverage(cakupan_frame(rows), wilayah, [PROGRAM, farmers])
    assert dict(zip(found["kode"], found["sebab"], strict=True)) == {
        TOWN: "kelurahan",
        "18.01": "bukan_desa",
        "18.01.01.2999": "tidak_dikenal",
    }
    assert quality_areas.stray_coverage(cakupan_frame([]), wilayah, [PROGRAM]).empty


# -- scores ------------------------------------------------------------------------------------------------------------


@few
@given(provinces_with_scores())
def test_a_year_scores_what_its_desa_without_fault_are_of_those_that_exist(frames):
    wilayah, nilai = frames
    found = {score.kunci: score for score in quality_score.index_scores(nilai, wilayah, {})}
    assert list(found) == [str(year) for year in reversed(quality.years_of(nilai))]
    finders = (quality.carried_over, quality.status_unlike_score, quality.score_unlike_formula, quality.jumps)
    faulty = set().union(*(keys(find(nilai)) for find in finders), keys(quality.missing_status(nilai, wilayah)))
    for year in quality.years_of(nilai):
        score = found[str(year)]
        bad = sum(tahun == year for _kode, tahun in faulty) + unmatched_rows(nilai, wilayah, year)
        assert (score.seharusnya, score.bermasalah) == (len(assessed(wilayah, year)), bad)
        if score.seharusnya:
            assert score.skor == pytest.approx(100 * max(0, 1 - bad / score.seharusnya))
        else:
            assert math.isnan(score.skor)


@few
@given(
    st.lists(
        st.tuples(st.sampled_from(["18", "18.01", "18.02"]), st.sampled_from(STATUS), st.integers(-9, 9)),
        max_size=9,
        unique_by=lambda t: t[:2],
    )
)
def test_misplaced_desa_are_the_fewest_moves_that_mend_the_totals(rows):
    totals = pd.DataFrame(
        [(kode, 2024, status, diff) for kode, status, diff in rows], columns=["kode", "tahun", "status", "selisih"]
    )
    moved = quality_score.misplaced(totals).get(2024, 0)
    kabupaten = [entry for entry in rows if "." in entry[0]]
    used = kabupaten or rows
    expected = 0
    for area in {entry[0] for entry in used}:
        diffs = [diff for kode, _status, diff in used if kode == area]
        expected += max(sum(d for d in diffs if d > 0), -sum(d for d in diffs if d < 0))
    assert moved == expected


@few
@given(st.integers(0, 5000))
def test_freshness_is_whole_for_a_year_and_never_rises_with_age(age):
    now, later = quality_score.freshness(age), quality_score.freshness(age + 1)
    assert 0 <= later <= now <= 1
    assert (now == 1) == (age <= quality_areas.STALE_DAYS)
    assert (now == 0) == (age >= quality_score.WORTHLESS_DAYS)


def test_a_dataset_with_nothing_to_look_at_has_no_score():
    assert math.isnan(quality_score.share_sound(0, 0))
    assert quality_score.freshness(None) == 0
    assert np.isnan(quality_score.award_score(pd.DataFrame({"kode_wilayah": []}), wilayah_frame([{"kode": A}])).skor)
