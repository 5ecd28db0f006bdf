"""How far a programme reaches: units per stage, what they are a share of, and who is not reached.

The state at the end of a year is, for each desa, the snapshot that speaks for it on 31 December
(``lib.analysis.program.snapshots`` says which): a desa that it no longer lists is no longer reached. Stages are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lib.analysis.frame.population import Population, population, year_end
from lib.analysis.program.snapshots import in_use
from lib.domain.program import Program, all_programs
from lib.domain.wilayah import Tingkat

DESA = "desa"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One stage at the end of a year: its newest date (None: no snapshot yet), the day that speaks for each unit of the
    Population (NaT: none does), units reached per unit, and the rows in use that belong to no eligible desa (unknown code,
    a kelurahan where those do not count)."""

    tanggal: pd.Timestamp | None
    hari: np.ndarray
    jumlah: np.ndarray
    tidak_cocok: int

    @property
    def known(self) -> np.ndarray:
        """For each unit: True when a snapshot speaks for it."""
        return ~np.isnat(self.hari)


def _codes(column: pd.Series, value: str) -> np.ndarray:
    values = column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)
    wanted = values.categories.get_indexer(pd.Index([value]))[0]
    return (values.codes == wanted) & (values.codes >= 0)


def stage_rows(cakupan: pd.DataFrame, program: str, tahap: str) -> np.ndarray:
    """Positions of the rows of one stage of one programme."""
    return np.flatnonzero(_codes(cakupan["program"], program) & _codes(cakupan["tahap"], tahap))


def snapshot(cakupan: pd.DataFrame, units: Population, eligible: np.ndarray, program: str, tahap: str, tahun: int) -> Snapshot:
    """What is in use of a stage on 31 December of ``tahun``, counted over the ``eligible`` units."""
    counts = np.zeros(units.size, dtype=np.int64)
    found = in_use(cakupan, stage_rows(cakupan, program, tahap), units, year_end(tahun))
    rows = found.rows
    codes, positions = units.place(cakupan["kode_wilayah"])
    where = positions[codes[rows]]
    counted = (where >= 0) & eligible[where] if units.size else np.zeros(len(rows), dtype=bool)
    np.add.at(counts, where[counted], cakupan["jumlah"].to_numpy(dtype=np.int64)[rows[counted]])
    return Snapshot(found.newest, found.days, counts, int((~counted).sum()))


@dataclass(frozen=True, eq=False)
class _Reach:
    eligible: np.ndarray
    stages: dict[str, Snapshot]
    base: np.ndarray


def _reach(cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, tahun: int, basis: Program | None = None) -> _Reach:
    units = population(wilayah)
    eligible = units.exists(tahun) if program.termasuk_kelurahan else units.expected(tahun)
    stages = {entry.id: snapshot(cakupan, units, eligible, program.id, entry.id, tahun) for entry in program.tahap}
    if program.penyebut == DESA:
        # A desa is reached or not: whatever its row counts, it is one desa.
        stages = {key: replace(it, jumlah=(it.jumlah > 0).astype(np.int64)) for key, it in stages.items()}
        base = eligible.astype(np.int64)
    else:
        of = basis or all_programs()[program.penyebut]
        base = snapshot(cakupan, units, eligible, of.id, of.tahap_utama.id, tahun).jumlah
    known = stages[program.tahap_utama.id].known
    # Once a snapshot speaks for some, the others are not known: they are no denominator of what was counted.
    base = np.where(known, base, 0) if known.any() else base
    return _Reach(eligible, stages, base)


def coverage(
    cakupan: pd.DataFrame,
    wilayah: pd.DataFrame,
    program: Program,
    tahun: int,
    tingkat: Tingkat,
    area: str | None = None,
    *,
    basis: Program | None = None,
) -> pd.DataFrame:
    """Reach of ``program`` at the end of ``tahun`` in every area of ``tingkat`` (within ``area``).

    Index ``kode``; one integer column per stage id (units of ``program.satuan``; for a programme measured against desa,
    the number of desa with at least one), ``penyebut`` (integer), ``bagian`` = main stage / penyebut, ``tanggal`` (of the
    main stage: the oldest day that speaks for a desa of the area; ``snapshot_dates`` has the newest of every stage).

    The denominator is the desa that exist in the year when ``program.penyebut`` is ``desa``, else the units of that base
    programme's main stage (``basis`` overrides where it is looked up). Kelurahan are in both numerator and denominator
    when ``program.termasuk_kelurahan``, else in neither. ``bagian`` is NaN where the denominator is 0 and everywhere when
    there is no snapshot yet (``tanggal`` NaT): not known is not zero. Where snapshots speak for some desa only, the others are
    in no denominator. Against a base it may exceed 1 when the two sources
    disagree; that is shown, not hidden. Children sum to their parent. Raises KeyError when the base is not listed.
    """
    reach = _reach(cakupan, wilayah, program, tahun, basis)
    codes, group = population(wilayah).groups(tingkat, area)
    inside = group >= 0

    def per_area(counts: np.ndarray) -> np.ndarray:
        total = np.zeros(len(codes), dtype=np.int64)
        np.add.at(total, group[inside], counts[inside])
        return total

    columns: dict[str, object] = {key: per_area(it.jumlah) for key, it in reach.stages.items()}
    main = reach.stages[program.tahap_utama.id]
    numerator, denominator = per_area(main.jumlah), per_area(reach.base)
    known = (denominator > 0) & (main.tanggal is not None)
    share = np.divide(numerator, denominator, out=np.full(len(codes), np.nan), where=known)
    columns |= {"penyebut": denominator, "bagian": share, "tanggal": _oldest(main, group, len(codes))}
    return pd.DataFrame(columns, index=codes)


def _oldest(stage: Snapshot, group: np.ndarray, areas: int) -> np.ndarray:
    """The oldest day in use in each area; an area without a desa that a snapshot speaks for has the newest of all, if any."""
    never = np.iinfo(np.int64).max
    oldest = np.full(areas, never, dtype=np.int64)
    spoken = (group >= 0) & stage.known
    np.minimum.at(oldest, group[spoken], stage.hari[spoken].astype(np.int64))
    days = np.where(oldest == never, np.datetime64("NaT", "D"), oldest.astype("datetime64[D]"))
    return days.astype("datetime64[s]")


def snapshot_dates(cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, tahun: int) -> dict[str, pd.Timestamp | None]:
    """Date of the snapshot used for each stage id at the end of ``tahun``; None for a stage without one."""
    units = population(wilayah)
    nobody = np.zeros(units.size, dtype=bool)
    return {it.id: snapshot(cakupan, units, nobody, program.id, it.id, tahun).tanggal for it in program.tahap}


def unmatched_coverage_rows(
    cakupan: pd.DataFrame, wilayah: pd.DataFrame, program: Program, tahun: int, *, basis: Program | None = None
) -> int:
    """Rows of the snapshots in use, over all stages, that no area counts: see ``Snapshot.tidak_cocok``."""
    return sum(it.tidak_cocok for it in _reach(cakupan, wilayah, program, tahun, basis).stages.values())


def gap_list(
    cakupan: pd.DataFrame,
    wilayah: pd.DataFrame,
    program: Program,
    tahun: int,
    area: str | None = None,
    *,
    basis: Program | None = None,
) -> pd.DataFrame | None:
    """The desa in ``area`` that the main stage has not reached by the end of ``tahun``; None without any snapshot.

    Index ``kode`` in order; ``nama``, ``jenis``, ``sebutan``, ``kec``, ``kec_nama``, ``kab``, ``kab_nama``, ``penyebut``
    (units of the base in that desa). Only desa that are in the denominator: against desa every eligible one, against a
    base those where the base counts at least one unit (a desa without a BUMDes is no gap of a programme for BUMDes).
    """
    reach = _reach(cakupan, wilayah, program, tahun, basis)
    main = reach.stages[program.tahap_utama.id]
    if main.tanggal is None:
        return None
    units = population(wilayah)
    missing = reach.eligible & main.known & (reach.base > 0) & (main.jumlah == 0) & units.within(area)
    codes = units.areas["desa"][missing]
    table = wilayah.loc[codes, ["nama", "jenis", "sebutan", "kec", "kab"]].rename_axis(index="kode")
    for level in ("kec", "kab"):
        names = wilayah["nama"].reindex(table[level].to_numpy(dtype=object))
        table[f"{level}_nama"] = names.to_numpy(dtype=object)
    table["penyebut"] = reach.base[missing]
    return table[["nama", "jenis", "sebutan", "kec", "kec_nama", "kab", "kab_nama", "penyebut"]]
