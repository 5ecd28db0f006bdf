"""Perkembangan Status in a real browser: sections in the address, small maps painted, names that lead on, both years real."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, Dasbor, number
from tests.browser.figures_by_hand import desa_counts
from tests.browser.running_app import RunningApp

PATH = "/perkembangan"
SECTIONS = ("komposisi", "sebaran", "perpindahan", "penggerak", "wilayah", "jarak", "perkiraan")


def opened(visit: Visit, address: str, **more: object) -> Dasbor:
    """The page at an address, whole: it has no map to wait for."""
    dasbor = visit(None, **more)
    dasbor.page.goto(dasbor.origin + address)
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    return dasbor


def sideways(dasbor: Dasbor) -> int:
    """Pixels by which the page is wider than its window."""
    return int(dasbor.main.evaluate("(node) => node.scrollWidth - node.clientWidth"))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_every_section_opens_from_its_address_and_fits_the_window(visit: Visit, section: str, size: tuple[int, int], theme: str):
    dasbor = opened(visit, f"{PATH}?bagian={section}", size=size, theme=theme)
    assert dasbor.badge.inner_text() == "Data contoh"
    assert dasbor.page.get_by_role("heading", level=3).first.is_visible() or dasbor.notices.count()
    assert sideways(dasbor) <= 0


def test_the_chosen_section_is_in_the_address_and_back_returns_to_the_one_before(visit: Visit):
    dasbor = opened(visit, PATH)
    dasbor.page.get_by_role("radio", name="Jarak").click()
    dasbor.page.get_by_text("hampir naik status dan").first.wait_for()
    assert dasbor.parameters == {"bagian": "jarak"}
    dasbor.page.get_by_role("radio", name="Perkiraan").click()
    dasbor.page.get_by_text("Bukan angka resmi dan bukan target").first.wait_for()
    dasbor.page.go_back()
    dasbor.page.get_by_text("hampir naik status dan").first.wait_for()
    assert dasbor.parameters == {"bagian": "jarak"}


def test_the_small_maps_are_painted_on_one_scale_and_a_name_goes_into_its_kabupaten(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=wilayah")
    cards = dasbor.page.locator(".d-kecil-kartu")
    assert cards.count() == 15
    maps = dasbor.page.locator("img.d-kecil-peta")
    assert maps.count() == 13
    for place in range(13):
        maps.nth(place).scroll_into_view_if_needed()
        maps.nth(place).evaluate("(image) => image.decode()")
    sizes = maps.evaluate_all("(images) => images.map((image) => [image.naturalWidth, image.naturalHeight, image.alt])")
    assert {(width, height) for width, height, _alt in sizes} == {(400, 400)}
    assert all(alt.startswith("Peta status desa") for _width, _height, alt in sizes)
    cards.get_by_role("link", name="Lampung Barat", exact=True).click()
    dasbor.page.get_by_text("Kecamatan", exact=False).first.wait_for()
    dasbor.wait_for_parameters(kab="18.04", bagian="wilayah")
    dasbor.wait_until_idle()
    assert dasbor.page.locator(".d-kecil-kartu").count() == 15
    assert "Lampung Barat" in dasbor.headline.inner_text()


def test_a_row_of_the_flow_table_lists_its_desa_and_a_desa_leads_to_its_profile(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=perpindahan&kab=18.13")
    dasbor.page.get_by_text("Tabel dan unduhan").click()
    dasbor.page.get_by_role("link", name="tetap Tertinggal", exact=True).click()
    dasbor.page.get_by_text("tetap Tertinggal, 2023–2024: baris 1–4 dari 4").wait_for()
    assert dasbor.parameters["arus"] == "tertinggal-tertinggal"
    names = dasbor.table.last.locator("tbody th a")
    assert names.count() == 4
    assert urlsplit(names.first.get_attribute("href") or "").path == "desa"


def test_a_click_on_a_band_of_the_flow_lists_its_desa(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=perpindahan&kab=18.13")
    dasbor.page.evaluate("window.tanda_uji = true")
    band = dasbor.page.get_by_role("link", name=re.compile("^tetap Tertinggal: 4 desa"))
    dasbor.page.locator(".d-arus-pita").scroll_into_view_if_needed()
    # In the middle of the band itself: what its box covers beside it belongs to other bands.
    edge = [point.split() for point in re.findall(r"[\d.]+% [\d.]+%", band.get_attribute("style") or "")]
    heights = [float(y.rstrip("%")) for _x, y in edge]
    box = dasbor.page.locator(".d-arus-pita").bounding_box()
    assert box is not None
    dasbor.page.mouse.click(box["x"] + 2, box["y"] + box["height"] * (heights[0] + heights[-1]) / 200)
    dasbor.page.get_by_text("tetap Tertinggal, 2023–2024: baris 1–4 dari 4").wait_for()
    assert dasbor.parameters["arus"] == "tertinggal-tertinggal"
    assert band.get_attribute("aria-current") == "true"
    assert dasbor.page_is_marked()


def test_a_kota_and_a_year_without_comparison_say_why(visit: Visit):
    dasbor = opened(visit, f"{PATH}?kab=18.72&bagian=perkiraan")
    assert "hanya berisi kelurahan" in dasbor.headline.inner_text()
    assert "pilih wilayah atau tahun lain" in dasbor.notices.inner_text()
    dasbor = opened(visit, f"{PATH}?tahun=2025&bagian=perkiraan")
    assert "baru mempunyai satu tahun (2025)" in dasbor.notices.inner_text()


def test_what_is_officially_known_of_2016_to_2022_is_the_published_figures(visit: Visit):
    dasbor = opened(visit, PATH)
    rows = {row["Tahun"]: row for row in dasbor.table_rows()}
    assert rows["2016"]["Tertinggal"] == "1.306"
    assert {rows["2022"][status] for status in ("Mandiri", "Maju", "Berkembang")} == {"–"}
    assert number(rows["2022"]["Tertinggal"]) == 38


@pytest.mark.real
def test_with_the_real_years_the_first_click_shows_who_improved_most(visit: Visit, real_app: RunningApp):
    dasbor = opened(visit, "/", server=real_app)
    dasbor.page_link("Perkembangan Status").click()
    dasbor.page.get_by_role("radio", name="Penggerak").click()
    dasbor.page.get_by_text(re.compile("paling maju: rata-rata nilai")).first.wait_for()
    dasbor.wait_until_idle()
    assert dasbor.badge.count() == 0
    first = dasbor.table_rows()[0]
    assert first["Peringkat kemajuan"] == "1"
    dasbor.page.get_by_role("radio", name="Komposisi").click()
    dasbor.page.get_by_text("Yang diketahui resmi, Provinsi Lampung").first.wait_for()
    assert "Data resmi: 2023–2024" in dasbor.page.locator(".d-lencana-ket").inner_text()
    assert desa_counts(2024)["Mandiri"] == 359
