"""Everything can be reached and worked with the keyboard alone, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

# The focused element: its name, and whether an outline, a border or a shadow of it or of what holds it comes and goes with the
# focus. A change of ground alone does not count: it looks like the mark of the page that is shown.
FOCUSED = """async () => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  if (it.tagName === "IFRAME") return { frame: true };
  const look = () => {
    const seen = [];
    for (let up = it, steps = 0; up && steps < 5; up = up.parentElement, steps++) {
      const { outlineStyle, outlineWidth, outlineColor, borderColor, borderWidth, boxShadow } = getComputedStyle(up);
      seen.push([outlineStyle === "none" ? "" : outlineWidth + outlineColor, borderWidth, borderColor, boxShadow].join());
    }
    return seen.join("|");
  };
  const still = document.createElement("style");
  still.textContent = "* { transition: none !important; }";
  document.head.append(still);
  // Streamlit marks the focus in an update of its own, after the event.
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn();
  const focused = look();
  it.blur();
  await drawn();
  const blurred = look();
  it.focus({ focusVisible: true, preventScroll: true });
  await drawn();
  still.remove();
  const name = it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText || it.value || "";
  return { frame: false, tag: it.tagName, name: name.trim().slice(0, 60), seen: focused !== blurred };
}"""
TAB_LIMIT = 60


@pytest.mark.parametrize("path", ["/", "/peta"])
def test_tab_reaches_navigation_filters_map_and_table_with_a_visible_focus(visit: Visit, path: str) -> None:
    dasbor = visit(path)
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(TAB_LIMIT):
        dasbor.page.keyboard.press("Tab")
        found = dasbor.page.evaluate(FOCUSED)
        if found and found["frame"]:
            found = dasbor.map.evaluate(FOCUSED)
        if not found:
            break
        reached.append(found["name"])
        # The scrolling part of the page fills the window: there is nowhere to draw its edge.
        if not found["seen"] and found["tag"] != "MAIN":
            unseen.append(found["name"])
    wanted = ["Ringkasan", "Peta", "Tahun", "Kabupaten/kota", "Indonesia", "Perbesar peta", "Perkecil peta"]
    wanted += ["Indikator", "Tampilkan tabel", "Cari desa"] if path == "/peta" else ["Lampung Barat"]
    missing = [name for name in wanted if not any(name in label for label in reached)]
    assert missing == [], reached
    assert unseen == []


def test_filters_and_map_are_worked_with_keys_alone(visit: Visit) -> None:
    dasbor = visit("/peta")
    year = dasbor.combobox("Tahun")
    year.focus()
    dasbor.page.keyboard.press("ArrowDown")
    expect(dasbor.page.get_by_role("option").first).to_be_visible()
    dasbor.page.keyboard.type("2023")
    dasbor.page.keyboard.press("Enter")
    dasbor.wait_for_parameters(tahun="2023")
    expect(dasbor.headline).to_contain_text("pada 2023")

    dasbor.radio("Tingkat", "Kabupaten/kota").focus()
    dasbor.page.keyboard.press("ArrowRight")
    dasbor.page.keyboard.press("Space")
    dasbor.wait_for_parameters(tahun="2023", tingkat="kecamatan")

    zoom = dasbor.map_view[0]
    dasbor.map.locator(".leaflet-control-zoom-in").focus()
    dasbor.page.keyboard.press("Enter")
    dasbor.map.wait_for_function("(zoom) => map.getZoom() > zoom", arg=zoom)


def test_the_first_tab_offers_to_skip_to_the_content(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.page.keyboard.press("Tab")
    expect(dasbor.page.locator(":focus")).to_have_text("Lompat ke isi halaman")
    dasbor.page.keyboard.press("Enter")
    assert dasbor.page.evaluate("document.activeElement.closest('[data-testid=\"stMain\"]') !== null")
