"""What a page names for the browser to fetch at once exists, and only pages name it."""

from __future__ import annotations

import http.client
import re
import shutil

from lib.ui import preload
from tests.browser.running_app import running_app


def test_the_named_parts_of_streamlit_are_the_ones_that_the_first_drawing_needs():
    names = {name.split(".")[0] for name in preload.chunks()}
    assert set(preload.EARLY) <= names


def test_every_address_that_a_page_names_answers_and_nothing_else_names_any(shipped_url, tmp_path):
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with running_app(tmp_path) as running:
        connection = http.client.HTTPConnection(running.origin.removeprefix("http://"), timeout=20)

        def get(address: str) -> tuple[int, str]:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("link") or ""

        _status, link = get("/peta")
        addresses = re.findall(r"<([^>]+)>", link)
        assert len(addresses) > len(preload.EARLY)
        assert any("/batas/kabupaten/" in address for address in addresses)
        assert any("leaflet" in address for address in addresses)
        assert [address for address in addresses if get(address) != (200, "")] == []
        assert get("/api/sehat") == (200, "")
