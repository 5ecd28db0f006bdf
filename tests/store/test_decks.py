"""Kept decks: whole, one for each title, and nobody's but the owner's, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from lib.domain.errors import DeckError
from lib.store import decks
from lib.store.audit import read_audit
from lib.store.decks import delete_deck, keep_deck, list_decks, read_kept
from tests.people import operator, pengelola

SRI, BUDI = pengelola("sri"), operator("18.04", "budi")
TEXT = '{"judul": "Rapat “besar” <b> & 🌾"}\n'


def test_a_deck_comes_back_as_it_was_kept(engine: Engine) -> None:
    number = keep_deck(engine, "  Rapat   November 🌾 ", TEXT, pelaku=SRI)
    assert read_kept(engine, number, pelaku=SRI) == TEXT
    assert [(entry.id, entry.judul) for entry in list_decks(engine, pelaku=SRI)] == [(number, "Rapat November 🌾")]


def test_the_same_title_replaces_and_the_newest_comes_first(engine: Engine) -> None:
    first = keep_deck(engine, "A", "1", pelaku=SRI)
    second = keep_deck(engine, "B", "2", pelaku=SRI)
    assert keep_deck(engine, "A", "3", pelaku=SRI) == first
    assert read_kept(engine, first, pelaku=SRI) == "3"
    assert [entry.id for entry in list_decks(engine, pelaku=SRI)] == [first, second]


def test_nobody_sees_replaces_or_deletes_another_s_deck(engine: Engine) -> None:
    number = keep_deck(engine, "A", "Sri", pelaku=SRI)
    other = keep_deck(engine, "A", "Budi", pelaku=BUDI)
    assert other != number
    assert [entry.id for entry in list_decks(engine, pelaku=BUDI)] == [other]
    with pytest.raises(DeckError):
        read_kept(engine, number, pelaku=BUDI)
    with pytest.raises(DeckError):
        delete_deck(engine, number, pelaku=BUDI)
    assert read_kept(engine, number, pelaku=SRI) == "Sri"


def test_a_deleted_deck_is_gone_and_the_trail_says_who(engine: Engine) -> None:
    number = keep_deck(engine, "A", "isi rahasia", pelaku=BUDI)
    delete_deck(engine, number, pelaku=BUDI)
    assert list_decks(engine, pelaku=BUDI) == []
    with pytest.raises(DeckError, match="tidak ada lagi"):
        delete_deck(engine, number, pelaku=BUDI)
    trail = [(entry.pelaku, entry.tindakan) for entry in read_audit(engine)]
    assert sorted(trail) == [("budi", "paparan hapus"), ("budi", "paparan simpan")]
    assert "rahasia" not in str([entry.rincian for entry in read_audit(engine)])


@pytest.mark.parametrize("judul", ["", "   ", "x" * 161, "a\x00b"])
def test_a_title_that_cannot_be_kept_is_refused(engine: Engine, judul: str) -> None:
    with pytest.raises(DeckError):
        keep_deck(engine, judul, TEXT, pelaku=SRI)
    assert list_decks(engine, pelaku=SRI) == []


def test_there_is_an_end_to_what_is_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decks, "MAX_DECKS", 2)
    for title in "AB":
        keep_deck(engine, title, TEXT, pelaku=SRI)
    with pytest.raises(DeckError, match="2"):
        keep_deck(engine, "C", TEXT, pelaku=SRI)
    keep_deck(engine, "A", "lagi", pelaku=SRI)
    keep_deck(engine, "C", TEXT, pelaku=BUDI)
    with pytest.raises(DeckError, match="besar"):
        keep_deck(engine, "A", "x" * (decks.MAX_BYTES + 1), pelaku=SRI)
