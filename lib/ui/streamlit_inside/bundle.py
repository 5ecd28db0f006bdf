"""Streamlit's own scripts, styles and fonts, those of the map's frame, and ours, served from memory and compressed once.

A first visit asks for some eighty files. Streamlit opens and sends each anew, uncompressed (they would have to be compressed
for every request): 190 ms of processor time and 3 MB a visitor. Their names carry the hash of their content, so they may be
kept; that takes 120 ms off every first visit and two thirds off what a phone has to load. The frame's script Streamlit
serves only once a first run has drawn a map; from here a page can ask for it while its first run has not begun.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.ui.streamlit_inside import fonts
from lib.web.assets import IMMUTABLE, assets

PREFIX: Final = "/static/"
FOLDER: Final = Path(streamlit.__file__).parent / "static" / "static"
COMPONENTS: Final = "/component/"
FRAME: Final = f"{COMPONENTS}streamlit_folium.st_folium/"
COMPRESSIBLE: Final = (".js", ".css", ".svg", ".json", ".map")
# More costs twice the time for one per cent.
LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its type, its bytes and, where it helps, the same compressed."""

    media_type: str
    content: bytes
    compressed: bytes | None


@cache
def frame_folder() -> Path:
    """The files of the map's frame. Importing the package would register it before the server is there for it."""
    found = find_spec("streamlit_folium")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("streamlit_folium")
    return Path(found.submodule_search_locations[0]) / "frontend" / "build"


@cache
def component_script() -> str:
    """The address of the script of the map's frame; its name carries the hash of its content."""
    (script,) = (frame_folder() / "static" / "js").glob("main.*.js")
    return f"{FRAME}static/js/{script.name}"


@cache
def asset(address: str) -> Asset | None:
    """The file at ``address``; None where none is."""
    path = addresses().get(address) or fonts.small(address.removeprefix(PREFIX))
    if path is None:
        return None
    content = path.read_bytes()
    compressed = gzip.compress(content, LEVEL, mtime=0) if path.suffix in COMPRESSIBLE else None
    return Asset(mimetypes.guess_type(path.name)[0] or "application/octet-stream", content, compressed)


@cache
def addresses() -> dict[str, Path]:
    """Every address answered from here, with its file: what is asked for otherwise is never looked up, nor remembered."""
    bundle = {PREFIX + path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
    own = {f"/aset/{name}": path for name, path in assets().items()}
    return bundle | own | {component_script(): frame_folder() / component_script().removeprefix(FRAME)}


def is_served(address: str) -> bool:
    """True for an address that is answered from here: the small fonts too, once they are made."""
    return address in addresses() or (address.startswith(PREFIX) and fonts.small(address.removeprefix(PREFIX)) is not None)


class Bundle:
    """Answers for Streamlit's static files and our own; everything else, and whatever is unusual, goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on."""
        found = await self._found(scope)
        if found is None:
            await self.app(scope, receive, send)
            return
        headers = {"cache-control": IMMUTABLE, "vary": "accept-encoding"}
        content = found.content
        if found.compressed is not None and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            content = found.compressed
        await Response(content, media_type=found.media_type, headers=headers)(scope, receive, send)

    async def _found(self, scope: Scope) -> Asset | None:
        if scope["type"] != "http" or scope["method"] != "GET" or not is_served(scope["path"]):
            return None
        if "range" in Headers(scope=scope):
            return None
        # The first to ask for a file waits until it is read and compressed; nobody else waits for him.
        return await run_in_threadpool(asset, scope["path"])
