"""Whatever the data says is text on the page: no template lets it become markup, and no other way leads there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError, meta, nodes

from lib.domain.data_file import ROOT
from lib.export.pictures.svg import Canvas
from lib.web.markup import LEAST_BAR, TEMPLATES, render
from lib.web.markup import _environment as markup_environment

NAMES = sorted(path.name for path in TEMPLATES.glob("*.html"))
templates = pytest.mark.parametrize("name", NAMES)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</span></td></table><b>",
    "<!-- ",
    "{{ 7 * 7 }}",
    "a & b < c > d",
    "&lt;b&gt;",
    "`onclick=alert(1)",
]
# The slideshow is a page of its own: what is put in it whole, each from our own files or escaped by who made it.
OWN_PARTS = {"tayang.html": ("gaya", "slides", "kata_json", "skrip")}
texts = st.sampled_from(HOSTILE) | st.text(st.sampled_from("<>&\"'`=/ ab{}%"), max_size=30) | st.text(max_size=30)


class Anything:
    """Stands for every value that a template may be given: a text, a row, a list of rows, a number.

    ``widths`` says which lists hold rows that the template takes apart, and into how many values.
    """

    def __init__(self, text: str, widths: dict[str, int], name: str = "") -> None:
        self._text, self._widths, self._name = text, widths, name

    def __str__(self) -> str:
        return self._text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return (1.0, 2.0, 1.5) if name == "tren" else Anything(self._text, self._widths, name)

    def __getitem__(self, _key: object) -> Anything:
        return self

    def __call__(self, *_arguments: object) -> Anything:
        return self

    def __iter__(self) -> Iterator[Any]:
        row = (self,) * self._widths[self._name] if self._name in self._widths else self
        return iter((row, row))

    def __len__(self) -> int:
        return 2

    def __gt__(self, _other: object) -> bool:
        return True

    def __mod__(self, _other: object) -> int:
        return 7


class Structure(HTMLParser):
    """Tags, attribute names and comments of a page, and the text between and within them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _value in attrs)))
        self.texts += [value for _name, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", data))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def filled(name: str, text: str) -> str:
    """The template with ``text`` in every place that a value can take."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(("css", "svg", "tinggi"), str)
    tree = environment.parse((TEMPLATES / name).read_text("utf-8"))
    widths = {}
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Tuple):
            source = loop.iter.attr if isinstance(loop.iter, nodes.Getattr) else loop.iter.name
            widths[source] = len(loop.target.items)
    values: dict[str, Any] = {key: Anything(text, widths, key) for key in meta.find_undeclared_variables(tree)}
    return render(name, **values | dict.fromkeys(OWN_PARTS.get(name, ()), ""))


def shown_texts(page: str) -> list[str]:
    """What a reader of ``page`` sees or hears, a text in a style sheet as the letters that it stands for."""
    texts = Structure(page).texts
    return texts + [re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), text) for text in texts]


@templates
@settings(max_examples=30)
@given(text=texts)
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
def test_no_value_changes_the_structure_of_a_template(name, text):
    plain, page = Structure(filled(name, "x")), filled(name, text)
    found = Structure(page)
    assert found.tags == plain.tags
    assert page.lower().count("<script") == (2 if name in OWN_PARTS else 0)


@templates
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_arrives_as_the_text_that_it_is(name, text):
    assert any(text in shown for shown in shown_texts(filled(name, text)))


def test_only_a_picture_of_ours_is_put_in_as_it_is():
    canvas = Canvas(10)
    canvas.text(0, 0, HOSTILE[0], 10, fill='"><b>')
    filled_in = markup_environment().from_string("{{ picture|svg }}")
    tags = Structure(filled_in.render(picture=canvas.inline(10, HOSTILE[1]))).tags
    assert tags == [
        ("svg", "viewbox", "width", "height", "role", "aria-label"),
        ("text", "x", "y", "font-size", "fill"),
        ("/text",),
        ("/svg",),
    ]
    assert Structure(filled_in.render(picture=HOSTILE[0])).tags == []


FORBIDDEN = re.compile(
    r"<script|<iframe|<object|<embed|<form|\son\w+\s*=|javascript:|https?://|url\((?!#)|\|\s*safe\b|autoescape", re.IGNORECASE
)


@templates
def test_a_template_holds_no_script_no_handler_and_no_address_of_another_place(name):
    source = (TEMPLATES / name).read_text("utf-8")
    for part in OWN_PARTS.get(name, ()):
        # Each once, and as a whole element's content or the page's: never within a tag.
        source, number = re.subn(r"(?:<script[^>]*>|(?<=>)|\n)\{\{ " + part + r"\|safe \}\}(?=<|\n)", "", source)
        assert number == 1
    assert not FORBIDDEN.search(source)
    # A value outside quotes would need no bracket to add an attribute.
    assert not re.search(r"=\s*\{\{", source)


@templates
def test_a_forgotten_value_is_an_error_not_an_empty_place(name):
    with pytest.raises(UndefinedError):
        render(name)


def _names_used() -> Counter[tuple[str, str]]:
    """How often each file calls ``….name(…)`` or passes an argument ``name``: (name, file)."""
    found: Counter[tuple[str, str]] = Counter()
    for path in [
        ROOT / "app.py",
        *(ROOT / "pages").glob("*.py"),
        *(ROOT / "lib" / "ui").rglob("*.py"),
        *(ROOT / "lib" / "web").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                found[node.func.attr, path.name] += 1
            elif isinstance(node, ast.keyword) and node.arg:
                found[node.arg, path.name] += 1
    return found


def test_markup_reaches_the_page_through_templates_only():
    used = _names_used()
    # The frame's two are constants: the style sheet and the script of our own.
    assert {key: number for key, number in used.items() if key[0] in ("html", "unsafe_allow_javascript")} == {
        ("html", "page_frame.py"): 2,
        ("html", "markup.py"): 1,
        ("unsafe_allow_javascript", "page_frame.py"): 1,
    }
    assert not [key for key in used if key[0] == "unsafe_allow_html"]


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12))
def test_the_bars_of_a_trend_are_as_high_as_their_values_and_never_vanish(values):
    card = dict.fromkeys(("label", "nilai", "keterangan", "selisih", "warna", "arah", "tren_alt", "contoh"), "")
    page = render("kartu.html", isi=[card | {"tren": tuple(values)}])
    heights = [float(height) for height in re.findall(r"--t:([\d.]+)", page)]
    assert len(heights) == len(values)
    assert all(LEAST_BAR <= height <= 1 for height in heights)
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [heights[place] for place in order] == sorted(heights)
