"""Kelola Data in a real browser: a real file from the upload to the published numbers, and every step for everybody."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from lib.domain.roles import terminal
from lib.store.accounts import add_account
from lib.store.engine import open_engine
from lib.store.seed import ensure_seeded
from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, PROJECTOR, Dasbor, number
from tests.browser.inquiry import grave_findings
from tests.browser.keys import Keys
from tests.browser.on_screen import TEXT_CONTRAST
from tests.browser.running_app import RunningApp, running_app
from tests.browser.test_real_years import PUBLISHED
from tests.importing.files import csv_bytes, per_desa_rows

SANDI = "tujuh gajah putih"
SIZES = {"desktop": DESKTOP, "proyektor": PROJECTOR, "ponsel": PHONE}
STEPS = ("isi", "temuan", "banding", "terbit")
STRANGE = ("Nomor", "Wil.", "Kec", "Nama Pekon", "Thn", "Sos", "Eko", "Ling", "Hasil", "Golongan")
ONLY_THERE = {
    "isi": ".d-kelola-isi",
    "temuan": ".st-key-kelola_unduh_laporan",
    "banding": ".d-kelola-jumlah",
    "terbit": ".st-key-kelola_buang",
}
TEXT = 4.5


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The application as it ships, with a manager and an operator."""
    var = tmp_path_factory.mktemp("kelola")
    engine = open_engine(f"sqlite:///{var / 'dasbor.sqlite'}")
    ensure_seeded(engine)
    add_account(engine, "sri", SANDI, "pengelola", None, pelaku=terminal("uji"))
    add_account(engine, "op.lambar", SANDI, "operator", "18.04", pelaku=terminal("uji"))
    engine.dispose()
    with running_app(var) as started:
        yield started


def faulty() -> bytes:
    """A file of one kabupaten with findings of every weight."""
    rows = per_desa_rows("18.09", 2022)
    rows[3][8] = "delapan"
    rows[7][0] = "1809019999"
    return csv_bytes(rows)


def settled(dasbor: Dasbor) -> None:
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()


def entered(visit: Visit, server: RunningApp, nama: str = "sri", query: str = "", **options: object) -> Dasbor:
    """Signed in with nothing but the keyboard."""
    dasbor = visit(None, server=server, **options)
    page = dasbor.page
    page.goto(f"{dasbor.origin}/kelola{query}")
    page.locator("input[autocomplete=username]").focus()
    page.keyboard.type(nama)
    page.keyboard.press("Tab")
    page.keyboard.type(SANDI)
    page.keyboard.press("Enter")
    keyed(dasbor, "masuk_keluar").wait_for()
    settled(dasbor)
    return dasbor


def keyed(dasbor: Dasbor, key: str) -> Locator:
    return dasbor.page.locator(f".st-key-{key}")


def press(dasbor: Dasbor, key: str) -> None:
    keyed(dasbor, key).get_by_role("button").click()


def upload(dasbor: Dasbor, name: str, data: bytes) -> None:
    keyed(dasbor, "kelola_unggah").locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    keyed(dasbor, "kelola_ganti").wait_for()
    settled(dasbor)


def at_step(dasbor: Dasbor, step: str) -> None:
    keyed(dasbor, "kelola_langkah").get_by_role("radio").nth(STEPS.index(step)).click()
    dasbor.page.locator(ONLY_THERE[step]).first.wait_for()
    settled(dasbor)


def download(dasbor: Dasbor, key: str) -> tuple[str, bytes]:
    with dasbor.page.expect_download() as started:
        press(dasbor, key)
    return started.value.suggested_filename, started.value.path().read_bytes()


def counts(dasbor: Dasbor, title: str) -> dict[str, int]:
    """A row of counts by its name."""
    items = dasbor.page.get_by_role("list", name=title, exact=True).get_by_role("listitem")
    pairs = items.evaluate_all(
        "(all) => all.map((it) => [it.querySelector('span').innerText, it.querySelector('strong').innerText])"
    )
    return {name: number(count) for name, count in pairs}


def for_everybody(dasbor: Dasbor) -> list[str]:
    """What keeps somebody from using what is on the screen now: axe, contrast, sideways scrolling."""
    wide, visible = dasbor.main.evaluate("(it) => [it.scrollWidth, it.clientWidth]")
    scrolls = [f"{wide} px of content on {visible} px"] if wide > visible else []
    return [
        *grave_findings(dasbor.page),
        *dasbor.page.evaluate(TEXT_CONTRAST, ["[class^='d-'], [class^='d-'] *", TEXT]),
        *scrolls,
    ]


# -- the real files ----------------------------------------------------------------------------------------------------


def rows_of(data: bytes) -> dict[str, tuple[str, str]]:
    """(score as printed, status) by code, straight out of the file."""
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row["kode_desa"]: (f"{float(row['nilai_idm']):.4f}", row["status_idm"].strip().title()) for row in reader}


@pytest.mark.real
def test_the_real_years_go_from_the_upload_to_the_published_numbers(visit: Visit, staffed: RunningApp, real_dir: Path) -> None:
    files = {year: (real_dir / f"idm_lampung_{year}.csv").read_bytes() for year in PUBLISHED}
    dasbor = entered(visit, staffed)
    for year, data in files.items():
        upload(dasbor, f"idm_lampung_{year}.csv", data)
        at_step(dasbor, "temuan")
        assert list(counts(dasbor, "Baris dan temuan").values())[:3] == [2446, 2446, 0]
        at_step(dasbor, "banding")
        if year == 2024:
            compared_by_hand(dasbor, rows_of(files[2023]), rows_of(files[2024]))
        expect(dasbor.page.get_by_text("70 dari 70 sama dengan berkas ini")).to_be_visible()
        at_step(dasbor, "terbit")
        keyed(dasbor, "kelola_catatan").locator("textarea").fill(f"IDM {year} dari kementerian")
        # Until now readers see what they saw.
        assert visit(f"/?tahun={year}", server=staffed).badge.count() == 1
        press(dasbor, "kelola_kirim_terbit")
        keyed(dasbor, "kelola_lagi").wait_for()
        settled(dasbor)
        expect(dasbor.page.get_by_text("sudah terbit. Pembaca melihatnya sekarang.")).to_be_visible()
        overview = visit(f"/?tahun={year}", server=staffed)
        cards = overview.cards
        assert {label: number(cards[label]) for label in PUBLISHED[year]} == PUBLISHED[year]
        assert overview.badge.count() == 0
        press(dasbor, "kelola_lagi")
        keyed(dasbor, "kelola_unggah").wait_for()
        settled(dasbor)
    dasbor.press("Bagian halaman", "Versi data")
    settled(dasbor)
    name, original = download(dasbor, "kelola_unduh_asli")
    assert name == "idm-lampung-2024.csv"
    assert hashlib.sha256(original).digest() == hashlib.sha256(files[2024]).digest()


def compared_by_hand(dasbor: Dasbor, old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]) -> None:
    both = old.keys() & new.keys()
    same = sum(old[kode] == new[kode] for kode in both)
    assert counts(dasbor, "Dibanding tahun 2023") == {
        "Berubah": len(both) - same,
        "Baru": len(new.keys() - both),
        "Tidak ada lagi": len(old.keys() - both),
        "Tetap": same,
    }
    flows = Counter((old[kode][1], new[kode][1]) for kode in both)
    table = dasbor.page.locator("table.d-kelola-arus")
    heads = [text.strip() for text in table.locator("thead th").all_inner_texts()][1:]
    for row in table.locator("tbody tr").all():
        before = row.locator("th").inner_text().strip()
        cells = [number(text) for text in row.locator("td").all_inner_texts()]
        assert cells == [flows[before, after] for after in heads]
    assert sum(flows.values()) == len(both)


# -- reports -----------------------------------------------------------------------------------------------------------


def test_the_report_and_the_marked_file_name_the_same_cells(visit: Visit, staffed: RunningApp) -> None:
    dasbor = entered(visit, staffed)
    upload(dasbor, "keliru.csv", faulty())
    at_step(dasbor, "temuan")
    told = counts(dasbor, "Baris dan temuan")
    assert told["Baris dibaca"] == told["Diterima"] + told["Ditolak"] == 144
    name, data = download(dasbor, "kelola_unduh_laporan")
    assert name == "laporan-keliru.xlsx"
    findings = load_workbook(io.BytesIO(data))["Temuan"]
    assert findings.max_row - 1 == sum(count for label, count in told.items() if label.startswith("Temuan"))
    places = {(row[2], str(row[3])[0]) for row in findings.iter_rows(min_row=2, values_only=True) if row[0] == "menolak"}
    assert places == {(5, "I"), (9, "A")}
    name, data = download(dasbor, "kelola_unduh_bertanda")
    assert name == "bertanda-keliru.xlsx"
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {("I5", True), ("A9", True)} == {(at, sheet[at].comment is not None) for at in ("I5", "A9")}
    press(dasbor, "kelola_ganti")
    keyed(dasbor, "kelola_unggah").wait_for()


def test_another_tab_is_not_signed_in(visit: Visit, staffed: RunningApp) -> None:
    entered(visit, staffed)
    other = visit(None, server=staffed)
    other.page.goto(f"{other.origin}/kelola?bagian=jejak")
    settled(other)
    expect(other.page.locator("input[autocomplete=username]")).to_be_visible()
    expect(keyed(other, "kelola_jejak_urut")).to_have_count(0)


def test_leaving_for_another_page_keeps_the_file_and_the_sign_in(visit: Visit, staffed: RunningApp) -> None:
    dasbor = entered(visit, staffed)
    upload(dasbor, "keliru.csv", faulty())
    dasbor.sidebar.get_by_role("link", name="Data & Unduhan").click()
    dasbor.page.wait_for_url("**/data**")
    settled(dasbor)
    dasbor.sidebar.get_by_role("link", name="Kelola Data").click()
    keyed(dasbor, "kelola_ganti").wait_for()
    expect(dasbor.page.get_by_text("keliru.csv")).to_be_visible()


# -- with keys alone ---------------------------------------------------------------------------------------------------


def test_the_whole_import_is_done_with_keys_alone(visit: Visit, staffed: RunningApp) -> None:
    rows = per_desa_rows("18.13", 2022)
    rows[4][9] = "MANDIRI" if rows[4][9] != "MANDIRI" else "MAJU"
    dasbor = entered(visit, staffed)
    keys = Keys(dasbor.page)
    settled(dasbor)
    # The browser hands choosers over from the first listener on, but not at once: a key pressed just then opened none.
    dasbor.page.on("filechooser", lambda _chooser: None)
    keys.to("Pilih berkas", "Berkas yang akan diimpor", "Upload", "Browse")
    with dasbor.page.expect_file_chooser() as chooser:
        dasbor.page.keyboard.press("Enter")
    chooser.value.set_files({"name": "papan-tik.csv", "mimeType": "text/csv", "buffer": csv_bytes(rows)})
    keyed(dasbor, "kelola_ganti").wait_for()
    settled(dasbor)
    for step in ("temuan", "banding", "terbit"):
        keys.press("Lanjut")
        dasbor.page.locator(ONLY_THERE[step]).first.wait_for()
        settled(dasbor)
    # Back by the row of steps, as arrow keys move among choices, and forward again.
    steps = keyed(dasbor, "kelola_langkah").get_by_role("radio")
    for place in (2, 3):
        steps.nth(5 - place).focus()
        dasbor.page.keyboard.press("ArrowLeft" if place == 2 else "ArrowRight")
        dasbor.page.keyboard.press("Space")
        dasbor.page.locator(ONLY_THERE[STEPS[place]]).first.wait_for()
        settled(dasbor)
    keys.to("Catatan")
    dasbor.page.keyboard.type("Tanpa tetikus")
    keys.press("Terbitkan")
    keyed(dasbor, "kelola_lagi").wait_for()
    settled(dasbor)
    expect(dasbor.page.get_by_text("papan-tik.csv sudah terbit.")).to_be_visible()
    dasbor.page.locator(".st-key-f_bagian_kelola").get_by_role("radio").nth(0).focus()
    dasbor.page.keyboard.press("ArrowRight")
    dasbor.page.keyboard.press("Space")
    dasbor.wait_for_parameters(bagian="versi")
    settled(dasbor)
    keys.press("Temuan saat diimpor")
    settled(dasbor)
    expect(keyed(dasbor, "kelola_unduh_bertanda_versi")).to_be_visible()
    assert keys.unseen == []


# -- for everybody -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "theme", "language"), [("desktop", "light", "id"), ("proyektor", "dark", "en"), ("ponsel", "dark", "id")]
)
def test_every_step_is_for_everybody(visit: Visit, staffed: RunningApp, size: str, theme: str, language: str) -> None:
    found: dict[str, list[str]] = {}
    query = "?bahasa=en" if language == "en" else ""
    outside = visit(None, server=staffed, size=SIZES[size], theme=theme)
    outside.page.goto(f"{outside.origin}/kelola{query}")
    settled(outside)
    found["masuk"] = for_everybody(outside)
    dasbor = entered(visit, staffed, query=query, size=SIZES[size], theme=theme)
    found["unggah"] = for_everybody(dasbor)
    upload(dasbor, "keliru.csv", faulty())
    for step in STEPS:
        at_step(dasbor, step)
        found[step] = for_everybody(dasbor)
    press(dasbor, "kelola_ganti")
    keyed(dasbor, "kelola_unggah").wait_for()
    upload(dasbor, "baik.csv", csv_bytes(per_desa_rows("18.09", 2022)))
    at_step(dasbor, "terbit")
    found["terbit (boleh)"] = for_everybody(dasbor)
    press(dasbor, "kelola_kirim_draf")
    keyed(dasbor, "kelola_lagi").wait_for()
    settled(dasbor)
    found["selesai"] = for_everybody(dasbor)
    press(dasbor, "kelola_lagi")
    keyed(dasbor, "kelola_unggah").wait_for()
    upload(dasbor, "aneh.csv", csv_bytes(per_desa_rows("18.09", 2022), STRANGE))
    keyed(dasbor, "kelola_petaan_jenis").wait_for()
    found["petaan"] = for_everybody(dasbor)
    for section in ("versi", "jejak"):
        dasbor.page.locator(".st-key-f_bagian_kelola").get_by_role("radio").nth(1 if section == "versi" else 2).click()
        dasbor.wait_for_parameters(bagian=section, **({"bahasa": "en"} if language == "en" else {}))
        settled(dasbor)
        found[section] = for_everybody(dasbor)
    assert {place: told for place, told in found.items() if told} == {}
