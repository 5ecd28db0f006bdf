"""How the figures are made, drawn from the data itself: bounds of both indices, formulas, programmes, what is computed here."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.indeks import Indeks, indices
from lib.domain.language import format_number, localized
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs
from lib.domain.status import STATUS, status_label


@dataclass(frozen=True, slots=True)
class IndexMethod:
    """One index: name, years, formula, legal basis, note; rows of (status, interval) and of (short name, name, maximum)."""

    nama: str
    tahun: str
    rumus: str
    dasar: str
    catatan: str
    batas: tuple[tuple[str, str], ...]
    dimensi: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ProgramMethod:
    """One programme: name, agency, definition, what it is a share of; stages (name, definition), targets and sources."""

    nama: str
    basis: bool
    instansi: str
    definisi: str
    penyebut: str
    berjalan: str
    tahap: tuple[tuple[str, str], ...]
    sasaran: tuple[tuple[str, str, str], ...]
    sumber: tuple[tuple[str, str], ...]


def index_methods() -> tuple[IndexMethod, ...]:
    """Both indices, oldest first."""
    return tuple(_index_method(entry) for entry in indices().values())


def _index_method(entry: Indeks) -> IndexMethod:
    return IndexMethod(
        nama=entry.label if f"({entry.singkatan})" in entry.label else f"{entry.label} ({entry.singkatan})",
        tahun=years(entry.tahun_dari, entry.tahun_sampai),
        rumus=localized(entry.rumus),
        dasar=entry.dasar,
        catatan=localized(entry.catatan),
        batas=tuple((status_label(status), interval(entry, status)) for status in reversed(STATUS)),
        dimensi=tuple((part.singkatan, part.label, format_number(part.maks)) for part in entry.dimensi),
    )


def years(first: int, last: int | None) -> str:
    """``2015–2024``, or ``2025–`` for one that goes on."""
    return f"{first}–{last or ''}"


def interval(entry: Indeks, status: str) -> str:
    """The scores of a status with the interval rule: lower bound excluded (but for the first class), upper included."""
    low, high = (format_number(bound, entry.desimal) for bound in entry.interval_of(status))
    text = _("{bawah} ≤ nilai ≤ {atas}") if status == STATUS[0] else _("{bawah} < nilai ≤ {atas}")
    return text.format(bawah=low, atas=high)


def interval_rule() -> str:
    """The rule in words, with the decimals of both indices."""
    decimals = ", ".join(
        _("{indeks} {jumlah} desimal").format(indeks=entry.singkatan, jumlah=entry.desimal) for entry in indices().values()
    )
    return _(
        "Batas bawah tidak termasuk, batas atas termasuk; kelas pertama memuat juga batas bawahnya. Nilai dibulatkan dulu ke "
        "desimal yang diterbitkan ({desimal}). Status yang diterbitkan tidak pernah diganti: bila berbeda dari status menurut "
        "nilainya, perbedaan itu tampil di bagian Mutu data."
    ).format(desimal=decimals)


def method_break() -> str:
    """Why nothing is compared across the change of instrument."""
    older, newer = list(indices().values())[:2]
    return _(
        "Sampai {sampai} desa dinilai dengan {lama}, sejak {dari} dengan {baru}. Keduanya alat ukur yang berbeda: dimensi, "
        "skala, dan batas kelasnya lain. Karena itu tidak ada garis, panah, peringkat, atau “naik status” "
        "yang melintasi {sampai}/{dari}."
    ).format(sampai=older.tahun_sampai, lama=older.label, dari=newer.tahun_dari, baru=newer.label)


def formulas() -> tuple[tuple[str, str], ...]:
    """What is computed here: (name, how), with numerator and denominator."""
    return (
        (_("Persentase status"), _("Desa dengan status itu dibagi desa yang dinilai; kelurahan dan desa tanpa data tidak ikut.")),
        (_("Rata-rata nilai wilayah"), _("Rata-rata sederhana nilai desa yang dinilai, tidak ditimbang penduduk.")),
        (_("Status terbanyak"), _("Status dengan desa terbanyak; bila seri, status yang lebih rendah.")),
        (
            _("Perubahan dari tahun sebelumnya"),
            _(
                "Hanya desa yang dinilai pada kedua tahun, dengan alat ukur yang sama; data resmi tidak dibandingkan dengan "
                "contoh."
            ),
        ),
        (
            _("Cakupan program"),
            _(
                "Satuan pada tahap utama dibagi pembagi menurut definisi program, dari catatan terbaru sampai 31 Desember "
                "tahun itu."
            ),
        ),
        (
            _("Desa yang seharusnya dinilai"),
            _("Desa (bukan kelurahan) yang kodenya berlaku pada 31 Desember tahun itu."),
        ),
    )


def program_methods() -> tuple[ProgramMethod, ...]:
    """Every programme, then the bases that others are measured against."""
    listed = sorted(all_programs().values(), key=lambda entry: entry.jenis == "basis")
    return tuple(_program_method(entry) for entry in listed)


def _program_method(entry: Program) -> ProgramMethod:
    of = all_programs().get(entry.penyebut)
    towns = _("kelurahan ikut dihitung") if entry.termasuk_kelurahan else _("tanpa kelurahan")
    divisor = of.label if of else _("desa")
    return ProgramMethod(
        nama=entry.label,
        basis=entry.jenis == "basis",
        instansi=entry.instansi,
        definisi=localized(entry.definisi),
        penyebut=_("Dihitung dalam {satuan}, dibagi jumlah {penyebut}; {kelurahan}.").format(
            satuan=entry.unit, penyebut=divisor, kelurahan=towns
        ),
        berjalan=years(entry.mulai, entry.selesai),
        tahap=tuple((stage.label, localized(stage.definisi)) for stage in entry.tahap),
        sasaran=tuple((str(target.tahun), format_number(target.target), target.sumber) for target in entry.sasaran),
        sumber=tuple((f"{source.penerbit}, {source.judul}", source.url) for source in entry.sumber),
    )


def illustrative_method() -> str:
    """How the illustrative rows were made, and what is true about them."""
    return _(
        "Data resmi per desa tidak ikut dikirim bersama aplikasi ini, jadi baris per desa dibuat sebuah skrip dengan benih "
        "tetap: tiap desa mendapat mutu yang mirip tetangganya dan berubah pelan dari tahun ke tahun, lalu nilai dan statusnya "
        "diatur sehingga jumlah desa per status sama dengan angka terbitan di mana pun angka itu diketahui (per kabupaten atau "
        "per provinsi). Cakupan program dibuat sehingga mencapai jumlah terbitan pada tiap tanggal dan tahap. Jadi angka wilayah "
        "yang bersumber itu benar, tetapi desa mana yang berstatus apa adalah rekaan. Begitu data resmi suatu tahun diimpor, "
        "data contoh tahun itu tidak dipakai lagi."
    )


def boundary_method() -> str:
    """How the approximate boundaries were computed, and what they are not fit for."""
    return _(
        "Batas desa berlisensi terbuka belum tersedia, jadi batas dihitung: sel Thiessen dari titik tengah desa di provinsi ini "
        "dan tetangganya, titiknya digeser sedikit sampai titik berat sel mendekati titik yang diterbitkan, dipotong pada garis "
        "pantai, lalu digabung menjadi kecamatan dan kabupaten sehingga batasnya berimpit. Batas ini perkiraan: cukup untuk peta "
        "warna, tidak untuk luas, kepadatan, atau sengketa batas. Luas wilayah diambil dari daftar, bukan dari poligon. Desa "
        "tanpa titik tidak mempunyai poligon, tetapi tetap ada di setiap tabel dan jumlah."
    )
