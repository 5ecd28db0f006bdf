"""Many visitors at once, on ours and on an empty Streamlit application: ``python -m benchmarks.load [--sessions 1,50]``.

The section "Load" of ``benchmarks/HASIL.md`` keeps the result. Bounded: at most ``MOST_SESSIONS`` sessions, ``MOST_SECONDS``
each time, and only servers that it has started itself on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import report
from benchmarks.kosong import OPTIONS
from benchmarks.report import Row, quantile
from benchmarks.servers import Server, empty_application, our_application
from benchmarks.session import Lost, Session

HERE: Final = Path(__file__).parent
TITLE: Final = "Load: the last run"
SESSIONS: Final = (1, 10, 50, 100)
SECONDS: Final = 180
MOST_SESSIONS, MOST_SECONDS = 100, 300
# How often a visitor changes a filter, and over how long the visitors arrive.
EVERY_SECONDS: Final = 10.0
BUSY: Final = 50
P95_MS, P95_RATIO, MEMORY_MB, CPU_MS = 1000, 4, 15, 150

Step = tuple[str, str]
YEARS: Final[tuple[Step, ...]] = tuple(("Tahun", year) for year in ("2023", "2022", "2021", "2024"))
ON_THE_MAP: Final[tuple[Step, ...]] = (
    ("Tahun", "2023"),
    ("Indikator", "Nilai IDM"),
    ("Tahun", "2022"),
    ("Indikator", "IKE"),
    ("Tahun", "2024"),
    ("Indikator", "Status desa"),
    ("Tahun", "2021"),
)
PLACE: Final = re.compile(r"[?&]kab=[\d.]+")
MAPS: Final = tuple(f"/peta?tingkat={level}" for level in ("kabupaten", "kecamatan", "desa"))
KABUPATEN: Final = ("18.01", "18.02", "18.03", "18.05", "18.06", "18.07", "18.09", "18.10", "18.11", "18.12", "18.71", "18.72")
PAGES: Final = ("/", "/perkembangan", "/program", "/perbandingan", "/desa?desa=18.04.15.2004", "/data")
METHOD: Final = f"""
## How the load is made

- The driver speaks Streamlit's own WebSocket protocol (`benchmarks/session.py`): it connects, lets the page draw itself, and then
  changes a filter as a browser does, with the state of its widgets and the hashes of the messages it keeps, over a compressed
  connection.
- Every second visitor is on `/peta` (by kabupaten, kecamatan and desa in turn) and changes year and indicator; the others are on
  one of the other six pages and change the year. Of every 24 visitors the first 12 look at the province, the last 12 at one of
  twelve kabupaten. Each changes a filter every {EVERY_SECONDS:.0f} s. They arrive evenly over ten seconds, nobody has warmed
  anything for them, and what they change after that is what is counted.
- A change runs from sending it to the word that the run is finished. It is the server's part: scripts, styles, geometry and
  drawing are the browser's, and `make bench` has them.
- The empty application stands under the same load with the same number of visitors just before ours; each has a server of its
  own, started for it. *Reference*: the same quantile of the empty application, as Streamlit starts it (collector not frozen).
- Driver and server share the cores. CPU: what the server's process used, divided by the changes. Memory of a session: growth from
  just after the start to the end, whatever it was for, divided by the sessions; with few of them that is mostly what is computed
  once for all.
- *Not asked for*: changes that were due while the visitor's last one was not finished. *Errors*: connections lost, runs not
  finished in 60 s, exceptions and refusals on the page.
"""


@dataclass(slots=True)
class Load:
    """What a number of visitors met: seconds of each change by page, of each first run, what failed; CPU and memory."""

    sessions: int
    changes: dict[str, list[float]] = field(default_factory=dict)
    first: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    not_asked: int = 0
    cpu_seconds: float = 0
    driver_seconds: float = 0
    seconds: float = 0
    memory_mb: float = 0

    @property
    def all_ms(self) -> list[float]:
        """Every change, in milliseconds."""
        return [seconds * 1000 for found in self.changes.values() for seconds in found]

    @property
    def cpu_ms(self) -> float:
        """CPU of the server for a change, in milliseconds."""
        return self.cpu_seconds * 1000 / max(1, len(self.all_ms))


def visitor(place: int) -> tuple[str, Iterator[Step]]:
    """Where visitor number ``place`` is and what it changes, for ever; not everybody begins with the same."""
    group, odd = divmod(place, 2)
    address = PAGES[group % len(PAGES)] if odd else MAPS[group % len(MAPS)]
    if group // len(PAGES) % 2:
        address += f"{'&' if '?' in address else '?'}kab={KABUPATEN[group % len(KABUPATEN)]}"
    steps = YEARS if odd else ON_THE_MAP
    start = group % len(steps)
    return address, itertools.cycle(steps[start:] + steps[:start])


def empty_visitor(place: int) -> tuple[str, Iterator[Step]]:
    """The same for the empty application."""
    start = 1 + place % (len(OPTIONS) - 1)
    return "/", (("Pilihan", option) for option in itertools.cycle(OPTIONS[start:] + OPTIONS[:start]))


async def _visit(server: Server, place: int, who: tuple[str, Iterator[Step]], load: Load, begin: float, end: float) -> None:
    address, steps = who
    session = Session(server.origin, address)
    due = begin - EVERY_SECONDS + EVERY_SECONDS * place / load.sessions
    await asyncio.sleep(max(0.0, due - time.monotonic()))
    try:
        first = await session.open()
        load.first.append(first.seconds)
        load.failures += first.failures
        while (due := due + EVERY_SECONDS) < end:
            if due < time.monotonic():
                load.not_asked += 1
                continue
            await asyncio.sleep(due - time.monotonic())
            change = await session.choose(*next(steps))
            load.changes.setdefault(PLACE.sub("", address), []).append(change.seconds)
            load.failures += change.failures
        await asyncio.sleep(max(0.0, end - time.monotonic()))
    except (Lost, LookupError) as error:
        load.failures.append(f"{address}: {error}")
    finally:
        await session.close()


async def _under_load(server: Server, ours: bool, sessions: int, seconds: float) -> Load:
    load = Load(sessions, seconds=seconds)
    memory = server.memory_mb()
    begin = time.monotonic() + EVERY_SECONDS
    end = begin + seconds
    visits = asyncio.gather(
        *(_visit(server, place, visitor(place) if ours else empty_visitor(place), load, begin, end) for place in range(sessions))
    )
    await asyncio.sleep(begin - time.monotonic())
    cpu, own = server.cpu_seconds(), time.process_time()
    await asyncio.sleep(end - time.monotonic())
    load.cpu_seconds, load.driver_seconds = server.cpu_seconds() - cpu, time.process_time() - own
    load.memory_mb = server.memory_mb() - memory
    await visits
    return load


def measure(ours: bool, sessions: int, seconds: float) -> Load:
    """``sessions`` visitors for ``seconds`` (after ten of arriving) on a server started for them."""
    gc.collect()
    with (
        tempfile.TemporaryDirectory() as folder,
        our_application(Path(folder)) if ours else empty_application("kosong.py") as server,
    ):
        return asyncio.run(_under_load(server, ours, sessions, seconds))


def rows(ours: Load, empty: Load) -> Iterator[Row]:
    """The figures of one number of sessions, with the bars where it is the number that they are for."""
    name, busy = f"{ours.sessions} sessions", ours.sessions == BUSY
    for percent in (50, 95, 99):
        value, reference = ([quantile(load.all_ms, percent)] for load in (ours, empty))
        yield Row(f"{name}: p{percent}", value, "ms", P95_RATIO if busy and percent == 95 else None, reference)
    if busy:
        yield Row(f"{name}: p95 by itself", [quantile(ours.all_ms, 95)], "ms", P95_MS)
    yield Row(f"{name}: slowest change", [max(ours.all_ms)], "ms", None, [max(empty.all_ms)])
    yield Row(f"{name}: first run, p95", [quantile(ours.first, 95) * 1000], "ms", None, [quantile(empty.first, 95) * 1000])
    yield Row(f"{name}: changes", [len(ours.all_ms)], "changes", None, [len(empty.all_ms)])
    yield Row(f"{name}: not asked for", [ours.not_asked], "changes")
    yield Row(f"{name}: errors", [len(ours.failures)], "errors", 0 if ours.sessions <= BUSY else None)
    yield Row(f"{name}: errors of the empty application", [len(empty.failures)], "errors")
    yield Row(f"{name}: CPU of a change (mean)", [ours.cpu_ms], "ms", CPU_MS if busy else None)
    yield Row(f"{name}: CPU of a change, against empty", [ours.cpu_ms], "ms", None, [empty.cpu_ms])
    share = [100 * load.cpu_seconds / load.seconds for load in (ours, empty)]
    yield Row(f"{name}: CPU of the server, of one core", [share[0]], "%", None, [share[1]])
    yield Row(f"{name}: CPU of the driver, of one core", [100 * ours.driver_seconds / ours.seconds], "%")
    memory = [load.memory_mb / load.sessions for load in (ours, empty)]
    yield Row(f"{name}: memory of a session", [memory[0]], "MB", MEMORY_MB if busy else None, decimals=1)
    yield Row(f"{name}: memory of a session, empty", [memory[1]], "MB", decimals=1)
    if busy:
        for address, found in sorted(ours.changes.items()):
            values = [quantile([seconds * 1000 for seconds in found], percent) for percent in (50, 95)]
            yield Row(f"{name}: p50 of {address}", values[:1], "ms")
            yield Row(f"{name}: p95 of {address}", values[1:], "ms")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sessions", type=_numbers, default=SESSIONS, help="numbers of sessions, with commas (1,10,50,100)")
    parser.add_argument("--seconds", type=_seconds, default=SECONDS, help=f"how long each time ({SECONDS})")
    parser.add_argument("--keep", type=Path, default=HERE / "HASIL.md", help="where the result is kept")
    options = parser.parse_args(arguments)
    facts = [*report.machine(), f"{options.seconds} s for each number of sessions, a change every {EVERY_SECONDS:.0f} s"]
    found: list[Row] = []
    for sessions in options.sessions:
        empty, ours = (measure(it, sessions, options.seconds) for it in (False, True))
        for row in rows(ours, empty):
            found.append(row)
            print("  ".join(cell for cell in row.cells() if cell), flush=True)
        for failure in sorted(set(ours.failures + empty.failures)):
            print(f"  failed: {failure}", flush=True)
    report.write(options.keep, found, facts, METHOD, title=TITLE, command="make beban")
    return 0 if all(row.met is not False for row in found) else 1


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.split(","))
    if not all(1 <= number <= MOST_SESSIONS for number in numbers):
        raise argparse.ArgumentTypeError(f"1 to {MOST_SESSIONS} sessions")
    return numbers


def _seconds(text: str) -> int:
    seconds = int(text)
    if not EVERY_SECONDS < seconds <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"more than {EVERY_SECONDS:.0f}, at most {MOST_SECONDS} seconds")
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
