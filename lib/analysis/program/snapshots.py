"""Which snapshot of a programme's stage speaks for which desa.

Each date of a published version is a whole snapshot of the area that the version speaks for (its scope). So a desa that the
newest snapshot over it no longer lists is no longer reached, and a later snapshot of one kabupaten says nothing of another.
Of two versions over a desa the one of the later year speaks, within a year the one published last, then its newest date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import Population
from lib.domain.wilayah import is_within

NO_DAY: Final = np.datetime64("NaT", "D")
# Room for each part of a claim's number: days since 1970 and publications, and areas that a version can speak for.
_ROOM: Final = 100_000
_SCOPES: Final = 10_000


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
    rows = _up_to(cakupan, rows, day)
    # Claims come sorted, so a later one speaks over an earlier one where both have something to say.
    distinct, first, claim_of = np.unique(_claims(cakupan, rows), return_index=True, return_inverse=True)
    speaker = np.full(units.size, -1, dtype=np.int64)
    spoken = np.full(units.size, NO_DAY, dtype="datetime64[D]")
    scopes, days = _scopes(cakupan), _days(cakupan)
    for number, row in enumerate(rows[first]):
        inside = units.within(None if scopes is None else str(scopes.iloc[row]))
        speaker[inside] = number
        spoken[inside] = days[row]
    codes, positions = units.place(cakupan["kode_wilayah"])
    where = positions[codes[rows]]
    heard = np.isin(np.arange(len(distinct)), speaker)[claim_of]
    used = np.where(where >= 0, speaker[where] == claim_of, heard) if units.size else np.ones(len(rows), dtype=bool)
    return InUse(rows[used], spoken)


def speaking_for(cakupan: pd.DataFrame, rows: np.ndarray, kode: str, day: np.datetime64) -> np.ndarray:
    """Of ``rows``, those of the one snapshot that speaks for the desa ``kode`` on ``day``: whatever desa they count."""
    rows = _up_to(cakupan, rows, day)
    scopes = _scopes(cakupan)
    if scopes is not None:
        over = [scope for scope in scopes.cat.categories if is_within(kode, scope)]
        rows = rows[scopes.iloc[rows].isin(over).to_numpy()]
    claims = _claims(cakupan, rows)
    return rows[claims == claims.max()] if len(rows) else rows


def _days(cakupan: pd.DataFrame) -> np.ndarray:
    return cakupan["tanggal"].to_numpy().astype("datetime64[D]")


def _up_to(cakupan: pd.DataFrame, rows: np.ndarray, day: np.datetime64) -> np.ndarray:
    return rows[_days(cakupan)[rows] <= day]


def _scopes(cakupan: pd.DataFrame) -> pd.Series | None:
    return cakupan.get("lingkup")


def _claims(cakupan: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """One number for each row's snapshot, the greater the later: year, order of publication, day, and scope to tell two apart."""
    days = _days(cakupan)[rows]
    scopes = _scopes(cakupan)
    order = cakupan["urutan"].to_numpy()[rows].astype(np.int64) if "urutan" in cakupan else 0
    scope = 0 if scopes is None else scopes.cat.codes.to_numpy()[rows].astype(np.int64)
    year = days.astype("datetime64[Y]").astype(np.int64)
    return ((year * _ROOM + order) * _ROOM + days.astype(np.int64)) * _SCOPES + scope
