"""The rules about values: one cell changed in a good file gives one finding, at that cell, of the right severity."""

from __future__ import annotations

from typing import Any

import pytest

from lib.importing.checks.findings import Severity
from lib.importing.reading.values import read_number, read_year
from tests.importing.files import PER_DESA, csv_bytes, desa_codes, examine, examine_rows, per_desa_row, per_desa_rows, rules

KODE, KABUPATEN, KECAMATAN, NAMA, TAHUN, IKS, IKE, IKL, NILAI, STATUS = range(10)
B, W, I = Severity.BLOCKS, Severity.WARNS, Severity.INFORMS  # noqa: E741
GOOD = [0.5, 0.6, 0.7, 0.6, "BERKEMBANG"]

CASES: dict[str, tuple[dict[int, Any], str, Severity, str, int]] = {
    # change, rule, severity, column, refused rows
    "no code": ({KODE: ""}, "kode_kosong", B, "A · kode_desa", 1),
    "a malformed code": ({KODE: "18-01-xx"}, "kode_salah_tulis", B, "A · kode_desa", 1),
    "a code in scientific notation": ({KODE: "1,80904E+09"}, "kode_salah_tulis", B, "A · kode_desa", 1),
    "the code of a kecamatan": ({KODE: "180904"}, "kode_bukan_desa", B, "A · kode_desa", 1),
    "no name": ({NAMA: " "}, "nama_kosong", W, "D · nama_desa", 0),
    "a score above the scale": ({NILAI: 1.2}, "nilai_di_luar_skala", B, "I · nilai_idm", 1),
    "a negative score": ({NILAI: "-0,1"}, "nilai_di_luar_skala", B, "I · nilai_idm", 1),
    "a score in per cent": ({NILAI: 60}, "nilai_di_luar_skala", B, "I · nilai_idm", 1),
    "text for a score": ({NILAI: "baik"}, "teks_di_kolom_angka", B, "I · nilai_idm", 1),
    "text for a dimension": ({IKE: "0.6x"}, "teks_di_kolom_angka", B, "G · ike", 1),
    "an error value": ({IKL: "#DIV/0!"}, "teks_di_kolom_angka", B, "H · ikl", 1),
    "a dimension above its maximum": ({IKS: 1.5}, "dimensi_di_luar_batas", B, "F · iks", 1),
    "an empty dimension": ({IKS: "-"}, "dimensi_kosong", W, "F · iks", 0),
    "an unknown status": ({STATUS: "HEBAT"}, "status_tidak_dikenal", B, "J · status_idm", 1),
    "a number for a status": ({STATUS: 3}, "status_tidak_dikenal", B, "J · status_idm", 1),
    "a status unlike its score": ({STATUS: "MANDIRI"}, "status_tak_sesuai_nilai", W, "J · status_idm", 0),
    "no status": ({STATUS: ""}, "status_kosong", W, "J · status_idm", 0),
    "no score": ({NILAI: ""}, "nilai_kosong", W, "I · nilai_idm", 0),
    "neither": ({NILAI: "-", STATUS: "-", IKS: "", IKE: "", IKL: ""}, "tanpa_nilai", W, "I · nilai_idm", 1),
    "a score that is not the mean": ({NILAI: 0.65}, "nilai_tak_sesuai_rumus", W, "I · nilai_idm", 0),
    "another year": ({TAHUN: 2023}, "tahun_baris_berbeda", B, "E · tahun", 1),
    "no year": ({TAHUN: "tahun ini"}, "tahun_salah_tulis", B, "E · tahun", 1),
}


def file_with(change: dict[int, Any]) -> list[list]:
    rows = per_desa_rows("18.09")
    rows[6][IKS:] = GOOD
    for place, value in change.items():
        rows[6][place] = value
    return rows


@pytest.mark.parametrize("what", CASES)
def test_one_wrong_cell_gives_one_finding_at_that_cell(what: str) -> None:
    change, rule, severity, column, refused = CASES[what]
    report = examine_rows(file_with(change))
    found = [finding for finding in report.findings if finding.row is not None]
    assert [(finding.rule, finding.severity, finding.row, finding.column) for finding in found] == [(rule, severity, 8, column)]
    assert report.counts.refused == refused
    assert report.publishable is (severity is not B)
    assert found[0].text
    assert "{" not in found[0].text + found[0].suggestion


def test_a_clean_file_has_no_findings() -> None:
    report = examine_rows(file_with({}))
    assert (report.findings, report.counts.read, report.counts.accepted) == ((), 148, 148)
    assert sum(report.ringkasan.values()) == 148


@pytest.mark.parametrize("off", [0.0, 0.0001, 0.0002])
def test_rounding_of_the_parts_is_no_finding(off: float) -> None:
    assert rules(examine_rows(file_with({NILAI: round(0.6 + off, 4)}))) == {}


@pytest.mark.parametrize("off", [0.0003, -0.0003])
def test_more_than_two_units_of_the_last_decimal_are_no_rounding(off: float) -> None:
    assert rules(examine_rows(file_with({NILAI: round(0.6 + off, 4)}))) == {"nilai_tak_sesuai_rumus": 1}


def test_scores_keep_what_a_spreadsheet_computed() -> None:
    report = examine_rows(file_with({IKS: 0.5000000001, NILAI: 0.6000000000333333}))
    assert rules(report) == {}
    assert 0.6000000000333333 in [row[3] for row in report.content.rows.nilai]


def test_decimal_commas_are_read_and_counted_once() -> None:
    report = examine(csv_bytes(per_desa_rows("18.09"), delimiter=";", comma=True))
    assert rules(report) == {"koma_desimal": 1}
    assert report.findings[0].severity is I
    assert report.ringkasan == examine_rows(per_desa_rows("18.09")).ringkasan


def test_a_desa_that_is_there_twice_is_taken_from_neither_row() -> None:
    rows = per_desa_rows("18.09")
    report = examine_rows([*rows, rows[3], rows[3]])
    assert rules(report) == {"desa_ganda": 3}
    assert "baris 5, 150, 151" in report.findings[0].text
    assert (report.counts.read, report.counts.accepted, report.counts.refused) == (150, 147, 3)


def test_a_kelurahan_with_a_status_blocks_and_one_without_is_left_out() -> None:
    kelurahan = desa_kelurahan("18.01")[0]
    assert rules(examine_rows([*per_desa_rows("18.01"), per_desa_row(kelurahan)])) == {"kelurahan_berstatus": 1}
    bare = [*per_desa_row(kelurahan)[:5], "", "", "", "", ""]
    report = examine_rows([*per_desa_rows("18.01"), bare])
    assert rules(report) == {"kelurahan_dilewati": 1}
    assert (report.publishable, report.counts.refused) == (True, 1)


def desa_kelurahan(area: str) -> list[str]:
    from tests.importing.files import register

    return sorted(kode for kode in register().places if kode.startswith(area) and kode.count(".") == 3 and kode[9] == "1")


def test_a_desa_before_its_time_warns() -> None:
    new = sorted(set(desa_codes("18.09", 2023)) - set(desa_codes("18.09", 2022)))
    assert new, "the list has new desa in Pesawaran"
    report = examine_rows([*per_desa_rows("18.09", 2022), per_desa_row(new[0], 2022)])
    assert rules(report) == {"kode_belum_berlaku": 1}
    assert report.publishable


def test_the_year_of_the_file_has_to_be_the_chosen_one() -> None:
    report = examine_rows(per_desa_rows("18.09", 2023), tahun=2024)
    assert rules(report) == {"tahun_berbeda": 1}
    assert (report.dataset.tahun, report.publishable) == (2023, False)


def test_idm_is_not_in_force_after_2024() -> None:
    report = examine_rows(per_desa_rows("18.09", 2025))
    assert rules(report) == {"tahun_di_luar_indeks": 1}
    assert not report.publishable


def test_of_several_years_in_one_file_the_chosen_one_is_taken() -> None:
    rows = per_desa_rows("18.09", 2023) + per_desa_rows("18.09", 2024)
    report = examine_rows(rows, tahun=2023)
    assert rules(report) == {"tahun_lain": 1}
    assert (report.dataset.tahun, report.counts.read, report.counts.left_out) == (2023, 148, 148)


def test_without_any_year_one_has_to_be_chosen() -> None:
    header = [name for name in PER_DESA if name != "tahun"]
    rows = [[*row[:TAHUN], *row[TAHUN + 1 :]] for row in per_desa_rows("18.09")]
    assert examine(csv_bytes(rows, header=header), tahun=2022).dataset.tahun == 2022


def test_a_file_without_one_good_row_cannot_be_published() -> None:
    rows = [[*row[:5], "", "", "", "", ""] for row in per_desa_rows("18.09")]
    report = examine_rows(rows)
    assert rules(report) == {"tanpa_baris": 1, "tanpa_nilai": 148}
    assert not report.publishable


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0,9029", 0.9029),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        (" 1 ", 1.0),
        (".5", 0.5),
        ("'0.5", 0.5),
        (1, 1.0),
        ("1e-2", 0.01),
    ],
)
def test_numbers_are_read_as_they_are_written(cell: object, value: float) -> None:
    assert read_number(cell).value == value  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["0.5.5", "1,2,3", "lima", True, "∞", "nan%", float("nan"), float("inf"), "1_000"])
def test_what_is_no_number_is_told_apart_from_an_empty_cell(cell: object) -> None:
    assert read_number(cell).valid is False  # type: ignore[arg-type]
    assert read_year(cell) is None  # type: ignore[arg-type]
