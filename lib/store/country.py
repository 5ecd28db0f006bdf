"""The figures of every province at once: sums made by the database, so that nobody loads the rows of the whole country."""

from __future__ import annotations

from typing import Final

import pandas as pd
from sqlalchemy import Engine

from lib.domain.wilayah import is_within
from lib.store.columns import columns
from lib.store.precedence import hidden_areas
from lib.store.transactions import read
from lib.store.versions import VersionInfo, published

COUNTED: Final = ("provinsi", "tahun", "status", "desa", "bernilai", "nilai")
EXPECTED: Final = ("provinsi", "kelurahan", "dari", "sampai", "jumlah")


def scores_by_province(engine: Engine) -> pd.DataFrame:
    """Desa and scores in force by province, year and status: one row for each that occurs.

    Columns ``provinsi``, ``tahun``, ``status`` ("" where none is published), ``desa`` (how many), ``bernilai`` (how many with a
    score), ``nilai`` (sum of these), and ``contoh`` (True when the version is illustrative). Only desa of the list that exist
    in the year are counted, as in ``lib.analysis.status.distribution``; precedence is that of ``lib.store.frames``.
    """
    parts = []
    with read(engine) as conn:
        infos = published(conn, "indeks")
        claims = [info.claim() for info in infos]
        for info in infos:
            hidden = hidden_areas(info.claim(), claims).get(("", info.tahun), ())
            if info.wilayah in hidden or info.tahun is None:
                continue
            found = columns(conn, _query(info, hidden), len(COUNTED))
            parts.append(pd.DataFrame(dict(zip(COUNTED, found, strict=True))).assign(contoh=info.sifat == "contoh"))
    if not parts:
        return pd.DataFrame(columns=[*COUNTED, "contoh"])
    return pd.concat(parts, ignore_index=True).astype(
        {"tahun": "int64", "desa": "int64", "bernilai": "int64", "nilai": "float64"}
    )


def _query(info: VersionInfo, hidden: tuple[str, ...]) -> str:
    """Counts of one version, without the areas where a later one speaks (codes of ours, never text from outside)."""
    last = f"{info.tahun}-12-31"
    without = "".join(f" AND substr(n.kode_desa, 1, {len(kode)}) <> '{kode}'" for kode in hidden if is_within(kode, info.wilayah))
    return (
        f"SELECT substr(n.kode_desa, 1, 2), {info.tahun}, coalesce(n.status, ''), count(*), count(n.nilai), "  # noqa: S608
        "coalesce(sum(n.nilai), 0) FROM nilai_indeks n JOIN wilayah w ON w.kode = n.kode_desa AND w.jenis = 'desa' "
        f"AND (w.berlaku_dari IS NULL OR w.berlaku_dari <= '{last}') "
        f"AND (w.berlaku_sampai IS NULL OR w.berlaku_sampai >= '{last}') "
        f"WHERE n.versi_id = {info.id}{without} GROUP BY 1, 3"
    )


def places_by_province(engine: Engine) -> pd.DataFrame:
    """How many desa and kelurahan each province has, by the dates between which they exist.

    Columns ``provinsi``, ``kelurahan`` (bool), ``dari``, ``sampai`` (ISO text, None: open), ``jumlah``.
    """
    query = (
        "SELECT substr(kode, 1, 2), jenis, berlaku_dari, berlaku_sampai, count(*) FROM wilayah "
        "WHERE jenis IN ('desa', 'kelurahan') GROUP BY 1, 2, 3, 4"
    )
    with read(engine) as conn:
        found = columns(conn, query, len(EXPECTED))
    provinsi, jenis, *days, jumlah = found
    # Texts on one database, dates on the other.
    dari, sampai = ([None if day is None else str(day) for day in column] for column in days)
    kelurahan = [kind == "kelurahan" for kind in jenis]
    frame = pd.DataFrame({"provinsi": provinsi, "kelurahan": kelurahan, "dari": dari, "sampai": sampai, "jumlah": jumlah})
    return frame.astype({"kelurahan": "bool", "jumlah": "int64"})
