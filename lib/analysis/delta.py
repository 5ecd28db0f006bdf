"""Two rankings side by side: where an area stands, and how much it improved (delta ranking)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.analysis.ranking import rank


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
