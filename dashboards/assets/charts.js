// Draws the options that stand in <script type="application/json"> elements.
// Options hold no functions and tooltips are drawn on the canvas, so nothing
// in the data can become HTML or script.
(function () {
  "use strict";
  var root = document.documentElement, live = [];
  var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var paper = false;
  var light = { ink: "#17212b", ink2: "#4a5663", muted: "#6a7480", line: "#d9d6cd", surface: "#ffffff", sunken: "#efede7", accent: "#0b5a5c", "accent-soft": "#cfe3e1", good: "#1d6b45", warn: "#8a5200", bad: "#a3283f", neg: "#ad3f66", neu: "#a9b0b7", pos: "#0b6a6c", unclear: "#dedbd2", s1: "#0b6a6c", s2: "#b8741a", s3: "#4a4f9c", s4: "#ad3f66", s5: "#66761b", s6: "#5b6a79", s7: "#2f86b5", s8: "#8a5a2b" };

  function token(name) {
    if (paper && light[name]) return light[name];
    var v = /^s[1-8]$/.test(name) ? "--c" + name[1] : "--" + name;
    return getComputedStyle(root).getPropertyValue(v).trim() || "#888";
  }
  // Only values of colour keys are looked up: a label may well start with "@".
  function resolve(o, key) {
    if (Array.isArray(o)) return o.map(function (x) { return resolve(x, key); });
    if (o && typeof o === "object") {
      var r = {};
      Object.keys(o).forEach(function (k) { if (k !== "__proto__") r[k] = resolve(o[k], k); });
      return r;
    }
    if (typeof o === "string" && /color$/i.test(key || "") && /^@[a-z0-9-]{1,16}$/.test(o)) return token(o.slice(1));
    return o;
  }
  function digits(s) { return root.dataset.digits === "arab" && window.musharaka ? window.musharaka.swap(s, true) : s; }
  function number(v, unit) {
    if (typeof v !== "number" || !isFinite(v)) return typeof v === "string" ? digits(v) : "–";
    var s;
    if (unit === "share") s = (v * 100).toLocaleString("en-US", { maximumFractionDigits: 1 }) + "%";
    else s = v.toLocaleString("en-US", { maximumFractionDigits: unit === "count" ? 0 : unit === "omr" ? 3 : 2 });
    return digits(s.replace("-", "−"));
  }
  function name(s) { return digits(String(s)).replace(/[{}|]/g, " "); }

  function style(o, unit) {
    var text = { fontFamily: getComputedStyle(document.body).fontFamily, color: token("ink"), fontSize: 13 };
    o.textStyle = text;
    o.animation = !still && !paper;
    o.animationDuration = 250;
    o.aria = { enabled: false };
    // The amounts stand on the axis of type value.
    ["xAxis", "yAxis"].forEach(function (k) {
      (o[k] || []).forEach(function (a) {
        var amount = a.type === "value";
        a.axisLine = { show: !amount, lineStyle: { color: token("line2") } };
        a.axisTick = { show: false };
        a.splitLine = { show: amount, lineStyle: { color: token("line") } };
        a.axisLabel = Object.assign({}, text, { color: token("ink2"), fontSize: 12, hideOverlap: true,
          formatter: amount ? function (v) { return number(v, k === "xAxis" && o.funnel ? "count" : unit); } : function (v) { return name(v); } }, k === "yAxis" && !amount ? { width: narrow() ? 110 : 190, overflow: "truncate" } : {});
        if (a.show === false) { a.axisLine.show = false; a.splitLine.show = false; a.axisLabel = { show: false }; }
      });
    });
    (o.calendar || []).forEach(function (c) {
      c.dayLabel = { firstDay: 0, color: token("ink2"), fontFamily: text.fontFamily, fontSize: 11, nameMap: isRTL() ? ["ح", "ن", "ث", "ر", "خ", "ج", "س"] : ["S", "M", "T", "W", "T", "F", "S"] };
      c.monthLabel = { color: token("ink2"), fontFamily: text.fontFamily, fontSize: 11, nameMap: isRTL() ? "AR" : "EN" };
    });
    var named = [];
    (o.series || []).forEach(function (s) {
      if (s.name && named.indexOf(s.name) < 0) named.push(s.name);
      // Seasons and breaks of a trend: their names stand above the plot; on a
      // narrow screen only the longest spans are named.
      if (s.markArea) s.markArea.data.forEach(function (pair) {
        var l = pair[0].label;
        if (l) { l.fontFamily = text.fontFamily; l.show = !(narrow() && pair[1].xAxis - pair[0].xAxis < 0.2); }
      });
      if (s.markArea || s.markLine) { s.silent = !s.name || s.silent; if (s.markLine && s.markLine.label) s.markLine.label.fontFamily = text.fontFamily; }
      if (s.label && s.label.show) Object.assign(s.label, { color: token("ink"), fontFamily: text.fontFamily, fontSize: 12,
        formatter: function (p) { var v = Array.isArray(p.value) ? p.value[0] : p.value; if (s.type === "scatter") return name(p.name); return s.type === "treemap" ? name(p.name) + "\n" + number(p.value, unit) : number(v, unit); } });
      if (s.type === "treemap") {
        s.breadcrumb = { show: false }; s.nodeClick = false;
        s.itemStyle = { borderColor: token("surface"), borderWidth: 2, gapWidth: 2 };
        o.deep = true;
        s.label = Object.assign(s.label || {}, { show: true, color: paper || !isDark() ? "#fff" : "#0b1215", fontSize: 13,
          formatter: function (p) { return name(p.name) + "\n" + number(p.value, unit); }, overflow: "truncate", ellipsis: "…", lineOverflow: "truncate", lineHeight: 18, padding: 6, align: isRTL() ? "right" : "left", verticalAlign: "top", position: isRTL() ? "insideTopRight" : "insideTopLeft", fontFamily: text.fontFamily });
        // On a phone the numbers are left to the list.
        if (narrow() && !paper) Object.assign(s.label, { fontSize: 11, lineHeight: 14, padding: 3, formatter: function (p) { return name(p.name); } });
        // A box too small for a word goes without: the list holds every name.
        s.labelLayout = function (p) { return p.rect && (p.rect.width < (narrow() ? 40 : 48) || p.rect.height < (narrow() ? 20 : 34)) ? { x: -9999, y: -9999 } : {}; };
        s.upperLabel = { show: true, height: 26, color: token("ink"), fontFamily: text.fontFamily, backgroundColor: "transparent", padding: [0, 6], align: isRTL() ? "right" : "left", position: isRTL() ? "insideRight" : "insideLeft", formatter: function (p) { return name(p.name); } };
        s.levels = [{ itemStyle: { gapWidth: 4, borderWidth: 0 }, upperLabel: { show: false } }, { itemStyle: { borderColor: token("sunken"), borderWidth: 3, gapWidth: 2 } }, { colorSaturation: [0.45, 0.6] }];
      }
      if (s.type === "line" && s.name) s.emphasis = { focus: "none" };
      if (s.type === "scatter") {
        s.emphasis = { scale: 1.2 };
        if (s.label && s.label.show) { Object.assign(s.label, { fontWeight: 600, textBorderColor: token("surface"), textBorderWidth: 3 }); s.labelLayout = { hideOverlap: true }; s.silent = true; s.z = 5; }
      }
    });
    // Areas that hold words are darker than marks, so that white on them can be read.
    o.color = o.deep && (paper || !isDark()) ? ["#0b5a5c", "#4a4f9c", "#8a4f0f", "#8f2f52", "#4c5a12", "#45525f", "#1f6690", "#6d451e"] : ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"].map(token);
    delete o.deep;
    if (named.length > 1) {
      o.legend = { data: named.map(function (n) { var one = o.series.filter(function (s) { return s.name === n; })[0]; return one.symbol === "diamond" ? { name: n, icon: "diamond" } : { name: n }; }), type: "scroll", top: 0, [isRTL() ? "right" : "left"]: 0, itemWidth: 14, itemHeight: 10, align: isRTL() ? "right" : "left", textStyle: Object.assign({}, text, { color: token("ink") }), formatter: name, pageIconColor: token("ink2"), pageTextStyle: { color: token("ink2") } };
      (o.grid || []).forEach(function (g) { g.top = o.marked ? 76 : 40; });
    }
    o.tooltip = {
      trigger: (o.series || []).some(function (s) { return s.type === "line" || s.type === "bar"; }) && !(o.series || []).some(function (s) { return s.type === "scatter"; }) ? "axis" : "item",
      renderMode: "richText", confine: true, backgroundColor: token("surface"), borderColor: token("line2"), textStyle: Object.assign({}, text, { fontSize: 12 }),
      axisPointer: { type: "line", lineStyle: { color: token("line2") } },
      formatter: function (p) {
        var list = (Array.isArray(p) ? p : [p]).filter(function (q) { return q.seriesName && !/^series\d*\u0000/.test(q.seriesName) || !Array.isArray(p); });
        if (!list.length) return "";
        var head = name(list[0].axisValueLabel || list[0].name || list[0].seriesName || "");
        var lines = list.map(function (q) {
          var v = q.value;
          if (Array.isArray(v)) v = typeof v[0] === "number" && typeof v[1] !== "number" ? v[0] : v[1];
          var own = q.seriesName && q.seriesName.indexOf("\u0000") < 0 && list.length >= 1 ? name(q.seriesName) + ": " : "";
          return v === "-" || v === undefined ? "" : own + number(v, unit);
        }).filter(Boolean);
        return [head].concat(lines).join("\n");
      }
    };
    return o;
  }
  function isRTL() { return root.dir === "rtl"; }
  function narrow() { return innerWidth < 560; }
  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches; }

  function option(el) {
    var spec = JSON.parse(document.getElementById(el.dataset.chart + "-data").textContent);
    return style(resolve(spec.option, ""), spec.unit);
  }
  // A chart keeps its canvas when it is drawn anew: one that is thrown away
  // with a frame still waiting fails in that frame.
  function all() {
    var before = live;
    live = Array.prototype.map.call(document.querySelectorAll("[data-chart]"), function (el) {
      var c = echarts.getInstanceByDom(el) || echarts.init(el, null, { renderer: "canvas", locale: isRTL() ? "AR" : "EN" });
      c.setOption(option(el), { notMerge: true });
      return c;
    });
    before.filter(function (c) { return live.indexOf(c) < 0; }).forEach(function (c) {
      setTimeout(function () { if (!c.isDisposed()) c.dispose(); }, 2000);
    });
  }
  window.musharaka = Object.assign(window.musharaka || {}, {
    charts: function () { return live; },
    image: function (id, kind, save) {
      var el = document.querySelector('[data-chart="' + id + '"]');
      if (kind === "png") {
        var url = echarts.getInstanceByDom(el).getDataURL({ pixelRatio: 2, backgroundColor: token("surface") });
        var raw = atob(url.split(",")[1]), bytes = new Uint8Array(raw.length);
        for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
        return save(id + ".png", new Blob([bytes], { type: "image/png" }));
      }
      // SVG is drawn apart from the page, left to right: inside a right-to-left page its anchors would flip.
      var spec = JSON.parse(document.getElementById(id + "-data").textContent);
      var c = echarts.init(null, null, { renderer: "svg", ssr: true, width: el.clientWidth, height: el.clientHeight, locale: isRTL() ? "AR" : "EN" });
      var o = style(resolve(spec.option, ""), spec.unit);
      o.animation = false;
      o.backgroundColor = token("surface");
      c.setOption(o);
      save(id + ".svg", new Blob([c.renderToSVGString()], { type: "image/svg+xml" }));
      c.dispose();
    }
  });
  document.addEventListener("musharaka:look", all);
  document.addEventListener("musharaka:print", function (e) {
    paper = e.detail;
    all();
    live.forEach(function (c) { c.resize(paper ? { width: Math.min(c.getDom().clientWidth, 640) } : { width: "auto" }); });
  });
  var timer;
  addEventListener("resize", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { live.forEach(function (c) { c.resize(); }); }, 120);
  });
  var fonts = document.fonts && document.fonts.ready ? document.fonts.ready : Promise.resolve();
  fonts.then(function () { all(); root.classList.add("drawn"); });
})();
