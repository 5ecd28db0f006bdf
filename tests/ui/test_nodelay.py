"""No answer waits for the word that the packet before it has arrived."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Iterator

import pytest
from streamlit.runtime import runtime

from lib.ui.streamlit_inside import nodelay
from tests import own_loop


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(asyncio.base_events, "_set_nodelay", asyncio.base_events._set_nodelay)
    monkeypatch.setattr(runtime, "MESSAGE_FLUSH_INTERVAL_SECS", runtime.MESSAGE_FLUSH_INTERVAL_SECS)
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)


def _accepted_with_nodelay(listening: socket.socket) -> bool:
    """Whether a connection that asyncio accepts on ``listening`` sends small packets at once."""

    async def answer() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        async def accept(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            found.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        server = await asyncio.start_server(accept, sock=listening)
        _reader, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        try:
            return await found
        finally:
            writer.close()
            server.close()

    return own_loop.run(answer())


def test_a_connection_to_a_listening_socket_without_a_protocol_number_sends_at_once() -> None:
    # As Streamlit opens it; asyncio alone would leave each of its connections waiting.
    nodelay.install()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert listening.proto == 0
        assert _accepted_with_nodelay(listening)


def test_a_socket_that_is_no_tcp_connection_is_left_alone() -> None:
    one, other = socket.socketpair()
    with one, other:
        nodelay.set_nodelay(one)


def test_what_is_drawn_first_does_not_wait_for_the_rest() -> None:
    nodelay.install()
    assert sys.getswitchinterval() == pytest.approx(nodelay.SWITCH_SECONDS)
    assert runtime.MESSAGE_FLUSH_INTERVAL_SECS == nodelay.COLLECT_SECONDS
    # The name that Streamlit's loop asks for: under another one the setting would go nowhere.
    assert "MESSAGE_FLUSH_INTERVAL_SECS" in runtime.Runtime._loop_coroutine.__code__.co_names
