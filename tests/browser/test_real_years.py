"""After both real IDM years are imported, the screens show them, and the illustrative badge is gone for those years."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import number
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.real
# Mandiri to Sangat Tertinggal, as published.
PUBLISHED = {
    2023: {"Mandiri": 181, "Maju": 1008, "Berkembang": 1253, "Tertinggal": 4, "Sangat Tertinggal": 0},
    2024: {"Mandiri": 359, "Maju": 1164, "Berkembang": 919, "Tertinggal": 4, "Sangat Tertinggal": 0},
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_overview_shows_the_published_counts_without_the_badge(visit: Visit, real_app: RunningApp, year: int) -> None:
    dasbor = visit(f"/?tahun={year}", server=real_app)
    cards = dasbor.cards
    assert {label: number(cards[label]) for label in PUBLISHED[year]} == PUBLISHED[year]
    assert dasbor.badge.count() == 0
    # One says it in words, too, with 4 desa that are behind.
    headline = dasbor.headline.inner_text().replace("\n", " ")
    assert headline.startswith(f"{PUBLISHED[year]['Mandiri']} dari 2.446 desa")
    assert "4 masih Tertinggal" in headline


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_map_of_desa_shows_the_published_counts_without_the_badge(visit: Visit, real_app: RunningApp, year: int) -> None:
    dasbor = visit(f"/peta?tahun={year}&tingkat=desa", server=real_app)
    assert {label: dasbor.legend[label] for label in PUBLISHED[year]} == PUBLISHED[year]
    assert dasbor.badge.count() == 0


def test_the_year_that_opens_is_the_newest_real_one_and_the_others_keep_their_badge(visit: Visit, real_app: RunningApp) -> None:
    dasbor = visit("/", server=real_app)
    assert "pada 2024" in dasbor.headline.inner_text()
    assert dasbor.combobox("Tahun").input_value() == "2024 · IDM"
    assert visit("/?tahun=2022", server=real_app).badge.inner_text() == "Data contoh"
    assert visit("/?tahun=2025", server=real_app).badge.inner_text() == "Data contoh"


def test_a_kabupaten_counts_the_rows_of_the_file(visit: Visit, real_app: RunningApp, real_dir: Path) -> None:
    with (real_dir / "idm_lampung_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    code = next(name for name in rows[0] if "KODE_DESA" in name.upper())
    status = next(name for name in rows[0] if "STATUS" in name.upper())
    counted = Counter(row[status].strip().title() for row in rows if row[code].replace(".", "").startswith("1804"))
    cards = visit("/?tahun=2024&kab=18.04", server=real_app).cards
    assert {label: number(cards[label]) for label in PUBLISHED[2024]} == {label: counted[label] for label in PUBLISHED[2024]}
