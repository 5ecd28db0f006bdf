"""Do areas, boundaries and programmes fit together, and how old are the programmes' newest snapshots?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.program import Program
from lib.domain.wilayah import Tingkat, is_desa, is_kelurahan

# A snapshot older than this, counted to the stated date, is stale.
STALE_DAYS: Final = 365


def valid_codes(wilayah: pd.DataFrame, level: Tingkat, tanggal: dt.date) -> pd.Index:
    """Codes of a level that are valid on ``tanggal``, in order."""
    day = pd.Timestamp(tanggal)
    begun = wilayah["berlaku_dari"].isna() | (wilayah["berlaku_dari"] <= day)
    lasting = wilayah["berlaku_sampai"].isna() | (wilayah["berlaku_sampai"] >= day)
    return wilayah.index[(wilayah["tingkat"] == level) & begun & lasting].sort_values()


def without_boundary(wilayah: pd.DataFrame, level: Tingkat, polygons: Iterable[str], tanggal: dt.date) -> pd.Index:
    """Codes of the areas of a level, valid on ``tanggal``, that no polygon is drawn for."""
    return valid_codes(wilayah, level, tanggal).difference(pd.Index(list(polygons), dtype=object))


def without_area(wilayah: pd.DataFrame, level: Tingkat, polygons: Iterable[str], tanggal: dt.date) -> pd.Index:
    """Codes of the polygons of a level whose area is not listed or not valid on ``tanggal``."""
    return pd.Index(sorted(polygons), dtype=object).difference(valid_codes(wilayah, level, tanggal))


def snapshot_ages(cakupan: pd.DataFrame, programs: Iterable[Program], tanggal: dt.date) -> pd.DataFrame:
    """The newest snapshot of every stage of every programme and base, and its age on ``tanggal``.

    One row per stage: ``program``, ``tahap``, ``tanggal`` (NaT without a snapshot), ``umur_hari`` (Int64), ``basi``. The age of
    a programme that has ended is counted to 31 December of its last year: nothing newer is to be expected. Snapshots after
    ``tanggal`` do not count yet. A stage without a snapshot is not stale: it is not published at all.
    """
    day = pd.Timestamp(tanggal)
    past = cakupan[cakupan["tanggal"] <= day]
    newest = past.groupby(["program", "tahap"], observed=True)["tanggal"].max().to_dict()
    rows = []
    for program in programs:
        until = day if program.selesai is None else min(day, pd.Timestamp(program.selesai, 12, 31))
        for stage in program.tahap:
            found = newest.get((program.id, stage.id))
            age = None if found is None else max((until - found).days, 0)
            rows.append((program.id, stage.id, found, age, age is not None and age > STALE_DAYS))
    frame = pd.DataFrame(rows, columns=["program", "tahap", "tanggal", "umur_hari", "basi"])
    return frame.astype({"tanggal": "datetime64[s]", "umur_hari": "Int64", "basi": bool})


def stray_coverage(cakupan: pd.DataFrame, wilayah: pd.DataFrame, programs: Iterable[Program]) -> pd.DataFrame:
    """Rows of coverage that no area counts: ``kode``, ``tanggal``, ``program``, ``tahap``, ``sebab``.

    ``sebab`` is ``tidak_dikenal`` (no such code), ``bukan_desa`` (a code above the desa) or ``kelurahan`` (of a programme that
    does not count kelurahan).
    """
    known = set(wilayah.index)
    urban = {program.id for program in programs if program.termasuk_kelurahan}
    names = cakupan["kode_wilayah"].cat.categories
    unknown = np.array([name not in known for name in names], dtype=bool)
    above = np.array([not (is_desa(name) or is_kelurahan(name)) for name in names], dtype=bool)
    town = np.array([is_kelurahan(name) for name in names], dtype=bool)
    code = cakupan["kode_wilayah"].cat.codes.to_numpy()
    counts_towns = cakupan["program"].isin(urban).to_numpy()
    if not len(cakupan):
        code = np.empty(0, dtype=int)
    cause = np.select([unknown[code], above[code], town[code] & ~counts_towns], ["tidak_dikenal", "bukan_desa", "kelurahan"], "")
    found = cause != ""
    rows = cakupan[found]
    return pd.DataFrame(
        {
            "kode": rows["kode_wilayah"].astype(object).to_numpy(),
            "tanggal": rows["tanggal"].to_numpy(),
            "program": rows["program"].astype(object).to_numpy(),
            "tahap": rows["tahap"].astype(object).to_numpy(),
            "sebab": cause[found],
        }
    ).sort_values(["kode", "tanggal"], kind="stable", ignore_index=True)
