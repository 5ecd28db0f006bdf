"""With the two real IDM years imported, every figure of the progress page is what the files themselves say.

Nothing of the application's own reckoning is used on the other side: the files are read with ``csv`` and counted here.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict

import pytest

from lib.view.frame.selection import Selection
from lib.view.status import composition, distance, flows, movers, outlook, progress, spread, two_ranks

pytestmark = pytest.mark.real
ORDER = ("SANGAT TERTINGGAL", "TERTINGGAL", "BERKEMBANG", "MAJU", "MANDIRI")
IDS = ("sangat_tertinggal", "tertinggal", "berkembang", "maju", "mandiri")
BOUNDS = (4907, 5989, 7072, 8155)  # upper bounds, inclusive, in ten-thousandths
NOW = Selection(2024)
AREAS = (None, "18.04", "18.13", "18.13.02")
Row = dict[str, str]


def units(text: str) -> int:
    """A score in ten-thousandths."""
    return round(float(text) * 10_000)


def inside(rows: dict[str, Row], area: str | None) -> dict[str, Row]:
    return {code: row for code, row in rows.items() if area is None or code.startswith(area + ".")}


def at(area: str | None) -> Selection:
    return NOW.at_area(area)


@pytest.mark.parametrize("area", AREAS)
def test_composition_and_headline(real, files, area):
    old, new = (inside(files[year], area) for year in (2023, 2024))
    frame = composition.composition(real, at(area), "bagian").tabel.frame
    for year, rows in ((2023, old), (2024, new)):
        counts = Counter(row["status_idm"] for row in rows.values())
        assert frame.loc[str(year), list(IDS)].tolist() == [counts[name] for name in ORDER]
        assert frame.loc[str(year), "sifat"] == "resmi"
    steps = [ORDER.index(new[code]["status_idm"]) - ORDER.index(old[code]["status_idm"]) for code in old.keys() & new.keys()]
    title, _note = progress.progress_headline(real, at(area))
    rose, fell = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if rose:
        assert title.startswith(f"{rose:,} dari {len(steps):,} ".replace(",", "."))
    if rose and fell:
        assert f"{fell} turun, " in title


@pytest.mark.parametrize("area", AREAS)
def test_the_flow_between_the_two_years_and_the_desa_behind_each(real, files, area):
    old, new = (inside(files[year], area) for year in (2023, 2024))
    by_hand: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in sorted(old.keys() & new.keys()):
        by_hand[old[code]["status_idm"], new[code]["status_idm"]].append(code)
    table = flows.flow_table(real, at(area), 2023)
    shown = flows.describe_flows(real, at(area), 2023, table).tabel.frame["jumlah"].to_dict()
    ids = dict(zip(ORDER, IDS, strict=True))
    assert shown == {f"{ids[a]}-{ids[b]}": len(codes) for (a, b), codes in by_hand.items()}
    for (a, b), codes in by_hand.items():
        assert flows.flow_members(real, at(area), 2023, f"{ids[a]}-{ids[b]}").frame.index.tolist() == codes


def test_the_desa_in_pesisir_barat_that_are_still_tertinggal(real, files):
    by_hand = [code for code, row in inside(files[2024], "18.13").items() if row["status_idm"] == "TERTINGGAL"]
    assert len(by_hand) == 4
    ends = [
        code
        for flow_id, _number in flows.flow_sizes(flows.flow_table(real, at("18.13"), 2023))
        if flow_id.endswith("-tertinggal")
        for code in flows.flow_members(real, at("18.13"), 2023, flow_id).frame.index
    ]
    assert sorted(ends) == sorted(by_hand)


def test_the_spread_of_scores(real, files):
    frame = spread.spread_charts(real, NOW)[0].tabel.frame
    for year in (2023, 2024):
        scores = sorted(float(row["nilai_idm"]) for row in files[year].values())
        lower, median, upper = statistics.quantiles(scores, n=4, method="inclusive")
        assert frame.loc[str(year), "n"] == len(scores)
        assert frame.loc[str(year), list("abcde")].tolist() == pytest.approx([scores[0], lower, median, upper, scores[-1]])


def test_which_kabupaten_improved_most_and_where_it_stands(real, files):
    change, level = defaultdict(list), defaultdict(list)
    for code, row in files[2024].items():
        level[code[:5]].append(float(row["nilai_idm"]))
        change[code[:5]].append(float(row["nilai_idm"]) - float(files[2023][code]["nilai_idm"]))
    means = {kab: round(statistics.fmean(values), 4) for kab, values in level.items()}
    moved = {kab: round(statistics.fmean(values), 4) for kab, values in change.items()}
    table = two_ranks.two_ranks(real, NOW, 2023)
    frame = table.frame.dropna(subset=["peringkat_selisih"])
    assert len(frame) == len(moved) == 13
    for kab in moved:
        assert frame.at[kab, "peringkat_selisih"] == 1 + sum(other > moved[kab] for other in moved.values())
        assert frame.at[kab, "peringkat_nilai"] == 1 + sum(other > means[kab] for other in means.values())
        assert frame.at[kab, "selisih"] == pytest.approx(moved[kab], abs=5.1e-5)
    best = max(moved, key=lambda kab: moved[kab])
    assert frame.index[0] == best
    assert two_ranks.improvement_finding(real, NOW, table).startswith(real.name(best))


@pytest.mark.parametrize("area", AREAS)
def test_the_largest_rises_and_falls_and_the_dimension_that_moved_most(real, files, area):
    old, new = (inside(files[year], area) for year in (2023, 2024))
    change = {code: units(new[code]["nilai_idm"]) - units(old[code]["nilai_idm"]) for code in old}
    rising = sorted((code for code in change if change[code] > 0), key=lambda code: (-change[code], code))[:10]
    falling = sorted((code for code in change if change[code] < 0), key=lambda code: (change[code], code))[:10]
    frame = movers.movers_chart(real, at(area), 2023, "nilai").tabel.frame
    assert frame.index.tolist() == rising + falling
    for code, shown in frame.iterrows():
        sign = 1 if code in rising else -1
        parts = {part: sign * (float(new[code][part]) - float(old[code][part])) for part in ("iks", "ike", "ikl")}
        if max(parts.values()) <= 1e-9:  # a score may move by a rounding alone
            assert not isinstance(shown["dimensi"], str)
            continue
        assert parts[shown["dimensi"].lower()] == pytest.approx(max(parts.values()))
        assert shown["selisih_dimensi"] * sign == pytest.approx(max(parts.values()))


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("jarak", ["1", "3"])
def test_who_is_near_the_next_status_and_which_dimension_lags_the_kabupaten_most(real, files, area, jarak):
    rows, reach = files[2024], int(jarak) * 100
    medians = {
        kab: {part: statistics.median(float(row[part]) for row in inside(rows, kab).values()) for part in ("iks", "ike", "ikl")}
        for kab in {code[:5] for code in rows}
    }
    for kelompok in ("naik", "turun"):
        by_hand = {}
        for code, row in inside(rows, area).items():
            score, place = units(row["nilai_idm"]), ORDER.index(row["status_idm"])
            if kelompok == "naik" and place < 4 and BOUNDS[place] + 1 - score <= reach:
                by_hand[code] = BOUNDS[place] + 1 - score
            if kelompok == "turun" and place > 0 and score - BOUNDS[place - 1] <= reach:
                by_hand[code] = score - BOUNDS[place - 1]
        frame = distance.distance_table(real, at(area), jarak, kelompok).frame
        assert {code: units(str(value)) for code, value in frame["jarak"].items()} == by_hand
        for code, shown in frame.iterrows():
            gaps = {part: medians[code[:5]][part] - float(rows[code][part]) for part in ("iks", "ike", "ikl")}
            if max(gaps.values()) <= 1e-9:
                assert not isinstance(shown["dimensi"], str)
            else:
                assert gaps[shown["dimensi"].lower()] == pytest.approx(max(gaps.values()))
                assert shown["selisih_dimensi"] == pytest.approx(-max(gaps.values()))


def test_the_outlook_is_the_composition_times_the_shares_of_the_one_official_pair(real, files):
    moves: Counter[tuple[str, str]] = Counter(
        (files[2023][code]["status_idm"], row["status_idm"]) for code, row in files[2024].items()
    )
    found = outlook.outlook_of(real, NOW)
    assert found.pasangan == ((2023, 2024),)
    shares: dict[str, dict[str, float]] = {}
    for dari in ORDER:
        total = sum(moves[dari, ke] for ke in ORDER)
        # Tertinggal has four desa in the whole province: too few of its own, and the province is all there is.
        shares[dari] = {ke: moves[dari, ke] / total if total else float(ke == dari) for ke in ORDER}
    now = {name: float(sum(row["status_idm"] == name for row in files[2024].values())) for name in ORDER}
    for year in (2025, 2026, 2027):
        now = {ke: sum(now[dari] * shares[dari][ke] for dari in ORDER) for ke in ORDER}
        rows = found.perkiraan[found.perkiraan["tahun"] == year].set_index("status")
        assert rows["jumlah"].tolist() == pytest.approx([now[name] for name in ORDER])


def test_the_official_years_carry_no_badge_and_the_others_do(real):
    for section in ("perpindahan", "penggerak", "jarak", "perkiraan"):
        assert not progress.any_illustrative(real, progress.years_behind(real, NOW, section, 2023)), section
    assert progress.any_illustrative(real, progress.years_behind(real, NOW, "komposisi", 2023))
    assert "contoh" not in two_ranks.two_ranks(real, NOW, 2023).nama_berkas
    assert "contoh" in composition.composition(real, NOW, "bagian").tabel.nama_berkas
