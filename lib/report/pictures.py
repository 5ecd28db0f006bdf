"""Charts and maps of a report as vector pictures: drawn from their descriptions, their words set by the report itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat, tingkat
from lib.export.pdf.document import Picture
from lib.export.pictures.chart import ChartOptions, chart_picture
from lib.export.pictures.frame import Outlines
from lib.export.pictures.insets import small_parts
from lib.export.pictures.map import PictureOptions, map_picture
from lib.geo.outlines import read_outlines
from lib.published import borders
from lib.view.frame.charts import ChartDescription, FlowDescription
from lib.view.indicator.maps import MapDescription

# Wide pictures are drawn eight inches wide and set a little smaller: their letters come out as large as the text.
WIDTH_PX: Final = 1440
MAP_HEIGHT: Final = 0.6
# Letters of a picture that stands in half the width, so that they come out as large as others.
LARGER: Final = 1.75


def outlines(level: Tingkat) -> Outlines:
    """The outlines of a level as they are published, read once for each name of its file."""
    return _outlines(level, borders.geometry()[level].name)


@lru_cache(maxsize=8)
def _outlines(level: Tingkat, _name: str) -> Outlines:
    return read_outlines(borders.geometry()[level])


def chart_block(
    chart: ChartDescription | FlowDescription, *, tinggi: float | None = None, sempit: bool = False, besar: float = 1.0
) -> Picture:
    """A chart as a block, ``tinggi`` the height of its plot as a share of its width, ``besar`` the size of its letters.

    ``sempit``: for a column half as wide as the page, without source line, which stands elsewhere.
    """
    options = ChartOptions(
        width_px=WIDTH_PX,
        format="svg",
        title=False,
        source=False,
        plot_share=tinggi,
        hints=False,
        besar=LARGER if sempit else besar,
    )
    words = [_("Data contoh.") if chart.contoh else "", chart.sumber, chart.catatan]
    return Picture(
        svg=chart_picture(chart, options),
        judul=chart.judul,
        subjudul=chart.subjudul,
        sumber="" if sempit else " ".join(filter(None, words)),
        alt=chart.alt,
    )


def map_block(
    data: Figures,
    description: MapDescription,
    judul: str,
    *,
    nama: bool = False,
    tinggi: float = MAP_HEIGHT,
    pilihan: str | None = None,
    sempit: bool = False,
) -> Picture:
    """A map as a block; ``nama`` writes the names of its areas upon them, ``pilihan`` is the one that is marked.

    ``sempit``: for a column half as wide as the page, without source line, which stands elsewhere.
    """
    shapes = outlines(description.tingkat)
    whole = tingkat(description.fokus) == "provinsi" if description.fokus else True
    insets = small_parts(description, shapes) if whole else ()
    codes = [str(kode) for kode in description.frame.index if not any(str(kode).startswith(small) for small in insets)]
    options = PictureOptions(
        width_px=WIDTH_PX,
        height_px=round(WIDTH_PX * tinggi),
        format="svg",
        title=False,
        source=False,
        legend=not sempit,
        chosen=pilihan,
        names=tuple((kode, data.name(kode)) for kode in codes) if nama else (),
        insets=tuple((kode, data.name(kode)) for kode in insets),
        hints=False,
        besar=LARGER if sempit else 1.0,
    )
    words = [
        _("Data contoh.") if description.contoh else "",
        description.sumber,
        borders.boundary_note(),
        description.aturan_selang,
    ]
    return Picture(
        svg=map_picture(description, shapes, options),
        judul=judul,
        subjudul="" if sempit else description.subjudul,
        sumber="" if sempit else " ".join(filter(None, words)),
        alt=description.alt,
        kunci=tuple(
            (entry.warna, f"{entry.text}: {format_number(entry.jumlah)}") for entry in description.kelas_legenda if entry.jumlah
        )
        if sempit
        else (),
    )
