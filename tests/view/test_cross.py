"""Coverage against status on one map: every area in one cell of the legend, and colours that every eye can order."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.program import programs
from lib.domain.status import STATUS, border_colour, status_classes
from lib.published import borders, selected, source
from lib.view.frame.selection import MAP_LEVELS, Selection
from lib.view.indicator.classes import BIVARIATE, contrast, readable_ink, relative_luminance
from lib.view.indicator.cross import COVERAGE_EDGES, MEASURES, STATUS_EDGES, describe_cross, lowest_corner
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from tests import program_truth as truth
from tests.view.colours import VISION, difference, linear, seen
from tests.view.selections import selections, views

FLAT = [colour for row in BIVARIATE for colour in row]
visions = pytest.mark.parametrize("vision", list(VISION))
# CIEDE2000 of any two of the nine, not only of neighbours: each cell is looked up on its own.
LEAST_DIFFERENCE = 10.0
LEAST_LIGHTNESS = 3.0


@visions
def test_the_nine_colours_darken_with_coverage_and_lighten_with_status_for_every_eye(vision):
    lightness = [[seen(colour, vision)[0] for colour in row] for row in BIVARIATE]
    for row in lightness:
        assert min(after - before for before, after in itertools.pairwise(row)) >= LEAST_LIGHTNESS
    for column in zip(*lightness, strict=True):
        assert min(before - after for before, after in itertools.pairwise(column)) >= 2 * LEAST_LIGHTNESS


@visions
def test_every_two_of_the_nine_are_told_apart_by_every_eye(vision):
    views_of = {colour: seen(colour, vision) for colour in FLAT}
    assert min(difference(views_of[one], views_of[other]) for one, other in itertools.combinations(FLAT, 2)) >= LEAST_DIFFERENCE


def test_behind_is_warm_ahead_is_cool_and_no_two_share_a_grey():
    def warmth(colour: str) -> float:
        red, _green, blue = linear(colour)
        return float(red - blue)

    for row in BIVARIATE:
        assert [warmth(colour) for colour in row] == sorted((warmth(colour) for colour in row), reverse=True)
        assert warmth(row[0]) > 0 > warmth(row[-1])
    greys = sorted(relative_luminance(colour) for colour in FLAT)
    assert min(after - before for before, after in itertools.pairwise(greys)) > 0.01


@pytest.mark.parametrize("colour", FLAT)
def test_a_cell_stands_out_from_the_border_and_its_number_from_the_cell(colour):
    assert contrast(colour, border_colour()) >= 3
    assert contrast(colour, readable_ink(colour)) >= 4.5
    assert colour not in {status_classes()[key].warna for key in STATUS}


@views
@given(data=st.data())
def test_every_area_is_counted_in_one_class_and_drawn_in_it(data, figures, polygons, known):
    selection = data.draw(selections(known))
    description = describe_cross(figures, selection, polygons, data.draw(st.sampled_from((*MEASURES, "x"))))
    cross = description.silang
    assert cross is not None
    cells = [number for row in cross.kelas for number in row]
    assert cells == list(range(len(cross.baris) * len(cross.kolom)))
    assert len(description.kelas_legenda) == len(cells) + 2
    counted = Counter(description.frame["kelas"])
    assert [entry.jumlah for entry in description.kelas_legenda] == [counted[place] for place in range(len(cells) + 2)]
    assert sum(counted.values()) == len(description.frame)
    known_both = description.frame["nilai"].astype(float).notna() & description.frame["ukuran"].notna()
    assert (description.frame["kelas"] < len(cells)).equals(known_both)
    table = describe_table(figures, description)
    assert list(table.frame["ukuran"].dropna()) == list(description.frame["ukuran"].dropna())
    labels = [entry.label for entry in description.kelas_legenda]
    painted = dict(zip(polygons(description.tingkat), description.kelas, strict=True))
    for kode, label in table.frame["kelas"].items():
        assert painted.get(kode, -1) in (-1, labels.index(label))
    assert set(description.texts()) <= set(description.frame.index)


@pytest.mark.parametrize("level", MAP_LEVELS)
@pytest.mark.parametrize("program", list(programs()))
def test_within_a_row_coverage_lies_between_its_bounds_and_rows_do_not_overlap(level, program, figures, polygons):
    for method in ("resmi", "kuantil"):
        selection = Selection(2025, tingkat=level, program=program, klasifikasi=method)
        for measure in MEASURES:
            description = describe_cross(figures, selection, polygons, measure)
            cross = description.silang
            for column, numbers_of in (("nilai", cross.kelas), ("ukuran", list(zip(*cross.kelas, strict=True)))):
                values = [
                    description.frame.loc[description.frame["kelas"].isin(numbers), column].astype(float)
                    for numbers in numbers_of
                ]
                filled = [part for part in values if len(part)]
                for lower, upper in itertools.pairwise(filled):
                    assert lower.max() < upper.min()


def test_fixed_bounds_are_those_that_are_written(figures, polygons):
    selection = Selection(2024, program="smart_village")
    description = describe_cross(figures, selection, polygons, "maju_mandiri")
    for kode, row in description.frame.iterrows():
        reached, base = truth.reach("smart_village", 2024, str(kode))
        if not base:
            continue
        share = round(reached / base, 3)
        good = [truth.scores(2024)[unit][1] in ("maju", "mandiri") for unit in truth.units(2024, False, str(kode))]
        status = round(sum(good) / len(good), 3)
        row_place = sum(share > edge for edge in COVERAGE_EDGES[1:-1])
        column_place = sum(status > edge for edge in STATUS_EDGES[1:-1])
        assert row["kelas"] == row_place * 3 + column_place, kode


def test_a_desa_is_reached_or_not_and_its_score_is_divided_at_the_official_bounds(figures, polygons):
    description = describe_cross(figures, Selection(2024, tingkat="desa", program="smart_village"), polygons, "maju_mandiri")
    cross = description.silang
    assert (len(cross.baris), len(cross.kolom)) == (2, 3)
    assert cross.ukuran == "nilai"
    counted = Counter()
    for kode, state in truth.states("smart_village", 2024).items():
        score = round(truth.scores(2024)[kode][0], 4)
        counted[("belum", "sudah").index("sudah" if state == "sudah" else "belum") * 3 + (score > 0.5989) + (score > 0.7072)] += 1
    assert [entry.jumlah for entry in description.kelas_legenda[:6]] == [counted[place] for place in range(6)]
    behind = [
        kode
        for kode, state in truth.states("smart_village", 2024).items()
        if state == "belum" and truth.scores(2024)[kode][0] <= 0.5989
    ]
    assert list(lowest_corner(description)) == behind


def test_terciles_never_part_equal_values(figures, polygons):
    # Most kabupaten have reached all their desa: there is no lower third to speak of.
    description = describe_cross(
        figures, Selection(2024, program="smart_village", klasifikasi="kuantil"), polygons, "maju_mandiri"
    )
    cross = description.silang
    assert len(cross.baris) < 3
    shares = description.frame["nilai"].round(3)
    rows = {number: place for place, numbers in enumerate(cross.kelas) for number in numbers}
    by_share = (
        description.frame[description.frame["kelas"].isin(rows)]
        .groupby(shares)["kelas"]
        .agg(lambda part: {rows[k] for k in part})
    )
    assert all(len(places) == 1 for places in by_share)


def test_tooltips_of_the_cross_map_hold_both_figures(figures, polygons, monkeypatch):
    monkeypatch.setattr(source, "figures", lambda: figures)
    monkeypatch.setattr(borders, "polygons", polygons)
    parameters = {"indikator": "cakupan", "program": "e_samdes", "tahun": "2024"}
    plain = selected.map_values(parameters)["18.04"]
    both = selected.map_values(parameters | {"silang": "nilai"})["18.04"]
    assert both.startswith(plain)
    assert indicators()["nilai"].label(Selection(2024)) in both
    assert selected.map_values(parameters | {"silang": "<b>"})["18.04"] == plain
