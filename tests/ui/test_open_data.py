"""The open data: every question that its own description allows is answered as described, every other is refused in words.

The questions are drawn from the published OpenAPI document itself, so a parameter or choice that is described and does not
work, or works and is not described, fails here.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.analysis.figures import Figures
from lib.export.open_formats import open_csv
from lib.export.sheet import FORMULA_STARTS
from lib.ui import open_data, source
from lib.view.open_data import answer
from lib.view.open_query import FORMATS, OPEN_LEVELS, PARAMETERS, Query, QueryRefused, read_query
from tests.ui.asgi import Answer, get
from tests.ui.schema import wrong

pytestmark = pytest.mark.usefixtures("published")
questions = settings(max_examples=30, deadline=None)
JSON_TYPES = ("application/json", "application/geo+json")


class Description(dict):
    """The description, without its fifty pages in the report of a failure."""

    def __repr__(self) -> str:
        return "described"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text("described")


@pytest.fixture(scope="module")
def described(app: Starlette, request: pytest.FixtureRequest) -> Description:
    """The description as a client reads it."""
    request.getfixturevalue("published")
    answer = get(app, "/api/v1/openapi.json")
    assert answer.status == 200
    return Description(answer.json())


@pytest.fixture(scope="module")
def data(request: pytest.FixtureRequest) -> Figures:
    request.getfixturevalue("published")
    return source.figures()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No answer is left from another test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_data, "_kept", open_data.KeptAnswers())
        yield


def operations(described: dict[str, Any]) -> list[str]:
    return sorted(described["paths"])


def choices_of(described: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry["schema"] for entry in described["paths"][path]["get"]["parameters"] if entry["in"] == "query"}


def ask(app: Starlette, path: str, query: dict[str, str] | list[tuple[str, str]], **headers: str) -> Answer:
    return get(app, f"/api/v1{path}?{urlencode(query)}", headers={name.replace("_", "-"): text for name, text in headers.items()})


def refused(answer: Answer, described: dict[str, Any]) -> dict[str, str]:
    """The refusal in an answer, after checking that it is one as described."""
    assert answer.status == 400, answer.body[:300]
    body = answer.json()
    assert list(wrong(body, described["components"]["schemas"]["penolakan"], described)) == []
    assert answer.headers["cache-control"] == "no-store"
    told = body["kesalahan"]
    assert told["pesan"]
    return told


def codes(data: Figures, level: str) -> list[str]:
    return sorted(data.wilayah.index[data.wilayah["tingkat"] == level])


@st.composite
def asked(draw: st.DrawFn, described: dict[str, Any], data: Figures, path: str) -> dict[str, str]:
    """A question that the description allows, an existing area wherever it asks for a code."""
    areas = {"kab": "kabupaten", "kec": "kecamatan", "desa": "desa"}
    out: dict[str, str] = {}
    allowed = choices_of(described, path)
    area = draw(st.sampled_from([name for name in allowed if name in areas] + [""]))
    for name, schema in allowed.items():
        if name in areas:
            if name == area:
                kode = draw(st.sampled_from(codes(data, areas[name])))
                assert re.fullmatch(schema["pattern"], kode)
                out[name] = draw(st.sampled_from([kode, kode.replace(".", "")]))
        elif draw(st.booleans()):
            out[name] = draw(st.sampled_from(schema["enum"]))
    if out.get("tahun") == "semua" and not area:
        # Every desa in every year is asked for once, in a test of its own.
        out["kab"] = draw(st.sampled_from(codes(data, "kabupaten")))
    return out


def test_the_description_lists_every_level_and_form(described):
    assert described["openapi"].startswith("3.1")
    assert operations(described) == sorted(f"/{level}.{form}" for level in OPEN_LEVELS for form in FORMATS)
    assert {name for path in operations(described) for name in choices_of(described, path)} == set(PARAMETERS)


def test_the_description_speaks_both_languages_and_names_the_same_things(app):
    indonesian, english = (get(app, f"/api/v1/openapi.json?bahasa={bahasa}").json() for bahasa in ("id", "en"))
    assert indonesian["info"]["title"] != english["info"]["title"]
    assert indonesian["paths"].keys() == english["paths"].keys()
    assert indonesian["components"]["schemas"].keys() == english["components"]["schemas"].keys()


@questions
@given(drawn=st.data())
def test_every_described_question_is_answered_as_described(drawn, app, described, data):
    path = drawn.draw(st.sampled_from(operations(described)))
    query = drawn.draw(asked(described, data, path))
    answer = ask(app, path, query)
    if answer.status == 400:
        # The one thing that a description cannot say: an indicator that a year does not have.
        assert refused(answer, described)["kode"] in ("tidak_ada_di_tahun", "satu_tahun")
        return
    assert answer.status == 200, answer.body[:300]
    (media_type,) = described["paths"][path]["get"]["responses"]["200"]["content"]
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["dasbor-sifat"] in ("", "contoh", "turunan", "resmi")
    if media_type in JSON_TYPES:
        schema = described["paths"][path]["get"]["responses"]["200"]["content"][media_type]["schema"]
        body = json.loads(answer.body)
        assert list(wrong(body, schema, described))[:3] == []
        rows = body["data"] if "data" in body else [feature["properties"] for feature in body["features"]]
        assert body["meta"]["jumlah_baris"] == len(rows)
        assert [entry["id"] for entry in body["meta"]["kolom"]] == list(rows[0]) if rows else True
        assert (body["meta"]["sifat"] or "") == answer.headers["dasbor-sifat"]
    else:
        rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    kinds = {row[name] for row in rows for name in ("sifat", "sifat_program") if name in row}
    assert ("contoh" in kinds) == (answer.headers["dasbor-sifat"] == "contoh")
    assert ("contoh" in answer.headers["content-disposition"]) == ("contoh" in kinds)
    level = path.removeprefix("/").partition(".")[0]
    area = query.get("desa") or query.get("kec") or query.get("kab") or ""
    for row in rows:
        assert row["kode"].count(".") == {"kabupaten": 1, "kecamatan": 2, "desa": 3}[level]
        assert row["kode"].replace(".", "").startswith(area.replace(".", ""))
        if query.get("tahun", "semua") != "semua":
            assert str(row["tahun"]) == query["tahun"]


@questions
@given(drawn=st.data())
def test_the_same_figures_come_in_every_form(drawn, app, described, data):
    level = drawn.draw(st.sampled_from(OPEN_LEVELS))
    query = drawn.draw(asked(described, data, f"/{level}.geojson"))
    table, plain, shapes = (ask(app, f"/{level}.{form}", query) for form in FORMATS)
    assume(table.status == 200)
    rows = plain.json()["data"]
    assert [feature["properties"] for feature in json.loads(shapes.body)["features"]] == rows
    told = list(csv.DictReader(io.StringIO(table.body.decode())))
    assert len(told) == len(rows)
    for cells, row in zip(told, rows, strict=True):
        assert cells == {name: "" if value is None else str(value) for name, value in row.items()}


@questions
@given(drawn=st.data())
def test_language_changes_words_but_no_value(drawn, app, described, data):
    path = drawn.draw(st.sampled_from([path for path in operations(described) if path.endswith(("csv", "json"))]))
    query = drawn.draw(asked(described, data, path)) | {"bahasa": "id"}
    indonesian, english = ask(app, path, query), ask(app, path, query | {"bahasa": "en"})
    assert indonesian.status == english.status
    if path.endswith(".csv") and indonesian.status == 200:
        assert indonesian.body == english.body
    elif path.endswith(".json") and indonesian.status == 200:
        assert indonesian.json()["data"] == english.json()["data"]


# -- refusals ----------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8"), max_size=60)


@questions
@given(drawn=st.data())
def test_an_unknown_parameter_is_refused_by_name(drawn, app, described):
    path = drawn.draw(st.sampled_from(operations(described)))
    name = drawn.draw(texts)
    assume(name not in PARAMETERS)
    told = refused(ask(app, path, {name: drawn.draw(texts)}), described)
    assert told["kode"] == "tidak_dikenal"
    assert told["parameter"] == name[:40]


@questions
@given(drawn=st.data())
def test_any_value_is_answered_or_refused_but_never_fails(drawn, app, described):
    path = drawn.draw(st.sampled_from(operations(described)))
    name = drawn.draw(st.sampled_from(PARAMETERS))
    value = drawn.draw(
        texts | st.sampled_from(["18.99", "1.80e1", "２０２４", "2024.0", "semua", "-1", "18", "18.01.04.2001\x00"])
    )
    answer = ask(app, path, {name: value})
    assert answer.status in (200, 400)
    if answer.status == 400:
        assert refused(answer, described)["parameter"] == name


@pytest.mark.parametrize(
    ("path", "query", "kode", "parameter"),
    [
        ("/desa.csv", [("tahun", "2024"), ("tahun", "2023")], "berulang", "tahun"),
        ("/desa.csv", [("kab", "18.01"), ("kab", "18.01")], "berulang", "kab"),
        ("/desa.csv", [("kab", "18.01"), ("kec", "18.04.04")], "bertentangan", "kec"),
        ("/desa.csv", [("kec", "18.04.04"), ("desa", "18.01.04.2001")], "bertentangan", "desa"),
        ("/desa.csv", [("tingkat", "kabupaten")], "bertentangan", "tingkat"),
        ("/kabupaten.csv", [("kec", "18.04.04")], "terlalu_rinci", "kec"),
        ("/kecamatan.json", [("desa", "18.01.04.2001")], "terlalu_rinci", "desa"),
        ("/desa.geojson", [("tahun", "semua")], "satu_tahun", "tahun"),
        ("/desa.csv", [("indikator", "mandiri")], "tidak_ada_di_tingkat", "indikator"),
        ("/desa.csv", [("indikator", "dim_dld"), ("tahun", "2024")], "tidak_ada_di_tahun", "indikator"),
        ("/desa.csv", [("indikator", "perubahan"), ("tahun", "2025")], "tidak_ada_di_tahun", "indikator"),
        ("/desa.csv", [("kab", "18.04.04")], "nilai_tidak_dikenal", "kab"),
        ("/desa.csv", [("kab", "18.99")], "nilai_tidak_dikenal", "kab"),
        ("/desa.csv", [("program", "x" * 5000)], "terlalu_panjang", ""),
        ("/desa.csv", [("program", "x" * 500)], "nilai_tidak_dikenal", "program"),
        ("/desa.csv", [("bahasa", "fr")], "nilai_tidak_dikenal", "bahasa"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused_with_its_reason(app, described, path, query, kode, parameter):
    told = refused(ask(app, path, query), described)
    assert (told["kode"], told["parameter"]) == (kode, parameter)
    assert "{" not in told["pesan"] + told["saran"]


@pytest.mark.parametrize(
    ("query", "headers", "word"),
    [
        ({"x": "1"}, {}, "tidak dikenal"),
        ({"x": "1", "bahasa": "en"}, {}, "not known"),
        ({"bahasa": "en", "x": "1"}, {"accept_language": "id"}, "not known"),
        ({"x": "1"}, {"accept_language": "en-GB,en;q=0.9"}, "not known"),
        ({"x": "1", "bahasa": "id"}, {"accept_language": "en"}, "tidak dikenal"),
        ({"x": "1"}, {"accept_language": "fr"}, "tidak dikenal"),
    ],
)
def test_a_refusal_speaks_the_language_asked_for(app, described, query, headers, word):
    assert word in refused(ask(app, "/desa.csv", query, **headers), described)["pesan"]


@pytest.mark.parametrize(
    "path", ["", "/", "desa", "desa.xml", "desa.csv/x", "provinsi.csv", "../sehat", "%2e%2e/%2e%2e/etc/passwd"]
)
def test_another_address_below_is_answered_404_in_json(app, path):
    answer = get(app, f"/api/v1/{path}")
    assert answer.status == 404
    assert answer.json()["kesalahan"]["kode"] == "alamat_tidak_dikenal"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(app, method):
    assert get(app, "/api/v1/desa.csv", method=method).status == 405


def test_the_tooltips_of_the_map_keep_their_address(app):
    assert get(app, "/api/v1/nilai-peta").status == 200


# -- what the answers say ----------------------------------------------------------------------------------------------


def test_kabupaten_totals_are_the_published_ones_of_2024(app):
    rows = {row["kode"]: row for row in ask(app, "/kabupaten.json", {"tahun": "2024"}).json()["data"]}
    assert sum(row["mandiri"] for row in rows.values()) == 359
    assert sum(row["dinilai"] for row in rows.values()) == 2446
    assert rows["18.71"]["bagian_mandiri"] is None


def test_desa_that_are_not_assessed_or_not_there_yet_say_so(app):
    rows = {(row["kode"], row["tahun"]): row for row in ask(app, "/desa.json", {"tahun": "semua", "kab": "18.09"}).json()["data"]}
    assert ("18.09.02.2020", 2022) not in rows
    assert rows["18.09.02.2020", 2023]["status"]
    town = ask(app, "/desa.json", {"kab": "18.72"}).json()["data"]
    assert {(row["status"], row["nilai"], row["sifat"]) for row in town} == {("belum_dinilai", None, None)}


def test_everything_at_once_is_one_row_per_desa_and_year(app, data):
    rows = list(csv.DictReader(io.StringIO(ask(app, "/desa.csv", {"tahun": "semua"}).body.decode())))
    assert len({(row["kode"], row["tahun"]) for row in rows}) == len(rows)
    scored = {(row["kode"], int(row["tahun"])) for row in rows if row["nilai"]}
    assert scored == set(zip(data.nilai["kode_desa"], data.nilai["tahun"], strict=True))


def test_a_desa_without_a_polygon_stays_with_geometry_null(app):
    shapes = {
        feature["id"]: feature["geometry"] for feature in json.loads(ask(app, "/desa.geojson", {"kab": "18.09"}).body)["features"]
    }
    assert sum(geometry is None for geometry in shapes.values()) == 4
    assert shapes["18.09.02.2020"] is None
    assert {geometry["type"] for geometry in shapes.values() if geometry} <= {"Polygon", "MultiPolygon"}


def test_a_name_that_would_start_a_formula_is_text_in_the_csv(data):
    hostile = data.wilayah.copy()
    names = [start + 'HYPERLINK("http://x")' for start in FORMULA_STARTS]
    places = list(hostile.index[hostile["tingkat"] == "desa"][: len(names)])
    hostile.loc[places, "nama"] = names
    spoiled = replace(data, wilayah=hostile)
    table = answer(spoiled, read_query([("kab", places[0][:5])], "desa", "csv", source.known(data)))
    rows = list(csv.DictReader(io.StringIO(open_csv(table).decode(), newline="")))
    cells = {row["kode"]: row["nama"] for row in rows}
    assert [cells[kode] for kode in places] == [f"'{name}" for name in names]
    assert not any(
        isinstance(cell, str) and cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row.values()
    )


# -- caching -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/desa.csv", "/kecamatan.json", "/kabupaten.geojson"])
def test_an_answer_that_is_known_is_not_sent_again(app, path):
    first = ask(app, path, {"kab": "18.04"})
    etag = first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    for offered in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        again = ask(app, path, {"kab": "18.04"}, if_none_match=offered)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == etag
    assert ask(app, path, {"kab": "18.04"}, if_none_match='"x"').status == 200


@questions
@given(drawn=st.data())
def test_different_answers_have_different_etags_and_equal_questions_equal_ones(drawn, app, described, data):
    path = drawn.draw(st.sampled_from(operations(described)))
    one, other = (drawn.draw(asked(described, data, path)) for _ in range(2))
    first, second = ask(app, path, one), ask(app, path, other)
    assume(first.status == second.status == 200)
    if first.body != second.body:
        assert first.headers["etag"] != second.headers["etag"]
    assert ask(app, path, dict(reversed(one.items()))).headers["etag"] == first.headers["etag"]


def test_what_is_published_changes_the_etag(app, monkeypatch):
    before = ask(app, "/kabupaten.json", {}).headers["etag"]
    changed = replace(source.figures(), fingerprint="other")
    monkeypatch.setattr(source, "figures", lambda: changed)
    assert ask(app, "/kabupaten.json", {}, if_none_match=before).status == 200


def test_kept_answers_stay_within_their_bound():
    kept = open_data.KeptAnswers(limit=100, each=40)
    for number in range(50):
        kept.put(str(number % 7), bytes(number % 60), {})
        assert kept.size <= 100
    assert all(len(kept.get(str(number))[0]) <= 40 for number in range(7) if kept.get(str(number)))


def test_too_many_at_once_are_told_to_come_back(app, monkeypatch):
    monkeypatch.setattr(open_data, "_waiting", open_data.MAX_WAITING)
    answer = ask(app, "/desa.csv", {})
    assert answer.status == 503
    assert answer.headers["retry-after"]
    assert answer.json()["kesalahan"]["kode"] == "penuh"


def test_work_is_done_in_threads_of_its_own(app, monkeypatch):
    names = []
    plain = open_data._made
    monkeypatch.setattr(open_data, "_made", lambda *given: (names.append(threading.current_thread().name), plain(*given))[1])
    ask(app, "/kabupaten.csv", {})
    assert names
    assert all(name.startswith("data-terbuka") for name in names)


def test_data_that_cannot_be_opened_is_said_without_its_place(app, monkeypatch):
    def fails() -> Figures:
        raise QueryRefusedBelow

    class _Below(open_data.DasborError):
        pass

    QueryRefusedBelow = _Below("basis data /rahasia/dasbor.sqlite rusak")
    monkeypatch.setattr(source, "figures", fails)
    answer = ask(app, "/desa.csv", {})
    assert answer.status == 503
    assert b"rahasia" not in answer.body


def test_answers_may_be_read_from_any_page_and_carry_the_security_headers(app):
    answer = ask(app, "/kabupaten.json", {})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_query_is_understood_once_and_the_same_in_any_order(data):
    pairs = [("kab", "1804"), ("tahun", "2023"), ("bahasa", "en")]
    known = source.known(data)
    read = {read_query(order, "desa", "json", known) for order in (pairs, pairs[::-1], [*pairs, ("program", "")])}
    assert read == {Query("desa", "json", (2023,), False, "18.04", None, None, "en")}
    with pytest.raises(QueryRefused):
        read_query([("klasifikasi", "alami")], "desa", "json", known)


def test_many_questions_at_once_are_all_answered(app):
    async def all_of_them() -> list[int]:
        loop = asyncio.get_running_loop()
        targets = [f"/api/v1/kecamatan.json?kab=18.{number:02d}" for number in range(1, 14)]
        answers = await asyncio.gather(*(loop.run_in_executor(None, get, app, target) for target in targets))
        return [answer.status for answer in answers]

    assert set(asyncio.run(all_of_them())) == {200}
