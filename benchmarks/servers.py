"""The servers under measurement: each a process of its own, with its time to answer, its memory and its CPU time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
START_SECONDS: Final = 120
STOP_SECONDS: Final = 10
POLL_SECONDS: Final = 0.02
TICKS_PER_SECOND: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its process, when the process was started (epoch) and how long until it answered."""

    port: int
    pid: int
    started_at: float
    answered_after: float

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def memory_mb(self) -> float:
        """Memory in use now (resident), in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii", "replace")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def cpu_seconds(self) -> float:
        """CPU time that the process has used so far, in seconds; steps of 10 ms."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


@contextmanager
def our_application(var: Path, **settings: str) -> Iterator[Server]:
    """The dashboard, started as ``make run`` starts it, with its database in ``var`` and further ``settings``."""
    port = _free_port()
    settings |= {"DASBOR_VAR_DIR": str(var), "PORT": str(port)}
    with _running([sys.executable, "-m", "lib.web.start"], port, "/api/sehat", **settings) as server:
        yield server


@contextmanager
def empty_application(script: str) -> Iterator[Server]:
    """An empty application: ``kosong.py`` or ``kosong_beku.py`` of this folder, under the same configuration as ours."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", f"benchmarks/{script}", f"--server.port={port}"]
    # Our configuration, but for the collection of garbage after every run, which Streamlit does and we have turned off.
    command += ["--server.address=127.0.0.1", "--runner.postScriptGC=true"]
    with _running(command, port, "/_stcore/health") as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, health: str, **settings: str) -> Iterator[Server]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("DASBOR_", "STREAMLIT_"))}
    started_at, before = time.time(), time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=plain | settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}{health}"):
            if process.poll() is not None or time.monotonic() - before > START_SECONDS:
                process.kill()
                raise RuntimeError(f"{' '.join(command[1:])}: {process.communicate()[1][-2000:]}")
            time.sleep(POLL_SECONDS)
        yield Server(port, process.pid, started_at, time.monotonic() - before)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
