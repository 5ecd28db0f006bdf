"""Charts and maps to take away as pictures. A picture is drawn when its button is pressed, never before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from lib.analysis.frame.figures import Figures
from lib.domain.language import current_language, set_language
from lib.domain.language import gettext as _
from lib.domain.wilayah import tingkat
from lib.export.pictures.chart import ChartOptions, Format, chart_picture
from lib.export.pictures.insets import small_parts
from lib.export.pictures.map import PictureOptions, map_picture
from lib.published import borders
from lib.report.pictures import outlines
from lib.ui.deck import add
from lib.ui.frame import choice
from lib.view.frame.charts import ChartDescription, FlowDescription
from lib.view.frame.selection import Selection
from lib.view.indicator.map_table import file_stem
from lib.view.indicator.maps import MapDescription
from lib.view.status.small_multiples import small_map

# Twice the width that a picture has on a page.
WIDTH_PX: Final = 2000
HEIGHT_PX: Final = 1500
WIDTH_OF_CHOICE_PX: Final = 360
MIME: Final[dict[Format, str]] = {"png": "image/png", "svg": "image/svg+xml"}


def show_chart_pictures(chart: ChartDescription | FlowDescription) -> None:
    """Buttons for a chart as PNG and SVG, and as a slide."""

    def draw(form: Format) -> bytes:
        return chart_picture(chart, ChartOptions(width_px=WIDTH_PX, format=form, tanggal=dt.date.today()))

    with st.container(horizontal=True):
        _show(draw, chart.tabel.nama_berkas, f"gambar_{chart.id}", _("Unduh grafik ini sebagai gambar {jenis}"))
        add.offer_chart(chart)


def show_map_pictures(data: Figures, description: MapDescription, key: str = "peta") -> None:
    """Buttons for a map as a slide, and as PNG and SVG with legend, scale bar, north arrow, and frames for small areas."""
    names = tuple((str(kode), data.name(str(kode))) for kode in description.frame.index) if description.tingkat != "desa" else ()

    def draw(form: Format) -> bytes:
        shapes = outlines(description.tingkat)
        whole = not description.fokus or tingkat(description.fokus) == "provinsi"
        small = small_parts(description, shapes) if whole else ()
        options = PictureOptions(
            width_px=WIDTH_PX,
            height_px=HEIGHT_PX,
            format=form,
            names=tuple(entry for entry in names if not entry[0].startswith(small)),
            insets=tuple((kode, data.name(kode)) for kode in small),
            tanggal=dt.date.today(),
        )
        return map_picture(description, shapes, options)

    with st.container(horizontal=True):
        _show(draw, file_stem(data, description), f"gambar_{key}", _("Unduh peta ini sebagai gambar {jenis}"))
        add.offer_map(description, key)


def show_small_map_pictures(data: Figures, selection: Selection, codes: Sequence[str], key: str) -> None:
    """The same buttons for one of several small maps, whichever is chosen; nothing where none can be drawn."""
    if not codes:
        return
    kode = choice.selectbox(_("Peta"), codes, format_func=data.name, key=f"{key}_wilayah", width=WIDTH_OF_CHOICE_PX)
    show_map_pictures(data, small_map(data, selection, kode, borders.polygons), key)


def _show(draw: Callable[[Format], bytes], stem: str, key: str, about: str) -> None:
    language = current_language()
    for form, mime in MIME.items():

        def content(form: Format = form) -> bytes:
            # Made when asked for, in a context of its own that does not know the reader's language.
            set_language(language)
            return draw(form)

        label = form.upper()
        st.download_button(
            label,
            content,
            file_name=f"{stem}.{form}",
            mime=mime,
            icon=":material/image:",
            on_click="ignore",
            help=about.format(jenis=label),
            key=f"{key}_{form}",
        )
