"""Accounts: hashed, throttled, and never more allowed than the role says, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from lib.domain.roles import ALLOWED, PERAN, WITHOUT_AREA, AccessDenied, Pelaku, terminal
from lib.store import accounts
from lib.store.accounts import AccountError, add_account, change_password, close_account, list_accounts, sign_in
from lib.store.audit import read_audit
from lib.store.tables import Akun, MasukGagal

SANDI = "tujuh gajah putih"
UJI = terminal("uji")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    """Real argon2 with little work: what is tested is not how long a guess takes."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))


@pytest.fixture
def account(engine):
    add_account(engine, "sri.analis", SANDI, "pengelola", None, pelaku=UJI)
    add_account(engine, "operator-lambar", SANDI, "operator", "18.04", pelaku=UJI)
    return engine


def test_a_password_is_kept_only_as_an_argon2_hash(account):
    with account.connect() as conn:
        hashes = conn.execute(select(Akun.sandi)).scalars().all()
    assert all(entry.startswith("$argon2id$") for entry in hashes)
    assert len(set(hashes)) == 2
    assert SANDI not in str([entry.rincian for entry in read_audit(account)])


def test_the_right_password_gives_the_role_and_the_kabupaten(account):
    assert sign_in(account, "Sri.Analis ", SANDI) == Pelaku("sri.analis", "pengelola", None)
    assert sign_in(account, "operator-lambar", SANDI) == Pelaku("operator-lambar", "operator", "18.04")


@pytest.mark.parametrize("nama", ["sri.analis", "tidak-ada", "' OR 1=1 --", ""])
def test_a_wrong_try_never_says_whether_the_name_exists(account, nama):
    with pytest.raises(AccountError) as refused:
        sign_in(account, nama, "salah sekali saja")
    assert str(refused.value) == "Nama atau kata sandi tidak cocok. Periksa keduanya lalu coba lagi."


def test_after_too_many_wrong_tries_even_the_right_password_waits(account, monkeypatch):
    for _ in range(accounts.MAX_WRONG_TRIES):
        with pytest.raises(AccountError):
            sign_in(account, "sri.analis", "bukan kata sandinya")
    with pytest.raises(AccountError, match="Terlalu banyak"):
        sign_in(account, "sri.analis", SANDI)
    assert sign_in(account, "operator-lambar", SANDI)
    later = accounts.now() + accounts.WRONG_TRY_WINDOW + dt.timedelta(seconds=1)
    monkeypatch.setattr(accounts, "now", lambda: later)
    assert sign_in(account, "sri.analis", SANDI)


def test_wrong_tries_that_no_longer_count_are_not_kept(account, monkeypatch):
    for nama in ("sri.analis", "tidak-ada", "siapa-pun"):
        with pytest.raises(AccountError):
            sign_in(account, nama, "bukan kata sandinya")
    later = accounts.now() + accounts.WRONG_TRY_WINDOW + dt.timedelta(seconds=1)
    monkeypatch.setattr(accounts, "now", lambda: later)
    with pytest.raises(AccountError):
        sign_in(account, "sri.analis", "bukan kata sandinya")
    with account.connect() as conn:
        assert conn.execute(select(MasukGagal.nama)).scalars().all() == ["sri.analis"]


def test_a_right_try_forgets_the_wrong_ones(account):
    for _ in range(3):
        for _ in range(accounts.MAX_WRONG_TRIES - 1):
            with pytest.raises(AccountError, match="tidak cocok"):
                sign_in(account, "sri.analis", "bukan kata sandinya")
        assert sign_in(account, "sri.analis", SANDI)


def test_a_closed_account_cannot_sign_in_and_stays_listed(account):
    close_account(account, "sri.analis", pelaku=UJI)
    with pytest.raises(AccountError, match="tidak cocok"):
        sign_in(account, "sri.analis", SANDI)
    assert [entry.nama for entry in list_accounts(account) if entry.ditutup_pada] == ["sri.analis"]
    with pytest.raises(AccountError):
        close_account(account, "sri.analis", pelaku=UJI)


def test_a_new_password_replaces_the_old_one(account):
    change_password(account, "sri.analis", "kata sandi yang lain", pelaku=UJI)
    with pytest.raises(AccountError):
        sign_in(account, "sri.analis", SANDI)
    assert sign_in(account, "sri.analis", "kata sandi yang lain")


@pytest.mark.parametrize(
    ("nama", "sandi", "peran", "kabupaten"),
    [
        ("sri.analis", SANDI, "pengelola", None),
        ("Sri", SANDI, "pengelola", None),
        ("a", SANDI, "pengelola", None),
        ("<script>", SANDI, "pengelola", None),
        ("sistem", SANDI, "pengelola", None),
        ("baru", "pendek", "pengelola", None),
        ("baru", "x" * 300, "pengelola", None),
        ("baru", SANDI, "gubernur", None),
        ("baru", SANDI, "operator", None),
        ("baru", SANDI, "operator", "18"),
        ("baru", SANDI, "operator", "18.04.15"),
        ("baru", SANDI, "pengelola", "18.04"),
    ],
)
def test_an_account_that_will_not_do_is_refused_and_nothing_is_kept(account, nama, sandi, peran, kabupaten):
    before = list_accounts(account)
    with pytest.raises(AccountError):
        add_account(account, nama, sandi, peran, kabupaten, pelaku=UJI)
    assert list_accounts(account) == before


@pytest.mark.parametrize("peran", PERAN)
@pytest.mark.parametrize("tindakan", sorted(ALLOWED["pengelola"]))
def test_every_role_does_what_its_row_says_and_an_operator_only_at_home(peran, tindakan):
    pelaku = Pelaku("uji", peran, "18.04" if peran == "operator" else None)
    for wilayah in ("18", "18.04", "18.04.15", "18.01", "18.040", None):
        at_home = peran == "pengelola" or tindakan in WITHOUT_AREA or wilayah in ("18.04", "18.04.15")
        allowed = tindakan in ALLOWED[peran] and at_home
        assert pelaku.may(tindakan, wilayah) is allowed
        if not allowed:
            with pytest.raises(AccessDenied):
                pelaku.require(tindakan, wilayah)


def test_an_operator_without_a_kabupaten_may_write_nowhere():
    assert not Pelaku("uji", "operator", None).may("impor", "18.04")
