"""The way from the browser to the application, to be cut and mended."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

from lib.domain.data_file import ROOT
from tests.browser.running_app import RunningApp, free_port


class Line:
    """A relay in a process of its own: when that is killed, the system itself breaks off every connection."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app
        self._port = free_port()
        self._relay: subprocess.Popen[str] | None = None
        self.mend()

    @property
    def server(self) -> RunningApp:
        """The application as it is reached through this line."""
        return RunningApp(f"http://localhost:{self._port}", self._app.log)

    def cut(self) -> None:
        """Break off every connection and refuse new ones until ``mend``."""
        if self._relay is not None:
            self._relay.kill()
            self._relay.communicate()
            self._relay = None

    def mend(self) -> None:
        """Listen again, at the same port."""
        target = urlsplit(self._app.origin).port
        command = [sys.executable, "-m", "benchmarks.proxy", str(target), str(self._port)]
        self._relay = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._relay.stdout is not None
        assert self._relay.stdout.readline(), "the relay does not listen"
