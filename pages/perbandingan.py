"""Perbandingan: up to five kabupaten or kecamatan side by side, who is alike, who improved, and every desa as a dot."""

from lib.ui import comparison, report_button, state

view = state.current()
compared = comparison.read(view)

comparison.show_head(view, compared)
comparison.show_choice(view, compared)
comparison.show_section(view, compared)
report_button.show_reports(view)
