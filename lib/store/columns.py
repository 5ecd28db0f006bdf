"""From the driver's rows to arrays: what every frame of the store is made of."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from lib.store.precedence import hidden_areas
from lib.store.transactions import driver_errors
from lib.store.versions import VersionInfo

DATE: Final = "datetime64[s]"


def columns(conn: Connection, query: str, width: int) -> list[list]:
    """The columns of a query's result, straight from the driver: several times faster than SQLAlchemy's rows."""
    cursor: Any = conn.connection.cursor()
    with closing(cursor), driver_errors(conn, query):
        cursor.execute(query)
        rows = cursor.fetchall()
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def ids_of(infos: list[VersionInfo]) -> str:
    """The ids of versions for ``IN (...)``; 0 is nobody's."""
    return ", ".join(str(info.id) for info in infos) or "0"


def inside(column: str, area: str | None) -> str:
    """The condition that a code lies within a province (None: anywhere); no collation of the database changes it."""
    if area is None:
        return "1 = 1"
    if not (area.isascii() and area.isdigit()):
        raise ValueError(area)
    return f"substr({column}, 1, {len(area)}) = '{area}'"


def coded(values: Iterable[str]) -> pd.Categorical:
    """Codes as a category, sorted."""
    codes, found = pd.factorize(np.array(values, dtype=object), sort=True)
    return pd.Categorical.from_codes(codes, pd.Index(found, dtype="str"))


def within(dtype: pd.CategoricalDtype, values: list) -> pd.Categorical:
    """Values as a fixed category; None and anything unknown is missing."""
    place = {value: code for code, value in enumerate(dtype.categories)}
    return pd.Categorical.from_codes([place.get(value, -1) for value in values], dtype=dtype)


def floats(values: list) -> np.ndarray:
    """Numbers as float64, None as NaN."""
    return np.array(values, dtype="float64")


def dates(values: list) -> pd.DatetimeIndex:
    """Dates of either driver: SQLite keeps ISO text, PostgreSQL gives dates."""
    codes, found = pd.factorize(np.array([None if value is None else str(value) for value in values], dtype=object))
    return pd.DatetimeIndex(np.array([*found, "NaT"], dtype=DATE)[codes])


def in_force(
    versi: np.ndarray, area: pd.Categorical, years: np.ndarray, program: pd.Categorical | None, infos: list[VersionInfo]
) -> np.ndarray:
    """True for the rows of published versions that no later publication hides (see ``lib.store.precedence``)."""
    keep = np.ones(len(versi), dtype=bool)
    claims = [info.claim() for info in infos]
    names = area.categories
    for claim in claims:
        for (programme, year), areas in hidden_areas(claim, claims).items():
            rows = (versi == claim.versi_id) & (years == year)
            if program is not None:
                rows &= np.asarray(program == programme)
            if claim.wilayah not in areas:
                inside = np.zeros(len(names), dtype=bool)
                for kode in areas:
                    inside |= np.asarray(names.str.startswith(kode + ".") | (names == kode))
                rows &= inside[area.codes]
            keep &= ~rows
    return keep
