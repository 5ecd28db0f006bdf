"""The trend of a programme's stages: every snapshot once, its newest point the coverage of the year, parts summing up."""

from __future__ import annotations

import pytest
from hypothesis import given

from lib.analysis.program.coverage import coverage
from lib.analysis.program.target import stage_trend

from .frames import frames_settings
from .test_coverage import ALL, BASE, covered_provinces


@frames_settings
@given(covered_provinces())
def test_the_newest_snapshot_up_to_a_year_is_the_coverage_of_that_year(drawn):
    wilayah, cakupan = drawn
    for program in ALL:
        trend = stage_trend(cakupan, wilayah, program)
        for year in (2022, 2023, 2024):
            row = coverage(cakupan, wilayah, program, year, "provinsi", basis=BASE).iloc[0]
            for stage in program.tahap:
                points = trend[(trend["tahap"] == stage.id) & (trend["tanggal"].dt.year <= year)]
                # A desa that came or went between the snapshot and the year's end may change the figure of later years.
                if not points.empty and points["tanggal"].iloc[-1].year == year:
                    assert points["jumlah"].iloc[-1] == row[stage.id]
                if points.empty:
                    assert row[stage.id] == 0


@frames_settings
@given(covered_provinces())
def test_the_kabupaten_sum_to_the_province_and_every_date_is_there_once(drawn):
    wilayah, cakupan = drawn
    kabupaten = wilayah.index[wilayah["tingkat"] == "kabupaten"]
    for program in ALL:
        whole = stage_trend(cakupan, wilayah, program)
        parts = [stage_trend(cakupan, wilayah, program, kode) for kode in kabupaten]
        keys = ["tahap", "tanggal"]
        assert not whole.duplicated(keys).any()
        assert all(part[keys].equals(whole[keys]) for part in parts)
        assert list(whole["jumlah"]) == pytest.approx(sum(part["jumlah"].to_numpy() for part in parts)) if len(whole) else True
        for stage in program.tahap:
            days = whole.loc[whole["tahap"] == stage.id, "tanggal"]
            assert list(days) == sorted(days)
