"""The progress page as a whole: its sections, which years it compares, its headline, and what it says of partial years."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import class_moves
from lib.analysis.status.outlook import pairs_of_years
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.domain.wilayah import TINGKAT, Tingkat, tingkat
from lib.view.frame.places import area_title, local_word
from lib.view.frame.provenance import illustrative_note, source_line
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import comparison_note, headline, no_comparison

BAGIAN: Final = ("komposisi", "sebaran", "perpindahan", "penggerak", "wilayah", "jarak", "perkiraan")


# These draw every year at once.
OF_MANY_YEARS: Final = ("komposisi", "sebaran", "wilayah")


def section_names(data: Figures, selection: Selection) -> dict[str, str]:
    """The sections of the page in the active language, in order."""
    inside = {"kabupaten": _("Per kabupaten"), "kecamatan": _("Per kecamatan"), "desa": _("Per {desa}")}[below(selection)]
    names = (
        _("Komposisi"),
        _("Sebaran"),
        _("Perpindahan"),
        _("Penggerak"),
        inside.format(desa=local_word(data, selection.area)),
        _("Jarak"),
        _("Perkiraan"),
    )
    return dict(zip(BAGIAN, names, strict=True))


def below(selection: Selection) -> Tingkat:
    """The level of the areas inside the selected one."""
    return TINGKAT[TINGKAT.index(tingkat(selection.area)) + 1] if selection.area else "kabupaten"


def earlier_years(data: Figures, tahun: int) -> tuple[int, ...]:
    """The earlier years that ``tahun`` may be compared with, newest first.

    On the same index, and official with official or illustrative with illustrative only.
    """
    return tuple(
        year
        for year in reversed(data.years)
        if year < tahun and comparable(year, tahun) and data.is_illustrative(year) == data.is_illustrative(tahun)
    )


def like_years(data: Figures, tahun: int) -> tuple[int, ...]:
    """``tahun`` and the earlier years it may be compared with, oldest first."""
    return (*reversed(earlier_years(data, tahun)), tahun)


def anything_to_show(data: Figures, selection: Selection, bagian: str) -> bool:
    """True when the section has a desa with a status: in any year for those of many years, else in the selected one."""
    years = data.years if bagian in OF_MANY_YEARS else (selection.tahun,)
    return any(data.area_counts(year, selection.area)["dinilai"] for year in years)


def progress_headline(data: Figures, selection: Selection) -> tuple[str, str]:
    """What moved since the year before, and what that did to the mean; where nothing may be compared, why.

    The sentence counts desa with a status in both years.
    """
    before = data.year_before(selection.tahun)
    assessed = bool(data.area_counts(selection.tahun, selection.area)["dinilai"])
    if before is None or not assessed:
        return headline(data, selection), no_comparison(data, selection.tahun) if assessed else ""
    kode = selection.area or data.codes_at("provinsi")[0]
    moves = data.derived(class_moves, selection.tahun, tingkat(kode), kode, before)
    row = None if moves is None else moves.loc[kode]
    if row is None or not row["n_berpasangan"]:
        return headline(data, selection), _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(
            sebelum=before, tahun=selection.tahun
        )
    fields = {
        "jumlah": format_number(row["n_berpasangan"]),
        "naik": format_number(row["naik"]),
        "turun": format_number(row["turun"]),
        "tetap": format_number(row["tetap"]),
        "desa": local_word(data, selection.area),
        "wilayah": area_title(data, selection.area),
        "sebelum": before,
        "tahun": selection.tahun,
    }
    if not row["naik"] and not row["turun"]:
        text = _("Status semua {jumlah} {desa} di {wilayah} tetap dari {sebelum} ke {tahun}.")
    elif not row["turun"]:
        text = _(
            "{naik} dari {jumlah} {desa} di {wilayah} naik status dari {sebelum} ke {tahun}; tidak ada yang turun, {tetap} tetap."
        )
    elif not row["naik"]:
        text = _(
            "{turun} dari {jumlah} {desa} di {wilayah} turun status dari {sebelum} ke {tahun}; tidak ada yang naik, "
            "{tetap} tetap."
        )
    else:
        text = _("{naik} dari {jumlah} {desa} di {wilayah} naik status dari {sebelum} ke {tahun}; {turun} turun, {tetap} tetap.")
    return text.format(**fields), " ".join((comparison_note(data, selection), _mean_note(data, selection, kode))).strip()


def _mean_note(data: Figures, selection: Selection, kode: str) -> str:
    changes = data.changes(selection.tahun, tingkat(kode))
    row = None if changes is None else changes.loc[kode]
    if row is None or not row["n_berpasangan"]:
        return ""
    index = indeks_of_year(selection.tahun)
    return _("Rata-rata {indeks} desa yang sama: {dari} menjadi {ke} ({selisih}).").format(
        indeks=index.singkatan,
        dari=format_number(row["nilai_sebelum"], index.desimal),
        ke=format_number(row["nilai"], index.desimal),
        selisih=format_signed(row["selisih"], index.desimal),
    )


def source_of_years(data: Figures, selection: Selection, years: Iterable[int]) -> str:
    """The source line of a view that is drawn from the scores of several years."""
    return source_line(data, *(replace(selection, tahun=year, indikator="nilai") for year in years if year in data.years))


def any_illustrative(data: Figures, years: Iterable[int]) -> bool:
    """True when a row of any of the years is illustrative."""
    return any(data.is_illustrative(year) for year in years)


def illustrative_years_note(data: Figures, selection: Selection, years: Iterable[int]) -> str:
    """What the badge means for these years: what of them is true, or which of them are illustrative."""
    used = sorted(set(years))
    invented = [year for year in used if data.is_illustrative(year)]
    if not invented:
        return ""
    if len(invented) < len(used):
        return _("Rekaan: {rekaan}. Data resmi: {resmi}.").format(
            rekaan=year_ranges(invented), resmi=year_ranges([year for year in used if year not in invented])
        )
    return illustrative_note(data, replace(selection, indikator="status"))


def year_ranges(years: Iterable[int]) -> str:
    """``2018–2022, 2025``: years with runs drawn together."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def break_note(years: Iterable[int]) -> str:
    """Why a view that spans both instruments is cut in two; empty when it does not span them."""
    used = sorted(years)
    for earlier, later in itertools.pairwise(used):
        if not comparable(earlier, later):
            return _(
                "Sampai {lama_tahun} status diukur dengan {lama}, sejak {tahun} dengan {baru}: dua alat ukur yang berbeda, jadi "
                "yang di kiri dan di kanan garis tidak boleh dibandingkan."
            ).format(lama_tahun=earlier, lama=indeks_of_year(earlier).label, tahun=later, baru=indeks_of_year(later).label)
    return ""


def years_behind(data: Figures, selection: Selection, bagian: str, sebelum: int | None) -> tuple[int, ...]:
    """The years whose rows a section and the headline are drawn from: what the badge must answer for."""
    before = data.year_before(selection.tahun)
    used = {selection.tahun} | ({before} if before is not None else set())
    if bagian in OF_MANY_YEARS:
        used |= {year for year in data.years if data.area_counts(year, selection.area)["dinilai"]}
    elif bagian in ("perpindahan", "penggerak") and sebelum is not None:
        used.add(sebelum)
    elif bagian == "perkiraan":
        used |= {year for pair in pairs_of_years(data.nilai, selection.tahun) for year in pair}
    return tuple(sorted(used))
