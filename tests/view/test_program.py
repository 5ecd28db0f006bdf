"""The coverage page's descriptions, held against counts made straight from the files."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.facts import program_facts
from lib.domain.language import format_number, format_percent, set_language
from lib.domain.program import programs
from lib.domain.status import STATUS
from lib.view.frame.selection import Selection
from lib.view.indicator.classes import contrast
from lib.view.program import association, awards, detail, gap, trend
from lib.view.program import coverage as words
from lib.view.program import matrix as program_matrix
from lib.view.program.gap import Wanted
from tests import program_truth as truth
from tests.view.selections import official, official_program, selections, views

PROGRAMS = pytest.mark.parametrize("program", list(truth.PROGRAMS))
YEARS = (2018, 2020, 2021, 2022, 2023, 2024, 2025)
AREAS = (None, "18.04", "18.13", "18.72", "18.13.01", "18.04.15")
TARGET = 2446


def numbers(text: str) -> list[int]:
    """The whole numbers of an Indonesian text."""
    return [int(found.replace(".", "")) for found in re.findall(r"(?<![\d,.])\d[\d.]*(?![\d,]*%)(?!,)", text)]


@PROGRAMS
@pytest.mark.parametrize("tahun", YEARS)
def test_the_headline_says_what_the_files_hold(program, tahun, figures):
    for area in AREAS:
        text = words.headline(figures, Selection(tahun).at_area(area), programs()[program])
        reached, base = truth.reach(program, tahun, area or "18")
        if reached is None:
            assert "belum" in text.lower()
        elif not base:
            assert "tidak mempunyai" in text
            assert "kelurahan" not in text
        else:
            assert f"{format_number(reached)} dari {format_number(base)} " in text
            assert f"({format_percent(reached / base)})" in text


def test_the_target_is_told_as_coming_past_or_reached(figures):
    entry = programs()["smart_village"]
    for tahun, words_wanted in ((2022, f"kurang {TARGET - 1792} dari target 2024"), (2024, "belum tercatat tercapai, kurang 61")):
        assert words_wanted in words.headline(figures, Selection(tahun), entry)
    assert "tercapai" in words.headline(figures, Selection(2024).at_area("18.04"), entry)
    missing = [
        truth.reach("smart_village", 2024, kode)[1] - truth.reach("smart_village", 2024, kode)[0]
        for kode, row in truth.areas().items()
        if row["jenis"] == "kabupaten"
    ]
    assert sum(missing) == TARGET - 2385


def test_a_kabupaten_without_a_target_of_its_own_gets_none_from_a_target_that_is_not_of_all(figures):
    entry = programs()["kpb"]
    assert words.goal_of(figures, entry, 2024, "18").jumlah == 800_000
    assert words.goal_of(figures, entry, 2024, "18.01") is None


def test_the_pace_needed_is_stated_with_the_numbers_it_is_made_of(figures):
    line = detail.pace_lines(figures, Selection(2022), programs()["smart_village"])[0]
    years = (truth.dt.date(2024, 12, 31) - truth.dt.date(2022, 12, 13)).days / 365.25
    assert "(2.446 − 1.792)" in line
    assert f"= {format_number((2446 - 1792) / years)} desa per tahun" in line
    past = detail.pace_lines(figures, Selection(2024), programs()["smart_village"])[0]
    assert "belum tercatat tercapai" in past
    assert "Laju yang diperlukan" not in past


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("tahun", [2018, 2022, 2023, 2025])
def test_every_cell_of_the_matrix_is_what_the_files_hold(area, tahun, figures):
    selection = Selection(tahun).at_area(area)
    matrix = program_matrix.describe_matrix(figures, selection, programs()["smart_village"])
    assert [head.id for head in matrix.kolom] == list(programs())
    for row in (matrix.total, *matrix.baris):
        for head, cell in zip(matrix.kolom, row.sel, strict=True):
            reached, base = truth.reach(head.id, tahun, row.kode)
            if row.kode.count(".") == 3 and (base <= 1 or reached is None):
                assert cell.teks in ("sudah", "belum", "tanpa BUMDes", "tanpa petani", "bukan sasaran", "belum ada data")
                assert (cell.teks == "sudah") == bool(reached)
            elif reached is None:
                assert (cell.teks, cell.warna) == ("belum ada data", "")
            elif not base:
                assert cell.teks.startswith("tidak ada")
            else:
                assert cell.teks == format_percent(reached / base)
                assert cell.rincian == f"{format_number(reached)}/{format_number(base)}"
            if cell.warna:
                assert contrast(cell.warna, cell.warna_teks) >= 4.5


@PROGRAMS
def test_rows_of_the_matrix_run_from_the_least_and_the_table_holds_the_same_numbers(program, figures):
    selection = Selection(2025)
    matrix = program_matrix.describe_matrix(figures, selection, programs()[program])
    shares = matrix.tabel.frame[f"{program}_bagian"]
    order = [shares[row.kode] for row in matrix.baris]
    known = [share for share in order if share == share]
    assert known == sorted(known)
    assert all(share != share for share in order[len(known) :])
    assert {row.kode for row in matrix.baris} == set(matrix.tabel.frame.index)
    by_code = program_matrix.describe_matrix(figures, selection, programs()[program], "kode")
    assert [row.kode for row in by_code.baris] == sorted(row.kode for row in by_code.baris)


def test_the_gap_in_desa_stands_in_the_cells_and_in_the_table(figures):
    matrix = program_matrix.describe_matrix(figures, Selection(2024), programs()["smart_village"])
    missing = {row.kode: row.sel[0].kurang for row in matrix.baris if row.sel[0].kurang}
    assert missing == {"18.03": "kurang 14", "18.06": "kurang 20", "18.13": "kurang 27"}
    assert matrix.tabel.frame["smart_village_kurang"].sum() == 61
    assert "kpb_kurang" not in matrix.tabel.frame


@pytest.mark.parametrize("share", [0.0, 0.2, 0.20001, 0.2004, 0.2006, 0.8, 0.9, 1.0, 1.3])
def test_a_share_falls_into_the_step_that_its_printed_value_belongs_to(share):
    place = program_matrix.share_class(share)
    printed = round(share * 100, 1)
    assert place == min(next((at for at in range(5) if printed <= 20 * (at + 1)), 4), 4)


@PROGRAMS
def test_the_stages_stand_side_by_side_each_with_its_own_number(program, figures):
    selection = Selection(2025)
    cards = detail.stage_cards(figures, selection, programs()[program])
    assert [card.label for card in cards] == [stage.label for stage in programs()[program].tahap]
    for card, stage in zip(cards, programs()[program].tahap, strict=True):
        _day, rows = truth.newest(program, stage.id, 2025)
        codes = truth.units(2025, truth.PROGRAMS[program][2])
        total = sum((rows.get(kode, 0) > 0) if truth.PROGRAMS[program][1] is None else rows.get(kode, 0) for kode in codes)
        assert card.nilai == format_number(total)


def test_registered_and_active_are_two_numbers_and_no_text_mixes_them(figures):
    cards = detail.stage_cards(figures, Selection(2023), programs()["e_samdes"])
    assert [card.nilai for card in cards] == ["477", "277", "276"]
    whole = " ".join(f"{card.nilai} {card.keterangan}" for card in cards)
    for mixed in ("754", "753", "58,1%", "1.030"):
        assert mixed not in whole


@PROGRAMS
@pytest.mark.parametrize("area", [None, "18.04", "18.13.01"])
def test_the_trend_has_every_snapshot_up_to_the_year(program, area, figures):
    for tahun in (2021, 2023, 2025):
        selection = Selection(tahun).at_area(area)
        chart = trend.trend_chart(figures, selection, programs()[program])
        for series, stage in zip(chart.seri, programs()[program].tahap, strict=True):
            days = [day for day in sorted(truth.snapshots()[program, stage.id]) if day.year <= tahun]
            codes = set(truth.units(tahun, truth.PROGRAMS[program][2], area or "18"))
            expected = []
            for day in days:
                rows = truth.snapshots()[program, stage.id][day]
                expected.append(
                    sum(
                        (number > 0) if truth.PROGRAMS[program][1] is None else number
                        for kode, number in rows.items()
                        if kode in codes
                    )
                )
            assert list(series.y) == expected
            assert list(series.x) == sorted(series.x)
        assert len(chart.tabel.frame) == sum(len(series.y) for series in chart.seri)
        assert len({series.warna for series in chart.seri}) == len(chart.seri)


def test_the_target_line_lies_within_the_chart(figures):
    for program in ("smart_village", "kpb"):
        chart = trend.trend_chart(figures, Selection(2024), programs()[program])
        assert chart.nilai.dari < 0 < chart.tanda[0].nilai < chart.nilai.sampai


@PROGRAMS
def test_published_figures_are_quoted_as_they_are(program, figures):
    table = trend.published_figures(figures, Selection(2024), programs()[program])
    wanted = {program, programs()[program].penyebut}
    facts = [fact for fact in program_facts() if fact.program in wanted]
    assert sorted(table.frame["jumlah"]) == sorted(fact.jumlah for fact in facts)
    assert not table.contoh
    assert all(text.startswith("“") for text in table.frame["sumber"])


@views
@given(data=st.data())
def test_a_gap_list_is_what_the_files_say_of_every_desa(data, figures):
    tahun = data.draw(st.sampled_from((2021, 2023, 2024, 2025)))
    area = data.draw(st.sampled_from(AREAS))
    offered = words.known(figures, tahun)
    assert set(offered) == {key for key in truth.PROGRAMS if truth.states(key, tahun)}
    sudah = data.draw(st.lists(st.sampled_from(offered), unique=True))
    belum = data.draw(st.lists(st.sampled_from([key for key in offered if key not in sudah] or [None]), unique=True))
    belum = [key for key in belum if key]
    wanted = Wanted(tuple(sudah), tuple(belum))
    selection = Selection(tahun).at_area(area)
    codes = gap.gap_codes(figures, selection, wanted)
    expected = [
        kode
        for kode in truth.units(tahun, False, area or "18")
        if all(truth.states(key, tahun)[kode] == "sudah" for key in sudah)
        and all(truth.states(key, tahun)[kode] != "sudah" for key in belum)
    ]
    assert [kode for kode in codes if kode[9] == "2"] == expected
    title = gap.gap_finding(figures, selection, wanted, codes)
    assert str(len(codes)) in title.replace(".", "") or "hanya berisi kelurahan" in title
    if len(codes):
        table = gap.desa_table(figures, selection, codes, title, "celah")
        assert list(table.frame.index) == list(codes)
        for key in sudah:
            assert set(table.frame[f"program_{key}"]) == {"sudah"}
        for key in belum:
            assert "sudah" not in set(table.frame[f"program_{key}"])


@pytest.mark.parametrize("area", AREAS)
def test_every_combination_opens_a_list_of_its_own_size(area, figures):
    selection = Selection(2025).at_area(area)
    counted, rows = gap.combination_rows(figures, selection)
    assert rows
    for row in rows:
        assert set(row.wanted.sudah) | set(row.wanted.belum) == set(counted)
        codes = gap.gap_codes(figures, selection, row.wanted)
        if area != "18.72":
            codes = [kode for kode in codes if kode[9] == "2"]
        assert format_number(len(codes)) == row.jumlah


@pytest.mark.parametrize(
    ("sudah", "belum", "expected"),
    [
        ("", "", Wanted((), ("kpb",))),
        ("smart_village", "", Wanted(("smart_village",), ())),
        ("", "e_samdes,kpb", Wanted((), ("e_samdes", "kpb"))),
        ("kpb", "kpb,e_samdes", Wanted(("kpb",), ("e_samdes",))),
        ("<b>,tidak_ada", "'; drop", Wanted((), ("kpb",))),
        (",,", ",", Wanted((), ("kpb",))),
    ],
)
def test_an_address_is_read_as_far_as_it_makes_sense(sudah, belum, expected):
    offered = ("smart_village", "e_samdes", "kpb")
    assert gap.read_wanted(sudah, belum, offered, programs()["kpb"]) == expected
    again = gap.parameters(expected)
    assert gap.read_wanted(again["sudah"], again["belum"], offered, programs()["kpb"]) == expected


def test_a_programme_of_which_nothing_is_known_asks_for_those_of_which_something_is():
    assert gap.read_wanted("", "", ("e_samdes", "kpb"), programs()["desaku_maju"]).belum == ("e_samdes", "kpb")


@pytest.mark.parametrize("limit", STATUS[:-1])
@pytest.mark.parametrize("area", [None, "18.13", "18.72"])
@pytest.mark.parametrize("belum", [("smart_village",), ("e_samdes", "desamart")])
def test_the_priority_list_is_behind_and_missed(limit, area, belum, figures):
    for tahun in (2023, 2024):
        selection = Selection(tahun).at_area(area)
        codes = gap.priority(figures, selection, belum)[limit]
        behind = STATUS[: STATUS.index(limit) + 1]
        expected = [
            kode
            for kode in truth.units(tahun, False, area or "18")
            if truth.scores(tahun)[kode][1] in behind and all(truth.states(key, tahun)[kode] != "sudah" for key in belum)
        ]
        assert list(codes) == expected
        title = gap.priority_finding(figures, selection, limit, belum, codes)
        assert ("hanya berisi kelurahan" in title) == (area == "18.72")
        if expected:
            assert title.startswith(f"{len(expected)} ")


def test_awards_are_counted_once_each_and_listed_with_their_source(figures):
    with (truth.ROOT / "data" / "fakta" / "prestasi.csv").open(encoding="utf-8", newline="") as file:
        rows = list(truth.csv.DictReader(file))
    table = awards.awards_list(figures, Selection(2024))
    assert sorted(table.frame.index) == sorted(row["kode_wilayah"] for row in rows)
    counts = awards.awards_counts(figures, Selection(2024))
    for kode, number in counts.frame["jumlah"].items():
        assert number == sum(row["kode_wilayah"].startswith(kode + ".") for row in rows)
    chart = awards.awards_chart(figures, Selection(2024))
    assert sum(sum(series.y) for series in chart.seri) == len(rows)
    assert {column.label for column in counts.kolom} >= {"Lomba Desa", "Lomba Kelurahan", "Desa BRILiaN"}


def test_an_area_without_awards_says_so(figures):
    selection = Selection(2024).at_area("18.13")
    assert awards.awards_finding(figures, selection).startswith("Belum ada prestasi")
    assert awards.awards_list(figures, selection).frame.empty
    assert awards.awards_chart(figures, selection).empty


@pytest.mark.parametrize(("program", "tahun"), [("smart_village", 2023), ("e_samdes", 2024), ("desamart", 2024)])
def test_the_association_is_the_difference_of_means_taken_from_the_files(program, tahun, figures):
    before, now = truth.scores(tahun - 1), truth.scores(tahun)
    states_before, states_now = truth.states(program, tahun - 1), truth.states(program, tahun)
    moved = {kode: now[kode][0] - before[kode][0] for kode in now if kode in before}
    early = [moved[kode] for kode in moved if states_before.get(kode) == "sudah"]
    late = [moved[kode] for kode in moved if states_now[kode] == "belum" and states_before.get(kode) != "sudah"]
    found = association.association_of(figures, Selection(tahun), programs()[program])
    assert (found.awal.n, found.belum.n) == (len(early), len(late))
    assert found.selisih == pytest.approx(sum(early) / len(early) - sum(late) / len(late))
    assert found.bawah <= found.selisih <= found.atas
    assert association.why_hidden(figures, Selection(tahun), programs()[program]) == ""
    chart = association.association_chart(figures, Selection(tahun), programs()[program], found)
    assert [series.y[0] for series in chart.seri] == [found.awal.selisih, found.belum.selisih]
    assert "bukan sebab-akibat" in chart.subjudul
    assert association.illustrative_warning(figures, Selection(tahun), programs()[program])


@pytest.mark.parametrize(
    ("program", "tahun", "reason"),
    [
        ("smart_village", 2025, "dua alat ukur berbeda"),
        ("smart_village", 2018, "Tidak ada data tahun 2017"),
        ("e_samdes", 2023, "26 desa sudah terjangkau"),
        ("kpb", 2024, "0 belum terjangkau"),
        ("desamart", 2023, "baru dimulai pada 2023"),
        ("desaku_maju", 2024, "baru dimulai pada 2025"),
    ],
)
def test_the_association_is_hidden_with_its_reason(program, tahun, reason, figures):
    assert reason in association.why_hidden(figures, Selection(tahun), programs()[program])


def test_official_years_are_not_compared_with_illustrative_ones(figures):
    data = official(figures, 2024)
    assert "contoh" in association.why_hidden(data, Selection(2024), programs()["smart_village"])


def test_the_badge_follows_the_rows_behind_each_view(figures):
    data = official_program(official(figures, 2023, 2024), *truth.PROGRAMS, "bumdes", "petani")
    selection = Selection(2024)
    entry = programs()["smart_village"]
    assert not program_matrix.describe_matrix(data, selection, entry).contoh
    assert not trend.trend_chart(data, selection, entry).contoh
    assert association.illustrative_warning(data, selection, entry) == ""
    matrix = program_matrix.describe_matrix(figures, selection, entry)
    assert matrix.contoh
    assert matrix.tabel.nama_berkas.endswith("contoh")
    only_scores = official(figures, 2023, 2024)
    codes = gap.gap_codes(only_scores, selection, Wanted((), ("smart_village",)))
    assert gap.desa_table(only_scores, selection, codes, "x", "y").contoh


@views
@given(data=st.data())
def test_every_view_of_every_selection_is_described_in_both_languages(data, figures, known):
    selection = data.draw(selections(known))
    entry = programs()[data.draw(st.sampled_from(list(programs())))]
    set_language(data.draw(st.sampled_from(("id", "en"))))
    assert words.headline(figures, selection, entry)
    assert words.subtitle(figures, selection, entry)
    words.desa_states(figures, selection)
    program_matrix.describe_matrix(figures, selection, entry)
    detail.stage_cards(figures, selection, entry)
    detail.pace_lines(figures, selection, entry)
    trend.trend_chart(figures, selection, entry)
    trend.published_figures(figures, selection, entry)
    awards.awards_chart(figures, selection)
    awards.awards_list(figures, selection)
    wanted = gap.read_wanted("", "", words.known(figures, selection.tahun), entry)
    codes = gap.gap_codes(figures, selection, wanted)
    gap.gap_finding(figures, selection, wanted, codes)
    gap.desa_table(figures, selection, codes, "judul", "celah")
    gap.combination_rows(figures, selection)
    if not association.why_hidden(figures, selection, entry):
        found = association.association_of(figures, selection, entry)
        association.association_chart(figures, selection, entry, found)


def test_a_state_without_any_coverage_is_described(figures):
    data = replace(figures, cakupan=figures.cakupan.iloc[:0])
    for entry in programs().values():
        assert "elum" in words.headline(data, Selection(2024), entry)
        matrix = program_matrix.describe_matrix(data, Selection(2024), entry)
        assert all(cell.warna == "" for row in matrix.baris for cell in row.sel)
        assert trend.trend_chart(data, Selection(2024), entry).empty
    assert words.known(data, 2024) == ()
    assert gap.combination_rows(data, Selection(2024)) == ((), ())
    assert isinstance(gap.gap_codes(data, Selection(2024), Wanted((), ())), pd.Index)
