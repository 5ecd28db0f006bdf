"""A picture is text that can be read, pointed at and found again: each mark and area has an id and says what it is."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.export.pictures import letters
from lib.export.pictures.chart import ChartOptions, chart_picture
from lib.export.pictures.map import PictureOptions, map_picture
from lib.export.pictures.scales import round_ticks
from lib.export.pictures.svg import Canvas
from lib.geo.outlines import read_outlines
from lib.view.frame.selection import Selection
from lib.view.indicator.maps import describe_map
from lib.view.status.composition import composition
from tests.export.test_chart_picture import chart

SVG = "{http://www.w3.org/2000/svg}"
LETTERS = ChartOptions(format="svg")


def ids(tree: ET.Element) -> list[str]:
    return [found.attrib["id"] for found in tree.iter() if "id" in found.attrib]


def test_every_bar_has_an_id_and_says_what_it_stands_for(figures):
    described = composition(figures, Selection(tahun=2024), "jumlah")
    tree = ET.fromstring(chart_picture(described, LETTERS))
    bars = {found.attrib["id"]: found for found in tree.iter(f"{SVG}rect") if "id" in found.attrib}
    for series in described.seri:
        for number, value in enumerate(series.y):
            if value is not None:
                assert bars[f"{series.id}-{number}"].findtext(f"{SVG}title") == series.teks[number]


def test_every_drawn_area_has_its_code_as_id(figures, polygons, geometry):
    description = describe_map(figures, Selection(2024), polygons)
    shapes = read_outlines(geometry["kabupaten"])
    tree = ET.fromstring(map_picture(description, shapes, replace(PictureOptions(), format="svg")))
    assert set(shapes) <= set(ids(tree))


@pytest.mark.parametrize("bentuk", ["batang_tumpuk", "batang", "garis", "titik", "kotak", "pencar"])
def test_no_two_parts_of_a_picture_share_an_id_and_every_reference_is_kept(bentuk):
    drawn = chart(bentuk)
    twice = replace(drawn, seri=tuple(replace(series, id="belum_dinilai") for series in drawn.seri))
    tree = ET.fromstring(chart_picture(twice, replace(LETTERS, key="a-")))
    assert max(Counter(ids(tree)).values()) == 1
    assert all(name.startswith("a-") for name in ids(tree))
    asked = {value[5:-1] for found in tree.iter() for value in found.attrib.values() if value.startswith("url(#")}
    assert asked <= set(ids(tree))


def test_a_picture_names_itself_and_says_what_it_shows():
    tree = ET.fromstring(chart_picture(chart("garis"), LETTERS))
    assert tree.findtext(f"{SVG}title") == "Temuan Jati Agung"
    assert tree.findtext(f"{SVG}desc") == "alt"


def test_a_gap_opens_the_line_and_is_never_a_zero():
    """The first series knows nothing of its second category: no line leads through it."""
    tree = ET.fromstring(chart_picture(chart("garis"), LETTERS))
    lines = [found.attrib["points"].split() for found in tree.iter(f"{SVG}polyline")]
    assert [len(line) for line in lines] == [3]
    assert {"mandiri-0", "mandiri-2"} <= set(ids(tree))
    assert "mandiri-1" not in ids(tree)


@given(text=st.text(max_size=80), room=st.floats(20, 400), most=st.integers(1, 5))
def test_lines_are_no_wider_than_their_room(text, room, most):
    broken = letters.lines(text, room, 10.0, most=most)
    assert 1 <= len(broken) <= most
    # A single letter is never broken.
    assert all(letters.width(line, 10.0) <= room or len(line) <= 2 for line in broken)


@given(text=st.text(max_size=60))
def test_what_the_font_lacks_is_a_box_and_all_else_stays(text):
    shown = letters.displayable(text)
    assert letters.displayable(shown) == shown
    assert letters.displayable("Way Kanan → 12,5%") == "Way Kanan → 12,5%"
    assert letters.displayable("漢") == letters.BOX


@given(low=st.floats(-1e6, 1e6), span=st.floats(1e-3, 1e6), whole=st.booleans())
def test_ticks_are_few_even_and_within_the_scale(low, span, whole):
    ticks = round_ticks(low, low + span, whole=whole)
    assert len(ticks) <= 7
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)
    if whole:
        assert all(tick == round(tick) for tick in ticks)
    elif span > 1:
        assert len(ticks) >= 2


@given(words=st.text(max_size=40), colour=st.text(max_size=20))
def test_no_word_and_no_attribute_becomes_markup(words, colour):
    canvas = Canvas(10)
    canvas.add("rect", words, fill=colour, id=words or "a")
    canvas.text(1, 2, words or "a", 10)
    tree = ET.fromstring(canvas.render(10, words, words, "#ffffff"))
    assert {found.tag.removeprefix(SVG) for found in tree.iter()} <= {"svg", "title", "desc", "rect", "text"}
