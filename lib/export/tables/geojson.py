"""A table as GeoJSON: a feature per row, the polygon of its area where there is one, the source beside the features."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from lib.view.frame.tables import TableDescription, absent

NO_GEOMETRY: Final = "null"


def plain(value: Any) -> Any:
    """A cell as JSON holds it: text, whole number, number, ISO date; None where absent."""
    if absent(value):
        return None
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    number = value.item() if hasattr(value, "item") else value
    return round(number, 6) if isinstance(number, float) else number


def features(ids: Iterable[str], rows: Iterable[tuple[str, dict[str, Any]]], geometry: Callable[[str], str]) -> str:
    """The members of a ``features`` array: ``rows`` are (code, properties), ``ids`` their feature ids.

    ``geometry`` gives the JSON text of an area's geometry, so that no polygon is taken apart and written again.
    """
    return ",".join(
        f'{{"type":"Feature","id":{json.dumps(name)},"geometry":{geometry(kode)},"properties":{_text(properties)}}}'
        for name, (kode, properties) in zip(ids, rows, strict=True)
    )


def to_geojson(table: TableDescription, geometry: Callable[[str], str]) -> bytes:
    """UTF-8 GeoJSON (RFC 7946, WGS84) of a table whose index holds area codes.

    Properties are the columns by id; an area without a polygon has geometry null and stays. ``geometry`` gives an area's
    geometry as JSON text or ``null``. Beside the features: title, source, columns, and whether illustrative rows are in it.
    """
    names = [column.id for column in table.kolom]
    rows = [
        (str(kode), dict(zip(names, map(plain, row), strict=True)))
        for kode, row in zip(table.frame.index, table.frame.itertuples(index=False, name=None), strict=True)
    ]
    about = {
        "judul": table.judul,
        "sumber": table.sumber,
        "contoh": table.contoh,
        "kolom": {column.id: column.long_explanation for column in table.kolom},
    }
    return collection(features((str(number) for number in range(len(rows))), rows, geometry), about)


def collection(members: str, about: dict[str, Any]) -> bytes:
    """A FeatureCollection of ``members`` (as ``features`` gives them) with the foreign members ``about``."""
    head = _text({"type": "FeatureCollection", **about})[:-1]
    return f'{head},"features":[{members}]}}'.encode()


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
