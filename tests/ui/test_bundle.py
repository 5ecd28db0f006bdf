"""Streamlit's static files out of memory: the same bytes, compressed once, kept by browsers; all else is Streamlit's."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from lib.ui.streamlit_inside.bundle import FOLDER, FRAME, PREFIX, Bundle, addresses, asset, component_script, frame_folder
from tests import own_loop

NAMES = sorted(address.removeprefix(PREFIX) for address in addresses() if address.startswith(PREFIX))
SCRIPT = next(name for name in NAMES if name.startswith("js/index.") and name.endswith(".js"))
FONT = next(name for name in NAMES if name.endswith(".woff2"))


async def _streamlit(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"streamlit"})


def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    encoded = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "headers": encoded}
    own_loop.run(Bundle(_streamlit)(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])


def test_a_script_is_the_same_file_compressed_and_kept_for_ever() -> None:
    status, headers, body = ask(f"/static/{SCRIPT}", accept_encoding="gzip, br")
    assert status == 200
    assert gzip.decompress(body) == (FOLDER / SCRIPT).read_bytes()
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body)
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith(("text/javascript", "application/javascript"))


def test_who_cannot_unpack_gets_the_file_as_it_is() -> None:
    status, headers, body = ask(f"/static/{SCRIPT}")
    assert (status, body) == (200, (FOLDER / SCRIPT).read_bytes())
    assert "content-encoding" not in headers


def test_a_font_is_not_compressed_again() -> None:
    status, headers, body = ask(f"/static/{FONT}", accept_encoding="gzip")
    assert (status, body) == (200, (FOLDER / FONT).read_bytes())
    assert "content-encoding" not in headers


def test_a_file_is_read_and_compressed_once() -> None:
    assert asset(PREFIX + SCRIPT) is asset(PREFIX + SCRIPT)


def test_the_script_of_the_maps_frame_is_there_before_any_map_was_drawn() -> None:
    status, headers, body = ask(component_script(), accept_encoding="gzip")
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert gzip.decompress(body) == (frame_folder() / "static" / "js" / component_script().rpartition("/")[2]).read_bytes()
    assert ask(FRAME + "index.html")[0] == 299, "its page is Streamlit's to serve"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/peta",
        "/static/js/tiada.js",
        "/static/",
        "/static/../index.html",
        "/static/../../__init__.py",
        "/static//etc/passwd",
        f"/static/js/../{SCRIPT}",
        f"/x/static/{SCRIPT}",
    ],
)
def test_whatever_is_not_in_the_bundle_is_left_to_streamlit(path: str) -> None:
    assert ask(path)[0] == 299


def test_parts_of_a_file_and_other_methods_are_left_to_streamlit() -> None:
    assert ask(f"/static/{SCRIPT}", range="bytes=0-1")[0] == 299
    assert ask(f"/static/{SCRIPT}", "HEAD")[0] == 299
    assert ask(f"/static/{SCRIPT}", "POST")[0] == 299
