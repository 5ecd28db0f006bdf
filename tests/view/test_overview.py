"""The overview's cards, ranking, changes and state of the data are the counts of the rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.language import LANGUAGES, format_number, format_percent, format_signed, set_language
from lib.domain.program import all_programs, programs
from lib.domain.status import STATUS, status_classes
from lib.domain.wilayah import is_desa, is_within
from lib.view.frame.selection import Selection
from lib.view.status.cards import cards
from lib.view.status.overview import CHANGES_SHOWN, biggest_changes, data_state, ranking
from tests.view.selections import KOTA, areas, official, official_program, views
from tests.view.truth import moves, only_kelurahan, rows, statuses

ABSENT = "–"
GOOD = {"mandiri": 1, "maju": 1, "berkembang": 0, "tertinggal": -1, "sangat_tertinggal": -1}
STATUS_CARDS = len(STATUS)


def _selection(draw, known, **fields):
    tahun = fields.get("tahun") or draw(st.sampled_from(known.tahun))
    return Selection(tahun).at_area(draw(areas(known)))


@views
@given(data=st.data())
def test_the_status_cards_are_the_counts_of_the_rows(data, figures, known):
    selection = _selection(data.draw, known)
    counts = statuses(figures, selection.tahun, selection.area)
    total = counts.total()
    shown = cards(figures, selection)[:STATUS_CARDS]
    assert [card.label for card in shown] == [status_classes()[key].label for key in reversed(STATUS)]
    assert [card.warna for card in shown] == [status_classes()[key].warna for key in reversed(STATUS)]
    for status, card in zip(reversed(STATUS), shown, strict=True):
        if not total:
            assert (card.nilai, card.selisih, card.arah, card.tren) == (ABSENT, "", None, ())
            continue
        assert card.nilai == format_number(counts[status])
        assert card.keterangan == f"{format_percent(counts[status] / total)} dari {format_number(total)} desa"


@views
@given(data=st.data())
def test_the_change_on_a_card_is_the_difference_of_two_counts(data, figures, known):
    selection = _selection(data.draw, known)
    tahun, area = selection.tahun, selection.area
    now, past = statuses(figures, tahun, area), statuses(figures, tahun - 1, area)
    for status, card in zip(reversed(STATUS), cards(figures, selection)[:STATUS_CARDS], strict=True):
        if tahun == 2025 or not now.total() or not past.total():
            assert (card.selisih, card.arah) == ("", None)
            continue
        change = now[status] - past[status]
        expected = f"{format_signed(change)} sejak {tahun - 1}" if change else f"sama dengan {tahun - 1}"
        assert card.selisih == expected
        assert card.arah == GOOD[status] * ((change > 0) - (change < 0))


def test_a_trend_ends_with_the_value_of_the_card_and_never_crosses_the_break(figures):
    for tahun in figures.years:
        for status, card in zip(reversed(STATUS), cards(figures, Selection(tahun))[:STATUS_CARDS], strict=True):
            years = [year for year in figures.years if year <= tahun and (year < 2025) == (tahun < 2025)]
            expected = tuple(float(statuses(figures, year, None)[status]) for year in years)
            assert card.tren == (expected if len(expected) > 1 else ())
            assert (str(years[0]) in card.tren_alt) == (len(expected) > 1)


def test_a_trend_leaves_out_the_years_in_which_the_area_has_no_rows(figures):
    here = figures.nilai["kode_desa"].astype(str).str.startswith("18.04.") & figures.nilai["tahun"].isin([2018, 2021])
    data = replace(figures, nilai=figures.nilai[~here])
    for card in cards(data, Selection(2024).at_area("18.04"))[: STATUS_CARDS + 1]:
        assert len(card.tren) == 5
        assert "2019–2024" in card.tren_alt


@views
@given(data=st.data())
def test_the_score_card_is_the_plain_mean_of_the_rows(data, figures, known):
    selection = _selection(data.draw, known)
    year = figures.nilai[figures.nilai["tahun"] == selection.tahun]
    values = [
        value
        for kode, value in zip(year["kode_desa"].astype(str), year["nilai"], strict=True)
        if selection.area is None or is_within(kode, selection.area)
    ]
    card = cards(figures, selection)[STATUS_CARDS]
    if not values:
        assert (card.nilai, card.selisih, card.arah) == (ABSENT, "", None)
        return
    decimals = 2 if selection.tahun == 2025 else 4
    shown = float(card.nilai.replace(".", "").replace(",", "."))
    assert shown == pytest.approx(fmean(values), abs=0.51 * 10**-decimals)
    assert card.label.endswith("ID" if selection.tahun == 2025 else "IDM")


@views
@given(data=st.data())
def test_the_moves_card_counts_pairs_of_desa(data, figures, known):
    selection = _selection(data.draw, known)
    card = cards(figures, selection)[STATUS_CARDS + 1]
    rose, fell, both = moves(figures, selection.tahun, selection.area, STATUS) if selection.tahun != 2025 else (0, 0, 0)
    if not both:
        assert card.nilai == ABSENT
    else:
        assert card.nilai == f"{format_number(rose)} / {format_number(fell)}"
        assert format_number(both) in card.keterangan


@pytest.mark.parametrize("kota", KOTA)
def test_the_cards_of_a_kota_do_not_blame_a_year_for_its_lack_of_desa(kota, figures):
    for card in cards(figures, Selection(2024).at_area(kota))[: STATUS_CARDS + 2]:
        assert card.nilai == ABSENT
        assert "2023" not in card.keterangan


def test_without_rows_in_the_year_before_no_card_tells_a_change(figures):
    here = figures.nilai["kode_desa"].astype(str).str.startswith("18.04.") & (figures.nilai["tahun"] == 2023)
    data = replace(figures, nilai=figures.nilai[~here])
    for card in cards(data, Selection(2024).at_area("18.04"))[: STATUS_CARDS + 2]:
        assert (card.selisih, card.arah) == ("", None)


@pytest.mark.parametrize("tahun", [2022, 2024, 2025])
@pytest.mark.parametrize("area", [None, "18.01", "18.04.15", "18.71"])
def test_the_programme_cards_count_the_newest_snapshot_of_the_year(tahun, area, figures):
    shown = {card.label: card for card in cards(figures, Selection(tahun).at_area(area))[STATUS_CARDS + 2 :]}

    def newest(program: str, tahap: str) -> dict[str, int]:
        rows = figures.cakupan[(figures.cakupan["program"] == program) & (figures.cakupan["tahap"] == tahap)]
        rows = rows[rows["tanggal"].dt.date <= dt.date(tahun, 12, 31)]
        rows = rows[rows["tanggal"] == rows["tanggal"].max()]
        return {
            kode: jumlah
            for kode, jumlah in zip(rows["kode_wilayah"].astype(str), rows["jumlah"], strict=True)
            if area is None or is_within(kode, area)
        }

    for program in programs().values():
        reached = newest(program.id, program.tahap_utama.id)
        if program.penyebut == "desa":
            numerator = sum(jumlah > 0 for jumlah in reached.values())
            exists = figures.wilayah["berlaku_dari"].isna() | (figures.wilayah["berlaku_dari"].dt.year <= tahun)
            denominator = sum(
                is_desa(kode) and exists[kode] and (area is None or is_within(kode, area)) for kode in figures.wilayah.index
            )
        else:
            base = all_programs()[program.penyebut]
            numerator, denominator = sum(reached.values()), sum(newest(base.id, base.tahap_utama.id).values())
        begun = (figures.cakupan["program"] == program.id) & (figures.cakupan["tahap"] == program.tahap_utama.id)
        begun &= figures.cakupan["tanggal"].dt.year <= tahun
        if not denominator or not begun.any():
            assert program.label not in shown
            continue
        card = shown[program.label]
        assert card.nilai == format_percent(numerator / denominator)
        assert card.keterangan.startswith(f"{format_number(numerator)} dari {format_number(denominator)} {program.unit}, ")


def test_a_programme_card_says_that_its_rows_are_illustrative_when_those_of_the_page_are_not(figures):
    def badges(data):
        return [card.contoh for card in cards(data, Selection(2024))]

    mixed = badges(official(figures, 2023, 2024))
    assert set(mixed[: STATUS_CARDS + 2]) == {""}
    assert set(mixed[STATUS_CARDS + 2 :]) == {"contoh"}
    everything = official_program(official(figures, 2023, 2024), *all_programs())
    assert set(badges(everything)) == {""}


@views
@given(data=st.data())
def test_the_ranking_orders_by_share_and_ties_share_a_rank(data, figures, known):
    selection = _selection(data.draw, known)
    found = ranking(figures, selection)
    expected = {}
    for area in found:
        counts = statuses(figures, selection.tahun, area.kode)
        assert area.dinilai == counts.total()
        assert sum(part.jumlah for part in area.segmen) == counts.total()
        assert {part.label: part.jumlah for part in area.segmen} == {
            status_classes()[key].label: counts[key] for key in STATUS if counts[key]
        }
        if counts.total():
            assert sum(part.bagian for part in area.segmen) == pytest.approx(1)
            expected[area.kode] = counts["mandiri"] / counts.total()
            assert area.bagian == format_percent(expected[area.kode])
        else:
            assert (area.peringkat, area.bagian, area.nilai, area.segmen) == (None, ABSENT, ABSENT, ())
    shown = [area.kode for area in found if area.peringkat]
    assert set(shown) == set(expected)
    assert [expected[kode] for kode in shown] == sorted(expected.values(), reverse=True)
    printed = {kode: round(share * 100, 1) for kode, share in expected.items()}
    for area in found[: len(shown)]:
        assert area.peringkat == 1 + sum(share > printed[area.kode] for share in printed.values())
    assert all(area.peringkat is None for area in found[len(shown) :])


def test_every_kabupaten_is_ranked_and_both_kota_come_last_without_a_rank(figures):
    found = ranking(figures, Selection(2024))
    assert {area.kode for area in found} == set(figures.codes_at("kabupaten"))
    assert {area.kode for area in found[-2:]} == set(KOTA)
    assert [area.peringkat for area in found[-2:]] == [None, None]
    assert found[0].peringkat == 1


def test_an_area_without_data_is_not_said_to_have_kelurahan_only(figures):
    # With one kabupaten imported, all others were said to be cities.
    nilai = figures.nilai[figures.nilai["kode_desa"].astype(str).str.startswith("18.04")]
    told = {area.kode: area.keterangan for area in ranking(replace(figures, nilai=nilai), Selection(2024))}
    assert told.pop("18.04") == ""
    assert {kode for kode, why in told.items() if why.startswith("hanya kelurahan")} == set(KOTA)
    assert {why for kode, why in told.items() if kode not in KOTA} == {"belum ada data"}


def test_equal_shares_have_equal_ranks_and_the_next_rank_is_skipped(figures):
    nilai = figures.nilai.copy()
    kode = nilai["kode_desa"].astype(str)
    nilai.loc[(nilai["tahun"] == 2024) & (kode.str[:5].isin(["18.04", "18.05"])), "status"] = "mandiri"
    found = ranking(replace(figures, nilai=nilai), Selection(2024))
    assert [area.peringkat for area in found[:3]] == [1, 1, 3]
    assert {area.kode for area in found[:2]} == {"18.04", "18.05"}


@views
@given(data=st.data())
def test_the_biggest_changes_are_the_greatest_rises_of_the_share_of_mandiri(data, figures, known):
    selection = _selection(data.draw, known)
    found = biggest_changes(figures, selection)
    if selection.tahun in (2025, min(known.tahun)):
        assert found == ()
        return
    rises = {}
    for area in ranking(figures, selection):
        now, past = (statuses(figures, year, area.kode) for year in (selection.tahun, selection.tahun - 1))
        if now.total() and past.total():
            rise = round((now["mandiri"] / now.total() - past["mandiri"] / past.total()) * 100, 1)
            if rise > 0:
                rises[area.kode] = rise
    assert len(found) == min(CHANGES_SHOWN, len(rises))
    greatest = sorted(rises.values(), reverse=True)[: len(found)]
    assert [rises[area.kode] for area in found] == greatest
    for area in found:
        rose, fell, _both = moves(figures, selection.tahun, area.kode, STATUS)
        assert (area.naik, area.turun) == (format_number(rose), format_number(fell))
        assert area.selisih == f"{format_signed(rises[area.kode], 1)} poin persen"


def test_nothing_changed_across_the_method_break_or_between_official_and_illustrative_years(figures):
    assert biggest_changes(figures, Selection(2024))
    assert biggest_changes(figures, Selection(2025)) == ()
    assert biggest_changes(official(figures, 2024), Selection(2024)) == ()
    for card in cards(figures, Selection(2025))[: STATUS_CARDS + 2]:
        assert (card.selisih, card.arah, card.tren) == ("", None, ())


def test_the_state_of_the_data_lists_every_year_newest_first(figures):
    state = data_state(figures, Selection(2024))
    assert [year.tahun for year in state] == sorted(figures.years, reverse=True)
    assert [year.tahun for year in state if year.pilihan] == [2024]
    assert {year.indeks for year in state if year.tahun < 2025} == {"IDM"}
    assert {year.indeks for year in state if year.tahun >= 2025} == {"ID"}
    for year in state:
        assert year.dinilai == format_number(len(rows(figures)[year.tahun]))
        assert year.contoh


def test_the_state_of_the_data_says_which_years_are_official_and_who_published_them(figures):
    state = {year.tahun: year for year in data_state(official(figures, 2023, 2024), Selection(2024))}
    assert {tahun for tahun, year in state.items() if not year.contoh} == {2023, 2024}
    assert state[2024].penerbit == "Kementerian Desa"
    assert state[2022].penerbit != state[2024].penerbit


def test_missing_rows_are_counted_in_the_state_of_the_data(figures):
    gone = figures.nilai["kode_desa"].astype(str).str.startswith("18.04.15.") & (figures.nilai["tahun"] == 2024)
    state = data_state(replace(figures, nilai=figures.nilai[~gone]), Selection(2024))
    missing = {year.tahun: year.tanpa_data for year in state}
    assert missing[2024] == format_number(int(gone.sum()))
    assert missing[2023] == "0"


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("area", [None, "18.01", "18.71", "18.04.15"])
def test_the_overview_of_any_area_is_whole_in_both_languages(bahasa, area, figures):
    set_language(bahasa)
    for tahun in figures.years:
        selection = Selection(tahun).at_area(area)
        for card in cards(figures, selection):
            text = " ".join((card.label, card.nilai, card.keterangan, card.selisih, card.tren_alt))
            assert "nan" not in text.split()
            assert "{" not in text
        assert only_kelurahan(figures, area) == (area == "18.71") if area else True
