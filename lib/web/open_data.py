"""The open data under ``/api/v1/``: read only, published data only, with caching headers and bounded work.

An answer is made in one of few threads of its own, never in the server's loop, so that whoever fetches everything does not
keep the pages waiting. What was made is kept while it is small enough; the ETag follows from what is published and asked.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from lib.analysis.frame.figures import Figures
from lib.domain import version
from lib.domain.errors import DasborError
from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, N_, set_language
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat
from lib.export.tables.open_formats import open_csv, open_geojson, open_json
from lib.published import borders, selected, source
from lib.report.shapes import geometry_text
from lib.view.data.open_data import answer, sources
from lib.view.data.open_query import FORMATS, OPEN_LEVELS, Format, Query, QueryRefused, read_query
from lib.view.data.openapi import BASE, MEDIA_TYPES, SIFAT_HEADER, document
from lib.view.frame.tables import TableDescription

LOGGER: Final = logging.getLogger("dasbor")
# Two answers at once are as much as one process makes without its pages feeling it; more than a few dozen waiting would
# wait longer than a client does.
WORKERS: Final = 2
MAX_WAITING: Final = 32
RETRY_AFTER_SECONDS: Final = "5"
# Kept answers: as many as fit, and none that alone would push out the rest.
KEPT_BYTES: Final = 32 * 1024 * 1024
KEPT_BYTES_EACH: Final = 4 * 1024 * 1024
MAX_AGE_SECONDS: Final = 300
MAX_QUERY_BYTES: Final = 2000
# Open data may be read from any page; it needs no credentials and gets none.
OPEN_HEADERS: Final = {"access-control-allow-origin": "*", "access-control-expose-headers": f"etag, {SIFAT_HEADER}"}
NO_STORE: Final = {**OPEN_HEADERS, "cache-control": "no-store"}

_executor = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="data-terbuka")
_waiting = 0


class KeptAnswers:
    """The bodies made last, by ETag, within ``KEPT_BYTES``; safe to use from several threads."""

    def __init__(self, limit: int = KEPT_BYTES, each: int = KEPT_BYTES_EACH) -> None:
        self._limit, self._each = limit, each
        self._bodies: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> tuple[bytes, dict[str, str]] | None:
        """The body and headers kept under ``key``."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def put(self, key: str, body: bytes, headers: dict[str, str]) -> None:
        """Keep a body, letting go of those that were not asked for longest."""
        if len(body) > self._each:
            return
        with self._lock:
            if key not in self._bodies:
                self._size += len(body)
            self._bodies[key] = (body, headers)
            while self._size > self._limit:
                _key, (gone, _headers) = self._bodies.popitem(last=False)
                self._size -= len(gone)

    @property
    def size(self) -> int:
        """Bytes kept."""
        return self._size


_kept = KeptAnswers()


def routes() -> list[BaseRoute]:
    """The addresses of the open data, the description, and the answer to every other address below ``/api/v1``.

    The last catches everything: it must stand behind all other routes of ``/api/v1``.
    """
    return [
        *(Route(f"{BASE}/{level}.{form}", _endpoint(level, form)) for level in OPEN_LEVELS for form in FORMATS),
        Route(f"{BASE}/openapi.json", _description),
        Route(f"{BASE}/{{rest:path}}", _unknown_address),
    ]


def _endpoint(level: Tingkat, form: Format) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await _in_a_thread(request, lambda: _answered(request, level, form))

    return endpoint


async def _in_a_thread(request: Request, make: Callable[[], Response]) -> Response:
    global _waiting
    if _waiting >= MAX_WAITING:
        _speak(request)
        error = QueryRefused("penuh", "", N_("Terlalu banyak permintaan sekaligus."), saran=N_("Coba lagi beberapa detik lagi."))
        return _refused(error, 503, {"retry-after": RETRY_AFTER_SECONDS})
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_executor, make)
    finally:
        _waiting -= 1


def _speak(request: Request) -> None:
    """The language of messages: ``bahasa``, else what the client prefers, else Indonesian."""
    asked = request.query_params.get("bahasa", "")
    preferred = request.headers.get("accept-language", "")[:2].lower()
    set_language(asked if asked in LANGUAGES else preferred if preferred in LANGUAGES else DEFAULT_LANGUAGE)


def _answered(request: Request, level: Tingkat, form: Format) -> Response:
    _speak(request)
    try:
        if len(request.url.query) > MAX_QUERY_BYTES:
            raise QueryRefused(
                "terlalu_panjang", "", N_("Alamat itu terlalu panjang."), saran=N_("Hilangkan parameter yang tidak perlu.")
            )
        data = source.figures()
        query = read_query(request.query_params.multi_items(), level, form, selected.known(data))
        etag = _etag(data, query)
        headers = {**OPEN_HEADERS, "etag": etag, "cache-control": f"public, max-age={MAX_AGE_SECONDS}"}
        if _has(request, etag):
            return Response(status_code=304, headers=headers)
        body, own = _kept.get(etag) or _made(data, query, etag)
    except QueryRefused as error:
        return _refused(error, 400)
    except DasborError as error:
        return _unavailable(error)
    return Response(body, headers={**headers, **own}, media_type=MEDIA_TYPES[form])


def _made(data: Figures, query: Query, etag: str) -> tuple[bytes, dict[str, str]]:
    set_language(query.bahasa)
    table = answer(data, query)
    meta = _meta(data, query, table)
    if query.format == "csv":
        body = open_csv(table)
    elif query.format == "json":
        body = open_json(table, meta)
    else:
        body = open_geojson(table, meta, geometry_text)
    headers = {
        SIFAT_HEADER: meta["sifat"] or "",
        # The name says "contoh" too; it is plain ASCII by construction.
        "content-disposition": f'inline; filename="{table.nama_berkas}.{query.format}"',
        "link": f'<{BASE}/openapi.json>; rel="service-desc"',
    }
    _kept.put(etag, body, headers)
    return body, headers


def _meta(data: Figures, query: Query, table: TableDescription) -> dict[str, Any]:
    kinds = {kind for name in ("sifat", "sifat_program") if name in table.frame for kind in table.frame[name].dropna().unique()}
    weakest = next((kind for kind in ("contoh", "turunan", "resmi") if kind in kinds), None)
    return {
        "judul": table.judul,
        "keterangan": table.penjelasan,
        "sifat": weakest,
        "contoh": table.contoh,
        "jumlah_baris": len(table.frame),
        "sidik": data.short_fingerprint,
        "sumber": [
            {
                "judul": entry.judul,
                "penerbit": entry.penerbit,
                "url": entry.url,
                "tanggal": entry.tanggal.isoformat() if entry.tanggal else None,
                "sifat": entry.sifat,
            }
            for entry in sources(data, query)
        ],
    }


def _etag(data: Figures, query: Query) -> str:
    """Changes with what is published, what is asked, the boundaries of a GeoJSON, and the application.

    Weak, for the bytes on the wire depend on compression.
    """
    boundaries = borders.geometry()[query.tingkat].name if query.format == "geojson" else ""
    told = repr((version.VERSION, data.fingerprint, query, boundaries))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _has(request: Request, etag: str) -> bool:
    """True when the client says that it has this answer already (RFC 9110: weak comparison)."""
    offered = [entry.strip().removeprefix("W/") for entry in request.headers.get("if-none-match", "").split(",")]
    return etag.removeprefix("W/") in offered or offered == ["*"]


def _unavailable(error: DasborError) -> Response:
    """The data cannot be opened: why is for the log, it may name a path or a database."""
    LOGGER.error("%s", error)
    told = QueryRefused("tidak_tersedia", "", N_("Datanya belum dapat dibuka."), saran=N_("Coba lagi beberapa saat lagi."))
    return _refused(told, 503, {"retry-after": RETRY_AFTER_SECONDS})


def _refused(error: QueryRefused, status: int, headers: dict[str, str] | None = None) -> Response:
    told = {"kode": error.kode, "parameter": error.parameter}
    told |= {"pesan": _(error.pesan).format(**error.isian), "saran": _(error.saran).format(**error.isian)}
    return JSONResponse({"kesalahan": told}, status_code=status, headers={**NO_STORE, **(headers or {})})


async def _description(request: Request) -> Response:
    return await _in_a_thread(request, lambda: _described(request))


def _described(request: Request) -> Response:
    _speak(request)
    try:
        body = document(selected.known(source.figures()), version.VERSION)
    except DasborError as error:
        return _unavailable(error)
    return JSONResponse(
        body, headers={**OPEN_HEADERS, "cache-control": f"public, max-age={MAX_AGE_SECONDS}", "vary": "accept-language"}
    )


async def _unknown_address(request: Request) -> Response:
    _speak(request)
    error = QueryRefused(
        "alamat_tidak_dikenal",
        "",
        N_("Alamat itu tidak ada di data terbuka."),
        saran=N_("Yang ada: {dikenal}."),
        dikenal=", ".join((*(f"{BASE}/{level}.csv|json|geojson" for level in OPEN_LEVELS), f"{BASE}/openapi.json")),
    )
    return _refused(error, 404)
