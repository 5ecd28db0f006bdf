"""A server on this machine that plays answers, good ones and every way in which a server fails."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer. ``promised`` bytes are announced instead of the true length, ``delay`` seconds pass before it, ``drip``
    between its bytes; ``reset`` breaks the connection off."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    delay: float = 0.0
    drip: float = 0.0
    reset: bool = False


@dataclass
class LocalServer:
    """``play`` says what an address answers, one reply after another; the last is repeated. ``asked`` is what was asked when."""

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    default: Reply = field(default_factory=lambda: Reply(b"", 404))
    asked: list[tuple[str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def play(self, path: str, *replies: Reply) -> None:
        self.replies[path] = list(replies)

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _when in self.asked)


@contextmanager
def local_server() -> Iterator[LocalServer]:
    turns: dict[str, int] = defaultdict(int)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            played.asked.append((self.path, time.monotonic()))
            played.agents.add(self.headers.get("User-Agent", ""))
            listed = played.replies.get(self.path)
            reply = listed[min(turns[self.path], len(listed) - 1)] if listed else played.default
            turns[self.path] += 1
            time.sleep(reply.delay)
            if reply.reset:
                # Zero seconds of lingering: the other side gets a reset instead of an end.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
            self.end_headers()
            try:
                for start in range(0, len(reply.body), 1 if reply.drip else max(1, len(reply.body))):
                    self.wfile.write(reply.body[start : start + 1] if reply.drip else reply.body)
                    time.sleep(reply.drip)
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    played = LocalServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
