"""Questions to the open data, drawn from its own description, and how they are put."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from hypothesis import settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.analysis.frame.figures import Figures
from tests.ui.asgi import Answer, get
from tests.ui.schema import wrong

questions = settings(max_examples=30)


class Description(dict):
    """The description, without its fifty pages in the report of a failure."""

    def __repr__(self) -> str:
        return "described"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text("described")


def operations(described: dict[str, Any]) -> list[str]:
    return sorted(described["paths"])


def choices_of(described: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry["schema"] for entry in described["paths"][path]["get"]["parameters"] if entry["in"] == "query"}


def ask(app: Starlette, path: str, query: dict[str, str] | list[tuple[str, str]], **headers: str) -> Answer:
    return get(app, f"/api/v1{path}?{urlencode(query)}", headers={name.replace("_", "-"): text for name, text in headers.items()})


def refused(answer: Answer, described: dict[str, Any]) -> dict[str, str]:
    """The refusal in an answer, after checking that it is one as described."""
    assert answer.status == 400, answer.body[:300]
    body = answer.json()
    assert list(wrong(body, described["components"]["schemas"]["penolakan"], described)) == []
    assert answer.headers["cache-control"] == "no-store"
    told = body["kesalahan"]
    assert told["pesan"]
    return told


def codes(data: Figures, level: str) -> list[str]:
    return sorted(data.wilayah.index[data.wilayah["tingkat"] == level])


@st.composite
def asked(draw: st.DrawFn, described: dict[str, Any], data: Figures, path: str) -> dict[str, str]:
    """A question that the description allows, an existing area wherever it asks for a code."""
    areas = {"kab": "kabupaten", "kec": "kecamatan", "desa": "desa"}
    out: dict[str, str] = {}
    allowed = choices_of(described, path)
    area = draw(st.sampled_from([name for name in allowed if name in areas] + [""]))
    for name, schema in allowed.items():
        if name in areas:
            if name == area:
                kode = draw(st.sampled_from(codes(data, areas[name])))
                assert re.fullmatch(schema["pattern"], kode)
                out[name] = draw(st.sampled_from([kode, kode.replace(".", "")]))
        elif draw(st.booleans()):
            out[name] = draw(st.sampled_from(schema["enum"]))
    if out.get("tahun") == "semua" and not area:
        # Every desa in every year is asked for once, in a test of its own.
        out["kab"] = draw(st.sampled_from(codes(data, "kabupaten")))
    return out
