/* Links to an area of the same page go through the browser's history instead of loading the application anew.
 * Without this script they are ordinary links and still work. */
(() => {
  "use strict";
  if (window.dasborTautan) return;
  window.dasborTautan = true;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.d-tautan") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const target = new URL(link.href, location.href);
    if (target.origin !== location.origin || target.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState({}, "", target);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
})();
