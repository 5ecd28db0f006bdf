"""Which programmes have reached a desa: its state in each, and the desa of any combination.

"Reached" is the main stage of a programme at the end of a year, as ``coverage`` counts it. Four things that are not a plain
"not reached" are kept apart from it: no snapshot yet (not known), a desa without the base that the programme is measured
against (a desa without a BUMDes), and a kelurahan that the programme does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.population import population
from lib.analysis.program.coverage import coverage
from lib.domain.program import Program

SUDAH: Final = "sudah"
BELUM: Final = "belum"
TANPA_BASIS: Final = "tanpa_basis"
BUKAN_SASARAN: Final = "bukan_sasaran"
TIDAK_DIKETAHUI: Final = "tidak_diketahui"
STATES: Final = (SUDAH, BELUM, TANPA_BASIS, BUKAN_SASARAN, TIDAK_DIKETAHUI)
STATE_DTYPE: Final = pd.CategoricalDtype(list(STATES))
COUNT: Final = "jumlah"


def reach_states(cakupan: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, programs: Sequence[Program]) -> pd.DataFrame:
    """The state of every desa and kelurahan that exists at the end of ``tahun`` in each programme.

    Index ``kode`` in order; one column per programme id over STATES: ``sudah`` (its main stage counts at least one unit),
    ``belum`` (it could, and does not), ``tanpa_basis`` (nothing of the programme's base is there), ``bukan_sasaran`` (a
    kelurahan, and the programme counts desa only), ``tidak_diketahui`` (no snapshot up to 31 December: for all of them).
    Raises KeyError when a base is not listed.
    """
    units = population(wilayah)
    exists, kelurahan = units.exists(tahun), units.kelurahan
    columns = {}
    for program in programs:
        found = coverage(cakupan, wilayah, program, tahun, "desa")
        states = np.full(units.size, STATES.index(BELUM), dtype=np.int8)
        states[(found["penyebut"] == 0).to_numpy()] = STATES.index(TANPA_BASIS)
        states[(found[program.tahap_utama.id] > 0).to_numpy()] = STATES.index(SUDAH)
        if found["tanggal"].isna().all():
            states[:] = STATES.index(TIDAK_DIKETAHUI)
        if not program.termasuk_kelurahan:
            states[kelurahan] = STATES.index(BUKAN_SASARAN)
        columns[program.id] = pd.Categorical.from_codes(states[exists], dtype=STATE_DTYPE)
    return pd.DataFrame(columns, index=units.areas["desa"][exists])


def known_programs(states: pd.DataFrame) -> tuple[str, ...]:
    """The programmes of which something is known in that year, in column order."""
    return tuple(key for key in states.columns if not states[key].isin([TIDAK_DIKETAHUI, BUKAN_SASARAN]).all())


def matching(states: pd.DataFrame, sudah: Sequence[str] = (), belum: Sequence[str] = ()) -> pd.Index:
    """The codes reached by every programme of ``sudah`` and by none of ``belum``, in order.

    A desa without the base of a programme counts as not reached by it; a kelurahan that a programme does not count, and
    everything while nothing is known of it, as neither. A programme on both sides gives an empty list; with both sides
    empty every desa (no kelurahan that some programme leaves out) is in it. Raises KeyError for an unknown programme.
    """
    chosen = np.ones(len(states), dtype=bool)
    for key in sudah:
        chosen &= (states[key] == SUDAH).to_numpy()
    for key in belum:
        chosen &= states[key].isin([BELUM, TANPA_BASIS]).to_numpy()
    if not sudah and not belum:
        chosen &= ~states.isin([BUKAN_SASARAN]).to_numpy().any(axis=1)
    return states.index[chosen]


def combinations(states: pd.DataFrame) -> pd.DataFrame:
    """How many desa each combination of programmes reaches, over the programmes that something is known of.

    One boolean column per known programme (reached or not) and integer ``jumlah``; only combinations that occur, the most
    frequent first, equal ones by how many programmes they hold. Kelurahan are in it only when every known programme counts
    them. The numbers sum to the desa looked at; empty when nothing is known of any programme.
    """
    known = list(known_programs(states))
    if not known:
        return pd.DataFrame({COUNT: pd.Series(dtype="int64")})
    eligible = ~states[known].isin([BUKAN_SASARAN]).any(axis=1)
    reached = states.loc[eligible, known] == SUDAH
    counts = reached.value_counts(sort=False).rename(COUNT).reset_index()
    counts["_banyak"] = counts[known].sum(axis=1)
    counts["_urut"] = counts[known].astype(int).astype(str).agg("".join, axis=1)
    order = counts.sort_values([COUNT, "_banyak", "_urut"], ascending=[False, False, False], kind="stable")
    return order[[*known, COUNT]].reset_index(drop=True)


def behind_and_missed(
    states: pd.DataFrame, status: pd.Series, classes: Sequence[str], belum: Sequence[str]
) -> dict[str, pd.Index]:
    """For each class of ``classes`` (from behind to ahead): the desa with that status or one behind it, not reached by any
    of ``belum``.

    ``status`` is indexed by kode; a desa without a status is in no list. Each list holds the one before it.
    """
    missed = matching(states, belum=belum)
    found = status.reindex(missed).astype(object)
    return {limit: missed[found.isin(list(classes[: place + 1])).to_numpy()] for place, limit in enumerate(classes)}
