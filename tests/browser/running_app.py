"""The real application as a process of its own, and a proxy that notes whatever the browser asks for outside of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lib.domain.data_file import ROOT

START_SECONDS = 90
STOP_SECONDS = 10


@dataclass(frozen=True)
class RunningApp:
    """Where the application answers, and where it writes its log."""

    origin: str
    log: Path

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def app_environment(var: Path) -> dict[str, str]:
    """The environment of an application with a database of its own."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("DASBOR_", "STREAMLIT_"))}
    return plain | {"DASBOR_VAR_DIR": str(var)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(var: Path, *arguments: str, port: int | None = None, **settings: str) -> Iterator[RunningApp]:
    """Start the application on ``port`` or a free one, wait until it says that it is healthy, stop it at the end.

    ``settings`` are added to its environment.
    """
    port = port or free_port()
    app = RunningApp(f"http://localhost:{port}", var / "streamlit.log")
    var.mkdir(parents=True, exist_ok=True)
    with app.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *arguments],
            cwd=ROOT,
            env=app_environment(var) | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(app, process)
            yield app
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_healthy(app: RunningApp, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{app.origin}/api/sehat", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)  # the only place that has nothing but the clock to wait on
    raise RuntimeError(f"the application did not start (exit code {process.poll()}):\n{app.log_text()[-4000:]}")


class OutsideWorld:
    """A proxy that lets nothing through and remembers what was asked: the browser reaches only this machine past it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                try:
                    self.asked.append(connection.recv(4096).partition(b"\r\n")[0].decode("latin-1"))
                    connection.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                except OSError:
                    continue

    def close(self) -> None:
        self._socket.close()
