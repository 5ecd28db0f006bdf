"""A relay between browser and server that counts what really passes on the wire, compressed as it is there.

``python -m benchmarks.proxy TARGET_PORT PORT``: one in a process of its own, which writes a line once it listens.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

CHUNK: Final = 65536


class Relay:
    """Listens on ``port`` (0: a free one) and passes everything on to ``target_port`` of this machine."""

    def __init__(self, target_port: int, port: int = 0) -> None:
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", port))
        self._lock = threading.Lock()
        self._bytes = 0
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        """Where the browser finds the server through this relay."""
        return f"http://localhost:{self.port}"

    @property
    def bytes(self) -> int:
        """Bytes that have passed so far, both ways, HTTP and WebSocket alike."""
        with self._lock:
            return self._bytes

    def close(self) -> None:
        """Accept no more connections."""
        # Closing alone leaves a thread that waits in it, and the port with it.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _peer = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target_port))
            except OSError:
                return
            for source, sink in ((browser, server), (server, browser)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while chunk := source.recv(CHUNK):
                with self._lock:
                    self._bytes += len(chunk)
                sink.sendall(chunk)
        except OSError:
            pass
        for end in (source, sink):
            end.close()


@contextmanager
def counted(target_port: int) -> Iterator[Relay]:
    """A relay for the time of the block."""
    relay = Relay(target_port)
    try:
        yield relay
    finally:
        relay.close()


if __name__ == "__main__":
    relay = Relay(*map(int, sys.argv[1:3]))
    print(relay.origin, flush=True)
    # Until it is killed: the system then breaks off every connection, as a line does.
    threading.Event().wait()
