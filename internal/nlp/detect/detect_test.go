package detect_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/detect"
)

func TestDetect(t *testing.T) {
	d := detect.New()
	tests := []struct{ in, lang, variety string }{
		{"تعاني الولاية من نقص في الخدمات الصحية منذ سنوات طويلة", "ar", "msa"},
		{"شو السالفة ليش ما حد يرد علينا وايد تعبنا", "ar", "gulf"},
		{"احنا مش عايزين كده دلوقتي عشان ده غلط", "ar", "other"},
		{"The road near my house is broken", "en", ""},
		{"ya jama3a el khedma wayed ta3bana mn ams", "arabizi", ""},
		{"ہماری سڑک بہت خراب ہے اور کوئی نہیں سنتا", "ur", ""},
		{"این جاده خیلی خراب است و کسی جواب نمی‌دهد", "fa", ""},
		{"हमारी सड़क बहुत खराब है", "hi", ""},
		{"আমাদের রাস্তা খুব খারাপ", "bn", ""},
		{"ഞങ്ങളുടെ റോഡ് വളരെ മോശമാണ്", "ml", ""},
		{"Barabara yetu ni mbovu sana na hakuna anayejibu", "sw", ""},
		{"Sira ang kalsada namin at walang sumasagot", "tl", ""},
		{"La route devant chez nous est en mauvais état", "fr", ""},
		{"", "und", ""},
		{"😀👍 123 !!!", "und", ""},
		{"سالم بن حمد الحارثي", "und", ""},
		{"Ahmed Al Balushi 99123456", "und", ""},
		{"https://example.om @user", "und", ""},
	}
	for _, tt := range tests {
		got := d.Detect(tt.in)
		if got.Lang != tt.lang || got.Variety != tt.variety {
			t.Errorf("%q: got %s/%s, want %s/%s", tt.in, got.Lang, got.Variety, tt.lang, tt.variety)
		}
	}
}

func TestMixed(t *testing.T) {
	in := "التطبيق لا يعمل منذ أمس please fix the login page today"
	got := detect.New().Detect(in)
	want := []detect.Span{{Lang: "ar", Start: 0, End: 23}, {Lang: "en", Start: 24, End: 55}}
	if got.Lang != "mixed" {
		t.Fatalf("got %s", got.Lang)
	}
	if diff := cmp.Diff(want, got.Spans); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func FuzzDetect(f *testing.F) {
	d := detect.New()
	for _, s := range []string{"", "abc ابج abc ابج", "a b c d e f g h", "\xff", strings.Repeat("#", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := d.Detect(s)
		n := utf8.RuneCountInString(s)
		for _, sp := range r.Spans {
			if sp.Start < 0 || sp.Start >= sp.End || sp.End > n {
				t.Fatalf("span %+v of %d", sp, n)
			}
		}
		if r.Lang == "" || r.Script == "" {
			t.Fatalf("empty result for %q", s)
		}
	})
}
