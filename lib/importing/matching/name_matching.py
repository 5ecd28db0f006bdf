"""Which desa a row means that has no code: by its names, and only where they leave no doubt.

102 names repeat within a kabupaten of Lampung: those rows are listed, never guessed, unless the kecamatan tells them apart.
"""

from __future__ import annotations

from collections import defaultdict

from lib.domain.wilayah import at_tingkat, is_desa
from lib.importing.checks.findings import Cell
from lib.importing.matching.names import agreement, keys, nearest
from lib.importing.matching.places import MAX_NAME_CHARS, Identity, Register


class NameIndex:
    """The desa of a register by kabupaten and name, ready to be asked for every row of a file."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._kabupaten: dict[str, str | None] = {}
        self._kecamatan: dict[tuple[str, str], bool] = {}
        self._desa: dict[tuple[str, str], set[str]] = defaultdict(set)
        for kode, place in register.places.items():
            if is_desa(kode):
                for name in keys(place.nama, "desa"):
                    self._desa[kode[:5], name].add(kode)

    def identify(self, nama: Cell, kecamatan: Cell, kabupaten: Cell) -> Identity:
        """The identity of a row from its names: ``kode`` when exactly one desa bears them, ``calon`` when several do."""
        desa, kec, kab = ("" if cell is None else str(cell).strip()[:MAX_NAME_CHARS] for cell in (nama, kecamatan, kabupaten))
        area = self._kabupaten_of(kab)
        found = set() if area is None else {kode for name in keys(desa, "desa") for kode in self._desa.get((area, name), ())}
        if kec and found:
            found = {kode for kode in found if self._in_kecamatan(kode, kec)} or found if len(found) > 1 else found
        if len(found) != 1:
            return Identity(None, desa, kec, kab, dari_nama=True, kode_kabupaten=area, calon=tuple(sorted(found)))
        kode = found.pop()
        agrees = None if not kec else ("sama" if self._in_kecamatan(kode, kec) else "beda")
        return Identity(
            kode,
            desa,
            kec,
            kab,
            desa_cocok="sama",
            kecamatan_cocok=agrees,  # type: ignore[arg-type]
            kabupaten_cocok="sama",
            dari_nama=True,
            kode_kabupaten=area,
        )

    def _kabupaten_of(self, nama: str) -> str | None:
        """Code of the one kabupaten that is called so, or nearest to it; None when there is none, or a doubt."""
        if nama not in self._kabupaten:
            listed = {
                kode: name
                for province in sorted(self._register.provinces)
                for kode, name in self._register.names.get(("kabupaten", province), {}).items()
            }
            same = [kode for kode, name in listed.items() if nama and agreement(nama, name, "kabupaten") == "sama"]
            close = nearest(nama, listed, "kabupaten") if nama and not same else None
            self._kabupaten[nama] = same[0] if len(same) == 1 else close[0] if close else None
        return self._kabupaten[nama]

    def _in_kecamatan(self, kode: str, nama: str) -> bool:
        key = at_tingkat(kode, "kecamatan"), nama
        if key not in self._kecamatan:
            self._kecamatan[key] = agreement(nama, self._register.nama(key[0]), "kecamatan") in ("sama", "mirip")
        return self._kecamatan[key]
