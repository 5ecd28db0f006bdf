"""The line drops, the server dies: what is on the screen stays and works, one quiet line says so, and the view comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import PHONE, Dasbor
from tests.browser.line import Line
from tests.browser.running_app import RunningApp, free_port, running_app

GONE = {
    "id": re.compile(r"^Sambungan ke server terputus sejak pukul \d\d[.:]\d\d\. Yang tampak tetap dapat dibaca"),
    "en": re.compile(r"^The connection to the server was lost at \d\d:\d\d\. What you see can still be read"),
}
# A browser that has others beside it takes its time to see that nobody answers.
NOTICED_MS = 30_000
BACK = "Tersambung lagi."
# What Chromium and Streamlit write into the console while nobody answers.
PROVOKED = r"Failed to load resource|Client Error|Is Streamlit still running|WebSocket|Server did not|Not connected"
ZOOMED = "() => { map.setView([-5.2, 104.6], 9.5, {animate: false}); }"


@pytest.fixture
def line(app: RunningApp) -> Iterator[Line]:
    line = Line(app)
    yield line
    line.cut()


def notice(dasbor: Dasbor) -> Locator:
    return dasbor.page.locator(".d-sambungan")


def expect_gone(dasbor: Dasbor, language: str = "id") -> None:
    # First what Streamlit makes of it, so that a failure tells whose part it is.
    expect(dasbor.page.get_by_test_id("stApp")).not_to_have_attribute(
        "data-test-connection-state", "CONNECTED", timeout=NOTICED_MS
    )
    expect(notice(dasbor)).to_have_text(GONE[language], timeout=NOTICED_MS)
    # Streamlit's own word for it would lie over all that can still be read.
    dasbor.page.wait_for_timeout(3000)
    expect(dasbor.page.get_by_role("dialog")).to_have_count(0)
    expect(notice(dasbor)).to_have_text(GONE[language])


def test_a_drop_keeps_the_view_readable_and_comes_back_to_it(visit: Visit, line: Line) -> None:
    dasbor = visit("/peta?kab=18.04&tahun=2023", server=line.server)
    dasbor.show_table()
    rows = dasbor.table_rows()
    headline = dasbor.headline.inner_text()
    dasbor.map.evaluate(ZOOMED)
    dasbor.mark()
    line.cut()
    expect_gone(dasbor)

    # The last view: figures, table, map with names and zoom.
    assert (dasbor.headline.inner_text(), dasbor.table_rows()) == (headline, rows)
    dasbor.hover_area("18.04.15")
    dasbor.tooltip.wait_for()
    dasbor.page.frame_locator('iframe[title="streamlit_folium.st_folium"]').get_by_role("button", name="Perbesar peta").click()
    dasbor.map.wait_for_function("map.getZoom() > 9.5 && !map._animatingZoom")
    view = dasbor.map_view
    # What needs the server does not pretend: choices are off, another page is not named over the figures of this one.
    assert dasbor.combobox("Tahun").is_disabled()
    dasbor.page_link("Perbandingan").click()
    assert urlsplit(dasbor.page.url).path == "/peta"

    line.mend()
    expect(notice(dasbor)).to_have_text(BACK, timeout=NOTICED_MS)
    dasbor.wait_until_idle()
    # It is said for five seconds.
    expect(notice(dasbor)).to_be_hidden(timeout=NOTICED_MS)
    assert dasbor.parameters == {"kab": "18.04", "tahun": "2023"}
    assert (dasbor.headline.inner_text(), dasbor.table_rows()) == (headline, rows)
    assert dasbor.page_is_marked()
    assert dasbor.map_is_marked()
    assert dasbor.map_view == view
    dasbor.repainted(lambda: dasbor.choose("Tahun", re.compile("^2024")))
    dasbor.page_link("Perbandingan").click()
    dasbor.page.wait_for_url(re.compile("/perbandingan"))
    dasbor.forgive(PROVOKED)


def test_in_english_on_a_phone_the_line_lies_within_the_screen(visit: Visit, line: Line) -> None:
    dasbor = visit("/?bahasa=en", server=line.server, size=PHONE, theme="dark")
    dasbor.wait_until_idle()
    line.cut()
    expect_gone(dasbor, "en")
    box = notice(dasbor).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert box["y"] + box["height"] <= PHONE[1]
    dasbor.forgive(PROVOKED)


def test_after_the_server_died_and_began_anew_the_page_goes_on_where_it_was(visit: Visit, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path, port=port) as first:
        dasbor = visit("/peta?kab=18.04&tahun=2023", server=first)
        dasbor.map.evaluate(ZOOMED)
        view = dasbor.map_view
        headline = dasbor.headline.inner_text()
        dasbor.mark()
    expect_gone(dasbor)
    assert dasbor.headline.inner_text() == headline
    with running_app(tmp_path, port=port):
        expect(notice(dasbor)).to_have_text(BACK, timeout=NOTICED_MS)
        dasbor.wait_until_idle()
        assert dasbor.parameters == {"kab": "18.04", "tahun": "2023"}
        assert dasbor.map_view == view
        # A server that has never seen this page still takes its choices.
        dasbor.repainted(lambda: dasbor.choose("Tahun", re.compile("^2024")))
        dasbor.wait_for_parameters(kab="18.04")
        assert dasbor.headline.inner_text() != headline
        assert dasbor.page_is_marked()
        assert dasbor.map_is_marked()
    dasbor.forgive(PROVOKED)
