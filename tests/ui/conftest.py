"""The application's data in a database of this test run, and its routes without a server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from starlette.applications import Starlette

from lib.analysis.frame.figures import Figures
from lib.domain.language import DEFAULT_LANGUAGE, set_language
from lib.published import borders, source
from lib.web import open_data, rate_limits, server
from tests.ui.asgi import get
from tests.ui.questions import Description

OpenData = Callable[[str], None]


@contextmanager
def data_at(url: str, var: Path) -> Iterator[None]:
    """The application's data opened anew from ``url``; what the process had open before comes back at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASBOR_DATABASE_URL", url)
        patch.setenv("DASBOR_VAR_DIR", str(var))
        for name in ("_engine", "_figures"):
            patch.setattr(source, name, None)
        patch.setattr(source, "_checked_at", 0.0)
        patch.setattr(borders, "geometry", cache(borders.geometry.__wrapped__))
        try:
            yield
        finally:
            if source._engine is not None:
                source._engine.dispose()


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask more often than a visitor may; those of the limits set their own."""
    endless: dict[rate_limits.Thing, rate_limits.Limit] = {thing: rate_limits.Limit(10**9, 1) for thing in rate_limits.LIMITS}
    monkeypatch.setattr(rate_limits, "allowances", rate_limits.Allowances(endless))


@pytest.fixture(scope="module")
def published(shipped_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The shipped data as the application's own; the path of its database, a copy that a test may spoil."""
    folder = tmp_path_factory.mktemp("var")
    path = Path(shutil.copy(shipped_url.removeprefix("sqlite:///"), folder / "dasbor.sqlite"))
    with data_at(f"sqlite:///{path}", folder):
        yield path


@pytest.fixture(scope="session")
def app() -> Starlette:
    """Our routes behind our middleware, as the server has them before Streamlit's own."""
    return Starlette(routes=server.routes(), middleware=server.middleware())


@pytest.fixture(scope="module")
def described(app: Starlette, request: pytest.FixtureRequest) -> Description:
    """The description as a client reads it."""
    request.getfixturevalue("published")
    answer = get(app, "/api/v1/openapi.json")
    assert answer.status == 200
    return Description(answer.json())


@pytest.fixture(scope="module")
def published_figures(request: pytest.FixtureRequest) -> Figures:
    """The figures that the application has open."""
    request.getfixturevalue("published")
    return source.figures()


@pytest.fixture
def fresh_answers() -> Iterator[None]:
    """No answer of the open data is left from another test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_data, "_kept", open_data.KeptAnswers())
        yield
