"""Asks this code for a page, an answer of the open data, or a report, and gives what it says."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final

from starlette.applications import Starlette
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from lib.domain.data_file import ROOT
from lib.domain.language import DEFAULT_LANGUAGE, set_language
from lib.published import selected, source
from lib.report.render import render
from lib.report.request import Request
from lib.ui.frame import page_frame
from lib.web import rate_limits, server
from lib.web.pages import PAGES
from tests.golden.content import file_content, page_content, plain
from tests.ui.asgi import get

TIMEOUT_SECONDS: Final = 60


@cache
def _ready() -> None:
    app_test.PagesManager = type("PagesManagerOfAppTest", (PagesManager,), {})
    PagesManager.uses_pages_directory = False
    page_frame.LEARNING_SECONDS = 0
    rate_limits.allowances = rate_limits.Allowances({thing: rate_limits.Limit(10**9, 1) for thing in rate_limits.LIMITS})
    selected.warm()


@cache
def _app() -> Starlette:
    return Starlette(routes=server.routes(), middleware=server.middleware())


def page(path: str, query: dict[str, str]) -> str:
    """A page as a first run shows it."""
    _ready()
    set_language(query["bahasa"])
    app = AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT_SECONDS)
    if path:
        app.switch_page(f"pages/{next(entry.berkas for entry in PAGES if entry.alamat == path)}")
    app.query_params.update(query)
    app.run()
    return page_content(app)


def api(address: str) -> str:
    """Status and body of an address; of the page's ``nilai-peta`` too."""
    _ready()
    answer = get(_app(), address)
    set_language(DEFAULT_LANGUAGE)
    return plain(f"{answer.status} {answer.headers.get('content-type', '')}\n{answer.plain.decode('utf-8-sig')}")


def report(kind: str, deck: str, area: str, program: str, year: int, language: str, *, day: dt.date) -> dict[str, str]:
    """The parts of a report or deck, and its file name; the refusal where it is refused."""
    from lib.domain.errors import DasborError

    _ready()
    asked = Request(kind, year, day.isoformat(), area or None, language, dek=deck or None, program=program or None)
    try:
        made = render(source.figures(), asked)
    except DasborError as error:
        return {"refused": str(error)}
    finally:
        set_language(DEFAULT_LANGUAGE)
    return {"name": made.nama} | file_content(kind, made.isi)
