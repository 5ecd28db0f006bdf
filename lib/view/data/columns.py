"""The vocabulary of the published tables: what each column means, in which unit, and where its values come from.

One entry per column, whatever table, download or open-data answer it stands in, so that the data dictionary, the heading
explanations and the files can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lib.domain.indeks import Dimensi, indices
from lib.domain.language import N_
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view.frame.tables import Column, Kind

WILAYAH: Final = N_("daftar wilayah (Kementerian Dalam Negeri)")
INDEKS: Final = N_("versi data indeks yang terbit")
PROGRAM: Final = N_("versi data program yang terbit")
PRESTASI: Final = N_("versi data prestasi yang terbit")
FAKTA: Final = N_("angka terbitan (data/fakta)")
HITUNGAN: Final = N_("dihitung dasbor ini")
DESA_UNIT: Final = N_("desa")
# In the words of their source.
QUOTED: Final = ("ajang", "hasil", "sumber", "sumber_judul", "definisi")
BAGIAN_UNIT: Final = N_("bagian, 0 sampai 1")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: name, kind, meaning, unit and source, as catalogue keys."""

    label: str
    jenis: Kind
    arti: str
    satuan: str = ""
    sumber: str = HITUNGAN
    desimal: int = 0


_AREA: Final = {
    "kode": Field(N_("Kode"), "teks", N_("Kode wilayah Kementerian Dalam Negeri, dengan titik."), "", WILAYAH),
    "nama": Field(N_("Nama"), "teks", N_("Nama wilayah; bukan kunci, sebab banyak desa bernama sama."), "", WILAYAH),
    "jenis": Field(N_("Jenis"), "teks", N_("Provinsi, kabupaten, kota, kecamatan, desa, atau kelurahan."), "", WILAYAH),
    "sebutan": Field(N_("Sebutan"), "teks", N_("Kata setempat untuk desa: pekon, tiyuh, kampung."), "", WILAYAH),
    "kode_kecamatan": Field(N_("Kode kecamatan"), "teks", N_("Kode kecamatan tempat wilayah itu."), "", WILAYAH),
    "kecamatan": Field(N_("Kecamatan"), "teks", N_("Nama kecamatan tempat wilayah itu."), "", WILAYAH),
    "kode_kabupaten": Field(N_("Kode kabupaten/kota"), "teks", N_("Kode kabupaten atau kota tempat wilayah itu."), "", WILAYAH),
    "kabupaten": Field(N_("Kabupaten/kota"), "teks", N_("Nama kabupaten atau kota tempat wilayah itu."), "", WILAYAH),
    "kode_bps": Field(
        N_("Kode BPS"), "teks", N_("Kode Badan Pusat Statistik; urutannya lain dari kode Kemendagri."), "", WILAYAH
    ),
    "lintang": Field(N_("Lintang"), "angka", N_("Titik tengah wilayah; kosong bila tidak diketahui."), N_("derajat"), WILAYAH, 5),
    "bujur": Field(N_("Bujur"), "angka", N_("Titik tengah wilayah; kosong bila tidak diketahui."), N_("derajat"), WILAYAH, 5),
    "luas_km2": Field(N_("Luas"), "angka", N_("Luas menurut daftar wilayah, bukan dari batas perkiraan."), N_("km²"), WILAYAH, 2),
    "penduduk": Field(N_("Penduduk"), "jumlah", N_("Jumlah penduduk menurut daftar wilayah."), N_("jiwa"), WILAYAH),
    "berlaku_dari": Field(N_("Berlaku dari"), "tanggal", N_("Hari kode mulai berlaku; kosong berarti sejak awal."), "", WILAYAH),
    "berlaku_sampai": Field(N_("Berlaku sampai"), "tanggal", N_("Hari terakhir kode berlaku; kosong: masih."), "", WILAYAH),
}
_SCORE: Final = {
    "tahun": Field(N_("Tahun"), "tahun", N_("Tahun data."), N_("tahun"), INDEKS),
    "indeks": Field(
        N_("Indeks"), "teks", N_("Alat ukur tahun itu: IDM atau Indeks Desa; keduanya tidak dibandingkan."), "", INDEKS
    ),
    "nilai": Field(
        N_("Nilai"),
        "angka",
        N_("Nilai indeks; untuk kecamatan dan kabupaten rata-rata sederhana desa yang dinilai."),
        N_("IDM 0–1, Indeks Desa 0–100"),
        INDEKS,
        4,
    ),
    "status": Field(N_("Status"), "teks", N_("Status desa seperti yang diterbitkan."), N_("lima kelas"), INDEKS),
    "status_hitung": Field(
        N_("Status menurut nilai"), "teks", N_("Status yang mengikuti dari nilai dan batas kelas."), N_("lima kelas")
    ),
    "status_terbanyak": Field(
        N_("Status terbanyak"), "teks", N_("Status yang paling banyak; bila seri, yang lebih rendah."), N_("lima kelas")
    ),
    "dibawa_dari_tahun": Field(
        N_("Dibawa dari tahun"),
        "tahun",
        N_("Tahun asal nilai bila penerbit membawanya dari tahun sebelumnya."),
        N_("tahun"),
        INDEKS,
    ),
    "sifat": Field(
        N_("Sifat data"),
        "teks",
        N_("Resmi, turunan (dihitung dari yang resmi), atau contoh (rekaan, jangan dikutip)."),
        "",
        INDEKS,
    ),
}
_COUNTS: Final = {
    "jumlah_desa": Field(
        N_("Jumlah desa"), "jumlah", N_("Desa yang ada pada 31 Desember tahun itu, tanpa kelurahan."), DESA_UNIT
    ),
    "dinilai": Field(
        N_("Desa dinilai"), "jumlah", N_("Desa yang mempunyai status; penyebut setiap persentase status."), DESA_UNIT
    ),
    "belum_dinilai": Field(N_("Kelurahan"), "jumlah", N_("Kelurahan: tidak dinilai oleh indeks desa."), N_("kelurahan")),
    "tanpa_data": Field(N_("Tanpa data"), "jumlah", N_("Desa yang seharusnya dinilai tetapi tanpa status."), DESA_UNIT),
    "bagian_mandiri": Field(N_("Bagian Mandiri"), "bagian", N_("Desa Mandiri dibagi desa dinilai."), BAGIAN_UNIT),
    "bagian_maju_mandiri": Field(
        N_("Bagian Maju atau Mandiri"), "bagian", N_("Desa Maju dan Mandiri dibagi desa dinilai."), BAGIAN_UNIT
    ),
}
_PROGRAM: Final = {
    "program": Field(N_("Program"), "teks", N_("Nama program; definisinya di bagian Metode."), "", PROGRAM),
    "tahap": Field(N_("Tahap"), "teks", N_("Tahap yang dihitung; tahap tidak dijumlahkan."), "", PROGRAM),
    "tanggal": Field(
        N_("Keadaan per"), "tanggal", N_("Tanggal catatan yang dipakai: yang terbaru sampai akhir tahun."), "", PROGRAM
    ),
    "jumlah": Field(N_("Jumlah"), "jumlah", N_("Jumlah satuan pada tahap itu."), N_("satuan program"), PROGRAM),
    "satuan": Field(N_("Satuan"), "teks", N_("Yang dihitung: desa, BUMDes, atau petani."), "", PROGRAM),
    "penyebut": Field(
        N_("Pembagi"), "jumlah", N_("Yang menjadi pembagi cakupan menurut definisi program."), N_("satuan pembagi"), PROGRAM
    ),
    "bagian": Field(
        N_("Cakupan"), "bagian", N_("Tahap utama dibagi pembagi; dapat melebihi 1 bila dua sumber berbeda."), BAGIAN_UNIT
    ),
}
_OTHER: Final = {
    "ajang": Field(N_("Ajang"), "teks", N_("Nama lomba atau penghargaan."), "", PRESTASI),
    "tingkat": Field(N_("Tingkat"), "teks", N_("Tingkat ajang: provinsi atau nasional."), "", PRESTASI),
    "hasil": Field(N_("Hasil"), "teks", N_("Peringkat atau gelar."), "", PRESTASI),
    "sumber": Field(N_("Sumber"), "teks", N_("Judul sumber baris itu."), "", PRESTASI),
    "sumber_judul": Field(N_("Sumber"), "teks", N_("Judul sumber angka itu."), "", FAKTA),
    "sumber_url": Field(N_("Alamat sumber"), "teks", N_("Alamat sumber pada saat dicatat."), "", FAKTA),
    "keyakinan": Field(N_("Keyakinan"), "teks", N_("Tinggi, sedang, atau rendah menurut penyusun."), "", FAKTA),
    "definisi": Field(N_("Definisi"), "teks", N_("Apa yang dihitung angka itu."), "", FAKTA),
    "catatan": Field(N_("Catatan"), "teks", N_("Hal yang perlu diketahui tentang angka itu."), "", FAKTA),
}


@cache
def fields() -> dict[str, Field]:
    """Every fixed column by id: area, score, counts per status, dimensions of every index, programmes, awards, facts."""
    statuses = {
        status: Field(status_classes()[status].nama["id"], "jumlah", N_("Jumlah desa dengan status ini."), DESA_UNIT)
        for status in STATUS
    }
    dimensions = {entry.id: _dimension_field(entry) for indeks in indices().values() for entry in indeks.dimensi}
    return _AREA | _SCORE | statuses | _COUNTS | dimensions | _PROGRAM | _OTHER


def _dimension_field(entry: Dimensi) -> Field:
    return Field(entry.singkatan, "angka", N_("Dimensi indeks: {nama}."), N_("0 sampai {maks}"), INDEKS, entry.desimal)


def column(name: str, **changes: object) -> Column:
    """The column ``name`` in the active language; ``changes`` replace fields of the result (label, desimal, sumber, ...)."""
    field = fields()[name]
    dimensions = {entry.id: entry for indeks in indices().values() for entry in indeks.dimensi}
    label, meaning, unit = _(field.label), _(field.arti), _(field.satuan)
    if name in STATUS:
        label = status_classes()[name].label
    elif name in dimensions:
        label = dimensions[name].singkatan
        meaning = meaning.format(nama=dimensions[name].label)
        unit = unit.format(maks=f"{dimensions[name].maks:g}")
    made = Column(name, label, field.jenis, meaning, field.desimal, unit, _(field.sumber), name in QUOTED)
    return replace(made, **changes) if changes else made  # type: ignore[arg-type]


def columns(*names: str) -> tuple[Column, ...]:
    """The columns ``names`` in the active language, in order."""
    return tuple(column(name) for name in names)
