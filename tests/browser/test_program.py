"""The coverage page in the browser: what the eye reads is what the files hold, and every name leads somewhere."""

import csv
import io
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests import program_truth as truth
from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, Dasbor, number
from tests.browser.on_screen import TEXT_CONTRAST
from tests.browser.running_app import RunningApp

SECTIONS = ("matriks", "satu", "peta", "silang", "celah", "prioritas", "prestasi", "kaitan")
WITH_MAP = ("peta", "silang")
# The name of every row of the matrix, then the lines of each of its cells.
CELLS = """(rows) => rows.map((row) => [row.cells[0].innerText,
  ...[...row.cells].slice(1).map((cell) => cell.innerText.split("\\n"))])"""
HREFS = "(links) => links.map((link) => [link.href, link.target, link.rel])"
PESISIR_BARAT = "18.13"


def opened(visit: Visit, address: str, **options: object) -> Dasbor:
    """A page of ours, most of which have no map to wait for."""
    dasbor = visit(None, **options)
    dasbor.page.goto(dasbor.origin + address)
    settled(dasbor)
    if any(f"bagian={section}" in address for section in WITH_MAP):
        dasbor.wait_until_whole()
    return dasbor


def settled(dasbor: Dasbor) -> None:
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()


def matrix(dasbor: Dasbor) -> Locator:
    return dasbor.page.locator("table.d-matriks")


def heading(dasbor: Dasbor, start: str) -> Locator:
    """The heading that starts with these words."""
    return dasbor.page.get_by_role("heading", name=re.compile("^" + re.escape(start)))


def section(dasbor: Dasbor, name: str) -> None:
    dasbor.press("Bagian", name)
    settled(dasbor)


def test_the_matrix_on_the_screen_is_what_the_files_hold(visit: Visit) -> None:
    dasbor = opened(visit, "/program?tahun=2025")
    rows = matrix(dasbor).locator("tbody tr").evaluate_all(CELLS)
    names = {row["nama"]: kode for kode, row in truth.areas().items() if row["jenis"] in ("kabupaten", "kota")}
    assert len(rows) == 16
    for name, *cells in rows:
        for program, lines in zip(truth.PROGRAMS, cells, strict=True):
            reached, base = truth.reach(program, 2025, names.get(name, "18"))
            if base:
                assert lines[0] == f"{reached / base * 100:.1f}%".replace(".", ",")
                assert [number(part) for part in lines[1].split("/")] == [reached, base]
            else:
                assert lines[0].startswith("tidak ada")


def test_a_row_goes_into_the_area_and_a_heading_chooses_the_programme(visit: Visit) -> None:
    dasbor = opened(visit, "/program?urut=kode")
    dasbor.page.evaluate("window.tanda_uji = true")
    matrix(dasbor).get_by_role("link", name="Pesisir Barat", exact=True).click()
    dasbor.wait_for_parameters(kab=PESISIR_BARAT, urut="kode")
    expect(dasbor.headline).to_contain_text("89 dari 116 pekon di Kabupaten Pesisir Barat")
    matrix(dasbor).get_by_role("link", name="e-Samdes", exact=True).click()
    dasbor.wait_for_parameters(kab=PESISIR_BARAT, urut="kode", program="e_samdes")
    reached, base = truth.reach("e_samdes", 2024, PESISIR_BARAT)
    expect(dasbor.headline).to_contain_text(f"e-Samdes menjangkau {reached} dari {base} BUMDes")
    assert dasbor.page_is_marked(), "the page was not loaded anew"
    dasbor.page.go_back()
    dasbor.wait_for_parameters(kab=PESISIR_BARAT, urut="kode")
    expect(dasbor.headline).to_contain_text("Smart Village")


def test_which_desa_has_no_programme_is_answered_in_three_clicks(visit: Visit) -> None:
    dasbor = visit("/?tahun=2025")
    dasbor.page_link("Cakupan Program").click()
    dasbor.page.wait_for_url(re.compile("/program"))
    settled(dasbor)
    section(dasbor, "Belum terjangkau")
    dasbor.page.get_by_role("link", name="tidak satu pun", exact=True).click()
    settled(dasbor)
    known = [program for program in truth.PROGRAMS if truth.states(program, 2025)]
    missed = [kode for kode in truth.units(2025, False) if all(truth.states(program, 2025)[kode] != "sudah" for program in known)]
    expect(heading(dasbor, f"{len(missed)} desa di Provinsi Lampung tidak terjangkau")).to_be_visible()


def test_a_combination_opens_its_list_which_sorts_downloads_and_leads_to_profiles(visit: Visit) -> None:
    dasbor = opened(visit, "/program?bagian=celah&kab=18.03")
    expected = [kode for kode in truth.units(2024, False, "18.03") if truth.states("smart_village", 2024)[kode] != "sudah"]
    expect(heading(dasbor, f"{len(expected)} desa di Kabupaten Lampung Utara")).to_be_visible()
    listed = dasbor.page.locator("table.d-tabel:not(.d-kombinasi) tbody tr")
    expect(listed).to_have_count(len(expected))
    # A list that opens while the page scrolls closes again.
    dasbor.combobox("Urutkan menurut").scroll_into_view_if_needed()
    dasbor.choose("Urutkan menurut", "Nilai IDM")
    settled(dasbor)
    lowest = min(expected, key=lambda kode: truth.scores(2024)[kode][0])
    expect(listed.first.locator("td").first).to_have_text(lowest)
    with dasbor.page.expect_download() as download:
        dasbor.page.get_by_role("button", name="CSV").click()
    path = Path(str(download.value.path()))
    assert "contoh" in download.value.suggested_filename
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert sorted(row["Kode"] for row in rows) == sorted(expected)
    assert {row["Smart Village"] for row in rows} == {"belum"}

    combination = dasbor.page.locator("table.d-kombinasi tbody tr").first
    size = number(combination.locator("a").inner_text())
    combination.locator("a").click()
    settled(dasbor)
    expect(heading(dasbor, f"{size} desa di Kabupaten Lampung Utara")).to_be_visible()
    listed.first.get_by_role("link").click()
    dasbor.page.wait_for_url(re.compile(r"/desa\?.*desa=18\.03\."))
    expect(dasbor.headline).to_contain_text("IDM")


def test_the_cross_map_paints_every_area_in_the_colour_of_its_cell_and_its_tooltip_holds_both_figures(visit: Visit) -> None:
    # Tall enough for the whole map: a pointer that had to scroll first would land elsewhere.
    dasbor = opened(visit, "/program?bagian=silang&program=e_samdes&tahun=2023", size=(1440, 1300))
    cells = dasbor.page.locator("table.d-silang tbody td")
    expect(cells).to_have_count(9)
    counted: Counter[int] = Counter()
    wanted: dict[str, int] = {}
    for kode, row in truth.areas().items():
        if row["jenis"] != "kabupaten":
            continue
        reached, base = truth.reach("e_samdes", 2023, kode)
        good = [truth.scores(2023)[unit][1] in ("maju", "mandiri") for unit in truth.units(2023, False, kode)]
        share, status = round((reached or 0) / base, 3), round(sum(good) / len(good), 3)
        # On the screen much coverage stands on top.
        wanted[kode] = (2 - sum(share > edge for edge in (0.5, 0.9))) * 3 + sum(status > edge for edge in (0.5, 0.8))
        counted[wanted[kode]] += 1
    shown = cells.evaluate_all("(cells) => cells.map((cell) => [cell.lastChild.textContent.trim(), cell.style.background])")
    assert [number(text) for text, _colour in shown] == [counted[place] for place in range(9)]
    painted = dasbor.colours_of(list(wanted))
    for kode, place in wanted.items():
        red, green, blue = (int(part) for part in re.findall(r"\d+", shown[place][1])[:3])
        assert painted[kode] == f"#{red:02x}{green:02x}{blue:02x}", kode

    # The exact values arrive with the first pointer that enters the map.
    with dasbor.page.expect_response(lambda answer: "nilai-peta" in answer.url and "silang=" in answer.url):
        dasbor.hover_area("18.05")
    dasbor.hover_area("18.04")
    expect(dasbor.tooltip).to_contain_text("BUMDes")
    expect(dasbor.tooltip).to_contain_text("Persentase desa Maju atau Mandiri")
    dasbor.click_area("18.04")
    dasbor.wait_for_parameters(bagian="silang", program="e_samdes", tahun="2023", kab="18.04")
    dasbor.wait_for_level("kecamatan")
    expect(dasbor.headline).to_contain_text("Lampung Barat")


def test_a_change_of_year_repaints_the_coverage_map_in_place(visit: Visit) -> None:
    dasbor = opened(visit, "/program?bagian=peta&tingkat=desa")
    dasbor.mark()
    asked = len(dasbor.geometry_requests())
    dasbor.repainted(lambda: dasbor.choose("Tahun", "2022 · IDM · contoh"))
    dasbor.wait_for_parameters(bagian="peta", tingkat="desa", tahun="2022")
    assert dasbor.map_is_marked(), "the map was not mounted anew"
    assert len(dasbor.geometry_requests()) == asked
    states = Counter(truth.states("smart_village", 2022).values())
    assert (dasbor.legend["Terjangkau"], dasbor.legend["Belum terjangkau"]) == (states["sudah"], states["belum"])


def test_a_copied_address_shows_the_same_list_to_somebody_else(visit: Visit) -> None:
    mine = opened(visit, "/program?bagian=prioritas")
    mine.choose("Status paling tinggi", "Berkembang ke bawah (38)")
    mine.wait_for_parameters(bagian="prioritas", batas="berkembang")
    settled(mine)
    title = heading(mine, "38 desa di Provinsi Lampung berstatus Berkembang ke bawah")
    expect(title).to_be_visible()
    theirs = opened(visit, mine.page.url.removeprefix(mine.origin), fresh=True)
    expect(theirs.page.get_by_role("heading", name=title.inner_text())).to_be_visible()
    assert theirs.notices.count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PROJECTOR, PHONE])
def test_nothing_of_any_section_is_wider_than_the_window(visit: Visit, size: tuple[int, int]) -> None:
    dasbor = opened(visit, "/program", size=size)
    for name in SECTIONS:
        dasbor.page.goto(f"{dasbor.origin}/program?bagian={name}")
        settled(dasbor)
        if name in WITH_MAP:
            dasbor.wait_until_whole()
        wide = dasbor.main.evaluate("(main) => main.scrollWidth - main.clientWidth")
        assert wide <= 1, name
        choices = dasbor.page.get_by_role("radiogroup", name="Bagian", exact=True)
        assert choices.evaluate("(group) => group.scrollWidth - group.clientWidth") <= 1, "every section can be seen"
        if name == "silang":
            strip = dasbor.page.locator(".d-silang-bungkus")
            assert strip.evaluate("(strip) => strip.scrollWidth - strip.clientWidth") <= 1, "the legend is whole"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_of_ours_stands_out_from_its_ground(visit: Visit, theme: str) -> None:
    dasbor = opened(visit, "/program", theme=theme)
    for name in SECTIONS:
        dasbor.page.goto(f"{dasbor.origin}/program?bagian={name}&kec=18.04.15")
        settled(dasbor)
        assert dasbor.page.evaluate(TEXT_CONTRAST, ["[data-testid='stHtml'] *", 4.5]) == [], name


def test_the_keyboard_reaches_matrix_section_and_list(visit: Visit) -> None:
    dasbor = opened(visit, "/program")
    matrix(dasbor).get_by_role("link", name="Pesisir Barat", exact=True).focus()
    dasbor.page.keyboard.press("Enter")
    dasbor.wait_for_parameters(kab=PESISIR_BARAT)
    settled(dasbor)
    dasbor.radio("Bagian", "Matriks").focus()
    dasbor.page.keyboard.press("ArrowRight")
    dasbor.page.keyboard.press("Space")
    dasbor.page.wait_for_url(lambda url: "bagian=satu" in url)
    settled(dasbor)
    expect(dasbor.page.get_by_role("heading", name="Tahap Smart Village")).to_be_visible()


def test_sources_of_a_programme_lead_out_only_when_they_are_clicked(visit: Visit) -> None:
    dasbor = opened(visit, "/program?bagian=satu&program=smart_village")
    links = dasbor.page.locator(".d-definisi a").evaluate_all(
        "(links) => links.map((link) => [link.href, link.target, link.rel])"
    )
    assert links
    for href, target, rel in links:
        assert urlsplit(href).scheme in ("http", "https")
        assert (target, rel) == ("_blank", "noopener noreferrer")


@pytest.mark.real
def test_with_the_real_year_the_priority_list_is_of_the_published_status(
    visit: Visit, real_app: RunningApp, real_dir: Path
) -> None:
    with (real_dir / "idm_lampung_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        published = {row["kode_desa"]: row["status_idm"].strip().upper() for row in csv.DictReader(file)}
    behind = ("SANGAT TERTINGGAL", "TERTINGGAL", "BERKEMBANG")
    missed = [kode for kode, state in truth.states("smart_village", 2024).items() if state != "sudah"]
    expected = [kode for kode in missed if published.get(kode.replace(".", "")) in behind]
    dasbor = opened(visit, "/program?bagian=prioritas&batas=berkembang&tahun=2024", server=real_app)
    expect(heading(dasbor, f"{len(expected)} desa di Provinsi Lampung berstatus Berkembang ke bawah")).to_be_visible()
    shown = dasbor.page.locator("table.d-tabel tbody tr td:first-child").all_inner_texts()
    assert sorted(shown) == sorted(expected)
