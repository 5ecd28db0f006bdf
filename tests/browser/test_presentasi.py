"""Presentasi in a real browser: composing, and the slideshow with its keys, its second window, and no network."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, Dasbor
from tests.browser.inquiry import grave_findings

START = re.compile("Mulai tayangan|Start slideshow")
# The least letters of a slide, 24 pt where it is 13.33 inches wide; the source line and the map's scale are small print.
LEAST_PX = 32
SMALL_PRINT = ".s-sumber, .s-skala text, .s-utara text, .s-angka"
SIZES = {"desktop": DESKTOP, "projector": PROJECTOR, "phone": PHONE}

TOO_SMALL = """([least, small]) => [...document.querySelectorAll(".s-kini .s-slide *")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest(small))
  .filter((e) => parseFloat(e.getAttribute("font-size") || getComputedStyle(e).fontSize) < least - 0.01)
  .map((e) => e.textContent.slice(0, 40))"""
CUT_OFF = """() => {
  const slide = document.querySelector(".s-kini"), body = slide.querySelector(".s-isi"), out = [];
  if (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1) out.push("body");
  for (const card of slide.querySelectorAll(".s-kartu"))
    if (card.scrollHeight > card.clientHeight + 1) out.push(card.textContent);
  const box = slide.getBoundingClientRect();
  for (const text of slide.querySelectorAll(".s-gambar text")) {
    const at = text.getBoundingClientRect();
    if (at.left < box.left || at.right > box.right || at.bottom > box.bottom) out.push(text.textContent);
  }
  return out;
}"""


def opened(visit: Visit, address: str, **more: Any) -> Dasbor:
    dasbor = visit(None, **more)
    dasbor.page.goto(dasbor.origin + address)
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    return dasbor


def show(visit: Visit, address: str = "/presentasi?kab=18.04&tahun=2024", **more: Any) -> Dasbor:
    """The slideshow of the deck of an address, in the same tab."""
    dasbor = opened(visit, address, **more)
    link = dasbor.page.get_by_role("link", name=START).get_attribute("href")
    dasbor.page.goto(dasbor.origin + str(link))
    current(dasbor.page).wait_for()
    return dasbor


def current(page: Page) -> Locator:
    return page.locator("#panggung > .s-kini")


def number(page: Page) -> int:
    return int(current(page).locator(".s-nomor").inner_text().split("/")[0])


def count(page: Page) -> int:
    return page.locator("#panggung > .s-bingkai").count()


def test_the_keys_go_through_the_show(visit: Visit) -> None:
    page = show(visit).page
    last = count(page)
    for key, wanted in (
        ("ArrowRight", 2),
        ("Space", 3),
        ("PageDown", 4),
        ("PageUp", 3),
        ("Shift+Space", 2),
        ("ArrowLeft", 1),
        ("ArrowLeft", 1),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        assert number(page) == wanted, key
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert number(page) == 5
    assert page.locator("#suara").inner_text().startswith(f"Slide 5 dari {last}:")


def test_black_overview_and_help_come_and_go(visit: Visit) -> None:
    page = show(visit).page
    page.keyboard.press("b")
    assert page.locator("#gelap").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#gelap").is_hidden()
    assert number(page) == 1
    page.keyboard.press("g")
    assert page.locator("#panggung > .s-bingkai:visible").count() == count(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#panggung > .s-bingkai:visible").count() == 1
    assert number(page) == 3
    page.keyboard.press("?")
    page.locator("dialog#bantuan").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog#bantuan").is_hidden()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")


def test_the_show_advances_by_itself_and_stops_at_the_end(visit: Visit) -> None:
    page = show(visit).page
    page.clock.install()
    page.reload()
    page.keyboard.press("a")
    page.clock.run_for(21_000)
    assert number(page) == 2
    page.keyboard.press("Escape")
    page.clock.run_for(60_000)
    assert number(page) == 2


def test_it_goes_on_without_a_network(visit: Visit) -> None:
    dasbor = show(visit, fresh=True)
    page = dasbor.page
    page.context.set_offline(True)
    for _slide in range(count(page) - 1):
        page.keyboard.press("ArrowRight")
        assert current(page).locator("h2").inner_text()
    with page.expect_popup() as popup:
        page.keyboard.press("p")
    presenter = popup.value
    presenter.wait_for_function("document.getElementById('tempat').textContent !== ''")
    assert number(presenter) == count(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    # A live filter has nobody to ask: the slide stays as it is and the reader is told.
    page.mouse.move(400, 400)
    title = current(page).locator("h2").inner_text()
    page.locator("#saring-kab").select_option("18.01")
    page.locator("#pesan").wait_for()
    assert current(page).locator("h2").inner_text() == title
    presenter.close()
    dasbor.forgive("ERR_INTERNET_DISCONNECTED")


def test_the_presenter_s_window_and_the_hall_follow_each_other(visit: Visit) -> None:
    page = show(visit).page
    page.keyboard.press("ArrowRight")
    with page.expect_popup() as popup:
        page.keyboard.press("p")
    presenter = popup.value
    complaints: list[str] = []
    presenter.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    presenter.wait_for_function("document.getElementById('catatan').textContent.includes('Sumber')")
    assert number(presenter) == 2
    assert presenter.locator("#berikut h2").inner_text() == page.locator("#panggung > .s-bingkai h2").nth(2).inner_text()
    assert re.fullmatch(r"\d+[.:]\d\d", presenter.locator("#jam").inner_text())
    presenter.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#panggung > .s-kini .s-nomor').textContent.startsWith('3 ')")
    page.keyboard.press("Home")
    presenter.wait_for_function("document.querySelector('#panggung > .s-kini .s-nomor').textContent.startsWith('1 ')")
    assert grave_findings(presenter) == []
    for _slide in range(4):
        presenter.keyboard.press("ArrowRight")
        assert grave_findings(presenter) == []
    presenter.keyboard.press("b")
    page.locator("#gelap").wait_for()
    assert complaints == []
    presenter.close()


def test_pointing_at_a_row_lights_its_area_on_the_map(visit: Visit) -> None:
    page = show(visit, "/presentasi?tahun=2025").page
    while "s-jenis-peta" not in str(current(page).locator(".s-slide").get_attribute("class")):
        page.keyboard.press("ArrowRight")
    row = current(page).locator(".s-daftar li").filter(has_text="Mesuji")
    row.hover()
    lit = current(page).locator(".s-denah g.s-sorot")
    assert lit.count() == 1
    assert lit.get_attribute("data-k") == row.get_attribute("data-k") == "18.11"
    assert number(page) > 1


def test_pointing_at_a_bar_lights_it_and_dims_the_others(visit: Visit) -> None:
    page = show(visit, "/presentasi?tahun=2025").page
    while "s-jenis-peringkat" not in str(current(page).locator(".s-slide").get_attribute("class")):
        page.keyboard.press("ArrowRight")
    current(page).locator("svg.s-gambar text", has_text="Mesuji").hover()
    assert set(current(page).locator(".s-sorot").evaluate_all("all => all.map((e) => e.dataset.k)")) == {"18.11"}
    other = current(page).locator("svg.s-gambar rect[data-k='18.01']")
    page.wait_for_function("(bar) => getComputedStyle(bar).opacity < 0.5", arg=other.element_handle())


def test_a_slide_is_filtered_during_the_talk(visit: Visit) -> None:
    page = show(visit, "/presentasi?tahun=2025").page
    while "s-jenis-peringkat" not in str(current(page).locator(".s-slide").get_attribute("class")):
        page.keyboard.press("ArrowRight")
    at = number(page)
    page.mouse.move(300, 300)
    page.locator("#saring-kab").select_option("18.04")
    current(page).locator(".s-konteks", has_text="Lampung Barat").wait_for()
    page.locator("#saring-tahun").select_option("2023")
    current(page).locator(".s-konteks", has_text="2023").wait_for()
    assert number(page) == at
    page.locator("#saring-kab").select_option("")
    page.locator("#saring-tahun").select_option("")
    current(page).locator(".s-konteks", has_text="Provinsi Lampung · 2025").wait_for()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "address", ["?tahun=2025", "?tahun=2024", "?kab=18.04&tahun=2024", "?kab=18.71&tahun=2025", "?bagian=program&tahun=2025"]
)
def test_every_slide_is_whole_and_legible(visit: Visit, address: str, language: str) -> None:
    page = show(visit, f"/presentasi{address}&bahasa={language}", size=PROJECTOR).page
    for place in range(1, count(page) + 1):
        assert page.evaluate(TOO_SMALL, [LEAST_PX, SMALL_PRINT]) == [], place
        assert page.evaluate(CUT_OFF) == [], place
        slide = current(page)
        assert slide.locator("h2").inner_text().strip()
        assert slide.locator(".s-konteks").inner_text().strip()
        assert slide.locator(".s-sumber").inner_text().strip()
        assert re.fullmatch(r"\d{1,2} \w+ \d{4}", slide.locator(".s-tanggal").inner_text())
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_axe_finds_nothing_serious_in_the_show(visit: Visit, place: int) -> None:
    page = show(visit, "/presentasi?tahun=2025").page
    for _slide in range(place - 1):
        page.keyboard.press("ArrowRight")
    page.mouse.move(200, 200)
    assert grave_findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious_on_the_page(visit: Visit, size: str, theme: str) -> None:
    page = opened(visit, "/presentasi?kab=18.04", size=SIZES[size], theme=theme).page
    page.frame_locator(".st-key-pratinjau_slide iframe").locator("#panggung h2").wait_for()
    # The parts of the menu may come after the page; a menu without its links is nothing that a keyboard could reach.
    page.locator(".stSidebar a").first.wait_for(state="attached")
    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_deck_that_nobody_knows_says_so(visit: Visit) -> None:
    dasbor = visit(None)
    answer = dasbor.page.goto(f"{dasbor.origin}/presentasi/tayang/{'0' * 32}")
    assert answer is not None
    assert answer.status == 404
    assert "tidak ada lagi" in dasbor.page.get_by_role("heading").inner_text()
    dasbor.forgive("404")


def test_the_deck_comes_as_powerpoint_that_opens(visit: Visit) -> None:
    dasbor = opened(visit, "/presentasi?kab=18.04&tahun=2024")
    page = dasbor.page
    page.locator(".st-key-paparan_daftar label").nth(2).click()
    dasbor.wait_until_idle()
    expect(page.get_by_label("Judul", exact=True)).to_have_value(re.compile("^63 dari 131"))
    page.get_by_label("Judul", exact=True).fill("Judul <b>kami</b> & “lain” 🌾")
    page.keyboard.press("Enter")
    page.get_by_text("Susunan Anda sendiri.").wait_for()
    dasbor.wait_until_idle()
    slides = page.locator(".st-key-paparan_daftar input").count()
    page.get_by_role("button", name="Buat PowerPoint").click()
    save = page.get_by_role("button", name=re.compile(r"Simpan paparan.*\.pptx"))
    save.wait_for(timeout=120_000)
    with page.expect_download() as started:
        save.click()
    download = started.value
    assert download.suggested_filename == "paparan-kabupaten-lampung-barat-2024-contoh.pptx"
    deck = Presentation(io.BytesIO(download.path().read_bytes()))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == slides
    assert titles[1] == "Judul <b>kami</b> & “lain” 🌾"
