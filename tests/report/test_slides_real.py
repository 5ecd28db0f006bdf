"""With the two real IDM years imported, the decks for a governor hold what the files themselves say, and no badge on it.

Nothing of the application's own reckoning is used on the other side: the files are read with ``csv`` and counted here.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pytest
from pptx import Presentation

from lib.analysis.frame.figures import Figures
from lib.report.decks import ready_deck
from lib.report.slides import pptx_bytes

pytestmark = pytest.mark.real
ORDER = ("SANGAT TERTINGGAL", "TERTINGGAL", "BERKEMBANG", "MAJU", "MANDIRI")
NAMES = ("Sangat Tertinggal", "Tertinggal", "Berkembang", "Maju", "Mandiri")
Row = dict[str, str]


@pytest.fixture(scope="module", params=[None, "18.04", "18.13", "18.11"])
def deck(request: pytest.FixtureRequest, real: Figures) -> tuple[str | None, dict[str, Any]]:
    """The area and its slides by kind, the first of each."""
    area = request.param
    asked = ready_deck(real, "kabupaten" if area else "provinsi", tahun=2024, kab=area)
    presentation = Presentation(io.BytesIO(pptx_bytes(real, asked)))
    slides: dict[str, Any] = {}
    for slide, ours in zip(presentation.slides, asked.slides, strict=True):
        slides.setdefault(ours.jenis, slide)
    return area, slides


def status_of(row: Row) -> str:
    return next(value.upper() for name, value in row.items() if name.lower().startswith("status"))


def inside(rows: dict[str, Row], area: str | None) -> dict[str, Row]:
    return {kode: row for kode, row in rows.items() if area is None or kode.startswith(area + ".")}


def counted(files: dict[int, dict[str, Row]], year: int, area: str | None) -> Counter[str]:
    return Counter(status_of(row) for row in inside(files[year], area).values())


def chart(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart).chart.plots[0]


def said(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_composition_of_both_years_is_that_of_the_files(deck: Any, files: dict[int, dict[str, Row]]) -> None:
    area, slides = deck
    plot = chart(slides["komposisi"])
    by_name = {series.name: dict(zip(plot.categories, series.values, strict=True)) for series in plot.series}
    for year in (2023, 2024):
        counts = counted(files, year, area)
        for status, name in zip(ORDER, NAMES, strict=True):
            assert by_name[name][str(year)] == pytest.approx(counts[status] / counts.total()), (year, status)


def test_the_overview_counts_the_rows_of_the_file(deck: Any, files: dict[int, dict[str, Row]]) -> None:
    area, slides = deck
    now, past = (counted(files, year, area) for year in (2024, 2023))
    words = said(slides["ringkasan"])
    grouped = f"{now.total():,}".replace(",", ".")
    assert f"{now['MANDIRI']} dari {grouped} " in words
    assert f"(dari {past['MANDIRI']} menjadi {now['MANDIRI']})" in words
    for status, name in zip(ORDER[1:], NAMES[1:], strict=True):
        assert f"{name}\n{f'{now[status]:,}'.replace(',', '.')}\n" in words


def test_the_ranking_divides_the_rows_of_each_area(deck: Any, files: dict[int, dict[str, Row]], real: Figures) -> None:
    area, slides = deck
    plot = chart(slides["peringkat"])
    drawn = dict(zip(plot.categories, plot.series[0].values, strict=True))
    length = 5 if area is None else 8
    codes = {kode[:length] for kode in inside(files[2024], area)}
    assert len([value for value in drawn.values() if value is not None]) == len(codes)
    for kode in codes:
        counts = counted(files, 2024, kode)
        assert drawn[real.name(kode)] == pytest.approx(counts["MANDIRI"] / counts.total()), kode


def test_the_moves_are_those_of_the_pairs_of_rows(deck: Any, files: dict[int, dict[str, Row]]) -> None:
    area, slides = deck
    plot = chart(slides["perpindahan"])
    drawn: Counter[tuple[str, str]] = Counter()
    for series in plot.series:
        for name, value in zip(plot.categories, series.values, strict=True):
            drawn[name.split(" 2023")[0].upper(), series.name.rsplit(" ", 1)[0].upper()] += int(value or 0)
    now, past = inside(files[2024], area), inside(files[2023], area)
    expected = Counter((status_of(past[kode]), status_of(now[kode])) for kode in now.keys() & past.keys())
    assert +drawn == expected


def test_the_four_desa_that_are_behind_are_listed_by_name(deck: Any, files: dict[int, dict[str, Row]], real: Figures) -> None:
    area, slides = deck
    behind = [kode for kode, row in inside(files[2024], area).items() if "TERTINGGAL" in status_of(row)]
    table = next(shape for shape in slides["prioritas"].shapes if shape.has_table).table
    names = [row.cells[0].text for row in list(table.rows)[1:]]
    if behind:
        assert sorted(names) == sorted(real.name(kode) for kode in behind)
    else:
        assert slides["prioritas"].shapes.title.text.startswith("Tidak ada ")


def test_official_slides_carry_no_badge_and_programmes_do(deck: Any) -> None:
    _area, slides = deck
    for kind in ("judul", "ringkasan", "komposisi", "peringkat", "penggerak", "perbandingan", "perpindahan"):
        if kind in slides:
            assert "Data contoh" not in said(slides[kind]), kind
    assert "Data contoh" in said(slides["program_target"])
