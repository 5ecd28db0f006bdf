"""Sentences of the comparison page: they claim what the figures say, ties as ties, and nothing across the method break."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.indicator.ranking import rank
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.wilayah import tingkat
from lib.view.comparison.areas import Comparison, candidates
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.sentences import MAX_NAMES_IN_A_TIE
from lib.view.indicator.indicator import Indicator

# A share is printed in per cent with one decimal: differences are told in the same steps.
POINTS_DECIMALS = 1


def headline(data: Figures, comparison: Comparison) -> str:
    """Where the selected area stands among all of its kind; without one, how far apart the areas are."""
    tahun = comparison.selection.tahun
    shares = data.share_at_least(tahun, comparison.level, "mandiri").reindex(candidates(data, comparison.level, comparison.induk))
    main = comparison.utama
    place = main or comparison.induk
    counts = data.counts(tahun, tingkat(place)).loc[place]
    if counts["jumlah"] and counts["jumlah"] == counts["belum_dinilai"]:
        return _("{wilayah} hanya berisi kelurahan; indeks desa tidak menilainya.").format(wilayah=area_title(data, place))
    if shares.isna().all() or (main is not None and pd.isna(shares[main])):
        return _("Belum ada data status desa di {wilayah} untuk {tahun}.").format(wilayah=area_title(data, place), tahun=tahun)
    return _of_all(data, comparison, shares.dropna()) if main is None else _of_one(data, comparison, shares.dropna(), main)


def _of_all(data: Figures, comparison: Comparison, shares: pd.Series) -> str:
    printed = (shares * 100).round(POINTS_DECIMALS)
    fields = {
        "tahun": comparison.selection.tahun,
        "tinggi": format_percent(printed.max() / 100),
        "rendah": format_percent(printed.min() / 100),
        "atas": names(data, printed.index[printed == printed.max()]),
        "bawah": names(data, printed.index[printed == printed.min()]),
        "induk": area_title(data, comparison.induk),
        "bagian": format_percent(induk_share(data, comparison)),
    }
    if printed.max() == printed.min():
        return _("Persentase desa Mandiri {tahun} sama di semua wilayah: {tinggi}.").format(**fields)
    return _("Desa Mandiri {tahun}: dari {rendah} di {bawah} sampai {tinggi} di {atas}; {induk} {bagian}.").format(**fields)


def _of_one(data: Figures, comparison: Comparison, shares: pd.Series, main: str) -> str:
    places = rank(shares * 100, desimal=POINTS_DECIMALS)
    tied = int((places == places[main]).sum()) - 1
    share, above = float(shares[main]), induk_share(data, comparison)
    # Both as printed, so that the reader can subtract them.
    difference = round(round(share * 100, POINTS_DECIMALS) - round(above * 100, POINTS_DECIMALS), POINTS_DECIMALS)
    fields = {
        "wilayah": area_title(data, main),
        "bagian": format_percent(share),
        "tahun": comparison.selection.tahun,
        "peringkat": places[main],
        "dari": len(shares),
        "satuan": level_noun(data, comparison.level),
        "selisih": format_number(abs(difference), POINTS_DECIMALS),
        "induk": area_title(data, comparison.induk),
    }
    start = _("{wilayah}: {bagian} desa Mandiri pada {tahun}, peringkat {peringkat} dari {dari} {satuan}")
    if len(shares) == 1:
        start = _("{wilayah}: {bagian} desa Mandiri pada {tahun}, satu-satunya {satuan} yang dinilai")
    elif tied:
        fields["sama"] = format_number(tied)
        start = _("{wilayah}: {bagian} desa Mandiri pada {tahun}, peringkat {peringkat} dari {dari} {satuan} (sama: {sama} lain)")
    end = _("sama dengan {induk}")
    if difference:
        end = _("{selisih} poin persen di atas {induk}") if difference > 0 else _("{selisih} poin persen di bawah {induk}")
    return f"{start}; {end}.".format(**fields)


def induk_share(data: Figures, comparison: Comparison) -> float:
    """Share of Mandiri of the area that all compared ones lie in."""
    return float(data.share_at_least(comparison.selection.tahun, tingkat(comparison.induk), "mandiri")[comparison.induk])


def chosen_note(data: Figures, comparison: Comparison) -> str:
    """Who is compared, and who chose them."""
    others = ", ".join(data.name(kode) for kode in comparison.others)
    if not others:
        return _("Dibandingkan dengan {induk} saja; pilih wilayah lain untuk disandingkan.").format(
            induk=area_title(data, comparison.induk)
        )
    if comparison.asal == "serupa":
        return _("Dibandingkan dengan yang paling serupa: {wilayah}.").format(wilayah=others)
    if comparison.asal == "peringkat":
        return _("Dibandingkan: yang tertinggi, tengah, dan terendah menurut persentase desa Mandiri ({wilayah}).").format(
            wilayah=others
        )
    if comparison.utama:
        return _("Dibandingkan dengan: {wilayah}.").format(wilayah=others)
    return _("Dibandingkan: {wilayah}.").format(wilayah=others)


def names(data: Figures, codes: Sequence[str] | pd.Index) -> str:
    """Names of areas that share a place; a number where they are many."""
    listed = sorted(str(kode) for kode in codes)
    if len(listed) > MAX_NAMES_IN_A_TIE:
        return _("{jumlah} wilayah").format(jumlah=format_number(len(listed)))
    return ", ".join(data.name(kode) for kode in listed)


def spread_finding(data: Figures, indicator: Indicator, comparison: Comparison, values: pd.Series, above: float) -> str:
    """Who is highest and lowest of the compared areas, and where the area above stands."""
    tahun = comparison.selection.tahun
    decimals = 3 if indicator.kind == "bagian" else indicator.decimals(tahun)
    printed = values.astype(float).dropna().round(decimals)
    name = indicator.label(comparison.at_level)
    # A change names its two years already.
    title = name if indicator.kind == "selisih" else f"{name} {tahun}"
    if printed.empty:
        return _("{indikator}: belum ada data").format(indikator=title)
    fields = {
        "indikator": title,
        "atas": names(data, printed.index[printed == printed.max()]),
        "nilai_atas": indicator.format(printed.max(), tahun),
        "bawah": names(data, printed.index[printed == printed.min()]),
        "nilai_bawah": indicator.format(printed.min(), tahun),
        "induk": area_title(data, comparison.induk),
        "nilai_induk": indicator.format(above, tahun),
    }
    if printed.max() == printed.min():
        return _("{indikator}: {atas} {nilai_atas}; {induk} {nilai_induk}").format(**fields)
    return _("{indikator}: {atas} tertinggi ({nilai_atas}), {bawah} terendah ({nilai_bawah}); {induk} {nilai_induk}").format(
        **fields
    )
