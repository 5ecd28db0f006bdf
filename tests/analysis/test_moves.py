"""The desa behind a flow, the largest moves by class, the spread of scores, and the two ranks of an area."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.comparison.two_ranks import level_and_improvement
from lib.analysis.status.change import change_between, desa_of_flow, movers, status_flows
from lib.analysis.status.distribution import mean_scores
from lib.analysis.status.spread import score_spread
from lib.domain.indeks import comparable
from lib.domain.status import STATUS

from .frames import YEARS, frames_settings, nilai_frame, provinces_with_scores, wilayah_frame

AREAS = (None, "18.01", "18.01.01", "18.77")
pairs = st.tuples(st.sampled_from(YEARS), st.sampled_from(YEARS)).filter(lambda pair: pair[0] < pair[1])


@given(frames=provinces_with_scores(), years=pairs, area=st.sampled_from(AREAS))
@frames_settings
def test_every_cell_of_the_flows_lists_as_many_desa_and_each_desa_once(frames, years, area):
    wilayah, nilai = frames
    sebelum, tahun = years
    flows = status_flows(nilai, wilayah, tahun, area, sebelum)
    if flows is None:
        assert desa_of_flow(nilai, wilayah, tahun, "maju", "maju", area, sebelum) is None
        return
    seen: list[str] = []
    for dari in STATUS:
        for ke in STATUS:
            listed = desa_of_flow(nilai, wilayah, tahun, dari, ke, area, sebelum)
            assert len(listed) == flows.at[dari, ke]
            seen += listed.index.tolist()
    assert len(seen) == len(set(seen))
    assert all(area is None or code.startswith(area + ".") for code in seen)


def test_a_flow_of_unknown_classes_is_refused():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}])
    rows = [{"kode_desa": "18.01.01.2001", "tahun": year, "nilai": 0.7, "status": "maju"} for year in (2023, 2024)]
    with pytest.raises(ValueError, match="not in tuple"):
        desa_of_flow(nilai_frame(rows), wilayah, 2024, "maju", "hebat")


@given(frames=provinces_with_scores(), years=pairs, n=st.integers(0, 6))
@frames_settings
def test_movers_by_class_are_those_of_most_classes_and_never_stand_in_both_lists(frames, years, n):
    wilayah, nilai = frames
    sebelum, tahun = years
    found = movers(nilai, wilayah, tahun, n, None, sebelum, "kelas")
    assert (found is None) == (not comparable(*years) or movers(nilai, wilayah, tahun, n, None, sebelum) is None)
    if found is None:
        return
    everyone = movers(nilai, wilayah, tahun, 10_000, None, sebelum, "kelas")
    assert found.index.is_unique
    for arah, sign in (("naik", 1), ("turun", -1)):
        listed, all_of = found[found["arah"] == arah], everyone[everyone["arah"] == arah]
        assert len(listed) == min(n, len(all_of))
        assert listed.index.tolist() == all_of.index[: len(listed)].tolist()
        steps = (all_of["status"].cat.codes - all_of["status_sebelum"].cat.codes).to_numpy()
        assert (all_of["kelas"].to_numpy() == steps).all()
        assert (sign * steps > 0).all()
        assert (np.diff(sign * steps) <= 0).all()


@given(frames=provinces_with_scores(), tahun=st.sampled_from(YEARS), area=st.sampled_from(AREAS))
@frames_settings
def test_the_five_numbers_rise_and_hold_every_score(frames, tahun, area):
    wilayah, nilai = frames
    spread = score_spread(nilai, wilayah, tahun, area)
    means = mean_scores(nilai, wilayah, tahun, "desa", area)["nilai"].dropna()
    assert (spread is None) == means.empty
    if spread is None:
        return
    assert spread.n == len(means)
    assert list(spread.kuantil) == sorted(spread.kuantil)
    assert (spread.kuantil[0], spread.kuantil[4]) == (means.min(), means.max())
    assert spread.median == pytest.approx(means.median())


@given(frames=provinces_with_scores(), years=pairs, area=st.sampled_from(AREAS))
@frames_settings
def test_the_two_ranks_are_those_of_the_printed_level_and_change(frames, years, area):
    wilayah, nilai = frames
    sebelum, tahun = years
    found = level_and_improvement(nilai, wilayah, tahun, sebelum, "kecamatan", area)
    assert found.index.tolist() == mean_scores(nilai, wilayah, tahun, "kecamatan", area).index.tolist()
    change = change_between(nilai, wilayah, tahun, sebelum, "kecamatan", area)
    assert found["selisih"].isna().all() if change is None else found["selisih"].equals(change["selisih"])
    decimals = 2 if tahun > 2024 else 4
    for figure, place in (("nilai", "peringkat_nilai"), ("selisih", "peringkat_selisih")):
        printed = found[figure].round(decimals)
        for kode, value in printed.items():
            if pd.isna(value):
                assert pd.isna(found.at[kode, place])
            else:
                assert found.at[kode, place] == 1 + (printed > value).sum()
    if change is not None:
        assert (found[["naik", "tetap", "turun"]].sum(axis=1) >= 0).all()
