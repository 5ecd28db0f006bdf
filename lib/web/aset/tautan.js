/* What Streamlit's page lacks: links to a page of the application go through the browser's history instead of loading the
 * application anew (without this script they are ordinary links and still work), who followed one with the keyboard keeps a
 * place in the page, and the document says which language it is in and has Streamlit's own English words in that language. */
(() => {
  "use strict";
  if (window.dasborTautan) return;
  window.dasborTautan = true;
  const THEME_SETTLES_MS = 500;
  // The pages that the menu lists: any other address of this server is not Streamlit's to show.
  const isPage = (path) => path === location.pathname
    || [...document.querySelectorAll(".d-menu a")].some((link) => new URL(link.href, location.href).pathname === path);
  // On a phone the menu lies over the page that was asked for.
  const uncover = () => {
    const button = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button');
    if (button && matchMedia("(max-width: 767.98px)").matches) button.click();
  };
  const linkOf = (event) => event.target instanceof Element ? event.target.closest("a.d-tautan") : null;
  // The menu stays the same while filters change; a link takes the view along from the moment that somebody turns to it.
  const carryView = (link) => {
    const menu = link && link.closest(".d-menu");
    if (!menu) return;
    const now = new URLSearchParams(location.search), kept = new URLSearchParams();
    for (const name of menu.dataset.bersama.split(" ")) if (now.has(name)) kept.set(name, now.get(name));
    const query = kept.toString();
    link.setAttribute("href", link.getAttribute("href").split("?")[0] + (query && `?${query}`));
  };
  for (const turn of ["pointerover", "focusin"]) document.addEventListener(turn, (event) => carryView(linkOf(event)));
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    carryView(link);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const target = new URL(link.href, location.href);
    if (target.origin !== location.origin || !isPage(target.pathname)) return;
    event.preventDefault();
    const elsewhere = target.pathname !== location.pathname;
    history.pushState({}, "", target);
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (!elsewhere) return;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    if (link.closest(".d-menu")) uncover();
  });

  // A link into an area goes with the table, list or breadcrumb it stood in; a button cannot be pressed while its file is made,
  // or any more. The focus of the keyboard would be lost, and a screen reader begin again at the top. The button has it again
  // afterwards, otherwise what can be turned to in the same place, and where nothing stands there any more the finding.
  const OURS = '[data-testid="stHtml"]', ROW = '[data-testid="stHorizontalBlock"]', DOWNLOAD = '[data-testid="stDownloadButton"]';
  let turnedTo = null;
  document.addEventListener("focusin", ({ target }) => {
    const ours = target.closest(OURS), place = ours || target.closest(ROW) || target.parentElement;
    const seen = target.matches(":focus-visible");
    turnedTo = seen ? { target, ours, place, words: target.textContent, path: location.pathname } : null;
  });
  // What is taken away goes like what is left: only a widget that can still be used was left for certain. The browser takes the
  // focus off a button a moment after the button is off, when nothing else on the page changes any more.
  document.addEventListener("focusout", ({ target }) => {
    if (turnedTo && !turnedTo.ours && !target.disabled) turnedTo = null;
    if (turnedTo) soon();
  });
  document.addEventListener("pointerdown", () => { turnedTo = null; });
  const keepFocus = () => {
    if (!turnedTo || document.activeElement !== document.body) return;
    const { target, ours, place, words, path } = turnedTo;
    if (ours ? target.isConnected : target.disabled && target.closest(DOWNLOAD)) return;
    const here = place.isConnected ? [...place.querySelectorAll('a[href], [tabindex="0"], button:enabled')] : [];
    // On another page what stands in the same place is only by chance the next; the menu is still the menu.
    const next = here.find((it) => it === target || it.textContent === words) || (path === location.pathname && here[0]);
    const finding = ours && document.querySelector('[data-testid="stMain"] .d-judul');
    // The finding of another page comes a while after the link has gone.
    if (!next && !finding) return;
    if (!next) finding.tabIndex = -1;
    (next || finding).focus();
  };

  // The server draws map and charts for the theme that the page had: when the reader's system turns dark or light, it is asked anew.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    setTimeout(() => window.dispatchEvent(new PopStateEvent("popstate")), THEME_SETTLES_MS);
  });

  // Language: the menu brings it along, and the words.
  const SPOKEN = ["aria-label", "placeholder", "title"];
  // Where Streamlit writes words of its own; a name or a sentence of ours stands elsewhere and stays as it is.
  const WRITTEN = 'a[href^="#"], [data-testid="InputInstructions"], [data-testid="InputInstructions"] *, [role="listbox"] *, '
    + '[data-testid="stConnectionStatus"] *, [data-testid="stStatusWidget"] *, [role="dialog"] h2';
  // What an element said before, by the name of the attribute ("" for its text), and what it says now.
  const before = new WeakMap();
  let known = "", exact = {}, patterns = [];
  const inOurs = (theirs) => {
    if (Object.hasOwn(exact, theirs)) return exact[theirs];
    for (const [start, ours] of patterns) if (theirs.startsWith(start)) return ours.replace("{}", () => theirs.slice(start.length));
    return theirs;
  };
  const turn = (element, name, now, write) => {
    if (!now) return;
    const kept = before.get(element) || {};
    const theirs = kept[name] && kept[name].now === now ? kept[name].theirs : now, ours = inOurs(theirs);
    if (ours === now) return;
    write(ours);
    before.set(element, { ...kept, [name]: { theirs, now: ours } });
  };
  const speak = () => {
    const menu = document.querySelector(".d-menu");
    if (!menu) return;
    if (document.documentElement.lang !== menu.dataset.bahasa) document.documentElement.lang = menu.dataset.bahasa;
    if (known !== menu.dataset.kata) {
      known = menu.dataset.kata;
      exact = JSON.parse(known);
      patterns = Object.entries(exact).filter(([theirs]) => theirs.endsWith("{}")).map(([theirs, ours]) => [theirs.slice(0, -2), ours]);
    }
    for (const name of SPOKEN) {
      for (const it of document.querySelectorAll(`[${name}]`)) turn(it, name, it.getAttribute(name), (text) => it.setAttribute(name, text));
    }
    for (const it of document.querySelectorAll(WRITTEN)) {
      const text = it.childNodes.length === 1 && it.firstChild.nodeType === Node.TEXT_NODE ? it.firstChild : null;
      if (text) turn(it, "", text.data, (words) => { text.data = words; });
    }
  };
  let asked = 0;
  const soon = () => { asked ||= requestAnimationFrame(() => { asked = 0; keepFocus(); speak(); }); };
  new MutationObserver(soon).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: [...SPOKEN, "data-kata"],
  });
  speak();
})();
