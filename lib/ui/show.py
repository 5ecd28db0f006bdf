"""The slideshow in the browser: decks by their token, and the whole show in one document.

The token of a deck is a fingerprint of its content, so the same deck has the same address; only who has composed it, or was
given the address, knows it. A deck is remembered by this process until many newer ones have come.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
from collections import OrderedDict
from functools import cache, lru_cache
from typing import Final

from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, set_language
from lib.domain.language import gettext as _
from lib.published import borders, selected, source
from lib.ui import markup
from lib.ui.assets import ASSETS
from lib.ui.show_slides import filtered, slides_html
from lib.view.deck import Deck, Slide
from lib.view.deck_content import deck_title
from lib.view.deck_file import read_deck, write_deck

ADDRESS: Final = "/presentasi/tayang"
PREVIEW: Final = "pratinjau"
KEPT_DECKS: Final = 500
KEPT_SHOWS: Final = 8
TOKEN_LETTERS: Final = 32
PAUSES: Final = (10, 20, 30, 60)

_lock = threading.Lock()
_decks: OrderedDict[str, bytes] = OrderedDict()


def preview(deck: Deck, slide: Slide) -> str:
    """The address of one slide of a deck alone, for a frame on the page."""
    return f"{keep(deck)}/{slide.id}?{PREVIEW}"


def keep(deck: Deck) -> str:
    """Remember a deck; gives the address of its show."""
    content = write_deck(deck)
    token = hashlib.sha256(content).hexdigest()[:TOKEN_LETTERS]
    with _lock:
        _decks[token] = content
        _decks.move_to_end(token)
        while len(_decks) > KEPT_DECKS:
            _decks.popitem(last=False)
    return f"{ADDRESS}/{token}"


def _kept(token: str) -> bytes | None:
    with _lock:
        return _decks.get(token)


@cache
def script() -> str:
    """The script of the show: the policy knows it by its hash."""
    return (ASSETS / "tayang.js").read_text("utf-8")


def show_html(token: str, slide_id: str = "") -> str | None:
    """The document of a show, or of one slide alone (for a preview); None when there is no such deck or slide."""
    content = _kept(token)
    if content is None:
        return None
    data = source.figures()
    return _document(data.fingerprint, borders.geometry()["desa"].name, _today(), token, content, slide_id)


def _today() -> str:
    return dt.date.today().isoformat()


@lru_cache(maxsize=KEPT_SHOWS)
def _document(_fingerprint: str, _boundaries: str, _day: str, token: str, content: bytes, slide_id: str) -> str | None:
    data = source.figures()
    deck = read_deck(content, selected.known(data))
    set_language(deck.bahasa)
    slides = tuple(slide for slide in deck.slides if not slide_id or slide.id == slide_id)
    if slide_id and not slides:
        return None
    return markup.render(
        "tayang.html",
        bahasa=deck.bahasa,
        alamat=f"{ADDRESS}/{token}",
        tunggal=bool(slide_id),
        judul=deck_title(data, deck),
        slides=slides_html(data, deck, slides),
        gaya=(ASSETS / "tayang.css").read_text("utf-8"),
        skrip=script(),
        jeda=PAUSES,
        kabupaten=[(kode, data.name(kode)) for kode in data.codes_at("kabupaten")],
        tahun_ada=list(reversed(data.years)),
        kata=_words(),
        kata_json=_as_json(_said()),
        tombol=_keys(),
    )


def _as_json(words: dict[str, str]) -> str:
    # Such that no word can end the element that holds it.
    return json.dumps(words, ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _words() -> dict[str, str]:
    return {
        "berikut": _("Berikutnya"),
        "catatan": _("Catatan pembicara"),
        "kendali": _("Kendali tayangan"),
        "mundur": _("Slide sebelumnya"),
        "maju": _("Slide berikutnya"),
        "gambaran": _("Semua slide"),
        "hitam": _("Layar hitam"),
        "penuh": _("Layar penuh"),
        "penyaji": _("Jendela penyaji"),
        "otomatis": _("Maju sendiri"),
        "mati": _("tidak"),
        "detik": _("detik"),
        "wilayah": _("Wilayah slide ini"),
        "tahun": _("Tahun slide ini"),
        "semula": _("seperti disusun"),
        "bantuan": _("Tombol"),
        "tutup": _("Tutup"),
    }


def _said() -> dict[str, str]:
    return {
        "slide": _("Slide {nomor} dari {jumlah}: {judul}"),
        "gelap": _("Layar dihitamkan."),
        "habis": _("Slide terakhir."),
        "putus": _("Server tidak menjawab; slide tetap seperti semula."),
        "jendela": _("Peramban menahan jendela baru; izinkan lalu tekan P lagi."),
        "penuh_gagal": _("Peramban tidak mengizinkan layar penuh."),
    }


def _keys() -> list[tuple[str, str]]:
    return [
        ("→ ↓ PageDown", _("Slide berikutnya (juga spasi)")),
        ("← ↑ PageUp", _("Slide sebelumnya")),
        ("Home / End", _("Slide pertama / terakhir")),
        ("7 Enter", _("Ke slide nomor 7")),
        ("G", _("Semua slide")),
        ("B", _("Layar hitam")),
        ("F", _("Layar penuh")),
        ("P", _("Jendela penyaji: catatan, jam, slide berikutnya")),
        ("A", _("Maju sendiri, mulai atau berhenti")),
        ("Esc", _("Kembali dari semua slide, layar hitam, atau layar penuh")),
    ]


def slide_fragment(token: str, slide_id: str, kab: str, tahun: str) -> str | None:
    """One slide of a deck, of another kabupaten or year when asked; None when there is no such deck or slide."""
    content = _kept(token)
    if content is None:
        return None
    data = source.figures()
    deck = read_deck(content, selected.known(data))
    slide = next((slide for slide in deck.slides if slide.id == slide_id), None)
    return None if slide is None else slides_html(data, deck, (filtered(slide, data, kab, tahun),))


def gone(asked: str | None) -> str:
    """What is said in place of a show that is not known here (any more)."""
    language = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
    set_language(language)
    return markup.render(
        "tayang_hilang.html",
        bahasa=language,
        judul=_("Tayangan ini tidak ada lagi"),
        pesan=_("Buka halaman Presentasi, susun atau buka paparan, lalu mulai tayangan dari sana."),
        tautan=_("Ke halaman Presentasi"),
    )
