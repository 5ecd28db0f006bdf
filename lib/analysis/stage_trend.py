"""A programme's stages over the dates of their snapshots."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.coverage import stage_rows
from lib.analysis.population import population
from lib.analysis.snapshots import in_use
from lib.domain.program import Program

DESA = "desa"


def stage_trend(cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, area: str | None = None) -> pd.DataFrame:
    """What is in use of every stage in ``area`` (the province when None) on each day on which a snapshot was taken there.

    Columns ``tahap``, ``tanggal``, integer ``jumlah`` (units; for a programme measured against desa the desa with at least
    one); stages in the programme's order, each by date. Counted over the desa (and kelurahan where the programme counts them)
    that exist at the end of the snapshot's year, so the newest date up to a year's end gives the figure of ``coverage``. A
    stage without a snapshot has no row; a snapshot that holds nothing inside the area is a 0, because it was taken.
    """
    units = population(wilayah)
    inside = units.within(area)
    codes, positions = units.place(cakupan["kode_wilayah"])
    counts = cakupan["jumlah"].to_numpy(dtype=np.int64)
    rows = []
    for stage in program.tahap:
        of_stage = stage_rows(cakupan, program.id, stage.id)
        for day in np.unique(cakupan["tanggal"].to_numpy()[of_stage].astype("datetime64[D]")):
            year = int(day.astype("datetime64[Y]").astype(int)) + 1970
            eligible = inside & (units.exists(year) if program.termasuk_kelurahan else units.expected(year))
            found = in_use(cakupan, of_stage, units, day)
            spoken = found.days == day
            if spoken.any() and not (spoken & inside).any():
                continue  # Taken elsewhere.
            where = positions[codes[found.rows]]
            chosen = where >= 0
            per_unit = np.zeros(units.size, dtype=np.int64)
            np.add.at(per_unit, where[chosen], counts[found.rows[chosen]])
            per_unit = per_unit[eligible]
            total = int((per_unit > 0).sum() if program.penyebut == DESA else per_unit.sum())
            rows.append((stage.id, pd.Timestamp(day), total))
    return pd.DataFrame(rows, columns=["tahap", "tanggal", "jumlah"]).astype({"jumlah": "int64", "tanggal": "datetime64[s]"})
