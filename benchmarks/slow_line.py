"""A first visit over a slow line: what stands on the screen when, and what a first and a second visit weigh."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser

from benchmarks.browser import Tab
from benchmarks.report import Row
from benchmarks.servers import Server

BYTES_PER_SECOND: Final = 300_000
LATENCY_MS: Final = 400
# The elements that tell that a part is there; the map tells it itself.
PARTS: Final = {
    "/": {"headline": ".d-judul", "figures": ".d-peringkat"},
    "/peta": {"headline": ".d-judul", "figures": ".d-legenda"},
}
NAMES: Final = {"/": "overview", "/peta": "map page"}
WATCH: Final = """
window.kapan = {};
new MutationObserver(() => {
  for (const [name, at] of Object.entries(PARTS)) {
    if (!(name in kapan) && document.querySelector(at)) kapan[name] = performance.now();
  }
}).observe(document, { childList: true, subtree: true });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: milliseconds until each part is there, and kilobytes that were fetched, by kind."""

    until_ms: dict[str, float]
    fetched_kb: dict[str, float]


def rows(browser: Browser, ours: Server) -> Iterator[Row]:
    """For each page: times of a first visit over a slow line, and the weight of a first and of a second visit."""
    for page, name in NAMES.items():
        first, second = visits(browser, ours.origin + page, PARTS[page])
        for part, milliseconds in first.until_ms.items():
            yield Row(f"slow line, first visit of the {name}: {part}", [milliseconds], "ms")
        yield Row(f"weight of a first visit of the {name}", [sum(first.fetched_kb.values())], "kB")
        for kind, size in sorted(first.fetched_kb.items(), key=lambda one: -one[1]):
            yield Row(f"weight of a first visit of the {name}: {kind}", [size], "kB")
        yield Row(f"weight of a second visit of the {name}", [sum(second.fetched_kb.values())], "kB")


def visits(browser: Browser, url: str, parts: dict[str, str]) -> tuple[Visit, Visit]:
    """The same new visitor twice: with an empty cache, then with what the first visit left there."""
    tab = Tab(browser)
    found = []
    for _time in range(2):
        tab.page.add_init_script(WATCH.replace("PARTS", json.dumps(parts)))
        talk = tab.page.context.new_cdp_session(tab.page)
        talk.send("Network.enable")
        talk.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BYTES_PER_SECOND,
                "uploadThroughput": BYTES_PER_SECOND,
            },
        )
        kinds: dict[str, str] = {}
        fetched: Counter[str] = Counter()

        def asked(event: dict[str, Any], kinds: dict[str, str] = kinds) -> None:
            kinds[event["requestId"]] = str(event.get("type", "Other")).lower()

        def finished(event: dict[str, Any], kinds: dict[str, str] = kinds, fetched: Counter[str] = fetched) -> None:
            fetched[kinds.get(event["requestId"], "other")] += event["encodedDataLength"]

        talk.on("Network.requestWillBeSent", asked)
        talk.on("Network.loadingFinished", finished)
        map_ms = tab.visit(url)
        until = {name: float(at) for name, at in tab.page.evaluate("kapan").items()}
        found.append(Visit(until | {"map": map_ms}, {kind: size / 1000 for kind, size in fetched.items()}))
        talk.detach()
    tab.close()
    return found[0], found[1]
