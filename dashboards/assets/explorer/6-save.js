// Downloads: CSV, and workbooks written here, without a library: a workbook is
// a ZIP of a few XML files. Words are stored as text, never as formulas; those
// that a spreadsheet would take for one keep the mark "text" when edited.
(function () {
  "use strict";
  var m = window.musharaka, x = m && m.x;
  if (!x) return;
  var enc = new TextEncoder(), crcs = null;

  function crc(b) {
    if (!crcs) {
      crcs = new Uint32Array(256);
      for (var n = 0; n < 256; n++) {
        var c = n;
        for (var k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1;
        crcs[n] = c >>> 0;
      }
    }
    var v = 0xFFFFFFFF;
    for (var i = 0; i < b.length; i++) v = crcs[(v ^ b[i]) & 255] ^ (v >>> 8);
    return (v ^ 0xFFFFFFFF) >>> 0;
  }
  // Compressed where the browser can.
  function deflate(b) {
    if (!window.CompressionStream) return Promise.resolve(null);
    return new Response(new Blob([b]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer().then(function (a) { return new Uint8Array(a); });
  }
  function zip(files) {
    var parts = [], dir = [], at = 0;
    return files.reduce(function (before, f) {
      return before.then(function () { return deflate(f.data); }).then(function (packed) {
        var name = enc.encode(f.name), data = packed || f.data, h = new DataView(new ArrayBuffer(46));
        [[0, 0x02014b50, 4], [4, 20, 2], [6, 20, 2], [8, 0x0800, 2], [10, packed ? 8 : 0, 2], [12, 0, 2], [14, 33, 2], [16, crc(f.data), 4], [20, data.length, 4], [24, f.data.length, 4], [28, name.length, 2], [42, at, 4]]
          .forEach(function (w) { if (w[2] === 4) h.setUint32(w[0], w[1], true); else h.setUint16(w[0], w[1], true); });
        var head = new Uint8Array(30), all = new Uint8Array(h.buffer);
        head.set([0x50, 0x4b, 3, 4]);
        head.set(all.subarray(6, 32), 4);
        parts.push(head, name, data);
        dir.push(all, name);
        at += 30 + name.length + data.length;
      });
    }, Promise.resolve()).then(function () {
      var size = dir.reduce(function (s, d) { return s + d.length; }, 0), end = new DataView(new ArrayBuffer(22));
      end.setUint32(0, 0x06054b50, true);
      end.setUint16(8, files.length, true);
      end.setUint16(10, files.length, true);
      end.setUint32(12, size, true);
      end.setUint32(16, at, true);
      return new Blob(parts.concat(dir, new Uint8Array(end.buffer)), { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
    });
  }

  // Without what XML cannot hold; _x003D_ is how workbooks spell a letter, so what people wrote that way is kept apart.
  function esc(s) {
    return String(s).replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "$1")
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }
  function letter(c) { return c < 26 ? String.fromCharCode(65 + c) : letter(Math.floor(c / 26) - 1) + letter(c % 26); }
  // Styles: 0 plain, 1 head, 2 date, 3 text that looks like a formula.
  var styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>';
  var xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

  // cell: a string, a number, or {day: "2025-01-31"}.
  function cell(v, ref, head) {
    if (v && v.day) return '<c r="' + ref + '" s="2"><v>' + (Date.parse(v.day) / 864e5 + 25569) + "</v></c>";
    if (typeof v === "number") return '<c r="' + ref + '"><v>' + v + "</v></c>";
    var s = String(v).slice(0, 32767), like = /^[\s\u0000]*[=+\-@\t\r]/.test(s);
    return '<c r="' + ref + '" t="inlineStr"' + (head ? ' s="1"' : like ? ' s="3"' : "") + '><is><t xml:space="preserve">' + esc(s) + "</t></is></c>";
  }
  function sheet(rows) {
    var out = [xml, '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"', document.documentElement.dir === "rtl" ? ' rightToLeft="1"' : "", '><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'];
    rows.forEach(function (r, y) {
      out.push('<row r="', y + 1, '">');
      r.forEach(function (v, c) { out.push(cell(v, letter(c) + (y + 1), y === 0)); });
      out.push("</row>");
    });
    out.push("</sheetData></worksheet>");
    return enc.encode(out.join(""));
  }
  // book makes a workbook of sheets {name, rows}.
  x.book = function (sheets) {
    var ns = "http://schemas.openxmlformats.org/", files = [
      { name: "[Content_Types].xml", data: '<Types xmlns="' + ns + 'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' +
        sheets.map(function (_, i) { return '<Override PartName="/xl/worksheets/sheet' + (i + 1) + '.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'; }).join("") + "</Types>" },
      { name: "_rels/.rels", data: '<Relationships xmlns="' + ns + 'package/2006/relationships"><Relationship Id="rId1" Type="' + ns + 'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>' },
      { name: "xl/workbook.xml", data: '<workbook xmlns="' + ns + 'spreadsheetml/2006/main" xmlns:r="' + ns + 'officeDocument/2006/relationships"><sheets>' + sheets.map(function (s, i) { return '<sheet name="' + esc(s.name.replace(/[\[\]:*?\/\\]/g, " ").slice(0, 31)) + '" sheetId="' + (i + 1) + '" r:id="rId' + (i + 1) + '"/>'; }).join("") + "</sheets></workbook>" },
      { name: "xl/_rels/workbook.xml.rels", data: '<Relationships xmlns="' + ns + 'package/2006/relationships">' + sheets.map(function (_, i) { return '<Relationship Id="rId' + (i + 1) + '" Type="' + ns + 'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet' + (i + 1) + '.xml"/>'; }).join("") + '<Relationship Id="rId' + (sheets.length + 1) + '" Type="' + ns + 'officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>' },
      { name: "xl/styles.xml", data: styles }
    ].map(function (f) { return { name: f.name, data: enc.encode(xml + f.data) }; });
    return zip(files.concat(sheets.map(function (s, i) { return { name: "xl/worksheets/sheet" + (i + 1) + ".xml", data: sheet(s.rows) }; })));
  };

  x.tableRows = function (table) {
    return Array.prototype.map.call(table.rows, function (tr) {
      return Array.prototype.map.call(tr.cells, function (c) { return c.dataset.v !== undefined ? Number(c.dataset.v) : m.swap(c.textContent.trim(), false); });
    });
  };
  // What was selected, so that a file explains itself.
  x.about = function () {
    var rows = [[x.say("about"), document.title], [x.say("address"), location.hash.slice(0, 2000)], [x.say("count"), m.swap(x.$("sum").textContent, false)]];
    x.filters.forEach(function (f, k) { if (f.value !== "") rows.push([x.name(k), x.label(k, +f.value)]); });
    if (x.$("q").value) rows.push([x.say("searched"), x.$("q").value]);
    if (x.say("sample")) rows.push([x.say("note"), x.say("sample")]);
    return rows;
  };
  x.textRows = function (picked) {
    var keep = x.filters.map(function (f, k) { return k; }), rows = [["n", x.say("day")].concat(keep.map(x.name), x.say("text"))];
    for (var i = 0; i < x.n; i++) if (picked[i]) rows.push([i + 1, { day: x.date(i) }].concat(keep.map(function (k) { return x.label(k, x.cols[k][i]); }), x.texts[i]));
    return rows;
  };
  x.csv = function (rows) {
    return "\ufeff" + rows.map(function (r) { return r.map(function (v) { return m.field(v && v.day ? v.day : String(v)); }).join(","); }).join("\r\n") + "\r\n";
  };
})();
