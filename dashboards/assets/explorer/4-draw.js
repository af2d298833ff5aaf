// Small multiples: one little chart for each value of a dimension, all on one
// scale; lines over the months, bars over any other dimension.
(function () {
  "use strict";
  var x = window.musharaka && window.musharaka.x;
  if (!x) return;
  var panels = 16, NS = "http://www.w3.org/2000/svg";
  function shape(tag, attrs) {
    var e = document.createElementNS(NS, tag);
    Object.keys(attrs).forEach(function (k) { e.setAttribute(k, attrs[k]); });
    return e;
  }
  x.multiples = function (picked, dim, inner) {
    var t = x.tally(picked, dim, inner), W = t.C + 1, order = [], most = 1, q, k;
    for (q = 0; q < t.R; q++) if (t.n[q * W + t.C]) order.push(q);
    order.sort(function (a, b) { return t.n[b * W + t.C] - t.n[a * W + t.C] || a - b; });
    order = order.slice(0, panels);
    order.forEach(function (q) { for (k = 0; k < t.C; k++) most = Math.max(most, t.n[q * W + k]); });
    var items = order.map(function (q) {
      var li = document.createElement("li"), p = document.createElement("p"), note = document.createElement("p"), top = 0;
      var svg = shape("svg", { viewBox: "0 0 200 54", "class": "spark wide-spark", "aria-hidden": "true", focusable: "false", preserveAspectRatio: "none" });
      for (k = 1; k < t.C; k++) if (t.n[q * W + k] > t.n[q * W + top]) top = k;
      p.textContent = x.valueName(dim, q) + " · " + x.digits(t.n[q * W + t.C]);
      if (inner === "month") {
        var d = "";
        for (k = 0; k < t.C; k++) d += (k ? "L" : "M") + (t.C > 1 ? k * 196 / (t.C - 1) + 2 : 100).toFixed(1) + " " + (51 - 48 * t.n[q * W + k] / most).toFixed(1);
        svg.appendChild(shape("path", { d: d, "class": "s-line", "vector-effect": "non-scaling-stroke" }));
      } else {
        var step = 200 / t.C, rtl = document.documentElement.dir === "rtl";
        for (k = 0; k < t.C; k++) {
          var h = 48 * t.n[q * W + k] / most;
          svg.appendChild(shape("rect", { x: ((rtl ? t.C - 1 - k : k) * step + step * 0.12).toFixed(1), y: (52 - h).toFixed(1), width: (step * 0.76).toFixed(1), height: h.toFixed(1), "class": "s-bar" }));
        }
      }
      svg.appendChild(shape("line", { x1: 0, x2: 200, y1: 52.5, y2: 52.5, "class": "s-base", "vector-effect": "non-scaling-stroke" }));
      note.className = "note";
      note.textContent = x.fill("most", x.valueName(inner, top), x.digits(t.n[q * W + top]));
      li.append(p, svg, note);
      return li;
    });
    var list = x.$("multiples");
    list.replaceChildren.apply(list, items);
    x.$("multiples-note").textContent = x.fill("scale", x.digits(most), x.dimName(inner));
  };
})();
