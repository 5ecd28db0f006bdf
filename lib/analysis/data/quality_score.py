"""One number from 0 to 100 per dataset, by rules simple enough to be said in a sentence and checked by counting.

A score says how complete and consistent a dataset is, never whether it is true: illustrative data can score 100.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from lib.analysis.data import quality, quality_totals
from lib.analysis.data.quality_areas import STALE_DAYS, snapshot_ages, stray_coverage, valid_codes
from lib.analysis.frame.population import assessed
from lib.domain.program import Program

# A programme's score falls in a straight line from STALE_DAYS to nothing at this age.
WORTHLESS_DAYS: Final = 3 * 365

Dataset = Literal["indeks", "program", "wilayah", "batas", "prestasi"]


@dataclass(frozen=True, slots=True)
class DatasetScore:
    """The score of one dataset: ``kunci`` is the year of an index or the id of a programme, empty else.

    ``seharusnya`` is what was looked at, ``bermasalah`` how many of it count against the score, ``skor`` 0 to 100 (NaN where
    there was nothing to look at). For a programme ``tanggal`` is the newest snapshot of its main stage.
    """

    dataset: Dataset
    kunci: str
    seharusnya: int
    bermasalah: int
    skor: float
    tanggal: dt.date | None = None


def share_sound(due: int, wrong: int) -> float:
    """100 x (1 - wrong / due), never below 0; NaN when nothing is due."""
    return 100.0 * max(0.0, 1.0 - wrong / due) if due else float("nan")


def freshness(age_days: int | None) -> float:
    """1 up to ``STALE_DAYS``, then in a straight line down to 0 at ``WORTHLESS_DAYS``; 0 without any snapshot."""
    if age_days is None:
        return 0.0
    return float(np.clip((WORTHLESS_DAYS - age_days) / (WORTHLESS_DAYS - STALE_DAYS), 0.0, 1.0))


def index_scores(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, facts: Mapping[tuple[int, str], Mapping[str, int]]
) -> tuple[DatasetScore, ...]:
    """One score per year of scores, newest first.

    100 x (1 - wrong / desa that exist). A desa is wrong once, however many findings it has: no status, taken over from an
    earlier year, status unlike its score, score unlike its formula, a jump. To these come the desa that would have to change
    class for the kabupaten's totals to be the published ones (``misplaced``). Stray rows count too: one each.
    """
    desa = [
        quality.missing_status(nilai, wilayah),
        quality.carried_over(nilai),
        quality.status_unlike_score(nilai),
        quality.score_unlike_formula(nilai),
        quality.jumps(nilai),
    ]
    listed = pd.concat([found[["kode", "tahun"]] for found in desa if len(found)] or [desa[0][["kode", "tahun"]]])
    wrong = listed.drop_duplicates().groupby("tahun").size()
    stray = quality.stray_rows(nilai, wilayah).groupby("tahun").size()
    moved = misplaced(quality_totals.totals_unlike(nilai, wilayah, facts))
    scores = []
    for tahun in reversed(quality.years_of(nilai)):
        due = len(assessed(wilayah, tahun))
        bad = int(wrong.get(tahun, 0)) + int(stray.get(tahun, 0)) + moved.get(tahun, 0)
        scores.append(DatasetScore("indeks", str(tahun), due, bad, share_sound(due, bad)))
    return tuple(scores)


def misplaced(totals: pd.DataFrame) -> dict[int, int]:
    """Desa that would have to change class for the totals to be the published ones, by year.

    Per area the larger of what is too many and what is too few over its statuses. The province is only asked where no
    kabupaten of that year is compared, so that nothing counts twice.
    """
    moved: dict[int, int] = {}
    for tahun, of_year in totals.groupby("tahun"):
        below = of_year[of_year["kode"].str.contains(".", regex=False)]
        areas = (below if len(below) else of_year).groupby("kode")["selisih"]
        moved[int(tahun)] = sum(
            max(int(differences.clip(lower=0).sum()), int(-differences.clip(upper=0).sum())) for _kode, differences in areas
        )
    return moved


def program_scores(
    cakupan: pd.DataFrame, wilayah: pd.DataFrame, programs: Iterable[Program], tanggal: dt.date
) -> tuple[DatasetScore, ...]:
    """One score per programme and base: 100 x share of its rows that an area counts x ``freshness`` of its main stage."""
    listed = tuple(programs)
    ages = snapshot_ages(cakupan, listed, tanggal).set_index(["program", "tahap"])
    stray = stray_coverage(cakupan, wilayah, listed)["program"].value_counts()
    rows = cakupan["program"].value_counts()
    scores = []
    for program in listed:
        newest = ages.loc[(program.id, program.tahap_utama.id)]
        due, bad = int(rows.get(program.id, 0)), int(stray.get(program.id, 0))
        age = None if pd.isna(newest["umur_hari"]) else int(newest["umur_hari"])
        day = None if age is None else newest["tanggal"].date()
        scores.append(DatasetScore("program", program.id, due, bad, share_sound(due, bad) * freshness(age), day))
    return tuple(scores)


def area_scores(wilayah: pd.DataFrame, polygons: Iterable[str], tanggal: dt.date) -> tuple[DatasetScore, DatasetScore]:
    """The list of desa and kelurahan (with a point: 100 x their share), and their boundaries.

    Boundaries: 100 x desa that have one / (desa that exist + polygons of no listed desa).
    """
    units = valid_codes(wilayah, "desa", tanggal)
    points = wilayah.loc[units, ["lintang", "bujur"]].isna().any(axis=1)
    drawn = pd.Index(list(polygons), dtype=object)
    lacking, stray = len(units.difference(drawn)), len(drawn.difference(units))
    return (
        DatasetScore("wilayah", "", len(units), int(points.sum()), share_sound(len(units), int(points.sum()))),
        DatasetScore("batas", "", len(units) + stray, lacking + stray, share_sound(len(units) + stray, lacking + stray)),
    )


def award_score(prestasi: pd.DataFrame, wilayah: pd.DataFrame) -> DatasetScore:
    """Awards whose desa or kelurahan is listed: 100 x their share."""
    strange = int((~prestasi["kode_wilayah"].isin(wilayah.index)).sum())
    return DatasetScore("prestasi", "", len(prestasi), strange, share_sound(len(prestasi), strange))
