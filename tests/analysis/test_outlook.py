"""The estimate keeps its number of desa, its interval holds it, it repeats itself, and it never crosses the method break."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analysis.status.outlook import MIN_OWN, outlooks, pairs_of_years
from lib.domain.status import STATUS

from .frames import YEARS, frames_settings, nilai_frame, provinces_with_scores, seeded, wilayah_frame


def history(*paths: str, start: int = 2021, kab: str = "18.01") -> tuple[list[dict], list[dict]]:
    """Units and rows of one desa per path: a letter per year, ``t`` tertinggal, ``b`` berkembang, ``m`` maju, ``M`` mandiri."""
    names = {"t": "tertinggal", "b": "berkembang", "m": "maju", "M": "mandiri"}
    units, rows = [], []
    for number, path in enumerate(paths):
        kode = f"{kab}.01.{2001 + number}"
        units.append({"kode": kode})
        rows += [{"kode_desa": kode, "tahun": start + at, "status": names[letter]} for at, letter in enumerate(path)]
    return units, rows


@given(
    frames=provinces_with_scores(), tahun=st.sampled_from(YEARS), level=st.sampled_from(("provinsi", "kabupaten", "kecamatan"))
)
@frames_settings
def test_every_year_of_the_estimate_has_all_desa_and_lies_in_its_interval(frames, tahun, level):
    wilayah, nilai = frames
    found = outlooks(nilai, wilayah, tahun, level)
    if tahun in (2022, 2025):  # the first year, and the only one on its index
        assert found is None
        return
    for outlook in (found or {}).values():
        assert outlook.jumlah > 0
        by_year = outlook.perkiraan.groupby("tahun")
        assert list(by_year.groups) == [tahun + 1, tahun + 2, tahun + 3]
        assert by_year["jumlah"].sum().tolist() == pytest.approx([outlook.jumlah] * 3)
        assert (outlook.perkiraan["bawah"] <= outlook.perkiraan["jumlah"] + 1e-6).all()
        assert (outlook.perkiraan["jumlah"] <= outlook.perkiraan["atas"] + 1e-6).all()
        assert outlook.perkiraan["bawah"].ge(0).all()
        assert outlook.perkiraan["atas"].le(outlook.jumlah).all()
        assert outlook.peluang.sum(axis=1).tolist() == pytest.approx([1.0] * len(STATUS))


def test_where_nobody_moved_nobody_moves_and_the_interval_is_a_point():
    units, rows = history(*["bbbb"] * 30, *["MMMM"] * 25)
    outlook = outlooks(nilai_frame(rows), wilayah_frame(units), 2024, "provinsi")["18"]
    for column in ("jumlah", "bawah", "atas"):
        wide = outlook.perkiraan.pivot(index="tahun", columns="status", values=column)
        assert wide["berkembang"].tolist() == [30] * 3
        assert wide["mandiri"].tolist() == [25] * 3


def test_the_estimate_is_the_composition_times_the_average_of_the_yearly_shares():
    # 2022-23: half of the berkembang rise; 2023-24: none does.
    units, rows = history(*["bmm"] * 20, *["bbb"] * 20, start=2022)
    outlook = outlooks(nilai_frame(rows), wilayah_frame(units), 2024, "provinsi")["18"]
    assert outlook.pasangan == ((2022, 2023), (2023, 2024))
    assert outlook.peluang.at["berkembang", "maju"] == pytest.approx(0.25)
    left = outlook.perkiraan[outlook.perkiraan["status"] == "berkembang"]["jumlah"].tolist()
    assert left == pytest.approx([20 * 0.75, 20 * 0.75**2, 20 * 0.75**3])


def test_a_small_class_moves_as_in_the_whole_province_and_says_so():
    units, rows = history(*["tt"] * 30, *["tb"] * 30, start=2023, kab="18.01")
    few_units, few = history(*["tt"] * (MIN_OWN - 1), start=2023, kab="18.02")
    found = outlooks(nilai_frame(rows + few), wilayah_frame(units + few_units), 2024, "kabupaten")
    assert found["18.02"].pinjaman == ("tertinggal",)
    # The berkembang of 18.01 were nobody's class the year before: there is nothing of their own to go by.
    assert found["18.01"].pinjaman == ("berkembang",)
    assert found["18.02"].peluang.at["tertinggal", "berkembang"] == pytest.approx(30 / (60 + MIN_OWN - 1))


def test_pairs_stop_at_the_method_break_at_a_gap_and_where_official_and_illustrative_years_meet():
    _units, rows = history("bbbbbb", start=2020)
    nilai = nilai_frame(rows)
    assert pairs_of_years(nilai, 2024) == ((2021, 2022), (2022, 2023), (2023, 2024))
    assert pairs_of_years(nilai, 2025) == ()
    assert pairs_of_years(nilai[nilai["tahun"] != 2022], 2024) == ((2023, 2024),)
    assert pairs_of_years(nilai, 2020) == ()
    official = nilai.assign(sifat=nilai["sifat"].where(nilai["tahun"] < 2023, "resmi"))
    assert pairs_of_years(official, 2024) == ((2023, 2024),)
    illustrative_last = nilai.assign(sifat=nilai["sifat"].where(nilai["tahun"] == 2024, "resmi"))
    assert pairs_of_years(illustrative_last, 2024) == ()


def test_two_years_of_indeks_desa_would_be_enough():
    _units, rows = history("bm", start=2025)
    assert pairs_of_years(nilai_frame(rows), 2026) == ((2025, 2026),)


def test_the_same_data_gives_the_same_interval_whatever_the_order_of_its_rows():
    wilayah, nilai = seeded(3, 3, 12, (2022, 2023, 2024))
    one = outlooks(nilai, wilayah, 2024, "kabupaten")
    other = outlooks(nilai.sample(frac=1, random_state=4), wilayah, 2024, "kabupaten")
    assert one.keys() == other.keys()
    for kode, outlook in one.items():
        pd.testing.assert_frame_equal(outlook.perkiraan, other[kode].perkiraan)


def test_the_interval_widens_with_the_years_ahead():
    wilayah, nilai = seeded(2, 5, 20, (2022, 2023, 2024))
    rows = outlooks(nilai, wilayah, 2024, "provinsi")["18"].perkiraan
    width = (rows["atas"] - rows["bawah"]).groupby(rows["tahun"]).sum().to_numpy()
    assert np.all(np.diff(width) > -5)  # scores without memory settle at once; the interval must not shrink away


def test_an_area_alone_has_the_estimate_that_it_has_among_all():
    wilayah, nilai = seeded(3, 3, 12, (2023, 2024))
    among = outlooks(nilai, wilayah, 2024, "kabupaten")["18.02"]
    alone = outlooks(nilai, wilayah, 2024, "kabupaten", "18.02")["18.02"]
    pd.testing.assert_frame_equal(among.perkiraan, alone.perkiraan)
