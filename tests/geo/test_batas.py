"""The shipped boundaries are a clean coverage at every level, and come close to the real ones."""

from __future__ import annotations

import csv

import geopandas
import pytest
import shapely

from lib.domain.data_file import ROOT, read_sumber
from lib.domain.wilayah import TINGKAT, at_tingkat
from lib.geo.boundaries import LEVELS, boundary_path, load_boundaries
from lib.geo.coverage import METRIC, dissolve, problems

EXPECTED = {"kabupaten": 15, "kecamatan": 229, "desa": 2640}
# Islands that anybody would miss: a point well inside each (degrees east, north), and the kabupaten it belongs to.
ISLANDS = {
    "Pulau Pisang": (103.8456, -5.1210, "18.13"),
    "Pulau Betuah": (104.4428, -5.8918, "18.13"),
    "Pulau Tabuan": (104.8289, -5.8036, "18.06"),
    "Pulau Legundi": (105.2929, -5.8144, "18.09"),
    "Pulau Kelagian": (105.2222, -5.6294, "18.09"),
    "Pulau Puhawang": (105.2211, -5.6757, "18.09"),
    "Pulau Sebesi": (105.4902, -5.9462, "18.01"),
    "Pulau Sebuku": (105.5181, -5.8742, "18.01"),
    "Rakata": (105.4424, -6.1505, "18.01"),
    "Sertung": (105.3817, -6.0934, "18.01"),
    "Anak Krakatau": (105.4250, -6.0999, "18.01"),
}


@pytest.fixture(scope="module")
def levels() -> dict[str, geopandas.GeoDataFrame]:
    return {tingkat: load_boundaries(tingkat) for tingkat in LEVELS}


@pytest.fixture(scope="module")
def wilayah() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("tingkat", LEVELS)
def test_every_area_is_valid_and_shares_its_borders_exactly(levels, tingkat):
    areas = levels[tingkat].geometry
    assert len(areas) == EXPECTED[tingkat]
    assert problems(areas) == []
    assert shapely.coverage_is_valid(areas.to_numpy())


@pytest.mark.parametrize("tingkat", LEVELS)
def test_codes_are_sorted_and_names_are_those_of_the_list(levels, wilayah, tingkat):
    areas = levels[tingkat]
    assert list(areas.index) == sorted(areas.index)
    assert dict(areas["nama"]) == {kode: wilayah[kode]["nama"] for kode in areas.index}


def test_exactly_the_desa_without_a_point_have_no_boundary(levels, wilayah):
    listed = {kode for kode, row in wilayah.items() if row["jenis"] in {"desa", "kelurahan"}}
    missing = listed - set(levels["desa"].index)
    assert missing == {kode for kode in listed if not wilayah[kode]["lintang"]}
    assert len(missing) == 11
    for tingkat in ("kabupaten", "kecamatan"):
        assert set(levels[tingkat].index) == {at_tingkat(kode, tingkat) for kode in listed}


@pytest.mark.parametrize(("child", "parent"), [("desa", "kecamatan"), ("kecamatan", "kabupaten"), ("desa", "kabupaten")])
def test_children_dissolve_to_their_parent(levels, child, parent):
    united = dissolve(levels[child].geometry, parent)
    assert list(united.index) == list(levels[parent].index)
    assert shapely.equals(united.to_numpy(), levels[parent].geometry.to_numpy()).all()


def test_levels_cover_the_same_ground(levels):
    ground = [shapely.coverage_union_all(levels[tingkat].geometry.to_numpy()) for tingkat in LEVELS]
    assert ground[0].equals(ground[1])
    assert ground[1].equals(ground[2])


@pytest.mark.parametrize("island", ISLANDS)
def test_islands_are_kept_and_belong_to_their_kabupaten(levels, island):
    lon, lat, kode = ISLANDS[island]
    holding = levels["kabupaten"].index[levels["kabupaten"].contains(shapely.Point(lon, lat))]
    assert list(holding) == [kode]


def test_points_of_desa_mostly_lie_in_their_own_cell(levels, wilayah):
    areas = levels["desa"].geometry
    places = shapely.points([[float(wilayah[kode]["bujur"]), float(wilayah[kode]["lintang"])] for kode in areas.index])
    # A centroid need not lie inside its area (bays, groups of islands); nearly all do.
    assert shapely.contains(areas.to_numpy(), places).mean() > 0.97


def test_no_area_is_a_sliver(levels):
    areas = levels["desa"].geometry.to_crs(METRIC).area
    assert areas.min() > 10_000  # square metres: the smallest kelurahan of Bandar Lampung are a few hectares


@pytest.mark.parametrize("tingkat", LEVELS)
def test_raw_files_stay_small_and_carry_their_source(tingkat):
    path = boundary_path(tingkat)
    assert path.stat().st_size < 1_200_000
    sumber = read_sumber(path)
    assert sumber.lisensi.startswith("ODbL")
    assert "OpenStreetMap" in sumber.penerbit
    assert sumber.sifat == "turunan"


def _overlap(ours: geopandas.GeoSeries, real: geopandas.GeoSeries) -> tuple[dict[str, float], float]:
    """IoU by code, and the share of the real ground that lies in the right area."""
    common = shapely.intersection(ours.to_numpy(), real.loc[ours.index].to_numpy())
    both = shapely.area(common)
    union = ours.area.to_numpy() + real.loc[ours.index].area.to_numpy() - both
    return dict(zip(ours.index, both / union, strict=True)), both.sum() / real.area.sum()


@pytest.mark.real
def test_kabupaten_come_close_to_the_real_boundaries(levels, real_dir, record_property):
    real = geopandas.read_file(real_dir / "batas_kabupaten.gpkg").to_crs(METRIC)
    real.index = [f"{kode[:2]}.{kode[2:]}" for kode in real["kode"]]
    iou, share = _overlap(levels["kabupaten"].geometry.to_crs(METRIC), real.geometry)
    record_property("share", float(share))
    print(f"\nin the right kabupaten: {share:.4f}; IoU: " + ", ".join(f"{kode} {value:.3f}" for kode, value in iou.items()))
    assert min(iou.values()) >= 0.80, iou
    assert share >= 0.93


@pytest.mark.real
def test_every_real_boundary_has_one_of_ours_and_the_other_way_round(levels, real_dir):
    for tingkat in LEVELS:
        real = geopandas.read_file(real_dir / f"batas_{tingkat}.gpkg", ignore_geometry=True)
        assert sorted(real["kode"]) == [kode.replace(".", "") for kode in levels[tingkat].index]


def test_levels_are_those_below_the_province():
    assert TINGKAT[1:] == LEVELS
