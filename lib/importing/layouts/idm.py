"""The layouts of the IDM (years to 2024), and the recap that is met beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lib.domain.language import N_
from lib.importing.layouts.layout import Kolom, Layout, Record, Skipped, Table
from lib.importing.layouts.place_words import KABUPATEN, KECAMATAN, KEMENDES, KODE_DESA, KODE_PROVINSI, NAMA_DESA, PROVINSI

_VALUES: Final = (
    Kolom("iks", ("iks", "nilai iks", "skor iks"), per_tahun=True),
    Kolom("ike", ("ike", "nilai ike", "skor ike"), per_tahun=True),
    Kolom("ikl", ("ikl", "nilai ikl", "skor ikl"), per_tahun=True),
    Kolom("nilai", ("nilai idm", "skor idm", "idm", "nilai"), per_tahun=True),
    Kolom("status", ("status idm", "status idm desa", "status"), per_tahun=True),
)
NASIONAL: Final = Layout(
    id="idm_nasional",
    nama=N_("IDM nasional, satu baris per desa"),
    jenis="indeks",
    indeks="idm",
    penerbit=KEMENDES,
    kolom=(
        Kolom("kode_provinsi", KODE_PROVINSI),
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("kabupaten", KABUPATEN),
        Kolom("kecamatan", KECAMATAN),
        Kolom("kode_desa", KODE_DESA),
        Kolom("nama_desa", NAMA_DESA),
        *_VALUES,
        # A year older than the file's own: the score was carried over from it.
        Kolom("dibawa", ("update", "tahun update"), wajib=False),
        Kolom("tahun", ("tahun",), wajib=False),
    ),
)

PER_DESA: Final = Layout(
    id="idm_per_desa",
    nama=N_("IDM satu baris per desa"),
    jenis="indeks",
    indeks="idm",
    penerbit=KEMENDES,
    kolom=(
        Kolom("kode_desa", KODE_DESA),
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("kabupaten", KABUPATEN, wajib=False),
        Kolom("kecamatan", KECAMATAN, wajib=False),
        # Without names a BPS code cannot be told from a Kemendagri code.
        Kolom("nama_desa", NAMA_DESA),
        *_VALUES,
        Kolom("tahun", ("tahun", "tahun data", "tahun idm"), wajib=False),
        Kolom("dibawa", ("update", "tahun update"), wajib=False),
    ),
)

TANPA_KODE: Final = Layout(
    id="idm_tanpa_kode",
    nama=N_("IDM tanpa kode desa (dicocokkan menurut nama)"),
    jenis="indeks",
    indeks="idm",
    penerbit=KEMENDES,
    kolom=(
        Kolom("provinsi", PROVINSI, wajib=False),
        Kolom("kode_provinsi", KODE_PROVINSI, wajib=False),
        Kolom("kabupaten", KABUPATEN),
        Kolom("kecamatan", KECAMATAN, wajib=False),
        Kolom("nama_desa", NAMA_DESA),
        *_VALUES,
        Kolom("tahun", ("tahun", "tahun data", "tahun idm"), wajib=False),
        Kolom("dibawa", ("update", "tahun update"), wajib=False),
    ),
)


def _answers(table: Table) -> Iterator[Record | Skipped]:
    """One record per answer, named by its file; a file that is no answer has its name alone and is skipped."""
    for number, cells in table.sheet.rows():
        if number <= table.header_row:
            continue
        isi = {peran: cells[place] if place < len(cells) else None for peran, place in table.kolom.items()}
        nama = str(isi.pop("berkas") or "")
        if all(value is None for value in isi.values()):
            yield Skipped(table, number, "rusak", nama)
        else:
            yield Record(table, number, isi, berkas=nama)


JAWABAN_API: Final = Layout(
    id="jawaban_api",
    nama=N_("jawaban API IDM Kementerian Desa"),
    jenis="indeks",
    indeks="idm",
    penerbit=KEMENDES,
    kolom=(
        Kolom("berkas", ("berkas jawaban",)),
        Kolom("kode_desa", ("kode desa",)),
        Kolom("provinsi", ("provinsi",)),
        Kolom("kabupaten", ("kabupaten",)),
        Kolom("kecamatan", ("kecamatan",)),
        Kolom("nama_desa", ("nama desa",)),
        Kolom("tahun", ("tahun",)),
        *(Kolom(peran, (peran,)) for peran in ("iks", "ike", "ikl", "nilai", "status")),
    ),
    records=_answers,
)

_COUNTS: Final = tuple(
    Kolom(words.replace(" ", "_"), (words, f"desa {words}", f"jumlah {words}", f"jumlah desa {words}"), per_tahun=True)
    for words in ("mandiri", "maju", "berkembang", "tertinggal", "sangat tertinggal")
)
_MEND_RECAP: Final = N_("Impor berkas yang berisi satu baris per desa dengan kode desa; rekap hanya berisi jumlah.")

REKAP_PROVINSI: Final = Layout(
    id="rekap_provinsi",
    nama=N_("rekap jumlah desa per provinsi"),
    jenis="indeks",
    kolom=(Kolom("provinsi", ("provinsi", "nama provinsi")), *_COUNTS),
    penolakan=N_("Lembar “{lembar}” adalah rekap per provinsi (jumlah desa menurut status), bukan data per desa."),
    saran=_MEND_RECAP,
)

REKAP_WILAYAH: Final = Layout(
    id="rekap_wilayah",
    nama=N_("rekap jumlah desa per kabupaten atau kecamatan"),
    jenis="indeks",
    kolom=(Kolom("kabupaten", (*KABUPATEN, *KECAMATAN)), *_COUNTS),
    penolakan=N_("Lembar “{lembar}” adalah rekap per kabupaten atau kecamatan, bukan data per desa."),
    saran=_MEND_RECAP,
)

LAYOUTS: Final = (JAWABAN_API, NASIONAL, PER_DESA, TANPA_KODE)
RECAPS: Final = (REKAP_WILAYAH, REKAP_PROVINSI)
