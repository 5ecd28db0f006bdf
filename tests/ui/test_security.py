"""Hosts, origins, limits and the cookie secret: what the server refuses, and that it lets its own visitors through."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config

from lib.domain.errors import SettingError
from lib.web import rate_limits, security
from lib.web.rate_limits import LIMITS, Allowances, Limit, RateLimited, network, thing_of
from lib.web.security import LOOPBACK, PROBES, HostCheck, SecurityHeaders, answered_hosts, check_secrets, security_headers
from tests import own_loop
from tests.ui.asgi import Answer, get

OURS = "dasbor.contoh.go.id"
STRANGE_HOSTS = [
    "jahat.example",
    "dasbor.contoh.go.id.jahat.example",
    "contoh.go.id",
    "",
    "a b",
    'x"; script-src *',
    "-",
    "[::2]",
]


async def _inner(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"isi"})


def connect(app: Any, **headers: str) -> str:
    """What becomes of a WebSocket that is opened with these headers: ``accept`` or ``close``."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    own_loop.run(app({"type": "websocket", "path": "/_stcore/stream", "headers": raw}, receive, send))
    return str(sent[0]["type"]).removeprefix("websocket.")


# -- hosts and origins -------------------------------------------------------------------------------------------------


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> HostCheck:
    monkeypatch.setenv("DASBOR_HOST", f" {OURS.upper()}, dasbor.lokal:8501 ")
    return HostCheck(_inner)


@pytest.mark.parametrize("host", [OURS, OURS.upper(), f"{OURS}:443", f"{OURS}.", "dasbor.lokal", "localhost:8501", "[::1]:8501"])
def test_a_host_of_ours_is_answered(named: HostCheck, host: str) -> None:
    assert get(named, "/peta", headers={"host": host}).status == 200
    assert connect(named, host=host, origin=f"https://{host}") == "accept"


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_any_other_host_is_not(named: HostCheck, host: str) -> None:
    answer = get(named, "/peta", headers={"host": host})
    assert (answer.status, answer.body) == (400, b"400")
    assert connect(named, host=host, origin=f"https://{host}") == "close"


@pytest.mark.parametrize("path", sorted(PROBES))
def test_a_monitor_asks_by_bare_address(named: HostCheck, path: str) -> None:
    assert get(named, path, headers={"host": "10.1.2.3:8501"}).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://jahat.example",
        f"https://{OURS}.jahat.example",
        f"https://{OURS}:8443",
        "null",
        "",
        "http://[",
        f"https://x@{OURS}",
    ],
)
def test_a_page_of_another_origin_opens_no_connection(named: HostCheck, origin: str) -> None:
    assert connect(named, host=OURS, origin=origin) == "close"


def test_what_is_no_browser_sends_no_origin(named: HostCheck) -> None:
    assert connect(named, host=OURS) == "accept"


def test_without_the_setting_this_machines_own_address_answers_for_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASBOR_HOST", raising=False)
    for address in ("127.0.0.1", "localhost", "::1"):
        monkeypatch.setattr(config, "get_option", lambda _name, address=address: address)
        assert answered_hosts() == LOOPBACK
    for address in ("0.0.0.0", "192.168.1.5", None):
        monkeypatch.setattr(config, "get_option", lambda _name, address=address: address)
        assert answered_hosts() is None
    # Whatever the name, a page of another one opens no connection.
    assert connect(HostCheck(_inner), host="192.168.1.5:8501", origin="http://jahat.example") == "close"
    assert connect(HostCheck(_inner), host="192.168.1.5:8501", origin="http://192.168.1.5:8501") == "accept"


@pytest.mark.parametrize("value", ["https://dasbor.contoh.go.id", "*", "a b", "contoh.go.id/x", "-a"])
def test_a_setting_that_is_no_list_of_names_is_said(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_HOST", value)
    with pytest.raises(SettingError, match="DASBOR_HOST"):
        answered_hosts()


# -- headers -----------------------------------------------------------------------------------------------------------


def _scheme(scheme: str) -> Answer:
    async def over(scope: Any, receive: Any, send: Any) -> None:
        await SecurityHeaders(_inner)({**scope, "scheme": scheme}, receive, send)

    return get(over, "/", headers={"host": OURS})


def test_over_tls_the_browser_is_told_to_stay_there() -> None:
    assert _scheme("https").headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in _scheme("http").headers


def test_the_policy_names_this_host_for_the_connection_and_no_other() -> None:
    policy = _scheme("https").headers["content-security-policy"]
    assert f"connect-src 'self' ws://{OURS} wss://{OURS}" in policy.split("; ")
    for host in STRANGE_HOSTS[3:6]:
        assert security_headers(host) == security_headers()


def _secrets(monkeypatch: pytest.MonkeyPatch, auth: dict[str, str] | None) -> None:
    held = SimpleNamespace(load_if_toml_exists=lambda: True, get=lambda _section: auth)
    monkeypatch.setattr(security, "secrets_singleton", held)


# -- the cookie secret -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("secret", "good"), [("…", False), ("rahasia", False), ("x" * 64, False), ("", False), ("0123456789abcdef" * 4, True)]
)
def test_a_cookie_secret_that_can_be_guessed_stops_the_start(secret: str, good: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    _secrets(monkeypatch, {"cookie_secret": secret})
    if good:
        check_secrets()
        return
    with pytest.raises(SettingError, match="cookie_secret") as refused:
        check_secrets()
    assert not secret or secret not in str(refused.value)


def test_without_an_identity_provider_no_cookie_secret_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    _secrets(monkeypatch, None)
    check_secrets()


# -- limits ------------------------------------------------------------------------------------------------------------


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_gets_its_number_and_then_one_at_a_time() -> None:
    clock = Clock()
    left = Allowances({"unduhan": Limit(3, 60)}, clock)
    for _time in range(3):
        left.spend("unduhan", "10.0.0.1")
    with pytest.raises(RateLimited) as refused:
        left.spend("unduhan", "10.0.0.1")
    assert refused.value.seconds == 20
    left.spend("unduhan", "10.0.0.2")  # others are not concerned
    clock.now = 20.0
    left.spend("unduhan", "10.0.0.1")
    with pytest.raises(RateLimited):
        left.spend("unduhan", "10.0.0.1")
    clock.now = 10_000.0
    for _time in range(3):
        left.spend("unduhan", "10.0.0.1")


def test_what_cost_nothing_is_given_back_and_never_more() -> None:
    left = Allowances({"masuk": Limit(2, 60)}, Clock())
    for _time in range(5):
        left.spend("masuk", None)
        left.give_back("masuk", None)
    left.give_back("masuk", None)
    for _time in range(2):
        left.spend("masuk", None)
    with pytest.raises(RateLimited):
        left.spend("masuk", None)


def test_memory_is_bounded_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MAX_ADDRESSES", 50)
    left = Allowances({"unduhan": Limit(3, 60)}, Clock())
    for number in range(500):
        left.spend("unduhan", f"10.0.{number // 250}.{number % 250}")
    assert len(left._left) == 50


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        (None, "setempat"),
        ("bukan alamat", "setempat"),
    ],
)
def test_who_is_counted_together(address: str | None, counted: str) -> None:
    assert network(address) == counted


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("/api/v1/desa.csv", "unduhan"),
        ("/api/v1/kabupaten.geojson", "unduhan"),
        ("/api/v1/openapi.json", "unduhan"),
        ("/api/v1/peta-kecil.png", "gambar"),
        ("/api/v1/nilai-peta", None),
        ("/api/sehat", None),
        ("/", None),
        ("/_stcore/stream", None),
    ],
)
def test_what_is_counted(path: str, thing: str | None) -> None:
    assert thing_of(path) == thing


@pytest.mark.usefixtures("published")
def test_too_many_downloads_are_refused_in_words_and_pages_are_not(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "allowances", Allowances({**LIMITS, "unduhan": Limit(2, 60)}, Clock()))
    target = "/api/v1/kabupaten.json?bahasa=en"
    assert [get(app, target).status for _time in range(2)] == [200, 200]
    refused = get(app, target)
    assert refused.status == 429
    assert refused.headers["retry-after"] == "30"
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert refused.json()["kesalahan"]["pesan"] == "Too many requests from this address."
    assert get(app, "/api/sehat").status == 200
    assert get(app, "/api/v1/nilai-peta").status == 200


def test_every_limit_leaves_room_for_an_office() -> None:
    assert all(limit.number >= 30 for limit in LIMITS.values())
    assert security.MIN_COOKIE_SECRET >= 32
