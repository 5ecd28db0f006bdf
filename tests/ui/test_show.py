"""The slideshow as one document: whole, escaped, with source, badge, filter and date on every slide, and nothing from outside."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.domain.language import LANGUAGES
from lib.export.pptx.text import width
from lib.export.show.pages import chart_pages
from lib.export.show.points import spread
from lib.export.show.shapes import Box, Dot
from lib.export.show.stage import HEIGHT, ROOM, fit_words
from lib.export.show.table import MAY_BREAK, NUMBER_PAD, PAD, even_cuts, table_pages
from lib.published import source
from lib.report.decks import ready_deck
from lib.view.deck.body import Excerpt
from lib.view.deck.deck import MAX_SENTENCE, MAX_TITLE, Deck, new_slide, with_changed, with_slide
from lib.view.deck.kinds import KINDS
from lib.view.deck.page_charts import PAGE_CHARTS
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.maps import MapDescription
from lib.web import show
from lib.web.show_slides import _bodies as slide_bodies
from lib.web.show_slides import filled, filtered
from tests.ui.asgi import Answer, get

pytestmark = pytest.mark.usefixtures("published")
HOSTILE = "<img src=x onerror=alert(1)>&\"'</script></section>🌾"
DECKS = (
    {"jenis": "provinsi", "tahun": 2025},
    {"jenis": "provinsi", "tahun": 2018},
    {"jenis": "kabupaten", "tahun": 2024, "kab": "18.13"},
    {"jenis": "kabupaten", "tahun": 2025, "kab": "18.72"},
    {"jenis": "program", "tahun": 2023, "program": "desamart"},
)


class Reader(HTMLParser):
    """Every element of a document with its attributes, and the text of the slides."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str]] = []
        self._within: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        self._within.append(found.get("class", ""))

    def handle_data(self, data: str) -> None:
        if self._within and data.strip():
            self.words.append((self._within[-1], data.strip()))

    def of(self, name: str) -> list[str]:
        """What stands right behind the start of each element of a class."""
        return [text for classes, text in self.words if name in classes.split()]


def deck_of(**wanted: object) -> Deck:
    return ready_deck(source.figures(), **wanted)  # type: ignore[arg-type]


def shown(deck: Deck) -> str:
    html = show.show_html(show.keep(deck).rpartition("/")[2])
    assert html is not None
    return html


def text(answer: Answer) -> str:
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", DECKS, ids=lambda wanted: "-".join(map(str, wanted.values())))
def test_every_slide_has_its_title_filter_date_and_source(wanted: dict[str, object], language: str) -> None:
    deck = deck_of(**wanted, bahasa=language)
    document = shown(deck)
    reader = Reader(document)
    frames = [found for tag, found in reader.elements if found.get("class") == "s-bingkai"]
    assert list(dict.fromkeys(found["data-id"] for found in frames)) == [slide.id for slide in deck.slides]
    for name in ("s-judul", "s-konteks", "s-tanggal", "s-sumber"):
        assert len(reader.of(name)) >= len(frames), name
    assert f'<html lang="{language}"' in document
    data = source.figures()
    illustrative = {slide.id for slide in deck.slides if filled(data, deck, slide).contoh}
    parts = document.split('<div class="s-bingkai"')[1:]
    for frame, part in zip(frames, parts, strict=True):
        assert ('class="s-lencana"' in part) == (frame["data-id"] in illustrative), frame["data-id"]
        for name in ("s-konteks", "s-tanggal", "s-sumber"):
            assert f'class="{name}"' in part, name
    badge = {"id": "Data contoh", "en": "Example data"}[language]
    assert set(reader.of("s-lencana")) <= {badge}
    if source.figures().is_illustrative(int(str(wanted["tahun"]))):
        assert reader.of("s-lencana")


@pytest.mark.parametrize("jenis", KINDS)
def test_every_kind_of_slide_is_shown_for_every_kind_of_area(jenis: str) -> None:
    """The province, a kabupaten, a kota of kelurahan only, a kecamatan; a year of each index."""
    for area in (None, "18.13", "18.72", "18.04.04"):
        for year in (2024, 2025):
            deck = Deck("sendiri", year, area)
            charts = [{"grafik": name} for name in PAGE_CHARTS] if jenis == "grafik" else [{}]
            for parameter in charts:
                deck = with_slide(deck, new_slide(deck, jenis, parameter))
            assert Reader(shown(deck)).of("s-judul")


@pytest.mark.parametrize("area", [None, "18.02", "18.06.01"])
@pytest.mark.parametrize("grafik", PAGE_CHARTS)
def test_charts_of_many_rows_go_on_to_further_pages_in_letters_of_one_size(grafik: str, area: str | None) -> None:
    for year in (2024, 2025):
        deck = Deck("sendiri", year, area, "e_samdes")
        document = shown(with_slide(deck, new_slide(deck, "grafik", {"grafik": grafik})))
        reader = Reader(document)
        assert {found["font-size"] for tag, found in reader.elements if tag == "text"} <= {"32", "32.0"}
        assert not [found for _tag, found in reader.elements if found.get("class") == "s-foto"]


def test_pages_of_a_chart_hold_every_row_once_on_one_scale() -> None:
    data = source.figures()
    ranking = filled(
        data, deck := with_slide(Deck("sendiri", 2024), new_slide(Deck("sendiri", 2024), "peringkat")), deck.slides[0]
    )
    assert isinstance(ranking.isi, ChartDescription)
    names = [f"{name} {copy}" for copy in ("Satu", "Dua", "Tiga") for name in ranking.isi.seri[0].x]
    values = tuple(float(number) for number in range(1, len(names) + 1))
    codes = tuple(f"18.{number:02}" for number in range(len(names)))
    many = replace(
        ranking.isi, seri=(replace(ranking.isi.seri[0], x=tuple(names), y=values, kode=codes, sebut=(), teks=()),), tanda=()
    )
    pages = chart_pages(many, ROOM, 400)
    assert len(pages) > 1
    bars = {shape.kode: shape for page in pages for shape in page.bentuk if isinstance(shape, Box)}
    assert list(bars) == list(codes)
    assert sum(isinstance(shape, Box) for page in pages for shape in page.bentuk) == len(codes)
    lengths = [bars[kode].lebar / value for kode, value in zip(codes, values, strict=True)]
    assert max(lengths) == pytest.approx(min(lengths), rel=0.15)


@pytest.mark.parametrize("high", [180, 420])
def test_a_form_that_the_stage_does_not_draw_is_the_picture_in_letters_of_the_stage(high: int) -> None:
    data = source.figures()
    deck = with_slide(Deck("sendiri", 2024), new_slide(Deck("sendiri", 2024), "peringkat"))
    made = filled(data, deck, deck.slides[0])
    assert isinstance(made.isi, ChartDescription)
    few = replace(made.isi.seri[0], x=("Satu", "Dua"), y=(0.2, 0.4), teks=(), kode=(), sebut=())
    upright = replace(made.isi, bentuk="titik", mendatar=False, tanda=(), seri=(few,))
    [(form, picture, wide)] = slide_bodies(data, replace(made, isi=upright), high)
    assert form == "gambar"
    reader = Reader(picture)
    root = next(found for tag, found in reader.elements if tag == "svg")
    assert float(root["width"]) == wide
    assert float(root["height"]) <= high
    assert max(float(found["font-size"]) for tag, found in reader.elements if tag == "text") == pytest.approx(32)


def test_a_swarm_shows_every_desa_once() -> None:
    data = source.figures()
    deck = Deck("sendiri", 2024)
    deck = with_slide(deck, new_slide(deck, "grafik", {"grafik": "banding_sebaran"}))
    chart = filled(data, deck, deck.slides[0]).isi
    assert isinstance(chart, ChartDescription)
    pages = chart_pages(chart, ROOM, 360)
    dots = [shape for page in pages for shape in page.bentuk if isinstance(shape, Dot)]
    assert len(pages) > 1
    assert len(dots) == sum(len(series.x) for series in chart.seri)
    assert {dot.kode for dot in dots} == {kode for kode in data.codes_at("kabupaten") if data.area_counts(2024, kode)["dinilai"]}


def test_a_year_without_data_says_so() -> None:
    deck = replace(deck_of(jenis="provinsi", tahun=2024), tahun=2031)
    assert "2031" in shown(deck)


def test_words_of_the_user_are_words_and_nothing_else() -> None:
    deck = deck_of(jenis="kabupaten", tahun=2024, kab="18.04")
    for slide in deck.slides:
        deck = with_changed(deck, slide.id, judul=HOSTILE, kalimat=HOSTILE, catatan=HOSTILE)
    deck = replace(deck, judul=HOSTILE)
    reader = Reader(shown(deck))
    assert not [found for tag, found in reader.elements if tag == "img" and found.get("src") == "x"]
    assert not [name for _tag, found in reader.elements for name in found if name.startswith("on")]
    assert [tag for tag, _found in reader.elements].count("script") == 2
    assert HOSTILE in [found["data-judul"] for _tag, found in reader.elements if "data-judul" in found]


@settings(max_examples=25)
@given(judul=st.text(max_size=MAX_TITLE), kalimat=st.text(max_size=MAX_SENTENCE))
def test_whatever_is_written_leaves_the_slide_room_and_no_markup(judul: str, kalimat: str) -> None:
    words = fit_words(judul, kalimat)
    assert 0 < words.sisa < HEIGHT
    deck = Deck("sendiri", 2024)
    deck = with_slide(deck, new_slide(deck, "langkah"))
    clean = "".join(letter for letter in judul if letter.isprintable() and not "\ud800" <= letter <= "\udfff")
    sentence = "".join(letter for letter in kalimat if letter.isprintable())
    plain = {tag for tag, _found in Reader(shown(deck)).elements}
    written = with_changed(deck, deck.slides[0].id, judul=clean or None, kalimat=sentence or None)
    assert {tag for tag, _found in Reader(shown(written)).elements} <= plain | {"p"}


@given(heights=st.lists(st.floats(1, 400), min_size=1, max_size=30), room=st.floats(100, 500))
def test_pages_hold_everything_once_and_no_more_than_they_must(heights: list[float], room: float) -> None:
    cuts = even_cuts(heights, room)
    assert [number for a, b in cuts for number in range(a, b)] == list(range(len(heights)))
    assert all(sum(heights[a:b]) <= room + 1e-6 or b - a == 1 for a, b in cuts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", DECKS, ids=lambda wanted: "-".join(map(str, wanted.values())))
def test_no_word_of_a_table_is_broken(wanted: dict[str, object], language: str) -> None:
    deck = deck_of(**wanted, bahasa=language)
    data = source.figures()
    tables = [found.isi for slide in deck.slides if isinstance((found := filled(data, deck, slide)).isi, Excerpt)]
    assert tables
    for page in (page for table in tables for page in table_pages(table, 400)):
        assert sum(page.lebar) <= ROOM
        for row, bold in ((page.kepala, True), *((row, False) for row in page.baris)):
            for text, wide, right in zip(row, page.lebar, page.angka, strict=True):
                room = wide - 2 * PAD - NUMBER_PAD * right
                words = text.replace(MAY_BREAK, " ").split(" ")
                assert all(width(word, page.ukuran, bold) <= room for word in words), text


def test_nothing_is_asked_outside_and_only_the_own_script_runs(app: Starlette) -> None:
    deck = deck_of(jenis="provinsi", tahun=2024)
    answer = get(app, show.keep(deck), headers={"accept-encoding": "gzip", "accept": "text/html"})
    assert answer.status == 200
    document = text(answer)
    addresses = re.findall(r'\s(?:src|href|action)="([^"]*)"', document) + re.findall(r"url\(([^)]*)\)", document)
    assert [found for found in addresses if not found.startswith(("data:", "#"))] == []
    policy = answer.headers["content-security-policy"]
    script = re.search(r"<script>(.*?)</script>", document, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]


def test_an_area_is_found_on_the_map_by_its_row() -> None:
    deck = deck_of(jenis="provinsi", tahun=2025)
    document = shown(deck)
    for kode in source.figures().codes_at("kabupaten"):
        assert f'<g data-k="{kode}">' in document
        assert f'<li data-k="{kode}"' in document


def test_a_map_of_two_figures_has_a_legend_of_two_ways() -> None:
    deck = Deck("sendiri", 2024)
    given = {"indikator": "cakupan", "program": "desamart", "ukuran": "maju_mandiri"}
    deck = with_slide(deck, new_slide(deck, "peta", given))
    legend = filled(source.figures(), deck, deck.slides[0]).isi
    assert isinstance(legend, MapDescription)
    assert legend.silang is not None
    reader = Reader(shown(deck))
    cells = [found for tag, found in reader.elements if tag == "span" and "data-c" in found]
    wanted = [number for row in reversed(legend.silang.kelas) for number in row]
    assert [int(found["data-c"]) for found in cells] == wanted
    for found, number in zip(cells, wanted, strict=True):
        assert found["aria-label"].endswith(f": {legend.kelas_legenda[number].jumlah}")


def test_a_slide_is_asked_for_anew_with_another_area_and_year(app: Starlette) -> None:
    deck = deck_of(jenis="provinsi", tahun=2025)
    slide = next(slide for slide in deck.slides if slide.jenis == "peta")
    deck = with_changed(deck, slide.id, judul="Kata sendiri")
    address = f"{show.keep(deck)}/{slide.id}"
    assert "Kata sendiri" in text(get(app, address))
    other = text(get(app, f"{address}?kab=18.04&tahun=2023"))
    assert "Lampung Barat" in other
    assert "2023" in other
    assert "Kata sendiri" not in other
    assert text(get(app, f"{address}?kab=%3Cscript%3E&tahun=99")) == text(get(app, address))


def test_a_slide_that_is_filtered_forgets_the_kecamatan_of_before() -> None:
    deck = Deck("sendiri", 2024)
    slide = new_slide(deck, "peta", {"kec": "18.04.04", "indikator": "status"})
    assert filtered(slide, source.figures(), "18.01", "").parameter == {"indikator": "status", "kab": "18.01"}
    assert filtered(slide, source.figures(), "18.99", "1066") is slide


@pytest.mark.parametrize("path", ["0" * 32, "x", "0" * 5000, "%00", "..%2f..", f"{'0' * 32}/peta-1"])
def test_a_show_that_nobody_knows_is_not_found(app: Starlette, path: str) -> None:
    answer = get(app, f"{show.ADDRESS}/{path}")
    assert answer.status == 404


@given(
    wanted=st.lists(st.floats(0, 400), min_size=1, max_size=12),
)
def test_words_at_the_end_of_lines_never_lie_upon_each_other(wanted: list[float]) -> None:
    placed = spread([(at, number) for number, at in enumerate(wanted)], last=400)
    heights = [at for at, _number in placed]
    assert all(lower - upper >= 32 for upper, lower in pairwise(heights))
    assert max(heights) <= 400
    assert sorted(number for _at, number in placed) == list(range(len(wanted)))
    assert [wanted[number] for _at, number in placed] == sorted(wanted)


def test_a_rise_and_a_fall_say_their_sign() -> None:
    deck = Deck("sendiri", 2024)
    deck = with_slide(deck, new_slide(deck, "grafik", {"grafik": "penggerak"}))
    document = shown(deck)
    assert re.search(r">\+0,0\d{3}</text>", document)
    assert re.search(r">−0,0\d{3}</text>", document)
