"""The national view sends the desa of one kabupaten, from a file of their own, and their classes alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.domain import shown_area
from lib.geo.prepared import MOST_BYTES
from lib.published import borders, selected, source
from lib.published.per_province import PerProvince
from lib.ui.indicator import leaflet_map
from lib.view.frame.selection import read_selection
from lib.view.indicator.maps import MapDescription
from lib.web.assets import IMMUTABLE
from tests.ui.asgi import get
from tests.ui.conftest import data_at

LARGE = "33"
pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    var = Path(tmp_path_factory.mktemp("nasional"))
    with data_at(f"sqlite:///{var / 'dasbor.sqlite'}", var), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASBOR_PROVINSI", shown_area.NASIONAL)
        patch.setattr(source, "_provinces", {})
        patch.setattr(borders, "geometry", PerProvince(borders.geometry.__wrapped__))
        yield


@pytest.fixture(autouse=True)
def lampung() -> Iterator[None]:
    shown_area.choose("18")
    yield
    shown_area.choose(None)


def at(**address: str) -> MapDescription:
    shown_area.choose(source.known_province(address))
    data = source.figures()
    selection, notices = read_selection(address, selected.known(data))
    assert notices == ()
    return selected.map_of(data, selection)


def drawing(**address: str) -> dict[str, Any]:
    return leaflet_map._payload(at(**address))


def codes(answer) -> list[str]:
    return [feature["properties"]["k"] for feature in answer.json()["features"]]


def test_each_kabupaten_has_a_file_of_its_own_and_the_classes_are_those_of_its_areas(app):
    addresses = []
    for kab in ("18.01", "18.04", "18.72"):
        description = at(kab=kab, tingkat="desa")
        sent = leaflet_map._payload(description)
        answer = get(app, sent["url"])
        assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
        inside = codes(answer)
        assert inside == sorted(inside)
        assert {kode[:5] for kode in inside} == {kab}
        # The legend, the table and the pictures are drawn from the same frame.
        assert [int(letter, 36) for letter in sent["k"]] == list(description.frame["kelas"].loc[inside])
        assert sum(entry.jumlah for entry in description.kelas_legenda) == len(inside) + description.tanpa_batas
        assert codes(get(app, sent["garis_url"])) == list(borders.polygons("kabupaten"))
        assert get(app, sent["nilai"]).json() == description.texts()
        addresses.append(sent["url"])
    assert len(set(addresses)) == 3


def test_a_kecamatan_is_drawn_from_the_file_of_its_kabupaten_with_the_others_outside(app):
    sent, whole = drawing(kec="18.04.15"), drawing(kab="18.04", tingkat="desa")
    assert sent["url"] == whole["url"]
    for kode, letter in zip(codes(get(app, sent["url"])), sent["k"], strict=True):
        assert (letter == "-") == (not kode.startswith("18.04.15."))


def test_other_levels_and_a_small_province_keep_the_file_of_the_province(app):
    for level in ("kabupaten", "kecamatan", "desa"):
        sent = drawing(prov="18", tingkat=level)
        assert sent["url"] == f"/batas/{level}/{borders.geometry()[level].name}?prov=18"
        assert codes(get(app, sent["url"])) == list(borders.polygons(level))
    assert drawing(kab="18.04", tingkat="kecamatan")["url"].endswith("?prov=18")


@pytest.mark.parametrize("kab", ["18.99", "18", "18.04.15", "17.01", "", "..%2f..", "x" * 3000])
def test_the_file_of_a_kabupaten_is_not_found_under_another(kab, app):
    path = drawing(kab="18.04", tingkat="desa")["url"].partition("?")[0]
    assert get(app, f"{path}?kab={kab}").status == 404


def test_a_process_that_has_not_drawn_the_map_finds_the_file_by_its_name(app):
    address = drawing(kab="18.06", tingkat="desa")["url"]
    for lost in (False, True):
        if lost:
            borders.geometry_for("desa", "18.06").path.unlink()
        borders._part.cache_clear()
        borders.geometry.cache_clear()
        assert get(app, address).status == 200


def test_the_desa_of_a_large_province_wait_for_a_kabupaten(app):
    description = at(prov=LARGE, tingkat="desa")
    assert borders.geometry()["desa"].bytes_compressed > MOST_BYTES
    assert description.tingkat == "kecamatan"
    sent = drawing(kab="33.02", tingkat="desa")
    answer = get(app, sent["url"])
    assert len(answer.body) < MOST_BYTES / 5
    assert len(codes(answer)) == len(sent["k"]) > 200


def test_small_maps_of_two_provinces_are_drawn_from_their_own_boundaries(app):
    for kab in ("18.04", "33.02"):
        assert get(app, f"/api/v1/peta-kecil.png?kab={kab}").status == 200


def test_the_country_has_no_desa_to_leave_out():
    shown_area.choose(None)
    assert borders.draws_every_desa()
