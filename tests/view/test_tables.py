"""A table holds raw values, explains its columns, sorts as a reader expects, and has a name that any file system takes."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.language import LANGUAGES, set_language
from lib.domain.program import programs
from lib.domain.status import STATUS
from lib.view.frame.selection import Selection
from lib.view.frame.tables import ABSENT, Column, TableDescription, slug
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import describe_map
from tests.view.selections import selections, views
from tests.view.truth import statuses

MISSING = [None, float("nan"), np.nan, pd.NA, pd.NaT, np.float64("nan")]
KINDS = ("teks", "jumlah", "bagian", "angka", "selisih", "tahun", "tanggal")


def table_of(figures, polygons, selection):
    return describe_table(figures, describe_map(figures, selection, polygons))


@views
@given(data=st.data())
def test_every_known_selection_has_a_table_whose_cells_all_have_a_text(data, figures, polygons, known):
    table = table_of(figures, polygons, data.draw(selections(known)))
    ids = [column.id for column in table.kolom]
    assert list(table.frame.columns) == ids
    assert len(set(ids)) == len(ids)
    assert all(column.label and column.penjelasan is not None for column in table.kolom)
    for row in table.frame.head(20).itertuples(index=False, name=None):
        for column, value in zip(table.kolom, row, strict=True):
            text = column.text(value)
            assert text
            assert text not in ("nan", "None", "<NA>")
    assert slug(table.nama_berkas) == table.nama_berkas


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", MISSING)
def test_a_missing_value_is_a_dash_in_every_kind_of_column(kind, value):
    assert Column("x", "X", kind, "").text(value) == ABSENT


@pytest.mark.parametrize(
    ("kind", "decimals", "value", "expected"),
    [
        ("jumlah", 0, 2446, {"id": "2.446", "en": "2,446"}),
        ("jumlah", 0, np.int64(0), {"id": "0", "en": "0"}),
        ("tahun", 0, np.int16(2024), {"id": "2024", "en": "2024"}),
        ("tanggal", 0, pd.Timestamp(2023, 12, 31), {"id": "31 Desember 2023", "en": "31 December 2023"}),
        ("bagian", 0, 0.1468, {"id": "14,7%", "en": "14.7%"}),
        ("angka", 4, 0.7072, {"id": "0,7072", "en": "0.7072"}),
        ("angka", 1, 170.0, {"id": "170,0", "en": "170.0"}),
        ("selisih", 4, -0.0123, {"id": "−0,0123", "en": "−0.0123"}),
        ("selisih", 2, 1.5, {"id": "+1,50", "en": "+1.50"}),
        ("selisih", 2, 0.001, {"id": "0,00", "en": "0.00"}),
        ("teks", 0, "Way Kanan", {"id": "Way Kanan", "en": "Way Kanan"}),
    ],
)
@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_a_cell_is_written_as_its_kind_asks(bahasa, kind, decimals, value, expected):
    set_language(bahasa)
    assert Column("x", "X", kind, "", decimals).text(value) == expected[bahasa]


@pytest.mark.parametrize("descending", [False, True])
def test_sorting_puts_missing_values_last_and_equal_ones_in_code_order(descending):
    frame = pd.DataFrame({"kode": ["a", "b", "c", "d", "e"], "n": [2.0, np.nan, 1.0, 2.0, 1.0]}, index=list("abcde"))
    table = TableDescription("", "", (Column("kode", "", "teks", ""), Column("n", "", "angka", "")), frame, "", False, "t")
    assert list(table.sorted_by("n", descending).index) == (list("adceb") if descending else list("ceadb"))


def test_an_index_named_like_a_column_does_not_stop_the_sorting():
    frame = pd.DataFrame({"dimensi": ["b", "a"], "n": [1.0, 2.0]}, index=pd.Index(["b", "a"], name="dimensi"))
    columns = (Column("dimensi", "", "teks", ""), Column("n", "", "angka", ""))
    table = TableDescription("", "", columns, frame, "", False, "t")
    assert list(table.sorted_by("dimensi", False)["n"]) == [2.0, 1.0]


@pytest.mark.parametrize("descending", [False, True])
def test_every_column_of_a_map_table_sorts(descending, figures, polygons):
    for indikator in ("status", "nilai", "cakupan", "perubahan"):
        for level in ("kabupaten", "kecamatan", "desa"):
            table = table_of(figures, polygons, Selection(2024, tingkat=level, indikator=indikator))
            for column in table.kolom:
                ordered = table.sorted_by(column.id, descending)
                assert sorted(ordered.index) == sorted(table.frame.index)
                values = ordered[column.id].dropna()
                assert values.is_monotonic_decreasing if descending else values.is_monotonic_increasing


@pytest.mark.parametrize("tahun", [2023, 2024, 2025])
@pytest.mark.parametrize("indikator", ["status", "nilai", "mandiri"])
def test_the_counts_of_a_table_are_those_of_the_rows(indikator, tahun, figures, polygons):
    table = table_of(figures, polygons, Selection(tahun, indikator=indikator))
    for kode, row in table.frame.iterrows():
        counts = statuses(figures, tahun, kode)
        assert {key: row[key] for key in STATUS} == {key: counts[key] for key in STATUS}
        assert row["dinilai"] == counts.total()


def test_the_values_are_raw_so_that_a_download_can_be_computed_with(figures, polygons):
    table = table_of(figures, polygons, Selection(2024, indikator="mandiri"))
    expected = {kode: statuses(figures, 2024, kode) for kode in table.frame.index}
    for kode, share in table.frame["nilai"].items():
        total = expected[kode].total()
        assert share == pytest.approx(expected[kode]["mandiri"] / total) if total else np.isnan(share)


def test_a_desa_row_says_where_it_lies(figures, polygons):
    table = table_of(figures, polygons, Selection(2024).at_area("18.04.15"))
    assert [column.id for column in table.kolom][:4] == ["kode", "nama", "kecamatan", "kabupaten"]
    assert set(table.frame["kecamatan"]) == {figures.name("18.04.15")}
    assert set(table.frame["kabupaten"]) == {"Lampung Barat"}
    assert table.kolom[1].penjelasan == "Pekon"


@pytest.mark.parametrize("program", list(programs()))
def test_a_coverage_table_shows_every_stage_and_the_denominator(program, figures, polygons):
    table = table_of(figures, polygons, Selection(2025, indikator="cakupan", program=program))
    ids = [column.id for column in table.kolom]
    entry = programs()[program]
    assert [f"tahap_{stage.id}" for stage in entry.tahap] == [key for key in ids if key.startswith("tahap_")]
    known = table.frame[table.frame["penyebut"] > 0].dropna(subset=["nilai"])
    assert (known[f"tahap_{entry.tahap_utama.id}"] / known["penyebut"]).to_numpy() == pytest.approx(known["nilai"].to_numpy())


def test_the_dimensions_follow_the_index_of_the_year(figures, polygons):
    ids = {tahun: [column.id for column in table_of(figures, polygons, Selection(tahun)).kolom] for tahun in (2024, 2025)}
    assert {"iks", "ike", "ikl"} <= set(ids[2024])
    assert {"dld", "ds", "de", "dl", "da", "dtkpd"} <= set(ids[2025])
    assert "dld" not in ids[2024]
    assert "iks" not in ids[2025]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(2024), "status-kabupaten-provinsi-lampung-2024-contoh"),
        (Selection(2024).at_area("18.04"), "status-kecamatan-kabupaten-lampung-barat-2024-contoh"),
        (
            Selection(2025, indikator="cakupan", program="kpb", tingkat="desa"),
            "cakupan-kpb-desa-provinsi-lampung-2025-contoh",
        ),
    ],
)
def test_the_file_name_says_what_where_when_and_whether_it_is_illustrative(selection, expected, figures, polygons):
    assert table_of(figures, polygons, selection).nama_berkas == expected


@given(text=st.text(max_size=300))
def test_any_text_becomes_a_safe_file_name(text):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 120


@pytest.mark.parametrize("indikator", list(indicators()))
def test_a_table_of_an_indicator_that_does_not_exist_in_the_year_is_empty_not_wrong(indikator, figures, polygons):
    for tahun in (2018, 2024, 2025):
        description = describe_map(figures, Selection(tahun, indikator=indikator), polygons)
        table = describe_table(figures, description)
        if description.empty:
            assert table.frame["nilai"].isna().all()
            assert {column.text(value) for column in table.kolom if column.id == "nilai" for value in table.frame["nilai"]} == {
                ABSENT
            }


def test_one_area_replaced_changes_only_its_own_row(figures, polygons):
    nilai = figures.nilai.copy()
    here = nilai["kode_desa"].astype(str).str.startswith("18.04.") & (nilai["tahun"] == 2024)
    nilai.loc[here, "status"] = "mandiri"
    plain, changed = (table_of(it, polygons, Selection(2024)).frame for it in (figures, replace(figures, nilai=nilai)))
    different = plain.index[(plain["mandiri"] != changed["mandiri"]) | (plain["kelas"] != changed["kelas"])]
    assert list(different) == ["18.04"]
