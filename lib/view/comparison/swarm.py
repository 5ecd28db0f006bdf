"""A beeswarm of desa scores: every desa is a dot at its score, in the lane of its area, in the colour of its status."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from lib.analysis.comparison.beeswarm import lanes, swarm_rows
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes, status_label
from lib.domain.wilayah import Tingkat
from lib.view.comparison.areas import Comparison, candidates
from lib.view.comparison.dots import file_stem
from lib.view.comparison.sentences import names
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.tables import Column, TableDescription

Scope = Literal["semua", "banding"]
SCOPES: Final[tuple[Scope, ...]] = ("semua", "banding")
# Dots that fit side by side across the scores of a year on a projector: a dot is then one such part of the range wide.
DOTS_ACROSS: Final = 110
# Free rows above the dots of a lane, in which its name stands.
NAME_ROWS: Final = 3
LANE_GAP: Final = 1
SELECTED_COLOUR: Final = "#c2185b"
KODE_LENGTH: Final[dict[Tingkat, int]] = {"kabupaten": 5, "kecamatan": 8}


def swarm_chart(data: Figures, comparison: Comparison, scope: Scope) -> ChartDescription:
    """The beeswarm of the compared areas, or of all (``scope``), the highest median on top."""
    tahun = comparison.selection.tahun
    indeks = indeks_of_year(tahun)
    rows = _scored(data, comparison, scope)
    groups = _by_median(rows)
    rows, names_of_lanes, height = _placed(data, rows, groups, indeks.desimal)
    title = finding(data, groups, indeks.desimal, indeks.singkatan, tahun)
    desa = comparison.selection.desa
    source = source_line(data, comparison.at_level)
    return ChartDescription(
        id="banding_sebaran",
        bentuk="pencar",
        judul=title,
        subjudul=_(
            "Tiap titik satu desa, menurut nilai {indeks} dan warna statusnya; angka di samping nama adalah nilai median. "
            "Jarak ke atas dan ke bawah hanya agar titik tidak bertindihan."
        ).format(indeks=indeks.label),
        alt=_("Sebaran nilai {jumlah} desa di {wilayah} {satuan}: {judul}.").format(
            jumlah=format_number(len(rows)),
            wilayah=format_number(len(groups)),
            satuan=level_noun(data, comparison.level),
            judul=title,
        ),
        sumber=source,
        contoh=data.is_illustrative(tahun),
        kategori=Axis("", "angka", nama=names_of_lanes, dari=height - 0.5, sampai=-0.5),
        nilai=Axis(
            _("Nilai {indeks} {tahun}").format(indeks=indeks.singkatan, tahun=tahun), "angka", 2 if indeks.desimal > 2 else 0
        ),
        seri=(*(_dots(data, rows, status, indeks.desimal) for status in STATUS), *_chosen(data, rows, desa, indeks.desimal)),
        tabel=_table(data, comparison, rows, title, source),
        tanda=_bounds(rows, indeks.batas_atas),
        mendatar=True,
        catatan=_("Klik sebuah titik untuk memilih desanya."),
        baris=height,
    )


def _scored(data: Figures, comparison: Comparison, scope: Scope) -> pd.DataFrame:
    """The desa with score and status in the shown areas: kode (index), nilai, status, wilayah."""
    rows = data.desa_rows(comparison.selection.tahun)[["nilai", "status"]].dropna()
    wanted = candidates(data, comparison.level, comparison.induk) if scope == "semua" else comparison.kode
    length = len(next(iter(wanted), ""))
    areas = rows.index.str.slice(0, length)
    inside = areas.isin(wanted)
    return rows[inside].assign(wilayah=areas[inside]).sort_index()


def _by_median(rows: pd.DataFrame) -> pd.Series:
    """Median score of each area that has a desa, the greatest first, equal ones in code order."""
    return rows.groupby("wilayah")["nilai"].median().sort_index().sort_values(ascending=False, kind="stable")


def _placed(
    data: Figures, rows: pd.DataFrame, groups: pd.Series, decimals: int
) -> tuple[pd.DataFrame, tuple[tuple[float, str], ...], int]:
    """The rows with the row of dots each stands in (``y``), the name of every lane, and how many rows there are."""
    if rows.empty:
        return rows.assign(y=pd.Series(dtype=float)), (), 0
    scores = rows["nilai"].to_numpy(dtype=float)
    span = float(scores.max() - scores.min())
    width = span / DOTS_ACROSS if span else 1.0
    own = {kode: (rows["wilayah"] == kode).to_numpy() for kode in groups.index}
    offsets = np.zeros(len(rows), dtype=np.int64)
    extents = []
    for inside in own.values():
        offsets[inside] = swarm_rows(scores[inside], width)
        extents.append((int(offsets[inside].min()) - NAME_ROWS, int(offsets[inside].max())))
    middles, height = lanes(extents, LANE_GAP)
    for inside, middle in zip(own.values(), middles, strict=True):
        offsets[inside] += middle
    tops = (middle + low + (NAME_ROWS - 1) / 2 for middle, (low, _high) in zip(middles, extents, strict=True))
    words = (f"{data.name(str(kode))} ({format_number(value, decimals)})" for kode, value in groups.items())
    return rows.assign(y=offsets.astype(float)), tuple(zip(tops, words, strict=True)), height


def _dots(data: Figures, rows: pd.DataFrame, status: str, decimals: int) -> Series:
    inside = rows[(rows["status"] == status).to_numpy()]
    label = status_label(status)
    names_of_desa, names_of_kecamatan = _names(data, inside.index)
    return Series(
        id=status,
        label=f"{label} ({format_number(len(inside))})",
        warna=status_classes()[status].warna,
        x=tuple(inside["y"].tolist()),
        y=tuple(inside["nilai"].tolist()),
        teks=tuple(
            f"{desa}, {kecamatan}: {score} · {label}"
            for desa, kecamatan, score in zip(names_of_desa, names_of_kecamatan, _scores(inside["nilai"], decimals), strict=True)
        ),
        kode=tuple(inside.index),
    )


def _names(data: Figures, codes: pd.Index, *, above: Tingkat = "kecamatan") -> tuple[np.ndarray, np.ndarray]:
    """Names of desa and of the areas above them, all at once: there are thousands."""
    column = data.wilayah["nama"]
    return column.reindex(codes).to_numpy(), column.reindex(codes.str.slice(0, KODE_LENGTH[above])).to_numpy()


def _scores(values: pd.Series, decimals: int) -> list[str]:
    """``format_number`` of scores, which have no thousands: thousands of calls of it would take longer than the page."""
    mark = format_number(0.5, 1)[1]
    return [f"{value:.{decimals}f}".replace(".", mark) for value in values]


def _chosen(data: Figures, rows: pd.DataFrame, desa: str | None, decimals: int) -> tuple[Series, ...]:
    """The selected desa once more, so that it is found among the others."""
    if desa is None or desa not in rows.index:
        return ()
    row = rows.loc[desa]
    name = area_title(data, desa)
    return (
        Series(
            id="dipilih",
            label=name,
            warna=SELECTED_COLOUR,
            x=(float(row["y"]),),
            y=(float(row["nilai"]),),
            teks=(f"{name}: {format_number(row['nilai'], decimals)} · {status_label(row['status'])}",),
            kode=(desa,),
            penanda="bintang",
        ),
    )


def _bounds(rows: pd.DataFrame, upper: tuple[float, ...]) -> tuple[Mark, ...]:
    """A line at the bound under each status that the scores reach or come near to, with the name of the status above it."""
    if rows.empty:
        return ()
    low, high = rows["nilai"].min(), rows["nilai"].max()
    return tuple(
        Mark("acuan", bound, status_label(status))
        for bound, status in zip(upper, STATUS[1:], strict=True)
        if low <= bound <= high
    )


def finding(data: Figures, groups: pd.Series, decimals: int, indeks: str, tahun: int) -> str:
    """Which area has the highest and which the lowest median."""
    printed = groups.round(decimals)
    if printed.empty:
        return _("Nilai {indeks} {tahun}: belum ada data desa").format(indeks=indeks, tahun=tahun)
    fields = {
        "indeks": indeks,
        "tahun": tahun,
        "atas": names(data, printed.index[printed == printed.max()]),
        "nilai_atas": format_number(printed.max(), decimals),
        "bawah": names(data, printed.index[printed == printed.min()]),
        "nilai_bawah": format_number(printed.min(), decimals),
    }
    if printed.max() == printed.min():
        return _("Median nilai {indeks} {tahun}: {atas} {nilai_atas}").format(**fields)
    return _("Median nilai {indeks} {tahun}: tertinggi {atas} ({nilai_atas}), terendah {bawah} ({nilai_bawah})").format(**fields)


def _table(data: Figures, comparison: Comparison, rows: pd.DataFrame, title: str, source: str) -> TableDescription:
    tahun = comparison.selection.tahun
    indeks = indeks_of_year(tahun)
    codes = list(rows.index)
    frame = pd.DataFrame(
        {
            "kode": codes,
            "nama": _names(data, rows.index)[0],
            "kecamatan": _names(data, rows.index)[1],
            "kabupaten": _names(data, rows.index, above="kabupaten")[1],
            "nilai": rows["nilai"].to_numpy(dtype=float),
            "status": rows["status"].astype(str).map({status: status_label(status) for status in STATUS}),
        },
        index=codes,
    )
    return TableDescription(
        judul=title,
        penjelasan=_("Nilai dan status tiap desa."),
        kolom=(
            Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
            Column("nama", _("Nama"), "teks", _("Desa")),
            Column("kecamatan", _("Kecamatan"), "teks", _("Kecamatan")),
            Column("kabupaten", _("Kabupaten/kota"), "teks", _("Kabupaten/kota")),
            Column("nilai", _("Nilai {indeks}").format(indeks=indeks.singkatan), "angka", indeks.label, indeks.desimal),
            Column("status", _("Status"), "teks", _("Status {tahun}").format(tahun=tahun)),
        ),
        frame=frame,
        sumber=source,
        contoh=data.is_illustrative(tahun),
        nama_berkas=file_stem(data, comparison, "sebaran-desa", data.is_illustrative(tahun)),
    )
