"""A map's description: everything is counted, nothing gets a colour that it has not earned, and no two parts disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.indeks import indeks_of_year
from lib.domain.language import LANGUAGES, set_language
from lib.domain.program import programs
from lib.domain.status import BELUM_DINILAI, STATUS, TANPA_DATA, status_classes
from lib.domain.wilayah import is_desa, is_kelurahan, is_within
from lib.view.frame.selection import MAP_LEVELS, Selection
from lib.view.indicator.indicator import indicators
from lib.view.indicator.map_table import describe_table
from lib.view.indicator.maps import OUTSIDE, describe_map
from tests.view.selections import KOTA, official, selections, views, with_rows

DESA, KELURAHAN = 2446, 205
WITHOUT_BOUNDARY = 11
STATUS_COLOURS = {status_classes()[key].warna for key in STATUS}
LEVELS = pytest.mark.parametrize("level", MAP_LEVELS)


def colours(description):
    """The fill of each area of the frame, by code."""
    return {kode: description.kelas_legenda[kelas].warna for kode, kelas in description.frame["kelas"].items()}


@views
@given(data=st.data())
def test_every_known_selection_has_a_map_whose_counts_sum_up(data, figures, polygons, known):
    selection = data.draw(selections(known))
    description = describe_map(figures, selection, polygons)
    codes = polygons(description.tingkat)
    encoded = description.encoded()
    legend = description.kelas_legenda
    assert len(encoded) == len(codes)
    drawn = Counter(int(character, 36) for character in encoded if character != "-")
    counted = Counter(description.frame["kelas"])
    assert [entry.jumlah for entry in legend] == [counted[place] for place in range(len(legend))]
    assert sum(entry.jumlah for entry in legend) == len(description.frame) == drawn.total() + description.tanpa_batas
    assert not drawn - counted
    assert set(description.texts()) <= set(description.frame.index)


@views
@given(data=st.data())
def test_map_legend_and_table_say_the_same_of_every_area(data, figures, polygons, known):
    description = describe_map(figures, data.draw(selections(known)), polygons)
    table = describe_table(figures, description)
    assert list(table.frame["kode"]) == list(table.frame.index) == list(description.frame.index)
    labels = [entry.label for entry in description.kelas_legenda]
    painted = dict(zip(polygons(description.tingkat), description.kelas, strict=True))
    for kode, label in table.frame["kelas"].items():
        assert painted.get(kode, OUTSIDE) in (OUTSIDE, labels.index(label))
        assert painted.get(kode, OUTSIDE) != OUTSIDE or kode not in painted
    assert Counter(table.frame["kelas"]) == {entry.label: entry.jumlah for entry in description.kelas_legenda if entry.jumlah}


@pytest.mark.parametrize("indikator", list(indicators()))
def test_every_desa_and_kelurahan_is_counted_at_desa_level(indikator, figures, polygons):
    description = describe_map(figures, Selection(2024, tingkat="desa", indikator=indikator), polygons)
    assert len(description.frame) == DESA + KELURAHAN
    assert sum(entry.jumlah for entry in description.kelas_legenda) == DESA + KELURAHAN
    assert description.tanpa_batas == WITHOUT_BOUNDARY


@LEVELS
def test_nothing_outside_the_selected_area_is_painted(level, figures, polygons):
    areas = ("18.01", "18.71") if level == "kecamatan" else ("18.01.04",)
    for area in areas if level != "kabupaten" else (None,):
        selection = Selection(2024).at_area(area, level)
        description = describe_map(figures, selection, polygons)
        for kode, character in zip(polygons(level), description.encoded(), strict=True):
            assert (character == "-") == (area is not None and not is_within(kode, area)), kode
        assert description.fokus == (area or "")


@pytest.mark.parametrize("indikator", ["status", "nilai", "dim_iks", "perubahan"])
def test_a_kelurahan_is_not_assessed_and_never_has_a_status_colour(indikator, figures, polygons):
    description = describe_map(figures, Selection(2024, tingkat="desa", indikator=indikator), polygons)
    kelurahan = [kode for kode in description.frame.index if is_kelurahan(kode)]
    assert len(kelurahan) == KELURAHAN
    painted = colours(description)
    assert {painted[kode] for kode in kelurahan} == {status_classes()[BELUM_DINILAI].warna}
    assert description.frame.loc[kelurahan, "nilai"].isna().all()
    legend = {entry.id: entry for entry in description.kelas_legenda}
    assert legend[BELUM_DINILAI].jumlah == KELURAHAN


@pytest.mark.parametrize("indikator", ["status", "nilai", "dim_iks"])
def test_a_stray_row_of_a_kelurahan_changes_nothing_on_the_map(indikator, figures, polygons):
    kelurahan = next(kode for kode in figures.codes_at("desa") if is_kelurahan(kode))
    data = with_rows(figures, kode_desa=kelurahan, tahun=2024, nilai=0.95, status="mandiri", iks=0.95)
    description = describe_map(data, Selection(2024, tingkat="desa", indikator=indikator), polygons)
    assert colours(description)[kelurahan] == status_classes()[BELUM_DINILAI].warna
    assert kelurahan not in description.texts()
    assert description.tidak_cocok == 1


def test_a_stray_row_of_a_desa_that_did_not_exist_yet_changes_nothing_on_the_map(figures, polygons):
    new = figures.wilayah.index[figures.wilayah["berlaku_dari"].dt.year == 2023]
    assert len(new) == WITHOUT_BOUNDARY
    data = with_rows(figures, kode_desa=new[0], tahun=2022, nilai=0.95, status="mandiri")
    description = describe_map(data, Selection(2022, tingkat="desa"), polygons)
    assert colours(description)[new[0]] == status_classes()[TANPA_DATA].warna


@pytest.mark.parametrize("indikator", ["status", "nilai"])
def test_a_desa_without_a_score_never_has_a_status_colour(indikator, figures, polygons):
    bare = [kode for kode in figures.codes_at("desa") if is_desa(kode)][:50]
    data = replace(figures, nilai=figures.nilai[~figures.nilai["kode_desa"].isin(bare)])
    description = describe_map(data, Selection(2024, tingkat="desa", indikator=indikator), polygons)
    painted = colours(description)
    assert {painted[kode] for kode in bare} == {status_classes()[TANPA_DATA].warna}
    assert not {painted[kode] for kode in bare} & STATUS_COLOURS
    assert next(entry for entry in description.kelas_legenda if entry.id == TANPA_DATA).jumlah == len(bare)


@pytest.mark.parametrize("kota", KOTA)
@pytest.mark.parametrize("indikator", ["status", "nilai", "mandiri", "maju_mandiri", "perubahan"])
def test_a_kota_is_not_assessed_because_it_has_only_kelurahan(kota, indikator, figures, polygons):
    description = describe_map(figures, Selection(2024, indikator=indikator), polygons)
    assert description.kelas_legenda[description.frame.at[kota, "kelas"]].id == BELUM_DINILAI


@LEVELS
@pytest.mark.parametrize("tahun", [2023, 2024, 2025])
def test_the_status_map_of_desa_counts_what_the_store_holds(tahun, level, figures, polygons):
    description = describe_map(figures, Selection(tahun, tingkat=level), polygons)
    if level == "desa":
        rows = figures.nilai[figures.nilai["tahun"] == tahun]
        expected = Counter(rows["status"])
    else:
        length = {"kabupaten": 5, "kecamatan": 8}[level]
        rows = figures.nilai[figures.nilai["tahun"] == tahun]
        groups: dict[str, Counter] = {}
        for kode, status in zip(rows["kode_desa"].astype(str), rows["status"].astype(str), strict=True):
            groups.setdefault(kode[:length], Counter())[status] += 1
        # The lower of equally common statuses: an area is not flattered by a tie.
        expected = Counter(min(STATUS, key=lambda key: (-group[key], STATUS.index(key))) for group in groups.values())
    assert {entry.id: entry.jumlah for entry in description.kelas_legenda if entry.id in STATUS} == {
        key: expected[key] for key in STATUS
    }


@LEVELS
@pytest.mark.parametrize("indikator", ["dim_dld", "perubahan"])
def test_an_indicator_that_does_not_exist_in_the_year_gives_no_data_and_no_error(indikator, level, figures, polygons):
    # Six dimensions are of the index from 2025; 2025 has no year before it on the same index.
    tahun = 2024 if indikator == "dim_dld" else 2025
    description = describe_map(figures, Selection(tahun, tingkat=level, indikator=indikator), polygons)
    assert description.empty
    counted = {entry.id for entry in description.kelas_legenda if entry.jumlah}
    assert counted == {BELUM_DINILAI, TANPA_DATA}
    assert description.texts() == {}


def test_a_share_of_desa_falls_back_to_the_status_where_every_area_is_one_desa(figures, polygons):
    description = describe_map(figures, Selection(2024, tingkat="desa", indikator="mandiri"), polygons)
    assert description.indicator.id == description.selection.indikator == "status"


def test_the_legend_keeps_its_empty_classes_in_official_order(figures, polygons):
    description = describe_map(figures, Selection(2024).at_area("18.04.15"), polygons)
    assert [entry.id for entry in description.kelas_legenda] == [*STATUS, BELUM_DINILAI, TANPA_DATA]
    assert any(entry.jumlah == 0 for entry in description.kelas_legenda)


@pytest.mark.parametrize("program", list(programs()))
def test_a_programme_counts_kelurahan_only_where_its_definition_does(program, figures, polygons):
    description = describe_map(figures, Selection(2024, tingkat="desa", indikator="cakupan", program=program), polygons)
    with_value = description.frame["nilai"].notna()
    reached = {kode for kode in description.frame.index[with_value] if is_kelurahan(kode)}
    assert bool(reached) == programs()[program].termasuk_kelurahan
    assert not STATUS_COLOURS & set(colours(description).values())


def test_the_interval_rule_is_printed_for_numbers_only(figures, polygons):
    assert describe_map(figures, Selection(2024), polygons).aturan_selang == ""
    for indikator in ("nilai", "mandiri", "perubahan", "cakupan"):
        assert "batas atas termasuk" in describe_map(figures, Selection(2024, indikator=indikator), polygons).aturan_selang


def test_the_alternative_text_holds_every_class_with_its_count(figures, polygons):
    description = describe_map(figures, Selection(2024, tingkat="desa"), polygons)
    for entry in description.kelas_legenda:
        assert (f"{entry.label}: " in description.alt) == (entry.jumlah > 0)
    assert "Mandiri: 359" in description.alt
    assert "Maju: 1.164" in description.alt


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_a_map_speaks_one_language(bahasa, figures, polygons):
    set_language(bahasa)
    description = describe_map(figures, Selection(2024, tingkat="desa", indikator="nilai"), polygons)
    label = description.kelas_legenda[-1].label
    assert label == {"id": "Tanpa data", "en": "No data"}[bahasa]
    assert next(iter(description.texts().values())).startswith({"id": "0,", "en": "0."}[bahasa])


def test_the_official_year_paints_the_same_as_the_illustrative_one_and_only_the_badge_differs(figures, polygons):
    plain = describe_map(figures, Selection(2024, tingkat="desa"), polygons)
    real = describe_map(official(figures, 2024), Selection(2024, tingkat="desa"), polygons)
    assert (plain.contoh, real.contoh) == (True, False)
    assert plain.encoded() == real.encoded()


def test_the_text_of_an_area_carries_its_denominator(figures, polygons):
    texts = describe_map(figures, Selection(2024, indikator="mandiri"), polygons).texts()
    for kode, text in texts.items():
        assert text.endswith(f"({figures.area_counts(2024, kode)['dinilai']} desa)")
    texts = describe_map(figures, Selection(2024, indikator="cakupan", program="smart_village"), polygons).texts()
    assert " dari 2" in texts["18.01"]


def test_numbers_follow_the_index_of_the_year(figures, polygons):
    for tahun, decimals in ((2024, 4), (2025, 2)):
        texts = describe_map(figures, Selection(tahun, tingkat="desa", indikator="nilai"), polygons).texts()
        assert {len(text.partition(",")[2]) for text in texts.values()} == {decimals} == {indeks_of_year(tahun).desimal}
