"""What a first visit will need, named in the answer for the page itself, so that the browser fetches it at once.

Without it the browser learns of each part only when the one before has run: the page, then the widgets of the first
drawing, then the map's frame, its script, Leaflet, our script, the boundaries: a chain as long as everything else together.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from typing import Final

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain import shown_area
from lib.domain.errors import DasborError
from lib.published import borders
from lib.ui.streamlit_inside import connection
from lib.ui.streamlit_inside.bundle import COMPONENTS, FOLDER, LEVEL, PREFIX, component_script
from lib.ui.streamlit_inside.fonts import with_small_fonts
from lib.web.assets import leaflet_asset, own_asset
from lib.web.show import ADDRESS as SHOW

# The parts of Streamlit that the frame, the overview and the map page draw with, by the names of their files, in the order in
# which a reader misses them: on a slow line the sentence and the figures come before the map and the filters.
EARLY: Final = ("Html", "ComponentInstance", "Selectbox", "ButtonGroup", "TextInput", "Checkbox", "Button")
_OWN: Final = re.compile(r'"\./static/js/([\w.-]+\.js)"')
# Opened in a tab these are no pages of the application either; and what is fetched ahead, a browser asks for like a page.
NO_PAGES: Final = (COMPONENTS, SHOW, PREFIX, "/api/", "/aset/", "/batas/")
_IMPORT: Final = re.compile(r'from"\./([\w.-]+\.js)"')


# Streamlit looks for its server below the page's own path first and tries again a tenth of a second later; told where it is,
# it asks there at once. The address is the page's own origin, whatever name a proxy gives it. Told also who may embed it
# (this origin alone, not Streamlit's cloud), it opens its connection without two questions before: two ways there and back.
WHERE: Final = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin+%s,"
    "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false}};"
)
_HEAD: Final = b"<head>"
_END_OF_HEAD: Final = b"</head>"
_OF_THE_FILE: Final = (b"content-length", b"etag", b"last-modified")


@cache
def entry() -> tuple[str, ...]:
    """The scripts that Streamlit's own page asks for, in its order."""
    return tuple(dict.fromkeys(_OWN.findall((FOLDER.parent / "index.html").read_text("utf-8"))))


@cache
def parts() -> tuple[str, ...]:
    """The files of ``EARLY`` themselves."""
    return tuple(path.name for part in EARLY for path in sorted((FOLDER / "js").glob(f"{part}.*.js")))


@cache
def chunks() -> tuple[str, ...]:
    """The files of ``EARLY`` and all that they import, in that order, without those that Streamlit's own page asks for."""
    folder = FOLDER / "js"
    found: dict[str, None] = {}
    for part in parts():
        waiting = [part]
        while waiting:
            name = waiting.pop()
            if name in found or name in entry() or not (folder / name).is_file():
                continue
            found[name] = None
            waiting += _IMPORT.findall((folder / name).read_text("utf-8"))
    return tuple(found)


@cache
def _parts() -> str:
    # First, small as they are: the browser runs Streamlit's page only after these, which stand before it.
    first = [f"<{own_asset(name)}>; rel=preload; as=script" for name in connection.SCRIPTS]
    modules = [f"<{PREFIX}js/{name}>; rel=modulepreload" for name in (*entry(), *chunks())]
    frame = (
        component_script(),
        leaflet_asset("leaflet.js"),
        own_asset("peta.js"),
        leaflet_asset("leaflet.css"),
        own_asset("peta.css"),
    )
    later = [f"<{address}>; rel=prefetch" for address in (own_asset("dasbor.css"), *frame)]
    return ", ".join((*first, *modules, *later))


def link_header() -> bytes:
    """The value of the ``Link`` header of a page: first what the page itself starts with, then what it will draw with."""
    try:
        # Not kept with the rest: boundaries that are published have a name of their own.
        first = next(iter(borders.geometry().values()))
    except DasborError:
        # The page itself says what is wrong with the boundaries.
        return _parts().encode("ascii")
    kode = shown_area.province() if shown_area.is_national() else None
    address = f"/batas/{first.tingkat}/{first.name}" + (f"?{shown_area.PARAMETER}={kode}" if kode else "")
    return f"{_parts()}, <{address}>; rel=prefetch".encode("ascii")


@cache
def script() -> bytes:
    """What a page is told before its first script runs."""
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"<script>{WHERE % json.dumps(base)}</script>".encode("ascii")


@cache
def started_early() -> bytes:
    """Starts the parts of ``EARLY`` while the page still waits for its server.

    Streamlit starts each when it first draws with it, and draws all anew whenever one of them is there: ten times over.
    """
    imports = "".join(f'import("{PREFIX}js/{name}");' for name in parts())
    return f'<script type="module">{imports}</script>'.encode("ascii")


class Preload:
    """Tells the answers that are pages of the application what they will need, and where their server is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete what comes back if it is a page."""
        headers = Headers(scope=scope) if scope["type"] == "http" else {}
        if "text/html" not in headers.get("accept", "") or scope["path"].startswith(NO_PAGES):
            await self.app(scope, receive, send)
            return
        page = Page(send, compressed="gzip" in headers.get("accept-encoding", ""))
        # Plain: what is compressed could not be completed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, page.take)


class Page:
    """An answer on its way: held back until it is whole if it is a page, passed on as it is if not."""

    def __init__(self, send: Send, *, compressed: bool) -> None:
        self._send = send
        self._compressed = compressed
        self._start: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        """The next part of the answer."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        body = with_small_fonts(self._body).replace(_HEAD, _HEAD + script() + connection.head(), 1)
        # After Streamlit's own script, which comes first.
        body = body.replace(_END_OF_HEAD, started_early() + _END_OF_HEAD, 1)
        # What was said of the file (its length, its tag) no longer holds for the page made of it.
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in _OF_THE_FILE]
        # In a thread: the boundaries of a province that nobody has asked for yet take seconds, and others are waiting.
        headers += [(b"link", await run_in_threadpool(link_header)), (b"vary", b"accept-encoding")]
        if self._compressed:
            body = gzip.compress(body, LEVEL, mtime=0)
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return message["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html")
