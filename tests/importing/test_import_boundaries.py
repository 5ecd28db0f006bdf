"""Boundaries from outside: by code or by names, in any coordinate system; fit for the map, for the whole province, or refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from lib.domain.data_file import ROOT
from lib.domain.errors import DasborError, ImportRefused
from lib.domain.wilayah import Tingkat, at_tingkat, digits, parse_kode
from lib.geo.boundaries import LEVELS, load_boundaries
from lib.geo.coverage import METRIC, problems
from lib.geo.imported import imported_folder
from lib.geo.prepared import prepare
from lib.importing.checks.boundaries import boundary_reports
from lib.importing.checks.boundary_features import codes_by_place
from lib.importing.publication import publish_file
from lib.importing.reading.files import open_bytes
from lib.importing.report.outcome import FileReport
from lib.importing.report.text import report_text
from lib.importing.run import examine_file
from lib.published import borders
from lib.published import source as ui_source
from lib.store.versions import list_versions
from tests.importing.files import register, rules
from tests.people import pengelola


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))


@cache
def shipped(level: Tingkat) -> geopandas.GeoDataFrame:
    return load_boundaries(level)


def named(level: Tingkat) -> geopandas.GeoDataFrame:
    """The shipped areas with their codes as digits and the names of all levels, as an office has them."""
    frame = shipped(level).reset_index()
    for above in LEVELS[: LEVELS.index(level) + 1]:
        frame[above] = [register().nama(at_tingkat(kode, above)).upper() for kode in frame["kode"]]
    frame["kode"] = [digits(kode) for kode in frame["kode"]]
    return frame.drop(columns="nama")


@cache
def points() -> dict[str, tuple[float, float]]:
    rows = csv.DictReader((ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline=""))
    return {row["kode"]: (float(row["bujur"]), float(row["lintang"])) for row in rows if row["lintang"]}


def geojson(frame: geopandas.GeoDataFrame, crs: str = "EPSG:4326") -> bytes:
    content = json.loads(frame.to_crs(crs).to_json(drop_id=True))
    if crs != "EPSG:4326":
        content["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
    return json.dumps(content).encode()


def geopackage(frame: geopandas.GeoDataFrame, folder: Path) -> bytes:
    frame.to_file(folder / "x.gpkg", driver="GPKG")
    return (folder / "x.gpkg").read_bytes()


def shapefile(frame: geopandas.GeoDataFrame, folder: Path, extra: dict[str, bytes] | None = None) -> bytes:
    (folder / "shp").mkdir()
    frame.to_file(folder / "shp" / "batas kab.shp", driver="ESRI Shapefile")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((folder / "shp").iterdir()):
            archive.writestr(f"data/{path.name}", path.read_bytes())
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    shutil.rmtree(folder / "shp")
    return out.getvalue()


def report_of(data: bytes, name: str = "a.geojson"):
    source = open_bytes(name, data)
    (report,) = boundary_reports(source, register(), points())
    assert 0 <= report.counts.accepted <= report.counts.read
    assert report_text(report)
    return report


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32748", "EPSG:3857"])
def test_geojson_in_any_coordinate_system_gives_every_level(crs: str) -> None:
    report = report_of(geojson(named("kecamatan"), crs))
    assert (report.source.layout, report.counts.read, report.counts.accepted, report.publishable) == (
        "batas_kecamatan",
        229,
        229,
        True,
    )
    assert report.ringkasan == {"kecamatan": 229, "kabupaten": 15}
    assert rules(report) == {}
    for level, areas in report.content.batas.items():
        assert problems(areas) == []
        old, new = shipped(level).geometry.to_crs(METRIC), areas.to_crs(METRIC)
        overlap = new.intersection(old, align=True).area / old.area
        assert overlap.min() > 0.8


def test_geopackage_and_zipped_shapefile_are_read(tmp_path: Path) -> None:
    frame = named("kabupaten")
    for name, data in (
        ("a.gpkg", geopackage(frame, tmp_path)),
        ("a.zip", shapefile(frame.to_crs("EPSG:32748"), tmp_path)),
        ("a.json", geojson(frame)),
    ):
        report = report_of(data, name)
        assert (report.counts.accepted, report.ringkasan) == (15, {"kabupaten": 15}), name


def test_areas_are_known_by_their_names_where_there_is_no_code() -> None:
    desa = named("desa").drop(columns="kode").rename(columns={"desa": "WADMKD", "kecamatan": "WADMKC", "kabupaten": "WADMKK"})
    report = report_of(geojson(desa))
    assert report.source.layout == "batas_desa"
    assert report.counts.accepted > 2400
    kabupaten = named("kabupaten").drop(columns="kode").rename(columns={"kabupaten": "shapeName"})
    elsewhere = geopandas.GeoDataFrame({"shapeName": ["SERANG"]}, geometry=[shapely.box(106, -6.5, 106.5, -6.2)], crs="EPSG:4326")
    both = pd.concat([kabupaten, elsewhere])
    report = report_of(geojson(both))
    assert (report.counts.accepted, report.counts.left_out, rules(report)) == (15, 1, {"provinsi_lain": 1})


def test_what_is_torn_overlapping_or_in_pieces_is_mended() -> None:
    frame = named("kabupaten")
    shapes = frame.geometry.to_numpy().copy()
    shapes[0] = shapes[0].buffer(0.001)  # over its neighbours
    x, y = shapely.get_coordinates(shapes[1].representative_point())[0]
    bow = shapely.Polygon([(x, y), (x + 0.02, y + 0.02), (x + 0.02, y), (x, y + 0.02)])
    frame = frame.set_geometry(geopandas.GeoSeries(shapes, crs=frame.crs))
    second = frame.iloc[[1]].copy()
    second["geometry"] = [bow]
    report = report_of(geojson(pd.concat([frame, second])))
    assert (report.counts.read, report.counts.accepted) == (16, 16)
    assert rules(report) == {"batas_digabung": 1}
    assert problems(report.content.batas["kabupaten"]) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda frame: frame.drop(columns=["kode", "kabupaten"]), "tidak ditemukan"),
        (lambda frame: frame.assign(kode=list(frame["kode"][5:]) + list(frame["kode"][:5])), "tidak cocok"),
        (lambda frame: frame.assign(kode=[code.replace("18", "32", 1) for code in frame["kode"]]), "Tidak satu pun"),
        (
            lambda frame: frame.drop(columns="kabupaten").set_geometry(frame.geometry.translate(3, 0)),
            "tidak terletak di tempat kodenya",
        ),
        (
            lambda frame: frame.set_crs("EPSG:32748", allow_override=True).set_geometry(frame.geometry.scale(1e9, 1e9)),
            "derajat|tidak",
        ),
    ],
)
def test_boundaries_that_cannot_be_believed_are_refused_in_words(change: Callable, word: str) -> None:
    with pytest.raises(DasborError, match=word):
        report_of(geojson(change(named("kabupaten"))))


def test_codes_of_the_statistics_office_are_refused() -> None:
    frame = named("kabupaten")
    bps = {place.kode: place.kode_bps for place in register().places.values() if place.kode_bps}
    frame["kode"] = [bps[f"{code[:2]}.{code[2:]}"] for code in frame["kode"]]
    with pytest.raises(DasborError, match="BPS"):
        report_of(geojson(frame))
    with pytest.raises(DasborError, match="BPS"):
        report_of(geojson(frame.drop(columns="kabupaten")))


def test_a_part_of_the_province_is_not_published() -> None:
    report = report_of(geojson(named("kecamatan").iloc[:100]))
    assert (report.publishable, rules(report)) == (False, {"batas_sebagian": 1})
    report = report_of(geojson(named("kecamatan").iloc[:220]))
    assert (report.publishable, rules(report)) == (True, {"tanpa_batas": 1})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.geojson", b"{}"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}'),
        ("a.geojson", b'{"type":"FeatureCollection","features":[1]}'),
        ("a.geojson", b'{"features":' + b"[" * 50_000),
        ("a.geojson", b"<OGRVRTDataSource/>"),
        ("a.gpkg", b"SQLite format 3\x00" + b"\x00" * 500),
        ("a.gpkg", b"SQLite format 3\x00".ljust(68, b"\x00") + b"GPKG" + b"\xff" * 3000),
        ("a.gpkg", b"PK\x03\x04"),
    ],
)
def test_what_is_no_boundary_file_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(DasborError):
        report_of(data, name)


def test_a_hostile_archive_of_shapefiles_is_refused(tmp_path: Path) -> None:
    frame = named("kabupaten").iloc[:3]
    for extra, word in (
        ({"../x.shp": b""}, "luar arsip"),
        ({"lagi.zip": b"PK"}, "arsip lain"),
        ({"lain.shp": b"\x00\x00\x27\x0a"}, "2 Shapefile"),
    ):
        with pytest.raises(DasborError, match=word):
            open_bytes("a.zip", shapefile(frame, tmp_path, extra))


@settings(max_examples=60)
@given(st.data())
def test_damaged_geojson_is_read_or_refused(data: st.DataObject) -> None:
    text = bytearray(geojson(named("kabupaten").iloc[:4]))
    for _step in range(data.draw(st.integers(1, 8))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(32, 126))
    try:
        report_of(bytes(text))
    except DasborError:
        return


@pytest.mark.parametrize(("level", "kind", "least"), [("kecamatan", "ADM3", 227), ("desa", "ADM4", 2500)])
def test_areas_with_nothing_but_their_name_are_known_by_where_they_lie(level: Tingkat, kind: str, least: int) -> None:
    own = named(level)[[level, "kode", "geometry"]].rename(columns={level: "shapeName"})
    truth = dict(enumerate(own.pop("kode")))
    own["shapeType"] = kind
    elsewhere = own.head(40).copy()  # other provinces have places of the same names
    elsewhere["geometry"] = elsewhere.geometry.translate(xoff=5)
    report = report_of(geojson(geopandas.GeoDataFrame(pd.concat([own, elsewhere], ignore_index=True), crs="EPSG:4326")))
    assert report.source.layout == f"batas_{level}"
    assert (report.counts.left_out, report.counts.read) == (40, len(own))
    assert report.counts.accepted >= least
    assert report.publishable
    areas = report.content.batas[level]
    middle = areas.geometry.representative_point()
    right = sum(
        shapely.contains(own.geometry.iloc[place], middle.loc[code])
        for place, kode in truth.items()
        for code in [f"{kode[:2]}.{kode[2:4]}.{kode[4:6]}" + (f".{kode[6:]}" if level == "desa" else "")]
        if code in middle.index
    )
    assert right >= 0.99 * len(areas)


@pytest.mark.real
@pytest.mark.parametrize(("level", "right"), [("kecamatan", 227), ("desa", 2638)])
def test_real_areas_are_known_by_name_and_place_and_none_is_taken_for_another(real_dir: Path, level: Tingkat, right: int) -> None:
    areas = geopandas.read_file(real_dir / f"batas_{level}.gpkg").to_crs("EPSG:4326")
    codes = [parse_kode(kode) for kode in areas["kode"]]
    names = [register().nama(kode).upper() for kode in codes]
    found = codes_by_place(names, areas.geometry, level, register(), points())
    assert sum(kode is not None for kode in found) == right
    assert [(kode, true) for kode, true in zip(found, codes, strict=True) if kode not in (None, true)] == []


def test_a_name_in_the_wrong_place_is_not_believed() -> None:
    own = named("kecamatan")[["kecamatan", "geometry"]].rename(columns={"kecamatan": "shapeName"})
    own["shapeType"] = "ADM3"
    own["shapeName"] = list(own["shapeName"].iloc[60:]) + list(own["shapeName"].iloc[:60])
    with pytest.raises(ImportRefused, match="Tidak satu pun"):
        report_of(geojson(own))


def test_names_of_the_humanitarian_data_exchange_are_understood() -> None:
    frame = named("kecamatan").drop(columns="kode").rename(columns={"kecamatan": "ADM3_EN", "kabupaten": "ADM2_EN"})
    report = report_of(geojson(frame))
    assert (report.source.layout, report.counts.accepted) == ("batas_kecamatan", 229)


def test_published_boundaries_are_drawn_until_others_are(seeded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {level: entry.name for level, entry in prepare(None, tmp_path / "bawaan").items()}
    monkeypatch.setattr(ui_source, "_engine", seeded)
    monkeypatch.setattr(ui_source, "_figures", None)
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()
    assert {level: entry.name for level, entry in borders.geometry().items()} == before
    assert borders.boundary_note() == "Batas wilayah perkiraan."
    report = examine_file(seeded, open_bytes("resmi.geojson", geojson(named("kecamatan"))))
    assert not (tmp_path / "var" / "batas").exists(), "examining writes nothing"
    publish_file(seeded, report, pelaku=pengelola())
    version = list_versions(seeded)[0]
    assert (version.jenis, version.wilayah, version.laporan["tingkat"]) == ("batas", "18", ["kabupaten", "kecamatan"])
    assert imported_folder(version.laporan["folder"]) is not None
    monkeypatch.setattr(ui_source, "_checked_at", 0.0)
    ui_source.figures()
    now = {level: entry.name for level, entry in borders.geometry().items()}
    assert now["desa"] == before["desa"]
    assert now["kecamatan"] != before["kecamatan"]
    assert "resmi.geojson" in borders.boundary_note()
    shutil.rmtree(tmp_path / "var" / "batas")
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()
    assert {level: entry.name for level, entry in borders.geometry().items()} == before
    borders.geometry.cache_clear()
    borders.boundary_version.cache_clear()


@pytest.mark.parametrize("sidik", ["", "..", "x" * 24, "../../../../etc", "0" * 24])
def test_only_a_hash_names_a_folder(sidik: str) -> None:
    assert imported_folder(sidik) is None


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("batas_kabupaten.gpkg", {"kabupaten": 15}),
        ("batas_kecamatan.gpkg", {"kecamatan": 229, "kabupaten": 15}),
        ("batas_desa.gpkg", {"desa": 2640, "kecamatan": 229, "kabupaten": 15}),
        ("batas_desa_mentah.geojson", {"desa": 2640, "kecamatan": 229, "kabupaten": 15}),
    ],
)
def test_the_real_boundaries_can_be_published(seeded: Engine, real_dir: Path, name: str, counts: dict) -> None:
    report = examine_file(seeded, open_bytes(name, (real_dir / name).read_bytes()))
    (part,) = report.bagian
    assert isinstance(report, FileReport)
    assert (part.ringkasan, part.counts.refused, part.publishable) == (counts, 0, True)
    assert set(rules(part)) == ({"tanpa_batas"} if "desa" in name else set())
    for areas in part.content.batas.values():
        assert problems(areas) == []
