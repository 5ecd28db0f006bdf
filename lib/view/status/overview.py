"""The overview page as descriptions: ranking, what changed most, and the state of the data; ``cards`` has its key figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.indicator.ranking import rank
from lib.analysis.status.change import class_moves
from lib.analysis.status.distribution import only_kelurahan, share_of
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent, format_signed
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.domain.wilayah import Tingkat
from lib.view.frame.selection import Selection, default_level

CHANGES_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a composition bar."""

    label: str
    jumlah: int
    bagian: float
    warna: str
    warna_teks: str


@dataclass(frozen=True, slots=True)
class RankedArea:
    """One area of a ranking with its composition; ``keterangan`` says why there is none."""

    kode: str
    nama: str
    peringkat: int | None
    bagian: str
    nilai: str
    dinilai: int
    segmen: tuple[Segment, ...]
    keterangan: str


@dataclass(frozen=True, slots=True)
class ChangedArea:
    """One area that moved: its share of Mandiri before and now, and how many desa rose and fell."""

    kode: str
    nama: str
    selisih: str
    dari: str
    ke: str
    naik: str
    turun: str


@dataclass(frozen=True, slots=True)
class YearState:
    """What the data of one year is worth."""

    tahun: int
    indeks: str
    contoh: bool
    penerbit: str
    dinilai: str
    tanpa_data: str
    pilihan: bool


def ranking(data: Figures, selection: Selection, level: Tingkat | None = None) -> tuple[RankedArea, ...]:
    """The areas below the selected one (or of ``level``) by share of Mandiri, the greatest first, equal shares with equal rank.

    Areas without an assessed desa (both kota) come last, without a rank.
    """
    level = level or _ranking_level(selection)
    counts = data.counts(selection.tahun, level)
    if selection.area:
        counts = counts[counts.index.str.startswith(selection.area + ".")]
    shares = share_of(counts, "mandiri")
    means = data.means(selection.tahun, level)["nilai"].reindex(counts.index)
    ranks = rank((shares * 100).round(1))
    score = indeks_of_year(selection.tahun)
    order = pd.DataFrame({"bagian": shares.fillna(-1), "nilai": means.fillna(-1)}).sort_values(
        ["bagian", "nilai"], ascending=False, kind="stable"
    )
    out = []
    for kode in order.index:
        row = counts.loc[kode]
        assessed = int(row["dinilai"])
        place = ranks[kode]
        out.append(
            RankedArea(
                kode=str(kode),
                nama=data.name(str(kode)),
                peringkat=None if pd.isna(place) else int(place),
                bagian=format_percent(shares[kode]) if assessed else "–",
                nilai=format_number(means[kode], score.desimal) if assessed else "–",
                dinilai=assessed,
                segmen=_segments(row, assessed),
                keterangan=""
                if assessed
                else _("hanya kelurahan: tidak dinilai")
                if only_kelurahan(row)
                else _("belum ada data"),
            )
        )
    return tuple(out)


def _why_nothing(row: pd.Series) -> str:
    return _("hanya kelurahan: tidak dinilai") if only_kelurahan(row) else _("belum ada data")


def _ranking_level(selection: Selection) -> Tingkat:
    # Inside a kecamatan the areas are single desa: a composition bar of one desa says its status.
    return default_level(selection.area)


def _segments(row: pd.Series, assessed: int) -> tuple[Segment, ...]:
    classes = status_classes()
    return tuple(
        Segment(classes[key].label, int(row[key]), row[key] / assessed, classes[key].warna, classes[key].warna_teks)
        for key in reversed(STATUS)
        if assessed and row[key]
    )


def ranking_shares(data: Figures, selection: Selection) -> pd.Series:
    """Share of Mandiri of the ranked areas, by kode."""
    counts = data.counts(selection.tahun, _ranking_level(selection))
    if selection.area:
        counts = counts[counts.index.str.startswith(selection.area + ".")]
    return share_of(counts, "mandiri")


def biggest_changes(data: Figures, selection: Selection) -> tuple[ChangedArea, ...]:
    """The areas whose share of Mandiri rose most since the year before; empty across the method break."""
    before = data.year_before(selection.tahun)
    if before is None:
        return ()
    level = _ranking_level(selection)
    now, past = ranking_shares(data, selection), ranking_shares(data, replace(selection, tahun=before))
    moves = class_moves(data.nilai, data.wilayah, selection.tahun, level, selection.area)
    change = ((now - past) * 100).dropna().sort_values(ascending=False, kind="stable")
    out = []
    for kode in change.index[:CHANGES_SHOWN]:
        if moves is None or round(change[kode], 1) <= 0:
            break
        out.append(
            ChangedArea(
                kode=str(kode),
                nama=data.name(str(kode)),
                selisih=_("{selisih} poin persen").format(selisih=format_signed(change[kode], 1)),
                dari=format_percent(past[kode]),
                ke=format_percent(now[kode]),
                naik=format_number(moves.at[kode, "naik"]),
                turun=format_number(moves.at[kode, "turun"]),
            )
        )
    return tuple(out)


def data_state(data: Figures, selection: Selection) -> tuple[YearState, ...]:
    """Each year that the store holds, newest first: instrument, official or illustrative, publisher, completeness."""
    out = []
    for year in reversed(data.years):
        counts = data.area_counts(year, selection.area)
        publishers = dict.fromkeys(entry.penerbit for entry in data.sources("indeks", year))
        out.append(
            YearState(
                tahun=year,
                indeks=indeks_of_year(year).singkatan,
                contoh=data.is_illustrative(year),
                penerbit=", ".join(publishers),
                dinilai=format_number(counts["dinilai"]),
                tanpa_data=format_number(counts["tanpa_data"]),
                pilihan=year == selection.tahun,
            )
        )
    return tuple(out)
