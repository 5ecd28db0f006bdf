"""The state of a view, read from and written to a URL: the address is the only owner of what is selected.

Parameters are the same on every page (DESIGN section 5). An unknown or hostile value never raises: it falls back to the
default and gives a notice that names the parameter, never the value's own markup.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal

from lib.analysis.frame.figures import Figures
from lib.domain.errors import KodeError
from lib.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from lib.domain.language import gettext as _
from lib.domain.shown_area import asked, province
from lib.domain.wilayah import Tingkat, at_tingkat, induk, is_within, parse_kode, tingkat

MAP_LEVELS: Final[tuple[Tingkat, ...]] = ("kabupaten", "kecamatan", "desa")
Method = Literal["resmi", "kuantil", "sama", "alami"]
CLASSIFICATIONS: Final[tuple[Method, ...]] = ("resmi", "kuantil", "sama", "alami")
PARAMETERS: Final = ("tahun", "prov", "kab", "kec", "desa", "tingkat", "indikator", "program", "klasifikasi", "bahasa")
# A longer value cannot be one of ours; it is not even looked at.
MAX_VALUE_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Known:
    """What a selection may point at: the years, codes, indicators and programmes of the published data.

    ``semua_desa``: a map of the whole province may show every desa.
    """

    tahun: tuple[int, ...]
    tahun_utama: int
    kode: Collection[str]
    indikator: tuple[str, ...]
    program: tuple[str, ...]
    provinsi: tuple[str, ...] = ()
    semua_desa: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected. None in ``kab``, ``kec``, ``desa`` means everything above; ``tingkat`` is the map's level.

    ``prov`` is the province chosen in the national view, None where the installation shows one province only.
    """

    tahun: int
    kab: str | None = None
    kec: str | None = None
    desa: str | None = None
    tingkat: Tingkat = "kabupaten"
    indikator: str = "status"
    program: str | None = None
    klasifikasi: Method = "resmi"
    bahasa: str = DEFAULT_LANGUAGE
    prov: str | None = None

    @property
    def area(self) -> str | None:
        """The smallest selected area above the desa: the one that the page is about."""
        return self.kec or self.kab

    def at_area(self, kode: str | None, level: Tingkat | None = None) -> Selection:
        """The same view of another area (None: the province); the map's level follows unless ``level`` says otherwise."""
        place = tingkat(kode) if kode else "provinsi"
        return replace(
            self,
            kab=at_tingkat(kode, "kabupaten") if kode and place != "provinsi" else None,
            kec=at_tingkat(kode, "kecamatan") if kode and place in ("kecamatan", "desa") else None,
            desa=kode if place == "desa" else None,
            tingkat=level or default_level(kode),
        )


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn in one run or answer: the published figures and the selection."""

    data: Figures
    selection: Selection
    known: Known


def default_level(area: str | None) -> Tingkat:
    """The level that a map of ``area`` starts with: its children."""
    if area is None or tingkat(area) == "provinsi":
        return "kabupaten"
    return "kecamatan" if tingkat(area) == "kabupaten" else "desa"


def map_levels(selection: Selection, known: Known) -> tuple[Tingkat, ...]:
    """The levels that the map of a selection can have: the children of its area and what is below them."""
    below = MAP_LEVELS[MAP_LEVELS.index(default_level(selection.area)) :]
    return below if selection.area or known.semua_desa else below[:-1]


def _kode(teks: str, level: Tingkat, known: Known) -> str | None:
    try:
        kode = parse_kode(teks)
    except KodeError:
        return None
    return kode if tingkat(kode) == level and kode in known.kode else None


def read_selection(parameters: Mapping[str, str], known: Known) -> tuple[Selection, tuple[str, ...]]:
    """The selection that an address asks for, and the notices about what it asked in vain.

    A ``desa`` decides its ``kec`` and ``kab``, a ``kec`` its ``kab``: a contradicting parent is dropped with a notice.
    """
    notices: list[str] = []
    given = {name: parameters[name] for name in PARAMETERS if parameters.get(name)}

    def refuse(name: str) -> None:
        notices.append(_("Alamat halaman berisi “{nama}” yang tidak dikenal; nilai bawaan dipakai.").format(nama=name))

    for name, value in list(given.items()):
        if len(value) > MAX_VALUE_LENGTH:
            refuse(name)
            del given[name]

    selection = Selection(tahun=known.tahun_utama)
    if "tahun" in given:
        text = given["tahun"]
        if text.isascii() and text.isdigit() and int(text) in known.tahun:
            selection = replace(selection, tahun=int(text))
        else:
            refuse("tahun")

    if "prov" in given or known.provinsi:
        prov = asked(given)
        if prov in known.provinsi:
            selection = replace(selection, prov=prov)
        elif "prov" in given:
            refuse("prov")

    area: str | None = None
    levels: tuple[tuple[str, Tingkat], ...] = (("kab", "kabupaten"), ("kec", "kecamatan"), ("desa", "desa"))
    for name, level in levels:
        if name in given:
            kode = _kode(given[name], level, known)
            if kode is None:
                refuse(name)
            else:
                if area and not is_within(kode, area):
                    refuse("kab" if tingkat(area) == "kabupaten" else "kec")
                area = kode
    selection = selection.at_area(area)

    choices: dict[str, tuple[str, ...]] = {
        "tingkat": MAP_LEVELS,
        "indikator": known.indikator,
        "program": known.program,
        "klasifikasi": CLASSIFICATIONS,
        "bahasa": LANGUAGES,
    }
    for name, allowed in choices.items():
        if name in given:
            if given[name] in allowed:
                selection = replace(selection, **{name: given[name]})  # type: ignore[arg-type]
            else:
                refuse(name)
    possible = map_levels(selection, known)
    if selection.tingkat not in possible:
        # A map of kabupaten inside one kecamatan shows nothing: climb down to the area's children; and up from too many desa.
        selection = replace(selection, tingkat=possible[-1 if selection.tingkat == "desa" else 0])
    return selection, tuple(notices)


def write_selection(selection: Selection, known: Known) -> dict[str, str]:
    """The parameters of the address of a view: only what differs from the default, so that addresses stay short."""
    plain = Selection(tahun=known.tahun_utama).at_area(selection.desa or selection.area)
    out = {}
    for field in fields(Selection):
        value = getattr(selection, field.name)
        if value is not None and (value != getattr(plain, field.name) or field.name in ("kab", "kec", "desa")):
            out[field.name] = str(value)
    # The smallest area says it all; its parents follow from its code.
    out.pop("prov", None)
    prov = (selection.prov or province()) if known.provinsi else None
    if prov and not selection.area and not selection.desa:
        out["prov"] = prov
    if selection.desa:
        out.pop("kec", None)
        out.pop("kab", None)
    elif selection.kec:
        out.pop("kab", None)
    return out


def breadcrumb(selection: Selection, provinsi: str) -> tuple[str, ...]:
    """The codes from the province down to the selected area or desa."""
    codes: list[str] = []
    kode: str | None = selection.desa or selection.area
    while kode and kode != provinsi:
        codes.append(kode)
        kode = induk(kode)
    return (provinsi, *reversed(codes))
