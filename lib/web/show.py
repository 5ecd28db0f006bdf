"""The slideshow in the browser: decks by their token, and the whole show in one document.

The token of a deck is a fingerprint of its content, so the same deck has the same address; only who has composed it, or was
given the address, knows it. A deck is remembered by this process until many newer ones have come.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from functools import cache, lru_cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES, set_language
from lib.domain.language import gettext as _
from lib.published import borders, selected, source
from lib.view.deck.content import deck_title
from lib.view.deck.deck import Deck, Slide
from lib.view.deck.file import read_deck, write_deck
from lib.web import markup
from lib.web.assets import ASSETS
from lib.web.show_slides import filtered, slides_html

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


# The route of the slideshow: a show, one slide of it alone, or one slide asked for anew during the talk.


HTML: Final = "text/html; charset=utf-8"


@cache
def policy() -> str:
    """What the document may do: run this one script, ask this origin for a slide, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode("ascii")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{digest}'",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


async def _answer(request: Request) -> Response:
    token, slide_id = request.path_params["token"], request.path_params.get("slide", "")
    given = request.query_params
    if slide_id and PREVIEW not in given:
        html = await run_in_threadpool(slide_fragment, token, slide_id, given.get("kab", ""), given.get("tahun", ""))
    else:
        html = await run_in_threadpool(show_html, token, slide_id)
    headers = {"content-security-policy": policy(), "cache-control": "private, no-cache", "vary": "accept-encoding"}
    if html is None:
        return Response(gone(given.get("bahasa")), 404, headers, HTML)
    body = html.encode("utf-8")
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = await run_in_threadpool(gzip.compress, body, 5)
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type=HTML)


ROUTES: Final = (Route(ADDRESS + "/{token}", _answer), Route(ADDRESS + "/{token}/{slide}", _answer))
