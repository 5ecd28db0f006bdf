"""A picture of a map shows the classes of its description in their colours, says the same words, and is always the same."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lib.domain.status import STATUS, status_classes
from lib.export.pictures.furniture import bar_length_km
from lib.export.pictures.map import PictureOptions, map_picture
from lib.geo.outlines import read_outlines
from lib.view.frame.selection import Selection
from lib.view.indicator.maps import OUTSIDE, describe_map

PLAIN = PictureOptions(width_px=300, height_px=300, title=False, legend=False, source=False, north_arrow=False, scale_bar=False)


@pytest.fixture(scope="module")
def outlines(geometry):
    return {level: read_outlines(geometry[level]) for level in ("kabupaten", "desa")}


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def share_of(image: np.ndarray, colour: str) -> float:
    """The share of pixels of a colour; two lines of it upon each other may be a shade off."""
    wanted = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
    return float((abs(image.astype(int) - wanted) <= 2).all(axis=2).mean())


def test_outlines_have_the_order_of_the_polygons_and_close(outlines, polygons):
    for level, shapes in outlines.items():
        assert tuple(shapes) == polygons(level)
        for shape in shapes.values():
            assert shape
            for ring in shape:
                assert ring.shape[1] == 2
                assert (ring[0] == ring[-1]).all()


def test_the_areas_of_a_class_have_its_colour_and_an_empty_class_is_nowhere(figures, polygons, outlines):
    description = describe_map(figures, Selection(2024), polygons)
    image = pixels(map_picture(description, outlines["kabupaten"], PLAIN))
    for number, status in enumerate(STATUS):
        drawn = (description.kelas == number).any()
        assert (share_of(image, status_classes()[status].warna) > 0.005) == drawn


def test_only_the_selected_area_is_coloured(figures, polygons, outlines):
    description = describe_map(figures, Selection(2024).at_area("18.04", "desa"), polygons)
    assert (description.kelas == OUTSIDE).sum() > 2000
    extent = (-6.0, 103.4, -3.6, 106.0)
    whole = replace(PLAIN, extent=extent, neighbours=False)
    image = pixels(map_picture(description, outlines["desa"], whole))
    assert share_of(image, "#ffffff") > 0.9
    with_others = pixels(map_picture(description, outlines["desa"], replace(whole, neighbours=True)))
    assert share_of(with_others, "#f4f5f7") > 0.2


def test_one_scale_means_one_size(figures, polygons, outlines):
    """A square of land as wide on both pictures: the same extent in km draws Pringsewu smaller than Lampung Tengah."""
    sizes = []
    for kode in ("18.10", "18.02"):
        description = describe_map(figures, Selection(2024).at_area(kode, "desa"), polygons)
        rings = np.concatenate([ring for code, shape in outlines["desa"].items() if code.startswith(kode) for ring in shape])
        lon, lat = (rings.min(axis=0) + rings.max(axis=0)) / 2
        extent = (lat - 0.7, lon - 0.7, lat + 0.7, lon + 0.7)
        image = pixels(map_picture(description, outlines["desa"], replace(PLAIN, extent=extent, neighbours=False)))
        sizes.append(1 - share_of(image, "#ffffff"))
    assert sizes[1] > 4 * sizes[0]


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_description_gives_the_same_bytes_in_every_thread(figures, polygons, outlines, form):
    description = describe_map(figures, Selection(2024), polygons)
    options = replace(PictureOptions(), width_px=500, height_px=400, format=form)
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(map_picture(description, outlines["kabupaten"], options))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1


def test_the_size_is_the_size_asked_for(figures, polygons, outlines):
    description = describe_map(figures, Selection(2024), polygons)
    for size in ((400, 300), (777, 501)):
        options = replace(PictureOptions(), width_px=size[0], height_px=size[1])
        assert Image.open(io.BytesIO(map_picture(description, outlines["kabupaten"], options))).size == size


def test_a_name_from_data_is_text_and_never_a_formula(figures, polygons, outlines):
    description = replace(describe_map(figures, Selection(2024), polygons), judul=r"Desa $\frac{1}{2 <b> & Co", sumber="$x^$")
    svg = map_picture(description, outlines["kabupaten"], replace(PictureOptions(), format="svg", names=(("18.04", "$\\bad$"),)))
    assert svg.startswith(b"<?xml")
    assert not re.search(rb"<b>|<script", svg)


def test_a_selection_without_a_boundary_gives_a_picture_that_says_so(figures, polygons, outlines):
    description = describe_map(figures, Selection(2024), polygons)
    nowhere = replace(description, kelas=np.full_like(description.kelas, OUTSIDE))
    assert len(map_picture(nowhere, outlines["kabupaten"], PLAIN)) > 500


def test_outlines_of_another_level_are_refused(figures, polygons, outlines):
    with pytest.raises(ValueError, match="outlines for 15 classes"):
        map_picture(describe_map(figures, Selection(2024), polygons), outlines["desa"], PLAIN)


def test_dark_pictures_stand_on_the_dark_background(figures, polygons, outlines):
    image = pixels(
        map_picture(describe_map(figures, Selection(2024), polygons), outlines["kabupaten"], replace(PLAIN, theme="dark"))
    )
    assert share_of(image, "#10151c") > 0.3


@pytest.mark.parametrize(("width", "length"), [(300, 50), (199, 20), (40, 10), (2, 1)])
def test_the_scale_bar_is_round_and_takes_a_quarter_of_the_width_at_most(width, length):
    assert bar_length_km(width) == length
