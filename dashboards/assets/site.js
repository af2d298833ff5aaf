// What every page does: menu, theme, digits, downloads. No data becomes HTML here.
(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };
  function keep(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* closed storage */ } }
  function say(text) { var s = $("said"); if (s) s.textContent = text; }

  // Menu on narrow screens.
  var menu = $("menu-button"), nav = $("nav");
  if (menu && nav) menu.addEventListener("click", function () {
    var open = nav.classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
  });

  // Theme.
  var theme = $("theme-button");
  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function named() { if (theme) theme.textContent = dark() ? theme.dataset.light : theme.dataset.dark; }
  if (theme) theme.addEventListener("click", function () {
    root.dataset.theme = dark() ? "light" : "dark";
    keep("musharaka.theme", root.dataset.theme);
    named();
    document.dispatchEvent(new Event("musharaka:look"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    named();
    document.dispatchEvent(new Event("musharaka:look"));
  });
  named();

  // Digits: Western by default. Citizens' words and codes stay as they are.
  var digits = $("digits-button");
  function swap(text, arab) {
    return arab
      ? text.replace(/(\d)\.(?=\d)/g, "$1٫").replace(/(\d),(?=\d{3})/g, "$1٬").replace(/\d/g, function (d) { return String.fromCharCode(0x660 + +d); }).replace(/([٠-٩])%/g, "$1٪")
      : text.replace(/[٠-٩]/g, function (d) { return String(d.charCodeAt(0) - 0x660); }).replace(/(\d)٫(?=\d)/g, "$1.").replace(/(\d)٬(?=\d)/g, "$1,").replace(/(\d)٪/g, "$1%");
  }
  function rewrite(arab) {
    var walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, {
      acceptNode: function (n) {
        return n.parentElement.closest("code,pre,script,style,.keep,.tools") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
      }
    });
    for (var n = walk.nextNode(); n; n = walk.nextNode()) {
      var s = swap(n.data, arab);
      if (s !== n.data) n.data = s;
    }
  }
  document.addEventListener("musharaka:page", function () { if (root.dataset.digits === "arab") rewrite(true); });
  if (digits) {
    var arab = root.dataset.digits === "arab";
    digits.setAttribute("aria-pressed", String(arab));
    if (arab) rewrite(true);
    digits.addEventListener("click", function () {
      arab = !arab;
      root.dataset.digits = arab ? "arab" : "latn";
      digits.setAttribute("aria-pressed", String(arab));
      keep("musharaka.digits", root.dataset.digits);
      rewrite(arab);
      document.dispatchEvent(new Event("musharaka:look"));
    });
  }

  // Downloads.
  function save(name, blob) {
    var a = document.createElement("a");
    a.href = URL.createObjectURL(blob);
    a.download = name;
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 10000);
    say(name);
  }
  // A cell that a spreadsheet would run as a formula gets an apostrophe.
  function field(s) {
    if (/^[\s\u0000]*[=+\-@\t\r]/.test(s) && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(s)) s = "'" + s;
    return '"' + s.replace(/"/g, '""').replace(/\r?\n/g, " ") + '"';
  }
  function csv(table) {
    var rows = Array.prototype.map.call(table.rows, function (tr) {
      return Array.prototype.map.call(tr.cells, function (c) {
        return field(c.dataset.v !== undefined ? c.dataset.v : swap(c.textContent.trim(), false));
      }).join(",");
    });
    return "\ufeff" + rows.join("\r\n") + "\r\n";
  }
  window.musharaka = Object.assign(window.musharaka || {}, { csv: csv, field: field, swap: swap, save: save, say: say });
  document.addEventListener("click", function (e) {
    var b = e.target.closest("[data-save]");
    if (!b) return;
    var fig = $(b.dataset.for);
    if (b.dataset.save === "csv") {
      var table = fig.querySelector("table");
      if (table) save((table.dataset.file || fig.id) + ".csv", new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    } else if (b.dataset.save === "svgdraw") {
      save(fig.id + ".svg", new Blob([drawing(fig.querySelector(".drawing svg"))], { type: "image/svg+xml" }));
    } else if (window.musharaka.image) {
      window.musharaka.image(fig.id, b.dataset.save, save);
    }
  });
  // A drawing of its own: the page's colours are written into its elements.
  function drawing(svg) {
    var copy = svg.cloneNode(true), from = svg.querySelectorAll("*"), to = copy.querySelectorAll("*");
    for (var i = 0; i < from.length; i++) {
      var st = getComputedStyle(from[i]);
      ["fill", "stroke", "stroke-width", "font", "stroke-dasharray"].forEach(function (k) { to[i].setAttribute(k, st.getPropertyValue(k)); });
      if (from[i].tagName === "text") to[i].setAttribute("style", "font:" + st.font);
    }
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(copy);
  }

  // A link to a folded list unfolds it.
  function unfold() {
    var part = /^#[A-Za-z0-9_.-]+$/.test(location.hash) && $(location.hash.slice(1));
    if (part && part.tagName === "DETAILS") { part.open = true; part.scrollIntoView(); }
  }
  addEventListener("hashchange", unfold);
  unfold();

  // Printing shows the pages as they are on paper, charts and folded lists included.
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details.fold:not([open])").forEach(function (d) { d.open = true; d.dataset.folded = "1"; });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-folded]").forEach(function (d) { d.open = false; delete d.dataset.folded; });
  });
  addEventListener("beforeprint", function () { document.dispatchEvent(new CustomEvent("musharaka:print", { detail: true })); });
  addEventListener("afterprint", function () { document.dispatchEvent(new CustomEvent("musharaka:print", { detail: false })); });
})();
