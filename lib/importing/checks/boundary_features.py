"""Which area each feature of a boundary file is: by its code, or by its names where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.domain.language import N_
from lib.domain.wilayah import Tingkat, tingkat
from lib.importing.checks.boundary_names import Columns, cell
from lib.importing.checks.findings import Finding, Severity, refused, shown
from lib.importing.layouts.layout import column_letter
from lib.importing.matching.code_system import refuse_foreign_codes
from lib.importing.matching.name_matching import NameIndex
from lib.importing.matching.names import agreement
from lib.importing.matching.places import Register, code_or_none, identify

if TYPE_CHECKING:
    import geopandas


AROUND_DEGREES: Final = 0.02
"""Some 2 km: a point may lie as far outside its area, where the names are the same."""


def codes_by_place(
    names: Sequence[Any],
    shapes: geopandas.GeoSeries,
    level: Tingkat,
    register: Register,
    points: dict[str, tuple[float, float]],
) -> list[str | None]:
    """The code of each area, None where no place of ``level`` has both its name and a point in it or close to it.

    ``points`` are (longitude, latitude) by code. A place goes to one area: the one with the same name before one with a
    similar name, the one around its point before one near it.
    """
    import shapely

    codes = sorted(kode for kode in register.places if tingkat(kode) == level and kode in points)
    tree = shapely.STRtree(list(shapes))
    found: list[str | None] = [None] * len(names)
    pairs = []
    centres = [shapely.Point(points[kode]) for kode in codes]
    for place, area in tree.query(centres, predicate="dwithin", distance=AROUND_DEGREES).T:
        alike = agreement(str(names[area] or ""), register.nama(codes[place]), level)
        distance = float(shapely.distance(centres[place], shapes.iloc[area]))
        if alike == "sama" or (alike == "mirip" and distance == 0):
            pairs.append((alike != "sama", distance, codes[place], int(area)))
    taken: set[str] = set()
    for _similar, _distance, kode, area in sorted(pairs):
        if kode not in taken and found[area] is None:
            found[area] = kode
            taken.add(kode)
    return found


# Which area each feature of a boundary file is: by its code, or by its names where it has none.


FAR_DEGREES: Final = 0.3
"""Some 30 km: an area further than this from its point is worth a look, even if it is the only one."""


@dataclass
class Feature:
    """One feature: its number in the file (from 1), its code once known, and why it is refused."""

    nomor: int
    kode: str | None
    tertulis: str
    ditinggalkan: bool = False


def read_features(
    rows: list[tuple[Any, ...]],
    columns: Columns,
    register: Register,
    shapes: geopandas.GeoSeries,
    points: dict[str, tuple[float, float]],
) -> list[Feature]:
    """The features of a file; ImportRefused when their codes are of another system."""
    index = NameIndex(register) if columns.kode is None and columns.level == "desa" and not columns.letak else None
    placed: list[str | None] | None = None
    if columns.letak:
        own = [cell(row, columns.nama[columns.level]) for row in rows]
        placed = codes_by_place(own, shapes, columns.level, register, points)
    found = []
    for number, row in enumerate(rows, start=1):
        names = {level: cell(row, place) for level, place in columns.nama.items()}
        written = " – ".join(shown(value) for value in (cell(row, columns.kode), *names.values()) if value not in (None, ""))
        if placed is not None:
            kode = placed[number - 1]
        elif columns.kode is not None:
            kode = code_or_none(cell(row, columns.kode))
        else:
            kode = _by_name(names, columns.level, register, index)
        elsewhere = kode is not None and kode[:2] not in register.provinces
        fits = kode is not None and kode in register.places and tingkat(kode) == columns.level
        found.append(Feature(number, kode if fits else None, written or "?", ditinggalkan=elsewhere))
    if columns.kode is not None:
        _refuse_other_codes(rows, columns, register)
    return found


def leave_out_far(features: list[Feature], shapes: geopandas.GeoSeries, points: dict[str, tuple[float, float]]) -> None:
    """Unknown areas that lie outside the province are another province's, not a mistake."""
    import shapely

    if not points:
        return
    longitudes, latitudes = zip(*points.values(), strict=True)
    around = shapely.box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)).buffer(FAR_DEGREES)
    for feature, shape in zip(features, shapes, strict=True):
        if feature.kode is None and shape is not None and not around.intersects(shape.centroid):
            feature.ditinggalkan = True


def _by_name(names: dict[Tingkat, Any], level: Tingkat, register: Register, index: NameIndex | None) -> str | None:
    if index is not None:
        identity = index.identify(names.get("desa"), names.get("kecamatan"), names.get("kabupaten"))
        return identity.kode
    hits = []
    for province in register.provinces:
        for kode, nama in register.names.get((level, province), {}).items():
            if agreement(str(names.get(level) or ""), nama, level) != "sama":
                continue
            above = names.get("kabupaten")
            if level == "kabupaten" or above is None or agreement(str(above), register.nama(kode[:5]), "kabupaten") == "sama":
                hits.append(kode)
    return hits[0] if len(hits) == 1 else None


def _refuse_other_codes(rows: list[tuple[Any, ...]], columns: Columns, register: Register) -> None:
    """Codes of another system are refused: for desa as in every file, above them by their names."""
    own = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if (code_or_none(cell(row, columns.kode)) or "")[:2] in register.provinces
    ]
    if columns.level == "desa":
        refuse_foreign_codes(
            register,
            [
                (
                    number,
                    identify(
                        register,
                        cell(row, columns.kode),
                        *(cell(row, columns.nama.get(level)) for level in ("desa", "kecamatan", "kabupaten")),
                    ),
                )
                for number, row in own
            ],
        )
        return
    compared = different = 0
    example: tuple[str, str] = ("", "")
    for _number, row in own:
        kode, nama = code_or_none(cell(row, columns.kode)), cell(row, columns.nama.get(columns.level))
        if kode in register.places and nama:
            compared += 1
            if agreement(str(nama), register.nama(str(kode)), columns.level) == "beda":
                different += 1
                example = example if example[0] else (str(kode), shown(nama))
    if compared and different * 2 > compared:
        raise refused(
            N_("Kode dan nama di {jumlah} dari {dari} wilayah tidak cocok: misalnya {kode} adalah {resmi}, tertulis {tertulis}."),
            N_("Berkas ini mungkin memakai kode BPS. Pakai berkas dengan kode Kemendagri."),
            jumlah=different,
            dari=compared,
            kode=example[0],
            resmi=register.nama(example[0]),
            tertulis=example[1],
        )


def identity_findings(features: list[Feature], columns: Columns, kolom: tuple[str, ...], register: Register) -> list[Finding]:
    """What to say about features that are no area of the list, or of another province."""
    findings = []
    place = columns.kode if columns.kode is not None else columns.nama[columns.level]
    for feature in features:
        if feature.kode is None and not feature.ditinggalkan:
            findings.append(
                Finding(
                    rule="wilayah_tidak_dikenal",
                    severity=Severity.WARNS,
                    message=N_(
                        "Wilayah ini tidak ada di daftar, atau namanya tidak cukup untuk mengenalinya; batasnya tidak dipakai."
                    ),
                    saran=N_("Tambahkan kode Kemendagri-nya."),
                    row=feature.nomor,
                    column=f"{column_letter(place)} · {shown(kolom[place])}",
                    value=feature.tertulis,
                )
            )
    elsewhere = sum(feature.ditinggalkan for feature in features)
    if elsewhere:
        findings.append(
            about(
                "provinsi_lain",
                Severity.INFORMS,
                N_("{jumlah} wilayah di luar {provinsi} ditinggalkan."),
                jumlah=elsewhere,
                provinsi=tuple(register.nama(kode) for kode in sorted(register.provinces)),
            )
        )
    return findings


def about(rule: str, severity: Severity, message: str, saran: str = "", **isian: object) -> Finding:
    """A finding about the file as a whole."""
    return Finding(rule=rule, severity=severity, message=message, saran=saran, isian=isian)
