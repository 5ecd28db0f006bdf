"""The route of the slideshow: a show, one slide of it alone, or one slide asked for anew during the talk."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.ui.show import ADDRESS, PREVIEW, gone, script, show_html, slide_fragment

HTML: Final = "text/html; charset=utf-8"


@cache
def policy() -> str:
    """What the document may do: run this one script, ask this origin for a slide, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode("ascii")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{digest}'",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


async def _answer(request: Request) -> Response:
    token, slide_id = request.path_params["token"], request.path_params.get("slide", "")
    given = request.query_params
    if slide_id and PREVIEW not in given:
        html = await run_in_threadpool(slide_fragment, token, slide_id, given.get("kab", ""), given.get("tahun", ""))
    else:
        html = await run_in_threadpool(show_html, token, slide_id)
    headers = {"content-security-policy": policy(), "cache-control": "private, no-cache", "vary": "accept-encoding"}
    if html is None:
        return Response(gone(given.get("bahasa")), 404, headers, HTML)
    body = html.encode("utf-8")
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = await run_in_threadpool(gzip.compress, body, 5)
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type=HTML)


ROUTES: Final = (Route(ADDRESS + "/{token}", _answer), Route(ADDRESS + "/{token}/{slide}", _answer))
