"""Two ranks side by side: where an area stands, and how much it improved."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.indicator.ranking import rank
from lib.analysis.status.change import change_between, class_moves
from lib.analysis.status.distribution import mean_scores
from lib.domain.indeks import indeks_of_year
from lib.domain.wilayah import Tingkat


def level_and_improvement(
    nilai: pd.DataFrame, wilayah: pd.DataFrame, tahun: int, sebelum: int, tingkat: Tingkat, area: str | None = None
) -> pd.DataFrame:
    """Rank by mean score in ``tahun`` and by its change since ``sebelum``, for every area of ``tingkat`` in ``area``.

    Index ``kode``; ``nilai`` (mean over the ``n`` desa with a score) and ``peringkat_nilai``; ``selisih`` (mean change over
    the ``n_berpasangan`` desa with a score in both years) and ``peringkat_selisih``; ``naik``, ``tetap``, ``turun`` (desa
    by change of status). Ranks are Int64, 1 the best; figures that are equal in the index's published decimals share a
    rank, areas without the figure have none. Across the method break every column of change is empty.
    """
    decimals = indeks_of_year(tahun).desimal
    means = mean_scores(nilai, wilayah, tahun, tingkat, area)
    out = means[["nilai", "n"]].assign(peringkat_nilai=rank(means["nilai"], desimal=decimals))
    change = change_between(nilai, wilayah, tahun, sebelum, tingkat, area)
    moves = class_moves(nilai, wilayah, tahun, tingkat, area, sebelum)
    if change is None or moves is None:
        empty = pd.Series(np.nan, index=out.index)
        nothing = empty.astype("Int64")
        return out.assign(
            selisih=empty, peringkat_selisih=nothing, n_berpasangan=nothing, naik=nothing, tetap=nothing, turun=nothing
        )
    return out.assign(
        selisih=change["selisih"],
        peringkat_selisih=rank(change["selisih"], desimal=decimals),
        n_berpasangan=change["n_berpasangan"],
        naik=moves["naik"],
        tetap=moves["tetap"],
        turun=moves["turun"],
    )


# Two rankings side by side: where an area stands, and how much it improved (delta ranking).


def delta_ranking(now: pd.Series, change: pd.Series | None, desimal: int) -> pd.DataFrame:
    """Rank by level and by improvement of every area in ``now`` (index kode; greater is better).

    Columns ``nilai``, ``peringkat``, ``selisih`` and ``peringkat_selisih``. ``change`` is what each area gained since the
    earlier year (positive: improved); None where the two years may not be compared: then no area has a ``selisih``.
    Ranks are Int64, 1 the best, ranks after a tie skipped. Figures that are equal when printed with ``desimal`` decimals
    share a rank; an area without a figure has no rank in that ranking, and keeps its place in the other.
    """
    gained = pd.Series(np.nan, index=now.index) if change is None else change.reindex(now.index).astype(float)
    return pd.DataFrame(
        {
            "nilai": now.astype(float),
            "peringkat": rank(now.astype(float), desimal=desimal),
            "selisih": gained,
            "peringkat_selisih": rank(gained, desimal=desimal),
        }
    ).rename_axis("kode")
