"""What a monitor counts, as Prometheus reads it at ``/api/metrik``: sessions, runs and their seconds, errors, memory, versions.

Of this process alone, since it began; nothing in it is about a person or a place.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.runtime import Runtime

from lib.domain.errors import DasborError
from lib.domain.language import current_language
from lib.domain.version import VERSION
from lib.published import source

LOGGER: Final = logging.getLogger("dasbor.halaman")
ADDRESS: Final = "/api/metrik"
MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
# Seconds of a run: what a reader feels as at once, as quick, as slow.
BOUNDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Runs:
    """Runs of the script, their seconds by bound, and unexpected errors; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._within = [0] * len(BOUNDS)
        self.number = 0
        self.seconds = 0.0
        self.errors = 0

    @contextmanager
    def measured(self, halaman: str = "") -> Iterator[None]:
        """One run, however it ends; with the name of the page also a line of the log (in the JSON form of it alone)."""
        begun = self._clock()
        try:
            yield
        finally:
            took = self._clock() - begun
            if halaman:
                facts = {"halaman": halaman, "bahasa": current_language(), "lama_ms": round(took * 1000)}
                LOGGER.info("halaman digambar", extra=facts)
            with self._lock:
                self.number += 1
                self.seconds += took
                for place, bound in enumerate(BOUNDS):
                    self._within[place] += took <= bound

    def failed(self) -> None:
        """An error that nobody expected was shown to a reader."""
        with self._lock:
            self.errors += 1

    def lines(self) -> list[str]:
        """The counts in Prometheus' words."""
        with self._lock:
            found = _head("dasbor_run_detik", "histogram", "Lama satu jalannya halaman, detik")
            found += [f'dasbor_run_detik_bucket{{le="{b}"}} {n}' for b, n in zip(BOUNDS, self._within, strict=True)]
            found += [f'dasbor_run_detik_bucket{{le="+Inf"}} {self.number}', f"dasbor_run_detik_sum {self.seconds:.6f}"]
            found += [f"dasbor_run_detik_count {self.number}"]
            return found + _one("dasbor_galat_total", "counter", "Galat tak terduga yang dilihat pembaca", self.errors)


runs: Final = Runs()


def _head(name: str, kind: str, about: str) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]


def _one(name: str, kind: str, about: str, value: float) -> list[str]:
    return [*_head(name, kind, about), f"{name} {value}"]


def memory_bytes() -> int:
    """Memory that this process holds now (where the system does not tell: the most that it has held, or 0)."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        try:
            import resource
        except ImportError:  # Windows
            return 0
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def sessions() -> int:
    """Open tabs that are connected to this process."""
    return Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0


def database_answers() -> bool:
    """True when the database answers now."""
    try:
        source.health()
    except DasborError:
        return False
    return True


def text() -> str:
    """Everything, in the text format of Prometheus."""
    lines = _head("dasbor_info", "gauge", "Versi aplikasi dan sidik data yang ditampilkan")
    lines.append(f'dasbor_info{{aplikasi="{VERSION}",sidik="{source.shown_version()}"}} 1')
    lines += _one("dasbor_basis_data", "gauge", "1 bila basis data menjawab", int(database_answers()))
    lines += _one("dasbor_sesi", "gauge", "Sesi yang tersambung", sessions())
    lines += _one("dasbor_memori_bita", "gauge", "Memori proses", memory_bytes())
    lines += _one("dasbor_prosesor_detik_total", "counter", "Waktu prosesor proses", round(time.process_time(), 3))
    return "\n".join([*lines, *runs.lines()]) + "\n"


async def _answer(_request: Request) -> Response:
    body = await run_in_threadpool(text)
    return PlainTextResponse(body, headers={"cache-control": "no-store"}, media_type=MEDIA_TYPE)


ROUTE: Final = Route(ADDRESS, _answer)
