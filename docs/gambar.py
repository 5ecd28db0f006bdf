"""The pictures of the README, taken in a real browser from the application as it ships: ``python -m docs.gambar``."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from benchmarks.browser import chromium
from benchmarks.servers import our_application

FOLDER: Final = Path(__file__).parent / "gambar"
WAIT_MS: Final = 60_000
# Fonts and the last labels of the map settle after the classes are painted.
SETTLE_MS: Final = 1_500


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the address, the window, and the theme."""

    name: str
    address: str
    width: int = 1440
    height: int = 900
    theme: str = "light"


PICTURES: Final = (
    Picture("ringkasan.png", "/"),
    Picture("peta.png", "/peta?tingkat=desa&tahun=2024"),
    Picture("peta-gelap.png", "/peta?tingkat=kecamatan&indikator=nilai&bahasa=en", theme="dark"),
    Picture("ponsel.png", "/peta?kab=18.01", 390, 844),
)


def main() -> None:
    """Take every picture anew, of an application with a database of its own."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, our_application(Path(var)) as server, chromium() as browser:
        for picture in PICTURES:
            take(browser, server.origin, picture)
            print(f"docs/gambar/{picture.name}", flush=True)


def take(browser: Browser, origin: str, picture: Picture) -> None:
    """Open the address, wait until the map is painted, keep what the window shows."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale="id-ID",
    )
    page = context.new_page()
    page.goto(origin + picture.address)
    page.frame_locator('iframe[title="streamlit_folium.st_folium"]').locator("body[data-digambar]").wait_for(
        state="attached", timeout=WAIT_MS
    )
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=FOLDER / picture.name)
    context.close()


if __name__ == "__main__":
    main()
