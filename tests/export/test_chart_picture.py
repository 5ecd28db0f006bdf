"""Pictures of charts: every form and mark is drawn, with its words, and nothing from the data can break out of them."""

from __future__ import annotations

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lib.analysis.frame.figures import Figures
from lib.export.pictures.chart import ChartOptions, chart_picture
from lib.export.pictures.letters import printable
from lib.view.frame.charts import Axis, ChartDescription, Flow, FlowDescription, Form, Mark, Node, Series
from lib.view.frame.selection import Selection
from lib.view.frame.tables import TableDescription
from lib.view.status.composition import composition
from lib.view.status.flows import describe_flows, flow_table

LETTERS = ChartOptions(format="svg", tanggal=dt.date(2026, 11, 24))
TABLE = TableDescription("", "", (), pd.DataFrame(), "", False, "tabel")
HOSTILE = 'Way "Kanan" <b>&amp; $x^2$ 😀 ]]> --> \x00\x0b'


def words(svg: bytes) -> str:
    """Every word of an SVG, in its order."""
    return " ".join(" ".join(ET.fromstring(svg).itertext()).split())


def chart(bentuk: Form, *, mendatar: bool = False, name: str = "Jati Agung", contoh: bool = False) -> ChartDescription:
    x = (name, "Natar", "Ketapang")
    box = ((1.0, 2.0, 3.0, 4.0, 5.0),) * 3
    first = Series("mandiri", f"Seri {name}", "#1f6fb4", x, (3.0, None, 12.0), kuantil=box if bentuk == "kotak" else ())
    second = Series("b", "Seri dua", "#c7622b", x, (1.0, 2.0, 4.0), penanda="segitiga", putus=True)
    seri = (first,) if bentuk == "kotak" else (first, second)
    kategori = Axis("Wilayah", "kategori")
    if bentuk == "pencar":
        seri, kategori = (replace(first, x=(1.0, 2.5, 4.0)),), Axis("Nilai", "angka", 1)
    return ChartDescription(
        "uji", bentuk, f"Temuan {name}", f"Diukur {name}", "alt", f"Sumber: {name}.", contoh, kategori,
        Axis("Desa", "angka"), seri, TABLE, (Mark("acuan", 5.0, f"target {name}"),), mendatar, "Catatan.",
    )  # fmt: skip


@pytest.mark.parametrize("mendatar", [False, True])
@pytest.mark.parametrize("bentuk", ["batang_tumpuk", "batang", "garis", "titik", "kotak", "pencar"])
def test_every_form_is_drawn_with_its_words(bentuk: Form, mendatar: bool) -> None:
    found = words(chart_picture(chart(bentuk, mendatar=mendatar, contoh=True), LETTERS))
    for said in ("Temuan Jati Agung", "Diukur Jati Agung", "target Jati Agung", "Data contoh", "24 November 2026", "Catatan."):
        assert said in found, said
    if bentuk != "pencar":
        assert "Ketapang" in found


@pytest.mark.parametrize("mendatar", [False, True])
def test_names_from_data_stay_names(mendatar: bool) -> None:
    svg = chart_picture(chart("batang", mendatar=mendatar, name=HOSTILE), LETTERS)
    assert printable(HOSTILE).split()[-3] in words(svg)
    assert "<b>" not in svg.decode()
    assert "$x^2$" in words(svg)
    assert chart_picture(chart("batang", mendatar=mendatar, name=HOSTILE), ChartOptions()).startswith(b"\x89PNG")


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_text_gives_readable_svg(name: str) -> None:
    words(chart_picture(chart("titik", name=name), replace(LETTERS, width_px=400)))


def test_the_same_description_gives_the_same_bytes() -> None:
    for options in (ChartOptions(), LETTERS):
        assert chart_picture(chart("garis"), options) == chart_picture(chart("garis"), options)


def test_a_chart_without_a_point_says_so() -> None:
    empty = replace(chart("batang"), seri=(), tanda=())
    assert "Belum ada data" in words(chart_picture(empty, LETTERS))


def test_nothing_touches_the_edge(figures: Figures) -> None:
    """A long title, long names and marks near the ends: the outermost pixels stay paper."""
    selection = Selection(tahun=2024)
    flows = flow_table(figures, selection, 2023)
    assert flows is not None
    long = chart("batang_tumpuk", mendatar=True, name="Negeri Batin Jaya Panjang Sekali " * 4, contoh=True)
    for drawn in (composition(figures, selection, "jumlah"), long, describe_flows(figures, selection, 2023, flows)):
        pixels = np.asarray(Image.open(io.BytesIO(chart_picture(drawn))).convert("L"))
        for edge in (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:]):
            assert edge.min() > 250, drawn.id


def test_the_numbers_of_a_stack_are_those_of_the_data(figures: Figures) -> None:
    found = words(chart_picture(composition(figures, Selection(tahun=2024), "jumlah"), LETTERS))
    counts = figures.area_counts(2024, None)
    for status in ("berkembang", "maju", "mandiri"):
        number = f"{int(counts[status]):,}".replace(",", ".")
        assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", found), number


def test_flows_name_both_years_and_their_numbers() -> None:
    nodes = (Node("maju_0", "Maju 2023: 7", "#33aa88", 0), Node("mandiri_1", "Mandiri 2024: 7", "#2266bb", 1))
    flow = FlowDescription("a", "Temuan", "Diukur", "", "Sumber.", False, nodes, (Flow(0, 1, 7, ""),), TABLE)
    found = words(chart_picture(flow, LETTERS))
    assert "Maju 2023: 7" in found
    assert "Mandiri 2024: 7" in found
