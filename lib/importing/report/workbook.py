"""The report of an import as a workbook: a summary, and every finding with its place.

Values from the file are written as text cells, never as formulas or links, and marked so that a spreadsheet keeps them
text when somebody edits the cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.importing.checks.findings import Severity
from lib.importing.report.outcome import FileReport, ImportReport
from lib.importing.report.text import comparison_lines, total_keys, total_label

MAX_FINDINGS: Final = 100_000
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
FILLS: Final = {Severity.BLOCKS: "#f6d5d0", Severity.WARNS: "#fdf0c8", Severity.INFORMS: "#e3ecf5"}


def write_report(report: ImportReport | FileReport, path: Path) -> None:
    """Write the report of an import to ``path`` in the active language; ImportRefused when it cannot be written there.

    A summary and a list of findings per dataset: a file of several years has several of each.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        # strings_to_*: nothing that a file says may become a formula or a link.
        workbook = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        parts = report.bagian if isinstance(report, FileReport) else (report,)
        for number, part in enumerate(parts, start=1):
            suffix = f" {number}" if len(parts) > 1 else ""
            _summary(workbook, part, suffix)
            _findings(workbook, part, suffix)
        workbook.close()
    except (OSError, XlsxWriterException) as error:
        cause = getattr(error, "strerror", None) or getattr(error.args[0] if error.args else None, "strerror", None) or error
        raise ImportRefused(
            N_("Laporan {berkas} tidak dapat ditulis: {sebab}."),
            saran=N_("Pilih tempat lain untuk --laporan. Tidak ada yang disimpan."),
            berkas=path,
            sebab=cause,
        ) from None


def _summary(workbook: Any, report: ImportReport, suffix: str) -> None:
    sheet = workbook.add_worksheet(_("Ringkasan") + suffix)
    bold, number = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "#,##0"})
    text = _text_format(workbook)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 3, 16)
    rows: list[tuple[str, object]] = [
        (_("Berkas"), report.source.berkas),
        (_("SHA-256"), report.source.sha256),
        (_("Tata letak"), _(report.source.layout_nama)),
        (_("Tahun"), str(report.dataset.tahun or "")),
        (_("Wilayah"), f"{report.dataset.wilayah_nama} ({report.dataset.wilayah})"),
        (_("Baris di berkas"), report.counts.in_file),
        (_("Wilayah atau tahun lain"), report.counts.left_out),
        (_("Dilewati"), report.counts.skipped),
        (_("Dibaca"), report.counts.read),
        (_("Diterima"), report.counts.accepted),
        (_("Ditolak"), report.counts.refused),
    ]
    rows += [(_("Temuan: {bobot}").format(bobot=severity.label), report.by_severity[severity]) for severity in Severity]
    for place, (name, value) in enumerate(rows):
        sheet.write_string(place, 0, name, bold)
        if isinstance(value, int):
            sheet.write_number(place, 1, value, number)
        else:
            _write_text(sheet, place, 1, str(value), text)
    start = len(rows) + 1
    for column, title in enumerate((_("Isi"), _("sekarang"), _("berkas ini"))):
        sheet.write_string(start, column, title, bold)
    keys = total_keys(report)
    for place, key in enumerate(keys, start=start + 1):
        _write_text(sheet, place, 0, total_label(report, key), text)
        sheet.write_number(place, 1, report.changes.sebelum.get(key, 0), number)
        sheet.write_number(place, 2, report.ringkasan.get(key, 0), number)
    for place, line in enumerate(comparison_lines(report), start=start + len(keys) + 2):
        _write_text(sheet, place, 0, line.strip(), text)


def _findings(workbook: Any, report: ImportReport, suffix: str) -> None:
    sheet = workbook.add_worksheet(_("Temuan") + suffix)
    bold, text = workbook.add_format({"bold": True, "bottom": 1}), _text_format(workbook)
    fills = {severity: workbook.add_format({"bg_color": colour}) for severity, colour in FILLS.items()}
    titles = (_("Bobot"), _("Lembar"), _("Baris"), _("Kolom"), _("Nilai"), _("Temuan"), _("Saran"), _("Aturan"))
    for column, (title, width) in enumerate(zip(titles, (16, 14, 8, 24, 24, 60, 60, 22), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    sheet.freeze_panes(1, 0)
    found = report.findings[:MAX_FINDINGS]
    for place, finding in enumerate(found, start=1):
        sheet.write_string(place, 0, finding.severity.label, fills[finding.severity])
        if finding.row is not None:
            sheet.write_number(place, 2, finding.row)
        texts = {
            1: finding.sheet,
            3: finding.column,
            4: finding.shown_value,
            5: finding.text,
            6: finding.suggestion,
            7: finding.rule,
        }
        for column, value in texts.items():
            if value:
                _write_text(sheet, place, column, value, text)
    sheet.autofilter(0, 0, max(1, len(found)), len(titles) - 1)


def _text_format(workbook: Any) -> Any:
    return workbook.add_format({"num_format": "@", "quote_prefix": True})


def _write_text(sheet: Any, row: int, column: int, value: str, text: Any) -> None:
    """A text cell; one that would start a formula is also marked with the apostrophe of spreadsheets."""
    sheet.write_string(row, column, value, text if value.startswith(FORMULA_STARTS) else None)
