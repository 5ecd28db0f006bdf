"""Sentences claim what the rows say and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.language import LANGUAGES, format_number, format_percent, set_language
from lib.domain.status import STATUS
from lib.domain.wilayah import is_desa, is_kelurahan
from lib.view.frame.places import area_title, local_word
from lib.view.frame.selection import Selection
from lib.view.frame.sentences import (
    MAX_NAMES_IN_A_TIE,
    chosen_desa,
    comparison_note,
    headline,
    leaders,
    map_finding,
    no_comparison,
)
from lib.view.indicator.indicator import indicators
from lib.view.indicator.maps import describe_map
from tests.view.selections import KOTA, areas, official, selections, views
from tests.view.truth import only_kelurahan, statuses

# Words that tell a rise or a fall, in both languages.
MOVEMENT = re.compile(
    r"\b(naik|turun|bertambah|berkurang|meningkat|menurun|rose|rise|risen|fell|fall|fallen|increased?|decreased?|gained|lost"
    r"|more than|fewer than|up by|down by|up from|down from)\b",
    re.IGNORECASE,
)
# What a sentence must never show: a place that was not filled, a value that was not formatted.
ODD = re.compile(r"[{}]|\bnan\b|\bNone\b|\bNaT\b|<NA>|\d\.\d{5,}")


def numbers(sentence: str) -> set[str]:
    return set(re.findall(r"\d[\d.,]*\d|\d", sentence))


@pytest.mark.parametrize("bahasa", LANGUAGES)
@views
@given(data=st.data())
def test_the_headline_says_what_the_rows_say(bahasa, data, figures, known):
    set_language(bahasa)
    tahun, area = data.draw(st.sampled_from(known.tahun)), data.draw(areas(known))
    selection = Selection(tahun).at_area(area)
    area = selection.area
    sentence = headline(figures, selection)
    counts = statuses(figures, tahun, area)
    total, behind = counts.total(), counts["sangat_tertinggal"] + counts["tertinggal"]
    place = area_title(figures, area)
    assert place in sentence
    said = numbers(sentence.replace(place, "", 1))
    if area and only_kelurahan(figures, area):
        assert said == set()
        assert "kelurahan" in sentence
    elif not total:
        assert said == {str(tahun)}
    elif counts["mandiri"] == total:
        assert said == {format_number(total), str(tahun)}
    else:
        expected = {format_number(total), str(tahun)}
        if counts["mandiri"]:
            expected |= {format_number(counts["mandiri"]), format_percent(counts["mandiri"] / total).rstrip("%")}
        else:
            expected |= {format_number(counts["maju"])}
        assert said == expected | ({format_number(behind)} if behind else set())
    assert not ODD.search(sentence)


def test_the_headline_of_the_province_in_full(figures):
    assert headline(figures, Selection(2024)) == (
        "359 dari 2.446 desa di Provinsi Lampung berstatus Mandiri (14,7%) pada 2024; 4 masih Tertinggal atau Sangat Tertinggal."
    )
    assert headline(figures, Selection(2023)) == (
        "181 dari 2.446 desa di Provinsi Lampung berstatus Mandiri (7,4%) pada 2023; 4 masih Tertinggal atau Sangat Tertinggal."
    )


@pytest.mark.parametrize("kota", KOTA)
@pytest.mark.parametrize("tahun", [2023, 2024, 2025])
def test_a_kota_has_only_kelurahan_and_nothing_else_is_said_of_it(kota, tahun, figures):
    selection = Selection(tahun).at_area(kota)
    assert headline(figures, selection) == f"{figures.name(kota)} hanya berisi kelurahan; indeks desa tidak menilainya."
    assert comparison_note(figures, selection) == ""


@pytest.mark.parametrize("indikator", ["status", "nilai", "mandiri", "perubahan", "dim_iks"])
def test_the_map_of_a_kota_says_that_it_has_only_kelurahan(indikator, figures, polygons):
    selection = replace(Selection(2024).at_area(KOTA[0]), indikator=indikator)
    finding = map_finding(figures, describe_map(figures, selection, polygons))
    assert finding == "Kota Bandar Lampung hanya berisi kelurahan; indeks desa tidak menilainya."


def _all_of(figures, area: str, status: str | None, tahun: int = 2024):
    """The figures with every desa of an area at one status, or without rows in that year."""
    here = figures.nilai["kode_desa"].astype(str).str.startswith(area + ".") & (figures.nilai["tahun"] == tahun)
    if status is None:
        return replace(figures, nilai=figures.nilai[~here])
    nilai = figures.nilai.copy()
    nilai.loc[here, "status"] = status
    return replace(figures, nilai=nilai)


def test_all_none_and_no_data_are_said_in_words(figures):
    selection = Selection(2024).at_area("18.04")
    total = statuses(figures, 2024, "18.04").total()
    word = local_word(figures, "18.04")
    assert word == "pekon"
    assert headline(_all_of(figures, "18.04", "mandiri"), selection) == (
        f"Semua {total} pekon di Kabupaten Lampung Barat berstatus Mandiri pada 2024."
    )
    assert headline(_all_of(figures, "18.04", "maju"), selection) == (
        f"Belum ada pekon Mandiri di Kabupaten Lampung Barat pada 2024: {total} dari {total} berstatus Maju;"
        " tidak ada yang Tertinggal."
    )
    assert headline(_all_of(figures, "18.04", "sangat_tertinggal"), selection) == (
        f"Belum ada pekon Mandiri di Kabupaten Lampung Barat pada 2024: 0 dari {total} berstatus Maju;"
        f" {total} masih Tertinggal atau Sangat Tertinggal."
    )
    assert headline(_all_of(figures, "18.04", None), selection) == (
        "Belum ada data status pekon di Kabupaten Lampung Barat untuk 2024."
    )


@views
@given(data=st.data())
def test_the_comparison_counts_mandiri_in_both_years_by_hand(data, figures, known):
    tahun = data.draw(st.sampled_from([year for year in known.tahun if year != 2025 and year - 1 in known.tahun]))
    selection = Selection(tahun).at_area(data.draw(areas(known)))
    now, past = (statuses(figures, year, selection.area) for year in (tahun, tahun - 1))
    note = comparison_note(figures, selection)
    if not now.total() or not past.total():
        assert "Mandiri" not in note
        return
    change = now["mandiri"] - past["mandiri"]
    said = numbers(note) - {str(tahun - 1)}
    if change:
        assert said == {format_number(it) for it in (abs(change), now["mandiri"], past["mandiri"])}
        assert ("bertambah" in note, "berkurang" in note) == (change > 0, change < 0)
    else:
        assert said == {format_number(now["mandiri"])}
        assert not MOVEMENT.search(note)


def test_an_area_without_rows_in_the_year_before_has_not_risen(figures):
    note = comparison_note(_all_of(figures, "18.04", None, tahun=2023), Selection(2024).at_area("18.04"))
    assert note == "Tidak ada data tahun 2023 untuk dibandingkan."


@pytest.mark.parametrize("bahasa", LANGUAGES)
@views
@given(data=st.data())
def test_nothing_rises_or_falls_across_the_method_break(bahasa, data, figures, polygons, known):
    set_language(bahasa)
    selection = replace(data.draw(selections(known)), tahun=2025)
    assert not MOVEMENT.search(headline(figures, selection))
    assert not MOVEMENT.search(comparison_note(figures, selection))
    assert not MOVEMENT.search(map_finding(figures, describe_map(figures, selection, polygons)))


def test_the_break_names_both_instruments(figures):
    said = no_comparison(figures, 2025)
    assert all(word in said for word in ("2025", "2024", "Indeks Desa", "Indeks Desa Membangun", "dua alat ukur berbeda"))


def test_official_rows_are_not_compared_with_illustrative_ones(figures):
    data = official(figures, 2024)
    note = comparison_note(data, Selection(2024))
    assert not MOVEMENT.search(note)
    assert "contoh" in note
    assert "bertambah" in comparison_note(official(figures, 2023, 2024), Selection(2024))


def test_the_first_year_is_compared_with_nothing(figures, known):
    first = min(known.tahun)
    assert comparison_note(figures, Selection(first)) == f"Tidak ada data tahun {first - 1} untuk dibandingkan."


@pytest.mark.parametrize("bahasa", LANGUAGES)
@views
@given(data=st.data())
def test_every_map_has_a_whole_sentence_for_a_title(bahasa, data, figures, polygons, known):
    set_language(bahasa)
    selection = data.draw(selections(known))
    finding = map_finding(figures, describe_map(figures, selection, polygons))
    assert finding
    assert not ODD.search(finding)


@pytest.mark.parametrize("indikator", ["nilai", "mandiri", "maju_mandiri", "dim_ike", "perubahan"])
@pytest.mark.parametrize("area", [None, "18.01", "18.13"])
def test_the_title_of_a_map_names_the_highest_and_the_lowest(indikator, area, figures, polygons):
    selection = replace(Selection(2024).at_area(area), indikator=indikator)
    description = describe_map(figures, selection, polygons)
    finding = map_finding(figures, description)
    values = description.frame["nilai"].dropna()
    indicator = indicators()[indikator]
    texts = {kode: indicator.format(value, 2024) for kode, value in values.items()}
    for value, word in ((values.max(), "tertinggi"), (values.min(), "terendah")):
        printed = indicator.format(value, 2024)
        names = [figures.name(kode) for kode, text in texts.items() if text == printed]
        assert f"({printed})" in finding
        expected = ", ".join(names) if len(names) <= MAX_NAMES_IN_A_TIE else f"{len(names)} wilayah"
        assert f"{word} {expected} ({printed})" in finding


@pytest.mark.parametrize("program", ["smart_village", "e_samdes", "desamart", "kpb", "desaku_maju"])
def test_the_title_of_a_coverage_map_has_its_denominator(program, figures, polygons):
    selection = Selection(2025, indikator="cakupan", program=program)
    finding = map_finding(figures, describe_map(figures, selection, polygons))
    row = figures.coverage(program, 2025, "provinsi").loc["18"]
    assert f" dari {format_number(row['penyebut'])} " in finding
    assert f"({format_percent(row['bagian'])})" in finding


@pytest.mark.parametrize("kota", KOTA)
def test_a_programme_without_anything_to_count_says_so(kota, figures, polygons):
    selection = replace(Selection(2024).at_area(kota), indikator="cakupan", program="smart_village")
    finding = map_finding(figures, describe_map(figures, selection, polygons))
    assert finding == f"Smart Village tidak mempunyai desa yang dihitung di {figures.name(kota)}."


def test_a_programme_that_had_not_begun_has_no_data(figures, polygons):
    selection = Selection(2018, indikator="cakupan", program="desaku_maju")
    finding = map_finding(figures, describe_map(figures, selection, polygons))
    assert finding.startswith("Belum ada data")
    assert "2018" in finding


SHARES = {"18.01": 0.12341, "18.02": 0.12349, "18.03": 0.05, "18.71": np.nan}


def test_a_tie_is_told_as_a_tie_when_shares_are_printed_alike(figures):
    said = leaders(figures, pd.Series(SHARES))
    assert said == "Lampung Selatan, Lampung Tengah sama-sama tertinggi: 12,3% desa Mandiri"


def test_one_leader_is_named_with_its_place(figures):
    said = leaders(figures, pd.Series(SHARES | {"18.02": 0.1}))
    assert said == "Lampung Selatan: 12,3% desa Mandiri, tertinggi di Provinsi Lampung"


def test_a_tie_of_many_is_counted_not_listed(figures):
    said = leaders(figures, pd.Series(dict.fromkeys(figures.codes_at("kabupaten")[:5], 1.0)))
    assert said == "5 wilayah sama-sama tertinggi: 100,0% desa Mandiri"


@pytest.mark.parametrize("shares", [{}, {"18.71": np.nan}])
def test_without_a_share_nobody_leads(shares, figures):
    assert leaders(figures, pd.Series(shares, dtype=float)) == "Belum ada data untuk diurutkan"


def test_where_nobody_is_mandiri_nobody_leads(figures):
    assert leaders(figures, pd.Series({"18.01": 0.0, "18.02": 0.0})) == "Belum ada desa Mandiri"


@given(shares=st.dictionaries(st.sampled_from(["18.01", "18.02", "18.03", "18.04"]), st.floats(0, 1), min_size=1))
def test_leaders_are_exactly_those_whose_printed_share_is_the_greatest(shares, figures):
    printed = {kode: format_percent(share) for kode, share in shares.items()}
    best = format_percent(max(shares.values()))
    said = leaders(figures, pd.Series(shares))
    top = [kode for kode in sorted(shares) if printed[kode] == best]
    if best == "0,0%":
        assert said == "Belum ada desa Mandiri"
    elif len(top) > MAX_NAMES_IN_A_TIE:
        assert said.startswith(f"{len(top)} wilayah sama-sama")
    else:
        assert said.startswith(", ".join(figures.name(kode) for kode in top))
        assert ("sama-sama" in said) == (len(top) > 1)
        assert best in said


def test_the_selected_desa_is_named_with_status_and_score(figures):
    kode = next(code for code in figures.codes_at("desa") if is_desa(code) and code.startswith("18.04."))
    row = figures.nilai[(figures.nilai["kode_desa"] == kode) & (figures.nilai["tahun"] == 2024)].iloc[0]
    said = chosen_desa(figures, Selection(2024).at_area(kode))
    assert said.startswith(f"Pekon {figures.name(kode)}: ")
    assert format_number(row["nilai"], 4) in said
    assert {name.replace("_", " ") for name in STATUS if name.replace("_", " ") in said.lower()} >= {
        row["status"].replace("_", " ")
    }


def test_a_selected_kelurahan_is_not_assessed_and_a_desa_without_rows_has_no_data(figures):
    kelurahan = next(code for code in figures.codes_at("desa") if is_kelurahan(code))
    assert chosen_desa(figures, Selection(2024).at_area(kelurahan)) == (
        f"Kelurahan {figures.name(kelurahan)}: kelurahan, tidak dinilai oleh indeks desa."
    )
    desa = next(code for code in figures.codes_at("desa") if is_desa(code))
    data = _all_of(figures, desa[:8], None)
    assert chosen_desa(data, Selection(2024).at_area(desa)).endswith(": belum ada data 2024.")
    assert chosen_desa(figures, Selection(2024)) == ""
