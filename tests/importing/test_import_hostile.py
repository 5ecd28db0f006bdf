"""Files made to harm: each is refused or made harmless with a clear word, in bounded time and memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest
from sqlalchemy import Engine, func, select

from lib.domain.errors import DasborError, ImportRefused
from lib.importing.reading import zips
from lib.importing.reading.files import open_bytes
from lib.importing.run import examine_file
from lib.importing.sheets import MAX_CELL_CHARS, MAX_ROWS
from lib.store.tables import Versi
from lib.store.transactions import read
from tests.fuzz.mutations import HOSTILE, NAMES
from tests.importing.files import PER_DESA, csv_bytes, examine, per_desa_rows, xlsx_bytes

WORKBOOK = xlsx_bytes({"IDM": [PER_DESA, *per_desa_rows("18.12")]})


def with_parts(changes: dict[str, bytes], data: bytes = WORKBOOK) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()} | changes
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        return archive.read(name)


MISPLACED = (
    b'<Override PartName="/xl/worksheets/s.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"xl/styles.xml": LAUGHS + b"<styleSheet/>"}, "definisi XML"),
        ({"xl/styles.xml": b"<!--" + b"x" * 70_000 + b"-->" + LAUGHS + b"<styleSheet/>"}, "definisi XML"),
        ({"xl/theme/theme1.dat": LAUGHS + b"<a/>"}, "definisi XML"),
        ({"xl/sharedStrings.xml": (LAUGHS + b"<sst/>").decode().encode("utf-16")}, "definisi XML"),
        ({"[Content_Types].xml": part("[Content_Types].xml").replace(b"</Types>", MISPLACED + b"</Types>")}, "rusak"),
        ({"[Content_Types].xml": part("[Content_Types].xml").replace(b"sheet1.xml", b"sheet1.dat")}, "rusak"),
        ({"xl/macros/vbaProject.bin": b"x"}, "makro"),
    ],
)
def test_parts_of_a_workbook_that_hide_something_are_refused(changes: dict, word: str) -> None:
    with pytest.raises(ImportRefused, match=word):
        open_bytes("a.xlsx", with_parts(changes))


def test_a_row_with_a_number_that_no_sheet_has_is_refused_at_once() -> None:
    sheet = part("xl/worksheets/sheet1.xml").replace(b'<row r="2"', b'<row r="4294967296"', 1)
    start = time.monotonic()
    with pytest.raises(ImportRefused, match=r"lebih dari 120\.000 baris"):
        list(open_bytes("a.xlsx", with_parts({"xl/worksheets/sheet1.xml": sheet})).sheets[0].rows())
    assert time.monotonic() - start < 30


def test_one_endless_cell_is_refused() -> None:
    rows = per_desa_rows("18.12")
    rows[3][3] = "x" * (MAX_CELL_CHARS + 1)
    with pytest.raises(ImportRefused, match="Baris 5: satu sel"):
        examine(csv_bytes(rows))


def test_a_million_short_lines_are_refused_in_bounded_memory() -> None:
    data = csv_bytes([PER_DESA], header=None) + b"1,2\n" * 1_000_000
    tracemalloc.start()
    with pytest.raises(ImportRefused, match="baris"):
        examine(data)
    assert tracemalloc.get_traced_memory()[1] < 200 * 1024**2
    tracemalloc.stop()
    assert MAX_ROWS < 1_000_000


def test_parts_on_top_of_each_other_count_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """One compressed block that many entries point at is small on disk and endless when unpacked."""
    monkeypatch.setattr(zips, "MAX_UNZIPPED_BYTES", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b" " * 400_000)
        first = archive.filelist[0]
        for number in range(5):
            twin = zipfile.ZipInfo(f"{number}.json")
            twin.header_offset, twin.CRC = first.header_offset, first.CRC
            twin.compress_size, twin.file_size, twin.compress_type = first.compress_size, first.file_size, first.compress_type
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    with pytest.raises(ImportRefused, match=r"mengembang|rusak"):
        open_bytes("a.zip", out.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_reaches_further_than_a_line_of_text(name: str) -> None:
    try:
        source = open_bytes(name, csv_bytes(per_desa_rows("18.12")))
    except DasborError as error:
        assert "\n" not in str(error).replace(". ", ".")  # noqa: PT017
        return
    assert not set(source.nama) & set("/\\\n\r\x00\u202e")
    assert len(source.nama) <= 60


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("column", [0, 1, 3, 4, 8, 9])
def test_hostile_text_in_any_column_is_a_finding_and_changes_no_table(listed: Engine, text: str, column: int) -> None:
    rows = per_desa_rows("18.12")
    rows[2][column] = text
    try:
        report = examine_file(listed, open_bytes("a.csv", csv_bytes(rows)))
    except DasborError as error:
        assert str(error)  # noqa: PT017
        return
    (one,) = report.bagian
    assert 0 <= one.counts.accepted <= one.counts.read
    for finding in report.findings:
        assert "\x1b" not in finding.text + finding.shown_value
        assert "\u202e" not in finding.text + finding.shown_value
    with read(listed) as conn:
        assert conn.execute(select(func.count()).select_from(Versi)).scalar_one() == 0
