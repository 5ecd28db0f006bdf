"""The map page, run whole: every level, indicator, year and area, the controls, the search and the table twin."""

from __future__ import annotations

import json

import pytest

from lib.published import borders
from lib.view.indicator.indicator import indicators
from tests.pages.conftest import OpenPage
from tests.pages.page_text import DRAWING, page_texts

LEVELS = ("kabupaten", "kecamatan", "desa")
INDICATORS = ("status", "nilai", "mandiri", "maju_mandiri", "perubahan", "cakupan", "dim_iks")


def whole(app) -> str:
    return "\n".join(page_texts(app))


def drawing(app) -> dict:
    """What the run sent to the map."""
    scripts = [
        json.loads(node.proto.json_args).get("feature_group") or "" for node in app.main if node.type == "component_instance"
    ]
    script = next(text for text in scripts if DRAWING in text)
    return json.JSONDecoder().raw_decode(script[script.index(DRAWING) + len(DRAWING) :])[0]


def test_the_first_visit_is_the_status_of_every_kabupaten(open_page: OpenPage):
    app = open_page("/peta")
    sent = drawing(app)
    assert sent["url"].startswith("/batas/kabupaten/")
    assert len(sent["k"]) == 15
    assert [entry.value for entry in app.error] == []
    assert "Data contoh" in whole(app)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("indikator", INDICATORS)
def test_every_indicator_is_drawn_at_every_level(open_page: OpenPage, indikator: str, level: str):
    app = open_page("/peta", tingkat=level, indikator=indikator)
    sent = drawing(app)
    assert sent["url"].startswith(f"/batas/{level}/")
    assert len(sent["k"]) == len(borders.polygons(level))
    assert "-" not in sent["k"]
    labels = [entry["l"] for entry in sent["kelas"]]
    assert labels[-1] == "Tanpa data"
    text = whole(app)
    assert "Sumber:" in text
    # A legend holds its empty classes too, and the interval rule is printed for numbers.
    status = level not in indicators()[indikator].levels or indikator == "status"
    words = indikator == "cakupan" and level == "desa"
    assert ("batas bawah tidak termasuk" in text) == (not status and not words)
    assert status or words or any("> " in label for label in labels)


@pytest.mark.parametrize("tahun", range(2018, 2026))
def test_every_year_is_drawn(open_page: OpenPage, tahun: int):
    app = open_page("/peta", tahun=str(tahun), tingkat="desa")
    assert len(drawing(app)["k"]) == len(borders.polygons("desa"))
    assert f"pada {tahun}" in whole(app)


@pytest.mark.parametrize(
    ("query", "level", "inside"),
    [
        ({"kab": "18.04"}, "kecamatan", 15),
        ({"kab": "18.04", "tingkat": "desa"}, "desa", 136),
        ({"kab": "18.72"}, "kecamatan", 5),
        ({"kec": "18.04.15"}, "desa", None),
        ({"desa": "18.04.15.2004"}, "desa", None),
        ({"kec": "18.04.15", "tingkat": "kabupaten"}, "desa", None),
    ],
)
def test_inside_an_area_only_its_own_parts_are_painted(open_page: OpenPage, query: dict[str, str], level: str, inside):
    sent = drawing(open_page("/peta", **query))
    area = query.get("kab") or query.get("kec") or query["desa"].rpartition(".")[0]
    codes = borders.polygons(level)
    assert sent["url"].startswith(f"/batas/{level}/")
    assert [kode for kode, character in zip(codes, sent["k"], strict=True) if character != "-"] == [
        kode for kode in codes if kode.startswith(area + ".")
    ]
    if inside is not None:
        assert sum(character != "-" for character in sent["k"]) == inside
    assert sent["fokus"] == area
    assert sent["pilih"] == query.get("desa", "")


def test_a_kota_has_only_kelurahan(open_page: OpenPage):
    app = open_page("/peta", kab="18.71", tingkat="desa")
    sent = drawing(app)
    painted = {sent["kelas"][int(character, 36)]["l"] for character in sent["k"] if character != "-"}
    assert painted == {"Belum dinilai"}
    assert "hanya berisi kelurahan" in whole(app)


def test_the_change_across_the_break_is_an_empty_map_that_says_why(open_page: OpenPage):
    app = open_page("/peta", tahun="2025", indikator="perubahan")
    sent = drawing(app)
    assert {sent["kelas"][int(character, 36)]["l"] for character in sent["k"]} == {"Tanpa data", "Belum dinilai"}
    assert "dua alat ukur berbeda, jadi tidak dibandingkan" in whole(app)


@pytest.mark.parametrize(
    "query",
    [
        {"tahun": "²"},
        {"kab": "18.99"},
        {"tingkat": "DESA"},
        {"indikator": "nilai<"},
        {"klasifikasi": "x" * 500},
        {"kab": "18.01", "kec": "18.04.15"},
    ],
)
def test_an_unknown_value_gives_one_notice_and_a_map(open_page: OpenPage, query: dict[str, str]):
    app = open_page("/peta", **query)
    assert len(app.info) == 1
    assert drawing(app)["k"]
    assert [entry.value for entry in app.error] == []


def test_the_controls_change_address_map_and_legend(open_page: OpenPage):
    app = open_page("/peta")
    app.segmented_control(key="f_tingkat").set_value("desa").run()
    assert app.query_params["tingkat"] == "desa"
    app.selectbox(key="f_indikator").set_value("nilai").run()
    assert app.query_params["indikator"] == "nilai"
    official = [entry["l"] for entry in drawing(app)["kelas"]]
    app.selectbox(key="f_klasifikasi").set_value("kuantil").run()
    assert app.query_params["klasifikasi"] == "kuantil"
    sent = drawing(app)
    assert sent["url"].startswith("/batas/desa/")
    assert [entry["l"] for entry in sent["kelas"]] != official
    assert not app.exception


def test_a_copied_address_draws_the_same_map(open_page: OpenPage):
    app = open_page("/peta", tahun="2023", kab="18.04", tingkat="desa", indikator="nilai", klasifikasi="alami")
    again = open_page("/peta", **dict(app.query_params.items()))
    assert drawing(app) == drawing(again)


def test_only_indicators_of_the_year_are_offered(open_page: OpenPage):
    def offered(tahun: str) -> set[str]:
        return set(open_page("/peta", tahun=tahun).selectbox(key="f_indikator").options)

    assert any("IKS" in name for name in offered("2024"))
    assert not any("IKS" in name for name in offered("2025"))
    assert any("DLD" in name for name in offered("2025"))


@pytest.mark.parametrize("query", ["Trimulyo", "trimulio", "Tri Mulyo"])
def test_the_search_forgives_typing_errors_and_says_where_each_is(open_page: OpenPage, query: str):
    app = open_page("/peta")
    app.text_input(key="cari").set_value(query).run()
    text = whole(app)
    assert text.count("Trimulyo") >= 2 or text.count("Tri Mulyo") >= 2
    assert text.count("Kec. ") >= 2
    assert not app.exception


@pytest.mark.parametrize("query", ["zzzzqqqq", "<script>alert(1)</script>", "=1+1", "   ", "\u202e", "%_'", "\\"])
def test_the_search_takes_anything(open_page: OpenPage, query: str):
    app = open_page("/peta")
    app.text_input(key="cari").set_value(query).run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("indikator", ["status", "nilai", "cakupan", "perubahan"])
def test_the_table_twin_shows_sorts_and_pages(open_page: OpenPage, indikator: str):
    app = open_page("/peta", tingkat="desa", indikator=indikator)
    app.toggle(key="tabel_peta").set_value(True).run()
    assert not app.exception
    text = whole(app)
    assert "baris 1–50 dari 2.651" in text
    for place, label in enumerate(app.selectbox(key="tabel_urut").options[:4]):
        app.selectbox(key="tabel_urut").select_index(place).run()
        app.segmented_control(key="tabel_arah").set_value("turun").run()
        assert not app.exception, label
        assert f'aria-sort="descending">{label}' in _table(app)
        assert _table(app).count("aria-sort") == 1


def _table(app) -> str:
    """The markup of the table twin."""
    return next(node.proto.body for node in app.main if node.type == "html" and "d-tabel" in node.proto.body)


def test_the_table_twin_of_a_kota_is_a_table_of_kelurahan(open_page: OpenPage):
    app = open_page("/peta", kab="18.72", tingkat="desa")
    app.toggle(key="tabel_peta").set_value(True).run()
    text = whole(app)
    assert not app.exception
    assert "Belum dinilai" in text
    assert "baris 1–22 dari 22" in text
