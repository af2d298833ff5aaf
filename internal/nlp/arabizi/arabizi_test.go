package arabizi_test

import (
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// TestWordAccuracy asks for three in four words of the written cases.
func TestWordAccuracy(t *testing.T) {
	c := arabizi.New()
	hit, total := 0, 0
	for _, line := range lang.ParseLines(lang.ArabiziCases) {
		latin, arabic, _ := strings.Cut(line.Text, "\t")
		got := c.Convert(latin)
		h, n := arabizi.Agreement(got, arabic)
		hit, total = hit+h, total+n
		if h < n {
			t.Logf("%d/%d %s | %s | want %s", h, n, latin, got, arabic)
		}
	}
	t.Logf("word accuracy %.3f of %d", float64(hit)/float64(total), total)
	if float64(hit) < 0.75*float64(total) {
		t.Error("less than three in four words right")
	}
}

func TestConvertLeavesEnglishAlone(t *testing.T) {
	c := arabizi.New()
	for _, in := range []string{"please fix the road near my house", "99123456 https://t.example/x", "", "الخدمة سيئة"} {
		if got := c.Convert(in); got != in {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestCandidates(t *testing.T) {
	got := arabizi.New().Candidates("5edma", 3)
	if len(got) == 0 || normalize.Text(got[0].Text, normalize.Loose) != "خدمه" {
		t.Errorf("5edma: %v", got)
	}
}

func FuzzConvert(f *testing.F) {
	c := arabizi.New()
	for _, s := range []string{"el 5edma", "3'9'6'", "aaaaa", "w w w el", "é-à", strings.Repeat("a7", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { c.Convert(s) })
}

func BenchmarkConvert(b *testing.B) {
	c := arabizi.New()
	in := "ya jama3a el 5edma wayed ta3bana w ma 7ad yrod 3alaina men el baladiya please 7elo el moshkila"
	b.ReportAllocs()
	for b.Loop() {
		if c.Convert(in) == in {
			b.Fatal("nothing converted")
		}
	}
}

// TestConvertNewWordOnce checks that a word nobody has met costs its search once,
// however often a hostile text repeats it.
func TestConvertNewWordOnce(t *testing.T) {
	in := strings.Repeat("9a5dm7etn ", 10000)
	c := arabizi.New()
	c.Convert("sha8ala") // load the models
	if n := testing.AllocsPerRun(1, func() { c.Convert(in) }); n > 2000 {
		t.Errorf("%.0f allocations", n)
	}
}
