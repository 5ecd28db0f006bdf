"""Fixtures for every test: the real files beside the checkout, and a database of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL_DIR = Path(__file__).resolve().parents[2] / "shared" / "real"


@pytest.fixture(scope="session")
def real_dir() -> Path:
    """The folder of real files beside the checkout; the test skips where it is absent."""
    if not REAL_DIR.is_dir():
        pytest.skip("the real files (../shared/real) are not on this machine")
    return REAL_DIR
