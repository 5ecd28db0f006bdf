"""Perbandingan: up to five kabupaten or kecamatan side by side, who is alike, who improved, and every desa as a dot."""

from lib.ui.comparison import page
from lib.ui.frame import page_frame, report_button
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    compared = page.read(view)

    page.show_head(view, compared)
    page.show_choice(view, compared)
    page.show_section(view, compared)
    report_button.show_reports(view)


draw()
