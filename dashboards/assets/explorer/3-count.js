// The cross-table: messages and voices of every cell in one pass over the rows
// in the order of their authors.
(function () {
  "use strict";
  var x = window.musharaka && window.musharaka.x;
  if (!x) return;
  // A dimension is a number, or "month".
  x.column = function (dim) { return dim === "month" ? x.months : x.cols[dim]; };
  x.values = function (dim) { return dim === "month" ? x.monthCount : x.size(dim); };
  x.valueName = function (dim, i) { return dim === "month" ? x.digits(x.monthName(i)) : x.label(dim, i); };
  x.dimName = function (dim) { return dim === "month" ? x.say("month") : x.name(dim); };

  // Counts of rows × columns with their totals: messages and voices.
  x.count = function (picked, r, c) {
    var R = x.values(r), C = c === null ? 1 : x.values(c), W = C + 1, a = x.column(r), b = c === null ? null : x.column(c);
    var n = new Uint32Array((R + 1) * W), voices = new Uint32Array(n.length), seen = new Uint32Array(n.length), last = 0;
    for (var k = 0; k < x.n; k++) {
      var i = x.order[k];
      if (!picked[i]) continue;
      var v = x.voices[i] + 1, y = a[i] * W, t = R * W, z = b ? b[i] : 0;
      n[y + z]++; n[y + C]++; n[t + z]++; n[t + C]++;
      if (seen[y + z] !== v) { seen[y + z] = v; voices[y + z]++; }
      if (seen[y + C] !== v) { seen[y + C] = v; voices[y + C]++; }
      if (seen[t + z] !== v) { seen[t + z] = v; voices[t + z]++; }
      if (last !== v) { last = v; voices[t + C]++; }
    }
    return { R: R, C: C, n: n, voices: voices, messages: n[R * W + C], people: voices[R * W + C] };
  };

  // The same without voices, for charts.
  x.tally = function (picked, r, c) {
    var R = x.values(r), C = x.values(c), W = C + 1, a = x.column(r), b = x.column(c), n = new Uint32Array(R * W);
    for (var i = 0; i < x.n; i++) if (picked[i]) { n[a[i] * W + b[i]]++; n[a[i] * W + C]++; }
    return { R: R, C: C, n: n };
  };

  function th(tr, text, scope, cls) {
    var h = document.createElement("th");
    h.scope = scope;
    if (cls) h.className = cls;
    h.textContent = text;
    tr.appendChild(h);
  }
  function td(tr, value, cls) {
    var d = tr.insertCell();
    d.className = cls;
    d.dataset.v = value;
    d.textContent = x.digits(value);
  }

  // Without a second dimension messages and voices stand side by side.
  x.table = function (t, r, c, byVoice) {
    var body = document.createElement("tbody"), W = t.C + 1, cells = byVoice ? t.voices : t.n, most = 1, q, w;
    for (q = 0; q < t.R; q++) for (w = 0; w < t.C; w++) most = Math.max(most, cells[q * W + w]);
    var head = body.insertRow();
    th(head, x.dimName(r), "col");
    if (c === null) {
      th(head, x.say("messages"), "col", "num");
      th(head, x.say("voices"), "col", "num");
    } else {
      for (w = 0; w < t.C; w++) th(head, x.valueName(c, w), "col", "num");
      th(head, x.say("total"), "col", "num");
    }
    for (q = 0; q <= t.R; q++) {
      var at = q * W;
      if (q < t.R && !t.n[at + t.C]) continue;
      var tr = body.insertRow();
      th(tr, q < t.R ? x.valueName(r, q) : x.say("total"), "row");
      var heat = function (v) { return "num heat" + (q < t.R ? Math.ceil(v * 5 / most) : 0); };
      if (c === null) {
        td(tr, t.n[at + 1], byVoice ? "num" : heat(t.n[at + 1]));
        td(tr, t.voices[at + 1], byVoice ? heat(t.voices[at + 1]) : "num");
        continue;
      }
      for (w = 0; w <= t.C; w++) td(tr, cells[at + w], w < t.C ? heat(cells[at + w]) : "num");
    }
    var old = x.$("cross").tBodies[0];
    old.parentNode.replaceChild(body, old);
  };
})();
