"""The figures of all provinces side by side, from sums: what the level above a province shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.frame.year import CLASSES
from lib.domain.indeks import indeks_of_year
from lib.domain.status import BELUM_DINILAI, STATUS, TANPA_DATA
from lib.domain.wilayah import Tingkat


@dataclass(eq=False)
class CountryFigures(Figures):
    """``Figures`` that know nothing below a province: ``wilayah`` lists provinces only, and ``nilai`` has no rows.

    ``dinilai`` and ``tempat`` are the frames of ``lib.store.country``.
    """

    dinilai: pd.DataFrame = field(default_factory=pd.DataFrame)
    tempat: pd.DataFrame = field(default_factory=pd.DataFrame)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with at least one row, oldest first."""
        return tuple(sorted({int(year) for year in self.dinilai["tahun"]}))

    @cached_property
    def main_year(self) -> int:
        """The newest year in which no province has illustrative rows; without one the newest of those with the most rows."""
        rows = self.dinilai.groupby("tahun").agg(desa=("desa", "sum"), contoh=("contoh", "any"))
        official = rows.index[~rows["contoh"].astype(bool)]
        if len(official):
            return int(max(official))
        return int(max(rows.index[rows["desa"] == rows["desa"].max()])) if len(rows) else super().main_year

    def _illustrative_year(self, tahun: int) -> bool:
        return bool(self.dinilai.loc[self.dinilai["tahun"] == tahun, "contoh"].any())

    def _counts_of(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        """As ``distribution.status_counts``; a level below the provinces has no areas here."""
        codes = pd.Index(self.codes_at(level))
        rows = self.dinilai[(self.dinilai["tahun"] == tahun) & self.dinilai["status"].isin(STATUS)]
        table = rows.pivot_table(index="provinsi", columns="status", values="desa", aggfunc="sum", fill_value=0)
        table = table.reindex(index=codes, columns=list(STATUS), fill_value=0)
        table["dinilai"] = table.sum(axis=1)
        there = self._there(tahun)
        table[BELUM_DINILAI] = there[there["kelurahan"]].groupby("provinsi")["jumlah"].sum().reindex(codes, fill_value=0)
        expected = there[~there["kelurahan"]].groupby("provinsi")["jumlah"].sum().reindex(codes, fill_value=0)
        table[TANPA_DATA] = expected - table["dinilai"]
        table["jumlah"] = expected + table[BELUM_DINILAI]
        return table[[*CLASSES, "dinilai", "jumlah"]].astype("int64").rename_axis(index=None, columns=None)

    def _there(self, tahun: int) -> pd.DataFrame:
        """The desa and kelurahan that exist on 31 December."""
        day = f"{tahun}-12-31"
        begun = self.tempat["dari"].isna() | (self.tempat["dari"] <= day)
        return self.tempat[begun & (self.tempat["sampai"].isna() | (self.tempat["sampai"] >= day))]

    def _means_of(self, tahun: int, level: Tingkat) -> pd.DataFrame:
        """As ``scores.mean_scores``, of the score alone."""
        rows = self.dinilai[self.dinilai["tahun"] == tahun].groupby("provinsi")[["nilai", "bernilai"]].sum()
        rows = rows.reindex(list(self.codes_at(level)), fill_value=0)
        mean = (rows["nilai"] / rows["bernilai"].where(rows["bernilai"] > 0)).astype(float)
        unknown = {entry.id: np.nan for entry in indeks_of_year(tahun).dimensi}
        return pd.DataFrame({"nilai": mean, **unknown, "n": rows["bernilai"].astype("int64")})

    def _unmatched_of(self, _tahun: int) -> int:
        return 0

    def totals(self, tahun: int) -> pd.Series:
        """The columns of ``counts`` added up: the country."""
        return self.counts(tahun, "provinsi").sum()
