"""The pictures of the README and of the guides, taken in a real browser from the application as it ships.

``python -m docs.gambar`` takes all of them, ``python -m docs.gambar peta impor`` those two. Nothing but the illustrative data
that ship is in them, so their badge is.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium
from benchmarks.servers import our_application
from docs import gambar_langkah as langkah

FOLDER: Final = Path(__file__).parent / "gambar"
COLOURS: Final = 256


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the address, what is done there first, the window, the theme, and the part that is kept.

    ``part`` is the selector of what is kept; empty: what the window shows.
    """

    name: str
    address: str
    steps: Callable[[Page], None] = langkah.map_painted
    width: int = 1440
    height: int = 900
    theme: str = "light"
    part: str = ""


PICTURES: Final = (
    Picture("ringkasan.png", "/"),
    Picture("peta.png", "/peta?tingkat=desa&tahun=2024"),
    Picture("peta-gelap.png", "/peta?tingkat=kecamatan&indikator=nilai&bahasa=en", theme="dark"),
    Picture("ponsel.png", "/peta?kab=18.01", width=390, height=844),
    Picture("legenda.png", "/peta?tingkat=kecamatan&indikator=nilai", part=".d-legenda"),
    Picture("telusur.png", "/peta", langkah.drill_down),
    Picture("profil.png", "/desa?desa=18.04.15.2004", langkah.page_drawn),
    Picture("perkembangan.png", "/perkembangan", langkah.page_drawn),
    Picture("tayangan.png", "/presentasi", langkah.open_show, width=1280, height=720),
    Picture("laporan.png", "/?kab=18.04", langkah.make_report, height=700),
    Picture("impor.png", "/kelola", langkah.import_with_findings),
    Picture("versi.png", "/kelola", langkah.versions),
    Picture("mutu.png", "/data?bagian=mutu", langkah.page_drawn),
    Picture("presentasi.png", "/presentasi", langkah.page_drawn),
)


def main(names: list[str]) -> None:
    """Take the pictures of these names anew, all where there are none, of an application with a database of its own."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, our_application(Path(var)) as server, chromium() as browser:
        langkah.make_account({**os.environ, "DASBOR_VAR_DIR": var})
        for picture in PICTURES:
            if not names or picture.name.removesuffix(".png") in names:
                content = taken(browser, server.origin, picture)
                (FOLDER / picture.name).write_bytes(content)
                print(f"docs/gambar/{picture.name} {len(content) / 1000:.0f} kB", flush=True)


def taken(browser: Browser, origin: str, picture: Picture) -> bytes:
    """Open the address, do the steps, and give what is seen then as a PNG of few colours."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale="id-ID",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(origin + picture.address)
    picture.steps(page)
    content = page.locator(picture.part).first.screenshot() if picture.part else page.screenshot()
    context.close()
    return of_few_colours(content)


def of_few_colours(content: bytes) -> bytes:
    """The same picture with a palette: a third of its bytes, and no difference that a reader would see.

    By coverage, not by how often a colour stands there: otherwise the classes that few areas have would get one colour.
    """
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
