"""The area that a list speaks for: coverage and awards name what there is, and their silence means that there is none.

So a list is taken to speak for the smallest area that holds its rows, never for a kabupaten of which it says nothing,
unless the user says so.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from lib.domain.language import N_
from lib.domain.wilayah import at_tingkat, is_kelurahan, is_within
from lib.importing.checks.findings import Finding, Severity
from lib.importing.matching.places import Register
from lib.importing.matching.scope import common_area

_EXAMPLES: Final = 5


def list_scope(
    codes: AbstractSet[str], register: Register, wilayah: str | None, *, kelurahan: bool, silence: str
) -> tuple[str, list[Finding]]:
    """The area of a list about ``codes``, and what its silence about the others means.

    ``wilayah`` is the area that the user says it speaks for. ``kelurahan``: whether they count as well. ``silence`` is a
    catalogue key with ``{jumlah}``, ``{dari}`` and ``{wilayah}``.
    """
    area = wilayah or common_area(codes)
    if not area:
        return "", [_several_provinces(codes, register)] if codes else []
    members = {
        kode
        for kode in register.places
        if kode.count(".") == 3 and is_within(kode, area) and (kelurahan or not is_kelurahan(kode))
    }
    silent = members - codes
    findings = []
    if silent:
        findings.append(
            Finding(
                rule="tidak_disebut",
                severity=Severity.INFORMS,
                message=silence,
                isian={"jumlah": len(silent), "dari": len(members), "wilayah": register.nama(area)},
            )
        )
    empty = sorted({at_tingkat(kode, "kabupaten") for kode in members} - {at_tingkat(kode, "kabupaten") for kode in codes})
    if empty and wilayah is None:
        findings.append(
            Finding(
                rule="kabupaten_tidak_disebut",
                severity=Severity.BLOCKS,
                message=N_("Berkas tidak memuat satu baris pun untuk {jumlah} kabupaten/kota: {contoh}."),
                saran=N_(
                    "Bila di sana memang belum ada, impor dengan --wilayah {wilayah}; bila berkas ini hanya untuk satu"
                    " kabupaten, sebutkan kodenya dengan --wilayah."
                ),
                isian={
                    "jumlah": len(empty),
                    "contoh": tuple(register.nama(kode) for kode in empty[:_EXAMPLES])
                    + (("…",) if len(empty) > _EXAMPLES else ()),
                    "wilayah": area,
                },
            )
        )
    return area, findings


def _several_provinces(codes: AbstractSet[str], register: Register) -> Finding:
    provinces = sorted({at_tingkat(kode, "provinsi") for kode in codes})
    return Finding(
        rule="beberapa_provinsi",
        severity=Severity.BLOCKS,
        message=N_("Berkas ini memuat {jumlah} provinsi: {contoh}."),
        saran=N_("Impor satu provinsi setiap kali, dengan --wilayah."),
        isian={"jumlah": len(provinces), "contoh": tuple(register.nama(kode) for kode in provinces[:_EXAMPLES])},
    )
