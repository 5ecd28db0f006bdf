"""No figure may become slow with size: bars with room for a busy machine, against frames as large as Lampung and Indonesia."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest

from lib.analysis.change import change_on_year_before, class_moves, movers, status_flows, top_changes
from lib.analysis.classify import METODE, classify
from lib.analysis.distribution import status_counts, status_of_desa
from lib.analysis.scores import mean_scores
from lib.analysis.search import DesaIndex
from lib.analysis.shares import modal_status
from lib.domain.indeks import indices
from lib.domain.wilayah import TINGKAT

from .frames import seeded

# Measured on two slow cores: at most 4 ms (Lampung) and 30 ms (Indonesia).
LAMPUNG, INDONESIA = (15, 15, 12, range(2018, 2026), 0.04), (514, 14, 12, range(2016, 2026), 0.3)


def seconds(call: Callable[[], object]) -> float:
    """Median processor time of five calls, after a first one that fills what is kept with the frames."""
    call()
    times = []
    for _ in range(5):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times)


@pytest.mark.parametrize("size", [LAMPUNG, INDONESIA], ids=["lampung", "indonesia"])
def test_every_figure_is_quick(size):
    *shape, years, bar = size
    wilayah, nilai = seeded(*shape, years)
    scores = mean_scores(nilai, wilayah, 2024, "desa")["nilai"]
    index = DesaIndex(wilayah)
    calls: dict[str, Callable[[], object]] = {
        "modal": lambda: modal_status(status_counts(nilai, wilayah, 2024, "desa")),
        "status": lambda: status_of_desa(nilai, wilayah, 2024, "18.01"),
        "flows": lambda: status_flows(nilai, wilayah, 2024),
        "movers": lambda: movers(nilai, wilayah, 2024),
        "top": lambda: top_changes(nilai, wilayah, 2024),
        "search": lambda: index.find("nama 3 4 x"),
    }
    for function in (status_counts, mean_scores, change_on_year_before, class_moves):
        for level in TINGKAT:
            calls[f"{function.__name__} {level}"] = lambda function=function, level=level: function(nilai, wilayah, 2024, level)
    for method in METODE:
        calls[f"classify {method}"] = lambda method=method: classify(scores, method, 5, indices()["idm"])
    slow = {name: taken for name, call in calls.items() if (taken := seconds(call)) > bar}
    assert not slow
