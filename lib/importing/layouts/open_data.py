"""Open data portals: one variable per file (a score, or a status), one row per desa and year, codes of both systems."""

from __future__ import annotations

from typing import Final

from lib.domain.language import N_
from lib.importing.layouts.layout import Kolom, Layout
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KODE_DESA, KODE_PROVINSI, NAMA_DESA, PROVINSI

SATU_DATA: Final = Layout(
    id="satu_data",
    nama=N_("data terbuka: satu nilai atau status per desa dan tahun"),
    jenis="indeks",
    penerbit=N_("portal data terbuka"),
    kolom=(
        Kolom("kode_desa", KODE_DESA),
        Kolom("nama_desa", NAMA_DESA),
        Kolom("kecamatan", KECAMATAN, wajib=False),
        Kolom("kabupaten", KABUPATEN, wajib=False),
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("kode_provinsi", KODE_PROVINSI, wajib=False),
        Kolom(
            "nilai",
            (
                "nilai idm",
                "skor idm",
                "indeks desa membangun",
                "indeks desa membangun idm",
                "nilai indeks desa membangun",
                "skor indeks desa membangun",
                "indeks idm",
                "idm",
                "nilai indeks desa",
                "skor indeks desa",
                "indeks desa",
                "nilai indeks",
                "skor",
                "nilai",
            ),
            wajib=False,
            per_tahun=True,
        ),
        Kolom(
            "status",
            (
                "status idm",
                "status desa",
                "status idm desa",
                "status indeks desa membangun",
                "status indeks desa",
                "kategori idm",
                "klasifikasi idm",
                "kategori indeks desa membangun",
                "status perkembangan desa",
                "status",
            ),
            wajib=False,
            per_tahun=True,
        ),
        Kolom("tahun", ("tahun", "tahun data"), wajib=False),
    ),
    salah_satu=(("nilai", "status"),),
)

LAYOUTS: Final = (SATU_DATA,)
