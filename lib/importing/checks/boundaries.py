"""A boundary file through all rules: which areas it holds, whether code, name and place agree, and what it lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from lib.domain.language import N_, format_number
from lib.domain.language import gettext as _
from lib.domain.wilayah import Tingkat, tingkat
from lib.importing.checks.boundary_features import FAR_DEGREES, about, identity_findings, leave_out_far, read_features
from lib.importing.checks.boundary_names import find_columns
from lib.importing.checks.findings import Finding, Severity, refused
from lib.importing.matching.places import Register
from lib.importing.matching.scope import NEARLY_ALL
from lib.importing.report.outcome import Content, Counts, Dataset, ImportReport, SourceRead, sorted_findings
from lib.importing.sheets import Source
from lib.work.progress import Tell, silent, within

if TYPE_CHECKING:
    import geopandas

NEAR_DEGREES: Final = 0.02
"""Some 2 km: the published point of a code lies in its area or as near as this, but for few areas of odd shape."""
ELSEWHERE_SHARE: Final = 1 / 3
_MANY: Final = 5
_EXAMPLES: Final = 5
_NAMES: Final = {
    "kabupaten": N_("batas kabupaten/kota"),
    "kecamatan": N_("batas kecamatan"),
    "desa": N_("batas desa dan kelurahan"),
}


def boundary_reports(
    source: Source, register: Register, points: dict[str, tuple[float, float]], tell: Tell = silent
) -> list[ImportReport]:
    """The one report of a boundary file; ``points`` are (longitude, latitude) by code from the official list.

    Raises ImportRefused when it cannot be told which area a feature is, when the codes are of another system, or when the
    areas do not lie where their codes are; BoundaryError when the shapes cannot be made fit.
    """
    from lib.geo.imported import build_levels

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
    tell(0.05, _("Mengenali {jumlah} wilayah …").format(jumlah=format_number(len(areas.baris))))
    features = read_features(areas.baris, columns, register, areas.bentuk, points)
    leave_out_far(features, areas.bentuk, points)
    findings = identity_findings(features, columns, areas.kolom, register)
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
    tell(0.15, _("Memeriksa letak tiap wilayah …"))
    findings += _placed(shapes, points, register)
    levels = build_levels(shapes, columns.level, within(tell, 0.25, 1.0))
    finest = levels[columns.level]
    findings += _missing(set(map(str, finest.index)), columns.level, register)
    doubled = [kode for kode, count in Counter(str(feature.kode) for feature in known).items() if count > 1]
    if doubled:
        findings.append(
            about(
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
            about(
                "batas_kosong",
                Severity.WARNS,
                N_("{jumlah} wilayah tanpa bidang yang dapat digambar."),
                jumlah=len(known) - accepted,
            )
        )
    area = sorted(register.provinces)[0]
    return [
        ImportReport(
            source=SourceRead(source.nama, source.sha256, f"batas_{columns.level}", _NAMES[columns.level]),
            dataset=Dataset(
                jenis="batas",
                wilayah=area,
                wilayah_nama=register.nama(area),
                judul=f"Batas {columns.level} {register.nama(area)}",
            ),
            counts=Counts(read=read, accepted=accepted, left_out=left_out),
            findings=sorted_findings(findings),
            ringkasan={level: len(found) for level, found in levels.items()},
            content=Content(batas=dict(levels), register=register),
        )
    ]


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
        about(
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
