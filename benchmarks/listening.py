"""A tab that is listened to: what passes between page and server with a change. Its times of painting say nothing."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.browser import QUIET_MS, WAIT_MS, Tab


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one change of a filter took.

    ``server_ms``: from the message to the server to its word that the run is finished. ``message_bytes``: all messages of the
    WebSocket, unpacked, both ways. ``fetched``: the addresses that were asked for over HTTP.
    """

    server_ms: float
    message_bytes: int
    fetched: tuple[str, ...]


class ListeningTab(Tab):
    """A tab with a record of its messages and requests."""

    def __init__(self, browser: Browser, *, empty: bool = False) -> None:
        """``empty``: as for ``Tab``."""
        super().__init__(browser, empty=empty)
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

    def exchange(self, label: str, option: str) -> Exchange:
        """Choose as ``choose`` does, and wait until the server has said that the run is finished."""
        self._messages.clear()
        self._fetched.clear()
        self.choose(label, option)
        for _try in range(WAIT_MS // QUIET_MS):
            if self._finished():
                break
            self.page.wait_for_timeout(QUIET_MS)
        else:
            raise RuntimeError("the server never said that the run was finished")
        sent = next(at for way, at, _content in self._messages if way == "sent")
        size = sum(len(content) for _way, _at, content in self._messages)
        return Exchange((self._finished()[-1] - sent) * 1000, size, tuple(self._fetched))

    def _finished(self) -> list[float]:
        return [at for way, at, content in self._messages if way == "received" and _is_finished(content)]


def _is_finished(content: bytes) -> bool:
    message = ForwardMsg()
    message.ParseFromString(content)
    return message.WhichOneof("type") == "script_finished"
