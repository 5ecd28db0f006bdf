"""National view: which province a request is about, told once for all that answers it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.domain import shown_area
from lib.domain.language import gettext as _
from lib.published import source

OPEN_DATA: Final = "/api/v1/"
# Answers for the country as well: the values of the map of provinces.
OF_THE_COUNTRY: Final = ("/api/v1/nilai-peta",)


class NationalScope:
    """Middleware: takes ``prov`` (or the area that implies it) from the address; open data without one is refused.

    Where one province is shown, everything passes as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its province chosen."""
        if scope["type"] == "http" and shown_area.is_national():
            path = str(scope["path"])
            given = parse_qsl(scope.get("query_string", b"").decode("ascii", "replace"))
            kode = await run_in_threadpool(source.known_province, dict(given))
            shown_area.choose(kode)
            if path.startswith(OPEN_DATA):
                if kode is None and path not in OF_THE_COUNTRY:
                    refusal = _("Sebutkan provinsinya, misalnya prov=18.")
                    await JSONResponse({"galat": refusal}, status_code=400)(scope, receive, send)
                    return
                rest = urlencode([(name, value) for name, value in given if name != shown_area.PARAMETER])
                scope = {**scope, "query_string": rest.encode()}
        await self.app(scope, receive, send)
