"""The national file of 75,265 rows is read in under a minute and within 1 GB; Lampung's CSV in well under three seconds."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lib.domain.data_file import ROOT
from tests.importing.files import (
    NATIONAL_2024,
    csv_bytes,
    desa_codes,
    examine,
    foreign_row,
    national_row,
    per_desa_rows,
    xlsx_bytes,
)

NATIONAL_ROWS = 75_265
SCRIPT = """
import resource, sys
from pathlib import Path
from tests.importing.files import examine
report = examine(Path(sys.argv[1]).read_bytes(), "nasional.xlsx")
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: that begins with what the process had that started this one.
most = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(report.counts.in_file, report.counts.accepted, most // 1024, round(used.ru_utime + used.ru_stime))
"""


def _sheet_rows(rows: Iterator[list]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            if isinstance(cell, str)
            else f'<c r="{chr(65 + place)}{number}"><v>{cell}</v></c>'
            for place, cell in enumerate(row)
            if cell is not None
        )
        yield f'<row r="{number}">{cells}</row>'


def national_workbook() -> bytes:
    """A workbook of the size of the national file, its sheet written by hand: openpyxl would take longer than the test."""
    own = [national_row(kode) for kode in desa_codes()]
    others = NATIONAL_ROWS - len(own)
    rows = iter([list(NATIONAL_2024), *(foreign_row(n) for n in range(others)), *own])
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(_sheet_rows(rows))
        + "</sheetData></worksheet>"
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes({"IDM 2024": [["x"]]}))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, sheet if entry.filename == "xl/worksheets/sheet1.xml" else old.read(entry))
    return out.getvalue()


def test_the_national_workbook_is_read_within_a_minute_and_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "nasional.xlsx"
    path.write_bytes(national_workbook())
    done = subprocess.run([sys.executable, "-c", SCRIPT, path], cwd=ROOT, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    in_file, accepted, megabytes, seconds = map(int, done.stdout.split())
    assert (in_file, accepted) == (NATIONAL_ROWS, 2446)
    assert megabytes < 1024
    assert seconds < 60  # of processor time: other work on the machine does not count


def test_the_csv_of_the_province_is_checked_in_well_under_three_seconds() -> None:
    data = csv_bytes(per_desa_rows("18"))
    examine(data)
    start = time.process_time()
    examine(data)
    assert time.process_time() - start < 2
