"""A small reverse proxy: shares visitors out over several processes and keeps each with the one it had (by a cookie).

As the one in ``deploy/`` does: a process that refuses the connection is passed over, and its visitors go to another.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

COOKIE = "dasbor_proses"
HEAD_BYTES = 65536
# The end of the first line and of the head.
LINE, END = b"\r\n", b"\r\n\r\n"


class Proxy:
    """Serves on ``port``, for the processes on ``upstreams``; ``served`` counts the connections by process."""

    def __init__(self, upstreams: list[int]) -> None:
        self.upstreams = upstreams
        self.served: dict[int, int] = dict.fromkeys(upstreams, 0)
        self.port = 0
        self._next = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(END)
            port, above = await self._connect(head)
            if above is None:
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                return
            answers, asks = above
            # One request a connection, so that every one of them passes here and is shared out anew.
            if b"upgrade: websocket" not in head.lower():
                head = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head).replace(LINE, b"\r\nConnection: close\r\n", 1)
            asks.write(head)
            first = await answers.readuntil(END)
            writer.write(first.replace(LINE, f"\r\nset-cookie: {COOKIE}={port}; path=/\r\n".encode(), 1))
            await asyncio.gather(_pump(reader, asks), _pump(answers, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            with suppress(OSError):
                writer.close()

    async def _connect(self, head: bytes) -> tuple[int, tuple[asyncio.StreamReader, asyncio.StreamWriter] | None]:
        kept = re.search(rf"{COOKIE}=(\d+)".encode(), head)
        self._next += 1
        turn = self._next % len(self.upstreams)
        ports = self.upstreams[turn:] + self.upstreams[:turn]
        if kept and int(kept[1]) in ports:
            ports.sort(key=lambda port: port != int(kept[1]))
        for port in ports:
            with suppress(OSError):
                above = await asyncio.open_connection("127.0.0.1", port, limit=HEAD_BYTES)
                self.served[port] += 1
                return port, above
        return 0, None


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while chunk := await source.read(HEAD_BYTES):
            target.write(chunk)
            await target.drain()
    except OSError:
        pass
    finally:
        with suppress(OSError):
            target.close()
