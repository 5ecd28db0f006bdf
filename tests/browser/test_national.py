"""The national view in a real browser: the country by province, and a click into one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import MAP_FRAME, Dasbor
from tests.browser.running_app import RunningApp, running_app


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(Path(tmp_path_factory.mktemp("nasional")), DASBOR_PROVINSI="nasional") as app:
        yield app


def shown(dasbor: Dasbor, level: str) -> None:
    """Wait for a level; the country's map is another than a province's, so the frame may go away meanwhile."""
    dasbor.page.wait_for_function(
        """([frames, level]) => [...document.querySelectorAll(frames)].some((frame) => {
          const painted = frame.contentDocument?.body?.dataset || {};
          return painted.digambar && painted.tingkat?.includes(`/${level}/`);
        })""",
        arg=[MAP_FRAME, level],
    )
    dasbor.wait_until_idle()
    expect(dasbor.page.locator(MAP_FRAME)).to_have_count(1)


def test_a_click_goes_from_the_country_into_a_province_and_back_leads_out(visit: Visit, national: RunningApp) -> None:
    # The frame of the map was not found: the module that draws it had been imported before there was a server.
    dasbor = visit("/?tahun=2024", server=national)
    shown(dasbor, "provinsi")
    dasbor.hover_area("18")
    dasbor.tooltip.wait_for()
    assert "Lampung" in dasbor.tooltip.inner_text()
    dasbor.click_area("18")
    shown(dasbor, "kabupaten")
    dasbor.wait_for_parameters(tahun="2024", prov="18")
    assert "359 dari 2.446" in dasbor.headline.inner_text()
    dasbor.page.go_back()
    shown(dasbor, "provinsi")
    dasbor.wait_for_parameters(tahun="2024")
    assert "Indonesia, 2024" in dasbor.headline.inner_text()


def test_the_desa_of_a_kabupaten_are_drawn_from_a_file_of_their_own(visit: Visit, national: RunningApp) -> None:
    dasbor = visit("/peta?kab=18.04&tingkat=desa&tahun=2024", server=national)
    for kab, name in (("18.04", "Lampung Barat"), ("18.06", "Tanggamus")):
        if dasbor.parameters["kab"] != kab:
            dasbor.mark()
            dasbor.choose("Kabupaten/kota", name)
            dasbor.wait_for_level("kecamatan")
            dasbor.press("Tingkat", "Pekon")
            assert dasbor.map_is_marked()
        dasbor.wait_for_level("desa")
        drawn, borders = areas(dasbor)
        assert {kode[:5] for kode in drawn} == {kab}
        assert borders == 15
        assert sum(dasbor.legend.values()) == len(drawn) > 100
        desa = [path for path in dasbor.geometry_requests() if path.startswith("/batas/desa/")]
        assert desa[-1].startswith(f"/batas/desa/desa.{kab}.")
    assert len(desa) == 2
    # The exact values arrive with the first pointer that enters the map.
    with dasbor.page.expect_response("**/nilai-peta?*"):
        dasbor.hover_area(drawn[0])
    dasbor.hover_area(drawn[-1])
    expect(dasbor.tooltip).to_contain_text(f"Kec. Kelumbayan Barat, {name}")
    expect(dasbor.tooltip).to_contain_text("Nilai IDM")


def areas(dasbor: Dasbor) -> tuple[list[str], int]:
    """Codes of the areas on the map, and how many borders of others lie upon them."""
    drawn, borders = dasbor.map.evaluate(
        """() => {
          const drawn = [], borders = [];
          map.eachLayer((layer) => { if (layer instanceof L.Polygon) (layer.kode ? drawn : borders).push(layer.kode); });
          return [drawn, borders.length];
        }"""
    )
    return drawn, borders
