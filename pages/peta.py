"""Peta: controls, the choropleth with its legend, the search, and the table twin."""

import streamlit as st

from lib.ui.frame import page_frame
from lib.ui.indicator import explorer
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    description = explorer.describe(view)

    above = st.container()
    # First, although it stands below heading and controls: it is what the reader waits for.
    explorer.show_map_and_legend(description)
    with above:
        explorer.show_map_heading(view, description)
        explorer.show_controls(view)
    with page_frame.below_the_screen():
        explorer.show_search(view)
        explorer.show_table_twin(view, description)


draw()
