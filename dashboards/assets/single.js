// The one-file dashboard: every page is an inert <template>, and the address's
// hash says which one stands in the document.
(function () {
  "use strict";
  var root = document.documentElement, main = document.getElementById("main");
  function route() {
    var m = /^#\/(ar|en)\/([a-z0-9\/.-]+)(?:#([A-Za-z0-9_.-]+))?$/.exec(location.hash);
    return m && document.getElementById("p:" + m[1] + ":" + m[2]) ? [m[1], m[2], m[3]] : ["ar", "index.html"];
  }
  function show(focus) {
    var at = route(), page = document.getElementById("p:" + at[0] + ":" + at[1]);
    root.lang = at[0];
    root.dir = at[0] === "ar" ? "rtl" : "ltr";
    document.title = page.dataset.title;
    main.replaceChildren(page.content.cloneNode(true));
    document.getElementById("bar").replaceChildren(document.getElementById("bar:" + at[0]).content.cloneNode(true));
    var other = document.getElementById("language");
    other.href = "#/" + (at[0] === "ar" ? "en" : "ar") + "/" + at[1];
    document.querySelectorAll("#bar a").forEach(function (a) {
      if (a.hash === "#/" + at[0] + "/" + at[1]) a.setAttribute("aria-current", "page");
    });
    scrollTo(0, 0);
    var part = at[2] && document.getElementById(at[2]);
    if (part) { if (part.tagName === "DETAILS") part.open = true; part.scrollIntoView(); }
    if (focus) main.focus();
    document.dispatchEvent(new Event("musharaka:page"));
    document.dispatchEvent(new Event("musharaka:look"));
  }
  addEventListener("hashchange", function () { show(true); });
  document.addEventListener("click", function (e) {
    var b = e.target.closest("[data-do]");
    if (!b) return;
    var real = document.getElementById(b.dataset.do);
    if (real) real.click();
  });
  show(false);
})();
