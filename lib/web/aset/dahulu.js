/* Decides what comes first of what the server sends: a drawing goes to its map at once, the rest is drawn together.
 *
 * Streamlit draws the page anew with every few messages that arrive, and the map gets its part as the last of all: half of what a
 * reader waits for after a change. The drawing comes that way too; where this one fails, that one counts (peta.js).
 * Stands in the head of the page, because it has to be there before Streamlit connects. */
(() => {
  "use strict";
  // Where in a message the arguments of a component stand: the numbers of the fields from the outermost to them.
  const ARGUMENTS = window.dasborArgumen;
  // Around the drawing in the script of the map's layers (lib/ui/indicator/leaflet_map.py); no text within it breaks a line.
  const DRAWING = /^dasborGambar\((.*)\);$/m;
  // The key of the container below the first screen (lib/ui/frame/page_frame.py).
  const BELOW = "di_bawah_layar";
  // The messages of a run follow each other this closely; none waits longer than the second for those after it.
  const QUIET_MS = 4, GATHER_MS = 24;
  // A drawing that was handed over is on the screen with the next frame, unless Streamlit draws first: it waits this long.
  const FRAME_MS = 40;
  // On a first visit what lies below the screen waits for the map: loading it is work for the same thread. Not longer than this.
  const FIRST_MAP_MS = 800;
  const decoder = new TextDecoder();
  // The first map of this tab: expected, coming (its drawing is here), awaited (and something waits for it), there.
  let map = "expected", painting = false, release = () => {};

  // The frame of the map says so when it is on the screen.
  const arrived = () => {
    map = "there";
    painting = false;
    release();
  };
  window.dasborTergambar = arrived;

  // A field of bytes in a protobuf message: null where there is none, or no message.
  const field = (bytes, wanted) => {
    let at = 0, found = null;
    const number = () => {
      let value = 0, unit = 1;
      for (; bytes[at] >= 128; unit *= 128) value += (bytes[at++] - 128) * unit;
      return value + bytes[at++] * unit;
    };
    while (at < bytes.length) {
      const tag = number(), kind = tag % 8;
      if (kind === 0) number();
      else if (kind === 1) at += 8;
      else if (kind === 5) at += 4;
      else if (kind === 2) {
        const length = number();
        if (Math.floor(tag / 8) === wanted) found = bytes.subarray(at, at + length);
        at += length;
      } else return null;
    }
    return found;
  };
  // Only what stands where a component gets its arguments: the same words in a name or a table are no drawing.
  const drawingIn = (bytes) => {
    const given = ARGUMENTS.reduce((part, number) => part && field(part, number), bytes);
    const layers = given && JSON.parse(decoder.decode(given)).feature_group;
    const drawing = typeof layers === "string" && layers.match(DRAWING);
    return drawing ? JSON.parse(drawing[1]) : null;
  };
  const handOver = (bytes) => {
    const drawing = drawingIn(bytes);
    if (!drawing) return;
    if (map === "expected") map = "coming";
    for (const frame of document.querySelectorAll("iframe")) if (frame.contentWindow.dasborDahulu?.(drawing)) painting = true;
  };

  const gather = (connection) => {
    let waiting = [], since = 0, timer = 0;
    const deliver = () => {
      clearTimeout(timer);
      const now = waiting;
      waiting = [];
      since = 0;
      // A map that cannot be drawn never says that it is there: nobody waits for it twice.
      painting = false;
      for (const data of now) connection.dispatchEvent(new MessageEvent("message", { data }));
    };
    const soon = () => {
      const waited = performance.now() - since;
      clearTimeout(timer);
      timer = setTimeout(deliver, painting ? Math.max(0, FRAME_MS - waited) : waited > GATHER_MS ? 0 : QUIET_MS);
    };
    release = () => { if (waiting.length) soon(); };
    // Before Streamlit listens.
    connection.addEventListener("message", (event) => {
      // What is delivered comes by here once more.
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      const bytes = new Uint8Array(event.data instanceof ArrayBuffer ? event.data : 0);
      if (map === "coming" && decoder.decode(bytes).includes(BELOW)) {
        deliver();
        map = "awaited";
        setTimeout(arrived, FIRST_MAP_MS);
      }
      waiting.push(event.data);
      try { handOver(bytes); } catch (error) { console.error(error); }
      // A hidden tab has slow clocks and draws no frames; and nobody looks.
      if (document.hidden) {
        arrived();
        deliver();
        return;
      }
      if (map === "awaited") return;
      since ||= performance.now();
      soon();
    });
    connection.addEventListener("close", () => { arrived(); deliver(); });
    // Who asks for something else has stopped waiting for the first map: the answer may be a page without one.
    const send = connection.send.bind(connection);
    connection.send = (data) => {
      if (map !== "expected") { arrived(); deliver(); }
      send(data);
    };
  };
  window.WebSocket = new Proxy(WebSocket, {
    construct(kind, given) {
      const connection = new kind(...given);
      gather(connection);
      return connection;
    },
  });
})();
