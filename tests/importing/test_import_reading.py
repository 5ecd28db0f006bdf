"""Files become rows: encodings, delimiters, workbooks, limits, and files that are not what they claim."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zipfile

import pytest

from lib.domain.errors import ImportRefused
from lib.importing import sheets
from lib.importing.reading import files, xlsx, zips
from lib.importing.reading.files import open_bytes, open_path
from tests.importing.files import PER_DESA, csv_bytes, per_desa_rows, xlsx_bytes


def rows_of(data: bytes, name: str = "a.csv") -> list:
    return [row for sheet in open_bytes(name, data).sheets for row in sheet.rows()]


def rezipped(data: bytes, change: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    """The workbook with some parts replaced, added or dropped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in change and entry.filename not in drop:
                new.writestr(entry.filename, old.read(entry))
        for name, content in change.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return xlsx_bytes({"Data": [PER_DESA, *per_desa_rows("18.09.01")]})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    rows = [["1801042001", "DESA É", 0.5], ["1801042002", "B, C; D", 0.6]]
    data = csv_bytes(rows, header=("kode", "nama", "nilai"), delimiter=delimiter, encoding=encoding)
    assert rows_of(data) == [
        (1, ("kode", "nama", "nilai")),
        (2, ("1801042001", "DESA É", "0.5")),
        (3, ("1801042002", "B, C; D", "0.6")),
    ]


def test_decimal_commas_do_not_look_like_a_delimiter() -> None:
    rows = [[f"180104200{n}", 0.5 + n / 100, 0.25, 0.75] for n in range(9)]
    data = csv_bytes(rows, header=("kode", "a", "b", "c"), delimiter=";", comma=True)
    assert rows_of(data)[1] == (2, ("1801042000", "0,5", "0,25", "0,75"))


def test_the_hint_of_excel_about_the_delimiter_is_followed() -> None:
    assert rows_of(b"sep=;\r\na;b\r\n1,5;2\r\n") == [(2, ("a", "b")), (3, ("1,5", "2"))]


def test_codes_keep_their_text() -> None:
    assert rows_of(b"kode,nama\n 01.02 ,x\n1801042001.0,y\n")[1:] == [(2, (" 01.02 ", "x")), (3, ("1801042001.0", "y"))]


def test_blank_rows_are_left_out_and_numbers_stay_those_of_the_file() -> None:
    assert [number for number, _cells in rows_of(b"\n\na,b\n\n , \n1,2\n\n\n")] == [3, 6]


def test_a_workbook_gives_numbers_as_numbers_and_hidden_sheets_marked() -> None:
    data = xlsx_bytes({"Satu": [("a", 1, 2.5), (None, None), ("b",)], "Dua": [("x",)]}, hidden=["Dua"])
    first, second = open_bytes("a.xlsx", data).sheets
    assert list(first.rows()) == [(1, ("a", 1, 2.5)), (3, ("b",))]
    assert (first.hidden, second.hidden) == (False, True)


def test_a_lying_dimension_does_not_pad_rows(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b"<dimension"), sheet.index(b"/>", sheet.index(b"<dimension")) + 2
    lying = sheet[:start] + b'<dimension ref="A1:XFD1048576"/>' + sheet[end:]
    rows = rows_of(rezipped(workbook, {"xl/worksheets/sheet1.xml": lying}), "a.xlsx")
    assert max(len(cells) for _number, cells in rows) == len(PER_DESA)


WRONG = {
    "an image renamed": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "gambar"),
    "an empty file": ("a.csv", b"", "kosong"),
    "a file of blanks": ("a.csv", b"\xef\xbb\xbf \r\n\t\n", "kosong"),
    "a workbook named csv": ("a.csv", b"PK\x03\x04" + b"x" * 50, "zip"),
    "an old workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Excel lama"),
    "a locked workbook": (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "kata sandi",
    ),
    "a PDF": ("a.csv", b"%PDF-1.7 ...", "PDF"),
    "a web page saved as csv": ("a.csv", b"<!DOCTYPE html><html>", "HTML"),
    "binary": ("a.csv", b"a,b\x00\x01\x02\n", "biner"),
    "unknown ending": ("a.docx", b"PK\x03\x04", ".docx"),
    "no ending": ("data", b"a,b\n", "data"),
    "no text at all": ("a.csv", b"a,b\n\x81\x8d\n", "UTF-8"),
    "an unclosed quote": ("a.csv", b'a,b\n"x,y\n', "tanda kutip"),
    "not a workbook zip": ("a.xlsx", rezipped(xlsx_bytes({"A": [["x"]]}), {"baca.txt": b"x"}, drop=("xl/workbook.xml",)), "zip"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_what_it_claims_is_refused_in_words(what: str) -> None:
    name, data, word = WRONG[what]
    with pytest.raises(ImportRefused, match=word):
        rows_of(data, name)


def test_a_truncated_workbook_is_refused(workbook: bytes) -> None:
    for share in (0.1, 0.5, 0.9, 0.99):
        with pytest.raises(ImportRefused, match="rusak"):
            rows_of(workbook[: int(len(workbook) * share)], "a.xlsx")


def test_a_zip_that_is_locked_is_refused(workbook: bytes) -> None:
    data = bytearray(workbook)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    with pytest.raises(ImportRefused, match="kata sandi"):
        rows_of(bytes(data), "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workbook: bytes) -> None:
    bomb = rezipped(workbook, {"xl/worksheets/sheet1.xml": b" " * (zips.MAX_UNZIPPED_BYTES + 1)})
    tracemalloc.start()
    with pytest.raises(ImportRefused, match="mengembang"):
        rows_of(bomb, "a.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 30 * 1024**2
    tracemalloc.stop()


def test_parts_that_are_held_in_memory_have_limits_of_their_own(workbook: bytes) -> None:
    with pytest.raises(ImportRefused, match="mengembang"):
        rows_of(rezipped(workbook, {"xl/styles.xml": b" " * (xlsx.MAX_PART_BYTES + 1)}), "a.xlsx")


def test_xml_that_defines_entities_is_refused(workbook: bytes) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    with pytest.raises(ImportRefused, match="definisi XML"):
        rows_of(rezipped(workbook, {"xl/sharedStrings.xml": laughs}), "a.xlsx")


def test_limits_are_checked(monkeypatch: pytest.MonkeyPatch, workbook: bytes) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(ImportRefused, match="lebih dari 3 baris"):
        rows_of(b"a,b\n" * 4)
    monkeypatch.setattr(sheets, "MAX_COLUMNS", 4)
    with pytest.raises(ImportRefused, match="5 kolom"):
        rows_of(b"a,b,c,d,e\n")
    monkeypatch.setattr(xlsx, "MAX_SHEETS", 1)
    with pytest.raises(ImportRefused, match="2 lembar"):
        rows_of(xlsx_bytes({"A": [["x"]], "B": [["y"]]}), "a.xlsx")
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
    with pytest.raises(ImportRefused, match="lebih besar"):
        rows_of(workbook, "a.xlsx")


def test_a_sheet_down_to_row_one_million_is_refused_in_seconds(workbook: bytes) -> None:
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(1, 1_000_001, 8))
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    data = rezipped(workbook, {"xl/worksheets/sheet1.xml": head + rows + b"</sheetData></worksheet>"})
    start = time.monotonic()
    with pytest.raises(ImportRefused, match=r"120\.000 baris"):
        rows_of(data, "a.xlsx")
    assert time.monotonic() - start < 30


def test_paths_that_cannot_be_read_are_refused_in_words(tmp_path) -> None:
    with pytest.raises(ImportRefused, match="tidak ditemukan"):
        open_path(tmp_path / "tidak-ada.csv")
    with pytest.raises(ImportRefused, match="folder tanpa jawaban"):
        open_path(tmp_path)
    os.mkfifo(tmp_path / "pipa.csv")
    with pytest.raises(ImportRefused, match="berkas biasa"):
        open_path(tmp_path / "pipa.csv")
    with pytest.raises(ImportRefused):
        open_path(tmp_path / ("x" * 5000 + ".csv"))


def test_names_of_files_are_made_safe_to_show() -> None:
    source = open_bytes("..\\..\\rahasia/=HYPERLINK(1)\x1b[2J\u202e\n.csv", b"a,b\n1,2\n")
    assert source.nama == "=HYPERLINK(1)[2J .csv"
