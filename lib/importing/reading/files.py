"""Opening a file: what may be opened at all, and which reader reads it.

The file is read into memory once (it is small: ``MAX_FILE_BYTES``), so that what was hashed is what was imported. Content
must match the extension. Everything wrong with a file as a file is an ImportRefused: nothing of it is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lib.domain.language import N_
from lib.importing.checks.findings import Key, refused, shown
from lib.importing.sheets import MAX_BOUNDARY_BYTES, MAX_FILE_BYTES, Sheet, Source

BOUNDARY_ENDINGS: Final = (".geojson", ".json", ".gpkg", ".zip")


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
    # Imported here: the libraries of the readers are only loaded once a file is opened.
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
