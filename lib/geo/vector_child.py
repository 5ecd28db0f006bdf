"""Reads a GeoPackage or Shapefile in a process of its own: ``python vector_child.py FILE MEGABYTES SECONDS FEATURES``.

GDAL is compiled code, and a damaged file may make it ask for any amount of memory, or end the process: this process is not
the application's. Which kind of file it is has been made sure of before, and its name says so. It prints JSON lines: the CRS
and the columns, then one line per feature with its attributes and its geometry as hexadecimal WKB. It imports nothing of the
application.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    """Read the file of the command line within its limits."""
    path, megabytes, seconds, features = sys.argv[1], *map(int, sys.argv[2:5])
    _limit(megabytes, seconds)
    import pyogrio
    import pyogrio.raw

    layers = pyogrio.list_layers(path)
    layer = next((name for name, kind in layers if kind and "Polygon" in kind), layers[0][0] if len(layers) else None)
    meta, _fids, geometry, columns = pyogrio.raw.read(path, layer=layer, max_features=features + 1, datetime_as_string=True)
    sys.stdout.write(json.dumps({"crs": meta["crs"], "kolom": [str(name) for name in meta["fields"]]}) + "\n")
    for place, shape in enumerate(geometry):
        values = [_value(column[place]) for column in columns]
        sys.stdout.write(json.dumps([values, None if shape is None else shape.hex()]) + "\n")
    sys.stdout.flush()


def _limit(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2, megabytes * 1024**2))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _value(value: Any) -> Any:
    if value is None or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, bool | int | float) else str(value)[:300]


if __name__ == "__main__":
    main()
