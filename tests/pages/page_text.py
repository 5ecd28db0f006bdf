"""The text that a page shows or reads out, gathered from what the run sent to the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.visible_text import text_of_html

# Fields of Streamlit's messages that hold what a reader sees; ids, keys, icons, colours and addresses are not among them.
SHOWN = {"label", "body", "help", "placeholder", "options", "content", "caption", "text"}
DRAWING = "dasborGambar("


def page_texts(app: AppTest) -> list[str]:
    """Every text of the page, sidebar and map included, in the order of the page."""
    texts: list[str] = []
    for block in (app.sidebar, app.main):
        for node in block:
            proto = getattr(node, "proto", None)
            if isinstance(proto, Message):
                texts += _map_texts(proto.json_args) if node.type == "component_instance" else _strings(proto)
    return [text for text in map(text_of_html, texts) if text.strip()]


def _strings(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        for part in value if field.is_repeated else (value,):
            if isinstance(part, Message):
                yield from _strings(part)
            elif isinstance(part, str) and field.name in SHOWN:
                yield part


def _map_texts(arguments: str) -> list[str]:
    """What the map says: its description for those who cannot see it, its classes, and what it says when it cannot load."""
    script = json.loads(arguments).get("feature_group") or ""
    start = script.find(DRAWING)
    if start < 0:
        return []
    drawing: dict[str, Any] = json.JSONDecoder().raw_decode(script[start + len(DRAWING) :])[0]
    return [drawing["alt"], drawing["gagal"], drawing["kec"], *(entry["l"] for entry in drawing["kelas"])]
