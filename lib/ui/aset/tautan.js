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
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.d-tautan") : null;
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
