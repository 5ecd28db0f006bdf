"""What a page names for the browser to fetch at once exists, and only pages name it."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil

from lib.ui.streamlit_inside import connection, preload
from lib.web.assets import leaflet_asset, own_asset
from tests.browser.running_app import running_app

# What a browser says when it opens a page.
PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_named_parts_of_streamlit_are_the_ones_that_the_first_drawing_needs():
    names = {name.split(".")[0] for name in preload.chunks()}
    assert set(preload.EARLY) <= names
    # On a slow line the sentence and the figures, which are HTML of ours, come before what the reader can operate.
    places = [[name.split(".")[0] for name in preload.chunks()].index(name) for name in preload.EARLY]
    assert places == sorted(places)


def test_every_address_that_a_page_names_answers_and_nothing_else_names_any(shipped_url, tmp_path):
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with running_app(tmp_path) as running:
        asked = http.client.HTTPConnection(running.origin.removeprefix("http://"), timeout=20)

        def get(address: str) -> tuple[int, str]:
            asked.request("GET", address, headers=PAGE)
            answer = asked.getresponse()
            answer.read()
            return answer.status, answer.getheader("link") or ""

        _status, link = get("/peta")
        addresses = re.findall(r"<([^>]+)>", link)
        assert len(addresses) > len(preload.EARLY)
        before, first = addresses[: len(connection.SCRIPTS)], addresses[len(connection.SCRIPTS)]
        # Regression: they were named last, and Streamlit's page waited for them with all of its own parts there.
        assert before == [own_asset(name) for name in connection.SCRIPTS], "what stands before Streamlit's page comes first"
        assert first.startswith("/static/js/index."), "then what the page itself starts with"
        assert preload.component_script() in addresses
        assert any("/batas/kabupaten/" in address for address in addresses)
        assert any("leaflet" in address for address in addresses)
        assert [address for address in addresses if get(address) != (200, "")] == []
        # A browser that fetches ahead names the types of pages for whatever it asks; scripts are compressed for it too.
        for address in (leaflet_asset("leaflet.js"), own_asset("dasbor.css")):
            asked.request("GET", address, headers=PAGE | {"accept-encoding": "gzip"})
            answer = asked.getresponse()
            answer.read()
            assert answer.getheader("content-encoding") == "gzip", address
            assert "immutable" in (answer.getheader("cache-control") or "")
        assert get("/api/sehat") == (200, "")


def test_a_page_is_told_where_its_server_is_so_that_it_need_not_look_below_its_own_path(shipped_url, tmp_path):
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with running_app(tmp_path) as running:
        asked = http.client.HTTPConnection(running.origin.removeprefix("http://"), timeout=20)

        def get(coding: str) -> tuple[bytes, http.client.HTTPResponse]:
            asked.request("GET", "/peta", headers=PAGE | {"accept-encoding": coding})
            answer = asked.getresponse()
            return answer.read(), answer

        plain, answer = get("identity")
        assert answer.getheader("content-encoding") is None
        # A tag of Streamlit's file would have a browser keep the page of an older version of ours.
        assert answer.getheader("etag") is None
        told = plain.index(
            b'window.__streamlit={BACKEND_BASE_URL:location.origin+"/",HOST_CONFIG:{allowedOrigins:[location.origin]'
        )
        own = plain.index(b"./static/js/index.")
        assert told < own
        # The parts of the first drawing start after Streamlit itself, and each is a file that there is.
        started = plain.index(b'<script type="module">import(')
        assert own < started < plain.index(b"</head>")
        names = re.findall(rb'import\("/static/js/(\w+)\.[^"]+\.js"\)', plain)
        assert [name.decode() for name in names] == list(preload.EARLY)
        packed, answer = get("gzip")
        assert answer.getheader("content-encoding") == "gzip"
        assert gzip.decompress(packed) == plain
