"""The outlook: an estimate of the composition of the next years, marked as one, with its interval."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.figures import Figures
from lib.analysis.outlook import LEVEL, YEARS_AHEAD, Outlook, outlooks
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes, status_label
from lib.domain.wilayah import tingkat
from lib.view.area_names import area_title, level_noun
from lib.view.charts import Axis, ChartDescription, Series
from lib.view.progress import any_illustrative, below, source_of_years
from lib.view.selection import Selection
from lib.view.tables import Column, TableDescription, slug

STATUS_SHOWN: Final = "mandiri"


def outlook_of(data: Figures, selection: Selection) -> Outlook | None:
    """The outlook of the selected area; None where there are not two comparable years or no desa has a status."""
    kode = selection.area or data.codes_at("provinsi")[0]
    found = data.derived(outlooks, selection.tahun, tingkat(kode), kode)
    return None if found is None else found.get(kode)


def years_used(outlook: Outlook) -> tuple[int, ...]:
    """The years whose rows the estimate is made of, oldest first."""
    return tuple(sorted({year for pair in outlook.pasangan for year in pair}))


def outlook_chart(data: Figures, selection: Selection, outlook: Outlook) -> ChartDescription:
    """Desa per status now and in the coming years: bars with the interval of the simulation."""
    classes = status_classes()
    years = (outlook.tahun, *(outlook.tahun + ahead for ahead in range(1, YEARS_AHEAD + 1)))
    labels = (str(outlook.tahun), *(_("{tahun} (perkiraan)").format(tahun=year) for year in years[1:]))
    wide = {
        column: outlook.perkiraan.pivot(index="status", columns="tahun", values=column) for column in ("jumlah", "bawah", "atas")
    }
    index = indeks_of_year(outlook.tahun)
    used = years_used(outlook)
    contoh, source = any_illustrative(data, used), source_of_years(data, selection, used)
    finding = outlook_finding(data, selection, outlook)
    series = []
    for status in STATUS:
        now = float(outlook.awal[status])
        ahead = [
            (float(wide["jumlah"].at[status, year]), int(wide["bawah"].at[status, year]), int(wide["atas"].at[status, year]))
            for year in years[1:]
        ]
        series.append(
            Series(
                id=status,
                label=classes[status].label,
                warna=classes[status].warna,
                warna_teks=classes[status].warna_teks,
                x=labels,
                y=(now, *(number for number, _low, _high in ahead)),
                teks=(
                    f"{classes[status].label} {labels[0]}: {format_number(now)}",
                    *(
                        f"{classes[status].label} {label}: {_range_text(*entry)}"
                        for label, entry in zip(labels[1:], ahead, strict=True)
                    ),
                ),
                bawah=(None, *(low for _number, low, _high in ahead)),
                atas=(None, *(high for _number, _low, high in ahead)),
            )
        )
    return ChartDescription(
        id="perkiraan",
        bentuk="batang",
        judul=finding,
        subjudul=_(
            "Perkiraan jumlah desa menurut status {indeks}, {wilayah}; garis tegak: {persen} hasil simulasi berada di dalamnya."
        ).format(indeks=index.label, wilayah=area_title(data, selection.area), persen=format_percent(LEVEL, 0)),
        alt=_("Grafik batang perkiraan dengan selang. {temuan}.").format(temuan=finding),
        sumber=source,
        contoh=contoh,
        kategori=Axis(_("Tahun"), "kategori"),
        nilai=Axis(_("Desa"), "angka", 0, 0.0),
        seri=tuple(series),
        tabel=_table(data, selection, outlook, source, contoh),
        catatan=_("Perkiraan dasbor ini, bukan angka resmi."),
    )


def _range_text(number: float, low: float, high: float) -> str:
    return _("{jumlah} (antara {bawah} dan {atas})").format(
        jumlah=format_number(number), bawah=format_number(low), atas=format_number(high)
    )


def outlook_finding(data: Figures, selection: Selection, outlook: Outlook) -> str:
    """The estimate of Mandiri for the last coming year, with its interval."""
    last = outlook.perkiraan[outlook.perkiraan["status"] == STATUS_SHOWN].iloc[-1]
    return _("Perkiraan: bila pola {dari}–{ke} berlanjut, desa {status} di {wilayah} menjadi {kisaran} pada {tahun}").format(
        dari=outlook.pasangan[0][0],
        ke=outlook.pasangan[-1][1],
        status=status_label(STATUS_SHOWN),
        wilayah=area_title(data, selection.area),
        kisaran=_range_text(last["jumlah"], last["bawah"], last["atas"]),
        tahun=int(last["tahun"]),
    )


def _actual(data: Figures, selection: Selection, tahun: int, status: str) -> float:
    """What became of an estimated year that is known by now, on the same index and of the same kind; NaN otherwise."""
    if (
        tahun not in data.years
        or not comparable(tahun, selection.tahun)
        or data.is_illustrative(tahun) != data.is_illustrative(selection.tahun)
    ):
        return np.nan
    counts = data.area_counts(tahun, selection.area)
    return float(counts[status]) if counts["dinilai"] else np.nan


def _table(data: Figures, selection: Selection, outlook: Outlook, source: str, contoh: bool) -> TableDescription:
    rows = {
        f"{row.tahun}-{row.status}": {
            "tahun": row.tahun,
            "status": status_label(str(row.status)),
            "jumlah": row.jumlah,
            "bawah": row.bawah,
            "atas": row.atas,
            "nyata": _actual(data, selection, int(row.tahun), str(row.status)),
        }
        for row in outlook.perkiraan.itertuples()
    }
    interval = _("{persen} hasil simulasi di antara kedua batas").format(persen=format_percent(LEVEL, 0))
    columns = [
        Column("tahun", _("Tahun"), "tahun", _("Tahun perkiraan")),
        Column("status", _("Status"), "teks", _("Status menurut {indeks}").format(indeks=indeks_of_year(outlook.tahun).label)),
        Column("jumlah", _("Perkiraan desa"), "angka", _("Jumlah yang diharapkan"), 1),
        Column("bawah", _("Batas bawah"), "jumlah", interval),
        Column("atas", _("Batas atas"), "jumlah", interval),
        Column("nyata", _("Kenyataan"), "jumlah", _("Jumlah menurut data tahun itu, bila sudah ada pada indeks yang sama")),
    ]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns])
    if frame["nyata"].isna().all():
        columns.pop()
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Perkiraan status dari {tahun}, {wilayah}").format(tahun=outlook.tahun, wilayah=place),
        penjelasan=_("Perkiraan dasbor ini, bukan angka resmi."),
        kolom=tuple(columns),
        frame=frame[[column.id for column in columns]],
        sumber=source,
        contoh=contoh,
        nama_berkas=slug(" ".join(["perkiraan", place, str(outlook.tahun), *(["contoh"] if contoh else [])])),
    )


def outlook_by_area(data: Figures, selection: Selection) -> TableDescription | None:
    """Mandiri now and in the last coming year for each area inside the selected one; None inside a kecamatan."""
    level = below(selection)
    if level == "desa":
        return None
    found = data.derived(outlooks, selection.tahun, level, selection.area) or {}
    last = selection.tahun + YEARS_AHEAD
    rows = {}
    for kode, outlook in found.items():
        row = outlook.perkiraan[(outlook.perkiraan["status"] == STATUS_SHOWN) & (outlook.perkiraan["tahun"] == last)].iloc[0]
        rows[kode] = {
            "kode": kode,
            "nama": data.name(kode),
            "dinilai": outlook.jumlah,
            "awal": int(outlook.awal[STATUS_SHOWN]),
            "jumlah": row["jumlah"],
            "bawah": row["bawah"],
            "atas": row["atas"],
            "bagian": row["jumlah"] / outlook.jumlah,
        }
    noun = level_noun(data, level, selection.area)
    label = status_label(STATUS_SHOWN)
    interval = _("{persen} hasil simulasi di antara kedua batas").format(persen=format_percent(LEVEL, 0))
    columns = (
        Column("kode", _("Kode"), "teks", _("Kode wilayah Kementerian Dalam Negeri")),
        Column("nama", noun.capitalize(), "teks", noun),
        Column("dinilai", _("Desa dinilai"), "jumlah", _("Jumlah desa yang mempunyai status")),
        Column("awal", f"{label} {selection.tahun}", "jumlah", _("Jumlah desa")),
        Column(
            "jumlah", _("{status} {tahun}, perkiraan").format(status=label, tahun=last), "angka", _("Jumlah yang diharapkan"), 1
        ),
        Column("bawah", _("Batas bawah"), "jumlah", interval),
        Column("atas", _("Batas atas"), "jumlah", interval),
        Column("bagian", _("Bagian, perkiraan"), "bagian", _("Perkiraan dibagi desa dinilai")),
    )
    used = years_used(next(iter(found.values()))) if found else (selection.tahun,)
    contoh = any_illustrative(data, used)
    place = area_title(data, selection.area)
    return TableDescription(
        judul=_("Perkiraan desa {status} {tahun} per {satuan}, {wilayah}").format(
            status=label, tahun=last, satuan=noun, wilayah=place
        ),
        penjelasan=_("Perkiraan dasbor ini, bukan angka resmi."),
        kolom=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
        sumber=source_of_years(data, selection, used),
        contoh=contoh,
        nama_berkas=slug(" ".join(["perkiraan", noun, place, str(selection.tahun), *(["contoh"] if contoh else [])])),
    )
