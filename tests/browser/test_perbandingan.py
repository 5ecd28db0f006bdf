"""Perbandingan in a real browser: figures counted again, areas and sections in the address, dots that lead to a desa."""

from __future__ import annotations

import re
from statistics import fmean

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, Dasbor, number
from tests.browser.figures_by_hand import areas, codes_of, desa_counts, scores
from tests.browser.running_app import RunningApp

PATH = "/perbandingan"
SECTIONS = ("tabel", "lereng", "peta", "serupa", "peringkat", "sebaran")
KABUPATEN = codes_of(("kabupaten",))
DOTS = ".js-plotly-plot .scatterlayer .trace .points path"


def opened(visit: Visit, address: str, **more: object) -> Dasbor:
    """The page at an address, whole: it has no map to wait for."""
    dasbor = visit(None, **more)
    dasbor.page.goto(dasbor.origin + address)
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    return dasbor


def side_by_side(dasbor: Dasbor) -> dict[str, dict[str, str]]:
    """The figures of the comparison table by measure and head of the column, best and worst in words after them."""
    table = dasbor.page.locator("table.d-banding")
    heads = [re.sub(r"^\W+", "", text).strip() for text in table.locator("thead th").all_inner_texts()]
    rows = table.locator("tbody tr:not(.d-kelompok)").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, ' ')))"
    )
    return {row[0]: dict(zip(heads[1:], row[1:], strict=True)) for row in rows}


def first_number(text: str) -> float:
    """The figure at the start of a cell in Indonesian format."""
    return float(text.split()[0].rstrip("%").replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize(
    ("section", "size", "theme"),
    [
        *((section, DESKTOP, "light") for section in SECTIONS),
        *((section, PHONE, "dark") for section in SECTIONS),
        ("tabel", PROJECTOR, "dark"),
    ],
)
def test_every_section_opens_from_its_address_and_fits_the_window(visit: Visit, section: str, size: tuple[int, int], theme: str):
    dasbor = opened(visit, f"{PATH}?kab=18.04&bagian={section}", size=size, theme=theme)
    assert dasbor.badge.first.inner_text() == "Data contoh"
    assert dasbor.headline.inner_text().startswith("Kabupaten Lampung Barat: ")
    assert dasbor.main.evaluate("(node) => node.scrollWidth - node.clientWidth") <= 0


def test_the_figures_side_by_side_are_counts_of_the_rows(visit: Visit):
    dasbor = opened(visit, f"{PATH}?banding=18.04,18.13,18.72&tahun=2023")
    shown = side_by_side(dasbor)
    for kode in ("18.04", "18.13"):
        name = areas()[kode]["nama"]
        counts = desa_counts(2023, kode)
        inside = [row for code, row in scores()[2023].items() if code.startswith(kode + ".")]
        assert number(shown["Desa dinilai"][name]) == len(inside)
        assert first_number(shown["Mandiri"][name]) == pytest.approx(100 * counts["Mandiri"] / len(inside), abs=0.051)
        assert first_number(shown["Rata-rata nilai"][name]) == pytest.approx(
            fmean(float(row["nilai"]) for row in inside), abs=6e-5
        )
    assert shown["Mandiri"]["Kota Metro"] == "–"
    assert "terbaik" in shown["Mandiri"]["Lampung Barat"]
    assert "terlemah" in shown["Mandiri"]["Pesisir Barat"]
    assert number(shown["Desa dinilai"]["Provinsi Lampung"]) == len(scores()[2023])


def test_a_chosen_area_is_in_the_address_and_back_takes_it_out_again(visit: Visit):
    dasbor = opened(visit, f"{PATH}?banding=18.04,18.13")
    dasbor.page.get_by_role("combobox", name=re.compile("Wilayah yang disandingkan")).click()
    dasbor.page.get_by_role("option", name="Mesuji", exact=True).click()
    dasbor.page.locator("table.d-banding thead").get_by_text("Mesuji").wait_for()
    assert dasbor.parameters == {"banding": "18.04,18.13,18.11"}
    dasbor.page.keyboard.press("Escape")
    dasbor.page.go_back()
    dasbor.page.locator("table.d-banding thead").get_by_text("Mesuji").wait_for(state="detached")
    assert dasbor.parameters == {"banding": "18.04,18.13"}


def test_a_name_in_the_table_goes_to_that_area_in_the_same_section(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=peringkat")
    dasbor.page.evaluate("window.tanda_uji = true")
    dasbor.page.locator("table.d-urutan").first.get_by_role("link", name="Pringsewu").click()
    dasbor.page.get_by_text("Kabupaten Pringsewu: ").wait_for()
    assert dasbor.parameters == {"kab": "18.10", "bagian": "peringkat"}
    assert dasbor.page_is_marked()


def test_both_rankings_are_those_of_the_rows(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=peringkat&tahun=2024")
    share = {
        year: {kode: 100 * desa_counts(year, kode)["Mandiri"] / len(_rows(year, kode)) for kode in KABUPATEN}
        for year in (2023, 2024)
    }
    gained = {kode: share[2024][kode] - share[2023][kode] for kode in KABUPATEN}
    for table, figures in zip(dasbor.page.locator("table.d-urutan").all(), (share[2024], gained), strict=True):
        rows = table.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText))")
        assert len(rows) == 15
        printed = {kode: round(value, 1) for kode, value in figures.items()}
        for cells in rows[:13]:
            kode = next(code for code in KABUPATEN if areas()[code]["nama"] == re.sub(r"^\W+", "", cells[1]).strip())
            assert int(cells[0]) == 1 + sum(value > printed[kode] for value in printed.values())
            assert first_number(cells[3]) == pytest.approx(figures[kode], abs=0.051)


def _rows(year: int, within: str) -> list[dict[str, str]]:
    return [row for code, row in scores()[year].items() if code.startswith(within + ".")]


def test_a_click_on_a_dot_selects_its_desa_and_leads_to_its_profile(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=sebaran&lingkup=banding&kab=18.13")
    dasbor.page.locator(DOTS).first.wait_for()
    dasbor.page.evaluate("window.tanda_uji = true")
    # The first dot is the lowest score of the first status that has one: a desa that is behind.
    behind = min(_rows(2024, "18.13"), key=lambda row: (row["status"] != "tertinggal", row["kode_desa"]))
    box = dasbor.page.locator(DOTS).first.bounding_box()
    assert box is not None
    dasbor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dasbor.page.get_by_role("link", name=re.compile("Buka profil")).wait_for()
    assert dasbor.parameters["desa"] == behind["kode_desa"]
    assert dasbor.parameters["bagian"] == "sebaran"
    assert dasbor.page_is_marked()
    dasbor.page.get_by_role("link", name=re.compile("Buka profil")).click()
    dasbor.page.wait_for_url(re.compile(r"/desa\?desa=18\.13"))
    dasbor.headline.get_by_text(areas()[behind["kode_desa"]]["nama"]).wait_for()


def test_every_desa_is_a_dot(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=sebaran")
    dasbor.page.locator(DOTS).first.wait_for()
    dasbor.page.wait_for_function(
        "([query, n]) => document.querySelectorAll(query).length === n", arg=[DOTS, len(scores()[2024])]
    )


def test_the_small_maps_are_painted_and_counted_together(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=peta&banding=18.13,18.04,18.72")
    pictures = dasbor.page.locator("ul.d-peta-kecil img")
    assert pictures.count() == 3
    dasbor.page.wait_for_function(
        "() => [...document.querySelectorAll('ul.d-peta-kecil img')].every((image) => image.complete && image.naturalWidth)"
    )
    wanted: dict[str, int] = {}
    for kode in ("18.13", "18.04", "18.72"):
        for label, count in desa_counts(2024, kode).items():
            wanted[label] = wanted.get(label, 0) + count
    assert dasbor.legend == wanted


def test_a_new_instrument_leads_to_years_that_can_be_compared(visit: Visit):
    dasbor = opened(visit, f"{PATH}?bagian=lereng&tahun=2025")
    assert "dua alat ukur berbeda" in dasbor.notices.first.inner_text()
    dasbor.page.get_by_role("button", name="Lihat 2023–2024").click()
    dasbor.page.locator(".js-plotly-plot").wait_for()
    assert dasbor.parameters == {"bagian": "lereng"}


def test_a_hostile_address_falls_back_with_a_notice(visit: Visit):
    dasbor = opened(visit, f"{PATH}?banding=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E,18.04&bagian=%22%3E&kelompok=x")
    assert ["kelompok" in text or "banding" in text for text in dasbor.notices.all_inner_texts()] == [True, True]
    assert next(iter(side_by_side(dasbor)["Mandiri"])) == "Lampung Barat"


@pytest.mark.real
def test_with_the_real_years_pringsewu_improved_most(visit: Visit, real_app: RunningApp):
    dasbor = opened(visit, f"{PATH}?bagian=peringkat", server=real_app)
    assert dasbor.badge.count() == 0
    first = dasbor.page.locator("table.d-urutan").nth(1).locator("tbody tr").first.locator("th, td").all_inner_texts()
    assert first[1].strip() == "Pringsewu"
    assert first[3].startswith("+13,5")
