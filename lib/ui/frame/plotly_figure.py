"""A chart description as a plotly figure: colours and numbers from the description, fonts and background from the theme."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from lib.domain.language import current_language
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series

COLOUR: Final = "#7a8594"
WORDS_PX: Final = 13
# A row of words above the plot: inside it they would lie over points.
ROW_PX: Final = 22
# The words of two lines nearer than this share of the axis stand in two rows, those of a line in its last part to the left.
NEAR: Final = 0.5
LAST: Final = 0.3


def stands_upright(chart: ChartDescription, mark: Mark) -> bool:
    """True for a line from top to bottom: a value of a horizontal chart, a category of any other."""
    return (mark.jenis == "acuan") == chart.mendatar


def words_height(chart: ChartDescription) -> int:
    """Pixels above the plot that the words of upright lines need."""
    return ROW_PX * (1 + max(_rows(chart).values(), default=-1))


def add_marks(figure: go.Figure, chart: ChartDescription) -> None:
    """Draw every mark of a chart."""
    line = {"color": COLOUR, "width": 2, "dash": "dot"}
    rows = _rows(chart)
    for number, mark in enumerate(chart.tanda):
        note: dict[str, Any] = {"text": mark.label, "showarrow": False, "font": {"size": WORDS_PX}}
        if number in rows:
            # Half a category before the one that follows: between the two instruments, on neither.
            place = mark.nilai - 0.5 if mark.jenis == "pemisah" else mark.nilai
            part = _part(chart, mark)
            side = "right" if part is not None and part > 1 - LAST else "left"
            figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line=line)
            figure.add_annotation(
                x=place, y=1, yref="paper", xanchor=side, yanchor="bottom", yshift=rows[number] * (ROW_PX - 4), **note
            )
        else:
            figure.add_shape(type="line", y0=mark.nilai, y1=mark.nilai, x0=0, x1=1, xref="paper", line=line)
            figure.add_annotation(y=mark.nilai, x=1, xref="paper", xanchor="right", yanchor="bottom", **note)


def _part(chart: ChartDescription, mark: Mark) -> float | None:
    """Where along the axis a value stands, 0..1; None where the axis takes its ends from the points."""
    low, high = chart.nilai.dari, chart.nilai.sampai
    if mark.jenis != "acuan" or low is None or high is None or high <= low:
        return None
    return (mark.nilai - low) / (high - low)


def _rows(chart: ChartDescription) -> dict[int, int]:
    """The row of words of every upright line by its number: 0 next to the plot, the next where the words would meet."""
    rows: dict[int, int] = {}
    for number, mark in enumerate(chart.tanda):
        if not stands_upright(chart, mark):
            continue
        part = _part(chart, mark)
        near = {
            row
            for other, row in rows.items()
            if part is not None and (there := _part(chart, chart.tanda[other])) is not None and abs(there - part) < NEAR
        }
        rows[number] = next(row for row in range(len(chart.tanda)) if row not in near)
    return rows


# A chart description as a plotly figure: colours and numbers from the description, fonts and background from the theme.


# Decimal and thousands separators of plotly's own tick labels.
SEPARATORS: Final = {"id": ",.", "en": ".,"}
ROW_HEIGHT_PX: Final = 30
# A longer name takes two lines: on a phone it would leave no room for the bars. A row of two lines is higher.
NAME_LETTERS: Final = 18
TWO_LINES_PX: Final = 42
# Free space right of the last dot for the words beside it.
WORDS_ROOM_PX: Final = 56
CHROME_HEIGHT_PX: Final = 110
DEFAULT_HEIGHT_PX: Final = 380
# A dot of a scatter, and the row of dots that it stands in.
DOT_PX: Final = 7
DOT_ROW_PX: Final = 8
SYMBOLS: Final = {
    "lingkaran": "circle",
    "persegi": "square",
    "belah_ketupat": "diamond",
    "segitiga": "triangle-up",
    "silang": "x",
    "bintang": "star",
}
# Legible from the back row; the theme of the page would set 12.
FONT_SIZE_PX: Final = 15
NEUTRAL: Final = "#7a8594"
# Free space before the first and after the last category of lines with words, in categories.
END_ROOM: Final = 0.35
# Shown without buttons: the table twin and the downloads are ours, and theirs speak English.
CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": "reset"}


def chart_figure(chart: ChartDescription, ink: str | None = None) -> go.Figure:
    """The plotly figure of a chart in words of the colour ``ink``; every point carries its ``kode`` in ``customdata``."""
    figure = go.Figure([_trace(chart, series) for series in chart.seri])
    category, value = _axis(chart.kategori, ink, lanes=chart.mendatar), _axis(chart.nilai, ink)
    if chart.mendatar and "range" not in category:
        category["autorange"] = "reversed"
    if _has_long_names(chart):
        names = list(dict.fromkeys(name for series in chart.seri for name in series.x))
        category |= {"tickvals": names, "ticktext": [_in_lines(str(name)) for name in names]}
    figure.update_layout(
        xaxis=value if chart.mendatar else category,
        yaxis=category if chart.mendatar else value,
        barmode="stack" if chart.bentuk == "batang_tumpuk" else "group",
        **_layout(_height(chart) + words_height(chart), legend=len(chart.seri) > 1, ink=ink, words=words_height(chart)),
    )
    if chart.bentuk != "garis" and any(series.sebut for series in chart.seri):
        figure.update_layout(margin={"r": WORDS_ROOM_PX})
    if chart.bentuk == "garis" and any(series.sebut for series in chart.seri):
        # Room at both ends for the words beside the points.
        figure.update_xaxes(range=[-END_ROOM, max(len(series.x) for series in chart.seri) - 1 + END_ROOM])
    for place, name in chart.kategori.nama if chart.mendatar else ():
        # Above its lane and not beside it: on a phone names would leave no room for the points.
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place, text=name, showarrow=False, font={"size": FONT_SIZE_PX, "color": ink}
        )
    add_marks(figure, chart)
    return figure


def _layout(height: int, *, legend: bool, ink: str | None, words: int = 0) -> dict[str, Any]:
    font = {"size": FONT_SIZE_PX, "color": ink}
    return {
        "template": None,
        "height": height,
        "margin": {"l": 10, "r": 16, "t": (34 if legend else 12) + words, "b": 10},
        "separators": SEPARATORS[current_language()],
        "showlegend": legend,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02 + words / (height - words - CHROME_HEIGHT_PX // 2),
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": font,
        },
        "font": font,
        "bargap": 0.25,
        "dragmode": False,
        "hoverlabel": {"font": {"size": FONT_SIZE_PX}},
    }


def _height(chart: ChartDescription) -> int:
    if chart.baris:
        return CHROME_HEIGHT_PX + DOT_ROW_PX * chart.baris
    if not chart.mendatar:
        return DEFAULT_HEIGHT_PX
    rows = len({place for series in chart.seri for place in series.x})
    return CHROME_HEIGHT_PX + (TWO_LINES_PX if _has_long_names(chart) else ROW_HEIGHT_PX) * max(rows, 3)


def _has_long_names(chart: ChartDescription) -> bool:
    named = chart.mendatar and chart.kategori.jenis == "kategori"
    return named and any(len(str(name)) > NAME_LETTERS for series in chart.seri for name in series.x)


def _in_lines(name: str) -> str:
    """A long name in two lines: before what stands in brackets, or at the space nearest to its middle."""
    if len(name) <= NAME_LETTERS or " " not in name:
        return name
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    bracket = name.find(" (")
    place = bracket if bracket > 0 else min(spaces, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:place]}<br>{name[place + 1 :]}"


def _axis(axis: Axis, ink: str | None, *, lanes: bool = False) -> dict[str, Any]:
    """``lanes``: the names of places stand in the plot, each above its own row of points, not at the axis."""
    font = {"size": FONT_SIZE_PX, "color": ink}
    out: dict[str, Any] = {
        "title": {"text": axis.judul, "font": font},
        "tickfont": font,
        "automargin": True,
        "fixedrange": True,
    }
    if axis.jenis == "kategori":
        # Years are categories here: a number axis would draw a tick between two of them.
        return out | {"type": "category", "showgrid": False}
    out |= {"zeroline": False, "tickformat": f",.{axis.desimal}%" if axis.jenis == "bagian" else f",.{axis.desimal}f"}
    if axis.nama and lanes:
        out |= {"showticklabels": False, "showgrid": False}
    elif axis.nama:
        places, words = zip(*axis.nama, strict=True)
        out |= {"tickvals": list(places), "ticktext": list(words), "showgrid": False}
    if axis.dari is not None or axis.sampai is not None:
        out["range"] = [axis.dari, axis.sampai]
    return out


def _trace(chart: ChartDescription, series: Series) -> Any:
    if chart.bentuk == "kotak":
        return _box(chart, series)
    along, across = ("y", "x") if chart.mendatar else ("x", "y")
    common: dict[str, Any] = {
        along: list(series.x),
        across: list(series.y),
        "name": series.label,
        "text": list(series.teks) or None,
        "customdata": list(series.kode) or None,
        "hovertemplate": "%{text}<extra></extra>" if series.teks else None,
    }
    if chart.bentuk in ("batang", "batang_tumpuk"):
        return go.Bar(
            orientation="h" if chart.mendatar else "v",
            marker={"color": series.warna, "line": {"color": "#14181f", "width": 0.6}},
            textposition="none",
            **_error(series, across),
            **common,
        )
    mode = {"garis": "lines+markers", "titik": "markers", "pencar": "markers"}[chart.bentuk]
    if series.sebut:
        # The words beside a point take the place of the pointer's.
        common |= {"text": list(series.sebut), "hovertext": list(series.teks) or None, "textposition": _beside(chart, series)}
        common["hovertemplate"] = "%{hovertext}<extra></extra>" if series.teks else None
        mode += "+text"
    return go.Scatter(
        mode=mode,
        line={"color": series.warna, "width": 3, "dash": "dash" if series.putus else "solid"},
        marker={
            "color": series.warna,
            "symbol": SYMBOLS[series.penanda],
            # Only the many are small: what is marked among them stands out.
            "size": DOT_PX if chart.bentuk == "pencar" and series.penanda == "lingkaran" else 12,
            "line": {"color": "#14181f", "width": 0.8},
        },
        connectgaps=False,
        cliponaxis=not series.sebut,
        # A dot keeps its colour when another is chosen: a status never looks like another.
        unselected={"marker": {"opacity": 1}},
        **_error(series, across),
        **common,
    )


def _beside(chart: ChartDescription, series: Series) -> str | list[str]:
    """Right of a dot; of a line left of its first point."""
    if chart.bentuk != "garis":
        return "middle right"
    return ["middle left" if place == 0 else "middle right" for place in range(len(series.x))]


def _error(series: Series, across: str) -> dict[str, Any]:
    if not series.bawah:
        return {}
    upper = [None if a is None or y is None else a - y for a, y in zip(series.atas, series.y, strict=True)]
    lower = [None if b is None or y is None else y - b for b, y in zip(series.bawah, series.y, strict=True)]
    return {f"error_{across}": {"type": "data", "symmetric": False, "array": upper, "arrayminus": lower, "color": NEUTRAL}}


def _box(chart: ChartDescription, series: Series) -> go.Box:
    least, lower, median, upper, greatest = (
        (list(part) for part in zip(*series.kuantil, strict=True)) if series.kuantil else ([],) * 5
    )
    along = {"y" if chart.mendatar else "x": list(series.x)}
    return go.Box(
        lowerfence=least, q1=lower, median=median, q3=upper, upperfence=greatest,
        name=series.label, marker={"color": series.warna}, line={"color": "#14181f", "width": 1.2}, fillcolor=series.warna,
        orientation="h" if chart.mendatar else "v", **along,
    )  # fmt: skip
