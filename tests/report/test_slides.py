"""A deck as PowerPoint, read back: numbers of charts and tables are those of the data, titles are titles, nothing is mute."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from lib.analysis.frame.figures import Figures
from lib.domain.language import LANGUAGES, set_language
from lib.domain.program import programs
from lib.export.pptx.chart_data import categories, is_numeric, table_of
from lib.export.pptx.template import BODY_BOTTOM_IN, CONTENT_IN, HEIGHT_IN, LAYOUTS, WIDTH_IN, theme_colours
from lib.export.pptx.text import POINTS_PER_INCH, lines_needed
from lib.published import borders
from lib.report.decks import ready_deck
from lib.report.slides import deck_contents, file_name, pptx_bytes
from lib.view.deck.body import Cards, Excerpt
from lib.view.deck.content import SlideContent, content
from lib.view.deck.deck import Deck, Slide, new_slide, with_changed, with_slide
from lib.view.deck.page_charts import PAGE_CHARTS
from lib.view.frame.charts import ChartDescription
from lib.view.indicator.maps import MapDescription

NASTY = "Desa \"Sumber<Agung>\" & 'Tani' 🌾 Sangat-Panjang-Sekali-Namanya Tanjungkarangtimurbaratdaya $x$ =1+1"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@cache
def provincial(figures: Figures, bahasa: str = "id") -> tuple[Any, list[SlideContent]]:
    """The provincial deck opened again, and the contents it was made of."""
    return opened(figures, ready_deck(figures, "provinsi", tahun=2024, bahasa=bahasa))


def opened(figures: Figures, deck: Deck) -> tuple[Any, list[SlideContent]]:
    presentation = Presentation(io.BytesIO(pptx_bytes(figures, deck)))
    set_language(deck.bahasa)
    try:
        contents = list(deck_contents(figures, deck))
    finally:
        set_language("id")
    return presentation, contents


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def tables(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_table]


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_every_number_of_every_chart_is_that_of_the_data(bahasa: str, figures: Figures) -> None:
    presentation, contents = provincial(figures, bahasa)
    seen = 0
    for slide, filled in zip(presentation.slides, contents, strict=True):
        if not isinstance(filled.isi, ChartDescription):
            assert not charts(slide)
            continue
        (frame,) = charts(slide)
        plot = frame.chart.plots[0]
        assert tuple(plot.categories) == categories(filled.isi)
        for drawn, (series, values) in zip(plot.series, table_of(filled.isi), strict=True):
            assert drawn.name == series.label
            assert list(drawn.values) == values
        seen += 1
    assert seen >= 4


def test_the_sheet_behind_a_chart_holds_the_same_numbers(figures: Figures) -> None:
    import openpyxl

    presentation, contents = provincial(figures)
    for slide, filled in zip(presentation.slides, contents, strict=True):
        if not isinstance(filled.isi, ChartDescription):
            continue
        blob = charts(slide)[0].chart.part.chart_workbook.xlsx_part.blob
        rows = list(openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows(values_only=True))
        expected = table_of(filled.isi)
        assert [row[0] for row in rows[1:]] == list(categories(filled.isi))
        for column, (_series, values) in enumerate(expected, start=1):
            # The sheet keeps fifteen digits.
            assert [row[column] for row in rows[1:]] == [None if it is None else pytest.approx(it, rel=1e-14) for it in values]


def test_the_numbers_of_a_course_are_read_back_point_by_point(figures: Figures) -> None:
    deck = ready_deck(figures, "program", tahun=2025, program="e_samdes")
    presentation, contents = opened(figures, deck)
    place = next(number for number, slide in enumerate(deck.slides) if slide.jenis == "tren_program")
    chart = contents[place].isi
    assert isinstance(chart, ChartDescription)
    assert is_numeric(chart)
    drawn = charts(presentation.slides[place])[0].chart.plots[0].series
    for ours, theirs in zip(chart.seri, drawn, strict=False):
        assert list(theirs.values) == list(ours.y)
        xs = [float(x.text) for x in theirs._element.xpath("./c:xVal//c:v")]
        assert xs == pytest.approx(list(ours.x))


def test_tables_are_native_and_hold_the_printed_cells(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    seen = 0
    for slide, filled in zip(presentation.slides, contents, strict=True):
        if not isinstance(filled.isi, Excerpt):
            continue
        (frame,) = tables(slide)
        rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
        assert rows[0] == filled.isi.headings()
        assert rows[1 : 1 + len(filled.isi.rows())] == filled.isi.rows()
        cells = [cell for row in frame.table.rows for cell in row.cells]
        sizes = {run.font.size.pt for cell in cells for line in cell.text_frame.paragraphs for run in line.runs}
        assert min(sizes) >= 14
        seen += 1
    assert seen >= 3


def test_the_legend_of_a_map_is_that_of_the_screen(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    for slide, filled in zip(presentation.slides, contents, strict=True):
        if isinstance(filled.isi, MapDescription):
            (frame,) = tables(slide)
            names = [row.cells[1].text for row in frame.table.rows]
            assert len(names) == len(filled.isi.kelas_legenda)
            for name, entry in zip(names, filled.isi.kelas_legenda, strict=True):
                assert name.startswith(entry.text[:20])
                assert name.endswith(f"{entry.jumlah:,}".replace(",", "."))


def test_the_legend_of_a_map_of_two_figures_is_a_table_of_its_numbers(figures: Figures) -> None:
    given_ = {"indikator": "cakupan", "program": "desamart", "ukuran": "maju_mandiri"}
    deck = with_slide(Deck("sendiri", 2024), Slide("peta", "peta", given_))
    presentation, (filled,) = opened(figures, deck)
    (frame,) = tables(presentation.slides[0])
    legend = filled.isi.silang
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    for numbers, row in zip(reversed(legend.kelas), rows, strict=False):
        assert row == [str(filled.isi.kelas_legenda[number].jumlah) for number in numbers]
    assert [text for row in rows[len(legend.baris) :] for text in row if text] == ["Belum dinilai: 2"]


def test_maps_are_crisp_pictures_in_their_own_proportions(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    seen = 0
    for slide, filled in zip(presentation.slides, contents, strict=True):
        if isinstance(filled.isi, MapDescription):
            picture = next(shape for shape in slide.shapes if shape.shape_type is not None and hasattr(shape, "image"))
            size = Image.open(io.BytesIO(picture.image.blob)).size
            assert size[0] / (picture.width / Emu(914400)) >= 190
            assert size[0] / size[1] == pytest.approx(picture.width / picture.height, rel=0.01)
            assert filled.sumber.endswith("Batas wilayah perkiraan.")
            assert (picture.crop_left, picture.crop_top, picture.crop_right, picture.crop_bottom) == (0, 0, 0, 0)
            seen += 1
    assert seen == 2


def test_the_outline_reads_as_the_talk(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    for slide, filled in zip(presentation.slides, contents, strict=True):
        assert slide.shapes.title.text == filled.judul
        kinds = {shape.placeholder_format.type for shape in slide.placeholders}
        assert kinds & set(TITLES)
        bodies = [shape for shape in slide.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.BODY]
        if filled.kalimat:
            assert filled.kalimat in [shape.text_frame.text for shape in bodies]
        # No place that still asks to be filled.
        assert all(shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame)


def test_titles_and_sentences_are_legible_from_the_back(figures: Figures) -> None:
    presentation, _contents = provincial(figures)
    for slide in presentation.slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.type in (*TITLES, PP_PLACEHOLDER.BODY) and shape.placeholder_format.idx != 14:
                sizes = [run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs if run.font.size]
                least = 18 if shape.placeholder_format.idx == 10 and charts(slide) == [] and tables(slide) else 24
                assert all(size >= least for size in sizes), (shape.text_frame.text, sizes)


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_words_made_from_the_data_fit_at_a_size_that_is_read_from_the_back(bahasa: str, figures: Figures) -> None:
    width, set_to = CONTENT_IN * POINTS_PER_INCH, 24
    asked: list[dict[str, Any]] = [{"jenis": "kabupaten", "kab": kab, "tahun": 2024} for kab in figures.codes_at("kabupaten")]
    asked += [{"jenis": "provinsi", "tahun": tahun} for tahun in figures.years]
    asked += [{"jenis": "program", "program": key, "kab": "18.12", "tahun": 2025} for key in programs()]
    set_language(bahasa)
    try:
        for wanted in asked:
            deck = ready_deck(figures, wanted.pop("jenis"), bahasa=bahasa, **wanted)
            for slide in deck.slides:
                filled = content(figures, slide, deck, borders.polygons)
                assert lines_needed(filled.judul, set_to, width, bold=True) <= 2, filled.judul
                if not isinstance(filled.isi, MapDescription):
                    assert lines_needed(filled.kalimat, set_to, width) <= 3, filled.kalimat
    finally:
        set_language("id")


def test_every_picture_chart_and_table_says_in_words_what_it_shows(figures: Figures) -> None:
    presentation, _contents = provincial(figures)
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or hasattr(shape, "image"):
                alt = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                assert alt
                assert len(alt) > 20


def test_every_slide_has_notes_a_number_and_its_source(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    for slide, filled in zip(presentation.slides, contents, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert notes == filled.catatan
        assert slide._element.xpath('.//a:fld[@type="slidenum"]')
        footer = next(shape for shape in slide.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        assert footer.text_frame.text == filled.sumber


def test_the_badge_stands_on_illustrative_slides_and_on_no_other(figures: Figures) -> None:
    for figures_, bahasa, word in ((figures, "id", "Data contoh"), (figures, "en", "Example data")):
        presentation, contents = provincial(figures_, bahasa)
        for slide, filled in zip(presentation.slides, contents, strict=True):
            assert (word in texts(slide)) == filled.contoh


def test_the_break_between_two_instruments_is_drawn_and_named(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    place = next(number for number, filled in enumerate(contents) if filled.jenis == "komposisi")
    slide = presentation.slides[place]
    assert "Indeks Desa" in texts(slide)
    lines = [shape for shape in slide.shapes if shape._element.tag.endswith("}cxnSp")]
    chart = contents[place].isi
    assert isinstance(chart, ChartDescription)
    (mark,) = chart.tanda
    frame = charts(slide)[0]
    share = (lines[0].begin_x - frame.left) / frame.width
    assert share == pytest.approx(0.02 + 0.96 * mark.nilai / len(categories(chart)), abs=0.002)


def test_everything_stands_on_its_slide_and_nothing_on_the_source_line(figures: Figures) -> None:
    presentation, _contents = provincial(figures)
    for slide in presentation.slides:
        for shape in slide.shapes:
            left, top = shape.left / 914400, shape.top / 914400
            right, bottom = left + shape.width / 914400, top + shape.height / 914400
            assert left >= 0
            assert top >= 0
            assert right <= WIDTH_IN + 0.01
            assert bottom <= HEIGHT_IN
            if not (shape.is_placeholder and shape.placeholder_format.idx in (15, 16)):
                assert bottom <= BODY_BOTTOM_IN + 0.02


def test_the_template_has_the_theme_of_the_dashboard(figures: Figures) -> None:
    presentation, _contents = provincial(figures)
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, rel=1e-3)
    assert [layout.name for layout in presentation.slide_layouts] == [name for name, _entries in LAYOUTS.values()]
    with zipfile.ZipFile(io.BytesIO(pptx_bytes(figures, Deck("sendiri", 2024)))) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
        assert not [name for name in file.namelist() if "thumbnail" in name or "printer" in name]
        assert b"Macintosh" not in file.read("docProps/app.xml")
        assert b"screen4x3" not in file.read("ppt/presentation.xml")
    for colour in theme_colours().values():
        assert colour in theme
    assert theme.count('typeface="Arial"') == 2


@pytest.mark.parametrize("program", [None, "kpb"])
def test_the_file_keeps_to_the_schema_so_that_no_program_has_to_repair_it(
    program: str | None, figures: Figures, tmp_path: Path
) -> None:
    deck = ready_deck(figures, "program" if program else "provinsi", tahun=2024, program=program)
    boxes = {"grafik": "sebaran"}, {"grafik": "banding_sebaran"}
    deck = replace(deck, slides=(*deck.slides, *(Slide(f"g-{n}", "grafik", given) for n, given in enumerate(boxes))))
    path = tmp_path / "paparan.pptx"
    path.write_bytes(pptx_bytes(figures, deck))
    assert [str(error) for error in OpenXmlValidator(max_errors=20).validate(path).errors] == []


def test_no_part_of_the_file_is_broken_and_every_id_is_its_own(figures: Figures) -> None:
    presentation, _contents = provincial(figures)
    for slide in presentation.slides:
        ids = [element.get("id") for element in slide._element.xpath("//p:cNvPr")]
        assert len(set(ids)) == len(ids)
        assert not slide._element.xpath("//a:rPr[not(@lang)]")


def test_names_with_every_kind_of_letter_are_written_as_they_are(figures: Figures) -> None:
    wilayah = figures.wilayah.copy()
    wilayah["nama"] = wilayah["nama"].astype(object)
    wilayah.loc[["18.04", "18.13.02", *wilayah.index[wilayah["tingkat"] == "desa"]], "nama"] = NASTY + "\x00\x0b"
    data = replace(figures, wilayah=wilayah)
    deck = ready_deck(data, "kabupaten", tahun=2024, kab="18.04")
    deck = with_changed(deck, deck.slides[1].id, judul=NASTY, catatan=NASTY + "\x07")
    presentation = Presentation(io.BytesIO(pptx_bytes(data, deck)))
    assert presentation.slides[1].shapes.title.text == NASTY
    assert presentation.slides[1].notes_slide.notes_text_frame.text == NASTY
    pairs = zip(presentation.slides, deck.slides, strict=True)
    listed = next(tables(slide)[0] for slide, ours in pairs if ours.jenis == "daftar")
    assert listed.table.cell(1, 0).text.strip() == NASTY
    bottom = (listed.top + listed.height) / 914400
    assert bottom <= BODY_BOTTOM_IN + 0.02


def test_words_too_long_for_their_place_are_cut_on_the_slide_and_whole_in_the_notes(figures: Figures) -> None:
    deck = with_slide(Deck("sendiri", 2024), new_slide(Deck("sendiri", 2024), "ringkasan"))
    title = "Sangat panjang sekali judul ini " * 5
    deck = with_changed(deck, deck.slides[0].id, judul=title.strip(), kalimat="W" * 320)
    presentation, contents = opened(figures, deck)
    slide = presentation.slides[0]
    assert len(slide.shapes.title.text) <= len(title)
    shown = texts(slide)
    assert any(text.startswith("WWW") and text.endswith("…") for text in shown)
    assert contents[0].judul == title.strip()


@pytest.mark.parametrize("grafik", sorted(PAGE_CHARTS))
def test_every_chart_of_the_pages_has_a_native_twin(grafik: str, figures: Figures) -> None:
    parameter = {"grafik": grafik, "program": "smart_village"}
    if grafik == "dimensi_desa":
        parameter["desa"] = "18.04.15.2004"
    tahun = "2023" if grafik == "keterkaitan_program" else "2024"
    deck = Deck("sendiri", int(tahun), slides=(Slide("g-1", "grafik", parameter),))
    presentation, contents = opened(figures, deck)
    slide, filled = presentation.slides[0], contents[0]
    if filled.kosong:
        assert filled.kalimat in texts(slide)
        return
    chart = filled.isi
    assert isinstance(chart, ChartDescription)
    drawn = list(charts(slide)[0].chart.plots[0].series)
    if chart.bentuk == "kotak":
        assert [list(series.values) for series in drawn] == [[box[place] for box in chart.seri[0].kuantil] for place in range(5)]
    elif is_numeric(chart):
        assert [list(series.values) for series in drawn][: len(chart.seri)] == [
            [y for y in series.y if y is not None] for series in chart.seri
        ]
    else:
        assert [list(series.values) for series in drawn][: len(chart.seri)] == [values for _s, values in table_of(chart)]


def test_an_area_without_data_says_so_on_each_slide(figures: Figures) -> None:
    deck = ready_deck(figures, "kabupaten", tahun=2024, kab="18.71")
    presentation, contents = opened(figures, deck)
    empty = [(slide, filled) for slide, filled in zip(presentation.slides, contents, strict=True) if filled.kosong]
    assert len(empty) >= 4
    for slide, filled in empty:
        assert filled.kalimat in texts(slide)


def test_cards_carry_the_numbers_of_the_overview(figures: Figures) -> None:
    presentation, contents = provincial(figures)
    place = next(number for number, filled in enumerate(contents) if isinstance(filled.isi, Cards))
    shown = "\n".join(texts(presentation.slides[place]))
    cards = contents[place].isi
    assert isinstance(cards, Cards)
    for card in cards.kartu:
        assert f"{card.label}\n{card.nilai}\n" in shown


def test_progress_is_told_and_may_stop_the_work(figures: Figures) -> None:
    told: list[tuple[int, int]] = []
    deck = Deck("sendiri", 2024, slides=tuple(Slide(f"s-{n}", "ringkasan") for n in range(3)))
    pptx_bytes(figures, deck, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]

    class Stopped(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Stopped

    set_language("id")
    with pytest.raises(Stopped):
        pptx_bytes(figures, replace(deck, bahasa="en"), progress=stop)
    # The language of whoever asked is as it was.
    assert pptx_bytes(figures, deck)


def test_the_name_of_the_file_says_area_year_and_contoh(figures: Figures) -> None:
    assert file_name(figures, ready_deck(figures, "provinsi", tahun=2024)) == "paparan-provinsi-lampung-2024-contoh.pptx"
    assert re.fullmatch(
        r"paparan-kpb-kabupaten-mesuji-2025-contoh\.pptx",
        file_name(figures, ready_deck(figures, "program", tahun=2025, kab="18.11", program="kpb")),
    )
