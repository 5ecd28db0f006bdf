"""The made-up scores of the benchmark are such as the index gives, and memory is counted of a process that is there."""

from __future__ import annotations

import os

from benchmarks.national import _scores, memory_mb
from lib.domain.indeks import indeks_of_year

CODES = [f"18.01.01.{number}" for number in range(2001, 2501)]


def test_every_made_up_score_has_the_status_that_the_index_gives_it() -> None:
    idm = indeks_of_year(2024)
    rows = _scores(CODES, 2024).nilai
    assert len(rows) == len(CODES)
    assert len({status for _kode, _tahun, _indeks, _score, status, _again, _from in rows}) == 5
    assert all(idm.status_of(score) == status for _kode, _tahun, _indeks, score, status, _again, _from in rows)


def test_memory_counts_this_process() -> None:
    assert memory_mb(os.getpid()) > 10
