"""The documents and the program name the same things: nothing in a document that is not there, nothing there unnamed.

``docs/acuan.md`` has the tables that must be whole; the other documents may name whatever exists. *Words in italics* of the
guides in Indonesian are words on the screen, letter for letter.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import re
from functools import cache
from operator import attrgetter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from docs import gambar
from lib import cli
from lib.domain.data_file import ROOT
from lib.domain.status import status_classes, status_label
from lib.importing.layouts.recognition import recognise
from lib.importing.reading.files import open_bytes
from lib.ui.frame.state import PAGE_PARAMETERS
from lib.view.data import open_query
from lib.view.data import tables as data_tables
from lib.view.frame.selection import PARAMETERS
from lib.web import rate_limits, server
from lib.web.pages import PAGES
from tests.unit.imports import python_files
from tests.unit.test_repository import DOCUMENTS as NAMES
from tests.unit.test_repository import settings_read_by

DOCS = ROOT / "docs"
# A starting page for each reader, and the one that holds the tables.
STARTS = ("pejabat.md", "analis.md", "operator.md", "pengembang.md")
REFERENCE = (DOCS / "acuan.md").read_text("utf-8")
DOCUMENTS = tuple(ROOT / name for name in NAMES)
GUIDES = tuple(path for path in sorted(DOCS.glob("*.md")) if path.name != "pengembang.md")
LARGEST_PICTURE = 150_000
MOST_PICTURES = 24
# Those of the guides are taken all at once, by ``make gambar``; one that is missing among others is a fault.
OF_GUIDES = {picture.name for picture in gambar.PICTURES[4:]}
taken = pytest.mark.skipif(
    not any((gambar.FOLDER / name).exists() for name in OF_GUIDES), reason="no picture of the guides is taken yet: make gambar"
)
# Words in italics that are no words of ours: of the guide itself, of file names, of PowerPoint.
NOT_OURS = {"miring", "contoh", "Edit Data"}
# Limits that no reader meets in their work: the size of what machines say to each other, of pictures and of labels, and ends of
# searches for something that is there. Everything else called MAX_… stands in docs/acuan.md or docs/impor.md.
INTERNAL_LIMITS = {
    "lib.analysis.indicator.classify.MAX_DISTINCT",
    "lib.analysis.status.outlook.MAX_PAIRS",
    "lib.export.pptx.charts.MAX_LABEL",
    "lib.export.pptx.parts.MAX_ALT",
    "lib.export.tables.sheet.MAX_COLUMN_WIDTH",
    "lib.export.tables.sheet.MAX_SHEET_NAME",
    "lib.fetching.polite.MAX_REDIRECTS",
    "lib.geo.imported.MAX_COMPRESSED",
    "lib.geo.imported.MAX_STEPS",
    "lib.importing.reading.calamine_child.MAX_MERGED",
    "lib.importing.checks.findings.MAX_SHOWN_CHARS",
    "lib.importing.report.marked_file.MAX_COMMENT_CHARS",
    "lib.importing.matching.places.MAX_NAME_CHARS",
    "lib.importing.reading.tables.MAX_RANGES",
    "lib.importing.checks.prestasi.MAX_CHARS",
    "lib.importing.reading.areas.MAX_UNZIPPED",
    "lib.importing.reading.xlsx.MAX_PART_BYTES",
    "lib.importing.reading.xlsx.MAX_SHARED_BYTES",
    "lib.store.archive.MAX_MANIFEST_BYTES",
    "lib.store.decks.MAX_BYTES",
    "lib.store.decks.MAX_TITLE",
    "lib.geo.vector.MAX_COLUMNS",
    "lib.ui.manage.findings.MAX_LABEL",
    "lib.web.open_data.MAX_AGE_SECONDS",
    "lib.web.rate_limits.MAX_ADDRESSES",
    "lib.view.deck.file.MAX_ID",
    "lib.view.deck.file.MAX_VALUE",
    "lib.view.frame.sentences.MAX_NAMES_IN_A_TIE",
    "lib.view.status.two_ranks.MAX_NAMES",
}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def without_code(text: str) -> str:
    """The prose of a document: neither blocks nor words between backticks."""
    return re.sub(r"`[^`\n]+`", "", BLOCK.sub("", text))


def section(title: str, text: str = REFERENCE) -> str:
    """What stands under a heading of the second level."""
    return re.split(r"^## ", text.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables of a text, each as its cells, without heads and rules."""
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for table in tables for line in table.splitlines()[2:]]


def codes(cell: str) -> list[str]:
    """The words between backticks of a cell."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def screen_words() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every text of the screen in Indonesian: those that stand as they are, and patterns of those with something filled in."""
    with (ROOT / "locale" / "dasbor.pot").open("rb") as file:
        ids = [text for entry in read_po(file) for text in ([entry.id] if isinstance(entry.id, str) else entry.id) if text]
    filled = [text for text in ids if "{" in text and re.search(r"[^\W\d_]{3}", re.sub(r"\{[^}]*\}", "", text))]
    patterns = (re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(text)) for text in filled)
    plain = {text for text in ids if "{" not in text}
    return frozenset(plain | {status_label(name) for name in status_classes()}), tuple(map(re.compile, patterns))


def on_screen(words: str) -> bool:
    """Whether a text of the screen is these words; names of classes come from a data file."""
    plain, filled = screen_words()
    return words in plain or any(pattern.fullmatch(words) for pattern in filled)


@cache
def settings(*names: str) -> frozenset[str]:
    return frozenset(settings_read_by(*names))


@cache
def commands() -> dict[str, tuple[set[str], bool]]:
    """Every command of the terminal: its options without those that all have, and whether it takes something without one."""
    found = {}

    def walk(parser: argparse.ArgumentParser, words: str) -> None:
        below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for action in below:
            for name, child in action.choices.items():
                walk(child, f"{words} {name}".strip())
        if not below:
            options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
            found[words] = (options - {"--help", "--bahasa"}, any(not action.option_strings for action in parser._actions))

    walk(cli._parser(), "")
    return found


def anchors(text: str) -> set[str]:
    """The anchors that a document's headings give, as the places that show Markdown make them."""
    heads = re.findall(r"^#{1,6} (.+)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).replace(" ", "-") for head in heads}


def test_every_reader_has_a_page_to_start_from_and_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(([\w.-]+\.md)\)", index))
    assert linked == {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert set(STARTS) <= linked
    assert "docs/README.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    text = path.read_text("utf-8")
    lost = []
    for target, _, anchor in (
        link.partition("#") for link in re.findall(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)", text) if "://" not in link
    ):
        file = (path.parent / target) if target else path
        if not file.exists() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            lost.append(f"{target}#{anchor}")
    assert lost == []


def test_the_pictures_that_are_shown_are_those_that_the_script_takes() -> None:
    names = [picture.name for picture in gambar.PICTURES]
    assert len(names) == len(set(names)) <= MOST_PICTURES
    pattern = re.compile(r"!\[[^\]]+\]\((?:docs/)?gambar/([\w-]+\.png)\)")
    assert {name for path in DOCUMENTS for name in pattern.findall(path.read_text("utf-8"))} == set(names)
    assert {path.name for path in gambar.FOLDER.iterdir()} <= set(names)


@taken
def test_every_picture_is_there_and_small() -> None:
    assert {path.name for path in gambar.FOLDER.iterdir()} == {picture.name for picture in gambar.PICTURES}
    assert [path.name for path in gambar.FOLDER.iterdir() if path.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_words_of_the_screen_are_quoted_letter_for_letter(path: Path) -> None:
    prose = without_code(path.read_text("utf-8"))
    quoted = {" ".join(words.split()) for words in re.findall(r"(?<![*\w])\*([^\s*][^*]*)\*(?![*\w])", prose)}
    assert {words for words in quoted if not on_screen(words)} - NOT_OURS == set()


def test_the_reference_lists_the_pages_as_they_are() -> None:
    assert [(*codes(row[0]), row[1]) for row in rows(section("Halaman"))] == [(f"/{page.alamat}", page.nama) for page in PAGES]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_addresses_of_pages_and_of_the_server_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    pages = {page.alamat for page in PAGES}
    served = {getattr(route, "path", "") for route in server.routes()}
    named = re.findall(r"`/([\w./-]*)(?:\?[^`]*)?`", text) + re.findall(r"https://NAMA-SITUS/([\w./-]*)", text)
    # What an address ends with, in capitals (/KODE/TAHUN), and folders of a server are no pages.
    named = [name for name in named if name not in pages and not re.match(r"srv/|[A-Z]", name)]
    assert {f"/{name}" for name in named} - served == set()


def test_the_addresses_for_programs_are_all_in_the_reference() -> None:
    served = {path for route in server.routes() if (path := getattr(route, "path", "")).startswith("/api/") and "{" not in path}
    # What the pages ask for themselves is no promise to anybody.
    inner = {"/api/v1/nilai-peta", "/api/v1/peta-kecil.png"}
    assert {word for row in rows(section("Alamat untuk program")) for word in codes(row[0])} == served - inner


def test_the_parameters_of_addresses_are_all_in_the_reference() -> None:
    listed = [codes(row[0])[0] for row in rows(section("Parameter alamat"))]
    assert listed[: len(PARAMETERS)] == list(PARAMETERS)
    assert sorted(listed[len(PARAMETERS) :]) == sorted(PAGE_PARAMETERS)
    for row in rows(section("Parameter alamat"))[len(PARAMETERS) :]:
        assert {word.removeprefix("/") for word in codes(row[1])} <= {page.alamat for page in PAGES}
    prose = section("Alamat untuk program").partition("|")[0]
    assert {name for name in open_query.PARAMETERS if f"`{name}`" not in prose} == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_parameters_within_addresses_exist(path: Path) -> None:
    queries = re.findall(r"[\w/]\?([a-z]+=[^\s`)|]*)", path.read_text("utf-8"))
    named = {pair.partition("=")[0] for query in queries for pair in query.split("&")}
    assert named - {*PARAMETERS, *PAGE_PARAMETERS} == set()


def test_the_commands_and_their_options_are_all_in_the_reference() -> None:
    listed = {}
    for words, options, *_ in rows(section("Perintah")):
        name = re.sub(r" ?\[?\b[A-Z]+\]?$", "", codes(words)[0])
        listed[name] = (set(codes(options)), name != codes(words)[0])
    assert listed == commands()
    assert re.findall(r"`([\w-]+)`", REFERENCE.partition("Tabel untuk `ekspor`")[2].partition("\n")[0]) == list(
        data_tables.tables()
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_are_written_as_the_terminal_takes_them(path: Path) -> None:
    text = path.read_text("utf-8")
    wrong = []
    for line in re.findall(r"python -m lib\.cli ([a-z][^`#\n]*)", text):
        words = line.split()
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in commands()), "")
        options = {word for word in words if word.startswith("--")} - {"--help", "--bahasa"}
        if not name or options - commands()[name][0]:
            wrong.append(line)
    assert wrong == []


def test_every_make_command_is_in_the_developers_guide() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    guide = (DOCS / "pengembang.md").read_text("utf-8")
    assert targets
    # ``pesan`` is another name of ``catalogues``.
    assert {name for name in targets[1].split() if f"`make {name}" not in guide} - {"help", "pesan"} == set()


def test_the_settings_are_all_in_the_reference_with_their_defaults() -> None:
    listed = {codes(row[0])[0]: row[2] for row in rows(section("Setelan"))}
    # PATH is not a setting of ours: it is handed on to the processes that read foreign files.
    assert sorted(listed) == sorted(settings("app.py", "pages", "lib") - {"PATH"})
    english = re.findall(r"^\| `([A-Z_]+)` \|.*\| ([^|]+) \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {name: codes(default) for name, default in english} == {name: codes(default) for name, default in listed.items()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_settings_that_are_named_exist(path: Path) -> None:
    named = set(re.findall(r"\bDASBOR_[A-Z_]+\b", path.read_text("utf-8")))
    assert named - settings("app.py", "pages", "lib", "tests", "benchmarks", "docs") == set()


def limits() -> list[tuple[str, str]]:
    """What the tables of limits say, by constant: the number with its unit."""
    text = section("Batas") + (DOCS / "impor.md").read_text("utf-8")
    return [
        (row[2].strip("`"), row[1])
        for row in rows(text)
        if len(row) == 3 and re.fullmatch(r"`lib(\.\w+)+\.[A-Z_]+(\.[a-z_]+)?`", row[2])
    ]


@pytest.mark.parametrize(("name", "said"), limits())
def test_every_limit_is_the_one_of_the_program(name: str, said: str) -> None:
    module, constant = re.findall(r"(.+?)\.([A-Z_].*)", name)[0]
    number, _, unit = said.partition(" ")
    scale = {"KB": 1024, "MB": 1 if "megabytes" in constant else 1024**2}.get(unit, 1)
    assert attrgetter(constant)(importlib.import_module(module)) == int(number) * scale


def test_every_limit_that_a_reader_can_meet_is_in_a_table() -> None:
    there = set()
    for path in python_files(ROOT, "lib"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id.startswith("MAX_"):
                there.add(f"{module}.{target.id}")
    told = {name for name, _ in limits()}
    assert there - told - INTERNAL_LIMITS == set(), "name it in docs/acuan.md, or say here that no reader meets it"
    assert INTERNAL_LIMITS - there == set()
    assert INTERNAL_LIMITS & told == set()


def test_the_allowances_of_an_address_are_those_of_the_threat_model() -> None:
    said = rows(section("Batas per alamat", (DOCS / "ancaman.md").read_text("utf-8")))
    assert [(int(row[1].replace(".", "")), 60 * int(row[2].split()[0])) for row in said] == [
        (limit.number, limit.seconds) for limit in rate_limits.LIMITS.values()
    ]


def test_the_examples_of_files_are_of_layouts_that_are_recognised() -> None:
    examples = [text for kind, text in BLOCK.findall((DOCS / "analis.md").read_text("utf-8")) if kind == "csv"]
    found = [recognise(open_bytes("contoh.csv", text.encode()))[0] for text in examples]
    assert [tables[0].layout.id for tables in found] == [
        "idm_per_desa",
        "indeks_desa",
        "program_panjang",
        "program_lebar",
        "prestasi",
    ]
