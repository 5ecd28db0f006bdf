"""What the script of the pictures does on a page before it takes one: a reader's clicks, and waiting for what they bring."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from docs.gambar_berkas import write_file
from lib.domain.data_file import ROOT

WAIT_MS: Final = 60_000
# Fonts, the last labels of a map and what slides into its place settle after the page is drawn.
SETTLE_MS: Final = 1_500
MAP: Final = 'iframe[title="streamlit_folium.st_folium"]'
# An account of the database that lives only while the pictures are taken.
NAME: Final = "sri"
PASSWORD: Final = secrets.token_hex(16)
DRILL: Final = "18.04"
# The middle of an area in pixels of the map.
MIDDLE: Final = """(kode) => {
  let found = null;
  map.eachLayer((layer) => { if (layer.kode === kode && layer.feature) found = layer; });
  const point = map.latLngToContainerPoint(found.getBounds().getCenter());
  return { x: point.x, y: point.y };
}"""


def settled(page: Page) -> None:
    """Wait until the page has come to rest."""
    page.get_by_test_id("stSkeleton").first.wait_for(state="detached", timeout=WAIT_MS)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=WAIT_MS)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLE_MS)


def map_painted(page: Page) -> None:
    """Wait for the map of the page."""
    page.frame_locator(MAP).locator("body[data-digambar]").wait_for(state="attached", timeout=WAIT_MS)
    settled(page)


def page_drawn(page: Page) -> None:
    """Wait for the footer, which comes last."""
    page.locator(".d-kaki").wait_for(timeout=WAIT_MS)
    settled(page)


def drill_down(page: Page) -> None:
    """Click one kabupaten on the map; its kecamatan are drawn."""
    map_painted(page)
    frame = page.locator(MAP).element_handle().content_frame()
    assert frame is not None
    page.frame_locator(MAP).locator("#map_div").click(position=frame.evaluate(MIDDLE, DRILL))
    frame.wait_for_function("() => (document.body.dataset.tingkat || '').includes('/kecamatan/')", timeout=WAIT_MS)
    settled(page)


def open_show(page: Page) -> None:
    """Open the show of the deck in the same tab, at the slide with the map."""
    page_drawn(page)
    address = page.get_by_role("link", name="Mulai tayangan").get_attribute("href")
    page.goto(re.sub(r"^(https?://[^/]+)/.*$", r"\1", page.url) + str(address))
    page.locator("#panggung > .s-kini").wait_for(timeout=WAIT_MS)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(SETTLE_MS // 3)
    page.wait_for_timeout(SETTLE_MS)


def make_report(page: Page) -> None:
    """Ask for the report of the page and wait until it is to be had."""
    map_painted(page)
    page.get_by_role("button", name=re.compile("^Laporan PDF: ")).click()
    page.get_by_role("button", name=re.compile("^Simpan ")).wait_for(timeout=3 * WAIT_MS)
    page.get_by_role("heading", name="Perubahan terbesar").scroll_into_view_if_needed()
    page.get_by_role("button", name=re.compile("^Simpan ")).scroll_into_view_if_needed()
    settled(page)


def sign_in(page: Page) -> None:
    """Sign in with the account of the pictures."""
    page.get_by_label("Nama akun").fill(NAME)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_text("Masuk sebagai").wait_for(timeout=WAIT_MS)
    settled(page)


def import_with_findings(page: Page) -> None:
    """Import a file with mistakes, up to its findings."""
    sign_in(page)
    with tempfile.TemporaryDirectory() as folder:
        page.locator('input[type="file"]').set_input_files(write_file(Path(folder)))
        page.get_by_text(re.compile(r"^2 · Temuan di berkas")).click(timeout=WAIT_MS)
        page.get_by_role("heading", name="Temuan di berkas", exact=True).wait_for(timeout=WAIT_MS)
    settled(page)


def versions(page: Page) -> None:
    """The versions of the data, signed in."""
    sign_in(page)
    page.get_by_text("Versi data", exact=True).first.click()
    page.get_by_role("heading", name="Versi data", exact=True).wait_for(timeout=WAIT_MS)
    settled(page)


def make_account(settings: dict[str, str]) -> None:
    """Make the account that ``sign_in`` uses, in the database that ``settings`` name."""
    command = [sys.executable, "-m", "lib.cli", "akun", "tambah", NAME, "--peran", "pengelola"]
    subprocess.run(command, cwd=ROOT, env=settings, input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
