"""A local server, and a client that is polite in no time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.fetching.polite import Manners, PoliteClient
from tests.fetching.local_server import LocalServer, local_server

QUICK = Manners(gap=0, tries=3, first_wait=1.0, longest_wait=30.0, connect=1.0, read=0.3, whole=1.0)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server() as played:
        yield played


@pytest.fixture
def waited() -> list[float]:
    """The pauses that the client asked for; none of them is really slept."""
    return []


@pytest.fixture
def client(waited: list[float]) -> Iterator[PoliteClient]:
    with PoliteClient(QUICK, wait=waited.append) as polite:
        yield polite
