"""Small multiples: for every area inside the selected one its composition by year and its map, all on one scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.distribution import only_kelurahan
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.domain.wilayah import Tingkat
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.indicator.maps import MapDescription, describe_map
from lib.view.status.progress import any_illustrative, below, source_of_years


@dataclass(frozen=True, slots=True)
class SmallPart:
    """One status of one year: its share of the desa assessed, and its colour."""

    bagian: float
    warna: str


@dataclass(frozen=True, slots=True)
class SmallBar:
    """One year, from Mandiri down; no parts where no desa was assessed. ``putus``: first year of another instrument."""

    tahun: int
    bagian: tuple[SmallPart, ...]
    putus: bool


@dataclass(frozen=True, slots=True)
class SmallArea:
    """One area: its name, the finding of the selected year, its bars, and what a reader who sees neither is told."""

    kode: str
    nama: str
    kalimat: str
    batang: tuple[SmallBar, ...]
    alt: str
    berdesa: bool


def small_areas(data: Figures, selection: Selection) -> tuple[SmallArea, ...]:
    """The areas inside the selected one, in code order; those without an assessed desa last."""
    level = below(selection)
    classes = status_classes()
    codes = [kode for kode in data.codes_at(level) if selection.area is None or kode.startswith(selection.area + ".")]
    counts = {year: data.counts(year, level).loc[codes] for year in data.years}
    tables = {year: frame[[*reversed(STATUS)]].to_numpy() for year, frame in counts.items()}
    colours = [classes[status].warna for status in reversed(STATUS)]
    out = []
    for place, kode in enumerate(codes):
        bars = []
        for at, year in enumerate(data.years):
            row = tables[year][place]
            total = int(row.sum())
            parts = tuple(SmallPart(round(n / total, 4), colour) for n, colour in zip(row.tolist(), colours, strict=True) if n)
            bars.append(SmallBar(year, parts, at > 0 and not comparable(data.years[at - 1], year)))
        sentence = _sentence(selection, level, counts[selection.tahun].loc[kode])
        alt = _("{nama}: {kalimat}. Komposisi status {dari}–{ke}.").format(
            nama=data.name(kode), kalimat=sentence, dari=data.years[0], ke=data.years[-1]
        )
        out.append(SmallArea(kode, data.name(kode), sentence, tuple(bars), alt, any(bar.bagian for bar in bars)))
    return tuple(sorted(out, key=lambda area: not area.berdesa))


def _sentence(selection: Selection, level: Tingkat, now: pd.Series) -> str:
    assessed = int(now["dinilai"])
    if not assessed:
        if only_kelurahan(now):
            return _("hanya kelurahan: tidak dinilai")
        return _("tidak ada data status {tahun}").format(tahun=selection.tahun)
    if level == "desa":
        status = next(status for status in STATUS if now[status])
        return f"{status_classes()[status].label}, {selection.tahun}"
    return _("{mandiri} dari {dinilai} Mandiri ({bagian}), {tahun}").format(
        mandiri=format_number(now["mandiri"]),
        dinilai=format_number(assessed),
        bagian=format_percent(now["mandiri"] / assessed),
        tahun=selection.tahun,
    )


def small_map(data: Figures, selection: Selection, kode: str, polygons: Callable[[Tingkat], tuple[str, ...]]) -> MapDescription:
    """The map of one area: the status of its desa in the selected year."""
    inside = replace(selection.at_area(kode, "desa"), indikator="status", desa=None)
    return describe_map(data, inside, polygons)


def small_table(data: Figures, selection: Selection) -> TableDescription:
    """The numbers behind the small charts: one row per area and year."""
    level = below(selection)
    noun = level_noun(data, level, selection.area)
    classes = status_classes()
    rows = {}
    for area in small_areas(data, selection):
        for year in data.years:
            counts = data.counts(year, level).loc[area.kode]
            if counts["dinilai"]:
                rows[f"{area.kode}|{year}"] = {
                    "kode": area.kode,
                    "nama": area.nama,
                    "tahun": year,
                    "indeks": indeks_of_year(year).singkatan,
                    **{status: int(counts[status]) for status in reversed(STATUS)},
                    "dinilai": int(counts["dinilai"]),
                    "bagian": counts["mandiri"] / counts["dinilai"] if counts["dinilai"] else np.nan,
                }
    columns = (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", noun.capitalize(), "teks", noun),
        Column("tahun", _("Tahun"), "tahun", _("Tahun")),
        Column("indeks", _("Indeks"), "teks", _("Alat ukur yang berlaku pada tahun itu")),
        *(Column(status, classes[status].label, "jumlah", _("Jumlah desa")) for status in reversed(STATUS)),
        Column("dinilai", _("Desa dinilai"), "jumlah", _("Jumlah desa yang mempunyai status")),
        Column("bagian", _("Persentase Mandiri"), "bagian", _("Desa Mandiri dibagi desa dinilai")),
    )
    contoh = any_illustrative(data, data.years)
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Komposisi status per {satuan} dan tahun, {wilayah}").format(satuan=noun, wilayah=place),
        penjelasan=_("Jumlah desa menurut status. IDM dan Indeks Desa adalah dua alat ukur: jangan dibandingkan."),
        kolom=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
        sumber=source_of_years(data, selection, data.years),
        contoh=contoh,
        nama_berkas=slug(" ".join(["komposisi", noun, place, *(["contoh"] if contoh else [])])),
    )


def small_finding(data: Figures, selection: Selection) -> str:
    """How many of the areas have a greater share of Mandiri than the whole."""
    level = below(selection)
    whole = data.area_counts(selection.tahun, selection.area)
    noun = level_noun(data, level, selection.area)
    counts = data.counts(selection.tahun, level)
    if selection.area:
        counts = counts[counts.index.str.startswith(selection.area + ".")]
    counts = counts[counts["dinilai"] > 0]
    if counts.empty or level == "desa":
        return _("Status tiap {satuan} dari tahun ke tahun, {wilayah}").format(
            satuan=noun, wilayah=area_title(data, selection.area)
        )
    above = int((counts["mandiri"] / counts["dinilai"] > whole["mandiri"] / whole["dinilai"]).sum())
    return _("{jumlah} dari {semua} {satuan} mempunyai bagian desa Mandiri di atas {wilayah} ({bagian}) pada {tahun}").format(
        jumlah=format_number(above),
        semua=format_number(len(counts)),
        satuan=noun,
        wilayah=area_title(data, selection.area),
        bagian=format_percent(whole["mandiri"] / whole["dinilai"]),
        tahun=selection.tahun,
    )
