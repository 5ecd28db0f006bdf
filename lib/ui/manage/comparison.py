"""Step three of an import: what would change, against what is published and against the year before; and any two versions."""

from __future__ import annotations

import streamlit as st

from lib.domain.language import format_number, format_signed
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes, status_label
from lib.importing.comparing.comparison import Comparison
from lib.importing.report.outcome import ImportReport
from lib.importing.report.text import comparison_title, total_keys, total_label
from lib.ui.frame import choice, plain_text
from lib.ui.frame.table import show_table
from lib.ui.manage.rows import LISTS, count_meaning, rows_table, show_facts, show_largest
from lib.view.frame.selection import View
from lib.web import markup


def show_comparison(view: View, part: ImportReport) -> None:
    """Totals before and after, then each comparison, then the published figures."""
    plain_text.subheader(_("Perbandingan"))
    if part.dataset.jenis == "batas":
        st.info(_("Batas wilayah dibandingkan pada peta di langkah pertama."), icon=":material/map:")
        return
    labels = [(total_label(part, key), part.changes.sebelum.get(key, 0), part.ringkasan.get(key, 0)) for key in total_keys(part)]
    first = {"indeks": _("Status"), "program": _("Tahap"), "prestasi": _("Ajang")}[part.dataset.jenis]
    before = _("Sekarang terbit")
    if "contoh" in part.changes.sebelum_sifat:
        before = before + " (" + _("data contoh") + ")"
    show_totals(first, before, _("Berkas ini"), labels, add_up=part.dataset.jenis in ("indeks", "prestasi"))
    for place, comparison in enumerate(part.changes.perbandingan):
        show_one(
            view,
            comparison,
            comparison_title(comparison),
            part.dataset.indeks,
            key=f"kelola_banding_{place}",
            stem=part.source.berkas,
        )
    if not part.changes.perbandingan or all(comparison.empty for comparison in part.changes.perbandingan):
        st.info(_("Belum ada data yang terbit untuk wilayah dan tahun ini: semuanya baru."), icon=":material/info:")
    if part.changes.fakta:
        show_facts(view, part)


def show_totals(first: str, before: str, after: str, rows: list[tuple[str, int, int]], *, add_up: bool) -> None:
    """A small table of totals before and after; the last row adds up where the rows count the same thing."""
    if add_up:
        rows = [*rows, (_("Jumlah"), sum(row[1] for row in rows), sum(row[2] for row in rows))]
    markup.show(
        "kelola_jumlah.html",
        judul=_("Jumlah sebelum dan sesudah"),
        kolom=(first, before, after, _("Selisih")),
        isi=[(name, format_number(old), format_number(new), format_signed(new - old)) for name, old, new in rows],
        jumlah=add_up,
    )


def show_one(view: View, comparison: Comparison, title: str, indeks: str, *, key: str, stem: str) -> None:
    """One comparison: counts, flows between status, largest changes, and the rows behind each count."""
    if comparison.empty:
        return
    plain_text.subheader(title)
    counts = {name: len(getattr(comparison, name)) for name in LISTS}
    markup.show(
        "kelola_hitung.html",
        judul=title,
        isi=[(_(LISTS[name]), format_number(count), count_meaning(name)) for name, count in counts.items()],
    )
    if "contoh" in comparison.sifat:
        plain_text.caption(_("Dasarnya data contoh: perpindahan dan perubahan nilai tidak bermakna, jadi tidak ditampilkan."))
    elif indeks:
        _show_flows(comparison)
        show_largest(view, comparison, indeks, key, stem)
    twin = st.expander(_("Daftar baris"), icon=":material/table:", key=f"{key}_buka", on_change="rerun")
    if twin.open:
        with twin:
            _show_list(view, comparison, counts, indeks, key, stem)


def _show_list(view: View, comparison: Comparison, counts: dict[str, int], indeks: str, key: str, stem: str) -> None:
    """The rows behind one of the counts; made when opened."""
    chosen = choice.selectbox(
        _("Baris yang mana"),
        list(LISTS),
        format_func=lambda name: f"{_(LISTS[name])} ({format_number(counts[name])})",
        index=next((place for place, name in enumerate(LISTS) if counts[name]), 0),
        key=f"{key}_daftar",
    )
    if counts[chosen]:
        show_table(rows_table(view, comparison, chosen, indeks, stem), lambda _key: "", key=f"{key}_{chosen}", sorted_by="kode")
    else:
        plain_text.caption(_("Tidak ada baris."))


def _show_flows(comparison: Comparison) -> None:
    """How many desa moved from which status (rows) to which (columns)."""
    if not comparison.arus:
        return
    classes = status_classes()
    order = [key for key in STATUS if any(key in pair for pair in comparison.arus)]
    up = sum(n for (old, new), n in comparison.arus.items() if STATUS.index(new) > STATUS.index(old))
    down = sum(n for (old, new), n in comparison.arus.items() if STATUS.index(new) < STATUS.index(old))
    total = sum(comparison.arus.values())
    markup.show(
        "kelola_arus.html",
        judul=_("Perpindahan status: {naik} desa naik, {turun} turun, {tetap} tetap").format(
            naik=format_number(up), turun=format_number(down), tetap=format_number(total - up - down)
        ),
        sudut=_("Dari ↓ ke →"),
        kolom=[{"label": status_label(key), "warna": classes[key].warna} for key in order],
        isi=[
            {
                "label": status_label(old),
                "warna": classes[old].warna,
                "sel": [
                    {
                        "teks": format_number(comparison.arus.get((old, new), 0)),
                        "tetap": old == new,
                        "ada": (old, new) in comparison.arus,
                    }
                    for new in order
                ],
            }
            for old in order
        ],
    )
