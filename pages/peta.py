"""Peta: controls, the choropleth with its legend, the search, and the table twin."""

from lib.ui import explorer, state

view = state.current()
description = explorer.describe(view)

explorer.show_map_heading(view, description)
explorer.show_controls(view)
explorer.show_map_and_legend(description)
explorer.show_search(view)
explorer.show_table_twin(view, description)
