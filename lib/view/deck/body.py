"""What stands on a slide: words, and one of a few bodies that every renderer of a deck can draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lib.analysis.frame.figures import Figures
from lib.domain.wilayah import Tingkat
from lib.view.deck.deck import Deck, Slide
from lib.view.frame.charts import ChartDescription
from lib.view.frame.selection import Selection
from lib.view.frame.tables import TableDescription
from lib.view.indicator.maps import MapDescription
from lib.view.status.cards import Card

PolygonsOf = Callable[[Tingkat], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cards:
    """Key figures, at most six."""

    kartu: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Lines of text under each other."""

    baris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines under the title of the first slide."""

    baris: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Excerpt:
    """Columns and the first rows of a table; ``lainnya`` says what is left out, empty where nothing is.

    ``lebar`` are the relative widths of the columns. A column whose id is in ``isian`` is left blank to be written in.
    """

    tabel: TableDescription
    kolom: tuple[str, ...]
    lebar: tuple[float, ...]
    baris: int
    lainnya: str = ""
    isian: tuple[str, ...] = ()

    def rows(self) -> list[list[str]]:
        """The cells as they are printed."""
        columns = [column for column in self.tabel.kolom if column.id in self.kolom]
        columns.sort(key=lambda column: self.kolom.index(column.id))
        shown = self.tabel.frame.head(self.baris)
        return [
            ["" if column.id in self.isian else column.text(value) for column, value in zip(columns, row, strict=True)]
            for row in shown[[column.id for column in columns]].itertuples(index=False, name=None)
        ]

    def headings(self) -> list[str]:
        """The headings of the shown columns."""
        labels = {column.id: column.label for column in self.tabel.kolom}
        return [labels[key] for key in self.kolom]

    def numeric(self) -> list[bool]:
        """For each shown column: True when it holds numbers, which stand at the right."""
        kinds = {column.id: column.jenis for column in self.tabel.kolom}
        return [kinds[key] not in ("teks", "tanggal") for key in self.kolom]


Body = Cards | Points | Cover | Excerpt | ChartDescription | MapDescription | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a slide is made from."""

    data: Figures
    deck: Deck
    slide: Slide
    selection: Selection
    polygons: PolygonsOf


@dataclass(frozen=True, eq=False)
class Made:
    """What the data says on a slide, before the user's own words. ``isi`` None: nothing can be shown, ``kalimat`` says why.

    ``keterangan`` is what the speaker should know beside it: what is measured, how, and with which reserve.
    """

    judul: str
    kalimat: str
    isi: Body
    sumber: str = ""
    contoh: bool = False
    keterangan: tuple[str, ...] = field(default=())
    alt: str = ""
