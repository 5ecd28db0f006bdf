"""A visitor without a browser: speaks Streamlit's own WebSocket protocol, as its page does.

It sends what a browser sends (address, page, state of the widgets, hashes of the messages it keeps) and understands of the
answers what it needs: widgets, texts, refusals, and the word that the run is finished. It fetches no scripts, styles or
geometry: those a browser keeps after the first visit.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

RUN_SECONDS: Final = 60.0
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
MOST_BYTES: Final = 2**24
EARLY: Final = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")
COMPILE_ERROR: Final = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_WITH_COMPILE_ERROR")
# The most messages that Streamlit's page keeps to be told "the same as before".
KEPT: Final = 500
WIDGETS: Final = frozenset({"selectbox", "text_input", "button", "button_group"})


class Lost(Exception):
    """The server hung up, refused, or did not finish in time."""


@dataclass(slots=True)
class Run:
    """One run of the script: how long from the question to the word that it is finished, the bytes of the messages, the
    kinds of elements that tell of a failure."""

    seconds: float
    message_bytes: int
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget on the page: its full id, its options as shown, and the fragment that it is drawn in."""

    id: str
    kind: str
    options: tuple[str, ...]
    value: str | None
    fragment: str


class Session:
    """One tab."""

    def __init__(self, origin: str, address: str = "/", cookies: str = "") -> None:
        """``address``: path and query of the page; ``cookies``: as a browser sends them."""
        if urlsplit(origin).hostname not in LOOPBACK:
            raise ValueError(f"{origin} is not on this machine")
        parts = urlsplit(address)
        self._origin = origin
        self._page = parts.path.strip("/")
        self._cookies = cookies
        self.query = parts.query
        self._page_hash = ""
        self._elements: dict[tuple[int, ...], Any] = {}
        self._seen: set[tuple[int, ...]] = set()
        self.widgets: dict[str, Widget] = {}
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, Any] = {}
        self._socket: ClientConnection | None = None

    async def open(self) -> Run:
        """Connect and let the page draw itself for the first time."""
        headers = {"Cookie": self._cookies} if self._cookies else {}
        address = self._origin.replace("http", "ws", 1) + "/_stcore/stream"
        try:
            self._socket = await connect(
                address,
                origin=self._origin,  # type: ignore[arg-type]
                subprotocols=["streamlit"],  # type: ignore[list-item]
                additional_headers=headers,
                max_size=MOST_BYTES,
                open_timeout=RUN_SECONDS,
                proxy=None,
            )
        except (OSError, InvalidHandshake, TimeoutError) as error:
            raise Lost(f"{type(error).__name__}: {error}") from error
        return await self.run()

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def choose(self, label: str, option: str) -> Run:
        """Choose in the selectbox ``label`` the option that starts with ``option``."""
        widget = self._named(label, "selectbox")
        text = next((it for it in widget.options if it.startswith(option)), None)
        if text is None:
            raise LookupError(f"{label}: no {option} among {widget.options}")
        self._states[widget.id] = WidgetState(id=widget.id, string_value=text)
        return await self.run(fragment=widget.fragment)

    def write(self, label: str, text: str) -> None:
        """Write into the text field ``label``; it is sent with the next press."""
        widget = self._named(label, "text_input")
        self._states[widget.id] = WidgetState(id=widget.id, string_value=text)

    async def press(self, label: str) -> Run:
        """Press the button ``label``."""
        widget = self._named(label, "button")
        return await self.run([WidgetState(id=widget.id, trigger_value=True)], widget.fragment)

    def _named(self, label: str, kind: str) -> Widget:
        widget = self.widgets.get(label)
        if widget is None or widget.kind != kind:
            raise LookupError(f"no {kind} “{label}” among {sorted(self.widgets)}")
        return widget

    async def run(self, triggers: Iterable[WidgetState] = (), fragment: str = "") -> Run:
        """Ask for a run with the present state of the widgets and take what comes until it is finished."""
        assert self._socket is not None
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self._page
        state.fragment_id = fragment
        state.cached_message_hashes.extend(self._kept)
        state.context_info.timezone = "Asia/Jakarta"
        state.context_info.locale = "id-ID"
        state.context_info.url = f"{self._origin}/{self._page}"
        known = {widget.id for widget in self.widgets.values()}
        state.widget_states.widgets.extend([it for key, it in self._states.items() if key in known] + list(triggers))
        began = time.monotonic()
        run = Run(0, 0)
        try:
            async with asyncio.timeout(RUN_SECONDS):
                await self._socket.send(message.SerializeToString())
                while not self._take(await self._socket.recv(), run, fragment):
                    pass
        except (WebSocketException, OSError, TimeoutError) as error:
            raise Lost(f"{type(error).__name__}: {error}") from error
        run.seconds = time.monotonic() - began
        return run

    def _take(self, content: str | bytes, run: Run, fragment: str) -> bool:
        """One message; True when it ends the run."""
        assert isinstance(content, bytes)
        run.message_bytes += len(content)
        message = ForwardMsg()
        message.ParseFromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._place(message, run)
        elif kind == "ref_hash":
            if message.ref_hash not in self._kept:
                run.failures.append("a message was not sent that this page does not have")
            else:
                self._seen.add(tuple(message.metadata.delta_path))
                self._elements[tuple(message.metadata.delta_path)] = self._kept[message.ref_hash]
        elif kind == "new_session":
            self._seen = set()
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            run.failures.append("compile error")
        elif kind == "script_finished":
            if message.script_finished == COMPILE_ERROR:
                run.failures.append("compile error")
            if message.script_finished != EARLY:
                if not fragment:
                    self._elements = {path: it for path, it in self._elements.items() if path in self._seen}
                self._find_widgets()
                return True
        return False

    def _place(self, message: ForwardMsg, run: Run) -> None:
        path = tuple(message.metadata.delta_path)
        if message.delta.WhichOneof("type") != "new_element":
            return
        held = (message.delta.new_element, message.delta.fragment_id)
        self._seen.add(path)
        self._elements[path] = held
        if message.metadata.cacheable:
            self._kept[message.hash] = held
            while len(self._kept) > KEPT:
                self._kept.pop(next(iter(self._kept)))
        element = held[0]
        if element.WhichOneof("type") == "exception":
            run.failures.append(f"exception: {element.exception.type}")
        elif element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
            run.failures.append(f"refusal: {element.alert.body}")

    def _find_widgets(self) -> None:
        self.widgets = {}
        for element, fragment in self._elements.values():
            kind = element.WhichOneof("type")
            if kind not in WIDGETS:
                continue
            proto = getattr(element, kind)
            options = tuple(proto.options) if kind == "selectbox" else ()
            self.widgets.setdefault(proto.label, Widget(proto.id, kind, options, None, fragment))
            if kind == "selectbox":
                text = proto.raw_value if proto.set_value else options[proto.default] if options else ""
                if proto.set_value or proto.id not in self._states:
                    self._states[proto.id] = WidgetState(id=proto.id, string_value=text)
            elif kind == "text_input" and proto.id not in self._states:
                self._states[proto.id] = WidgetState(id=proto.id, string_value=proto.default)

    def texts(self) -> str:
        """What the page says, in no particular order: its markup, notices and refusals."""
        found = []
        for element, _fragment in self._elements.values():
            kind = element.WhichOneof("type")
            body = getattr(getattr(element, kind), "body", "") if kind else ""
            found.append(body if isinstance(body, str) else "")
        return "\n".join(found)
