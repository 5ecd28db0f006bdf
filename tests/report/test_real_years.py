"""Reports of the two real IDM years: their numbers counted again from the published files."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number, format_percent
from lib.domain.wilayah import digits
from lib.report.desa import desa_pdf
from lib.view.frame.selection import Selection
from tests import poppler
from tests.report.conftest import TODAY, area_pdf
from tests.report.test_pdf import squeezed
from tests.view.test_comparison_real import read, real  # noqa: F401

pytestmark = pytest.mark.real
KABUPATEN = "18.13"


@pytest.fixture(scope="module")
def said(real: Figures) -> str:  # noqa: F811
    poppler.require()
    return squeezed(poppler.text(area_pdf(real, KABUPATEN)))


def test_the_statuses_of_a_kabupaten_are_those_of_the_file(said: str, real_dir: Path) -> None:
    found = Counter(status for code, (status, _score) in read(real_dir, 2024).items() if code.startswith(digits(KABUPATEN)))
    whole = sum(found.values())
    assert found["TERTINGGAL"] == 4
    for number in found.values():
        assert squeezed(f"{format_percent(number / whole)} dari {format_number(whole)} desa") in said


def test_who_rose_and_fell_is_counted_from_both_files(said: str, real_dir: Path) -> None:
    order = ("SANGAT TERTINGGAL", "TERTINGGAL", "BERKEMBANG", "MAJU", "MANDIRI")
    before, after = read(real_dir, 2023), read(real_dir, 2024)
    steps = [
        order.index(after[code][0]) - order.index(before[code][0])
        for code in after
        if code.startswith(digits(KABUPATEN)) and code in before
    ]
    rose = sum(step > 0 for step in steps)
    assert f"{rose}dari{len(steps)}pekon" in said
    assert ("tidakadayangturun" in said) == (min(steps) >= 0)


def test_official_status_and_illustrative_coverage_are_told_apart(said: str) -> None:
    assert "Sebagiandatacontoh" in said
    assert "Statusdannilai:dataresmi." in said
    assert "Cakupanprogram:datacontoh." in said


def test_a_profile_prints_the_published_score(real: Figures, real_dir: Path) -> None:  # noqa: F811
    poppler.require()
    kode = "18.13.11.2007"
    status, score = read(real_dir, 2024)[digits(kode)]
    text = poppler.text(desa_pdf(real, Selection(tahun=2024).at_area(kode), TODAY))
    assert format_number(score, 4) in text
    assert re.search(status, text, re.IGNORECASE)
