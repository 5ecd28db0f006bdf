"""The published data of this process: opened once, shared by every session, renewed when something is published.

Plain module state under a lock rather than ``st.cache_resource``: the server's routes need it too, outside any session.
"""

from __future__ import annotations

import logging
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from lib.analysis.figures import Figures, Provenance
from lib.domain.datafile import var_dir
from lib.domain.errors import DataFileError, SettingError, StoreError
from lib.domain.facts import status_facts_kabupaten
from lib.domain.language import N_, set_language
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.shown import province, touches
from lib.domain.status import STATUS
from lib.domain.wilayah import PROVINSI_LAMPUNG, Tingkat, is_within
from lib.geo.boundaries import LEVELS, approximate_folder
from lib.geo.imported import imported_folder
from lib.geo.prepared import PreparedGeometry, prepare
from lib.store.engine import open_engine
from lib.store.frames import (
    cakupan_frame,
    nilai_frame,
    prestasi_frame,
    published_fingerprint,
    published_versions,
    wilayah_frame,
)
from lib.store.seed import ensure_seeded
from lib.store.versions import VersionInfo
from lib.view.cross import MEASURES, describe_cross
from lib.view.indicator import indicators
from lib.view.maps import MapDescription, describe_map
from lib.view.selection import Known, Selection, read_selection

# How long a published change may go unnoticed by a running process.
FINGERPRINT_TTL_SECONDS: Final = 1.0
# How often a database that does not answer is asked again.
RETRY_SECONDS: Final = 2.0
LOGGER: Final = logging.getLogger("dasbor")

_lock = threading.Lock()
_asking = threading.Lock()
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
    return _figures


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
            _figures = load_figures(database, fingerprint)
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
    return tuple(entry for entry in entries if touches(entry.wilayah, province()))


def shows_data() -> bool:
    """True when this process can show published data, whatever the database does: what a proxy needs to know."""
    return _figures is not None


def shown_version() -> str:
    """The short fingerprint of the figures in memory; empty before there are any. Nothing is asked for."""
    held = _figures
    return held.short_fingerprint if held is not None else ""


def load_figures(database: Engine, fingerprint: str | None = None, area: str | None = None) -> Figures:
    """The figures of what ``database`` has published about a province (None: the one shown); ``fingerprint`` when known.

    SettingError when the store has no list of that province.
    """
    area = area or province()
    wilayah = wilayah_frame(database, area)
    if area not in wilayah.index:
        raise SettingError(
            N_("Daftar wilayah provinsi {kode} tidak ada di basis data ini."),
            saran=N_("Periksa DASBOR_PROVINSI; tanpa itu yang ditampilkan Lampung (18)."),
            kode=area,
        )
    provenance = tuple(
        Provenance(
            jenis=entry.jenis,
            tahun=entry.tahun,
            wilayah=entry.wilayah,
            sifat=entry.sifat,
            penerbit=entry.penerbit,
            judul=entry.judul,
            url=entry.url,
            tanggal=entry.tanggal,
            program=tuple((entry.laporan or {}).get("program", ())),
        )
        for entry in published_versions(database)
        if touches(entry.wilayah, area)
    )
    return Figures(
        wilayah=wilayah,
        nilai=nilai_frame(database, area),
        cakupan=cakupan_frame(database, area),
        prestasi=prestasi_frame(database, area),
        provenance=provenance,
        fingerprint=fingerprint or published_fingerprint(database),
        fakta_kabupaten=complete_years(
            {key: counts for key, counts in status_facts_kabupaten().items() if is_within(key[1], area)}
        ),
    )


def complete_years(facts: dict[tuple[int, str], dict[str, int]]) -> frozenset[int]:
    """The years whose facts give every status of as many kabupaten as the best known year does."""
    whole = [tahun for (tahun, _kode), counts in facts.items() if len(counts) == len(STATUS)]
    most = max((whole.count(tahun) for tahun in set(whole)), default=0)
    return frozenset(tahun for tahun in set(whole) if whole.count(tahun) == most)


@cache
def geometry() -> dict[Tingkat, PreparedGeometry]:
    """The prepared boundary file of each level: of the boundaries published last, else the approximate ones.

    BoundaryError when the province shown has neither.
    """
    version, kode = boundary_version(), province()
    folder = imported_folder(str(version.laporan["folder"])) if version is not None else None
    return prepare(folder or approximate_folder(kode), var_dir() / "peta" / ("" if kode == PROVINSI_LAMPUNG else kode))


@cache
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
    return Known(data.years or (data.main_year,), data.main_year, data.codes, tuple(indicators()), tuple(programs()))


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
    for level in ("provinsi", "kabupaten", "kecamatan", "desa"):
        data.counts(data.main_year, level)
        data.means(data.main_year, level)
    _ = data.desa_index
