"""Reports and pictures taken away from the pages in a real browser: what is saved is a whole file with the right name."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import poppler
from tests.browser.conftest import Visit
from tests.browser.dasbor import DESKTOP, PHONE, Dasbor
from tests.browser.inquiry import grave_findings

# A worker starts and opens the data before it draws, on a machine that may be busy.
PATIENCE_MS = 120_000


def opened(visit: Visit, address: str, **options: object) -> Dasbor:
    dasbor = visit(None, **options)
    dasbor.page.goto(dasbor.origin + address)
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    return dasbor


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "ponsel"])
def test_a_report_is_cancelled_asked_for_again_and_saved(visit: Visit, size: tuple[int, int], theme: str) -> None:
    poppler.require()
    dasbor = opened(visit, "/desa?desa=18.04.15.2004&tahun=2024", size=size, theme=theme)
    ask = dasbor.page.get_by_role("button", name="Profil PDF: Pekon Trimulyo")
    ask.click()
    cancel = dasbor.page.get_by_role("button", name="Batalkan")
    save = dasbor.page.get_by_role("button", name="Simpan profil")
    expect(cancel.or_(save).first).to_be_visible(timeout=PATIENCE_MS)
    if cancel.is_visible():  # a profile may be made before anybody can change their mind
        assert grave_findings(dasbor.page) == []
        cancel.click()
        expect(ask.or_(save).first).to_be_enabled(timeout=PATIENCE_MS)
    if not save.is_visible():
        ask.click()
    expect(save).to_be_visible(timeout=PATIENCE_MS)
    assert grave_findings(dasbor.page) == []
    with dasbor.page.expect_download(timeout=PATIENCE_MS) as started:
        save.click()
    assert started.value.suggested_filename == "profil-pekon-trimulyo-18-04-15-2004-2024-contoh.pdf"
    assert "Pekon Trimulyo" in poppler.text(Path(str(started.value.path())).read_bytes())


def test_a_chart_is_saved_as_both_kinds_of_picture(visit: Visit) -> None:
    dasbor = opened(visit, "/perkembangan?kab=18.04&tahun=2024")
    dasbor.page.get_by_text("Tabel dan unduhan").first.click()
    for kind, ending in (("PNG", "png"), ("SVG", "svg")):
        button = dasbor.page.get_by_role("button", name=kind, exact=True).first
        button.wait_for()
        with dasbor.page.expect_download(timeout=PATIENCE_MS) as started:
            button.click()
        assert started.value.suggested_filename == f"komposisi-status-kabupaten-lampung-barat-contoh.{ending}"
        content = Path(str(started.value.path())).read_bytes()
        if kind == "PNG":
            assert content.startswith(b"\x89PNG")
        else:
            assert "Kabupaten Lampung Barat" in " ".join(ET.fromstring(content).itertext())
