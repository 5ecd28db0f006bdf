"""Processor time of the figures behind the pages, on frames as large as Lampung and as all of Indonesia.

``python -m benchmarks.figures`` prints the median of five calls in milliseconds, after a first call that fills what is kept
with the frames. The frames are made up (tests/analysis/frames.py): only their size matters here.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import pandas as pd

from lib.analysis.desa.search import DesaIndex
from lib.analysis.indicator.classify import METODE, classify
from lib.analysis.status.change import change_on_year_before, class_moves, movers, status_flows, top_changes
from lib.analysis.status.distribution import mean_scores, status_counts
from lib.domain.indeks import indices
from tests.analysis.frames import seeded

# Kabupaten, kecamatan each, desa each, years.
SIZES: Final[dict[str, tuple[int, int, int, range]]] = {
    "Lampung": (15, 15, 12, range(2018, 2026)),
    "Indonesia": (514, 14, 12, range(2016, 2026)),
}
CALLS: Final = 5
YEAR: Final = 2024


def processor_ms(call: Callable[[], object]) -> float:
    """Median processor time of ``CALLS`` calls in milliseconds."""
    call()
    times = []
    for _ in range(CALLS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def calls(wilayah: pd.DataFrame, nilai: pd.DataFrame) -> Iterator[tuple[str, Callable[[], object]]]:
    """The figures that pages ask for, by name."""
    yield "counts, desa", partial(status_counts, nilai, wilayah, YEAR, "desa")
    yield "means, kabupaten", partial(mean_scores, nilai, wilayah, YEAR, "kabupaten")
    yield "change, desa", partial(change_on_year_before, nilai, wilayah, YEAR, "desa")
    yield "class moves, kecamatan", partial(class_moves, nilai, wilayah, YEAR, "kecamatan")
    yield "flows", partial(status_flows, nilai, wilayah, YEAR)
    yield "movers", partial(movers, nilai, wilayah, YEAR)
    yield "top changes", partial(top_changes, nilai, wilayah, YEAR)
    yield "search", partial(DesaIndex(wilayah).find, "nama 3 4 x")
    scores = mean_scores(nilai, wilayah, YEAR, "desa")["nilai"]
    for method in METODE:
        yield f"classes, {method}", partial(classify, scores, method, 5, indices()["idm"])


def table() -> str:
    """The times as a Markdown table, one column per size."""
    columns = {}
    for name, (kabupaten, kecamatan, desa, years) in SIZES.items():
        wilayah, nilai = seeded(kabupaten, kecamatan, desa, years)
        columns[f"{name} ({len(nilai):,} rows), ms"] = {what: processor_ms(call) for what, call in calls(wilayah, nilai)}
    rows = [f"| figure | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    first = next(iter(columns.values()))
    rows += [f"| {what} | {' | '.join(f'{times[what]:.1f}' for times in columns.values())} |" for what in first]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
