"""How a page stands on a desk, on a projector and on a phone, in light and in dark; the pictures are kept."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import ARTEFACTS, Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, Dasbor
from tests.browser.on_screen import COVERED_BY, TEXT_CONTRAST, contrast

PAGES = {"ringkasan": "/", "peta": "/peta"}
SIZES = {"desktop": DESKTOP, "proyektor": PROJECTOR, "ponsel": PHONE}
# WCAG 2.2 AA for text of ordinary size.
TEXT = 4.5


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def uncovered(dasbor: Dasbor, locator: Locator) -> str:
    """What lies over the corners of an element; empty when nothing does."""
    return str(locator.evaluate(COVERED_BY)) if dasbor else ""


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_headline_and_map_in_one_column_without_scrolling_sideways(visit: Visit, name: str) -> None:
    dasbor = visit(PAGES[name], size=PHONE)
    assert box(dasbor.sidebar)["right"] <= 0, "the sidebar is out of the way"
    for element in (dasbor.page.locator("html"), dasbor.main):
        wide, visible = element.evaluate("(it) => [it.scrollWidth, it.clientWidth]")
        assert wide <= visible, f"{wide} px of content on {visible} px"
    assert uncovered(dasbor, dasbor.headline) == ""
    place = box(dasbor.map_box)
    assert place["x"] >= 0
    assert place["right"] <= PHONE[0]
    assert place["y"] < PHONE[1] * 0.75, "the map begins on the first screen"
    assert place["y"] >= box(dasbor.headline)["bottom"], "the headline does not lie over the map"
    assert place["bottom"] <= box(dasbor.page.locator(".d-legenda"))["y"], "the legend does not lie over the map"


@pytest.mark.parametrize("name", PAGES)
def test_a_projector_shows_headline_map_and_figures_on_the_first_screen(visit: Visit, name: str) -> None:
    dasbor = visit(PAGES[name], size=PROJECTOR)
    wide, visible = dasbor.main.evaluate("(it) => [it.scrollWidth, it.clientWidth]")
    assert wide <= visible
    assert uncovered(dasbor, dasbor.headline) == ""
    assert box(dasbor.headline)["y"] >= 0
    assert box(dasbor.map_box)["bottom"] <= PROJECTOR[1]
    beside = dasbor.page.locator(".d-kartu").first if name == "ringkasan" else dasbor.page.locator(".d-legenda-baris").last
    assert box(beside)["bottom"] <= PROJECTOR[1]


@pytest.mark.parametrize("size", SIZES)
def test_every_level_can_be_chosen_at_every_size(visit: Visit, size: str) -> None:
    dasbor = visit("/peta", size=SIZES[size])
    for level in ("Kabupaten/kota", "Kecamatan", "Desa"):
        option = dasbor.page.get_by_role("radiogroup", name="Tingkat").get_by_text(level, exact=True)
        assert uncovered(dasbor, option) == "", level


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_text_of_page_legend_and_map_stands_out_from_its_ground(visit: Visit, name: str, theme: str) -> None:
    dasbor = visit(PAGES[name], theme=theme)
    if name == "peta":
        dasbor.hover_area("18.07")
        dasbor.tooltip.wait_for()
    weak = dasbor.page.evaluate(TEXT_CONTRAST, [".d-judul, .d-subjudul, .d-legenda *, .d-lencana, .d-kartu *, .d-kaki *", TEXT])
    weak += dasbor.map.evaluate(TEXT_CONTRAST, [".dasbor-tip *, .leaflet-control-zoom a, .leaflet-control-scale-line", TEXT])
    assert weak == []
    page_ground, map_ground = (
        frame.evaluate("(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor", selector)
        for frame, selector in ((dasbor.page, ".stApp"), (dasbor.map, "#map_div"))
    )
    dark = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 21, 28)"}[theme]
    assert page_ground == map_ground == dark


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_the_legend_stand_out_from_the_border_between_areas(visit: Visit, theme: str) -> None:
    dasbor = visit("/", theme=theme)
    border = dasbor.page.locator(".d-kotak").first.evaluate("(it) => getComputedStyle(it).borderTopColor")
    for label, colour in dasbor.legend_colours.items():
        assert contrast(colour, border) >= 3, label


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_pictures_of_every_page_are_kept(visit: Visit, name: str, size: str, theme: str) -> None:
    dasbor = visit(PAGES[name], size=SIZES[size], theme=theme)
    path: Path = ARTEFACTS / f"{name}-{size}-{theme}.png"
    path.parent.mkdir(exist_ok=True)
    dasbor.page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size > 20_000


LONGEST_MOTION = """() => Math.max(...[...document.querySelectorAll("*")].flatMap((it) => {
  const style = getComputedStyle(it);
  return `${style.transitionDuration}, ${style.animationDuration}`.split(", ").map(parseFloat);
}))"""


def test_a_reader_who_asks_for_calm_sees_nothing_move(visit: Visit) -> None:
    moving, calm = visit("/peta"), visit("/peta", fresh=True, reduced_motion="reduce")
    assert moving.page.evaluate(LONGEST_MOTION) > 0.01
    assert calm.page.evaluate(LONGEST_MOTION) <= 0.01
    assert moving.map.evaluate("() => map._zoomAnimated")
    assert not calm.map.evaluate("() => map._zoomAnimated || map.options.inertia")
