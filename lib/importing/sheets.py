"""What an opened file is: sheets of rows, or areas; the limits that every reader keeps to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import Cell, refused

if TYPE_CHECKING:
    from lib.geo.vector import RawAreas
    from lib.importing.reading.xlsx import SheetMarks

MAX_FILE_BYTES: Final = 20 * 1024**2
MAX_ROWS: Final = 120_000  # All of Indonesia has some 84,000 desa and kelurahan; the national IDM file has 75,265 rows.
MAX_BOUNDARY_BYTES: Final = 60 * 1024**2
LAST_ROW: Final = 1_048_576  # The last row that a spreadsheet has; a file may claim any number, and be padded up to it.
MAX_COLUMNS: Final = 200
MAX_SHEETS: Final = 40
MAX_CELL_CHARS: Final = 32_767  # What a spreadsheet itself can hold in a cell.
HEAD_ROWS: Final = 40  # A header is looked for in this many rows that are not blank.

Row = tuple[int, tuple[Cell, ...]]
"""Row number as a spreadsheet shows it (from 1) and its cells, without the blank ones at the end."""


@dataclass(frozen=True)
class Sheet:
    """One sheet (a CSV file has one, without a name). Blank rows are left out; numbers stay those of the file.

    ``marks`` tells of merged cells and formulas, where the format has them.
    """

    nama: str
    hidden: bool
    read: Callable[[], Iterator[Row]]
    marks: Callable[[], SheetMarks] | None = None

    def rows(self) -> Iterator[Row]:
        """All rows with at least one cell, streamed; ImportRefused where a limit or damage is met."""
        for number, cells in self.read():
            width = len(cells)
            while width and is_blank(cells[width - 1]):
                width -= 1
            if not width and number <= LAST_ROW:
                continue
            if number > MAX_ROWS:
                raise refused(
                    N_("Lembar “{lembar}” lebih dari {batas} baris."),
                    N_("Bagi berkas itu per provinsi atau per kabupaten."),
                    lembar=self.nama,
                    batas=MAX_ROWS,
                )
            if width > MAX_COLUMNS:
                raise refused(
                    N_("Baris {baris} berisi {jumlah} kolom; paling banyak {batas}."),
                    N_("Hapus kolom yang tidak dipakai."),
                    baris=str(number),
                    jumlah=width,
                    batas=MAX_COLUMNS,
                )
            if any(len(cell) > MAX_CELL_CHARS for cell in cells if isinstance(cell, str)):
                raise too_long_cell(number)
            yield number, cells[:width]

    def head(self) -> list[Row]:
        """The first rows, enough to find a header in."""
        return list(islice(self.rows(), HEAD_ROWS))


@dataclass(frozen=True)
class Source:
    """An opened file: name safe to show and to store, hash of its bytes, and its sheets, or its areas (``batas``).

    ``data`` are the bytes themselves, empty for a folder.
    """

    nama: str
    sha256: str
    sheets: tuple[Sheet, ...]
    batas: RawAreas | None = None
    data: bytes = field(default=b"", repr=False)


def too_long_cell(number: int) -> ImportRefused:
    """The refusal of a cell longer than any spreadsheet would hold."""
    return refused(
        N_("Baris {baris}: satu sel berisi lebih dari {batas} huruf."),
        N_("Periksa tanda kutip di baris itu."),
        baris=str(number),
        batas=MAX_CELL_CHARS,
    )


def is_blank(cell: Cell) -> bool:
    """True for an empty cell or one of white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
