"""Any two versions of the store against each other, or one against what is in force: what an import's comparison shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, Table, select

from lib.domain.errors import StoreError
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import N_
from lib.domain.wilayah import is_within
from lib.importing.comparing.comparison import TERBIT, Comparison, compare_rows, compare_scores
from lib.importing.comparing.in_force import awards_in_force, coverage_in_force, scores_in_force
from lib.importing.comparing.lists import by_contest, by_stage
from lib.store.tables import CakupanProgram, NilaiIndeks, Prestasi
from lib.store.transactions import read
from lib.store.versions import VersionInfo, fingerprint

VERSI: Final = "versi"
"""``Comparison.dasar`` of a comparison with another version."""
COMPARED: Final = ("indeks", "program", "prestasi")
"""Kinds of data that have rows to compare."""

_NILAI: Final = cast(Table, NilaiIndeks.__table__)
_CAKUPAN: Final = cast(Table, CakupanProgram.__table__)
_PRESTASI: Final = cast(Table, Prestasi.__table__)


@dataclass(frozen=True)
class Compared:
    """Two versions in the area that both speak for, one ``Comparison`` per programme (key "" for other kinds).

    ``sidik`` is the fingerprint of what was published then: give it to ``versions.publish``.
    """

    wilayah: str
    bagian: dict[str, Comparison]
    sidik: str


def compare_versions(engine: Engine, after: VersionInfo, before: VersionInfo | None = None) -> Compared:
    """``after`` against ``before``, or (None) against what is in force for its area and years; one snapshot of the store.

    StoreError when there is nothing to compare: another kind of data or index, no area or programme in common, no rows.
    """
    area = after.wilayah
    if before is not None:
        area = _common(after, before)
    with read(engine) as conn:
        sidik = fingerprint(conn)
        if after.jenis == "indeks":
            parts = {"": _scores(conn, after, before, area)}
        elif after.jenis == "program":
            parts = {program: _coverage(conn, after, before, area, program) for program in _programs(after, before)}
        elif after.jenis == "prestasi":
            parts = {"": _awards(conn, after, before, area)}
        else:
            raise StoreError(N_("Versi {versi} tidak berisi baris yang dapat dibandingkan."), versi=after.id)
    return Compared(area, parts, sidik)


def _common(after: VersionInfo, before: VersionInfo) -> str:
    if after.jenis != before.jenis:
        raise _incomparable(N_("Versi {satu} dan versi {dua} berisi jenis data yang berbeda."), after, before)
    if after.jenis == "indeks" and not comparable(_year(after), _year(before)):
        raise _incomparable(
            N_("Versi {satu} dan versi {dua} diukur dengan indeks yang berbeda: IDM dan Indeks Desa tidak dapat dibandingkan."),
            after,
            before,
        )
    if is_within(after.wilayah, before.wilayah):
        return after.wilayah
    if is_within(before.wilayah, after.wilayah):
        return before.wilayah
    raise _incomparable(N_("Versi {satu} dan versi {dua} berbicara tentang wilayah yang berbeda."), after, before)


def _incomparable(pesan: str, after: VersionInfo, before: VersionInfo) -> StoreError:
    return StoreError(pesan, saran=N_("Pilih versi lain untuk dibandingkan."), satu=before.id, dua=after.id)


def _year(versi: VersionInfo) -> int:
    return versi.tahun or versi.tahun_isi[0]


def _programs(after: VersionInfo, before: VersionInfo | None) -> list[str]:
    both = sorted(set(after.program) & set(before.program)) if before is not None else list(after.program)
    if not both:
        raise _incomparable(N_("Versi {satu} dan versi {dua} berisi program yang berbeda."), after, before or after)
    return both


def _base(before: VersionInfo | None) -> dict[str, Any]:
    return {"dasar": TERBIT} if before is None else {"dasar": VERSI, "sifat": (before.sifat,), "versi": (before.id,)}


def _scores(conn: Connection, after: VersionInfo, before: VersionInfo | None, area: str) -> Comparison:
    tahun = _year(after)
    desimal = indeks_of_year(tahun).desimal

    def of(versi: VersionInfo) -> dict[str, Any]:
        query = select(_NILAI.c.kode_desa, _NILAI.c.nilai, _NILAI.c.status).where(_NILAI.c.versi_id == versi.id)
        return {kode: (nilai, status) for kode, nilai, status in conn.execute(query) if is_within(kode, area)}

    compare = partial(compare_scores, after=of(after), tahun=tahun, desimal=desimal)
    if before is not None:
        return compare(of(before), **_base(before))
    now = scores_in_force(conn, tahun, area)
    return compare(now.isi, dasar=TERBIT, sifat=now.sifat, versi=now.ids)


def _coverage(conn: Connection, after: VersionInfo, before: VersionInfo | None, area: str, program: str) -> Comparison:
    def of(versi: VersionInfo) -> dict[Any, int]:
        query = select(_CAKUPAN.c.kode_wilayah, _CAKUPAN.c.tanggal, _CAKUPAN.c.tahap, _CAKUPAN.c.jumlah).where(
            _CAKUPAN.c.versi_id == versi.id, _CAKUPAN.c.program == program
        )
        return {(row[0], row[1], row[2]): row[3] for row in conn.execute(query) if is_within(row[0], area)}

    rows = of(after)
    if before is not None:
        return compare_rows(of(before), rows, by_stage, tahun=after.tahun, **_base(before))
    now = coverage_in_force(conn, program, _years(key[1].year for key in rows), area)
    return compare_rows(now.isi, rows, by_stage, tahun=after.tahun, sifat=now.sifat, versi=now.ids)


def _awards(conn: Connection, after: VersionInfo, before: VersionInfo | None, area: str) -> Comparison:
    def of(versi: VersionInfo) -> dict[Any, str]:
        columns = (_PRESTASI.c.kode_wilayah, _PRESTASI.c.tahun, _PRESTASI.c.ajang, _PRESTASI.c.tingkat, _PRESTASI.c.hasil)
        query = select(*columns).where(_PRESTASI.c.versi_id == versi.id)
        return {tuple(row[:4]): row[4] for row in conn.execute(query) if is_within(row[0], area)}

    rows = of(after)
    if before is not None:
        return compare_rows(of(before), rows, by_contest, tahun=after.tahun, **_base(before))
    now = awards_in_force(conn, _years(key[1] for key in rows), area)
    return compare_rows(now.isi, rows, by_contest, tahun=after.tahun, sifat=now.sifat, versi=now.ids)


def _years(years: Iterable[int]) -> list[int]:
    return sorted(set(years))
