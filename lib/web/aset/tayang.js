"use strict";
// The slideshow. Everything that it shows came with the page: it goes on when the network is gone. Only a live filter asks
// the server, and leaves the slide as it is when there is no answer. The presenter's window is a copy of this document; both
// follow the same state over a channel.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const words = JSON.parse(byId("kata").textContent);
  const presenter = root.dataset.peran === "penyaji";
  const single = root.dataset.tunggal === "1";
  const stage = byId("panggung"), bar = byId("bilah");
  const WIDE = 1280, HIGH = 720, QUIET_MS = 2500, ANSWER_MS = 8000, MESSAGE_MS = 5000;
  let frames = [], place = 0, black = false, overview = false, auto = 0, began = Date.now();
  let timer = 0, quiet = 0, told = 0, lit = "", typed = "", questions = 0;

  const memory = (name, value) => {
    try {
      if (value !== undefined) sessionStorage.setItem(name, value);
      return sessionStorage.getItem(name);
    } catch { return null; }
  };
  if (!root.dataset.saluran) {
    const known = memory("tayang") || "tayang-" + Math.random().toString(36).slice(2);
    memory("tayang", known);
    root.dataset.saluran = known;
  }
  const channel = single || !window.BroadcastChannel ? null : new BroadcastChannel(root.dataset.saluran);
  const send = (message) => channel?.postMessage(message);
  const state = () => ({ place, black, auto, began });

  function scaleTo(frame, wide, high) {
    frame.style.setProperty("--skala", Math.max(0.05, Math.min(wide / WIDE, high / HIGH)));
  }

  const of = (number) => [number + 1, frames.length].join(" / ");

  function fit() {
    const wide = root.clientWidth, high = root.clientHeight;
    if (overview) {
      const columns = Math.max(1, Math.min(4, Math.floor(wide / 300)));
      for (const frame of frames) scaleTo(frame, (wide - 60 - 16 * (columns - 1)) / columns, Infinity);
    } else if (presenter) {
      scaleTo(frames[place], wide * 0.66 - 42, high - 110);
      const next = byId("berikut").firstElementChild;
      if (next) scaleTo(next, wide * 0.34 - 14, high * 0.34);
    } else {
      scaleTo(frames[place], wide, high);
    }
  }

  function draw() {
    frames = [...stage.querySelectorAll(".s-bingkai")];
    if (!frames.length) return;
    place = Math.min(Math.max(place, 0), frames.length - 1);
    root.classList.toggle("s-gambaran", overview);
    frames.forEach((frame, number) => {
      frame.hidden = !(overview || number === place);
      frame.classList.toggle("s-kini", number === place);
      frame.querySelector(".s-nomor").textContent = of(number);
      frame.querySelector(".s-slide").inert = overview;
    });
    byId("gelap").hidden = !black || presenter;
    byId("kemajuan").style.setProperty("--maju", (place + 1) / frames.length);
    const frame = frames[place];
    if (bar) {
      byId("letak").textContent = of(place);
      press("gambaran", overview);
      press("hitam", black);
      byId("otomatis").value = String(auto);
      byId("saringan").hidden = !frame.dataset.saring;
      byId("saring-kab").value = frame.dataset.kab;
      byId("saring-tahun").value = frame.dataset.tahun;
    }
    if (presenter) {
      byId("catatan").textContent = frame.querySelector(".s-catatan").textContent;
      byId("tempat").textContent = of(place);
      const next = frames[place + 1]?.cloneNode(true), box = byId("berikut");
      box.replaceChildren();
      if (next) {
        next.hidden = false;
        next.inert = true;
        next.classList.remove("s-kini");
        // A pattern of a map is found by its id, and the copy of the stage has it already.
        next.querySelectorAll(".s-judul[id]").forEach((title) => title.removeAttribute("id"));
        box.append(next);
      } else {
        box.textContent = words.habis;
      }
    }
    fit();
  }

  const press = (name, on) => bar.querySelector(`[data-buat="${name}"]`).setAttribute("aria-pressed", String(on));

  function say() {
    const frame = frames[place];
    byId("suara").textContent = black ? words.gelap : words.slide
      .replace("{nomor}", place + 1).replace("{jumlah}", frames.length).replace("{judul}", frame.dataset.judul);
    document.title = [of(place), frame.dataset.judul].join(" ");
  }

  function tell(text) {
    const box = byId("pesan");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(told);
    told = setTimeout(() => { box.hidden = true; }, MESSAGE_MS);
  }

  function set(change, quietly) {
    const before = place;
    if ("place" in change) place = change.place;
    if ("black" in change) black = change.black;
    if ("auto" in change) auto = change.auto;
    if ("began" in change) began = change.began;
    if ("overview" in change) overview = change.overview;
    if (place !== before) light("", true);
    draw();
    say();
    if (!presenter && !single) memory("tayang-letak-" + root.dataset.alamat, place);
    if (!quietly) send({ what: "state", ...state() });
    clearTimeout(timer);
    if (auto && !presenter && !black && !overview) {
      timer = setTimeout(() => set(place + 1 < frames.length ? { place: place + 1 } : { auto: 0 }), auto * 1000);
    }
  }

  const go = (by) => set(black ? { black: false } : { place: place + by });

  function light(key, quietly) {
    if (key === lit) return;
    lit = key;
    for (const frame of frames) {
      frame.querySelectorAll(".s-sorot").forEach((found) => found.classList.remove("s-sorot"));
      frame.classList.remove("s-redup", "s-redup-kelas");
    }
    const frame = frames[place], [kind, value] = key.split("=");
    if (key && frame) {
      const found = frame.querySelectorAll(`[data-${kind}="${CSS.escape(value)}"]`);
      found.forEach((entry) => entry.classList.add("s-sorot"));
      if (found.length) frame.classList.add(kind === "k" ? "s-redup" : "s-redup-kelas");
    }
    if (!quietly) send({ what: "light", key });
  }

  function keyOf(target) {
    const row = target instanceof Element && target.closest(".s-legenda [data-c], [data-k]");
    if (!row || overview || !stage.contains(row)) return "";
    return row.dataset.k ? "k=" + row.dataset.k : "c=" + row.dataset.c;
  }

  function replace(id, html) {
    const shown = frames[place].dataset.id === id;
    const old = frames.filter((frame) => frame.dataset.id === id);
    if (!old.length) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = [...page.querySelectorAll(".s-bingkai")].map((frame) => document.adoptNode(frame));
    const first = frames.indexOf(old[0]);
    old[0].before(...fresh);
    old.forEach((frame) => frame.remove());
    lit = "";
    set({ place: shown ? first : place > first ? place + fresh.length - old.length : place }, true);
  }

  async function filter() {
    const id = frames[place].dataset.id, question = ++questions;
    const asked = new URLSearchParams({ kab: byId("saring-kab").value, tahun: byId("saring-tahun").value });
    try {
      const address = new URL(`${root.dataset.alamat}/${encodeURIComponent(id)}?${asked}`, self.origin);
      const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      // Somebody has asked for another since.
      if (question !== questions) return;
      replace(id, html);
      send({ what: "content", id, html });
    } catch {
      if (question !== questions) return;
      tell(words.putus);
      draw();
    }
  }

  function openPresenter() {
    const copy = root.cloneNode(true);
    copy.dataset.peran = "penyaji";
    copy.dataset.letak = place;
    copy.classList.remove("s-gambaran", "s-gerak");
    copy.querySelector("#meja").hidden = false;
    copy.querySelector("#bantuan").removeAttribute("open");
    // The script itself must stay byte for byte: the policy knows it by its hash.
    const page = new Blob(["<!DOCTYPE html>" + copy.outerHTML], { type: "text/html" });
    const address = URL.createObjectURL(page);
    if (!window.open(address, "penyaji-" + root.dataset.saluran, "width=1280,height=720")) tell(words.jendela);
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => tell(words.penuh_gagal));
  }

  const acts = {
    maju: () => go(1),
    mundur: () => go(-1),
    gambaran: () => { set({ overview: !overview }); if (overview) frames[place].querySelector(".s-pilih").focus(); },
    hitam: () => set({ black: !black }),
    penuh: fullScreen,
    penyaji: () => { if (!presenter) openPresenter(); },
    bantuan: () => byId("bantuan").showModal(),
    tutup: () => byId("bantuan").close(),
  };

  function escape() {
    if (overview) set({ overview: false });
    else if (black) set({ black: false });
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (auto) set({ auto: 0 });
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("bantuan")?.open) return;
    const target = event.target, typing = target.closest?.("select, input");
    const onButton = target.closest?.("button");
    if (typing && event.key !== "Escape") return;
    if ((event.key === " " || event.key === "Enter") && onButton) return;
    if (overview && ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
      const columns = Math.max(1, Math.min(4, Math.floor(root.clientWidth / 300)));
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -1e4, End: 1e4 }[event.key];
      set({ place: place + step });
      frames[place].querySelector(".s-pilih").focus();
      frames[place].scrollIntoView({ block: "nearest" });
      event.preventDefault();
      return;
    }
    const done = {
      ArrowRight: () => go(1), ArrowDown: () => go(1), PageDown: () => go(1), " ": () => go(event.shiftKey ? -1 : 1), n: () => go(1),
      ArrowLeft: () => go(-1), ArrowUp: () => go(-1), PageUp: () => go(-1), Backspace: () => go(-1),
      Home: () => set({ place: 0 }), End: () => set({ place: frames.length - 1 }),
      Escape: escape, b: acts.hitam, ".": acts.hitam, g: acts.gambaran, f: acts.penuh, F5: null, p: acts.penyaji, "?": acts.bantuan,
      a: () => set({ auto: auto ? 0 : Number(root.dataset.jeda || 20) }),
      Enter: () => { if (typed) set({ place: Number(typed) - 1 }); else go(1); typed = ""; },
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (/^[0-9]$/.test(event.key)) { typed = (typed + event.key).slice(-3); return; }
    if (!done) return;
    // In a list that scrolls, up and down belong to the list.
    if (target.closest?.(".s-daftar, #catatan") && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    if (event.key !== "Enter") typed = "";
    done();
  }

  function clock() {
    const past = Math.max(0, Math.floor((Date.now() - began) / 1000));
    byId("jam").textContent = new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
    byId("lama").textContent = [Math.floor(past / 60), String(past % 60).padStart(2, "0")].join(":");
  }

  addEventListener("resize", fit);
  if (single) { draw(); return; }
  addEventListener("keydown", key);
  addEventListener("mousemove", () => {
    root.classList.add("s-gerak");
    clearTimeout(quiet);
    quiet = setTimeout(() => root.classList.remove("s-gerak"), QUIET_MS);
  });
  stage.addEventListener("mouseover", (event) => light(keyOf(event.target)));
  stage.addEventListener("mouseleave", () => light(""));
  stage.addEventListener("focusin", (event) => { const found = keyOf(event.target); if (found) light(found); });
  stage.addEventListener("focusout", () => light(""));
  stage.addEventListener("click", (event) => {
    const chosen = event.target.closest(".s-pilih");
    if (chosen) set({ overview: false, place: frames.indexOf(chosen.closest(".s-bingkai")) });
    else if (!event.target.closest("[data-k], [data-c], .s-daftar, table") && !String(getSelection())) go(1);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-buat]");
    if (!button) return;
    acts[button.dataset.buat]();
    // The space bar must go on to the next slide, not press the button again.
    if (!["bantuan", "gambaran"].includes(button.dataset.buat)) button.blur();
  });
  byId("otomatis").addEventListener("change", (event) => { set({ auto: Number(event.target.value) }); event.target.blur(); });
  for (const id of ["saring-kab", "saring-tahun"]) byId(id).addEventListener("change", (event) => { event.target.blur(); filter(); });
  let touched = null;
  addEventListener("touchstart", (event) => { touched = event.touches[0]; }, { passive: true });
  addEventListener("touchend", (event) => {
    const by = touched ? event.changedTouches[0].clientX - touched.clientX : 0;
    if (Math.abs(by) > 60 && !overview) go(by < 0 ? 1 : -1);
  }, { passive: true });
  if (channel) channel.onmessage = ({ data }) => {
    if (data.what === "state") set(data, true);
    else if (data.what === "light") light(data.key, true);
    else if (data.what === "content") replace(data.id, data.html);
    else if (data.what === "hello" && !presenter) send({ what: "state", ...state() });
  };
  if (presenter) {
    place = Number(root.dataset.letak || 0);
    setInterval(clock, 1000);
    clock();
    send({ what: "hello" });
  } else {
    place = Number(memory("tayang-letak-" + root.dataset.alamat) || 0);
    auto = Number(root.dataset.mulai || 0);
  }
  set({}, presenter);
})();
