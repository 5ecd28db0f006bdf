"""The progress page's descriptions are the counts of the rows, for every area and year, and nothing crosses the break."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.status.change import status_flows
from lib.domain.data_file import data_dir
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import LANGUAGES, format_number, set_language
from lib.domain.status import STATUS
from lib.domain.wilayah import is_within
from lib.view.frame.selection import Selection
from lib.view.status import composition, distance, flows, movers, outlook, progress, small_multiples, spread, two_ranks
from lib.view.status import outlook as outlook_method
from lib.view.status.year_bars import known_table, year_bars
from tests.view.selections import KOTA, areas, official, views
from tests.view.truth import moves, only_kelurahan, rows, statuses


def _selection(draw, known, **fields) -> Selection:
    return Selection(fields.get("tahun") or draw(st.sampled_from(known.tahun))).at_area(draw(areas(known)))


# -- headline ---------------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_the_headline_counts_who_rose_and_fell_since_the_year_before(data, figures, known):
    selection = _selection(data.draw, known)
    title, note = progress.progress_headline(figures, selection)
    if selection.tahun in (2018, 2025) or not statuses(figures, selection.tahun, selection.area):
        assert "→" not in title
        assert f"dari {selection.tahun - 1} ke" not in title
        return
    rose, fell, both = moves(figures, selection.tahun, selection.area, STATUS)
    if not both:
        assert "sekaligus" in note
    elif rose:
        assert title.startswith(f"{format_number(rose)} dari {format_number(both)} ")
        assert (f"{format_number(fell)} turun" if fell else "tidak ada yang turun") in title
    elif fell:
        assert title.startswith(f"{format_number(fell)} dari {format_number(both)} ")
    else:
        assert title.startswith(f"Status semua {format_number(both)} ")


def test_the_method_break_is_named_instead_of_a_comparison(figures):
    title, note = progress.progress_headline(figures, Selection(2025))
    assert "2.446" in title
    assert "dua alat ukur berbeda" in note


def test_official_years_are_compared_with_official_ones_only(figures):
    data = official(figures, 2024)
    assert progress.earlier_years(data, 2024) == ()
    assert progress.earlier_years(data, 2023) == (2022, 2021, 2020, 2019, 2018)
    assert progress.earlier_years(official(figures, 2022, 2024), 2024) == (2022,)
    assert progress.earlier_years(figures, 2025) == ()


def test_the_badge_says_which_years_are_illustrative(figures):
    data = official(figures, 2023, 2024)
    years = progress.years_behind(data, Selection(2024), "komposisi", 2023)
    assert years == tuple(range(2018, 2026))
    note = progress.illustrative_years_note(data, Selection(2024), years)
    assert note == "Rekaan: 2018–2022, 2025. Data resmi: 2023–2024."
    assert (
        progress.illustrative_years_note(data, Selection(2024), progress.years_behind(data, Selection(2024), "jarak", None)) == ""
    )
    assert not progress.any_illustrative(data, progress.years_behind(data, Selection(2024), "perkiraan", None))


# -- composition ------------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_the_bars_are_the_counts_of_the_rows_and_whole_years_fill_the_scale(data, figures, known):
    selection = _selection(data.draw, known)
    bars = {bar.tahun: bar for bar in year_bars(figures, selection)}
    for tahun in known.tahun:
        counts = statuses(figures, tahun, selection.area)
        assert (tahun in bars) == bool(counts)
        if counts:
            assert {status: n for status, n in bars[tahun].jumlah.items() if n} == dict(counts)
            assert bars[tahun].pembagi == counts.total()
    chart = composition.composition(figures, selection, "bagian")
    assert chart.empty == (not bars)
    for place, tahun in enumerate(sorted(bars)):
        parts = [series.y[place] for series in chart.seri]
        assert sum(part or 0 for part in parts) == pytest.approx(1.0) or bars[tahun].resmi_saja
    whole = composition.composition(figures, selection, "jumlah")
    assert [series.id for series in whole.seri][:5] == list(STATUS)
    assert (whole.tabel.frame["pembagi"].to_numpy() == [bars[tahun].pembagi for tahun in sorted(bars)]).all()


def test_the_two_instruments_are_separated_and_the_note_says_why(figures):
    chart = composition.composition(figures, Selection(2024), "bagian")
    (mark,) = chart.tanda
    assert mark.jenis == "pemisah"
    assert chart.seri[0].x[int(mark.nilai)] == "2025"
    assert "tidak boleh dibandingkan" in chart.catatan


def test_where_only_two_classes_are_known_only_they_are_drawn(figures):
    with (data_dir() / "fakta" / "idm_provinsi.csv").open(encoding="utf-8", newline="") as file:
        facts = {(int(row["tahun"]), row["status"]): int(row["jumlah"]) for row in csv.DictReader(file)}
    chart = composition.composition(figures, Selection(2024), "jumlah")
    for tahun in (2016, 2017):
        place = chart.seri[0].x.index(str(tahun))
        drawn = {series.id: series.y[place] for series in chart.seri}
        assert drawn == {status: facts.get((tahun, status)) for status in STATUS}
        assert drawn["berkembang"] is drawn["maju"] is drawn["mandiri"] is None
        assert chart.tabel.frame.loc[str(tahun), ["berkembang", "maju", "mandiri", "bagian"]].isna().all()
    assert "2016–2017" in chart.catatan
    shares = composition.composition(figures, Selection(2024), "bagian")
    assert shares.seri[1].y[0] == pytest.approx(1306 / 2435)


def test_what_is_officially_known_is_shown_as_known_and_nothing_else(figures):
    table = known_table(figures, Selection(2024)).frame
    assert table.loc["2022", "tertinggal"] == 38
    assert table.loc["2022", ["berkembang", "maju", "mandiri"]].isna().all()
    assert table.loc["2020", "mandiri"] == 19
    assert table.loc["2024", list(STATUS)].tolist() == [0, 4, 919, 1164, 359]
    after = known_table(official(figures, 2023, 2024), Selection(2024)).frame
    assert not {"2023", "2024"} & set(after.index)


def test_a_kabupaten_shows_its_own_published_figures_and_a_kecamatan_has_none(figures):
    table = known_table(figures, Selection(2024).at_area("18.13")).frame
    assert table.loc["2020", list(STATUS)].tolist() == [5, 51, 53, 6, 1]
    assert known_table(figures, Selection(2024).at_area("18.13.01")) is None
    # A single published class of a year without rows is no bar: what it is part of is not known.
    assert "2017" not in composition.composition(figures, Selection(2024).at_area("18.12"), "bagian").seri[0].x


# -- spread -----------------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_no_box_chart_holds_two_instruments(data, figures, known):
    selection = _selection(data.draw, known)
    charts = spread.spread_charts(figures, selection)
    drawn = [int(year) for chart in charts for year in chart.seri[0].x]
    assert sorted(drawn) == [tahun for tahun in known.tahun if statuses(figures, tahun, selection.area)]
    for chart in charts:
        assert len({indeks_of_year(int(year)).id for year in chart.seri[0].x}) == 1
        assert chart.nilai.sampai <= indeks_of_year(int(chart.seri[0].x[0])).skala_maks
        for five in chart.seri[0].kuantil:
            assert list(five) == sorted(five)
    if charts and statuses(figures, selection.tahun, selection.area):
        assert str(selection.tahun) in charts[0].seri[0].x


# -- flows ------------------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_flows_hold_every_desa_of_both_years_once(data, figures, known):
    selection = _selection(data.draw, known, tahun=data.draw(st.sampled_from(range(2019, 2025))))
    table = status_flows(figures.nilai, figures.wilayah, selection.tahun, selection.area, selection.tahun - 1)
    _rose, _fell, both = moves(figures, selection.tahun, selection.area, STATUS)
    if table is None or not table.to_numpy().any():
        assert not both
        return
    flow = flows.describe_flows(figures, selection, selection.tahun - 1, table)
    assert sum(arrow.jumlah for arrow in flow.arus) == both
    assert flow.tabel.frame["jumlah"].sum() == both
    assert flow.tabel.frame["bagian_semua"].sum() == pytest.approx(1)
    for arrow in flow.arus:
        assert (flow.simpul[arrow.dari].kolom, flow.simpul[arrow.ke].kolom) == (0, 1)
    for flow_id, number in flows.flow_sizes(table):
        members = flows.flow_members(figures, selection, selection.tahun - 1, flow_id)
        dari, ke = flow_id.split("-")
        now, past = rows(figures)[selection.tahun], rows(figures)[selection.tahun - 1]
        by_hand = sorted(
            kode
            for kode in now
            if now[kode] == ke and past.get(kode) == dari and (selection.area is None or is_within(kode, selection.area))
        )
        assert members.frame.index.tolist() == by_hand
        assert len(by_hand) == number


# -- movers and ranks -------------------------------------------------------------------------------------------------


def test_the_movers_are_the_largest_differences_of_the_rows(figures):
    scores: dict[str, dict[int, float]] = defaultdict(dict)
    for kode, tahun, score in zip(figures.nilai["kode_desa"], figures.nilai["tahun"], figures.nilai["nilai"], strict=True):
        scores[str(kode)][int(tahun)] = float(score)
    change = {kode: round(by[2024] - by[2023], 4) for kode, by in scores.items() if {2023, 2024} <= by.keys()}
    chart = movers.movers_chart(figures, Selection(2024), 2023, "nilai")
    rising, falling = chart.seri
    assert list(rising.kode) == sorted(change, key=lambda kode: (-change[kode], kode))[:10]
    assert list(falling.kode) == sorted(change, key=lambda kode: (change[kode], kode))[:10]
    assert rising.y[0] == pytest.approx(max(change.values()))
    assert chart.tabel.frame.index.tolist() == [*rising.kode, *falling.kode]


@views
@given(data=st.data(), menurut=st.sampled_from(movers.URUTAN))
def test_names_on_the_chart_of_movers_are_never_shared_by_two_desa(data, menurut, figures, known):
    selection = _selection(data.draw, known, tahun=data.draw(st.sampled_from(range(2019, 2025))))
    chart = movers.movers_chart(figures, selection, selection.tahun - 1, menurut)
    names = [name for series in chart.seri for name in series.x]
    assert len(names) == len(set(names)) == len(chart.tabel.frame)
    assert all(is_within(kode, selection.area or "18") for series in chart.seri for kode in series.kode)
    assert not any("nan" in text.split(": ", 1)[1] for series in chart.seri for text in series.teks)


def test_equal_improvement_is_an_equal_rank_and_the_sentence_names_all_of_them(figures):
    table = two_ranks.two_ranks(figures, Selection(2024), 2023)
    frame = table.frame
    assert frame["peringkat_selisih"].dropna().is_monotonic_increasing
    assert set(frame.index[frame["peringkat_selisih"].isna()]) == set(KOTA)
    tied = frame.copy()
    tied.loc[tied["peringkat_selisih"] == 2, "peringkat_selisih"] = 1
    sentence = two_ranks.improvement_finding(figures, Selection(2024), replace(table, frame=tied))
    assert "sama-sama" in sentence
    assert all(name in sentence for name in frame["nama"].iloc[:2])


# -- distance ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tahun", [2023, 2024, 2025])
@pytest.mark.parametrize("jarak", distance.JARAK)
def test_who_is_near_a_bound_is_counted_from_the_scores(tahun, jarak, figures):
    index = indeks_of_year(tahun)
    unit = 10**index.desimal
    reach = round(float(jarak) / 100 * index.skala_maks * unit)
    bounds = [round(bound * unit) for bound in index.batas_atas]
    year = figures.nilai[figures.nilai["tahun"] == tahun]
    rising: Counter[str] = Counter()
    risking: Counter[str] = Counter()
    for score in (round(float(value) * unit) for value in year["nilai"]):
        for bound, status in zip(bounds, STATUS[1:], strict=True):
            # A bound belongs to the class below it: one more unit is needed to pass it, none to fall to it.
            rising[status] += 0 <= bound - score <= reach - 1 and score > max([b for b in bounds if b < bound], default=-1)
            risking[status] += 0 < score - bound <= reach and score <= min([b for b in bounds if b > bound], default=unit * 1000)
    chart = distance.distance_chart(figures, Selection(tahun), jarak)
    assert [int(y) for y in chart.seri[0].y] == [rising[status] for status in STATUS[1:]]
    assert [int(y) for y in chart.seri[1].y] == [risking[status] for status in STATUS[1:]]
    for kelompok, total in (("naik", rising.total()), ("turun", risking.total())):
        table = distance.distance_table(figures, Selection(tahun), jarak, kelompok)
        assert len(table.frame) == total
        assert table.frame["jarak"].is_monotonic_increasing


# -- outlook ----------------------------------------------------------------------------------------------------------


def test_a_single_year_of_indeks_desa_gives_no_outlook_and_says_that_two_are_needed(figures):
    assert outlook.outlook_of(figures, Selection(2025)) is None
    assert "baru mempunyai satu tahun (2025)" in outlook_method.refusal(figures, Selection(2025))
    assert outlook.outlook_of(figures, Selection(2018)) is None
    # One official year after illustrative ones is not enough either.
    data = official(figures, 2024)
    assert outlook.outlook_of(data, Selection(2024)) is None
    assert "jenis data yang sama" in outlook_method.refusal(data, Selection(2024))


def test_the_outlook_says_method_years_and_limits(figures):
    found = outlook.outlook_of(figures, Selection(2024))
    text = " ".join(outlook_method.method(found))
    for words in ("2021–2022, 2022–2023, 2023–2024", "1.000 simulasi", "benih acak tetap", "90%", "seandainya IDM tetap dipakai"):
        assert words in text
    chart = outlook.outlook_chart(figures, Selection(2024), found)
    assert chart.judul.startswith("Perkiraan")
    for series in chart.seri:
        assert series.bawah[0] is series.atas[0] is None
        assert all(low <= y <= high for low, y, high in zip(series.bawah[1:], series.y[1:], series.atas[1:], strict=True))
    assert "nyata" not in chart.tabel.frame


def test_an_estimate_of_years_that_are_known_by_now_stands_beside_what_became_of_them(figures):
    selection = Selection(2021)
    found = outlook.outlook_of(figures, selection)
    table = outlook.outlook_chart(figures, selection, found).tabel.frame
    assert table.loc["2024-mandiri", "nyata"] == statuses(figures, 2024, None)["mandiri"]
    beyond = outlook.outlook_chart(figures, Selection(2023), outlook.outlook_of(figures, Selection(2023))).tabel.frame
    assert pd.isna(beyond.loc["2025-mandiri", "nyata"])  # 2025 is on another scale


# -- small multiples --------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_small_bars_are_shares_of_the_rows_and_every_area_has_a_card(data, figures, known):
    selection = _selection(data.draw, known)
    cards = small_multiples.small_areas(figures, selection)
    level = progress.below(selection)
    inside = [kode for kode in figures.codes_at(level) if is_within(kode, selection.area or "18")]
    assert sorted(card.kode for card in cards) == inside
    for card in cards[:4]:
        assert card.berdesa != only_kelurahan(figures, card.kode)
        for bar in card.batang:
            counts = statuses(figures, bar.tahun, card.kode)
            assert sum(part.bagian for part in bar.bagian) == pytest.approx(1 if counts else 0, abs=3e-4)
            assert bar.putus == (bar.tahun == 2025)


# -- everything -------------------------------------------------------------------------------------------------------


@views
@given(data=st.data(), bahasa=st.sampled_from(LANGUAGES))
def test_any_area_and_year_can_be_described_whole(data, bahasa, figures, known, polygons):
    set_language(bahasa)
    selection = _selection(data.draw, known)
    for unit in composition.SATUAN:
        composition.composition(figures, selection, unit)
    small_multiples.small_finding(figures, selection)
    small_multiples.small_table(figures, selection)
    for before in progress.earlier_years(figures, selection.tahun)[:2]:
        assert comparable(before, selection.tahun)
        table = flows.flow_table(figures, selection, before)
        if table is not None and table.to_numpy().any():
            assert flows.describe_flows(figures, selection, before, table).contoh
        two_ranks.improvement_finding(figures, selection, two_ranks.two_ranks(figures, selection, before))
    chart = distance.distance_chart(figures, selection, distance.JARAK_UTAMA)
    assert chart.contoh
    assert "contoh" in chart.tabel.nama_berkas
    found = outlook.outlook_of(figures, selection)
    if found is None:
        assert outlook_method.refusal(figures, selection)
    else:
        outlook.outlook_chart(figures, selection, found)
        outlook_method.transition_rows(found)
    if selection.area:
        assert small_multiples.small_map(figures, selection, selection.area, polygons).tingkat == "desa"


@pytest.mark.parametrize("kode", KOTA)
def test_a_kota_says_that_it_has_only_kelurahan(kode, figures):
    selection = Selection(2024).at_area(kode)
    title, note = progress.progress_headline(figures, selection)
    assert "hanya berisi kelurahan" in title
    assert note == ""
    assert not any(progress.anything_to_show(figures, selection, bagian) for bagian in progress.BAGIAN)
    assert composition.composition(figures, selection, "bagian").empty
    assert spread.spread_charts(figures, selection) == ()
