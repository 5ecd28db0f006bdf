"""One description of a choropleth map, from which the browser map, the legend, the table and every export are drawn.

Because they all draw from the same object they can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number, ngettext
from lib.domain.language import gettext as _
from lib.domain.program import Program, all_programs
from lib.domain.status import BELUM_DINILAI, STATUS, TANPA_DATA, status_classes
from lib.domain.wilayah import Tingkat
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import illustrative, source_line
from lib.view.frame.selection import Selection
from lib.view.indicator.classes import MapClass, classes_of, has_intervals
from lib.view.indicator.indicator import Indicator, indicators, selected_program

OUTSIDE: Final = -1
_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_OUTSIDE_CHARACTER: Final = "-"
HISTOGRAM_BINS: Final = 24


@dataclass(frozen=True, slots=True)
class CrossLegend:
    """The legend of a map of two figures: a table of classes. ``kelas[row][column]`` is an index into ``kelas_legenda``;
    rows (the indicator of the map) and columns (``ukuran``, the id of another indicator) run from low to high."""

    ukuran: str
    judul_baris: str
    judul_kolom: str
    baris: tuple[str, ...]
    kolom: tuple[str, ...]
    kelas: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class MapDescription:
    """A choropleth: areas of one level, the class of each, a legend with counts, and the words round it.

    ``frame`` is indexed by kode (every area of the level inside the selected area, boundary or not) with the columns
    ``nilai`` (status or number), ``kelas`` (index into ``kelas_legenda``) and is what table and exports show. ``kelas`` has
    one number per polygon in the order of the geometry file: an index into ``kelas_legenda`` or OUTSIDE. A map of two
    figures has ``silang`` and the second figure in the column ``ukuran``.
    """

    selection: Selection
    indicator: Indicator
    judul: str
    subjudul: str
    alt: str
    sumber: str
    contoh: bool
    tingkat: Tingkat
    fokus: str
    kelas: np.ndarray
    kelas_legenda: tuple[MapClass, ...]
    frame: pd.DataFrame
    tanpa_batas: int
    tidak_cocok: int
    aturan_selang: str
    _text_of: Callable[[], dict[str, str]]
    silang: CrossLegend | None = None

    def encoded(self) -> str:
        """The class of every polygon, one character each: what a change of filter sends to the browser."""
        table = np.array([*_ALPHABET, _OUTSIDE_CHARACTER])
        return "".join(table[self.kelas])

    def texts(self) -> dict[str, str]:
        """The value of each area in words, by code."""
        return self._text_of()

    @property
    def empty(self) -> bool:
        """True when no area has a value."""
        return bool(self.frame["nilai"].isna().all())


def describe_map(data: Figures, selection: Selection, polygons_of: Callable[[Tingkat], tuple[str, ...]]) -> MapDescription:
    """The map of a selection. ``polygons_of`` gives the codes of a level's geometry file in its order.

    An indicator that does not exist in the year gives a map of *tanpa data*; one that does not exist at the level gives the
    status instead.
    """
    indicator = indicators()[selection.indikator]
    if selection.tingkat not in (*indicator.levels, "provinsi"):
        # A share of desa means nothing for one desa: what is left of the indicator there is the status.
        indicator = indicators()["status"]
        selection = replace(selection, indikator=indicator.id)
    polygons = polygons_of(selection.tingkat)
    frame = _area_frame(data, selection, indicator)
    legend, kelas = _legend(data, selection, indicator, frame)
    frame["kelas"] = kelas
    # A polygon that is no row of the frame has place -1: the entry put behind the last.
    place = frame.index.get_indexer(list(polygons))
    drawn = np.append(kelas, OUTSIDE)[place]
    area = selection.area or ""
    title = f"{indicator.label(selection)}, {area_title(data, selection.area)}, {selection.tahun}"
    subtitle = _("{penjelasan} Per {satuan}.").format(
        penjelasan=indicator.explanation(selection), satuan=level_noun(data, selection.tingkat, selection.area)
    )
    return MapDescription(
        selection=selection,
        indicator=indicator,
        judul=title,
        subjudul=subtitle,
        alt=_alt(title, legend),
        sumber=source_line(data, selection),
        contoh=illustrative(data, selection),
        tingkat=selection.tingkat,
        fokus=area,
        kelas=drawn,
        kelas_legenda=tuple(legend),
        frame=frame,
        tanpa_batas=len(frame) - int((place >= 0).sum()),
        tidak_cocok=data.unmatched(selection.tahun),
        aturan_selang=_("Selang kelas: batas bawah tidak termasuk, batas atas termasuk.") if has_intervals(legend) else "",
        _text_of=lru_cache(maxsize=1)(lambda: _texts(data, selection, indicator, frame)),
    )


def _area_frame(data: Figures, selection: Selection, indicator: Indicator) -> pd.DataFrame:
    codes = pd.Index(data.counts(selection.tahun, selection.tingkat).index)
    if selection.area:
        codes = codes[codes.str.startswith(selection.area + ".") | (codes == selection.area)]
    values = indicator.values(data, selection)
    column = pd.Series(np.nan, index=codes) if values is None else values.reindex(codes)
    return pd.DataFrame({"nilai": column})


def _legend(data: Figures, selection: Selection, indicator: Indicator, frame: pd.DataFrame) -> tuple[list[MapClass], np.ndarray]:
    classes, kelas = classes_of(indicator, selection, frame["nilai"])
    program = selected_program(selection) if indicator.id == "cakupan" else None
    # A programme may reach kelurahan; a status never does.
    outside = _("Kelurahan (bukan sasaran)") if program else status_classes()[BELUM_DINILAI].label
    return beside_classes(
        data, selection, frame, classes, kelas, outside=outside, absent=_nothing_to_reach(data, selection, program)
    )


def _nothing_to_reach(data: Figures, selection: Selection, program: Program | None) -> str:
    """What an area without a coverage lacks, once the programme has data: its base. Empty where it is the data itself."""
    base = all_programs().get(program.penyebut) if program else None
    if program is None or base is None or data.coverage(program.id, selection.tahun, "provinsi")["tanggal"].isna().all():
        return ""
    return _("Tanpa {basis}").format(basis=base.unit)


def beside_classes(
    data: Figures,
    selection: Selection,
    frame: pd.DataFrame,
    classes: list[MapClass],
    kelas: np.ndarray,
    *,
    outside: str = "",
    absent: str = "",
) -> tuple[list[MapClass], np.ndarray]:
    """``classes`` with the two that stand beside them and every count, and ``kelas`` with no -1 left.

    An area of kelurahan only that has no class becomes *belum dinilai* (or ``outside``), any other *tanpa data* (``absent``).
    """
    counts = data.counts(selection.tahun, selection.tingkat).loc[frame.index]
    not_assessed = ((counts[BELUM_DINILAI] > 0) & (counts[BELUM_DINILAI] == counts["jumlah"])).to_numpy()
    beside = status_classes()
    kelas = np.where((kelas < 0) & not_assessed, len(classes), kelas)
    kelas = np.where(kelas < 0, len(classes) + 1, kelas)
    classes = [
        *classes,
        MapClass(BELUM_DINILAI, outside or beside[BELUM_DINILAI].label, beside[BELUM_DINILAI].warna, beside[BELUM_DINILAI].pola),
        MapClass(TANPA_DATA, absent or beside[TANPA_DATA].label, beside[TANPA_DATA].warna, beside[TANPA_DATA].pola),
    ]
    tally = np.bincount(kelas, minlength=len(classes))
    return [replace(entry, jumlah=int(number)) for entry, number in zip(classes, tally, strict=True)], kelas


def _texts(data: Figures, selection: Selection, indicator: Indicator, frame: pd.DataFrame) -> dict[str, str]:
    program = selected_program(selection) if indicator.id == "cakupan" else None
    if program:
        reach = data.coverage(program.id, selection.tahun, selection.tingkat).reindex(frame.index)
        known = reach.dropna(subset=["bagian"])
        columns = (known[name] for name in (program.tahap_utama.id, "penyebut", "bagian"))
        template = _("{jumlah} dari {penyebut} {satuan} ({bagian})")

        # At desa level a few texts are said of thousands of areas.
        @cache
        def said(reached: int, base: int, share: float) -> str:
            return template.format(
                jumlah=format_number(reached),
                penyebut=format_number(base),
                satuan=program.unit,
                bagian=indicator.format(share, selection.tahun),
            )

        return {kode: said(*values) for kode, *values in zip(known.index, *columns, strict=True)}
    counts = data.counts(selection.tahun, selection.tingkat).loc[frame.index]
    if indicator.kind == "status":
        if selection.tingkat == "desa":
            return _score_texts(data, selection, frame)
        names = {key: status_classes()[key].label for key in STATUS}
        return {
            kode: " · ".join(f"{names[key]} {format_number(row[key])}" for key in reversed(STATUS) if row[key])
            for kode, row in counts[counts["dinilai"] > 0].iterrows()
        }
    texts = {}
    for kode, value, assessed in zip(frame.index, frame["nilai"], counts["dinilai"], strict=True):
        if value == value:
            text = indicator.format(value, selection.tahun)
            texts[kode] = text if selection.tingkat == "desa" else f"{text} ({desa_count(int(assessed))})"
    return texts


def _score_texts(data: Figures, selection: Selection, frame: pd.DataFrame) -> dict[str, str]:
    scores = data.desa_rows(selection.tahun)["nilai"].reindex(frame.index)
    score = indicators()["nilai"]
    name = score.label(selection)
    return {kode: f"{name}: {score.format(value, selection.tahun)}" for kode, value in scores.items() if value == value}


def desa_count(jumlah: int) -> str:
    """``131 desa`` in the active language."""
    return ngettext("{jumlah} desa", "{jumlah} desa", jumlah).format(jumlah=format_number(jumlah))


def _alt(title: str, legend: list[MapClass]) -> str:
    parts = "; ".join(f"{entry.text}: {format_number(entry.jumlah)}" for entry in legend if entry.jumlah)
    return _("Peta {judul}. Jumlah wilayah per kelas: {kelas}.").format(judul=title, kelas=parts or "–")
