"""Answers of the open data as CSV, JSON and GeoJSON: column ids as names, plain values, and what they are worth beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from lib.export.tables.geojson import collection, features, plain
from lib.export.tables.sheet import safe_text
from lib.view.frame.tables import TableDescription


def open_csv(table: TableDescription) -> bytes:
    """UTF-8, comma, decimal point, LF-free cells safe to open in a spreadsheet; one header row of column ids."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.id for column in table.kolom])
    for row in table.frame.itertuples(index=False, name=None):
        writer.writerow([safe_text(cell) if isinstance(cell, str) else cell for cell in map(plain, row)])
    return out.getvalue().encode()


def open_json(table: TableDescription, meta: dict[str, Any]) -> bytes:
    """``{"meta": {...}, "data": [{column: value}]}``; null where absent."""
    body = {"meta": meta | {"kolom": explained(table)}, "data": [properties for _kode, properties in _rows(table)]}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def open_geojson(table: TableDescription, meta: dict[str, Any], geometry: Callable[[str], str]) -> bytes:
    """A FeatureCollection with the code as id of each feature and ``meta`` beside the features; no polygon: geometry null."""
    rows = _rows(table)
    return collection(features((kode for kode, _row in rows), rows, geometry), {"meta": meta | {"kolom": explained(table)}})


def explained(table: TableDescription) -> list[dict[str, str]]:
    """What each column means, in which unit, from where."""
    return [
        {"id": column.id, "nama": column.label, "arti": column.penjelasan, "satuan": column.satuan, "sumber": column.sumber}
        for column in table.kolom
    ]


def _rows(table: TableDescription) -> list[tuple[str, dict[str, Any]]]:
    names = [column.id for column in table.kolom]
    return [
        (str(kode), dict(zip(names, map(plain, row), strict=True)))
        for kode, row in zip(table.frame.index, table.frame.itertuples(index=False, name=None), strict=True)
    ]
