"""First visits, start-up, first fill, memory: what happens once, measured several times."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from benchmarks.browser import Tab
from benchmarks.servers import ROOT, Server, our_application

PAGES: Final = {"/": "overview, map by kabupaten", "/peta": "map page, kabupaten", "/peta?tingkat=desa": "map page, desa"}
# The filters beside the page are drawn last: with them all of it is there.
WHOLE: Final = {"/": "overview, all of the page", "/peta": "map page, all of the page"}
LAST: Final = '[data-testid="stSidebar"] [data-testid="stSelectbox"]'
# In a process of its own, as at a first start; prints the seconds of the fill without Python's own start.
FILL: Final = """
import sys, time
from lib.store.engine import open_engine
from lib.store.seed import ensure_seeded
before = time.perf_counter()
ensure_seeded(open_engine(sys.argv[1]))
print(time.perf_counter() - before)
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the server answered, and until a browser showed the map of the first page."""

    answered: float
    painted: float


def first_visits(browser: Browser, ours: Server, empty: Server, rounds: int) -> dict[str, list[float]]:
    """Milliseconds from navigation to the painted map, or to all of the page, and of the empty page, in turn.

    By the name that ``PAGES`` or ``WHOLE`` gives a page, and ``empty``.
    """
    kinds = [("empty", empty.origin, "")]
    kinds += [(name, ours.origin + page, "") for page, name in PAGES.items()]
    kinds += [(name, ours.origin + page, LAST) for page, name in WHOLE.items()]
    taken: dict[str, list[float]] = {name: [] for name, _url, _text in kinds}
    for turn in range(rounds + 1):
        for name, url, text in kinds:
            tab = Tab(browser, empty=name == "empty", text=text)
            milliseconds = tab.visit(url)
            tab.close()
            # The very first visit also warms the browser itself: it is nobody's.
            if turn:
                taken[name].append(milliseconds)
    return taken


def starts(browser: Browser, rounds: int) -> tuple[list[Start], list[Start]]:
    """First starts on an empty folder and second starts on the same one."""
    first: list[Start] = []
    second: list[Start] = []
    for _round in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for found in (first, second):
                with our_application(Path(folder)) as server:
                    tab = Tab(browser)
                    tab.visit(server.origin)
                    found.append(Start(server.answered_after, tab.painted_at() - server.started_at))
                    tab.close()
    return first, second


def first_fill(url: str | None = None) -> float:
    """Seconds to make and fill a new database: ``url``, or SQLite in a folder of its own."""
    with ExitStack() as stack:
        if url is None:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/dasbor.sqlite"
        done = subprocess.run([sys.executable, "-c", FILL, url], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def memory_per_session(browser: Browser, ours: Server, sessions: int) -> float:
    """MB that each further open page takes on the server."""
    Tab(browser).visit(ours.origin + "/peta")
    before = ours.memory_mb()
    tabs = [Tab(browser) for _session in range(sessions)]
    for tab in tabs:
        tab.visit(ours.origin + "/peta?tingkat=desa")
        tab.choose("Tahun", "2023")
    taken = (ours.memory_mb() - before) / sessions
    for tab in tabs:
        tab.close()
    return taken
