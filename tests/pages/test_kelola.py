"""Kelola Data without a browser: who sees what, and every step of an import with the real engine on a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from lib.domain.roles import terminal
from lib.published import source
from lib.store import accounts
from lib.store.accounts import add_account
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts

SANDI = "tujuh gajah putih"
ADMIN = terminal("uji")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The shipped data in a store of the test's own, with a manager and an operator; hashing is quick, its strength is not tested."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DASBOR_DATABASE_URL", raising=False)
    monkeypatch.setattr(source, "_engine", None)
    monkeypatch.setattr(source, "_figures", None)
    engine = source.engine()
    add_account(engine, "sri", SANDI, "pengelola", None, pelaku=ADMIN)
    add_account(engine, "op.lambar", SANDI, "operator", "18.04", pelaku=ADMIN)
    source.figures()
    yield engine
    engine.dispose()


def signed_in(app: AppTest, nama: str) -> AppTest:
    app.text_input(key="masuk_nama").set_value(nama)
    app.text_input(key="masuk_sandi").set_value(SANDI)
    app.button(key="masuk_kirim").click()
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert [entry.value for entry in app.exception] == []
    return app


def text(app: AppTest) -> str:
    return "\n".join(page_texts(app))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("section", ["impor", "versi", "jejak"])
def test_a_reader_sees_the_way_in_and_nothing_else(open_page: OpenPage, section: str) -> None:
    app = open_page("/kelola", bagian=section)
    assert app.text_input(key="masuk_nama")
    assert "Pilih berkas" not in text(app)
    assert "Lihat versi" not in text(app)


@pytest.mark.usefixtures("store")
def test_a_manager(open_page: OpenPage) -> None:
    app = signed_in(open_page("/kelola"), "sri")
    print(text(app))
