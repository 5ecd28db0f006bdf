"""The comparison is what the shipped files say: every figure is counted again from them with the csv module."""

from __future__ import annotations

import csv
import gzip
import math
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from statistics import fmean, median, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.data_file import ROOT
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import LANGUAGES, format_percent, set_language
from lib.domain.status import STATUS, status_classes
from lib.view.comparison import rank
from lib.view.comparison import table as comparison_table
from lib.view.comparison.areas import MAX_COMPARED, STYLES, Comparison, candidates, choose, features, written
from lib.view.comparison.dots import dot_chart
from lib.view.comparison.maps import legend, maps_table, small_maps
from lib.view.comparison.measures import INDUK, SERUPA, measures, target_text
from lib.view.comparison.sentences import chosen_note, headline
from lib.view.comparison.similar import similar_table
from lib.view.comparison.slope import slope_chart, slope_indicators
from lib.view.comparison.swarm import SCOPES, swarm_chart
from lib.view.frame.charts import ChartDescription
from lib.view.frame.selection import Selection
from lib.view.indicator.classes import contrast
from tests.browser.figures_by_hand import areas, scores
from tests.view.colours import VISION, difference, seen
from tests.view.selections import official, selections, views

YEARS = (2018, 2023, 2024, 2025)
KABUPATEN = tuple(f"18.{place:02d}" for place in range(1, 14))
KOTA = ("18.71", "18.72")
BEHIND = ("sangat_tertinggal", "tertinggal")


@cache
def rows(year: int, area: str) -> tuple[dict[str, str], ...]:
    """The file's rows of the desa inside an area, in code order."""
    return tuple(row for kode, row in sorted(scores()[year].items()) if kode.startswith(area + "."))


def share(year: int, area: str, *wanted: str) -> float:
    found = rows(year, area)
    return sum(row["status"] in wanted for row in found) / len(found) if found else math.nan


def mean(year: int, areas_: tuple[str, ...], column: str) -> float:
    values = [float(row[column]) for area in areas_ for row in rows(year, area) if row[column]]
    return fmean(values) if values else math.nan


def gain(year: int, area: str) -> float:
    """Mean change of the score over the desa of both years."""
    past = {row["kode_desa"]: float(row["nilai"]) for row in rows(year - 1, area)}
    both = [float(row["nilai"]) - past[row["kode_desa"]] for row in rows(year, area) if row["kode_desa"] in past]
    return fmean(both) if both else math.nan


def chosen(figures, tahun: int, kab: str | None = None, banding: str = "", kelompok: str = "", **fields) -> Comparison:
    selection = replace(Selection(tahun).at_area(kab), **fields)
    return choose(figures, selection, banding, kelompok)[0]


ALL = written(KABUPATEN[:5])


# -- who is compared ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_without_a_selected_area_the_top_the_middle_and_the_bottom_are_compared(year, figures):
    order = sorted(KABUPATEN, key=lambda kode: (-share(year, kode, "mandiri"), -mean(year, (kode,), "nilai"), kode))
    assert chosen(figures, year).kode == (order[0], order[6], order[12])


@pytest.mark.parametrize("kab", ["18.01", "18.04", "18.13"])
@pytest.mark.parametrize("year", [2024, 2025])
def test_a_selected_kabupaten_is_compared_with_the_three_most_like_it(year, kab, figures):
    columns = ["desa", *(entry.id for entry in indeks_of_year(year).dimensi), "tertinggal", "penduduk", "luas"]
    table = {
        kode: [
            len(rows(year, kode)),
            *(mean(year, (kode,), name) for name in columns[1:-3]),
            share(year, kode, *BEHIND),
            float(areas()[kode]["penduduk"]),
            float(areas()[kode]["luas_km2"]),
        ]
        for kode in KABUPATEN
    }
    deviations = [pstdev(column) for column in zip(*table.values(), strict=True)]
    distance = {
        kode: math.sqrt(sum(((a - b) / s) ** 2 for a, b, s in zip(table[kode], table[kab], deviations, strict=True) if s > 1e-12))
        for kode in KABUPATEN
        if kode != kab
    }
    nearest = sorted(distance, key=lambda kode: (distance[kode], kode))
    comparison = chosen(figures, year, kab)
    assert (comparison.utama, comparison.serupa, comparison.kode) == (kab, tuple(nearest[:3]), (kab, *nearest[:3]))
    shown = similar_table(figures, comparison)
    assert list(shown.frame.index) == [kab, *nearest]
    assert shown.frame["jarak"].tolist() == pytest.approx([0, *(distance[kode] for kode in nearest)], abs=1e-6)
    for kode in KABUPATEN:
        for column, value in zip(columns, table[kode], strict=True):
            name = {"luas": "luas_km2"}.get(column, column)
            if name in shown.frame:
                assert shown.frame.at[kode, name] == pytest.approx(value)


@settings(max_examples=80)
@given(data=st.data())
def test_no_address_breaks_the_choice(data, figures, known):
    selection = data.draw(selections(known))
    codes = st.sampled_from((*KABUPATEN, *KOTA, "18", "18.04.15", "18.04.15.2004", "", " ", "18.99", "<b>", "18.01;DROP", "०१"))
    banding = data.draw(st.lists(codes, max_size=9).map(",".join) | st.text(max_size=60))
    kelompok = data.draw(st.sampled_from(("", "kabupaten", "kecamatan", "desa", "<b>")))
    comparison, refused = choose(figures, selection, banding, kelompok)
    assert len(comparison.kode) <= MAX_COMPARED
    assert len(set(comparison.kode)) == len(comparison.kode)
    assert set(comparison.kode) <= set(candidates(figures, comparison.level, comparison.induk))
    assert set(refused) <= {"banding", "kelompok"}
    assert comparison.kode or not candidates(figures, comparison.level, comparison.induk)
    if comparison.utama:
        assert comparison.kode[0] == comparison.utama
    again, nothing = choose(figures, selection, written(comparison.others), comparison.level)
    if comparison.others:
        assert (again.kode, nothing) == (comparison.kode, ())


def test_areas_are_told_apart_by_colour_for_every_eye_and_by_shape():
    colours, shapes = zip(*STYLES, strict=True)
    assert len(set(shapes)) == len(STYLES) == MAX_COMPARED
    for one, other in combinations(colours, 2):
        for vision in VISION:
            assert difference(seen(one, vision), seen(other, vision)) > 10, (one, other, vision)
    for colour in colours:
        assert contrast(colour, "#ffffff") >= 3
        assert contrast(colour, "#10151c") >= 3
        assert colour not in {entry.warna for entry in status_classes().values()}


# -- side by side -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kab", [None, "18.04", "18.72"])
def test_every_figure_side_by_side_is_that_of_the_file(year, kab, figures):
    comparison = chosen(figures, year, kab, written(("18.01", "18.04", "18.13", "18.71")))
    found = {entry.id: entry.nilai for entry in measures(figures, comparison)}
    places = {kode: (kode,) for kode in comparison.kode} | {INDUK: ("18",), SERUPA: comparison.serupa}
    shares = {"mandiri": ("mandiri",), "maju_mandiri": ("maju", "mandiri"), "tertinggal": BEHIND}
    for key, codes in places.items():
        inside = [row for kode in codes for row in rows(year, kode)]
        assert found["dinilai"][key] == len(inside)
        for name, wanted in shares.items():
            expected = sum(row["status"] in wanted for row in inside) / len(inside) if inside else math.nan
            assert found[name][key] == pytest.approx(expected, nan_ok=True)
        for name in ("nilai", *(entry.id for entry in indeks_of_year(year).dimensi)):
            assert found[name][key] == pytest.approx(mean(year, codes, name), nan_ok=True)
    if year in (2018, 2025):
        assert not {"perubahan", "perubahan_mandiri"} & found.keys()
        return
    for kode in (*comparison.kode, INDUK):
        area = "18" if kode == INDUK else kode
        assert found["perubahan"][kode] == pytest.approx(gain(year, area), nan_ok=True)
        points = 100 * (share(year, area, "mandiri") - share(year - 1, area, "mandiri"))
        assert found["perubahan_mandiri"][kode] == pytest.approx(points, nan_ok=True)


@cache
def snapshots() -> dict[tuple[str, str], dict[str, dict[str, int]]]:
    """Units by programme and stage, date and area, as the file has them."""
    found: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(ROOT / "data" / "contoh" / "cakupan_program.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["program"], row["tahap"]][row["tanggal"]][row["kode_wilayah"]] = int(row["jumlah"])
    return found


def newest(program: str, stage: str, year: int, area: str) -> list[int] | None:
    dates = [date for date in snapshots()[program, stage] if date <= f"{year}-12-31"]
    if not dates:
        return None
    return [n for kode, n in snapshots()[program, stage][max(dates)].items() if kode.startswith(area + ".")]


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_coverage_side_by_side_is_that_of_the_newest_snapshot(year, figures):
    comparison = chosen(figures, year, "18.04", "18.01,18.13,18.71")
    found = {entry.id: entry for entry in measures(figures, comparison)}
    stages = {"smart_village": "pengguna", "e_samdes": "agen", "desamart": "ada", "kpb": "terdaftar", "desaku_maju": "pelaksana"}
    for program, stage in stages.items():
        if newest(program, stage, year, "18") is None:
            assert program not in found
            continue
        for kode in (*comparison.kode, INDUK):
            area = "18" if kode == INDUK else kode
            reached = newest(program, stage, year, area)
            desa = [
                code
                for code, row in areas().items()
                if row["jenis"] == "desa" and code.startswith(area + ".") and row["berlaku_dari"] <= f"{year}-12-31"
            ]
            if program == "kpb":
                part, whole = sum(reached), sum(newest("petani", "terdaftar", year, area))
            elif program in ("e_samdes", "desamart"):
                part, whole = sum(reached), sum(newest("bumdes", "tercatat", year, area))
            else:
                part, whole = len(reached), len(desa)
            assert found[program].nilai[kode] == pytest.approx(part / whole if whole else math.nan, nan_ok=True)


def test_a_target_is_shown_where_one_was_published_and_nowhere_else(figures):
    found = {entry.id: target_text(entry) for entry in measures(figures, chosen(figures, 2024))}
    assert {key: text for key, text in found.items() if text} == {
        "smart_village": "100,0% (2024)",
        "kpb": "800.000 petani (2021)",
    }
    # Inside a kabupaten only the target of all desa holds: a number for the province says nothing of a part.
    inside = {entry.id: target_text(entry) for entry in measures(figures, chosen(figures, 2024, "18.04", "", "kecamatan"))}
    assert {key: text for key, text in inside.items() if text} == {"smart_village": "100,0% (2024)"}


@settings(max_examples=40)
@given(data=st.data())
def test_best_and_worst_are_those_that_are_printed_so(data, figures, known):
    selection = data.draw(selections(known))
    comparison = choose(figures, selection, "", "")[0]
    for entry in measures(figures, comparison):
        marks = entry.marks(comparison.kode)
        known_values = {kode: entry.nilai[kode] for kode in comparison.kode if entry.nilai[kode] == entry.nilai[kode]}
        printed = {entry.text(kode) for kode in known_values}
        if not entry.baik or len(printed) < 2:
            assert marks == {}
            continue
        good = max(known_values.values(), key=lambda value: value * entry.baik)
        bad = min(known_values.values(), key=lambda value: value * entry.baik)
        for kode, value in known_values.items():
            text = entry.column.text(value)
            expected = {entry.column.text(good): "terbaik", entry.column.text(bad): "terlemah"}.get(text)
            assert marks.get(kode) == expected


def test_more_desa_behind_is_worse(figures):
    behind = next(entry for entry in measures(figures, chosen(figures, 2024, None, "18.13,18.04")) if entry.id == "tertinggal")
    assert behind.marks(("18.13", "18.04")) == {"18.13": "terlemah", "18.04": "terbaik"}


@settings(max_examples=40)
@given(data=st.data())
def test_the_screen_and_the_download_hold_the_same_figures(data, figures, known):
    comparison = choose(figures, data.draw(selections(known)), "", "")[0]
    found = measures(figures, comparison)
    heads, groups = comparison_table.heads(figures, comparison, found), comparison_table.groups(comparison, found)
    table = comparison_table.table(figures, comparison, found, "x")
    shown = [row for group in groups for row in group.baris]
    assert [row.label for row in shown] == [column.label for column in table.kolom[2:]]
    assert all(len(row.sel) == len(heads) for row in shown)
    for place, (_index, values) in enumerate(table.frame.iterrows()):
        if table.frame.index[place] == comparison_table.TARGET:
            continue
        texts = [column.text(values[column.id]) for column in table.kolom[2:]]
        assert [row.sel[place].teks for row in shown] == texts
    assert table.contoh == ("contoh" in table.nama_berkas)


# -- sentences ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kab", KABUPATEN)
def test_the_headline_places_the_selected_kabupaten_as_a_count_does(year, kab, figures):
    shares = {kode: round(100 * share(year, kode, "mandiri"), 1) for kode in KABUPATEN}
    place = 1 + sum(value > shares[kab] for value in shares.values())
    sentence = headline(figures, chosen(figures, year, kab))
    assert f"{format_percent(shares[kab] / 100)} desa Mandiri pada {year}, peringkat {place} dari 13" in sentence
    tied = Counter(shares.values())[shares[kab]] - 1
    assert (f"(sama: {tied} lain)" in sentence) == (tied > 0)
    apart = round(shares[kab] - round(100 * share(year, "18", "mandiri"), 1), 1)
    word = "di atas" if apart > 0 else "di bawah" if apart < 0 else "sama dengan"
    assert f"{word} Provinsi Lampung" in sentence


@pytest.mark.parametrize("kota", KOTA)
def test_a_kota_is_said_to_hold_only_kelurahan(kota, figures):
    assert "hanya berisi kelurahan" in headline(figures, chosen(figures, 2024, kota))
    assert "hanya berisi kelurahan" in headline(figures, chosen(figures, 2024, kota, "", "kecamatan"))
    assert similar_table(figures, chosen(figures, 2024, kota)) is None


def test_the_note_says_who_chose(figures):
    assert "paling serupa" in chosen_note(figures, chosen(figures, 2024, "18.04"))
    assert "tertinggi, tengah, dan terendah" in chosen_note(figures, chosen(figures, 2024))
    assert chosen_note(figures, chosen(figures, 2024, None, "18.01,18.02")) == "Dibandingkan: Lampung Selatan, Lampung Tengah."
    assert "pilih wilayah lain" in chosen_note(figures, chosen(figures, 2024, "18.04", "18.04"))
    # Nobody has a place where nobody has a figure.
    assert "tertinggi" not in chosen_note(figures, chosen(figures, 2024, "18.72", "", "kecamatan"))


# -- rankings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indikator", rank.RANKED)
@pytest.mark.parametrize("year", [2019, 2024])
def test_both_rankings_are_those_of_the_file(year, indikator, figures):
    wanted = {"mandiri": ("mandiri",), "maju_mandiri": ("maju", "mandiri")}.get(indikator)
    if wanted:
        level = {kode: round(100 * share(year, kode, *wanted), 1) for kode in KABUPATEN}
        gained = {kode: round(100 * (share(year, kode, *wanted) - share(year - 1, kode, *wanted)), 1) for kode in KABUPATEN}
    else:
        level = {kode: round(mean(year, (kode,), "nilai"), 4) for kode in KABUPATEN}
        gained = {kode: round(gain(year, kode), 4) for kode in KABUPATEN}
    found = rank.ranking(figures, chosen(figures, year, indikator=indikator))
    for column, place, numbers in (("nilai", "peringkat", level), ("selisih", "peringkat_selisih", gained)):
        for kode in KABUPATEN:
            assert found.frame.at[kode, column] == pytest.approx(numbers[kode], abs=0.051 if wanted else 5.1e-5)
            assert found.frame.at[kode, place] == 1 + sum(value > numbers[kode] for value in numbers.values())
        assert found.frame.loc[list(KOTA), place].isna().all()
    lines = rank.by_improvement(figures, found)
    assert [line.kode for line in lines][-2:] == list(KOTA)
    gains = [found.frame.at[line.kode, "selisih"] for line in lines[:-2]]
    assert gains == sorted(gains, reverse=True)
    best = {kode for kode in KABUPATEN if gained[kode] == max(gained.values())}
    assert {line.kode for line in lines if line.peringkat == "1"} == best
    title = rank.finding(figures, found)
    assert all(areas()[kode]["nama"] in title for kode in best) or len(best) > 3


@pytest.mark.parametrize("year", [2018, 2025])
def test_no_improvement_is_ranked_without_a_comparable_year(year, figures):
    found = rank.ranking(figures, chosen(figures, year))
    assert found.sebelum is None
    assert rank.by_improvement(figures, found) == ()
    assert "peringkat_selisih" not in rank.rank_table(figures, found).frame


def test_official_rows_are_not_ranked_by_improvement_on_illustrative_ones(figures):
    found = rank.ranking(official(figures, 2024), chosen(official(figures, 2024), 2024))
    assert found.sebelum is None
    assert slope_chart(official(figures, 2024), chosen(official(figures, 2024), 2024)) is None


# -- charts -------------------------------------------------------------------------------------------------------------


@views
@given(data=st.data())
def test_a_dot_stands_at_the_value_of_its_area(data, figures, known):
    selection = data.draw(selections(known))
    comparison = choose(figures, selection, "", "")[0]
    chart = dot_chart(figures, comparison)
    by_kode = chart.tabel.frame["nilai"]
    drawn = {}
    for series in chart.seri:
        assert len(series.x) == len(series.y) == len(series.teks) == len(series.kode) == len(series.sebut)
        drawn |= dict(zip(series.kode, series.y, strict=True))
    assert set(comparison.kode) <= drawn.keys()
    for kode, value in drawn.items():
        assert (value is None and by_kode[kode] != by_kode[kode]) or value == pytest.approx(by_kode[kode])
    ends = chart.nilai.dari, chart.nilai.sampai
    if None not in ends:
        assert all(ends[0] <= value <= ends[1] for value in drawn.values() if value is not None)
    _whole(chart)


@pytest.mark.parametrize("indikator", ["mandiri", "maju_mandiri", "nilai", "dim_ike"])
@pytest.mark.parametrize("year", YEARS)
def test_a_slope_goes_from_one_comparable_year_to_the_next_and_never_over_the_break(year, indikator, figures):
    comparison = chosen(figures, year, "18.04", indikator=indikator)
    chart = slope_chart(figures, comparison)
    if year in (2018, 2025):
        assert chart is None
        return
    assert indikator in slope_indicators(comparison.selection)
    for series in chart.seri:
        assert series.x == (str(year - 1), str(year))
        assert all(comparable(int(one), int(other)) for one, other in pairwise(series.x))
        for tahun, value in zip((year - 1, year), series.y, strict=True):
            wanted = {"mandiri": ("mandiri",), "maju_mandiri": ("maju", "mandiri")}.get(indikator)
            column = indikator.removeprefix("dim_")
            expected = share(tahun, series.id, *wanted) if wanted else mean(tahun, (series.id,), column)
            assert value == pytest.approx(expected)
    assert [series.id for series in chart.seri] == [*comparison.kode, "18"]
    _whole(chart)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(("kab", "kelompok"), [(None, ""), ("18.04", ""), ("18.04", "kecamatan")])
@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_every_desa_is_one_dot_at_its_score_in_the_colour_of_its_status(year, kab, kelompok, scope, figures):
    comparison = chosen(figures, year, kab, "", kelompok)
    chart = swarm_chart(figures, comparison, scope)
    wanted = candidates(figures, comparison.level, comparison.induk) if scope == "semua" else comparison.kode
    expected = {row["kode_desa"]: row for area in wanted for row in rows(year, area)}
    drawn, places, lanes = {}, set(), defaultdict(set)
    for series in chart.seri:
        assert series.warna == status_classes()[series.id].warna
        for x, y, kode in zip(series.x, series.y, series.kode, strict=True):
            assert kode not in drawn
            drawn[kode] = y
            assert expected[kode]["status"] == series.id
            assert y == pytest.approx(float(expected[kode]["nilai"]))
            places.add((x, y))
            lanes[kode[:5] if comparison.level == "kabupaten" else kode[:8]].add(x)
    assert drawn.keys() == expected.keys()
    assert not any(one & other for one, other in combinations(lanes.values(), 2))
    assert all(0 <= x < chart.baris for x, _y in places)
    span = max(drawn.values()) - min(drawn.values())
    for row in {x for x, _y in places}:
        inside = sorted(y for x, y in zip(_all_x(chart), _all_y(chart), strict=True) if x == row)
        assert all(other - one > span / 200 for one, other in pairwise(inside))
    assert len(chart.tabel.frame) == len(expected)
    _whole(chart)


def _all_x(chart: ChartDescription) -> list[float]:
    return [x for series in chart.seri for x in series.x]


def _all_y(chart: ChartDescription) -> list[float]:
    return [y for series in chart.seri for y in series.y]


def test_the_lanes_stand_in_the_order_of_their_medians(figures):
    chart = swarm_chart(figures, chosen(figures, 2024), "semua")
    medians = {kode: median(float(row["nilai"]) for row in rows(2024, kode)) for kode in KABUPATEN}
    order = sorted(KABUPATEN, key=lambda kode: -medians[kode])
    assert [name.rpartition(" (")[0] for _place, name in sorted(chart.kategori.nama)] == [areas()[kode]["nama"] for kode in order]


def test_the_selected_desa_is_marked_among_the_dots(figures):
    comparison = chosen(figures, 2024, "18.04.15.2004")
    chart = swarm_chart(figures, comparison, "semua")
    assert chart.seri[-1].kode == ("18.04.15.2004",)
    assert chart.seri[-1].penanda != chart.seri[0].penanda
    assert swarm_chart(figures, chosen(figures, 2024), "semua").seri[-1].id == STATUS[-1]


def test_without_a_desa_there_is_a_designed_nothing(figures):
    comparison = chosen(figures, 2024, "18.72", "", "kecamatan")
    for scope in SCOPES:
        chart = swarm_chart(figures, comparison, scope)
        assert chart.empty
        assert "belum ada data" in chart.judul
    assert dot_chart(figures, comparison).empty
    assert rank.ranking(figures, comparison).empty
    assert all(entry.kalimat == "hanya kelurahan: tidak dinilai" for entry in small_maps(figures, comparison))


@pytest.mark.parametrize("year", YEARS)
def test_the_legend_of_the_small_maps_counts_the_desa_of_all_of_them(year, figures):
    comparison = chosen(figures, year, None, "18.13,18.04,18.71")
    counted = Counter(row["status"] for kode in comparison.kode for row in rows(year, kode))
    found = {entry.id: entry.jumlah for entry in legend(figures, comparison)}
    assert {key: found[key] for key in STATUS} == {key: counted[key] for key in STATUS}
    assert found["belum_dinilai"] == sum(
        row["jenis"] == "kelurahan" and kode.startswith(("18.13.", "18.04.", "18.71.")) for kode, row in areas().items()
    )
    assert maps_table(figures, comparison).frame[list(STATUS)].sum().to_dict() == {key: counted[key] for key in STATUS}


def _whole(chart: ChartDescription) -> None:
    """Title, what is measured, words for who does not see it, source, badge and a table twin are all there."""
    assert chart.judul
    assert chart.subjudul
    assert chart.judul in chart.alt
    assert chart.sumber.startswith(("Sumber: ", "Source: "))
    assert chart.contoh == chart.tabel.contoh == ("contoh" in chart.tabel.nama_berkas)
    assert len(chart.tabel.frame) or chart.empty


@pytest.mark.parametrize("bahasa", LANGUAGES)
@settings(max_examples=25)
@given(data=st.data())
def test_no_state_of_the_page_raises_in_either_language(bahasa, data, figures, known):
    set_language(bahasa)
    try:
        selection = data.draw(selections(known))
        kelompok = data.draw(st.sampled_from(("", "kabupaten", "kecamatan")))
        comparison = choose(figures, selection, data.draw(st.sampled_from(("", ALL, "18.71", "18.04.15"))), kelompok)[0]
        found = measures(figures, comparison)
        assert headline(figures, comparison)
        assert chosen_note(figures, comparison)
        assert comparison_table.target_note(comparison, found)
        comparison_table.unknown_programs_note(found, selection.tahun)
        for chart in (dot_chart(figures, comparison), slope_chart(figures, comparison)):
            if chart is not None:
                _whole(chart)
        _whole(swarm_chart(figures, comparison, data.draw(st.sampled_from(SCOPES))))
        ranked = rank.ranking(figures, comparison)
        assert rank.finding(figures, ranked)
        rank.rank_table(figures, ranked)
        similar_table(figures, comparison)
        maps_table(figures, comparison)
        assert set(features(figures, selection.tahun, comparison.level, comparison.induk).index) <= set(
            candidates(figures, comparison.level, comparison.induk)
        )
    finally:
        set_language("id")
