"""The open data: whatever cannot be meant is refused with its reason, in the language asked for, and nothing ever fails."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.view.data.open_query import PARAMETERS
from tests.ui.asgi import get
from tests.ui.questions import ask, operations, questions, refused

pytestmark = pytest.mark.usefixtures("published", "fresh_answers")
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
