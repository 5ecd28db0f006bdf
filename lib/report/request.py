"""What a report is asked for: kind, area, year, language, format; checked before any work begins."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from lib.analysis.frame.figures import Figures
from lib.domain import shown_area
from lib.domain.errors import DasborError
from lib.domain.language import LANGUAGES, N_
from lib.domain.program import programs
from lib.domain.wilayah import is_kelurahan, tingkat
from lib.view.frame.selection import Selection

Format = Literal["pdf", "pptx", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = ("pdf", "pptx", "xlsx")
DECKS: Final = ("provinsi", "kabupaten", "program")
MIME: Final = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class ReportError(DasborError):
    """A report asks for what does not exist, or could not be made."""


@dataclass(frozen=True, slots=True)
class Request:
    """One report. ``kode`` is the area (None: the province) or the desa; ``semua`` asks for every kabupaten in one zip.

    ``dek`` and ``program`` choose the ready deck of a pptx, or ``susunan`` is a deck of the user's own, as its file holds it;
    ``hari`` is the day printed on it (ISO). ``provinsi`` is the one that was shown to whoever asked.
    """

    format: Format
    tahun: int
    hari: str
    kode: str | None = None
    bahasa: str = "id"
    semua: bool = False
    dek: str | None = None
    program: str | None = None
    susunan: str | None = None
    provinsi: str | None = field(default_factory=shown_area.province)

    def as_data(self) -> dict[str, Any]:
        """The request as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished report: file name with its ending, media type, bytes."""

    nama: str
    mime: str
    isi: bytes


def check(data: Figures, request: Request) -> Selection:
    """The selection that a request is about; ReportError when its area, year, language, programme or deck does not exist."""
    kode = request.kode
    if kode is not None and kode not in data.codes:
        raise ReportError(
            N_("Tidak ada wilayah berkode {kode}."), saran=N_("Contoh kode: 18.01 atau 18.01.04.2001."), kode=kode[:40]
        )
    if request.tahun not in data.years:
        raise ReportError(
            N_("Tidak ada data status untuk tahun {tahun}."),
            saran=N_("Tahun yang ada: {ada}."),
            tahun=request.tahun,
            ada=", ".join(map(str, data.years)),
        )
    if request.bahasa not in LANGUAGES:
        raise ReportError(N_("Tidak ada bahasa “{bahasa}”."), bahasa=request.bahasa[:20])
    if request.program is not None and request.program not in programs():
        raise ReportError(
            N_("Tidak ada program “{program}”."),
            saran=N_("Yang ada: {ada}."),
            program=request.program[:40],
            ada=", ".join(programs()),
        )
    if request.dek is not None and request.dek not in DECKS:
        raise ReportError(
            N_("Tidak ada paparan siap pakai “{jenis}”."),
            saran=N_("Yang ada: {ada}."),
            jenis=request.dek[:40],
            ada=", ".join(DECKS),
        )
    if request.semua and request.format == "pptx":
        raise ReportError(N_("Semua kabupaten sekaligus hanya ada sebagai PDF atau XLSX."))
    if kode is not None and tingkat(kode) == "desa" and request.format != "pdf":
        raise ReportError(N_("Profil satu desa hanya ada sebagai PDF."))
    place = None if kode is None or tingkat(kode) == "provinsi" else kode
    return Selection(tahun=request.tahun, program=request.program, bahasa=request.bahasa).at_area(place)


def with_reports(data: Figures) -> tuple[str, ...]:
    """The kabupaten that have a report of their own in the zip: those with desa; a kota holds kelurahan only."""
    return data.remember(_with_reports, None)


def _with_reports(data: Figures, _key: None) -> tuple[str, ...]:
    with_desa = {code[:5] for code in data.codes_at("desa") if not is_kelurahan(code)}
    return tuple(code for code in data.codes_at("kabupaten") if code in with_desa)
