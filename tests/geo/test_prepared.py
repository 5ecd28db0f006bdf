"""Prepared boundaries are small, the same every time, made once, and refuse damaged input with a message."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from lib.domain.data_file import ROOT
from lib.domain.errors import BoundaryError
from lib.geo.boundaries import LEVELS, boundary_folder, load_boundaries
from lib.geo.prepared import INDEX, MOST_BYTES, prepare, prepare_part

LIMITS = {"kabupaten": 25_000, "kecamatan": 80_000, "desa": MOST_BYTES}


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("siap")


@pytest.fixture(scope="module")
def prepared(out):
    return prepare(None, out)


@pytest.fixture
def copy(tmp_path) -> Path:
    folder = tmp_path / "batas"
    folder.mkdir()
    for tingkat in LEVELS:
        (folder / f"{tingkat}.geojson").write_bytes((boundary_folder() / f"{tingkat}.geojson").read_bytes())
    return folder


def content(entry) -> dict:
    return json.loads(gzip.decompress(entry.path.read_bytes()))


@pytest.mark.parametrize("tingkat", LEVELS)
def test_files_fit_the_browser_s_budget(prepared, tingkat):
    assert prepared[tingkat].bytes_compressed == prepared[tingkat].path.stat().st_size <= LIMITS[tingkat]


@pytest.mark.parametrize("tingkat", LEVELS)
def test_content_is_geojson_in_code_order_with_short_properties(prepared, tingkat):
    entry = prepared[tingkat]
    features = content(entry)["features"]
    assert [feature["properties"]["k"] for feature in features] == list(entry.kode) == sorted(entry.kode)
    assert all(set(feature["properties"]) == {"k", "n"} for feature in features)


@pytest.mark.parametrize("tingkat", LEVELS)
def test_borders_are_still_shared_in_what_the_browser_gets(prepared, tingkat):
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in content(prepared[tingkat])["features"]])
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_names_of_ancestors_come_along_for_tooltips(prepared):
    assert content(prepared["kabupaten"])["nama"] == {}
    assert content(prepared["kecamatan"])["nama"]["18.01"] == "Lampung Selatan"
    assert content(prepared["desa"])["nama"]["18.01.04"] == "Natar"
    assert len(content(prepared["desa"])["nama"]) == 15 + 229


@pytest.mark.parametrize("tingkat", LEVELS)
def test_bounds_are_those_of_the_areas(prepared, tingkat):
    for kode, shape in load_boundaries(tingkat).geometry.items():
        west, south, east, north = shape.bounds
        assert prepared[tingkat].bounds[kode] == (south, west, north, east)


def test_same_input_gives_same_bytes_and_names(prepared, tmp_path):
    again = prepare(None, tmp_path)
    for tingkat in LEVELS:
        assert again[tingkat].name == prepared[tingkat].name
        assert again[tingkat].path.read_bytes() == prepared[tingkat].path.read_bytes()


def test_changed_input_gives_another_name_for_that_level_only(prepared, copy, tmp_path):
    path = copy / "desa.geojson"
    path.write_text(path.read_text("utf-8").replace('"Hajimena"', '"Haji Mena"'), "utf-8")
    changed = prepare(copy, tmp_path / "siap")
    assert changed["desa"].name != prepared["desa"].name
    assert changed["kecamatan"].name == prepared["kecamatan"].name


def test_a_second_call_reads_the_index_and_touches_no_file(prepared, out):
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    assert prepare(None, out) == prepared
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_second_start_needs_neither_geopandas_nor_shapely(out, prepared):
    assert prepared
    program = (
        "import sys; from pathlib import Path; from lib.geo.prepared import prepare; "
        f"prepare(None, Path({str(out)!r})); print(sorted(set(sys.modules) & {{'geopandas', 'shapely', 'pandas', 'numpy'}}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("damage", ["{", "[]", '{"key": "x"}', ""])
def test_a_broken_index_is_made_again(prepared, tmp_path, damage):
    prepare(None, tmp_path)
    (tmp_path / INDEX).write_text(damage)
    assert prepare(None, tmp_path)["desa"].name == prepared["desa"].name


def test_a_lost_or_cut_file_is_made_again(prepared, tmp_path):
    entry = prepare(None, tmp_path)["desa"]
    entry.path.write_bytes(entry.path.read_bytes()[:1000])
    assert prepare(None, tmp_path)["desa"].path.read_bytes() == prepared["desa"].path.read_bytes()
    entry.path.unlink()
    assert prepare(None, tmp_path)["desa"].path.is_file()


def test_nothing_but_finished_files_is_left_behind(out, prepared):
    assert {path.name for path in out.iterdir()} == {INDEX, *(entry.path.name for entry in prepared.values())}


# What takes the place of the whole file, or (old, new) for a change inside it.
DAMAGES = {
    "empty": "",
    "cut off": ("]}}\n]}", "]"),
    "a list": "[1, 2]",
    "null": "null",
    "no features": '{"type":"FeatureCollection","features":[]}',
    "features that are text": '{"type":"FeatureCollection","features":["a"]}',
    "an unknown code": ('"18.01"', '"apa"'),
    "a code of another level": ('"18.01"', '"18.01.04"'),
    "a code twice": ('"18.02"', '"18.01"'),
    "no name": ('"Lampung Selatan"', "null"),
    "a point": ('"type":"MultiPolygon"', '"type":"Point"'),
    "another depth": ('"type":"MultiPolygon"', '"type":"Polygon"'),
    "text for a coordinate": ("[[[1", '[[["x",1'),
    "coordinates in metres": ("[[[1", "[[[999991"),
    "not a number": ("[[[1", "[[[NaN,1"),
    "no geometry": ('"geometry":{', '"geometry":null,"other":{'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_boundaries_are_refused_by_name_with_a_mend(copy, tmp_path, damage):
    path = copy / "kabupaten.geojson"
    text = path.read_text("utf-8")
    change = DAMAGES[damage]
    path.write_text(change if isinstance(change, str) else text.replace(*change, 1), "utf-8")
    assert path.read_text("utf-8") != text
    for attempt in (lambda: prepare(copy, tmp_path / "siap"), lambda: load_boundaries("kabupaten", copy)):
        with pytest.raises(BoundaryError) as caught:
            attempt()
        assert str(path) in str(caught.value)
        assert caught.value.saran


def test_binary_and_missing_files_are_refused_by_name(copy, tmp_path):
    path = copy / "desa.geojson"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(BoundaryError, match=r"desa\.geojson"):
        prepare(copy, tmp_path)
    path.unlink()
    with pytest.raises(BoundaryError, match=r"desa\.geojson"):
        prepare(copy, tmp_path)


def test_an_area_that_crosses_itself_is_named(copy):
    path = copy / "kabupaten.geojson"
    whole = json.loads(path.read_text("utf-8"))
    whole["features"][0]["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[105, -5], [106, -6], [106, -5], [105, -6], [105, -5]]],
    }
    path.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(BoundaryError, match=r"18\.01"):
        load_boundaries("kabupaten", copy)


# -- the desa of one kabupaten -----------------------------------------------------------------------------------------


def test_a_part_holds_the_areas_of_one_kabupaten_in_the_order_of_the_whole(tmp_path):
    whole = prepare(None, tmp_path)["desa"]
    part = prepare_part(whole, "18.04")
    inside = [kode for kode in whole.kode if kode.startswith("18.04.")]
    assert list(part.kode) == inside == list(whole.kode[part.first : part.first + len(inside)])
    assert part.bounds == {kode: whole.bounds[kode] for kode in inside}
    assert part.bytes_compressed == part.path.stat().st_size < whole.bytes_compressed / 5
    found = content(part)
    assert found["features"] == [feature for feature in content(whole)["features"] if feature["properties"]["k"] in inside]
    assert found["nama"]["18.04"] == "Lampung Barat"
    assert set(found["nama"]) == {"18.04", *(kode.rpartition(".")[0] for kode in inside)}


def test_the_parts_of_a_province_are_the_whole(tmp_path):
    prepared = prepare(None, tmp_path)
    parts = [prepare_part(prepared["desa"], kode) for kode in prepared["kabupaten"].kode]
    assert [kode for part in parts for kode in part.kode] == list(prepared["desa"].kode)
    assert len({part.name for part in parts}) == len(parts)


def test_two_preparations_give_a_part_the_same_name_and_bytes_and_the_second_writes_nothing(tmp_path):
    first, other = (prepare_part(prepare(None, tmp_path / name)["desa"], "18.04") for name in ("a", "b"))
    assert first.name == other.name
    assert first.path.read_bytes() == other.path.read_bytes()
    before = first.path.stat().st_mtime_ns
    assert prepare_part(prepare(None, tmp_path / "a")["desa"], "18.04") == first
    assert first.path.stat().st_mtime_ns == before


def test_changed_boundaries_give_a_part_another_name(copy, tmp_path):
    before = prepare_part(prepare(copy, tmp_path)["desa"], "18.01").name
    path = copy / "desa.geojson"
    path.write_text(path.read_text("utf-8").replace('"Hajimena"', '"Haji Mena"'), "utf-8")
    assert prepare_part(prepare(copy, tmp_path)["desa"], "18.01").name != before


@pytest.mark.parametrize("left", [0, 1000])
def test_a_cut_part_is_made_again(tmp_path, left):
    whole = prepare(None, tmp_path)["desa"]
    part = prepare_part(whole, "18.04")
    good = part.path.read_bytes()
    part.path.write_bytes(good[:left])
    assert prepare_part(whole, "18.04") == part
    assert part.path.read_bytes() == good


def test_a_kabupaten_without_boundaries_gives_a_part_without_areas(tmp_path):
    part = prepare_part(prepare(None, tmp_path)["desa"], "18.99")
    assert (part.kode, content(part)["features"], content(part)["nama"]) == ((), [], {})
