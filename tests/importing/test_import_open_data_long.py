"""Open data with the variable in a row: rows of a desa come together, none is lost, and contradictions are found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import ImportRefused
from tests.importing.files import csv_bytes, desa_codes, examine, examine_all, names_of, rules, values_of
from tests.importing.test_import_by_name import SATU_DATA

HEADER = (*SATU_DATA, "variabel", "nilai", "tahun", "id")
NAMES = ("IKS", "IKE", "IKL", "Nilai IDM", "Status IDM")
AREA = "18.10"


def rows_of(kode: str, tahun: int, names: tuple[str, ...] = NAMES) -> list[list]:
    desa, kecamatan, kabupaten = names_of(kode)
    place = [18, "LAMPUNG", 1801, f"KABUPATEN {kabupaten}", 1801040, kecamatan, 1801040002, desa, kode, desa]
    return [[*place, name, value, tahun, 7] for name, value in zip(names, values_of(kode), strict=True)]


def long_rows(tahun: int = 2023, names: tuple[str, ...] = NAMES) -> list[list]:
    return [row for kode in desa_codes(AREA, tahun) for row in rows_of(kode, tahun, names)]


def test_five_rows_become_one_desa_and_every_row_is_accounted_for() -> None:
    report = examine(csv_bytes(long_rows(), header=HEADER))
    assert report.source.layout == "satu_data_panjang"
    assert (report.counts.in_file, report.counts.read, report.counts.accepted, report.counts.skipped) == (630, 126, 126, 504)
    assert rules(report)["dilewati_digabung"] == 1
    assert len(report.content.rows.nilai) == 126
    assert len(report.content.rows.dimensi) == 3 * 126
    assert report.publishable


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    rows = long_rows()
    random.Random(seed).shuffle(rows)
    report = examine(csv_bytes(rows, header=HEADER))
    straight = examine(csv_bytes(long_rows(), header=HEADER))
    assert sorted(report.content.rows.nilai) == sorted(straight.content.rows.nilai)
    assert sorted(report.content.rows.dimensi) == sorted(straight.content.rows.dimensi)


@pytest.mark.parametrize(
    "names",
    [
        ("iks", "ike", "ikl", "idm", "status"),
        ("Skor IKS 2023", "Skor IKE 2023", "Skor IKL 2023", "Skor IDM 2023", "Status IDM 2023"),
        (
            *("Indeks Ketahanan Sosial", "Indeks Ketahanan Ekonomi", "Indeks Ketahanan Lingkungan"),
            *("Indeks Desa Membangun (IDM)", "Status Desa"),
        ),
    ],
)
def test_variables_are_known_by_many_names(names: tuple[str, ...]) -> None:
    report = examine(csv_bytes(long_rows(names=names), header=HEADER))
    assert (report.counts.accepted, len(report.content.rows.dimensi)) == (126, 3 * 126)


def test_every_year_is_a_version_of_its_own() -> None:
    reports = examine_all(csv_bytes(long_rows(2022) + long_rows(2023), header=HEADER))
    assert [(report.dataset.tahun, report.counts.accepted) for report in reports] == [(2022, 126), (2023, 126)]


def test_other_variables_are_passed_over_and_told() -> None:
    rows = long_rows()
    extra = [[*row[:-4], "Jumlah Penduduk", 1234, 2023, 7] for row in rows[::5]]
    report = examine(csv_bytes(rows + extra, header=HEADER))
    assert (report.counts.accepted, report.counts.skipped) == (126, 504 + 126)
    assert rules(report)["dilewati_variabel"] == 1


def test_a_file_of_other_variables_alone_is_refused_by_their_names() -> None:
    rows = [[*row[:-4], "Jumlah Penduduk", 1234, 2023, 7] for row in long_rows()]
    with pytest.raises(ImportRefused, match="Jumlah Penduduk"):
        examine(csv_bytes(rows, header=HEADER))


def test_two_values_for_one_variable_are_a_desa_that_is_there_twice() -> None:
    rows = long_rows()
    again = list(rows[3])
    again[-3] = 0.1234
    report = examine(csv_bytes([*rows, again], header=HEADER))
    assert not report.publishable
    assert "desa_ganda" in rules(report)


def test_the_same_row_twice_is_no_contradiction() -> None:
    rows = long_rows()
    report = examine(csv_bytes([*rows, rows[3]], header=HEADER))
    assert (report.publishable, report.counts.skipped) == (True, 505)


def test_a_missing_part_is_found() -> None:
    rows = long_rows()
    del rows[1]
    report = examine(csv_bytes(rows, header=HEADER))
    assert (report.counts.in_file, report.counts.read, len(report.content.rows.dimensi)) == (629, 126, 3 * 126 - 1)
    assert rules(report)["dimensi_kosong"] == 1
