// The selection: filters, period, words, what is counted. It lives in the
// address by codes, not by positions, so that a link still says the same after
// the next publication.
(function () {
  "use strict";
  var m = window.musharaka, x = m && m.x;
  if (!x) return;
  var $ = x.$, picked = null;
  var controls = ["rows", "cols", "panels", "inner", "unit", "from", "to"];

  function dimOf(id) { var v = $(id).value; return v === "" ? null : v === "month" ? v : +v; }
  function keyOf(v) { return v === null || v === "month" ? v : x.filters[v].dataset.key; }
  // Only the small charts have months of their own beside the filter of that name.
  function indexOf(key, id) { return key === "month" && id === "inner" ? "month" : String(x.filters.findIndex(function (f) { return f.dataset.key === key; })); }

  function months() {
    ["from", "to"].forEach(function (id) {
      for (var k = 0; k < x.monthCount; k++) $(id).add(new Option(x.digits(x.monthName(k)), x.monthName(k)));
    });
  }
  function read() {
    var p = new URLSearchParams(location.hash.slice(1));
    x.filters.forEach(function (f) {
      var want = p.get(f.dataset.key);
      f.value = "";
      if (want !== null) Array.prototype.some.call(f.options, function (o) { if (o.dataset.code === want) { f.value = o.value; return true; } return false; });
    });
    $("q").value = (p.get("q") || "").slice(0, 120);
    [["rows", "0"], ["cols", ""], ["panels", "0"], ["inner", "month"]].forEach(function (c) {
      var key = p.get(c[0]), v = key === null ? c[1] : indexOf(key, c[0]);
      $(c[0]).value = v;
      if ($(c[0]).value !== v) $(c[0]).value = c[1];
    });
    $("unit").value = p.get("count") === "voices" ? "voices" : "messages";
    ["from", "to"].forEach(function (id) { $(id).value = p.get(id) || ""; if ($(id).selectedIndex < 0) $(id).value = ""; });
    if ($("q").value) x.read(update); else update();
  }
  function write() {
    var p = new URLSearchParams();
    x.filters.forEach(function (f) { if (f.value !== "") p.set(f.dataset.key, f.options[f.selectedIndex].dataset.code); });
    if ($("q").value) p.set("q", $("q").value);
    if ($("rows").value !== "0") p.set("rows", keyOf(dimOf("rows")));
    if ($("cols").value) p.set("cols", keyOf(dimOf("cols")));
    if ($("panels").value !== "0") p.set("panels", keyOf(dimOf("panels")));
    if ($("inner").value !== "month") p.set("inner", keyOf(dimOf("inner")));
    if ($("unit").value === "voices") p.set("count", "voices");
    ["from", "to"].forEach(function (id) { if ($(id).value) p.set(id, $(id).value); });
    history.replaceState(null, "", "#" + p.toString());
  }

  function select() {
    var active = x.filters.filter(function (f) { return f.value !== ""; }).map(function (f) { return [x.cols[+f.dataset.filter], +f.value]; });
    var from = $("from").selectedIndex - 1, to = $("to").selectedIndex - 1, hit = x.query($("q").value);
    if (to < 0) to = x.monthCount;
    var out = new Uint8Array(x.n), f, i;
    rows: for (i = 0; i < x.n; i++) {
      if (hit && !hit[i] || x.months[i] < from || x.months[i] > to) continue;
      for (f = 0; f < active.length; f++) if (active[f][0][i] !== active[f][1]) continue rows;
      out[i] = 1;
    }
    return out;
  }
  function update() {
    var t0 = performance.now(), r = dimOf("rows"), c = dimOf("cols");
    picked = select();
    var t = x.count(picked, r, c);
    $("sum").textContent = x.fill("sum", x.digits(t.messages), x.digits(t.people));
    x.table(t, r, c, $("unit").value === "voices");
    x.multiples(picked, dimOf("panels"), dimOf("inner"));
    x.show(picked);
    write();
    x.root.dataset.took = String(Math.round((performance.now() - t0) * 10) / 10);
    x.root.dataset.turn = String(1 + Number(x.root.dataset.turn || 0));
  }

  x.filters.forEach(function (f) { f.addEventListener("change", update); });
  controls.forEach(function (id) { $(id).addEventListener("change", update); });
  var wait;
  $("q").addEventListener("input", function () {
    clearTimeout(wait);
    wait = setTimeout(function () { x.read(update); }, 120);
  });
  x.root.querySelector("form").addEventListener("submit", function (e) { e.preventDefault(); clearTimeout(wait); x.read(update); });
  $("clear").addEventListener("click", function () {
    x.filters.forEach(function (f) { f.value = ""; });
    ["q", "from", "to"].forEach(function (id) { $(id).value = ""; });
    update();
  });
  $("load").addEventListener("click", function () { x.read(update); });
  $("copy").addEventListener("click", function () {
    var link = location.href;
    function old() { // where the clipboard is closed to pages from the disk
      var t = document.createElement("textarea");
      t.value = link;
      document.body.appendChild(t);
      t.select();
      try { document.execCommand("copy"); } catch (e) { /* the address bar has it */ }
      t.remove();
      m.say(x.say("copied"));
    }
    if (navigator.clipboard) navigator.clipboard.writeText(link).then(function () { m.say(x.say("copied")); $("copy").focus(); }, old); else old();
  });
  function csv(name, rows) { m.save(name + ".csv", new Blob([x.csv(rows)], { type: "text/csv;charset=utf-8" })); }
  function book(name, rows, sheet) { x.book([{ name: sheet, rows: rows }, { name: x.say("about"), rows: x.about() }]).then(function (b) { m.save(name + ".xlsx", b); }); }
  $("save-cross").addEventListener("click", function () { csv("musharaka-explorer", x.tableRows($("cross"))); });
  $("book-cross").addEventListener("click", function () { book("musharaka-explorer", x.tableRows($("cross")), x.say("cross")); });
  $("save-texts").addEventListener("click", function () { x.read(function () { csv("musharaka-texts", x.textRows(picked)); }); });
  $("book-texts").addEventListener("click", function () { x.read(function () { book("musharaka-texts", x.textRows(picked), x.say("text")); }); });
  addEventListener("hashchange", read);
  document.addEventListener("musharaka:look", function () { if (x.n) update(); });

  x.load(function () {
    months();
    read();
    x.root.dataset.opened = String(Math.round(performance.now() - x.started));
  });
})();
