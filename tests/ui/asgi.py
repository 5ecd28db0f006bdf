"""A request to an ASGI application without a server or a network: what it answers, whole."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp

from tests import own_loop


@dataclass(frozen=True)
class Answer:
    """Status, headers (lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body, unpacked if it came packed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    def json(self) -> Any:
        return json.loads(self.plain)


def get(app: ASGIApp, target: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """Ask for ``target`` exactly as it would stand on the wire: nothing is cleaned up on the way."""
    path, _question, query = target.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (name.encode(), value.encode())
            for name, value in ({"host": "uji", "accept-encoding": "gzip"} | (headers or {})).items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("uji", 80),
    }
    sent: list[dict[str, Any]] = []

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        # After the request there is only a caller who waits for the whole answer.
        return next(asked, None) or await asyncio.Future()

    async def send(message: Any) -> None:
        sent.append(dict(message))

    own_loop.run(app(scope, receive, send))
    start, *rest = sent
    said = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], said, b"".join(message.get("body", b"") for message in rest))
