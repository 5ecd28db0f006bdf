"""Questions to a page on behalf of those who do not see it, do not use a pointer, or read another language: axe, names of
maps and charts, words of the wrong language, and what leaves the screen."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Frame, Page

from tests.browser.dasbor import MAP_FRAME
from tests.function_words import chrome_words, foreign_words

GRAVE = ("serious", "critical")

# Every text of a document that is seen or heard, with the language that it is marked with: text, alternative texts, labels,
# placeholders, titles and what a style sheet writes. Names of icons are drawn, not read.
TEXTS = """() => {
  const found = [], shown = (it) => it.checkVisibility({ visibilityProperty: true });
  const add = (it, text) => {
    const words = (text || "").trim();
    if (words) found.push([words, it.closest("[lang]")?.lang || ""]);
  };
  const tree = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let at = tree.currentNode; at; at = tree.nextNode()) {
    if (at.nodeType === 3) {
      const it = at.parentElement;
      if (it.closest("script, style, noscript, template, code") || !shown(it)) continue;
      if (it.closest('[data-testid="stIconMaterial"]') || parseFloat(getComputedStyle(it).fontSize) === 0) continue;
      add(it, at.textContent);
    } else if (shown(at)) {
      for (const name of ["aria-label", "alt", "placeholder", "title", "aria-description", "aria-roledescription"]) {
        add(at, at.getAttribute(name));
      }
      for (const part of ["::before", "::after"]) {
        const written = getComputedStyle(at, part).content;
        if (written.startsWith('"') && !at.dataset.ikon) add(at, written.slice(1, -1));
      }
    }
  }
  return found;
}"""

# Drawings that carry a meaning: frames, images, canvases, charts, and what says that it is an image.
UNNAMED = """(least) => {
  const named = (it) => {
    const by = (it.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "");
    const words = [it.getAttribute("aria-label"), it.getAttribute("alt"), it.getAttribute("title"), ...by];
    return words.some((text) => (text || "").trim().length >= least);
  };
  const out = [];
  for (const it of document.querySelectorAll('iframe, img, canvas, svg.main-svg, [role="img"], .d-arus, #map_div')) {
    if (!it.checkVisibility({ visibilityProperty: true }) || it.getBoundingClientRect().width < 60) continue;
    let up = it, ok = false;
    // A drawing inside of a named one is a part of it; a hidden one is told elsewhere.
    for (; up && !ok; up = up.parentElement) {
      const role = up.getAttribute("role") || up.tagName.toLowerCase();
      ok = up.getAttribute("aria-hidden") === "true" || (/^(img|group|figure|application|region)$/.test(role) && named(up));
    }
    if (!ok && !(it.tagName === "IFRAME" && named(it))) out.push(it.outerHTML.slice(0, 200));
  }
  return out;
}"""
# A list of values as a machine writes them: they are the same in every language.
_IDS = re.compile(r"[a-z0-9_]+(, [a-z0-9_]+){2,}")
# A finding is a sentence; a name like "chart" or "map" is none.
LEAST_LETTERS = 25

# What leaves the screen sideways although nothing that holds it scrolls, and texts that are cut off without dots.
CUT_OFF = """() => {
  const out = [], wide = document.documentElement.clientWidth;
  const main = document.querySelector('[data-testid="stMain"]');
  for (const it of [document.documentElement, ...(main ? [main] : [])]) {
    if (it.scrollWidth > it.clientWidth + 1) out.push(`${it.scrollWidth} px of content on ${it.clientWidth} px`);
  }
  for (const it of (main || document.body).querySelectorAll("*")) {
    const text = [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const control = it.matches("input:not([type=radio], [type=checkbox]), select, textarea, button, iframe");
    if (!(text || control) || !it.checkVisibility({ visibilityProperty: true })) continue;
    const box = it.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || it.closest(".d-samar")) continue;
    const clips = (style) => /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
    let scrolls = false, hidden = false;
    for (let up = it; up && up !== main && !scrolls; up = up.parentElement) {
      const style = getComputedStyle(up), edge = up.getBoundingClientRect();
      scrolls = /auto|scroll/.test(style.overflowX) && up.scrollWidth > up.clientWidth;
      hidden ||= up === it
        ? text && it.scrollWidth > it.clientWidth + 1 && clips(style)
        : (box.right > edge.right + 1 || box.left < edge.left - 1) && clips(style);
    }
    if (!scrolls && (hidden || box.right > wide + 1 || box.left < -1)) {
      const words = (it.textContent || it.title || "").trim().slice(0, 40), name = it.getAttribute("class");
      out.push(`${it.tagName}.${name} “${words}” ${Math.round(box.left)}–${Math.round(box.right)} of ${wide}`);
    }
  }
  return out;
}"""


@cache
def axe_script() -> str:
    """axe-core out of its installed package: nothing is fetched."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def frames_of(page: Page) -> list[tuple[str, Frame]]:
    """The page, and every map on it."""
    found = [("page", page.main_frame)]
    for place, box in enumerate(page.locator(MAP_FRAME).all(), start=1):
        frame = box.element_handle().content_frame()
        if frame is not None and box.is_visible():
            found.append((f"map {place}", frame))
    return found


def grave_findings(page: Page, *rules: str) -> list[str]:
    """Serious and critical findings of axe on the page and, apart, in its maps; ``rules`` asks for these alone."""
    found = []
    options: dict[str, Any] = {"resultTypes": ["violations"], "iframes": False}
    if rules:
        options["runOnly"] = list(rules)
    for where, frame in frames_of(page):
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(axe_script() + "; null")
        result: dict[str, Any] = frame.evaluate("(options) => axe.run(document, options)", options)
        found += [
            f"{where}: {rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:200]}: {node['failureSummary'][:200]}"
            for rule in result["violations"]
            if rule["impact"] in GRAVE
            for node in rule["nodes"]
        ]
    return found


def strange_words(page: Page, bahasa: str) -> list[str]:
    """Texts with words of the other language that are not marked as being in it."""
    found = {}
    for where, frame in frames_of(page):
        for text, marked in frame.evaluate(TEXTS):
            if marked and marked != bahasa and marked != frame.evaluate("document.documentElement.lang"):
                continue
            if _IDS.fullmatch(text) and re.search(r"[\d_]", text):
                continue
            words = foreign_words(re.sub("“.*?”", "", text), bahasa) | (chrome_words(text) if bahasa == "id" else set())
            if words:
                found[text] = f"{where}: {sorted(words)}: {text[:200]}"
    return list(found.values())


def unnamed_drawings(page: Page) -> list[str]:
    """Maps, charts and pictures without a name that says what is to be seen on them."""
    return [f"{where}: {it}" for where, frame in frames_of(page) for it in frame.evaluate(UNNAMED, LEAST_LETTERS)]


def cut_off(page: Page) -> list[str]:
    """What cannot be seen whole at this size without scrolling the page sideways."""
    return list(page.evaluate(CUT_OFF))
