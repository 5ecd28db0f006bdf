"""A deck that was kept opens as it was; a file that is damaged, hostile or of another version is refused in words."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.data_file import ROOT
from lib.domain.errors import DeckError
from lib.report.decks import ready_deck
from lib.view.deck.deck import MAX_NOTES, MAX_SLIDES, MAX_TITLE, Deck, Slide
from lib.view.deck.file import MAX_BYTES, DeckFileDamaged, DeckFileUnknown, DeckFileVersion, read_deck, write_deck
from lib.view.deck.kinds import KINDS

WORDS = st.none() | st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60).filter(lambda text: text.strip())


@pytest.fixture
def deck(figures) -> Deck:
    return ready_deck(figures, "kabupaten", tahun=2024, kab="18.04", program="kpb", bahasa="en")


def changed(deck: Deck, path: tuple, value: object) -> bytes:
    """The file of a deck with one place changed (``...`` takes it away)."""
    content = json.loads(write_deck(deck))
    place = content
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(content).encode()


@settings(max_examples=60)
@given(
    titles=st.lists(st.tuples(st.sampled_from(sorted(set(KINDS) - {"grafik"})), WORDS, WORDS, WORDS), max_size=8),
    judul=WORDS,
    bahasa=st.sampled_from(("id", "en")),
)
def test_a_deck_comes_back_as_it_was_kept(titles, judul, bahasa, known):
    slides = tuple(Slide(f"s-{n}", jenis, {}, *words) for n, (jenis, *words) in enumerate(titles))
    deck = Deck("sendiri", 2024, "18.04", "kpb", bahasa, judul, slides)
    assert read_deck(write_deck(deck), known) == deck


def test_a_ready_deck_comes_back_with_its_parameters(deck, known):
    assert read_deck(write_deck(deck), known) == deck
    assert write_deck(read_deck(write_deck(deck), known)) == write_deck(deck)


@settings(max_examples=150)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_no_bytes_raise_anything_but_an_error_for_the_user(content, known):
    with pytest.raises(DeckError) as caught:
        read_deck(content, known)
    assert str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(data=st.data(), value=JSON)
def test_any_place_may_hold_anything_and_the_deck_opens_whole_or_is_refused(data, value, figures, known):
    deck = ready_deck(figures, "kabupaten", tahun=2024, kab="18.04")
    places = [(name,) for name in json.loads(write_deck(deck))]
    places += [("slides", 4, name) for name in ("id", "jenis", "parameter", "judul", "kalimat", "catatan")]
    places += [("slides", 4, "parameter", "tingkat"), ("slides", 4), ("slides", 4, "parameter", "tidak_dikenal")]
    content = changed(deck, data.draw(st.sampled_from(places)), value)
    opened = None
    with contextlib.suppress(DeckError):
        opened = read_deck(content, known)
    assert opened is None or read_deck(write_deck(opened), known) == opened


@pytest.mark.parametrize(
    ("path", "value", "error", "said"),
    [
        (("versi",), 99, DeckFileVersion, "lebih baru"),
        (("versi",), 0, DeckFileVersion, "terlalu lama"),
        (("versi",), "1", DeckFileDamaged, "versi"),
        (("berkas",), "lain", DeckFileDamaged, "bukan paparan"),
        (("jenis",), "pesta", DeckFileUnknown, "pesta"),
        (("tahun",), True, DeckFileDamaged, "tahun"),
        (("area",), "18.99", DeckFileUnknown, "18.99"),
        (("area",), "1804", DeckFileUnknown, "1804"),
        (("area",), "18", DeckFileUnknown, "area"),
        (("program",), "<script>", DeckFileUnknown, "<script>"),
        (("bahasa",), "xx", DeckFileUnknown, "bahasa"),
        (("slides",), {}, DeckFileDamaged, "slides"),
        (("tambahan",), 1, DeckFileUnknown, "tambahan"),
        (("judul",), ..., DeckFileDamaged, "judul"),
        (("judul",), "x" * (MAX_TITLE + 1), DeckFileDamaged, "terlalu panjang"),
        (("slides", 1, "catatan"), "x" * (MAX_NOTES + 1), DeckFileDamaged, "terlalu panjang"),
        (("slides", 1, "judul"), "\ud800", DeckFileDamaged, "slides[2].judul"),
        (("slides", 1, "id"), "../../etc", DeckFileDamaged, "slides[2].id"),
        (("slides", 1, "id"), "judul-1", DeckFileDamaged, "judul-1"),
        (("slides", 1, "jenis"), "video", DeckFileUnknown, "video"),
        (("slides", 1, "parameter"), {"indikator": "nilai"}, DeckFileUnknown, "indikator"),
        (("slides", 1, "parameter"), {"tahun": "20240"}, DeckFileUnknown, "20240"),
        (("slides", 1, "parameter"), {"kab": "18.01.01"}, DeckFileUnknown, "18.01.01"),
        (("slides", 4, "parameter"), {"program": "tak_ada"}, DeckFileUnknown, "tak_ada"),
        (("slides", 4, "parameter"), {"tingkat": ["desa"]}, DeckFileDamaged, "tingkat"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_to_do(path, value, error, said, deck, known):
    with pytest.raises(error) as caught:
        read_deck(changed(deck, path, value), known)
    assert said in str(caught.value)
    assert caught.value.saran
    assert "\ud800" not in str(caught.value)


def test_too_large_too_many_and_too_deep_are_refused(deck, known):
    with pytest.raises(DeckFileDamaged, match="terlalu besar"):
        read_deck(b" " * (MAX_BYTES + 1), known)
    with pytest.raises(DeckFileDamaged, match="halaman"):
        read_deck(changed(deck, ("slides",), [json.loads(write_deck(deck))["slides"][0]] * (MAX_SLIDES + 1)), known)
    with pytest.raises(DeckFileDamaged, match="JSON"):
        read_deck(b"[" * 100_000, known)
    with pytest.raises(DeckFileDamaged, match="JSON"):
        read_deck(write_deck(deck).replace(b'"tahun": 2024', b'"tahun": 2024, "tahun": 2025'), known)
    with pytest.raises(DeckFileDamaged, match="JSON"):
        read_deck(write_deck(deck).replace(b'"tahun": 2024', b'"tahun": NaN'), known)


def test_a_chart_of_a_page_must_say_which(known):
    deck = Deck("sendiri", 2024, slides=(Slide("g", "grafik", {}),))
    with pytest.raises(DeckFileDamaged, match="grafik"):
        read_deck(write_deck(deck), known)
    named = Deck("sendiri", 2024, slides=(Slide("g", "grafik", {"grafik": "sebaran"}),))
    assert read_deck(write_deck(named), known) == named


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"jenis": "pesta", "tahun": 2024}, "pesta"),
        ({"jenis": "kabupaten", "tahun": 2024}, "kode kabupaten"),
        ({"jenis": "kabupaten", "tahun": 2024, "kab": "18.99"}, "18.99"),
        ({"jenis": "kabupaten", "tahun": 2024, "kab": "18.01.01"}, "18.01.01"),
        ({"jenis": "program", "tahun": 2024, "program": "x"}, "“x”"),
        ({"jenis": "provinsi", "tahun": 2024, "bahasa": "xx"}, "xx"),
    ],
)
def test_a_ready_deck_of_what_does_not_exist_is_refused(given_, said, figures):
    with pytest.raises(DeckError) as caught:
        ready_deck(figures, given_.pop("jenis"), **given_)
    assert said in str(caught.value)


def test_the_file_in_the_documentation_opens_and_is_what_is_written(known):
    text = (ROOT / "docs" / "presentasi.md").read_text("utf-8")
    shown = text.partition("```json\n")[2].partition("```")[0].encode()
    assert write_deck(read_deck(shown, known)) == shown
