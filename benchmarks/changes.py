"""Filter changes at each level of the map page, taken in turn with the empty applications."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser

from benchmarks.browser import Tab
from benchmarks.kosong import OPTIONS
from benchmarks.listening import Exchange, ListeningTab
from benchmarks.proxy import counted
from benchmarks.servers import Server

LEVELS: Final = ("kabupaten", "kecamatan", "desa")
# What a visitor changes, as label and beginning of the option's text; after the last the first comes again.
STEPS: Final = (
    ("Tahun", "2023"),
    ("Tahun", "2022"),
    ("Indikator", "Nilai IDM"),
    ("Tahun", "2021"),
    ("Indikator", "IKE"),
    ("Tahun", "2024"),
    ("Indikator", "Status desa"),
    ("Tahun", "2020"),
)
WIRE_STEPS: Final = 6
# Pages and their heading, which names the year: that of the map page is drawn after the map.
OTHER_PAGES: Final = {
    "/peta?tingkat=desa": "around the map of every desa",
    "/perkembangan": "progress",
    "/program": "programmes",
    "/perbandingan": "comparison",
    "/desa?desa=18.04.15.2004": "desa profile",
    "/data": "data",
}
HEADING: Final = ".d-judul"
YEARS: Final = ("2023", "2022", "2021", "2024")


@dataclass(slots=True)
class Runs:
    """The changes of one level, and of both empty applications at the same time: milliseconds from click to paint.

    CPU of the servers per change. ``exchanges`` were listened to afterwards, with nothing timed in the page.
    """

    ours: list[float] = field(default_factory=list)
    first_time: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    empty_frozen: list[float] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    frozen_exchanges: list[Exchange] = field(default_factory=list)
    cpu_ms: float = 0
    cpu_empty_ms: float = 0
    cpu_frozen_ms: float = 0
    wire_bytes: list[int] = field(default_factory=list)


def measure(browser: Browser, ours: Server, empty: Server, frozen: Server, rounds: int) -> dict[str, Runs]:
    """``rounds`` times through ``STEPS`` at every level; in the first round nothing has been asked for before."""
    with_empty, with_frozen = Tab(browser, empty=True), Tab(browser, empty=True)
    with_empty.visit(empty.origin)
    with_frozen.visit(frozen.origin)
    options = itertools.cycle(OPTIONS[1:])
    found = {}
    for level in LEVELS:
        runs = found[level] = Runs()
        tab = Tab(browser)
        tab.visit(_address(ours.origin, level))
        before = [server.cpu_seconds() for server in (ours, empty, frozen)]
        for turn in range(rounds):
            for label, option in STEPS:
                change = tab.choose(label, option)
                runs.ours.append(change)
                if turn == 0:
                    runs.first_time.append(change)
                reference = next(options)
                runs.empty.append(with_empty.choose("Pilihan", reference))
                runs.empty_frozen.append(with_frozen.choose("Pilihan", reference))
        used = [server.cpu_seconds() - start for server, start in zip((ours, empty, frozen), before, strict=True)]
        runs.cpu_ms, runs.cpu_empty_ms, runs.cpu_frozen_ms = (seconds * 1000 / len(runs.ours) for seconds in used)
        tab.close()
        _listen(browser, ours, frozen, level, runs)
        runs.wire_bytes = wire(browser, ours, level)
    for tab in (with_empty, with_frozen):
        tab.close()
    return found


def measure_pages(browser: Browser, ours: Server, frozen: Server, rounds: int) -> dict[str, Runs]:
    """Changes of the year on the other pages, in turn with the empty application that has its collector frozen."""
    reference = Tab(browser, empty=True)
    reference.visit(frozen.origin)
    options = itertools.cycle(OPTIONS[1:])
    found = {}
    for path, name in OTHER_PAGES.items():
        runs = found[name] = Runs()
        tab = Tab(browser, text=HEADING)
        tab.visit(ours.origin + path)
        before = ours.cpu_seconds()
        for _turn in range(rounds):
            for year in YEARS:
                runs.ours.append(tab.choose("Tahun", year))
                runs.empty_frozen.append(reference.choose("Pilihan", next(options)))
        runs.cpu_ms = (ours.cpu_seconds() - before) * 1000 / len(runs.ours)
        tab.close()
    reference.close()
    return found


def _listen(browser: Browser, ours: Server, frozen: Server, level: str, runs: Runs) -> None:
    tab, reference = ListeningTab(browser), ListeningTab(browser, empty=True)
    tab.visit(_address(ours.origin, level))
    reference.visit(frozen.origin)
    for (label, option), other in zip(STEPS, itertools.cycle(OPTIONS[1:]), strict=False):
        runs.exchanges.append(tab.exchange(label, option))
        runs.frozen_exchanges.append(reference.exchange("Pilihan", other))
    tab.close()
    reference.close()


def wire(browser: Browser, ours: Server, level: str) -> list[int]:
    """Bytes that pass between browser and server for each change, as compressed as they are on the wire."""
    taken = []
    with counted(ours.port) as relay:
        tab = Tab(browser)
        tab.visit(_address(relay.origin, level))
        for label, option in STEPS[:WIRE_STEPS]:
            before = relay.bytes
            tab.choose(label, option)
            taken.append(relay.bytes - before)
        tab.close()
    return taken


def _address(origin: str, level: str) -> str:
    return f"{origin}/peta?tingkat={level}&indikator=status"
