"""Every answer carries the number of its request, and so does what the log says about it."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lib.web.log import HEADER, JsonLine, RequestNumber, current
from tests.ui.asgi import get


def logged() -> dict[str, Any]:
    record = logging.LogRecord("dasbor", logging.ERROR, "f.py", 1, "galat", (), None)
    return dict(json.loads(JsonLine().format(record)))


async def _log(_request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(logged().get("permintaan")))


APP = Starlette(routes=[Route("/", _log)], middleware=[Middleware(RequestNumber)])


def test_a_well_formed_number_of_a_proxy_is_kept_and_stands_in_the_log() -> None:
    answer = get(APP, "/", headers={HEADER: "proksi-12345678"})
    assert answer.headers[HEADER] == answer.body.decode() == "proksi-12345678"


@pytest.mark.parametrize("asked", ["", "pendek", "a" * 65, "dua kata di sini", "baris\r\nlain-lagi", "<script>alert</script>"])
def test_any_other_is_replaced_by_one_of_our_own(asked: str) -> None:
    first, second = (get(APP, "/", headers={HEADER: asked}).headers[HEADER] for _time in range(2))
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert first != second


def test_outside_of_a_request_there_is_none() -> None:
    assert current() == ""
    assert "permintaan" not in logged()


def test_the_application_answers_with_one(app: Starlette) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", get(app, "/api/tiada").headers[HEADER])
