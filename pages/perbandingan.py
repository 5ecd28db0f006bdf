"""Perbandingan: up to five kabupaten or kecamatan side by side, who is alike, who improved, and every desa as a dot."""

from lib.ui import comparison, frame, report_button
from lib.ui.state import View


@frame.page
def draw(view: View) -> None:
    compared = comparison.read(view)

    comparison.show_head(view, compared)
    comparison.show_choice(view, compared)
    comparison.show_section(view, compared)
    report_button.show_reports(view)


draw()
