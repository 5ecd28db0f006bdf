"""Our own HTML: templates with every value escaped, because names come from data.

Templates hold no words (those come translated from the views) and no script.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, NewType

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.filters import do_mark_safe

from lib.domain.language import current_language
from lib.export.pictures.svg import Svg
from lib.web.streamlit_words import words_for_page

TEMPLATES: Final = Path(__file__).parent / "html"
# A filled template: what `put` takes, so that no other text reaches the page as markup.
Html = NewType("Html", str)
# The least bar of a trend is still a bar: a trend is read by its steps, so it does not start at zero.
LEAST_BAR: Final = 0.12


def _bar_heights(values: tuple[float, ...]) -> list[float]:
    low, high = min(values), max(values)
    span = high - low
    return [round(LEAST_BAR + (1 - LEAST_BAR) * ((value - low) / span if span else 0.5), 3) for value in values]


def _css_text(value: object) -> str:
    """``value`` as a CSS string: JSON's escapes say other letters there, and an entity says none at all."""
    return do_mark_safe('"' + "".join(c if c.isalnum() or c in " .,:" else f"\\{ord(c):x} " for c in str(value)) + '"')


def _svg(picture: Svg) -> object:
    """A picture as it is; any other value stays what is escaped."""
    return do_mark_safe(picture) if isinstance(picture, Svg) else picture


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["tinggi"] = _bar_heights
    environment.filters["css"] = _css_text
    environment.filters["svg"] = _svg
    environment.globals |= {"bahasa_halaman": current_language, "kata_streamlit": words_for_page}
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, **values: Any) -> Html:
    """The template ``name`` filled with ``values``, all escaped."""
    return Html(_template(name).render(**values))


def put(filled: Html) -> None:
    """Put a filled template on the page."""
    st.html(filled)


def show(name: str, **values: Any) -> None:
    """Fill a template and put it on the page."""
    put(render(name, **values))
