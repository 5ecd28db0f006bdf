"""First load: the map paints, and every figure on the screen agrees with a count from the shipped files."""

import re

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import number
from tests.browser.figures_by_hand import area_counts, codes_of, commonest_status, desa_counts

YEAR = 2024
KABUPATEN = ("kabupaten", "kota")
PATTERNED = ("Belum dinilai", "Tanpa data")


@pytest.mark.parametrize("path", ["/", "/peta"])
def test_a_first_visit_paints_every_kabupaten_in_the_colour_of_its_commonest_status(visit: Visit, path: str) -> None:
    dasbor = visit(path, fresh=True)
    status = {kode: commonest_status(YEAR, kode) for kode in codes_of(KABUPATEN)}
    wanted = {kode: dasbor.legend_colours[label] for kode, label in status.items() if label not in PATTERNED}
    assert len(wanted) == 13
    assert dasbor.colours_of(list(wanted)) == wanted


@pytest.mark.parametrize("path", ["/", "/peta"])
def test_headline_and_legend_agree_with_a_count_of_the_rows(visit: Visit, path: str) -> None:
    dasbor = visit(path)
    counts = desa_counts(YEAR)
    assessed = sum(counts[label] for label in counts if label not in PATTERNED)
    mandiri, of, share, year, behind = re.fullmatch(
        r"([\d.]+) dari ([\d.]+) desa di Provinsi Lampung berstatus Mandiri \(([\d,]+)%\) pada (\d{4}); "
        r"([\d.]+) masih Tertinggal atau Sangat Tertinggal\.",
        dasbor.headline.inner_text().replace("\n", " "),
    ).groups()  # type: ignore[union-attr]
    assert (number(mandiri), number(of), int(year)) == (counts["Mandiri"], assessed, YEAR)
    assert float(share.replace(",", ".")) == round(100 * counts["Mandiri"] / assessed, 1)
    assert number(behind) == counts["Tertinggal"] + counts["Sangat Tertinggal"]
    assert dasbor.legend == area_counts(YEAR, KABUPATEN)


def test_the_cards_of_the_overview_agree_with_a_count_of_the_rows(visit: Visit) -> None:
    cards = visit("/?tahun=2023").cards
    for label, count in desa_counts(2023).items():
        if label not in PATTERNED:
            assert number(cards[label]) == count, label


@pytest.mark.parametrize("year", [2019, 2023, 2024, 2025])
def test_the_legend_of_a_desa_map_agrees_with_a_count_of_the_rows(visit: Visit, year: int) -> None:
    dasbor = visit(f"/peta?tingkat=desa&tahun={year}")
    assert dasbor.map_level == "desa"
    assert dasbor.legend == desa_counts(year)
    # Every desa with a boundary has its own class on the map: as many codes as areas in the file.
    assert dasbor.map.evaluate("[...document.body.dataset.digambar.split('|').pop()].length") > 2600


def test_the_legend_of_a_kecamatan_map_agrees_with_a_count_of_the_rows(visit: Visit) -> None:
    dasbor = visit("/peta?kab=18.04&tahun=2023")
    assert dasbor.map_level == "kecamatan"
    assert dasbor.legend == area_counts(2023, ("kecamatan",), "18.04")


def test_illustrative_rows_are_badged_on_both_pages(visit: Visit) -> None:
    for path in ("/", "/peta", "/peta?indikator=cakupan"):
        assert visit(path).badge.inner_text() == "Data contoh"
