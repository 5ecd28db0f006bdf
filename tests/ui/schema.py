"""As much of JSON Schema as the description of the open data uses: where an answer does not follow it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def wrong(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Every place at which ``value`` does not follow ``schema``; references are looked up in ``document``."""
    if "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from wrong(value, target, document, where)
        return
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not one of {schema['enum']}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{where}: {value!r} is no {' or '.join(kinds)}"
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        yield from (f"{where}: lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, part in value.items():
            if name in properties:
                yield from wrong(part, properties[name], document, f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{where}: {name} is not described"
    if isinstance(value, list) and "items" in schema:
        for place, part in enumerate(value):
            yield from wrong(part, schema["items"], document, f"{where}[{place}]")


def _is(value: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        return not isinstance(value, bool) and isinstance(value, int if kind == "integer" else int | float)
    return isinstance(value, TYPES[kind])
