"""Colours of numeric classes. Status colours are data (``lib.domain.status``); these are for everything else.

Both ramps are lighter than the border by 3:1 at every step and change lightness in one direction per arm, so that they
keep their order in greyscale. Warm is behind, cool is ahead.
"""

from __future__ import annotations

from typing import Final

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
