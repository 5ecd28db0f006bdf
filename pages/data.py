"""Data & Unduhan: every published table, the quality report, dictionary, method, sources and the open data."""

from lib.ui.data import page, quality, sources
from lib.ui.frame import page_frame
from lib.view.frame.selection import View


@page_frame.page
def draw(view: View) -> None:
    show = {
        "tabel": page.show_tables,
        "mutu": quality.show_quality,
        "kamus": quality.show_dictionary,
        "metode": quality.show_method,
        "sumber": sources.show_sources,
        "terbuka": sources.show_open_data,
    }
    show[page.choose_section()](view)


draw()
