package publish

import (
	"testing"

	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
)

// Every rule of the calendar has a name on the pages and the indicator that
// counts it.
func TestEveryDutyIsNamed(t *testing.T) {
	rules, err := metrics.DutyRules()
	if err != nil {
		t.Fatal(err)
	}
	infos, err := metrics.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, d := range infos {
		known[d.ID] = true
	}
	for _, r := range rules {
		if id := countedBy(r.ID); !known[id] {
			t.Errorf("%s: no indicator %q", r.ID, id)
		}
		for _, l := range i18n.Langs() {
			w, err := ui.LoadWords(l)
			if err != nil {
				t.Fatal(err)
			}
			if !w.Has("duty." + r.ID) {
				t.Errorf("%s has no word in %s", r.ID, l)
			}
		}
	}
}
