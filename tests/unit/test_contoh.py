"""The example data: its totals equal the facts, every row obeys the rules of its index, and a rebuild gives the same bytes."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contoh.build import products
from data.contoh.draws import apportion, uniform
from data.contoh.places import all_desa
from data.contoh.plan import make_plan
from lib.domain import facts
from lib.domain.data_file import ROOT, read_sumber
from lib.domain.errors import DataFileError
from lib.domain.indeks import indeks_of_year, indices
from lib.domain.program import all_programs
from lib.domain.status import STATUS
from lib.domain.wilayah import is_desa

CONTOH = ROOT / "data" / "contoh"
NILAI, CAKUPAN = "nilai_indeks.csv.gz", "cakupan_program.csv.gz"
YEARS = range(2018, 2026)
IDM_YEARS = range(2018, 2025)
KABUPATEN = [f"18.{number:02d}" for number in range(1, 14)]
HEADER = ["kode_desa", "tahun", "indeks", "nilai", "status", "iks", "ike", "ikl", "dld", "ds", "de", "dl", "da", "dtkpd"]


def read_gz(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(content).decode())))


@pytest.fixture(scope="module")
def scores() -> list[dict[str, str]]:
    return read_gz((CONTOH / NILAI).read_bytes())


@pytest.fixture(scope="module")
def counts(scores) -> Counter:
    """Number of desa by (year, kabupaten, status)."""
    return Counter((int(row["tahun"]), row["kode_desa"][:5], row["status"]) for row in scores)


@pytest.fixture(scope="module")
def status_of(scores) -> dict[int, dict[str, int]]:
    """Place of the status by year and code."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in scores:
        found[int(row["tahun"])][row["kode_desa"]] = STATUS.index(row["status"])
    return found


@pytest.fixture(scope="module")
def coverage() -> dict[tuple[str, str, str], dict[str, int]]:
    """Amounts by code, by (programme, stage, date)."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for row in read_gz((CONTOH / CAKUPAN).read_bytes()):
        snapshot = found[row["program"], row["tahap"], row["tanggal"]]
        assert row["kode_wilayah"] not in snapshot
        snapshot[row["kode_wilayah"]] = int(row["jumlah"])
    return found


@pytest.fixture(scope="module")
def wilayah() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("status", STATUS)
@pytest.mark.parametrize("kab", KABUPATEN)
@pytest.mark.parametrize("tahun", [2023, 2024])
def test_every_cell_of_kabupaten_and_status_equals_the_fact(counts, tahun, kab, status):
    assert counts[tahun, kab, status] == facts.status_facts_kabupaten()[tahun, kab][status]


@pytest.mark.parametrize("tahun", YEARS)
def test_province_totals_equal_the_facts(counts, tahun):
    for status, jumlah in facts.status_facts_provinsi()[tahun].items():
        assert sum(counts[tahun, kab, status] for kab in KABUPATEN) == jumlah


def test_scattered_facts_of_single_kabupaten_are_met_too(counts):
    checked = 0
    for (tahun, kab), known in facts.status_facts_kabupaten().items():
        for status, jumlah in known.items() if tahun in YEARS else ():
            assert counts[tahun, kab, status] == jumlah, (tahun, kab, status)
            checked += 1
    assert checked > 130 + 70
    assert counts[2025, "18.04", "mandiri"] == 16
    assert counts[2020, "18.04", "mandiri"] == 10


@pytest.mark.parametrize("tahun", YEARS)
def test_every_desa_that_exists_has_one_row_and_no_kelurahan_has_any(scores, wilayah, tahun):
    codes = [row["kode_desa"] for row in scores if int(row["tahun"]) == tahun]
    expected = [
        kode
        for kode, row in wilayah.items()
        if row["jenis"] == "desa" and (not row["berlaku_dari"] or int(row["berlaku_dari"][:4]) <= tahun)
    ]
    assert codes == sorted(expected)
    assert len(codes) == (2446 if tahun >= 2023 else 2435)
    assert all(is_desa(kode) for kode in codes)


def test_the_status_follows_the_interval_and_the_dimensions_reproduce_the_score(scores):
    assert list(scores[0]) == HEADER
    for row in scores:
        indeks = indices()[row["indeks"]]
        assert indeks is indeks_of_year(int(row["tahun"]))
        nilai = float(row["nilai"])
        assert f"{nilai:.{indeks.desimal}f}" == row["nilai"]
        low, high = indeks.interval_of(row["status"])
        assert low < nilai <= high
        assert indeks.status_of(nilai) == row["status"]
        dimensions = {entry.id: float(row[entry.id]) for entry in indeks.dimensi}
        assert indeks.score_from_dimensions(dimensions) == nilai
        assert all(0 <= dimensions[entry.id] <= entry.maks for entry in indeks.dimensi)
        assert all(row[entry.id] == f"{dimensions[entry.id]:.{entry.desimal}f}" for entry in indeks.dimensi)
        assert not any(row[entry.id] for other in indices().values() if other is not indeks for entry in other.dimensi)


@pytest.mark.parametrize("tahun", [2023, 2024])
def test_kabupaten_means_are_the_published_ones(scores, tahun):
    for kab in KABUPATEN:
        rows = [row for row in scores if int(row["tahun"]) == tahun and row["kode_desa"].startswith(kab)]
        for name, fact in facts.mean_facts_kabupaten()[tahun, kab].items():
            assert sum(float(row[name]) for row in rows) / len(rows) == pytest.approx(fact, abs=0.0002)


@pytest.mark.parametrize("tahun", IDM_YEARS[:-1])
def test_most_desa_keep_their_class_and_none_falls_two(status_of, tahun):
    moves = Counter(status_of[tahun + 1][kode] - place for kode, place in status_of[tahun].items())
    assert moves[0] >= 0.6 * moves.total()
    assert set(moves) <= {-1, 0, 1}
    # Some fall: a screen of movers would otherwise be empty on one side.
    assert moves[-1] < 0.02 * moves.total()


def test_neighbours_resemble_each_other(scores):
    rows = [(row["kode_desa"], float(row["nilai"])) for row in scores if row["tahun"] == "2024"]
    within, between = defaultdict(list), defaultdict(list)
    for kode, nilai in rows:
        within[kode[:8]].append(nilai)
        between[kode[:5]].append(nilai)

    def scatter(groups: dict[str, list[float]]) -> float:
        return sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in groups.values())

    assert scatter(within) < 0.75 * scatter(between)


def test_every_published_programme_total_is_reached_and_nothing_else_is_there(coverage):
    province = {
        (fact.program, fact.tahap, fact.tanggal.isoformat()): fact.jumlah
        for fact in facts.program_facts()
        if fact.kode_wilayah == "18"
    }
    assert {key: sum(amounts.values()) for key, amounts in coverage.items()} == province
    assert len(province) == 19


def test_kabupaten_figures_of_programmes_are_met_or_exceeded_later(coverage):
    for fact in facts.program_facts():
        if fact.kode_wilayah == "18":
            continue

        def inside(snapshot, wilayah=fact.kode_wilayah):
            return sum(jumlah for kode, jumlah in snapshot.items() if kode.startswith(wilayah))

        snapshots = {
            date: rows for (program, tahap, date), rows in coverage.items() if (program, tahap) == (fact.program, fact.tahap)
        }
        date = fact.tanggal.isoformat()
        if date in snapshots:
            assert inside(snapshots[date]) == fact.jumlah
        else:
            assert all(inside(rows) >= fact.jumlah for later, rows in snapshots.items() if later > date)


def test_amounts_fit_the_unit_and_the_places(coverage, wilayah):
    for (program, tahap, date), amounts in coverage.items():
        entry = all_programs()[program]
        assert tahap in {stage.id for stage in entry.tahap}
        for kode, jumlah in amounts.items():
            assert jumlah > 0
            assert entry.satuan["id"] == "petani" or jumlah == 1
            assert entry.termasuk_kelurahan or is_desa(kode)
            assert not wilayah[kode]["berlaku_dari"] or wilayah[kode]["berlaku_dari"] <= date


def test_the_61_desa_without_smart_village_lie_where_the_source_says(coverage, wilayah):
    desa = {kode for kode, row in wilayah.items() if row["jenis"] == "desa"}
    without = desa - set(coverage["smart_village", "pengguna", "2023-12-31"])
    assert len(without) == 61
    assert {kode[:5] for kode in without} == {"18.13", "18.03", "18.06"}


def test_pilots_named_by_the_source_are_on_the_pilot_list(coverage):
    assert {"18.09.10.2004", "18.10.01.2009", "18.07.15.2001", "18.01.17.2006"} <= set(
        coverage["smart_village", "percontohan", "2020-10-23"]
    )


def test_stages_nest_as_their_definitions_say(coverage):
    agents = set(coverage["e_samdes", "agen", "2023-02-06"])
    served = set(coverage["e_samdes", "melayani", "2023-10-09"])
    operating = set(coverage["e_samdes", "beroperasi", "2022-12-13"])
    enterprises = set(coverage["bumdes", "tercatat", "2023-02-06"])
    assert served < agents < enterprises
    assert operating < agents
    assert {kode[:5] for kode in served} == set(KABUPATEN)
    assert set(coverage["e_samdes", "agen", "2021-10-28"]) <= agents & set(coverage["bumdes", "tercatat", "2021-10-16"])
    assert set(coverage["desamart", "ada", "2023-03-27"]) < enterprises


def test_kpb_grows_within_the_farmers_and_reaches_both_kota(coverage):
    farmers = coverage["petani", "terdaftar", "2021-01-01"]
    dates = ["2020-06-10", "2020-12-01", "2021-12-27"]
    for earlier, later in pairwise(dates):
        after = coverage["kpb", "terdaftar", later]
        assert all(jumlah <= after[kode] for kode, jumlah in coverage["kpb", "terdaftar", earlier].items())
    last = coverage["kpb", "terdaftar", dates[-1]]
    redeemed = coverage["kpb", "menebus_pupuk", dates[-1]]
    assert all(jumlah <= farmers[kode] for kode, jumlah in last.items())
    assert all(jumlah <= last[kode] for kode, jumlah in redeemed.items())
    assert {"18.71", "18.72"} <= {kode[:5] for kode in redeemed}
    first = coverage["kpb", "terdaftar", dates[0]]
    assert (len(first), len({kode[:8] for kode in first})) == (50, 12)


@pytest.mark.parametrize("name", [NILAI, CAKUPAN])
def test_the_twin_says_that_it_is_example_data(name):
    sumber = read_sumber(CONTOH / name)
    assert sumber.sifat == "contoh"
    assert sumber.sha256
    assert "python -m data.contoh.build" in sumber.cara


def test_both_files_are_small():
    assert sum((CONTOH / name).stat().st_size for name in (NILAI, CAKUPAN)) < 1_500_000


def test_rebuilding_gives_the_same_rows_and_bytes():
    for name, content in products().items():
        shipped = (CONTOH / name).read_bytes()
        # Another zlib may pack the same rows differently; the rows may not differ.
        assert gzip.decompress(content) == gzip.decompress(shipped)
        assert content[4:8] == shipped[4:8] == bytes(4), "the time in the gzip header must be 0"


def test_facts_that_contradict_each_other_stop_the_build_with_a_message(monkeypatch):
    # Four kabupaten alone have 39 desa tertinggal in 2021.
    province = {year: dict(known) for year, known in facts.status_facts_provinsi().items()}
    province[2021]["tertinggal"] = 20
    monkeypatch.setattr("data.contoh.plan.status_facts_provinsi", lambda: province)
    with pytest.raises(DataFileError, match=r"tertinggal tahun 2021 .* saling bertentangan"):
        make_plan(all_desa())


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.floats(0.01, 100)), min_size=1, max_size=12),
    st.floats(0, 1),
)
def test_apportioning_sums_to_the_total_within_the_bounds(cells, share):
    low = {str(place): min(a, b) for place, (a, b, _) in enumerate(cells)}
    high = {str(place): max(a, b) for place, (a, b, _) in enumerate(cells)}
    weight = {str(place): w for place, (_, _, w) in enumerate(cells)}
    total = round(sum(low.values()) + share * (sum(high.values()) - sum(low.values())))
    found = apportion(total, lambda key, level: weight[key] * 1.5**level, low, high)
    assert sum(found.values()) == total
    assert all(low[key] <= found[key] <= high[key] for key in low)


def test_apportioning_refuses_what_the_bounds_do_not_allow():
    with pytest.raises(ValueError, match="cannot apportion 5"):
        apportion(5, lambda _, level: level, {"a": 0}, {"a": 4})


@given(st.text(), st.integers())
def test_a_draw_depends_on_its_name_alone(name, number):
    assert 0 < uniform(name, number) < 1
    assert uniform(name, number) == uniform(name, number)
