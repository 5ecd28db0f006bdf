"""Processes of the application that a test starts, kills and starts again on the same port."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from lib.domain.data_file import ROOT
from tests.browser.running_app import app_environment, free_port

START_SECONDS = 90


class Process:
    """One process of the application, as ``make run`` starts it, on the database at ``url``."""

    def __init__(self, name: str, url: str, var: Path) -> None:
        self.port = free_port()
        self.log = var / f"{name}.log"
        self._settings = {"DASBOR_DATABASE_URL": url, "PORT": str(self.port)}
        self._var = var
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    async def start(self) -> None:
        """Start, and wait until it is well."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lib.web.start"],
                cwd=ROOT,
                env=app_environment(self._var) | self._settings,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        async with asyncio.timeout(START_SECONDS):
            while await asyncio.to_thread(status, f"{self.origin}/api/sehat") != 200:
                assert self._process.poll() is None, self.log_text()
                await asyncio.sleep(0.1)

    def kill(self) -> None:
        """End it as a crash does."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log_text(self) -> str:
        return self.log.read_text("utf-8", "replace")


def status(url: str) -> int:
    """The status code of an address; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)
    except OSError:
        return 0
