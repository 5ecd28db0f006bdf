"""The layouts of programme coverage: long (one row per desa, programme, stage and date), and wide as offices keep it.

Programmes are data (``data/fakta/program.toml``): the wide layout has a column for each programme and stage of the list, met
under its id, its names, and each with the stage behind it (``Smart Village``, ``e-Samdes agen``).
"""

from __future__ import annotations

import re
from typing import Final

from lib.domain.language import N_
from lib.domain.program import Program, Tahap, all_programs
from lib.importing.layouts.layout import Kolom, Layout, header_words
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KODE_DESA, KODE_PROVINSI, NAMA_DESA, PROVINSI

_PLACE: Final = ("kode_desa", "nama_desa")
_PLACES: Final = (
    Kolom("kode_desa", KODE_DESA, wajib=False),
    Kolom("nama_desa", NAMA_DESA, wajib=False),
    Kolom("kecamatan", KECAMATAN, wajib=False),
    Kolom("kabupaten", KABUPATEN, wajib=False),
    Kolom("provinsi", PROVINSI, wajib=False),
    Kolom("kode_provinsi", KODE_PROVINSI, wajib=False),
)
_WHEN: Final = (
    Kolom("tanggal", ("tanggal", "tanggal keadaan", "per tanggal", "tanggal data", "tgl"), wajib=False),
    Kolom("tahun", ("tahun", "tahun data"), wajib=False),
)

PANJANG: Final = Layout(
    id="program_panjang",
    nama=N_("cakupan program: satu baris per desa, program, dan tahap"),
    jenis="program",
    kolom=(
        *_PLACES,
        Kolom("program", ("program", "nama program", "id program")),
        Kolom("tahap", ("tahap", "tahapan", "tahap program"), wajib=False),
        *_WHEN,
        Kolom("jumlah", ("jumlah", "banyaknya", "nilai", "cakupan"), wajib=False),
    ),
    salah_satu=(_PLACE,),
)


def role_of(program: Program, tahap: Tahap) -> str:
    """The role of a column of the wide layout: ``smart_village:pengguna``."""
    return f"{program.id}:{tahap.id}"


def names_of(program: Program) -> tuple[str, ...]:
    """What a programme is called in files, as ``header_words`` gives it: its id and names, also with words parted."""
    names = [program.id, *program.nama.values()]
    names += [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) for name in names]
    return tuple(dict.fromkeys(header_words(name)[0] for name in names))


def stage_names(tahap: Tahap) -> tuple[str, ...]:
    """What a stage is called in files."""
    return tuple(dict.fromkeys(header_words(name)[0] for name in (tahap.id, *tahap.nama.values())))


def _columns() -> tuple[Kolom, ...]:
    columns = []
    for program in all_programs().values():
        for tahap in program.tahap:
            words = [f"{name} {stage}" for name in names_of(program) for stage in stage_names(tahap)]
            if tahap.id == program.tahap_utama.id:
                words = [*names_of(program), *words]
            columns.append(Kolom(role_of(program, tahap), tuple(words), wajib=False, per_tahun=True))
    return tuple(columns)


LEBAR: Final = Layout(
    id="program_lebar",
    nama=N_("cakupan program: satu baris per desa, satu kolom per program"),
    jenis="program",
    kolom=(*_PLACES, *(columns := _columns()), *_WHEN),
    salah_satu=(_PLACE, tuple(kolom.peran for kolom in columns)),
)

LAYOUTS: Final = (PANJANG, LEBAR)
