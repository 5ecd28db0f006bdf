"""The published data of this process: opened once, shared by every session, renewed when something is published.

Plain module state under a lock rather than ``st.cache_resource``: the server's routes need it too, outside any session.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from lib.analysis.frame.figures import Figures
from lib.domain import shown_area
from lib.domain.data_file import var_dir
from lib.domain.errors import DasborError, StoreError
from lib.domain.language import N_
from lib.published.loading import load_figures, load_shown
from lib.store.engine import open_engine
from lib.store.frames import published_fingerprint, published_versions
from lib.store.seed import ensure_seeded
from lib.store.versions import VersionInfo

# How long a published change may go unnoticed by a running process.
FINGERPRINT_TTL_SECONDS: Final = 1.0
# How often a database that does not answer is asked again.
RETRY_SECONDS: Final = 2.0
# National view: provinces whose frames stay in memory (each as large as an installation of that province alone).
PROVINCES_KEPT: Final = 6
LOGGER: Final = logging.getLogger("dasbor")

_lock = threading.Lock()
_asking = threading.Lock()
_loading = threading.Lock()
_provinces: dict[str, Figures] = {}
_engine: Engine | None = None
_figures: Figures | None = None
_versions: tuple[VersionInfo, ...] = ()
_checked_at = 0.0
_told_to_look = 0
_out_of_reach = False
_to_forget: list[Callable[[], None]] = []


def engine() -> Engine:
    """The database of this process, migrated and filled; StoreError or DataFileError say why it is not to be had."""
    global _engine
    with _lock:
        if _engine is None:
            opened = open_engine()
            ensure_seeded(opened)
            _engine = opened
        return _engine


def figures() -> Figures:
    """The figures of what is published, by whichever process, a second ago at the latest.

    One session at a time asks the database; the others go on with what they have. While the database is out of reach
    everybody does, and nobody waits for it: it is asked again in the background.
    """
    held = _figures
    if held is None or _checked_at == 0.0:
        database = engine()
        with _asking:
            if _figures is None or _checked_at == 0.0:
                _ask(database)
    elif _is_due() and _asking.acquire(blocking=False):
        if _out_of_reach:
            threading.Thread(target=_ask_and_release, name="dasbor-basis-data", daemon=True).start()
        else:
            _ask_and_release()
    assert _figures is not None
    kode = shown_area.province()
    return _figures if kode is None or not shown_area.is_national() else _of_province(kode)


def _of_province(kode: str) -> Figures:
    """The figures of one province in the national view, kept for the provinces that were asked for last."""
    assert _figures is not None
    fingerprint = f"{_figures.fingerprint}.{kode}"
    with _loading:
        held = _provinces.pop(kode, None)
        if held is None or held.fingerprint != fingerprint:
            held = load_figures(engine(), fingerprint, kode)
        _provinces[kode] = held
        while len(_provinces) > PROVINCES_KEPT:
            del _provinces[next(iter(_provinces))]
        return held


def out_of_reach() -> bool:
    """True while the database does not answer and ``figures`` are those that were published last."""
    return _out_of_reach


def _is_due() -> bool:
    return time.monotonic() - _checked_at >= (RETRY_SECONDS if _out_of_reach else FINGERPRINT_TTL_SECONDS)


def _ask_and_release() -> None:
    try:
        _ask(engine())
    finally:
        _asking.release()


def _ask(database: Engine) -> None:
    """Take over what is published now. Without figures yet, StoreError when the database does not answer."""
    global _figures, _versions, _checked_at, _out_of_reach
    told = _told_to_look
    try:
        fingerprint = published_fingerprint(database)
        if _figures is None or _figures.fingerprint != fingerprint:
            _versions = _shown(published_versions(database))
            _figures = load_shown(database, fingerprint)
            for forget in _to_forget:
                forget()
    except StoreError as error:
        if _figures is None:
            raise
        if not _out_of_reach:
            LOGGER.error("readers get the data published last: %s", error)
        _out_of_reach = True
    else:
        if _out_of_reach:
            LOGGER.warning("the database answers again")
        _out_of_reach = False
    # Whoever published while this was on its way must not get what was read before.
    _checked_at = time.monotonic() if told == _told_to_look else 0.0


def forget_when_published(forget: Callable[[], None]) -> None:
    """Call ``forget`` whenever something else is published: for what is derived from it elsewhere and kept."""
    _to_forget.append(forget)


def look_again() -> None:
    """What is published has just changed: the next look asks the database, however short ago the last one was."""
    global _checked_at, _told_to_look
    _told_to_look += 1
    _checked_at = 0.0


def versions() -> tuple[VersionInfo, ...]:
    """Every published version, the last published first; those known last while the database is out of reach."""
    if not _out_of_reach:
        try:
            return _shown(published_versions(engine()))
        except StoreError:
            if _figures is None:
                raise
    return _versions


def _shown(entries: list[VersionInfo]) -> tuple[VersionInfo, ...]:
    return tuple(entry for entry in entries if shown_area.touches(entry.wilayah, shown_area.province()))


def shows_data() -> bool:
    """True when this process can show published data, whatever the database does: what a proxy needs to know."""
    return _figures is not None


def shown_version() -> str:
    """The short fingerprint of the figures in memory; empty before there are any. Nothing is asked for."""
    held = _figures
    return held.short_fingerprint if held is not None else ""


def answers_dir() -> Path:
    """The folder of recorded answers of the ministry's interface, one file per desa and year."""
    return var_dir() / "kemendes"


def provinces() -> tuple[str, ...]:
    """The provinces of which an address may name one: all in the national view, else none."""
    if not shown_area.is_national():
        return ()
    assert _figures is not None
    return _figures.codes_at("provinsi")


def known_province(parameters: dict[str, str]) -> str | None:
    """The province that an address in the national view names, if it is one of the list; this request sees the country then."""
    shown_area.choose(None)
    try:
        figures()
    except DasborError:
        return None  # Whoever answers says what is wrong with the data.
    kode = shown_area.asked(parameters)
    return kode if kode in provinces() else None


def province_name(kode: str) -> str:
    """The name of a province in the national view; its code when it is unknown."""
    return _figures.name(kode) if _figures is not None else kode


def health() -> dict[str, Any]:
    """What a monitor needs: which dataset versions are published, and that the database answers."""
    database = engine()
    if database.dialect.name == "sqlite" and not Path(str(database.url.database)).is_file():
        # SQLite goes on answering from a deleted file, and what is published into it is lost.
        raise StoreError(
            N_("Berkas basis data {basis} tidak ada lagi."),
            saran=N_("Pulihkan berkas itu dari cadangan, lalu jalankan ulang aplikasi."),
            basis=database.url.database,
        )
    return {
        "sidik": published_fingerprint(database),
        "versi_data": [
            {"id": entry.id, "jenis": entry.jenis, "tahun": entry.tahun, "wilayah": entry.wilayah, "sifat": entry.sifat}
            for entry in published_versions(database)
        ],
    }
