"""A version speaks for no more than its file covers, and a file that covers too little of its area is not published."""

from __future__ import annotations

import pytest

from lib.importing.matching.scope import choose_scope, common_area
from tests.importing.files import desa_codes, examine_rows, per_desa_rows, register, rules


@pytest.mark.parametrize(
    ("codes", "area"),
    [
        ({"18.01.04.2001", "18.13.01.2001"}, "18"),
        ({"18.01.04.2001", "18.01.05.2001"}, "18.01"),
        ({"18.01.04.2001", "18.01.04.2002"}, "18.01.04"),
        ({"18.01.04.2001"}, "18.01.04.2001"),
        ({"18.01.04.2001", "36.01.04.2001"}, ""),
        (set(), ""),
    ],
)
def test_the_common_area_is_the_smallest_that_holds_all(codes: set[str], area: str) -> None:
    assert common_area(codes) == area


@pytest.mark.parametrize("area", ["18", "18.01", "18.09", "18.13"])
def test_a_whole_area_is_the_scope_without_findings(area: str) -> None:
    assert choose_scope(set(desa_codes(area)), register(), 2024) == (area, [])


def test_a_province_that_lacks_a_few_desa_is_still_the_province() -> None:
    scope, findings = choose_scope(set(desa_codes("18")[100:]), register(), 2024)
    assert (scope, [finding.rule for finding in findings]) == ("18", ["desa_kurang"])
    assert "100 dari 2.446" in findings[0].text


@pytest.mark.parametrize(
    ("area", "part", "rule"),
    [
        # Of 2,446 desa of the province nine tenths are 2,201.4; of 148 of the kabupaten a half are 74.
        ("18", 2202, "desa_kurang"),
        ("18", 2201, "cakupan_sebagian"),
        ("18", 1230, "cakupan_sebagian"),
        ("18.09", 74, "desa_kurang"),
        ("18.09", 73, "cakupan_sebagian"),
    ],
)
def test_a_province_needs_nine_tenths_of_its_desa_and_a_smaller_area_half(area: str, part: int, rule: str) -> None:
    codes = sorted(desa_codes(area), key=lambda kode: kode[::-1])[:part]  # of every kabupaten some
    scope, findings = choose_scope(set(codes), register(), 2024)
    assert (scope, [finding.rule for finding in findings]) == (area, [rule])


def test_three_kabupaten_do_not_hide_the_other_ten() -> None:
    report = examine_rows([row for area in ("18.09", "18.10", "18.11") for row in per_desa_rows(area)])
    assert rules(report) == {"cakupan_sebagian": 1}
    assert (report.dataset.wilayah, report.counts.accepted, report.publishable) == ("18", 379, False)


def test_a_kabupaten_with_some_desa_missing_warns_and_with_most_missing_is_no_kabupaten() -> None:
    codes = desa_codes("18.09")
    assert [finding.rule for finding in choose_scope(set(codes[10:]), register(), 2024)[1]] == ["desa_kurang"]
    scattered = set(codes[::5])
    assert [finding.rule for finding in choose_scope(scattered, register(), 2024)[1]] == ["cakupan_sebagian"]


def test_the_desa_of_one_kecamatan_replace_only_that_kecamatan() -> None:
    kecamatan = desa_codes("18.09.01")
    assert choose_scope(set(kecamatan), register(), 2024) == ("18.09.01", [])
    assert choose_scope({kecamatan[0]}, register(), 2024) == (kecamatan[0], [])


def test_desa_that_did_not_exist_yet_are_not_missed() -> None:
    assert choose_scope(set(desa_codes("18", 2022)), register(), 2022) == ("18", [])
    assert [finding.rule for finding in choose_scope(set(desa_codes("18", 2022)), register(), 2023)[1]] == ["desa_kurang"]
