"""Names that are scripts, markup, formulas and links go through every page, tooltip, legend, table, export and address as text.

The whole list of wilayah, the boundaries, the programmes and the awards are hostile: whatever place forgets to escape a name
runs one of them, draws one of their elements, or asks their server. The watch on the tab fails the test in each case.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import Frame, Page

from lib.domain.data_file import ROOT
from tests import poppler
from tests.browser.conftest import Visit
from tests.browser.dasbor import Dasbor
from tests.browser.hostile_data import hostile_data
from tests.browser.running_app import RunningApp, app_environment, running_app

# What only an attack that was taken for markup can have put into a document.
GROWN = """() => {
  const found = [];
  const told = (element) => `${element.closest("[data-testid]")?.dataset.testid}: ${element.outerHTML.slice(0, 200)}`;
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") && value.includes("jahat")) found.push(told(element));
      if (["src", "href", "xlink:href", "action"].includes(name) && /^\\s*javascript:|jahat\\.example/i.test(value))
        found.push(told(element));
    }
    if (element.tagName === "SCRIPT" && /^\\s*window\\.jahat/.test(element.textContent)) found.push("script that is a name");
    if (element.tagName === "IMG" && element.getAttribute("src") === "x") found.push(told(element));
  }
  if (window.jahat !== undefined) found.push("a name ran as a script");
  return found;
}"""
KAB, KEC, DESA = "18.04", "18.04.15", "18.04.15.2004"
PLACES = {"provinsi": "", "kecamatan": f"kec={KEC}&", "desa": f"desa={DESA}&"}
PAGES = ("", "peta", "perkembangan", "program", "perbandingan", "desa", "presentasi", "data", "kelola")
FORMULA = re.compile(r"^[=+\-@\t\r]")


@dataclass(frozen=True)
class Hostile:
    """The application with hostile data, and the names by code."""

    app: RunningApp
    names: dict[str, str]
    data: Path
    var: Path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = tmp_path_factory.mktemp("jahat")
    names = hostile_data(folder / "data")
    with running_app(folder / "var", DASBOR_DATA_DIR=str(folder / "data")) as app:
        yield Hostile(app, names, folder / "data", folder / "var")


def grown(page: Page) -> list[str]:
    """What attacks have put into the page and its frames."""
    return [f"{_place(frame)}: {text}" for frame in page.frames if not frame.is_detached() for text in frame.evaluate(GROWN)]


def _place(frame: Frame) -> str:
    return "page" if frame.parent_frame is None else "frame"


def opened(visit: Visit, hostile: Hostile, address: str) -> Dasbor:
    """The page at an address once its run has ended; not every page has a map."""
    dasbor = visit(None, server=hostile.app)
    dasbor.page.on("dialog", lambda dialog: pytest.fail(f"a name opened a dialog: {dialog.message}"))
    dasbor.page.goto(hostile.app.origin + address)
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    assert dasbor.page.get_by_text("kesalahan pada aplikasi").count() == 0
    return dasbor


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_a_name_for_more_than_text(visit: Visit, hostile: Hostile, name: str, place: str) -> None:
    dasbor = opened(visit, hostile, f"/{name}?{PLACES[place]}bahasa=id")
    _touch_everything(dasbor)
    assert grown(dasbor.page) == []
    if name in ("peta", "desa") and place == "desa":
        # Not vacuous: the name is there, whole, as text.
        assert hostile.names[DESA] in dasbor.page.inner_text("body")


def _touch_everything(dasbor: Dasbor) -> None:
    """Open what is folded, switch every table on, and lead the pointer over every chart, so that all tooltips are drawn."""
    page = dasbor.page
    for summary in page.locator('[data-testid="stExpander"] summary').all():
        if summary.is_visible():
            summary.click()
            dasbor.wait_until_idle()
    for toggle in page.get_by_role("checkbox", name=re.compile("Tabel|tabel")).all():
        if toggle.is_visible() and not toggle.is_checked():
            toggle.focus()
            page.keyboard.press("Space")
            dasbor.wait_until_idle()
    for tab in page.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
            dasbor.wait_until_idle()
    for chart in page.locator(".js-plotly-plot").all()[:6]:
        box = chart.bounding_box()
        if box is None or not chart.is_visible():
            continue
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box() or box
        for step in range(1, 8):
            page.mouse.move(box["x"] + box["width"] * step / 8, box["y"] + box["height"] * ((step * 3) % 8) / 8)
    assert grown(page) == []


@pytest.mark.parametrize("level", ["kabupaten", "kecamatan", "desa"])
def test_no_tooltip_or_label_of_a_map_does(visit: Visit, hostile: Hostile, level: str) -> None:
    dasbor = visit(None, server=hostile.app)
    dasbor.open({"kabupaten": "/peta?", "kecamatan": "/peta?tingkat=kecamatan&", "desa": f"/peta?kec={KEC}&tingkat=desa&"}[level])
    kode = {"kabupaten": KAB, "kecamatan": KEC, "desa": DESA}[level]
    for _time in range(2):  # the values come with the first pointer in the map
        dasbor.hover_area(kode)
        dasbor.tooltip.wait_for()
        assert hostile.names[kode] in dasbor.tooltip.inner_text()
        dasbor.page.mouse.move(1, 1)
    dasbor.map.evaluate("() => { map.setZoom(map.getZoom() + 2, {animate: false}); }")
    assert grown(dasbor.page) == []


def test_a_search_for_an_attack_finds_the_desa_of_that_name(visit: Visit, hostile: Hostile) -> None:
    dasbor = opened(visit, hostile, "/desa")
    box = dasbor.page.get_by_role("textbox").first
    box.fill("<img src=x onerror=window.jahat=1>")
    box.press("Enter")
    dasbor.page.get_by_role("list", name="Hasil pencarian").or_(dasbor.page.get_by_text("Tidak ada")).first.wait_for()
    dasbor.wait_until_idle()
    assert grown(dasbor.page) == []


@pytest.mark.parametrize("parameter", ["tahun", "kab", "kec", "desa", "tingkat", "indikator", "program", "bahasa"])
def test_an_address_that_is_an_attack_is_a_quiet_notice(visit: Visit, hostile: Hostile, parameter: str) -> None:
    for attack in ("<img src=x onerror=window.jahat=1>", "[klik](javascript:window.jahat=1)", "![x](http://jahat.example/x.png)"):
        dasbor = opened(visit, hostile, f"/peta?{parameter}={quote(attack)}")
        assert grown(dasbor.page) == []


# -- files -------------------------------------------------------------------------------------------------------------


def fetched(hostile: Hostile, target: str) -> bytes:
    with urllib.request.urlopen(hostile.app.origin + target, timeout=60) as answer:
        return bytes(answer.read())


def test_open_data_keep_the_names_and_no_cell_is_a_formula(hostile: Hostile) -> None:
    rows = list(csv.DictReader(io.StringIO(fetched(hostile, f"/api/v1/desa.csv?kab={KAB}").decode("utf-8-sig"))))
    assert rows
    assert [cell for row in rows for cell in row.values() if FORMULA.match(cell or "") and not _is_number(cell)] == []
    body = json.loads(fetched(hostile, f"/api/v1/desa.json?kec={KEC}"))
    assert hostile.names[DESA] in json.dumps(body, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
    assert json.loads(fetched(hostile, f"/api/v1/desa.geojson?kec={KEC}"))["features"]


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", text))


def report(hostile: Hostile, form: str, folder: Path, *place: str) -> Path:
    """A report from the terminal."""
    out = folder / f"laporan.{form}"
    command = [sys.executable, "-m", "lib.cli", "laporan", *place, "--format", form, "--keluar", str(out)]
    environment = app_environment(hostile.var) | {"DASBOR_DATA_DIR": str(hostile.data), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.parametrize("place", [("--kab", KAB), ("--desa", DESA)], ids=["kabupaten", "desa"])
def test_a_pdf_report_prints_the_names_and_runs_none_of_them(hostile: Hostile, tmp_path: Path, place: tuple[str, str]) -> None:
    file = report(hostile, "pdf", tmp_path, *place)
    letters = re.sub(r"\s+", "", poppler.text(file.read_bytes()))
    assert re.sub(r"\s+", "", hostile.names[place[1]]) in letters
    assert "root:x:" not in letters
    raw = file.read_bytes()
    assert b"/JavaScript" not in raw
    assert b"jahat.example" not in raw.replace(b"\\", b"") or b"/URI" not in raw


def test_a_deck_shows_the_names_and_links_nowhere_of_theirs(hostile: Hostile, tmp_path: Path) -> None:
    with ZipFile(report(hostile, "pptx", tmp_path, "--kab", KAB)) as deck:
        relations = b"".join(deck.read(name) for name in deck.namelist() if name.endswith(".rels"))
        slides = b"".join(deck.read(name) for name in deck.namelist() if name.startswith("ppt/slides/slide"))
    assert b"jahat" not in relations
    assert b"javascript:" not in relations
    assert b"jahat" in slides


def test_a_workbook_has_the_names_as_text_and_no_formula_or_link(hostile: Hostile, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(report(hostile, "xlsx", tmp_path, "--kab", KAB))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("jahat" in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink and "jahat" in str(cell.hyperlink.target)] == []
