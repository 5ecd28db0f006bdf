"""The legend of a map: every class with its count, empty ones too, a histogram for numbers, and the interval rule."""

from __future__ import annotations

from typing import Any

from lib.analysis.frame.per_frame import kept
from lib.analysis.status.spread import histogram
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.view.frame.places import level_noun
from lib.view.indicator.classes import MapClass, readable_ink
from lib.view.indicator.maps import HISTOGRAM_BINS, MapDescription
from lib.web import markup


def show_legend(description: MapDescription, *, flat: bool = False) -> None:
    """Draw the legend beside a map; ``flat``: in one line under it, without the histogram."""
    markup.put(_flat(description) if flat else _full(description))


# A description is kept for all who look at the same map, and says its language: so can its legend be.
@kept
def _full(description: MapDescription) -> markup.Html:
    return _html(description, flat=False)


@kept
def _flat(description: MapDescription) -> markup.Html:
    return _html(description, flat=True)


def _html(description: MapDescription, *, flat: bool) -> markup.Html:
    return markup.render(
        "legenda.html",
        judul=_("Jumlah {satuan} per kelas").format(satuan=level_noun_of(description)),
        isi=_rows(description, description.kelas_legenda),
        histogram=None if flat else _histogram(description),
        datar=flat,
        catatan=_notes(description),
    )


def show_cross_legend(description: MapDescription) -> None:
    """The legend of a map of two figures: a table of its classes, much coverage on top, ahead on the right; then the rest."""
    cross = description.silang
    if cross is None:
        return
    classes = description.kelas_legenda
    rows = [
        {
            "label": label,
            "sel": [
                {
                    "warna": classes[number].warna,
                    "warna_teks": readable_ink(classes[number].warna),
                    "label": classes[number].label,
                    "jumlah": format_number(classes[number].jumlah),
                }
                for number in numbers
            ],
        }
        for label, numbers in zip(cross.baris, cross.kelas, strict=True)
    ]
    title = _("Jumlah {satuan} per kelas").format(satuan=level_noun_of(description))
    markup.show(
        "silang.html",
        judul=title,
        judul_baris=cross.judul_baris,
        judul_kolom=cross.judul_kolom,
        kolom=cross.kolom,
        isi=list(reversed(rows)),
    )
    beside = classes[len(cross.baris) * len(cross.kolom) :]
    markup.show(
        "legenda.html",
        judul=_("Di luar tabel itu"),
        isi=_rows(description, beside),
        histogram=None,
        datar=True,
        catatan=_notes(description),
    )


def _rows(description: MapDescription, classes: tuple[MapClass, ...]) -> list[dict[str, Any]]:
    total = sum(entry.jumlah for entry in description.kelas_legenda) or 1
    return [
        {
            "label": entry.label,
            "selang": entry.selang,
            "warna": entry.warna,
            "pola": entry.pola,
            "jumlah": entry.jumlah,
            "teks": format_number(entry.jumlah),
            "bagian": round(entry.jumlah / total, 4),
        }
        for entry in classes
    ]


def _notes(description: MapDescription) -> list[str]:
    notes = [description.aturan_selang] if description.aturan_selang else []
    if description.tanpa_batas:
        notes.append(
            _("{jumlah} desa belum mempunyai batas: tidak tergambar, tetapi tetap dihitung.").format(
                jumlah=format_number(description.tanpa_batas)
            )
        )
    if description.tidak_cocok:
        notes.append(
            _("{jumlah} baris data tidak cocok dengan desa mana pun.").format(jumlah=format_number(description.tidak_cocok))
        )
    return notes


def level_noun_of(description: MapDescription) -> str:
    """The level of a map in running text."""
    from lib.published import source

    return level_noun(source.figures(), description.tingkat, description.selection.area)


def _histogram(description: MapDescription) -> dict[str, Any] | None:
    if not description.aturan_selang or description.empty:
        return None
    values = description.frame["nilai"].astype(float)
    found = histogram(values, HISTOGRAM_BINS)
    most = max(found.counts, default=0)
    if len(found.counts) < 2 or not most:
        return None
    kelas = description.frame["kelas"]
    bars = []
    for place, count in enumerate(found.counts):
        low, high = found.edges[place], found.edges[place + 1]
        inside = kelas[(values >= low) & (values <= high)]
        colour = description.kelas_legenda[int(inside.mode().iloc[0])].warna if len(inside) else "#888888"
        bars.append({"tinggi": round(float(count / most), 3), "warna": colour})
    tahun = description.selection.tahun
    low, high = (description.indicator.format(found.edges[place], tahun) for place in (0, -1))
    return {
        "batang": bars,
        "dari": low,
        "sampai": high,
        "alt": _("Sebaran nilai dari {dari} sampai {sampai}").format(dari=low, sampai=high),
    }
