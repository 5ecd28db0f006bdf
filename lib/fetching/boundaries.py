"""Openly licensed boundaries from a server: an interface that says where the file is and what its licence is, or the file.

The default interface is that of geoBoundaries, whose answer names the file, its source, its year and its licence. What is
fetched lies in a folder first; checking and publishing it is the importer's work.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from lib.domain.language import N_
from lib.fetching.files import make_ready, put
from lib.fetching.polite import FetchError, PoliteClient, TooLarge, check_address
from lib.importing.checks.findings import shown
from lib.importing.sheets import MAX_BOUNDARY_BYTES

DEFAULT_ADDRESS: Final = "https://www.geoboundaries.org/api/current/gbOpen/IDN/ADM2/"
"""The kabupaten and kota of Indonesia."""
GEOBOUNDARIES: Final = "geoBoundaries"
# Licences that let everybody use, change and pass on; and conditions that take it back.
_OPEN: Final = re.compile(
    r"\bcc[ -]?by\b|\bcc[ -]?0\b|creative commons attribution|\bodbl\b|\bpddl\b|\bodc\b|public domain"
    r"|open (?:data(?:base)?|government) ",
    re.IGNORECASE,
)
_NOT_OPEN: Final = re.compile(r"\bnc\b|\bnd\b|non-?\s?commercial|no-?\s?deriv|all rights reserved|restrict", re.IGNORECASE)
_DATES: Final = ("%b %d, %Y", "%Y-%m-%d", "%a %b %d %H:%M:%S %Y")
_POINTER: Final = b"version https://git-lfs"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where boundaries come from; what the server does not say is empty."""

    url: str
    penerbit: str = ""
    lisensi: str = ""
    lisensi_url: str = ""
    tahun: str = ""
    tanggal: dt.date | None = None
    disederhanakan: bool = False

    @property
    def is_open(self) -> bool:
        """True when the licence is one of those that let everybody use, change and pass on."""
        return bool(_OPEN.search(self.lisensi)) and not _NOT_OPEN.search(self.lisensi)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file and its origin; the same origin lies beside it as ``NAME.sumber.json``."""

    path: Path
    asal: Origin


def fetch_boundaries(alamat: str, folder: Path, client: PoliteClient) -> Fetched:
    """Fetch the boundaries that ``alamat`` names or is, into ``folder``; an earlier file of that name stays until then.

    FetchError when they cannot be had whole, SettingError when the address is none or the folder cannot be written.
    """
    alamat = check_address(alamat)
    body = client.get(alamat, max_bytes=MAX_BOUNDARY_BYTES, check=_check_some_answer)
    answer = _interface_answer(body)
    if answer is None:
        asal, data = Origin(alamat), body
        _check_boundaries(data)
    else:
        asal, data = _named_file(alamat, answer, client)
    make_ready(folder)
    path = folder / _name(asal.url, data)
    record = json.dumps(asdict(asal) | {"tanggal": asal.tanggal and asal.tanggal.isoformat()}, ensure_ascii=False, indent=1)
    put(path.with_name(f"{path.name}.sumber.json"), record.encode())
    put(path, data)
    return Fetched(path, asal)


def _interface_answer(body: bytes) -> dict[str, Any] | None:
    """The answer of an interface like geoBoundaries'; None when the body is a file."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise FetchError(N_("Jawaban terpotong atau bukan JSON."), lewat=True) from None
    if isinstance(content, list):
        raise FetchError(
            N_("Alamat ini menyebut {jumlah} batas sekaligus."),
            saran=N_("Pilih satu, misalnya …/IDN/ADM2/ untuk kabupaten dan kota."),
            jumlah=len(content),
        )
    if isinstance(content, dict) and content.get("type") != "FeatureCollection":
        return content
    return None


def _named_file(alamat: str, answer: dict[str, Any], client: PoliteClient) -> tuple[Origin, bytes]:
    whole, simple = (_address(alamat, answer.get(name)) for name in ("gjDownloadURL", "simplifiedGeometryGeoJSON"))
    if not whole and not simple:
        raise FetchError(
            N_("Jawaban {server} tidak menyebut berkas batas."),
            saran=N_("Sebut alamat berkasnya sendiri dengan --alamat."),
            server=urlsplit(alamat).hostname or "?",
        )
    asal = _origin(answer, whole or simple)
    if whole:
        try:
            return asal, client.get(whole, max_bytes=MAX_BOUNDARY_BYTES, check=_check_boundaries)
        except TooLarge:
            if not simple:
                raise
    return (
        replace(asal, url=simple, disederhanakan=True),
        client.get(simple, max_bytes=MAX_BOUNDARY_BYTES, check=_check_boundaries),
    )


def _address(base: str, value: object) -> str:
    return check_address(urljoin(base, value)) if isinstance(value, str) and value.strip() else ""


def _origin(answer: dict[str, Any], url: str) -> Origin:
    def said(name: str) -> str:
        value = answer.get(name)
        text = shown(value) if isinstance(value, str | int | float) else ""
        return "" if text.lower() in ("nan", "none", "null", "unknown") else text

    sources = [name for name in (said("boundarySource-1") or said("boundarySource"), said("boundarySource-2")) if name]
    return Origin(
        url=url,
        penerbit=f"{GEOBOUNDARIES}: {', '.join(sources)}" if sources else GEOBOUNDARIES,
        lisensi=" – ".join(text for text in (said("boundaryLicense"), said("licenseDetail")) if text),
        lisensi_url=said("licenseSource"),
        tahun=said("boundaryYearRepresented").removesuffix(".0"),
        tanggal=_date(said("buildDate")) or _date(said("sourceDataUpdateDate")),
    )


def _date(text: str) -> dt.date | None:
    for form in _DATES:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _check_some_answer(data: bytes) -> None:
    """FetchError for what is neither an interface's answer nor a file."""
    if not data.strip():
        raise FetchError(N_("Jawaban kosong."), lewat=True)
    if data.lstrip()[:1] == b"<":
        raise FetchError(N_("Jawaban berupa halaman web, bukan data."), lewat=True)
    if data.lstrip()[:1] not in (b"{", b"[") and _ending(data) is None:
        raise FetchError(N_("Jawaban bukan berkas batas (GeoJSON, GeoPackage, atau Shapefile dalam zip)."))


def _check_boundaries(data: bytes) -> None:
    """FetchError for what is no whole boundary file; what is in it is the importer's to judge."""
    if data.startswith(_POINTER):
        raise FetchError(N_("Jawaban hanya penunjuk ke berkas besar (Git LFS), bukan berkasnya."))
    _check_some_answer(data)
    if _ending(data) != ".geojson":
        return
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise FetchError(N_("Jawaban terpotong atau bukan JSON."), lewat=True) from None
    if not isinstance(content, dict) or not isinstance(content.get("features"), list) or not content["features"]:
        raise FetchError(N_("Jawaban tidak memuat satu wilayah pun."))


def _ending(data: bytes) -> str | None:
    if data.startswith(b"SQLite format 3\0"):
        return ".gpkg"
    if data.startswith(b"PK\x03\x04"):
        return ".zip"
    return ".geojson" if data.lstrip()[:1] in (b"{", b"[") else None


def _name(url: str, data: bytes) -> str:
    """A name for the file: the last part of the address, harmless, with the ending of what it is."""
    last = Path(unquote(urlsplit(url).path).replace("\\", "/")).name
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")[:80]
    stem = re.sub(r"\.(?:geojson|json|gpkg|zip)$", "", stem, flags=re.IGNORECASE).strip(".-") or "batas"
    return stem + (_ending(data) or ".geojson")
