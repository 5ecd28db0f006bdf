"""Which snapshot of a programme's stage speaks for which desa.

Each date of a published version is a whole snapshot of the area that the version speaks for (its scope). So a desa that the
newest snapshot over it no longer lists is no longer reached, and a later snapshot of one kabupaten says nothing of another.
Of two versions over a desa the one of the later year speaks, within a year the one published last, then its newest date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.population import Population

NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class InUse:
    """``rows``: positions in the frame of the rows in use, those of unknown areas too; ``days``: for each unit the day of
    the snapshot that speaks for it (NaT: none does)."""

    rows: np.ndarray
    days: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """For each unit: True when a snapshot speaks for it."""
        return ~np.isnat(self.days)

    @property
    def newest(self) -> pd.Timestamp | None:
        """The newest day in use; None without any."""
        days = self.days[self.known]
        return pd.Timestamp(days.max()) if len(days) else None


def in_use(cakupan: pd.DataFrame, rows: np.ndarray, units: Population, day: np.datetime64) -> InUse:
    """The snapshots in use on ``day`` among ``rows`` (positions in ``cakupan`` of one stage of one programme).

    ``cakupan`` may lack ``lingkup`` (scope) and ``urutan`` (order of publication): then every snapshot is of the whole.
    """
    days = cakupan["tanggal"].to_numpy()[rows].astype("datetime64[D]")
    rows, days = rows[days <= day], days[days <= day]
    spoken = np.full(units.size, NO_DAY, dtype="datetime64[D]")
    if not len(rows):
        return InUse(rows, spoken)
    if "lingkup" not in cakupan:
        newest = days.max()
        spoken[:] = newest
        return InUse(rows[days == newest], spoken)
    scope = cakupan["lingkup"].cat.codes.to_numpy()[rows].astype(np.int64)
    order = cakupan["urutan"].to_numpy()[rows].astype(np.int64)
    claims = np.stack([days.astype("datetime64[Y]").astype(np.int64), order, days.astype(np.int64), scope], axis=1)
    # Rows of the same version and day share a claim; claims come sorted, so a later one speaks over an earlier one.
    distinct, claim_of = np.unique(claims, axis=0, return_inverse=True)
    speaker = np.full(units.size, -1, dtype=np.int64)
    names = cakupan["lingkup"].cat.categories
    for number, claim in enumerate(distinct):
        inside = units.within(str(names[claim[3]]))
        speaker[inside] = number
        spoken[inside] = np.datetime64(int(claim[2]), "D")
    codes, positions = units.place(cakupan["kode_wilayah"])
    where = positions[codes[rows]]
    heard = np.isin(np.arange(len(distinct)), speaker)
    claim_of = claim_of.reshape(-1)
    used = np.where(where >= 0, speaker[where] == claim_of, heard[claim_of]) if units.size else heard[claim_of]
    return InUse(rows[used], spoken)
