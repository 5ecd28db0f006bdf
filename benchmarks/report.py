"""The result as a table: each figure with its reference, the bar, and whether it is met."""

from __future__ import annotations

import datetime as dt
import math
import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

PACKAGES: Final = ("streamlit", "streamlit-folium", "folium", "pandas", "sqlalchemy", "playwright")
HEADER: Final = ("what", "measured", "spread", "reference", "ratio", "bar", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: the median of ``values`` in ``unit``, against ``reference`` (a median too) or against a fixed number.

    ``bar``: the most that the ratio to the reference may be or, without one, the figure itself; None: for information.
    """

    what: str
    values: Sequence[float]
    unit: str
    bar: float | None = None
    reference: Sequence[float] = ()
    decimals: int = 0

    @property
    def median(self) -> float:
        """The median of the values."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """Median against the median of the reference; None without one."""
        return self.median / median(self.reference) if self.reference else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is kept; None where there is none."""
        if self.bar is None:
            return None
        return (self.median if self.ratio is None else self.ratio) <= self.bar

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of ``HEADER``."""
        ratio = self.ratio
        bar = "" if self.bar is None else f"≤ {self.bar:g}" + (" ×" if ratio is not None else f" {self.unit}")
        spread = f"{self._number(min(self.values))}–{self._number(max(self.values))} (n={len(self.values)})"
        return (
            self.what,
            f"{self._number(self.median)} {self.unit}",
            spread if len(self.values) > 1 else "",
            f"{self._number(median(self.reference))} {self.unit}" if self.reference else "",
            "" if ratio is None else f"{ratio:.2f} ×",
            bar,
            {None: "", True: "yes", False: "NO"}[self.met],
        )

    def _number(self, value: float) -> str:
        return f"{value:,.{self.decimals}f}"


def plain_table(rows: Iterable[Row]) -> str:
    """The rows aligned for a terminal."""
    lines = [HEADER, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def markdown_table(rows: Iterable[Row]) -> str:
    """The rows as a table for a document."""
    lines = ["| " + " | ".join(HEADER) + " |", "|---|--:|--:|--:|--:|--:|---|"]
    return "\n".join(lines + ["| " + " | ".join(row.cells()) + " |" for row in rows])


def quantile(values: Sequence[float], percent: int) -> float:
    """The smallest of the values that at least ``percent`` of them do not exceed: nothing is made up between two of them."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def machine(browser_version: str = "") -> list[str]:
    """What the figures depend on: cores, memory, how busy it was, versions. Nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    browser = f"Chromium {browser_version}, " if browser_version else ""
    return [
        f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}",
        f"load of the last minute when the run began: {os.getloadavg()[0]:.1f}"
        " (above 1 others were at work: times and ratios then say little, CPU and bytes hold)",
        f"Python {platform.python_version()}, {browser}{versions}",
    ]


def write(
    path: Path,
    rows: Sequence[Row],
    facts: Sequence[str],
    method: str,
    *,
    title: str = "Benchmarks: the last run",
    command: str = "make bench",
) -> None:
    """Write the part ``title`` of the document of the last runs; the parts of other commands stay as they are."""
    met = [row.met for row in rows if row.met is not None]
    text = [
        f"# {title}",
        "",
        f"Written by `{command}` on {dt.datetime.now(dt.UTC).date().isoformat()}; {sum(met)} of {len(met)} bars met.",
        "",
        *(f"- {fact}" for fact in facts),
        "",
        markdown_table(rows),
        "",
        method.strip(),
        "",
    ]
    kept = _parts(path.read_text("utf-8")) if path.exists() else {}
    kept[title] = "\n".join(text)
    path.write_text("\n".join(kept.values()), "utf-8")


def _parts(text: str) -> dict[str, str]:
    """The parts of a document by their titles (headings of the first level), in their order."""
    parts = re.split(r"^(?=# )", text, flags=re.MULTILINE)
    return {part.partition("\n")[0].removeprefix("# "): part.rstrip() + "\n" for part in parts if part.strip()}
