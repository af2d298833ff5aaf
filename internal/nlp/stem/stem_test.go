package stem_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/stem"
)

// TestArabicFamilies checks that the words of a line share a stem.
func TestArabicFamilies(t *testing.T) {
	families := [][]string{
		{"خدمة", "الخدمة", "خدمات", "خدماتكم", "وبالخدمات", "للخدمة", "خدمتكم", "بالخدمة"},
		{"مدارس", "المدرسة", "مدرسة", "وبالمدرسة", "للمدارس"},
		{"موظف", "للموظفين", "فللموظفين", "الموظفون"},
		{"مستشفى", "المستشفيات", "للمستشفى", "والمستشفيات"},
		{"طرق", "الطريق", "الطرق"},
		{"شوارع", "بالشارع", "الشوارع"},
	}
	for _, family := range families {
		want := stem.Arabic(normalize.Text(family[0], normalize.Search))
		for _, word := range family[1:] {
			if got := stem.Arabic(normalize.Text(word, normalize.Search)); got != want {
				t.Errorf("%s has stem %s, %s has %s", word, got, family[0], want)
			}
		}
	}
}

func TestArabicLeavesAlone(t *testing.T) {
	for _, word := range []string{"الله", "والله", "وزير", "بنك", "لا", "ما", "ليس", "مو", "فريق", "كهرباء", "عمان"} {
		if got := stem.Arabic(word); got != word {
			t.Errorf("%s became %s", word, got)
		}
	}
}

func TestEnglish(t *testing.T) {
	if stem.English("services") != stem.English("service") || stem.English("the") != "the" {
		t.Error("service and services differ")
	}
}

func FuzzArabic(f *testing.F) {
	for _, s := range []string{"", "ال", "والكتاب", "وبالمدرسه", "\xff", "كتب\u0640", "services"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := stem.Arabic(s); s != "" && got == "" {
			t.Fatalf("%q has no stem left", s)
		}
		stem.English(s)
	})
}
