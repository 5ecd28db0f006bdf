"""The audit trail: who did what to what, and when. Rows are only ever added; the database itself refuses the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from lib.domain.roles import Izin
from lib.store.tables import Jejak
from lib.store.transactions import read


@dataclass(frozen=True)
class JejakEntry:
    """One row of the trail; ``waktu`` is in UTC."""

    id: int
    waktu: dt.datetime
    pelaku: str
    tindakan: str
    objek: str
    rincian: dict[str, Any]


def now() -> dt.datetime:
    """The time as the store keeps it: UTC, to the microsecond."""
    return dt.datetime.now(dt.UTC)


def as_utc(waktu: dt.datetime) -> dt.datetime:
    """A stored time as an aware one: SQLite gives it back without its zone, PostgreSQL in the session's."""
    return waktu.replace(tzinfo=dt.UTC) if waktu.tzinfo is None else waktu.astimezone(dt.UTC)


def record(conn: Connection, izin: Izin, tindakan: str, objek: str, rincian: dict[str, Any]) -> None:
    """Add one row within the transaction of ``conn``, so that a change and its trace are kept or lost together.

    The name in the trail is that of the permission; ``tindakan`` is the word that readers of the trail know.
    """
    conn.execute(
        insert(Jejak).values(waktu=now(), pelaku=izin.pelaku[:100], tindakan=tindakan[:40], objek=objek[:200], rincian=rincian)
    )


def read_audit(engine: Engine, limit: int | None = None) -> list[JejakEntry]:
    """The trail, newest first, at most ``limit`` rows."""
    with read(engine) as conn:
        rows = conn.execute(select(Jejak.__table__).order_by(Jejak.id.desc()).limit(limit)).mappings()
        return [JejakEntry(**{**row, "waktu": as_utc(row["waktu"])}) for row in rows]
