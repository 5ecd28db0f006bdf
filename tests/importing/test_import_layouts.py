"""Layouts are recognised by the words of the header; what is not recognised is refused with what was found."""

from __future__ import annotations

import pytest

from lib.domain.errors import ImportRefused
from lib.domain.language import set_language
from lib.importing.layouts.layout import header_words, match_header
from lib.importing.layouts.recognition import recognise
from lib.importing.layouts.registry import LAYOUTS, importable, layouts_of
from lib.importing.reading.files import open_bytes
from lib.store.tables import JENIS_VERSI
from tests.importing.files import (
    NATIONAL_2023,
    NATIONAL_2024,
    PER_DESA,
    csv_bytes,
    desa_codes,
    examine,
    foreign_row,
    national_row,
    per_desa_rows,
    rules,
    values_of,
    xlsx_bytes,
)

RECAP = ("PROVINSI", "MANDIRI", "MAJU", "BERKEMBANG", "TERTINGGAL", "SANGAT TERTINGGAL", "TOTAL DESA 2024")


def layout_of(data: bytes, name: str = "a.csv") -> str:
    tables, _told = recognise(open_bytes(name, data))
    return tables[0].layout.id


@pytest.mark.parametrize(
    ("spelling", "words"),
    [
        ("NILAI_IDM_2024", ("nilai idm", 2024)),
        ("Nilai IDM\n2021", ("nilai idm", 2021)),
        ("IKS2022", ("iks", 2022)),
        (" Kode  Desa ", ("kode desa", None)),
        ("2024", ("2024", None)),
        (None, ("", None)),
        (2024, ("2024", None)),
    ],
)
def test_a_header_is_its_words_and_its_year(spelling: object, words: tuple) -> None:
    assert header_words(spelling) == words  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: text.replace("_", " "), lambda text: f" {text}\n"])
def test_the_spelling_of_headers_does_not_matter(change) -> None:
    assert layout_of(csv_bytes([], header=[change(name) for name in PER_DESA])) == "idm_per_desa"


@pytest.mark.parametrize("header", [NATIONAL_2024, NATIONAL_2023])
def test_the_national_headers_of_both_years_are_one_layout(header: tuple) -> None:
    tables, _told = recognise(open_bytes("a.csv", csv_bytes([], header=header)))
    assert [(table.layout.id, table.tahun) for table in tables] == [("idm_nasional", int(header[-2][-4:]))]


def national_rows(last: object) -> list[list]:
    own = [national_row(kode, last) for kode in desa_codes(tahun=2023)]
    return [*[foreign_row(n, last) for n in range(40)], *own, *[foreign_row(n, last) for n in range(40, 70)]]


@pytest.mark.parametrize(("header", "last"), [(NATIONAL_2024, None), (NATIONAL_2023, 2023)])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_national_file_takes_its_own_province_and_counts_the_rest(header: tuple, last: object, kind: str) -> None:
    title = [["INDEKS DESA MEMBANGUN"], [], ["Kementerian Desa", None, "seluruh Indonesia"]]
    total = ["", "TOTAL", "", "", "", "", "", "", "", "", "", 1234.5, "", ""]
    rows = [*title, header, *national_rows(last), total, [None] * 14]
    data = csv_bytes(rows, header=None) if kind == "csv" else xlsx_bytes({"IDM": rows})
    report = examine(data, f"nasional.{kind}")
    assert (report.counts.read, report.counts.accepted, report.counts.left_out, report.counts.skipped) == (2446, 2446, 70, 1)
    assert (report.dataset.wilayah, report.dataset.tahun, report.source.layout) == ("18", int(header[-2][-4:]), "idm_nasional")
    assert rules(report) == {"provinsi_lain": 1, "dilewati_jumlah": 1}
    assert report.publishable


def test_the_carried_over_score_keeps_the_year_it_is_from() -> None:
    rows = [national_row(kode, 2021 if place < 3 else 2023) for place, kode in enumerate(desa_codes("18.09"))]
    report = examine(csv_bytes(rows, header=NATIONAL_2023))
    assert rules(report) == {"nilai_dibawa": 3}
    assert sorted(row[6] for row in report.content.rows.nilai if row[6]) == [2021] * 3
    assert report.publishable


def test_a_national_file_without_our_rows_is_refused() -> None:
    with pytest.raises(ImportRefused, match=r"tidak memuat satu baris pun untuk Provinsi Lampung: ada 30 baris"):
        examine(csv_bytes([foreign_row(n) for n in range(30)], header=NATIONAL_2024))


def test_weights_numbers_and_repeated_headers_are_not_data() -> None:
    rows = per_desa_rows("18.09")
    weights = ["", "", "", "", "", 0.33, 0.33, 0.33, 1, ""]
    numbers = [f"({n})" for n in range(1, len(PER_DESA) + 1)]
    mean = ["", "Rata-rata", "", "", "", 0.5, 0.5, 0.5, 0.5, ""]
    report = examine(csv_bytes([numbers, weights, *rows[:50], PER_DESA, *rows[50:], mean]))
    assert (report.counts.read, report.counts.accepted, report.counts.skipped) == (148, 148, 4)
    assert report.publishable


def test_years_side_by_side_need_a_choice() -> None:
    header = ["KODE DESA", "NAMA DESA"]
    header += [f"{name} {year}" for year in (2021, 2022) for name in ("IKS", "IKE", "IKL", "NILAI IDM", "STATUS IDM")]
    rows = [[row[0], row[3], *values_of(row[0]), *values_of(row[0])] for row in per_desa_rows("18.10")]
    data = csv_bytes(rows, header=header)
    with pytest.raises(ImportRefused, match=r"2021, 2022.*--tahun"):
        examine(data)
    assert examine(data, tahun=2022).dataset.tahun == 2022


def test_every_sheet_of_the_same_layout_is_read_and_hidden_ones_are_not() -> None:
    sheets = {
        "Pengantar": [["Laporan"], ["tahun", 2024]],
        "Pesawaran": [PER_DESA, *per_desa_rows("18.09")],
        "Pringsewu": [["Kabupaten Pringsewu"], PER_DESA, *per_desa_rows("18.10")],
        "Lama": [PER_DESA, *per_desa_rows("18.10")],
    }
    report = examine(xlsx_bytes(sheets, hidden=["Lama"]), "a.xlsx")
    assert (report.counts.read, report.source.sheets) == (148 + 126, ("Pesawaran", "Pringsewu"))
    assert "lembar_tidak_dibaca" in rules(report)


def test_a_hidden_sheet_is_read_with_a_warning_when_there_is_no_other() -> None:
    report = examine(xlsx_bytes({"A": [["x"]], "B": [PER_DESA, *per_desa_rows("18.09")]}, hidden=["B"]), "a.xlsx")
    assert rules(report) == {"lembar_tersembunyi": 1, "lembar_tidak_dibaca": 1}


def test_the_recap_per_province_is_named_and_refused() -> None:
    with pytest.raises(ImportRefused, match="rekap per provinsi"):
        layout_of(xlsx_bytes({"Rekap": [RECAP, ("LAMPUNG", 359, 1164, 919, 4, 0, 2446)]}), "a.xlsx")


def test_a_list_without_header_is_named_and_refused() -> None:
    with pytest.raises(ImportRefused, match=r"tanpa judul kolom.*BPS"):
        layout_of(b"1801040002,1801040,WAY EMPULAU ULU\n1801040003,1801040,WATAS\n")
    with pytest.raises(ImportRefused, match="tanpa judul kolom"):
        layout_of(csv_bytes(per_desa_rows("18.09"), header=None))


def test_what_is_not_recognised_is_said_with_headers_nearest_layout_and_known_ones() -> None:
    with pytest.raises(ImportRefused) as refusal:
        layout_of(b"Laporan\nKode Desa,Nama Desa,IKS,Kelas\n1801042001,HAJIMENA,0.5,MAJU\n")
    text = str(refusal.value)
    assert "baris 2: Kode Desa, Nama Desa, IKS, Kelas" in text
    assert "IDM satu baris per desa" in text
    assert "tidak ada kolom: ike, ikl" in text


def test_a_refusal_is_in_the_language_of_its_reader() -> None:
    with pytest.raises(ImportRefused) as refusal:
        layout_of(b"a,b\n1,2\n")
    indonesian = str(refusal.value)
    set_language("en")
    try:
        assert "{" not in str(refusal.value)
    finally:
        set_language("id")
    assert str(refusal.value) == indonesian


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ImportRefused, match=r"“NILAI IDM” ada dua kali: kolom I dan K"):
        layout_of(csv_bytes([], header=[*PER_DESA, "NILAI IDM"]))


def test_workbooks_without_data_are_refused() -> None:
    with pytest.raises(ImportRefused, match="semua lembarnya kosong"):
        layout_of(xlsx_bytes({"A": [], "B": [[None, " "]]}), "a.xlsx")
    with pytest.raises(ImportRefused, match="tidak ada baris data"):
        examine(csv_bytes([]))


def test_an_unknown_kind_says_which_layouts_there_are() -> None:
    with pytest.raises(ImportRefused, match=r"“bps”.*IDM"):
        recognise(open_bytes("a.csv", csv_bytes(per_desa_rows())), "bps")


def test_the_registry_is_sound() -> None:
    assert len({layout.id for layout in LAYOUTS}) == len(LAYOUTS)
    for layout in LAYOUTS:
        assert layout.jenis in JENIS_VERSI
        for kolom in layout.kolom:
            assert all(header_words(words) == (words, None) for words in kolom.judul), (layout.id, kolom.peran)
        header = [kolom.judul[0] for kolom in layout.kolom]
        assert match_header(layout, header)[0], layout.id
    assert all(not layout.penolakan for layout in importable())
    assert {layout.jenis for layout in layouts_of("program") if not layout.penolakan} == {"program"}
    assert layouts_of(None) == LAYOUTS
