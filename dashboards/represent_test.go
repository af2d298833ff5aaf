package dashboards_test

import (
	"strings"
	"testing"

	"github.com/musharaka/musharaka/dashboards/fixture"
)

// Who was silent, what weighting changes or why it does not, and what changed
// in the tree of themes stand on the internal pages and on no public one.
func TestSilenceAndChange(t *testing.T) {
	says := map[string][]string{
		"representation.html":    {"من تحدّث عن كل موضوع ومن صمت", "صامتة", "المتوقع نحو 8", "أقل من 5", "62.5%", "حجم العينة الفعلي 154", "تعداد 2024", "لا ترجيح: آراء الفئات المعروفة أقل من 100"},
		"en/representation.html": {"silent", "about 8 expected", "fewer than 1 expected", "fewer than 5", "×1.3", "effective sample 154", "not weighted: fewer than 100", "not entered", "too old", "No theme has 10 voices"},
		"themes/index.html":      {"ما تغيّر في الموضوعات منذ التحليل السابق", "مواعيد المراكز", "زال"},
		"en/themes/index.html":   {"What changed in the themes since the run before", "The old website", "split off", "merged", "into", `themes/t-t4.html`},
		"en/themes/t-t0.html":    {"Merged into it", "Appointments"},
		"en/themes/t-t1.html":    {"Split off from it", "Signs in both languages"},
		"en/themes/t-t2.html":    {"Among the themes"},
		"en/themes/t-t4.html":    {"Split off from"},
	}
	internal, public := build(t, fixture.Site()), build(t, fixture.Public())
	for path, list := range says {
		for _, s := range list {
			if !strings.Contains(string(internal[path]), s) {
				t.Errorf("%s does not say %q", path, s)
			}
		}
	}
	for path, body := range public {
		for _, s := range []string{"من صمت", "who was silent", "ما تغيّر في الموضوعات", "What changed in the themes", "Merged into it", "مواعيد المراكز"} {
			if strings.HasSuffix(path, ".html") && strings.Contains(string(body), s) {
				t.Errorf("the public %s says %q", path, s)
			}
		}
	}

	s := fixture.Site()
	s.Themes.Changed.Events = nil
	for i := range s.Units {
		s.Units[i].Represented = nil
	}
	quiet := build(t, s)
	for path, want := range map[string]string{"en/themes/index.html": "No theme came, went, merged or split off since the run before", "themes/index.html": "لم يظهر موضوع ولم يزل",
		"en/representation.html": "appears here once targeted groups", "representation.html": "يظهر هنا من صمت"} {
		if !strings.Contains(string(quiet[path]), want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	s.Themes.Changed = nil
	if strings.Contains(string(build(t, s)["en/themes/index.html"]), "since the run before") {
		t.Error("a first run has nothing to compare with")
	}
}
