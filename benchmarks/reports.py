"""How long reports take, from asking for one to its file, on the shipped data: in this process, as the worker works."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from benchmarks.report import Row
from lib.published import source
from lib.report.render import render
from lib.report.request import Request

ROUNDS: Final = 3
# Bars in seconds: what somebody waits for before a meeting.
DECK_SECONDS: Final = 6
REPORT_SECONDS: Final = 4
ARCHIVE_SECONDS: Final = 40


def rows() -> Iterator[Row]:
    """Kabupaten report, desa profile, provincial deck, archive of every kabupaten; figures are warm, pictures are not."""
    with _shipped_data():
        yield from _measured()


@contextmanager
def _shipped_data() -> Iterator[None]:
    """A database of its own, whatever is published on this machine."""
    kept = {name: os.environ.pop(name, None) for name in ("DASBOR_VAR_DIR", "DASBOR_DATABASE_URL")}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DASBOR_VAR_DIR"] = folder
        try:
            yield
        finally:
            del os.environ["DASBOR_VAR_DIR"]
            os.environ.update({name: value for name, value in kept.items() if value is not None})


def _measured() -> Iterator[Row]:
    data = source.figures()
    asked = Request("pdf", data.main_year, dt.date.today().isoformat(), "18.04")
    render(data, replace(asked, kode="18.11"))  # fonts and compiled code are loaded once
    for name, request, rounds, bar in (
        ("report of a kabupaten, PDF", asked, ROUNDS, REPORT_SECONDS),
        ("profile of a desa, PDF", replace(asked, kode="18.04.15.2004"), ROUNDS, None),
        ("deck of the province, PPTX", replace(asked, format="pptx", kode=None), ROUNDS, DECK_SECONDS),
        ("reports of every kabupaten, zip", replace(asked, kode=None, semua=True), 1, ARCHIVE_SECONDS),
    ):
        yield Row(name, [_seconds(request) for _round in range(rounds)], "s", bar, decimals=1)


def _seconds(request: Request) -> float:
    start = time.perf_counter()
    render(source.figures(), request)
    return time.perf_counter() - start


if __name__ == "__main__":
    for row in rows():
        print("  ".join(cell for cell in row.cells() if cell), flush=True)
