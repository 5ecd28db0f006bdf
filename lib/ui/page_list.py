"""The pages of the application, in the order of the navigation: one line each. A page is listed when it is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.domain.datafile import ROOT
from lib.domain.language import N_


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file, its address (empty for the start page), its name (a catalogue key) and its icon."""

    berkas: str
    alamat: str
    nama: str
    ikon: str

    @property
    def path(self) -> str:
        """The file, absolute."""
        return str(ROOT / "pages" / self.berkas)


PAGES: Final = (
    PageEntry("ringkasan.py", "", N_("Ringkasan"), ":material/dashboard:"),
    PageEntry("peta.py", "peta", N_("Peta"), ":material/map:"),
    PageEntry("perkembangan.py", "perkembangan", N_("Perkembangan Status"), ":material/trending_up:"),
    PageEntry("program.py", "program", N_("Cakupan Program"), ":material/hub:"),
    PageEntry("perbandingan.py", "perbandingan", N_("Perbandingan"), ":material/compare_arrows:"),
    PageEntry("desa.py", "desa", N_("Profil Desa"), ":material/home_pin:"),
    PageEntry("presentasi.py", "presentasi", N_("Presentasi"), ":material/co_present:"),
    PageEntry("data.py", "data", N_("Data & Unduhan"), ":material/download:"),
    PageEntry("kelola.py", "kelola", N_("Kelola Data"), ":material/database:"),
)
