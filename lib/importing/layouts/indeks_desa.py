"""The layouts of the Indeks Desa (from 2025), as kabupaten publish it: short names of the dimensions, or whole words."""

from __future__ import annotations

from typing import Final

from lib.domain.language import N_
from lib.importing.layouts.layout import Kolom, Layout
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KEMENDES, KODE_DESA, KODE_PROVINSI, NAMA_DESA, PROVINSI

_PLACES: Final = (
    Kolom("kode_desa", KODE_DESA),
    Kolom("nama_desa", NAMA_DESA),
    Kolom("kecamatan", KECAMATAN, wajib=False),
    Kolom("kabupaten", KABUPATEN, wajib=False),
    Kolom("provinsi", PROVINSI, wajib=False),
    Kolom("kode_provinsi", KODE_PROVINSI, wajib=False),
)
_TAIL: Final = (
    Kolom("tahun", ("tahun", "tahun data"), wajib=False),
    Kolom("dibawa", ("update", "tahun update"), wajib=False),
)
_NILAI: Final = ("skor", "skor indeks desa", "skor id", "nilai indeks desa", "nilai id", "nilai", "indeks desa")
_STATUS: Final = ("status", "status indeks desa", "status id", "status desa", "kategori", "indeks desa id")

SINGKAT: Final = Layout(
    id="indeks_desa",
    nama=N_("Indeks Desa satu baris per desa"),
    jenis="indeks",
    indeks="indeks_desa",
    penerbit=KEMENDES,
    kolom=(
        *_PLACES,
        Kolom("dld", ("dld", "dimensi layanan dasar", "layanan dasar", "skor layanan dasar"), per_tahun=True),
        Kolom("ds", ("ds", "dimensi sosial", "sosial", "skor sosial"), per_tahun=True),
        Kolom("de", ("de", "dimensi ekonomi", "ekonomi", "skor ekonomi"), per_tahun=True),
        Kolom("dl", ("dl", "dimensi lingkungan", "lingkungan", "skor lingkungan"), per_tahun=True),
        Kolom("da", ("da", "dimensi aksesibilitas", "aksesibilitas", "skor aksesibilitas"), per_tahun=True),
        Kolom(
            "dtkpd",
            (
                "dtkpd",
                "dtkp",
                "dimensi tata kelola pemerintahan desa",
                "dimensi tata kelola pemerintah desa",
                "tata kelola pemerintahan desa",
                "tata kelola pemerintah desa",
                "tata kelola pemerintahan",
                "tata kelola pemerintah",
                "tata kelola",
            ),
            per_tahun=True,
        ),
        Kolom("nilai", _NILAI, per_tahun=True),
        Kolom("status", _STATUS, per_tahun=True),
        *_TAIL,
    ),
)

LAYOUTS: Final = (SINGKAT,)
