"""Questions to a page about what the eye would see: what covers an element, and how far text stands out from its ground."""

from __future__ import annotations

import re

# What lies over the four corners (a little inside) of an element; empty when nothing strange does.
COVERED_BY = """(element) => {
  // Only the page may scroll, and only down: what a strip of its own hides from the eye counts as covered.
  const below = element.getBoundingClientRect().bottom - innerHeight;
  if (below > 0) document.querySelector('[data-testid="stMain"]').scrollBy(0, below + 80);
  const box = element.getBoundingClientRect();
  for (const x of [box.left + 2, box.right - 2]) for (const y of [box.top + 4, box.bottom - 4]) {
    const top = document.elementFromPoint(x, y);
    if (!top) return "outside the window";
    if (!element.contains(top) && !top.contains(element)) return `${top.tagName}.${top.className} (${top.dataset.testid || ""})`;
  }
  return "";
}"""

# Every piece of text whose contrast with the ground under it (opacity and translucent grounds included) is below the bar.
TEXT_CONTRAST = """([selector, bar]) => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3]));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const weak = [];
  for (const element of document.querySelectorAll(selector)) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(" ");
    const box = element.getBoundingClientRect();
    if (!text || !box.width || !box.height) continue;
    const chain = [];
    for (let it = element; it; it = it.parentElement) chain.unshift(it);
    let ground = [255, 255, 255], opacity = 1;
    for (const it of chain) {
      const style = getComputedStyle(it);
      const fill = rgba(style.backgroundColor);
      ground = over([...fill.slice(0, 3), fill[3] * opacity], ground);
      opacity *= parseFloat(style.opacity);
    }
    const ink = rgba(getComputedStyle(element).color);
    const seen = over([...ink.slice(0, 3), ink[3] * opacity], ground);
    const [dark, bright] = [light(seen), light(ground)].sort((one, other) => one - other);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < bar) weak.push(`${ratio.toFixed(2)}: ${element.className || element.tagName} “${text.slice(0, 40)}”`);
  }
  return weak;
}"""


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two opaque colours, as ``#rrggbb`` or ``rgb(r, g, b)``."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    if colour.startswith("#"):
        parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
