"""Streamlit's own scripts, styles and fonts, served from memory and compressed once.

A first visit asks for some eighty files. Streamlit opens and sends each anew, uncompressed (they would have to be compressed
for every request): 190 ms of processor time and 3 MB a visitor. Their names carry the hash of their content, so they may be
kept; that takes 120 ms off every first visit and two thirds off what a phone has to load.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX: Final = "/static/"
FOLDER: Final = Path(streamlit.__file__).parent / "static" / "static"
COMPRESSIBLE: Final = (".js", ".css", ".svg", ".json", ".map")
IMMUTABLE: Final = "public, max-age=31536000, immutable"
# More costs twice the time for one per cent.
LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its type, its bytes and, where it helps, the same compressed."""

    media_type: str
    content: bytes
    compressed: bytes | None


@cache
def asset(name: str) -> Asset | None:
    """The file ``name`` of Streamlit's bundle; None when there is none of that name."""
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        return None
    content = path.read_bytes()
    compressed = gzip.compress(content, LEVEL, mtime=0) if path.suffix in COMPRESSIBLE else None
    return Asset(mimetypes.guess_type(path.name)[0] or "application/octet-stream", content, compressed)


@cache
def names() -> frozenset[str]:
    """Every name in the bundle: what is asked for otherwise is never looked up, nor remembered."""
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


class Bundle:
    """Answers for Streamlit's static files; everything else, and whatever is unusual, goes on to Streamlit."""

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
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(PREFIX):
            return None
        name = scope["path"].removeprefix(PREFIX)
        if name not in names() or "range" in Headers(scope=scope):
            return None
        # The first to ask for a file waits until it is read and compressed; nobody else waits for him.
        return await run_in_threadpool(asset, name)
