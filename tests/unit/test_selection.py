"""The address of a view: what is written is what is read back, and nothing hostile gets through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.view.frame.selection import PARAMETERS, Known, Selection, breadcrumb, default_level, read_selection, write_selection

KODE = ("18", "18.01", "18.01.04", "18.01.04.2001", "18.04", "18.04.15", "18.04.15.2004", "18.72", "18.72.01", "18.72.01.1001")
KNOWN = Known((2022, 2023, 2024, 2025), 2024, frozenset(KODE), ("status", "nilai", "cakupan"), ("smart_village", "kpb"))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    area = draw(st.sampled_from((None, *KODE[1:])))
    plain = Selection(
        tahun=draw(st.sampled_from(KNOWN.tahun)),
        indikator=draw(st.sampled_from(KNOWN.indikator)),
        program=draw(st.sampled_from((None, *KNOWN.program))),
        klasifikasi=draw(st.sampled_from(("resmi", "kuantil"))),
        bahasa=draw(st.sampled_from(("id", "en"))),
    )
    levels = ("kabupaten", "kecamatan", "desa")
    start = levels.index(default_level(plain.at_area(area).area))
    return plain.at_area(area, draw(st.sampled_from(levels[start:])))


@given(selections())
def test_a_copied_address_restores_the_view(selection):
    assert read_selection(write_selection(selection, KNOWN), KNOWN) == (selection, ())


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=8), st.text(max_size=60), max_size=12))
def test_no_address_raises_and_every_result_is_known(parameters):
    selection, notices = read_selection(parameters, KNOWN)
    assert selection.tahun in KNOWN.tahun
    assert {selection.kab, selection.kec, selection.desa} - {None} <= set(KODE)
    assert selection.bahasa in ("id", "en")
    assert all("<" not in notice for notice in notices)


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "9999", "-1", "²", "2024 OR 1=1", "٢٠٢٤", "x" * 10_000])
def test_a_hostile_year_falls_back_with_one_quiet_notice(value):
    selection, notices = read_selection({"tahun": value}, KNOWN)
    assert selection.tahun == 2024
    assert len(notices) == 1
    assert "tahun" in notices[0]


def test_a_desa_decides_its_kecamatan_and_kabupaten():
    selection, notices = read_selection({"desa": "1804152004"}, KNOWN)
    assert (selection.kab, selection.kec, selection.desa) == ("18.04", "18.04.15", "18.04.15.2004")
    assert notices == ()


def test_a_contradicting_parent_is_dropped_with_a_notice():
    selection, notices = read_selection({"kab": "18.01", "kec": "18.04.15"}, KNOWN)
    assert (selection.kab, selection.kec) == ("18.04", "18.04.15")
    assert len(notices) == 1


def test_a_level_above_the_area_climbs_down_to_the_areas_children():
    selection, _ = read_selection({"kec": "18.04.15", "tingkat": "kabupaten"}, KNOWN)
    assert selection.tingkat == "desa"


def test_the_default_view_has_an_empty_query():
    assert write_selection(Selection(tahun=2024), KNOWN) == {}


def test_the_breadcrumb_runs_from_the_province_to_the_desa():
    selection, _ = read_selection({"desa": "18.04.15.2004"}, KNOWN)
    assert breadcrumb(selection, "18") == ("18", "18.04", "18.04.15", "18.04.15.2004")


def test_where_the_desa_of_a_province_are_too_many_they_wait_for_a_kabupaten():
    many = replace(KNOWN, semua_desa=False)
    for parameters, level in (({}, "kecamatan"), ({"kab": "18.04"}, "desa"), ({"kec": "18.04.15"}, "desa")):
        selection, notices = read_selection(parameters | {"tingkat": "desa"}, many)
        assert (selection.tingkat, notices) == (level, ())
    assert read_selection({"tingkat": "desa"}, KNOWN)[0].tingkat == "desa"
