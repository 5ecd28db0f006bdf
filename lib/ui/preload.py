"""What a first visit will need, named in the answer for the page itself, so that the browser fetches it at once.

Without it the browser learns of each part only when the one before has run: the page, then the widgets of the first
drawing, then the map's frame, its script, Leaflet, our script, the boundaries: a chain as long as everything else together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain.errors import DasborError
from lib.published import source
from lib.ui.assets import leaflet_asset, own_asset
from lib.ui.bundle import FOLDER, PREFIX

# The parts of Streamlit that the frame, the overview and the map page draw with, by the names of their files.
EARLY: Final = ("Html", "PageLink", "Selectbox", "ButtonGroup", "ComponentInstance", "TextInput", "Checkbox")
COMPONENT: Final = "/component/streamlit_folium.st_folium/"
_IMPORT: Final = re.compile(r'from"\./([\w.-]+\.js)"')


@cache
def chunks() -> tuple[str, ...]:
    """The files of ``EARLY`` and all that they import, without those that Streamlit's own page asks for."""
    folder = FOLDER / "js"
    asked = (FOLDER.parent / "index.html").read_text("utf-8")
    found: dict[str, None] = {}
    waiting = [path.name for name in EARLY for path in sorted(folder.glob(f"{name}.*.js"))]
    while waiting:
        name = waiting.pop()
        if name in found or name in asked or not (folder / name).is_file():
            continue
        found[name] = None
        waiting += _IMPORT.findall((folder / name).read_text("utf-8"))
    return tuple(found)


@cache
def link_header() -> bytes:
    """The value of the ``Link`` header of a page."""
    modules = [f"<{PREFIX}js/{name}>; rel=modulepreload" for name in chunks()]
    # The component's own script is left out: Streamlit serves it only once a first run has drawn a map.
    frame = (leaflet_asset("leaflet.js"), own_asset("peta.js"), leaflet_asset("leaflet.css"), own_asset("peta.css"))
    later = [f"<{address}>; rel=prefetch" for address in (own_asset("dasbor.css"), *frame)]
    try:
        first = source.geometry()["kabupaten"]
        later.append(f"</batas/{first.tingkat}/{first.name}>; rel=prefetch")
    except DasborError:
        # The page itself says what is wrong with the boundaries.
        pass
    return ", ".join((*modules, *later)).encode("ascii")


class Preload:
    """Adds the ``Link`` header to the answers that are pages of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; name what is needed next if a page comes back."""
        if scope["type"] != "http" or scope["path"].startswith(COMPONENT):
            await self.app(scope, receive, send)
            return

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message["headers"] = [*message["headers"], (b"link", link_header())]
            await send(message)

        await self.app(scope, receive, send_with_link)


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return message["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html")
