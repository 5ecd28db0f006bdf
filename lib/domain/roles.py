"""Who may do what: reading is open, writing needs a role. One table decides, for the pages and for every writing function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lib.domain.errors import DasborError
from lib.domain.language import N_
from lib.domain.wilayah import is_within

Peran = Literal["pengelola", "operator"]
Tindakan = Literal[
    "impor", "terbitkan", "kembalikan", "buang", "batas", "petaan", "lihat_versi", "jejak", "akun", "masuk", "paparan", "pulihkan"
]

PERAN: Final[tuple[Peran, ...]] = ("pengelola", "operator")
PERAN_NAMA: Final[dict[Peran, str]] = {"pengelola": N_("pengelola provinsi"), "operator": N_("operator kabupaten")}
# An operator makes drafts for one kabupaten; what becomes visible to readers is decided by the province.
ALLOWED: Final[dict[Peran, frozenset[Tindakan]]] = {
    "pengelola": frozenset(
        {
            "impor",
            "terbitkan",
            "kembalikan",
            "buang",
            "batas",
            "petaan",
            "lihat_versi",
            "jejak",
            "akun",
            "masuk",
            "paparan",
            "pulihkan",
        }
    ),
    "operator": frozenset({"impor", "buang", "lihat_versi", "masuk", "paparan"}),
}
# What an operator does that concerns no area; all other acts must lie in the own kabupaten.
WITHOUT_AREA: Final[frozenset[Tindakan]] = frozenset({"lihat_versi", "masuk", "paparan"})


class AccessDenied(DasborError):
    """The person who asked may not do this."""


@dataclass(frozen=True, slots=True)
class Izin:
    """That somebody may do something somewhere. Only ``Pelaku.require`` makes one.

    The audit trail takes nothing else, and whatever is written leaves a trace: a writing function that forgets to ask cannot
    be written down.
    """

    pelaku: str
    tindakan: Tindakan
    wilayah: str | None


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Whoever acts: name, role, and for an operator the kabupaten that all acts must lie in."""

    nama: str
    peran: Peran
    kabupaten: str | None = None

    def may(self, tindakan: Tindakan, wilayah: str | None = None) -> bool:
        """True when the role allows the act and, for an operator, the area lies within the own kabupaten.

        ``wilayah`` None means an act without an area; an operator's acts on data always have one.
        """
        if tindakan not in ALLOWED[self.peran]:
            return False
        if self.peran == "pengelola" or tindakan in WITHOUT_AREA:
            return True
        return bool(self.kabupaten and wilayah and is_within(wilayah, self.kabupaten))

    def require(self, tindakan: Tindakan, wilayah: str | None = None) -> Izin:
        """The permission, for the audit trail; AccessDenied unless ``may``."""
        if not self.may(tindakan, wilayah):
            raise AccessDenied(
                N_("Akun {nama} tidak berhak melakukan tindakan ini di wilayah {wilayah}."),
                saran=N_("Masuk sebagai pengelola provinsi, atau minta pengelola melakukannya."),
                nama=self.nama,
                wilayah=wilayah or "–",
            )
        return Izin(self.nama, tindakan, wilayah)


SISTEM: Final = Pelaku("sistem", "pengelola")
"""The application itself, entering what ships with it; no account may have this name."""


def terminal(nama: str) -> Pelaku:
    """Whoever works at the terminal: a province manager, because that person holds the database itself.

    The colon keeps the name apart from those of accounts.
    """
    return Pelaku(f"cli:{nama}" if nama else "cli", "pengelola")
