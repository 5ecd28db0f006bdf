"""Measure, print the table, keep it in ``benchmarks/HASIL.md``: ``python -m benchmarks [--rounds N] [--keep PATH]``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks import changes, report, reports, slow_line, visits
from benchmarks.browser import chromium
from benchmarks.report import Row
from benchmarks.servers import empty_application, our_application

HERE: Final = Path(__file__).parent
SESSIONS: Final = 8
METHOD: Final = """
## How it is measured

- Ours and two empty Streamlit applications (one choice, one line of text) run side by side under the same configuration, in turn,
  in the same headless Chromium. *Empty*: as Streamlit starts it. *Empty, frozen*: with its garbage collector frozen at the start,
  as ours is.
- A filter change runs from the click on an option to the animation frame in which the change is drawn: for ours the frame after
  `body[data-digambar]` of the map is set (Leaflet draws its canvas in that same frame), for other pages, and for what stands
  around the map, the frame after the heading changes, for the empty page the frame after its text changes. The click is timed
  inside the page, and nobody listens or asks before the change is drawn, so that the robot's own time is no part of it.
- Each level goes through years, score, dimension and status. *Asked for the first time*: the first round, when nothing is cached.
- A first visit is a new browser context with an empty cache, from the start of navigation to that same frame; *all of
  the page*: to the frame in which the filters beside it are there, which are drawn last.
- *Slow line*: a first visit with the browser held to 300 kB a second and 400 ms for each answer, once: when the headline, the
  figures beside the map (ranking, legend) and the map are there. Weight: the bytes of all answers as they came, by kind; the
  messages of the WebSocket are not among them. *Second visit*: the same visitor again, with what the first left in the cache.
- Server time and messages are of a round of their own, which is listened to. Server time: from the browser's message to the word
  that the run is finished, as the browser's network log has it. CPU: what the server's process used for a level's changes,
  divided by their number; other work on the machine hardly touches it.
- Messages: the content of the WebSocket frames, unpacked. On the wire: every byte that passed a relay between browser and server.
- A report runs from asking for it to its bytes, with the figures loaded and nothing drawn yet.
- A second start is complete when the browser shows the map of the first page.
"""


def main() -> int:
    """Run everything; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="times through the filter changes of a level (3)")
    parser.add_argument("--visits", type=int, default=7, help="first visits of each page (7)")
    parser.add_argument("--keep", type=Path, default=HERE / "HASIL.md", help="where the result is kept")
    options = parser.parse_args()
    with chromium() as browser:
        facts = report.machine(browser.version)
        rows = []
        for row in _rows(browser, options.rounds, options.visits):
            rows.append(row)
            print("  ".join(cell for cell in row.cells() if cell), flush=True)
    print("\n" + report.plain_table(rows) + "\n\n" + "\n".join(facts))
    report.write(options.keep, rows, facts, METHOD)
    return 0 if all(row.met is not False for row in rows) else 1


def _rows(browser: changes.Browser, rounds: int, visit_rounds: int) -> Iterator[Row]:
    starts = max(1, visit_rounds // 2)
    first, second = visits.starts(browser, starts)
    yield Row("first start: the server answers", [start.answered for start in first], "s", decimals=1)
    yield Row("first start: the map is on the screen", [start.painted for start in first], "s", decimals=1)
    yield Row("second start: the server answers", [start.answered for start in second], "s", decimals=1)
    yield Row("second start: the map is on the screen", [start.painted for start in second], "s", 5, decimals=1)
    yield Row("first fill, SQLite", [visits.first_fill() for _round in range(starts)], "s", 5, decimals=1)
    with _postgresql() as url:
        if url:
            yield Row("first fill, PostgreSQL", [visits.first_fill(url)], "s", 5, decimals=1)
    yield from reports.rows()
    with (
        tempfile.TemporaryDirectory() as folder,
        our_application(Path(folder)) as ours,
        empty_application("kosong.py") as empty,
        empty_application("kosong_beku.py") as frozen,
    ):
        yield Row("memory after start", [ours.memory_mb()], "MB")
        taken = visits.first_visits(browser, ours, empty, visit_rounds)
        for page, name in visits.PAGES.items():
            bar = None if "desa" in page else 1.35
            yield Row(f"first visit: {name}", taken[name], "ms", bar, taken["empty"])
        for name in visits.WHOLE.values():
            yield Row(f"first visit: {name}", taken[name], "ms", None, taken["empty"])
        yield from slow_line.rows(browser, ours)
        yield from _change_rows(changes.measure(browser, ours, empty, frozen, rounds))
        for name, runs in changes.measure_pages(browser, ours, frozen, rounds).items():
            yield Row(f"year change, {name}: against empty, frozen", runs.ours, "ms", None, runs.empty_frozen)
            yield Row(f"CPU of the server, {name} (mean)", [runs.cpu_ms], "ms", 150)
        yield Row("memory after this run", [ours.memory_mb()], "MB")
        yield Row("memory of each further session", [visits.memory_per_session(browser, ours, SESSIONS)], "MB", 15, decimals=1)


def _change_rows(found: dict[str, changes.Runs]) -> Iterator[Row]:
    for level, runs in found.items():
        yield Row(f"filter change, {level}: against empty", runs.ours, "ms", 1.3, runs.empty)
        yield Row(f"filter change, {level}: against empty, frozen", runs.ours, "ms", 1.6, runs.empty_frozen)
        yield Row(f"filter change, {level}: asked for the first time", runs.first_time, "ms")
        server, reference = ([it.server_ms for it in heard] for heard in (runs.exchanges, runs.frozen_exchanges))
        yield Row(f"server time, {level}: against empty, frozen", server, "ms", None, reference)
        yield Row(f"CPU of the server, {level} (mean)", [runs.cpu_ms], "ms", 150)
        yield Row(f"CPU of the server, {level}: against empty", [runs.cpu_ms], "ms", None, [runs.cpu_empty_ms])
        yield Row(f"CPU of the server, {level}: against empty, frozen", [runs.cpu_ms], "ms", None, [runs.cpu_frozen_ms])
        yield Row(f"messages, {level}, unpacked", [it.message_bytes / 1000 for it in runs.exchanges], "kB", decimals=1)
        yield Row(f"on the wire, {level}", [count / 1000 for count in runs.wire_bytes], "kB", 10, decimals=1)
        fetched = [url for heard in runs.exchanges for url in heard.fetched if "/batas/" in url]
        yield Row(f"geometry fetched again, {level}", [len(fetched)], "files", 0)


@contextmanager
def _postgresql() -> Iterator[str | None]:
    """A database on a server of its own; None where PostgreSQL is not installed."""
    import psycopg

    from tests.postgres_server import USER, running_server, why_not

    if why_not():
        yield None
        return
    with running_server() as folder:
        with psycopg.connect(host=str(folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE ukur")
        yield f"postgresql://{USER}@/ukur?host={folder}"


if __name__ == "__main__":
    raise SystemExit(main())
