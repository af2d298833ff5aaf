// Search goes through the vocabulary, not through the texts: each word is
// known once, by its folded form and its stem, and texts are lists of words.
// Latin letters are also read as Arabizi, and Arabic words are looked for
// among those written in Latin letters.
(function () {
  "use strict";
  var x = window.musharaka && window.musharaka.x;
  if (!x) return;
  var ids = new Map(), words = [], stems = [], script = [], tokens = new Uint32Array(1 << 16), used = 0, starts = null, seen = 0;

  x.fold = function (s) {
    return s.toLowerCase().replace(/[\u064B-\u065F\u0670\u0640\u200B-\u200F]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي")
      .replace(/[٠-٩]/g, function (d) { return String(d.charCodeAt(0) - 0x660); });
  };
  var parts = /[\p{L}\p{N}']+/gu;
  x.split = function (s) { return s.match(parts) || []; };

  function bare(w) { // without the particles that Arabic writes before a word
    var b = w.replace(/^[وف]?(?:[بك]?ال|لل)/, "");
    return b.length > 2 ? b : w;
  }
  function stem(w) {
    var s;
    if (/^[a-z']+$/.test(w)) {
      s = w.replace(/'s?$/, "").replace(/(?:ies|ied)$/, "y").replace(/(?:ings?|edly|ed|ly|es|s|e)$/, "").replace(/([b-df-hj-np-tv-z])\1$/, "$1");
      return s.length > 2 ? s : w;
    }
    s = bare(w).replace(/(?:ات|ين|ون|ان|ها|هم|نا|كم|ه|ي)$/, "");
    return s.length > 2 ? s : bare(w);
  }

  // 0 digits, 1 Latin, 2 Arabic and others.
  function kind(w) { return /^[0-9]+$/.test(w) ? 0 : /^[a-z0-9']+$/.test(w) ? 1 : 2; }

  // Texts arrive in chunks and are indexed as they come.
  x.index = function (from, list) {
    if (!starts) starts = new Uint32Array(x.n + 1);
    for (var k = 0; k < list.length; k++) {
      starts[from + k] = used;
      var w = x.split(x.fold(list[k]));
      if (used + w.length > tokens.length) {
        var more = new Uint32Array(Math.max(tokens.length * 2, used + w.length));
        more.set(tokens);
        tokens = more;
      }
      for (var i = 0; i < w.length; i++) {
        var id = ids.get(w[i]);
        if (id === undefined) {
          id = words.length;
          ids.set(w[i], id);
          words.push(w[i]);
          stems.push(stem(w[i]));
          script.push(kind(w[i]));
        }
        tokens[used++] = id;
      }
    }
    starts[from + list.length] = used;
    seen += list.length;
  };

  // Arabizi: what Latin letters and digits stand for, and the other way round.
  var pairs = { sh: "ش", kh: "خ", gh: "غ", th: "[ثذ]", dh: "[ذضظ]", ch: "[شچ]", aa: "ا", ee: "ي", ii: "ي", oo: "و", ou: "و", uu: "و",
    "7": "ح", "3": "ع", "2": "[اءقيو]?", "5": "خ", "6": "ط", "8": "[قغ]", "9": "[صق]", b: "ب", t: "[تط]", j: "[جي]", d: "[دض]", r: "ر", z: "[زظ]", s: "[سص]", f: "ف", q: "[قغ]",
    k: "[كق]", l: "ل", m: "م", n: "ن", h: "[هح]", w: "و", y: "ي", g: "[جغق]", v: "ف", p: "ب", c: "[كس]", x: "كس", a: "[اعهيى]?", e: "[ايهع]?", i: "[يا]?", o: "[وا]?", u: "و?", "'": "[عاء]?" };
  function arabizi(q) {
    var re = "", i = q.replace(/^[ae]l-?(?=.{3})/, "");
    for (var k = 0; k < i.length; k++) {
      var two = pairs[i.substr(k, 2)];
      if (two && k + 1 < i.length) { re += two; k++; } else { re += pairs[i[k]] || i[k]; if (i[k] === i[k + 1]) k++; }
    }
    return new RegExp("^(?:" + re + (/.an$/.test(i) ? "|" + re.replace(/\[اعهيى\]\?ن$/, "") + "ا" : "") + ")[هاي]?");
  }
  var letters = { "ا": "[ae2i]?", "ب": "[bp]", "ت": "t", "ث": "(?:th|s)", "ج": "[jg]", "ح": "[7h]", "خ": "(?:kh|5|7')", "د": "d", "ذ": "(?:th|dh|z)", "ر": "r", "ز": "z", "س": "s", "ش": "(?:sh|ch)", "ص": "[s9]", "ض": "(?:dh|d|9')", "ط": "[t6]",
    "ظ": "(?:dh|z|6')", "ع": "[3a']?", "غ": "(?:gh|g|3'|8)", "ف": "[fv]", "ق": "[qgk89]", "ك": "[kc]", "ل": "l", "م": "m", "ن": "n", "ه": "[ha]?", "و": "(?:w|oo|ou|o|u)?", "ي": "(?:y|ee|i|e)?", "ء": "2?" };
  function romanised(q) {
    var re = "", w = bare(q);
    for (var k = 0; k < w.length; k++) re += (letters[w[k]] || "") + (/[اويهء]/.test(w[k]) ? "" : "(?:" + (letters[w[k]] || "x") + ")?[aeiou]{0,2}");
    return new RegExp("^(?:wa?|fa?)?(?:[bl][ie]?)?(?:[aei]l-?)?" + re);
  }

  // Each word of a query is a bit; a text is found if its words have all bits.
  var last = "", mask = null, hit = null;
  x.query = function (asked) {
    var q = x.split(x.fold(asked)).slice(0, 8), i, k;
    if (!q.length || seen < x.n) { mask = null; last = ""; return null; }
    if (q.join(" ") === last) return hit;
    last = q.join(" ");
    mask = new Uint8Array(words.length);
    for (k = 0; k < q.length; k++) {
      var w = q[k], s = stem(w), b = bare(w), of = kind(w), other = null;
      if (of === 1 && (w.replace(/[aeiou']/g, "").length > 2 || /[a-z][235679]|[235679][a-z]/.test(w))) other = arabizi(w);
      if (of === 2 && b.length > 2) other = romanised(w);
      for (i = 0; i < words.length; i++) {
        if (words[i].startsWith(w) || of > 0 && stems[i].startsWith(s) || other && script[i] === 3 - of && other.test(of === 1 ? bare(words[i]) : words[i])) mask[i] |= 1 << k;
      }
    }
    var full = (1 << q.length) - 1;
    hit = new Uint8Array(x.n);
    for (i = 0; i < x.n; i++) {
      var bits = 0;
      for (k = starts[i]; k < starts[i + 1]; k++) bits |= mask[tokens[k]];
      hit[i] = bits === full ? 1 : 0;
    }
    return hit;
  };
  // Whether a word of a text is one that the query found.
  x.found = function (word) {
    var id = mask ? ids.get(x.fold(word)) : undefined;
    return id !== undefined && mask[id] > 0;
  };
})();
