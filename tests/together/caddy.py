"""The proxy of ``deploy/``: the real Caddy with the real Caddyfile, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.domain.data_file import ROOT
from tests.browser.running_app import free_port
from tests.together.processes import status

CADDYFILE = ROOT / "deploy" / "Caddyfile"
START_SECONDS = 30


def caddy() -> str | None:
    """The program, or None."""
    return shutil.which("caddy")


@contextmanager
def running_caddy(ports: list[int], folder: Path) -> Iterator[str]:
    """Caddy in front of the processes on ``ports``, without TLS; its origin."""
    origin = f"http://localhost:{free_port()}"
    settings = {
        "ALAMAT_SITUS": origin,
        "HULU": "to " + " ".join(f"127.0.0.1:{port}" for port in ports),
        "CADDY_ADMIN": f"localhost:{free_port()}",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            [str(caddy()), "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env=os.environ | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while status(f"{origin}/api/hidup") != 200:
            assert process.poll() is None, (folder / "caddy.log").read_text()
            assert time.monotonic() < deadline, (folder / "caddy.log").read_text()
            time.sleep(0.1)  # nothing but the clock to wait on
        yield origin
    finally:
        process.terminate()
        process.wait(10)


def new_visitor(origin: str) -> str:
    """The cookie that a visitor without one is given."""
    with urllib.request.urlopen(origin, timeout=20) as answer:
        return str(answer.headers["set-cookie"]).partition(";")[0]
