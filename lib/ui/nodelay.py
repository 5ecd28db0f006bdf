"""Answers leave at once: no small packet waits for the word that the one before it has arrived.

asyncio asks that of every TCP connection (TCP_NODELAY), but knows a connection by the protocol number of its listening
socket, and Streamlit opens that socket without one. Headers and body then go out as two packets, of which the second waits
for a receiver that delays its word by 40 ms: each of the hundred files of a first visit, and every second message of a rerun.
"""

from __future__ import annotations

import asyncio.base_events
import socket


def set_nodelay(connection: socket.socket) -> None:
    """Turn the wait off for a TCP connection, whatever its socket says of its protocol; leave other sockets alone."""
    if connection.type == socket.SOCK_STREAM and connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def install() -> None:
    """Have asyncio do so for every connection that this process accepts from now on."""
    asyncio.base_events._set_nodelay = set_nodelay  # type: ignore[attr-defined]
