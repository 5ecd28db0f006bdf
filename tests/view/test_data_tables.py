"""Published tables: the same rows as the figures, every column explained, safe file names, and every form of a download alike."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.fact_rows import KABUPATEN, fact_rows
from lib.domain.facts import status_facts_kabupaten
from lib.domain.indeks import indeks_of_year
from lib.domain.language import LANGUAGES, set_language
from lib.domain.program import programs
from lib.domain.status import STATUS, status_label
from lib.export.tables.geojson import to_geojson
from lib.export.tables.parquet import to_parquet
from lib.export.tables.sheet import to_csv, to_xlsx
from lib.geo.outlines import shapes
from lib.view.data.columns import column, fields
from lib.view.data.dictionary import column_names, dictionary
from lib.view.data.tables import describe, tables
from lib.view.frame.selection import Selection
from lib.view.frame.tables import absent, slug
from tests.view.selections import official, selections, views, with_rows

PERIODS = st.booleans()


def geometry_of(prepared):
    def text(kode: str) -> str:
        level = {2: "kabupaten", 3: "kecamatan", 4: "desa"}.get(kode.count(".") + 1)
        return shapes(prepared[level]).get(kode, "null") if level else "null"

    return text


@views
@given(drawn=st.data())
def test_any_table_of_any_selection_is_whole(drawn, figures, known):
    selection, all_years = drawn.draw(selections(known)), drawn.draw(PERIODS)
    table = describe(figures, selection, drawn.draw(st.sampled_from(list(tables()))), all_years)
    ids = [part.id for part in table.kolom]
    assert list(table.frame.columns) == ids
    assert len(set(ids)) == len(ids)
    assert list(table.frame.index) == list(table.frame["kode"])
    assert slug(table.nama_berkas) == table.nama_berkas
    assert ("contoh" in table.nama_berkas.split("-")) == table.contoh
    for part in table.kolom:
        assert part.label
        assert part.penjelasan
        assert part.sumber
    area = selection.desa or selection.area
    if area and "provinsi" not in table.nama_berkas:
        assert all(kode == area or kode.startswith(area + ".") for kode in table.frame.index)
    for row in table.frame.head(10).itertuples(index=False, name=None):
        assert all(part.text(value) not in ("", "nan", "None", "<NA>") for part, value in zip(table.kolom, row, strict=True))


@views
@given(drawn=st.data())
def test_every_column_of_every_table_sorts(drawn, figures, known):
    table = describe(figures, drawn.draw(selections(known)), drawn.draw(st.sampled_from(list(tables()))), drawn.draw(PERIODS))
    for part in table.kolom:
        assert len(table.sorted_by(part.id, drawn.draw(st.booleans()))) == len(table.frame)


def test_the_table_of_scores_holds_every_published_row(figures):
    table = describe(figures, Selection(2024), "nilai", True)
    assert len(table.frame) == len(figures.nilai)
    assert (table.frame["nilai"].to_numpy() == figures.nilai["nilai"].to_numpy()).all()
    one = describe(figures, Selection(2023), "nilai", False)
    assert (one.frame["tahun"] == 2023).all()
    assert len(one.frame) == (figures.nilai["tahun"] == 2023).sum()


def test_a_stray_row_is_in_the_table_though_no_total_counts_it(figures):
    table = describe(with_rows(figures, kode_desa="18.99.99.2999", tahun=2024), Selection(2024), "nilai", False)
    assert "18.99.99.2999" in table.frame.index


@pytest.mark.parametrize("level", ["kabupaten", "kecamatan"])
def test_counts_per_area_add_up_to_the_rows(figures, level):
    counts = describe(figures, Selection(2024, tingkat=level), "jumlah", False).frame
    rows = describe(figures, Selection(2024), "nilai", False).frame
    for status in STATUS:
        assert counts[status].sum() == (rows["status"].astype(str) == status_label(status)).sum()
    assert counts["dinilai"].sum() == len(rows)
    assert (counts["dinilai"] + counts["tanpa_data"] == counts["jumlah_desa"]).all()


@pytest.mark.parametrize("program", programs())
def test_coverage_says_its_stages_and_what_they_are_a_share_of(figures, program):
    table = describe(figures, Selection(2024, tingkat="kecamatan", program=program), "cakupan", False)
    main = f"tahap_{programs()[program].tahap_utama.id}"
    known = table.frame[table.frame["bagian"].notna()]
    assert (known["bagian"] == known[main] / known["penyebut"]).all()
    assert [part.satuan for part in table.kolom if part.id.startswith("tahap_")] == [programs()[program].unit] * len(
        programs()[program].tahap
    )


def test_published_figures_are_those_of_the_file_and_never_illustrative(figures):
    table = describe(figures, Selection(2024), "angka-kabupaten", True)
    assert len(table.frame) == len(fact_rows(KABUPATEN))
    assert not table.contoh
    facts = status_facts_kabupaten()
    for row in table.frame.itertuples():
        for status in STATUS:
            published = facts[row.tahun, row.kode].get(status)
            assert absent(getattr(row, status)) if published is None else getattr(row, status) == published
        assert row.sumber_judul


def test_the_province_table_says_province_wherever_one_stands(figures):
    table = describe(figures, Selection(2024).at_area("18.04"), "angka-provinsi", True)
    assert "Provinsi Lampung" in table.judul
    assert len(table.frame)


def test_official_years_carry_no_badge(figures):
    data = official(figures, 2024)
    assert not describe(data, Selection(2024), "nilai", False).contoh
    assert describe(data, Selection(2024), "nilai", True).contoh
    assert "contoh" not in describe(data, Selection(2024), "jumlah", False).nama_berkas


@pytest.mark.parametrize("year", [2024, 2025])
def test_scores_have_the_dimensions_and_decimals_of_their_index(figures, year):
    table = describe(figures, Selection(year), "nilai", False)
    index = indeks_of_year(year)
    ids = {part.id for part in table.kolom}
    assert {entry.id for entry in index.dimensi} <= ids
    assert not {"iks", "dld"} <= ids
    assert next(part.desimal for part in table.kolom if part.id == "nilai") == index.desimal


def test_a_status_sorts_from_behind_to_ahead(figures):
    ordered = describe(figures, Selection(2024), "nilai", False).sorted_by("status", descending=False)["status"]
    assert list(dict.fromkeys(map(str, ordered))) == [
        status_label(key) for key in STATUS if status_label(key) in set(map(str, ordered))
    ]


# -- the dictionary ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_every_column_that_a_table_can_have_is_in_the_dictionary(figures, bahasa):
    set_language(bahasa)
    told = {(row.tabel, row.kolom) for row in dictionary().frame.itertuples()}
    names = {entry.id: entry.nama for entry in tables().values()}
    for key, entry in tables().items():
        listed = set(column_names(key))
        for selection in (Selection(2024), Selection(2025, tingkat="desa"), Selection(2024, tingkat="kecamatan")):
            for part in describe(figures, selection, key, entry.rentang == "semua").kolom:
                assert part.id in listed or part.id.startswith("tahap_"), (key, part.id)
    assert len({kolom for _table, kolom in told}) >= len({name for key in names for name in column_names(key)})


@pytest.mark.parametrize("name", fields())
def test_every_column_has_a_meaning_and_a_source_in_both_languages(name):
    texts = []
    for bahasa in LANGUAGES:
        set_language(bahasa)
        made = column(name)
        assert made.label
        assert made.penjelasan
        assert made.sumber
        assert "{" not in made.penjelasan + made.satuan + made.label
        texts.append(made.penjelasan)
    assert texts[0] != texts[1]


# -- downloads ---------------------------------------------------------------------------------------------------------


@views
@given(drawn=st.data())
def test_every_form_of_a_download_holds_the_same_rows(drawn, figures, known, geometry):
    selection = drawn.draw(selections(known))
    key = drawn.draw(st.sampled_from(list(tables())))
    if not selection.area and selection.tingkat == "desa":
        selection = selection.at_area("18.09", "desa")
    table = describe(figures, selection, key, drawn.draw(PERIODS) if key != "nilai" else False)
    shown = json.loads(to_geojson(table, geometry_of(geometry)))
    stored = pq.read_table(io.BytesIO(to_parquet(table)))
    told = pd.read_csv(io.BytesIO(to_csv(table)), dtype=str, keep_default_na=False)
    assert len(shown["features"]) == stored.num_rows == len(told) == len(table.frame)
    assert stored.column_names == [part.id for part in table.kolom]
    assert shown["contoh"] == table.contoh == (stored.schema.metadata[b"contoh"] == b"true")
    assert table.sumber == stored.schema.metadata[b"sumber"].decode() == shown["sumber"]
    columns = stored.to_pydict()
    for place, feature in enumerate(shown["features"]):
        for part in table.kolom:
            value, kept = feature["properties"][part.id], columns[part.id][place]
            if part.jenis == "tanggal" and kept is not None:
                kept = kept.isoformat()
            assert value == (round(kept, 6) if isinstance(kept, float) else kept), part.id


def test_features_have_the_polygons_of_the_map_and_null_where_there_is_none(figures, geometry):
    table = describe(figures, Selection(2024, tingkat="desa").at_area("18.09", "desa"), "wilayah", False)
    shown = json.loads(to_geojson(table, geometry_of(geometry)))
    without = {feature["properties"]["kode"] for feature in shown["features"] if feature["geometry"] is None}
    assert without == {"18.09.02.2020", "18.09.02.2021", "18.09.05.2032", "18.09.11.2011"}
    assert len({feature["id"] for feature in shown["features"]}) == len(shown["features"])


def test_parquet_columns_are_typed_and_explained(figures):
    table = describe(figures, Selection(2024), "cakupan", False)
    schema = pq.read_schema(io.BytesIO(to_parquet(table)))
    assert {field.name: str(field.type) for field in schema}["tanggal"] == "date32[day]"
    for field in schema:
        assert field.metadata[b"penjelasan"]


def test_hostile_names_stay_text_in_every_form(figures):
    wilayah = figures.wilayah.copy()
    hostile = '=HYPERLINK("http://x")\u202e<img src=x onerror=alert(1)>'
    wilayah.loc["18.04.04.2002", "nama"] = hostile
    table = describe(replace(figures, wilayah=wilayah), Selection(2024).at_area("18.04.04"), "nilai", False)
    assert f"'{hostile}".encode() in to_csv(table).replace(b'""', b'"')
    assert b"<f>" not in to_xlsx(table)
    assert json.loads(to_geojson(table, lambda _kode: "null"))["features"][0]["properties"]["nama"] == hostile
    assert pq.read_table(io.BytesIO(to_parquet(table))).to_pydict()["nama"][0] == hostile
