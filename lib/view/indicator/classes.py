"""Classes of a map: which value falls into which class, with its label, colour and interval.

Interval rule everywhere: the lower bound is excluded, the upper included; the first class includes its lower bound too.
Values and bounds are taken as they are printed, so that the rule is true of what the reader sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

import numpy as np
import pandas as pd

from lib.analysis.indicator.classify import classify
from lib.domain.indeks import indeks_of_year
from lib.domain.language import gettext as _
from lib.domain.status import STATUS, status_classes
from lib.view.frame.selection import Selection
from lib.view.indicator.indicator import Indicator

SEQUENTIAL: Final = ("#e6eff8", "#b9d3ec", "#89b3de", "#5590c8", "#2b6cb0")
FALLING: Final = ("#c7622b", "#eba466", "#f8dcc0")
RISING: Final = ("#dcebf3", "#8fc0da", "#3a86b4")
NOT_REACHED: Final = "#f0a35e"
REACHED: Final = "#3a86b4"
# Two figures at once: rows from little to much coverage (darker), columns from behind to ahead (warm to cool). Every two of
# the nine differ, for every eye; the vivid corner is behind and not reached.
BIVARIATE: Final = (
    ("#fcb46b", "#edceb9", "#dde5f4"),
    ("#c38747", "#aba39f", "#9fb8e2"),
    ("#985a07", "#8d705d", "#5886c1"),
)
INK: Final = "#14181f"
PAPER: Final = "#ffffff"


def sequential(count: int) -> tuple[str, ...]:
    """``count`` steps (1..7) from light to dark, interpolated between the five of the ramp."""
    if count == 1:
        return (SEQUENTIAL[3],)
    return tuple(_between(SEQUENTIAL, place / (count - 1)) for place in range(count))


def _between(ramp: tuple[str, ...], share: float) -> str:
    place = share * (len(ramp) - 1)
    lower = min(int(place), len(ramp) - 2)
    part = place - lower
    low, high = (tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in ramp[lower : lower + 2])
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def readable_ink(fill: str) -> str:
    """Dark or white text, whichever is easier to read upon ``fill``."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, fill))


def relative_luminance(colour: str) -> float:
    """WCAG relative luminance of ``#rrggbb``, 0..1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1..21."""
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# Classes of a map: which value falls into which class, with its label, colour and interval.
#
# Interval rule everywhere: the lower bound is excluded, the upper included; the first class includes its lower bound too.
# Values and bounds are taken as they are printed, so that the rule is true of what the reader sees.


SHARE_EDGES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
# Fixed steps of a change on the year before, as shares of the index's scale.
CHANGE_STEPS: Final = (0.02, 0.05)
NUMBER_OF_CLASSES: Final = 5
# Shares are printed in per cent with one decimal.
SHARE_DECIMALS: Final = 3


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a legend, in the order of the legend; ``selang`` is its interval where the class has a name as well."""

    id: str
    label: str
    warna: str
    pola: str = "polos"
    jumlah: int = 0
    selang: str = ""

    @property
    def text(self) -> str:
        """Name and interval in one line."""
        return f"{self.label} ({self.selang})" if self.selang else self.label


def classes_of(indicator: Indicator, selection: Selection, values: pd.Series) -> tuple[list[MapClass], np.ndarray]:
    """The classes of an indicator and the class number of each value (-1: no class, for a missing value).

    ``values`` holds statuses (``kind == "status"``) or numbers; classes depend on the indicator and the chosen method,
    the status colours on neither.
    """
    if indicator.kind == "status":
        classes = [MapClass(key, status_classes()[key].label, status_classes()[key].warna) for key in STATUS]
        place = {key: number for number, key in enumerate(STATUS)}
        return classes, np.array([place.get(value, -1) for value in values], dtype=int)
    numbers = as_printed(values.to_numpy(dtype=float), indicator, selection.tahun)
    if indicator.id == "cakupan" and selection.tingkat == "desa" and _yes_no(numbers):
        classes = [MapClass("belum", _("Belum terjangkau"), NOT_REACHED), MapClass("sudah", _("Terjangkau"), REACHED)]
        return classes, np.where(np.isnan(numbers), -1, (numbers > 0).astype(int))
    edges, colours, labels = _edges(indicator, selection, numbers)
    kelas = np.searchsorted(np.array(edges[1:-1]), numbers, side="left")
    kelas = np.where(np.isnan(numbers), -1, kelas)
    intervals = [_interval(indicator, selection, edges, number) for number in range(len(edges) - 1)]
    classes = [
        MapClass(f"k{number}", name or interval, colours[number], selang=interval if name else "")
        for number, (name, interval) in enumerate(zip(labels, intervals, strict=True))
    ]
    return classes, kelas


def has_intervals(classes: list[MapClass]) -> bool:
    """True when the classes are intervals of a number, not statuses or yes and no."""
    return any(entry.id.startswith("k") for entry in classes if entry.id[1:].isdigit())


def _yes_no(numbers: np.ndarray) -> bool:
    finite = numbers[~np.isnan(numbers)]
    return bool(np.isin(finite, (0.0, 1.0)).all())


def as_printed(numbers: np.ndarray, indicator: Indicator, tahun: int) -> np.ndarray:
    """The values as ``indicator.format`` prints them, shares to a tenth of a per cent: what is classified is what is read.

    A mean of 0.70724 is printed 0.7072 and so is still Berkembang, as on every screen.
    """
    if indicator.kind == "bagian":
        return np.round(_rounded(numbers * 100, 1, _decimal_round) / 100, SHARE_DECIMALS)
    exact = _binary_round if indicator.kind == "selisih" else _decimal_round
    return _rounded(numbers, indicator.decimals(tahun), exact)


def _rounded(numbers: np.ndarray, decimals: int, exact: Callable[[float, int], float]) -> np.ndarray:
    """numpy's rounding, but where a value lies between two printed ones that of the printed text, which differs there."""
    rounded = np.round(numbers, decimals)
    scaled = numbers * 10**decimals
    between = np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6
    rounded[between] = [exact(float(value), decimals) for value in numbers[between]]
    return rounded


def _decimal_round(value: float, decimals: int) -> float:
    # As Babel does it in format_number.
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN))


def _binary_round(value: float, decimals: int) -> float:
    # As format_signed does it.
    return round(value, decimals)


def _edges(
    indicator: Indicator, selection: Selection, numbers: np.ndarray
) -> tuple[tuple[float, ...], tuple[str, ...], list[str]]:
    indeks = indeks_of_year(selection.tahun)
    method = selection.klasifikasi
    if method == "resmi":
        if indicator.id == "nilai":
            classes = status_classes()
            edges = (0.0, *indeks.batas_atas, indeks.skala_maks)
            return edges, tuple(classes[key].warna for key in STATUS), [classes[key].label for key in STATUS]
        if indicator.kind == "selisih":
            steps = [share * indeks.skala_maks for share in CHANGE_STEPS]
            bound = max(indeks.skala_maks, steps[-1])
            edges = (-bound, -steps[1], -steps[0], 0.0, steps[0], steps[1], bound)
            return edges, (*FALLING, *RISING), ["", "", "", "", "", ""]
        scale = 1.0 if indicator.kind == "bagian" else (indicator.dimensi.maks if indicator.dimensi else indeks.skala_maks)
        edges = tuple(share * scale for share in SHARE_EDGES)
        # A coverage may exceed its base when two sources disagree: the last interval holds it.
        edges = (*edges[:-1], float(np.nanmax(numbers, initial=edges[-1])))
        return edges, sequential(len(edges) - 1), [""] * (len(edges) - 1)
    decimals = SHARE_DECIMALS if indicator.kind == "bagian" else indicator.decimals(selection.tahun)
    found = classify(numbers, method, NUMBER_OF_CLASSES, indeks=indeks, desimal=decimals)
    edges = tuple(float(edge) for edge in found.edges)
    if len(edges) < 2:
        return (0.0, 1.0), sequential(1), [""]
    return edges, sequential(len(edges) - 1), [""] * (len(edges) - 1)


def _interval(indicator: Indicator, selection: Selection, edges: tuple[float, ...], number: int) -> str:
    lower, upper = edges[number], edges[number + 1]

    def text(value: float) -> str:
        return indicator.format(value, selection.tahun)

    if indicator.kind == "selisih" and selection.klasifikasi == "resmi":
        if number == 0:
            return f"≤ {text(upper)}"
        if number == len(edges) - 2:
            return f"> {text(lower)}"
    if number == 0:
        return f"{text(lower)} – {text(upper)}"
    return f"> {text(lower)} – {text(upper)}"
