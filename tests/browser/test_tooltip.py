"""The tooltip names an area, where it lies, its class and its exact value, and never takes a name for markup."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.figures_by_hand import NAMES, areas, commonest_status, desa_counts, scores

DESA, NEIGHBOUR = "18.04.04.2002", "18.04.04.2012"
MARKUP = '<img src=x onerror="window.jahat=1"><script>window.jahat=1</script><b>Desa</b>'


def test_a_desa_is_told_with_kecamatan_kabupaten_status_and_score(visit: Visit) -> None:
    dasbor = visit(f"/peta?kec={DESA[:8]}")
    dasbor.hover_area(DESA)
    row = scores()[2024][DESA]
    name, kecamatan, kabupaten = (areas()[kode]["nama"] for kode in (DESA, DESA[:8], DESA[:5]))
    expect(dasbor.tooltip).to_contain_text(name)
    expect(dasbor.tooltip).to_contain_text(f"Kec. {kecamatan}, {kabupaten}")
    expect(dasbor.tooltip).to_contain_text(NAMES[row["status"]])
    # The exact values arrive with the first pointer that enters the map.
    dasbor.hover_area(NEIGHBOUR)
    dasbor.hover_area(DESA)
    expect(dasbor.tooltip).to_contain_text(row["nilai"].replace(".", ","))


def test_a_kabupaten_is_told_with_the_counts_of_its_desa(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.hover_area("18.05")
    expect(dasbor.tooltip).to_contain_text("Tulang Bawang")
    expect(dasbor.tooltip).to_contain_text(commonest_status(2024, "18.05"))
    dasbor.hover_area("18.06")
    dasbor.hover_area("18.05")
    counts = desa_counts(2024, "18.05")
    expect(dasbor.tooltip).to_contain_text(
        re.compile(f"Mandiri {counts['Mandiri']} .*Maju {counts['Maju']} .*Berkembang {counts['Berkembang']}")
    )


def test_a_tooltip_never_outlives_the_drawing_that_it_speaks_of(visit: Visit) -> None:
    dasbor = visit("/peta")
    dasbor.hover_area("18.04")
    expect(dasbor.tooltip).to_contain_text("Mandiri")
    dasbor.repainted(
        lambda: dasbor.page.evaluate("history.pushState({}, '', '?tahun=2023'); dispatchEvent(new PopStateEvent('popstate'))")
    )
    expect(dasbor.tooltip).to_have_count(0)


@pytest.mark.parametrize("address", ["/peta", "/peta?kec=18.04.04"])
def test_a_name_full_of_markup_is_shown_as_text_and_runs_nothing(visit: Visit, address: str) -> None:
    dasbor = visit(None, fresh=True)

    def hostile(route: Route) -> None:
        answer = route.fetch()
        data = answer.json()
        for feature in data["features"]:
            feature["properties"]["n"] = MARKUP
        data["nama"] = dict.fromkeys(data.get("nama", {}), MARKUP)
        route.fulfill(status=200, content_type="application/json", body=json.dumps(data))

    dasbor.page.route("**/batas/**", hostile)
    dasbor.page.route("**/api/v1/nilai-peta*", lambda route: route.fulfill(json=dict.fromkeys(areas(), MARKUP)))
    dasbor.open(address)
    kode = DESA if "kec" in address else "18.07"
    dasbor.hover_area(kode)
    expect(dasbor.tooltip).to_contain_text("<b>Desa</b>")
    dasbor.hover_area(NEIGHBOUR if "kec" in address else "18.02")
    dasbor.hover_area(kode)
    expect(dasbor.tooltip.locator(".dasbor-nilai")).to_have_text(MARKUP)
    # Close by, so that names are drawn on the areas as well.
    dasbor.map.evaluate("() => { map.setZoom(map.getZoom() + 2, {animate: false}); }")
    for frame in dasbor.page.frames:
        assert frame.evaluate("window.jahat === undefined")
    assert dasbor.map.locator("#map_div img, #map_div script, #map_div b").count() == 0
    labels = dasbor.map.locator(".dasbor-label")
    assert all("<" in text for text in labels.all_inner_texts())
