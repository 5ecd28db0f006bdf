"""The boundaries that maps are drawn from: those published last, else the approximate ones that come with the application."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from lib.domain import shown_area
from lib.domain.data_file import var_dir
from lib.domain.errors import DasborError, DataFileError, StoreError
from lib.domain.language import gettext as _
from lib.domain.wilayah import PROVINSI_LAMPUNG, Tingkat
from lib.geo.boundaries import LEVELS, approximate_folder, boundary_folder, is_built
from lib.geo.coarse import coarse_boundaries
from lib.geo.imported import imported_folder
from lib.geo.prepared import MOST_BYTES, PreparedGeometry, prepare, prepare_part
from lib.published import source
from lib.published.per_province import PerProvince
from lib.store.versions import VersionInfo

# Room for the desa file of every kabupaten of the country: where it is, not what is in it.
PARTS_KEPT: Final = 600


@PerProvince
def geometry() -> dict[Tingkat, PreparedGeometry]:
    """The prepared boundary file of each level: of the boundaries published last, else the approximate ones.

    Of the country: the outlines of the provinces. BoundaryError when the province shown has neither; in the national view
    cells are then made of its points, once.
    """
    version, kode = boundary_version(), shown_area.province()
    if kode is None:
        return prepare(boundary_folder(), var_dir() / "peta" / shown_area.NASIONAL, ("provinsi",))
    folder = imported_folder(str(version.laporan["folder"])) if version is not None else None
    if folder is None and shown_area.is_national() and kode != PROVINSI_LAMPUNG and not is_built(kode):
        folder = coarse_boundaries(kode, source.figures().wilayah)
    return prepare(folder or approximate_folder(kode), var_dir() / "peta" / ("" if kode == PROVINSI_LAMPUNG else kode))


def geometry_for(tingkat: Tingkat, kab: str | None) -> PreparedGeometry:
    """The file from which a browser draws a level: the whole province's, save in the national view the desa of ``kab``.

    There a province may have thousands of desa; a reader who has chosen a kabupaten waits for no others. KeyError when there is
    no such level or kabupaten.
    """
    whole = geometry()[tingkat]
    if tingkat != "desa" or not kab or not shown_area.is_national():
        return whole
    if kab not in source.figures().codes_at("kabupaten"):
        raise KeyError(kab)
    return _part(whole.path, kab)


@lru_cache(maxsize=PARTS_KEPT)
def _part(_path: Path, kab: str) -> PreparedGeometry:
    return prepare_part(geometry()["desa"], kab)


def draws_every_desa() -> bool:
    """False where the desa of the whole province are too much for one map: in the national view, in the largest provinces."""
    if not shown_area.is_national() or shown_area.province() is None:
        return True
    try:
        return geometry()["desa"].bytes_compressed <= MOST_BYTES
    except DasborError:
        return True  # Whoever draws the map says what is wrong with the boundaries.


def polygons(level: Tingkat) -> tuple[str, ...]:
    """Codes of a level's polygons, in the order of its file."""
    return geometry()[level].kode


@PerProvince
def boundary_version() -> VersionInfo | None:
    """The published version of imported boundaries whose files are on this machine; None when the shipped ones are shown."""
    try:
        published = source.versions()
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


def _forget() -> None:
    """Boundaries are published as well."""
    geometry.cache_clear()
    boundary_version.cache_clear()


source.forget_when_published(_forget)
