"""Presentasi without a browser: choose, arrange, word, add, save and open; and every wrong file is refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.language import LANGUAGES
from lib.domain.roles import Pelaku
from lib.published import borders, selected, source
from lib.report.decks import ready_deck
from lib.store.decks import delete_deck, list_decks
from lib.ui.deck.state import READY
from lib.ui.frame import sign_in
from lib.view.deck.content import content as content_of
from lib.view.deck.deck import MAX_SLIDES, Deck, Slide, new_slide, with_changed, with_slide
from lib.view.deck.file import read_deck, write_deck
from lib.view.deck.kinds import KINDS
from lib.view.indicator.maps import MapDescription
from tests.function_words import foreign_words
from tests.pages.conftest import OpenPage
from tests.pages.page_text import page_texts
from tests.people import operator

ONE = {"kab": "18.04", "tahun": "2024"}


def slides(app: AppTest) -> list[str]:
    """The slides of the list, by id."""
    return [slide.id for slide in own(app).slides]


def own(app: AppTest) -> Deck:
    return app.session_state["_paparan"].deck


def titles(app: AppTest) -> list[str]:
    return list(app.radio(key="paparan_daftar").options)


def choose(app: AppTest, slide_id: str) -> None:
    app.session_state["_paparan_slide"] = slide_id
    app.run()


def upload(app: AppTest, content: bytes) -> None:
    (uploader,) = app.file_uploader
    uploader.upload("paparan.json", content, "application/json").run()


def saved(app: AppTest) -> list[str]:
    return [entry.proto.label for entry in app.get("download_button")]


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("kind", READY)
def test_ready_decks_open_by_their_address(open_page: OpenPage, kind: str, bahasa: str) -> None:
    app = open_page("/presentasi", bagian=kind, bahasa=bahasa, **ONE)
    expected = ready_deck(
        source.figures(), kind, tahun=2024, kab=None if kind == "provinsi" else "18.04", bahasa=bahasa, program=None
    )
    assert len(titles(app)) == len(expected.slides)
    assert "_paparan" not in app.session_state


@pytest.mark.parametrize("kind", READY)
@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_nothing_on_the_page_is_untranslated(open_page: OpenPage, kind: str, bahasa: str) -> None:
    texts = page_texts(open_page("/presentasi", bagian=kind, bahasa=bahasa, **ONE))
    assert [(words, text) for text in texts if (words := foreign_words(text, bahasa))] == []


def test_a_meeting_of_a_kabupaten_asks_which(open_page: OpenPage) -> None:
    app = open_page("/presentasi", bagian="kabupaten", tahun="2024")
    assert not [entry for entry in app.radio if entry.key == "paparan_daftar"]
    app.selectbox(key="f_kab_paparan").set_value("18.13").run()
    assert app.query_params["kab"] == "18.13"
    assert "Pesisir Barat" in titles(app)[0]


@pytest.mark.parametrize("place", [{"kab": "18.72"}, {"kec": "18.04.04"}, ONE, ONE | {"tahun": "2018"}])
def test_every_area_and_year_has_a_deck(open_page: OpenPage, place: dict[str, str]) -> None:
    for kind in READY:
        app = open_page("/presentasi", bagian=kind, **place)
        assert titles(app)


def test_a_hostile_address_shows_a_ready_deck(open_page: OpenPage) -> None:
    app = open_page("/presentasi", bagian="<script>", program="../../x", kab="18.99")
    assert titles(app)


def test_a_ready_deck_follows_the_filters_and_an_own_one_keeps_its_slides(open_page: OpenPage) -> None:
    app = open_page("/presentasi", **ONE)
    app.selectbox(key="f_tahun").set_value(2023).run()
    assert "2023" in titles(app)[0]
    app.button(key="paparan_turun").click().run()
    before = slides(app)
    app.selectbox(key="f_kab").set_value("18.13").run()
    assert slides(app) == before
    assert own(app).area == "18.13"
    assert any("Pesisir Barat" in title for title in titles(app))


def test_slides_are_moved_dropped_and_added(open_page: OpenPage) -> None:
    app = open_page("/presentasi", **ONE)
    app.button(key="paparan_turun").click().run()
    first, second = slides(app)[:2]
    assert second == "judul-1"
    assert app.radio(key="paparan_daftar").value == "judul-1"
    app.button(key="paparan_naik").click().run()
    assert slides(app)[:2] == [second, first]
    assert app.button(key="paparan_naik").disabled
    choose(app, first)
    app.button(key="paparan_hapus").click().run()
    assert first not in slides(app)
    count = len(slides(app))
    app.selectbox(key="paparan_jenis").set_value("peta").run()
    app.button(key="paparan_tambah").click().run()
    assert len(slides(app)) == count + 1
    chosen = app.radio(key="paparan_daftar").value
    assert chosen.startswith("peta-")
    app.selectbox(key=f"paparan_indikator_{chosen}").set_value("mandiri").run()
    slide = next(slide for slide in own(app).slides if slide.id == chosen)
    assert slide.parameter["indikator"] == "mandiri"
    app.button(key="paparan_ulang").click().run()
    assert "_paparan" not in app.session_state


def test_a_deck_may_lose_every_slide_and_grow_again(open_page: OpenPage) -> None:
    app = open_page("/presentasi", **ONE)
    app.button(key="paparan_hapus").click().run()
    while slides(app):
        app.button(key="paparan_hapus").click().run()
    assert not app.exception
    assert not saved(app)
    app.button(key="paparan_tambah").click().run()
    assert len(slides(app)) == 1


def test_words_are_written_and_given_back(open_page: OpenPage) -> None:
    app = open_page("/presentasi", **ONE)
    choose(app, "ringkasan-1")
    made = app.text_input(key="paparan_judul").value
    app.text_input(key="paparan_judul").set_value("<b>Kami</b> & 🌾").run()
    app.text_area(key="paparan_catatan").set_value("Ucapkan salam.").run()
    slide = next(slide for slide in own(app).slides if slide.id == "ringkasan-1")
    assert (slide.judul, slide.kalimat, slide.catatan) == ("<b>Kami</b> & 🌾", None, "Ucapkan salam.")
    assert any("Kami" in title for title in titles(app))
    app.button(key="paparan_teks").click().run()
    assert app.text_input(key="paparan_judul").value == made
    # A field that is emptied is made from the data again.
    app.text_input(key="paparan_judul").set_value("lain").run()
    app.text_input(key="paparan_judul").set_value("").run()
    assert app.text_input(key="paparan_judul").value == made


def test_a_full_deck_takes_no_more(open_page: OpenPage) -> None:
    deck = Deck("sendiri", 2024)
    for _number in range(MAX_SLIDES):
        deck = with_slide(deck, new_slide(deck, "langkah"))
    app = open_page("/presentasi", tahun="2024")
    upload(app, write_deck(deck))
    assert app.button(key="paparan_tambah").disabled


def test_a_saved_deck_opens_as_it_was(open_page: OpenPage) -> None:
    deck = ready_deck(source.figures(), "kabupaten", tahun=2023, kab="18.13", bahasa="en", program="kpb")
    deck = with_changed(deck, "ringkasan-1", judul="Kept", kalimat="As it was.", catatan="Say hello.")
    app = open_page("/presentasi")
    upload(app, write_deck(deck))
    assert own(app) == deck
    assert app.query_params["kab"] == "18.13"
    assert app.query_params["tahun"] == "2023"
    assert app.query_params["bahasa"] == "en"
    assert read_deck(write_deck(own(app)), selected.known(source.figures())) == deck


def test_a_deck_of_a_year_without_data_opens_and_says_so(open_page: OpenPage) -> None:
    deck = Deck("sendiri", 2031)
    app = open_page("/presentasi")
    upload(app, write_deck(with_slide(deck, new_slide(deck, "ringkasan"))))
    assert own(app).tahun == 2031
    assert any("2031" in entry.value for entry in app.info)


def older() -> bytes:
    content = json.loads(write_deck(Deck("sendiri", 2024)))
    return json.dumps(content | {"versi": 0}).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rusak"),
        (b"{", "rusak"),
        (b"\x89PNG\r\n", "rusak"),
        (b"[" * 100_000, "rusak"),
        (b"{}", "bukan paparan"),
        (older(), "terlalu lama"),
        (write_deck(Deck("sendiri", 2024, area="18.99")), "tidak dikenal"),
        (b" " * 600_000, "terlalu besar"),
    ],
    ids=["empty", "cut", "picture", "deep", "other", "older", "unknown", "large"],
)
def test_a_wrong_file_is_refused_and_the_deck_stays(open_page: OpenPage, content: bytes, says: str) -> None:
    app = open_page("/presentasi", **ONE)
    app.button(key="paparan_turun").click().run()
    before = own(app)
    upload(app, content)
    assert [says in entry.value for entry in app.error] == [True]
    assert own(app) == before
    app.run()
    assert not app.error


def added(app: AppTest, key: str) -> Slide:
    """The slide that the button under a chart or map has made."""
    before = [slide.id for slide in own(app).slides] if "_paparan" in app.session_state else None
    app.button(key=key).click().run()
    (slide,) = (entry for entry in own(app).slides if entry.id == app.session_state["_paparan_slide"])
    assert before is None or slide.id not in before
    assert [entry.value for entry in app.toast]
    assert read_deck(write_deck(own(app)), selected.known(source.figures())) == own(app)
    return slide


def test_a_map_becomes_a_slide_as_it_is_shown(open_page: OpenPage) -> None:
    app = open_page("/peta", indikator="maju", kab="18.04", tahun="2023", tingkat="kecamatan")
    app.toggle(key="tabel_peta").set_value(True).run()
    slide = added(app, "tambah_peta")
    assert slide.jenis == "peta"
    shown = {"kab": "18.04", "tahun": "2023", "tingkat": "kecamatan"}
    assert shown.items() <= dict(slide.parameter).items()
    # Before the closing slides, and pinned: another year of the deck leaves it as it is.
    assert [entry.jenis for entry in own(app).slides][-3:] == ["peta", "langkah", "metode"]
    again = added(app, "tambah_peta")
    assert again.id != slide.id


@pytest.mark.parametrize(
    ("path", "query", "chart", "kind"),
    [
        ("/perkembangan", {"bagian": "perpindahan", "tahun": "2024", "sebelum": "2022"}, "perpindahan", "perpindahan"),
        ("/perkembangan", {"tahun": "2024"}, "komposisi", "komposisi"),
        ("/perkembangan", {"bagian": "sebaran", "kab": "18.04", "tahun": "2024"}, "sebaran_idm", "grafik"),
        ("/perkembangan", {"bagian": "sebaran", "kab": "18.04", "tahun": "2024"}, "sebaran_indeks_desa", "grafik"),
        ("/perbandingan", {"kab": "18.04", "tahun": "2024", "banding": "18.13"}, "banding_titik", "grafik"),
        ("/program", {"bagian": "satu", "program": "kpb"}, "tren_program", "tren_program"),
        ("/desa", {"desa": "18.04.15.2004", "tahun": "2024"}, "dimensi_desa", "grafik"),
    ],
)
def test_a_chart_becomes_a_slide_as_it_is_shown(
    open_page: OpenPage, path: str, query: dict[str, str], chart: str, kind: str
) -> None:
    app = open_page(path, **query)
    app.session_state[f"tabel_{chart}"] = True
    app.run()
    slide = added(app, f"tambah_{chart}")
    assert slide.jenis == kind
    pinned = {name: value for name, value in query.items() if name in KINDS[kind].parameter}
    assert pinned.items() <= dict(slide.parameter).items()


def test_a_map_of_two_figures_becomes_a_slide_with_both(open_page: OpenPage) -> None:
    app = open_page("/program", bagian="silang", program="desamart", ukuran="nilai", tahun="2024", klasifikasi="kuantil")
    app.session_state["tabel_peta_program"] = True
    app.run()
    slide = added(app, "tambah_peta")
    wanted = {"indikator": "cakupan", "ukuran": "nilai", "program": "desamart", "klasifikasi": "kuantil"}
    assert wanted.items() <= dict(slide.parameter).items()
    deck = own(app)
    found = content_of(source.figures(), slide, deck, borders.polygons)
    assert isinstance(found.isi, MapDescription)
    assert found.isi.silang is not None
    assert found.isi.silang.ukuran == "nilai"


def test_the_map_and_the_ranking_of_the_first_page_become_slides(open_page: OpenPage) -> None:
    app = open_page("/", kab="18.04", tahun="2024")
    app.session_state["tabel_ringkasan"] = True
    app.run()
    assert {"gambar_peta_ringkasan_png", "gambar_komposisi_wilayah_svg"} <= {entry.key for entry in app.get("download_button")}
    slide = added(app, "tambah_peta_ringkasan")
    assert (slide.jenis, slide.parameter["kab"]) == ("peta", "18.04")
    slide = added(app, "tambah_komposisi_wilayah")
    assert (slide.parameter["grafik"], slide.parameter["kab"]) == ("komposisi_wilayah", "18.04")


def test_the_map_round_a_desa_becomes_a_slide_of_its_kecamatan(open_page: OpenPage) -> None:
    app = open_page("/desa", desa="18.04.15.2004", tahun="2024")
    app.session_state["unduh_peta_desa"] = True
    app.run()
    slide = added(app, "tambah_peta_desa")
    assert (slide.jenis, slide.parameter["kec"], slide.parameter["tingkat"]) == ("peta", "18.04.15", "desa")


def test_areas_side_by_side_become_a_chart_or_one_of_their_maps(open_page: OpenPage) -> None:
    app = open_page("/perkembangan", bagian="wilayah", tahun="2024")
    app.session_state["tabel_wilayah"] = True
    app.run()
    slide = added(app, "tambah_komposisi_wilayah")
    assert (slide.jenis, slide.parameter["grafik"]) == ("grafik", "komposisi_wilayah")
    app.selectbox(key="peta_kecil_wilayah").set_value("18.04").run()
    slide = added(app, "tambah_peta_kecil")
    assert (slide.jenis, slide.parameter["kab"], slide.parameter["tingkat"]) == ("peta", "18.04", "desa")
    app = open_page("/perbandingan", kab="18.04", tahun="2024", banding="18.13", bagian="peta")
    app.session_state["tabel_peta_banding"] = True
    app.run()
    app.selectbox(key="peta_banding_wilayah").set_value("18.13").run()
    assert {"gambar_peta_banding_png", "gambar_peta_banding_svg"} <= {entry.key for entry in app.get("download_button")}
    assert added(app, "tambah_peta_banding").parameter["kab"] == "18.13"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pelaku]:
    """Somebody who is signed in; what the account keeps is taken away again."""
    pelaku = operator("18.04", "budi")
    monkeypatch.setattr(sign_in, "current", lambda: pelaku)
    yield pelaku
    for entry in list_decks(source.engine(), pelaku=pelaku):
        delete_deck(source.engine(), entry.id, pelaku=pelaku)


def test_a_reader_is_offered_no_account(open_page: OpenPage) -> None:
    app = open_page("/presentasi")
    assert not [entry for entry in app.button if str(entry.key).endswith("_akun")]


def test_a_deck_is_kept_on_the_account_opened_and_deleted(open_page: OpenPage, account: Pelaku) -> None:
    app = open_page("/presentasi", **ONE)
    app.button(key="paparan_turun").click().run()
    deck = own(app)
    app.text_input(key="paparan_nama").set_value("Rapat <b>besar</b> 🌾").run()
    app.button(key="paparan_simpan_akun").click().run()
    assert ["Rapat" in entry.value for entry in app.success] == [True]
    assert [entry.judul for entry in list_decks(source.engine(), pelaku=account)] == ["Rapat <b>besar</b> 🌾"]
    other = open_page("/presentasi", bagian="provinsi", tahun="2025")
    other.button(key="paparan_buka_akun").click().run()
    assert own(other) == deck
    assert other.query_params["kab"] == "18.04"
    assert other.text_input(key="paparan_nama").value == "Rapat <b>besar</b> 🌾"
    other.button(key="paparan_hapus_akun").click().run()
    assert list_decks(source.engine(), pelaku=account) == []
    # Gone meanwhile for the first: it is told.
    app.button(key="paparan_buka_akun").click().run()
    assert not app.exception


def test_a_kept_deck_needs_a_name(open_page: OpenPage, account: Pelaku) -> None:
    app = open_page("/presentasi", **ONE)
    app.text_input(key="paparan_nama").set_value("   ").run()
    app.button(key="paparan_simpan_akun").click().run()
    assert len(app.error) == 1
    assert list_decks(source.engine(), pelaku=account) == []


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_the_account_s_part_speaks_the_language_of_the_page(open_page: OpenPage, bahasa: str) -> None:
    app = open_page("/presentasi", bahasa=bahasa, **ONE)
    app.button(key="paparan_simpan_akun").click().run()
    assert [(words, text) for text in page_texts(app) if (words := foreign_words(text, bahasa))] == []
