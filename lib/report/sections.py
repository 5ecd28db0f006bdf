"""The sections of the reports of a province or kabupaten, each from the descriptions that the pages show."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.status import STATUS
from lib.export.pdf import document as doc
from lib.export.pdf.document import Block, Cell, Head, Heading, Points, Table, Text, table_of
from lib.published import selected
from lib.report.pictures import chart_block, map_block
from lib.view.frame.places import area_title, level_noun, local_word
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import comparison_note, headline, map_finding
from lib.view.indicator.classes import INK
from lib.view.indicator.map_table import describe_table
from lib.view.program import coverage as coverage_words
from lib.view.program.gap import combination_rows, desa_table
from lib.view.program.matrix import describe_matrix
from lib.view.status.area_bars import area_bars, area_table
from lib.view.status.cards import Card, cards
from lib.view.status.progress import progress_headline

# A tint of the colour for not reached: words stand upon it.
MISSED: Final = "#fbe3c8"
LOWEST_SHOWN: Final = 12
# Height of a row of bars and of all of them, as shares of the width: they fill the first page and never leave it.
ROW_HEIGHT: Final = 0.03
LEAST_BARS: Final = 0.38
MOST_BARS: Final = 0.44
# More rows than these have smaller letters.
ROWS_IN_FULL: Final = 20
# Columns of the table of areas that need more room than others.
WIDE: Final = {"nama": 1.9, "berkembang": 1.3, "tertinggal": 1.25, "sangat_tertinggal": 1.25}
CARDS_PER_ROW: Final = 4


def assessed(data: Figures, selection: Selection) -> bool:
    """True when a desa of the area has a status in the year."""
    return bool(data.area_counts(selection.tahun, selection.area)["dinilai"])


def compared(data: Figures, selection: Selection) -> bool:
    """True when the desa of the area are compared with those of the year before."""
    return assessed(data, selection) and data.year_before(selection.tahun) is not None


def figures_of(found: tuple[Card, ...], columns: int = CARDS_PER_ROW) -> doc.Figures:
    """Cards as the overview page has them; one with illustrative rows among official ones says so."""
    return doc.Figures(
        tuple(
            doc.Figure(
                f"{card.label} ({card.contoh})" if card.contoh else card.label,
                card.nilai,
                card.keterangan,
                card.selisih,
                card.warna,
            )
            for card in found
        ),
        columns,
    )


def columns_of(found: tuple[Card, ...]) -> int:
    """How many cards stand side by side so that rows are full, or nearly."""
    return 3 if len(found) in (3, 5, 6) else CARDS_PER_ROW


def summary(data: Figures, selection: Selection) -> list[Block]:
    """The sentence, what changed, and the key figures; then the areas inside as bars."""
    out: list[Block] = [Heading(_("Ringkasan")), Text(headline(data, selection), "utama")]
    note = comparison_note(data, selection)
    moved, mean = progress_headline(data, selection) if assessed(data, selection) else ("", "")
    if data.year_before(selection.tahun) is not None:
        note = " ".join(filter(None, (moved, mean)))
    if note:
        out.append(Text(note))
    found = cards(data, selection)
    out += [figures_of(found[: len(STATUS)], len(STATUS)), figures_of(found[len(STATUS) :], columns_of(found[len(STATUS) :]))]
    if assessed(data, selection):
        bars = area_bars(data, selection)
        rows = len(bars.seri[0].x)
        high = min(max(ROW_HEIGHT * rows, LEAST_BARS), MOST_BARS)
        out.append(chart_block(bars, tinggi=high, besar=min(ROWS_IN_FULL / rows, 1.0)))
    return out


def maps(data: Figures, selection: Selection) -> list[Block]:
    """The status of every desa, and the share of Mandiri (or its coverage) of the areas inside."""
    inside = default_level(selection.area)
    of_desa = selected.map_of(data, replace(selection, tingkat="desa", indikator="status"))
    out: list[Block] = [Heading(_("Peta"), halaman_baru=assessed(data, selection))]
    # The sentence of the year stands in the summary: here the map only says what it shows.
    out.append(map_block(data, of_desa, of_desa.judul))
    if inside != "desa" and assessed(data, selection):
        shares = selected.map_of(data, replace(selection, tingkat=inside, indikator="mandiri"))
        out.append(map_block(data, shares, map_finding(data, shares), nama=True))
    return out


def coverage(data: Figures, selection: Selection) -> list[Block]:
    """Every programme: how far it reaches and how that stands to its target, and the areas inside as a heat table."""
    # Two charts and two lists fill the page before; where nothing is compared there is room on it.
    alone = default_level(selection.area) != "desa" and compared(data, selection)
    out: list[Block] = [Heading(_("Cakupan program"), halaman_baru=alone)]
    out.append(Points(tuple(coverage_words.headline(data, selection, entry) for entry in programs().values())))
    first = next(iter(programs().values()))
    matrix = describe_matrix(data, selection, first, "kode")
    heads = [Head(level_noun(data, default_level(selection.area), selection.area).capitalize(), lebar=1.7)]
    heads += [Head(f"{entry.label} ({entry.satuan})", True, 1.2) for entry in matrix.kolom]
    state = ["", *[" · ".join(filter(None, (entry.keadaan, entry.target))) for entry in matrix.kolom]]
    rows = [tuple(Cell(text) for text in state)]
    for row in (*matrix.baris, matrix.total):
        cells = [Cell(cell.teks, cell.warna, cell.warna_teks, cell.rincian) for cell in row.sel]
        rows.append((Cell(row.nama), *cells))
    note = " ".join((_("Data contoh.") if matrix.contoh else "", matrix.subjudul, matrix.sumber)).strip()
    out.append(Table(matrix.judul, tuple(heads), tuple(rows), note, tebal=1))
    return out


def gaps(data: Figures, selection: Selection) -> list[Block]:
    """Who is left out: how many desa each combination of programmes holds, and the desa with the lowest scores."""
    out: list[Block] = [Heading(_("Daftar celah"))]
    offered, rows = combination_rows(data, selection)
    if rows:
        heads = [Head(programs()[key].label) for key in offered]
        cells = [
            (*(Cell(_("sudah")) if reached else Cell(_("belum"), MISSED, INK) for reached in row.sudah), Cell(row.jumlah))
            for row in rows
        ]
        title = _("Kombinasi program di {wilayah}, akhir {tahun}").format(
            wilayah=area_title(data, selection.area), tahun=selection.tahun
        )
        noun = local_word(data, selection.area)
        note = " ".join(filter(None, (_("Kombinasi terbanyak di atas."), coverage_words.unknown_note(data, selection.tahun))))
        out.append(Table(title, (*heads, Head(_("Jumlah {desa}").format(desa=noun), True)), tuple(cells), note))
    if not assessed(data, selection):
        return out
    scores = data.desa_rows(selection.tahun)["nilai"].dropna()
    if selection.area:
        scores = scores[scores.index.str.startswith(selection.area + ".")]
    lowest = scores.sort_values(kind="stable").index[:LOWEST_SHOWN]
    word = local_word(data, selection.area)
    title = _("{jumlah} {desa} dengan nilai terendah dan programnya, {tahun}").format(
        jumlah=format_number(len(lowest)), desa=word, tahun=selection.tahun
    )
    table = desa_table(data, selection, lowest, title, "nilai-terendah")
    columns = tuple(
        column.id for column in table.kolom if column.id != "kode" and (column.id != "kabupaten" or not selection.area)
    )
    note = " ".join(filter(None, (_("Data contoh.") if table.contoh else "", table.penjelasan, table.sumber)))
    widths = (
        dict.fromkeys(columns, 0.95) | dict.fromkeys(("nama", "kecamatan", "kabupaten"), 1.5) | {"status": 1.15, "nilai": 0.8}
    )
    out.append(_tinted(table_of(table, columns, widths=widths, catatan=note), columns))
    return out


def _tinted(table: Table, columns: tuple[str, ...]) -> Table:
    """Cells of programmes that have not reached stand out."""
    reached = _("sudah")
    rows = tuple(
        tuple(
            Cell(cell.teks, MISSED, INK) if name.startswith("program_") and cell.teks != reached else cell
            for name, cell in zip(columns, row, strict=True)
        )
        for row in table.baris
    )
    return replace(table, baris=rows)


def every_area(data: Figures, selection: Selection) -> list[Block]:
    """The table of every area inside; of single desa their status and score."""
    noun = level_noun(data, default_level(selection.area), selection.area)
    if default_level(selection.area) == "desa":
        each = describe_table(data, selected.map_of(data, replace(selection, tingkat="desa", indikator="status")))
        chosen = tuple(column.id for column in each.kolom if column.id not in ("kecamatan", "kabupaten"))
        return [
            Heading(_("Semua {satuan}").format(satuan=noun)),
            table_of(each, chosen, widths=dict.fromkeys(chosen, 1.0) | {"nama": 1.9, "kelas": 1.6}, catatan=each.sumber),
        ]
    table = area_table(data, selection)
    note = " ".join((table.penjelasan, _("Tanda – berarti tidak ada desa yang dinilai."), table.sumber))
    labels = {"nama": noun.capitalize(), "bagian": _("Mandiri (%)"), "nilai": _("Rata-rata nilai"), "dinilai": _("Dinilai")}
    columns = ("kode", "nama", *reversed(STATUS), "dinilai", "bagian", "nilai")
    return [
        Heading(_("Semua {satuan}").format(satuan=noun)),
        table_of(table, columns, widths=dict.fromkeys(columns, 1.0) | WIDE, labels=labels, catatan=note),
    ]
