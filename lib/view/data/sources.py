"""Where everything comes from: every published version, and every file that ships, with licence, date and fingerprint.

What a publisher or a provenance twin says is quoted in its own language, Indonesian, and marked as such on the page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.data_file import Sumber, data_dir, read_sumber
from lib.domain.data_folder import data_files
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.program import all_programs
from lib.view.data.table_content import sifat_label
from lib.view.frame.places import area_title
from lib.view.frame.tables import Column, TableDescription, slug

KINDS: Final = {
    "indeks": N_("Nilai indeks"),
    "program": N_("Cakupan program"),
    "prestasi": N_("Prestasi"),
    "wilayah": N_("Daftar wilayah"),
    "batas": N_("Batas wilayah"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """One published version: what it is about, who published it, on what terms, from which file."""

    id: int
    jenis: str
    tahun: int | None
    wilayah: str
    sifat: str
    penerbit: str
    judul: str
    url: str
    lisensi: str
    tanggal: dt.date | None
    berkas: str
    sha256: str
    terbit: dt.datetime | None
    jumlah_baris: int
    program: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShippedFile:
    """One file in ``data/`` and its provenance twin."""

    berkas: str
    sumber: Sumber


@cache
def shipped_files() -> tuple[ShippedFile, ...]:
    """Every file in ``data/`` with its twin, in order of its path; DataFileError when one is wrong."""
    folder = data_dir()
    return tuple(ShippedFile(path.relative_to(folder).as_posix(), read_sumber(path)) for path in data_files(folder))


def subject(data: Figures, origin: Origin) -> str:
    """What a version is about, in the active language: its kind, programme or year, and area."""
    parts = [_(KINDS.get(origin.jenis, origin.jenis))]
    programs = all_programs()
    parts += [programs[name].label for name in origin.program if name in programs]
    if origin.tahun:
        parts.append(str(origin.tahun))
    return " · ".join([*parts, area_title(data, origin.wilayah)])


def http_url(url: str) -> str:
    """The address when it is one that a link may have (http, https), else nothing: addresses come from files."""
    return url if url.startswith(("https://", "http://")) else ""


def versions_table(data: Figures, origins: tuple[Origin, ...]) -> TableDescription:
    """Every published version as a table, the last published first."""
    kolom = (
        Column("versi", _("Versi"), "jumlah", _("Nomor versi di basis data.")),
        Column("perihal", _("Perihal"), "teks", _("Jenis data, tahun atau program, dan wilayahnya.")),
        Column("sifat", _("Sifat data"), "teks", _("Resmi, turunan, atau contoh.")),
        Column("jumlah_baris", _("Jumlah baris"), "jumlah", _("Jumlah baris versi itu.")),
        Column("penerbit", _("Penerbit"), "teks", _("Yang menerbitkan datanya."), kutipan=True),
        Column("judul", _("Judul"), "teks", _("Judul menurut penerbitnya."), kutipan=True),
        Column("lisensi", _("Lisensi"), "teks", _("Ketentuan pemakaian menurut penerbitnya."), kutipan=True),
        Column("tanggal", _("Tanggal sumber"), "tanggal", _("Tanggal menurut sumbernya.")),
        Column("terbit", _("Terbit di sini"), "tanggal", _("Hari versi itu mulai berlaku di dasbor ini (UTC).")),
        Column("berkas", _("Berkas"), "teks", _("Nama berkas asalnya.")),
        Column("sha256", _("Sidik jari (SHA-256)"), "teks", _("Sidik jari isi berkas asalnya.")),
        Column("url", _("Alamat"), "teks", _("Alamat sumbernya.")),
    )
    rows = [
        (
            *(entry.id, subject(data, entry), sifat_label(entry.sifat), _rows(data, entry), entry.penerbit, entry.judul),
            *(entry.lisensi, entry.tanggal, entry.terbit.date() if entry.terbit else None, entry.berkas, entry.sha256, entry.url),
        )
        for entry in origins
    ]
    contoh = any(entry.sifat == "contoh" for entry in origins)
    return _table(_("Versi data yang terbit"), _("Satu baris per versi yang berlaku."), kolom, rows, "versi-terbit", contoh)


def _rows(data: Figures, origin: Origin) -> int:
    # The list of areas is a table of its own in the store: its version holds no rows.
    return len(data.wilayah) if origin.jenis == "wilayah" else origin.jumlah_baris


def files_table() -> TableDescription:
    """Every shipped file as a table, with what its provenance twin says."""
    kolom = (
        Column("berkas", _("Berkas"), "teks", _("Letak berkas di folder data.")),
        Column("judul", _("Judul"), "teks", _("Isi berkas itu."), kutipan=True),
        Column("sifat", _("Sifat data"), "teks", _("Resmi, turunan, atau contoh.")),
        Column("penerbit", _("Penerbit"), "teks", _("Yang menerbitkan datanya."), kutipan=True),
        Column("lisensi", _("Lisensi"), "teks", _("Ketentuan pemakaian menurut penerbitnya."), kutipan=True),
        Column("tanggal", _("Tanggal sumber"), "tanggal", _("Tanggal menurut sumbernya.")),
        Column("url", _("Alamat"), "teks", _("Alamat sumbernya.")),
        Column("cara", _("Cara dibuat"), "teks", _("Bagaimana berkas itu dibuat, dan apa yang ditinggalkan."), kutipan=True),
        Column("sha256", _("Sidik jari (SHA-256)"), "teks", _("Sidik jari isi berkas asalnya.")),
    )
    rows = [
        (
            *(entry.berkas, entry.sumber.judul, sifat_label(entry.sumber.sifat), entry.sumber.penerbit, entry.sumber.lisensi),
            *(entry.sumber.tanggal, entry.sumber.url, entry.sumber.cara, entry.sumber.sha256),
        )
        for entry in shipped_files()
    ]
    title = _("Berkas di folder data")
    return _table(title, _("Satu baris per berkas, menurut berkas sumbernya (.sumber.toml)."), kolom, rows, "berkas-data", False)


def _table(judul: str, uraian: str, kolom: tuple[Column, ...], rows: list[tuple], stem: str, contoh: bool) -> TableDescription:
    frame = pd.DataFrame(rows, columns=[column.id for column in kolom])
    for column in kolom:
        if column.jenis == "tanggal":
            frame[column.id] = pd.to_datetime(frame[column.id])
    frame.index = pd.Index(frame[kolom[0].id].to_numpy(dtype=object), dtype=object)
    return TableDescription(
        judul, uraian, kolom, frame, _("Sumber: {sumber}.").format(sumber=_("dasbor ini")), contoh, slug(stem)
    )
