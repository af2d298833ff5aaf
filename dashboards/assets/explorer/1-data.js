// The explorer holds its data in typed arrays and counts in them. Data comes
// in classic scripts, because pages from the disk may not fetch; whatever
// strangers wrote becomes text nodes only.
(function () {
  "use strict";
  var root = document.getElementById("explorer");
  if (!root) return;
  var m = window.musharaka;
  var filters = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var x = m.x = {
    root: root, filters: filters, n: 0, cols: [], days: null, months: null, order: null, voices: null, texts: null, notes: null, started: performance.now(),
    $: function (id) { return document.getElementById(id); },
    say: function (key) { return root.dataset[key] || ""; },
    // A sentence with blanks {0}, {1}.
    fill: function (key) {
      var args = arguments;
      return x.say(key).replace(/\{(\d)\}/g, function (_, i) { return args[+i + 1]; });
    },
    digits: function (n) {
      var s = typeof n === "number" ? n.toLocaleString("en-US") : String(n);
      return document.documentElement.dataset.digits === "arab" ? m.swap(s, true) : s;
    },
    label: function (dim, i) { return filters[dim].options[i + 1].textContent; },
    code: function (dim, i) { return filters[dim].options[i + 1].dataset.code; },
    size: function (dim) { return filters[dim].options.length - 1; },
    name: function (dim) { return filters[dim].labels[0].textContent; },
    date: function (i) { return new Date(x.first + x.days[i] * 864e5).toISOString().slice(0, 10); },
    script: function (src, done) {
      var s = document.createElement("script");
      s.src = src;
      s.onload = done;
      document.head.appendChild(s);
    }
  };

  function bytes(s) {
    var raw = atob(s), b = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) b[i] = raw.charCodeAt(i);
    return b.buffer;
  }

  x.load = function (done) {
    x.script(root.dataset.src, function () {
      var D = window.musharakaData, i;
      x.n = D.n;
      x.words = D.words || [];
      x.cols = D.dims.map(function (d) { return new Uint16Array(bytes(d.col)); });
      x.days = new Uint16Array(bytes(D.days));
      x.voices = new Uint32Array(bytes(D.voices));
      x.first = Date.parse(D.start + "T00:00:00Z");
      calendar();
      byAuthor();
      done();
    });
  };

  // The month of every day, counted from the first.
  function calendar() {
    var last = 0, i;
    for (i = 0; i < x.n; i++) if (x.days[i] > last) last = x.days[i];
    var of = new Uint16Array(last + 1), start = new Date(x.first), y0 = start.getUTCFullYear(), m0 = start.getUTCMonth();
    for (i = 0; i <= last; i++) {
      var d = new Date(x.first + i * 864e5);
      of[i] = (d.getUTCFullYear() - y0) * 12 + d.getUTCMonth() - m0;
    }
    x.months = new Uint16Array(x.n);
    for (i = 0; i < x.n; i++) x.months[i] = of[x.days[i]];
    x.monthCount = of[last] + 1;
    x.monthName = function (k) { return new Date(Date.UTC(y0, m0 + k, 1)).toISOString().slice(0, 7); };
  }

  // Rows by author, so that authors are counted in one pass: a counting sort.
  function byAuthor() {
    var most = 0, i;
    for (i = 0; i < x.n; i++) if (x.voices[i] > most) most = x.voices[i];
    var at = new Uint32Array(most + 2);
    for (i = 0; i < x.n; i++) at[x.voices[i] + 1]++;
    for (i = 1; i < at.length; i++) at[i] += at[i - 1];
    x.order = new Uint32Array(x.n);
    for (i = 0; i < x.n; i++) x.order[at[x.voices[i]]++] = i;
  }
})();
