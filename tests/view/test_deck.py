"""A deck says what the data says on every slide, keeps the user's own words, and can be rearranged."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.language import LANGUAGES, format_number, format_percent, set_language
from lib.domain.program import programs
from lib.domain.status import STATUS
from lib.report.decks import ready_deck
from lib.view.deck.body import Cards, Excerpt
from lib.view.deck.content import content
from lib.view.deck.deck import (
    MAX_SLIDES,
    Deck,
    Slide,
    moved,
    new_slide,
    slide_of_view,
    slide_selection,
    with_changed,
    with_slide,
    without_slide,
)
from lib.view.deck.file import read_deck, write_deck
from lib.view.deck.kinds import KINDS
from lib.view.deck.page_charts import PAGE_CHARTS
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.cross import MEASURES
from lib.view.indicator.maps import MapDescription
from tests.function_words import foreign_words
from tests.view.selections import KOTA, areas, official, selections, views
from tests.view.test_sentences import MOVEMENT, ODD, numbers
from tests.view.truth import moves, statuses

PLAIN = ("judul", "ringkasan", "komposisi", "penggerak", "perpindahan", "peringkat", "perbandingan", "prioritas", "langkah")


@st.composite
def slides(draw, known) -> tuple[Deck, Slide]:
    """Any slide that a deck may hold, over any year and area."""
    jenis = draw(st.sampled_from(sorted(KINDS)))
    area = draw(areas(known))
    deck = Deck(
        draw(st.sampled_from(("provinsi", "kabupaten", "program", "sendiri"))),
        draw(st.sampled_from((*known.tahun, 2016, 2030))),
        area[:8] if area else None,
        draw(st.sampled_from((None, *known.program))),
    )
    values = {
        "indikator": st.sampled_from(known.indikator),
        "program": st.sampled_from(known.program),
        "tingkat": st.sampled_from(("kabupaten", "kecamatan", "desa")),
        "satuan": st.sampled_from(("jumlah", "bagian")),
        "data": st.sampled_from(("resmi", "semua")),
        "menurut": st.sampled_from(("nilai", "kelas")),
        "sebelum": st.sampled_from([str(year) for year in known.tahun]),
        "batas": st.sampled_from(STATUS[:-1]),
        "jarak": st.sampled_from(("0.5", "2")),
        "ukuran": st.sampled_from(MEASURES),
        "grafik": st.sampled_from(sorted(PAGE_CHARTS)),
    }
    names = [name for name in KINDS[jenis].parameter if name in values]
    chosen = draw(st.sets(st.sampled_from(names))) if names else set()
    given_ = {name: draw(values[name]) for name in sorted(chosen | ({"grafik"} & set(names)))}
    if jenis == "grafik" and area and area.count(".") == 3:
        given_["desa"] = area
    return deck, Slide("s", jenis, given_)


@pytest.mark.parametrize("bahasa", LANGUAGES)
@views
@given(data=st.data())
def test_every_slide_has_whole_words_and_a_body_or_a_reason(bahasa, data, figures, polygons, known):
    set_language(bahasa)
    deck, slide = data.draw(slides(known))
    filled = content(figures, slide, deck, polygons)
    for text in (filled.judul, filled.kalimat, filled.konteks, filled.sumber, filled.catatan):
        # The English for nobody at all is no value that was not formatted.
        assert not ODD.search(text.replace("None was", "").replace("None of", "")), text
    assert filled.judul
    assert filled.konteks
    assert filled.kalimat or not filled.kosong
    assert filled.catatan
    if filled.isi is not None and not isinstance(filled.isi, ChartDescription):
        assert filled.judul_dibuat


@pytest.mark.parametrize("bahasa", LANGUAGES)
@views
@given(data=st.data())
def test_nothing_rises_or_falls_where_years_may_not_be_compared(bahasa, data, figures, polygons, known):
    set_language(bahasa)
    area = data.draw(areas(known))
    year = data.draw(st.sampled_from((2025, min(known.tahun))))
    deck = Deck("sendiri", year, area[:8] if area else None)
    slide = new_slide(deck, data.draw(st.sampled_from(("ringkasan", "komposisi", "penggerak", "perpindahan", "langkah"))))
    filled = content(figures, slide, deck, polygons)
    said = f"{filled.judul} {filled.kalimat}"
    for name in (*figures.wilayah["nama"], "Naik dan turun terbesar", "Largest rises and falls"):
        if name in said:
            said = said.replace(name, "")
    assert not MOVEMENT.search(said), said
    assert not isinstance(filled.isi, Excerpt | ChartDescription) or slide.jenis in ("komposisi", "langkah")


@views
@given(data=st.data())
def test_the_key_figures_are_counted_by_hand(data, figures, polygons, known):
    year = data.draw(st.sampled_from(known.tahun))
    area = data.draw(areas(known))
    deck = Deck("sendiri", year, area[:8] if area else None)
    filled = content(figures, new_slide(deck, "ringkasan"), deck, polygons)
    counts = statuses(figures, year, deck.area)
    if not counts.total():
        assert filled.kosong
        return
    assert isinstance(filled.isi, Cards)
    shown = {card.label: card for card in filled.isi.kartu}
    assert len(shown) <= 6
    from lib.domain.status import status_label

    for status in STATUS:
        card = shown.get(status_label(status))
        if card is not None:
            assert card.nilai == format_number(counts[status])
            assert format_percent(counts[status] / counts.total()) in card.keterangan


@pytest.mark.parametrize("area", [None, "18.04", "18.13", "18.11"])
def test_every_number_in_a_headline_is_one_of_the_data(area, figures, polygons):
    figures = official(figures, 2023, 2024)
    deck = Deck("sendiri", 2024, area)
    counts, past = statuses(figures, 2024, area), statuses(figures, 2023, area)
    rose, fell, both = moves(figures, 2024, area, STATUS)
    known_numbers = {format_number(value) for value in (*counts.values(), *past.values(), counts.total(), past.total())}
    known_numbers |= {format_number(it) for it in (rose, fell, both, both - rose - fell, 2023, 2024)} | {"2023", "2024", "0"}
    known_numbers |= {format_number(counts["mandiri"] - past["mandiri"])}
    for year in (counts, past):
        known_numbers |= {format_percent(year[status] / year.total()).rstrip("%") for status in STATUS}
        known_numbers.add(format_number(year["tertinggal"] + year["sangat_tertinggal"]))
    for jenis in ("ringkasan", "komposisi", "perpindahan"):
        filled = content(figures, new_slide(deck, jenis), deck, polygons)
        said = numbers(f"{filled.judul} {filled.kalimat}")
        assert said <= known_numbers, (jenis, said - known_numbers)


def test_illustrative_rows_are_named_and_official_ones_are_not(figures, polygons):
    deck = ready_deck(figures, "provinsi", tahun=2024)
    assert all(
        content(figures, slide, deck, polygons).contoh
        for slide in deck.slides
        if slide.jenis in ("ringkasan", "komposisi", "peta", "penggerak", "langkah")
    )
    real = official(figures, 2023, 2024)
    deck = ready_deck(real, "provinsi", tahun=2024)
    by_kind = {slide.jenis: content(real, slide, deck, polygons) for slide in deck.slides}
    for kind in ("judul", "ringkasan", "komposisi", "perpindahan", "penggerak", "peringkat"):
        assert not by_kind[kind].contoh, kind
    assert by_kind["program_target"].contoh
    steps = by_kind["langkah"].isi
    assert isinstance(steps, Excerpt)
    for line, *_blank in steps.rows():
        assert line.endswith("(contoh)") == any(line.startswith(entry.label) for entry in programs().values())
    listed = by_kind["prioritas"].isi
    assert isinstance(listed, Excerpt)
    assert [heading.endswith("(contoh)") for heading in listed.headings()] == [False] * 4 + [True] * 3
    assert "rekaan" in by_kind["program_target"].catatan


def test_official_decks_leave_illustrative_years_out_of_the_composition(figures, polygons):
    real = official(figures, 2023, 2024)
    deck = ready_deck(real, "provinsi", tahun=2024)
    slide = next(slide for slide in deck.slides if slide.jenis == "komposisi")
    chart = content(real, slide, deck, polygons).isi
    assert isinstance(chart, ChartDescription)
    by_year = {series.id: dict(zip(series.x, series.y, strict=True)) for series in chart.seri}
    # Published figures alone: of 2016 only the two lowest statuses are known, and nothing stands in for the rest.
    assert by_year["tertinggal"]["2016"] == 1306 / 2435
    assert by_year["maju"]["2016"] is None
    assert by_year["mandiri"]["2025"] == 561 / 2446
    # What is not known is drawn as not known: every bar is whole.
    assert by_year["tidak_diketahui"]["2024"] is None
    for year in chart.seri[0].x:
        assert sum(values[year] or 0 for values in by_year.values()) == pytest.approx(1)
    assert [mark.nilai for mark in chart.tanda] == [chart.seri[0].x.index("2025")]


def test_a_tie_is_told_as_a_tie_in_the_ranking(figures, polygons):
    nilai = figures.nilai.copy()
    nilai.loc[nilai["tahun"] == 2024, "status"] = "maju"
    two = nilai["kode_desa"].astype(str).str.startswith(("18.04.", "18.13."))
    nilai.loc[two & (nilai["tahun"] == 2024), "status"] = "mandiri"
    deck = Deck("sendiri", 2024)
    slide = Slide("r", "peringkat", {"indikator": "mandiri"})
    filled = content(replace(figures, nilai=nilai), slide, deck, polygons)
    assert filled.judul == "Lampung Barat, Pesisir Barat sama-sama tertinggi: 100,0% desa Mandiri, 2024"


@pytest.mark.parametrize("program", sorted(programs()))
def test_programmes_are_measured_against_published_targets_only(program, figures, polygons):
    deck = ready_deck(figures, "program", tahun=2025, program=program)
    filled = {slide.jenis: content(figures, slide, deck, polygons) for slide in deck.slides}
    row = figures.coverage(program, 2025, "provinsi").iloc[0]
    stage = programs()[program].tahap_utama.id
    assert format_number(row[stage]) in filled["program_tahap"].judul
    assert format_percent(row["bagian"]) in filled["program_tahap"].judul
    aimed = any(goal.wilayah == "18" for goal in programs()[program].sasaran)
    assert ("Tidak ada target" in filled["program_tahap"].kalimat) == (not aimed)


@pytest.mark.parametrize("kota", KOTA)
def test_a_kota_has_only_kelurahan_and_each_slide_says_what_is_missing(kota, figures, polygons):
    deck = ready_deck(figures, "kabupaten", tahun=2024, kab=kota)
    for slide in deck.slides:
        filled = content(figures, slide, deck, polygons)
        if slide.jenis in ("ringkasan", "perbandingan", "peta", "penggerak"):
            assert filled.kosong
            assert filled.kalimat


def test_the_words_of_the_user_stand_and_go_back_to_those_of_the_data(figures, polygons):
    deck = ready_deck(figures, "provinsi", tahun=2024)
    second = deck.slides[1]
    made = content(figures, second, deck, polygons)
    mine = with_changed(deck, second.id, judul='Judul <saya> & "kami"', catatan="Bicara pelan.")
    filled = content(figures, mine.slides[1], mine, polygons)
    assert (filled.judul, filled.catatan) == ('Judul <saya> & "kami"', "Bicara pelan.")
    assert filled.kalimat == made.kalimat
    assert (filled.judul_dibuat, filled.kalimat_dibuat, filled.catatan_dibuat) == (False, True, False)
    back = with_changed(mine, second.id, judul="  ", catatan=None)
    assert content(figures, back.slides[1], back, polygons).judul == made.judul


def test_slides_are_added_moved_and_dropped(figures):
    deck = ready_deck(figures, "provinsi", tahun=2024)
    ids = [slide.id for slide in deck.slides]
    assert len(set(ids)) == len(ids)
    assert [slide.id for slide in moved(deck, ids[3], -2).slides][:4] == [ids[0], ids[3], ids[1], ids[2]]
    assert [slide.id for slide in moved(deck, ids[0], -5).slides] == ids
    assert moved(deck, "tidak ada", 1) == deck
    assert ids[2] not in [slide.id for slide in without_slide(deck, ids[2]).slides]
    more = with_slide(deck, new_slide(deck, "peta", {"indikator": "nilai"}), 1)
    assert more.slides[1].jenis == "peta"
    assert more.slides[1].id not in ids
    full = deck
    while len(full.slides) < MAX_SLIDES:
        full = with_slide(full, new_slide(full, "ringkasan"))
    assert with_slide(full, new_slide(full, "peta")) == full


def test_a_slide_may_be_about_another_year_and_area_than_its_deck(figures, polygons):
    deck = Deck("provinsi", 2024)
    slide = Slide("x", "peta", {"tahun": "2023", "kab": "18.04", "tingkat": "desa", "indikator": "nilai"})
    selection = slide_selection(deck, slide)
    assert (selection.tahun, selection.area, selection.tingkat, selection.indikator) == (2023, "18.04", "desa", "nilai")
    filled = content(figures, slide, deck, polygons)
    assert filled.konteks == "Kabupaten Lampung Barat · 2023 · IDM"
    assert isinstance(filled.isi, MapDescription)


@views
@given(data=st.data())
def test_a_view_of_a_page_becomes_a_slide_that_shows_the_same(data, known):
    selection = data.draw(selections(known))
    deck = Deck(
        "sendiri",
        data.draw(st.sampled_from(known.tahun)),
        data.draw(st.sampled_from((None, "18.04", "18.04.05"))),
        data.draw(st.sampled_from((None, *known.program))),
    )
    slide = slide_of_view(deck, "peta", selection)
    shown = slide_selection(deck, slide)
    assert (shown.tahun, shown.area, shown.indikator) == (selection.tahun, selection.area, selection.indikator)
    assert (shown.tingkat, shown.klasifikasi) == (selection.tingkat, selection.klasifikasi)
    assert shown.program == (selection.program or deck.program)
    assert read_deck(write_deck(with_slide(deck, slide)), known).slides == (slide,)


def test_a_slide_made_of_a_page_follows_the_deck_in_what_it_does_not_name():
    deck = Deck("kabupaten", 2024, "18.04")
    slide = slide_of_view(deck, "komposisi", deck.selection, satuan="jumlah", tidak_dikenal="x")
    assert slide.parameter == {"satuan": "jumlah"}
    assert slide_selection(replace(deck, tahun=2023, area="18.13"), slide).area == "18.13"


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_a_deck_speaks_one_language(bahasa, figures, polygons):
    set_language(bahasa)
    decks = [ready_deck(figures, "provinsi", tahun=year, bahasa=bahasa) for year in (2018, 2024, 2025)]
    decks += [ready_deck(figures, "kabupaten", tahun=2024, kab=kab, bahasa=bahasa) for kab in ("18.04", "18.71")]
    decks += [ready_deck(figures, "program", tahun=2025, program=key, bahasa=bahasa) for key in programs()]
    for deck in decks:
        for slide in deck.slides:
            filled = content(figures, slide, deck, polygons)
            # Titles of sources are quoted as they were published.
            shown = [filled.judul, filled.kalimat, *(line for line in filled.catatan.split("\n") if line != filled.sumber)]
            if isinstance(filled.isi, Excerpt):
                shown += filled.isi.headings()
            plain = [re.sub("“[^”]*”", "", text) for text in shown]
            assert [(words, text) for text in plain if (words := foreign_words(text, bahasa))] == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize(("ukuran", "tingkat"), [("maju_mandiri", "kabupaten"), ("nilai", "desa")])
def test_a_map_of_two_figures_counts_every_area_once_and_names_both_scales(ukuran, tingkat, bahasa, figures, polygons):
    deck = Deck("sendiri", 2024, bahasa=bahasa)
    given_ = {"indikator": "cakupan", "program": "desamart", "tingkat": tingkat, "ukuran": ukuran}
    set_language(bahasa)
    try:
        found = content(figures, Slide("s", "peta", given_), deck, polygons)
        plain = content(figures, Slide("s", "peta", given_ | {"indikator": "status"}), deck, polygons)
    finally:
        set_language("id")
    cross = found.isi.silang
    assert sum(entry.jumlah for entry in found.isi.kelas_legenda) == len(figures.counts(2024, tingkat))
    assert cross.judul_baris in found.kalimat
    assert cross.judul_kolom in found.kalimat
    assert "2024" in found.judul
    assert all(step in found.catatan for step in cross.kolom)
    assert plain.isi.silang is None


def test_no_title_is_without_its_year_or_period(figures, polygons):
    deck = ready_deck(figures, "provinsi", tahun=2024)
    for slide in deck.slides[:-2]:
        filled = content(figures, slide, deck, polygons)
        assert re.search(r"20\d\d", filled.judul + filled.konteks)
