package browsertest

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/dashboards/fixture"
)

// wait polls until js is true.
func wait(t *testing.T, b *tab, js string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !eval[bool](t, b, js) {
		if time.Now().After(deadline) {
			t.Fatalf("never true: %s; %v", js, b.problems())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func set(t *testing.T, b *tab, id, value, event string) {
	t.Helper()
	eval[bool](t, b, `(function () { var e = document.getElementById("`+id+`"); e.value = "`+value+`"; e.dispatchEvent(new Event("`+event+`", {bubbles: true})); return true; })()`)
}

// The explorer counts right, finds words in both scripts, keeps its selection
// in the address, and stays quick with 100,000 submissions.
func TestExplorer(t *testing.T) {
	ctx := start(t)
	site := fixture.Site()
	const n = 100_000
	fixture.Explore(site, n)
	dir, _ := write(t, site)
	b := newTab(t, ctx, dir)
	b.open(t, "explorer.html", 1440, 900, "light")
	wait(t, b, `!!document.getElementById("explorer").dataset.took`)
	opened := eval[string](t, b, `document.getElementById("explorer").dataset.opened`)

	count := func(dim int, code uint16) (k int) {
		for _, c := range site.Explorer.Dims[dim].Col {
			if c == code {
				k++
			}
		}
		return k
	}
	sum := func() string {
		return eval[string](t, b, `document.getElementById("sum").textContent.replace(/[^0-9 ]/g, "").trim().split(" ")[0]`)
	}
	if s := sum(); s != strconv.Itoa(n) {
		t.Errorf("all: %s", s)
	}
	set(t, b, "f1", "2", "change")
	if s, want := sum(), strconv.Itoa(count(1, 2)); s != want {
		t.Errorf("filtered: %s, want %s", s, want)
	}
	set(t, b, "cols", "2", "change")
	set(t, b, "unit", "voices", "change")
	took := eval[string](t, b, `document.getElementById("explorer").dataset.took`)
	hash := eval[string](t, b, `location.hash`)
	if !strings.Contains(hash, "sentiment=2") || !strings.Contains(hash, "cols=2") || !strings.Contains(hash, "count=voices") {
		t.Errorf("address %s", hash)
	}
	set(t, b, "f1", "", "change")
	eval[bool](t, b, `document.getElementById("load").click(), true`)
	wait(t, b, `document.querySelectorAll("#texts li").length > 0`)
	for query, want := range map[string]string{"خدمة": "الخدمة", "khidma": "الخدمة", "مواقف": "مواقف", "crash": "crashing", "المَوْعِد": "الموعد"} {
		set(t, b, "q", query, "input")
		wait(t, b, `new URLSearchParams(location.hash.slice(1)).get("q") === "`+query+`"`)
		if s := eval[string](t, b, `Array.from(document.querySelectorAll("#texts mark")).map(function (m) { return m.textContent; }).join(" ")`); !strings.Contains(s, want) {
			t.Errorf("%s finds %.80q, not %s", query, s, want)
		}
	}
	search := eval[string](t, b, `document.getElementById("explorer").dataset.took`)
	t.Logf("100,000 submissions: opened in %s ms, cross-table of voices in %s ms, search in %s ms", opened, took, search)
	for what, ms := range map[string]string{opened: "2000", took: "400", search: "1000"} {
		got, err := strconv.ParseFloat(what, 64)
		most, _ := strconv.ParseFloat(ms, 64)
		if err != nil || got > most {
			t.Errorf("took %s ms, limit %s", what, ms)
		}
	}
	for _, x := range axe(t, b, axeSource(t)) {
		t.Error(x)
	}
	for _, x := range b.problems() {
		t.Error(x)
	}
}

func TestExplorerHostile(t *testing.T) {
	ctx := start(t)
	dir, _ := write(t, fixture.Hostile())
	b := newTab(t, ctx, dir)
	b.open(t, "en/explorer.html", 390, 844, "light")
	wait(t, b, `!!document.getElementById("explorer").dataset.took`)
	eval[bool](t, b, `document.getElementById("load").click(), true`)
	wait(t, b, `document.querySelectorAll("#texts li").length > 0`)
	set(t, b, "q", "script", "input")
	wait(t, b, `/q=script/.test(location.hash)`)
	if s := eval[string](t, b, `String(window.pwned) + (`+sideways+`)`); s != "undefined0" {
		t.Errorf("hostile words: %s %s", s, eval[string](t, b, widest))
	}
	for _, x := range b.problems() {
		t.Error(x)
	}
}
