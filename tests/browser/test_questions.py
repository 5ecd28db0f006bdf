"""The questions that officials come with, each answered in at most three clicks from the start, from the real years."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.figures_by_hand import areas, codes_of
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.real
PESISIR_BARAT = "18.13"


def statuses(real_dir: Path, year: int) -> dict[str, str]:
    """Status by code of the desa, straight from the ministry's file."""
    with (real_dir / f"idm_lampung_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    dotted = {kode.replace(".", ""): kode for kode in areas()}
    return {dotted[row["kode_desa"]]: row["status_idm"].strip().title() for row in rows}


def test_which_desa_in_pesisir_barat_are_still_tertinggal(visit: Visit, real_app: RunningApp, real_dir: Path) -> None:
    behind = {
        kode
        for kode, status in statuses(real_dir, 2024).items()
        if status == "Tertinggal" and kode.startswith(PESISIR_BARAT + ".")
    }
    assert len(behind) == 4
    dasbor = visit("/", server=real_app)
    dasbor.page.locator("table.d-peringkat").get_by_role("link", name="Pesisir Barat").click()
    dasbor.wait_for_parameters(kab=PESISIR_BARAT)
    dasbor.page_link("Profil Desa").click()
    dasbor.page.get_by_text("Daftar semua pekon").click()
    rows = dasbor.page.locator("table.d-tabel tbody tr")
    expect(rows.first).to_contain_text("Tertinggal")
    texts = rows.all_inner_texts()
    assert {kode for kode in behind if any(kode in text for text in texts[:4])} == behind, "the lowest come first"


def test_which_kabupaten_improved_most(visit: Visit, real_app: RunningApp, real_dir: Path) -> None:
    share: dict[int, dict[str, float]] = defaultdict(dict)
    for year in (2023, 2024):
        found = statuses(real_dir, year)
        for kab in codes_of(("kabupaten",)):
            counted = Counter(status for kode, status in found.items() if kode.startswith(kab + "."))
            share[year][kab] = counted["Mandiri"] / counted.total()
    best = max(share[2024], key=lambda kab: share[2024][kab] - share[2023][kab])
    dasbor = visit("/", server=real_app)
    # Not one click: the overview says it.
    changes = dasbor.page.get_by_role("heading", name="Perubahan terbesar").locator(
        "xpath=ancestor::*[@data-testid='stColumn'][1]"
    )
    expect(changes.get_by_role("link").first).to_have_text(areas()[best]["nama"])
