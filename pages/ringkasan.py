"""Ringkasan: the sentence, the map and the key figures, the ranking, what changed, and the state of the data."""

import streamlit as st

from lib.ui.frame import page_frame, report_button
from lib.ui.status import overview
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    heading = st.container()
    map_column, figures_column = st.columns([1, 1], gap="medium")
    # First, although it stands below the heading: it is what the reader waits for.
    with map_column:
        overview.show_area_map(view)
    with heading:
        overview.show_headline(view)
    with figures_column:
        overview.show_cards(view)
    with page_frame.below_the_screen():
        overview.show_ranking(view)
        changes_column, state_column = st.columns([1, 1], gap="medium")
        with changes_column:
            overview.show_changes(view)
        with state_column:
            overview.show_data_state(view)
        report_button.show_reports(view)


draw()
