"""The browser map: folium through streamlit-folium, used so that a change of filter repaints in place.

The map's script is the same for every level and every filter, so streamlit-folium never remounts it; what changes travels
in an element of ``feature_group_to_add``: the class of each area as one character, and the address of the geometry, which
the browser fetches once. Leaflet comes out of its installed package, from this origin.

A drawing is painted before Streamlit has drawn the page around the map: the browser takes it out of the message that it
arrives in (``dahulu.js``), by the line that it stands in, and hands it to the frame that shows drawings of its key.

Beware: streamlit-folium takes two scripts that differ only in ``_token`` words for the same one, and a map object may not
be kept between runs, because ``feature_group_to_add`` is added to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

import folium
import streamlit as st
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Template
from streamlit_folium import st_folium

from lib.domain import shown_area
from lib.domain.language import current_language
from lib.domain.language import gettext as _
from lib.domain.status import border_colour
from lib.geo.prepared import PreparedGeometry
from lib.published import borders, selected, source
from lib.ui.frame import state
from lib.view.frame.selection import write_selection
from lib.view.indicator.maps import MapDescription
from lib.web.assets import leaflet_asset, own_asset

MAP_KEY: Final = "peta"
HEIGHT_PX: Final = 560
# Markup, and the two line separators that JavaScript once did not allow in a string.
UNSAFE_IN_SCRIPT: Final = "<>&\u2028\u2029"
# Lampung; the first drawing fits the map to the areas of whichever province is shown.
START_CENTRE: Final = (-4.9, 105.0)
START_ZOOM: Final = 8
MIN_ZOOM: Final = 6
COUNTRY_ZOOM: Final = 3
BACKGROUND: Final = {"light": "#ffffff", "dark": "#10151c"}
OUTSIDE_FILL: Final = {"light": "#f4f5f7", "dark": "#2a323d"}


class OfflineMap(folium.Map):
    """A folium map whose scripts come from this application: no page may ask anything outside its own origin."""

    default_js: list[tuple[str, str]] = [("leaflet", leaflet_asset("leaflet.js"))]
    default_css: list[tuple[str, str]] = [("leaflet_css", leaflet_asset("leaflet.css"))]

    def render(self, **_kwargs: Any) -> str:
        """Nothing: a page of folium's own is never shown.

        streamlit-folium takes script and links from the elements themselves; rendering the page they would make costs a
        third of a rerun and sends its style sheets along.
        """
        return ""


class Painter(JSCSSMixin, MacroElement):
    """Loads our drawing script into the map's frame and prepares the map; constant, so the map is never remounted."""

    _template = Template("{% macro script(this, kwargs) %}dasborPeta({{ this._parent.get_name() }});{% endmacro %}")
    default_js: list[tuple[str, str]] = [("dasbor", own_asset("peta.js"))]
    default_css: list[tuple[str, str]] = [("dasbor", own_asset("peta.css"))]

    def render(self, **_kwargs: Any) -> str:
        """Nothing, as for the map."""
        return ""


def script_json(value: Any) -> str:
    """JSON that may stand inside a script: no name in it can end the script or open a comment of HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(character): f"\\u{ord(character):04x}" for character in UNSAFE_IN_SCRIPT})


class DrawingGroup(folium.FeatureGroup):
    """The group that carries a drawing: streamlit-folium puts it on the map itself."""

    def render(self, **_kwargs: Any) -> str:
        """Nothing, as for the map."""
        return ""


class Drawing(MacroElement):
    """One drawing: sent with every run, painted in place."""

    _template = Template("{% macro script(this, kwargs) %}dasborGambar({{ this.payload }});{% endmacro %}")

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Gambar"
        self.payload = script_json(payload)


def show_map(description: MapDescription, *, key: str = MAP_KEY, on_click: Callable[[], None] | None = None) -> None:
    """Draw a description. A click on an area calls ``on_click`` before the next run; ``clicked_kode`` says which area."""
    fmap = OfflineMap(
        location=START_CENTRE,
        zoom_start=START_ZOOM,
        tiles=None,
        prefer_canvas=True,
        zoom_snap=0.25,
        min_zoom=COUNTRY_ZOOM if description.tingkat == "provinsi" else MIN_ZOOM,
        max_zoom=15,
        attribution_control=True,
    )
    Painter().add_to(fmap)
    group = DrawingGroup()
    Drawing({"kunci": key, **_payload(description)}).add_to(group)
    st_folium(
        fmap,
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=group,
        render=False,
        on_change=on_click,
    )


def clicked_kode(key: str = MAP_KEY) -> str | None:
    """The code of the area that was clicked last, as the browser reports it: check it before use."""
    answer = st.session_state.get(key)
    drawing = answer.get("last_active_drawing") if isinstance(answer, dict) else None
    kode = (drawing or {}).get("properties", {}).get("kode")
    return kode if isinstance(kode, str) else None


def _payload(description: MapDescription) -> dict[str, Any]:
    theme = st.context.theme.type or "light"
    geometry = borders.geometry()
    kab = description.selection.kab
    level = borders.geometry_for(description.tingkat, kab)
    lines = "" if description.tingkat in ("provinsi", "kabupaten") else _geometry_url(geometry["kabupaten"])
    return {
        "url": _geometry_url(level, kab if level.name != geometry[description.tingkat].name else None),
        "garis_url": lines,
        # Of a part, the classes of its areas; the description has those of the whole province.
        "k": description.encoded()[level.first : level.first + len(level.kode)],
        "kelas": [{"l": entry.text, "w": entry.warna, "p": entry.pola} for entry in description.kelas_legenda],
        "garis": border_colour(),
        "latar": BACKGROUND[theme],
        "luar": OUTSIDE_FILL[theme],
        # Areas keep their paint while colours and class are the same; this token changes with the colours.
        "gaya": theme + "|" + "".join(entry.warna + entry.pola for entry in description.kelas_legenda) + "|",
        "fokus": description.fokus,
        "pilih": description.selection.desa or "",
        "nilai": _values_url(description),
        "kec": _("Kec."),
        "zum": {"in": _("Perbesar peta"), "out": _("Perkecil peta")},
        "bahasa": current_language(),
        "alt": description.alt,
        "gagal": _("Peta tidak dapat dimuat. Muat ulang halaman; angka yang sama ada di tabel."),
    }


def _geometry_url(prepared: PreparedGeometry, kab: str | None = None) -> str:
    address = f"/batas/{prepared.tingkat}/{prepared.name}"
    # The other processes of an installation find the file by its kabupaten or its province.
    if kab:
        return f"{address}?kab={kab}"
    kode = shown_area.province() if shown_area.is_national() else None
    return address + (f"?{shown_area.PARAMETER}={kode}" if kode else "")


def _values_url(description: MapDescription) -> str:
    data = source.figures()
    parameters = write_selection(description.selection, selected.known(data)) | {"sidik": data.fingerprint}
    if description.silang:
        parameters["silang"] = description.silang.ukuran
    return "/api/v1/nilai-peta?" + urlencode(parameters)


def go_into_clicked(key: str = MAP_KEY) -> None:
    """Callback of a click: the clicked area becomes the selected one, if it is one of ours."""
    kode = clicked_kode(key)
    view = state.current()
    if kode in view.known.provinsi:
        state.go(replace(view.selection.at_area(None), prov=kode))
    elif kode in view.data.codes:
        state.go(view.selection.at_area(kode))
