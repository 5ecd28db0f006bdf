"""Colours keep their order and their distance for every eye, on paper, and against the borders between areas."""

from __future__ import annotations

import itertools

import pytest

from lib.domain.status import BESIDE, STATUS, border_colour, status_classes
from lib.view.indicator.classes import FALLING, NOT_REACHED, REACHED, RISING, SEQUENTIAL, contrast, relative_luminance, sequential
from tests.view.colours import VISION, difference, linear, seen

# CIEDE2000 between neighbours of an ordered scale: several times what is just noticeable side by side.
LEAST_DIFFERENCE = 7.0
# A scale of seven steps is finer; it is drawn with its borders and its printed intervals.
LEAST_DIFFERENCE_OF_SEVEN = 5.0
# Steps of CIELAB lightness that a grey printer or a dim projector still keeps apart.
LEAST_LIGHTNESS = 3.0
BORDER_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
OFFICIAL = tuple(status_classes()[key].warna for key in STATUS)
# Light to dark, each; the arms of the diverging scale run from the middle outwards.
SCALES = {
    "status": OFFICIAL,
    "sequential": SEQUENTIAL,
    "falling": tuple(reversed(FALLING)),
    "rising": RISING,
    "coverage": (NOT_REACHED, REACHED),
}
scales = pytest.mark.parametrize("scale", list(SCALES))
visions = pytest.mark.parametrize("vision", list(VISION))


@visions
@scales
def test_a_scale_darkens_step_by_step_for_every_eye(scale, vision):
    lightness = [seen(colour, vision)[0] for colour in SCALES[scale]]
    steps = [one - other for one, other in itertools.pairwise(lightness)]
    assert min(steps) >= LEAST_LIGHTNESS, lightness


@scales
def test_a_scale_keeps_its_order_in_greyscale(scale):
    luminance = [relative_luminance(colour) for colour in SCALES[scale]]
    assert luminance == sorted(luminance, reverse=True)


@visions
@pytest.mark.parametrize("scale", [*SCALES, "diverging"])
def test_neighbouring_classes_are_told_apart_by_every_eye(scale, vision):
    colours = (*FALLING, *RISING) if scale == "diverging" else SCALES[scale]
    found = [difference(seen(one, vision), seen(other, vision)) for one, other in itertools.pairwise(colours)]
    assert min(found) >= LEAST_DIFFERENCE, found


@visions
def test_a_rise_and_a_fall_of_the_same_size_are_told_apart_by_every_eye(vision):
    for fall, rise in zip(reversed(FALLING), RISING, strict=True):
        assert difference(seen(fall, vision), seen(rise, vision)) >= LEAST_DIFFERENCE


@visions
def test_every_two_classes_of_the_legend_differ_in_colour_or_in_pattern(vision):
    for one, other in itertools.combinations(status_classes().values(), 2):
        apart = difference(seen(one.warna, vision), seen(other.warna, vision))
        assert apart >= LEAST_DIFFERENCE or one.pola != other.pola, (one.id, other.id, apart)


def test_the_five_statuses_are_plain_and_the_classes_beside_them_have_a_pattern():
    assert {status_classes()[key].pola for key in STATUS} == {"polos"}
    patterns = [status_classes()[key].pola for key in BESIDE]
    assert "polos" not in patterns
    assert len(set(patterns)) == len(BESIDE)


def test_behind_is_warm_and_ahead_is_cool():
    def warmth(colour: str) -> float:
        red, _green, blue = linear(colour)
        return float(red - blue)

    order = [warmth(colour) for colour in OFFICIAL]
    assert order[0] > 0 > order[-1]
    assert all(warmth(colour) > 0 for colour in (*FALLING, NOT_REACHED))
    assert all(warmth(colour) < 0 for colour in (*RISING, REACHED))


@pytest.mark.parametrize("kelas", list(status_classes()))
def test_a_status_fill_stands_out_from_the_border_and_its_text_from_the_fill(kelas):
    entry = status_classes()[kelas]
    assert contrast(entry.warna, border_colour()) >= BORDER_CONTRAST
    assert contrast(entry.warna, entry.warna_teks) >= TEXT_CONTRAST


@pytest.mark.parametrize("colour", sorted({*SEQUENTIAL, *FALLING, *RISING, NOT_REACHED, REACHED}))
def test_a_numeric_fill_stands_out_from_the_border(colour):
    assert contrast(colour, border_colour()) >= BORDER_CONTRAST


@visions
@pytest.mark.parametrize("count", range(2, 8))
def test_a_sequential_scale_of_any_length_keeps_order_distance_and_ends(count, vision):
    colours = sequential(count)
    assert (len(colours), colours[0], colours[-1]) == (count, SEQUENTIAL[0], SEQUENTIAL[-1])
    views = [seen(colour, vision) for colour in colours]
    assert all(one[0] > other[0] for one, other in itertools.pairwise(views))
    least = LEAST_DIFFERENCE if count <= len(SEQUENTIAL) else LEAST_DIFFERENCE_OF_SEVEN
    assert min(difference(one, other) for one, other in itertools.pairwise(views)) >= least
    assert min(contrast(colour, border_colour()) for colour in colours) >= BORDER_CONTRAST


def test_one_class_has_a_colour_too():
    assert len(sequential(1)) == 1
    assert contrast(sequential(1)[0], border_colour()) >= BORDER_CONTRAST


def test_no_numeric_colour_can_be_taken_for_a_status():
    assert not {*SEQUENTIAL, *FALLING, *RISING, NOT_REACHED, REACHED} & set(OFFICIAL)


def test_contrast_is_that_of_the_published_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_these_tests_is_that_of_the_published_test_data(one, other, expected):
    assert difference(one, other) == pytest.approx(expected, abs=0.0001)


def test_grey_stays_grey_in_every_simulation():
    for vision in VISION:
        assert difference(seen("#808080", vision), seen("#808080", "normal")) < 0.5
