"""Finding a desa by a name that is not quite right."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import Dasbor
from tests.browser.figures_by_hand import areas

TRIMULYO = {kode: row for kode, row in areas().items() if row["nama"] == "Trimulyo"}


def search(dasbor: Dasbor, words: str) -> None:
    box = dasbor.page.get_by_role("textbox", name="Cari desa atau kelurahan")
    box.fill(words)
    box.press("Enter")


def test_a_typing_error_still_finds_all_five_desa_and_tells_them_apart(visit: Visit) -> None:
    dasbor = visit("/peta")
    search(dasbor, "trimulio")
    found = dasbor.page.get_by_role("list", name="Hasil pencarian").get_by_role("listitem")
    expect(found.first).to_be_visible()
    texts = [text for text in found.all_inner_texts() if text.startswith("Trimulyo Kec.")]
    assert len(TRIMULYO) == 5
    for kode in TRIMULYO:
        kecamatan, kabupaten = areas()[kode[:8]]["nama"], areas()[kode[:5]]["nama"]
        assert [text for text in texts if f"Kec. {kecamatan}, {kabupaten}" in text and kode in text], kode
    assert found.all_inner_texts()[:5] == texts, "the five come first"


def test_clicking_a_result_selects_the_desa_and_goes_to_it(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.mark()
    far = dasbor.map_view[0]
    search(dasbor, "trimulio")
    kode = max(TRIMULYO)
    dasbor.page.get_by_role("listitem").filter(has_text=kode).get_by_role("link").click()
    dasbor.wait_for_parameters(desa=kode)
    dasbor.wait_for_level("desa")
    expect(dasbor.breadcrumb).to_contain_text(areas()[kode[:8]]["nama"])
    expect(dasbor.breadcrumb.get_by_text("Trimulyo", exact=True)).to_be_visible()
    dasbor.map.wait_for_function("(far) => map.getZoom() > far + 1", arg=far)
    inside = dasbor.map.evaluate(
        "(at) => { const size = map.getSize(); return at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y; }",
        dasbor.point_in(kode),
    )
    assert inside
    assert dasbor.page_is_marked()
    assert dasbor.map_is_marked()


def test_a_code_finds_its_desa_and_nonsense_finds_nothing(visit: Visit) -> None:
    dasbor = visit("/peta")
    kode = min(TRIMULYO)
    search(dasbor, kode)
    expect(dasbor.page.get_by_role("list", name="Hasil pencarian").get_by_role("listitem").first).to_contain_text(kode)
    search(dasbor, "<b>qqqqxxxx</b>")
    expect(dasbor.page.get_by_text("Tidak ada desa yang namanya mirip dengan itu.")).to_be_visible()
