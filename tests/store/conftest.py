"""Small versions, and a small folder of shipped data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT
from tests.store.shipped_files import write_shipped


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A data folder with the real index, status and programme files and a handful of desa."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "fakta", folder / "fakta")
    write_shipped(folder)
    return folder
