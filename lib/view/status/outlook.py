"""The outlook: an estimate of the composition of the next years, marked as one, with its interval."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.outlook import LEVEL, MIN_OWN, RUNS, YEARS_AHEAD, Outlook, outlooks
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes, status_label
from lib.domain.wilayah import tingkat
from lib.view.frame.charts import Axis, ChartDescription, Series
from lib.view.frame.places import area_title, level_noun
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.status.progress import any_illustrative, below, source_of_years

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


# How the outlook is made, from which years, what it cannot know, and why it is refused where it is.


def refusal(data: Figures, selection: Selection) -> str:
    """Why there is no outlook: the years on this index are too few, or the one before may not be compared with."""
    index = indeks_of_year(selection.tahun)
    same = [year for year in data.years if year <= selection.tahun and comparable(year, selection.tahun)]
    start = _("Tidak ada perkiraan untuk {tahun}.").format(tahun=selection.tahun)
    if len(same) < 2:
        reason = _(
            "{indeks} baru mempunyai satu tahun ({tahun}); perkiraan memerlukan sedikitnya dua tahun berturutan yang dapat "
            "dibandingkan, dan tahun yang diukur dengan indeks lain tidak dipakai."
        ).format(indeks=index.label, tahun=selection.tahun)
    else:
        reason = _(
            "Perkiraan memerlukan tahun {sebelum} pada indeks yang sama dan dari jenis data yang sama (resmi dengan resmi, "
            "contoh dengan contoh); itu tidak ada."
        ).format(sebelum=selection.tahun - 1)
    return f"{start} {reason}"


def mark_note(outlook: Outlook) -> str:
    """What stands beside the mark of an estimate: what it is not, and on which scale it is."""
    index = indeks_of_year(outlook.tahun)
    if index.tahun_sampai is not None and outlook.tahun + YEARS_AHEAD > index.tahun_sampai:
        return _("Bukan angka resmi dan bukan target; pada skala {indeks}, seandainya tetap dipakai setelah {tahun}.").format(
            indeks=index.singkatan, tahun=index.tahun_sampai
        )
    return _("Bukan angka resmi dan bukan target.")


def method(outlook: Outlook) -> tuple[str, ...]:
    """How the estimate is made, from which years, and what it cannot know; a sentence or two each."""
    index = indeks_of_year(outlook.tahun)
    last = outlook.tahun + YEARS_AHEAD
    lines = [
        _(
            "Dasar: perpindahan status antara tahun-tahun berturutan {pasangan}; {jumlah} desa berstatus pada {tahun}. Bagian "
            "perpindahan adalah rata-rata sederhana tiap pasangan tahun (rantai Markov); komposisi tahun berikutnya = komposisi "
            "sekarang × bagian perpindahan."
        ).format(
            pasangan=", ".join(f"{a}–{b}" for a, b in outlook.pasangan),
            jumlah=format_number(outlook.jumlah),
            tahun=outlook.tahun,
        ),
        _(
            "Selang: {ulangan} simulasi dengan benih acak tetap. Tiap simulasi menarik ulang desa pada pasangan tahun itu, "
            "memilih satu pasangan untuk tiap tahun mendatang, lalu memindahkan tiap desa menurut peluangnya; {persen} hasil "
            "berada dalam selang."
        ).format(ulangan=format_number(RUNS), persen=format_percent(LEVEL, 0)),
    ]
    if outlook.pinjaman:
        lines.append(
            _(
                "Status dengan kurang dari {batas} desa pada tahun-tahun itu memakai bagian perpindahan provinsi: {status}."
            ).format(batas=MIN_OWN, status=", ".join(status_label(status) for status in outlook.pinjaman))
        )
    lines.append(
        _(
            "Batasnya: perkiraan menganggap masa depan bergerak seperti tahun-tahun itu. Perubahan program, anggaran, aturan, "
            "atau cara mengukur tidak terhitung, dan desa dianggap bergerak sendiri-sendiri."
        )
    )
    if index.tahun_sampai is not None and last > index.tahun_sampai:
        lines.append(
            _(
                "{indeks} tidak dipakai lagi setelah {tahun}: perkiraan ini berarti “seandainya {singkatan} tetap dipakai” dan "
                "tidak boleh dibandingkan dengan angka {baru}."
            ).format(
                indeks=index.label,
                tahun=index.tahun_sampai,
                singkatan=index.singkatan,
                baru=indeks_of_year(index.tahun_sampai + 1).label,
            )
        )
    return tuple(lines)


def transition_rows(outlook: Outlook) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and rows, as texts, of the average transition shares of the statuses that hold or receive desa."""
    shown = [
        status
        for status in STATUS
        if outlook.awal[status] or outlook.perkiraan.loc[outlook.perkiraan["status"] == status, "jumlah"].max() >= 0.05
    ]
    heads = (_("Dari \\ ke"), *(status_label(status) for status in shown))
    rows = tuple((status_label(dari), *(format_percent(outlook.peluang.at[dari, ke]) for ke in shown)) for dari in shown)
    return heads, rows
