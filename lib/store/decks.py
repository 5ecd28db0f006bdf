"""Decks that signed-in people have kept: each sees, replaces and deletes only the own ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from lib.domain.errors import DeckError
from lib.domain.language import N_
from lib.domain.roles import Pelaku
from lib.store.audit import as_utc, now, record
from lib.store.tables import Dek
from lib.store.transactions import read, write

MAX_DECKS: Final = 100
MAX_TITLE: Final = 160
MAX_BYTES: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """A kept deck without its content."""

    id: int
    judul: str
    diubah_pada: dt.datetime


def keep_deck(engine: Engine, judul: str, isi: str, *, pelaku: Pelaku) -> int:
    """Keep a deck (its file as text) under a title, in place of the person's own one of that title; gives its id.

    DeckError when the title is empty or too long, the deck too large, or the person keeps MAX_DECKS already. AccessDenied
    when the role does not allow it.
    """
    izin = pelaku.require("paparan")
    title = " ".join(judul.split())
    if not 0 < len(title) <= MAX_TITLE or "\x00" in title:
        raise DeckError(N_("Nama paparan harus 1–{paling} huruf."), paling=MAX_TITLE)
    if len(isi.encode()) > MAX_BYTES:
        raise DeckError(N_("Paparan itu terlalu besar untuk disimpan."), saran=N_("Kurangi slide atau catatannya."))
    values = {"isi": isi, "diubah_pada": now()}
    with write(engine) as conn:
        found = conn.execute(select(Dek.id).where(Dek.pelaku == pelaku.nama, Dek.judul == title)).scalar_one_or_none()
        if found is None:
            _refuse_full(conn, pelaku)
            conn.execute(insert(Dek).values(pelaku=pelaku.nama, judul=title, **values))
            found = conn.execute(select(Dek.id).where(Dek.pelaku == pelaku.nama, Dek.judul == title)).scalar_one()
        else:
            conn.execute(update(Dek).where(Dek.id == found).values(**values))
        record(conn, izin, "paparan simpan", str(found), {"judul": title})
    return found


def list_decks(engine: Engine, *, pelaku: Pelaku) -> list[DeckInfo]:
    """The person's own decks, the one that was changed last first."""
    pelaku.require("paparan")
    columns = (Dek.id, Dek.judul, Dek.diubah_pada)
    with read(engine) as conn:
        rows = conn.execute(select(*columns).where(Dek.pelaku == pelaku.nama).order_by(Dek.diubah_pada.desc(), Dek.id.desc()))
        return [DeckInfo(number, judul, as_utc(changed)) for number, judul, changed in rows]


def read_kept(engine: Engine, dek_id: int, *, pelaku: Pelaku) -> str:
    """The file of one of the person's own decks; DeckError when there is no such one."""
    pelaku.require("paparan")
    with read(engine) as conn:
        found = conn.execute(select(Dek.isi).where(Dek.id == dek_id, Dek.pelaku == pelaku.nama)).scalar_one_or_none()
    if found is None:
        raise _gone()
    return found


def delete_deck(engine: Engine, dek_id: int, *, pelaku: Pelaku) -> None:
    """Delete one of the person's own decks; DeckError when there is no such one."""
    izin = pelaku.require("paparan")
    with write(engine) as conn:
        judul = conn.execute(select(Dek.judul).where(Dek.id == dek_id, Dek.pelaku == pelaku.nama)).scalar_one_or_none()
        if judul is None:
            raise _gone()
        conn.execute(delete(Dek).where(Dek.id == dek_id))
        record(conn, izin, "paparan hapus", str(dek_id), {"judul": judul})


def _gone() -> DeckError:
    return DeckError(N_("Paparan tersimpan itu tidak ada lagi."), saran=N_("Muat ulang halaman untuk melihat yang ada."))


def _refuse_full(conn: Connection, pelaku: Pelaku) -> None:
    number = conn.execute(select(func.count()).where(Dek.pelaku == pelaku.nama)).scalar_one()
    if number >= MAX_DECKS:
        raise DeckError(
            N_("Paling banyak {paling} paparan per akun."), saran=N_("Hapus yang tidak dipakai lagi."), paling=MAX_DECKS
        )
