"""Files without codes, open data files and both spellings of the Indeks Desa."""

from __future__ import annotations

import pytest

from lib.domain.errors import ImportRefused
from lib.domain.indeks import indices
from lib.domain.wilayah import at_tingkat, digits
from lib.importing.matching.name_matching import NameIndex
from tests.importing.files import (
    csv_bytes,
    desa_codes,
    examine,
    examine_all,
    names_of,
    per_desa_row,
    per_desa_rows,
    register,
    rules,
    values_of,
)

IDM_2022 = ("PROVINSI", "KABUPATEN", "DESA", "IKS_2022", "IKE_2022", "IKL_2022", "NILAI_IDM_2022", "STATUS_IDM_2022")


def nameless_row(kode: str, provinsi: str = "LAMPUNG") -> list:
    desa, _kecamatan, kabupaten = names_of(kode)
    return [provinsi, kabupaten, desa, *values_of(kode)]


def shared_names(area: str, tahun: int) -> set[str]:
    """Desa whose name another desa of the kabupaten has as well."""
    index = NameIndex(register())
    return {kode for kode in desa_codes(area, tahun) if index.identify(*names_of(kode)[:1], None, names_of(kode)[2]).kode is None}


def test_a_national_file_without_codes_takes_the_unique_names_and_lists_the_rest() -> None:
    codes = desa_codes("18", 2022)
    others = [["BANTEN", "SERANG", f"DESA {number}", 0.5, 0.5, 0.5, 0.5, "TERTINGGAL"] for number in range(50)]
    report = examine(csv_bytes([*others, *map(nameless_row, codes)], header=IDM_2022))
    doubtful = shared_names("18", 2022)
    assert 50 < len(doubtful) < 250
    assert (report.dataset.tahun, report.dataset.wilayah, report.counts.left_out) == (2022, "18", 50)
    assert (report.counts.read, report.counts.refused) == (len(codes), len(doubtful))
    assert {row[0] for row in report.content.rows.nilai} == set(codes) - doubtful
    assert rules(report)["nama_ganda"] == len(doubtful)
    for kode, _tahun, _indeks, nilai, *_rest in report.content.rows.nilai:
        assert nilai == values_of(kode)[3]
    assert report.publishable


def test_the_kecamatan_tells_desa_of_one_name_apart() -> None:
    header = ("KABUPATEN", "KECAMATAN", "DESA", *IDM_2022[3:])
    codes = desa_codes("18.02", 2022)
    rows = [[names_of(kode)[2], names_of(kode)[1], names_of(kode)[0], *values_of(kode)] for kode in codes]
    report = examine(csv_bytes(rows, header=header))
    assert {row[0] for row in report.content.rows.nilai} == set(codes)
    assert rules(report) == {"tanpa_kode": 1}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ((1, "NEGERI ANTAH"), "kabupaten_asing"),
        ((1, ""), "kabupaten_asing"),
        ((2, ""), "nama_kosong"),
        ((2, "TIDAK ADA SAMA SEKALI"), "nama_tidak_dikenal"),
    ],
)
def test_a_row_whose_names_lead_nowhere_is_listed_and_not_stored(change: tuple, rule: str) -> None:
    rows = [nameless_row(kode) for kode in desa_codes("18.09", 2022)]
    rows[3][change[0]] = change[1]
    report = examine(csv_bytes(rows, header=IDM_2022))
    assert rules(report)[rule] == 1
    assert report.publishable
    assert report.counts.refused == 1 + len(shared_names("18.09", 2022))


def test_a_misspelt_name_is_not_guessed_but_suggested() -> None:
    rows = [nameless_row(kode) for kode in desa_codes("18.09", 2022)]
    meant = desa_codes("18.09", 2022)[3]
    rows[3][2] = rows[3][2] + "X"
    report = examine(csv_bytes(rows, header=IDM_2022))
    (told,) = [finding for finding in report.findings if finding.rule == "nama_tidak_dikenal"]
    assert meant in told.suggestion


def test_spellings_of_a_kabupaten_and_of_its_desa_are_understood() -> None:
    index = NameIndex(register())
    for kabupaten in ("LAMPUNG SELATAN", "Kab. Lampung Selatan", "KABUPATEN LAMPUNG SELATAN", "Lampung Slatan"):
        assert index.identify("Desa HAJIMENA", None, kabupaten).kode == "18.01.04.2001"
    assert index.identify("HAJIMENA", None, "PESAWARAN").kode is None


SATU_DATA = (
    *("kode_provinsi", "nama_provinsi", "bps_kode_kabupaten_kota", "bps_nama_kabupaten_kota", "bps_kode_kecamatan"),
    *("bps_nama_kecamatan", "bps_kode_desa_kelurahan", "bps_nama_desa_kelurahan", "kemendagri_kode_desa_kelurahan"),
    "kemendagri_nama_desa_kelurahan",
)


def satu_data_row(kode: str, value: object, tahun: int, number: int) -> list:
    desa, kecamatan, kabupaten = names_of(kode)
    bps = [1801, f"KABUPATEN {kabupaten}", 1801040, kecamatan, 1801040002, desa]
    return [18, "LAMPUNG", *bps, kode, desa, value, tahun, number]


@pytest.mark.parametrize(("variable", "place"), [("nilai_idm", 3), ("indeks_desa_membangun", 3), ("status_idm", 4)])
def test_open_data_gives_one_version_per_year_of_its_variable(variable: str, place: int) -> None:
    codes = desa_codes("18.10", 2021)
    rows = [
        satu_data_row(kode, values_of(kode)[place], tahun, number)
        for tahun in (2021, 2022, 2023)
        for number, kode in enumerate(codes)
    ]
    reports = examine_all(csv_bytes(rows, header=(*SATU_DATA, variable, "tahun", "id")))
    assert [(report.dataset.tahun, report.counts.accepted, report.counts.refused) for report in reports] == [
        (year, 126, 0) for year in (2021, 2022, 2023)
    ]
    assert {report.source.layout for report in reports} == {"satu_data"}
    assert reports[0].content.rows.nilai[0][0] == codes[0]
    assert reports[1].counts.in_file == reports[1].counts.read == 126


def test_slips_of_the_year_in_a_long_file_are_refused_and_counted_once() -> None:
    codes = desa_codes("18.10", 2021)
    rows = [satu_data_row(kode, values_of(kode)[3], tahun, 1) for tahun in (2021, 2022) for kode in codes]
    rows[5][-2], rows[200][-2] = "", 2012
    reports = examine_all(csv_bytes(rows, header=(*SATU_DATA, "nilai_idm", "tahun", "id")))
    assert [(report.counts.read, report.counts.accepted, report.counts.refused) for report in reports] == [
        (127, 125, 2),
        (125, 125, 0),
    ]
    found = rules(reports[0])
    assert "desa_ganda" not in found
    assert (found["tahun_salah_tulis"], found["tahun_baris_berbeda"]) == (1, 1)
    assert not rules(reports[1]).keys() & {"tahun_salah_tulis", "tahun_baris_berbeda"}


def test_a_column_called_status_that_holds_something_else_is_refused_whole() -> None:
    rows = [satu_data_row(kode, f"Klaster {n % 3}", 2023, n) for n, kode in enumerate(desa_codes("18.09"))]
    with pytest.raises(ImportRefused, match="tidak berisi status desa"):
        examine(csv_bytes(rows, header=(*SATU_DATA, "status_desa", "tahun", "id")))


@pytest.mark.parametrize(("other", "rows", "whole"), [(10, 20, True), (9, 20, False), (5, 10, True), (4, 8, False)])
def test_labels_are_of_another_kind_where_they_are_half_and_five_at_least(other: int, rows: int, whole: bool) -> None:
    cells = [per_desa_row(kode) for kode in desa_codes("18.09")[:rows]]
    for row in cells[:other]:
        row[-1] = "Klaster 1"
    if whole:
        with pytest.raises(ImportRefused, match=f"{other} dari {rows} baris"):
            examine(csv_bytes(cells))
    else:
        assert rules(examine(csv_bytes(cells)))["status_tidak_dikenal"] == other


def test_every_row_of_a_long_file_is_counted_once_over_its_years() -> None:
    """Rows that are no data or of no place of ours are told with one year, and lost with none."""
    codes = desa_codes("18.10", 2021)
    rows = [satu_data_row(kode, values_of(kode)[3], tahun, 1) for tahun in (2021, 2022) for kode in codes]
    total = ["", "", "TOTAL", *[""] * (len(rows[0]) - 3)]
    reports = examine_all(csv_bytes([*rows, total, total], header=(*SATU_DATA, "nilai_idm", "tahun", "id")))
    assert [(report.counts.in_file, report.counts.skipped) for report in reports] == [(128, 2), (126, 0)]


SHORT = ("KECAMATAN", "KODE DESA", "NAMA DESA", "DLD", "DS", "DE", "DL", "DA", "DTKPD", "SKOR", "STATUS")
LONG = (
    *("ID KAB", "NAMA KABUPATEN / KOTA", "ID KEC", "KECAMATAN", "KODE DESA", "DESA/KELURAHAN", "INDEKS DESA (ID 2025)"),
    *("SKOR INDEKS DESA", "LAYANAN DASAR", "SOSIAL", "EKONOMI", "LINGKUNGAN", "AKSESIBILITAS", "TATA KELOLA PEMERINTAH"),
)


def indeks_desa(kode: str) -> tuple[list[float], float, str]:
    indeks = indices()["indeks_desa"]
    seed = int(digits(kode))
    parts = [round(entry.maks * (0.5 + (seed * (7 + place) % 50) / 100)) for place, entry in enumerate(indeks.dimensi)]
    score = indeks.score_from_dimensions({entry.id: part for entry, part in zip(indeks.dimensi, parts, strict=True)})
    assert score is not None
    return parts, score, str(indeks.status_of(score)).replace("_", " ").upper()


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("spelling", ["short", "long"])
def test_the_indeks_desa_of_a_kabupaten_is_read_in_both_spellings(delimiter: str, comma: bool, spelling: str) -> None:
    codes = desa_codes("18.09", 2025)
    rows = []
    for kode in codes:
        (desa, kecamatan, kabupaten), (parts, score, status) = names_of(kode), indeks_desa(kode)
        if spelling == "short":
            rows.append([kecamatan, digits(kode), desa, *parts, score, status])
        else:
            kec = digits(at_tingkat(kode, "kecamatan"))
            rows.append([1809, kabupaten, kec, kecamatan, digits(kode), desa, status, score, *parts])
    data = csv_bytes(rows, header=SHORT if spelling == "short" else LONG, delimiter=delimiter, comma=comma)
    report = examine(data, tahun=2025)
    assert (report.source.layout, report.dataset.indeks, report.dataset.tahun) == ("indeks_desa", "indeks_desa", 2025)
    assert (report.counts.read, report.counts.accepted, report.dataset.wilayah) == (148, 148, "18.09")
    assert rules(report) == ({"koma_desimal": 1} if comma else {})
    assert len(report.content.rows.dimensi) == 6 * 148
    assert report.publishable


def test_the_indeks_desa_must_be_the_sum_of_its_parts_over_635_and_none_above_its_maximum() -> None:
    rows = []
    for kode in desa_codes("18.09", 2025):
        (desa, kecamatan, _kabupaten), (parts, score, status) = names_of(kode), indeks_desa(kode)
        rows.append([kecamatan, digits(kode), desa, *parts, score, status])
    rows[0][9] = rows[0][9] - 1
    rows[1][3] = 171
    rows[2][9] = 100.5
    report = examine(csv_bytes(rows, header=SHORT), tahun=2025)
    found = rules(report)
    assert (found["nilai_tak_sesuai_rumus"], found["dimensi_di_luar_batas"], found["nilai_di_luar_skala"]) == (1, 1, 1)
    assert examine(csv_bytes(rows[3:], header=SHORT), tahun=2025).publishable


def test_an_idm_of_2025_and_an_indeks_desa_of_2024_are_refused() -> None:
    rows = []
    for kode in desa_codes("18.09", 2025):
        (desa, kecamatan, _kabupaten), (parts, score, status) = names_of(kode), indeks_desa(kode)
        rows.append([kecamatan, digits(kode), desa, *parts, score, status])
    assert "tahun_di_luar_indeks" in rules(examine(csv_bytes(rows, header=SHORT), tahun=2024))
    assert "tahun_di_luar_indeks" in rules(examine(csv_bytes(per_desa_rows("18.09", 2025))))
