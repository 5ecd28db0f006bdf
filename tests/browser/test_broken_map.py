"""A map that cannot load says so where the map would be, and the rest of the page still works."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.figures_by_hand import desa_counts

FAILURES = {
    "not found": lambda route: route.fulfill(status=404, body="404"),
    "no connection": lambda route: route.abort(),
    "not what it should be": lambda route: route.fulfill(
        status=200, content_type="application/json", body='{"type": "FeatureCol'
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_boundaries_that_cannot_be_fetched_give_a_message_inside_the_map(visit: Visit, failure: str) -> None:
    dasbor = visit(None, fresh=True)
    dasbor.page.route("**/batas/**", FAILURES[failure])
    dasbor.page.goto(dasbor.origin + "/peta")
    expect(dasbor.map_message).to_be_visible()
    expect(dasbor.map_message).to_have_text("Peta tidak dapat dimuat. Muat ulang halaman; angka yang sama ada di tabel.")
    expect(dasbor.map_message).to_have_attribute("role", "alert")
    # The figures do not need the map.
    dasbor.footer.wait_for()
    assert sum(dasbor.legend.values()) == 15
    dasbor.forgive("batas|JSON|fetch|FAILED|404")


def test_a_map_that_failed_draws_when_the_next_change_can_fetch_again(visit: Visit) -> None:
    dasbor = visit(None, fresh=True)
    broken = True

    def sometimes(route: Route) -> None:
        route.abort() if broken else route.continue_()

    dasbor.page.route("**/batas/**", sometimes)
    dasbor.page.goto(dasbor.origin + "/peta?tingkat=desa")
    expect(dasbor.map_message).to_be_visible()
    broken = False
    dasbor.choose("Tahun", "2023 · IDM · contoh")
    dasbor.wait_for_level("desa")
    expect(dasbor.map_message).to_be_hidden()
    assert dasbor.legend == desa_counts(2023)
    dasbor.forgive("batas|fetch|FAILED")


def test_names_are_those_of_the_level_that_is_drawn_also_after_a_move_while_it_was_on_its_way(visit: Visit) -> None:
    # Regression: a move while boundaries were being fetched kept the names of the level before under those of the new one.
    dasbor = visit("/peta", fresh=True)
    held: list[Route] = []
    dasbor.page.route("**/batas/kecamatan/**", lambda route: held.append(route))
    dasbor.press("Tingkat", "Kecamatan")
    for _try in range(100):
        if held:
            break
        dasbor.page.wait_for_timeout(100)
    dasbor.map.evaluate("() => { map.setView([-5.2, 104.6], 9.5, {animate: false}); }")
    names = dasbor.map.locator(".dasbor-label")
    assert "Lampung Barat" in {" ".join(text.split("\n")) for text in names.all_inner_texts()}
    held[0].continue_()
    dasbor.wait_for_level("kecamatan")
    shown = {" ".join(text.split("\n")) for text in names.all_inner_texts()}
    assert "Suoh" in shown
    assert "Lampung Barat" not in shown
