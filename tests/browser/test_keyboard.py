"""Everything can be reached and worked with the keyboard alone, and one always sees where one is."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, Dasbor
from tests.browser.figures_by_hand import areas, codes_of, desa_counts, scores
from tests.browser.keys import Keys

TAB_LIMIT = 60


@pytest.mark.parametrize("path", ["/", "/peta"])
def test_tab_reaches_navigation_filters_map_and_table_with_a_visible_focus(visit: Visit, path: str) -> None:
    dasbor = visit(path)
    keys = Keys(dasbor.page)
    reached: list[str] = []
    for _ in range(TAB_LIMIT):
        found = keys.turn("Tab")
        if not found:
            break
        reached.append(found["name"])
    wanted = ["Ringkasan", "Peta", "Tahun", "Kabupaten/kota", "Indonesia", "Perbesar peta", "Perkecil peta"]
    wanted += ["Indikator", "Tampilkan tabel", "Cari desa"] if path == "/peta" else ["Lampung Barat"]
    missing = [name for name in wanted if not any(name in label for label in reached)]
    assert missing == [], reached
    assert keys.unseen == []


def test_filters_and_map_are_worked_with_keys_alone(visit: Visit) -> None:
    dasbor = visit("/peta")
    year = dasbor.combobox("Tahun")
    year.focus()
    dasbor.page.keyboard.press("ArrowDown")
    expect(dasbor.page.get_by_role("option").first).to_be_visible()
    dasbor.page.keyboard.type("2023")
    dasbor.page.keyboard.press("Enter")
    dasbor.wait_for_parameters(tahun="2023")
    expect(dasbor.headline).to_contain_text("pada 2023")

    dasbor.radio("Tingkat", "Kabupaten/kota").focus()
    dasbor.page.keyboard.press("ArrowRight")
    dasbor.page.keyboard.press("Space")
    dasbor.wait_for_parameters(tahun="2023", tingkat="kecamatan")

    zoom = dasbor.map_view[0]
    dasbor.map.locator(".leaflet-control-zoom-in").focus()
    dasbor.page.keyboard.press("Enter")
    dasbor.map.wait_for_function("(zoom) => map.getZoom() > zoom", arg=zoom)


def test_the_first_tab_offers_to_skip_to_the_content(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.page.keyboard.press("Tab")
    expect(dasbor.page.locator(":focus")).to_have_text("Lompat ke isi halaman")
    dasbor.page.keyboard.press("Enter")
    assert dasbor.page.evaluate("document.activeElement.closest('[data-testid=\"stMain\"]') !== null")


# -- the tasks, from the first to the last key -------------------------------------------------------------------------

KABUPATEN, KECAMATAN, DESA = "18.04", "18.04.04", "18.04.04.2002"
YEAR = 2024
INDEKS = "Nilai IDM"
OWN_TITLE = "Tanpa tetikus"
FOCUSED_ROW = """() => [...document.activeElement.closest("tr").cells].map((cell) => cell.innerText)"""
# The cell of a column in the row that has the focus, as far as it can be seen: what of its width no edge cuts off.
SEEN_OF_CELL = """(place) => {
  const cell = document.activeElement.closest("tr").cells[place].getBoundingClientRect();
  const box = document.activeElement.closest('[role="region"]').getBoundingClientRect();
  const inside = cell.top >= 0 && cell.bottom <= innerHeight;
  const left = Math.max(cell.left, box.left, 0), right = Math.min(cell.right, box.right, innerWidth);
  return inside ? (right - left) / cell.width : 0;
}"""


def name_of(kode: str) -> str:
    return areas()[kode]["nama"]


def table_on(dasbor: Dasbor, keys: Keys) -> None:
    keys.to("Tampilkan tabel")
    dasbor.page.keyboard.press("Space")
    dasbor.table.wait_for()
    dasbor.wait_until_idle()


def has_focus(dasbor: Dasbor, name: re.Pattern[str]) -> None:
    """Wait until something of this name has the focus: it is given back when the page is drawn."""
    focused = dasbor.page.locator(":focus")
    expect(focused.and_(dasbor.page.get_by_role("region", name=name).or_(dasbor.page.get_by_text(name)))).to_have_count(1)


def test_the_way_into_a_kecamatan_and_back_is_found_with_keys_alone(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    keys = Keys(dasbor.page)
    kabupaten, kecamatan = name_of(KABUPATEN), name_of(KECAMATAN)
    table_on(dasbor, keys)
    for name, parameters, level in ((kabupaten, {"kab": KABUPATEN}, "kecamatan"), (kecamatan, {"kec": KECAMATAN}, "desa")):
        keys.press(name)
        dasbor.wait_for_parameters(**parameters)
        dasbor.wait_for_level(level)
        expect(dasbor.headline).to_contain_text(name)
        # Who has gone into an area goes on in its table, not at the top of the page.
        has_focus(dasbor, re.compile(f"Status desa, .*{name}"))
        assert keys.at()
    keys.back_to(kabupaten)
    dasbor.page.keyboard.press("Enter")
    dasbor.wait_for_parameters(kab=KABUPATEN)
    expect(dasbor.headline).to_contain_text(f"Kabupaten {kabupaten}")
    # The breadcrumb is shorter, and the next step up has the focus.
    has_focus(dasbor, re.compile("^Lampung$"))
    assert keys.at()
    dasbor.page.keyboard.press("Enter")
    dasbor.wait_for_parameters()
    dasbor.wait_for_level("kabupaten")
    # Nothing stands in the place of the breadcrumb: the finding is read.
    has_focus(dasbor, re.compile("di Provinsi Lampung berstatus Mandiri"))
    assert keys.at()
    assert dasbor.page_is_marked()
    assert keys.unseen == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "ponsel"])
def test_a_desa_is_found_and_its_value_read_with_keys_alone(visit: Visit, size: tuple[int, int]) -> None:
    dasbor = visit("/peta", size=size)
    keys = Keys(dasbor.page)
    desa = name_of(DESA)
    keys.to("Cari desa atau kelurahan")
    dasbor.page.keyboard.type(desa)
    dasbor.page.keyboard.press("Enter")
    dasbor.page.get_by_role("list", name="Hasil pencarian").wait_for()
    dasbor.wait_until_idle()
    keys.press(desa)
    dasbor.wait_for_parameters(desa=DESA)
    dasbor.wait_until_whole()
    table_on(dasbor, keys)
    keys.to("Status desa, ")
    region = dasbor.page.locator(":focus")
    expect(region).to_have_role("region")
    heads = dasbor.table.locator("thead th").all_inner_texts()
    keys.to(desa)
    row = dict(zip(heads, dasbor.page.evaluate(FOCUSED_ROW), strict=True))
    assert row["Kode"] == DESA
    assert row[INDEKS].replace(",", ".") == f"{float(scores()[YEAR][DESA]['nilai']):.4f}"
    # A table wider than the screen is pushed aside with the arrows, until the column is in sight.
    place = heads.index(INDEKS)
    for _press in range(40):
        if dasbor.page.evaluate(SEEN_OF_CELL, place) >= 0.99:
            break
        dasbor.page.keyboard.press("ArrowRight")
        dasbor.page.wait_for_timeout(50)
    assert dasbor.page.evaluate(SEEN_OF_CELL, place) >= 0.99
    assert keys.unseen == []


def test_a_link_to_another_page_ends_at_its_finding(visit: Visit) -> None:
    dasbor = visit(None)
    dasbor.page.goto(f"{dasbor.origin}/data?kec={KECAMATAN}")
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    keys = Keys(dasbor.page)
    keys.press(name_of(DESA))
    dasbor.page.wait_for_url(re.compile(rf"/desa\?.*desa={re.escape(DESA)}"))
    has_focus(dasbor, re.compile(f"{name_of(DESA)} berstatus"))
    dasbor.wait_until_whole()
    found = keys.at()
    assert found
    assert f"{name_of(DESA)} berstatus" in found["name"]
    assert keys.unseen == []


def downloaded(keys: Keys, kind: str) -> Download:
    keys.to(kind)
    with keys.page.expect_download() as started:
        keys.page.keyboard.press("Enter")
    # The button cannot be pressed while the file is made; afterwards one goes on from there.
    expect(keys.page.locator(":focus")).to_contain_text(kind)
    assert keys.at()
    return started.value


def test_a_table_is_downloaded_with_keys_alone(visit: Visit) -> None:
    dasbor = visit("/peta")
    keys = Keys(dasbor.page)
    table_on(dasbor, keys)
    stem = f"status-kabupaten-provinsi-lampung-{YEAR}-contoh"
    kinds = ("kabupaten", "kota")

    file = downloaded(keys, "CSV")
    assert file.suggested_filename == f"{stem}.csv"
    lines = file.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith(f"Kode,Nama,Status,{INDEKS},")
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert {row["Kode"]: int(row["Mandiri"]) for row in rows} == {
        kode: desa_counts(YEAR, kode)["Mandiri"] for kode in codes_of(kinds)
    }

    file = downloaded(keys, "XLSX")
    assert file.suggested_filename == f"{stem}.xlsx"
    head, *cells = load_workbook(io.BytesIO(file.path().read_bytes()))["Data"].iter_rows(values_only=True)
    assert list(head) == lines[0].split(",")
    assert [row[0] for row in cells] == codes_of(kinds)
    assert keys.unseen == []


def shown(page: Page) -> str:
    return page.locator("#panggung > .s-kini h2").inner_text()


def test_a_presentation_is_composed_and_shown_with_keys_alone(visit: Visit) -> None:
    dasbor = visit(None)
    page, keyboard = dasbor.page, dasbor.page.keyboard
    page.goto(f"{dasbor.origin}/presentasi?tahun={YEAR}")
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    keys = Keys(page)
    slides = page.locator(".st-key-paparan_daftar").get_by_role("radio")
    # One more slide, of another kind than the first of the list, after the cover.
    keys.to("Tambah slide")
    keyboard.press("ArrowDown")
    page.get_by_role("option", name="Peringkat wilayah", exact=True).wait_for()
    keyboard.type("Peringkat wilayah")
    keyboard.press("Enter")
    expect(dasbor.combobox("Tambah slide")).to_have_value("Peringkat wilayah")
    dasbor.wait_until_idle()
    assert keys.at()
    before = slides.count()
    keys.press("Tambah")
    page.get_by_text("Susunan Anda sendiri.").wait_for()
    expect(slides).to_have_count(before + 1)
    expect(slides.nth(1)).to_be_checked()
    dasbor.wait_until_idle()
    # Its words, and its place: up to the top, where it cannot go any further.
    keys.to("Judul")
    keyboard.press("Control+A")
    keyboard.type(OWN_TITLE)
    keyboard.press("Enter")
    expect(page.get_by_role("radio", name=f"2. {OWN_TITLE}")).to_be_checked()
    dasbor.wait_until_idle()
    keys.back_to("Naikkan")
    keyboard.press("Enter")
    expect(page.get_by_role("radio", name=f"1. {OWN_TITLE}")).to_be_checked()
    expect(page.locator(":focus")).to_contain_text("Turunkan")
    assert keys.at()
    keys.back_to("Mulai tayangan")
    with page.expect_popup() as opened:
        keyboard.press("Enter")
    show = opened.value
    show.locator("#panggung > .s-kini").wait_for()
    hall = Keys(show)
    assert shown(show) == OWN_TITLE
    second = show.locator("#panggung > .s-bingkai h2").nth(1).inner_text()
    show.keyboard.press("ArrowRight")
    assert shown(show) == second
    # Every slide at once, and out of that again; then the whole screen, and out of it.
    hall.press("Semua slide")
    show.locator("html.s-gambaran").wait_for()
    show.keyboard.press("Escape")
    expect(show.locator("html.s-gambaran")).to_have_count(0)
    assert shown(show) == second
    hall.press("Layar penuh")
    show.wait_for_function("document.fullscreenElement !== null")
    show.keyboard.press("Escape")
    show.wait_for_function("document.fullscreenElement === null")
    show.keyboard.press("ArrowLeft")
    assert shown(show) == OWN_TITLE
    assert keys.unseen + hall.unseen == []
    show.close()
