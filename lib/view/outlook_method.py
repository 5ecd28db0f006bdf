"""How the outlook is made, from which years, what it cannot know, and why it is refused where it is."""

from __future__ import annotations

from lib.analysis.figures import Figures
from lib.analysis.outlook import LEVEL, MIN_OWN, RUNS, YEARS_AHEAD, Outlook
from lib.domain.indeks import comparable, indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_label
from lib.view.selection import Selection


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
