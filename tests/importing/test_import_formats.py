"""The same table gives the same rows, whatever it was saved as: old and open workbooks, merged cells, two header rows."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import ImportRefused
from lib.importing.reading import calamine
from lib.importing.reading.files import open_bytes
from lib.importing.reading.tables import Merged, filled, joined_header, title_year
from lib.importing.reading.zips import MAX_ENTRIES
from lib.work import limits
from tests.importing.files import (
    PER_DESA,
    csv_bytes,
    examine,
    examine_all,
    per_desa_rows,
    rules,
    values_of,
    xlsx_bytes,
)
from tests.importing.old_formats import ods_bytes, ods_content, xls_bytes

AREA = "18.10"
VALUES = ("IKS", "IKE", "IKL", "NILAI IDM", "STATUS IDM")


def table() -> list[list]:
    return [list(PER_DESA), *per_desa_rows(AREA)]


def as_file(kind: str, sheets: dict[str, list], hidden: tuple[str, ...] = ()) -> bytes:
    if kind == "xls":
        return xls_bytes(sheets, hidden=hidden)
    return ods_bytes(sheets) if kind == "ods" else xlsx_bytes(sheets, hidden)


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_every_format_gives_the_rows_of_the_csv(kind: str) -> None:
    expected = examine(csv_bytes(per_desa_rows(AREA)))
    title = [["INDEKS DESA MEMBANGUN"], [], [None, "Kabupaten Pringsewu"]]
    total = [None, "TOTAL", None, None, None, None, None, None, 99.5, None]
    report = examine(as_file(kind, {"Isi": [["x"]], "IDM": [*title, *table(), total, [None] * 10]}), f"a.{kind}")
    assert sorted(report.content.rows.nilai) == sorted(expected.content.rows.nilai)
    assert sorted(report.content.rows.dimensi) == sorted(expected.content.rows.dimensi)
    assert (report.source.sheets, report.counts.skipped) == (("IDM",), 1)
    assert {rule: n for rule, n in rules(report).items() if not rule.startswith("lembar")} == {"dilewati_jumlah": 1}


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_rows_and_columns_keep_their_place_when_the_corner_is_empty(kind: str) -> None:
    rows = [[None] * 3, [None, None, "x", "y"], [], [None, "a"]]
    sheet = open_bytes(f"a.{kind}", as_file(kind, {"A": rows})).sheets[0]
    assert list(sheet.rows()) == [(2, (None, None, "x", "y")), (4, (None, "a"))]


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_hidden_sheets_stay_hidden(kind: str) -> None:
    report = examine(as_file(kind, {"Baru": table(), "Lama": table()}, hidden=("Lama",)), f"a.{kind}")
    assert (report.source.sheets, report.counts.read) == (("Baru",), 126)


def merged_workbook() -> bytes:
    """Years side by side under merged titles; kode and nama merged downwards over both header rows."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["DATA IDM KABUPATEN PRINGSEWU"])
    sheet.append(["KODE DESA", "KECAMATAN", "NAMA DESA", "IDM 2021", *[None] * 4, "IDM TAHUN 2022"])
    sheet.append([None, None, None, *VALUES, *VALUES])
    rows = per_desa_rows(AREA, 2021)
    for row in rows:
        sheet.append([row[0], row[2], row[3], *values_of(row[0]), *values_of(row[0])])
    for area in ("A1:M1", "A2:A3", "B2:B3", "C2:C3", "D2:H2", "I2:M2"):
        sheet.merge_cells(area)
    start = 4
    for number in range(5, 4 + len(rows) + 1):  # one cell for all desa of a kecamatan
        if number == 4 + len(rows) or rows[number - 4][2] != rows[start - 4][2]:
            sheet.merge_cells(start_row=start, end_row=number - 1, start_column=2, end_column=2)
            start = number
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_two_header_rows_with_merged_cells_give_every_year() -> None:
    reports = examine_all(merged_workbook(), "a.xlsx")
    assert [(report.dataset.tahun, report.counts.read, report.counts.accepted) for report in reports] == [
        (2021, 126, 126),
        (2022, 126, 126),
    ]
    assert [rules(report) for report in reports] == [{}, {}]


def unmerged_rows() -> tuple[list[list], list[tuple[int, int, int, int]]]:
    """The cells of ``merged_workbook`` and its merged ranges (top, left, bottom, right, from 0)."""
    sheet = openpyxl.load_workbook(io.BytesIO(merged_workbook())).active
    ranges = [(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in sheet.merged_cells.ranges]
    return [list(row) for row in sheet.iter_rows(values_only=True)], ranges


def test_merged_cells_of_an_open_document_mean_the_same() -> None:
    rows, ranges = unmerged_rows()
    content = ods_content({"Lain": [["x"]], "IDM": rows}, ranges)
    reports = examine_all(ods_bytes({}, content=content), "a.ods")
    assert [(report.dataset.tahun, report.counts.read, report.counts.accepted) for report in reports] == [
        (2021, 126, 126),
        (2022, 126, 126),
    ]
    kept = list(open_bytes("a.xlsx", merged_workbook()).sheets[0].rows())
    assert list(open_bytes("a.ods", ods_bytes({}, content=content)).sheets[1].rows()) == kept


def test_repeated_rows_and_cells_do_not_shift_what_is_merged() -> None:
    content = ods_content({"A": [["a", None, "b", None], [None] * 4, ["c", "d", "e", "f"]]}, [(0, 2, 2, 3)])
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    content = content.replace("<table:table-row>", f"{blank}<table:table-row>", 1)
    content = content.replace("<table:table-cell/>", '<table:table-cell table:number-columns-repeated="1"/>')
    (sheet,) = open_bytes("a.ods", ods_bytes({}, content=content)).sheets
    assert list(sheet.rows()) == [(4, ("a", None, "b", "b")), (6, ("c", "d", "e", "f"))]


@pytest.mark.parametrize("span", ["0", "-3", "99999999999999999999", "x", "1e9", ""])
def test_a_wild_span_is_no_trouble(span: str) -> None:
    content = ods_content({"IDM": table()}).replace(
        "<table:table-cell office", f'<table:table-cell table:number-rows-spanned="{span}" office', 1
    )
    assert examine(ods_bytes({}, content=content), "a.ods").counts.accepted == 126


def test_two_header_rows_without_merged_cells_too() -> None:
    upper = ["KODE DESA", "NAMA DESA", "IDM 2021", *[""] * 4, "IDM 2022", *[""] * 4]
    rows = [[row[0], row[3], *values_of(row[0]), *values_of(row[0])] for row in per_desa_rows(AREA, 2021)]
    data = csv_bytes([upper, ["", "", *VALUES, *VALUES], *rows, upper, ["", "", *VALUES, *VALUES]], header=None)
    reports = examine_all(data)
    assert [(report.dataset.tahun, report.counts.accepted, report.counts.skipped) for report in reports] == [
        (2021, 126, 2),
        (2022, 126, 2),
    ]
    years = [2021, 2022]
    upper = ["KODE DESA", "NAMA DESA", *(cell for word in VALUES for cell in (word, ""))]
    rows = [[row[0], row[3], *(value for value in values_of(row[0]) for _ in years)] for row in per_desa_rows(AREA, 2021)]
    reports = examine_all(csv_bytes([upper, ["", "", *years * 5], *rows], header=None))
    assert [(report.dataset.tahun, report.counts.accepted) for report in reports] == [(2021, 126), (2022, 126)]


@pytest.mark.parametrize(
    ("upper", "lower", "header"),
    [
        (("A", None, "2023"), (None, "B", "C"), ("A", "B", "C 2023")),
        (("A", "IDM 2023", None), ("x", "IKS", "IKE 2024"), ("x", "IKS 2023", "IKE 2024")),
        (("IKS", None), ("2021.0", 2022), ("IKS 2021", "IKS 2022")),
        (("A",), ("B", "C"), ("B", "C")),
        ((), (), ()),
    ],
)
def test_two_rows_become_one_header(upper: tuple, lower: tuple, header: tuple) -> None:
    assert joined_header(upper, lower) == header


def test_the_year_may_stand_in_the_title_or_in_the_name_of_the_sheet() -> None:
    header = [name for name in PER_DESA if name != "tahun"]
    rows = [[*row[:4], *row[5:]] for row in per_desa_rows(AREA, 2021)]
    report = examine(csv_bytes([["Indeks Desa Membangun tahun 2021"], ["diunduh 2 Mei 2025"], header, *rows], header=None))
    assert (report.dataset.tahun, rules(report)) == (2021, {"tahun_dari_judul": 1})
    report = examine(xlsx_bytes({"IDM 2021": [header, *rows]}), "a.xlsx")
    assert (report.dataset.tahun, rules(report)) == (2021, {"tahun_dari_judul": 1})
    report = examine(xlsx_bytes({"IDM 2021": [header, *rows]}), "a.xlsx", tahun=2023)
    assert (report.dataset.tahun, rules(report)) == (2023, {"tahun_judul_berbeda": 1})
    assert title_year("", [(1, ("IDM 2021 dan IDM 2022",))]) is None
    with pytest.raises(ImportRefused, match="--tahun"):
        examine(xlsx_bytes({"Sheet1": [header, *rows]}), "a.xlsx")


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 6), st.integers(0, 8), st.integers(0, 300)), max_size=8),
    st.lists(st.lists(st.sampled_from([None, "", "a", 1]), max_size=8), max_size=12),
)
def test_filling_merged_cells_never_changes_what_is_there(areas: list[tuple], rows: list[list]) -> None:
    ranges = [Merged(top, left, top + down, left + across) for top, left, down, across in areas]
    before = [(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]
    for (number, old), (same, new) in zip(before, filled(before, ranges), strict=True):
        assert number == same
        assert all(cell in (None, "") or new[place] == cell for place, cell in enumerate(old))
        assert len(new) <= max(len(old), 200)


def test_a_formula_is_read_as_its_saved_value_and_refused_without_one() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"IDM": table()})))
    workbook.active["I2"] = "=SUM(F2:H2)/3"
    out = io.BytesIO()
    workbook.save(out)
    report = examine(out.getvalue(), "a.xlsx")
    assert not report.publishable
    (told,) = [finding for finding in report.findings if finding.rule == "rumus_tanpa_nilai"]
    assert "I2" in told.text
    saved = _with_part(
        out.getvalue(),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"</f><v(?: ?/>|></v>)", b"</f><v>%s</v>" % str(values_of(table()[1][0])[3]).encode(), xml),
    )
    report = examine(saved, "a.xlsx")
    assert rules(report) == {"rumus": 1}
    assert report.publishable


def _with_part(data: bytes, part: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return out.getvalue()


def with_entry(data: bytes, name: str, content: bytes = b"x", mode: int = 0) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("name", "mode"), [("../../etc/passwd", 0), ("/etc/passwd", 0), ("..\\x", 0), ("C:\\x", 0), ("tautan", 0o120777)]
)
def test_paths_and_links_that_lead_out_of_an_archive_are_refused(kind: str, name: str, mode: int) -> None:
    with pytest.raises(ImportRefused, match="luar arsip"):
        open_bytes(f"a.{kind}", with_entry(as_file(kind, {"IDM": table()}), name, mode=mode))


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    data = with_entry(xlsx_bytes({"IDM": table()}), "xl/vbaProject.bin")
    for name in ("a.xlsx", "a.xlsm"):
        with pytest.raises(ImportRefused, match="makro"):
            open_bytes(name, data)
    with pytest.raises(ImportRefused, match="makro"):
        open_bytes("a.xlsm", xlsx_bytes({"IDM": table()}))


def test_too_many_entries_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(f"{number}.xml", b"")
    with pytest.raises(ImportRefused, match=r"paling banyak 5\.000"):
        open_bytes("a.xlsx", out.getvalue())


def test_an_open_document_that_unfolds_without_end_is_refused() -> None:
    bomb = ods_content({"A": [["x"]]}).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    bomb = bomb.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ')
    with pytest.raises(ImportRefused, match="terlalu besar"):
        open_bytes("a.ods", ods_bytes({}, content=bomb))


def test_an_open_document_with_empty_rows_down_to_the_end_is_read() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    content = ods_content({"IDM": table()}).replace("</table:table>", tail + "</table:table>")
    assert examine(ods_bytes({}, content=content), "a.ods").counts.accepted == 126


def test_locked_and_damaged_old_workbooks_are_refused() -> None:
    manifest = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    data = ods_bytes({"IDM": table()})
    locked = _with_part(data, "META-INF/manifest.xml", lambda _old: manifest)
    with pytest.raises(ImportRefused, match="kata sandi"):
        open_bytes("a.ods", locked)
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><x>&a;</x>'
    with pytest.raises(ImportRefused, match="definisi XML"):
        open_bytes("a.ods", ods_bytes({}, content=laughs))
    with pytest.raises(ImportRefused, match="bukan lembar kerja OpenDocument"):
        open_bytes("a.ods", xlsx_bytes({"IDM": table()}))
    old = xls_bytes({"IDM": table()})
    for data in (old[:3000], old[:1024] + b"\xff" * 5000, old[:512]):
        with pytest.raises(ImportRefused, match="rusak"):
            open_bytes("a.xls", data)


def test_the_reading_process_is_held_to_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORKBOOK", replace(limits.WORKBOOK, megabytes=5))
    with pytest.raises(ImportRefused, match="terlalu besar"):
        open_bytes("a.xls", xls_bytes({"IDM": table()}))
    monkeypatch.undo()
    monkeypatch.setattr(calamine, "MAX_ROWS", 5)
    assert len(list(open_bytes("a.xls", xls_bytes({"IDM": table()})).sheets[0].rows())) == 6
