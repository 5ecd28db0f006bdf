"""The running server against what comes from outside: strange hosts, pages of other origins, floods; and what it tells nobody."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.domain.data_file import ROOT
from lib.web.rate_limits import LIMITS
from tests.browser.running_app import RunningApp, app_environment, running_app

OURS = "dasbor.contoh.go.id"
WEBSOCKET = {
    "upgrade": "websocket",
    "connection": "Upgrade",
    "sec-websocket-version": "13",
    "sec-websocket-key": base64.b64encode(b"0123456789abcdef").decode(),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, shipped_url: str) -> Iterator[RunningApp]:
    """The application as an office would have it behind a proxy on the same machine."""
    var = tmp_path_factory.mktemp("terbuka")
    shutil.copy(shipped_url.removeprefix("sqlite:///"), var / "dasbor.sqlite")
    with running_app(var, "--server.address", "127.0.0.1", DASBOR_HOST=OURS) as started:
        yield started


def ask(running: RunningApp, target: str, host: str = OURS, **headers: str) -> http.client.HTTPResponse:
    """The answer to a request for ``host``, its body read."""
    connection = http.client.HTTPConnection(running.origin.removeprefix("http://"), timeout=20)
    connection.request("GET", target, headers={"host": host} | headers)
    answer = connection.getresponse()
    answer.body = b"" if answer.status == 101 else answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


@pytest.mark.parametrize("target", ["/", "/peta", "/api/v1/kabupaten.csv", "/_stcore/host-config", "/static/ikon.svg"])
def test_a_name_that_points_here_by_trick_reads_nothing(running: RunningApp, target: str) -> None:
    assert ask(running, target).status == 200
    answer = ask(running, target, host="jahat.example")
    assert (answer.status, answer.body) == (400, b"400")  # type: ignore[attr-defined]
    assert answer.getheader("x-content-type-options") == "nosniff"


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (OURS, f"https://{OURS}", 101),
        ("localhost:1", "http://localhost:1", 101),
        (OURS, "https://jahat.example", 403),
        (OURS, "http://localhost:3000", 403),
        (OURS, "null", 403),
        ("jahat.example", "https://jahat.example", 403),
    ],
)
def test_only_pages_of_this_server_open_a_connection(running: RunningApp, host: str, origin: str, status: int) -> None:
    assert ask(running, "/_stcore/stream", host=host, origin=origin, **WEBSOCKET).status == status


def test_behind_tls_the_browser_is_told_to_stay_there(running: RunningApp) -> None:
    proxied = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    for target in ("/", "/api/sehat", "/static/ikon.svg"):
        assert ask(running, target, **proxied).getheader("strict-transport-security") == "max-age=31536000"
        assert ask(running, target).getheader("strict-transport-security") is None


def test_a_flood_of_downloads_is_slowed_for_that_visitor_alone(running: RunningApp) -> None:
    target = "/api/v1/openapi.json"
    statuses = [
        ask(running, target, **{"x-forwarded-for": "203.0.113.7"}).status for _time in range(2 * LIMITS["unduhan"].number)
    ]
    assert statuses[: LIMITS["unduhan"].number] == [200] * LIMITS["unduhan"].number
    assert 429 in statuses
    # The proxy is the same; the visitor is another one.
    assert ask(running, target, **{"x-forwarded-for": "203.0.113.8"}).status == 200
    refused = next(
        answer
        for answer in (ask(running, target, **{"x-forwarded-for": "203.0.113.7"}) for _time in range(20))
        if answer.status == 429
    )
    assert int(refused.getheader("retry-after") or 0) >= 1
    assert json.loads(refused.body)["kesalahan"]["kode"] == "terlalu_sering"  # type: ignore[attr-defined]


def test_the_shipped_settings_tell_nothing_to_strangers() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["toolbarMode"] == "minimal"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["fileWatcherType"] == "none"


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    address = "postgresql://dasbor:s3kali-rahasia@127.0.0.1:1/dasbor"
    started = subprocess.run(
        [sys.executable, "-m", "lib.cli", "versi"],
        cwd=ROOT,
        env=app_environment(tmp_path) | {"DASBOR_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 2
    assert "s3kali-rahasia" not in started.stdout + started.stderr
