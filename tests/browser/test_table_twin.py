"""The table twin: the same figures as the map for a reader without a mouse, sorted, paged, downloaded."""

import csv
import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import Dasbor, number
from tests.browser.figures_by_hand import NAMES, areas, codes_of, desa_counts, scores

INDEKS = "Nilai IDM"


def download(dasbor: Dasbor, kind: str) -> tuple[str, Path]:
    with dasbor.page.expect_download() as started:
        dasbor.page.get_by_role("button", name=kind, exact=True).click()
    return started.value.suggested_filename, started.value.path()


def test_the_table_counts_every_kabupaten_as_the_rows_do(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=2023")
    dasbor.show_table()
    rows = dasbor.table_rows()
    assert [row["Kode"] for row in rows] == codes_of(("kabupaten", "kota"))
    for row in rows:
        counts = desa_counts(2023, row["Kode"])
        assert row["Nama"] == areas()[row["Kode"]]["nama"]
        for label in NAMES.values():
            assert number(row[label]) == counts[label], row


def test_the_table_of_all_desa_is_sorted_and_paged(visit: Visit) -> None:
    dasbor = visit("/peta?tingkat=desa&indikator=nilai")
    dasbor.show_table()
    first = dasbor.table_rows()
    assert len(first) == 50
    dasbor.choose("Urutkan menurut", INDEKS)
    dasbor.press("Arah", "Turun")
    sorted_head = dasbor.table.locator('th[aria-sort="descending"]')
    expect(sorted_head).to_have_text(INDEKS)
    best = sorted((float(row["nilai"]) for row in scores()[2024].values()), reverse=True)
    shown = [float(row[INDEKS].replace(",", ".")) for row in dasbor.table_rows()]
    assert shown == best[:50]
    dasbor.page.get_by_role("button", name="Halaman 2", exact=True).click()
    expect(dasbor.table.locator("caption")).to_contain_text("51–100")
    shown = [float(row[INDEKS].replace(",", ".")) for row in dasbor.table_rows()]
    assert shown == best[50:100]


def test_a_name_in_the_table_leads_into_its_area(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    dasbor.show_table()
    dasbor.table.get_by_role("link", name="Lampung Barat", exact=True).click()
    dasbor.wait_for_parameters(kab="18.04")
    dasbor.wait_for_level("kecamatan")
    assert dasbor.page_is_marked()
    expect(dasbor.table, "the table stays open").to_be_visible()


def test_downloads_open_and_hold_the_numbers_of_the_screen(visit: Visit) -> None:
    dasbor = visit("/peta?kab=18.04&tingkat=desa&indikator=nilai")
    dasbor.show_table()
    screen = dasbor.table_rows()
    everything = {kode: row for kode, row in scores()[2024].items() if kode.startswith("18.04.")}

    name, path = download(dasbor, "CSV")
    assert name.endswith(".csv")
    assert "contoh" in name
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {row["Kode"]: float(row[INDEKS]) for row in rows if row[INDEKS]} == {
        kode: float(row["nilai"]) for kode, row in everything.items()
    }
    for shown, row in zip(screen, rows, strict=False):
        assert shown["Kode"] == row["Kode"]
        assert shown["Nama"] == row["Nama"]
        assert shown[INDEKS] == (f"{float(row[INDEKS]):.4f}".replace(".", ",") if row[INDEKS] else "–")

    name, path = download(dasbor, "XLSX")
    assert name.endswith(".xlsx")
    assert "contoh" in name
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    data, source = book.worksheets
    head, *cells = data.iter_rows(values_only=True)
    place = {label: number for number, label in enumerate(head)}
    assert {row[place["Kode"]]: row[place[INDEKS]] for row in cells if row[place[INDEKS]] is not None} == {
        kode: float(row["nilai"]) for kode, row in everything.items()
    }
    words = " ".join(str(cell) for row in source.iter_rows(values_only=True) for cell in row)
    assert "Data contoh" in words
