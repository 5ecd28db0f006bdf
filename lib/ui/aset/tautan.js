/* Links to a page of the application go through the browser's history instead of loading the application anew.
 * Without this script they are ordinary links and still work. */
(() => {
  "use strict";
  if (window.dasborTautan) return;
  window.dasborTautan = true;
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
})();
