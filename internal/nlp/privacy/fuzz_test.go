package privacy_test

import (
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
)

func FuzzFind(f *testing.F) {
	finder := privacy.New()
	for i, c := range lang.ParsePrivacy(lang.PrivacyCases) {
		if i%20 == 0 {
			f.Add(c.Text)
		}
	}
	f.Add("at dot at dot")
	f.Add("(+968) 9")
	f.Fuzz(func(t *testing.T, s string) {
		n, end := utf8.RuneCountInString(s), 0
		spans := finder.Find(s)
		for _, sp := range spans {
			if sp.Start < end || sp.Start >= sp.End || sp.End > n {
				t.Fatalf("span %+v of %d after %d", sp, n, end)
			}
			end = sp.End
		}
		privacy.Mask(s, spans, "ar")
	})
}

// TestLinear feeds a megabyte of what could make a scanner look twice.
func TestLinear(t *testing.T) {
	f := privacy.New()
	for _, unit := range []string{"1 ", "1-", "a@", "a@b.", "at dot ", "www.", "x://", "(", "9912 ", "جواز ", "om12 ", "اسمي ", "بن ", "سالم بن ", "<a ", "بنايه 1 ", "#", "و 1 "} {
		s := strings.Repeat(unit, 1<<20/len(unit))
		start := cpu(t)
		f.Find(s)
		if d := cpu(t) - start; d > 3 { // processor time: other jobs do not count
			t.Errorf("%q repeated to 1 MB took %.1f s", unit, d)
		}
	}
}

// cpu is the processor time of the process so far, in seconds.
func cpu(t *testing.T) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Sec) + float64(u.Utime.Usec)/1e6
}

func BenchmarkFind(b *testing.B) {
	f := privacy.New()
	in := "السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على الاتصالات رقمي 99123456 شكراً لكم"
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if len(f.Find(in)) != 1 {
			b.Fatal("the number was not found")
		}
	}
}
