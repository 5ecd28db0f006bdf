"""A tab of a real Chromium with a stopwatch inside the page, and a record of what passes between page and server."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STOPWATCH: Final = (Path(__file__).parent / "stopwatch.js").read_text("utf-8")
WAIT_MS: Final = 60_000
EMPTY_TEXT: Final = '[data-testid="stMarkdown"]'
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


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a filter.

    ``painted_ms``: from the click to the frame that shows the change. ``server_ms``: from the message to the server to its
    word that the run is finished. ``message_bytes``: all messages of the WebSocket, unpacked, both ways. ``fetched``: the
    addresses that were asked for over HTTP.
    """

    painted_ms: float
    server_ms: float
    message_bytes: int
    fetched: tuple[str, ...]


class Tab:
    """One page in a context of its own: a new visitor with an empty cache."""

    def __init__(self, browser: Browser, *, empty: bool = False, text: str = "") -> None:
        """``empty``: the line of text of the empty page stops the watch; ``text``: the element of that selector does."""
        self._context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900}, locale="id-ID")
        self._context.add_init_script(STOPWATCH.replace("TEKS", json.dumps(EMPTY_TEXT if empty else text)))
        self.page = self._context.new_page()
        self._messages: list[tuple[str, float, bytes]] = []
        self._fetched: list[str] = []
        cdp = self._context.new_cdp_session(self.page)
        cdp.send("Network.enable")
        cdp.on("Network.webSocketFrameSent", lambda event: self._note("sent", event))
        cdp.on("Network.webSocketFrameReceived", lambda event: self._note("received", event))
        self.page.on("request", lambda request: self._fetched.append(request.url))

    def _note(self, way: str, event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2
        self._messages.append((way, event["timestamp"], base64.b64decode(payload) if binary else payload.encode()))

    def visit(self, url: str) -> float:
        """Open an address; milliseconds from the start of navigation to the frame that shows the content."""
        self.page.goto(url, wait_until="commit")
        self._wait()
        taken = self.page.evaluate("ukur.selesai - ukur.sejak")
        self.page.wait_for_timeout(QUIET_MS)
        return float(taken)

    def painted_at(self) -> float:
        """When the last change was painted: seconds since the epoch."""
        return float(self.page.evaluate("ukur.selesai")) / 1000

    def choose(self, label: str, option: str) -> Change:
        """Choose in the selectbox ``label`` the option whose text starts with ``option``."""
        box = self.page.locator('[data-testid="stSelectbox"]').filter(has=self.page.get_by_text(label, exact=True))
        box.locator("input").first.click()
        target = self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}"))
        target.wait_for()
        self.page.evaluate("() => { ukur.klik = ukur.selesai = null; }")
        self._messages.clear()
        self._fetched.clear()
        target.click()
        self._wait()
        painted = float(self.page.evaluate("ukur.selesai - ukur.klik"))
        self._wait_until_finished()
        return Change(
            painted, self._server_ms(), sum(len(content) for _way, _at, content in self._messages), tuple(self._fetched)
        )

    def _wait(self) -> None:
        self.page.wait_for_function("window.ukur && ukur.selesai !== null", polling=20, timeout=WAIT_MS)

    def _finished(self) -> list[float]:
        return [at for way, at, content in self._messages if way == "received" and _is_finished(content)]

    def _wait_until_finished(self) -> None:
        for _try in range(WAIT_MS // QUIET_MS):
            self.page.wait_for_timeout(QUIET_MS)
            if self._finished():
                return
        raise RuntimeError("the server never said that the run was finished")

    def _server_ms(self) -> float:
        sent = next(at for way, at, _content in self._messages if way == "sent")
        return (self._finished()[-1] - sent) * 1000

    def close(self) -> None:
        """Leave."""
        self._context.close()


def _is_finished(content: bytes) -> bool:
    message = ForwardMsg()
    message.ParseFromString(content)
    return message.WhichOneof("type") == "script_finished"


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
