"""Finds texts that a reader could see and that no catalogue can translate: the checker behind ``test_visible_text``.

Three nets, from fine to coarse. In a *text position* (an argument of a Streamlit call, a value for a template, a text field
of a description, a message of an error) any letter is a finding. Anywhere else in the user interface a literal that *reads as
words* is one. Both pass over what ``_``, ``N_`` or ``ngettext`` marks, over docstrings, annotations and the log, and over
what is technical by its place (``dtype=``, a file name) or as it stands (a code span, the name of a file format).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from streamlit.delta_generator import DeltaGenerator

from lib.domain import errors

MARKERS = {"_", "N_", "ngettext"}
# Of what hangs on ``st``, these take no text: state, configuration, layout, and our own mark-up (checked by its text).
NOT_TEXT = {"query_params", "session_state", "context", "App", "Page", "columns", "tabs_state", "rerun", "switch_page"}
ELEMENTS = {name for name in dir(DeltaGenerator) if not name.startswith("_")} - NOT_TEXT
TEXT_ARGUMENTS = {"label", "help", "placeholder", "title", "page_title", "body", "text", "caption", "alt"}
TEXT_FIELDS = TEXT_ARGUMENTS | {
    "judul", "subjudul", "keterangan", "penjelasan", "uraian", "nama", "teks", "selang", "satuan", "sumber", "selisih",
    "aturan_selang", "lencana", "kosong", "catatan", "tren_alt", "komposisi", "letak",
}  # fmt: skip
ERROR_FIELDS = {"pesan", "saran", "message"}
MESSAGE_CLASSES = {
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.DasborError)
}
STRING_METHODS = {"format", "join", "lower", "upper", "capitalize", "title", "strip", "replace"}
LOGGERS = {"LOGGER", "logging", "warnings"}
# What these are given is read by a library or becomes a file name: never shown.
TECHNICAL_NAMES = {"dtype", "headers", "metadata", "nama_berkas", "xycoords"}
TECHNICAL_CALLS = {"astype", "rc_context", "slug"}
FILE_FORMATS = {"CSV", "GeoJSON", "JSON", "PDF", "PNG", "Parquet", "SVG", "XLSX"}

_LETTERS = re.compile(r"[^\W\d_]")
# A capitalised word, or two words with a space between them.
_WORDS = re.compile(r"^\W*[A-Z][a-zà-ÿ]+|[^\W\d_]{2,}[,;:.]? +[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Wholly: code spans of Markdown, a cache header, a place beside a point for Plotly.
_TECHNICAL = re.compile(
    r"(?:`[^`]*`[\s,]*)+|(?:public|private), max-age=\d+.*|(?:top|upper|middle|center|bottom|lower) (?:left|right)"
)


@dataclass(frozen=True)
class Finding:
    """One untranslatable text: where it stands and what it says."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text!r}"


class _HtmlText(HTMLParser):
    """Collects what a browser would show or read out of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script")
        self.shown += [value for name, value in attrs if value and name in ("title", "aria-label", "alt", "placeholder")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.shown.append(data)


def text_of_html(html: str) -> str:
    """The words of a piece of HTML: its text, and the attributes that are shown or read out."""
    if "<" not in html:
        return html
    parser = _HtmlText()
    parser.feed(html)
    parser.close()
    return " ".join(part.strip() for part in parser.shown if part.strip())


def in_template(source: str, path: str) -> Iterator[Finding]:
    """Words of a Jinja template that do not come from outside, also inside an expression (``{{ "teks" }}``, not ``"%02d"``)."""
    for number, expression in (
        (source[: found.start()].count("\n") + 1, found[1]) for found in re.finditer(r"{{(.*?)}}", source)
    ):
        yield from (Finding(path, number, word) for word in _quoted(expression) if _LETTERS.search(word))
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    text = text_of_html(bare)
    if _LETTERS.search(text):
        yield Finding(path, 1, text)


def _quoted(expression: str) -> list[str]:
    return [re.sub(r"%[-+0-9.]*[a-z]", "", text) for text in re.findall(r"""["'](.*?)["']""", expression)]


def in_script(source: str, path: str) -> Iterator[Finding]:
    """Literals with letters that a script of ours would show: assigned to an element's text or to an attribute read out."""
    shown = r"""(?:textContent|innerText|innerHTML|title|placeholder)\s*=\s*["'`]([^"'`]+)["'`]"""
    spoken = r"""setAttribute\(\s*["'](?:aria-label|title|alt|placeholder)["']\s*,\s*["'`]([^"'`]+)["'`]"""
    for found in re.finditer(f"{shown}|{spoken}", source):
        text = found[1] or found[2]
        if _LETTERS.search(text):
            yield Finding(path, source[: found.start()].count("\n") + 1, text)


def dataclass_fields(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Field names of every class with annotated fields, in order: they tell which positional argument is a text."""
    return {
        node.name: tuple(
            entry.target.id for entry in node.body if isinstance(entry, ast.AnnAssign) and isinstance(entry.target, ast.Name)
        )
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
    }


def in_interface(source: str, path: str, fields: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Findings of all nets in a module of the user interface; ``fields`` as ``dataclass_fields`` gives them."""
    tree = ast.parse(source)
    marked = _passed_over(tree)
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found |= {id(text): text for part in _text_positions(node, fields) for text in _literals(part, _LETTERS)}
        elif isinstance(node, ast.Dict):
            named = zip(node.keys, node.values, strict=True)
            texts = [value for key, value in named if isinstance(key, ast.Constant) and key.value in TEXT_FIELDS]
            found |= {id(text): text for part in texts for text in _literals(part, _LETTERS)}
        elif isinstance(node, ast.Constant | ast.JoinedStr) and _reads_as_words(node):
            found[id(node)] = node
    return sorted(_findings(found, marked, path), key=lambda finding: finding.line)


def in_messages(source: str, path: str) -> list[Finding]:
    """Texts of errors, of findings in a file and of printed lines that are not marked for the catalogue."""
    tree = ast.parse(source)
    marked = _passed_over(tree)
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_message(_name(node.func)):
            parts = [*node.args, *(entry.value for entry in node.keywords if entry.arg in ERROR_FIELDS)]
            found |= {id(text): text for part in parts for text in _literals(part, _WORDS)}
        elif isinstance(node, ast.Call) and _name(node.func) == "print":
            found |= {id(text): text for part in node.args for text in _literals(part, _LETTERS)}
    return sorted(_findings(found, marked, path), key=lambda finding: finding.line)


def _is_message(name: str) -> bool:
    return name in ("refused", "find", "Finding") or name in MESSAGE_CLASSES


def _findings(found: dict[int, ast.AST], marked: set[int], path: str) -> Iterator[Finding]:
    inside = {id(child) for node in found.values() for child in ast.walk(node) if child is not node}
    for key, node in found.items():
        text = text_of_html(_flat(node))
        if key not in marked and key not in inside and text not in FILE_FORMATS and not _TECHNICAL.fullmatch(text):
            yield Finding(path, getattr(node, "lineno", 0), text)


def _passed_over(tree: ast.AST) -> set[int]:
    """Nodes inside a marker, a docstring, an annotation, a comparison, a log call, a technical value or a developer's error."""
    out: set[int] = set()
    for node in ast.walk(tree):
        skipped: list[ast.AST] = []
        if isinstance(node, ast.keyword) and node.arg in TECHNICAL_NAMES:
            skipped = [node.value]
        if isinstance(node, ast.JoinedStr):
            # Its pieces are judged together.
            out |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS:
            # Only a literal as it stands can be collected: _(f"…") and _(a if b else c) cannot be translated.
            skipped = [part for part in node.args if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Call) and (_root(node.func) in LOGGERS or _name(node.func) in TECHNICAL_CALLS):
            skipped = [node]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped = [node.value]
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            technical = isinstance(node, ast.AnnAssign) and node.value and _name(node.target) in TECHNICAL_NAMES
            skipped = [node] if technical else [node.annotation]
        elif isinstance(node, ast.FunctionDef) and node.returns:
            skipped = [node.returns]
        elif isinstance(node, ast.Compare):
            skipped = [node]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc.func).endswith(("Error", "Exit")):
            skipped = [] if _is_message(_name(node.exc.func)) else [node]
        out |= {id(child) for part in skipped for child in ast.walk(part)}
    return out


def _text_positions(call: ast.Call, fields: dict[str, tuple[str, ...]]) -> Iterator[ast.AST]:
    name, root = _name(call.func), _root(call.func)
    attribute = isinstance(call.func, ast.Attribute)
    if attribute and (name in ELEMENTS or root == "st") and not (set(_chain(call.func)) & NOT_TEXT):
        yield from call.args
    if name in ("show", "render") and root == "markup":
        yield from (entry.value for entry in call.keywords)
    elif name in fields:
        yield from (value for field, value in zip(fields[name], call.args, strict=False) if field in TEXT_FIELDS)
    yield from (entry.value for entry in call.keywords if entry.arg in TEXT_FIELDS and root not in LOGGERS)


def _literals(node: ast.AST, pattern: re.Pattern[str]) -> Iterator[ast.AST]:
    """The string literals that become (part of) the value of an expression."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        if pattern.search(text_of_html(_flat(node)).replace("{}", "")):
            yield node
        children: list[ast.AST] = []
    elif isinstance(node, ast.BinOp):
        children = [node.left, node.right]
    elif isinstance(node, ast.BoolOp):
        children = [*node.values]
    elif isinstance(node, ast.IfExp):
        children = [node.body, node.orelse]
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        children = [*node.elts]
    elif isinstance(node, ast.Dict):
        children = [*node.values]
    elif isinstance(node, ast.Starred):
        children = [node.value]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in STRING_METHODS:
        children = [node.func.value, *node.args, *(entry.value for entry in node.keywords)]
    else:
        children = []
    for child in children:
        yield from _literals(child, pattern)


def _reads_as_words(node: ast.Constant | ast.JoinedStr) -> bool:
    text = text_of_html(_flat(node))
    if isinstance(node, ast.JoinedStr):
        # A sentence with places to fill: any word in it that a space sets apart from what is filled in.
        return any(_WORD.search(part) for part in text.replace("{}", " {} ").split() if part != "{}") and " " in text
    return bool(_WORDS.search(text))


def _flat(node: ast.AST) -> str:
    """A literal as text, with ``{}`` for what an f-string fills in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _chain(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_chain(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _root(node: ast.AST) -> str:
    return (_chain(node) or [""])[0]
