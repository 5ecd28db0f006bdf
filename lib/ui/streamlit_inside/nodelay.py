"""Answers leave at once: no small packet waits for the word that the one before it has arrived, no message for the next.

asyncio asks that of every TCP connection (TCP_NODELAY), but knows a connection by the protocol number of its listening
socket, and Streamlit opens that socket without one. Headers and body then go out as two packets, of which the second waits
for a receiver that delays its word by 40 ms: each of the hundred files of a first visit, and every second message of a rerun.

A page is drawn in 10 to 20 ms by one thread and sent by another. Left alone, Python hands over between them every 5 ms and
Streamlit sends every 5 ms what has gathered: the map, which is drawn first, left together with the last part of the page.
"""

from __future__ import annotations

import asyncio.base_events
import socket
import sys
from typing import Final

from streamlit.runtime import runtime

# How long the thread that draws keeps the interpreter while the one that sends waits for it.
SWITCH_SECONDS: Final = 0.0005
# How long Streamlit waits after it has sent before it looks for more.
COLLECT_SECONDS: Final = 0.001


def set_nodelay(connection: socket.socket) -> None:
    """Turn the wait off for a TCP connection, whatever its socket says of its protocol; leave other sockets alone."""
    if connection.type == socket.SOCK_STREAM and connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def install() -> None:
    """From now on in this process: for every connection that asyncio accepts, and for every message of Streamlit's."""
    asyncio.base_events._set_nodelay = set_nodelay  # type: ignore[attr-defined]
    sys.setswitchinterval(SWITCH_SECONDS)
    runtime.MESSAGE_FLUSH_INTERVAL_SECS = COLLECT_SECONDS  # type: ignore[misc]
