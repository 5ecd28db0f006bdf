"""The kinds of slides and of decks, and what each can be asked for. Ids are for good: kept decks refer to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.domain.language import N_
from lib.domain.language import gettext as _

_AREA: Final = ("tahun", "kab", "kec")
_PROGRAM: Final = (*_AREA, "program")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of slide: its name, what it shows, and the names of its parameters."""

    id: str
    nama: str
    penjelasan: str
    parameter: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name in the active language."""
        return _(self.nama)

    @property
    def explanation(self) -> str:
        """What it shows, in the active language."""
        return _(self.penjelasan)


_LISTED: Final = (
    Kind("judul", N_("Halaman judul"), N_("Judul paparan, wilayah, tahun, dan tanggal."), ()),
    Kind("ringkasan", N_("Ringkasan"), N_("Angka kunci dan satu kalimat."), _AREA),
    Kind("komposisi", N_("Komposisi per tahun"), N_("Desa menurut status tiap tahun."), (*_AREA, "satuan", "data")),
    Kind("peta", N_("Peta"), N_("Peta satu indikator."), (*_PROGRAM, "tingkat", "indikator", "klasifikasi", "ukuran")),
    Kind("penggerak", N_("Naik dan turun terbesar"), N_("Tabel desa yang paling berubah."), (*_AREA, "sebelum", "menurut")),
    Kind("perpindahan", N_("Perpindahan status"), N_("Dari status mana ke status mana."), (*_AREA, "sebelum")),
    Kind("peringkat", N_("Peringkat wilayah"), N_("Wilayah menurut satu indikator."), (*_PROGRAM, "indikator")),
    Kind("perbandingan", N_("Dibandingkan provinsi"), N_("Satu kabupaten di samping provinsi."), ("tahun", "kab")),
    Kind("program_target", N_("Program dan targetnya"), N_("Cakupan semua program dan target yang terbit."), _AREA),
    Kind("program_tahap", N_("Angka satu program"), N_("Tahap-tahap satu program."), _PROGRAM),
    Kind("tren_program", N_("Perjalanan satu program"), N_("Tahap satu program dari waktu ke waktu."), _PROGRAM),
    Kind("daftar", N_("Daftar yang belum terjangkau"), N_("Desa yang belum terjangkau suatu program."), _PROGRAM),
    Kind("prioritas", N_("Daftar prioritas"), N_("Desa yang tertinggal dan keadaannya dalam tiap program."), (*_AREA, "batas")),
    Kind(
        "grafik",
        N_("Grafik halaman"),
        N_("Satu grafik dari halaman mana pun."),
        (*_PROGRAM, "desa", "indikator", "grafik", "sebelum", "menurut", "jarak", "banding", "kelompok"),
    ),
    Kind("langkah", N_("Langkah berikut"), N_("Pokok yang perlu diputuskan, dengan kolom isian."), _AREA),
    Kind("metode", N_("Cara hitung dan sumber"), N_("Sumber, rumus, dan batas pemakaian."), _PROGRAM),
)
KINDS: Final = {kind.id: kind for kind in _LISTED}

DECKS: Final = {
    "provinsi": N_("Rapat provinsi"),
    "kabupaten": N_("Rapat kabupaten"),
    "program": N_("Satu program"),
    "sendiri": N_("Susunan sendiri"),
}


def deck_name(jenis: str) -> str:
    """The occasion of a deck in the active language."""
    return _(DECKS[jenis])
