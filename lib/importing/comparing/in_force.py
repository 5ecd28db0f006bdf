"""What the store shows now for the area and years of a file: the base of every comparison, and of "has it changed since?"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, not_, or_, select

from lib.domain.wilayah import is_within
from lib.store.precedence import Key, hidden_areas
from lib.store.tables import CakupanProgram, NilaiIndeks, Prestasi
from lib.store.versions import VersionInfo, published

_NILAI = cast(Table, NilaiIndeks.__table__)
_CAKUPAN = cast(Table, CakupanProgram.__table__)
_PRESTASI = cast(Table, Prestasi.__table__)

Basis = tuple[tuple[int, int], ...]
"""(version, its place in the order of publications) of every published version that speaks for part of an area."""


@dataclass
class InForce:
    """What is in force: ``isi`` by key (a code, or a tuple that starts with one), and the versions that it comes from."""

    isi: dict[Any, Any] = field(default_factory=dict)
    versi: list[VersionInfo] = field(default_factory=list)

    @property
    def sifat(self) -> tuple[str, ...]:
        """The kinds of data among it, sorted."""
        return tuple(sorted({entry.sifat for entry in self.versi}))

    @property
    def ids(self) -> tuple[int, ...]:
        """Ids of the versions, the one published last first."""
        return tuple(dict.fromkeys(entry.id for entry in self.versi))

    @property
    def official(self) -> bool:
        """True when none of it is illustrative and there is some."""
        return bool(self.versi) and "contoh" not in self.sifat


def basis_of(conn: Connection, jenis: str, keys: Iterable[Key], area: str) -> Basis:
    """The versions that a publication of ``jenis``, ``keys`` and ``area`` would meet; another answer later means a change."""
    wanted = frozenset(keys)
    return tuple(
        sorted(
            (entry.id, entry.urutan_terbit or 0)
            for entry in published(conn, jenis)
            if entry.claim().keys & wanted and (is_within(entry.wilayah, area) or is_within(area, entry.wilayah))
        )
    )


def scores_in_force(conn: Connection, tahun: int, area: str) -> InForce:
    """(score, status) by code of a desa for one year in ``area``."""
    found = InForce()
    for entry, where in _speaking(conn, "indeks", ("", tahun), _NILAI.c.kode_desa, area):
        query = select(_NILAI.c.kode_desa, _NILAI.c.nilai, _NILAI.c.status).where(
            _NILAI.c.versi_id == entry.id, _NILAI.c.tahun == tahun, *where
        )
        _add(found, entry, {kode: (nilai, status) for kode, nilai, status in conn.execute(query)})
    return found


def coverage_in_force(conn: Connection, program: str, years: Iterable[int], area: str) -> InForce:
    """Number of units by (code, date, stage) of one programme."""
    found = InForce()
    for tahun in sorted(set(years)):
        first, last = dt.date(tahun, 1, 1), dt.date(tahun, 12, 31)
        for entry, where in _speaking(conn, "program", (program, tahun), _CAKUPAN.c.kode_wilayah, area):
            query = select(_CAKUPAN.c.kode_wilayah, _CAKUPAN.c.tanggal, _CAKUPAN.c.tahap, _CAKUPAN.c.jumlah).where(
                _CAKUPAN.c.versi_id == entry.id,
                _CAKUPAN.c.program == program,
                _CAKUPAN.c.tanggal.between(first, last),
                *where,
            )
            _add(found, entry, {(kode, when, tahap): jumlah for kode, when, tahap, jumlah in conn.execute(query)})
    return found


def awards_in_force(conn: Connection, years: Iterable[int], area: str) -> InForce:
    """Result by (code, year, contest, level) of the awards."""
    found = InForce()
    for tahun in sorted(set(years)):
        for entry, where in _speaking(conn, "prestasi", ("", tahun), _PRESTASI.c.kode_wilayah, area):
            query = select(_PRESTASI.c.kode_wilayah, _PRESTASI.c.ajang, _PRESTASI.c.tingkat, _PRESTASI.c.hasil).where(
                _PRESTASI.c.versi_id == entry.id, _PRESTASI.c.tahun == tahun, *where
            )
            _add(found, entry, {(kode, tahun, ajang, level): hasil for kode, ajang, level, hasil in conn.execute(query)})
    return found


def _add(found: InForce, entry: VersionInfo, isi: dict[Any, Any]) -> None:
    if isi:
        found.isi.update(isi)
        found.versi.append(entry)


def _speaking(conn: Connection, jenis: str, key: Key, kode: Column, area: str) -> Iterable[tuple[VersionInfo, list[Any]]]:
    """The published versions with ``key``, each with the conditions on a row that it is in ``area`` and not hidden."""
    versions = [entry for entry in published(conn, jenis) if key in entry.claim().keys]
    claims = [entry.claim() for entry in versions]
    for entry in versions:
        hidden = hidden_areas(entry.claim(), claims).get(key, ())
        if entry.wilayah in hidden:
            continue
        where = [_within(kode, area)]
        if hidden:
            where.append(not_(or_(*(_within(kode, other) for other in hidden))))
        yield entry, where


def _within(kode: Column, area: str) -> Any:
    return or_(kode == area, kode.startswith(area + ".", autoescape=True))
