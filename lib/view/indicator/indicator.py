"""What a map or ranking can show: each indicator's name, unit, levels and how its values are drawn from the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.distribution import modal_status
from lib.domain.indeks import Dimensi, indeks_of_year, indices
from lib.domain.language import N_, format_number, format_percent, format_signed, localized
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.domain.wilayah import Tingkat
from lib.view.frame.selection import Selection

Kind = Literal["status", "angka", "bagian", "selisih"]
AREA_LEVELS: Final[tuple[Tingkat, ...]] = ("kabupaten", "kecamatan")
ALL_LEVELS: Final[tuple[Tingkat, ...]] = ("kabupaten", "kecamatan", "desa")
DIMENSION_PREFIX: Final = "dim_"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. ``kind`` decides classes and format: a status, a number, a share 0..1, or a signed change."""

    id: str
    kind: Kind
    nama: str
    penjelasan: str
    levels: tuple[Tingkat, ...]
    values: Callable[[Figures, Selection], pd.Series | None]
    dimensi: Dimensi | None = None

    def label(self, selection: Selection) -> str:
        """Its name in the active language, with the programme or the index that it is about."""
        if self.dimensi:
            return f"{self.dimensi.singkatan} · {self.dimensi.label}"
        program = selected_program(selection)
        return _(self.nama).format(
            program=program.label if program else "",
            indeks=indeks_of_year(selection.tahun).singkatan,
            tahun=selection.tahun,
            sebelum=selection.tahun - 1,
        )

    def explanation(self, selection: Selection) -> str:
        """What is measured, of what, in one sentence."""
        program = selected_program(selection) if self.id == "cakupan" else None
        if program:
            return localized(program.definisi)
        if self.kind == "status" and selection.tingkat != "desa":
            return _("Status yang paling banyak di antara desa yang dinilai menurut {indeks}.").format(
                indeks=indeks_of_year(selection.tahun).label
            )
        return _(self.penjelasan).format(indeks=indeks_of_year(selection.tahun).label)

    def decimals(self, tahun: int) -> int:
        """Decimals of a value: what the index publishes, one for its point dimensions."""
        return 1 if self.dimensi and self.dimensi.desimal == 0 else indeks_of_year(tahun).desimal

    def format(self, value: float, tahun: int) -> str:
        """A value as text: per cent, a score with its decimals, or a signed change."""
        if self.kind == "bagian":
            return format_percent(value)
        if self.kind == "selisih":
            return format_signed(value, self.decimals(tahun))
        return format_number(value, self.decimals(tahun))


def selected_program(selection: Selection) -> Program | None:
    """The programme of a selection; the first listed where it names none."""
    listed = programs()
    return listed.get(selection.program or "") or next(iter(listed.values()), None)


def _status(data: Figures, selection: Selection) -> pd.Series:
    if selection.tingkat == "desa":
        return data.desa_rows(selection.tahun)["status"].astype(object)
    return modal_status(data.counts(selection.tahun, selection.tingkat))["status"].astype(object)


def _score(data: Figures, selection: Selection) -> pd.Series:
    return _column(data, selection, "nilai")


def _column(data: Figures, selection: Selection, column: str) -> pd.Series:
    if selection.tingkat == "desa":
        return data.desa_rows(selection.tahun)[column]
    return data.means(selection.tahun, selection.tingkat)[column]


def _dimension(dimensi: str) -> Callable[[Figures, Selection], pd.Series | None]:
    def values(data: Figures, selection: Selection) -> pd.Series | None:
        measured = {entry.id for entry in indeks_of_year(selection.tahun).dimensi}
        return _column(data, selection, dimensi) if dimensi in measured else None

    return values


def _share(status: str) -> Callable[[Figures, Selection], pd.Series]:
    def values(data: Figures, selection: Selection) -> pd.Series:
        return data.share_at_least(selection.tahun, selection.tingkat, status)

    return values


def _change(data: Figures, selection: Selection) -> pd.Series | None:
    frame = data.changes(selection.tahun, selection.tingkat)
    return None if frame is None else frame["selisih"]


def _coverage(data: Figures, selection: Selection) -> pd.Series | None:
    program = selected_program(selection)
    return data.coverage(program.id, selection.tahun, selection.tingkat)["bagian"] if program else None


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by id, in the order of the menu."""
    entries = [
        Indicator(
            "status",
            "status",
            N_("Status desa"),
            N_("Status tiap desa menurut {indeks}."),
            ALL_LEVELS,
            _status,
        ),
        Indicator(
            "nilai",
            "angka",
            N_("Nilai {indeks}"),
            N_("Nilai {indeks}; rata-rata sederhana desa yang dinilai."),
            ALL_LEVELS,
            _score,
        ),
        Indicator(
            "mandiri",
            "bagian",
            N_("Persentase desa Mandiri"),
            N_("Desa berstatus Mandiri dibagi desa yang dinilai menurut {indeks}."),
            AREA_LEVELS,
            _share("mandiri"),
        ),
        Indicator(
            "maju_mandiri",
            "bagian",
            N_("Persentase desa Maju atau Mandiri"),
            N_("Desa berstatus Maju atau Mandiri dibagi desa yang dinilai menurut {indeks}."),
            AREA_LEVELS,
            _share("maju"),
        ),
        Indicator(
            "perubahan",
            "selisih",
            N_("Perubahan nilai {indeks} {sebelum}–{tahun}"),
            N_("Selisih nilai {indeks} dengan tahun sebelumnya untuk desa yang dinilai pada kedua tahun."),
            ALL_LEVELS,
            _change,
        ),
        Indicator("cakupan", "bagian", N_("Cakupan program {program}"), "", ALL_LEVELS, _coverage),
    ]
    entries += [
        Indicator(
            DIMENSION_PREFIX + dimensi.id,
            "angka",
            "",
            N_("Dimensi dari {indeks}; rata-rata sederhana desa yang dinilai."),
            ALL_LEVELS,
            _dimension(dimensi.id),
            dimensi,
        )
        for indeks in indices().values()
        for dimensi in indeks.dimensi
    ]
    return {entry.id: entry for entry in entries}


def offered(selection: Selection) -> tuple[str, ...]:
    """The indicators that the menu offers for the selected year: the dimensions of another index are left out."""
    measured = {DIMENSION_PREFIX + entry.id for entry in indeks_of_year(selection.tahun).dimensi}
    return tuple(key for key, entry in indicators().items() if entry.dimensi is None or key in measured)
