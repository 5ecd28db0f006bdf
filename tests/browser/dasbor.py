"""The dashboard as a visitor meets it: one place for every selector that the browser tests use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Frame, Locator, Page, Request

DESKTOP = (1440, 900)
PROJECTOR = (1280, 720)
PHONE = (390, 844)
TIMEOUT_MS = 20_000
MAP_FRAME = 'iframe[title="streamlit_folium.st_folium"]'

# Runs in every frame before its own scripts: a breach of the policy becomes a console error, and so fails the test.
CSP_WATCH = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error("content security policy: " + event.violatedDirective + " " + event.blockedURI));"""

# What the console says although nothing of ours is wrong: a pattern of text or address, and why it is harmless.
HARMLESS_CONSOLE = (
    # Streamlit asks the frames of components for features that this Chromium does not know.
    re.compile(r"^Unrecognized feature: "),
    # Streamlit's sandbox for components allows scripts of the same origin.
    re.compile(r"^An iframe which has both allow-scripts and allow-same-origin"),
    # A frame that started to speak when its page was already left.
    re.compile(r"^Received component message for unregistered ComponentInstance"),
)

# A point well inside an area, in pixels of the map: the grid point inside its largest ring that is farthest from its edge.
INNER_POINT = """(kode) => {
  let path = null;
  map.eachLayer((layer) => { if (layer.kode === kode && layer.feature) path = layer; });
  if (!path) return null;
  const rings = path.feature.geometry.type === "Polygon" ? [path.getLatLngs()[0]] : path.getLatLngs().map((part) => part[0]);
  const pixels = rings.map((ring) => ring.map((at) => map.latLngToContainerPoint(at)));
  const extent = (ring) => {
    const xs = ring.map((p) => p.x), ys = ring.map((p) => p.y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  };
  const size = (ring) => { const [a, b, c, d] = extent(ring); return (c - a) * (d - b); };
  const ring = pixels.sort((one, other) => size(other) - size(one))[0];
  const [left, top, right, bottom] = extent(ring);
  let best = null, most = -1;
  for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
    const x = left + (right - left) * i / 24, y = top + (bottom - top) * j / 24;
    let inside = false, near = Infinity;
    for (let a = 0, b = ring.length - 1; a < ring.length; b = a++) {
      const p = ring[a], q = ring[b];
      if ((p.y > y) !== (q.y > y) && x < (q.x - p.x) * (y - p.y) / (q.y - p.y) + p.x) inside = !inside;
      const dx = q.x - p.x, dy = q.y - p.y;
      const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
      near = Math.min(near, Math.hypot(p.x + t * dx - x, p.y + t * dy - y));
    }
    if (inside && near > most) { most = near; best = { x, y }; }
  }
  return best;
}"""

# The colours that the canvas really shows at points of the map.
PIXELS = """(points) => {
  const canvas = document.querySelector("#map_div canvas"), box = canvas.getBoundingClientRect();
  const copy = document.createElement("canvas");
  copy.width = box.width; copy.height = box.height;
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0, box.width, box.height);
  return points.map(({ x, y }) => "#" + [...pen.getImageData(Math.round(x - box.left), Math.round(y - box.top), 1, 1).data]
    .slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join(""));
}"""


def number(text: str) -> int:
    """The whole number that a text in Indonesian or English format shows: ``1.164`` or ``1,164``."""
    return int(re.sub(r"[^0-9]", "", text))


class Dasbor:
    """One open tab of the dashboard."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.requests: list[str] = []
        self._complaints: list[str] = []
        self._transferred: list[str] = []
        page.set_default_timeout(TIMEOUT_MS)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.responseReceived", lambda event: self._on_response(event["response"]))
        page.on("request", self._on_request)
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._complaints.append(f"script error: {error}"))

    # -- watching ---------------------------------------------------------------------------------------------------

    def _on_request(self, request: Request) -> None:
        self._note(request.url)

    def _note(self, url: str) -> None:
        self.requests.append(url)
        own = self.origin.partition(":")[2]
        if not url.partition(":")[2].startswith(own) and not url.startswith(("data:", "blob:", "about:")):
            self._complaints.append(f"asked another origin: {url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        where = message.location.get("url", "")
        if not any(harmless.search(text) for harmless in HARMLESS_CONSOLE for text in (message.text, urlsplit(where).path)):
            self._complaints.append(f"console {message.type}: {message.text} ({where})")

    def complaints(self) -> list[str]:
        """What went wrong in this tab so far."""
        return list(self._complaints)

    def forgive(self, pattern: str) -> None:
        """Take back complaints that a test provoked on purpose; there must be one."""
        kept = [text for text in self._complaints if not re.search(pattern, text)]
        assert len(kept) < len(self._complaints), f"nobody complained about {pattern}"
        self._complaints = kept

    def _on_response(self, response: dict[str, Any]) -> None:
        # What a page named for early fetching is asked for twice, and comes out of the browser's cache the second time.
        if not response.get("fromDiskCache") and not response.get("fromPrefetchCache"):
            self._transferred.append(response["url"])

    def geometry_requests(self) -> list[str]:
        """Addresses of boundary files that came over the network so far."""
        return [path for path in (urlsplit(url).path for url in self._transferred) if path.startswith("/batas/")]

    # -- opening and waiting ----------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is whole and its map painted."""
        self.page.goto(self.origin + address)
        self.wait_until_whole()

    def wait_until_whole(self) -> None:
        """The run of the script has reached the footer and the map has painted; a page that gave up fails at once."""
        gave_up = self.page.get_by_text("kesalahan pada aplikasi").or_(self.page.get_by_text("an error in the application"))
        self.footer.or_(gave_up).first.wait_for()
        assert not gave_up.count(), gave_up.first.inner_text()
        self.wait_until_idle()
        self.page.frame_locator(MAP_FRAME).locator("body[data-digambar]").wait_for(state="attached")
        # The frame may still be growing to its width; what stands in it is fitted to it.
        self.map.wait_for_function("map.getSize().x === innerWidth && map.getSize().y === innerHeight")

    def wait_until_idle(self) -> None:
        """No script runs for this tab."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()

    def repainted(self, action: Callable[[], Any]) -> None:
        """Do something that changes the map, and wait until it shows the change."""
        frame = self.map
        before = self.painted
        action()
        frame.wait_for_function("(before) => document.body.dataset.digambar !== before", arg=before)
        self.wait_until_idle()

    def wait_for_parameters(self, **wanted: str) -> None:
        """Wait until the address holds exactly these parameters."""
        self.page.wait_for_url(lambda url: parameters_of(url) == wanted)

    @property
    def parameters(self) -> dict[str, str]:
        """Parameters of the address."""
        return parameters_of(self.page.url)

    def mark(self, name: str = "tanda_uji") -> None:
        """Leave a mark in the page and in the map's frame that only a load or a remount would wipe out."""
        self.page.evaluate("(name) => { window[name] = true; }", name)
        self.map.evaluate("(name) => { window[name] = true; }", name)

    def page_is_marked(self, name: str = "tanda_uji") -> bool:
        """True while the page has not been loaded anew."""
        return bool(self.page.evaluate("(name) => window[name] === true", name))

    def map_is_marked(self, name: str = "tanda_uji") -> bool:
        """True while the map has not been mounted anew."""
        return bool(self.map.evaluate("(name) => window[name] === true", name))

    # -- parts of the page ------------------------------------------------------------------------------------------

    @property
    def headline(self) -> Locator:
        return self.page.locator(".d-judul")

    @property
    def badge(self) -> Locator:
        return self.page.locator(".d-lencana")

    @property
    def footer(self) -> Locator:
        # While a page gives way to another the footers of both may stand there for a moment.
        return self.page.locator(".d-kaki").last

    @property
    def header(self) -> Locator:
        """Streamlit's bar over the page."""
        return self.page.locator('[data-testid="stHeader"]')

    @property
    def sidebar(self) -> Locator:
        return self.page.locator('[data-testid="stSidebar"]')

    @property
    def main(self) -> Locator:
        """What scrolls."""
        return self.page.locator('[data-testid="stMain"]')

    @property
    def notices(self) -> Locator:
        return self.page.locator('[data-testid="stAlert"]')

    @property
    def breadcrumb(self) -> Locator:
        return self.page.locator("nav.d-remah")

    @property
    def cards(self) -> dict[str, str]:
        """Label and value of the key figures."""
        return {
            card.locator(".d-kartu-label").inner_text(): card.locator(".d-kartu-nilai").inner_text()
            for card in self.page.locator(".d-kartu").all()
        }

    @property
    def legend(self) -> dict[str, int]:
        """Class and count of every line of the legend, in order; the interval under a class is left out."""
        rows = self.page.locator(".d-legenda-baris").evaluate_all(
            """(rows) => rows.map((row) => [row.querySelector(".d-legenda-label").firstChild.textContent.trim(),
                 row.querySelector(".d-legenda-jumlah").textContent])"""
        )
        return {label: number(count) for label, count in rows}

    @property
    def legend_colours(self) -> dict[str, str]:
        """Class and colour of every line of the legend."""
        rows = self.page.locator(".d-legenda-baris").evaluate_all(
            """(rows) => rows.map((row) => [row.querySelector(".d-legenda-label").firstChild.textContent.trim(),
                 row.querySelector(".d-kotak").style.getPropertyValue("--warna").trim()])"""
        )
        return dict(rows)

    def page_link(self, name: str) -> Locator:
        """A page in the navigation."""
        return self.sidebar.get_by_role("link", name=name, exact=True)

    def combobox(self, label: str) -> Locator:
        return self.page.get_by_role("combobox", name=label, exact=True)

    def radio(self, label: str, option: str) -> Locator:
        return self.page.get_by_role("radiogroup", name=label, exact=True).get_by_role("radio", name=option, exact=True)

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Choose from a drop-down list."""
        self.combobox(label).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def press(self, label: str, option: str) -> None:
        """Press one of a row of choices."""
        self.page.get_by_role("radiogroup", name=label, exact=True).get_by_text(option, exact=True).click()

    # -- the map ----------------------------------------------------------------------------------------------------

    @property
    def map_box(self) -> Locator:
        return self.page.locator(MAP_FRAME)

    @property
    def map(self) -> Frame:
        """The document inside the map's frame."""
        frame = self.map_box.element_handle().content_frame()
        assert frame is not None
        return frame

    @property
    def painted(self) -> str:
        """What the map last painted: colours and the class of every area."""
        return str(self.map.evaluate("document.body.dataset.digambar"))

    @property
    def map_level(self) -> str:
        """The level whose boundaries the map shows."""
        return str(self.map.evaluate("document.body.dataset.tingkat")).split("/")[2]

    def wait_for_level(self, level: str) -> None:
        """Wait until the map shows the boundaries of a level."""
        self.map.wait_for_function("(level) => (document.body.dataset.tingkat || '').includes(`/${level}/`)", arg=level)
        self.wait_until_idle()

    @property
    def map_view(self) -> tuple[float, float, float]:
        """Zoom, latitude and longitude of the middle of the map, as its pixels stand.

        Not ``getCenter``: Leaflet remembers there what was asked for, until it looks at its size again, and that may be half a
        pixel off what is on the screen.
        """
        middle = "map.layerPointToLatLng(map.containerPointToLayerPoint(map.getSize().divideBy(2)))"
        zoom, lat, lng = self.map.evaluate(f"[map.getZoom(), {middle}.lat, {middle}.lng]")
        return float(zoom), round(lat, 6), round(lng, 6)

    def point_in(self, kode: str) -> dict[str, float]:
        """A point inside an area, in pixels of the map."""
        point = self.map.evaluate(INNER_POINT, kode)
        assert point is not None, f"{kode} is not on the map"
        return point

    def colours_of(self, codes: list[str]) -> dict[str, str]:
        """The colour that the map shows inside each area."""
        return dict(zip(codes, self.map.evaluate(PIXELS, [self.point_in(kode) for kode in codes]), strict=True))

    def click_area(self, kode: str) -> None:
        """Click inside an area."""
        self.page.frame_locator(MAP_FRAME).locator("#map_div").click(position=self.point_in(kode))

    def hover_area(self, kode: str) -> None:
        """Rest the pointer inside an area."""
        self.page.frame_locator(MAP_FRAME).locator("#map_div").hover(position=self.point_in(kode))

    @property
    def tooltip(self) -> Locator:
        return self.page.frame_locator(MAP_FRAME).locator(".dasbor-tip")

    @property
    def map_message(self) -> Locator:
        """What the map says in its own frame when it cannot draw."""
        return self.page.frame_locator(MAP_FRAME).locator(".dasbor-pesan")

    # -- the table --------------------------------------------------------------------------------------------------

    def show_table(self) -> None:
        """Switch the table on by keyboard, as the readers whom it is for; works in every language."""
        switch = self.page.get_by_role("switch")
        switch.focus()
        switch.press("Space")
        self.table.wait_for()
        self.wait_until_idle()

    @property
    def table(self) -> Locator:
        return self.page.locator("table.d-tabel")

    def table_rows(self) -> list[dict[str, str]]:
        """The rows of the table on the screen, by column heading."""
        heads = self.table.locator("thead th").all_inner_texts()
        rows = self.table.locator("tbody tr").evaluate_all(
            "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
        )
        return [dict(zip(heads, row, strict=True)) for row in rows]


def parameters_of(url: str) -> dict[str, str]:
    """The parameters of an address, each once."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
