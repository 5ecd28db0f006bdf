"""The layout of awards: one row per desa, year and contest."""

from __future__ import annotations

from typing import Final

from lib.domain.language import N_
from lib.importing.layouts.layout import Kolom, Layout
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KODE_DESA, NAMA_DESA, PROVINSI

PRESTASI: Final = Layout(
    id="prestasi",
    nama=N_("prestasi desa: satu baris per desa, tahun, dan ajang"),
    jenis="prestasi",
    kolom=(
        Kolom("kode_desa", KODE_DESA, wajib=False),
        Kolom("nama_desa", NAMA_DESA, wajib=False),
        Kolom("kecamatan", KECAMATAN, wajib=False),
        Kolom("kabupaten", KABUPATEN, wajib=False),
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("tahun", ("tahun", "tahun lomba", "tahun ajang")),
        Kolom("ajang", ("ajang", "lomba", "nama lomba", "nama ajang", "penghargaan", "kompetisi", "nama kegiatan")),
        Kolom("tingkat", ("tingkat", "tingkat lomba", "tingkat ajang", "level"), wajib=False),
        Kolom("hasil", ("hasil", "juara", "peringkat", "prestasi", "capaian")),
        Kolom("sumber", ("sumber", "sumber judul", "judul sumber"), wajib=False),
        Kolom("sumber_url", ("sumber url", "url", "tautan"), wajib=False),
    ),
    salah_satu=(("kode_desa", "nama_desa"),),
)

LAYOUTS: Final = (PRESTASI,)
