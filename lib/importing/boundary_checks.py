"""A boundary file through all rules: which areas it holds, whether code, name and place agree, and what it lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.domain.language import N_
from lib.domain.wilayah import Tingkat, tingkat
from lib.importing.boundary_names import Columns, cell, find_columns
from lib.importing.codesystem import refuse_foreign_codes
from lib.importing.findings import Finding, Severity, refused, shown
from lib.importing.layouts import column_letter
from lib.importing.matching import Register, code_or_none, identify
from lib.importing.name_matching import NameIndex
from lib.importing.names import agreement
from lib.importing.outcome import ImportReport, sorted_findings
from lib.importing.reading import Source
from lib.importing.scope import NEARLY_ALL
from lib.store.rows import DraftRows

if TYPE_CHECKING:
    import geopandas

NEAR_DEGREES: Final = 0.02
"""Some 2 km: the published point of a code lies in its area or as near as this, but for few areas of odd shape."""
FAR_DEGREES: Final = 0.3
"""Some 30 km: an area further than this from its point is worth a look, even if it is the only one."""
ELSEWHERE_SHARE: Final = 1 / 3
_MANY: Final = 5
_EXAMPLES: Final = 5
_NAMES: Final = {
    "kabupaten": N_("batas kabupaten/kota"),
    "kecamatan": N_("batas kecamatan"),
    "desa": N_("batas desa dan kelurahan"),
}


@dataclass
class _Feature:
    """One feature: its number in the file (from 1), its code once known, and why it is refused."""

    nomor: int
    kode: str | None
    tertulis: str
    ditinggalkan: bool = False


def boundary_reports(source: Source, register: Register, points: dict[str, tuple[float, float]]) -> list[ImportReport]:
    """The one report of a boundary file; ``points`` are (longitude, latitude) by code from the official list.

    Raises ImportRefused when it cannot be told which area a feature is, when the codes are of another system, or when the
    areas do not lie where their codes are; BoundaryError when the shapes cannot be made fit.
    """
    from lib.geo.imported import build_levels, store_levels

    areas = source.batas
    assert areas is not None  # the caller looked
    columns = find_columns(areas)
    if columns is None:
        raise refused(
            N_("Kolom kode atau nama wilayah tidak ditemukan di {berkas}. Kolom yang ada: {kolom}."),
            N_("Tambahkan kolom kode (kode Kemendagri), atau nama desa, kecamatan, dan kabupaten."),
            berkas=source.nama,
            kolom=tuple(areas.kolom[:16]),
        )
    features = _features(areas.baris, columns, register)
    _leave_out_far(features, areas.bentuk, points)
    findings = _identity_findings(features, columns, areas.kolom, register)
    left_out = sum(feature.ditinggalkan for feature in features)
    known = [feature for feature in features if feature.kode is not None]
    if not known:
        raise refused(
            N_("Tidak satu pun wilayah di {berkas} ada di daftar wilayah {provinsi}."),
            N_("Periksa kode atau nama wilayahnya."),
            berkas=source.nama,
            provinsi=tuple(register.nama(kode) for kode in sorted(register.provinces)),
        )
    shapes = areas.bentuk.iloc[[feature.nomor - 1 for feature in known]]
    shapes.index = [str(feature.kode) for feature in known]
    shapes = shapes[~(shapes.isna() | shapes.is_empty)]
    findings += _placed(shapes, points, register)
    levels = build_levels(shapes, columns.level)
    finest = levels[columns.level]
    findings += _missing(set(map(str, finest.index)), columns.level, register)
    doubled = [kode for kode, count in Counter(str(feature.kode) for feature in known).items() if count > 1]
    if doubled:
        findings.append(
            _about(
                "batas_digabung",
                Severity.INFORMS,
                N_("{jumlah} wilayah terdiri atas beberapa bagian di berkas dan digabung."),
                jumlah=len(doubled),
            )
        )
    read = len(features) - left_out
    stored = {str(kode) for kode in finest.index}
    accepted = sum(feature.kode in stored for feature in known)
    if accepted < len(known):
        findings.append(
            _about(
                "batas_kosong",
                Severity.WARNS,
                N_("{jumlah} wilayah tanpa bidang yang dapat digambar."),
                jumlah=len(known) - accepted,
            )
        )
    area = sorted(register.provinces)[0]
    names = {kode: register.nama(kode) for areas_of in levels.values() for kode in map(str, areas_of.index)}
    report = ImportReport(
        berkas=source.nama,
        sha256=source.sha256,
        layout=f"batas_{columns.level}",
        layout_nama=_NAMES[columns.level],
        jenis="batas",
        indeks="",
        penerbit="",
        sheets=(),
        tahun=None,
        wilayah=area,
        wilayah_nama=register.nama(area),
        in_file=len(features),
        left_out=left_out,
        skipped=0,
        read=read,
        accepted=accepted,
        refused=read - accepted,
        findings=sorted_findings(findings),
        ringkasan={level: len(found) for level, found in levels.items()},
        rows=DraftRows(),
        register=register,
        judul=f"Batas {columns.level} {register.nama(area)}",
    )
    report.batas = dict(levels)
    report.siapkan = lambda: report.tambahan.update(folder=store_levels(levels, names), tingkat=sorted(levels))
    return [report]


def _features(rows: list[tuple[Any, ...]], columns: Columns, register: Register) -> list[_Feature]:
    index = NameIndex(register) if columns.kode is None and columns.level == "desa" else None
    found = []
    for number, row in enumerate(rows, start=1):
        names = {level: cell(row, place) for level, place in columns.nama.items()}
        written = " – ".join(shown(value) for value in (cell(row, columns.kode), *names.values()) if value not in (None, ""))
        kode = (
            code_or_none(cell(row, columns.kode)) if columns.kode is not None else _by_name(names, columns.level, register, index)
        )
        elsewhere = kode is not None and kode[:2] not in register.provinces
        fits = kode is not None and kode in register.places and tingkat(kode) == columns.level
        found.append(_Feature(number, kode if fits else None, written or "?", ditinggalkan=elsewhere))
    if columns.kode is not None:
        _refuse_other_codes(rows, columns, register)
    return found


def _leave_out_far(features: list[_Feature], shapes: geopandas.GeoSeries, points: dict[str, tuple[float, float]]) -> None:
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


def _identity_findings(features: list[_Feature], columns: Columns, kolom: tuple[str, ...], register: Register) -> list[Finding]:
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
            _about(
                "provinsi_lain",
                Severity.INFORMS,
                N_("{jumlah} wilayah di luar {provinsi} ditinggalkan."),
                jumlah=elsewhere,
                provinsi=tuple(register.nama(kode) for kode in sorted(register.provinces)),
            )
        )
    return findings


def _placed(shapes: geopandas.GeoSeries, points: dict[str, tuple[float, float]], register: Register) -> list[Finding]:
    """Areas far from the published point of their code; when most are, the codes belong to other places."""
    import shapely

    distances = {
        str(kode): float(shapely.distance(shape, shapely.Point(points[str(kode)])))
        for kode, shape in shapes.items()
        if str(kode) in points
    }
    off = [kode for kode, distance in distances.items() if distance > NEAR_DEGREES]
    far = [kode for kode, distance in distances.items() if distance > FAR_DEGREES]
    if len(distances) >= _MANY and len(off) > ELSEWHERE_SHARE * len(distances):
        raise refused(
            N_("{jumlah} dari {dari} wilayah di berkas ini tidak terletak di tempat kodenya: misalnya {kode} ({nama})."),
            N_("Berkas ini mungkin memakai kode BPS, atau bujur dan lintangnya tertukar."),
            jumlah=len(off),
            dari=len(distances),
            kode=off[0],
            nama=register.nama(off[0]),
        )
    if not far:
        return []
    return [
        _about(
            "batas_jauh",
            Severity.WARNS,
            N_("{jumlah} wilayah terletak jauh dari titik resminya: {contoh}."),
            N_("Periksa kode dan bentuknya."),
            jumlah=len(far),
            contoh=_listed(far, register),
        )
    ]


def _missing(present: set[str], level: Tingkat, register: Register) -> list[Finding]:
    listed = {kode for kode in register.places if tingkat(kode) == level}
    missing = sorted(listed - present)
    if not missing:
        return []
    fields: dict[str, object] = {
        "jumlah": len(missing),
        "dari": len(listed),
        "contoh": _listed(missing, register),
        "tingkat": level,
    }
    if len(listed) - len(missing) < NEARLY_ALL * len(listed):
        return [
            Finding(
                rule="batas_sebagian",
                severity=Severity.BLOCKS,
                message=N_("{jumlah} dari {dari} {tingkat} tidak ada di berkas ini: {contoh}."),
                saran=N_("Batas hanya dapat diganti untuk seluruh provinsi: batas dari dua sumber tidak bertemu."),
                isian=fields,
            )
        ]
    return [
        Finding(
            rule="tanpa_batas",
            severity=Severity.WARNS,
            message=N_("{jumlah} dari {dari} {tingkat} tidak ada di berkas ini: {contoh}."),
            saran=N_("Wilayah itu tampil di tabel dan jumlah, tetapi tidak di peta."),
            isian=fields,
        )
    ]


def _listed(codes: list[str], register: Register) -> tuple[str, ...]:
    shown_codes = tuple(f"{register.nama(kode)} ({kode})" for kode in codes[:_EXAMPLES])
    return shown_codes + (("…",) if len(codes) > _EXAMPLES else ())


def _about(rule: str, severity: Severity, message: str, saran: str = "", **isian: object) -> Finding:
    return Finding(rule=rule, severity=severity, message=message, saran=saran, isian=isian)
