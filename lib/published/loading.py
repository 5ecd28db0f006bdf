"""Figures from the store: of one province, or of all provinces side by side."""

from __future__ import annotations

from sqlalchemy import Engine

from lib.analysis.frame.figures import Figures, Provenance
from lib.analysis.indicator.national import CountryFigures
from lib.domain import shown_area
from lib.domain.errors import SettingError
from lib.domain.facts import status_facts_kabupaten
from lib.domain.language import N_
from lib.domain.status import STATUS
from lib.domain.wilayah import is_within
from lib.store.country import places_by_province, scores_by_province
from lib.store.frames import cakupan_frame, nilai_frame, prestasi_frame, published_fingerprint, published_versions, wilayah_frame


def load_shown(database: Engine, fingerprint: str | None = None) -> Figures:
    """The figures of the province that is shown; in the national view those of the country."""
    return load_country(database, fingerprint) if shown_area.is_national() else load_figures(database, fingerprint)


def load_country(database: Engine, fingerprint: str | None = None) -> CountryFigures:
    """The figures of all provinces side by side."""
    nobody = "00"
    wilayah = wilayah_frame(database, level="provinsi")
    return CountryFigures(
        wilayah=wilayah,
        nilai=nilai_frame(database, nobody),
        cakupan=cakupan_frame(database, nobody),
        prestasi=prestasi_frame(database, nobody),
        provenance=_provenance(database, None),
        fingerprint=fingerprint or published_fingerprint(database),
        dinilai=scores_by_province(database),
        tempat=places_by_province(database),
    )


def load_figures(database: Engine, fingerprint: str | None = None, area: str | None = None) -> Figures:
    """The figures of what ``database`` has published about a province (None: the one shown); ``fingerprint`` when known.

    SettingError when the store has no list of that province.
    """
    area = area or shown_area.setting()
    wilayah = wilayah_frame(database, area)
    if area not in wilayah.index:
        raise SettingError(
            N_("Daftar wilayah provinsi {kode} tidak ada di basis data ini."),
            saran=N_("Periksa DASBOR_PROVINSI; tanpa itu yang ditampilkan Lampung (18)."),
            kode=area,
        )
    return Figures(
        wilayah=wilayah,
        nilai=nilai_frame(database, area),
        cakupan=cakupan_frame(database, area),
        prestasi=prestasi_frame(database, area),
        provenance=_provenance(database, area),
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


def _provenance(database: Engine, area: str | None) -> tuple[Provenance, ...]:
    return tuple(
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
        if shown_area.touches(entry.wilayah, area)
    )
