"""The report: the same findings on the terminal and in the workbook, in the reader's language, safe to open."""

from __future__ import annotations

import string
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from lib.domain.errors import ImportRefused
from lib.domain.language import set_language
from lib.importing.checks.findings import Finding, Severity, shown
from lib.importing.report.outcome import ImportReport
from lib.importing.report.text import EXAMPLES_PER_RULE, report_text
from lib.importing.report.workbook import write_report
from tests.importing.files import examine_rows, per_desa_rows

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1",
    "-2",
    "@SUM(A1)",
    "<img src=x onerror=alert(1)>",
    "\u202egnp.exe",
    "\x1b[31mmerah",
    "a\nb",
]


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    yield
    set_language("id")


@pytest.fixture
def hostile() -> ImportReport:
    rows = per_desa_rows("18.09")
    for row, text in zip(rows, HOSTILE, strict=False):
        row[9] = text
    return examine_rows(rows)


def test_the_text_says_what_the_file_is_and_that_rows_add_up() -> None:
    rows = per_desa_rows("18.09")
    rows[0][8] = "x"
    text = report_text(examine_rows([*rows, ["", "TOTAL", "", "", "", "", "", "", 1, ""]]))
    for part in ("berkas.csv", "IDM satu baris per desa", "Pesawaran (18.09)", "Hanya data desa di Pesawaran"):
        assert part in text
    assert "Baris di berkas 149 = dibaca 148 + wilayah atau tahun lain 0 + dilewati 1" in text
    assert "Dibaca 148 = diterima 147 + ditolak 1" in text
    assert "baris 2, kolom I · nilai_idm “x”: Bukan angka." in text


def test_many_findings_of_one_kind_are_shown_by_example() -> None:
    rows = per_desa_rows("18.09")
    for row in rows[:40]:
        row[8] = "x"
    text = report_text(examine_rows(rows))
    assert text.count("Bukan angka.") == EXAMPLES_PER_RULE
    assert "35 lagi" in text


def test_what_a_file_says_reaches_the_terminal_as_one_harmless_line(hostile: ImportReport) -> None:
    text = report_text(hostile, examples=100)
    assert set(text) <= {*string.printable, *"“”–…·×→−"} - {"\x1b", "\r"}
    assert "“a b”" in text


def test_both_languages_have_the_same_numbers(hostile: ImportReport) -> None:
    set_language("en")
    english = report_text(hostile)
    set_language("id")
    assert english.count("\n") == report_text(hostile).count("\n")


def test_the_workbook_holds_every_finding_and_no_formula(hostile: ImportReport, tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsx"
    write_report(hostile, path)
    workbook = openpyxl.load_workbook(path)
    summary, findings = workbook.worksheets
    rows = list(findings.iter_rows(min_row=2))
    assert len(rows) == len(hostile.findings)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert {row[4].value for row in rows} >= {'=HYPERLINK("http://x")', "+1", "-2", "@SUM(A1)"}
    assert all(row[4].quotePrefix for row in rows if str(row[4].value)[0] in "=+-@")
    assert {row[0].value: row[1].value for row in summary.iter_rows(max_row=13)}["Ditolak"] == len(HOSTILE)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) or "hyperlink" in name.lower() for name in archive.namelist())


def test_a_report_that_cannot_be_written_is_told_in_words(hostile: ImportReport, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="tidak dapat ditulis"):
        write_report(hostile, tmp_path / "tidak" / "ada" / "laporan.xlsx")
    with pytest.raises(ImportRefused, match="tidak dapat ditulis"):
        write_report(hostile, tmp_path)


def test_fields_of_a_finding_follow_the_reader() -> None:
    finding = Finding("x", Severity.WARNS, "{a} {b} {c} {d}", isian={"a": 2446, "b": 0.5989, "c": "2024", "d": ("x", "y")})
    assert finding.text == "2.446 0,5989 2024 x, y"
    set_language("en")
    assert finding.text == "2,446 0.5989 2024 x, y"


def test_shown_text_is_short_and_printable() -> None:
    assert shown("x" * 500) == "x" * 59 + "…"
    assert shown("a\u200b\u202e\x00\tb\r\nc") == "a b c"
    assert shown(0.5) == "0.5"
