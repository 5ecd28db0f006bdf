"""How far a programme reaches: units per stage, what they are a share of, and who is not reached.

Each date of a programme's stage is a whole snapshot, so the state at the end of a year is the newest snapshot up to
31 December of it: a desa that the newest no longer lists is no longer reached. Stages are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.analysis.population import Population, population, year_end
from lib.domain.program import Program, all_programs
from lib.domain.wilayah import Tingkat

DESA = "desa"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One stage at the end of a year: its date (None: no snapshot yet), units reached per unit of the Population, and
    the rows of the snapshot that belong to no eligible desa (unknown code, a kelurahan where those do not count)."""

    tanggal: pd.Timestamp | None
    jumlah: np.ndarray
    tidak_cocok: int


def _codes(column: pd.Series, value: str) -> np.ndarray:
    values = column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)
    wanted = values.categories.get_indexer(pd.Index([value]))[0]
    return (values.codes == wanted) & (values.codes >= 0)


def snapshot(cakupan: pd.DataFrame, units: Population, eligible: np.ndarray, program: str, tahap: str, tahun: int) -> Snapshot:
    """The newest snapshot of a stage up to 31 December of ``tahun``, counted over the ``eligible`` units."""
    counts = np.zeros(units.size, dtype=np.int64)
    rows = np.flatnonzero(_codes(cakupan["program"], program) & _codes(cakupan["tahap"], tahap))
    days = cakupan["tanggal"].to_numpy()[rows].astype("datetime64[D]")
    past = days <= year_end(tahun)
    if not past.any():
        return Snapshot(None, counts, 0)
    newest = days[past].max()
    rows = rows[days == newest]
    codes, positions = units.place(cakupan["kode_wilayah"])
    where = positions[codes[rows]]
    counted = (where >= 0) & eligible[where] if units.size else np.zeros(len(rows), dtype=bool)
    np.add.at(counts, where[counted], cakupan["jumlah"].to_numpy(dtype=np.int64)[rows[counted]])
    return Snapshot(pd.Timestamp(newest), counts, int((~counted).sum()))


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
        stages = {key: Snapshot(it.tanggal, (it.jumlah > 0).astype(np.int64), it.tidak_cocok) for key, it in stages.items()}
        base = eligible.astype(np.int64)
    else:
        of = basis or all_programs()[program.penyebut]
        base = snapshot(cakupan, units, eligible, of.id, of.tahap_utama.id, tahun).jumlah
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
    main stage's snapshot; ``snapshot_dates`` has the others).

    The denominator is the desa that exist in the year when ``program.penyebut`` is ``desa``, else the units of that base
    programme's main stage (``basis`` overrides where it is looked up). Kelurahan are in both numerator and denominator
    when ``program.termasuk_kelurahan``, else in neither. ``bagian`` is NaN where the denominator is 0 and everywhere when
    there is no snapshot yet (``tanggal`` NaT): not known is not zero. Against a base it may exceed 1 when the two sources
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
    date = np.datetime64("NaT") if main.tanggal is None else main.tanggal.to_datetime64()
    columns |= {"penyebut": denominator, "bagian": share, "tanggal": np.full(len(codes), date, dtype="datetime64[s]")}
    return pd.DataFrame(columns, index=codes)


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
    missing = reach.eligible & (reach.base > 0) & (main.jumlah == 0) & units.within(area)
    codes = units.areas["desa"][missing]
    table = wilayah.loc[codes, ["nama", "jenis", "sebutan", "kec", "kab"]].rename_axis(index="kode")
    for level in ("kec", "kab"):
        names = wilayah["nama"].reindex(table[level].to_numpy(dtype=object))
        table[f"{level}_nama"] = names.to_numpy(dtype=object)
    table["penyebut"] = reach.base[missing]
    return table[["nama", "jenis", "sebutan", "kec", "kec_nama", "kab", "kab_nama", "penyebut"]]
