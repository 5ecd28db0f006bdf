"""What a change of filter sends to the map: small, without geometry, and never more than data."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.indeks import indeks_of_year
from lib.published import borders, source
from lib.ui.indicator import leaflet_map
from lib.ui.indicator.leaflet_map import Drawing, script_json
from lib.view.frame.selection import CLASSIFICATIONS, MAP_LEVELS, Selection
from lib.view.indicator.indicator import indicators
from lib.view.indicator.maps import describe_map

LIMIT_BYTES = 10_000
with_data = pytest.mark.usefixtures("published")
values = st.recursive(st.text(max_size=20) | st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def script_of(description) -> str:
    """The script that travels to the browser with one drawing."""
    drawing = Drawing(leaflet_map._payload(description))
    return drawing._template.module.script(drawing, {})


@given(value=values | st.dictionaries(st.text(max_size=8), values, max_size=4))
def test_json_within_a_script_says_the_same_and_cannot_end_it(value):
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028alert(1)", "{{ 7 * 7 }}"])
@with_data
def test_the_name_of_an_area_cannot_end_the_script(name):
    data = source.figures()
    wilayah = data.wilayah.copy()
    wilayah.loc["18.04", "nama"] = name
    description = describe_map(replace(data, wilayah=wilayah), Selection(2024).at_area("18.04"), borders.polygons)
    script = script_of(description)
    assert "<" not in script
    assert name in json.loads(script.removeprefix("dasborGambar(").removesuffix(");"))["alt"]


@with_data
@pytest.mark.parametrize("method", CLASSIFICATIONS)
@pytest.mark.parametrize("indikator", list(indicators()))
def test_a_drawing_of_every_desa_stays_below_ten_kilobytes(indikator, method):
    dimensi = indicators()[indikator].dimensi
    tahun = next(year for year in (2024, 2025) if dimensi is None or dimensi in indeks_of_year(year).dimensi)
    selection = Selection(tahun, tingkat="desa", indikator=indikator, klasifikasi=method)
    script = script_of(describe_map(source.figures(), selection, borders.polygons))
    assert len(script.encode()) < LIMIT_BYTES


@with_data
@pytest.mark.parametrize("level", MAP_LEVELS)
def test_a_drawing_names_the_geometry_and_holds_none_of_it(level):
    script = script_of(describe_map(source.figures(), Selection(2024, tingkat=level), borders.polygons))
    drawing = json.loads(script.removeprefix("dasborGambar(").removesuffix(");"))
    prepared = borders.geometry()[level]
    assert drawing["url"] == f"/batas/{level}/{prepared.name}"
    assert len(drawing["k"]) == len(prepared.kode)
    assert not re.search(r"coordinates|Polygon|\[-?\d+\.\d+,", script)
    assert prepared.kode[0] not in script
    assert (drawing["garis_url"] == "") == (level == "kabupaten")


@with_data
def test_an_installation_of_one_province_draws_a_kabupaten_from_the_file_that_it_has_already():
    drawing = leaflet_map._payload(describe_map(source.figures(), Selection(2024).at_area("18.04", "desa"), borders.polygons))
    assert drawing["url"] == f"/batas/desa/{borders.geometry()['desa'].name}"
    assert len(drawing["k"]) == len(borders.polygons("desa"))


@with_data
def test_the_classes_of_the_drawing_are_those_of_the_description():
    description = describe_map(source.figures(), Selection(2024, tingkat="desa"), borders.polygons)
    drawing = leaflet_map._payload(description)
    assert drawing["k"] == description.encoded()
    assert [(entry["l"], entry["w"], entry["p"]) for entry in drawing["kelas"]] == [
        (entry.text, entry.warna, entry.pola) for entry in description.kelas_legenda
    ]
    assert drawing["alt"] == description.alt


@with_data
def test_the_address_of_the_values_changes_with_what_is_published_and_selected():
    def address(**fields):
        selection = Selection(2024, **fields)
        return leaflet_map._payload(describe_map(source.figures(), selection, borders.polygons))["nilai"]

    assert address().startswith("/api/v1/nilai-peta?")
    assert "sidik=" in address()
    assert len({address(), address(tingkat="desa"), address(indikator="nilai"), address(kab="18.04")}) == 4
