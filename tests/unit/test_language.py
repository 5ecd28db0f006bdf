"""The catalogues are complete and of one piece with the code; numbers and dates follow the language; no session's leaks."""

from __future__ import annotations

import ast
import contextvars
import csv
import datetime as dt
import re
import string
import threading
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.language import (
    CATALOGUE_DIR,
    DOMAIN,
    LANGUAGES,
    current_language,
    format_date,
    format_number,
    format_percent,
    format_signed,
    gettext,
    localized,
    ngettext,
    set_language,
)
from tests.function_words import ENGLISH, INDONESIAN, foreign_words, words_of

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
MEND = "extract and translate again: make pesan, then fill locale/en/LC_MESSAGES/dasbor.po"
Id = str | tuple[str, ...]


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    set_language("id")


def test_every_table_by_language_has_every_language() -> None:
    lacking = []
    for path in sorted((ROOT / "lib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)] if isinstance(node, ast.Dict) else []
            if {"id", "en"} <= set(keys) and set(keys) != set(LANGUAGES):
                lacking.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert lacking == []


def read_catalogue(path: Path, bahasa: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=bahasa, domain=DOMAIN)


def messages(bahasa: str) -> dict[Id, Message]:
    found = read_catalogue(CATALOGUE_DIR / bahasa / "LC_MESSAGES" / f"{DOMAIN}.po", bahasa)
    return {_key(message.id): message for message in found if message.id}


def _key(message_id: Id | list[str]) -> Id:
    return message_id if isinstance(message_id, str) else tuple(message_id)


@pytest.fixture(scope="module")
def extracted() -> set[Id]:
    """Every message that the code marks now."""
    with (ROOT / "babel.cfg").open() as file:
        method_map, options_map = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, method_map, options_map, KEYWORDS)
    return {_key(message) for _file, _line, message, _comments, _context in found if message}


@pytest.fixture(scope="module")
def english() -> dict[Id, Message]:
    return messages("en")


def forms(text: Id) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def fields(text: str) -> set[str]:
    """The places of a message: ``{nama}``, and ``%(nama)s`` or ``%s`` of the command line's own texts."""
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name is not None} | set(
        re.findall(r"%\(\w+\)[a-z]|%[a-z]", text)
    )


def test_the_committed_template_is_what_the_code_marks_now(extracted):
    committed = {_key(message.id) for message in read_catalogue(CATALOGUE_DIR / f"{DOMAIN}.pot") if message.id}
    assert (extracted - committed, committed - extracted) == (set(), set()), MEND


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_a_catalogue_holds_the_messages_of_the_code_and_no_others(bahasa, extracted):
    listed = set(messages(bahasa))
    assert (extracted - listed, listed - extracted) == (set(), set()), MEND


def test_every_message_has_an_english_translation(english):
    assert [key for key, message in english.items() if not all(forms(message.string))] == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_no_translation_is_doubtful_or_left_over(bahasa):
    found = read_catalogue(CATALOGUE_DIR / bahasa / "LC_MESSAGES" / f"{DOMAIN}.po", bahasa)
    assert list(found.obsolete) == []
    assert [message.id for message in found if message.id and message.fuzzy] == []


def test_a_translation_has_the_fields_of_its_message(english):
    wrong = [
        (key, form)
        for key, message in english.items()
        for form in forms(message.string)
        if form and fields(form) != fields(forms(key)[0])
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_like_its_message(english):
    def edges(text: str) -> tuple[str, str, bool]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.rstrip().endswith(".")

    pairs = [(key, form) for key, message in english.items() for form in forms(message.string)]
    assert [(key, form) for key, form in pairs if form and edges(forms(key)[0]) != edges(form)] == []


def test_the_source_language_is_the_message_itself():
    changed = {key: message.string for key, message in messages("id").items() if any(forms(message.string))}
    assert {key: text for key, text in changed.items() if forms(text) != forms(key)[: len(forms(text))]} == {}


# Texts in which words of the other language are meant: headings as a file must write them.
QUOTES_HEADINGS = {
    "Tambahkan baris judul kolom, misalnya kode_desa, nama_desa, tahun, iks, ike, ikl, nilai_idm, status_idm.",
}


def test_no_message_and_no_translation_is_in_the_wrong_language(english):
    pairs = [(forms(key)[0], form) for key, message in english.items() for form in forms(message.string)]
    wrong = [(foreign_words(source, "id"), source) for source, _form in pairs if foreign_words(source, "id")]
    wrong += [
        (foreign_words(form, "en"), form) for source, form in pairs if foreign_words(form, "en") and source not in QUOTES_HEADINGS
    ]
    assert wrong == []


def _localized_pairs(value: object, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if set(value) <= set(LANGUAGES) and value:
            yield place, value
        for key, inner in value.items():
            yield from _localized_pairs(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _localized_pairs(inner, f"{place}[{number}]")


def test_every_text_of_the_data_files_is_in_both_languages():
    pairs = [
        pair
        for path in sorted((ROOT / "data" / "fakta").glob("*.toml"))
        for pair in _localized_pairs(tomllib.loads(path.read_text("utf-8")), path.name)
    ]
    assert len(pairs) > 20
    assert [place for place, texts in pairs if set(texts) != set(LANGUAGES) or not all(texts.values())] == []
    assert [place for place, texts in pairs if any(foreign_words(texts[bahasa], bahasa) for bahasa in LANGUAGES)] == []


def test_no_word_that_gives_a_language_away_is_in_the_name_of_a_place():
    with (ROOT / "data" / "wilayah" / "wilayah.csv").open(encoding="utf-8") as file:
        names = {word for row in csv.DictReader(file) for word in words_of(row["nama"])}
    assert not names & (INDONESIAN | ENGLISH)
    assert not INDONESIAN & ENGLISH


@pytest.mark.parametrize(
    ("bahasa", "number", "percent", "change", "date"),
    [
        ("id", "2.446", "73,8%", "−1.234,5", "24 November 2026"),
        ("en", "2,446", "73.8%", "−1,234.5", "24 November 2026"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_does(bahasa, number, percent, change, date):
    set_language(bahasa)
    assert format_number(2446) == number
    assert format_percent(0.738) == percent
    assert format_signed(-1234.5, 1) == change
    assert format_date(dt.date(2026, 11, 24)) == date
    assert format_date(dt.datetime(2026, 11, 24, 23, 59)) == date


def test_the_same_date_has_the_month_of_its_language():
    set_language("id")
    assert format_date(dt.date(2026, 8, 1)) == "1 Agustus 2026"
    set_language("en")
    assert format_date(dt.date(2026, 8, 1)) == "1 August 2026"


@pytest.mark.parametrize("absent", [None, float("nan")])
def test_what_is_absent_is_a_dash_and_never_a_zero(absent):
    assert [format(absent) for format in (format_number, format_percent, format_signed)] == ["–", "–", "–"]
    assert format_date(None) == "–"


@pytest.mark.parametrize("bahasa", LANGUAGES)
@pytest.mark.parametrize("nothing", [0, 0.0, -0.0, 0.0004, -0.0004])
def test_what_rounds_to_nothing_has_no_sign(bahasa, nothing):
    set_language(bahasa)
    assert set(format_number(nothing, 3) + format_signed(nothing, 3) + format_percent(nothing / 100, 1)) <= set("0.,%")


@given(number=st.decimals(-(10**12), 10**12, places=4), decimals=st.integers(0, 4), bahasa=st.sampled_from(LANGUAGES))
def test_a_formatted_number_reads_back_as_the_rounded_one(number, decimals, bahasa):
    set_language(bahasa)
    text = format_number(number, decimals)
    assert parse_decimal(text.replace("−", "-"), locale=bahasa) == round(number, decimals)
    assert len(re.split(r"[.,]", text)[-1]) == decimals if decimals else True
    assert "-" not in text


@given(st.decimals(-(10**6), 10**6, places=3))
def test_a_change_carries_its_true_sign(change):
    set_language("id")
    text = format_signed(change, 1)
    rounded = round(change, 1)
    assert text[0] == ("+" if rounded > 0 else "−" if rounded < 0 else "0")
    assert Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")) == rounded


def test_an_unknown_language_is_indonesian():
    set_language("<script>")
    assert current_language() == "id"
    assert gettext("Peta") == "Peta"


def test_the_language_chooses_the_text():
    set_language("en")
    assert gettext("Peta") == "Map"
    assert localized({"id": "Maju", "en": "Advanced"}) == "Advanced"
    assert localized({"id": "Maju"}) == "Maju"
    assert ngettext("{jumlah} desa", "{jumlah} desa", 1) == "{jumlah} desa"


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_an_empty_text_never_becomes_the_header_of_the_catalogue(bahasa):
    set_language(bahasa)
    assert gettext("") == ""


def test_two_sessions_in_two_threads_keep_their_own_language():
    both_have_set = threading.Barrier(len(LANGUAGES))
    seen: dict[str, tuple[str, str]] = {}

    def session(bahasa: str) -> None:
        set_language(bahasa)
        both_have_set.wait(timeout=10)
        seen[bahasa] = (gettext("Peta"), format_number(2446))

    threads = [threading.Thread(target=session, args=(bahasa,)) for bahasa in LANGUAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert seen == {"id": ("Peta", "2.446"), "en": ("Map", "2,446")}


def test_a_new_thread_starts_in_indonesian_whatever_the_one_that_started_it_speaks():
    set_language("en")
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(current_language()))
    thread.start()
    thread.join(timeout=10)
    assert seen == ["id"]


def test_a_language_set_in_a_copied_context_stays_there():
    contextvars.copy_context().run(set_language, "en")
    assert current_language() == "id"


def test_no_text_is_marked_where_the_extraction_cannot_see_it() -> None:
    """Babel reads an f-string as one piece: a text marked within it would never reach the catalogues."""
    committed = {_key(message.id) for message in read_catalogue(CATALOGUE_DIR / f"{DOMAIN}.pot") if message.id}
    hidden = [
        f"{path.relative_to(ROOT)}:{mark.lineno}"
        for path in (ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("lib/**/*.py"))
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for mark in ast.walk(text)
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id in ("_", "N_")
        if mark.args and isinstance(mark.args[0], ast.Constant) and _key(mark.args[0].value) not in committed
    ]
    assert hidden == []
