"""The quality report: counts are the lengths of the lists, lists know their area, and the words say the rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.data.quality import JUMP_SHARE
from lib.analysis.data.quality_areas import STALE_DAYS
from lib.domain.language import LANGUAGES, set_language
from lib.view.data.quality import findings, findings_table, summary_table
from lib.view.data.quality_checks import Situation, checks
from lib.view.data.quality_scores import (
    completeness_table,
    dataset_scores,
    printed_score,
    report_sentence,
    score_rules,
    scores_table,
)
from lib.view.frame.selection import Selection
from lib.view.frame.tables import slug
from tests.view.selections import official, selections, views, with_rows

DAY = dt.date(2026, 11, 24)
PROVINCE = Selection(2024)


def at(figures, polygons, selection=PROVINCE, day=DAY) -> Situation:
    return Situation(figures, selection, polygons, day)


@views
@given(drawn=st.data())
def test_a_count_is_the_length_of_its_list_and_the_list_lies_in_the_area(drawn, figures, polygons, known):
    selection = drawn.draw(selections(known))
    situation = at(figures, polygons, selection)
    counts = summary_table(situation).frame["temuan"]
    key = drawn.draw(st.sampled_from(list(checks())))
    table = findings_table(situation, checks()[key])
    assert counts[key] == len(table.frame) == len(findings(situation, checks()[key]))
    area = selection.desa or selection.area
    assert all(area is None or kode == area or kode.startswith(area + ".") for kode in table.frame.index)
    assert slug(table.nama_berkas) == table.nama_berkas
    for column in table.kolom:
        table.sorted_by(column.id, descending=True)


def test_the_shipped_data_hold_what_is_known_to_be_wrong_with_them(figures, polygons):
    counts = summary_table(at(figures, polygons)).frame["temuan"]
    assert counts["tanpa-batas"] == 11
    assert counts["program-basi"] > 0
    for key in ("tanpa-status", "status-lain", "rumus-lain", "baris-liar", "jumlah-lain", "rerata-lain", "batas-liar"):
        assert counts[key] == 0, key


def test_a_planted_fault_is_found_counted_and_listed(figures, polygons):
    nilai = figures.nilai.copy()
    row = nilai.index[(nilai["tahun"] == 2024) & (nilai["kode_desa"] == "18.04.04.2002")][0]
    nilai.loc[row, "status"] = "tertinggal"
    situation = at(replace(figures, nilai=nilai), polygons, Selection(2024).at_area("18.04"))
    table = findings_table(situation, checks()["status-lain"])
    assert list(table.frame.index) == ["18.04.04.2002"]
    assert table.frame["nama"].iloc[0] == "Kubu Perahu"
    # The kabupaten no longer has the published number of desa per status either.
    assert set(findings_table(situation, checks()["jumlah-lain"]).frame["selisih"]) == {1, -1}
    score = next(entry for entry in dataset_scores(situation) if entry.kunci == "2024")
    assert score.bermasalah == 2
    assert report_sentence(situation).startswith("Nilai mutu IDM 2024: 99,9 dari 100")


def test_an_unknown_code_is_listed_without_a_name(figures, polygons):
    situation = at(with_rows(figures, kode_desa="18.99.99.2999", tahun=2024), polygons)
    table = findings_table(situation, checks()["baris-liar"])
    assert table.frame["nama"].tolist() == ["tidak dikenal"]


def test_a_score_is_100_only_when_nothing_is_wrong(figures, polygons):
    for entry in dataset_scores(at(figures, polygons)):
        if entry.dataset != "program":
            assert (printed_score(entry.skor) == 100) == (entry.bermasalah == 0)


@given(st.floats(0, 100))
def test_a_printed_score_is_never_above_the_true_one(score):
    assert score - 0.1 < printed_score(score) <= score + 1e-9


def test_stale_data_depend_on_the_stated_day(figures, polygons):
    early, late = (at(figures, polygons, day=day) for day in (dt.date(2021, 12, 31), dt.date(2026, 11, 24)))
    assert len(findings(early, checks()["program-basi"])) < len(findings(late, checks()["program-basi"]))
    assert "31 Desember 2021" in summary_table(early).sumber


def test_completeness_has_a_column_per_year_and_a_dash_for_a_kota(figures, polygons):
    table = completeness_table(at(figures, polygons))
    assert [column.id for column in table.kolom[2:]] == [str(year) for year in figures.years]
    assert table.frame.loc["18.71", [str(year) for year in figures.years]].isna().all()
    assert (table.frame.drop(index=["18.71", "18.72"])["2024"] == 1).all()
    assert list(completeness_table(at(figures, polygons, Selection(2024).at_area("18.04.04"))).frame.index) == ["18.04"]


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_the_rules_name_their_thresholds(bahasa):
    set_language(bahasa)
    rules = {key: entry.aturan for key, entry in checks().items()}
    assert f"{JUMP_SHARE * 100:g}%" in rules["lonjakan"]
    assert str(STALE_DAYS) in rules["program-basi"]
    assert all("{" not in rule for rule in rules.values())
    assert {name for name, _rule in score_rules()} >= set()
    assert all(rule and "{" not in rule for _name, rule in score_rules())


def test_official_data_say_so_in_their_score_and_lists(figures, polygons):
    data = official(figures, *figures.years)
    table = scores_table(at(data, polygons))
    assert set(table.frame.loc[table.frame["kumpulan"].str.startswith("Nilai indeks"), "sifat"]) == {"resmi"}
    jump = findings_table(at(data, polygons), checks()["lonjakan"])
    assert not jump.contoh
    assert "contoh" not in jump.nama_berkas


def test_a_store_without_scores_or_programmes_still_reports(figures, polygons):
    empty = replace(figures, nilai=figures.nilai.iloc[:0], cakupan=figures.cakupan.iloc[:0], prestasi=figures.prestasi.iloc[:0])
    situation = at(empty, polygons)
    assert "Belum ada data indeks 2024" in report_sentence(situation)
    assert summary_table(situation).frame["temuan"].sum() == 11
    assert pd.isna(scores_table(situation).frame["skor"]).any()
    assert len(completeness_table(situation).kolom) == 2
