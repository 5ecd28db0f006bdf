"""Any chart of the pages as a slide, by the id under which the page draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import Urutan
from lib.domain.indeks import indices
from lib.domain.language import gettext as _
from lib.view.comparison.areas import Comparison, choose
from lib.view.comparison.dots import dot_chart
from lib.view.comparison.slope import slope_chart
from lib.view.comparison.swarm import swarm_chart
from lib.view.deck.body import Asked, Made
from lib.view.deck.charts import earlier_year, no_chart, of_chart
from lib.view.deck.ranking import first_and_last
from lib.view.desa.profile_detail import dimension_chart
from lib.view.frame.charts import ChartDescription
from lib.view.frame.places import area_title
from lib.view.frame.selection import default_level
from lib.view.frame.sentences import headline, no_comparison
from lib.view.indicator.indicator import selected_program
from lib.view.program.association import association_chart, association_of, why_hidden
from lib.view.program.awards import awards_chart
from lib.view.status.area_bars import area_bars, only_areas
from lib.view.status.distance import JARAK, JARAK_UTAMA, distance_chart
from lib.view.status.movers import movers_chart
from lib.view.status.outlook import outlook_chart, outlook_of, refusal
from lib.view.status.spread import spread_charts


def page_chart(asked: Asked) -> Made:
    """Any chart of the pages by its id (``PAGE_CHARTS``); why there is none where the page shows none either."""
    make = PAGE_CHARTS[asked.slide.parameter["grafik"]]
    chart = make(asked)
    if isinstance(chart, str):
        return no_chart(asked, _("Grafik"), chart)
    if chart.empty:
        return no_chart(asked, chart.judul, _("Belum ada data untuk digambar."))
    return of_chart(chart, kalimat=chart.subjudul)


def _spread(asked: Asked) -> ChartDescription | str:
    found = spread_charts(asked.data, asked.selection)
    return found[0] if found else headline(asked.data, asked.selection)


def _spread_of(index: str) -> Callable[[Asked], ChartDescription | str]:
    """The spread of the scores of one index, in whichever years it measures."""

    def chart(asked: Asked) -> ChartDescription | str:
        found = spread_charts(asked.data, asked.selection)
        missing = _("Belum ada nilai {indeks} di {wilayah}.").format(
            indeks=indices()[index].singkatan, wilayah=area_title(asked.data, asked.selection.area)
        )
        return next((one for one in found if one.id == f"sebaran_{index}"), missing)

    return chart


def _by_area(asked: Asked) -> ChartDescription | str:
    data, selection = asked.data, asked.selection
    chart = area_bars(data, selection)
    if chart.empty:
        return headline(data, selection)
    frame = chart.tabel.frame
    drawn, note = first_and_last(data, frame["bagian"][frame["dinilai"] > 0], default_level(selection.area), selection)
    kept = {str(kode) for kode in drawn.index}
    return replace(
        chart,
        judul=f"{chart.judul}, {selection.tahun}",
        subjudul=_("Persen dari desa yang dinilai. {wilayah}").format(wilayah=note),
        seri=tuple(only_areas(series, kept) for series in chart.seri),
    )


def _movers(asked: Asked) -> ChartDescription | str:
    before = earlier_year(asked)
    if before is None:
        return no_comparison(asked.data, asked.selection.tahun)
    order: Urutan = "kelas" if asked.slide.parameter.get("menurut") == "kelas" else "nilai"
    return movers_chart(asked.data, asked.selection, before, order)


def _distance(asked: Asked) -> ChartDescription | str:
    chosen = asked.slide.parameter.get("jarak", "")
    return distance_chart(asked.data, asked.selection, chosen if chosen in JARAK else JARAK_UTAMA)


def _outlook(asked: Asked) -> ChartDescription | str:
    found = outlook_of(asked.data, asked.selection)
    return refusal(asked.data, asked.selection) if found is None else outlook_chart(asked.data, asked.selection, found)


def _compared(make: Callable[..., ChartDescription | None]) -> Callable[[Asked], ChartDescription | str]:
    def chart(asked: Asked) -> ChartDescription | str:
        given = asked.slide.parameter
        comparison, _refused = choose(asked.data, asked.selection, given.get("banding", ""), given.get("kelompok", ""))
        return make(asked.data, comparison) or no_comparison(asked.data, asked.selection.tahun)

    return chart


def _swarm(data: Figures, comparison: Comparison) -> ChartDescription:
    return swarm_chart(data, comparison, "semua")


def _dimensions(asked: Asked) -> ChartDescription | str:
    if asked.selection.desa is None:
        return _("Pilih satu desa untuk melihat dimensinya.")
    return dimension_chart(asked.data, asked.selection) or headline(asked.data, asked.selection)


def _association(asked: Asked) -> ChartDescription | str:
    program = selected_program(asked.selection)
    if program is None:
        return _("Belum ada program.")
    reason = why_hidden(asked.data, asked.selection, program)
    found = association_of(asked.data, asked.selection, program)
    return reason if reason or found is None else association_chart(asked.data, asked.selection, program, found)


PAGE_CHARTS: Final[dict[str, Callable[[Asked], ChartDescription | str]]] = {
    "sebaran": _spread,
    "sebaran_idm": _spread_of("idm"),
    "sebaran_indeks_desa": _spread_of("indeks_desa"),
    "komposisi_wilayah": _by_area,
    "penggerak": _movers,
    "jarak": _distance,
    "perkiraan": _outlook,
    "banding_titik": _compared(dot_chart),
    "banding_lereng": _compared(slope_chart),
    "banding_sebaran": _compared(_swarm),
    "dimensi_desa": _dimensions,
    "keterkaitan_program": _association,
    "prestasi": lambda asked: awards_chart(asked.data, asked.selection),
}
