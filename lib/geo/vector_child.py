"""The part of reading a GeoPackage or Shapefile that runs in a child process of its own (``lib.work``).

GDAL is compiled code, and a damaged file may make it ask for any amount of memory, or end the process. Which kind of file it
is has been made sure of before, and its name says so. This module imports nothing of the application.
"""

from __future__ import annotations

import json
from typing import Any


def feature_lines(path: str, features: int) -> bytes:
    """JSON lines: the CRS and the columns, then one per feature with its attributes and its geometry as hexadecimal WKB.

    One more than ``features`` is read, so that the reader can see that there are more.
    """
    import pyogrio
    import pyogrio.raw

    layers = pyogrio.list_layers(path)
    layer = next((name for name, kind in layers if kind and "Polygon" in kind), layers[0][0] if len(layers) else None)
    meta, _fids, geometry, columns = pyogrio.raw.read(path, layer=layer, max_features=features + 1, datetime_as_string=True)
    lines = [json.dumps({"crs": meta["crs"], "kolom": [str(name) for name in meta["fields"]]})]
    for place, shape in enumerate(geometry):
        values = [_value(column[place]) for column in columns]
        lines.append(json.dumps([values, None if shape is None else shape.hex()]))
    return "\n".join(lines).encode()


def _value(value: Any) -> Any:
    if value is None or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, bool | int | float) else str(value)[:300]
