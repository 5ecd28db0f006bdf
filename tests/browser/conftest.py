"""A real Chromium and the real application, shared by all tests of this folder.

Every page that a test opens is watched: a request outside the application, a script error, a breach of the content
security policy or a traceback in the server's log fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from lib.domain.data_file import ROOT
from tests.browser.dasbor import CSP_WATCH, DESKTOP, Dasbor
from tests.browser.running_app import OutsideWorld, RunningApp, app_environment, running_app

HERE = Path(__file__).parent
ARTEFACTS = HERE.parent / "artefak"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium's own errands (updates, safe browsing, field trials) are not the application's.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-field-trial-config",
    "--no-default-browser-check",
)
# ... and those that no switch turns off: signing in, forms, updates. A page of ours that asked one of these hosts would be
# caught by the watch on the tab itself.
CHROMIUM_ERRANDS = (
    "accounts.google.com",
    "content-autofill.googleapis.com",
    "update.googleapis.com",
    "clients2.google.com",
    "safebrowsing.googleapis.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
)
Visit = Callable[..., Dasbor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and run them last: what is cheaper fails first."""
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    items[:] = [item for item in items if not item.path.is_relative_to(HERE)] + ours


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


def chromium_path() -> str | None:
    """``DASBOR_CHROMIUM``, or the machine's Chromium."""
    given = os.environ.get("DASBOR_CHROMIUM")
    return given or next((found for found in map(shutil.which, CHROMIUM_NAMES) if found), None)


@pytest.fixture(scope="session")
def outside() -> Iterator[OutsideWorld]:
    """What the browser asked for outside this machine."""
    world = OutsideWorld()
    yield world
    world.close()


@pytest.fixture(scope="session")
def chromium(outside: OutsideWorld) -> Iterator[Browser]:
    """The browser; without one the tests skip, but in CI they fail."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on this machine (apt install chromium, or name one in DASBOR_CHROMIUM)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*CHROMIUM_ARGUMENTS, f"--proxy-server={outside.address}"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The application as it ships: illustrative data."""
    with running_app(tmp_path_factory.mktemp("contoh")) as started:
        yield started


@pytest.fixture(scope="session")
def real_app(tmp_path_factory: pytest.TempPathFactory, real_dir: Path) -> Iterator[RunningApp]:
    """The application after an analyst imported both real IDM years from the terminal."""
    var = tmp_path_factory.mktemp("asli")
    for year in (2023, 2024):
        command = [sys.executable, "-m", "lib.cli", "impor", str(real_dir / f"idm_lampung_{year}.csv"), "--terbitkan"]
        done = subprocess.run(command, cwd=ROOT, env=app_environment(var), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    with running_app(var) as started:
        yield started


@pytest.fixture(scope="session")
def _contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browser contexts by their settings, shared so that the browser's cache is warm; ``fresh`` ones are not kept."""
    kept: dict[tuple[Any, ...], BrowserContext] = {}

    def context(size: tuple[int, int], theme: str, *, fresh: bool = False, **more: Any) -> BrowserContext:
        key = (size, theme, *sorted(more.items()))
        if fresh or key not in kept:
            made = chromium.new_context(
                viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale="id-ID", accept_downloads=True, **more
            )
            made.add_init_script(CSP_WATCH)
            if fresh:
                return made
            kept[key] = made
        return kept[key]

    yield context
    for entry in kept.values():
        entry.close()


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, _contexts: Callable[..., BrowserContext], app: RunningApp, outside: OutsideWorld
) -> Iterator[Visit]:
    """Opens an address as a visitor: ``visit("/peta?tahun=2023", size=PHONE, theme="dark")``; watches what happens."""
    opened: list[Dasbor] = []
    fresh_contexts: list[BrowserContext] = []
    servers = {app}
    asked_before = len(outside.asked)

    def open_address(
        address: str | None = "/",
        *,
        server: RunningApp = app,
        size: tuple[int, int] = DESKTOP,
        theme: str = "light",
        fresh: bool = False,
        **more: Any,
    ) -> Dasbor:
        context = _contexts(size, theme, fresh=fresh, **more)
        if fresh:
            fresh_contexts.append(context)
        servers.add(server)
        dasbor = Dasbor(context.new_page(), server.origin)
        opened.append(dasbor)
        if address is not None:
            dasbor.open(address)
        return dasbor

    log_before = {server: len(server.log_text()) for server in servers}
    yield open_address
    failed = request.node.stash.get(FAILED, True)
    complaints = []
    for number, dasbor in enumerate(opened):
        if failed:
            folder = ARTEFACTS / "gagal"
            folder.mkdir(parents=True, exist_ok=True)
            name = "".join(letter if letter.isalnum() else "_" for letter in request.node.name)
            dasbor.page.screenshot(path=folder / f"{name}_{number}.png")
        complaints += dasbor.complaints()
        dasbor.page.close()
    for context in fresh_contexts:
        context.close()
    for server in servers:
        new = server.log_text()[log_before.get(server, 0) :]
        if "Traceback" in new:
            complaints.append(f"traceback in the server's log:\n{new[-2000:]}")
    strangers = [line for line in outside.asked[asked_before:] if not any(host in line for host in CHROMIUM_ERRANDS)]
    complaints += [f"asked outside this machine: {line}" for line in strangers]
    assert not complaints, "\n".join(complaints)
