"""Ranking by level and by improvement, side by side: a low area that gains much is seen as well as a high one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from lib.analysis.comparison.two_ranks import delta_ranking
from lib.analysis.frame.figures import Figures
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.view.comparison.areas import Comparison, candidates
from lib.view.comparison.dots import file_stem
from lib.view.comparison.sentences import POINTS_DECIMALS, names
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.provenance import source_line
from lib.view.frame.selection import Selection
from lib.view.frame.tables import ABSENT, Column, TableDescription
from lib.view.indicator.indicator import Indicator, indicators

RANKED: Final = ("mandiri", "maju_mandiri", "nilai")
PER_CENT: Final = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking. ``bagian`` is the length of its bar, 0..1; ``lain`` its place in the other ranking."""

    kode: str
    nama: str
    peringkat: str
    angka: str
    bagian: float
    turun: bool
    lain: str
    rincian: str
    dibandingkan: bool


@dataclass(frozen=True, eq=False)
class Ranking:
    """Both rankings of all areas of a level: ``frame`` is ``delta.delta_ranking`` in the unit that is printed.

    ``sebelum`` is the year compared with, None where nothing may be compared. ``indikator`` is the one ranked.
    """

    comparison: Comparison
    indikator: Indicator
    sebelum: int | None
    frame: pd.DataFrame
    desimal: int
    satuan: str

    @property
    def empty(self) -> bool:
        """True when no area has a figure."""
        return bool(self.frame["nilai"].isna().all())

    def value(self, number: float) -> str:
        """A figure as it is printed."""
        return ABSENT if number != number else format_number(number, self.desimal) + self.satuan

    def gain(self, number: float) -> str:
        """A gain as it is printed: percentage points or points of the score."""
        return ABSENT if number != number else format_signed(number, self.desimal)


def ranked_indicator(selection: Selection) -> str:
    """The selected indicator where it can be ranked, else the share of Mandiri."""
    return selection.indikator if selection.indikator in RANKED else RANKED[0]


def ranking(data: Figures, comparison: Comparison) -> Ranking:
    """Both rankings of every area inside the area above, compared or not.

    A share gains the difference of the two years' shares, each of that year's assessed desa, as every other display shows
    them; the score gains the mean change of the desa that have one in both years.
    """
    tahun = comparison.selection.tahun
    indicator = indicators()[ranked_indicator(comparison.selection)]
    before = data.year_before(tahun)
    listed = list(candidates(data, comparison.level, comparison.induk))
    change: pd.Series | None = None
    if indicator.kind == "bagian":
        status = "mandiri" if indicator.id == "mandiri" else "maju"
        now = data.share_at_least(tahun, comparison.level, status).loc[listed] * PER_CENT
        if before is not None:
            change = now - data.share_at_least(before, comparison.level, status).loc[listed] * PER_CENT
        frame, decimals, unit = delta_ranking(now, change, POINTS_DECIMALS), POINTS_DECIMALS, "%"
    else:
        changes = data.changes(tahun, comparison.level)
        decimals, unit = indeks_of_year(tahun).desimal, ""
        now = data.means(tahun, comparison.level)["nilai"].loc[listed]
        frame = delta_ranking(now, None if changes is None else changes["selisih"], decimals)
    if frame["selisih"].isna().all():
        before = None
    return Ranking(comparison, indicator, before, frame, decimals, unit)


def by_level(data: Figures, found: Ranking) -> tuple[Ranked, ...]:
    """The areas by their figure, the greatest first; those without one last."""
    return _lines(data, found, "nilai", "peringkat", "peringkat_selisih")


def by_improvement(data: Figures, found: Ranking) -> tuple[Ranked, ...]:
    """The areas by what they gained, the greatest first; empty where nothing may be compared."""
    return _lines(data, found, "selisih", "peringkat_selisih", "peringkat") if found.sebelum is not None else ()


def _lines(data: Figures, found: Ranking, column: str, place: str, other: str) -> tuple[Ranked, ...]:
    frame = found.frame.sort_values(column, ascending=False, na_position="last", kind="stable")
    longest = frame[column].abs().max()
    lines = []
    for kode, row in frame.iterrows():
        number = float(row[column])
        past = float(row["nilai"]) - float(row["selisih"])
        lines.append(
            Ranked(
                kode=str(kode),
                nama=data.name(str(kode)),
                peringkat=_place(row[place]),
                angka=found.value(number) if column == "nilai" else found.gain(number),
                bagian=abs(number) / longest if number == number and longest else 0.0,
                turun=number < 0,
                lain=_place(row[other]),
                rincian=f"{found.value(past)} → {found.value(float(row['nilai']))}"
                if column == "selisih" and past == past
                else "",
                dibandingkan=str(kode) in found.comparison.kode,
            )
        )
    return tuple(lines)


def _place(rank: object) -> str:
    return ABSENT if pd.isna(rank) else format_number(int(rank))  # type: ignore[call-overload]


def finding(data: Figures, found: Ranking) -> str:
    """Who stands highest and who gained most, ties told as ties."""
    tahun = found.comparison.selection.tahun
    name = found.indikator.label(found.comparison.at_level)
    if found.empty:
        return _("{indikator} {tahun}: belum ada data untuk diurutkan").format(indikator=name, tahun=tahun)
    top = found.frame.index[found.frame["peringkat"] == 1]
    fields = {
        "indikator": name,
        "tahun": tahun,
        "atas": names(data, top),
        "nilai": found.value(float(found.frame["nilai"].max())),
    }
    start = _("{indikator} {tahun}: tertinggi {atas} ({nilai})")
    if found.sebelum is None:
        return start.format(**fields)
    gained = found.frame["selisih"].round(found.desimal)
    if gained.max() <= 0:
        return (start + "; " + _("tidak ada yang membaik sejak {sebelum}")).format(**fields, sebelum=found.sebelum)
    return (start + "; " + _("paling membaik sejak {sebelum}: {naik} ({selisih})")).format(
        **fields,
        sebelum=found.sebelum,
        naik=names(data, gained.index[gained == gained.max()]),
        selisih=gain_text(found, float(gained.max())),
    )


def gain_text(found: Ranking, number: float) -> str:
    """A gain with its unit."""
    return _("{selisih} poin persen").format(selisih=found.gain(number)) if found.satuan else found.gain(number)


def rank_table(data: Figures, found: Ranking) -> TableDescription:
    """Both rankings in one table, by the place in the first; the download of both."""
    comparison, tahun = found.comparison, found.comparison.selection.tahun
    frame = found.frame.sort_values(["peringkat", "nilai"], ascending=[True, False], na_position="last", kind="stable")
    frame = frame.rename_axis(None)
    # A share is stored as every table stores it, 0..1.
    share = found.indikator.kind == "bagian"
    frame = frame.assign(
        kode=frame.index, nama=[data.name(str(kode)) for kode in frame.index], nilai=frame["nilai"] / (PER_CENT if share else 1)
    )
    label = found.indikator.label(comparison.at_level)
    columns = [
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", _("Wilayah"), "teks", level_noun(data, comparison.level).capitalize()),
        Column("peringkat", _("Peringkat tingkat"), "jumlah", _("1 yang tertinggi; angka yang sama berbagi peringkat")),
        Column("nilai", label, "bagian" if share else "angka", found.indikator.explanation(comparison.at_level), found.desimal),
    ]
    if found.sebelum is not None:
        gained = _("Perubahan sejak {tahun} (poin persen)") if share else _("Perubahan sejak {tahun}")
        columns += [
            Column(
                "peringkat_selisih",
                _("Peringkat perbaikan"),
                "jumlah",
                _("1 yang paling membaik; perubahan yang sama berbagi peringkat"),
            ),
            Column("selisih", gained.format(tahun=found.sebelum), "selisih", gain_explanation(found), found.desimal),
        ]
    source, contoh = ranking_source(data, found)
    return TableDescription(
        judul=finding(data, found),
        penjelasan=_("Semua {satuan} di {wilayah}.").format(
            satuan=level_noun(data, comparison.level), wilayah=area_title(data, comparison.induk)
        ),
        kolom=tuple(columns),
        frame=frame[[column.id for column in columns]],
        sumber=source,
        contoh=contoh,
        nama_berkas=file_stem(data, comparison, f"peringkat-{found.indikator.id}-{tahun}", contoh),
    )


def gain_explanation(found: Ranking) -> str:
    """What a gain is the difference of."""
    if found.indikator.kind == "bagian":
        return _("Selisih persentase kedua tahun, tiap tahun terhadap desa yang dinilai pada tahun itu.")
    return _("Rata-rata selisih nilai desa yang dinilai pada kedua tahun.")


def ranking_source(data: Figures, found: Ranking) -> tuple[str, bool]:
    """Source line and badge of both years behind the rankings."""
    shown = found.comparison.at_level
    years = [shown.tahun] + ([found.sebelum] if found.sebelum is not None else [])
    source = source_line(data, *(replace(shown, tahun=year, indikator=found.indikator.id) for year in years))
    return source, any(data.is_illustrative(year) for year in years)
