"""Somebody who has a keyboard and nothing else."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The focused element: its name, and whether an outline, a border or a shadow of it or of what holds it comes and goes with the
# focus. A change of ground alone does not count: it looks like the mark of the page that is shown.
FOCUSED = """async () => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  if (it.tagName === "IFRAME") return { frame: true };
  const look = () => {
    const seen = [];
    for (let up = it, steps = 0; up && steps < 5; up = up.parentElement, steps++) {
      const { outlineStyle, outlineWidth, outlineColor, borderColor, borderWidth, boxShadow } = getComputedStyle(up);
      seen.push([outlineStyle === "none" ? "" : outlineWidth + outlineColor, borderWidth, borderColor, boxShadow].join());
    }
    return seen.join("|");
  };
  const still = document.createElement("style");
  still.textContent = "* { transition: none !important; }";
  document.head.append(still);
  // Streamlit marks the focus in an update of its own, after the event.
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn();
  const focused = look();
  it.blur();
  await drawn();
  const blurred = look();
  it.focus({ focusVisible: true, preventScroll: true });
  await drawn();
  still.remove();
  const name = it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText || it.value || "";
  return { frame: false, tag: it.tagName, name: name.trim().slice(0, 60), seen: focused !== blurred };
}"""
MANY_TURNS = 80


class Keys:
    """Somebody who has a keyboard and nothing else, and notes where the focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def at(self) -> dict[str, Any] | None:
        """What has the focus, also inside a frame; None when nothing has it."""
        found = self.page.evaluate(FOCUSED)
        if found and found["frame"]:
            element = self.page.evaluate_handle("document.activeElement").as_element()
            inside = element.content_frame() if element else None
            found = inside.evaluate(FOCUSED) if inside else None
        # The scrolling part of the page fills the window: there is nowhere to draw its edge.
        if found and not found["seen"] and found["tag"] != "MAIN":
            self.unseen.append(found["name"])
        return found

    def turn(self, key: str) -> dict[str, Any] | None:
        """Press a key that moves the focus; what has it then."""
        self.page.keyboard.press(key)
        return self.at()

    def to(self, *names: str, key: str = "Tab") -> str:
        """Tab until something whose name begins like one of these has the focus; its name."""
        passed: list[str] = []
        for _press in range(MANY_TURNS):
            found = self.turn(key)
            # The name of the scrolling part is all that it holds.
            if not found or found["tag"] == "MAIN":
                continue
            passed.append(found["name"])
            # The name of a button has its icon's on a line before.
            if any(line.startswith(names) for line in found["name"].splitlines()):
                return str(found["name"])
        raise AssertionError(f"{names} not among {passed}")

    def back_to(self, *names: str) -> str:
        """The same, backwards."""
        return self.to(*names, key="Shift+Tab")

    def press(self, *names: str) -> None:
        """Tab there and press Enter."""
        self.to(*names)
        self.page.keyboard.press("Enter")
