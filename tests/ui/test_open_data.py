"""The open data: every question that its own description allows is answered as described.

The questions are drawn from the published OpenAPI document itself, so a parameter or choice that is described and does not
work, or works and is not described, fails here.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.export.tables.open_formats import open_csv
from lib.export.tables.sheet import FORMULA_STARTS
from lib.published import selected
from lib.view.data.open_data import answer
from lib.view.data.open_query import FORMATS, OPEN_LEVELS, PARAMETERS, read_query
from tests.ui.asgi import get
from tests.ui.questions import ask, asked, choices_of, operations, questions, refused
from tests.ui.schema import wrong

pytestmark = pytest.mark.usefixtures("published", "fresh_answers")
JSON_TYPES = ("application/json", "application/geo+json")


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
def test_every_described_question_is_answered_as_described(drawn, app, described, published_figures):
    path = drawn.draw(st.sampled_from(operations(described)))
    query = drawn.draw(asked(described, published_figures, path))
    answer = ask(app, path, query)
    if answer.status == 400:
        # What a description cannot say: an indicator that a year, or a level, does not have.
        assert refused(answer, described)["kode"] in ("tidak_ada_di_tahun", "tidak_ada_di_tingkat", "satu_tahun")
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
def test_the_same_figures_come_in_every_form(drawn, app, described, published_figures):
    level = drawn.draw(st.sampled_from(OPEN_LEVELS))
    query = drawn.draw(asked(described, published_figures, f"/{level}.geojson"))
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
def test_language_changes_words_but_no_value(drawn, app, described, published_figures):
    path = drawn.draw(st.sampled_from([path for path in operations(described) if path.endswith(("csv", "json"))]))
    query = drawn.draw(asked(described, published_figures, path)) | {"bahasa": "id"}
    indonesian, english = ask(app, path, query), ask(app, path, query | {"bahasa": "en"})
    assert indonesian.status == english.status
    if path.endswith(".csv") and indonesian.status == 200:
        assert indonesian.body == english.body
    elif path.endswith(".json") and indonesian.status == 200:
        assert indonesian.json()["data"] == english.json()["data"]


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


def test_everything_at_once_is_one_row_per_desa_and_year(app, published_figures):
    rows = list(csv.DictReader(io.StringIO(ask(app, "/desa.csv", {"tahun": "semua"}).body.decode())))
    assert len({(row["kode"], row["tahun"]) for row in rows}) == len(rows)
    scored = {(row["kode"], int(row["tahun"])) for row in rows if row["nilai"]}
    assert scored == set(zip(published_figures.nilai["kode_desa"], published_figures.nilai["tahun"], strict=True))


def test_a_desa_without_a_polygon_stays_with_geometry_null(app):
    shapes = {
        feature["id"]: feature["geometry"] for feature in json.loads(ask(app, "/desa.geojson", {"kab": "18.09"}).body)["features"]
    }
    assert sum(geometry is None for geometry in shapes.values()) == 4
    assert shapes["18.09.02.2020"] is None
    assert {geometry["type"] for geometry in shapes.values() if geometry} <= {"Polygon", "MultiPolygon"}


def test_a_name_that_would_start_a_formula_is_text_in_the_csv(published_figures):
    hostile = published_figures.wilayah.copy()
    names = [start + 'HYPERLINK("http://x")' for start in FORMULA_STARTS]
    places = list(hostile.index[hostile["tingkat"] == "desa"][: len(names)])
    hostile.loc[places, "nama"] = names
    spoiled = replace(published_figures, wilayah=hostile)
    table = answer(spoiled, read_query([("kab", places[0][:5])], "desa", "csv", selected.known(published_figures)))
    rows = list(csv.DictReader(io.StringIO(open_csv(table).decode(), newline="")))
    cells = {row["kode"]: row["nama"] for row in rows}
    assert [cells[kode] for kode in places] == [f"'{name}" for name in names]
    assert not any(
        isinstance(cell, str) and cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row.values()
    )
