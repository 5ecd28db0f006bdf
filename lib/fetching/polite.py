"""One polite question after another to a server that may be slow, busy, broken or gone.

Never more than one request at a time, with a pause between them; what may pass by itself is tried again, later each time
and not before the server's own ``Retry-After``; an answer has limits of size and time. Redirects are followed, but never
from HTTPS down to HTTP, and a certificate that is not trusted is an error, never overlooked.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Timeout

from lib.domain.errors import DasborError, SettingError
from lib.domain.language import N_

USER_AGENT: Final = "dasbor-desa-lampung (python-urllib3)"
MAX_REDIRECTS: Final = 5
CHUNK_BYTES: Final = 64 * 1024
# What a server says when the same question may be answered later; every other refusal is final.
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is asked; times in seconds.

    ``gap`` lies between the ends and starts of requests, ``first_wait`` before the second try and twice that before each
    further one. A server that asks for more than ``longest_wait`` ends the run. ``whole`` bounds one answer from first to
    last byte: a server that sends a byte now and then cannot hold the run up.
    """

    gap: float = 0.5
    tries: int = 4
    first_wait: float = 2.0
    longest_wait: float = 120.0
    connect: float = 10.0
    read: float = 30.0
    whole: float = 180.0


class FetchError(DasborError):
    """An address did not give what was asked; ``lewat`` when another try may."""

    def __init__(self, pesan: str, /, *, saran: str = "", lewat: bool = False, tunggu: float | None = None, **isian: object):
        super().__init__(pesan, saran=saran, **isian)
        self.lewat = lewat
        self.tunggu = tunggu


class TooLarge(FetchError):
    """The answer is larger than what was asked may be."""


class ServerBusy(FetchError):
    """The server asks to be left alone for longer than a run waits."""


def check_address(alamat: str) -> str:
    """``alamat`` without spaces round it; SettingError unless it is an HTTP address of a server, without a password in it.

    Addresses are shown, and kept with what was fetched.
    """
    try:
        parts = urlsplit(alamat.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        secret = "@" in parts.netloc
    except ValueError:
        usable = secret = False
    if secret:
        raise SettingError(
            N_("Alamat yang diambil tidak boleh memuat nama pengguna atau kata sandi."), saran=N_("Hapus bagian sebelum @.")
        )
    if not usable:
        raise SettingError(
            N_("“{alamat}” bukan alamat yang dapat diambil."),
            saran=N_("Alamat dimulai dengan https:// (atau http:// untuk server sendiri)."),
            alamat=alamat[:200],
        )
    return alamat.strip()


class PoliteClient:
    """Asks one question at a time; use it as a context manager."""

    def __init__(self, manners: Manners | None = None, *, wait: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners or Manners()
        self._wait = wait
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._last_end = 0.0

    def __enter__(self) -> PoliteClient:
        return self

    def __exit__(self, *_error: object) -> None:
        for pool in self._pools.values():
            pool.clear()

    def get(self, alamat: str, *, max_bytes: int, check: Callable[[bytes], None] | None = None) -> bytes:
        """The body of the answer; FetchError when it cannot be had after all tries, ServerBusy when to come back later.

        ``check`` raises FetchError for a body that is not what was asked for; one that is ``lewat`` is asked for again.
        """
        tries = max(1, self.manners.tries)
        for number in range(1, tries + 1):
            try:
                body = self._once(alamat, max_bytes)
                if check is not None:
                    check(body)
            except FetchError as error:
                if not error.lewat or number == tries:
                    raise
                self._wait(self._pause(number, error))
            else:
                return body
        raise AssertionError("the last try returns or raises")

    def _pause(self, number: int, error: FetchError) -> float:
        if error.tunggu is not None and error.tunggu > self.manners.longest_wait:
            raise ServerBusy(
                N_("Server meminta ditunggu {detik} detik."),
                saran=N_("Jalankan lagi perintah ini sesudah itu; yang sudah diambil tidak diambil lagi."),
                detik=round(error.tunggu),
            )
        return max(min(self.manners.first_wait * 2 ** (number - 1), self.manners.longest_wait), error.tunggu or 0.0)

    def _once(self, alamat: str, max_bytes: int) -> bytes:
        since = time.monotonic() - self._last_end
        if since < self.manners.gap:
            self._wait(self.manners.gap - since)
        try:
            return self._follow(alamat, max_bytes)
        finally:
            self._last_end = time.monotonic()

    def _follow(self, alamat: str, max_bytes: int) -> bytes:
        deadline = time.monotonic() + self.manners.whole
        for _hop in range(MAX_REDIRECTS + 1):
            try:
                response = self._pool(alamat).request(
                    "GET",
                    alamat,
                    headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
                    timeout=Timeout(connect=self.manners.connect, read=self.manners.read),
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                try:
                    target = response.get_redirect_location()
                    if not target:
                        return _body(response, max_bytes, deadline)
                finally:
                    response.close()
                    response.release_conn()
            except (HTTPError, OSError) as error:
                raise _in_words(alamat, error) from None
            following = urljoin(alamat, target)
            if urlsplit(alamat).scheme == "https" and urlsplit(following).scheme != "https":
                raise FetchError(N_("{server} mengalihkan ke alamat tanpa HTTPS."), server=_server(alamat))
            alamat = check_address(following)
        raise FetchError(N_("{server} mengalihkan tanpa akhir."), server=_server(alamat))

    def _pool(self, alamat: str) -> urllib3.PoolManager:
        """A pool that goes through the proxy which the environment names for this address, if any."""
        parts = urlsplit(alamat)
        bypass = urllib.request.proxy_bypass(parts.hostname or "")
        proxy = "" if bypass else urllib.request.getproxies().get(parts.scheme, "")
        if proxy not in self._pools:
            self._pools[proxy] = urllib3.ProxyManager(proxy, maxsize=1) if proxy else urllib3.PoolManager(maxsize=1)
        return self._pools[proxy]


def _body(response: urllib3.BaseHTTPResponse, max_bytes: int, deadline: float) -> bytes:
    if response.status != 200:
        raise FetchError(
            N_("Server menjawab {status}."),
            lewat=response.status in PASSING,
            tunggu=retry_after(response.headers.get("Retry-After"), dt.datetime.now(dt.UTC)),
            status=response.status,
        )
    parts, size = [], 0
    for part in response.stream(CHUNK_BYTES, decode_content=True):
        size += len(part)
        if size > max_bytes:
            raise TooLarge(N_("Jawaban lebih besar daripada {batas} bita."), batas=max_bytes)
        if time.monotonic() > deadline:
            raise FetchError(N_("Jawaban terlalu lama."), lewat=True)
        parts.append(part)
    return b"".join(parts)


def retry_after(header: str | None, now: dt.datetime) -> float | None:
    """Seconds that ``Retry-After`` asks to wait: a number, or a date; None when it says neither."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max(0.0, (when - now).total_seconds())


def _server(alamat: str) -> str:
    return urlsplit(alamat).netloc or "?"


def _in_words(alamat: str, error: Exception) -> FetchError:
    """What the network did, in words; everything but a name, a certificate and an address may pass by itself."""
    if isinstance(error, MaxRetryError) and error.reason is not None:
        error = error.reason
    server = _server(alamat)
    if isinstance(error, SSLError):
        return FetchError(
            N_("Sambungan aman ke {server} gagal: {sebab}."),
            saran=N_("Periksa tanggal mesin ini; sertifikat kantor sendiri disebut dengan SSL_CERT_FILE."),
            server=server,
            sebab=_short(error),
        )
    if isinstance(error, NameResolutionError):
        return FetchError(
            N_("Server {server} tidak ditemukan."), saran=N_("Periksa sambungan internet."), lewat=True, server=server
        )
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError) and not isinstance(error, NewConnectionError):
        return FetchError(N_("{server} tidak menjawab pada waktunya."), lewat=True, server=server)
    if isinstance(error, LocationParseError):
        return FetchError(N_("“{alamat}” bukan alamat yang dapat diambil."), alamat=alamat[:200])
    return FetchError(N_("Sambungan ke {server} gagal: {sebab}."), lewat=True, server=server, sebab=_short(error))


def _short(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:160]
