"""``ambil-batas``: from an interface or a plain address into a file, checked by the importer, published only when asked."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely

from lib.cli import main
from lib.domain.errors import SettingError
from lib.domain.language import set_language
from lib.fetching import boundaries
from lib.fetching.boundaries import Origin, fetch_boundaries
from lib.fetching.polite import FetchError, PoliteClient
from lib.geo.imported import imported_folder
from lib.published import borders, source
from lib.store.engine import open_engine
from lib.store.versions import VersionInfo, list_versions
from tests.fetching.conftest import QUICK
from tests.fetching.local_server import LocalServer, Reply
from tests.importing.test_import_boundaries import geojson, geopackage, named

API = "/api/current/gbOpen/IDN/ADM2/"
LICENCE = "Creative Commons Attribution 4.0 International (CC BY 4.0)"


@cache
def national() -> bytes:
    """Kabupaten as geoBoundaries writes them: of the whole country, by name alone."""
    lampung = named("kabupaten")[["kabupaten", "geometry"]].rename(columns={"kabupaten": "shapeName"})
    lampung["shapeName"] = [name.title() for name in lampung["shapeName"]]
    others = geopandas.GeoDataFrame(
        {"shapeName": ["Serang", "Lebak"]},
        geometry=[shapely.box(106, -6.5, 106.5, -6.2), shapely.box(106, -7, 106.5, -6.6)],
        crs="EPSG:4326",
    )
    frame = pd.concat([others, lampung], ignore_index=True)
    frame["shapeISO"], frame["shapeGroup"], frame["shapeType"] = "", "IDN", "ADM2"
    frame["shapeID"] = [f"2269B{number}" for number in range(len(frame))]
    return geojson(geopandas.GeoDataFrame(frame, crs="EPSG:4326"))


def described(server: LocalServer, **changes: object) -> bytes:
    """What the interface says about the boundaries."""
    said: dict[str, object] = {
        "boundaryID": "IDN-ADM2-1",
        "boundaryName": "Indonesia",
        "boundaryISO": "IDN",
        "boundaryYearRepresented": "2020",
        "boundaryType": "ADM2",
        "boundarySource-1": "Badan Pusat Statistik",
        "boundarySource-2": "OCHA",
        "boundaryLicense": LICENCE,
        "licenseDetail": "nan",
        "licenseSource": "data.contoh.id/lisensi",
        "buildDate": "Dec 12, 2023",
        "gjDownloadURL": f"{server.address}/raw/geoBoundaries-IDN-ADM2.geojson",
        "simplifiedGeometryGeoJSON": f"{server.address}/raw/geoBoundaries-IDN-ADM2_simplified.geojson",
    }
    return json.dumps({key: value for key, value in (said | changes).items() if value is not None}).encode()


@pytest.fixture
def up(server: LocalServer) -> LocalServer:
    server.play(API.rstrip("/"), Reply(b"", 301, {"Location": API}))
    server.play(API, Reply(described(server)))
    server.play("/raw/geoBoundaries-IDN-ADM2.geojson", Reply(b"", 302, {"Location": "/media/a.geojson"}))
    server.play("/media/a.geojson", Reply(national()))
    return server


def test_the_interface_says_where_the_file_is_and_what_its_licence_is(
    up: LocalServer, client: PoliteClient, tmp_path: Path
) -> None:
    fetched = fetch_boundaries(up.address + API, tmp_path, client)
    assert fetched.path == tmp_path / "geoBoundaries-IDN-ADM2.geojson"
    assert fetched.path.read_bytes() == national()
    assert fetched.asal == Origin(
        url=f"{up.address}/raw/geoBoundaries-IDN-ADM2.geojson",
        penerbit="geoBoundaries: Badan Pusat Statistik, OCHA",
        lisensi=LICENCE,
        lisensi_url="data.contoh.id/lisensi",
        tahun="2020",
        tanggal=dt.date(2023, 12, 12),
    )
    beside = json.loads((tmp_path / "geoBoundaries-IDN-ADM2.geojson.sumber.json").read_text("utf-8"))
    assert (beside["lisensi"], beside["tanggal"]) == (LICENCE, "2023-12-12")


def test_a_file_too_large_gives_way_to_its_simplified_one(
    up: LocalServer, client: PoliteClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": None}]})
    up.play("/raw/geoBoundaries-IDN-ADM2_simplified.geojson", Reply(small.encode()))
    monkeypatch.setattr(boundaries, "MAX_BOUNDARY_BYTES", 5000)
    fetched = fetch_boundaries(up.address + API.rstrip("/"), tmp_path, client)
    assert fetched.asal.disederhanakan
    assert fetched.path.name == "geoBoundaries-IDN-ADM2_simplified.geojson"


def test_a_plain_file_is_taken_as_what_it_is(server: LocalServer, client: PoliteClient, tmp_path: Path) -> None:
    server.play("/unduh?id=7", Reply(geopackage(named("kabupaten"), tmp_path)))
    fetched = fetch_boundaries(f"{server.address}/unduh?id=7", tmp_path / "u", client)
    assert (fetched.path.name, fetched.asal) == ("unduh.gpkg", Origin(f"{server.address}/unduh?id=7"))


@pytest.mark.parametrize(
    "tail",
    [
        "a%2F..%2F..%2Fetc%2Fpasswd",
        "..%5C..%5Cx",
        "%00",
        "a%0Ab.geojson",
        ".htaccess",
        "CON.geojson.exe",
        "a" * 300,
        "%3Cscript%3E",
    ],
)
def test_no_address_names_a_path(server: LocalServer, client: PoliteClient, tmp_path: Path, tail: str) -> None:
    server.default = Reply(national())
    folder = tmp_path / "u"
    fetched = fetch_boundaries(f"{server.address}/{tail}", folder, client)
    assert fetched.path.parent == folder
    assert {path.parent for path in tmp_path.rglob("*.geojson")} == {folder}
    assert fetched.path.name.isascii()
    assert fetched.path.name[0].isalnum()


BROKEN = {
    "galat": Reply(b"", 500),
    "tidak ada": Reply(b"", 404),
    "halaman": Reply(b"<!DOCTYPE html><html></html>"),
    "kosong": Reply(b""),
    "terpotong": Reply(national()[:2000]),
    "putus": Reply(national()[:2000], promised=len(national())),
    "reset": Reply(reset=True),
    "lambat": Reply(national(), delay=0.6),
    "penunjuk": Reply(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
    "tanpa isi": Reply(b'{"type":"FeatureCollection","features":[]}'),
    "bukan batas": Reply(b"kode,nama\n1,2\n"),
    "dalam": Reply(b'{"a":' * 20_000),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("path", [API, "/raw/geoBoundaries-IDN-ADM2.geojson"])
def test_no_failure_replaces_the_file_of_last_time(
    up: LocalServer, client: PoliteClient, tmp_path: Path, path: str, name: str
) -> None:
    fetched = fetch_boundaries(up.address + API, tmp_path, client)
    up.play(path, BROKEN[name])
    with pytest.raises(FetchError) as refused:
        fetch_boundaries(up.address + API, tmp_path, client)
    assert str(refused.value)
    assert fetched.path.read_bytes() == national()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [fetched.path.name, f"{fetched.path.name}.sumber.json"]


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (b"[{}, {}]", FetchError, "2 batas sekaligus"),
        (b"{}", FetchError, "tidak menyebut berkas"),
        (b'{"gjDownloadURL": 7}', FetchError, "tidak menyebut berkas"),
        (b'{"gjDownloadURL": "file:///etc/passwd"}', SettingError, "bukan alamat"),
        (b'{"gjDownloadURL": "gopher://x/y"}', SettingError, "bukan alamat"),
    ],
)
def test_an_answer_that_leads_nowhere_is_said(
    server: LocalServer, client: PoliteClient, tmp_path: Path, answer: bytes, error: type[Exception], said: str
) -> None:
    server.play(API, Reply(answer))
    server.play(API.rstrip("/"), Reply(answer))
    with pytest.raises(error, match=said):
        fetch_boundaries(server.address + API, tmp_path, client)


@pytest.mark.parametrize(
    ("lisensi", "terbuka"),
    [
        (LICENCE, True),
        ("CC BY 4.0", True),
        ("CC-BY-SA 3.0 IGO", True),
        ("CC0", True),
        ("Public Domain", True),
        ("Open Data Commons Open Database License 1.0", True),
        ("ODbL", True),
        ("CC BY-NC 4.0", False),
        ("CC BY-ND 4.0", False),
        ("Creative Commons Attribution-NonCommercial 4.0", False),
        ("Other - Humanitarian", False),
        ("All rights reserved", False),
        ("", False),
    ],
)
def test_which_licence_is_open(lisensi: str, terbuka: bool) -> None:
    assert Origin("", lisensi=lisensi).is_open is terbuka


@pytest.fixture
def store(tmp_path: Path, shipped_url: str, up: LocalServer, monkeypatch: pytest.MonkeyPatch) -> str:
    copy = shutil.copy(shipped_url.removeprefix("sqlite:///"), tmp_path / "dasbor.sqlite")
    monkeypatch.setenv("DASBOR_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DASBOR_DATABASE_URL", f"sqlite:///{copy}")
    monkeypatch.setenv("DASBOR_ALAMAT_BATAS", up.address + API)
    monkeypatch.setattr("lib.fetching.polite.Manners", lambda **_asked: replace(QUICK, first_wait=0, read=10, whole=20))
    return f"sqlite:///{copy}"


def asked(*words: str) -> int:
    try:
        return main(["ambil-batas", *words])
    finally:
        set_language("id")


def versions(url: str) -> list[VersionInfo]:
    engine = open_engine(url)
    found = [entry for entry in list_versions(engine) if entry.jenis == "batas"]
    engine.dispose()
    return found


def test_without_the_word_it_is_only_shown(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked() == 0
    said = capsys.readouterr().out
    for text in ("Badan Pusat Statistik", LICENCE, "Dibaca 15 = diterima 15 + ditolak 0", "kabupaten", "tambahkan --terbitkan"):
        assert text in said
    assert versions(store) == []
    assert not (tmp_path / "var" / "batas").exists()


def test_with_the_word_it_is_published_with_its_licence_and_drawn(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked("--terbitkan", "--catatan", "batas nyata") == 0
    (version,) = versions(store)
    assert f"Terbit sebagai versi {version.id}" in capsys.readouterr().out
    assert (version.keadaan, version.sifat, version.lisensi) == ("terbit", "turunan", LICENCE)
    assert version.penerbit == "geoBoundaries: Badan Pusat Statistik, OCHA"
    assert version.url.endswith("/raw/geoBoundaries-IDN-ADM2.geojson")
    assert (version.tanggal, version.catatan) == (dt.date(2023, 12, 12), "batas nyata")
    assert version.judul.endswith("2020")
    assert version.diimpor_oleh.startswith("cli")
    assert imported_folder(version.laporan["folder"]) is not None
    engine = open_engine(store)
    monkeypatch.setattr(source, "_engine", engine)
    borders.boundary_version.cache_clear()
    note = borders.boundary_note()
    borders.boundary_version.cache_clear()
    engine.dispose()
    assert "Badan Pusat Statistik" in note
    assert "CC BY 4.0" in note


@pytest.mark.parametrize("lisensi", [None, "Other - Humanitarian", "CC BY-NC 4.0"])
def test_what_is_not_openly_licensed_is_not_published_unless_somebody_answers_for_it(
    store: str, up: LocalServer, lisensi: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    up.play(API, Reply(described(up, boundaryLicense=lisensi)))
    assert asked("--terbitkan") == 1
    assert "tidak dikenal sebagai lisensi terbuka" in capsys.readouterr().out
    assert versions(store) == []
    assert asked("--terbitkan", "--lisensi", "Izin tertulis 7/2026") == 0
    assert versions(store)[0].lisensi == "Izin tertulis 7/2026"


def test_boundaries_of_another_country_are_refused(store: str, up: LocalServer, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(national())
    content["features"] = content["features"][:2]
    up.play("/media/a.geojson", Reply(json.dumps(content).encode()))
    assert asked("--terbitkan") == 2
    assert "Tidak satu pun wilayah" in capsys.readouterr().err
    assert versions(store) == []


def test_boundaries_of_half_the_province_block(store: str, up: LocalServer, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(national())
    content["features"] = content["features"][:9]
    up.play("/media/a.geojson", Reply(json.dumps(content).encode()))
    assert asked("--terbitkan") == 1
    assert "Tidak ada yang diterbitkan" in capsys.readouterr().out
    assert versions(store) == []


def test_a_server_that_is_gone_is_said_with_exit_code_two(
    store: str, up: LocalServer, capsys: pytest.CaptureFixture[str]
) -> None:
    up.play(API, Reply(b"", 503))
    assert asked("--terbitkan") == 2
    assert "Server menjawab 503" in capsys.readouterr().err
    assert versions(store) == []
