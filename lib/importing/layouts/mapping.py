"""A layout given by hand: which column of a sheet is what, for files whose header no known layout answers to.

A mapping belongs to a header, not to a file: saved under the fingerprint of the header's words it serves every later file
with the same columns (``lib.importing.layouts.saved_mappings``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.indeks import indices
from lib.domain.language import N_
from lib.domain.program import all_programs
from lib.importing.checks.findings import Cell, refused, shown
from lib.importing.layouts.layout import Kolom, Layout, Table, column_letter, header_words
from lib.importing.reading.tables import title_year
from lib.importing.sheets import MAX_COLUMNS, Row, Sheet, Source

LAYOUT_ID: Final = "petaan"
_PLACES: Final = {
    "kode_desa": N_("kode desa"),
    "nama_desa": N_("nama desa"),
    "kecamatan": N_("nama kecamatan"),
    "kabupaten": N_("nama kabupaten/kota"),
    "provinsi": N_("nama provinsi"),
    "kode_provinsi": N_("kode provinsi"),
}
_ROLES: Final[dict[str, dict[str, str]]] = {
    "indeks": {
        "nilai": N_("nilai (skor) indeks"),
        "status": N_("status desa"),
        "tahun": N_("tahun"),
        "dibawa": N_("tahun pemutakhiran"),
    },
    "program": {
        "program": N_("program"),
        "tahap": N_("tahap"),
        "tanggal": N_("tanggal keadaan"),
        "tahun": N_("tahun"),
        "jumlah": N_("jumlah"),
    },
    "prestasi": {
        "tahun": N_("tahun"),
        "ajang": N_("ajang (lomba)"),
        "tingkat": N_("tingkat ajang"),
        "hasil": N_("hasil"),
        "sumber": N_("sumber"),
    },
}


@dataclass(frozen=True)
class Mapping:
    """Roles by column index (from 0). ``baris_judul`` is the row number of the header, 0 where data starts at once.

    ``lembar`` names the sheet; empty takes the first that has the columns.
    """

    jenis: str
    kolom: dict[str, int]
    baris_judul: int = 1
    lembar: str = ""


def roles(jenis: str) -> dict[str, str]:
    """The roles that a column may have in a file of ``jenis``, each with its name (a catalogue key, or a proper name)."""
    known = dict(_PLACES) | _ROLES.get(jenis, {})
    if jenis == "indeks":
        known |= {entry.id: entry.singkatan for indeks in indices().values() for entry in indeks.dimensi}
    if jenis == "program":
        known |= {
            f"{program.id}:{tahap.id}": f"{program.nama['id']}: {tahap.nama['id']}"
            for program in all_programs().values()
            for tahap in program.tahap
        }
    return known


def fingerprint(cells: Sequence[Cell]) -> str:
    """The same for headers with the same words in the same order, whatever their spelling."""
    words = "\x1f".join(" ".join(map(str, header_words(cell))) for cell in cells)
    return hashlib.sha256(words.encode()).hexdigest()[:24]


def check_mapping(mapping: Mapping) -> None:
    """ImportRefused when a mapping cannot work: an unknown role, a column outside the limits, or something missing."""
    known = roles(mapping.jenis)
    if mapping.jenis not in _ROLES:
        raise refused(N_("Kolom berkas jenis “{jenis}” tidak dapat dipetakan."), jenis=mapping.jenis)
    unknown = tuple(peran for peran in mapping.kolom if peran not in known)
    if unknown:
        raise refused(N_("Peran kolom tidak dikenal: {peran}."), N_("Peran yang ada: {ada}."), peran=unknown, ada=tuple(known))
    outside = [place for place in mapping.kolom.values() if not 0 <= place < MAX_COLUMNS]
    if outside or mapping.baris_judul < 0 or len(set(mapping.kolom.values())) < len(mapping.kolom):
        raise refused(N_("Satu kolom hanya boleh punya satu peran, dan harus ada di lembar itu."))
    missing = _missing(mapping)
    if missing:
        raise refused(N_("Petaan kolom belum lengkap: {kurang}."), kurang=missing)


def _missing(mapping: Mapping) -> str:
    has = mapping.kolom.keys()
    if "kode_desa" not in has and not {"nama_desa", "kabupaten"} <= has:
        return N_("perlu kode desa, atau nama desa dan kabupaten")
    if mapping.jenis == "indeks" and not {"nilai", "status"} & has:
        return N_("perlu nilai atau status")
    if mapping.jenis == "program" and "program" not in has and not any(":" in peran for peran in has):
        return N_("perlu kolom program, atau satu kolom per program")
    if mapping.jenis == "prestasi" and not {"tahun", "ajang", "hasil"} <= has:
        return N_("perlu tahun, ajang, dan hasil")
    return ""


def mapped_tables(source: Source, mapping: Mapping) -> list[Table]:
    """The table that ``mapping`` describes in ``source``; ImportRefused when the sheet or a column is not there."""
    check_mapping(mapping)
    last = max(mapping.kolom.values())
    for sheet in source.sheets:
        if mapping.lembar and sheet.nama != mapping.lembar:
            continue
        head = sheet.head()
        judul = next((cells for number, cells in head if number == mapping.baris_judul), ())
        width = max((len(cells) for _number, cells in head), default=0)
        if last < width and (judul or not mapping.baris_judul):
            return [_table(sheet, mapping, judul, head)]
    raise refused(
        N_("Petaan kolom tidak cocok dengan {berkas}: lembar, baris judul, atau kolomnya tidak ada."), berkas=source.nama
    )


def _table(sheet: Sheet, mapping: Mapping, judul: tuple[Cell, ...], head: list[Row]) -> Table:
    has = mapping.kolom.keys()
    of_index = [indeks.id for indeks in indices().values() if any(entry.id in has for entry in indeks.dimensi)]
    layout = Layout(
        id=LAYOUT_ID,
        nama=N_("menurut petaan kolom"),
        jenis=mapping.jenis,
        indeks=of_index[0] if len(of_index) == 1 else "",
        kolom=tuple(Kolom(peran, (header_words(_cell(judul, place))[0],)) for peran, place in mapping.kolom.items()),
    )
    titles = [(number, cells) for number, cells in head if number < mapping.baris_judul]
    years = {year for place in mapping.kolom.values() if (year := header_words(_cell(judul, place))[1]) is not None}
    return Table(
        layout=layout,
        sheet=sheet,
        header_row=mapping.baris_judul,
        kolom=dict(mapping.kolom),
        judul=judul or tuple(column_letter(place) for place in range(max(mapping.kolom.values()) + 1)),
        tahun=years.pop() if len(years) == 1 else None,
        tahun_judul=title_year(sheet.nama, titles),
    )


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def parse_spec(spec: str, source: Source, jenis: str, baris_judul: int | None = None) -> Mapping:
    """A mapping from ``kolom=peran,...`` as typed: a column is named by its header, or by its letter.

    Without ``baris_judul`` the header is the first row that has all the named headers, else the first row. ImportRefused
    when a column is not found.
    """
    pairs = [part.rpartition("=") for part in spec.split(",") if part.strip()]
    if not pairs or any(not kolom.strip() or not peran.strip() for kolom, _sep, peran in pairs):
        raise refused(
            N_("Petaan “{isi}” tidak dapat dibaca."), N_("Tulis kolom=peran, dipisah koma: KODE=kode_desa,D=nilai."), isi=spec
        )
    wanted = {peran.strip(): kolom.strip() for kolom, _sep, peran in pairs}
    if len(wanted) < len(pairs):
        raise refused(N_("Satu peran hanya boleh untuk satu kolom."))
    best: tuple[int, Mapping, str] | None = None
    for sheet in source.sheets:
        head = sheet.head()
        rows = [(0, ())] if baris_judul == 0 else [row for row in head if baris_judul in (None, row[0])]
        for number, cells in rows:
            found, missing = _resolve(wanted, cells)
            if best is None or len(found) > best[0]:
                best = len(found), Mapping(jenis, found, number, sheet.nama), missing
    if best is None or best[2]:
        raise refused(
            N_("Kolom “{kolom}” tidak ditemukan di {berkas}."),
            N_("Tulis judul kolom persis seperti di berkas, atau hurufnya (A, B, …)."),
            kolom=best[2] if best else shown(spec),
            berkas=source.nama,
        )
    check_mapping(best[1])
    return best[1]


def _resolve(wanted: AnyMapping[str, str], cells: Sequence[Cell]) -> tuple[dict[str, int], str]:
    by_words: dict[object, int] = {}
    for place, cell in enumerate(cells):
        by_words.setdefault(header_words(cell), place)
    letters = {column_letter(place): place for place in range(MAX_COLUMNS)}
    found: dict[str, int] = {}
    missing = ""
    for peran, kolom in wanted.items():
        hit = by_words.get(header_words(kolom), letters.get(kolom.upper()))
        if hit is None:
            missing = missing or kolom
        else:
            found[peran] = hit
    return found, missing
