"""Decks that are ready to be shown: for a meeting of the province, of one kabupaten, or about one programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.errors import DeckError
from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, N_
from lib.domain.program import programs
from lib.domain.wilayah import tingkat
from lib.view.deck.deck import Deck, new_slide, with_slide
from lib.view.program.coverage import known as known_of_year

_Plan = tuple[tuple[str, Mapping[str, str]], ...]
# Where no year may be compared with, the slide on key figures says so once.
_OF_TWO_YEARS: Final = ("perpindahan", "penggerak")
_OF_DESA: Final = {"indikator": "status", "tingkat": "desa"}


def ready_deck(
    data: Figures,
    jenis: str,
    *,
    tahun: int,
    kab: str | None = None,
    program: str | None = None,
    bahasa: str = DEFAULT_LANGUAGE,
) -> Deck:
    """The ready deck ``provinsi``, ``kabupaten`` (of ``kab``) or ``program`` (of ``program``, in ``kab`` when given).

    DeckError when the kind is none of these, or the kabupaten, the programme or the language does not exist.
    """
    if jenis not in _PLANS:
        raise DeckError(
            N_("Tidak ada paparan siap pakai “{jenis}”."),
            saran=N_("Yang ada: {ada}."),
            jenis=jenis[:40],
            ada=", ".join(_PLANS),
        )
    if kab is not None and (kab not in data.codes or tingkat(kab) != "kabupaten"):
        raise DeckError(N_("Tidak ada kabupaten atau kota berkode {kode}."), saran=N_("Contoh kode: 18.01."), kode=kab[:40])
    if jenis == "kabupaten" and kab is None:
        raise DeckError(N_("Rapat kabupaten memerlukan kode kabupaten."), saran=N_("Contoh kode: 18.01."))
    if program is not None and program not in programs():
        raise DeckError(
            N_("Tidak ada program “{program}”."), saran=N_("Yang ada: {ada}."), program=program[:40], ada=", ".join(programs())
        )
    if bahasa not in LANGUAGES:
        raise DeckError(
            N_("Tidak ada bahasa “{bahasa}”."), saran=N_("Yang ada: {ada}."), bahasa=bahasa[:40], ada=", ".join(LANGUAGES)
        )
    area = None if jenis == "provinsi" else kab
    deck = Deck(jenis, tahun, area, program or _spoken_of(data, tahun, area), bahasa)
    official = {"data": "resmi"} if tahun in data.years and not data.is_illustrative(tahun) else {}
    for kind, parameter in _PLANS[jenis]:
        if kind in _OF_TWO_YEARS and tahun in data.years and data.year_before(tahun) is None:
            continue
        deck = with_slide(deck, new_slide(deck, kind, {**parameter, **(official if kind == "komposisi" else {})}))
    return deck


def _spoken_of(data: Figures, tahun: int, area: str | None) -> str | None:
    """The first programme that is known at the end of the year and has not reached all in the area."""
    offered = known_of_year(data, tahun)
    kode = area or data.codes_at("provinsi")[0]
    open_ones = (key for key in offered if data.coverage(key, tahun, tingkat(kode)).loc[kode, "bagian"] < 1)
    return next(open_ones, next(iter(offered or programs()), None))


_PLANS: Final[dict[str, _Plan]] = {
    "provinsi": (
        ("judul", {}),
        ("ringkasan", {}),
        ("komposisi", {}),
        ("peta", _OF_DESA),
        ("peringkat", {"indikator": "mandiri"}),
        ("perpindahan", {}),
        ("penggerak", {}),
        ("program_target", {}),
        ("peta", {"indikator": "cakupan", "tingkat": "kabupaten"}),
        ("prioritas", {}),
        ("langkah", {}),
        ("metode", {}),
    ),
    "kabupaten": (
        ("judul", {}),
        ("ringkasan", {}),
        ("perbandingan", {}),
        ("komposisi", {}),
        ("peta", _OF_DESA),
        ("peringkat", {"indikator": "mandiri"}),
        ("perpindahan", {}),
        ("penggerak", {}),
        ("program_target", {}),
        ("prioritas", {}),
        ("daftar", {}),
        ("langkah", {}),
        ("metode", {}),
    ),
    "program": (
        ("judul", {}),
        ("program_tahap", {}),
        ("tren_program", {}),
        ("peta", {"indikator": "cakupan"}),
        ("peringkat", {"indikator": "cakupan"}),
        ("daftar", {}),
        ("langkah", {}),
        ("metode", {}),
    ),
}
