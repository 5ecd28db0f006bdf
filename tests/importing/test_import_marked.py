"""The file comes back with its cells where they were, the wrong ones marked and explained, and nothing live in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from lib.domain.errors import ImportRefused
from lib.importing.reading.files import open_bytes
from lib.importing.report import marked_file
from lib.importing.report.marked_file import marked_bytes, write_marked
from lib.importing.report.outcome import FileReport
from lib.importing.report.workbook import FILLS
from tests.importing.conftest import Command
from tests.importing.files import PER_DESA, csv_bytes, examine_all, per_desa_rows, xlsx_bytes
from tests.importing.old_formats import ods_bytes, xls_bytes

HOSTILE = ('=HYPERLINK("http://x")', "+1", "@SUM(A1)", "<img src=x onerror=alert(1)>")


def wrong_rows() -> list[list]:
    rows = per_desa_rows("18.10")
    rows[2][8] = "x"
    rows[5][5] = 7
    for row, text in zip(rows[10:], HOSTILE, strict=False):
        row[9] = text
    return rows


def round_trip(name: str, data: bytes) -> tuple[FileReport, openpyxl.Workbook]:
    source = open_bytes(name, data)
    report = FileReport(source.nama, source.sha256, tuple(examine_all(data, name)))
    return report, openpyxl.load_workbook(io.BytesIO(marked_bytes(source, report.findings)))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "ods"])
def test_every_cell_is_where_it_was_and_the_wrong_ones_are_marked(kind: str) -> None:
    rows = [["Laporan"], [], PER_DESA, *wrong_rows()]
    make = {"csv": lambda: csv_bytes(rows, header=None), "xlsx": lambda: xlsx_bytes({"IDM": rows})}
    make |= {"xls": lambda: xls_bytes({"IDM": rows}), "ods": lambda: ods_bytes({"IDM": rows})}
    report, workbook = round_trip(f"a.{kind}", make[kind]())
    sheet = workbook.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if kind == "xlsx" and str(value).startswith("="):
                continue  # there it is a formula, and one without a saved value
            assert str(sheet.cell(number, column).value) in (str(value), f"{value}.0"), (number, column)
    cells = {(finding.row, finding.column[0]) for finding in report.findings if finding.row}
    marks = {(cell.row, cell.column_letter) for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marks == cells >= {(6, "I"), (9, "F")}
    assert "Bukan angka." in sheet["I6"].comment.text
    assert "[menolak]" in sheet["I6"].comment.text
    assert sheet["I6"].fill.fgColor.rgb[-6:].lower() == FILLS["blocks"][1:]
    assert sheet["A6"].fill.fill_type is None


def test_nothing_in_it_is_live() -> None:
    source_rows = {"A": [PER_DESA, *wrong_rows()]}
    _report, workbook = round_trip("a.xlsx", xlsx_bytes(source_rows))
    for row in workbook.worksheets[0].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            if str(cell.value)[:1] in "=+@":
                assert cell.quotePrefix
    source = open_bytes("a.xlsx", xlsx_bytes(source_rows))
    data = marked_bytes(source, FileReport("", "", tuple(examine_all(xlsx_bytes(source_rows), "a.xlsx"))).findings)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "hyperlink" in name.lower() or "external" in name.lower()]
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)


def test_dates_booleans_and_odd_names_of_sheets_survive() -> None:
    row = [*per_desa_rows("18.10")[0], dt.datetime(2024, 1, 31), True, float("1e200")]
    sheets = {"IDM 2024": [[*PER_DESA, "tgl", "b", "n"], row, *per_desa_rows("18.10")[1:]], "history": [["x"]]}
    _report, workbook = round_trip("a.xlsx", xlsx_bytes(sheets))
    assert [sheet.title for sheet in workbook.worksheets] == ["IDM 2024", "history 2", "Temuan impor"]
    assert [workbook.worksheets[0].cell(2, column).value for column in (11, 12, 13)] == [dt.datetime(2024, 1, 31), True, 1e200]


def test_hidden_sheets_stay_hidden_and_the_last_sheet_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_file, "MAX_COMMENTS", 1)
    sheets = {"Baru": [PER_DESA, *wrong_rows()], "Lama": [["x"]]}
    report, workbook = round_trip("a.xlsx", xlsx_bytes(sheets, hidden=["Lama"]))
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible", "hidden", "visible"]
    assert sum(bool(cell.comment) for row in workbook.worksheets[0].iter_rows() for cell in row) == 1
    rows = list(workbook.worksheets[2].iter_rows(min_row=2, values_only=True))
    assert sum(row[1] for row in rows) == len(report.findings)


def test_it_is_written_by_the_command_line_and_never_over_the_file_itself(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(wrong_rows()))
    assert "--tandai" in command("impor", path, "--tandai", path).stderr
    done = command("impor", path, "--tandai", tmp_path / "b.xlsx")
    assert (done.returncode, "Berkas bertanda" in done.stdout) == (1, True), done.stderr
    assert len(openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets) == 2


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    source = open_bytes("a.csv", csv_bytes(wrong_rows()))
    with pytest.raises(ImportRefused, match="tidak dapat ditulis"):
        write_marked(source, FileReport("", "", tuple(examine_all(csv_bytes(wrong_rows())))).findings, tmp_path)
