"""Profil Desa run whole: any desa, kelurahan, kecamatan or kabupaten, and the questions that it is there to answer."""

from __future__ import annotations

import pytest

from lib.domain.wilayah import is_kelurahan
from lib.published import source
from tests.pages.page_text import page_texts

TRIMULYO_LAMPUNG_BARAT = "18.04.15.2004"


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("tahun", ["2018", "2022", "2024", "2025"])
@pytest.mark.parametrize("kode", [TRIMULYO_LAMPUNG_BARAT, "18.72.01.1001", "18.13.01.2001"])
def test_a_profile_opens_in_every_year_and_language(open_page, kode, tahun, bahasa):
    text = " ".join(page_texts(open_page("/desa", desa=kode, tahun=tahun, bahasa=bahasa)))
    assert source.figures().name(kode) in text
    assert kode in text


@pytest.mark.parametrize("address", [{}, {"kab": "18.13"}, {"kec": "18.04.15"}, {"kab": "18.72"}, {"kec": "18.72.01"}])
def test_an_area_has_a_profile_too(open_page, address):
    assert open_page("/desa", **address).exception.len == 0


def test_a_desa_without_a_point_says_that_its_neighbours_are_unknown(open_page):
    data = source.figures()
    points = data.wilayah[(data.wilayah["tingkat"] == "desa") & data.wilayah["lintang"].isna()]
    assert len(points) == 11
    assert "belum mempunyai titik lokasi" in " ".join(page_texts(open_page("/desa", desa=str(points.index[0]), tahun="2024")))


def test_a_new_desa_has_no_data_in_the_years_before_it_existed(open_page):
    data = source.figures()
    new = data.wilayah.index[(data.wilayah["tingkat"] == "desa") & data.wilayah["berlaku_dari"].notna()][0]
    assert "Belum ada data" in " ".join(page_texts(open_page("/desa", desa=str(new), tahun="2020")))


def test_how_far_trimulyo_is_from_the_next_status_is_in_the_first_sentence(open_page):
    data = source.figures()
    row = data.desa_rows(2024).loc[TRIMULYO_LAMPUNG_BARAT]
    text = " ".join(page_texts(open_page("/desa", desa=TRIMULYO_LAMPUNG_BARAT, tahun="2024")))
    bounds = {"berkembang": 0.7073, "maju": 0.8156}
    missing = f"{bounds[row['status']] - row['nilai']:.4f}".replace(".", ",")
    assert f"kurang {missing} menuju" in text


def test_the_list_of_a_kabupaten_starts_with_who_is_still_tertinggal(open_page):
    app = open_page("/desa", kab="18.13", tahun="2024")
    app.session_state["daftar_desa"] = True
    app.run()
    text = " ".join(page_texts(app))
    behind = [kode for kode, row in source.figures().desa_rows(2024).iterrows() if row["status"] == "tertinggal"]
    assert len(behind) == 4
    places = [text.index(kode) for kode in behind]
    better = [
        text.index(kode)
        for kode in source.figures().codes_at("desa")
        if kode.startswith("18.13.") and kode not in behind and not is_kelurahan(kode) and kode in text
    ]
    assert max(places) < min(better)


def test_an_unknown_desa_falls_back_with_a_notice(open_page):
    app = open_page("/desa", desa="18.99.99.2999")
    assert len(app.info) == 1
