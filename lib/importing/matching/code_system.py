"""Are these Kemendagri codes at all? Judged over the whole file, before a single row of it is believed."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lib.domain.errors import ImportRefused
from lib.domain.language import N_
from lib.domain.wilayah import digits
from lib.importing.checks.findings import refused
from lib.importing.matching.names import agreement, nearest
from lib.importing.matching.places import Identity, Register

MIN_ROWS: Final = 5
MIN_ROWS_OF_KABUPATEN: Final = 10
_HALF: Final = 0.5

_MEND: Final = N_("Pakai berkas dengan kode Kemendagri (misalnya 18.01.04.2001); kode BPS punya susunan sama tetapi arti lain.")


def refuse_foreign_codes(register: Register, rows: list[tuple[int, Identity]]) -> None:
    """ImportRefused when the codes are those of BPS, or disagree with the names throughout; ``rows``: (row number, identity).

    A BPS desa code ends in a number of its own (``…0002``) where Kemendagri has 1xxx or 2xxx; where the two happen to have
    the same shape, the names tell. Judged over the file and over each kabupaten with enough rows.
    """
    coded = [(row, identity) for row, identity in rows if identity.kode and identity.kode.count(".") == 3]
    if len(coded) < MIN_ROWS:
        return
    shaped = [(row, identity) for row, identity in coded if str(identity.kode)[9] not in "12"]
    if len(shaped) > _HALF * len(coded):
        raise _bps(register, shaped, len(coded))
    compared = [(row, identity) for row, identity in coded if _comparable(identity)]
    if not compared:
        return
    disagree = [(row, identity) for row, identity in compared if identity.contradicts]
    if len(compared) >= MIN_ROWS and len(disagree) > _HALF * len(compared):
        raise _contradiction(register, disagree, len(compared))
    totals = Counter(str(identity.kode)[:5] for _row, identity in compared)
    for kabupaten, count in Counter(str(identity.kode)[:5] for _row, identity in disagree).items():
        if totals[kabupaten] >= MIN_ROWS_OF_KABUPATEN and count > _HALF * totals[kabupaten]:
            raise _contradiction(register, [pair for pair in disagree if str(pair[1].kode)[:5] == kabupaten], totals[kabupaten])


def _comparable(identity: Identity) -> bool:
    return identity.desa_cocok is not None or identity.kabupaten_cocok is not None


def _contradiction(register: Register, rows: list[tuple[int, Identity]], of: int) -> ImportRefused:
    """BPS codes when reading them as such makes the names right, else codes and names that do not belong together."""
    as_bps = register.kabupaten_by_bps()
    explained = 0
    for _row, identity in rows:
        meant = as_bps.get(digits(str(identity.kode))[:4])
        if meant is None or meant == str(identity.kode)[:5]:
            continue
        if identity.kabupaten:
            explained += agreement(identity.kabupaten, register.nama(meant), "kabupaten") == "sama"
        else:
            explained += nearest(identity.nama, register.names.get(("desa", meant), {}), "desa", cutoff=95) is not None
    if explained > _HALF * len(rows):
        return _bps(register, rows, of)
    row, identity = rows[0]
    return refused(
        N_(
            "Kode dan nama desa di berkas ini tidak cocok: {jumlah} dari {dari} baris berbeda. Misalnya baris {baris}: kode"
            " {kode} adalah {resmi}, tetapi berkas menulis {tertulis}."
        ),
        N_("Kolom kode mungkin bergeser atau diurutkan terpisah dari nama. Ambil lagi berkas aslinya."),
        **_example(register, row, identity),
        jumlah=len(rows),
        dari=of,
    )


def _bps(register: Register, rows: list[tuple[int, Identity]], of: int) -> ImportRefused:
    row, identity = rows[0]
    fields = _example(register, row, identity) | {"jumlah": len(rows), "dari": of}
    if identity.kode in register.places:
        return refused(
            N_(
                "Kode di berkas ini tampaknya kode BPS, bukan kode Kemendagri: {jumlah} dari {dari} baris berbeda nama. Misalnya"
                " baris {baris}: kode {kode} adalah {resmi} menurut Kemendagri, tetapi berkas menulis {tertulis}."
            ),
            _MEND,
            **fields,
        )
    return refused(
        N_(
            "Kode di berkas ini tampaknya kode BPS, bukan kode Kemendagri: {jumlah} dari {dari} kode tidak bersusunan Kemendagri."
            " Misalnya baris {baris}: {kode} ({tertulis})."
        ),
        _MEND,
        **fields,
    )


def _example(register: Register, row: int, identity: Identity) -> dict[str, object]:
    kode = str(identity.kode)
    return {
        "baris": str(row),
        "kode": kode,
        "resmi": f"{register.nama(kode)} ({register.nama(kode[:5])})",
        "tertulis": " – ".join(part for part in (identity.nama, identity.kabupaten) if part) or "?",
    }
