"""Reports as PDF, read back: their numbers are those of the data, nothing is cut off, and machines can read them too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lib.analysis.frame.figures import Figures
from lib.domain.language import LANGUAGES, format_number, format_percent, set_language
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import headline
from lib.view.status.movers import movers_chart
from tests import poppler
from tests.report.conftest import DESA, area_pdf


def squeezed(text: str) -> str:
    """Without white space and hyphens: where a line was broken does not matter."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def test_the_numbers_of_a_kabupaten_are_those_of_the_data(figures: Figures, kabupaten: bytes) -> None:
    counts = figures.area_counts(2024, "18.13")
    said = squeezed(poppler.text(kabupaten))
    assert squeezed(headline(figures, Selection(tahun=2024).at_area("18.13"))) in said
    for status in ("mandiri", "maju", "berkembang", "tertinggal"):
        share = format_percent(counts[status] / counts["dinilai"])
        assert squeezed(f"{share} dari {format_number(counts['dinilai'])} desa") in said, status


def test_every_kecamatan_has_its_row(figures: Figures, kabupaten: bytes) -> None:
    page = "\n".join(poppler.pages(kabupaten)).partition("Semua kecamatan di")[2]
    counts = figures.counts(2024, "kecamatan")
    for kode, row in counts[counts.index.str.startswith("18.13.")].iterrows():
        line = next(line for line in page.splitlines() if str(kode) in line)
        numbers = [int(part) for part in re.findall(r"(?<![\d.,])\d+(?![\d.,%])", line.split(str(kode))[1])]
        assert numbers == [
            int(row[key]) for key in ("mandiri", "maju", "berkembang", "tertinggal", "sangat_tertinggal", "dinilai")
        ]
        assert format_number(figures.means(2024, "kecamatan").at[kode, "nilai"], 4) in line


def test_a_kabupaten_takes_four_to_six_pages(kabupaten: bytes) -> None:
    assert 4 <= int(poppler.facts(kabupaten)["Pages"]) <= 6


# The province, the kabupaten of most kecamatan, one of few, a kota without desa; with and without a year to compare with.
AREAS = ((None, 2024), ("18.02", 2024), ("18.02", 2025), ("18.12", 2024), ("18.71", 2024))


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize(("kode", "tahun"), AREAS)
def test_pages_are_few_and_full(kode: str | None, tahun: int, bahasa: str, figures: Figures, tmp_path: Path) -> None:
    poppler.require()
    pdf = area_pdf(figures, kode, bahasa, tahun)
    pages = poppler.pictures(pdf, tmp_path)
    assert (3 if kode == "18.71" else 4) <= len(pages) <= 6
    for number, page in enumerate(pages[:-1], start=1):
        # The foot of a page begins at 0.93 of its height.
        used = np.flatnonzero((page[: round(0.93 * len(page))] < 200).any(axis=1)).max() / len(page)
        assert used > 0.6, number


def test_rises_and_falls_stand_beside_each_other_with_their_scores(figures: Figures, kabupaten: bytes) -> None:
    view = Selection(tahun=2024).at_area("18.13")
    moved = movers_chart(figures, view, 2023, "nilai").tabel
    page = squeezed(next(page for page in poppler.pages(kabupaten) if "naik terbesar" in page))
    score = next(column for column in moved.kolom if column.id == "selisih")
    for row in moved.frame.itertuples():
        assert squeezed(score.text(row.selisih)) in page, row.nama
        assert squeezed(row.nama) in page


def test_every_page_is_numbered_and_names_the_area(kabupaten: bytes) -> None:
    found = poppler.pages(kabupaten)
    for number, page in enumerate(found, start=1):
        assert f"Halaman {number} dari {len(found)}" in page
        assert "Kabupaten Pesisir Barat" in page


def test_illustrative_data_are_named_on_every_page(kabupaten: bytes, provinsi: bytes) -> None:
    assert all("ata contoh" in page for page in poppler.pages(kabupaten))
    assert all("Partly example data" in page or "Example data" in page for page in poppler.pages(provinsi))


def test_screen_readers_get_tags_title_and_language(kabupaten: bytes, provinsi: bytes, desa: bytes) -> None:
    for pdf, language in ((kabupaten, b"id"), (provinsi, b"en"), (desa, b"id")):
        facts = poppler.facts(pdf)
        assert facts["Tagged"] == "yes"
        assert facts["Title"]
        assert re.search(rb"/Lang\s*\(" + language, pdf)


def test_every_font_travels_with_the_file(kabupaten: bytes) -> None:
    rows = poppler.fonts(kabupaten)
    assert rows
    assert all("Arimo" in row[0] and row[-5] == "yes" for row in rows)


def test_a_desa_fits_on_one_page(figures: Figures, desa: bytes) -> None:
    assert poppler.facts(desa)["Pages"] == "1"
    said = poppler.text(desa)
    score = figures.desa_rows(2024).at[DESA, "nilai"]
    assert format_number(score, 4) in said
    assert DESA in said
    assert figures.name(DESA) in said


def test_nothing_reaches_the_edge_of_a_page(kabupaten: bytes, desa: bytes, tmp_path: Path) -> None:
    for name, pdf in (("kabupaten", kabupaten), ("desa", desa)):
        folder = tmp_path / name
        folder.mkdir()
        for number, page in enumerate(poppler.pictures(pdf, folder), start=1):
            height, width = page.shape
            edge = round(0.03 * width)
            border = np.concatenate([page[:edge].ravel(), page[-edge:].ravel(), page[:, :edge].ravel(), page[:, -edge:].ravel()])
            assert border.min() > 250, (name, number)
            # And the page is used: a picture that failed leaves it empty.
            assert (page < 200).sum() > 0.01 * height * width, (name, number)


def test_english_speaks_english(figures: Figures, provinsi: bytes) -> None:
    set_language("en")
    try:
        expected = headline(figures, Selection(tahun=2024, bahasa="en"))
    finally:
        set_language("id")
    said = poppler.text(provinsi)
    assert squeezed(expected) in squeezed(said)
    assert "Page 1 of" in said


def test_an_area_without_data_says_so(figures: Figures) -> None:
    """A kota holds kelurahan only; and a year before the first has no row at all."""
    poppler.require()
    said = poppler.text(area_pdf(figures, "18.72"))
    assert "hanya berisi kelurahan" in said


HOSTILE = 'Way "Kanan" <b>&amp; #let x=1 $y$ *tebal* _miring_ @sitasi \\ 😀 漢字'


def test_names_from_data_are_set_as_they_are(figures: Figures) -> None:
    """Markup of HTML, of the typesetter and of formulas, and quotes in the names of areas and desa.

    What the shipped font lacks, an emoji or another script, is a box.
    """
    poppler.require()
    names = figures.wilayah["nama"].astype(object).copy()
    long = "Negeri" + "panjangsekali" * 8
    names["18.11"] = HOSTILE
    names[names.index.str.startswith("18.11.01")] = HOSTILE
    names["18.11.02"] = long
    renamed = replace(figures, wilayah=figures.wilayah.assign(nama=names))
    said = squeezed(poppler.text(area_pdf(renamed, "18.11")))
    for word in ('"Kanan"', "<b>&amp;", "#letx=1", "$y$", "*tebal*", "_miring_", "@sitasi", "□"):
        assert word in said, word
    assert squeezed(long) in said
