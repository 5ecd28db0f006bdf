"""Headline sentences, made from the figures: they claim what the data says and nothing else.

No rise or fall is told across the method break, ties are told as ties, and every share has its count beside it.
"""

from __future__ import annotations

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_date, format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import is_kelurahan, tingkat
from lib.view.frame.places import area_title, local_word
from lib.view.frame.selection import Selection
from lib.view.indicator.indicator import selected_program
from lib.view.indicator.maps import MapDescription

MAX_NAMES_IN_A_TIE = 3


def behind(counts: pd.Series) -> int:
    """Desa that are Tertinggal or Sangat Tertinggal."""
    return int(counts["sangat_tertinggal"] + counts["tertinggal"])


def headline(data: Figures, selection: Selection) -> str:
    """One sentence about where the desa of the selected area stand in the selected year."""
    start, end = headline_parts(data, selection)
    return f"{start}; {end}." if end else start


def headline_parts(data: Figures, selection: Selection) -> tuple[str, str]:
    """Both halves of the headline, without a full stop; the second is empty where the first is a whole sentence."""
    counts = data.area_counts(selection.tahun, selection.area)
    place = area_title(data, selection.area)
    assessed = int(counts["dinilai"])
    word = local_word(data, selection.area)
    if counts["jumlah"] and counts["jumlah"] == counts["belum_dinilai"]:
        return _("{wilayah} hanya berisi kelurahan; indeks desa tidak menilainya.").format(wilayah=place), ""
    if not assessed:
        text = _("Belum ada data status {desa} di {wilayah} untuk {tahun}.")
        return text.format(desa=word, wilayah=place, tahun=selection.tahun), ""
    fields = {
        "mandiri": format_number(counts["mandiri"]),
        "dinilai": format_number(assessed),
        "desa": word,
        "wilayah": place,
        "bagian": format_percent(counts["mandiri"] / assessed),
        "tahun": selection.tahun,
        "jumlah": format_number(behind(counts)),
        "maju": format_number(counts["maju"]),
    }
    if counts["mandiri"] == assessed:
        return _("Semua {dinilai} {desa} di {wilayah} berstatus Mandiri pada {tahun}.").format(**fields), ""
    if not counts["mandiri"]:
        start = _("Belum ada {desa} Mandiri di {wilayah} pada {tahun}: {maju} dari {dinilai} berstatus Maju")
    else:
        start = _("{mandiri} dari {dinilai} {desa} di {wilayah} berstatus Mandiri ({bagian}) pada {tahun}")
    end = _("{jumlah} masih Tertinggal atau Sangat Tertinggal") if behind(counts) else _("tidak ada yang Tertinggal")
    return start.format(**fields), end.format(**fields)


def comparison_note(data: Figures, selection: Selection) -> str:
    """What happened to Mandiri since the year before, or why that is not said; empty where no desa is assessed."""
    counts = data.area_counts(selection.tahun, selection.area)
    if not counts["dinilai"]:
        return ""
    before = data.year_before(selection.tahun)
    if before is None:
        return no_comparison(data, selection.tahun)
    counts_before = data.area_counts(before, selection.area)
    if not counts_before["dinilai"]:
        return _("Tidak ada data tahun {tahun} untuk dibandingkan.").format(tahun=before)
    now, past = int(counts["mandiri"]), int(counts_before["mandiri"])
    if now == past:
        return _("Jumlah desa Mandiri sama dengan {sebelum}: {jumlah}.").format(sebelum=before, jumlah=format_number(now))
    text = _("Dibanding {sebelum}, desa Mandiri bertambah {selisih} (dari {dari} menjadi {ke}).")
    if now < past:
        text = _("Dibanding {sebelum}, desa Mandiri berkurang {selisih} (dari {dari} menjadi {ke}).")
    return text.format(sebelum=before, selisih=format_number(abs(now - past)), dari=format_number(past), ke=format_number(now))


def no_comparison(data: Figures, tahun: int) -> str:
    """Why a year is not compared with the one before: another instrument, illustrative against official, or no data."""
    if tahun - 1 in data.years and indeks_of_year(tahun - 1).id != indeks_of_year(tahun).id:
        return _(
            "{tahun} diukur dengan {baru}, {lama_tahun} dengan {lama}: dua alat ukur berbeda, jadi tidak dibandingkan."
        ).format(tahun=tahun, baru=indeks_of_year(tahun).label, lama_tahun=tahun - 1, lama=indeks_of_year(tahun - 1).label)
    if tahun - 1 in data.years and data.is_illustrative(tahun - 1) != data.is_illustrative(tahun):
        return _("Tidak dibandingkan dengan {tahun}: yang satu data resmi, yang lain data contoh.").format(tahun=tahun - 1)
    return _("Tidak ada data tahun {tahun} untuk dibandingkan.").format(tahun=tahun - 1)


def leaders(data: Figures, shares: pd.Series, decimals: int = 1) -> str:
    """The finding of a ranking: who has the greatest share of Mandiri, ties told as ties.

    ``shares`` is indexed by kode. Shares that are printed alike count as equal.
    """
    known = shares.dropna()
    if known.empty:
        return _("Belum ada data untuk diurutkan")
    printed = (known * 100).round(decimals)
    top = sorted(printed.index[printed == printed.max()])
    share = format_percent(float(printed.max()) / 100, decimals)
    if printed.max() == 0:
        return _("Belum ada desa {status}").format(status=status_label(STATUS[-1]))
    if len(top) > MAX_NAMES_IN_A_TIE:
        return _("{jumlah} wilayah sama-sama tertinggi: {bagian} desa {status}").format(
            jumlah=len(top), bagian=share, status=status_label(STATUS[-1])
        )
    if len(top) > 1:
        return _("{nama} sama-sama tertinggi: {bagian} desa {status}").format(
            nama=", ".join(data.name(kode) for kode in top), bagian=share, status=status_label(STATUS[-1])
        )
    return _("{nama}: {bagian} desa {status}, tertinggi di {wilayah}").format(
        nama=data.name(top[0]), bagian=share, status=status_label(STATUS[-1]), wilayah=_place_of(data, top[0])
    )


def _place_of(data: Figures, kode: str) -> str:
    parent = kode.rpartition(".")[0]
    return area_title(data, parent if tingkat(parent) != "provinsi" else None)


def chosen_desa(data: Figures, selection: Selection) -> str:
    """What is known of the selected desa in the selected year; empty when none is selected."""
    kode = selection.desa
    if kode is None:
        return ""
    name = area_title(data, kode)
    rows = data.desa_rows(selection.tahun)
    if is_kelurahan(kode):
        return _("{desa}: kelurahan, tidak dinilai oleh indeks desa.").format(desa=name)
    if kode not in rows.index or not isinstance(rows.at[kode, "status"], str):
        return _("{desa}: belum ada data {tahun}.").format(desa=name, tahun=selection.tahun)
    indeks = indeks_of_year(selection.tahun)
    return _("{desa}: {status}, nilai {indeks} {nilai} pada {tahun}.").format(
        desa=name,
        status=status_label(rows.at[kode, "status"]),
        indeks=indeks.singkatan,
        nilai=format_number(rows.at[kode, "nilai"], indeks.desimal),
        tahun=selection.tahun,
    )


def map_finding(data: Figures, description: MapDescription) -> str:
    """The title of a map: where the desa stand, how far a programme reaches, or who is highest and lowest."""
    selection, indicator = description.selection, description.indicator
    counts = data.area_counts(selection.tahun, selection.area)
    only_kelurahan = counts["jumlah"] == counts["belum_dinilai"]
    if indicator.kind == "status" or (only_kelurahan and indicator.id != "cakupan"):
        return headline(data, selection)
    place = area_title(data, selection.area)
    if indicator.id == "cakupan" and (finding := _coverage_finding(data, selection, place)):
        return finding
    if description.empty:
        if indicator.kind == "selisih":
            return no_comparison(data, selection.tahun)
        return _("Belum ada data {indikator} untuk {wilayah} pada {tahun}.").format(
            indikator=indicator.label(selection), wilayah=place, tahun=selection.tahun
        )
    values = description.frame["nilai"].astype(float).dropna()
    printed = values.round(indicator.decimals(selection.tahun) if indicator.kind != "bagian" else 3)
    high, low = printed.max(), printed.min()
    name = indicator.label(selection)
    if high == low:
        return _("{indikator}: sama di semua wilayah, {nilai} ({tahun})").format(
            indikator=name, nilai=indicator.format(high, selection.tahun), tahun=selection.tahun
        )
    # A change names its two years already.
    title = name if indicator.kind == "selisih" else f"{name} {selection.tahun}"
    return _("{indikator}: tertinggi {atas} ({nilai_atas}), terendah {bawah} ({nilai_bawah})").format(
        indikator=title,
        atas=_names(data, printed, high),
        nilai_atas=indicator.format(high, selection.tahun),
        bawah=_names(data, printed, low),
        nilai_bawah=indicator.format(low, selection.tahun),
    )


def _names(data: Figures, printed: pd.Series, value: float) -> str:
    codes = sorted(printed.index[printed == value])
    if len(codes) > MAX_NAMES_IN_A_TIE:
        return _("{jumlah} wilayah").format(jumlah=format_number(len(codes)))
    return ", ".join(data.name(kode) for kode in codes)


def _coverage_finding(data: Figures, selection: Selection, place: str) -> str:
    """How far the programme reaches; empty while nothing is known of it."""
    program = selected_program(selection)
    kode = selection.area or data.codes_at("provinsi")[0]
    if program is None:
        return ""
    row = data.coverage(program.id, selection.tahun, tingkat(kode)).loc[kode]
    if pd.isna(row["tanggal"]):
        return ""
    if not row["penyebut"]:
        return _("{program} tidak mempunyai {satuan} yang dihitung di {wilayah}.").format(
            program=program.label, satuan=program.unit, wilayah=place
        )
    return _("{program} menjangkau {jumlah} dari {penyebut} {satuan} di {wilayah} ({bagian}), keadaan {tanggal}").format(
        program=program.label,
        jumlah=format_number(row[program.tahap_utama.id]),
        penyebut=format_number(row["penyebut"]),
        satuan=program.unit,
        wilayah=place,
        bagian=format_percent(row["bagian"]),
        tanggal=format_date(row["tanggal"].date()),
    )
