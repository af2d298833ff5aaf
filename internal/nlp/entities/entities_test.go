package entities

import (
	"slices"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/entities/cases"
	"github.com/musharaka/musharaka/internal/nlp/features"
)

// TestFrozenCases holds precision and recall on the cases written before the
// rules.
func TestFrozenCases(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	b, err := cases.FS.ReadFile("cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var right, found, want int
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		text, spec, ok := strings.Cut(l, "\t")
		if !ok || l[0] == '#' {
			continue
		}
		lang := "ar"
		if text[0] < 0x80 {
			lang = "en"
		}
		if strings.HasPrefix(text, "el ") || strings.HasPrefix(text, "ana ") {
			lang = "arabizi"
		}
		var exp []string
		if spec != "-" {
			exp = strings.Split(spec, ";")
		}
		var got []string
		for _, e := range f.Find(features.Input{Doc: features.New(text, lang)}) {
			got = append(got, e.Kind+"|"+e.Text+"|"+e.ID)
			if runes := []rune(text); string(runes[e.Start:e.End]) != e.Text {
				t.Errorf("%q: offsets %d-%d do not cut %q", text, e.Start, e.End, e.Text)
			}
		}
		for _, g := range got {
			if slices.Contains(exp, g) {
				right++
			}
		}
		found += len(got)
		want += len(exp)
		if !slices.Equal(got, exp) {
			t.Logf("%q: got %v, want %v", text, got, exp)
		}
	}
	if p := float64(right) / float64(found); p < 0.95 {
		t.Errorf("precision %.3f (%d of %d), want .95", p, right, found)
	}
	if r := float64(right) / float64(want); r < 0.9 {
		t.Errorf("recall %.3f (%d of %d), want .90", r, right, want)
	}
}

func TestWilayats(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	wilayats, govs := map[string]bool{}, map[string]bool{}
	for _, e := range f.entries {
		if strings.HasPrefix(e.id, "wilayat:") {
			wilayats[e.id] = true
		}
		if g, ok := strings.CutPrefix(e.id, "gov:"); ok {
			govs[g] = true
		}
	}
	if len(wilayats) != 63 || len(govs) != 11 {
		t.Errorf("%d wilayats, %d governorates; want 63, 11", len(wilayats), len(govs))
	}
}

func FuzzFind(f *testing.F) {
	x, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("قبل 15/3/2026 دفعت 12.500 ريال في صحار")
	f.Add("OMR 1,250.5 by 2026-")
	f.Fuzz(func(t *testing.T, s string) {
		n := len([]rune(s))
		for _, e := range x.Find(features.Input{Doc: features.New(s, "ar")}) {
			if e.Start < 0 || e.End > n || e.Start >= e.End {
				t.Errorf("span %d-%d of %d", e.Start, e.End, n)
			}
		}
	})
}
