package areas

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheShippedTaxonomyIsSound(t *testing.T) {
	tax, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields("roads traffic_safety public_transport water electricity sewage waste telecom digital_services health education housing_lands municipal_services environment jobs social_support business_licensing tourism_culture residency_civil agriculture_fisheries")
	var got []string
	names := map[string]bool{}
	for _, a := range tax {
		got = append(got, a.Code)
		for _, c := range a.Words {
			if names[c.Name.EN] || names[c.Name.AR] {
				t.Errorf("area %s: the name %q or %q stands twice", a.Code, c.Name.AR, c.Name.EN)
			}
			names[c.Name.EN], names[c.Name.AR] = true, true
			if len(strings.Fields(c.Name.AR)) > 6 || len(strings.Fields(c.Name.EN)) > 6 {
				t.Errorf("area %s: the name %q, %q is too long for a label", a.Code, c.Name.AR, c.Name.EN)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
}

func TestParseNamesFaults(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "empty"},
		{"unknown key", "- code: a\n  colour: red\n", "colour"},
		{"bad code", "- code: A b\n  name: {ar: x, en: y}\n  seeds: {ar: [a, b, c], en: [a, b, c]}\n", "lower-case"},
		{"no name", "- code: a\n  seeds: {ar: [a, b, c], en: [a, b, c]}\n", "name"},
		{"few seeds", "- code: a\n  name: {ar: x, en: y}\n  seeds: {ar: [a], en: [a, b, c]}\n", "seeds"},
		{"twice", strings.Repeat("- code: a\n  name: {ar: x, en: y}\n  seeds: {ar: [a, b, c], en: [a, b, c]}\n", 2), "twice"},
	} {
		if _, err := Parse([]byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one about %q", c.name, err, c.want)
		}
	}
}

func TestConceptsAreFoundAsPeopleWriteThem(t *testing.T) {
	tax, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	l := tax.Compile()
	for _, c := range []struct{ text, want string }{
		{"الحافلات ما تجي", "Buses"}, {"باصكم متأخر", "Buses"}, {"وبالباص", "Buses"}, {"The bus's late", "Buses"}, {"bas wayed met2a5er", "Buses"},
		{"حُفَرٌ كثيرة", "Potholes"}, {"للحفر", "Potholes"}, {"POTHOLES!", "Potholes"},
		{"الكلاب الضالة", "Stray dogs"}, {"مدرستنا", "Schools"}, {"لمدرستهم", "Schools"}, {"معبر المشاة", "Pedestrian crossings"},
		{"بئر", "Farms and irrigation"},
	} {
		found := false
		for _, h := range l.Find(c.text) {
			found = found || l.Concepts[h.Concept].Name.EN == c.want
		}
		if !found {
			t.Errorf("%q: no %q among %v", c.text, c.want, l.Find(c.text))
		}
	}
	if got := l.Find("مشاركة بسيطة من القلب"); len(got) > 1 {
		t.Errorf("concepts in a text about nothing: %v", got)
	}
}

func FuzzFind(f *testing.F) {
	tax, err := Default()
	if err != nil {
		f.Fatal(err)
	}
	l := tax.Compile()
	f.Add("الصرف الصحي طافح", 3)
	f.Add("\xff\x00 speed camera", 1)
	f.Fuzz(func(t *testing.T, s string, _ int) {
		last := int32(-1)
		for _, h := range l.Find(s) {
			if h.Concept <= last || h.Count < 1 {
				t.Fatalf("hits are not ascending and counted: %v", l.Find(s))
			}
			last = h.Concept
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(shipped)
	f.Fuzz(func(t *testing.T, b []byte) {
		if tax, err := Parse(b); err == nil {
			tax.Compile()
		}
	})
}
