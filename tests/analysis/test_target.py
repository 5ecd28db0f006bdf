"""Targets: which one holds, what is missing to it, and the pace that would still reach it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.program.target import DAYS_PER_YEAR, Goal, gap, goal, is_past, pace_needed, pace_seen, years_left

from .test_coverage import program

BASE = {"18": 100, "18.01": 60, "18.02": 40, "18.01.01": 0}


def base(_year: int, kode: str) -> int:
    return BASE[kode]


def aimed(*targets: tuple[int, str, int]):
    return program(
        "p",
        "desa",
        sasaran=[{"tahun": year, "wilayah": area, "target": number, "sumber": f"s{year}"} for year, area, number in targets],
    )


def test_a_target_of_all_units_holds_for_every_part_and_the_parts_sum_to_it():
    entry = aimed((2024, "18", 100))
    parts = [goal(entry, 2023, kode, base) for kode in ("18.01", "18.02")]
    assert [(part.jumlah, part.dari, part.seluruh) for part in parts] == [(60, "18", True), (40, "18", True)]
    assert sum(part.jumlah for part in parts) == goal(entry, 2023, "18", base).jumlah


def test_a_target_of_some_units_is_not_divided():
    entry = aimed((2024, "18", 80))
    assert goal(entry, 2023, "18", base).jumlah == 80
    assert not goal(entry, 2023, "18", base).seluruh
    assert goal(entry, 2023, "18.01", base) is None


def test_a_target_of_the_area_itself_comes_before_one_of_an_area_above():
    entry = aimed((2024, "18", 100), (2025, "18.01", 50))
    assert goal(entry, 2023, "18.01", base).jumlah == 50
    assert goal(entry, 2023, "18.02", base).jumlah == 40


def test_no_target_is_no_target():
    assert goal(aimed(), 2024, "18.01", base) is None


@given(st.lists(st.integers(2018, 2030), min_size=1, max_size=5, unique=True), st.integers(2015, 2033))
def test_the_nearest_target_that_is_not_past_holds_else_the_last(years, asked):
    entry = aimed(*((year, "18", year) for year in years))
    coming = [year for year in years if year >= asked]
    assert goal(entry, asked, "18", base).tahun == (min(coming) if coming else max(years))


@given(st.integers(0, 5000), st.integers(0, 5000), st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)), st.integers(2018, 2027))
def test_the_needed_pace_times_the_time_left_is_the_gap(target, reached, day, year):
    aim = Goal(2024, target, "18", "", False)
    pace = pace_needed(aim, reached, day, year)
    if pace is None:
        assert is_past(aim, year) or reached >= target or day >= dt.date(2024, 12, 31)
    else:
        assert pace > 0
        assert reached + pace * years_left(aim, day) == pytest.approx(target)
    assert gap(aim, reached) == max(0, target - reached)


def test_no_pace_is_asked_for_when_the_year_of_the_target_has_ended():
    aim = Goal(2024, 2446, "18", "", True)
    snapshot = dt.date(2023, 12, 31)
    assert pace_needed(aim, 2385, snapshot, 2024) is None
    assert pace_needed(aim, 2385, snapshot, 2023) == pytest.approx(61 * DAYS_PER_YEAR / 366)


def test_the_seen_pace_is_units_a_year_and_may_be_negative():
    assert pace_seen((dt.date(2021, 12, 31), 563), (dt.date(2022, 12, 31), 1792)) == pytest.approx(1229 * DAYS_PER_YEAR / 365)
    assert pace_seen((dt.date(2022, 12, 13), 1792), (dt.date(2023, 2, 6), 1763)) < 0
    assert pace_seen((dt.date(2022, 1, 1), 1), (dt.date(2022, 1, 1), 5)) is None
