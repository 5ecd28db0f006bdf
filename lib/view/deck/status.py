"""Slides about the status of desa: key figures, composition by year, a map, and the desa that moved most."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import Urutan
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, TANPA_DATA, status_classes, status_label
from lib.view.deck.body import Asked, Body, Cards, Excerpt, Made
from lib.view.frame.charts import ChartDescription, Series
from lib.view.frame.places import area_title, level_noun, local_word
from lib.view.frame.provenance import illustrative, illustrative_note, source_line
from lib.view.frame.selection import Selection, default_level
from lib.view.frame.sentences import (
    MAX_NAMES_IN_A_TIE,
    behind,
    comparison_note,
    headline_parts,
    leaders,
    map_finding,
    no_comparison,
)
from lib.view.frame.tables import ABSENT
from lib.view.indicator.indicator import selected_program
from lib.view.indicator.maps import describe_map
from lib.view.program.matrix import finding as least_reached
from lib.view.status.cards import Card, cards
from lib.view.status.composition import Satuan, composition, facts_note
from lib.view.status.movers import movers_chart
from lib.view.status.overview import ranking_shares
from lib.view.status.progress import earlier_years, progress_headline
from lib.view.status.year_bars import official_bars

CARDS_SHOWN: Final = 6
MOVERS_EACH_WAY: Final = 5
UNKNOWN_COLOUR: Final = "#d9dde2"


def overview(asked: Asked) -> Made:
    """The status cards, the mean score and the moves; Sangat Tertinggal and Tertinggal each have a card of their own."""
    data, selection = asked.data, replace(asked.selection, indikator="status")
    title, rest = headline_parts(data, selection)
    counts = data.area_counts(selection.tahun, selection.area)
    # The status cards, the score, the moves; those of the programmes have slides of their own.
    found = cards(data, selection)[: len(STATUS) + 2]
    body: Body = Cards(_at_most_six(found)) if counts["dinilai"] else None
    sentence = " ".join(filter(None, (f"{rest[:1].upper()}{rest[1:]}." if rest else "", comparison_note(data, selection))))
    contoh = illustrative(data, selection)
    if body is None:
        # What is missing is the message; the title names the place.
        title, sentence = area_title(data, selection.area), title
    return Made(
        judul=title.rstrip("."),
        kalimat=sentence,
        isi=body,
        sumber=source_line(data, selection),
        contoh=contoh,
        keterangan=(*progress_headline(data, selection), illustrative_note(data, selection) if contoh else ""),
    )


def _at_most_six(found: tuple[Card, ...]) -> tuple[Card, ...]:
    """Without the moves where there may be none; else without Sangat Tertinggal if it counts nobody, or without Berkembang."""
    names = [card.label for card in found]
    lowest, middle = names.index(status_label(STATUS[0])), names.index(status_label(STATUS[2]))
    left_out = lowest if found[lowest].nilai == format_number(0) else middle
    if found[-1].nilai == ABSENT:
        left_out = len(found) - 1
    # Fewer desa Maju may be more desa Mandiri: no colour says whether that is good.
    maju = status_label("maju")
    kept = (card for place, card in enumerate(found) if place != left_out)
    return tuple(replace(card, arah=0) if card.label == maju and card.arah else card for card in kept)[:CARDS_SHOWN]


def composition_by_year(asked: Asked) -> Made:
    """Desa per status by year with the method break; ``data=resmi`` leaves illustrative years out."""
    data, selection = asked.data, asked.selection
    unit: Satuan = "jumlah" if asked.slide.parameter.get("satuan") == "jumlah" else "bagian"
    official = asked.slide.parameter.get("data") == "resmi"
    chart = composition(data, selection, unit, resmi=official)
    notes = (chart.subjudul, chart.catatan)
    partial = facts_note(official_bars(data, selection)) if official else ""
    chart = _with_unknown(chart, unit)
    if chart.empty:
        why = _("Belum ada data status {desa} di {wilayah}.").format(
            desa=local_word(data, selection.area), wilayah=area_title(data, selection.area)
        )
        return Made(_("Komposisi status per tahun"), why, None, chart.sumber, chart.contoh, notes)
    return Made(
        judul=chart.judul,
        kalimat=" ".join(filter(None, (_change_of_low(data, selection) or chart.subjudul, partial))),
        isi=chart,
        sumber=chart.sumber,
        contoh=chart.contoh,
        keterangan=notes,
        alt=chart.alt,
    )


def _with_unknown(chart: ChartDescription, unit: Satuan) -> ChartDescription:
    """What is not known of a year fills its bar in grey: else a bar of few known desa would be read as few desa."""
    if chart.empty:
        return chart
    years = chart.seri[0].x
    table = chart.tabel.frame
    wholes = {str(int(year)): float(whole) for year, whole in zip(table["tahun"], table["pembagi"], strict=True)}
    rest: list[float | None] = []
    for place, year in enumerate(years):
        parts = [series.y[place] for series in chart.seri if series.id in STATUS]
        whole = 1.0 if unit == "bagian" else wholes[str(year)]
        rest.append(round(whole - sum(part or 0.0 for part in parts), 9) if None in parts else None)
    if not any(rest):
        return chart
    grey = status_classes()[TANPA_DATA]
    unknown = Series("tidak_diketahui", _("Tidak diketahui"), UNKNOWN_COLOUR, years, tuple(rest), warna_teks=grey.warna_teks)
    return replace(chart, seri=(*chart.seri, unknown))


def _change_of_low(data: Figures, selection: Selection) -> str:
    """Desa behind and in the middle, now and in the earliest comparable year; empty where nothing may be compared."""
    earlier = [year for year in earlier_years(data, selection.tahun) if data.area_counts(year, selection.area)["dinilai"]]
    now = data.area_counts(selection.tahun, selection.area)
    if not earlier or not now["dinilai"]:
        return ""
    first = data.area_counts(earlier[-1], selection.area)
    return _("{awal} ke {tahun}: Tertinggal atau Sangat Tertinggal {rendah}, {berkembang} {tengah}.").format(
        awal=earlier[-1],
        tahun=selection.tahun,
        rendah=_from_to(behind(first), behind(now)),
        berkembang=status_label("berkembang"),
        tengah=_from_to(int(first["berkembang"]), int(now["berkembang"])),
    )


def _from_to(past: int, now: int) -> str:
    if past == now:
        return _("tetap {jumlah} desa").format(jumlah=format_number(now))
    return _("dari {dari} menjadi {ke} desa").format(dari=format_number(past), ke=format_number(now))


def choropleth(asked: Asked) -> Made:
    """The map of the selection. A map of single desa is titled by who leads, one of areas by its classes or its extremes."""
    data = asked.data
    description = describe_map(data, asked.selection, asked.polygons)
    selection = description.selection
    finding = map_finding(data, description)
    title, sentence = finding, description.subjudul
    counts = data.area_counts(selection.tahun, selection.area)
    if description.indicator.kind == "status" and counts["dinilai"]:
        title, sentence = _where_behind(asked, selection), _colours(asked, selection)
        if selection.kec is None:
            sentence = f"{sentence} {leaders(data, ranking_shares(data, selection))}."
    elif description.indicator.id == "cakupan":
        sentence = _where_least(asked, selection) if selection.tingkat == default_level(selection.area) else ""
        noun = level_noun(data, selection.tingkat, selection.area)
        # Outside an f-string: the catalogues are not collected from within one.
        colours = _("Warna: bagian yang terjangkau tiap {satuan}.").format(satuan=noun)
        sentence = f"{colours} {sentence}".strip()
    if description.empty:
        title = description.judul
    missing = description.tanpa_batas
    without = _("{jumlah} wilayah belum mempunyai batas untuk digambar.").format(jumlah=format_number(missing)) if missing else ""
    return Made(
        judul=title.rstrip("."),
        kalimat=finding if description.empty else sentence,
        isi=None if description.empty else description,
        sumber=description.sumber,
        contoh=description.contoh,
        keterangan=(finding, description.subjudul, description.aturan_selang, without),
        alt=description.alt,
    )


def _where_least(asked: Asked, selection: Selection) -> str:
    """Where the programme of a map reaches least; empty where no area has a share."""
    program = selected_program(selection)
    if program is None:
        return ""
    shares = asked.data.coverage(program.id, selection.tahun, selection.tingkat)["bagian"]
    if selection.area:
        shares = shares[shares.index.str.startswith(selection.area + ".")]
    return f"{least_reached(asked.data, selection, program, shares)}." if shares.notna().any() else ""


def _where_behind(asked: Asked, selection: Selection) -> str:
    """Where the desa are that are behind; where there is none, which status most desa have."""
    data, tahun = asked.data, selection.tahun
    counts = data.area_counts(tahun, selection.area)
    fields = {
        "desa": local_word(data, selection.area),
        "wilayah": area_title(data, selection.area),
        "tahun": tahun,
        "jumlah": format_number(behind(counts)),
    }
    if not behind(counts):
        highest = max(int(counts[key]) for key in STATUS)
        most = [key for key in reversed(STATUS) if int(counts[key]) == highest]
        text = _("Tidak ada {desa} Tertinggal di {wilayah} pada {tahun}; terbanyak {status}, {banyak} dari {dinilai}")
        if len(most) > 1:
            text = _("Tidak ada {desa} Tertinggal di {wilayah} pada {tahun}; {status} sama banyak, {banyak} dari {dinilai}")
        return text.format(
            **fields,
            status=", ".join(status_label(key) for key in most),
            banyak=format_number(highest),
            dinilai=format_number(counts["dinilai"]),
        )
    level = default_level(selection.area)
    if level == "desa":
        return _("{jumlah} {desa} di {wilayah} Tertinggal atau Sangat Tertinggal pada {tahun}").format(**fields)
    inside = data.counts(tahun, level)
    if selection.area:
        inside = inside[inside.index.str.startswith(selection.area + ".")]
    low = (inside["sangat_tertinggal"] + inside["tertinggal"]).sort_values(ascending=False, kind="stable")
    most_low = sorted(str(kode) for kode in low.index[low == low.iloc[0]])
    fields["nama"] = ", ".join(data.name(kode) for kode in most_low[:MAX_NAMES_IN_A_TIE])
    if low.iloc[0] == behind(counts):
        return _("{jumlah} {desa} Tertinggal atau Sangat Tertinggal pada {tahun}, semuanya di {nama}").format(**fields)
    if len(most_low) > MAX_NAMES_IN_A_TIE:
        return _("{jumlah} {desa} di {wilayah} Tertinggal atau Sangat Tertinggal pada {tahun}").format(**fields)
    return _("{jumlah} {desa} Tertinggal atau Sangat Tertinggal pada {tahun}, terbanyak di {nama} ({banyak})").format(
        **fields, banyak=format_number(low.iloc[0])
    )


def _colours(asked: Asked, selection: Selection) -> str:
    index = indeks_of_year(selection.tahun).singkatan
    if selection.tingkat == "desa":
        word = local_word(asked.data, selection.area)
        return _("Warna: status {indeks} {tahun} tiap {desa}.").format(indeks=index, tahun=selection.tahun, desa=word)
    return _("Warna: status terbanyak di antara desa yang dinilai, {indeks} {tahun}.").format(indeks=index, tahun=selection.tahun)


def largest_moves(asked: Asked) -> Made:
    """The desa that rose and fell most since an earlier year, as a table; why there is none where nothing may be compared."""
    data, selection = asked.data, asked.selection
    earlier = earlier_years(data, selection.tahun)
    wanted = asked.slide.parameter.get("sebelum", "")
    before = next((year for year in earlier if str(year) == wanted), data.year_before(selection.tahun))
    menurut: Urutan = "kelas" if asked.slide.parameter.get("menurut") == "kelas" else "nilai"
    title = _("Naik dan turun terbesar")
    if before is None:
        return Made(
            title, no_comparison(data, selection.tahun), None, source_line(data, selection), illustrative(data, selection)
        )
    chart = movers_chart(data, selection, before, menurut)
    frame = chart.tabel.frame
    if frame.empty:
        why = _("Tidak ada desa yang dinilai pada {sebelum} dan {tahun} sekaligus.").format(sebelum=before, tahun=selection.tahun)
        return Made(title, why, None, chart.sumber, chart.contoh)
    rising, falling = frame[frame["selisih"] > 0], frame[frame["selisih"] < 0]
    if menurut == "kelas":
        rising, falling = frame[frame["kelas"] > 0], frame[frame["kelas"] < 0]
    both = min(len(rising), MOVERS_EACH_WAY), min(len(falling), MOVERS_EACH_WAY)
    shown = frame.loc[[*rising.index[: both[0]], *falling.index[: both[1]]]]
    place = "kabupaten" if selection.area is None else "kecamatan"
    table = replace(chart.tabel, frame=shown)
    sentence = _("{naik} kenaikan dan {turun} penurunan nilai terbesar {sebelum}–{tahun}.").format(
        naik=both[0], turun=both[1], sebelum=before, tahun=selection.tahun
    )
    if menurut == "kelas":
        sentence = _("{naik} kenaikan dan {turun} penurunan kelas terbanyak {sebelum}–{tahun}.").format(
            naik=both[0], turun=both[1], sebelum=before, tahun=selection.tahun
        )
    return Made(
        judul=chart.judul,
        kalimat=sentence,
        isi=Excerpt(
            table,
            ("nama", place, "status_sebelum", "status", "selisih"),
            (3.2, 3.0, 2.2, 2.2, 1.7),
            len(shown),
        ),
        sumber=chart.sumber,
        contoh=chart.contoh,
        keterangan=(*progress_headline(data, selection), chart.subjudul, chart.catatan),
        alt=chart.alt,
    )
