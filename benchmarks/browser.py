"""A tab of a real Chromium with a stopwatch inside the page; nobody listens or asks while the watch runs."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright

STOPWATCH: Final = (Path(__file__).parent / "stopwatch.js").read_text("utf-8")
WAIT_MS: Final = 60_000
EMPTY_TEXT: Final = '[data-testid="stMarkdown"]'
# A first visit takes longer than this, so it is left alone for as long.
FIRST_LOOK_MS: Final = 800
UNFOLD_MS: Final = 100
# After a change the tab is left alone for this long, so that late work is not taken for part of the next change.
QUIET_MS: Final = 500
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Tab:
    """One page in a context of its own: a new visitor with an empty cache."""

    def __init__(self, browser: Browser, *, empty: bool = False, text: str = "") -> None:
        """``empty``: the line of text of the empty page stops the watch; ``text``: the element of that selector does."""
        self._context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900}, locale="id-ID")
        self._context.add_init_script(STOPWATCH.replace("TEKS", json.dumps(EMPTY_TEXT if empty else text)))
        self.page = self._context.new_page()

    def visit(self, url: str) -> float:
        """Open an address; milliseconds from the start of navigation to the frame that shows the content."""
        self.page.goto(url, wait_until="commit")
        self.page.wait_for_timeout(FIRST_LOOK_MS)
        self._wait()
        taken = self.page.evaluate("ukur.selesai - ukur.sejak")
        self.page.wait_for_timeout(QUIET_MS)
        return float(taken)

    def painted_at(self) -> float:
        """When the last change was painted: seconds since the epoch."""
        return float(self.page.evaluate("ukur.selesai")) / 1000

    def choose(self, label: str, option: str) -> float:
        """Choose in the selectbox ``label`` the option whose text starts with ``option``; milliseconds from click to paint."""
        box = self.page.locator('[data-testid="stSelectbox"]').filter(has=self.page.get_by_text(label, exact=True))
        box.locator("input").first.click()
        target = self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}"))
        target.wait_for()
        # The list has finished unfolding before the watch starts.
        self.page.wait_for_timeout(UNFOLD_MS)
        self.page.evaluate("() => { ukur.klik = ukur.selesai = null; }")
        target.click()
        # Asking whether it is done would take part in the race: on two cores every question is felt.
        self.page.wait_for_timeout(QUIET_MS)
        self._wait()
        return float(self.page.evaluate("ukur.selesai - ukur.klik"))

    def _wait(self) -> None:
        self.page.wait_for_function("window.ukur && ukur.selesai !== null", polling=100, timeout=WAIT_MS)

    def close(self) -> None:
        """Leave."""
        self._context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: ``DASBOR_CHROMIUM``, the machine's own, or the one of playwright."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("DASBOR_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
