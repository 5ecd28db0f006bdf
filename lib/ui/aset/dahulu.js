/* Decides what comes first of what the server sends: a drawing goes to its map at once, the rest is drawn together.
 *
 * Streamlit draws the page anew with every few messages that arrive, and the map gets its part as the last of all: half of what a
 * reader waits for after a change. The drawing comes that way too; where this one fails, that one counts (peta.js).
 * Stands in the head of the page, because it has to be there before Streamlit connects. */
(() => {
  "use strict";
  const BEGIN = "dasborGambar(";
  // A line ends after the drawing. No text within it can look like that: there a break would have one sign more.
  const END = "});\\n";
  // The key of the container below the first screen (lib/ui/frame.py).
  const BELOW = "di_bawah_layar";
  // The messages of a run follow each other this closely; none waits longer than the second for those after it.
  const QUIET_MS = 4, GATHER_MS = 24;
  // On a first visit what lies below the screen waits for the map: loading it is work for the same thread. Not longer than this.
  const FIRST_MAP_MS = 800;
  const decoder = new TextDecoder();
  // The first map of this tab: expected, coming (its drawing is here), awaited (and something waits for it), there.
  let map = "expected", release = () => {};

  // The frame of the map says so when it is on the screen.
  const arrived = () => {
    map = "there";
    release();
  };
  window.dasborTergambar = arrived;

  const handOver = (message) => {
    const begin = message.indexOf(BEGIN), end = message.indexOf(END, begin);
    if (begin < 0 || end < 0) return;
    if (map === "expected") map = "coming";
    // A script within JSON, and the drawing within the script.
    const drawing = JSON.parse(JSON.parse(`"${message.slice(begin + BEGIN.length, end + 1)}"`));
    for (const frame of document.querySelectorAll("iframe")) frame.contentWindow.dasborDahulu?.(drawing);
  };

  const gather = (connection) => {
    let waiting = [], since = 0, timer = 0;
    const deliver = () => {
      clearTimeout(timer);
      const now = waiting;
      waiting = [];
      since = 0;
      for (const data of now) connection.dispatchEvent(new MessageEvent("message", { data }));
    };
    // Before Streamlit listens.
    connection.addEventListener("message", (event) => {
      // What is delivered comes by here once more.
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      const message = event.data instanceof ArrayBuffer ? decoder.decode(event.data) : "";
      if (map === "coming" && message.includes(BELOW)) {
        deliver();
        map = "awaited";
        release = deliver;
        setTimeout(arrived, FIRST_MAP_MS);
      }
      waiting.push(event.data);
      try { handOver(message); } catch (error) { console.error(error); }
      // A hidden tab has slow clocks and draws no frames; and nobody looks.
      if (document.hidden) {
        arrived();
        deliver();
        return;
      }
      if (map === "awaited") return;
      since ||= performance.now();
      clearTimeout(timer);
      timer = setTimeout(deliver, performance.now() - since > GATHER_MS ? 0 : QUIET_MS);
    });
    connection.addEventListener("close", () => { arrived(); deliver(); });
  };
  window.WebSocket = new Proxy(WebSocket, {
    construct(kind, given) {
      const connection = new kind(...given);
      gather(connection);
      return connection;
    },
  });
})();
