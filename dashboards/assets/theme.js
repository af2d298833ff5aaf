// Runs before the first paint: scripts are on, and the reader's choice of
// theme holds. Storage may be closed to pages opened from the disk.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var t = localStorage.getItem("musharaka.theme");
    if (t === "light" || t === "dark") root.dataset.theme = t;
    if (localStorage.getItem("musharaka.digits") === "arab") root.dataset.digits = "arab";
  } catch (e) { /* no storage: the system's theme, Western digits */ }
})();
