"""Words at places of a number axis: at the axis itself, but above their lanes where the axis is a stack of lanes."""

from __future__ import annotations

from dataclasses import replace

from lib.domain.program import programs
from lib.ui.frame.plotly_figure import chart_figure
from lib.view.frame.selection import Selection
from lib.view.program.awards import awards_chart
from lib.view.program.trend import trend_chart


def test_years_stand_at_the_time_axis_and_whole_numbers_at_the_count(figures):
    chart = trend_chart(figures, Selection(2024), programs()["kpb"])
    figure = chart_figure(chart)
    axis = figure.layout.xaxis
    assert list(axis.ticktext) == ["2020", "2021", "2022"]
    assert axis.range[0] < axis.tickvals[0]
    assert axis.tickvals[-1] < axis.range[1]
    assert not any(note.text in axis.ticktext for note in figure.layout.annotations)
    counts = chart_figure(awards_chart(figures, Selection(2024))).layout.xaxis
    assert list(counts.ticktext) == ["0", "1", "2", "3", "4"]


def test_lanes_have_their_names_in_the_plot(figures):
    chart = trend_chart(figures, Selection(2024), programs()["kpb"])
    figure = chart_figure(replace(chart, mendatar=True))
    assert figure.layout.yaxis.showticklabels is False
    assert {"2020", "2021", "2022"} <= {note.text for note in figure.layout.annotations}
