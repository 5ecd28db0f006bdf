"""Who is reached by which programmes: every desa in exactly one state, and every list what it says it is."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.program import coverage as coverage_module
from lib.analysis.program.coverage import coverage, gap_list
from lib.analysis.program.reach import (
    BELUM,
    BUKAN_SASARAN,
    COUNT,
    SUDAH,
    TANPA_BASIS,
    TIDAK_DIKETAHUI,
    behind_and_missed,
    combinations,
    known_programs,
    matching,
    reach_states,
)
from lib.domain.status import STATUS
from lib.domain.wilayah import is_kelurahan

from .frames import cakupan_frame, frames_settings, wilayah_frame
from .test_coverage import ALL, BASE, OF_ALL, OF_BASE, OF_DESA, covered_provinces

YEARS = (2021, 2022, 2023, 2024)
IDS = [entry.id for entry in ALL]


@pytest.fixture(autouse=True)
def _our_base(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(coverage_module, "all_programs", lambda: {BASE.id: BASE})


reaches = st.tuples(covered_provinces(), st.sampled_from(YEARS))


@frames_settings
@given(reaches)
def test_every_unit_of_the_year_is_in_one_state_of_each_programme_and_the_states_agree_with_the_coverage(drawn):
    (wilayah, cakupan), year = drawn
    states = reach_states(cakupan, wilayah, year, ALL)
    assert not states.isna().any().any()
    for program in ALL:
        of_desa = coverage(cakupan, wilayah, program, year, "desa", basis=BASE)
        for kode, state in states[program.id].items():
            row = of_desa.loc[kode]
            if is_kelurahan(kode) and not program.termasuk_kelurahan:
                assert state == BUKAN_SASARAN
            elif row["tanggal"] is None or row["tanggal"] != row["tanggal"]:
                assert state == TIDAK_DIKETAHUI
            elif row[program.tahap_utama.id]:
                assert state == SUDAH
            else:
                assert state == (BELUM if row["penyebut"] else TANPA_BASIS)
        assert (states[program.id] == SUDAH).sum() == (of_desa[program.tahap_utama.id] > 0).sum() or (
            states[program.id] == TIDAK_DIKETAHUI
        ).any()


@frames_settings
@given(reaches)
def test_the_desa_a_programme_could_reach_and_has_not_are_its_gap_list(drawn):
    (wilayah, cakupan), year = drawn
    states = reach_states(cakupan, wilayah, year, ALL)
    for program in ALL:
        gaps = gap_list(cakupan, wilayah, program, year, basis=BASE)
        assert list(states.index[states[program.id] == BELUM]) == ([] if gaps is None else list(gaps.index))


@frames_settings
@given(reaches, st.data())
def test_a_list_holds_exactly_the_desa_in_the_wanted_states(drawn, data):
    (wilayah, cakupan), year = drawn
    states = reach_states(cakupan, wilayah, year, ALL)
    sudah = data.draw(st.lists(st.sampled_from(IDS), unique=True))
    belum = data.draw(st.lists(st.sampled_from(IDS), unique=True))
    found = set(matching(states, sudah, belum))
    for kode in states.index:
        row = states.loc[kode]
        wanted = all(row[key] == SUDAH for key in sudah) and all(row[key] in (BELUM, TANPA_BASIS) for key in belum)
        if not sudah and not belum:
            wanted = not (row == BUKAN_SASARAN).any()
        assert (kode in found) == wanted
    if set(sudah) & set(belum):
        assert not found


@frames_settings
@given(reaches)
def test_the_combinations_count_every_desa_once_and_are_the_lists_they_lead_to(drawn):
    (wilayah, cakupan), year = drawn
    states = reach_states(cakupan, wilayah, year, ALL)
    known = known_programs(states)
    table = combinations(states)
    looked_at = ~states[list(known)].isin([BUKAN_SASARAN]).any(axis=1) if known else []
    assert table[COUNT].sum() == sum(looked_at)
    assert list(table[COUNT]) == sorted(table[COUNT], reverse=True)
    for row in table.to_dict("records"):
        sudah = [key for key in known if row[key]]
        belum = [key for key in known if not row[key]]
        inside = matching(states, sudah, belum)
        assert row[COUNT] == len(inside) > 0


def test_what_is_not_known_is_not_called_missed():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}, {"kode": "18.01.01.1001"}])
    states = reach_states(cakupan_frame([]), wilayah, 2024, ALL)
    assert known_programs(states) == ()
    assert combinations(states).empty
    assert all(matching(states, belum=[key]).empty for key in IDS)


def test_a_desa_without_the_base_counts_as_missed_and_says_so():
    wilayah = wilayah_frame([{"kode": f"18.01.01.200{place}"} for place in (1, 2, 3)])
    day = dt.date(2023, 1, 1)
    rows = [("bumdes", f"18.01.01.200{place}", day, "tercatat", 1) for place in (1, 2)]
    rows.append(("samdes", "18.01.01.2001", day, "agen", 1))
    states = reach_states(cakupan_frame(rows), wilayah, 2023, [OF_BASE])
    assert list(states["samdes"]) == [SUDAH, BELUM, TANPA_BASIS]
    assert list(matching(states, belum=["samdes"])) == ["18.01.01.2002", "18.01.01.2003"]


def test_a_kelurahan_is_listed_only_where_every_chosen_programme_counts_it():
    wilayah = wilayah_frame([{"kode": "18.01.01.1001"}, {"kode": "18.01.01.2001"}, {"kode": "18.01.01.2002"}])
    day = dt.date(2023, 1, 1)
    rows = [("smart", "18.01.01.2002", day, "pengguna", 1), ("kota_desa", "18.01.01.2002", day, "pengguna", 1)]
    states = reach_states(cakupan_frame(rows), wilayah, 2023, [OF_DESA, OF_ALL])
    assert list(matching(states, belum=["kota_desa"])) == ["18.01.01.1001", "18.01.01.2001"]
    assert list(matching(states, belum=["kota_desa", "smart"])) == ["18.01.01.2001"]


@frames_settings
@given(reaches, st.data())
def test_each_priority_list_holds_the_one_before_it_and_only_desa_behind_and_missed(drawn, data):
    (wilayah, cakupan), year = drawn
    states = reach_states(cakupan, wilayah, year, ALL)
    desa = [kode for kode in states.index if not is_kelurahan(kode)]
    status = {kode: data.draw(st.sampled_from((*STATUS, None))) for kode in desa}
    lists = behind_and_missed(states, pd.Series(status, dtype=object), STATUS, ["smart"])
    before: set[str] = set()
    for place, key in enumerate(STATUS):
        found = set(lists[key])
        assert before <= found
        assert found == {
            kode for kode in desa if status[kode] in STATUS[: place + 1] and states.at[kode, "smart"] in (BELUM, TANPA_BASIS)
        }
        before = found
