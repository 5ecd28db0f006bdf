"""Small drafts for tests of versions and frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Engine

from lib.domain.roles import Pelaku
from lib.domain.wilayah import is_within
from lib.store.rows import DraftRows
from lib.store.transactions import write
from lib.store.versions import DraftMeta, create_draft, publish
from tests.people import pengelola

ANALYST = pengelola("analis")
DESA = (
    "18.01.04.2001",
    "18.01.04.2002",
    "18.01.05.2001",
    "18.02.01.2001",
    "18.02.01.2002",
    "18.10.01.2001",
)


def meta(jenis: str = "indeks", tahun: int | None = 2024, wilayah: str = "18", sifat: str = "resmi", **more: object) -> DraftMeta:
    values: dict = {
        "penerbit": "Kementerian Desa",
        "judul": "IDM",
        "url": "https://contoh.id",
        "lisensi": "CC BY",
        "tanggal": dt.date(2024, 7, 1),
        "berkas": "idm.csv",
        "sha256": "0" * 64,
    }
    return DraftMeta(jenis=jenis, tahun=tahun, wilayah=wilayah, sifat=sifat, **(values | more))


def nilai(value: float, tahun: int = 2024, wilayah: str = "18", desa: Iterable[str] = DESA) -> DraftRows:
    """The same score for each desa within ``wilayah``."""
    codes = [kode for kode in desa if is_within(kode, wilayah)]
    return DraftRows(
        nilai=[(kode, tahun, "idm", value, "maju", "maju", None) for kode in codes],
        dimensi=[(kode, tahun, name, value) for kode in codes for name in ("iks", "ike", "ikl")],
    )


def cakupan(jumlah: int, years: Iterable[int], program: str = "smart_village", wilayah: str = "18") -> DraftRows:
    codes = [kode for kode in DESA if is_within(kode, wilayah)]
    return DraftRows(cakupan=[(program, kode, dt.date(tahun, 12, 31), "aktif", jumlah) for kode in codes for tahun in years])


def draft(engine: Engine, of: DraftMeta, rows: DraftRows, pelaku: Pelaku = ANALYST) -> int:
    with write(engine) as conn:
        return create_draft(conn, of, rows, pelaku=pelaku)


def published(engine: Engine, of: DraftMeta, rows: DraftRows) -> int:
    versi_id = draft(engine, of, rows)
    publish(engine, versi_id, pelaku=pengelola("kepala"))
    return versi_id
