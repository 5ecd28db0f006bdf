"""Language and number format: gettext catalogues through Babel, without Streamlit.

Message ids are the Indonesian text. The active language is a context variable, so two sessions (threads) never share it.
Catalogues are read from the ``.po`` files themselves: there is no compiled file that could be out of date.
"""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
import io
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.dates import format_date as babel_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Final = ("id", "en")
DEFAULT_LANGUAGE: Final = "id"
DOMAIN: Final = "dasbor"
CATALOGUE_DIR: Final = Path(__file__).resolve().parents[2] / "locale"

_active: ContextVar[str] = ContextVar("bahasa", default=DEFAULT_LANGUAGE)


def set_language(bahasa: str) -> None:
    """Make ``bahasa`` (``id`` or ``en``) the language of this context; anything else falls back to Indonesian."""
    _active.set(bahasa if bahasa in LANGUAGES else DEFAULT_LANGUAGE)


def current_language() -> str:
    """The language of this context: ``id`` or ``en``."""
    return _active.get()


@cache
def catalogue(bahasa: str) -> gettext_module.NullTranslations:
    """The translations of ``bahasa``; an absent catalogue gives the message ids themselves."""
    path = CATALOGUE_DIR / bahasa / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.is_file():
        return gettext_module.NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=bahasa, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


def gettext(pesan: str) -> str:
    """``pesan`` in the active language; import it as ``_``."""
    # The empty msgid is the catalogue's own header: it must never reach the screen.
    return catalogue(_active.get()).gettext(pesan) if pesan else ""


def ngettext(tunggal: str, jamak: str, jumlah: int) -> str:
    """Singular or plural of a message in the active language (Indonesian has one form)."""
    return catalogue(_active.get()).ngettext(tunggal, jamak, jumlah)


def N_(pesan: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return pesan


def localized(teks: Mapping[Any, str]) -> str:
    """The entry of a ``{"id": …, "en": …}`` pair from a data file in the active language, Indonesian if it has none."""
    return teks.get(_active.get()) or teks[DEFAULT_LANGUAGE]


# English here is read in Indonesia, where a date starts with its day.
_FORMATS: Final = {"id": "id", "en": "en_GB"}


@cache
def _locale(bahasa: str) -> Locale:
    return Locale.parse(_FORMATS[bahasa])


def format_number(nilai: float | None, desimal: int = 0) -> str:
    """``2446`` -> ``2.446`` (id) or ``2,446`` (en), with exactly ``desimal`` decimals; None or NaN -> ``–``."""
    if nilai is None or nilai != nilai:
        return "–"
    pattern = "#,##0" + ("." + "0" * desimal if desimal else "")
    text = format_decimal(nilai, format=pattern, locale=_locale(_active.get()))
    # A true minus sign; and what rounds to nothing has no sign at all.
    return text.replace("-", "−" if text.strip("-0.,") else "")


def format_percent(bagian: float | None, desimal: int = 1) -> str:
    """A share 0..1 as per cent: ``0.738`` -> ``73,8%`` (id); None or NaN -> ``–``."""
    if bagian is None or bagian != bagian:
        return "–"
    return format_number(bagian * 100, desimal) + "%"


def format_signed(nilai: float | None, desimal: int = 0) -> str:
    """A change with its sign, a true minus sign and ``0`` without one."""
    if nilai is None or nilai != nilai:
        return "–"
    rounded = round(nilai, desimal)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + format_number(abs(rounded), desimal)


def format_date(tanggal: dt.date | dt.datetime | None) -> str:
    """A date in words: ``24 November 2026``; None -> ``–``."""
    if tanggal is None:
        return "–"
    return babel_date(tanggal, format="long", locale=_locale(_active.get()))
