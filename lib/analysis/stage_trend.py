"""A programme's stages over the dates of their snapshots."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.population import population
from lib.domain.program import Program

DESA = "desa"


def stage_trend(cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, area: str | None = None) -> pd.DataFrame:
    """What every snapshot of every stage counts in ``area`` (the province when None).

    Columns ``tahap``, ``tanggal``, integer ``jumlah`` (units; for a programme measured against desa the desa with at least
    one); stages in the programme's order, each by date. Counted over the desa (and kelurahan where the programme counts them)
    that exist at the end of the snapshot's year, so the newest date up to a year's end gives the figure of ``coverage``. A
    stage without a snapshot has no row; a snapshot that holds nothing inside the area is a 0, because it was taken.
    """
    units = population(wilayah)
    inside = units.within(area)
    mine = cakupan[(cakupan["program"] == program.id).to_numpy()]
    rows = []
    for stage in program.tahap:
        of_stage = mine[(mine["tahap"] == stage.id).to_numpy()]
        codes, positions = units.place(of_stage["kode_wilayah"])
        where = positions[codes]
        days = of_stage["tanggal"].to_numpy().astype("datetime64[D]")
        counts = of_stage["jumlah"].to_numpy(dtype=np.int64)
        for day in np.unique(days):
            year = int(day.astype("datetime64[Y]").astype(int)) + 1970
            eligible = inside & (units.exists(year) if program.termasuk_kelurahan else units.expected(year))
            chosen = (days == day) & (where >= 0)
            per_unit = np.zeros(units.size, dtype=np.int64)
            np.add.at(per_unit, where[chosen], counts[chosen])
            per_unit = per_unit[eligible]
            total = int((per_unit > 0).sum() if program.penyebut == DESA else per_unit.sum())
            rows.append((stage.id, pd.Timestamp(day), total))
    return pd.DataFrame(rows, columns=["tahap", "tanggal", "jumlah"]).astype({"jumlah": "int64", "tanggal": "datetime64[s]"})
