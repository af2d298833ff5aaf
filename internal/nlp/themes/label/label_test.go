package label

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func TestLabelsAreSurfacePhrasesOfTheirGroup(t *testing.T) {
	var g Groups
	add := func(group int32, lang string, texts ...string) {
		for _, s := range texts {
			g.Docs, g.Part = append(g.Docs, Doc{s, lang}), append(g.Part, group)
		}
	}
	for i := range 6 {
		add(0, "ar", fmt.Sprintf("نطلب صيانة الطرق الداخلية في حارة %d", i), "الطرق الداخلية مكسرة")
		add(0, "en", fmt.Sprintf("Please repair the internal roads near block %d", i))
		add(1, "en", fmt.Sprintf("The water bill is too high in month %d", i), "My water bill doubled")
		add(-1, "en", "thank you for everything")
	}
	g.Dim = 16
	g.Centres = make([]float32, 2*16)
	got, err := Build(context.Background(), g, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got[0].AR, "الطرق الداخلية") || !strings.Contains(strings.ToLower(got[0].EN), "internal roads") {
		t.Errorf("group 0 is %q, %q", got[0].AR, got[0].EN)
	}
	if !strings.Contains(strings.ToLower(got[1].EN), "water bill") || got[1].AR != "" {
		t.Errorf("group 1 is %q, %q; want water bill and no Arabic that nobody wrote", got[1].EN, got[1].AR)
	}
	for _, l := range got {
		if n := len(strings.Fields(l.EN)); n > 6 {
			t.Errorf("%q has %d words", l.EN, n)
		}
	}
}

func TestConceptsNameGroupsInBothLanguages(t *testing.T) {
	g := Groups{Dim: 16, Concepts: []Concept{{AR: "الحافلات", EN: "Buses"}, {AR: "سيارات الأجرة", EN: "Taxis"}}}
	for i := range 20 {
		g.Docs = append(g.Docs, Doc{"some words here", "en"})
		g.Part = append(g.Part, int32(i%2))
		g.Found = append(g.Found, []int32{int32(i % 2)})
	}
	g.Centres = make([]float32, 2*16)
	got, err := Build(context.Background(), g, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].AR != "الحافلات" || got[1].EN != "Taxis" {
		t.Errorf("labels %+v", got)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("الطرق C++ don't co-op «نص» \xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range words(s) {
			if w.surface == "" || w.key == "" {
				t.Fatalf("%q: a word without letters", s)
			}
		}
	})
}
