"""The pages of the application, in the order of the navigation: one line each. A page is listed when it is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.domain.data_file import ROOT
from lib.domain.language import N_


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file, its address (empty for the start page), its name (a catalogue key) and its icon (a
    name of Material Symbols, which Streamlit brings along)."""

    berkas: str
    alamat: str
    nama: str
    ikon: str

    @property
    def path(self) -> str:
        """The file, absolute."""
        return str(ROOT / "pages" / self.berkas)


PAGES: Final = (
    PageEntry("ringkasan.py", "", N_("Ringkasan"), "dashboard"),
    PageEntry("peta.py", "peta", N_("Peta"), "map"),
    PageEntry("perkembangan.py", "perkembangan", N_("Perkembangan Status"), "trending_up"),
    PageEntry("program.py", "program", N_("Cakupan Program"), "hub"),
    PageEntry("perbandingan.py", "perbandingan", N_("Perbandingan"), "compare_arrows"),
    PageEntry("desa.py", "desa", N_("Profil Desa"), "home_pin"),
    PageEntry("presentasi.py", "presentasi", N_("Presentasi"), "co_present"),
    PageEntry("data.py", "data", N_("Data & Unduhan"), "download"),
    PageEntry("kelola.py", "kelola", N_("Kelola Data"), "database"),
)
