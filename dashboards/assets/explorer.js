// The explorer counts in typed arrays; words come in classic scripts when they
// are asked for. Whatever strangers wrote becomes text nodes only.
(function () {
  "use strict";
  var root = document.getElementById("explorer");
  if (!root) return;
  var m = window.musharaka, $ = function (id) { return document.getElementById(id); };
  var D, N, cols = [], days, order, voices, texts = null, folded = null, found = { q: "" }, started = performance.now();
  var filters = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  function bytes(s) {
    var raw = atob(s), b = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) b[i] = raw.charCodeAt(i);
    return b.buffer;
  }
  function script(src, done) {
    var s = document.createElement("script");
    s.src = src;
    s.onload = done;
    document.head.appendChild(s);
  }
  function digits(n) { var s = n.toLocaleString("en-US"); return document.documentElement.dataset.digits === "arab" ? m.swap(s, true) : s; }
  function label(dim, i) { return filters[dim].options[i + 1].textContent; }
  function size(dim) { return filters[dim].options.length - 1; }

  script(root.dataset.src, function () {
    D = window.musharakaData;
    N = D.n;
    cols = D.dims.map(function (d) { return new Uint16Array(bytes(d.col)); });
    days = new Uint16Array(bytes(D.days));
    voices = new Uint32Array(bytes(D.voices));
    // Rows by author, so that authors are counted in one pass: a counting sort.
    var most = 0, i;
    for (i = 0; i < N; i++) if (voices[i] > most) most = voices[i];
    var at = new Uint32Array(most + 2);
    for (i = 0; i < N; i++) at[voices[i] + 1]++;
    for (i = 1; i < at.length; i++) at[i] += at[i - 1];
    order = new Uint32Array(N);
    for (i = 0; i < N; i++) order[at[voices[i]]++] = i;
    read();
    root.dataset.opened = String(Math.round(performance.now() - started));
  });

  // The selection lives in the address, to be shared.
  function read() {
    var p = new URLSearchParams(location.hash.slice(1));
    filters.forEach(function (f) { f.value = p.get(f.dataset.key) || ""; });
    $("q").value = p.get("q") || "";
    $("rows").value = p.get("rows") || "0";
    $("cols").value = p.get("cols") || "";
    $("unit").value = p.get("count") === "voices" ? "voices" : "messages";
    if ($("q").value && !texts) words(update); else update();
  }
  function write() {
    var p = new URLSearchParams();
    filters.forEach(function (f) { if (f.value) p.set(f.dataset.key, f.value); });
    if ($("q").value) p.set("q", $("q").value);
    if ($("rows").value !== "0") p.set("rows", $("rows").value);
    if ($("cols").value) p.set("cols", $("cols").value);
    if ($("unit").value === "voices") p.set("count", "voices");
    history.replaceState(null, "", "#" + p.toString());
  }

  // Search: the same folding for texts and queries; a word matches from its
  // beginning, with the particles that Arabic writes before it; Latin letters
  // and digits are also read as Arabizi.
  function fold(s) {
    return s.toLowerCase().replace(/[\u064B-\u065F\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي")
      .replace(/[٠-٩]/g, function (d) { return String(d.charCodeAt(0) - 0x660); });
  }
  var pairs = { sh: "ش", kh: "خ", gh: "غ", th: "[ثذ]", dh: "[ذضظ]", ch: "[شچ]", "7": "ح", "3": "ع", "2": "[اءيو]?", "5": "خ", "6": "ط", "8": "[قغ]", "9": "[صق]", b: "ب", t: "[تط]", j: "ج", d: "[دض]", r: "ر", z: "[زظ]", s: "[سص]", f: "ف", q: "ق", k: "[كق]", l: "ل", m: "م", n: "ن", h: "[هح]", w: "و", y: "ي", g: "[جغق]", v: "ف", p: "ب", c: "[كس]", x: "كس", a: "[اعهي]?", e: "[ايه]?", i: "ي?", o: "و?", u: "و?" };
  function pattern(word) {
    var esc = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), alts = [esc];
    if (/^[a-z0-9']+$/.test(word) && word.length > 2) {
      var ar = "";
      for (var i = 0; i < word.length; i++) {
        var two = pairs[word.substr(i, 2)];
        if (two && word.length > i + 1) { ar += two; i++; } else { ar += pairs[word[i]] || ""; if (word[i] === word[i + 1]) i++; }
      }
      alts.push(ar + "[هاي]?");
    }
    if (/[\u0600-\u06FF]/.test(word)) {
      var stem = word.replace(/^(ال)/, "").replace(/(ات|ين|ون|ها|ه)$/, "");
      if (stem.length > 2) alts.push(stem);
    }
    // A word without a reading as Arabizi must be there as it is: a quick test first.
    var core = alts.length === 1 ? word : /[\u0600-\u06FF]/.test(word) ? alts[1] : "";
    var re = new RegExp("(^|[^\\p{L}\\p{N}])[وف]?[بلك]?(?:ال)?(" + alts.join("|") + ")", "u");
    return { test: function (s) { return (!core || s.indexOf(core) >= 0) && re.test(s); } };
  }
  function words(done) {
    var n = Number(root.dataset.chunks), left = n;
    texts = new Array(N);
    $("sum").textContent = root.dataset.reading;
    m.texts = function (i, list) { for (var k = 0; k < list.length; k++) texts[i * 10000 + k] = list[k]; };
    for (var i = 0; i < n; i++) script(root.dataset.texts + ("00" + i).slice(-3) + ".js", function () {
      if (--left) return;
      folded = texts.map(fold);
      done();
    });
  }

  var picked;
  function update() {
    var t0 = performance.now(), i, f;
    var active = filters.filter(function (x) { return x.value !== ""; }).map(function (x) { return [cols[+x.dataset.filter], +x.value]; });
    var asked = fold($("q").value.trim());
    var query = asked.split(/\s+/).filter(Boolean).slice(0, 8).map(pattern);
    // What the words find stays until the words change.
    if (query.length && folded && found.q !== asked) {
      found = { q: asked, hit: new Uint8Array(N) };
      for (i = 0; i < N; i++) {
        for (f = 0; f < query.length && query[f].test(folded[i]); f++);
        found.hit[i] = f === query.length ? 1 : 0;
      }
    }
    picked = new Uint8Array(N);
    var n = 0;
    rows: for (i = 0; i < N; i++) {
      for (f = 0; f < active.length; f++) if (active[f][0][i] !== active[f][1]) continue rows;
      if (query.length && folded && !found.hit[i]) continue;
      picked[i] = 1;
      n++;
    }
    cross(n);
    multiples();
    show(query);
    write();
    root.dataset.took = String(Math.round((performance.now() - t0) * 10) / 10);
  }

  function cross(n) {
    var r = +$("rows").value, c = $("cols").value === "" ? -1 : +$("cols").value, C = c < 0 ? 1 : size(c), R = size(r);
    var cells = new Uint32Array((R + 1) * (C + 1)), seen = new Uint32Array(cells.length), byVoice = $("unit").value === "voices", all = 0, last = -1;
    for (var k = 0; k < N; k++) {
      var i = order[k];
      if (!picked[i]) continue;
      var v = voices[i] + 1;
      if (v !== last) { all++; last = v; }
      var y = cols[r][i], x = c < 0 ? 0 : cols[c][i];
      [y * (C + 1) + x, y * (C + 1) + C, R * (C + 1) + x, R * (C + 1) + C].forEach(function (at) {
        if (!byVoice) cells[at]++; else if (seen[at] !== v) { seen[at] = v; cells[at]++; }
      });
    }
    $("sum").textContent = digits(n) + " " + root.dataset.messages + " · " + digits(all) + " " + root.dataset.voices;
    var body = document.createElement("tbody"), most = 1;
    for (var q = 0; q < R; q++) for (var w = 0; w < C; w++) most = Math.max(most, cells[q * (C + 1) + w]);
    var head = body.insertRow();
    th(head, filters[r].labels[0].textContent, "col");
    for (w = 0; w < C; w++) if (c >= 0) th(head, label(c, w), "col", "num");
    th(head, root.dataset.total, "col", "num");
    for (q = 0; q <= R; q++) {
      if (q < R && !cells[q * (C + 1) + C]) continue;
      var tr = body.insertRow();
      th(tr, q < R ? label(r, q) : root.dataset.total, "row");
      for (w = c < 0 ? C : 0; w <= C; w++) {
        var td = tr.insertCell(), value = cells[q * (C + 1) + w];
        td.className = "num heat" + (q < R && w < C ? Math.ceil(value * 5 / most) : 0);
        td.dataset.v = value;
        td.textContent = digits(value);
      }
    }
    var old = $("cross").tBodies[0];
    old.parentNode.replaceChild(body, old);
  }
  function th(tr, text, scope, cls) {
    var h = document.createElement("th");
    h.scope = scope;
    if (cls) h.className = cls;
    h.textContent = text;
    tr.appendChild(h);
  }

  // Small lines by month for each value of the row dimension, on one scale.
  function multiples() {
    var r = +$("rows").value, R = size(r), month = function (i) { return Math.floor(days[i] / 30.44); }, M = 0, i;
    for (i = 0; i < N; i++) if (month(i) > M) M = month(i);
    M++;
    var n = new Uint32Array(R * M), most = 1, sums = new Uint32Array(R);
    for (i = 0; i < N; i++) if (picked[i]) { var at = cols[r][i] * M + month(i); n[at]++; sums[cols[r][i]]++; if (n[at] > most) most = n[at]; }
    var list = $("multiples"), items = [];
    Array.from(sums.keys()).sort(function (a, b) { return sums[b] - sums[a] || a - b; }).slice(0, 12).forEach(function (q) {
      if (!sums[q]) return;
      var li = document.createElement("li"), p = document.createElement("p"), ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
      p.textContent = label(r, q) + " · " + digits(sums[q]);
      svg.setAttribute("viewBox", "0 0 200 50");
      svg.setAttribute("class", "spark wide-spark");
      svg.setAttribute("aria-hidden", "true");
      var d = "";
      for (var k = 0; k < M; k++) d += (k ? "L" : "M") + (M > 1 ? k * 196 / (M - 1) + 2 : 100).toFixed(1) + " " + (47 - 44 * n[q * M + k] / most).toFixed(1);
      path.setAttribute("d", d);
      path.setAttribute("class", "s-line");
      svg.appendChild(path);
      li.append(p, svg);
      items.push(li);
    });
    list.replaceChildren.apply(list, items);
  }

  function show(query) {
    var list = $("texts"), items = [];
    $("save-texts").hidden = !texts || !folded;
    if (texts && folded) for (var i = 0; i < N && items.length < 40; i++) {
      if (!picked[i]) continue;
      var li = document.createElement("li"), q = document.createElement("blockquote"), p = document.createElement("p"), cite = document.createElement("cite");
      p.dir = "auto";
      p.className = "keep";
      mark(p, texts[i].slice(0, 1200), query);
      cite.textContent = date(i) + filters.map(function (f, k) { return " · " + label(k, cols[k][i]); }).join("");
      q.append(p, cite);
      li.append(q);
      items.push(li);
    }
    list.replaceChildren.apply(list, items);
  }
  // Words whose folded form matches stand in <mark>.
  function mark(p, text, query) {
    text.split(/(\s+)/).forEach(function (w) {
      var hit = query.length && query.some(function (re) { return re.test(fold(w)); });
      if (hit) { var k = document.createElement("mark"); k.textContent = w; p.appendChild(k); } else p.appendChild(document.createTextNode(w));
    });
  }
  function date(i) { return new Date(Date.parse(D.start + "T00:00:00Z") + days[i] * 864e5).toISOString().slice(0, 10); }

  filters.forEach(function (f) { f.addEventListener("change", update); });
  ["rows", "cols", "unit"].forEach(function (id) { $(id).addEventListener("change", update); });
  var wait;
  $("q").addEventListener("input", function () {
    clearTimeout(wait);
    wait = setTimeout(function () { if (texts) { if (folded) update(); } else words(update); }, 150);
  });
  root.querySelector("form").addEventListener("submit", function (e) { e.preventDefault(); });
  $("clear").addEventListener("click", function () { filters.forEach(function (f) { f.value = ""; }); $("q").value = ""; update(); });
  $("load").addEventListener("click", function () { if (!texts) words(update); });
  $("save-cross").addEventListener("click", function () { m.save("musharaka-explorer.csv", new Blob([m.csv($("cross"))], { type: "text/csv;charset=utf-8" })); });
  $("save-texts").addEventListener("click", function () {
    var lines = [["id", root.dataset.day].concat(filters.map(function (f) { return f.labels[0].textContent; }), root.dataset.text).map(m.field).join(",")];
    for (var i = 0; i < N; i++) if (picked[i]) lines.push([String(i), date(i)].concat(filters.map(function (f, k) { return label(k, cols[k][i]); }), texts[i]).map(m.field).join(","));
    m.save("musharaka-texts.csv", new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
  });
  addEventListener("hashchange", read);
  document.addEventListener("musharaka:look", function () { if (D) update(); });
})();
