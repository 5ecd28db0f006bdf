"""The published data of this process: opened once, shared by every session, renewed when something is published.

Plain module state under a lock rather than ``st.cache_resource``: the server's routes need it too, outside any session.
"""

from __future__ import annotations

import logging
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from lib.analysis.country import CountryFigures
from lib.analysis.figures import Figures
from lib.domain import shown
from lib.domain.datafile import var_dir
from lib.domain.errors import DasborError, DataFileError, StoreError
from lib.domain.language import N_, set_language
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.wilayah import PROVINSI_LAMPUNG, Tingkat
from lib.geo.boundaries import LEVELS, approximate_folder, boundary_folder, is_built
from lib.geo.coarse import coarse_boundaries
from lib.geo.imported import imported_folder
from lib.geo.prepared import MOST_BYTES, PreparedGeometry, prepare, prepare_part
from lib.published.loading import load_figures, load_shown
from lib.published.per_province import PerProvince
from lib.store.engine import open_engine
from lib.store.frames import published_fingerprint, published_versions
from lib.store.seed import ensure_seeded
from lib.store.versions import VersionInfo
from lib.view.country import at_country, country_map
from lib.view.cross import MEASURES, describe_cross
from lib.view.indicator import indicators
from lib.view.maps import MapDescription, describe_map
from lib.view.selection import Known, Selection, read_selection

# How long a published change may go unnoticed by a running process.
FINGERPRINT_TTL_SECONDS: Final = 1.0
# How often a database that does not answer is asked again.
RETRY_SECONDS: Final = 2.0
# National view: provinces whose frames stay in memory (each as large as an installation of that province alone).
PROVINCES_KEPT: Final = 6
# Room for the desa file of every kabupaten of the country: where it is, not what is in it.
PARTS_KEPT: Final = 600
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
    kode = shown.province()
    return _figures if kode is None or not shown.is_national() else _of_province(kode)


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
            # Boundaries are published as well.
            geometry.cache_clear()
            boundary_version.cache_clear()
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
    return tuple(entry for entry in entries if shown.touches(entry.wilayah, shown.province()))


def shows_data() -> bool:
    """True when this process can show published data, whatever the database does: what a proxy needs to know."""
    return _figures is not None


def shown_version() -> str:
    """The short fingerprint of the figures in memory; empty before there are any. Nothing is asked for."""
    held = _figures
    return held.short_fingerprint if held is not None else ""


@PerProvince
def geometry() -> dict[Tingkat, PreparedGeometry]:
    """The prepared boundary file of each level: of the boundaries published last, else the approximate ones.

    Of the country: the outlines of the provinces. BoundaryError when the province shown has neither; in the national view
    cells are then made of its points, once.
    """
    version, kode = boundary_version(), shown.province()
    if kode is None:
        return prepare(boundary_folder(), var_dir() / "peta" / shown.NASIONAL, ("provinsi",))
    folder = imported_folder(str(version.laporan["folder"])) if version is not None else None
    if folder is None and shown.is_national() and kode != PROVINSI_LAMPUNG and not is_built(kode):
        folder = coarse_boundaries(kode, figures().wilayah)
    return prepare(folder or approximate_folder(kode), var_dir() / "peta" / ("" if kode == PROVINSI_LAMPUNG else kode))


def drawn_geometry(tingkat: Tingkat, kab: str | None) -> PreparedGeometry:
    """The file from which a browser draws a level: the whole province's, save in the national view the desa of ``kab``.

    There a province may have thousands of desa; a reader who has chosen a kabupaten waits for no others. KeyError when there is
    no such level or kabupaten.
    """
    whole = geometry()[tingkat]
    if tingkat != "desa" or not kab or not shown.is_national():
        return whole
    if kab not in figures().codes_at("kabupaten"):
        raise KeyError(kab)
    return _part(whole.path, kab)


@lru_cache(maxsize=PARTS_KEPT)
def _part(_path: Path, kab: str) -> PreparedGeometry:
    return prepare_part(geometry()["desa"], kab)


def draws_every_desa() -> bool:
    """False where the desa of the whole province are too much for one map: in the national view, in the largest provinces."""
    if not shown.is_national() or shown.province() is None:
        return True
    try:
        return geometry()["desa"].bytes_compressed <= MOST_BYTES
    except DasborError:
        return True  # Whoever draws the map says what is wrong with the boundaries.


@PerProvince
def boundary_version() -> VersionInfo | None:
    """The published version of imported boundaries whose files are on this machine; None when the shipped ones are shown."""
    try:
        published = versions()
    except (StoreError, DataFileError):
        return None  # The map is drawn without the store; what is wrong with the store is told elsewhere.
    found = (entry for entry in published if entry.jenis == "batas" and imported_folder(str(entry.laporan.get("folder", ""))))
    return next(found, None)


def boundary_note() -> str:
    """Where the drawn boundaries are from, for the source line of a map."""
    version = boundary_version()
    if version is None:
        return _("Batas wilayah perkiraan.")
    levels = version.laporan.get("tingkat", [])
    note = _("Batas: {judul}, {berkas}.").format(judul=version.judul, berkas=version.berkas)
    if version.lisensi:
        # Open licences ask for their name and the publisher's wherever the map is shown.
        note = note + " " + _("{penerbit}; lisensi {lisensi}.").format(penerbit=version.penerbit, lisensi=version.lisensi)
    return note if len(levels) == len(LEVELS) else note + " " + _("Batas tingkat lain perkiraan.")


def answers_dir() -> Path:
    """The folder of recorded answers of the ministry's interface, one file per desa and year."""
    return var_dir() / "kemendes"


def polygons(level: Tingkat) -> tuple[str, ...]:
    """Codes of a level's polygons, in the order of its file."""
    return geometry()[level].kode


def known(data: Figures) -> Known:
    """What an address may point at."""
    return Known(
        data.years or (data.main_year,),
        data.main_year,
        data.codes,
        tuple(indicators()),
        tuple(programs()),
        provinces(),
        draws_every_desa(),
    )


def provinces() -> tuple[str, ...]:
    """The provinces of which an address may name one: all in the national view, else none."""
    if not shown.is_national():
        return ()
    assert _figures is not None
    return _figures.codes_at("provinsi")


def known_province(parameters: dict[str, str]) -> str | None:
    """The province that an address in the national view names, if it is one of the list; this request sees the country then."""
    shown.choose(None)
    try:
        figures()
    except DasborError:
        return None  # Whoever answers says what is wrong with the data.
    kode = shown.asked(parameters)
    return kode if kode in provinces() else None


def province_name(kode: str) -> str:
    """The name of a province in the national view; its code when it is unknown."""
    return _figures.name(kode) if _figures is not None else kode


def described(data: Figures, selection: Selection) -> MapDescription:
    """The map of a selection, described once for all the sessions that look at the same one (its language is part of it)."""
    return data.remember(_describe, selection)


def _describe(data: Figures, selection: Selection) -> MapDescription:
    return describe_map(data, selection, polygons)


def map_values(parameters: dict[str, str]) -> dict[str, str]:
    """The exact value of each area as text, for the map's tooltips; parameters as in a page's address."""
    data = figures()
    selection, _notices = read_selection(parameters, known(data))
    set_language(selection.bahasa)
    if isinstance(data, CountryFigures):
        return country_map(data, at_country(selection), polygons).texts()
    measure = parameters.get("silang", "")
    if measure in MEASURES:
        return describe_cross(data, selection, polygons, measure).texts()
    return described(data, selection).texts()


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


def warm() -> None:
    """Open the data and compute what a first visit shows, so that it does not wait for it."""
    data = figures()
    geometry()
    below: tuple[Tingkat, ...] = ("kabupaten", "kecamatan", "desa") if shown.province() else ()
    for level in ("provinsi", *below):
        data.counts(data.main_year, level)
        data.means(data.main_year, level)
    _ = data.desa_index
