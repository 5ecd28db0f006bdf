"""Answers of the ministry's IDM interface as a table: one JSON file, a folder of them, or a zip of them.

One answer is one desa and year. An error answer, a page of a proxy or a torn file is no answer: it is named and left out,
and whatever is published for its desa stays as long as the file does not speak for the desa.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.importing.checks.findings import Cell, refused, shown
from lib.importing.layouts.kemendes_answers import MAX_ANSWER_BYTES
from lib.importing.reading.zips import MAX_UNZIPPED_BYTES, checked_archive, refuse_nested
from lib.importing.sheets import Row, Sheet, Source

MAX_ANSWERS: Final = 20_000
"""In a folder, which ``ambil-idm`` fills year after year: 2,446 desa each."""
COLUMNS: Final = (
    *("berkas_jawaban", "kode_desa", "provinsi", "kabupaten", "kecamatan", "nama_desa", "tahun"),
    *("iks", "ike", "ikl", "nilai", "status"),
)
SHEET: Final = "jawaban API"
_PLACES: Final = {
    "id_desa": "kode_desa",
    "nama_provinsi": "provinsi",
    "nama_kab_kota": "kabupaten",
    "nama_kecamatan": "kecamatan",
    "nama_desa": "nama_desa",
}
_NAMED: Final = re.compile(r"(\d{10})_(\d{4})", re.ASCII)


def answer_sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The sheet of one answer; ImportRefused when the file is none."""
    row = answer_row(nama, data)
    if row is None:
        raise refused(
            N_("{berkas} bukan jawaban API IDM Kementerian Desa (atau jawaban galat)."),
            N_("Ambil lagi jawaban itu, atau impor berkas lain."),
            berkas=nama,
        )
    return (_sheet([row]),)


def zip_sheets(data: bytes, nama: str) -> tuple[Sheet, ...]:
    """The sheet of a zip of answers; ImportRefused for a hostile archive, or one without answers."""
    with checked_archive(data, nama, _damaged) as archive:
        entries = archive.infolist()
        refuse_nested(entries, nama)
        answers = [entry for entry in entries if entry.filename.lower().endswith(".json") and not entry.is_dir()]
        if not answers:
            raise refused(
                N_("{berkas} tidak memuat jawaban API (.json)."),
                N_("Keluarkan dulu berkas di dalamnya, lalu impor berkas itu."),
                berkas=nama,
            )
        return (_sheet(_rows((entry.filename, entry.file_size, _reader(archive.read, entry)) for entry in answers)),)


def open_folder(folder: Path) -> Source:
    """The answers in a folder (not in folders below it) as one source; ImportRefused when there is none or too much."""
    nama = shown(folder.resolve().name) or "?"
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json" and path.is_file())
        sizes = {path: path.stat().st_size for path in paths}
        if not paths:
            raise refused(
                N_("{berkas} adalah folder tanpa jawaban API (.json)."),
                N_("Sebutkan satu berkas, atau folder berisi jawaban API."),
                berkas=nama,
            )
        if len(paths) > MAX_ANSWERS or sum(sizes.values()) > MAX_UNZIPPED_BYTES:
            raise refused(
                N_("Folder {berkas} berisi {jumlah} berkas ({ukuran} MB); paling banyak {batas} berkas dan {besar} MB."),
                N_("Bagi per kabupaten."),
                berkas=nama,
                jumlah=len(paths),
                ukuran=sum(sizes.values()) // 1024**2,
                batas=MAX_ANSWERS,
                besar=MAX_UNZIPPED_BYTES // 1024**2,
            )
        digest = hashlib.sha256()
        rows = _rows((path.name, sizes[path], _hashed(path, digest)) for path in paths)
    except OSError as error:
        raise refused(N_("Folder {berkas} tidak dapat dibaca: {sebab}."), berkas=nama, sebab=error.strerror) from None
    return Source(nama=nama, sha256=digest.hexdigest(), sheets=(_sheet(rows),))


def _hashed(path: Path, digest: Any) -> Callable[[], bytes]:
    def read() -> bytes:
        with path.open("rb") as file:
            data = file.read(MAX_ANSWER_BYTES + 1)
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(data).digest())
        return data

    return read


def _reader(read: Callable[[Any], bytes], entry: Any) -> Callable[[], bytes]:
    return lambda: read(entry)


def _rows(files: Iterable[tuple[str, int, Callable[[], bytes]]]) -> list[tuple[Cell, ...]]:
    """A row per file; one that is no answer keeps its name alone."""
    rows: list[tuple[Cell, ...]] = []
    for name, size, read in files:
        row = answer_row(name, read()) if size <= MAX_ANSWER_BYTES else None
        rows.append(row or (shown(Path(name).name),))
    return rows


def _sheet(rows: list[tuple[Cell, ...]]) -> Sheet:
    def read() -> Iterator[Row]:
        yield 1, COLUMNS
        yield from enumerate(rows, start=2)

    return Sheet(nama=SHEET, hidden=False, read=read)


def answer_row(name: str, data: bytes) -> tuple[Cell, ...] | None:
    """The cells of ``COLUMNS`` of one answer; None when it is none, or of another desa or year than its name says."""
    try:
        content = json.loads(data.decode("utf-8-sig"))["mapData"]
        place, summary = content["IDENTITAS"][0], content["SUMMARIES"]
        cells: dict[str, Cell] = {role: _cell(place.get(key)) for key, role in _PLACES.items()}
        cells |= {"tahun": _cell(summary["TAHUN"]), "nilai": _cell(summary["SKOR_SAAT_INI"]), "status": _cell(summary["STATUS"])}
        for row in content["ROW"]:
            words = str(row["INDIKATOR"]).split()
            if row.get("NO") is None and words and words[0].lower() in ("iks", "ike", "ikl"):
                cells[words[0].lower()] = _cell(row.get("SKOR"))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
    claimed = _NAMED.fullmatch(Path(name).stem)
    if claimed and (str(cells["kode_desa"]), str(cells["tahun"])) != claimed.groups():
        return None
    return (shown(Path(name).name), *(cells.get(role) for role in COLUMNS[1:]))


def _cell(value: Any) -> Cell:
    """A value of the answer as a cell; what is neither text nor number is no value."""
    if isinstance(value, str):
        return value[:200] or None
    return value if isinstance(value, bool | int | float) else None


def _damaged(nama: str) -> ImportRefused:
    return refused(N_("{berkas} rusak atau terpotong."), N_("Unduh atau buat ulang arsip itu."), berkas=nama)
