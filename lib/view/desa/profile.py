"""The profile of one desa as descriptions: the sentence, the cards, and the history of its status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.analysis.desa.profile import desa_ranks, history
from lib.analysis.frame.figures import Figures
from lib.analysis.status.distance import distances
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number
from lib.domain.language import gettext as _
from lib.domain.status import BELUM_DINILAI, status_classes, status_label
from lib.domain.wilayah import Tingkat, at_tingkat, is_kelurahan
from lib.view.frame.places import area_title
from lib.view.frame.selection import Selection
from lib.view.status.cards import Card


@dataclass(frozen=True, slots=True)
class HistoryYear:
    """One year of a desa. ``putus`` marks the first year on another instrument: nothing is compared across it."""

    tahun: int
    indeks: str
    status: str
    nilai: str
    warna: str
    warna_teks: str
    catatan: str
    putus: bool
    contoh: bool


def score_row(data: Figures, selection: Selection) -> pd.Series | None:
    """The selected desa's row of the year; None when it has no score."""
    rows = data.desa_rows(selection.tahun)
    kode = selection.desa
    if kode is None or kode not in rows.index:
        return None
    row = rows.loc[kode]
    return None if pd.isna(row["nilai"]) else row


def _distance(data: Figures, selection: Selection) -> pd.Series | None:
    kode = selection.desa or ""
    found = distances(data.nilai, data.wilayah, selection.tahun, kode)
    return found.loc[kode] if kode in found.index else None


def sentence(data: Figures, selection: Selection) -> str:
    """Where the desa stands and how far it is from the next status, in one sentence."""
    kode = selection.desa or ""
    name = area_title(data, kode)
    if is_kelurahan(kode):
        return _("{desa} adalah kelurahan; indeks desa tidak menilainya.").format(desa=name)
    row = score_row(data, selection)
    if row is None or not isinstance(row["status"], str):
        return _("Belum ada data {desa} untuk {tahun}.").format(desa=name, tahun=selection.tahun)
    indeks = indeks_of_year(selection.tahun)
    fields: dict[str, Any] = {
        "desa": name,
        "status": status_label(row["status"]),
        "indeks": indeks.singkatan,
        "nilai": format_number(row["nilai"], indeks.desimal),
        "tahun": selection.tahun,
    }
    distance = _distance(data, selection)
    if distance is None:
        return _("{desa} berstatus {status} dengan {indeks} {nilai} pada {tahun}; status terbitan tidak sesuai nilainya.").format(
            **fields
        )
    if not isinstance(distance["berikut"], str):
        return _("{desa} berstatus {status} dengan {indeks} {nilai} pada {tahun}: status tertinggi.").format(**fields)
    fields |= {
        "kurang": format_number(distance["kurang"], indeks.desimal),
        "berikut": status_label(distance["berikut"]),
    }
    return _("{desa} berstatus {status} dengan {indeks} {nilai} pada {tahun}; kurang {kurang} menuju {berikut}.").format(**fields)


def place(data: Figures, kode: str) -> str:
    """``Kecamatan …, Kabupaten … · 18.04.15.2004``."""
    above = (area_title(data, at_tingkat(kode, "kecamatan")), area_title(data, at_tingkat(kode, "kabupaten")))
    return f"{', '.join(above)} · {kode}"


def cards(data: Figures, selection: Selection) -> tuple[Card, ...]:
    """Status, score, ranks, and the distances to the next and the lower status; empty for a desa without a score."""
    row = score_row(data, selection)
    if row is None or selection.desa is None:
        return ()
    indeks = indeks_of_year(selection.tahun)
    out = []
    if isinstance(row["status"], str):
        entry = status_classes()[row["status"]]
        out.append(Card(_("Status {tahun}").format(tahun=selection.tahun), entry.label, indeks.label, warna=entry.warna))
    out.append(
        Card(
            _("Nilai {indeks}").format(indeks=indeks.singkatan),
            format_number(row["nilai"], indeks.desimal),
            _("skala 0–{maks}").format(maks=format_number(indeks.skala_maks)),
        )
    )
    out += _distance_cards(data, selection)
    for level, rank_row in desa_ranks(data.desa_rows(selection.tahun), selection.desa, selection.tahun).iterrows():
        out.append(_rank_card(data, selection.desa, str(level), rank_row))  # type: ignore[arg-type]
    return tuple(out)


def _distance_cards(data: Figures, selection: Selection) -> list[Card]:
    distance = _distance(data, selection)
    if distance is None:
        return []
    decimals = indeks_of_year(selection.tahun).desimal
    out = []
    if isinstance(distance["berikut"], str):
        out.append(
            Card(
                _("Kurang menuju {status}").format(status=status_label(distance["berikut"])),
                format_number(distance["kurang"], decimals),
                _("kenaikan nilai terkecil yang mengubah status"),
            )
        )
    if isinstance(distance["bawah"], str):
        out.append(
            Card(
                _("Jarak dari {status}").format(status=status_label(distance["bawah"])),
                format_number(distance["sisa"], decimals),
                _("penurunan nilai terkecil yang menurunkan status"),
            )
        )
    return out


def _rank_card(data: Figures, kode: str, level: Tingkat, row: pd.Series) -> Card:
    area = area_title(data, at_tingkat(kode, level))
    others = int(row["sama"])
    tied = _("; sama dengan {jumlah} desa lain").format(jumlah=format_number(others)) if others else ""
    return Card(
        _("Peringkat di {wilayah}").format(wilayah=area),
        format_number(row["peringkat"]),
        _("dari {jumlah} desa yang dinilai").format(jumlah=format_number(row["dari"])) + tied,
    )


def history_years(data: Figures, kode: str) -> tuple[HistoryYear, ...]:
    """Status and score of every year that the desa has a row in, oldest first, with the method break marked."""
    rows = history(data.nilai, kode)
    classes = status_classes()
    out: list[HistoryYear] = []
    previous = ""
    for tahun, row in rows.iterrows():
        indeks = indeks_of_year(int(tahun))
        entry = classes.get(row["status"]) if isinstance(row["status"], str) else None
        carried = row["dibawa_dari_tahun"]
        out.append(
            HistoryYear(
                tahun=int(tahun),
                indeks=indeks.singkatan,
                status=entry.label if entry else _("tanpa status"),
                nilai=format_number(row["nilai"], indeks.desimal),
                warna=entry.warna if entry else classes[BELUM_DINILAI].warna,
                warna_teks=entry.warna_teks if entry else classes[BELUM_DINILAI].warna_teks,
                catatan="" if pd.isna(carried) else _("nilai dibawa dari {tahun}").format(tahun=int(carried)),
                putus=bool(previous) and previous != indeks.id,
                contoh=row["sifat"] == "contoh",
            )
        )
        previous = indeks.id
    return tuple(out)
