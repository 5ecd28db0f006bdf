"""The server's own routes: health, assets, boundaries and map values, and the headers on every answer."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain import version
from lib.domain.language import set_language
from lib.published import borders, source
from lib.view.frame.selection import CLASSIFICATIONS, MAP_LEVELS, PARAMETERS
from lib.web.assets import ASSETS, IMMUTABLE, LEAFLET_FILES, leaflet_asset, own_asset
from lib.web.security import security_headers
from tests.browser.running_app import running_app
from tests.ui.asgi import get
from tests.ui.conftest import data_at

OWN = [path.name for path in sorted(ASSETS.iterdir()) if path.suffix in (".js", ".css")]
with_data = pytest.mark.usefixtures("published")
TRAVERSALS = [
    "/aset/../../../../etc/passwd",
    "/aset/..%2f..%2f..%2fetc%2fpasswd",
    "/aset/%2e%2e/%2e%2e/pyproject.toml",
    "/aset//etc/passwd",
    "/aset/leaflet/../../pyproject.toml",
    "/aset/..\\..\\pyproject.toml",
    "/aset/%00",
    "/aset/peta.js%00.css",
    "/batas/desa/..%2f..%2fdasbor.sqlite",
    "/batas/../dasbor.sqlite",
    "/batas/desa/%2e%2e%2fdasbor.sqlite",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "9" * 5000,
    "\x00",
    "٢٠٢٤",
    "18.01\n18.02",
    "🌾",
    "-1",
    "",
]


# -- health ------------------------------------------------------------------------------------------------------------


@with_data
def test_health_says_version_and_what_is_published(app):
    answer = get(app, "/api/sehat")
    assert answer.status == 200
    body = answer.json()
    assert body["aplikasi"] == version.VERSION
    assert body["basis_data"] is True
    assert {entry["tahun"] for entry in body["versi_data"] if entry["jenis"] == "indeks"} == set(source.figures().years)
    assert body["sidik"] == source.figures().fingerprint
    assert answer.headers["cache-control"] == "no-store"


def _unwell(answer, path: Path):
    assert answer.status == 503
    body = answer.json()
    assert body["basis_data"] is False
    assert str(path) in body["sebab"]
    assert "Traceback" not in body["sebab"]
    assert answer.headers["cache-control"] == "no-store"


def test_health_is_503_with_the_reason_when_the_database_is_not_one(app, tmp_path):
    path = tmp_path / "dasbor.sqlite"
    path.write_bytes(b"bukan basis data" * 100)
    with data_at(f"sqlite:///{path}", tmp_path):
        _unwell(get(app, "/api/sehat"), path)
        # Nothing is made worse by asking.
        assert path.read_bytes().startswith(b"bukan basis data")


def test_health_is_503_when_the_database_is_deleted_under_the_running_application(app, shipped_url, tmp_path):
    path = Path(shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite"))
    with data_at(f"sqlite:///{path}", tmp_path):
        assert get(app, "/api/sehat").status == 200
        path.unlink()
        _unwell(get(app, "/api/sehat"), path)


def test_health_is_503_without_a_password_when_no_server_answers(app, tmp_path):
    with data_at("postgresql://dasbor:rahasia@127.0.0.1:1/dasbor", tmp_path):
        answer = get(app, "/api/sehat")
    assert answer.status == 503
    assert b"rahasia" not in answer.body


# -- assets ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OWN)
def test_an_asset_of_ours_is_immutable_under_the_hash_of_its_bytes(name, app):
    address = own_asset(name)
    assert re.fullmatch(rf"/aset/{Path(name).stem}\.[0-9a-f]{{12}}{Path(name).suffix}", address)
    answer = get(app, address)
    assert (answer.status, answer.plain) == (200, (ASSETS / name).read_bytes())
    assert answer.headers["cache-control"] == IMMUTABLE
    kind = "javascript" if name.endswith(".js") else "text/css"
    assert kind in answer.headers["content-type"]


@pytest.mark.parametrize("name", LEAFLET_FILES)
def test_leaflet_is_immutable_under_a_hash_too(name, app):
    address = leaflet_asset(name)
    assert re.fullmatch(rf"/aset/leaflet\.[0-9a-f]{{12}}/{name}", address)
    answer = get(app, address)
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert get(app, f"/aset/leaflet/{name}").status == 404


def test_every_image_that_leaflets_style_sheet_names_is_served(app):
    sheet = get(app, leaflet_asset("leaflet.css")).plain.decode()
    images = set(re.findall(r"url\((images/[\w.-]+)\)", sheet))
    assert images
    for image in images:
        answer = get(app, leaflet_asset(image))
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize("name", OWN)
def test_an_asset_under_any_other_name_does_not_exist(name, app):
    stem, _dot, ending = name.rpartition(".")
    for address in (f"/aset/{name}", f"/aset/{stem}.000000000000.{ending}", own_asset(name) + "x"):
        assert get(app, address).status == 404


@with_data
@pytest.mark.parametrize("target", TRAVERSALS)
def test_no_path_leads_out_of_what_is_served(target, app):
    answer = get(app, target)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body
    assert b"[project]" not in answer.body


@given(name=st.text(max_size=60))
@settings(max_examples=60)
def test_any_unknown_asset_is_404(name, app):
    assert get(app, "/aset/" + urlencode({"": name})[1:]).status == 404


# -- boundaries --------------------------------------------------------------------------------------------------------


@with_data
@pytest.mark.parametrize("level", MAP_LEVELS)
def test_boundaries_are_compressed_once_and_immutable_under_their_hash(level, app):
    prepared = borders.geometry()[level]
    answer = get(app, f"/batas/{level}/{prepared.name}")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.body == prepared.path.read_bytes()
    assert int(answer.headers["content-length"]) == len(answer.body) <= 150_000
    assert [feature["properties"]["k"] for feature in answer.json()["features"]] == list(prepared.kode)


@with_data
def test_boundaries_of_another_level_hash_or_name_do_not_exist(app):
    desa, kabupaten = (borders.geometry()[level].name for level in ("desa", "kabupaten"))
    for target in (f"/batas/kabupaten/{desa}", f"/batas/provinsi/{kabupaten}", "/batas/desa/desa.json", f"/batas/desa/{desa}.gz"):
        assert get(app, target).status == 404


@with_data
def test_damaged_boundaries_are_503_not_a_traceback(app, tmp_path, monkeypatch):
    monkeypatch.setenv("DASBOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path))
    borders.geometry.cache_clear()
    try:
        answer = get(app, "/batas/desa/desa.000000000000.json")
        assert answer.status == 503
        assert answer.headers["cache-control"] == "no-store"
    finally:
        borders.geometry.cache_clear()


# -- values for the tooltips -------------------------------------------------------------------------------------------


def values(app, **parameters: str):
    return get(app, "/api/v1/nilai-peta?" + urlencode(parameters))


@with_data
def test_the_values_of_a_map_are_texts_by_code(app):
    answer = values(app, tahun="2024", tingkat="kabupaten", indikator="nilai")
    assert answer.status == 200
    found = answer.json()
    assert len(found) == 13
    assert found["18.01"].startswith("0,")
    assert values(app, tahun="2024", indikator="nilai", bahasa="en").json()["18.01"].startswith("0.")


@with_data
def test_the_values_of_an_area_are_only_its_own(app):
    found = values(app, kab="18.04", tingkat="desa").json()
    assert found
    assert all(kode.startswith("18.04.") for kode in found)


@with_data
@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", PARAMETERS)
def test_a_hostile_parameter_gives_the_values_of_the_default(name, value, app):
    answer = values(app, **{name: value})
    assert answer.status == 200
    assert isinstance(answer.json(), dict)
    assert b"<script" not in answer.body


@with_data
@given(
    parameters=st.dictionaries(
        st.sampled_from(PARAMETERS) | st.text(max_size=8),
        st.sampled_from(["2024", "2025", "18.01", "18.01.04", "18.01.04.2001", *CLASSIFICATIONS, "cakupan", "nilai", "en", "kpb"])
        | st.text(max_size=50),
        max_size=8,
    )
)
@settings(max_examples=60)
def test_any_parameters_give_an_object(parameters, app):
    set_language("id")
    answer = values(app, **parameters)
    assert answer.status == 200
    assert isinstance(answer.json(), dict)
    assert answer.headers["content-type"] == "application/json"


@with_data
@pytest.mark.parametrize("query", ["", "tahun", "tahun=2024&tahun=<b>", "%ff=%ff", "&&&=", "tahun=%00", "a" * 20_000])
def test_any_query_string_gives_an_object(query, app):
    answer = get(app, f"/api/v1/nilai-peta?{query}")
    assert answer.status == 200
    assert isinstance(answer.json(), dict)


def test_without_a_database_there_are_no_values_and_nothing_is_kept(app, tmp_path):
    path = tmp_path / "dasbor.sqlite"
    path.write_bytes(b"bukan basis data" * 100)
    with data_at(f"sqlite:///{path}", tmp_path):
        answer = values(app)
    assert (answer.status, answer.json()) == (503, {})
    assert answer.headers["cache-control"] == "no-store"


# -- headers -----------------------------------------------------------------------------------------------------------


@with_data
@pytest.mark.parametrize("target", ["/api/sehat", "/api/v1/nilai-peta", own_asset("peta.js"), "/aset/tidak-ada", "/tidak/ada"])
def test_every_answer_of_ours_has_the_security_headers(target, app):
    answer = get(app, target)
    wanted = security_headers("uji")
    assert {name: answer.headers.get(name) for name in wanted} == wanted


def test_the_policy_lets_nothing_in_from_outside():
    text = security_headers()["content-security-policy"]
    policy = dict(part.split(" ", 1) for part in text.split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not re.search(r"https?:|\*", text)


@with_data
def test_our_routes_do_not_change_anything(app):
    for method in ("POST", "PUT", "DELETE"):
        for target in ("/api/sehat", "/api/v1/nilai-peta", own_asset("peta.js")):
            assert get(app, target, method).status == 405


def test_the_real_server_puts_the_headers_on_streamlits_answers_too(shipped_url, tmp_path):
    shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    with running_app(tmp_path) as running:
        connection = http.client.HTTPConnection(running.origin.removeprefix("http://"), timeout=20)
        for target in ("/", "/peta", "/tidak-ada", "/_stcore/health", "/api/sehat", "/static/ikon.svg", *TRAVERSALS[:4]):
            connection.request("GET", target)
            answer = connection.getresponse()
            body = answer.read()
            wanted = security_headers(running.origin.removeprefix("http://"))
            assert {name: answer.getheader(name) for name in wanted} == wanted, target
            assert b"root:" not in body
            assert b"[project]" not in body
        connection.request("GET", f"/batas/desa/{_name_of_boundaries(tmp_path)}")
        answer = connection.getresponse()
        packed = answer.read()
        assert answer.getheader("content-encoding") == "gzip"
        assert gzip.decompress(packed).startswith(b"{")
        assert "Traceback" not in running.log_text()


def _name_of_boundaries(var: Path) -> str:
    return next((var / "peta").glob("desa.*.json.gz")).name.removesuffix(".gz")
