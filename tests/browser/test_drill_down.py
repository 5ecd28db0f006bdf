"""Into an area and out of it: by click, by control, by breadcrumb, by the browser's own Back and Forward."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.figures_by_hand import areas

# Lampung Barat, where a desa is a pekon; a kecamatan of it and a pekon of that.
KABUPATEN, KECAMATAN, DESA = "18.04", "18.04.04", "18.04.04.2002"

# Steps through the history without waiting for the page to draw what lies between.
HURRY = """async (steps) => {
  for (let step = 0; step < Math.abs(steps); step++) {
    const arrived = new Promise((done) => addEventListener("popstate", done, { once: true }));
    history.go(Math.sign(steps));
    await arrived;
  }
}"""


def names_of(*codes: str) -> list[str]:
    return [areas()[kode]["nama"] for kode in codes]


def test_clicks_go_from_kabupaten_to_kecamatan_to_desa_and_the_breadcrumb_climbs_back(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    kabupaten, kecamatan, desa = names_of(KABUPATEN, KECAMATAN, DESA)

    dasbor.click_area(KABUPATEN)
    dasbor.wait_for_parameters(kab=KABUPATEN)
    dasbor.wait_for_level("kecamatan")
    expect(dasbor.headline).to_contain_text(f"Kabupaten {kabupaten}")
    wide = dasbor.map_view

    dasbor.click_area(KECAMATAN)
    dasbor.wait_for_parameters(kec=KECAMATAN)
    dasbor.wait_for_level("desa")
    expect(dasbor.headline).to_contain_text(f"Kecamatan {kecamatan}")
    assert dasbor.map_view[0] > wide[0], "the map has gone closer"

    dasbor.click_area(DESA)
    dasbor.wait_for_parameters(desa=DESA)
    expect(dasbor.breadcrumb).to_have_text(re.compile(rf"Lampung\s*{kabupaten}\s*{kecamatan}\s*{desa}"))

    for step, parameters in ((kecamatan, {"kec": KECAMATAN}), (kabupaten, {"kab": KABUPATEN}), ("Lampung", {})):
        dasbor.breadcrumb.get_by_role("link", name=step, exact=True).click()
        dasbor.wait_for_parameters(**parameters)
        dasbor.wait_until_idle()
    dasbor.wait_for_level("kabupaten")
    expect(dasbor.breadcrumb).to_have_count(0)
    expect(dasbor.headline).to_contain_text("Provinsi Lampung")
    assert dasbor.page_is_marked()
    assert dasbor.map_is_marked()


def test_a_click_on_the_map_of_the_overview_goes_into_the_kabupaten(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.mark()
    dasbor.click_area(KABUPATEN)
    dasbor.wait_for_parameters(kab=KABUPATEN)
    expect(dasbor.headline).to_contain_text("pekon di Kabupaten Lampung Barat")
    dasbor.wait_for_level("kecamatan")
    assert dasbor.map_is_marked()


def test_a_second_click_on_the_same_place_still_works_after_climbing_back(visit: Visit) -> None:
    dasbor = visit("/peta")
    for _ in range(2):
        dasbor.click_area(KABUPATEN)
        dasbor.wait_for_parameters(kab=KABUPATEN)
        dasbor.wait_for_level("kecamatan")
        dasbor.breadcrumb.get_by_role("link", name="Lampung", exact=True).click()
        dasbor.wait_for_parameters()
        dasbor.wait_for_level("kabupaten")


def test_the_controls_do_what_the_clicks_do(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    kabupaten, kecamatan = names_of(KABUPATEN, KECAMATAN)
    dasbor.choose("Kabupaten/kota", kabupaten)
    dasbor.wait_for_parameters(kab=KABUPATEN)
    dasbor.wait_for_level("kecamatan")
    dasbor.choose("Kecamatan", kecamatan)
    dasbor.wait_for_parameters(kec=KECAMATAN)
    dasbor.wait_for_level("desa")
    expect(dasbor.headline).to_contain_text(f"Kecamatan {kecamatan}")
    dasbor.choose("Kabupaten/kota", "Seluruh provinsi")
    dasbor.wait_for_parameters()
    dasbor.wait_for_level("kabupaten")
    assert dasbor.page_is_marked()
    assert dasbor.map_is_marked()


def test_back_and_forward_restore_each_view(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    dasbor.choose("Tahun", "2023 · IDM · contoh")
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.wait_until_idle()
    dasbor.click_area(KABUPATEN)
    dasbor.wait_for_parameters(tahun="2023", kab=KABUPATEN)
    dasbor.wait_for_level("kecamatan")
    inside = dasbor.headline.inner_text()

    dasbor.page.go_back()
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.wait_for_level("kabupaten")
    expect(dasbor.headline).to_contain_text("Provinsi Lampung berstatus Mandiri (7,4%) pada 2023")
    expect(dasbor.combobox("Kabupaten/kota")).to_have_value("Seluruh provinsi")

    dasbor.page.go_back()
    dasbor.wait_for_parameters()
    expect(dasbor.headline).to_contain_text("pada 2024")
    expect(dasbor.combobox("Tahun")).to_have_value("2024 · IDM · contoh")

    dasbor.page.go_forward()
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.page.go_forward()
    dasbor.wait_for_parameters(tahun="2023", kab=KABUPATEN)
    dasbor.wait_for_level("kecamatan")
    expect(dasbor.headline).to_have_text(inside)
    assert dasbor.page_is_marked()


def test_back_and_forward_pressed_in_a_hurry_end_where_the_browser_says(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.choose("Tahun", "2023 · IDM · contoh")
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.wait_until_idle()
    dasbor.choose("Kabupaten/kota", "Lampung Barat")
    dasbor.wait_for_parameters(tahun="2023", kab=KABUPATEN)
    dasbor.wait_for_level("kecamatan")
    for steps, parameters, words in ((-2, {}, "pada 2024"), (2, {"tahun": "2023", "kab": KABUPATEN}, "Lampung Barat")):
        # Both steps before the page has drawn the first: the address must not be written back.
        dasbor.page.evaluate(HURRY, steps)
        expect(dasbor.headline).to_contain_text(words)
        dasbor.wait_until_idle()
        assert dasbor.parameters == parameters
        expect(dasbor.headline).to_contain_text(words)


def test_back_returns_from_one_page_to_the_other(visit: Visit) -> None:
    dasbor = visit("/?tahun=2023")
    overview = dasbor.headline.inner_text()
    dasbor.page_link("Peta").click()
    dasbor.page.wait_for_url("**/peta?tahun=2023")
    expect(dasbor.combobox("Indikator")).to_be_visible()
    dasbor.page.go_back()
    dasbor.page.wait_for_url(dasbor.origin + "/?tahun=2023")
    expect(dasbor.page.locator(".d-kartu").first).to_be_visible()
    expect(dasbor.headline).to_have_text(overview)
