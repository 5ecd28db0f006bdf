"""Coverage: the newest snapshot of each stage, over the denominator that the programme names."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.program.coverage import coverage, gap_list, snapshot_dates, unmatched_coverage_rows
from lib.domain.program import Program
from lib.domain.wilayah import TINGKAT, at_tingkat, is_within

from .frames import cakupan_frame, frames_settings, provinces, wilayah_frame

DATES = (dt.date(2022, 12, 13), dt.date(2023, 2, 6), dt.date(2023, 12, 31), dt.date(2024, 1, 1))


def program(kode: str, penyebut: str, stages: tuple[str, ...] = ("agen",), **more: object) -> Program:
    name = {"id": kode}
    return Program.model_validate(
        {
            **{"id": kode, "nama": name, "instansi": "Dinas", "definisi": name, "satuan": name, "penyebut": penyebut},
            **{"mulai": 2020, "tahap": [{"id": stage, "nama": name, "definisi": name} for stage in stages], "sumber": []},
            **more,
        }
    )


OF_DESA = program("smart", "desa", ("pengguna", "percontohan"))
OF_ALL = program("kota_desa", "desa", ("pengguna",), termasuk_kelurahan=True)
BASE = program("bumdes", "desa", ("tercatat",), jenis="basis")
OF_BASE = program("samdes", "bumdes", ("agen", "melayani"))
ALL = (OF_DESA, OF_ALL, OF_BASE)


@st.composite
def covered_provinces(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A wilayah and a cakupan frame; the base counts at least as many units as a programme measured against it."""
    wilayah = draw(provinces())
    codes = [*wilayah.index[wilayah["tingkat"] == "desa"], "18.99.99.2999"]
    rows = []
    for it in (*ALL, BASE):
        for stage in it.tahap:
            for day in draw(st.lists(st.sampled_from(DATES), unique=True)):
                top = 2 if it is OF_BASE else 3
                low = 2 if it is BASE else 0
                numbers = draw(st.lists(st.integers(low, top), min_size=len(codes), max_size=len(codes)))
                # Zero stands for half of the desa that are not in the snapshot: some are listed with 0, some not at all.
                listed = zip(codes, numbers, strict=True)
                rows += [(it.id, code, day, stage.id, n) for place, (code, n) in enumerate(listed) if n or place % 2]
    draw(st.randoms(use_true_random=False)).shuffle(rows)
    return wilayah, cakupan_frame(rows)


def by_hand(cakupan: pd.DataFrame, program_id: str, stage: str, year: int) -> tuple[dict[str, int], pd.Timestamp | None]:
    rows = cakupan[(cakupan["program"] == program_id) & (cakupan["tahap"] == stage)]
    rows = rows[rows["tanggal"] <= pd.Timestamp(year, 12, 31)]
    if rows.empty:
        return {}, None
    rows = rows[rows["tanggal"] == rows["tanggal"].max()]
    return dict(zip(rows["kode_wilayah"], rows["jumlah"], strict=True)), rows["tanggal"].iloc[0]


def eligible(wilayah: pd.DataFrame, year: int, kelurahan: bool) -> list[str]:
    day = pd.Timestamp(year, 12, 31)
    units = wilayah[(wilayah["tingkat"] == "desa") & ((wilayah["jenis"] == "desa") | kelurahan)]
    return [row.Index for row in units.itertuples() if not (row.berlaku_dari > day or row.berlaku_sampai < day)]


@frames_settings
@given(covered_provinces(), st.sampled_from(ALL), st.integers(2021, 2025))
def test_coverage_is_the_newest_snapshot_over_the_named_denominator(frames, it, year):
    wilayah, cakupan = frames
    units = eligible(wilayah, year, it.termasuk_kelurahan)
    for level in TINGKAT:
        table = coverage(cakupan, wilayah, it, year, level, basis=BASE)
        assert list(table.index) == sorted(wilayah.index[wilayah["tingkat"] == level])
        for stage in it.tahap:
            numbers, _date = by_hand(cakupan, it.id, stage.id, year)
            for code in table.index:
                reached = [numbers.get(unit, 0) for unit in units if at_tingkat(unit, level) == code]
                total = sum(n > 0 for n in reached) if it.penyebut == "desa" else sum(reached)
                assert table.at[code, stage.id] == total
        date = by_hand(cakupan, it.id, it.tahap_utama.id, year)[1]
        base, _ = by_hand(cakupan, BASE.id, "tercatat", year)
        for code, row in table.iterrows():
            inside = [unit for unit in units if at_tingkat(unit, level) == code]
            denominator = len(inside) if it.penyebut == "desa" else sum(base.get(unit, 0) for unit in inside)
            assert row.penyebut == denominator
            assert pd.isna(row.tanggal) if date is None else row.tanggal == date
            if date is None or denominator == 0:
                assert pd.isna(row.bagian)
            else:
                assert row.bagian == pytest.approx(row[it.tahap_utama.id] / denominator)
                assert 0 <= row.bagian <= 1


@frames_settings
@given(covered_provinces(), st.sampled_from(ALL), st.integers(2021, 2025), st.integers(0, 2**32 - 1))
def test_children_sum_to_the_parent_and_order_changes_nothing(frames, it, year, seed):
    wilayah, cakupan = frames
    before = wilayah.copy(deep=True), cakupan.copy(deep=True)
    tables = {level: coverage(cakupan, wilayah, it, year, level, basis=BASE) for level in TINGKAT}
    counts = [*(stage.id for stage in it.tahap), "penyebut"]
    for parent, child in pairwise(TINGKAT):
        above = tables[child].index.map(lambda code, level=parent: at_tingkat(code, level))
        summed = tables[child][counts].groupby(above).sum().reindex(tables[parent].index, fill_value=0)
        pd.testing.assert_frame_equal(summed, tables[parent][counts], check_names=False)
    for level in TINGKAT:
        shuffled = cakupan.sample(frac=1, random_state=seed), wilayah.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(coverage(*shuffled, it, year, level, basis=BASE), tables[level], check_exact=True)
    pd.testing.assert_frame_equal(wilayah, before[0])
    pd.testing.assert_frame_equal(cakupan, before[1])


@frames_settings
@given(covered_provinces(), st.sampled_from(ALL), st.integers(2021, 2025), st.sampled_from([None, "18.01", "18.01.01", "99"]))
def test_the_gap_is_every_desa_of_the_denominator_that_is_not_reached(frames, it, year, area):
    wilayah, cakupan = frames
    gap = gap_list(cakupan, wilayah, it, year, area, basis=BASE)
    table = coverage(cakupan, wilayah, it, year, "desa", area, basis=BASE)
    if by_hand(cakupan, it.id, it.tahap_utama.id, year)[1] is None:
        assert gap is None
        return
    expected = table[(table["penyebut"] > 0) & (table[it.tahap_utama.id] == 0)]
    assert list(gap.index) == list(expected.index)
    assert list(gap["penyebut"]) == list(expected["penyebut"])
    if it.penyebut == "desa":
        assert len(gap) == table["penyebut"].sum() - table[it.tahap_utama.id].sum()
    for code, row in gap.iterrows():
        assert (row.kec, row.kab, row.kec_nama, row.kab_nama) == (code[:8], code[:5], f"Area {code[:8]}", f"Area {code[:5]}")
        assert area is None or is_within(code, area)


def test_each_stage_has_its_own_date_and_a_later_lower_snapshot_wins():
    wilayah = wilayah_frame([{"kode": f"18.01.01.200{n}"} for n in (1, 2)] + [{"kode": "18.01.01.1001"}])
    cakupan = cakupan_frame(
        [
            ("samdes", "18.01.01.2001", dt.date(2022, 12, 13), "agen", 1),
            ("samdes", "18.01.01.2002", dt.date(2022, 12, 13), "agen", 1),
            ("samdes", "18.01.01.2001", dt.date(2023, 2, 6), "agen", 1),
            ("samdes", "18.01.01.1001", dt.date(2023, 2, 6), "agen", 1),
            ("samdes", "18.01.01.2001", dt.date(2023, 12, 31), "melayani", 1),
            ("bumdes", "18.01.01.2001", dt.date(2021, 10, 16), "tercatat", 1),
            ("bumdes", "18.01.01.2002", dt.date(2021, 10, 16), "tercatat", 1),
        ]
    )
    by_year = {
        year: coverage(cakupan, wilayah, OF_BASE, year, "kabupaten", basis=BASE).loc["18.01"] for year in (2021, 2022, 2023)
    }
    assert [(row.agen, row.melayani, row.penyebut) for row in by_year.values()] == [(0, 0, 2), (2, 0, 2), (1, 1, 2)]
    assert pd.isna(by_year[2021].bagian)
    assert [by_year[2022].bagian, by_year[2023].bagian] == [1, 0.5]
    assert snapshot_dates(cakupan, wilayah, OF_BASE, 2023) == {
        "agen": pd.Timestamp(2023, 2, 6),
        "melayani": pd.Timestamp(2023, 12, 31),
    }
    assert snapshot_dates(cakupan, wilayah, OF_BASE, 2022)["melayani"] is None
    assert unmatched_coverage_rows(cakupan, wilayah, OF_BASE, 2023, basis=BASE) == 1
    assert list(gap_list(cakupan, wilayah, OF_BASE, 2023, basis=BASE).index) == ["18.01.01.2002"]


def test_a_programme_without_rows_is_not_known_rather_than_zero():
    wilayah = wilayah_frame([{"kode": "18.01.01.2001"}])
    table = coverage(cakupan_frame([]), wilayah, OF_DESA, 2024, "kabupaten")
    assert table["bagian"].isna().all()
    assert table["tanggal"].isna().all()
    assert table["penyebut"].tolist() == [1]
    assert gap_list(cakupan_frame([]), wilayah, OF_DESA, 2024) is None


def test_a_desa_where_the_base_has_nothing_is_no_gap():
    wilayah = wilayah_frame([{"kode": f"18.01.01.200{n}"} for n in (1, 2)])
    day = dt.date(2023, 2, 6)
    cakupan = cakupan_frame(
        [("samdes", "18.01.01.2001", day, "agen", 0), ("bumdes", "18.01.01.2001", day, "tercatat", 2)],
    )
    gap = gap_list(cakupan, wilayah, OF_BASE, 2023, basis=BASE)
    assert gap["penyebut"].to_dict() == {"18.01.01.2001": 2}
