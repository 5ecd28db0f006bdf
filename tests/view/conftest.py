"""What every test of the views needs: Indonesian to start with, and what an address may point at.

``figures`` and ``polygons`` (the shipped data) are fixtures of the whole suite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.language import DEFAULT_LANGUAGE, set_language
from lib.published import selected
from lib.view.frame.selection import Known


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


class _Shipped(Known):
    """What is known, without three thousand codes in the report of a failure."""

    def __repr__(self) -> str:
        return "known"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text("known")


@pytest.fixture(scope="session")
def known(figures: Figures) -> Known:
    """Years, codes, indicators and programmes of the shipped data."""
    found = selected.known(figures)
    return _Shipped(*(getattr(found, field.name) for field in fields(Known)))
