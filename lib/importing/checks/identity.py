"""Rules about which place a row is for: its code, its names, and that it is there once."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

from lib.domain.language import N_
from lib.domain.wilayah import at_tingkat, is_kelurahan
from lib.importing.checks.findings import Severity
from lib.importing.checks.nameless import check_nameless
from lib.importing.checks.rows import CheckedRow
from lib.importing.matching.places import Register, code_or_none, suggest

MAX_SUGGESTIONS: Final = 300  # Looking for the nearest name takes time; a file with more than this is mended by other means.
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE | re.ASCII)
_SHOWN_ROWS: Final = 5

_BLOCKS, _WARNS, _INFORMS = Severity.BLOCKS, Severity.WARNS, Severity.INFORMS
_SEE_LIST: Final = N_("Periksa kode itu pada daftar resmi kode wilayah Kemendagri.")
_MEANT: Final = N_("Mungkin yang dimaksud {mungkin} ({kode_mungkin}), Kecamatan {kecamatan_mungkin}, {kabupaten_mungkin}.")


def check_identity(rows: list[CheckedRow], register: Register, tahun: int | None, *, doubles: bool = True) -> None:
    """Add the findings about code and names to ``rows``; whatever cannot be assigned with certainty is refused.

    ``tahun`` is None where rows are of several years; ``doubles``: a desa may be there only once.
    """
    suggestions = 0
    of_year = [row for row in rows if row.stored]  # a row of another year is refused already and doubles nothing
    for row in rows:
        if not _check_code(row, register):
            continue
        place = register.places.get(row.kode)
        contradicts = row.identity.contradicts
        hint: dict[str, Any] = {}
        if (place is None or contradicts) and suggestions < MAX_SUGGESTIONS:
            suggestions += 1
            hint = _hint(row, register)
        if place is None:
            saran = _MEANT if hint else _SEE_LIST
            row.find(
                "kode_tidak_dikenal",
                _BLOCKS,
                "kode_desa",
                N_("Kode {kode} tidak ada di daftar wilayah."),
                saran,
                kode=row.kode,
                **hint,
            )
            continue
        _check_names(row, register, hint)
        if tahun is not None and not place.in_force(tahun) and not is_kelurahan(row.kode):
            row.find(
                "kode_belum_berlaku",
                _WARNS,
                "kode_desa",
                N_("Desa {nama} tidak berlaku pada tahun {tahun} menurut daftar wilayah."),
                N_("Periksa tahun berkas ini."),
                nama=place.nama,
                tahun=str(tahun),
            )
    if doubles:
        _check_doubles(of_year, register)


def _check_code(row: CheckedRow, register: Register) -> bool:
    """True when the row has the code of a desa or kelurahan, known or not."""
    if row.identity.dari_nama and row.identity.kode is None:
        check_nameless(row, register)
        return False
    if row.identity.dari_nama:
        return True
    cell = row.record.isi.get("kode_desa")
    if cell is None:
        row.find("kode_kosong", _BLOCKS, "kode_desa", N_("Kode desa kosong."), N_("Isi kode desa, atau hapus barisnya."))
        return False
    if not row.kode:
        saran = N_("Tulis sepuluh angka kode Kemendagri, misalnya 18.01.04.2001.")
        if _SCIENTIFIC.fullmatch(str(cell).strip()):
            saran = N_("Lembar kerja mengubah kode menjadi notasi ilmiah: jadikan kolom kode teks di berkas asli, simpan ulang.")
        row.find("kode_salah_tulis", _BLOCKS, "kode_desa", N_("Bukan kode wilayah."), saran)
        return False
    if row.kode.count(".") != 3:
        row.find(
            "kode_bukan_desa",
            _BLOCKS,
            "kode_desa",
            N_("Kode {kode} adalah kode wilayah di atas desa."),
            N_("Tulis sepuluh angka kode Kemendagri, misalnya 18.01.04.2001."),
            kode=row.kode,
        )
        return False
    province = code_or_none(row.record.isi.get("kode_provinsi"))
    if province is not None and province[:2] != row.kode[:2]:
        row.find(
            "provinsi_tidak_cocok",
            _BLOCKS,
            "kode_provinsi",
            N_("Kode provinsi {provinsi} tidak cocok dengan kode desa {kode}."),
            _SEE_LIST,
            provinsi=province,
            kode=row.kode,
        )
    return True


def _hint(row: CheckedRow, register: Register) -> dict[str, Any]:
    meant = suggest(register, row.identity)
    if meant is None or meant.kode == row.kode:
        return {}
    return {
        "mungkin": meant.nama,
        "kode_mungkin": meant.kode,
        "kecamatan_mungkin": register.nama(at_tingkat(meant.kode, "kecamatan")),
        "kabupaten_mungkin": register.nama(at_tingkat(meant.kode, "kabupaten")),
    }


def _check_names(row: CheckedRow, register: Register, hint: dict[str, Any]) -> None:
    identity = row.identity
    kecamatan, kabupaten = (register.nama(at_tingkat(row.kode, level)) for level in ("kecamatan", "kabupaten"))
    official: dict[str, Any] = {
        "kode": row.kode,
        "resmi": register.nama(row.kode),
        "kecamatan": kecamatan,
        "kabupaten": kabupaten,
    }
    if identity.desa_cocok is None and "nama_desa" in row.record.table.kolom:
        row.find(
            "nama_kosong",
            _WARNS,
            "nama_desa",
            N_("Nama desa kosong, jadi kode {kode} ({resmi}) tidak dapat dicocokkan."),
            N_("Isi nama desa."),
            **official,
        )
    elif identity.desa_cocok == "beda":
        row.find(
            "nama_tidak_cocok",
            _BLOCKS,
            "nama_desa",
            N_("Kode {kode} adalah {resmi}, Kecamatan {kecamatan}, {kabupaten}: namanya tidak cocok."),
            _MEANT if hint else N_("Perbaiki kode atau nama desanya."),
            **official,
            **hint,
        )
    elif identity.desa_cocok == "mirip":
        row.find("ejaan_nama", _INFORMS, "nama_desa", N_("Nama ditulis lain dari daftar resmi: {resmi}."), **official)
    if identity.kabupaten_cocok == "beda":
        row.find(
            "kabupaten_tidak_cocok",
            _BLOCKS,
            "kabupaten",
            N_("Kode {kode} berada di {kabupaten}, bukan di kabupaten yang tertulis."),
            _MEANT if hint else N_("Perbaiki kode atau nama kabupatennya."),
            **official,
            **hint,
        )
    elif identity.kabupaten_cocok == "asing":
        row.find(
            "kabupaten_asing",
            _WARNS,
            "kabupaten",
            N_("Nama kabupaten ini tidak ada di daftar; menurut kode: {kabupaten}."),
            **official,
        )
    if identity.kecamatan_cocok in ("beda", "asing"):
        row.find(
            "kecamatan_tidak_cocok",
            _WARNS,
            "kecamatan",
            N_("Menurut kode {kode}, desa ini berada di Kecamatan {kecamatan}."),
            N_("Periksa nama kecamatannya; yang dipakai adalah kodenya."),
            **official,
        )


def _check_doubles(rows: list[CheckedRow], register: Register) -> None:
    """A desa that is there more than once: none of its rows is taken, for choosing one would depend on their order."""
    by_code: dict[str, list[CheckedRow]] = defaultdict(list)
    for row in rows:
        if row.kode.count(".") == 3:
            by_code[row.kode].append(row)
    for kode, same in by_code.items():
        if len(same) == 1:
            continue
        numbers = [str(row.record.row) for row in same]
        shown = tuple(numbers[:_SHOWN_ROWS]) + (("…",) if len(numbers) > _SHOWN_ROWS else ())
        for row in same:
            row.find(
                "desa_ganda",
                _WARNS if row.identity.dari_nama else _BLOCKS,
                "nama_desa" if row.identity.dari_nama else "kode_desa",
                N_("Desa {nama} ({kode}) ada {jumlah} kali: baris {baris}."),
                N_("Sisakan satu baris."),
                nama=register.nama(kode),
                kode=kode,
                jumlah=len(same),
                baris=shown,
                refuse=True,
            )
