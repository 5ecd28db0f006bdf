"""How often one address may ask for what is dear: open data, pictures, reports, and tries to sign in.

Kept in the memory of each process: no request waits for a database to be refused, and several processes allow as many times
as much. Wrong tries for one name are counted in the database besides, over all processes (``lib.store.accounts``).
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st
from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.domain.errors import DasborError
from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, N_, set_language
from lib.domain.language import gettext as _
from lib.view.data.openapi import BASE
from lib.web import map_picture

Thing = Literal["unduhan", "gambar", "laporan", "masuk"]
# An office or a school asks through one address: the limits are for machines, not for rooms full of people.
MAX_ADDRESSES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """``number`` at once, and as many again within ``seconds``."""

    number: int
    seconds: int


LIMITS: Final[dict[Thing, Limit]] = {
    "unduhan": Limit(120, 60),
    "gambar": Limit(1_200, 60),
    "laporan": Limit(30, 600),
    "masuk": Limit(30, 900),
}


class RateLimited(DasborError):
    """An address has asked too often."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("Terlalu banyak permintaan dari alamat ini."), saran=N_("Coba lagi dalam {detik} detik."), detik=seconds
        )
        self.seconds = seconds


class Allowances:
    """What each address has left of each thing; safe to use from several threads."""

    def __init__(self, limits: dict[Thing, Limit] | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = LIMITS if limits is None else limits
        self._clock = clock
        self._left: OrderedDict[tuple[Thing, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, thing: Thing, address: str | None) -> None:
        """Take one of what ``address`` has left; RateLimited when nothing is."""
        limit, key, now = self._limits[thing], (thing, network(address)), self._clock()
        with self._lock:
            left = self._now(limit, key, now)
            if left < 1:
                raise RateLimited(math.ceil((1 - left) * limit.seconds / limit.number))
            self._keep(key, left - 1, now)

    def give_back(self, thing: Thing, address: str | None) -> None:
        """What was asked for cost nothing after all."""
        limit, key, now = self._limits[thing], (thing, network(address)), self._clock()
        with self._lock:
            self._keep(key, min(limit.number, self._now(limit, key, now) + 1), now)

    def _now(self, limit: Limit, key: tuple[Thing, str], now: float) -> float:
        left, since = self._left.get(key, (float(limit.number), now))
        return min(limit.number, left + (now - since) * limit.number / limit.seconds)

    def _keep(self, key: tuple[Thing, str], left: float, now: float) -> None:
        self._left[key] = (left, now)
        self._left.move_to_end(key)
        if len(self._left) > MAX_ADDRESSES:
            self._left.popitem(last=False)


allowances: Final = Allowances()


def network(address: str | None) -> str:
    """Who is counted together: one IPv4 address, or the /64 that one visitor with IPv6 has."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "setempat"
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def visitor() -> str | None:
    """The address of whoever this session belongs to; behind a trusted proxy the visitor's, not the proxy's."""
    return st.context.ip_address


def thing_of(path: str) -> Thing | None:
    """What a request for ``path`` is counted as."""
    if path == map_picture.ADDRESS:
        return "gambar"
    name = path.removeprefix(f"{BASE}/")
    return "unduhan" if name != path and name.endswith((".csv", ".json", ".geojson")) else None


class RateLimits:
    """Answers 429 to an address that asks for open data or pictures too often."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request; pass it on or refuse it."""
        thing = thing_of(scope["path"]) if scope["type"] == "http" else None
        if thing is None:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        try:
            allowances.spend(thing, client[0] if client else None)
        except RateLimited as error:
            await _refusal(scope, error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refusal(scope: Scope, error: RateLimited) -> JSONResponse:
    asked = QueryParams(scope["query_string"]).get("bahasa", "")
    set_language(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)
    told = {"kode": "terlalu_sering", "parameter": "", "pesan": _(error.pesan), "saran": _(error.saran).format(**error.isian)}
    headers = {"retry-after": str(error.seconds), "cache-control": "no-store", "access-control-allow-origin": "*"}
    return JSONResponse({"kesalahan": told}, status_code=429, headers=headers)
