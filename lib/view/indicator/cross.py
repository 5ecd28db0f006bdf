"""Coverage and status on one map: a MapDescription whose classes are the cells of a table of two scales.

Rows are how far the programme reaches (little to much), columns how far the desa are (behind to ahead). Bounds are fixed and
stated, or terciles of the areas on the map; values that are equal never part, so terciles may give fewer than three steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.indicator.classify import classify
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import Program
from lib.domain.status import status_label
from lib.domain.wilayah import Tingkat, at_tingkat, tingkat
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import Selection
from lib.view.indicator.classes import BIVARIATE, SHARE_DECIMALS, MapClass, as_printed
from lib.view.indicator.indicator import Indicator, indicators, selected_program
from lib.view.indicator.maps import OUTSIDE, CrossLegend, MapDescription, beside_classes, describe_map
from lib.view.program.coverage import sources_and_badge

MEASURES: Final = ("maju_mandiri", "nilai")
# Fixed bounds of shares, chosen for reading: half, and nearly all.
COVERAGE_EDGES: Final = (0.0, 0.5, 0.9, 1.0)
STATUS_EDGES: Final = (0.0, 0.5, 0.8, 1.0)
STEPS: Final = 3
NAMES_SHOWN: Final = 4
# Without a break, so that the sign never stands alone at the end of a line.
ABOVE: Final = ">\u00a0"


@dataclass(frozen=True, eq=False)
class Scale:
    """One of the two scales: the words of its steps, where each stands among three (0 low .. 2 high), the step of each
    area (-1 without a value)."""

    label: tuple[str, ...]
    letak: tuple[int, ...]
    kelas: np.ndarray


def measure_at(level: Tingkat, ukuran: str) -> str:
    """The measure that the level has: a share of desa means nothing for one desa, its score does."""
    return ukuran if ukuran in MEASURES and level in indicators()[ukuran].levels else "nilai"


def describe_cross(
    data: Figures, selection: Selection, polygons_of: Callable[[Tingkat], tuple[str, ...]], ukuran: str
) -> MapDescription:
    """The map of the selected programme's coverage against ``ukuran`` (one of MEASURES).

    ``selection.klasifikasi`` ``kuantil`` asks for terciles, anything else for the fixed bounds. The frame has the column
    ``ukuran`` beside ``nilai`` (coverage). An area without one of the two values has no class of its own.
    """
    selection = replace(selection, indikator="cakupan")
    plain = describe_map(data, selection, polygons_of)
    program = selected_program(selection)
    second = indicators()[measure_at(plain.tingkat, ukuran)]
    frame = plain.frame[["nilai"]].copy()
    values = second.values(data, selection)
    frame["ukuran"] = np.nan if values is None else values.reindex(frame.index).astype(float)
    rows = _coverage_scale(plain.indicator, selection, frame["nilai"].to_numpy(dtype=float))
    columns = _second_scale(second, selection, frame["ukuran"].to_numpy(dtype=float))
    classes, kelas = _cells(rows, columns)
    legend, kelas = beside_classes(data, selection, frame, classes, kelas)
    frame["kelas"] = kelas
    by_kode = dict(zip(frame.index, kelas, strict=True))
    polygons = polygons_of(plain.tingkat)
    drawn = np.fromiter((by_kode.get(kode, OUTSIDE) for kode in polygons), dtype=int, count=len(polygons))
    title = _title(data, selection, program, second)
    sumber, contoh = sources_and_badge(data, selection, replace(selection, indikator="nilai"))
    width = len(columns.label)
    return replace(
        plain,
        judul=title,
        subjudul=_rule(data, selection, plain, second),
        alt=_alt(title, legend),
        sumber=sumber,
        contoh=contoh,
        kelas=drawn,
        kelas_legenda=tuple(legend),
        frame=frame,
        aturan_selang=_("Selang kelas: batas bawah tidak termasuk, batas atas termasuk."),
        silang=CrossLegend(
            ukuran=second.id,
            judul_baris=_("Cakupan {program}").format(program=program.label if program else ""),
            judul_kolom=second.label(selection),
            baris=rows.label,
            kolom=columns.label,
            kelas=tuple(tuple(row * width + column for column in range(width)) for row in range(len(rows.label))),
        ),
        _text_of=lru_cache(maxsize=1)(lambda: _texts(plain, second, selection, frame)),
    )


def _coverage_scale(indicator: Indicator, selection: Selection, values: np.ndarray) -> Scale:
    printed = as_printed(values, indicator, selection.tahun)
    finite = printed[~np.isnan(printed)]
    if selection.tingkat == "desa" and np.isin(finite, (0.0, 1.0)).all():
        reached = np.where(np.isnan(printed), -1, (printed > 0).astype(int))
        return Scale((_("belum"), _("sudah")), (0, 2), reached)
    if selection.klasifikasi == "kuantil":
        return _terciles(indicator, selection, printed)
    # A coverage may exceed its base when two sources disagree: the last step holds it.
    return _fixed(indicator, selection, printed, (*COVERAGE_EDGES[:-1], float(np.max(finite, initial=1.0))))


def _second_scale(indicator: Indicator, selection: Selection, values: np.ndarray) -> Scale:
    printed = as_printed(values, indicator, selection.tahun)
    if selection.klasifikasi == "kuantil":
        return _terciles(indicator, selection, printed)
    if indicator.id != "nilai":
        return _fixed(indicator, selection, printed, STATUS_EDGES)
    indeks = indeks_of_year(selection.tahun)
    upper = indeks.batas_atas
    scale = _fixed(indicator, selection, printed, (0.0, upper[1], upper[2], indeks.skala_maks))
    names = (
        _("{status} ke bawah").format(status=status_label("tertinggal")),
        status_label("berkembang"),
        _("{status} ke atas").format(status=status_label("maju")),
    )
    return replace(scale, label=tuple(f"{name} ({text})" for name, text in zip(names, scale.label, strict=True)))


def _fixed(indicator: Indicator, selection: Selection, printed: np.ndarray, edges: tuple[float, ...]) -> Scale:
    kelas = np.where(np.isnan(printed), -1, np.searchsorted(np.array(edges[1:-1]), printed, side="left"))
    return Scale(_intervals(indicator, selection, edges), tuple(range(STEPS)), kelas)


def _terciles(indicator: Indicator, selection: Selection, printed: np.ndarray) -> Scale:
    decimals = SHARE_DECIMALS if indicator.kind == "bagian" else indicator.decimals(selection.tahun)
    found = classify(printed, "kuantil", STEPS, desimal=decimals)
    if found.k == 0:
        return Scale(("–",), (1,), np.full(len(printed), -1))
    places = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}[found.k]
    return Scale(_intervals(indicator, selection, found.edges), places, found.kelas.astype(int))


def _intervals(indicator: Indicator, selection: Selection, edges: tuple[float, ...]) -> tuple[str, ...]:
    texts = [indicator.format(edge, selection.tahun) for edge in edges]
    return tuple(
        texts[place] if texts[place] == texts[place + 1] else f"{ABOVE if place else ''}{texts[place]}–{texts[place + 1]}"
        for place in range(len(edges) - 1)
    )


def _cells(rows: Scale, columns: Scale) -> tuple[list[MapClass], np.ndarray]:
    width = len(columns.label)
    classes = [
        MapClass(
            f"silang{row_place}{column_place}",
            _("cakupan {baris}; {kolom}").format(baris=row, kolom=column),
            BIVARIATE[row_place][column_place],
        )
        for row, row_place in zip(rows.label, rows.letak, strict=True)
        for column, column_place in zip(columns.label, columns.letak, strict=True)
    ]
    kelas = np.where((rows.kelas < 0) | (columns.kelas < 0), -1, rows.kelas * width + columns.kelas)
    return classes, kelas


def _title(data: Figures, selection: Selection, program: Program | None, second: Indicator) -> str:
    return _("Cakupan {program} dan {ukuran}, {wilayah}, {tahun}").format(
        program=program.label if program else "",
        ukuran=second.label(selection),
        wilayah=area_title(data, selection.area),
        tahun=selection.tahun,
    )


def _rule(data: Figures, selection: Selection, plain: MapDescription, second: Indicator) -> str:
    level = level_noun(data, plain.tingkat, selection.area)
    if selection.klasifikasi == "kuantil":
        return _("Per {satuan}. Tiap ukuran dibagi menurut sepertiga wilayah di peta; nilai yang sama tidak dipisah.").format(
            satuan=level
        )
    if plain.tingkat == "desa" or second.id == "nilai":
        return _("Per {satuan}. Batas tetap; nilai indeks dibagi menurut batas status resmi.").format(satuan=level)
    return _("Per {satuan}. Batas tetap: cakupan 50% dan 90%, desa Maju atau Mandiri 50% dan 80%.").format(satuan=level)


def _alt(title: str, legend: list[MapClass]) -> str:
    parts = "; ".join(f"{entry.text}: {format_number(entry.jumlah)}" for entry in legend if entry.jumlah)
    return _("Peta {judul}. Jumlah wilayah per kelas: {kelas}.").format(judul=title, kelas=parts or "–")


def _texts(plain: MapDescription, second: Indicator, selection: Selection, frame: pd.DataFrame) -> dict[str, str]:
    coverage = plain.texts()
    texts = {}
    for kode, value in frame["ukuran"].items():
        score = f"{second.label(selection)}: {second.format(value, selection.tahun)}" if value == value else ""
        parts = [part for part in (coverage.get(str(kode), ""), score) if part]
        if parts:
            texts[str(kode)] = " · ".join(parts)
    return texts


def lowest_corner(description: MapDescription) -> pd.Index:
    """The areas in the lowest step of both scales; empty when a scale has no steps to tell low from high."""
    cross = description.silang
    if cross is None or len(cross.baris) < 2 or len(cross.kolom) < 2:
        return description.frame.index[:0]
    return description.frame.index[description.frame["kelas"] == cross.kelas[0][0]]


def cross_finding(data: Figures, description: MapDescription) -> str:
    """How many areas are low on both, and which."""
    codes = lowest_corner(description)
    selection = description.selection
    program = selected_program(selection)
    fields = {
        "program": program.label if program else "",
        "satuan": level_noun(data, description.tingkat, selection.area),
        "tahun": selection.tahun,
        "jumlah": format_number(len(codes)),
        "nama": ", ".join(_name(data, str(kode)) for kode in codes[:NAMES_SHOWN]) + (", …" if len(codes) > NAMES_SHOWN else ""),
    }
    classes = description.silang.kelas if description.silang else ()
    if not description.frame["kelas"].isin([number for row in classes for number in row]).any():
        return _("Tidak ada {satuan} yang cakupan {program} dan nilainya sama-sama diketahui pada {tahun}").format(**fields)
    if codes.empty:
        return _("Tidak ada {satuan} yang paling rendah dalam cakupan {program} sekaligus status pada {tahun}").format(**fields)
    return _("{jumlah} {satuan} paling rendah dalam cakupan {program} sekaligus status pada {tahun}: {nama}").format(**fields)


def _name(data: Figures, kode: str) -> str:
    # Desa share their names: the kecamatan tells them apart.
    return f"{data.name(kode)} ({data.name(at_tingkat(kode, 'kecamatan'))})" if tingkat(kode) == "desa" else data.name(kode)
