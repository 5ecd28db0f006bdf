"""The overview page, run whole: what it says at every address, and what it says when it cannot."""

from __future__ import annotations

import pytest

from lib.published import source
from lib.ui.frame.plain_text import escaped
from lib.view.status.overview import CHANGES_SHOWN
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts
from tests.ui.conftest import data_at

BREAK = "dua alat ukur berbeda, jadi tidak dibandingkan"
UNKNOWN = {
    "tahun": "1999",
    "kab": "99.99",
    "kec": "x",
    "desa": "18.01.04.9999",
    "tingkat": "rt",
    "indikator": "<script>",
    "program": "'; DROP TABLE",
    "klasifikasi": "1",
    "bahasa": "fr",
}


def whole(app) -> str:
    return "\n".join(page_texts(app))


def test_the_first_visit_shows_the_newest_year_whose_totals_are_published(open_page: OpenPage):
    app = open_page("/")
    text = whole(app)
    assert "359 dari 2.446 desa di Provinsi Lampung berstatus Mandiri (14,7%) pada 2024" in text
    assert "desa Mandiri bertambah 178 (dari 181 menjadi 359)" in text
    assert "Data contoh" in text
    assert [entry.value for entry in app.error] == []
    assert [entry.value for entry in app.info] == []
    assert dict(app.query_params) == {}


def test_the_overview_holds_cards_map_ranking_changes_and_the_state_of_the_data(open_page: OpenPage):
    text = whole(open_page("/"))
    for part in ("Maju", "1.164", "Rata-rata nilai IDM", "Smart Village", "Perubahan terbesar", "Keadaan data", "Sumber:"):
        assert part in text, part
    for name in (source.figures().name(kode) for kode in source.figures().codes_at("kabupaten")):
        assert name in text
    assert text.count("poin persen") == CHANGES_SHOWN


@pytest.mark.parametrize("tahun", range(2018, 2026))
def test_every_year_has_its_own_overview(open_page: OpenPage, tahun: int):
    app = open_page("/", tahun=str(tahun))
    text = whole(app)
    assert f"pada {tahun}" in text
    assert (BREAK in text) == (tahun == 2025)
    assert ("bertambah" in text) == (2018 < tahun < 2025)


def test_across_the_break_nothing_is_said_to_have_changed(open_page: OpenPage):
    text = whole(open_page("/", tahun="2025"))
    assert "sejak 2024" not in text
    assert "poin persen" not in text
    assert text.count(BREAK) >= 3  # under the headline, on the card of moves, and in place of the changes


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"kab": "18.04"}, "63 dari 131 pekon di Kabupaten Lampung Barat berstatus Mandiri (48,1%)"),
        ({"kab": "18.72"}, "Kota Metro hanya berisi kelurahan"),
        ({"kec": "18.04.15"}, "di Kecamatan "),
        ({"desa": "18.04.15.2004"}, "di Kecamatan "),
        ({"kec": "18.72.01"}, "hanya berisi kelurahan"),
    ],
)
def test_every_kind_of_area_has_its_own_overview(open_page: OpenPage, query: dict[str, str], said: str):
    app = open_page("/", **query)
    assert said in whole(app)
    assert [entry.value for entry in app.error] == []


@pytest.mark.parametrize("name", list(UNKNOWN))
def test_an_unknown_value_in_the_address_gives_a_quiet_notice(open_page: OpenPage, name: str):
    app = open_page("/", **{name: UNKNOWN[name]})
    notices = [entry.value for entry in app.info]
    assert len(notices) == 1
    assert f"“{name}”" in notices[0]
    assert UNKNOWN[name] not in notices[0]
    assert "359 dari 2.446" in whole(app)


def test_everything_unknown_at_once_is_the_first_visit_with_notices(open_page: OpenPage):
    app = open_page("/", **UNKNOWN)
    assert len(app.info) == len(UNKNOWN)
    assert "359 dari 2.446" in whole(app)
    assert [entry.value for entry in app.error] == []


def test_choosing_a_year_and_an_area_changes_the_address_and_the_page(open_page: OpenPage):
    app = open_page("/")
    app.selectbox(key="f_tahun").set_value(2023).run()
    assert app.query_params["tahun"] == "2023"
    app.selectbox(key="f_kab").set_value("18.04").run()
    assert app.query_params["kab"] == "18.04"
    assert "pekon di Kabupaten Lampung Barat" in whole(app)
    assert "pada 2023" in whole(app)
    app.selectbox(key="f_kab").set_value("").run()
    assert "kab" not in app.query_params
    assert "181 dari 2.446" in whole(app)


@pytest.mark.parametrize("path", ["/", "/peta"])
def test_a_database_that_is_none_is_said_in_words_and_nothing_breaks(open_page: OpenPage, path: str, tmp_path):
    damaged = tmp_path / "dasbor.sqlite"
    damaged.write_bytes(b"ini bukan basis data" * 200)
    with data_at(f"sqlite:///{damaged}", tmp_path):
        app = open_page(path)
        said = [entry.value for entry in app.error]
        assert len(said) == 1
        assert escaped(str(damaged)) in said[0]
        assert "Pulihkan" in said[0]
        assert "Traceback" not in whole(app)
    assert damaged.read_bytes().startswith(b"ini bukan")


def test_the_message_of_a_damaged_database_speaks_the_language_of_the_address(open_page: OpenPage, tmp_path):
    damaged = tmp_path / "dasbor.sqlite"
    damaged.write_bytes(b"not a database" * 200)
    with data_at(f"sqlite:///{damaged}", tmp_path):
        app = open_page("/", bahasa="en")
    assert "rusak" not in app.error[0].value
    assert "database" in app.error[0].value.lower()


def test_the_page_is_whole_again_once_the_database_is(open_page: OpenPage, tmp_path):
    damaged = tmp_path / "dasbor.sqlite"
    damaged.write_bytes(b"ini bukan basis data" * 200)
    with data_at(f"sqlite:///{damaged}", tmp_path):
        assert open_page("/").error
    assert not open_page("/").error


def test_a_missing_data_file_is_named_with_what_to_do(open_page: OpenPage, tmp_path, monkeypatch):
    monkeypatch.setenv("DASBOR_DATA_DIR", str(tmp_path / "kosong"))
    with data_at(f"sqlite:///{tmp_path / 'dasbor.sqlite'}", tmp_path):
        app = open_page("/")
    said = [entry.value for entry in app.error]
    assert len(said) == 1
    assert escaped(str(tmp_path / "kosong")) in said[0]
    assert "Pulihkan berkas itu" in said[0]
