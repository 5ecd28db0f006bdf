"""The shapes of a chart's points as characters, for tables and lists that name the same areas."""

from __future__ import annotations

from typing import Final

from lib.view.frame.charts import Marker

SYMBOLS: Final[dict[Marker, str]] = {
    "lingkaran": "●",
    "persegi": "■",
    "belah_ketupat": "◆",
    "segitiga": "▲",
    "silang": "✖",
    "bintang": "★",
}
