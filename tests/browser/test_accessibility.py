"""axe finds nothing serious or critical on any page, in either theme, in either language."""

from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import Dasbor

GRAVE = ("serious", "critical")
# Findings that are Streamlit's own and out of our reach, each by rule and selector, with the reason.
STREAMLIT_S_OWN: tuple[tuple[str, str, str], ...] = ()
PAGES = {
    "overview": "/?",
    "map": "/peta?",
    "map of desa with a number": "/peta?kab=18.04&tingkat=desa&indikator=nilai&",
}


@cache
def axe_script() -> str:
    """axe-core out of its installed package: nothing is fetched."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def grave_findings(dasbor: Dasbor) -> list[str]:
    """Serious and critical findings on the page and, apart, in the map's frame if it has one."""
    found = []
    frames = [("page", dasbor.page.main_frame)]
    if dasbor.map_box.count():
        frames.append(("map", dasbor.map))
    for where, frame in frames:
        frame.evaluate(axe_script() + "; null")
        result: dict[str, Any] = frame.evaluate("axe.run(document, { resultTypes: ['violations'], iframes: false })")
        for rule in result["violations"]:
            if rule["impact"] not in GRAVE:
                continue
            for node in rule["nodes"]:
                target = " ".join(map(str, node["target"]))
                if not any(rule["id"] == ours and part in target + node["html"] for ours, part, _reason in STREAMLIT_S_OWN):
                    found.append(f"{where}: {rule['id']}: {target}: {node['html'][:300]}: {node['failureSummary'][:300]}")
    return found


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(visit: Visit, name: str, theme: str, language: str) -> None:
    dasbor = visit(f"{PAGES[name]}bahasa={language}", theme=theme)
    if name != "overview":
        dasbor.show_table()
    assert grave_findings(dasbor) == []


def test_axe_finds_nothing_serious_in_search_results_and_notices(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=1066")
    dasbor.page.get_by_role("textbox").fill("trimulio")
    dasbor.page.get_by_role("textbox").press("Enter")
    dasbor.page.get_by_role("list", name="Hasil pencarian").wait_for()
    assert grave_findings(dasbor) == []
