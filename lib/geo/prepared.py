"""Boundaries prepared for the browser: small, gzipped once, named by their content, and not computed twice.

The browser keeps a file for as long as its name stays the same; the name carries the hash of what is inside.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lib.domain.wilayah import TINGKAT, Tingkat, at_tingkat, is_within
from lib.geo.boundaries import LEVELS, boundary_path, read_bytes, read_collection

# Places after the point, about one metre.
DECIMALS: Final = 5
# Part of the key of the kept index: raise it when the form of the prepared files changes.
FORM: Final = 1
INDEX: Final = "batas.indeks.json"
# The largest file, compressed, that a reader may wait for; Lampung's desa stay below it, those of five provinces do not.
MOST_BYTES: Final = 150_000

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class PreparedGeometry:
    """One level ready to be served.

    ``path`` is the gzipped GeoJSON (features in the order of ``kode``, properties ``k`` code and ``n`` name, and beside the
    features a member ``nama`` with the names of ancestors); ``name`` is what to call it in an address, ``desa.<hash>.json``;
    ``bounds`` are (south, west, north, east) in degrees by code, of these areas; ``first`` is the place of the first of them in
    the file that a part was cut from.
    """

    tingkat: Tingkat
    path: Path
    name: str
    kode: tuple[str, ...]
    bytes_compressed: int
    bounds: dict[str, Bounds]
    first: int = 0


def prepare(folder: Path | None, out: Path, levels: tuple[Tingkat, ...] = LEVELS) -> dict[Tingkat, PreparedGeometry]:
    """The three levels (or ``levels``) of ``folder`` (None: the shipped boundaries) prepared in ``out``, kabupaten first.

    Work is done only when an input changed since the index in ``out`` was written. Equal input gives equal bytes and names.
    Two processes may do it at once: files are put in place whole. Raises BoundaryError when an input is missing or damaged.
    """
    sources = {tingkat: read_bytes(boundary_path(tingkat, folder)) for tingkat in levels}
    key = hashlib.sha256(
        str(FORM).encode() + b"".join(hashlib.sha256(content).digest() for content in sources.values())
    ).hexdigest()
    kept = _kept(out, key, levels)
    if kept:
        return kept
    collections = {tingkat: read_collection(tingkat, folder) for tingkat in levels}
    names = {
        tingkat: {feature["properties"]["kode"]: feature["properties"]["nama"] for feature in content["features"]}
        for tingkat, content in collections.items()
    }
    prepared = {tingkat: _prepare_level(tingkat, collections[tingkat], names, out) for tingkat in levels}
    index = {
        "key": key,
        "levels": {
            tingkat: {"name": entry.name, "bytes": entry.bytes_compressed, "bounds": entry.bounds}
            for tingkat, entry in prepared.items()
        },
    }
    _put(out / INDEX, json.dumps(index, separators=(",", ":")).encode())
    return prepared


def prepare_part(whole: PreparedGeometry, area: str) -> PreparedGeometry:
    """The areas of ``whole`` inside ``area`` as a file of their own beside it, cut when it is first asked for.

    It is named by what it is cut from, ``desa.33.02.<hash>.json``, so a later start finds it without reading the whole one.
    """
    inside = [place for place, kode in enumerate(whole.kode) if is_within(kode, area)]
    # In the order of codes they stand together.
    first = inside[0] if inside else 0
    bounds = {kode: whole.bounds[kode] for kode in whole.kode[first : first + len(inside)]}
    cut_from = hashlib.sha256(f"{FORM} {whole.name}".encode()).hexdigest()[:12]
    name = f"{whole.tingkat}.{area}.{cut_from}.json"
    path = whole.path.with_name(f"{name}.gz")
    if not _is_whole(path):
        content = json.loads(gzip.decompress(whole.path.read_bytes()))
        ancestors = {at_tingkat(kode, level) for kode in bounds for level in TINGKAT[1 : TINGKAT.index(whole.tingkat)]}
        content["nama"] = {kode: nama for kode, nama in content["nama"].items() if kode in ancestors}
        content["features"] = content["features"][first : first + len(inside)]
        _put(path, _packed(_text(content)))
    return PreparedGeometry(whole.tingkat, path, name, tuple(bounds), path.stat().st_size, bounds, first)


def _is_whole(path: Path) -> bool:
    try:
        return bool(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error):
        return False


def _kept(out: Path, key: str, levels: tuple[Tingkat, ...]) -> dict[Tingkat, PreparedGeometry] | None:
    """What an earlier call left in ``out`` for this key; None when there is nothing, or when it is not whole."""
    try:
        index = json.loads((out / INDEX).read_bytes())
        if index["key"] != key:
            return None
        found: dict[Tingkat, PreparedGeometry] = {}
        for tingkat in levels:
            level = index["levels"][tingkat]
            path = out / f"{level['name']}.gz"
            if path.stat().st_size != level["bytes"]:
                return None
            bounds: dict[str, Bounds] = {kode: (box[0], box[1], box[2], box[3]) for kode, box in level["bounds"].items()}
            found[tingkat] = PreparedGeometry(tingkat, path, level["name"], tuple(bounds), level["bytes"], bounds)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        # A broken index is no loss: it is made again from the boundaries.
        return None
    return found


def _prepare_level(
    tingkat: Tingkat, content: dict[str, Any], names: dict[Tingkat, dict[str, str]], out: Path
) -> PreparedGeometry:
    features = sorted(content["features"], key=lambda feature: feature["properties"]["kode"])
    bounds: dict[str, Bounds] = {}
    small = []
    for feature in features:
        kode = feature["properties"]["kode"]
        geometry = {"type": feature["geometry"]["type"], "coordinates": _rounded(feature["geometry"]["coordinates"])}
        bounds[kode] = _bounds(geometry["coordinates"])
        small.append({"type": "Feature", "properties": {"k": kode, "n": feature["properties"]["nama"]}, "geometry": geometry})
    above = TINGKAT[1 : TINGKAT.index(tingkat)]
    ancestors = {at_tingkat(kode, level) for kode in bounds for level in above}
    known = {kode: nama for level in above for kode, nama in names[level].items()}
    collection = {
        "type": "FeatureCollection",
        "nama": {kode: known.get(kode, "") for kode in sorted(ancestors)},
        "features": small,
    }
    text = _text(collection)
    packed = _packed(text)
    name = f"{tingkat}.{hashlib.sha256(text).hexdigest()[:12]}.json"
    path = out / f"{name}.gz"
    _put(path, packed)
    return PreparedGeometry(tingkat, path, name, tuple(bounds), len(packed), bounds)


def _text(collection: dict[str, Any]) -> bytes:
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(text: bytes) -> bytes:
    # mtime 0 keeps the clock out of the bytes, and so out of every proxy's and browser's cache.
    return gzip.compress(text, compresslevel=9, mtime=0)


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], list):
        return [_rounded(part) for part in coordinates]
    return [round(coordinates[0], DECIMALS), round(coordinates[1], DECIMALS)]


def _bounds(coordinates: Any) -> Bounds:
    lon, lat = zip(*_vertices(coordinates), strict=True)
    return (min(lat), min(lon), max(lat), max(lon))


def _vertices(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _vertices(part)
    else:
        yield coordinates[0], coordinates[1]


def _put(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files that only the owner may read; the web server may be somebody else.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
