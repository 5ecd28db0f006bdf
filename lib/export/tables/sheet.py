"""A table as CSV or XLSX, safe to open: no cell from data is ever a formula, and the source travels with the numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any, Final

import xlsxwriter

from lib.domain.language import gettext as _
from lib.view.frame.tables import Column, TableDescription, absent

# What spreadsheet programs take for the start of a formula (in East Asian versions the full-width signs as well), or for a
# cell break before one.
FORMULA_STARTS: Final = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
MAX_COLUMN_WIDTH: Final = 40
# Excel's own limits: longer sheet names and cells are refused when the file is opened.
MAX_SHEET_NAME: Final = 31
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def safe_text(value: str) -> str:
    """Text that a spreadsheet shows as text: an apostrophe goes before anything that would start a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def to_csv(table: TableDescription) -> bytes:
    """UTF-8 with BOM (spreadsheets then read the letters right), comma, decimal point, one header row; empty where absent."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_text(column.label) for column in table.kolom])
    for row in table.frame.itertuples(index=False, name=None):
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if absent(value):
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    number = value.item() if hasattr(value, "item") else value
    return round(number, 6) if isinstance(number, float) else number


def to_xlsx(table: TableDescription) -> bytes:
    """A sheet of data with number formats and header filters, and a sheet that says what it is and where it is from."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        write_table(workbook, _("Data"), table)
        write_rows(workbook, _("Sumber"), source_rows(table))
    return out.getvalue()


def write_table(workbook: xlsxwriter.Workbook, name: str, table: TableDescription) -> Any:
    """One sheet with the rows of a table, its heading filtered and frozen."""
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = workbook.add_worksheet(name[:MAX_SHEET_NAME])
    for place, column in enumerate(table.kolom):
        cell_format = workbook.add_format({"num_format": _number_format(column)})
        sheet.write_string(0, place, column.label, head)
        longest = len(column.label)
        for row, value in enumerate(table.frame[column.id], start=1):
            if absent(value):
                continue
            if column.jenis == "teks":
                sheet.write_string(row, place, str(value))
                longest = max(longest, len(str(value)))
            elif column.jenis == "tanggal":
                sheet.write_datetime(row, place, value, cell_format)
                longest = max(longest, len("2026-12-31"))
            else:
                sheet.write_number(row, place, float(value), cell_format)
        sheet.set_column(place, place, min(longest + 2, MAX_COLUMN_WIDTH))
    sheet.autofilter(0, 0, len(table.frame), len(table.kolom) - 1)
    sheet.freeze_panes(1, 2)
    return sheet


def _number_format(column: Column) -> str:
    decimals = "." + "0" * column.desimal if column.desimal else ""
    fixed = {"teks": "@", "jumlah": "#,##0", "bagian": "0.0%", "tahun": "0", "tanggal": "yyyy-mm-dd"}
    return fixed.get(column.jenis, f"#,##0{decimals}")


def source_rows(table: TableDescription) -> list[tuple[str, str]]:
    """What a table is, where it is from, whether it is illustrative, and what its columns mean."""
    rows = [(_("Judul"), table.judul), (_("Isi"), table.penjelasan), (_("Sumber"), table.sumber)]
    if table.contoh:
        rows.append(
            (_("Data contoh"), _("Berisi angka rekaan untuk menunjukkan cara kerja dasbor; jangan dikutip sebagai data resmi."))
        )
    return rows + [(column.label, column.long_explanation) for column in table.kolom]


def write_rows(workbook: xlsxwriter.Workbook, name: str, rows: list[tuple[str, str]]) -> None:
    """One sheet of names and texts."""
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet(name[:MAX_SHEET_NAME])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for number, (label, text) in enumerate(rows):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrap)
