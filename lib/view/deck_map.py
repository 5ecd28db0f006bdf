"""Slides that are a map: one indicator, or the coverage of a programme against how far the desa are."""

from __future__ import annotations

import re
from typing import Final

from lib.domain.language import gettext as _
from lib.view.area_names import level_noun
from lib.view.cross import cross_finding, describe_cross
from lib.view.deck_body import Asked, Made
from lib.view.deck_status import choropleth
from lib.view.maps import MapDescription

_WHOLE: Final = re.compile(r"[.,]0(?=%)")


def area_map(asked: Asked) -> Made:
    """The map of the selection; of two figures where the slide names a second one beside a coverage."""
    measure = asked.slide.parameter.get("ukuran")
    if measure is None or asked.selection.indikator != "cakupan":
        return choropleth(asked)
    description = describe_cross(asked.data, asked.selection, asked.polygons, measure)
    finding = cross_finding(asked.data, description)
    known = {number for row in (description.silang.kelas if description.silang else ()) for number in row}
    shown = bool(description.frame["kelas"].isin(known).any())
    return Made(
        judul=finding,
        kalimat=_scales(description) if shown else description.subjudul,
        isi=description if shown else None,
        sumber=description.sumber,
        contoh=description.contoh,
        keterangan=(*_notes(description), _how_many(asked, description)),
        alt=description.alt,
    )


def _scales(description: MapDescription) -> str:
    """What the rows and the columns of the legend mean, each from low to high."""
    cross = description.silang
    if cross is None:
        return ""
    return _("Ke atas: {baris} {isi_baris}. Ke kanan: {kolom} {isi_kolom}.").format(
        baris=cross.judul_baris,
        isi_baris="; ".join(map(_short, cross.baris)),
        kolom=cross.judul_kolom,
        isi_kolom="; ".join(map(_short, cross.kolom)),
    )


def _short(step: str) -> str:
    """A step of a scale in few words: a name without its bounds, which the notes have; whole per cents without decimals."""
    return _WHOLE.sub("", step.partition(" (")[0])


def _notes(description: MapDescription) -> tuple[str, ...]:
    cross = description.silang
    scales = () if cross is None else (f"{cross.judul_kolom}: {'; '.join(cross.kolom)}.",)
    return (description.judul, description.subjudul, *scales, description.aturan_selang)


def _how_many(asked: Asked, description: MapDescription) -> str:
    noun = level_noun(asked.data, description.tingkat, description.selection.area)
    return _("Angka di kotak legenda: jumlah {satuan}.").format(satuan=noun)
