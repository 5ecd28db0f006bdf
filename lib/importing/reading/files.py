"""A file becomes sheets of rows; the limits that are checked before anything is read.

The file is read into memory once (it is small: ``MAX_FILE_BYTES``), so that what was hashed is what was imported. Content
must match the extension. Everything wrong with a file as a file is an ImportRefused: nothing of it is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import Cell, Key, refused, shown

if TYPE_CHECKING:
    from lib.geo.vector import RawAreas
    from lib.importing.reading.xlsx import SheetMarks

MAX_FILE_BYTES: Final = 20 * 1024**2
MAX_ROWS: Final = 120_000  # All of Indonesia has some 84,000 desa and kelurahan; the national IDM file has 75,265 rows.
MAX_BOUNDARY_BYTES: Final = 60 * 1024**2
BOUNDARY_ENDINGS: Final = (".geojson", ".json", ".gpkg", ".zip")
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


def open_path(path: Path) -> Source:
    """The file at ``path``, or the answers of the ministry's interface in a folder.

    ImportRefused when it is not there, not a file, not allowed, too large or not what it claims.
    """
    nama = shown(path.name)
    try:
        if path.is_dir():
            from lib.importing.reading.answers import open_folder

            return open_folder(path)
        if path.exists() and not path.is_file():
            raise refused(N_("{berkas} bukan berkas biasa."), N_("Sebutkan berkas CSV atau XLSX."), berkas=nama)
        with path.open("rb") as file:
            data = file.read(_most_bytes(path.suffix.lower()) + 1)
    except FileNotFoundError:
        raise refused(N_("Berkas {berkas} tidak ditemukan."), N_("Periksa nama dan foldernya."), berkas=str(path)) from None
    except PermissionError:
        raise refused(
            N_("Berkas {berkas} tidak boleh dibaca oleh pengguna ini."), N_("Periksa izin berkas itu."), berkas=nama
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(N_("Berkas {berkas} tidak dapat dibaca: {sebab}."), berkas=nama, sebab=reason) from None
    return open_bytes(path.name, data)


def open_bytes(name: str, data: bytes) -> Source:
    """The file called ``name`` with the content ``data``, as an upload gives it; ImportRefused as ``open_path``."""
    # Imported here: each reader needs this module, and openpyxl is only loaded for a workbook.
    from lib.importing.reading import answers, calamine, delimited, xlsx
    from lib.importing.reading.areas import read_areas

    nama = shown(Path(name.replace("\\", "/")).name) or "?"
    readers: dict[str, Callable[[bytes, str], tuple[Sheet, ...]]] = {
        ".csv": delimited.sheets,
        ".tsv": delimited.sheets,
        ".txt": delimited.sheets,
        ".xlsx": xlsx.sheets,
        ".xls": calamine.xls_sheets,
        ".ods": calamine.ods_sheets,
        ".json": answers.answer_sheets,
        ".zip": answers.zip_sheets,
        ".geojson": answers.answer_sheets,
        ".gpkg": answers.answer_sheets,
    }
    ending = Path(nama).suffix.lower()
    if len(data) > _most_bytes(ending):
        raise refused(
            N_("Berkas {berkas} lebih besar dari {batas} MB."),
            N_("Bagi berkas itu per provinsi atau per kabupaten."),
            berkas=nama,
            batas=_most_bytes(ending) // 1024**2,
        )
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise refused(N_("Berkas {berkas} kosong."), N_("Unduh atau simpan ulang berkas itu."), berkas=nama)
    kind = content_kind(data)
    if ending in (".xlsm", ".xltm", ".xlam"):
        raise xlsx.has_macros(nama)
    areas = read_areas(ending, data, nama) if ending in BOUNDARY_ENDINGS and kind in ("json", "zip", "basis data") else None
    if areas is not None:
        return Source(nama=nama, sha256=hashlib.sha256(data).hexdigest(), sheets=(), batas=areas, data=data)
    if ending not in readers:
        raise refused(
            N_("Jenis berkas “{akhiran}” tidak dikenal."),
            N_(
                "Simpan sebagai .xlsx, .xls, .ods, atau .csv, lalu impor lagi. Batas: .geojson, .gpkg, atau Shapefile dalam .zip."
            ),
            akhiran=ending or nama,
        )
    if kind != _EXPECTED.get(ending, ""):
        raise refused(
            N_("Nama {berkas} berakhiran {akhiran}, tetapi isinya {isi}."),
            N_("Periksa apakah berkas yang dipilih sudah benar, atau simpan ulang sebagai {akhiran}."),
            berkas=nama,
            akhiran=ending,
            isi=Key(_KIND_NAMES[kind]),
        )
    return Source(nama=nama, sha256=hashlib.sha256(data).hexdigest(), sheets=readers[ending](data, nama), data=data)


def _most_bytes(ending: str) -> int:
    return MAX_BOUNDARY_BYTES if ending in BOUNDARY_ENDINGS else MAX_FILE_BYTES


_EXPECTED: Final = {".xlsx": "zip", ".ods": "zip", ".xls": "ole", ".zip": "zip", ".json": "json", ".gpkg": "basis data"}

_KIND_NAMES: Final = {
    "": N_("teks atau data lain"),
    "zip": N_("arsip zip atau buku kerja"),
    "ole": N_("buku kerja Excel lama (.xls)"),
    "terkunci": N_("buku kerja yang dikunci kata sandi"),
    "gambar": N_("gambar"),
    "pdf": N_("dokumen PDF"),
    "html": N_("halaman web (HTML)"),
    "json": N_("data JSON"),
    "arsip": N_("arsip terkompresi"),
    "basis data": N_("basis data SQLite"),
    "biner": N_("data biner, bukan teks"),
}

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"BM\x00", "gambar"),
    (b"RIFF", "gambar"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "arsip"),
    (b"7z\xbc\xaf", "arsip"),
    (b"Rar!", "arsip"),
    (b"BZh", "arsip"),
    (b"\xfd7zXZ", "arsip"),
    (b"SQLite format 3\x00", "basis data"),
)

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


def content_kind(data: bytes) -> str:
    """What the bytes are: a key of the kinds above, empty for what looks like text."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return "terkunci" if kind == "ole" and _LOCKED in data else kind
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as a spreadsheet's "Unicode text" is saved
        return ""
    sample = data[:65_536]
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return "html"
    if start.startswith((b"{", b"[{")):
        return "json"
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in sample)
    # A stray control character gets into text files; a NUL or many of them do not.
    return "biner" if b"\x00" in sample or controls > 0.01 * len(sample) else ""
