"""A change of filter repaints the map where it stands: nothing remounts, nothing is fetched twice, nobody is moved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import Dasbor

# A place that no focus of the application would choose.
ELSEWHERE = "() => { map.setView([-5.2, 104.6], 9.5, {animate: false}); }"

# Bytes that each boundary file of this document cost; nothing for what came out of the cache.
TRANSFERRED = """performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/batas/"))
  .map((entry) => entry.transferSize)"""


def choose_year(label: str) -> Callable[[Dasbor], None]:
    return lambda dasbor: dasbor.choose("Tahun", label)


CHANGES = {
    "year on the overview": ("/", choose_year("2019 · IDM · contoh"), {"tahun": "2019"}),
    "year across the method break": (
        "/peta?tingkat=desa",
        choose_year("2025 · ID · contoh"),
        {"tingkat": "desa", "tahun": "2025"},
    ),
    "indicator": (
        "/peta?tingkat=kecamatan",
        lambda dasbor: dasbor.choose("Indikator", "Persentase desa Mandiri"),
        {"tingkat": "kecamatan", "indikator": "mandiri"},
    ),
    "indicator of every desa": (
        "/peta?tingkat=desa",
        lambda dasbor: dasbor.choose("Indikator", re.compile("^Perubahan nilai")),
        {"tingkat": "desa", "indikator": "perubahan"},
    ),
    "classification": (
        "/peta?indikator=nilai",
        lambda dasbor: dasbor.choose("Klasifikasi", "Kuantil"),
        {"indikator": "nilai", "klasifikasi": "kuantil"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_filter_keeps_document_zoom_and_place_and_fetches_no_geometry(visit: Visit, name: str) -> None:
    address, change, parameters = CHANGES[name]
    dasbor = visit(address, fresh=True)
    asked = dasbor.geometry_requests()
    assert len(asked) == len(set(asked)) <= 2, "each level's boundaries are fetched once"
    dasbor.mark()
    dasbor.map.evaluate(ELSEWHERE)
    place = dasbor.map_view

    dasbor.repainted(lambda: change(dasbor))

    dasbor.wait_for_parameters(**parameters)
    assert dasbor.page_is_marked()
    assert dasbor.map_is_marked()
    assert dasbor.map_view == place
    assert dasbor.geometry_requests() == asked


def test_going_back_to_a_level_fetches_nothing_again(visit: Visit) -> None:
    dasbor = visit("/peta", fresh=True)
    dasbor.mark()
    for level in ("Kecamatan", "Desa", "Kabupaten/kota", "Desa"):
        dasbor.repainted(lambda level=level: dasbor.press("Tingkat", level))
    asked = dasbor.geometry_requests()
    assert sorted(path.split("/")[2] for path in asked) == ["desa", "kabupaten", "kecamatan"]
    assert dasbor.map_is_marked()


def test_the_second_page_takes_the_boundaries_out_of_the_cache_of_the_browser(visit: Visit) -> None:
    dasbor = visit("/", fresh=True)
    dasbor.page_link("Peta").click()
    expect(dasbor.combobox("Indikator")).to_be_visible()
    dasbor.wait_for_level("kabupaten")
    transferred = dasbor.map.evaluate(TRANSFERRED)
    assert transferred == [0]
