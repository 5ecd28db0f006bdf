"""The badge is there exactly when an illustrative row is behind the view, and the source line names what is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from lib.domain.language import LANGUAGES, set_language
from lib.domain.program import all_programs, programs
from lib.view.frame.provenance import illustrative, illustrative_note, source_line
from lib.view.frame.selection import Selection
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import describe_map
from tests.view.selections import official, official_program

SCORES = [key for key in indicators() if key not in ("cakupan", "perubahan")]


@pytest.mark.parametrize("indikator", list(indicators()))
def test_everything_that_ships_for_desa_is_illustrative(indikator, figures):
    for tahun in (2023, 2024, 2025):
        assert illustrative(figures, Selection(tahun, indikator=indikator))


@pytest.mark.parametrize("indikator", SCORES)
def test_a_view_of_scores_has_the_badge_exactly_for_illustrative_years(indikator, figures):
    data = official(figures, 2023, 2024)
    for tahun in figures.years:
        assert illustrative(data, Selection(tahun, indikator=indikator)) == (tahun not in (2023, 2024))


def test_one_illustrative_row_is_enough(figures):
    data = official(figures, 2024)
    row = data.nilai.index[data.nilai["tahun"] == 2024][0]
    nilai = data.nilai.copy()
    nilai.loc[row, "sifat"] = "contoh"
    assert not illustrative(data, Selection(2024))
    assert illustrative(replace(data, nilai=nilai), Selection(2024))


@pytest.mark.parametrize("sifat", ["resmi", "turunan"])
def test_derived_figures_are_not_illustrative(sifat, figures):
    nilai = figures.nilai.copy()
    nilai.loc[nilai["tahun"] == 2024, "sifat"] = sifat
    assert not illustrative(replace(figures, nilai=nilai), Selection(2024))


@pytest.mark.parametrize("level", ["kabupaten", "kecamatan", "desa"])
def test_a_change_has_the_badge_when_either_of_its_years_is_illustrative(level, figures, polygons):
    selection = Selection(2024, tingkat=level, indikator="perubahan")
    assert describe_map(official(figures, 2023, 2024), selection, polygons).contoh is False
    assert describe_map(official(figures, 2023), selection, polygons).contoh is True
    assert describe_map(figures, selection, polygons).contoh is True
    # Official against illustrative is not compared at all: no illustrative row is behind the empty view.
    mixed = describe_map(official(figures, 2024), selection, polygons)
    assert mixed.empty
    assert mixed.contoh is False


@pytest.mark.parametrize("program", list(programs()))
def test_a_programme_has_the_badge_when_it_or_its_denominator_is_illustrative(program, figures):
    selection = Selection(2025, indikator="cakupan", program=program)
    base = all_programs()[program].penyebut
    needed = {program} | ({base} if base in all_programs() else set())
    assert illustrative(figures, selection)
    assert not illustrative(official_program(figures, *needed), selection)
    for missing in needed:
        assert illustrative(official_program(figures, *(needed - {missing})), selection)


def _with_official_snapshot(data):
    """An official snapshot of Smart Village at the end of 2024, after the illustrative ones."""
    rows = data.cakupan[data.cakupan["program"] == "smart_village"].drop_duplicates("tahap")
    newer = rows.assign(tanggal=pd.Timestamp(2024, 12, 30).as_unit("s"), sifat="resmi")
    cakupan = pd.concat([data.cakupan[data.cakupan["tanggal"].dt.year < 2024], newer], ignore_index=True)
    cakupan["sifat"] = cakupan["sifat"].astype(data.cakupan["sifat"].dtype)
    example = next(entry for entry in data.provenance if entry.jenis == "program" and "smart_village" in entry.program)
    entry = replace(example, sifat="resmi", judul="Laporan 2024", penerbit="Dinas PMDT", tahun=2024)
    return replace(data, cakupan=cakupan, provenance=(*data.provenance, entry))


def test_only_the_snapshots_behind_the_year_count_for_the_badge_and_the_source(figures):
    data = _with_official_snapshot(figures)
    now, past = (Selection(tahun, indikator="cakupan", program="smart_village") for tahun in (2024, 2023))
    assert not illustrative(data, now)
    assert illustrative(data, past)
    assert source_line(data, now) == "Sumber: Dinas PMDT, Laporan 2024."


def test_the_scores_do_not_matter_for_a_programme_nor_the_other_way_round(figures):
    data = official_program(figures, *all_programs())
    assert illustrative(data, Selection(2024))
    assert not illustrative(data, Selection(2024, indikator="cakupan", program="kpb"))
    data = official(figures, *figures.years)
    assert not illustrative(data, Selection(2024))
    assert illustrative(data, Selection(2024, indikator="cakupan", program="kpb"))


@pytest.mark.parametrize("indikator", ["status", "nilai", "cakupan", "perubahan"])
def test_map_table_and_file_name_carry_the_same_badge(indikator, figures, polygons):
    for data in (figures, official(figures, 2023, 2024)):
        description = describe_map(data, Selection(2024, indikator=indikator), polygons)
        table = describe_table(data, description)
        assert description.contoh == table.contoh == illustrative(data, description.selection)
        assert table.nama_berkas.endswith("-contoh") == description.contoh
        assert table.sumber == description.sumber


def test_the_source_line_names_publisher_and_title_of_what_is_behind_the_view(figures):
    data = official(figures, 2023, 2024)
    assert source_line(data, Selection(2024)) == "Sumber: Kementerian Desa, Status IDM 2024."
    assert source_line(data, Selection(2024, indikator="perubahan")) == (
        "Sumber: Kementerian Desa, Status IDM 2024; Kementerian Desa, Status IDM 2023."
    )
    assert "Status IDM" not in source_line(data, Selection(2022))
    assert "Status IDM" not in source_line(data, Selection(2024, indikator="cakupan"))


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("indikator", list(indicators()))
def test_every_view_has_a_source(bahasa, indikator, figures):
    set_language(bahasa)
    # The programmes begin in different years; by 2025 each has been counted.
    for tahun in figures.years if indikator != "cakupan" else (2025,):
        for program in programs():
            assert "–" not in source_line(figures, Selection(tahun, indikator=indikator, program=program))


def test_before_a_programme_began_nothing_is_behind_its_view(figures):
    selection = Selection(2018, indikator="cakupan", program="desaku_maju")
    assert not illustrative(figures, selection)
    assert source_line(figures, selection) == "Sumber: –."


def test_the_note_says_what_is_true_all_the_same(figures):
    assert "per kabupaten sama dengan angka resmi 2024" in illustrative_note(figures, Selection(2024))
    assert "per kabupaten" not in illustrative_note(figures, Selection(2021))
    assert "jumlah provinsi" in illustrative_note(figures, Selection(2024, indikator="cakupan"))
