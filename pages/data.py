"""Data & Unduhan: every published table, the quality report, dictionary, method, sources and the open data."""

from lib.ui import data_method, data_page, data_quality, data_sources, frame
from lib.ui.state import View


@frame.page
def draw(view: View) -> None:
    show = {
        "tabel": data_page.show_tables,
        "mutu": data_quality.show_quality,
        "kamus": data_method.show_dictionary,
        "metode": data_method.show_method,
        "sumber": data_sources.show_sources,
        "terbuka": data_sources.show_open_data,
    }
    show[data_page.choose_section()](view)


draw()
