"""What compared areas are measured by: the same figures of each, of the area above, of similar ones, and the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from lib.analysis.comparison.similar import pooled_change, pooled_means
from lib.analysis.frame.figures import Figures
from lib.analysis.program.target import Goal, goal
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent, localized
from lib.domain.language import gettext as _
from lib.domain.program import Program, programs
from lib.domain.status import STATUS, status_label
from lib.domain.wilayah import tingkat
from lib.view.comparison.areas import Comparison
from lib.view.frame.tables import Column, Kind

# Columns beside the compared areas.
INDUK: Final = "induk"
SERUPA: Final = "serupa"
Mark = Literal["terbaik", "terlemah"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of every compared area. ``baik`` is 1 where more is better, -1 where less is, 0 where neither.

    ``nilai`` holds the figure by kode and under INDUK and SERUPA (NaN where there is none), ``rincian`` the counts behind
    a share; ``sasaran`` is the published target as a share, ``contoh`` marks illustrative rows.
    """

    id: str
    kelompok: str
    label: str
    jenis: Kind
    baik: int
    penjelasan: str
    nilai: dict[str, float]
    desimal: int = 0
    sasaran: Goal | None = None
    bagian_sasaran: float | None = None
    contoh: bool = False

    @property
    def column(self) -> Column:
        """The measure as a column of a table."""
        return Column(self.id, self.label, self.jenis, self.penjelasan, self.desimal)

    def text(self, key: str) -> str:
        """A figure as it is printed."""
        return self.column.text(self.nilai[key])

    def marks(self, codes: tuple[str, ...]) -> dict[str, Mark]:
        """Best and worst among the compared areas, as printed: all that share it; nobody where all are equal."""
        known = {kode: self.nilai[kode] for kode in codes if self.nilai[kode] == self.nilai[kode]}
        printed = {kode: self.text(kode) for kode in known}
        if not self.baik or len(set(printed.values())) < 2:
            return {}
        best, worst = (choose(known, key=lambda kode: known[kode] * self.baik) for choose in (max, min))
        return {
            kode: "terbaik" if text == printed[best] else "terlemah"
            for kode, text in printed.items()
            if text in (printed[best], printed[worst])
        }


def measures(data: Figures, comparison: Comparison) -> tuple[Measure, ...]:
    """Every measure of the comparison, in the order of the table; programmes that nothing is known of are left out."""
    return (*_status_measures(data, comparison), *_score_measures(data, comparison), *_program_measures(data, comparison))


def _counts(data: Figures, comparison: Comparison, tahun: int) -> pd.DataFrame:
    """Status counts of the compared areas, INDUK and SERUPA as rows."""
    counts = data.counts(tahun, comparison.level)
    above = data.counts(tahun, tingkat(comparison.induk)).loc[comparison.induk]
    together = counts.loc[list(comparison.serupa)].sum()
    return pd.concat([counts.loc[list(comparison.kode)], pd.DataFrame({INDUK: above, SERUPA: together}).T])


def _share(rows: pd.DataFrame, wanted: tuple[str, ...]) -> dict[str, float]:
    shares = rows[list(wanted)].sum(axis=1) / rows["dinilai"].where(rows["dinilai"] > 0)
    return {str(key): float(share) for key, share in shares.items()}


def _status_measures(data: Figures, comparison: Comparison) -> list[Measure]:
    tahun = comparison.selection.tahun
    rows = _counts(data, comparison, tahun)
    group = _("Status desa {tahun}").format(tahun=tahun)
    shares = (
        ("mandiri", status_label(STATUS[-1]), STATUS[-1:], 1),
        ("maju_mandiri", _("Maju atau Mandiri"), STATUS[-2:], 1),
        ("tertinggal", _("Tertinggal atau Sangat Tertinggal"), STATUS[:2], -1),
    )
    explained = _("Persentase dari desa yang dinilai")
    assessed = {str(key): float(value) for key, value in rows["dinilai"].items()}
    found = [
        Measure("dinilai", group, _("Desa dinilai"), "jumlah", 0, _("Jumlah desa yang mempunyai status"), assessed),
        *(Measure(key, group, label, "bagian", sign, explained, _share(rows, wanted)) for key, label, wanted, sign in shares),
    ]
    before = data.year_before(tahun)
    if before is not None:
        now, past = found[1].nilai, _share(_counts(data, comparison, before), STATUS[-1:])
        found.append(
            Measure(
                "perubahan_mandiri",
                group,
                _("Perubahan Mandiri sejak {tahun} (poin persen)").format(tahun=before),
                "selisih",
                1,
                _("Selisih persentase desa Mandiri, tiap tahun terhadap desa yang dinilai pada tahun itu"),
                {key: (now[key] - past[key]) * 100 for key in now},
                1,
            )
        )
    return found


def _score_measures(data: Figures, comparison: Comparison) -> list[Measure]:
    tahun = comparison.selection.tahun
    indeks = indeks_of_year(tahun)
    group = _("Nilai {indeks} {tahun}").format(indeks=indeks.singkatan, tahun=tahun)
    explained = _("Rata-rata sederhana desa yang dinilai")
    means = data.means(tahun, comparison.level)
    above = data.means(tahun, tingkat(comparison.induk)).loc[comparison.induk]
    together = data.derived(pooled_means, tahun, comparison.serupa)
    columns = [("nilai", _("Rata-rata nilai"), indeks.desimal)]
    columns += [
        (entry.id, f"{entry.singkatan} · {entry.label}", indeks.desimal if entry.desimal else 1) for entry in indeks.dimensi
    ]
    found = [
        Measure(
            key,
            group,
            label,
            "angka",
            1,
            explained,
            _with_others(comparison, means[key], above[key], together[key]),
            decimals,
        )
        for key, label, decimals in columns
    ]
    before = data.year_before(tahun)
    changes = data.changes(tahun, comparison.level)
    changes_above = data.changes(tahun, tingkat(comparison.induk))
    if before is None or changes is None or changes_above is None:
        return found
    gained = data.derived(pooled_change, tahun, before, comparison.serupa)
    return [
        *found,
        Measure(
            "perubahan",
            group,
            _("Perubahan sejak {tahun}").format(tahun=before),
            "selisih",
            1,
            _("Rata-rata selisih nilai desa yang dinilai pada kedua tahun"),
            _with_others(comparison, changes["selisih"], changes_above.at[comparison.induk, "selisih"], gained),
            indeks.desimal,
        ),
    ]


def _with_others(comparison: Comparison, values: pd.Series, above: float, together: float) -> dict[str, float]:
    return {kode: float(values[kode]) for kode in comparison.kode} | {INDUK: float(above), SERUPA: float(together)}


def _program_measures(data: Figures, comparison: Comparison) -> list[Measure]:
    tahun = comparison.selection.tahun
    found = []
    for program in programs().values():
        reach = data.coverage(program.id, tahun, comparison.level)
        above = data.coverage(program.id, tahun, tingkat(comparison.induk)).loc[comparison.induk]
        if above["bagian"] != above["bagian"]:
            continue
        alike = reach.loc[list(comparison.serupa), [program.tahap_utama.id, "penyebut"]].sum()
        together = alike[program.tahap_utama.id] / alike["penyebut"] if alike["penyebut"] else float("nan")
        aim = target_of(data, program, tahun, comparison.induk)
        found.append(
            Measure(
                program.id,
                _("Cakupan program, akhir {tahun}").format(tahun=tahun),
                program.label,
                "bagian",
                1,
                localized(program.definisi),
                _with_others(comparison, reach["bagian"], above["bagian"], together),
                sasaran=aim[0] if aim else None,
                bagian_sasaran=aim[1] if aim else None,
                contoh=data.is_illustrative_program(program.id, tahun),
            )
        )
    return found


def target_of(data: Figures, program: Program, tahun: int, kode: str) -> tuple[Goal, float] | None:
    """The target that holds for an area, and as a share of what the programme counts there; None where none is published."""

    def base(year: int, area: str) -> int:
        return int(data.coverage(program.id, year, tingkat(area)).at[area, "penyebut"])

    aim = goal(program, tahun, kode, base)
    whole = base(aim.tahun, kode) if aim else 0
    return (aim, aim.jumlah / whole) if aim and whole else None


def target_text(measure: Measure) -> str:
    """``100,0% (2024)``, or ``800.000 petani (2021)`` where it is a number of its own; empty where nothing was published."""
    aim = measure.sasaran
    if aim is None:
        return ""
    unit = programs()[measure.id].unit
    amount = format_percent(1) if aim.seluruh else f"{format_number(aim.jumlah)} {unit}"
    return f"{amount} ({aim.tahun})"
