"""Writes small files of the shapes that ship in ``data/``, with their twins."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

from lib.domain.data_file import Sumber, write_sumber

WILAYAH_HEADER = "kode,jenis,nama,kode_induk,sebutan,kode_bps,lintang,bujur,luas_km2,penduduk,berlaku_dari,berlaku_sampai"
NILAI_HEADER = "kode_desa,tahun,indeks,nilai,status,iks,ike,ikl,dld,ds,de,dl,da,dtkpd"
CAKUPAN_HEADER = "program,kode_wilayah,tanggal,tahap,jumlah"
PRESTASI_HEADER = "kode_wilayah,tahun,ajang,tingkat,hasil,sumber_judul,sumber_url,keyakinan"
DESA = ("18.01.04.2001", "18.01.04.2002", "18.02.01.2001")
WILAYAH = (
    "18,provinsi,Lampung,,,,-5.4,105.2,33570.8,9144263,,",
    "18.01,kabupaten,Lampung Selatan,18,desa,1803,-5.7,105.6,2227.4,1124683,,",
    "18.01.04,kecamatan,Natar,18.01,,,-5.2,105.2,,,,",
    "18.01.04.2001,desa,Hajimena,18.01.04,desa,,-5.35,105.22,,,,",
    "18.01.04.2002,desa,Sidosari,18.01.04,desa,,,,,,2023-01-01,",
    "18.02,kabupaten,Lampung Tengah,18,kampung,1805,-4.8,105.2,,,,",
    "18.02.01,kecamatan,Kalirejo,18.02,,,-5.2,105.0,,,,",
    "18.02.01.1001,kelurahan,Kota,18.02.01,kelurahan,,-5.2,105.0,,,,",
    "18.02.01.2001,desa,Kalirejo,18.02.01,kampung,,-5.2,105.0,,,,",
)
YEARS = (2023, 2024, 2025)


def nilai_lines(years: tuple[int, ...] = YEARS, idm: str = "0.7000", status: str = "berkembang") -> list[str]:
    old = [f"{kode},{tahun},idm,{idm},{status},0.7,0.6,0.8,,,,,," for kode in DESA for tahun in years if tahun < 2025]
    new = [
        f"{kode},{tahun},indeks_desa,63.15,berkembang,,,,100,50,100,60,41,50" for kode in DESA for tahun in years if tahun > 2024
    ]
    return old + new


def cakupan_lines(years: tuple[int, ...] = (2022, 2023), programs: tuple[str, ...] = ("smart_village", "kpb")) -> list[str]:
    return [f"{program},{kode},{tahun}-12-31,aktif,1" for program in programs for kode in DESA for tahun in years]


def write_file(path: Path, header: str, lines: list[str] | tuple[str, ...], sifat: str, judul: str = "Berkas uji") -> None:
    """A data file and its twin, gzipped when its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = ("\n".join([header, *lines]) + "\n").encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    write_sumber(path, Sumber(judul=judul, penerbit="Uji", lisensi="CC0", tanggal=dt.date(2026, 1, 2), sifat=sifat))


def write_shipped(folder: Path) -> None:
    write_file(folder / "wilayah" / "wilayah.csv", WILAYAH_HEADER, WILAYAH, "turunan", "Wilayah uji")
    write_file(folder / "contoh" / "nilai_indeks.csv.gz", NILAI_HEADER, nilai_lines(), "contoh", "Contoh indeks")
    write_file(folder / "contoh" / "cakupan_program.csv.gz", CAKUPAN_HEADER, cakupan_lines(), "contoh", "Contoh cakupan")
    award = "18.01.04.2001,2021,Lomba Desa,Provinsi,Juara 2,Koran,https://contoh.id/a,tinggi"
    write_file(folder / "fakta" / "prestasi.csv", PRESTASI_HEADER, [award], "resmi", "Prestasi uji")
