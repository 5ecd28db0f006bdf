"""What is published, as pandas frames: the only way in which the rest of the application reads data.

Frames are built whole and meant to be kept by ``published_fingerprint``; whoever gets one must not change it. With ``area``
(a province) only its rows are read: what else the store holds costs neither time nor memory.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Engine

from lib.domain.indeks import indices
from lib.domain.shown_area import touches
from lib.domain.status import STATUS
from lib.domain.wilayah import TINGKAT, Tingkat, at_tingkat, tingkat
from lib.store import versions
from lib.store.columns import coded, columns, dates, floats, ids_of, in_force, inside, within
from lib.store.tables import SIFAT, Wilayah
from lib.store.transactions import read
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
_LONGEST: Final[dict[Tingkat, int]] = {"provinsi": 2, "kabupaten": 5, "kecamatan": 8, "desa": 13}
_ANCESTORS: Final = {"kab": "kabupaten", "kec": "kecamatan"}


def published_fingerprint(engine: Engine) -> str:
    """One cheap query; changes whenever what is published changes, so frames and everything from them is kept by it."""
    with read(engine) as conn:
        return versions.fingerprint(conn)


def _published(conn: Connection, jenis: str, area: str | None) -> list[VersionInfo]:
    return [info for info in versions.published(conn, jenis) if touches(info.wilayah, area)]


def wilayah_frame(engine: Engine, area: str | None = None, level: Tingkat = "desa") -> pd.DataFrame:
    """All wilayah (of ``area``) down to ``level``, sorted by code.

    Index ``kode``; columns ``tingkat`` (ordered category), ``jenis``, ``nama``, ``kode_induk``, ``sebutan``, ``kode_bps``,
    ``lintang`` and ``bujur`` (degrees), ``luas_km2``, ``penduduk`` (Int64), ``berlaku_dari`` and ``berlaku_sampai``
    (datetime64), and ``kab`` and ``kec``: codes of the ancestors at those levels, missing where there is none.
    """
    names = [column.name for column in Wilayah.__table__.columns]
    which = f"{inside('kode', area)} AND length(kode) <= {_LONGEST[level]}"
    with read(engine) as conn:
        parts = columns(conn, f"SELECT {', '.join(names)} FROM wilayah WHERE {which}", len(names))  # noqa: S608
    data: dict[str, Any] = dict(zip(names, parts, strict=True))
    codes: list[str] = data["kode"]
    frame = pd.DataFrame(
        {"kode": pd.array(codes, dtype="str"), "tingkat": within(_TINGKAT, [tingkat(kode) for kode in codes])}
        | {name: pd.array(data[name], dtype="str") for name in ("jenis", "nama", "kode_induk", "sebutan", "kode_bps")}
        | {name: floats(data[name]) for name in ("lintang", "bujur", "luas_km2")}
        | {"penduduk": pd.array(data["penduduk"], dtype="Int64")}
        | {name: dates(data[name]) for name in ("berlaku_dari", "berlaku_sampai")}
        | {name: pd.array([_ancestor(kode, level) for kode in codes], dtype="str") for name, level in _ANCESTORS.items()}
    )
    return frame.set_index("kode").sort_index()


def _ancestor(kode: str, level: Any) -> str | None:
    return at_tingkat(kode, level) if TINGKAT.index(tingkat(kode)) > TINGKAT.index(level) else None


def nilai_frame(engine: Engine, area: str | None = None) -> pd.DataFrame:
    """Scores and status in force: exactly one row per desa and year, sorted by desa and year.

    Columns ``kode_desa`` (category), ``tahun`` (int16), ``indeks`` (category), ``nilai`` (float64, on the index's scale),
    ``status`` as published and ``status_hitung`` as computed (ordered categories over ``STATUS``),
    ``dibawa_dari_tahun`` (Int16), ``sifat`` (category), ``versi_id`` (int32), and one float64 column per dimension of
    every index (``iks``, ``ike``, ``ikl``, ``dld``, ...), NaN where it is not of that year's index.

    The version in force for a desa speaks alone: a desa that it leaves out has no row, even if an older version had one.
    """
    with read(engine) as conn:
        infos = _published(conn, "indeks", area)
        # Version by version, so that the driver's rows never take more memory than one year.
        parts = [_nilai_part(conn, info, area) for info in infos]
    kode = coded([kode for part in parts for kode in part["kode_desa"]])
    indeks = pd.CategoricalDtype(list(indices()))
    joined = {name: _joined(parts, name) for name in (*_NUMBERS, *_dimensions(*indices()))}
    tahun, versi = (_repeated(parts, values, "int32") for values in ([i.tahun or 0 for i in infos], [i.id for i in infos]))
    sifat = _repeated(parts, [SIFAT.index(info.sifat) for info in infos], "int8")
    frame = pd.DataFrame(
        {
            "kode_desa": kode,
            "tahun": tahun.astype("int16"),
            "indeks": pd.Categorical.from_codes(_joined(parts, "indeks").astype("int8"), dtype=indeks),
            "nilai": joined.pop("nilai"),
            "status": pd.Categorical.from_codes(_joined(parts, "status").astype("int8"), dtype=_STATUS),
            "status_hitung": pd.Categorical.from_codes(_joined(parts, "status_hitung").astype("int8"), dtype=_STATUS),
            "dibawa_dari_tahun": pd.array(joined.pop("dibawa_dari_tahun"), dtype="Int16"),
            "sifat": pd.Categorical.from_codes(sifat, dtype=_SIFAT),
            "versi_id": versi,
        }
        | joined
    )
    frame = frame[in_force(versi, kode, tahun, None, infos)]
    frame = frame.assign(kode_desa=frame["kode_desa"].cat.remove_unused_categories())
    return frame.sort_values(["kode_desa", "tahun"], ignore_index=True)


_NUMBERS: Final = ("nilai", "dibawa_dari_tahun")
_CLASSES: Final = ("indeks", "status", "status_hitung")


def _nilai_part(conn: Connection, info: VersionInfo, area: str | None) -> dict[str, Any]:
    """One version's codes as a list, and its other columns as arrays: numbers as float64, classes as category codes."""
    names = ("kode_desa", *_NUMBERS, *_CLASSES)
    which = f"versi_id = {info.id} AND {inside('kode_desa', area if area != info.wilayah else None)}"
    query = f"SELECT {', '.join(names)} FROM nilai_indeks WHERE {which} ORDER BY kode_desa"  # noqa: S608
    part: dict[str, Any] = dict(zip(names, columns(conn, query, len(names)), strict=True))
    wide = _dimensions(*sorted(set(part["indeks"])))
    cases = ", ".join(f"max(CASE WHEN dimensi = '{name}' THEN nilai END)" for name in wide)
    # The database spreads the long rows over columns: a third of the rows have to pass through the driver.
    query = f"SELECT kode_desa, {cases or 'NULL'} FROM nilai_dimensi WHERE {which}"  # noqa: S608
    codes, *dimensions = columns(conn, f"{query} GROUP BY kode_desa ORDER BY kode_desa", len(wide) + 1)
    for name in _NUMBERS:
        part[name] = floats(part[name])
    for name, known in (("indeks", tuple(indices())), ("status", STATUS), ("status_hitung", STATUS)):
        place = {value: float(code) for code, value in enumerate(known)}
        part[name] = floats([place.get(value, -1.0) for value in part[name]])
    for name, values in zip(wide, dimensions, strict=False):
        part[name] = _matched(part["kode_desa"], codes, floats(values))
    return part


def _matched(wanted: list[str], codes: list[str], values: np.ndarray) -> np.ndarray:
    if wanted == codes:
        return values
    by_code = dict(zip(codes, values, strict=True))
    return floats([by_code.get(kode, np.nan) for kode in wanted])


def _dimensions(*ids: str) -> list[str]:
    return [entry.id for name in ids for entry in indices()[name].dimensi]


def _joined(parts: list[dict[str, Any]], name: str) -> np.ndarray:
    """A column over all parts, NaN in the parts that lack it."""
    empty = [np.full(len(part["kode_desa"]), np.nan) if name not in part else part[name] for part in parts]
    return np.concatenate([np.array([]), *empty])


def _repeated(parts: list[dict[str, Any]], values: list[int], dtype: str) -> np.ndarray:
    """One value per part, repeated for its rows."""
    return np.repeat(np.array(values, dtype=dtype), [len(part["kode_desa"]) for part in parts])


def cakupan_frame(engine: Engine, area: str | None = None) -> pd.DataFrame:
    """Coverage in force: one row per programme, area, date and stage, sorted by these.

    Columns ``program``, ``kode_wilayah`` (categories), ``tanggal`` (datetime64), ``tahap`` (category), ``jumlah`` (int64,
    units of the programme), ``sifat`` (category), ``versi_id`` (int32), ``lingkup`` (category: the area that the row's version
    speaks for) and ``urutan`` (int32: the order of its publication). Each date of a version is a whole snapshot of its scope.
    """
    names = ("program", "kode_wilayah", "tanggal", "tahap", "jumlah", "versi_id")
    with read(engine) as conn:
        infos = _published(conn, "program", area)
        which = f"versi_id IN ({ids_of(infos)}) AND {inside('kode_wilayah', area)}"
        query = f"SELECT {', '.join(names)} FROM cakupan_program WHERE {which}"  # noqa: S608
        program, kode, tanggal, tahap, jumlah, versi = columns(conn, query, len(names))
    frame = pd.DataFrame(
        {
            "program": coded(program),
            "kode_wilayah": coded(kode),
            "tanggal": dates(tanggal),
            "tahap": coded(tahap),
            "jumlah": np.array(jumlah, dtype="int64"),
            "sifat": _sifat(versi, infos),
            "versi_id": np.array(versi, dtype="int32"),
            "lingkup": _of_version(versi, {info.id: info.wilayah for info in infos}),
            "urutan": _order(versi, infos),
        }
    )
    keep = in_force(frame["versi_id"].to_numpy(), coded(kode), frame["tanggal"].dt.year.to_numpy(), coded(program), infos)
    return frame[keep].sort_values(["program", "kode_wilayah", "tanggal", "tahap"], ignore_index=True)


def prestasi_frame(engine: Engine, area: str | None = None) -> pd.DataFrame:
    """Awards in force, newest first.

    Columns ``kode_wilayah``, ``tahun`` (int16), ``ajang``, ``tingkat``, ``hasil``, ``sumber``, ``sifat`` (category).
    """
    names = ("kode_wilayah", "tahun", "ajang", "tingkat", "hasil", "sumber", "versi_id")
    with read(engine) as conn:
        infos = _published(conn, "prestasi", area)
        which = f"versi_id IN ({ids_of(infos)}) AND {inside('kode_wilayah', area)}"
        query = f"SELECT {', '.join(names)} FROM prestasi WHERE {which} ORDER BY id"  # noqa: S608
        kode, tahun, *texts, versi = columns(conn, query, len(names))
    frame = pd.DataFrame(
        {"kode_wilayah": pd.array(kode, dtype="str"), "tahun": np.array(tahun, dtype="int16")}
        | {name: pd.array(values, dtype="str") for name, values in zip(names[2:6], texts, strict=True)}
        | {"sifat": _sifat(versi, infos)}
    )
    keep = in_force(np.array(versi, dtype="int32"), coded(kode), frame["tahun"].to_numpy(), None, infos)
    return frame[keep].sort_values(["tahun", "kode_wilayah"], ascending=[False, True], kind="stable", ignore_index=True)


def _of_version(versi: list[int], values: dict[int, str]) -> pd.Categorical:
    return coded([values[versi_id] for versi_id in versi])


def _order(versi: list[int], infos: list[VersionInfo]) -> np.ndarray:
    of_version = {info.id: info.urutan_terbit or 0 for info in infos}
    return np.array([of_version[versi_id] for versi_id in versi], dtype="int32")


def _sifat(versi: list[int], infos: list[VersionInfo]) -> pd.Categorical:
    of_version = {info.id: info.sifat for info in infos}
    return within(_SIFAT, [of_version[versi_id] for versi_id in versi])
