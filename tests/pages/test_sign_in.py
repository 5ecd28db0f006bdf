"""Signing in as a session meets it: the form, the provider, being thrown out, and never a word about which names exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from lib.domain.data_file import ROOT
from lib.domain.language import DEFAULT_LANGUAGE, set_language
from lib.domain.roles import Pelaku, terminal
from lib.published import source
from lib.store import accounts
from lib.store.accounts import add_account, change_password, close_account
from lib.store.engine import open_engine
from lib.ui.frame import sign_in

SANDI = "tujuh gajah putih"
ADMIN = terminal("uji")


def script() -> None:
    import streamlit as st

    from lib.ui.frame import sign_in

    pelaku = sign_in.show()
    if pelaku is not None:
        sign_in.show_signed_in(pelaku)
        st.session_state["kelola_draf"] = "rahasia"
        st.text(f"di dalam: {pelaku.nama} {pelaku.peran} {pelaku.kabupaten}")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A store without accounts, in the place of the application's; hashing is quick because its strength is not tested here."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
    source.figures()  # the names of places stay those of the shipped data
    engine = open_engine(f"sqlite:///{tmp_path / 'akun.sqlite'}")
    monkeypatch.setattr(source, "_engine", engine)
    monkeypatch.setattr(source, "FINGERPRINT_TTL_SECONDS", float("inf"))
    yield engine
    engine.dispose()
    set_language(DEFAULT_LANGUAGE)


@pytest.fixture
def staffed(store: Engine) -> Engine:
    add_account(store, "sri", SANDI, "pengelola", None, pelaku=ADMIN)
    add_account(store, "op.lambar", SANDI, "operator", "18.04", pelaku=ADMIN)
    return store


def opened(**user: object) -> AppTest:
    app = AppTest.from_function(script, default_timeout=20)
    if user:
        app.secrets["auth"] = {"client_id": "x"}
        app.secrets["peran"] = {"Sri@Kantor.go.id": "pengelola", "op@kantor.go.id": "18.04", "salah@kantor.go.id": "gubernur"}
        app.user = {"is_logged_in": False} | user
    app.run()
    assert [entry.value for entry in app.exception] == []
    return app


def tried(app: AppTest, nama: str, sandi: str = SANDI) -> AppTest:
    app.text_input(key="masuk_nama").set_value(nama)
    app.text_input(key="masuk_sandi").set_value(sandi)
    app.button(key="masuk_kirim").click().run()
    assert [entry.value for entry in app.exception] == []
    return app


def inside(app: AppTest) -> str:
    return "".join(entry.value for entry in app.text)


def told(app: AppTest) -> str:
    return " ".join(entry.value for kind in (app.error, app.warning, app.info, app.caption) for entry in kind)


@pytest.mark.usefixtures("store")
def test_without_accounts_the_page_says_how_to_make_one() -> None:
    app = opened()
    assert inside(app) == ""
    assert "akun tambah NAMA --peran pengelola" in app.code[0].value
    assert not app.text_input


@pytest.mark.usefixtures("staffed")
def test_the_right_password_opens_and_the_form_is_gone() -> None:
    app = tried(opened(), "sri")
    assert inside(app) == "di dalam: sri pengelola None"
    assert not app.text_input
    app.run()
    assert inside(app) == "di dalam: sri pengelola None"


@pytest.mark.usefixtures("staffed")
def test_an_operator_is_shown_with_the_kabupaten_by_name() -> None:
    app = tried(opened(), "op.lambar")
    assert inside(app) == "di dalam: op.lambar operator 18.04"
    assert "operator kabupaten Lampung Barat" in told(app)


@pytest.mark.usefixtures("staffed")
def test_a_wrong_try_says_nothing_about_names_and_too_many_are_told_to_wait() -> None:
    app = opened()
    answers = {told(tried(app, nama, "bukan sandinya ini")) for nama in ("sri", "tidak.ada", "")}
    assert len(answers) == 1
    assert "tidak cocok" in answers.pop()
    for _try in range(accounts.MAX_WRONG_TRIES):
        tried(app, "sri", "bukan sandinya ini")
    assert "Terlalu banyak percobaan" in told(tried(app, "sri"))
    assert inside(app) == ""


@pytest.mark.usefixtures("staffed")
def test_signing_out_ends_it_and_forgets_what_was_kept() -> None:
    app = tried(opened(), "sri")
    app.button(key="masuk_keluar").click().run()
    assert inside(app) == ""
    assert app.text_input(key="masuk_sandi").value == ""
    assert "kelola_draf" not in app.session_state


def test_a_closed_account_is_out_at_the_next_act(staffed: Engine) -> None:
    app = tried(opened(), "sri")
    close_account(staffed, "sri", pelaku=ADMIN)
    app.run()
    assert inside(app) == ""
    assert "ditutup atau diubah" in told(app)


def test_a_changed_password_ends_every_session_with_the_old_one(staffed: Engine) -> None:
    app = tried(opened(), "sri")
    change_password(staffed, "sri", "kata sandi yang baru", pelaku=ADMIN)
    app.run()
    assert inside(app) == ""
    assert inside(tried(app, "sri", "kata sandi yang baru")) != ""


@pytest.mark.usefixtures("staffed")
def test_an_idle_session_is_signed_out_and_an_active_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    app = tried(opened(), "sri")
    app.run()
    assert inside(app) != ""
    monkeypatch.setattr(sign_in, "IDLE_HOURS", 0)
    app.run()
    assert inside(app) == ""
    assert "tanpa kegiatan" in told(app)


@pytest.mark.usefixtures("staffed")
def test_another_session_is_nobody() -> None:
    tried(opened(), "sri")
    assert inside(opened()) == ""


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"is_logged_in": True, "email": "SRI@kantor.go.id"}, "di dalam: sri@kantor.go.id pengelola None"),
        ({"is_logged_in": True, "email": "op@kantor.go.id", "email_verified": True}, "di dalam: op@kantor.go.id operator 18.04"),
        ({"is_logged_in": True, "email": "sri@kantor.go.id", "email_verified": False}, ""),
        ({"is_logged_in": True, "email": "lain@kantor.go.id"}, ""),
        ({"is_logged_in": True, "email": "salah@kantor.go.id"}, ""),
        ({"is_logged_in": True, "email": "sri@\u212aantor.go.id"}, ""),
        ({"is_logged_in": True, "email": ["sri@kantor.go.id"]}, ""),
        ({"is_logged_in": True}, ""),
        ({"is_logged_in": False, "email": "sri@kantor.go.id"}, ""),
    ],
)
@pytest.mark.usefixtures("staffed")
def test_a_provider_says_who_and_the_secrets_say_what(claims: dict[str, object], expected: str) -> None:
    app = opened(**claims)
    assert inside(app) == expected
    assert not app.text_input, "with a provider, local accounts are not asked"
    if not expected:
        assert [button.key for button in app.button] == ["masuk_keluar" if claims["is_logged_in"] else "masuk_oidc"]


@pytest.mark.usefixtures("staffed")
def test_a_local_sign_in_counts_no_more_once_a_provider_is_set() -> None:
    app = tried(opened(), "sri")
    app.secrets["auth"] = {"client_id": "x"}
    app.run()
    assert inside(app) == ""


@pytest.mark.usefixtures("staffed")
def test_the_person_of_a_session_has_the_type_that_writing_functions_ask_for() -> None:
    app = tried(opened(), "op.lambar")
    held = app.session_state["_masuk"]
    assert held.pelaku == Pelaku("op.lambar", "operator", "18.04")


def test_the_guide_names_the_limits_of_the_program() -> None:
    guide = (ROOT / "docs" / "akun.md").read_text("utf-8")
    minutes = int(accounts.WRONG_TRY_WINDOW.total_seconds() // 60)
    assert f"{accounts.MIN_PASSWORD_LENGTH} sampai {accounts.MAX_PASSWORD_LENGTH} huruf" in guide
    assert accounts.MAX_WRONG_TRIES == 5
    assert f"Lima percobaan salah dalam {minutes} menit" in guide
    assert f"sesudah {sign_in.IDLE_HOURS} jam tanpa kegiatan" in guide
