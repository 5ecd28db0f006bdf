"""Peta: controls, the choropleth with its legend, the search, and the table twin."""

from lib.ui import explorer, state

view = state.current()
description = explorer.describe(view)

heading, controls, figure = explorer.reserve()
with figure:
    explorer.show_map_and_legend(description)
with heading:
    explorer.show_map_heading(view, description)
with controls:
    explorer.show_controls(view)
explorer.show_search(view)
explorer.show_table_twin(view, description)
