"""Findings about rows that have names but no code, where the names do not lead to exactly one desa.

They warn and do not block: a national file without codes always has some, and the rest of it is good.
"""

from __future__ import annotations

from typing import Final

from lib.domain.language import N_
from lib.domain.wilayah import at_tingkat
from lib.importing.checks.findings import Severity
from lib.importing.checks.rows import CheckedRow
from lib.importing.matching.names import nearest
from lib.importing.matching.places import Register

_ADD_CODE: Final = N_("Tambahkan kolom kode desa (atau kecamatan) di berkas; baris ini tidak disimpan.")

_MEANT: Final = N_("Mungkin yang dimaksud {mungkin} ({kode_mungkin}): perbaiki namanya. Baris ini tidak disimpan.")


def check_nameless(row: CheckedRow, register: Register) -> None:
    """Say why the names of ``row`` lead to no desa, or to several; the row is refused."""
    identity = row.identity
    if not identity.nama:
        row.find("nama_kosong", Severity.WARNS, "nama_desa", N_("Nama desa kosong."), _ADD_CODE, refuse=True)
    elif identity.kode_kabupaten is None:
        row.find(
            "kabupaten_asing", Severity.WARNS, "kabupaten", N_("Nama kabupaten ini tidak ada di daftar."), _ADD_CODE, refuse=True
        )
    elif identity.calon:
        row.find(
            "nama_ganda",
            Severity.WARNS,
            "nama_desa",
            N_("Ada {jumlah} desa bernama {nama} di {kabupaten}: {calon}."),
            _ADD_CODE,
            jumlah=len(identity.calon),
            nama=register.nama(identity.calon[0]),
            kabupaten=register.nama(identity.kode_kabupaten),
            calon=tuple(f"{kode} (Kecamatan {register.nama(at_tingkat(kode, 'kecamatan'))})" for kode in identity.calon),
            refuse=True,
        )
    else:
        kabupaten = register.nama(identity.kode_kabupaten)
        near = nearest(identity.nama, register.names.get(("desa", identity.kode_kabupaten), {}), "desa")
        row.find(
            "nama_tidak_dikenal",
            Severity.WARNS,
            "nama_desa",
            N_("Tidak ada desa dengan nama ini di {kabupaten}."),
            _MEANT if near else _ADD_CODE,
            kabupaten=kabupaten,
            mungkin=register.nama(near[0]) if near else "",
            kode_mungkin=near[0] if near else "",
            refuse=True,
        )
