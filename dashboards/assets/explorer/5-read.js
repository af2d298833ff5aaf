// Reading: masked texts with the words that were looked for, and why the
// machine labelled each as it did.
(function () {
  "use strict";
  var m = window.musharaka, x = m && m.x;
  if (!x) return;
  var chunk = 10000, page = 40, shown = page, waiting = null;

  x.read = function (done) {
    if (x.texts) { if (x.texts.ready) done(); return; }
    var n = Number(x.root.dataset.chunks), next = 0;
    x.texts = new Array(x.n);
    x.notes = new Array(x.n);
    m.texts = function (i, list, notes) {
      for (var k = 0; k < list.length; k++) { x.texts[i * chunk + k] = list[k]; x.notes[i * chunk + k] = notes[k]; }
      x.index(i * chunk, list);
    };
    (function more() {
      x.$("busy").textContent = x.fill("reading", x.digits(Math.round(next * 100 / n)));
      if (next === n) {
        x.texts.ready = true;
        x.$("busy").textContent = "";
        return done();
      }
      x.script(x.root.dataset.texts + ("00" + next++).slice(-3) + ".js", more);
    })();
  };

  // Words that the query found stand in <mark>.
  function mark(p, text) {
    var at = 0;
    text.replace(/[\p{L}\p{N}'\u064B-\u065F\u0670\u0640]+/gu, function (w, from) {
      if (!x.found(w)) return w;
      p.appendChild(document.createTextNode(text.slice(at, from)));
      var k = document.createElement("mark");
      k.textContent = w;
      p.appendChild(k);
      at = from + w.length;
      return w;
    });
    p.appendChild(document.createTextNode(text.slice(at)));
  }

  function dim(key) { return x.filters.findIndex(function (f) { return f.dataset.key === key; }); }
  function value(key, i) {
    var d = dim(key);
    return d < 0 ? "" : x.label(d, x.cols[d][i]);
  }
  function pct(v) { return x.digits(v + "%"); }
  function line(dl, term, words, quoted) {
    if (!words) return;
    var dt = document.createElement("dt"), dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = words;
    (quoted || []).forEach(function (q, i) {
      var b = document.createElement("bdi");
      b.className = "keep";
      b.textContent = q;
      dd.append(i ? x.say("sep") : " ", b);
    });
    dl.append(dt, dd);
  }
  // A note is [negative, neutral, positive, purpose, area, theme, tier, goals, words] in per cent.
  function why(dl, i) {
    var n = x.notes[i];
    if (!n) return;
    var unclear = dim("sentiment") >= 0 && x.code(dim("sentiment"), x.cols[dim("sentiment")][i]) === "unclear";
    line(dl, x.say("whySentiment"), x.fill(unclear ? "sayUnclear" : n[6] ? "sayPrecise" : "sayFast", value("sentiment", i), pct(n[0]), pct(n[1]), pct(n[2])));
    if (n[8]) {
      var up = [], down = [];
      n[8].split(" ").forEach(function (w) { (w[0] === "-" ? down : up).push(w.slice(1)); });
      if (down.length) line(dl, x.say("whyDown"), " ", down);
      if (up.length) line(dl, x.say("whyUp"), " ", up);
    }
    line(dl, x.say("whyIntent"), n[3] ? x.fill("sayIntent", value("intent", i), pct(n[3])) : "");
    themeLine(dl, i, n);
    line(dl, x.say("whyArea"), n[4] ? x.fill("sayArea", value("area", i), pct(n[4])) : "");
    line(dl, x.say("whyGoals"), n[7] ? n[7].split(" ").map(function (g) { var p = g.split(":"); return x.fill("sayGoal", (x.say("goals").split("|")[+p[0] - 1] || p[0]), pct(p[1])); }).join("; ") : x.say("sayNoGoal"));
  }
  function themeLine(dl, i, n) {
    var d = dim("theme");
    if (d < 0) return;
    var words = x.words[x.cols[d][i]] || [], have = {};
    x.split(x.fold(x.texts[i])).forEach(function (w) { have[w] = true; });
    var hit = words.filter(function (w) { return x.split(x.fold(w)).some(function (p) { return have[p] || have["ال" + p]; }); });
    line(dl, x.say("whyTheme"), n[5] ? x.fill(hit.length ? "sayThemeWords" : "sayTheme", value("theme", i), pct(n[5])) : x.say("sayNoTheme"), hit);
  }

  function item(i) {
    var li = document.createElement("li"), q = document.createElement("blockquote"), p = document.createElement("p"), cite = document.createElement("cite"), det = document.createElement("details"), sum = document.createElement("summary");
    p.dir = "auto";
    p.className = "keep";
    mark(p, x.texts[i].slice(0, 1500));
    cite.textContent = [x.digits(x.date(i))].concat(x.filters.map(function (f, k) { return f.dataset.key === "month" ? "" : x.label(k, x.cols[k][i]); }).filter(Boolean)).join(" · ");
    sum.textContent = x.say("why");
    det.className = "why";
    det.appendChild(sum);
    det.addEventListener("toggle", function () {
      if (!det.open || det.lastChild !== sum) return;
      var dl = document.createElement("dl");
      why(dl, i);
      det.appendChild(dl);
    });
    q.append(p, cite);
    li.append(q, det);
    return li;
  }

  // The newest of the selection, forty at a time.
  x.show = function (picked, again) {
    if (!x.texts || !x.texts.ready) return;
    if (!again) shown = page;
    waiting = picked;
    var list = x.$("texts"), items = [], more = false;
    for (var i = 0; i < x.n; i++) {
      if (!picked[i]) continue;
      if (items.length === shown) { more = true; break; }
      items.push(item(i));
    }
    list.replaceChildren.apply(list, items);
    x.$("more").hidden = !more;
    x.$("none").hidden = items.length > 0;
    x.$("load").hidden = true;
  };
  x.$("more").addEventListener("click", function () {
    var from = shown;
    shown += page;
    x.show(waiting, true);
    var first = x.$("texts").children[from];
    if (first) { first.tabIndex = -1; first.focus(); }
  });
})();
