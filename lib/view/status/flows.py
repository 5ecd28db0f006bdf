"""The flow between classes from one year to another: who rose, stayed and fell, and the desa behind each flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from lib.analysis.frame.figures import Figures
from lib.analysis.status.change import desa_of_flow, status_flows
from lib.domain.indeks import indeks_of_year
from lib.domain.language import format_number, format_percent
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes, status_label
from lib.view.frame.charts import Flow, FlowDescription, Node
from lib.view.frame.places import area_title, place_columns
from lib.view.frame.selection import Selection
from lib.view.frame.tables import Column, TableDescription, slug
from lib.view.status.progress import any_illustrative, source_of_years

# Between the two statuses of a flow in the address: berkembang-maju.
SEPARATOR = "-"


def flow_ids(flows: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the flows that hold a desa (``berkembang-maju``): rises first, then those that stayed, then falls."""
    found = [(dari, ke) for dari in STATUS for ke in STATUS if flows.at[dari, ke]]
    return tuple(
        f"{dari}{SEPARATOR}{ke}"
        for dari, ke in sorted(found, key=lambda pair: (_order(*pair), STATUS.index(pair[0]), STATUS.index(pair[1])))
    )


def _order(dari: str, ke: str) -> int:
    step = STATUS.index(ke) - STATUS.index(dari)
    return 0 if step > 0 else 2 if step < 0 else 1


def flow_sizes(flows: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Each flow that holds a desa with its number, in the order of ``flow_ids``."""
    return tuple((flow_id, int(flows.at[tuple(flow_id.split(SEPARATOR))])) for flow_id in flow_ids(flows))


def flow_name(flow_id: str) -> str:
    """``Berkembang → Maju``; a class that was kept: ``tetap Maju``."""
    dari, ke = flow_id.split(SEPARATOR)
    if dari == ke:
        return _("tetap {status}").format(status=status_label(ke))
    return f"{status_label(dari)} → {status_label(ke)}"


def direction_name(flow_id: str) -> str:
    """``naik``, ``tetap`` or ``turun``."""
    return (_("naik"), _("tetap"), _("turun"))[_order(*flow_id.split(SEPARATOR))]


def flow_table(data: Figures, selection: Selection, sebelum: int) -> pd.DataFrame | None:
    """``change.status_flows`` of the selected area; None across the method break or without rows."""
    return data.derived(status_flows, selection.tahun, selection.area, sebelum)


def describe_flows(data: Figures, selection: Selection, sebelum: int, flows: pd.DataFrame) -> FlowDescription:
    """The flow from ``sebelum`` to the selected year; only classes that hold a desa in that year are drawn."""
    classes = status_classes()
    before, after = flows.sum(axis=1), flows.sum(axis=0)
    nodes: list[Node] = []
    place: dict[tuple[int, str], int] = {}
    for column, (year, totals) in enumerate(((sebelum, before), (selection.tahun, after))):
        for status in reversed(STATUS):
            if totals[status]:
                place[column, status] = len(nodes)
                label = f"{classes[status].label} {year}: {format_number(totals[status])}"
                nodes.append(Node(f"{status}_{column}", label, classes[status].warna, column))
    ids = flow_ids(flows)
    contoh = any_illustrative(data, (sebelum, selection.tahun))
    source = source_of_years(data, selection, (sebelum, selection.tahun))
    total = int(flows.to_numpy().sum())
    finding = _finding(flows, total, sebelum, selection.tahun)
    where = area_title(data, selection.area)
    rows = {}
    arrows = []
    for flow_id in ids:
        dari, ke = flow_id.split(SEPARATOR)
        number = int(flows.at[dari, ke])
        share = number / before[dari]
        arrows.append(
            Flow(
                place[0, dari],
                place[1, ke],
                number,
                _("{arus}: {jumlah} desa ({bagian} dari {status} {sebelum})").format(
                    arus=flow_name(flow_id),
                    jumlah=format_number(number),
                    bagian=format_percent(share),
                    status=status_label(dari),
                    sebelum=sebelum,
                ),
            )
        )
        rows[flow_id] = {
            "arah": direction_name(flow_id),
            "arus": flow_name(flow_id),
            "jumlah": number,
            "bagian": share,
            "bagian_semua": number / total,
        }
    columns = (
        Column(
            "arus",
            _("Perpindahan"),
            "teks",
            _("Status {sebelum} → status {tahun}").format(sebelum=sebelum, tahun=selection.tahun),
        ),
        Column("arah", _("Arah"), "teks", _("Naik, tetap, atau turun")),
        Column("jumlah", _("Desa"), "jumlah", _("Desa yang mempunyai status pada kedua tahun")),
        Column("bagian", _("Dari status asal"), "bagian", _("Dibagi desa berstatus asal pada {tahun}").format(tahun=sebelum)),
        Column("bagian_semua", _("Dari semua"), "bagian", _("Dibagi semua desa yang mempunyai status pada kedua tahun")),
    )
    return FlowDescription(
        id="perpindahan",
        judul=finding,
        subjudul=_(
            "Desa menurut status {sebelum} (kiri) dan {tahun} (kanan), {wilayah}; {jumlah} desa yang dinilai pada kedua tahun."
        ).format(sebelum=sebelum, tahun=selection.tahun, wilayah=where, jumlah=format_number(total)),
        alt=_("Diagram alir status desa dari {sebelum} ke {tahun}. {temuan}.").format(
            sebelum=sebelum, tahun=selection.tahun, temuan=finding
        ),
        sumber=source,
        contoh=contoh,
        simpul=tuple(nodes),
        arus=tuple(arrows),
        tabel=TableDescription(
            judul=_("Perpindahan status {sebelum}–{tahun}, {wilayah}").format(
                sebelum=sebelum, tahun=selection.tahun, wilayah=where
            ),
            penjelasan=_("Desa yang mempunyai status pada kedua tahun, menurut status asal dan tujuan."),
            kolom=columns,
            frame=pd.DataFrame.from_dict(rows, orient="index", columns=[column.id for column in columns]),
            sumber=source,
            contoh=contoh,
            nama_berkas=_file_stem("perpindahan", where, sebelum, selection.tahun, contoh),
        ),
    )


def _finding(flows: pd.DataFrame, total: int, sebelum: int, tahun: int) -> str:
    rose = sum(int(flows.at[dari, ke]) for dari in STATUS for ke in STATUS if _order(dari, ke) == 0)
    fell = sum(int(flows.at[dari, ke]) for dari in STATUS for ke in STATUS if _order(dari, ke) == 2)
    stayed = total - rose - fell
    return _("Dari {jumlah} desa, {naik}, {tetap}, dan {turun} antara {sebelum} dan {tahun}").format(
        jumlah=format_number(total),
        naik=_("{jumlah} naik").format(jumlah=format_number(rose)) if rose else _("tidak ada yang naik"),
        tetap=_("{jumlah} tetap").format(jumlah=format_number(stayed)) if stayed else _("tidak ada yang tetap"),
        turun=_("{jumlah} turun").format(jumlah=format_number(fell)) if fell else _("tidak ada yang turun"),
        sebelum=sebelum,
        tahun=tahun,
    )


def _file_stem(name: str, where: str, sebelum: int, tahun: int, contoh: bool) -> str:
    return slug(" ".join([name, where, str(sebelum), str(tahun), *(["contoh"] if contoh else [])]))


def flow_members(data: Figures, selection: Selection, sebelum: int, flow_id: str) -> TableDescription:
    """The desa of one flow with their scores in both years."""
    dari, ke = flow_id.split(SEPARATOR)
    found = data.derived(desa_of_flow, selection.tahun, dari, ke, selection.area, sebelum)
    index = indeks_of_year(selection.tahun)
    frame, columns = place_columns(data, found.index)
    frame = frame.assign(**{column: found[column].to_numpy() for column in ("nilai_sebelum", "nilai", "selisih")})
    name = f"{index.singkatan} {{}}"
    columns += [
        Column("nilai_sebelum", name.format(sebelum), "angka", index.label, index.desimal),
        Column("nilai", name.format(selection.tahun), "angka", index.label, index.desimal),
        Column(
            "selisih",
            _("Perubahan"),
            "selisih",
            _("Nilai {tahun} dikurangi nilai {sebelum}").format(tahun=selection.tahun, sebelum=sebelum),
            index.desimal,
        ),
    ]
    contoh = any_illustrative(data, (sebelum, selection.tahun))
    where = area_title(data, selection.area)
    return TableDescription(
        judul=_("{arus}, {sebelum}–{tahun}").format(arus=flow_name(flow_id), sebelum=sebelum, tahun=selection.tahun),
        penjelasan=_("Desa di {wilayah} pada perpindahan ini.").format(wilayah=where),
        kolom=tuple(columns),
        frame=frame,
        sumber=source_of_years(data, selection, (sebelum, selection.tahun)),
        contoh=contoh,
        nama_berkas=_file_stem(f"desa {flow_id}", where, sebelum, selection.tahun, contoh),
    )


# Where the bars and bands of a flow stand, for every renderer: shares of the height, from the top down.


# Free space between the bars of a column, all of them together.
GAPS_SHARE: Final = 0.16


@dataclass(frozen=True, slots=True)
class Band:
    """One flow: its upper end at the left bar and at the right one, and its height, each 0 to 1."""

    arus: Flow
    kiri: float
    kanan: float
    tinggi: float


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """``awal`` and ``tinggi``: upper end and height of the bar of every node; ``pita``: the bands in the order of the flows."""

    awal: tuple[float, ...]
    tinggi: tuple[float, ...]
    pita: tuple[Band, ...]


def layout(flow: FlowDescription) -> FlowLayout:
    """Both columns are as high as each other; heights are in proportion to the number of desa.

    Bands are sorted at both ends by where they lead, so that those of one class do not cross.
    """
    sizes = [sum(entry.jumlah for entry in flow.arus if number in (entry.dari, entry.ke)) for number in range(len(flow.simpul))]
    unit = (1 - GAPS_SHARE) / max(sum(entry.jumlah for entry in flow.arus), 1)
    starts = [0.0] * len(sizes)
    for column in (0, 1):
        mine = [number for number, node in enumerate(flow.simpul) if node.kolom == column]
        gap = GAPS_SHARE / (len(mine) - 1) if len(mine) > 1 else 0.0
        y = 0.0 if len(mine) > 1 else GAPS_SHARE / 2
        for number in mine:
            starts[number] = y
            y += sizes[number] * unit + gap
    left, right = _ends(flow, starts, unit, outgoing=True), _ends(flow, starts, unit, outgoing=False)
    bands = tuple(Band(entry, left[place], right[place], entry.jumlah * unit) for place, entry in enumerate(flow.arus))
    return FlowLayout(tuple(starts), tuple(size * unit for size in sizes), bands)


def _ends(flow: FlowDescription, starts: list[float], unit: float, *, outgoing: bool) -> dict[int, float]:
    def near(entry: Flow) -> int:
        return entry.dari if outgoing else entry.ke

    def far(entry: Flow) -> int:
        return entry.ke if outgoing else entry.dari

    taken = list(starts)
    found: dict[int, float] = {}
    for place in sorted(range(len(flow.arus)), key=lambda it: (starts[near(flow.arus[it])], starts[far(flow.arus[it])])):
        found[place] = taken[near(flow.arus[place])]
        taken[near(flow.arus[place])] += flow.arus[place].jumlah * unit
    return found
