"""What an address may ask for, and the map of a selection, described once for everybody who looks at it."""

from __future__ import annotations

from lib.analysis.frame.figures import Figures
from lib.analysis.indicator.national import CountryFigures
from lib.domain import shown_area
from lib.domain.language import set_language
from lib.domain.program import programs
from lib.domain.wilayah import Tingkat
from lib.published import borders, source
from lib.view.frame.national import at_country, country_map
from lib.view.frame.selection import Known, Selection, read_selection
from lib.view.indicator.cross import MEASURES, describe_cross
from lib.view.indicator.indicator import indicators
from lib.view.indicator.maps import MapDescription, describe_map


def known(data: Figures) -> Known:
    """What an address may point at."""
    return Known(
        data.years or (data.main_year,),
        data.main_year,
        data.codes,
        tuple(indicators()),
        tuple(programs()),
        source.provinces(),
        borders.draws_every_desa(),
    )


def map_of(data: Figures, selection: Selection) -> MapDescription:
    """The map of a selection, described once for all the sessions that look at the same one (its language is part of it)."""
    return data.remember(_describe, selection)


def _describe(data: Figures, selection: Selection) -> MapDescription:
    return describe_map(data, selection, borders.polygons)


def map_values(parameters: dict[str, str]) -> dict[str, str]:
    """The exact value of each area as text, for the map's tooltips; parameters as in a page's address."""
    data = source.figures()
    selection, _notices = read_selection(parameters, known(data))
    set_language(selection.bahasa)
    if isinstance(data, CountryFigures):
        return country_map(data, at_country(selection), borders.polygons).texts()
    measure = parameters.get("silang", "")
    if measure in MEASURES:
        return describe_cross(data, selection, borders.polygons, measure).texts()
    return map_of(data, selection).texts()


def warm() -> None:
    """Open the data and compute what a first visit shows, so that it does not wait for it."""
    data = source.figures()
    borders.geometry()
    below: tuple[Tingkat, ...] = ("kabupaten", "kecamatan", "desa") if shown_area.province() else ()
    for level in ("provinsi", *below):
        data.counts(data.main_year, level)
        data.means(data.main_year, level)
    _ = data.desa_index
