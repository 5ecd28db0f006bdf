"""Reports of the shipped data, each made once: making them is the dear part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.language import set_language
from lib.export.pdf.typeset import to_pdf
from lib.geo.prepared import PreparedGeometry
from lib.published import borders
from lib.report.area import area_document
from lib.report.desa import desa_pdf
from lib.view.frame.selection import Selection
from tests import poppler

TODAY = dt.date(2026, 11, 24)
DESA = "18.04.15.2004"


@pytest.fixture(scope="package", autouse=True)
def _shipped_boundaries(geometry: dict[str, PreparedGeometry]) -> Iterator[None]:
    """Reports draw the shipped boundaries, whatever is published on the machine that tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(borders, "geometry", lambda: geometry)
        patch.setattr(borders, "boundary_version", lambda: None)
        yield


def area_pdf(figures: Figures, kode: str | None, bahasa: str = "id", tahun: int = 2024) -> bytes:
    set_language(bahasa)
    try:
        return to_pdf(area_document(figures, Selection(tahun=tahun, bahasa=bahasa).at_area(kode), TODAY))
    finally:
        set_language("id")


@pytest.fixture(scope="package")
def kabupaten(figures: Figures) -> bytes:
    poppler.require()
    return area_pdf(figures, "18.13")


@pytest.fixture(scope="package")
def provinsi(figures: Figures) -> bytes:
    poppler.require()
    return area_pdf(figures, None, "en")


@pytest.fixture(scope="package")
def desa(figures: Figures) -> bytes:
    poppler.require()
    return desa_pdf(figures, Selection(tahun=2024).at_area(DESA), TODAY)
