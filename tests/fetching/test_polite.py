"""One polite question after another: what may pass is asked again, what may not is told, and nobody is hurried."""

from __future__ import annotations

import datetime as dt
import socket
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import SettingError
from lib.fetching.polite import FetchError, PoliteClient, ServerBusy, check_address, retry_after
from tests.fetching.conftest import QUICK
from tests.fetching.local_server import LocalServer, Reply

OK = Reply(b'{"a": 1}')
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


def test_an_answer_comes_back_whole_and_we_say_who_we_are(server: LocalServer, client: PoliteClient) -> None:
    server.play("/a", OK)
    assert client.get(f"{server.address}/a", max_bytes=100) == OK.body
    assert len(server.agents) == 1
    assert "dasbor-desa-lampung" in server.agents.pop()


@pytest.mark.parametrize(
    "failure",
    [
        Reply(b"", 500),
        Reply(b"<html>Bad Gateway</html>", 502),
        Reply(b"", 503),
        Reply(b"", 504),
        Reply(b"", 429),
        Reply(b"", 408),
        Reply(reset=True),
        Reply(b"half of it", promised=1000),
        Reply(OK.body, delay=0.6),
        Reply(b"x" * 40, drip=0.05),
    ],
    ids=lambda reply: f"{reply.status}{'-reset' * reply.reset}{'-torn' * bool(reply.promised)}-{reply.delay}-{reply.drip}",
)
def test_what_may_pass_is_asked_again_later_each_time(
    server: LocalServer, client: PoliteClient, waited: list[float], failure: Reply
) -> None:
    server.play("/a", failure, failure, OK)
    assert client.get(f"{server.address}/a", max_bytes=100) == OK.body
    assert server.times("/a") == 3
    assert waited == [1.0, 2.0]


def test_after_the_last_try_the_reason_is_told(server: LocalServer, client: PoliteClient) -> None:
    server.play("/a", Reply(b"", 503))
    with pytest.raises(FetchError, match="Server menjawab 503"):
        client.get(f"{server.address}/a", max_bytes=100)
    assert server.times("/a") == QUICK.tries


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410])
def test_a_final_refusal_is_not_argued_with(server: LocalServer, client: PoliteClient, status: int) -> None:
    server.play("/a", Reply(b"", status))
    with pytest.raises(FetchError, match=str(status)):
        client.get(f"{server.address}/a", max_bytes=100)
    assert server.times("/a") == 1


@pytest.mark.parametrize(
    ("said", "pause"), [("7", 7.0), ("0", 1.0), ("nanti", 1.0), ("-5", 1.0), ("1e9", 1.0), ("Wed, 24 Nov 2021 08:00:00 GMT", 1.0)]
)
def test_the_server_says_how_long_to_wait(
    server: LocalServer, client: PoliteClient, waited: list[float], said: str, pause: float
) -> None:
    server.play("/a", Reply(b"", 429, {"Retry-After": said}), OK)
    client.get(f"{server.address}/a", max_bytes=100)
    assert waited == [pause]


def test_a_server_that_wants_long_peace_ends_the_run(server: LocalServer, client: PoliteClient, waited: list[float]) -> None:
    server.play("/a", Reply(b"", 503, {"Retry-After": "3600"}))
    with pytest.raises(ServerBusy, match="3600"):
        client.get(f"{server.address}/a", max_bytes=100)
    assert (server.times("/a"), waited) == (1, [])


@given(st.text(max_size=40))
def test_no_header_upsets_the_waiting(text: str) -> None:
    seconds = retry_after(text, NOW)
    assert seconds is None or seconds >= 0


def test_a_date_to_wait_for_is_understood() -> None:
    assert retry_after("Tue, 24 Nov 2026 08:00:30 GMT", NOW) == 30
    assert retry_after("Tue, 24 Nov 2026 15:00:30 +0700", NOW) == 30


def test_an_answer_larger_than_allowed_is_not_read_to_its_end(server: LocalServer, client: PoliteClient) -> None:
    server.play("/a", Reply(b"x" * 1000))
    with pytest.raises(FetchError, match="lebih besar"):
        client.get(f"{server.address}/a", max_bytes=999)
    assert server.times("/a") == 1


def test_a_body_that_its_judge_refuses_is_asked_for_again(server: LocalServer, client: PoliteClient) -> None:
    def judge(body: bytes) -> None:
        if body != OK.body:
            raise FetchError("Jawaban kosong.", lewat=True)

    server.play("/a", Reply(b"?"), OK)
    assert client.get(f"{server.address}/a", max_bytes=100, check=judge) == OK.body


def test_redirects_are_followed_but_not_for_ever(server: LocalServer, client: PoliteClient) -> None:
    server.play("/a", Reply(b"", 302, {"Location": "/b"}))
    server.play("/b", OK)
    assert client.get(f"{server.address}/a", max_bytes=100) == OK.body
    server.play("/ring", Reply(b"", 301, {"Location": "/ring"}))
    with pytest.raises(FetchError, match="tanpa akhir"):
        client.get(f"{server.address}/ring", max_bytes=100)
    server.play("/out", Reply(b"", 302, {"Location": "file:///etc/passwd"}))
    with pytest.raises(SettingError, match="bukan alamat"):
        client.get(f"{server.address}/out", max_bytes=100)


def test_nobody_listening_is_said_with_the_server(client: PoliteClient) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match=rf"Sambungan ke 127\.0\.0\.1:{port} gagal"):
        client.get(f"http://127.0.0.1:{port}/a", max_bytes=100)


def test_a_server_that_speaks_no_tls_is_no_traceback(server: LocalServer, client: PoliteClient) -> None:
    with pytest.raises(FetchError, match="Sambungan aman"):
        client.get(server.address.replace("http://", "https://") + "/a", max_bytes=100)


def test_between_two_questions_there_is_a_pause(server: LocalServer, waited: list[float]) -> None:
    server.default = OK
    with PoliteClient(replace(QUICK, gap=5.0), wait=waited.append) as client:
        for path in ("/a", "/b", "/c"):
            client.get(f"{server.address}{path}", max_bytes=100)
    assert len(waited) == 2
    assert all(4.0 < pause <= 5.0 for pause in waited)


@pytest.mark.parametrize(
    "alamat", ["", "idm.contoh.id", "ftp://contoh.id/a", "file:///etc/passwd", "http://", "https://contoh.id:x", "javascript:a"]
)
def test_only_an_address_of_a_server_is_an_address(alamat: str) -> None:
    with pytest.raises(SettingError, match="bukan alamat"):
        check_address(alamat)


@pytest.mark.parametrize(
    "alamat", ["https://orang:rahasia@contoh.id/a", "https://rahasia@contoh.id", "http://:rahasia@contoh.id"]
)
def test_an_address_with_a_password_is_refused_and_not_repeated(alamat: str) -> None:
    with pytest.raises(SettingError) as refused:
        check_address(alamat)
    assert "rahasia" not in str(refused.value)
