"""A number for each request, in its answer and in every line of the log that it causes: what a complaint is found by.

A proxy's own number (``X-Request-ID``) is taken over if it is well-formed; the number is of one request, not of a person.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "x-request-id"
# What could break a line of a log or of a header is no number.
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_active: ContextVar[str] = ContextVar("permintaan", default="")


def current() -> str:
    """The number of the request that this is done for; empty outside of one."""
    return _active.get()


class RequestNumber:
    """Gives every HTTP request its number and returns it with the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its number."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get(HEADER, "")
        number = asked if _WELL_FORMED.fullmatch(asked) else secrets.token_hex(8)

        async def send_with_number(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (HEADER.encode(), number.encode())]
            await send(message)

        token = _active.set(number)
        try:
            await self.app(scope, receive, send_with_number)
        finally:
            _active.reset(token)
