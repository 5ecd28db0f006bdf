"""The area that a file speaks for, and whether it may: a version hides everything older within its area.

A desa that the newest version of an area leaves out has no data, even if an older version had some. So the area is never
larger than what the file covers, and a file that covers too little of its area is not published.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from lib.domain.language import N_
from lib.domain.wilayah import TINGKAT
from lib.importing.checks.findings import Finding, Severity
from lib.importing.matching.places import Register

NEARLY_ALL: Final = 0.9
"""A file with at least this share of a province's desa is a file of the province."""
ENOUGH: Final = 0.5
"""Below this share of a smaller area's desa, publishing would hide more desa than it brings."""
_EXAMPLES: Final = 5

_COMPLETE: Final = N_(
    "Menerbitkannya akan menyembunyikan data {kurang} desa lain. Impor berkas yang memuat semua desa di {wilayah}, atau satu"
    " desa saja dengan --wilayah."
)
_SPLIT: Final = N_(
    "Menerbitkannya akan menyembunyikan data {kurang} desa lain. Impor berkas lengkap, atau per kabupaten dengan --wilayah."
)


def common_area(codes: AbstractSet[str]) -> str:
    """The smallest area that holds all ``codes``: a province, kabupaten, kecamatan, or the one desa itself.

    >>> common_area({"18.01.04.2001", "18.01.05.2001"}), common_area({"18.01.04.2001"})
    ('18.01', '18.01.04.2001')

    Empty when the codes lie in several provinces or there is none.
    """
    parts = [kode.split(".") for kode in sorted(codes)]
    shared = []
    for level in range(len(TINGKAT)):
        here = {part[level] for part in parts if len(part) > level}
        if len(here) != 1:
            break
        shared.append(here.pop())
    return ".".join(shared)


def choose_scope(codes: AbstractSet[str], register: Register, tahun: int) -> tuple[str, list[Finding]]:
    """The area of a file whose rows are about the desa ``codes``, and what to say about the desa that it lacks.

    The kabupaten where all rows lie in one kabupaten and cover it; a smaller area where they only cover that.
    """
    area = common_area(codes)
    if not area:
        return "", []
    parents = [area.rsplit(".", level)[0] for level in range(1, area.count("."))]
    for wider in reversed(parents):  # kabupaten first, then kecamatan: the widest area that is nearly covered
        expected = register.expected(tahun, wider)
        if expected and len(expected & codes) >= NEARLY_ALL * len(expected):
            area = wider
            break
    expected = register.expected(tahun, area)
    missing = sorted(expected - codes)
    if not missing:
        return area, []
    share = 1 - len(missing) / len(expected)
    fields: dict[str, object] = {
        "jumlah": len(expected) - len(missing),
        "dari": len(expected),
        "kurang": len(missing),
        "wilayah": register.nama(area),
        "contoh": tuple(f"{register.nama(kode)} ({kode})" for kode in missing[:_EXAMPLES])
        + (("…",) if len(missing) > _EXAMPLES else ()),
    }
    if share < (NEARLY_ALL if area in register.provinces else ENOUGH):
        return area, [
            Finding(
                rule="cakupan_sebagian",
                severity=Severity.BLOCKS,
                message=N_("Berkas hanya memuat {jumlah} dari {dari} desa di {wilayah}."),
                saran=_SPLIT if area in register.provinces else _COMPLETE,
                isian=fields,
            )
        ]
    return area, [
        Finding(
            rule="desa_kurang",
            severity=Severity.WARNS,
            message=N_("{kurang} dari {dari} desa di {wilayah} tidak ada di berkas: {contoh}."),
            saran=N_("Desa itu akan tampil sebagai “tanpa data”."),
            isian=fields,
        )
    ]
