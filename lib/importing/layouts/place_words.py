"""The words that columns about places are met under, shared by every layout (as ``layouts.header_words`` gives them)."""

from __future__ import annotations

from typing import Final

from lib.domain.language import N_

KODE_PROVINSI: Final = ("kode prov", "kode provinsi", "id prov", "id provinsi", "kd prov")
PROVINSI: Final = ("nama provinsi", "provinsi")
KODE_DESA: Final = (
    "kode desa",
    "kode desa dagri",
    "kode desa kemendagri",
    "kemendagri kode desa kelurahan",
    "kemendagri kode desa",
    "kode kemendagri",
    "kode desa kelurahan",
    "kd desa",
    "kode wilayah",
    "id desa",
)
KABUPATEN: Final = (
    "nama kabupaten",
    "kabupaten",
    "kabupaten kota",
    "nama kabupaten kota",
    "kemendagri nama kabupaten kota",
    "bps nama kabupaten kota",
    "kab kota",
    "nama kab kota",
    "nama kab",
    "kab",
)
KECAMATAN: Final = (
    "nama kecamatan",
    "kecamatan",
    "kemendagri nama kecamatan",
    "bps nama kecamatan",
    "nama kec",
    "kec",
)
NAMA_DESA: Final = (
    "nama desa",
    "desa",
    "desa kelurahan",
    "nama desa kelurahan",
    "kemendagri nama desa kelurahan",
    "kemendagri nama desa",
    "nama pekon",
    "pekon",
    "nama kampung",
    "kampung",
    "nama tiyuh",
    "tiyuh",
)
KEMENDES: Final = N_("Kementerian Desa dan Pembangunan Daerah Tertinggal")
