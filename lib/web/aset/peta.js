/* Draws one description of a map on a Leaflet map that stays mounted.
 *
 * The server sends no geometry: `url` names a prepared file that the browser fetches once and keeps; a change of filter
 * sends one character per area. Names come from data, so they only ever reach the page as text nodes.
 */
(() => {
  "use strict";
  const OUTSIDE = "-";
  const LABEL_LIMIT = 60;
  const AT_ONCE = 20;
  // Before the map is made: a reader whose system asks for calm gets the next view at once.
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
  const state = { map: null, root: null, levels: new Map(), level: null, drawing: null, focus: null, clicks: 0, values: new Map(), bounds: null, moved: false };
  // What is shown and what the page says, as text; those that are shown before the page says them.
  Object.assign(state, { kunci: null, text: null, page: null, ahead: new Set() });

  const pattern = (kind, fill, ink) => {
    if (kind === "polos") return fill;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = ink;
    pen.globalAlpha = 0.45;
    pen.lineWidth = 1;
    pen.beginPath();
    if (kind === "titik") pen.arc(4, 4, 1.2, 0, 7);
    if (kind === "garis" || kind === "silang") for (const shift of [-8, 0, 8]) { pen.moveTo(shift, 8); pen.lineTo(shift + 8, 0); }
    if (kind === "silang") for (const shift of [-8, 0, 8]) { pen.moveTo(shift, 0); pen.lineTo(shift + 8, 8); }
    kind === "titik" ? pen.fill() : pen.stroke();
    return pen.createPattern(tile, "repeat");
  };

  /* Areas of a class are filled together and their borders drawn together, AT_ONCE of them: asking the canvas twice for each of
   * 2,651 areas takes twice as long, and one path of all of them five times as long. What an area is drawn with stands in
   * `kelompok` of its path, one object for all of a group; paths without it (borders above, the chosen area) and the one under
   * the pointer are drawn one by one, after the others. */
  L.Canvas.include({
    _draw() {
      const bounds = this._redrawBounds, pen = this._ctx, groups = new Map(), single = [];
      for (let it = this._drawFirst; it; it = it.next) {
        const path = it.layer;
        if (bounds && !(path._pxBounds && path._pxBounds.intersects(bounds))) continue;
        if (!path.kelompok || path.ditunjuk) single.push(path);
        else if (groups.has(path.kelompok)) groups.get(path.kelompok).push(path);
        else groups.set(path.kelompok, [path]);
      }
      pen.save();
      if (bounds) {
        const size = bounds.getSize();
        pen.beginPath();
        pen.rect(bounds.min.x, bounds.min.y, size.x, size.y);
        pen.clip();
      }
      const each = (paths, finish) => {
        for (let start = 0; start < paths.length; start += AT_ONCE) {
          pen.beginPath();
          for (const path of paths.slice(start, start + AT_ONCE)) {
            for (const ring of path._parts) {
              for (let i = 0; i < ring.length; i++) i ? pen.lineTo(ring[i].x, ring[i].y) : pen.moveTo(ring[i].x, ring[i].y);
              pen.closePath();
            }
          }
          finish();
        }
      };
      pen.lineJoin = pen.lineCap = "round";
      for (const [style, paths] of groups) {
        pen.fillStyle = style.fill;
        each(paths, () => pen.fill("nonzero"));
      }
      for (const [style, paths] of groups) {
        pen.globalAlpha = style.garis.jauh ? Math.min(style.garis.opacity, Math.max(0.25, (this._map.getZoom() - 6) / 6)) : style.garis.opacity;
        pen.strokeStyle = style.garis.color;
        pen.lineWidth = style.garis.weight;
        each(paths, () => pen.stroke());
      }
      pen.globalAlpha = 1;
      this._drawing = true;
      for (const path of single) path._updatePath();
      this._drawing = false;
      pen.restore();
    },
  });

  /* The outer ring of a polygon one way round, its holes the other: polygons that are filled together then never cut each other
   * out where their simplified borders overlap by a hair. */
  const wound = (polygon) => {
    polygon.forEach((ring, place) => {
      let area = 0;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) area += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
      if (area < 0 === (place === 0)) ring.reverse();
    });
  };

  const isWithin = (kode, area) => !area || kode === area || kode.startsWith(area + ".");

  /* Centre of the largest ring: a label must not land on an island or in the sea between two parts. */
  const anchor = (path) => {
    let best = null, most = -1;
    const rings = path.feature.geometry.type === "Polygon" ? [path.getLatLngs()[0]] : path.getLatLngs().map((part) => part[0]);
    for (const ring of rings) {
      let area = 0, x = 0, y = 0;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const cross = ring[j].lng * ring[i].lat - ring[i].lng * ring[j].lat;
        area += cross; x += (ring[j].lng + ring[i].lng) * cross; y += (ring[j].lat + ring[i].lat) * cross;
      }
      if (Math.abs(area) > most) { most = Math.abs(area); best = area ? L.latLng(y / (3 * area), x / (3 * area)) : ring[0]; }
    }
    return best;
  };

  const load = (url) => {
    if (!state.levels.has(url)) {
      state.levels.set(url, fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${url}`);
        return answer.json();
      }).then((data) => {
        for (const { geometry } of data.features) (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).forEach(wound);
        const group = L.geoJSON(data, { style: { weight: 0.5, opacity: 1, fillOpacity: 1 }, smoothFactor: 0.6 });
        const paths = group.getLayers();
        for (const path of paths) {
          path.kode = path.feature.properties.k;
          path.nama = path.feature.properties.n;
          // What a click sends to the server: a code and a count, never the geometry.
          path.toGeoJSON = () => ({ type: "Feature", geometry: null, properties: { kode: path.kode, klik: ++state.clicks } });
          path.on("mouseover", () => { if (path.kelas !== OUTSIDE) { path.ditunjuk = true; path.setStyle({ weight: 2.5 }); path.bringToFront(); } });
          path.on("mouseout", () => { path.ditunjuk = false; path.setStyle({ weight: path.lebar }); });
        }
        return { group, paths, ancestors: data.nama || {} };
      }).catch((error) => { state.levels.delete(url); throw error; }));
    }
    return state.levels.get(url);
  };

  const line = (parent, text, className) => {
    if (!text) return;
    const element = document.createElement("div");
    element.className = className;
    element.textContent = text;
    parent.append(element);
  };

  const tooltip = (path) => {
    const { drawing, level } = state;
    const box = document.createElement("div");
    line(box, path.nama, "dasbor-nama");
    const parts = path.kode.split(".");
    const above = [];
    for (let length = parts.length - 1; length >= 2; length--) {
      const nama = level.ancestors[parts.slice(0, length).join(".")];
      if (nama) above.push((length === 3 ? drawing.kec + " " : "") + nama);
    }
    line(box, above.join(", "), "dasbor-induk");
    if (path.kelas !== OUTSIDE) {
      line(box, drawing.kelas[parseInt(path.kelas, 36)].l, "dasbor-kelas");
      const values = state.values.get(drawing.nilai);
      if (values) line(box, values[path.kode], "dasbor-nilai");
    }
    return box;
  };

  const fetchValues = () => {
    const url = state.drawing && state.drawing.nilai;
    if (!url || state.values.has(url)) return;
    state.values.clear();
    state.values.set(url, null);
    fetch(url).then((answer) => (answer.ok ? answer.json() : null)).then((values) => state.values.set(url, values)).catch(() => {});
  };

  const labels = () => {
    const { map, level, drawing } = state;
    if (!level || !drawing) return;
    // Names stay while view and painted areas do; what is painted, since the next drawing may still be waiting for its level.
    const wanted = [map.getZoom(), map.getBounds().toBBoxString(), state.within].join("|");
    if (state.labelled === wanted) return;
    state.labelled = wanted;
    state.labels.clearLayers();
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "600 12px sans-serif";
    const view = map.getBounds();
    const candidates = level.paths.filter((path) => path.kelas !== OUTSIDE && view.intersects(path.getBounds()));
    if (candidates.length > LABEL_LIMIT * 6) return;
    const taken = [];
    // The largest areas get their name first; a name that would cover another is left out.
    candidates.sort((one, other) => size(other.getBounds()) - size(one.getBounds()));
    for (const path of candidates) {
      path.anchor = path.anchor || anchor(path);
      const box = path.getBounds(), at = map.latLngToLayerPoint(path.anchor);
      const upper = map.latLngToLayerPoint(box.getNorthWest()), lower = map.latLngToLayerPoint(box.getSouthEast());
      const lines = lower.x - upper.x < pen.measureText(path.nama).width * 1.1 ? path.nama.split(" ") : [path.nama];
      const width = Math.max(...lines.map((text) => pen.measureText(text).width)) + 4, height = 15 * lines.length;
      if (width > lower.x - upper.x || height > lower.y - upper.y) continue;
      const rect = [at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2];
      if (taken.some((it) => rect[0] < it[2] && rect[2] > it[0] && rect[1] < it[3] && rect[3] > it[1])) continue;
      if (taken.push(rect) > LABEL_LIMIT) break;
      const name = document.createElement("span");
      for (const text of lines) line(name, text, "");
      state.labels.addLayer(L.marker(path.anchor, {
        interactive: false, keyboard: false,
        icon: L.divIcon({ className: "dasbor-label", html: name, iconSize: [0, 0] }),
      }));
    }
  };

  const size = (box) => (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest());

  const outline = (path, options) => L.polygon(path.getLatLngs(), {
    interactive: false, color: state.drawing.garis, opacity: 0.9, fill: false, smoothFactor: 0.6, ...options,
  });

  const paint = () => {
    const { drawing, level } = state;
    const thin = level.paths.length > 300 ? 0.5 : 1;
    // From afar (`jauh`) the borders of thousands of small areas would darken what is between them.
    const garis = { color: drawing.garis, weight: thin, opacity: thin < 1 ? 0.6 : 0.8, jauh: thin < 1 };
    const styles = drawing.kelas.map((entry) => ({ fill: pattern(entry.p, entry.w, drawing.garis), garis }));
    const outside = { fill: drawing.luar, garis: { color: drawing.garis, weight: thin * 0.5, opacity: 0.25 } };
    state.within = drawing.k.replace(/[^-]/g, "+");
    let changed = null;
    level.paths.forEach((path, place) => {
      const kelas = drawing.k[place] || OUTSIDE;
      const style = kelas === OUTSIDE ? outside : styles[parseInt(kelas, 36)];
      path.kelompok = style;
      if (path.drawn === drawing.gaya + kelas) return;
      path.kelas = kelas;
      path.drawn = drawing.gaya + kelas;
      path.lebar = style.garis.weight;
      Object.assign(path.options, style.garis, { fillColor: style.fill });
      changed = path;
    });
    // One question for a new frame, of the whole canvas.
    if (changed && changed._renderer) {
      changed._renderer._requestRedraw(changed);
      changed._renderer._redrawBounds = null;
    }
  };

  const outlines = (lines, chosen) => {
    const { drawing } = state;
    const wanted = [drawing.garis_url, drawing.garis, chosen ? chosen.kode : "", drawing.url].join("|");
    if (state.outlines === wanted) return;
    state.outlines = wanted;
    state.borders.clearLayers();
    if (lines) for (const path of lines.paths) state.borders.addLayer(outline(path, { weight: 1.6 }));
    if (chosen) {
      state.borders.addLayer(outline(chosen, { weight: 6, color: "#ffffff" }));
      state.borders.addLayer(outline(chosen, { weight: 3, color: "#c2185b", opacity: 1 }));
    }
  };

  const focus = () => {
    const { drawing, level, map } = state;
    const wanted = drawing.fokus + "|" + (drawing.fokus.split(".").length > 3 ? drawing.url : "");
    if (state.focus === wanted) return;
    state.focus = wanted;
    let bounds = L.latLngBounds([]);
    for (const path of level.paths) if (isWithin(path.kode, drawing.fokus)) bounds = bounds.extend(path.getBounds());
    state.bounds = bounds.isValid() ? bounds : null;
    fit();
  };

  const fit = () => {
    if (!state.bounds) return;
    state.map.fitBounds(state.bounds, { padding: [8, 8], maxZoom: 13, animate: false });
    state.moved = false;
  };

  /* The frame gets its final size after the first drawing, and another when a phone is turned: what nobody has moved is fitted
   * anew, what somebody has moved keeps its middle. */
  const resized = () => {
    state.map.invalidateSize({ animate: false });
    if (!state.moved) fit();
  };

  const draw = async (drawing) => {
    state.drawing = drawing;
    document.body.style.background = document.getElementById("map_div").style.background = drawing.latar;
    document.documentElement.lang = drawing.bahasa;
    document.getElementById("map_div").setAttribute("aria-label", drawing.alt);
    for (const [way, text] of Object.entries(drawing.zum)) {
      const button = document.querySelector(`.leaflet-control-zoom-${way}`);
      button.title = text;
      button.setAttribute("aria-label", text);
    }
    let level, lines;
    try {
      [level, lines] = await Promise.all([load(drawing.url), drawing.garis_url ? load(drawing.garis_url) : null]);
    } catch (error) {
      // A map that cannot load says so; a silent blank map would be read as "no data".
      state.message.textContent = drawing.gagal;
      state.message.hidden = false;
      throw error;
    }
    if (state.drawing !== drawing) return;
    state.message.hidden = true;
    if (state.level !== level) {
      state.root.clearLayers();
      state.level = level;
      state.labelled = "";
      state.root.addLayer(level.group);
    }
    paint();
    // What it says was true of the drawing before.
    state.root.closeTooltip();
    outlines(lines, drawing.pilih && level.paths.find((path) => path.kode === drawing.pilih));
    focus();
    labels();
    document.body.dataset.digambar = drawing.gaya + drawing.k.length + drawing.k;
    document.body.dataset.tingkat = drawing.url;
    // Once it is on the screen: after the next frame.
    requestAnimationFrame(() => setTimeout(() => parent.dasborTergambar?.()));
  };

  window.dasborPeta = (map) => {
    state.map = map;
    // Leaflet 1.9.3 asks every layer for its element when a tooltip opens; groups and what is drawn on a canvas have none.
    L.Layer.include({ getElement: () => null });
    const div = map.getContainer();
    div.style.height = "100vh";
    div.setAttribute("role", "application");
    state.message = document.createElement("div");
    state.message.className = "dasbor-pesan";
    state.message.hidden = true;
    state.message.setAttribute("role", "alert");
    div.append(state.message);
    // The root exists from the start: the component attaches its click handler to the layers it finds then.
    state.root = L.featureGroup([]).addTo(map);
    state.borders = L.layerGroup([]).addTo(map);
    state.labels = L.layerGroup([]).addTo(map);
    state.root.bindTooltip(tooltip, { sticky: true, className: "dasbor-tip", opacity: 1 });
    state.root.on("mouseover", fetchValues);
    map.on("zoomend moveend", labels);
    map.attributionControl.setPrefix(false);
    map.on("movestart", () => { state.moved = true; });
    new ResizeObserver(resized).observe(div);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  };
  /* A drawing comes twice: ahead of the page (dahulu.js), and again once the page around the map is drawn. Whoever changes filters
   * quickly has several ahead; a page that is behind them has nothing to say, until it has caught up with the last. */
  const take = (drawing, text) => { state.text = text; return draw(drawing); };
  window.dasborDahulu = (drawing) => {
    const text = JSON.stringify(drawing);
    // Of another key: for the map that this page had before, or will have.
    if (drawing.kunci !== state.kunci || text === state.text) return false;
    state.ahead.add(text);
    take(drawing, text);
    return true;
  };
  window.dasborGambar = (drawing) => {
    state.kunci = drawing.kunci;
    state.page = JSON.stringify(drawing);
    if (!state.ahead.has(state.page)) take(drawing, state.page);
  };
  // The page tells its frame whenever it is drawn. A drawing that it had before is not drawn again: A, B and A in quick succession.
  addEventListener("message", () => { if (state.page === state.text) state.ahead.clear(); });
})();
