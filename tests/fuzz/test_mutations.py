"""Some hundred damaged files; ``make fuzz`` tries thousands. Each is refused in words or reported, and none half-saved."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from lib.importing.reading.files import open_bytes
from lib.importing.run import examine_file
from lib.store.engine import open_engine
from lib.store.tables import Wilayah
from lib.store.transactions import write
from tests.fuzz.corpus import AREA, corpus
from tests.fuzz.mutations import variant
from tests.fuzz.trial import Tally, try_variant
from tests.importing.files import register_of, wilayah_rows
from tests.peak_memory import PeakMemory

VARIANTS = 280
MAX_MEGABYTES = 900
# Above what the process had before; other tests may have run in it.
MOST_GROWN_MB = 500


def fresh_engine(folder: Path) -> Engine:
    """A SQLite database with the list of places and nothing else; files that an import keeps go beside it."""
    os.environ["DASBOR_VAR_DIR"] = str(folder)
    engine = open_engine(f"sqlite:///{folder / 'uji.sqlite'}")
    with write(engine) as conn:
        conn.execute(insert(Wilayah), wilayah_rows())
    return engine


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_VAR_DIR", "")


def test_the_undamaged_files_can_all_be_published(tmp_path: Path) -> None:
    engine = fresh_engine(tmp_path)
    for name, data in corpus():
        report = examine_file(engine, open_bytes(name, data), register=register_of(AREA))
        assert report.publishable, (name, report.findings[:3])
    engine.dispose()


def test_damaged_files_are_refused_or_reported_and_never_half_saved(tmp_path: Path) -> None:
    engine = fresh_engine(tmp_path)
    tally = Tally()
    with PeakMemory() if sys.platform == "linux" else nullcontext(PeakMemory) as peak:
        for number in range(VARIANTS):
            try_variant(engine, number, *variant(number), tally)
    engine.dispose()
    assert tally.gagal == []
    assert tally.hasil["ditolak"] > VARIANTS / 5
    assert tally.hasil["terbit"] > VARIANTS / 50
    assert peak.grown_mb < MOST_GROWN_MB


def test_variants_are_repeatable() -> None:
    assert [variant(number) for number in (3, 17, 99)] == [variant(number) for number in (3, 17, 99)]
