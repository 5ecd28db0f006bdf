"""Profil Desa in a real browser: found in three clicks, figures counted again, neighbours that lead on, axe."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, number
from tests.browser.figures_by_hand import areas, desa_counts, scores
from tests.browser.running_app import RunningApp

PATH = "/desa"
TRIMULYO = "18.04.15.2004"
YEAR = 2024
# IDM: a status ends with this score, the next begins above it; scores have four decimals (regulation 2 of 2016).
ENDS = {"sangat_tertinggal": 0.4907, "tertinggal": 0.5989, "berkembang": 0.7072, "maju": 0.8155}
NEXT = {"sangat_tertinggal": "Tertinggal", "tertinggal": "Berkembang", "berkembang": "Maju", "maju": "Mandiri"}
STEP = 0.0001


def comma(value: float) -> str:
    """Four decimals in Indonesian format."""
    return f"{value:.4f}".replace(".", ",")


def rank_by_hand(values: dict[str, float], kode: str, within: str) -> int:
    """One more than the desa of an area that have a greater score."""
    return 1 + sum(value > values[kode] for other, value in values.items() if other.startswith(within + "."))


@pytest.mark.parametrize(
    ("address", "size", "theme"),
    [
        (f"?desa={TRIMULYO}", DESKTOP, "light"),
        (f"?desa={TRIMULYO}", PROJECTOR, "dark"),
        (f"?desa={TRIMULYO}", PHONE, "dark"),
        ("?kab=18.13", PHONE, "light"),
        ("?kec=18.04.15", PROJECTOR, "light"),
    ],
)
def test_every_profile_opens_from_its_address_and_fits_the_window(visit: Visit, address: str, size: tuple[int, int], theme: str):
    dasbor = visit(PATH + address, size=size, theme=theme)
    name = areas()[address.partition("=")[2]]["nama"]
    assert name in dasbor.headline.inner_text()
    assert dasbor.badge.first.inner_text() == "Data contoh"
    assert dasbor.main.evaluate("(node) => node.scrollWidth - node.clientWidth") <= 0


def test_how_far_trimulyo_is_from_the_next_status_takes_three_clicks_from_the_start(visit: Visit):
    dasbor = visit("/")
    dasbor.page_link("Profil Desa").click()
    box = dasbor.page.get_by_role("textbox", name="Cari desa atau kelurahan")
    box.fill("trimulio")
    box.press("Enter")
    found = dasbor.page.get_by_role("listitem").filter(has_text="Lampung Barat").filter(has_text=TRIMULYO)
    found.get_by_role("link").click()
    dasbor.wait_for_parameters(desa=TRIMULYO)
    score = float(scores()[YEAR][TRIMULYO]["nilai"])
    missing = ENDS[scores()[YEAR][TRIMULYO]["status"]] + STEP - score
    expect(dasbor.headline).to_contain_text(f"kurang {comma(missing)} menuju {NEXT[scores()[YEAR][TRIMULYO]['status']]}")


def test_the_figures_of_a_desa_are_those_of_the_rows(visit: Visit):
    dasbor = visit(f"{PATH}?desa={TRIMULYO}&tahun={YEAR}")
    values = {kode: float(row["nilai"]) for kode, row in scores()[YEAR].items() if row["nilai"]}
    cards = dasbor.cards
    assert cards["Nilai IDM"] == comma(values[TRIMULYO])
    ranks = {label: number(value) for label, value in cards.items() if label.startswith("Peringkat di ")}
    assert ranks == {
        "Peringkat di Kecamatan Gedung Surian": rank_by_hand(values, TRIMULYO, TRIMULYO[:8]),
        "Peringkat di Kabupaten Lampung Barat": rank_by_hand(values, TRIMULYO, TRIMULYO[:5]),
        "Peringkat di Provinsi Lampung": rank_by_hand(values, TRIMULYO, "18"),
    }


def test_the_history_shows_each_year_and_the_break_between_the_two_instruments(visit: Visit):
    dasbor = visit(f"{PATH}?desa={TRIMULYO}")
    years = dasbor.page.locator("ol.d-riwayat > li").all_inner_texts()
    broken = [place for place, text in enumerate(years) if "alat ukur berganti" in text]
    assert [text[:4] for text in years if text[:2] == "20"] == [str(year) for year in sorted(scores())]
    assert [years[place - 1][:8] + " " + years[place + 1][:7] for place in broken] == ["2024 IDM 2025 ID"]


def test_a_neighbour_leads_to_its_profile_and_back_returns(visit: Visit):
    dasbor = visit(f"{PATH}?desa={TRIMULYO}")
    dasbor.mark()
    table = dasbor.page.get_by_role("table").filter(has_text="Jarak (km)")
    neighbour = table.get_by_role("link").first
    name = neighbour.inner_text()
    neighbour.click()
    expect(dasbor.headline).to_contain_text(name)
    assert dasbor.parameters["desa"] != TRIMULYO
    assert dasbor.page_is_marked()
    dasbor.page.go_back()
    expect(dasbor.headline).to_contain_text("Trimulyo")
    assert dasbor.parameters == {"desa": TRIMULYO}


def test_the_profile_of_a_kabupaten_counts_its_rows(visit: Visit):
    dasbor = visit(f"{PATH}?kab=18.13&tahun={YEAR}")
    counted = desa_counts(YEAR, "18.13")
    assert {label: number(dasbor.cards[label]) for label in ("Mandiri", "Maju", "Tertinggal")} == {
        label: counted[label] for label in ("Mandiri", "Maju", "Tertinggal")
    }


@pytest.mark.real
def test_the_score_of_a_desa_is_the_one_of_the_ministrys_file(visit: Visit, real_app: RunningApp, real_dir: Path):
    with (real_dir / "idm_lampung_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["kode_desa"] == TRIMULYO.replace(".", ""))
    dasbor = visit(f"{PATH}?desa={TRIMULYO}&tahun=2024", server=real_app)
    assert dasbor.cards["Nilai IDM"] == comma(float(row["nilai_idm"]))
    # The year is official; the programmes beneath are not, and say so themselves.
    assert "Rincian per desa dibuat oleh program" not in dasbor.main.inner_text()
