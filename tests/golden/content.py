"""What a page, an answer or a file says, as text that two versions of the code can be compared by.

Left out is what may differ without a reader seeing it: ids of widgets, fingerprints in addresses, the day of making.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import Any, Final

import openpyxl
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

DRAWING: Final = "dasborGambar("
# Names of fields that hold ids of this run, not words, figures or colours.
IDS: Final = frozenset(
    {"id", "formId", "key", "dataframeId", "elementId", "url", "pageScriptHash", "fragmentId", "activeScriptHash"}
)
FINGERPRINT: Final = re.compile(r"sidik=[\w.-]*|\b[0-9a-f]{8,64}\b")
DAY: Final = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?")


def plain(text: str) -> str:
    """Text without fingerprints and moments."""
    return DAY.sub("…", FINGERPRINT.sub("…", text))


def page_content(app: AppTest) -> str:
    """Every element of sidebar and page in order, a line each: sort, then what it holds."""
    lines = []
    for block in (app.sidebar, app.main):
        for node in block:
            proto = getattr(node, "proto", None)
            if isinstance(proto, Message):
                lines.append(f"{node.type}: {_element(node.type, node, proto)}")
    return plain("\n".join(lines))


def _element(kind: str, node: Any, proto: Message) -> str:
    if kind == "component_instance":
        arguments = json.loads(proto.json_args)
        script = arguments.get("feature_group") or ""
        start = script.find(DRAWING)
        return _json(json.JSONDecoder().raw_decode(script[start + len(DRAWING) :])[0]) if start >= 0 else ""
    if kind == "arrow_data_frame":
        return node.value.to_csv() + _json(_without_ids(MessageToDict(proto), dropped=frozenset({"data", "styler"})))
    return _json(_without_ids(MessageToDict(proto)))


def _without_ids(value: Any, dropped: frozenset[str] = frozenset()) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(part) for name, part in value.items() if name not in IDS and name not in dropped}
    return [_without_ids(part) for part in value] if isinstance(value, list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def file_content(kind: str, content: bytes) -> dict[str, str]:
    """The parts of a report by name: the text of a PDF, the parts of a PPTX, the cells of an XLSX."""
    if kind == "pdf":
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        # How many spaces stand between two columns differs from run to run.
        return {"": plain(re.sub(r"\s+", " ", done.stdout.decode()))}
    if kind == "pptx":
        return _package_parts(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: plain("\n".join(repr(row) for row in sheet.iter_rows(values_only=True))) for sheet in book.worksheets}


def _package_parts(content: bytes) -> dict[str, str]:
    """The XML of slides, notes and charts; pictures by their names alone, since how they are drawn may change."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = sorted(package.namelist())
        kept = [name for name in names if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name)]
        parts = {name: plain(package.read(name).decode()) for name in kept}
    return parts | {"names": "\n".join(names)}
