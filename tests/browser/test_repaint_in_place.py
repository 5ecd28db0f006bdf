"""A change of filter repaints the map where it stands: nothing remounts, nothing is fetched twice, nobody is moved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import MAP_FRAME, Dasbor

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


MIDDLE_OF_THE_AREAS = """() => {
  let bounds = L.latLngBounds([]);
  map.eachLayer((layer) => { if (layer.kode) bounds = bounds.extend(layer.getBounds()); });
  const [one, other] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.latLngToContainerPoint(corner));
  const size = map.getSize(), whole = map.getBounds().contains(bounds);
  return { across: (one.x + other.x) / 2 / size.x, down: (one.y + other.y) / 2 / size.y, whole };
}"""


def test_a_map_whose_frame_changes_size_shows_its_areas_whole_until_somebody_moves_it(visit: Visit) -> None:
    dasbor = visit("/peta", fresh=True)
    for width, height in ((1000, 700), (390, 844), (1440, 900)):
        before = dasbor.map.evaluate("map.getSize().x")
        dasbor.page.set_viewport_size({"width": width, "height": height})
        dasbor.map.wait_for_function("(before) => map.getSize().x !== before", arg=before)
        place = dasbor.map.evaluate(MIDDLE_OF_THE_AREAS)
        assert place["whole"]
        assert abs(place["across"] - 0.5) < 0.02
        assert abs(place["down"] - 0.5) < 0.02
    dasbor.map.evaluate(ELSEWHERE)
    place = dasbor.map_view
    dasbor.page.set_viewport_size({"width": 1000, "height": 700})
    dasbor.map.wait_for_function("map.getSize().x < 800")
    zoom, lat, lng = dasbor.map_view
    assert zoom == place[0]
    assert (round(lat, 2), round(lng, 2)) == (round(place[1], 2), round(place[2], 2))


def test_the_map_turns_dark_with_the_reader_s_system(visit: Visit) -> None:
    # It stayed as it was first drawn, white beside a page that had turned dark.
    dasbor = visit("/peta?kab=18.04", fresh=True)
    _painted_for(dasbor, "light").wait_for(state="attached")
    dasbor.page.emulate_media(color_scheme="dark")
    _painted_for(dasbor, "dark").wait_for(state="attached")
    assert dasbor.parameters == {"kab": "18.04"}


def _painted_for(dasbor: Dasbor, theme: str) -> Locator:
    return dasbor.page.frame_locator(MAP_FRAME).locator(f'body[data-digambar^="{theme}|"]')
