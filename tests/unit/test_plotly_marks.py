"""Lines across a chart: words above the plot, in rows where they would meet, and the figure has room for them."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.ui.frame.plotly_figure import ROW_PX, chart_figure, words_height
from lib.view.frame.charts import Axis, ChartDescription, Mark, Series
from lib.view.frame.tables import TableDescription


def chart(*marks: Mark, ends: tuple[float, float] | None = (0.0, 1.0), mendatar: bool = True) -> ChartDescription:
    axis = Axis("", "bagian", 0, *ends) if ends else Axis("", "bagian")
    return ChartDescription(
        id="uji",
        bentuk="titik",
        judul="",
        subjudul="",
        alt="",
        sumber="",
        contoh=False,
        kategori=Axis("", "kategori"),
        nilai=axis,
        seri=(Series("a", "a", "#123456", ("x", "y"), (0.2, 0.9)),),
        tabel=TableDescription("", "", (), pd.DataFrame(), "", False, ""),
        tanda=marks,
        mendatar=mendatar,
    )


@pytest.mark.parametrize(
    ("places", "rows"), [((0.1,), 1), ((0.1, 0.9), 1), ((0.9, 0.95), 2), ((0.5, 0.55, 0.6), 3), ((0.1, 0.3, 0.8), 2)]
)
def test_words_that_would_meet_stand_in_rows_of_their_own(places, rows):
    described = chart(*(Mark("acuan", place, str(place)) for place in places))
    assert words_height(described) == rows * ROW_PX
    notes = chart_figure(described).layout.annotations
    assert [note.x for note in notes] == list(places)
    assert len({note.yshift for note in notes}) == rows


def test_words_near_the_end_of_the_axis_run_inward():
    notes = chart_figure(chart(Mark("acuan", 0.1, "a"), Mark("acuan", 0.95, "b"))).layout.annotations
    assert [note.xanchor for note in notes] == ["left", "right"]


def test_lines_that_lie_need_no_room_above():
    assert words_height(chart(Mark("acuan", 0.5, "a"), mendatar=False)) == 0
    assert words_height(chart()) == 0
    assert words_height(chart(Mark("pemisah", 1, "a"), mendatar=False)) == ROW_PX


def test_an_axis_without_ends_keeps_all_words_in_one_row():
    assert words_height(chart(Mark("acuan", 0.5, "a"), Mark("acuan", 0.51, "b"), ends=None)) == ROW_PX
