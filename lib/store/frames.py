"""What is published, as pandas frames: the only way in which the rest of the application reads data.

Frames are built whole and meant to be kept by ``published_fingerprint``; whoever gets one must not change it.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Engine

from lib.domain.indeks import indices
from lib.domain.status import STATUS
from lib.domain.wilayah import TINGKAT, at_tingkat, tingkat
from lib.store import versions
from lib.store.precedence import hidden_areas
from lib.store.tables import SIFAT, Wilayah
from lib.store.transactions import driver_errors, read
from lib.store.versions import VersionInfo, published_versions

__all__ = [
    "cakupan_frame",
    "nilai_frame",
    "prestasi_frame",
    "published_fingerprint",
    "published_versions",
    "wilayah_frame",
]

_STATUS: Final = pd.CategoricalDtype(list(STATUS), ordered=True)
_SIFAT: Final = pd.CategoricalDtype(list(SIFAT))
_TINGKAT: Final = pd.CategoricalDtype(list(TINGKAT), ordered=True)
_DATE: Final = "datetime64[s]"


def published_fingerprint(engine: Engine) -> str:
    """One cheap query; changes whenever what is published changes, so frames and everything from them is kept by it."""
    with read(engine) as conn:
        return versions.fingerprint(conn)


def wilayah_frame(engine: Engine) -> pd.DataFrame:
    """All wilayah, sorted by code.

    Index ``kode``; columns ``tingkat`` (ordered category), ``jenis``, ``nama``, ``kode_induk``, ``sebutan``, ``kode_bps``,
    ``lintang`` and ``bujur`` (degrees), ``luas_km2``, ``penduduk`` (Int64), ``berlaku_dari`` and ``berlaku_sampai``
    (datetime64), and ``kab`` and ``kec``: codes of the ancestors at those levels, missing where there is none.
    """
    columns = [column.name for column in Wilayah.__table__.columns]
    with read(engine) as conn:
        parts = _columns(conn, f"SELECT {', '.join(columns)} FROM wilayah", len(columns))  # noqa: S608
    data: dict[str, Any] = dict(zip(columns, parts, strict=True))
    codes: list[str] = data["kode"]
    text = ("kode", "jenis", "nama", "kode_induk", "sebutan", "kode_bps")
    frame = pd.DataFrame(
        {"kode": pd.array(codes, dtype="str"), "tingkat": pd.Categorical([tingkat(kode) for kode in codes], dtype=_TINGKAT)}
        | {name: pd.array(data[name], dtype="str") for name in text[1:]}
        | {name: _floats(data[name]) for name in ("lintang", "bujur", "luas_km2")}
        | {"penduduk": pd.array(data["penduduk"], dtype="Int64")}
        | {name: _dates(data[name]) for name in ("berlaku_dari", "berlaku_sampai")}
        | {name: pd.array([_ancestor(kode, level) for kode in codes], dtype="str") for name, level in _ANCESTORS.items()}
    )
    return frame.set_index("kode").sort_index()


_ANCESTORS: Final = {"kab": "kabupaten", "kec": "kecamatan"}


def _ancestor(kode: str, level: Any) -> str | None:
    return at_tingkat(kode, level) if TINGKAT.index(tingkat(kode)) > TINGKAT.index(level) else None


def nilai_frame(engine: Engine) -> pd.DataFrame:
    """Scores and status in force: exactly one row per desa and year, sorted by desa and year.

    Columns ``kode_desa`` (category), ``tahun`` (int16), ``indeks`` (category), ``nilai`` (float64, on the index's scale),
    ``status`` as published and ``status_hitung`` as computed (ordered categories over ``STATUS``),
    ``dibawa_dari_tahun`` (Int16), ``sifat`` (category), ``versi_id`` (int32), and one float64 column per dimension of
    every index (``iks``, ``ike``, ``ikl``, ``dld``, ...), NaN where it is not of that year's index.

    The version in force for a desa speaks alone: a desa that it leaves out has no row, even if an older version had one.
    """
    with read(engine) as conn:
        infos = versions.published(conn, "indeks")
        ids = ", ".join(str(info.id) for info in infos) or "0"
        kode, tahun, indeks, nilai, status, hitung, dibawa, versi = _columns(
            conn,
            "SELECT kode_desa, tahun, indeks, nilai, status, status_hitung, dibawa_dari_tahun, versi_id"  # noqa: S608
            f" FROM nilai_indeks WHERE versi_id IN ({ids})",
            8,
        )
        dimensions = _columns(
            conn,
            f"SELECT kode_desa, tahun, dimensi, nilai, versi_id FROM nilai_dimensi WHERE versi_id IN ({ids})",  # noqa: S608
            5,
        )
    codes, categories = _coded(kode)
    frame = pd.DataFrame(
        {
            "kode_desa": pd.Categorical.from_codes(codes, categories),
            "tahun": np.array(tahun, dtype="int16"),
            "indeks": pd.Categorical(indeks, categories=list(indices())),
            "nilai": _floats(nilai),
            "status": pd.Categorical(status, dtype=_STATUS),
            "status_hitung": pd.Categorical(hitung, dtype=_STATUS),
            "dibawa_dari_tahun": pd.array(dibawa, dtype="Int16"),
            "sifat": _sifat(versi, infos),
            "versi_id": np.array(versi, dtype="int32"),
        }
    )
    _add_dimensions(frame, dimensions)
    frame = frame[_in_force(frame, frame["kode_desa"].cat, frame["tahun"].to_numpy(), None, infos)]
    frame = frame.assign(kode_desa=frame["kode_desa"].cat.remove_unused_categories())
    return frame.sort_values(["kode_desa", "tahun"], ignore_index=True)


def _add_dimensions(frame: pd.DataFrame, long: list[list]) -> None:
    """Spread the long dimension rows over columns of ``frame``, matched by version, desa and year."""
    kode, tahun, dimensi, nilai, versi = long
    categories = frame["kode_desa"].cat.categories
    place = categories.get_indexer(pd.Index(kode, dtype=object)) if kode else np.array([], dtype="int64")

    def key(versi_id: Any, tahun: Any, code: Any) -> np.ndarray:
        return (versi_id.astype("int64") * 10_000 + tahun) * (len(categories) + 1) + code

    own = key(frame["versi_id"].to_numpy(), frame["tahun"].to_numpy(), frame["kode_desa"].cat.codes.to_numpy())
    order = np.argsort(own, kind="stable")
    wanted = key(np.array(versi, dtype="int64"), np.array(tahun, dtype="int64"), place)
    found = np.searchsorted(own, wanted, sorter=order)
    found = order[np.minimum(found, max(len(own) - 1, 0))] if len(own) else found
    known = (own[found] == wanted) & (place >= 0) if len(own) else np.zeros(len(wanted), dtype=bool)
    values, names = _floats(nilai), np.array(dimensi, dtype=object)
    for dimension in (entry.id for indeks in indices().values() for entry in indeks.dimensi):
        column = np.full(len(frame), np.nan)
        mine = known & (names == dimension)
        column[found[mine]] = values[mine]
        frame[dimension] = column


def cakupan_frame(engine: Engine) -> pd.DataFrame:
    """Coverage in force: one row per programme, area, date and stage, sorted by these.

    Columns ``program``, ``kode_wilayah`` (categories), ``tanggal`` (datetime64), ``tahap`` (category), ``jumlah`` (int64,
    units of the programme), ``sifat`` (category), ``versi_id`` (int32). Each date is a whole snapshot.
    """
    with read(engine) as conn:
        infos = versions.published(conn, "program")
        ids = ", ".join(str(info.id) for info in infos) or "0"
        program, kode, tanggal, tahap, jumlah, versi = _columns(
            conn,
            "SELECT program, kode_wilayah, tanggal, tahap, jumlah, versi_id"  # noqa: S608
            f" FROM cakupan_program WHERE versi_id IN ({ids})",
            6,
        )
    codes, categories = _coded(kode)
    frame = pd.DataFrame(
        {
            "program": pd.Categorical(program),
            "kode_wilayah": pd.Categorical.from_codes(codes, categories),
            "tanggal": _dates(tanggal),
            "tahap": pd.Categorical(tahap),
            "jumlah": np.array(jumlah, dtype="int64"),
            "sifat": _sifat(versi, infos),
            "versi_id": np.array(versi, dtype="int32"),
        }
    )
    years = frame["tanggal"].dt.year.to_numpy()
    frame = frame[_in_force(frame, frame["kode_wilayah"].cat, years, frame["program"], infos)]
    return frame.sort_values(["program", "kode_wilayah", "tanggal", "tahap"], ignore_index=True)


def prestasi_frame(engine: Engine) -> pd.DataFrame:
    """Awards in force, newest first.

    Columns ``kode_wilayah``, ``tahun`` (int16), ``ajang``, ``tingkat``, ``hasil``, ``sumber``, ``sifat`` (category).
    """
    columns = ("kode_wilayah", "tahun", "ajang", "tingkat", "hasil", "sumber", "versi_id")
    with read(engine) as conn:
        infos = versions.published(conn, "prestasi")
        ids = ", ".join(str(info.id) for info in infos) or "0"
        query = f"SELECT {', '.join(columns)} FROM prestasi WHERE versi_id IN ({ids}) ORDER BY id"  # noqa: S608
        data: dict[str, Any] = dict(zip(columns, _columns(conn, query, len(columns)), strict=True))
    codes, categories = _coded(data["kode_wilayah"])
    area = pd.Series(pd.Categorical.from_codes(codes, categories))
    frame = pd.DataFrame({name: pd.array(data[name], dtype="str") for name in columns if name not in ("tahun", "versi_id")})
    frame.insert(1, "tahun", np.array(data["tahun"], dtype="int16"))
    frame["sifat"] = _sifat(data["versi_id"], infos)
    frame["versi_id"] = np.array(data["versi_id"], dtype="int32")
    frame = frame[_in_force(frame, area.cat, frame["tahun"].to_numpy(), None, infos)].drop(columns="versi_id")
    return frame.sort_values(["tahun", "kode_wilayah"], ascending=[False, True], kind="stable", ignore_index=True)


def _in_force(
    frame: pd.DataFrame, area: Any, years: np.ndarray, program: pd.Series | None, infos: list[VersionInfo]
) -> np.ndarray:
    """True for the rows that no later publication hides; ``area`` is the ``.cat`` of the column of codes."""
    keep = np.ones(len(frame), dtype=bool)
    claims = [info.claim() for info in infos]
    codes, names = area.codes.to_numpy(), area.categories
    versi = frame["versi_id"].to_numpy()
    for claim in claims:
        for (programme, year), areas in hidden_areas(claim, claims).items():
            rows = (versi == claim.versi_id) & (years == year)
            if program is not None:
                rows &= (program == programme).to_numpy()
            if claim.wilayah not in areas:
                inside = np.zeros(len(names), dtype=bool)
                for kode in areas:
                    inside |= np.asarray(names.str.startswith(kode + ".") | (names == kode))
                rows &= inside[codes]
            keep &= ~rows
    return keep


def _columns(conn: Connection, query: str, width: int) -> list[list]:
    """The columns of a query's result, straight from the driver: five times faster than rows of the ORM's kind."""
    cursor: Any = conn.connection.cursor()
    with closing(cursor), driver_errors(conn, query):
        cursor.execute(query)
        rows = cursor.fetchall()
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _coded(values: list[str]) -> tuple[np.ndarray, pd.Index]:
    codes, found = pd.factorize(np.array(values, dtype=object), sort=True)
    return codes, pd.Index(found, dtype="str")


def _floats(values: list) -> np.ndarray:
    return np.array(values, dtype="float64")


def _dates(values: list) -> pd.DatetimeIndex:
    """Dates from either driver: SQLite keeps ISO text, PostgreSQL gives dates."""
    codes, found = pd.factorize(np.array([None if v is None else str(v) for v in values], dtype=object))
    known = np.array([*found, "NaT"], dtype=_DATE)
    return pd.DatetimeIndex(known[codes])


def _sifat(versi: list[int], infos: list[VersionInfo]) -> pd.Categorical:
    place = {info.id: SIFAT.index(info.sifat) for info in infos}
    return pd.Categorical.from_codes([place[versi_id] for versi_id in versi], dtype=_SIFAT)
