"""The address holds the whole view: copied, carried from page to page, or full of nonsense."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

ADDRESSES = (
    "/?tahun=2023&kab=18.04",
    "/peta?tahun=2022&kec=18.04.04&indikator=nilai&klasifikasi=kuantil",
    "/peta?desa=18.04.04.2002",
    "/peta?tahun=2025&tingkat=kecamatan&indikator=dim_dld",
    "/peta?indikator=cakupan&program=kpb&bahasa=en",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copied_address_shows_the_same_view_to_somebody_else(visit: Visit, address: str) -> None:
    mine = visit(address)
    theirs = visit(mine.page.url.removeprefix(mine.origin), fresh=True)
    assert theirs.parameters == mine.parameters
    assert theirs.headline.inner_text() == mine.headline.inner_text()
    assert theirs.legend == mine.legend
    assert theirs.painted == mine.painted
    assert theirs.map_view == mine.map_view
    assert theirs.notices.count() == 0


def test_a_view_reached_by_clicking_can_be_copied(visit: Visit) -> None:
    mine = visit("/peta")
    mine.choose("Tahun", "2023 · IDM · contoh")
    mine.wait_for_parameters(tahun="2023")
    mine.click_area("18.06")
    mine.wait_for_parameters(tahun="2023", kab="18.06")
    mine.wait_for_level("kecamatan")
    theirs = visit(mine.page.url.removeprefix(mine.origin), fresh=True)
    assert theirs.headline.inner_text() == mine.headline.inner_text()
    assert theirs.painted == mine.painted


HOSTILE = {
    "markup in the year": {"tahun": "<script>alert(1)</script>"},
    "a year without data": {"tahun": "1066"},
    "a year in other digits": {"tahun": "２０２４"},
    "an unknown kabupaten": {"kab": "18.99"},
    "a kabupaten of another province": {"kab": "32.01"},
    "an unknown kecamatan": {"kec": "18.04.99"},
    "an unknown desa": {"desa": "18.04.04.9999"},
    "a desa that is not a code": {"desa": "'; DROP TABLE wilayah; --"},
    "an unknown level": {"tingkat": "planet"},
    "an unknown indicator": {"indikator": "<img src=x onerror=alert(1)>"},
    "an unknown language": {"bahasa": "../../etc/passwd"},
    "a very long value": {"program": "x" * 5000},
}


# The address is read in one place for all pages; the overview is asked a sample.
ASKED = [("/peta", name) for name in HOSTILE] + [("/", name) for name in ("markup in the year", "an unknown desa")]


@pytest.mark.parametrize(("path", "name"), ASKED)
def test_an_unknown_or_hostile_value_falls_back_with_a_quiet_notice(visit: Visit, path: str, name: str) -> None:
    ((parameter, value),) = HOSTILE[name].items()
    dasbor = visit(None)
    dialogs: list[str] = []
    dasbor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    dasbor.open(f"{path}?{parameter}={quote(value)}")
    expect(dasbor.notices).to_have_count(1)
    expect(dasbor.notices).to_have_text(
        re.compile(f"Alamat halaman berisi “{parameter}” yang tidak dikenal; nilai bawaan dipakai")
    )
    expect(dasbor.headline).to_contain_text("di Provinsi Lampung berstatus Mandiri")
    assert dasbor.map_level == "kabupaten"
    assert dialogs == []


def test_many_wrong_values_at_once_leave_the_right_one_standing(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=2023&kab=99.99&indikator=nope&asing=1&klasifikasi=nope")
    expect(dasbor.notices).to_have_count(3)
    expect(dasbor.headline).to_contain_text("pada 2023")


def test_a_desa_code_without_dots_is_understood(visit: Visit) -> None:
    dasbor = visit("/peta?desa=1804042002")
    assert dasbor.notices.count() == 0
    assert dasbor.breadcrumb.inner_text().split()[0] == "Lampung"


def test_filters_survive_a_change_of_page(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.mark()
    dasbor.choose("Tahun", "2023 · IDM · contoh")
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.choose("Kabupaten/kota", "Lampung Barat")
    dasbor.wait_for_parameters(tahun="2023", kab="18.04")
    dasbor.wait_until_idle()
    headline = dasbor.headline.inner_text()

    dasbor.page_link("Peta").click()
    dasbor.page.wait_for_url("**/peta?*")
    expect(dasbor.combobox("Indikator")).to_be_visible()
    dasbor.wait_for_parameters(tahun="2023", kab="18.04")
    expect(dasbor.headline).to_have_text(headline)
    dasbor.wait_for_level("kecamatan")

    dasbor.page_link("Ringkasan").click()
    expect(dasbor.page.locator(".d-kartu").first).to_be_visible()
    dasbor.wait_for_parameters(tahun="2023", kab="18.04")
    expect(dasbor.headline).to_have_text(headline)
    assert dasbor.page_is_marked(), "the application was not loaded anew"


def test_a_switch_of_language_keeps_the_view(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=2023&kab=18.04&indikator=nilai")
    dasbor.mark()
    indonesian = dasbor.headline.inner_text()
    painted, place = dasbor.painted, dasbor.map_view
    dasbor.press("Bahasa", "English")
    dasbor.wait_for_parameters(tahun="2023", kab="18.04", indikator="nilai", bahasa="en")
    expect(dasbor.headline).not_to_have_text(indonesian)
    expect(dasbor.headline).to_contain_text(re.compile(r"0\.\d{4}"))
    dasbor.wait_until_idle()
    assert (dasbor.painted, dasbor.map_view) == (painted, place)
    assert dasbor.map_is_marked()
    dasbor.page_link("Overview").click()
    dasbor.wait_for_parameters(tahun="2023", kab="18.04", indikator="nilai", bahasa="en")
    expect(dasbor.page.locator(".d-kartu").first).to_be_visible()
    expect(dasbor.page_link("Map")).to_be_visible()


@pytest.mark.parametrize("after_ms", [10, 30])
def test_a_choice_made_while_the_language_changes_keeps_the_view(visit: Visit, after_ms: int) -> None:
    # The browser still named the indicator by its Indonesian label, and the label was taken for an indicator. It also came with
    # the address of before, and the page stayed Indonesian in an English frame.
    dasbor = visit("/peta?tingkat=desa&indikator=cakupan&program=kpb")
    dasbor.page.evaluate(
        """(after) => {
          [...document.querySelectorAll("button")].find((it) => it.textContent.trim() === "English").click();
          setTimeout(() => document.querySelector('input[role="switch"]').click(), after);
        }""",
        after_ms,
    )
    dasbor.page.get_by_text("Show table").wait_for()
    dasbor.wait_until_idle()
    dasbor.wait_for_parameters(tingkat="desa", indikator="cakupan", program="kpb", bahasa="en")
    assert dasbor.page.get_by_test_id("stAlert").count() == 0
