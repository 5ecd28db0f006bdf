"""A deck as a file that can be kept and opened again: JSON with a version, checked word by word when it is opened.

A file comes from anywhere, so nothing in it is believed: its size, depth, fields, types, lengths, and every kind, area,
programme and parameter that it names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from lib.domain.errors import DeckError
from lib.domain.language import LANGUAGES, N_
from lib.view.deck.deck import MAX_NOTES, MAX_SENTENCE, MAX_SLIDES, MAX_TITLE, VERSION, Deck, Slide
from lib.view.deck.kinds import DECKS, KINDS
from lib.view.deck.values import VALID, is_area, years
from lib.view.frame.selection import Known

MARK: Final = "paparan-dasbor-desa"
ENDING: Final = "paparan.json"
MAX_BYTES: Final = 512 * 1024
MAX_VALUE: Final = 120
MAX_ID: Final = 40
_DECK_FIELDS: Final = ("berkas", "versi", "jenis", "tahun", "area", "program", "bahasa", "judul", "slides")
_SLIDE_FIELDS: Final = ("id", "jenis", "parameter", "judul", "kalimat", "catatan")
_OPEN_ANOTHER: Final = N_("Buka berkas lain, atau susun paparan baru.")
_MEND: Final = N_("Perbaiki berkasnya, atau susun paparan baru.")


class DeckFileDamaged(DeckError):
    """The file is not a deck, or not one that is whole."""


class DeckFileVersion(DeckError):
    """The file is of a version of the format that is not opened."""


class DeckFileUnknown(DeckError):
    """The file names a kind, area, programme or parameter that does not exist here."""


def write_deck(deck: Deck) -> bytes:
    """The deck as UTF-8 JSON; the same deck gives the same bytes."""
    content = {"berkas": MARK, "versi": deck.versi_format, **{name: getattr(deck, name) for name in _DECK_FIELDS[2:-1]}}
    content["slides"] = [
        {name: getattr(slide, name) for name in _SLIDE_FIELDS} | {"parameter": dict(sorted(slide.parameter.items()))}
        for slide in deck.slides
    ]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_deck(content: bytes, known: Known) -> Deck:
    """The deck in a file. ``known`` says which areas, indicators and programmes exist.

    DeckFileDamaged, DeckFileVersion or DeckFileUnknown say what is wrong, where, and what to do. A year without data is
    no error: its slides say so.
    """
    fields = _parsed(content)
    _check_version(fields)
    _only(fields, _DECK_FIELDS, MARK)
    jenis = _one_of(fields, "jenis", tuple(DECKS), "jenis")
    tahun = fields["tahun"]
    if not isinstance(tahun, int) or isinstance(tahun, bool) or tahun not in years():
        raise _damaged("tahun", tahun)
    area = fields["area"]
    if area is not None:
        area = _area(area, known, "area", ("kabupaten", "kecamatan"))
    program = fields["program"]
    if program is not None and program not in known.program:
        raise _unknown("program", program)
    slides = fields["slides"]
    if not isinstance(slides, list):
        raise _damaged("slides", slides)
    if len(slides) > MAX_SLIDES:
        raise DeckFileDamaged(
            N_("Paparan dalam berkas itu mempunyai {jumlah} halaman; paling banyak {paling}."),
            saran=_MEND,
            jumlah=len(slides),
            paling=MAX_SLIDES,
        )
    read = tuple(_slide(entry, number, known) for number, entry in enumerate(slides, start=1))
    ids = [slide.id for slide in read]
    if len(set(ids)) < len(ids):
        raise _damaged("slides.id", next(name for name in ids if ids.count(name) > 1))
    return Deck(
        jenis=jenis,
        tahun=tahun,
        area=area,
        program=program,
        bahasa=_one_of(fields, "bahasa", LANGUAGES, "bahasa"),
        judul=_words(fields, "judul", MAX_TITLE, "judul"),
        slides=read,
        versi_format=VERSION,
    )


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise DeckFileDamaged(
            N_("Berkas paparan sebesar {besar} kB terlalu besar; paling besar {paling} kB."),
            saran=_OPEN_ANOTHER,
            besar=len(content) // 1024,
            paling=MAX_BYTES // 1024,
        )
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_no_double)
    except (ValueError, RecursionError) as error:
        # Not the reader's own words: they quote the file.
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "1:1"
        raise DeckFileDamaged(
            N_("Berkas paparan rusak: isinya bukan JSON yang utuh (baris dan kolom {tempat})."), saran=_OPEN_ANOTHER, tempat=where
        ) from None
    if not isinstance(found, dict) or found.get("berkas") != MARK:
        raise DeckFileDamaged(N_("Berkas itu bukan paparan dari dasbor ini."), saran=_OPEN_ANOTHER)
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _check_version(fields: Mapping[str, Any]) -> None:
    version = fields.get("versi")
    if not isinstance(version, int) or isinstance(version, bool):
        raise _damaged("versi", version)
    if version > VERSION:
        raise DeckFileVersion(
            N_("Berkas paparan itu berversi {versi}, lebih baru daripada yang dikenal ({dikenal})."),
            saran=N_("Perbarui aplikasi ini, atau susun paparan baru."),
            versi=version,
            dikenal=VERSION,
        )
    if version < VERSION:
        raise DeckFileVersion(
            N_("Berkas paparan itu berversi {versi}, terlalu lama untuk dibuka (yang dikenal: {dikenal})."),
            saran=N_("Susun paparan baru dari paparan siap pakai."),
            versi=version,
            dikenal=VERSION,
        )


def _slide(entry: Any, number: int, known: Known) -> Slide:
    where = f"slides[{number}]"
    if not isinstance(entry, dict):
        raise _damaged(where, entry)
    _only(entry, _SLIDE_FIELDS, where)
    name = entry["id"]
    if not isinstance(name, str) or not 0 < len(name) <= MAX_ID or not name.replace("-", "").replace("_", "").isalnum():
        raise _damaged(f"{where}.id", name)
    jenis = _one_of(entry, "jenis", tuple(KINDS), f"{where}.jenis")
    given = entry["parameter"]
    if not isinstance(given, dict):
        raise _damaged(f"{where}.parameter", given)
    for key, value in given.items():
        place = f"{where}.parameter.{key[:MAX_ID]}"
        if key not in KINDS[jenis].parameter:
            raise _unknown(place, key)
        if not isinstance(value, str) or len(value) > MAX_VALUE:
            raise _damaged(place, value)
        if not VALID[key](value, known):
            raise _unknown(place, value)
    if jenis == "grafik" and "grafik" not in given:
        raise _damaged(f"{where}.parameter.grafik", None)
    return Slide(
        id=name,
        jenis=jenis,
        parameter=dict(given),
        judul=_words(entry, "judul", MAX_TITLE, where),
        kalimat=_words(entry, "kalimat", MAX_SENTENCE, where, blank=True),
        catatan=_words(entry, "catatan", MAX_NOTES, where, blank=True),
    )


def _only(fields: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    """Exactly the fields of the format: one more or one less is another format."""
    for name in fields:
        if name not in allowed:
            raise _unknown(where, name)
    for name in allowed:
        if name not in fields:
            raise DeckFileDamaged(
                N_("Berkas paparan tidak lengkap: {nama} tidak ada ({tempat})."), saran=_MEND, nama=name, tempat=where
            )


def _words(fields: Mapping[str, Any], name: str, most: int, where: str, *, blank: bool = False) -> str | None:
    text = fields[name]
    if text is None or (isinstance(text, str) and not text.strip() and not blank):
        return None
    if not isinstance(text, str):
        raise _damaged(f"{where}.{name}", text)
    if len(text) > most:
        raise DeckFileDamaged(
            N_("Teks {nama} ({tempat}) terlalu panjang: {panjang} huruf, paling banyak {paling}."),
            saran=_MEND,
            nama=name,
            tempat=where,
            panjang=len(text),
            paling=most,
        )
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a character: no file can hold it
        raise _damaged(f"{where}.{name}", None) from None
    return text


def _one_of(fields: Mapping[str, Any], name: str, allowed: tuple[str, ...], where: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise _damaged(where, value)
    if value not in allowed:
        raise _unknown(where, value)
    return value


def _area(value: Any, known: Known, where: str, levels: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        raise _damaged(where, value)
    if not is_area(value, known, levels):
        raise _unknown(where, value)
    return value


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True, default=str)
    return "".join(character if character.isprintable() else "?" for character in text)[:MAX_ID]


def _damaged(where: str, value: Any) -> DeckFileDamaged:
    return DeckFileDamaged(
        N_("Berkas paparan rusak: isi {tempat} tidak dapat dipakai ({isi})."), saran=_MEND, tempat=where, isi=_shown(value)
    )


def _unknown(where: str, value: Any) -> DeckFileUnknown:
    return DeckFileUnknown(
        N_("Berkas paparan menyebut “{isi}” di {tempat}, yang tidak dikenal di sini."),
        saran=_MEND,
        tempat=where,
        isi=_shown(value),
    )
