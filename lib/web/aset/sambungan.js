/* Says, in the language of the page, that the connection to the server is gone and when it is back.
 *
 * Streamlit's own word for it is an English dialog over the whole page, which keeps a reader from what is still there: the
 * figures, the table, the map. That dialog is closed at once; a quiet line at the bottom takes its place. Stands in the head of
 * the page, so that it works before anything of ours was drawn. */
(() => {
  "use strict";
  const WORDS = window.dasborSambungan;
  // A connection that comes back within this time was never missed; a first one may take a while on a slow line.
  const PATIENCE_MS = 1500, FIRST_PATIENCE_MS = 15000, BACK_MS = 5000;
  const words = () => WORDS[new URLSearchParams(location.search).get("bahasa")] || WORDS.id;
  let line = null, was = "", goneAt = null, waiting = 0, seen = false, returning = "";

  const show = (kind, text) => {
    if (!line) {
      line = document.createElement("div");
      line.className = "d-sambungan";
      line.setAttribute("role", "status");
      line.style.cssText = "position:fixed;left:50%;bottom:1rem;transform:translateX(-50%);z-index:1000000;box-sizing:border-box;"
        + "width:max-content;max-width:min(44rem,calc(100vw - 2rem));padding:.75rem 1rem;border-radius:.5rem;"
        + "border:1px solid #8a97a6;border-left:.4rem solid #f2b632;background:#1b2430;color:#fff;"
        + "font:400 1rem/1.4 'Source Sans',system-ui,sans-serif;box-shadow:0 .25rem 1rem rgba(0,0,0,.35)";
      document.body.append(line);
    }
    line.style.borderLeftColor = kind === "kembali" ? "#4caf7a" : "#f2b632";
    line.dataset.keadaan = kind;
    if (line.textContent !== text) line.textContent = text;
    line.hidden = false;
  };
  const hide = () => { if (line) { line.hidden = true; line.textContent = ""; } };
  const clock = (at) => at.toLocaleTimeString(words().lokal, { hour: "2-digit", minute: "2-digit" });

  const gone = () => {
    waiting = 0;
    if (!seen) return show("putus", words().belum);
    show("putus", (was === "DISCONNECTED_FOREVER" ? words().henti : words().putus).replace("{pukul}", clock(goneAt)));
  };
  const closeDialog = () => {
    if (was === "CONNECTED") return;
    for (const dialog of document.querySelectorAll('[data-testid="stDialog"]')) {
      const title = dialog.textContent;
      if (!title.startsWith("Connection error") && !title.startsWith(words().dialog)) continue;
      if (dialog.style.display === "none") continue;
      dialog.style.display = "none";
      dialog.querySelector('[role="dialog"] > button')?.click();
    }
  };
  // Back is said once that whole run is drawn: a choice made before would be passed over.
  const returned = (app) => {
    if (was !== "CONNECTED") { returning = ""; return; }
    const rests = app.dataset.testScriptState === "notRunning";
    if (returning === "asked" && !rests) returning = "runs";
    if (returning !== "runs" || !rests) return;
    returning = "";
    show("kembali", words().kembali);
    setTimeout(() => { if (was === "CONNECTED") hide(); }, BACK_MS);
  };
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const now = app ? app.dataset.testConnectionState : "";
    if (now !== was) {
      was = now;
      if (now === "CONNECTED") {
        clearTimeout(waiting);
        waiting = 0;
        // A server that began anew, or that has forgotten this visitor, knows no part of the page: without a whole run it would
        // pass over every choice on it. The address and what is chosen are sent along, so the view stays.
        if (seen) dispatchEvent(new PopStateEvent("popstate"));
        if (line && !line.hidden && seen) returning = "asked";
        else hide();
        seen = true;
        goneAt = null;
      } else if (now && !waiting && (!line || line.hidden || line.dataset.keadaan === "kembali")) {
        goneAt ||= new Date();
        waiting = setTimeout(gone, seen ? PATIENCE_MS : FIRST_PATIENCE_MS);
      } else if (now === "DISCONNECTED_FOREVER") gone();
    }
    if (returning) returned(app);
    closeDialog();
  };
  // Another page cannot be drawn without the server: its address would stand over the figures of this one.
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.d-tautan") : null;
    if (!link || !seen || was === "CONNECTED" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(waiting);
    gone();
  }, true);
  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"],
    });
  };
  document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
