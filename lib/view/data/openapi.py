"""The description of the open data as an OpenAPI 3.1 document, made from the same lists that questions are read with."""

from __future__ import annotations

from typing import Any, Final

from lib.domain.indeks import indices
from lib.domain.language import LANGUAGES
from lib.domain.language import gettext as _
from lib.domain.program import programs
from lib.domain.wilayah import Tingkat
from lib.view.data.columns import column
from lib.view.data.open_data import FIGURES, IDENTITY, YEAR, program_columns
from lib.view.data.open_query import ALL_YEARS, COVERAGE, FORMATS, OPEN_LEVELS, Format
from lib.view.frame.selection import Known
from lib.view.frame.tables import WORDS, Column

BASE: Final = "/api/v1"
MEDIA_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
}
SIFAT_HEADER: Final = "dasbor-sifat"
_WHOLE: Final = ("jumlah", "tahun")
_TWO: Final = r"\.?[0-9]{2}"
_CODES: Final = {
    "kab": rf"^[1-9][0-9]{_TWO}$",
    "kec": rf"^[1-9][0-9]{_TWO}{_TWO}$",
    "desa": rf"^[1-9][0-9]{_TWO}{_TWO}\.?[0-9]{{4}}$",
}


def parameter_meanings() -> dict[str, str]:
    """What each parameter asks for, in the active language."""
    return {
        "tahun": _("Tahun data, atau “{semua}” untuk semua tahun (tidak untuk GeoJSON); bawaannya tahun utama dasbor.").format(
            semua=ALL_YEARS
        ),
        "kab": _("Kode kabupaten atau kota: hanya wilayah di dalamnya."),
        "kec": _("Kode kecamatan: hanya wilayah di dalamnya."),
        "desa": _("Kode desa atau kelurahan: hanya wilayah itu."),
        "tingkat": _("Boleh diberikan bila sama dengan tingkat di alamat."),
        "indikator": _("Hanya indikator ini, dalam satu kolom nilai."),
        "program": _("Tambahkan cakupan program ini; dengan “{contoh}”: program yang dimaksud.").format(
            contoh=f"indikator={COVERAGE}"
        ),
        "bahasa": _("Bahasa judul, penjelasan, dan pesan; nilainya sendiri tidak diterjemahkan."),
    }


def choices(known: Known, form: Format = "json") -> dict[str, tuple[str, ...]]:
    """The values that parameters may have, of those with a list."""
    years = tuple(map(str, known.tahun))
    return {
        "tahun": years if form == "geojson" else (*years, ALL_YEARS),
        "indikator": known.indikator,
        "program": known.program,
        "bahasa": LANGUAGES,
    }


def document(known: Known, version: str) -> dict[str, Any]:
    """The whole document; titles and explanations in the active language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Data terbuka Dasbor Desa Lampung"),
            "version": version,
            "description": _(
                "Hanya membaca, hanya data yang terbit. Setiap baris menyebut sifatnya: resmi, turunan, atau contoh; data contoh "
                "adalah rekaan dan tidak boleh dikutip. Parameter sama dengan alamat halaman; yang tidak dikenal ditolak."
            ),
        },
        "servers": [{"url": BASE}],
        "paths": {f"/{level}.{form}": _path(level, form, known) for level in OPEN_LEVELS for form in FORMATS},
        "components": {"schemas": {**{f"baris_{level}": row_schema(level) for level in OPEN_LEVELS}, **_shared_schemas()}},
    }


def _path(level: Tingkat, form: Format, known: Known) -> dict[str, Any]:
    summary = {
        "desa": _("Desa dan kelurahan"),
        "kecamatan": _("Kecamatan"),
        "kabupaten": _("Kabupaten dan kota"),
    }
    return {
        "get": {
            "operationId": f"{level}_{form}",
            "summary": f"{summary[level]} ({form})",
            "parameters": [*_parameters(level, form, known), _condition()],
            "responses": {
                "200": {
                    "description": _("Datanya, dengan sifatnya di kepala jawaban."),
                    "headers": {
                        "etag": _header(_("Berubah bila yang terbit berubah; kirim kembali sebagai If-None-Match.")),
                        SIFAT_HEADER: _header(
                            _("Sifat terlemah dari barisnya: “{contoh}” bila ada yang rekaan.").format(contoh="contoh")
                        ),
                    },
                    "content": {MEDIA_TYPES[form].partition(";")[0]: {"schema": _answer_schema(level, form)}},
                },
                "304": {"description": _("Belum berubah sejak ETag itu.")},
                "400": _refusal(_("Parameter tidak dikenal, berulang, bertentangan, atau di luar pilihannya.")),
                "503": _refusal(_("Terlalu banyak permintaan, atau datanya belum dapat dibuka; coba lagi.")),
            },
        }
    }


def _parameters(level: Tingkat, form: Format, known: Known) -> list[dict[str, Any]]:
    allowed = choices(known, form) | {"tingkat": (level,)}
    finer = OPEN_LEVELS[: OPEN_LEVELS.index(level)]
    left_out = {"desa" if entry == "desa" else "kec" for entry in finer}
    out = []
    for name, meaning in parameter_meanings().items():
        if name in left_out:
            continue
        schema: dict[str, Any] = {"type": "string"}
        if name in allowed:
            schema["enum"] = list(allowed[name])
        else:
            schema["pattern"] = _CODES[name]
        if name == "tahun":
            schema["default"] = str(known.tahun_utama)
        out.append({"name": name, "in": "query", "required": False, "description": meaning, "schema": schema})
    return out


def _condition() -> dict[str, Any]:
    meaning = _("ETag jawaban yang sudah dimiliki.")
    return {"name": "if-none-match", "in": "header", "required": False, "description": meaning, "schema": {"type": "string"}}


def _header(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "schema": {"type": "string"}}


def _refusal(meaning: str) -> dict[str, Any]:
    return {
        "description": meaning,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/penolakan"}}},
    }


def _answer_schema(level: Tingkat, form: Format) -> dict[str, Any]:
    row = {"$ref": f"#/components/schemas/baris_{level}"}
    meta = {"$ref": "#/components/schemas/meta"}
    if form == "csv":
        return {"type": "string", "description": _("Satu baris kepala dengan nama kolom, lalu satu baris per wilayah dan tahun.")}
    if form == "json":
        members = {"meta": meta, "data": {"type": "array", "items": row}}
        return {"type": "object", "required": ["meta", "data"], "properties": members}
    feature = {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": {"type": ["object", "null"]},
            "properties": row,
        },
    }
    return {
        "type": "object",
        "required": ["type", "meta", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "meta": meta, "features": {"type": "array", "items": feature}},
    }


def row_schema(level: Tingkat) -> dict[str, Any]:
    """The columns that a row of a level can have; which of them it has follows from the question."""
    figures = FIGURES["desa" if level == "desa" else "wilayah"]
    dimensions = [part.id for entry in indices().values() for part in entry.dimensi]
    # "indikator" and, for a status of an area, "status" stand in answers to indikator=.
    names = dict.fromkeys((*IDENTITY[level], *YEAR, *figures, "nilai", "status", *dimensions, "sifat"))
    columns = {name: column(name) for name in names}
    properties = {name: _property(entry) for name, entry in columns.items()}
    properties["indikator"] = {"type": "string", "description": _("Indikator yang ditanyakan.")}
    for program in programs().values():
        properties |= {entry.id: _property(entry) for entry in program_columns(program)}
    properties |= {name: {"type": kind["type"][0], "description": kind["description"]} for name, kind in properties.items()
                   if name in ("kode", "nama", "tahun", "indeks")}  # fmt: skip
    return {
        "type": "object",
        "required": ["kode", "nama", "tahun", "indeks", "sifat"],
        "additionalProperties": False,
        "properties": properties,
    }


def _property(entry: Column) -> dict[str, Any]:
    kind = "string" if entry.jenis in WORDS else "integer" if entry.jenis in _WHOLE else "number"
    made: dict[str, Any] = {"type": [kind, "null"], "description": entry.long_explanation}
    return made | ({"format": "date"} if entry.jenis == "tanggal" else {})


def _shared_schemas() -> dict[str, Any]:
    text = {"type": "string"}
    entries = {"type": "array", "items": {"type": "object"}}
    return {
        "meta": {
            "type": "object",
            "required": ["judul", "sifat", "contoh", "jumlah_baris", "sidik", "sumber", "kolom"],
            "properties": {
                "judul": text,
                "keterangan": text,
                "sifat": {"enum": ["resmi", "turunan", "contoh", None]},
                "contoh": {"type": "boolean"},
                "jumlah_baris": {"type": "integer"},
                "sidik": text,
                "sumber": entries,
                "kolom": entries,
            },
        },
        "penolakan": {
            "type": "object",
            "required": ["kesalahan"],
            "properties": {
                "kesalahan": {
                    "type": "object",
                    "required": ["kode", "pesan"],
                    "properties": {"kode": text, "parameter": text, "pesan": text, "saran": text},
                }
            },
        },
    }
