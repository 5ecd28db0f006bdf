"""A store with the official list in it, and the command line as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from lib.domain.data_file import ROOT
from lib.store.engine import open_engine
from lib.store.seed import ensure_seeded
from lib.store.tables import Wilayah
from lib.store.transactions import write
from tests.importing.files import wilayah_rows

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def listed(engine: Engine) -> Engine:
    """A database that holds the list of wilayah and nothing else."""
    with write(engine) as conn:
        conn.execute(insert(Wilayah), wilayah_rows())
    return engine


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[Engine]:
    """A database as the first start leaves it (SQLite)."""
    engine = open_engine(f"sqlite:///{tmp_path / 'isi.sqlite'}")
    ensure_seeded(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs ``python -m lib.cli`` with a database of its own; ``masukan`` is what stdin gives."""

    def run(*words: object, masukan: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if not key.startswith("DASBOR_")}
        env |= {"DASBOR_VAR_DIR": str(tmp_path / "var"), "PYTHONIOENCODING": "utf-8"} | environment
        return subprocess.run(
            [sys.executable, "-m", "lib.cli", *map(str, words)],
            cwd=ROOT,
            env=env,
            input=masukan,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(autouse=True)
def _files_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an import keeps beside the database goes into the test's folder."""
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
