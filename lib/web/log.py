"""The log as one JSON object a line, for machines that collect it: with ``DASBOR_LOG=json``.

Each line says when, how grave, from where and what; within a run of a page also the session (a number of its own, made from
Streamlit's by a hash that cannot be turned round), and which published data were shown; a page that was drawn leaves a line with
its name, language and milliseconds. Names, addresses and what readers
typed are in none of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import re
import secrets
from contextvars import ContextVar
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.domain.errors import SettingError
from lib.domain.language import N_
from lib.published import source

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


# The log as one JSON object a line, for machines that collect it: with ``DASBOR_LOG=json``.
#
# Each line says when, how grave, from where and what; within a run of a page also the session (a number of its own, made from
# Streamlit's by a hash that cannot be turned round), and which published data were shown; a page that was drawn leaves a line
# with its name, language and milliseconds. Names, addresses and what readers typed are in none of them.


FORMS: Final = ("teks", "json")
# What the line of a drawn page says besides; its filters and what was searched for are in none.
OF_A_VIEW: Final = ("halaman", "bahasa", "lama_ms")
# Loggers that have handlers of their own; the others reach the root. The server's own record of every request stays off:
# it has visitors' addresses and what they searched for.
_OWN_HANDLERS: Final = ("uvicorn", "uvicorn.error")
_OWN_FAMILY: Final = "streamlit"
# Without it the hash of a session in one log could be looked up in another.
_SALT: Final = secrets.token_bytes(16)


class JsonLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never more than one, whatever the message holds."""
        line: dict[str, Any] = {
            "waktu": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "tingkat": record.levelname,
            "asal": record.name,
            "pesan": record.getMessage(),
        }
        context = get_script_run_ctx(suppress_warning=True)
        if context is not None:
            line["sesi"] = session_number(context.session_id)
        if number := current():
            line["permintaan"] = number
        if version := source.shown_version():
            line["sidik"] = version
        line |= {name: record.__dict__[name] for name in OF_A_VIEW if name in record.__dict__}
        if record.exc_info:
            line["jejak"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def session_number(session_id: str) -> str:
    """The same for all lines of a session in this process, and nobody's name."""
    return hashlib.sha256(_SALT + session_id.encode()).hexdigest()[:12]


def form() -> str:
    """``DASBOR_LOG``: ``teks`` or ``json``; SettingError for anything else."""
    asked = os.environ.get("DASBOR_LOG", "").strip() or FORMS[0]
    if asked not in FORMS:
        raise SettingError(
            N_("DASBOR_LOG harus teks atau json; isinya “{isi}”."), saran=N_("Contoh: DASBOR_LOG=json make run"), isi=asked[:20]
        )
    return asked


def install() -> None:
    """From now on every line of the log of this process is JSON, if the setting says so."""
    if form() != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine())
    logging.getLogger().handlers = [handler]
    logging.getLogger("dasbor").setLevel(logging.INFO)
    for name in logging.root.manager.loggerDict:
        if name in _OWN_HANDLERS or name.partition(".")[0] == _OWN_FAMILY:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True
        if name in _OWN_HANDLERS:
            # What it tells of each connection that opens has the visitor's address.
            logging.getLogger(name).setLevel(logging.WARNING)
