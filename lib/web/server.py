"""The web server round the Streamlit script: own routes, middleware, start-up and warm-up.

Streamlit's static serving sends no Cache-Control and compresses anew for every request, so the geometry and the map's
scripts have routes of their own: compressed once, immutable, with a content hash in the name.
"""

from __future__ import annotations

import gc
import logging
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from lib.domain import version
from lib.domain.errors import DasborError
from lib.domain.language import set_language
from lib.published import borders, selected, source
from lib.web import log, map_picture, metrics, open_data, show
from lib.web.assets import IMMUTABLE, assets
from lib.web.log import RequestNumber
from lib.web.province import NationalScope
from lib.web.rate_limits import RateLimits
from lib.web.security import HostCheck, SecurityHeaders, answered_hosts, check_secrets

LOGGER: Final = logging.getLogger("dasbor")
NO_STORE: Final = {"cache-control": "no-store"}


async def _asset(request: Request) -> Response:
    path = assets().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("404", status_code=404)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=media_type, headers={"cache-control": IMMUTABLE})


async def _boundaries(request: Request) -> Response:
    level, kab = request.path_params["level"], request.query_params.get("kab")
    try:
        prepared = await run_in_threadpool(borders.geometry_for, level, kab)
    except KeyError:
        return PlainTextResponse("404", status_code=404)
    except DasborError as error:
        LOGGER.error("%s", error)
        return PlainTextResponse("503", status_code=503, headers=NO_STORE)
    if prepared.name != request.path_params["name"]:
        return PlainTextResponse("404", status_code=404)
    headers = {"cache-control": IMMUTABLE, "content-encoding": "gzip"}
    return FileResponse(prepared.path, media_type="application/json", headers=headers)


async def _map_values(request: Request) -> Response:
    """What a tooltip says of each area, asked for by the browser when a pointer first enters the map."""
    try:
        values = await run_in_threadpool(selected.map_values, dict(request.query_params))
    except DasborError as error:
        LOGGER.error("%s", error)
        return JSONResponse({}, status_code=503, headers=NO_STORE)
    # The address carries the fingerprint of what is published, so its answer never changes.
    return JSONResponse(values, headers={"cache-control": "public, max-age=86400"})


async def _health(_request: Request) -> Response:
    """Version, dataset versions and whether the database answers; 503 with the reason when it does not."""
    set_language("id")
    body: dict[str, object] = {"aplikasi": version.VERSION}
    try:
        body |= await run_in_threadpool(source.health)
    except DasborError as error:
        return JSONResponse(body | {"basis_data": False, "sebab": str(error)}, status_code=503, headers=NO_STORE)
    return JSONResponse(body | {"basis_data": True}, headers=NO_STORE)


async def _alive(_request: Request) -> Response:
    """For a proxy that shares out visitors: 200 as long as this process can show published data, from memory if need be."""
    ready = source.shows_data()
    return PlainTextResponse("ya" if ready else "belum", status_code=200 if ready else 503, headers=NO_STORE)


def routes() -> list[BaseRoute]:
    """Our routes, before Streamlit's own."""
    return [
        Route("/api/sehat", _health),
        Route("/api/hidup", _alive),
        metrics.ROUTE,
        Route("/api/v1/nilai-peta", _map_values),
        map_picture.ROUTE,
        *show.ROUTES,
        Route("/aset/{name:path}", _asset),
        Route("/batas/{level}/{name}", _boundaries),
        # Last: it answers for every other address below /api/v1.
        *open_data.routes(),
    ]


def middleware() -> list[Middleware]:
    """Our middleware, outside Streamlit's own and outside that of ``lib.ui.streamlit_inside``."""
    return [
        Middleware(RequestNumber),
        Middleware(SecurityHeaders),
        Middleware(HostCheck),
        Middleware(RateLimits),
        Middleware(NationalScope),
    ]


def lifespan_after(install: Callable[[], None]) -> Callable[[st.App], AbstractAsyncContextManager[dict[str, object]]]:
    """The start of the server: ``install`` runs first (``lib.ui.streamlit_inside``, which stands above this room).

    Opens the data and warms the caches, then freezes the collector's view of them. Streamlit collects garbage in full after
    every script run; with the frames warm that was 52-60 ms a run. Freezing moves what lives for ever out of the collector's
    sight: 4 ms.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
        install()
        log.install()
        answered_hosts()
        check_secrets()
        try:
            await run_in_threadpool(selected.warm)
        except DasborError as error:
            # The pages say it too; a server that serves the explanation is of more use than one that is gone.
            LOGGER.error("%s", error)
        gc.collect()
        gc.freeze()
        yield {}

    return lifespan
