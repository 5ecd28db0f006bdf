"""Every page of the application in every state that a reader can meet: sections, empty, unknown, refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from tests.browser.dasbor import MAP_FRAME, Dasbor

# More tables than this on one page would be a page that nobody can read.
MOST_TWINS: Final = 12


@dataclass(frozen=True)
class State:
    """One state: its address without the language, and what is done on the page: ``opened`` opens every table, ``search``
    looks for a desa."""

    address: str
    act: str = "opened"


def _sections(path: str, query: str, names: str) -> tuple[State, ...]:
    return tuple(State(f"{path}?bagian={name}&{query}") for name in names.split())


KOTA, KAB, KEC_WITHOUT_DESA, DESA, KELURAHAN = "18.72", "18.04", "18.71.01", "18.04.15.2004", "18.71.01.1001"
NOBODY_S = "tahun=1066&kab=99.99&indikator=x&program=x&tingkat=x"
STATES: Final[dict[str, tuple[State, ...]]] = {
    "ringkasan": (
        State("/?kab=18.04"),
        State(f"/?kab={KOTA}"),
        State(f"/?kec={KEC_WITHOUT_DESA}&tahun=2018"),
        State(f"/?{NOBODY_S}"),
    ),
    "peta": (
        State(f"/peta?kab={KAB}&tingkat=desa&indikator=nilai", "table"),
        State("/peta?indikator=cakupan&program=desaku_maju&tahun=2018"),
        State(f"/peta?kec={KEC_WITHOUT_DESA}&tahun=1066", "search"),
    ),
    "perkembangan": (
        *_sections("/perkembangan", f"kab={KAB}", "komposisi sebaran perpindahan penggerak wilayah jarak perkiraan"),
        State(f"/perkembangan?kab={KOTA}"),
        State("/perkembangan?bagian=perpindahan&tahun=2018"),
    ),
    "program": (
        *_sections("/program", "program=e_samdes", "matriks satu peta silang celah prioritas prestasi kaitan"),
        State(f"/program?bagian=satu&program=desaku_maju&tahun=2018&kec={KEC_WITHOUT_DESA}"),
        State(f"/program?bagian=prestasi&kec={KEC_WITHOUT_DESA}"),
    ),
    "perbandingan": (
        *_sections("/perbandingan", f"kab={KAB}", "tabel lereng peta serupa peringkat sebaran"),
        State(f"/perbandingan?kab={KOTA}&banding=99.99,x&kelompok=x"),
    ),
    "desa": (
        State("/desa"),
        State(f"/desa?desa={DESA}"),
        State("/desa?kab=18.13", ""),
        State(f"/desa?desa={KELURAHAN}"),
        State("/desa?desa=18.99.99.9999", "search"),
    ),
    "presentasi": (State(f"/presentasi?kab={KAB}"), State(f"/presentasi?kab={KOTA}&tahun=2018")),
    "data": (
        *_sections("/data", "kab=18.09", "tabel mutu kamus metode sumber terbuka"),
        State(f"/data?kec={KEC_WITHOUT_DESA}&tahun=2018"),
    ),
    "kelola": (State("/kelola"),),
}


def enter(dasbor: Dasbor, state: State, language: str = "id") -> None:
    """Open a state in a language, and do what belongs to it."""
    dasbor.page.goto(f"{dasbor.origin}{state.address}{'&' if '?' in state.address else '?'}bahasa={language}")
    settled(dasbor)
    if state.act == "opened":
        open_tables(dasbor)
    elif state.act == "table":
        dasbor.show_table()
    elif state.act == "search":
        field = dasbor.page.get_by_test_id("stMain").get_by_role("textbox").first
        field.fill("trimulio")
        field.press("Enter")
        dasbor.page.locator(".d-hasil").wait_for()
    settled(dasbor)


def open_tables(dasbor: Dasbor) -> None:
    """Open every table twin that is still shut."""
    shut = dasbor.page.locator('[data-testid="stMain"] details:not([open]) > summary')
    for _turn in range(MOST_TWINS):
        if not shut.count():
            return
        left = shut.count()
        shut.first.click()
        dasbor.page.wait_for_function(
            "(left) => document.querySelectorAll('[data-testid=stMain] details:not([open])').length < left", arg=left
        )
        settled(dasbor)


def settled(dasbor: Dasbor) -> None:
    """The footer is there, nothing runs, every chart is drawn, every map painted, and nothing turns or unfolds any more."""
    page = dasbor.page
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stSkeleton"]')
        && [...document.querySelectorAll(".stPlotlyChart")].every((chart) => chart.querySelector(".main-svg"))
        && !document.getAnimations().some(
          (it) => it.playState === "running" && Number.isFinite(it.effect.getComputedTiming().endTime))"""
    )
    for place in range(page.locator(MAP_FRAME).count()):
        page.frame_locator(MAP_FRAME).nth(place).locator("body[data-digambar]").wait_for(state="attached")


def in_theme(dasbor: Dasbor, theme: str) -> None:
    """Turn the open page to a theme, as when the reader's system does."""
    ground = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 21, 28)"}[theme]
    page: Page = dasbor.page
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.wait_for_function(
        "(ground) => getComputedStyle(document.querySelector('.stApp')).backgroundColor === ground", arg=ground
    )
    settled(dasbor)
