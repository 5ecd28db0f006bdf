"""Figures while the database does not answer: those published last, at once, until it answers again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.domain.errors import StoreUnreachable
from lib.published import source
from lib.store.versions import publish
from tests.people import pengelola
from tests.store.drafts import draft, meta, nilai
from tests.ui.asgi import get
from tests.ui.conftest import data_at

PATIENCE_SECONDS = 30


def no_answer(*_anything: object) -> str:
    raise StoreUnreachable("Basis data {basis} tidak dapat dihubungi: {sebab}.", basis="x", sebab="y")


@pytest.fixture
def opened(shipped_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped data, with every call due to ask the database."""
    monkeypatch.setattr(source, "FINGERPRINT_TTL_SECONDS", 0.0)
    monkeypatch.setattr(source, "RETRY_SECONDS", 0.0)
    path = shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with data_at(f"sqlite:///{path}", tmp_path):
        source.figures()
        yield
        # A question in the background still holds this until it is done.
        with source._asking:
            source._out_of_reach = False


def until(true: Callable[[], bool]) -> None:
    """Ask for figures until something done in the background has come about."""
    pause = threading.Event()
    for _turn in range(PATIENCE_SECONDS * 100):
        source.figures()
        if true():
            return
        pause.wait(0.01)
    pytest.fail("it did not come about")


@pytest.mark.usefixtures("opened")
def test_figures_stay_while_the_database_is_away_and_follow_when_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before, versions = source.figures(), source.versions()
    assert not source.out_of_reach()
    with monkeypatch.context() as away:
        away.setattr(source, "published_fingerprint", no_answer)
        away.setattr(source, "published_versions", no_answer)
        assert source.figures() is before
        assert source.out_of_reach()
        assert source.versions() == versions
        source.look_again()
        assert source.figures() is before
        with source._asking:
            pass
    database = source.engine()
    publish(database, draft(database, meta(), nilai(0.6)), pelaku=pengelola())
    until(lambda: not source.out_of_reach())
    assert source.figures().fingerprint != before.fingerprint
    assert source.versions()[0].id not in {entry.id for entry in versions}


@pytest.mark.usefixtures("opened")
def test_nobody_waits_for_a_database_that_was_away_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before, let_go = source.figures(), threading.Event()

    def silent(*_anything: object) -> str:
        assert let_go.wait(PATIENCE_SECONDS)
        return no_answer()

    with monkeypatch.context() as away:
        away.setattr(source, "published_fingerprint", no_answer)
        source.figures()
        away.setattr(source, "published_fingerprint", silent)
        for _visitor in range(5):
            assert source.figures() is before
        let_go.set()
        with source._asking:
            pass


@pytest.mark.usefixtures("opened")
def test_while_one_session_asks_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    before, asked, let_go = source.figures(), threading.Event(), threading.Event()
    true = source.published_fingerprint

    def slow(database: object) -> str:
        asked.set()
        assert let_go.wait(PATIENCE_SECONDS)
        return true(database)

    monkeypatch.setattr(source, "published_fingerprint", slow)
    one = threading.Thread(target=source.figures)
    one.start()
    assert asked.wait(PATIENCE_SECONDS)
    assert source.figures() is before
    # Somebody publishes while the question is on its way: its answer may be older than that.
    source.look_again()
    let_go.set()
    one.join()
    assert source._checked_at == 0.0


def test_a_process_without_data_wants_no_visitors(app, tmp_path: Path) -> None:
    with data_at("postgresql://dasbor:rahasia@127.0.0.1:1/dasbor", tmp_path):
        assert get(app, "/api/hidup").status == 503


@pytest.mark.usefixtures("opened")
def test_a_process_with_data_wants_visitors_even_without_a_database(app, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "published_fingerprint", no_answer)
    source.figures()
    answer = get(app, "/api/hidup")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert get(app, "/api/sehat").status == 503
