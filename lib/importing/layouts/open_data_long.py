"""Open data with the variable in a row: for each desa and year one row for IKS, one for IKE, one for the status …

The rows of one desa and year are put together before anything is checked. Every row is accounted for: one stands for the
desa, the others count as skipped because they were joined to it, and so do rows of variables that are none of an index.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lib.domain.language import N_
from lib.importing.checks.findings import Cell, refused, shown
from lib.importing.layouts.idm import PER_DESA
from lib.importing.layouts.indeks_desa import SINGKAT
from lib.importing.layouts.layout import Kolom, Layout, Record, Skipped, Table, header_words
from lib.importing.layouts.open_data import SATU_DATA
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KODE_DESA, KODE_PROVINSI, NAMA_DESA, PROVINSI
from lib.importing.layouts.records import plain_records
from lib.importing.matching.places import code_or_none

VARIABEL: Final = (
    *("variabel", "nama variabel", "indikator", "nama indikator", "uraian", "komponen", "jenis indeks", "parameter"),
    *("dimensi", "nama dimensi", "kategori data", "variable"),
)
ISI: Final = ("nilai", "isi", "skor", "nilai variabel", "nilai indikator", "angka", "value")
_SPELT_OUT: Final = {
    "indeks ketahanan sosial": "iks",
    "ketahanan sosial": "iks",
    "indeks ketahanan ekonomi": "ike",
    "ketahanan ekonomi": "ike",
    "indeks ketahanan lingkungan": "ikl",
    "indeks ketahanan ekologi": "ikl",
    "ketahanan lingkungan": "ikl",
    "ketahanan ekologi": "ikl",
}
# What a row may call its variable: whatever a column of such values may be called.
ROLES: Final[dict[str, str]] = {
    words: kolom.peran
    for layout in (SINGKAT, PER_DESA, SATU_DATA)
    for kolom in layout.kolom
    if kolom.per_tahun
    for words in kolom.judul
} | _SPELT_OUT
_SHOWN: Final = 6


@dataclass
class _Desa:
    """The rows of one desa and year so far; ``row`` is the one that stands for it."""

    row: int
    isi: dict[str, Cell]
    joined: list[int]


def long_records(table: Table) -> Iterator[Record | Skipped]:
    """One record for each desa and year, in the order of its first row; all other rows come out as skipped.

    A variable that a desa has twice with different values begins a second record: that the desa is there twice is then
    found, not settled. ImportRefused when no row is about a variable of an index.
    """
    gathered: dict[Hashable, _Desa] = {}
    others: dict[str, int] = {}
    for entry in plain_records(table):
        if isinstance(entry, Skipped):
            yield entry
            continue
        variable = header_words(entry.isi.get("variabel"))[0]
        role = ROLES.get(variable)
        if role is None:
            others.setdefault(shown(entry.isi.get("variabel")) or "–", entry.row)
            yield Skipped(table, entry.row, "variabel")
            continue
        _join(gathered, entry, role)
    if not gathered:
        if others:
            raise refused(
                N_("Tidak satu baris pun berisi nilai indeks atau status desa. Variabel yang ditemukan: {variabel}."),
                N_("Yang dikenal antara lain: IKS, IKE, IKL, IDM, Status IDM."),
                variabel=(*list(others)[:_SHOWN], *(("…",) if len(others) > _SHOWN else ())),
            )
        return
    roles = {role for desa in gathered.values() for role in desa.isi if role in ROLES.values()}
    wide = replace(table, kolom=table.kolom | dict.fromkeys(roles, table.kolom["isi"]))
    for desa in gathered.values():
        yield Record(wide, desa.row, desa.isi)
        yield from (Skipped(table, row, "digabung") for row in desa.joined)


def _join(gathered: dict[Hashable, _Desa], entry: Record, role: str) -> None:
    value = entry.isi.get("isi")
    place = code_or_none(entry.isi.get("kode_desa")) or tuple(
        shown(entry.isi.get(name)).casefold() for name in ("kode_desa", "nama_desa", "kecamatan", "kabupaten")
    )
    key: Hashable = (place, str(entry.isi.get("tahun")).removesuffix(".0").strip())
    desa = gathered.get(key)
    while desa is not None and desa.isi.get(role) not in (None, value):
        key = (key, role)
        desa = gathered.get(key)
    if desa is None:
        isi = {name: cell for name, cell in entry.isi.items() if name not in ("variabel", "isi")}
        gathered[key] = _Desa(entry.row, isi | {role: value}, [])
        return
    desa.isi[role] = value
    desa.joined.append(entry.row)


SATU_DATA_PANJANG: Final = Layout(
    id="satu_data_panjang",
    nama=N_("data terbuka: satu baris per desa, tahun, dan variabel"),
    jenis="indeks",
    penerbit=SATU_DATA.penerbit,
    kolom=(
        Kolom("kode_desa", KODE_DESA),
        Kolom("nama_desa", NAMA_DESA),
        Kolom("kecamatan", KECAMATAN, wajib=False),
        Kolom("kabupaten", KABUPATEN, wajib=False),
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("kode_provinsi", KODE_PROVINSI, wajib=False),
        Kolom("variabel", VARIABEL),
        Kolom("isi", ISI),
        Kolom("tahun", ("tahun", "tahun data"), wajib=False),
    ),
    records=long_records,
)

LAYOUTS: Final = (SATU_DATA_PANJANG,)
