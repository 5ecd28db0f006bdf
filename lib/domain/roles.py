"""Who may do what: reading is open, writing needs a role. One table decides, for the pages and for every writing function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from lib.domain.errors import DasborError
from lib.domain.language import N_
from lib.domain.wilayah import is_kode, is_within, tingkat

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


# What an identity provider's account may do here: the ``[peran]`` section of the secrets, by e-mail address.
#
# ``"sri@kantor.go.id" = "pengelola"`` is a province manager, ``"budi@kantor.go.id" = "18.04"`` the operator of one kabupaten.


def pelaku_of_claims(claims: Mapping[str, Any], peran: Mapping[str, Any]) -> Pelaku | None:
    """Who the provider's ``claims`` speak of; None for an address without a role, and for one the provider did not verify.

    A provider that says nothing about verification is trusted (several never do): it is the office's own. Only addresses in
    ASCII have a role: letters that look alike, or become alike in lower case, make another address.
    """
    surel = claims.get("email")
    if not isinstance(surel, str) or "@" not in surel or not surel.isascii():
        return None
    if claims.get("email_verified", True) not in (True, "true"):
        return None
    surel = surel.strip().lower()
    given = next((value for name, value in peran.items() if str(name).strip().lower() == surel), None)
    if given == "pengelola":
        return Pelaku(surel, "pengelola")
    if isinstance(given, str) and is_kode(given) and tingkat(given) == "kabupaten":
        return Pelaku(surel, "operator", given)
    return None
