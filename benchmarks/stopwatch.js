/* Runs in every frame before any other script. The click starts the watch in the page itself, so that nothing of the
 * robot that moves the mouse is measured; the frame in which the change is drawn stops it.
 *
 * Ours: body[data-digambar] of the map's frame is set once every area has its new class; Leaflet then draws its canvas in
 * the next animation frame, which it asked for before we do. A page of ours without a map first: its heading changes.
 * Empty page: the line of text changes. All are stopped in the animation frame that follows the change.
 */
(() => {
  "use strict";
  const now = () => performance.timeOrigin + performance.now();
  const top = window.top;
  if (window === top) {
    window.ukur = { sejak: performance.timeOrigin, klik: null, selesai: null };
    document.addEventListener("click", () => { if (window.ukur.selesai === null) window.ukur.klik = now(); }, true);
  }
  const stop = () => requestAnimationFrame(() => { if (top.ukur.selesai === null) top.ukur.selesai = now(); });
  const watch = () => {
    if (window !== top) {
      if (TEKS) return;
      // Set anew with every drawing, even when no class has changed: the mutation counts, not the value.
      new MutationObserver(stop).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-digambar"] });
    } else if (TEKS) {
      let before = "";
      new MutationObserver(() => {
        const line = document.querySelector(TEKS);
        if (!line || line.textContent === before) return;
        before = line.textContent;
        stop();
      }).observe(document, { subtree: true, childList: true, characterData: true });
    }
  };
  // A frame begins as an empty document and keeps its window when the real one comes: watch the real one.
  window === top ? watch() : window.addEventListener("DOMContentLoaded", watch);
})();
