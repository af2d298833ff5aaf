package nlp_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp"
)

func analyzer(t testing.TB) *nlp.Analyzer {
	t.Helper()
	a, err := nlp.New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestContract checks the fields that users' scripts rely on.
func TestContract(t *testing.T) {
	a := analyzer(t)
	r := a.Analyze("الخدمة بطيئة جداً، رقمي 99123456 وأنتظر الرد منذ شهر", nlp.Request{})
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	for _, key := range []string{"lang", "script", "variety", "variety_score", "sentiment", "intent", "sdg", "spam", "toxicity", "pii", "masked", "fingerprint", "words", "error"} {
		if _, ok := got[key]; !ok {
			t.Errorf("no field %s in %s", key, b)
		}
	}
	want := []any{map[string]any{"kind": "phone", "start": 24.0, "end": 32.0}}
	if diff := cmp.Diff(want, got["pii"]); diff != "" {
		t.Errorf("pii (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff("الخدمة بطيئة جداً، رقمي [هاتف] وأنتظر الرد منذ شهر", got["masked"]); diff != "" {
		t.Errorf("masked (-want +got)\n%s", diff)
	}
	if got["lang"] != "ar" || got["script"] != "Arab" || got["words"] != 9.0 || got["error"] != nil {
		t.Errorf("%s", b)
	}
}

func TestEmpty(t *testing.T) {
	r := analyzer(t).Analyze("", nlp.Request{})
	if r.Lang != "und" || r.Words != 0 || r.Masked != "" || r.Variety != "" {
		t.Errorf("%+v", r)
	}
}

func TestFingerprint(t *testing.T) {
	a := analyzer(t)
	print := func(s string) string { return a.Analyze(s, nlp.Request{}).Fingerprint }
	if print("شكراً جزيلاً على الخدمة!!") != print("شكرا  جزيلا علي الخدمه 👍") {
		t.Error("equal texts have different fingerprints")
	}
	if print("👍") == print("👎") || print("نعم") == print("لا") {
		t.Error("different texts share a fingerprint")
	}
}

func TestMixedAndArabizi(t *testing.T) {
	a := analyzer(t)
	r := a.Analyze("التطبيق لا يعمل منذ أمس please fix the login page today", nlp.Request{})
	if r.Lang != "mixed" || len(r.Spans) != 2 {
		t.Errorf("%s %v", r.Lang, r.Spans)
	}
	e := a.Analyze("el 5edma wayed ta3bana raqmi 99123456", nlp.Request{Explain: true}).Explain
	if e == nil || e.Arabic != "الخدمة وايد تعبانه رقمي [phone]" {
		t.Errorf("%+v", e)
	}
}

// TestSameBytes runs one text twice on a warm analyzer.
func TestSameBytes(t *testing.T) {
	a := analyzer(t)
	for _, s := range []string{"el 5edma wayed ta3bana", "الخدمة ممتازة", "my name is Salim Al-Harthy"} {
		one, _ := json.Marshal(a.Analyze(s, nlp.Request{Explain: true}))
		two, _ := json.Marshal(a.Analyze(s, nlp.Request{Explain: true}))
		if string(one) != string(two) {
			t.Errorf("%s\n%s", one, two)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	a := analyzer(f)
	for _, s := range []string{"", "شكوى 99123456", "el 5edma", "\xff\xfe", strings.Repeat("h\u0301", 40), "a@b.co <b>", "\u202eabc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := a.Analyze(s, nlp.Request{Explain: true})
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b) || !utf8.Valid(b) {
			t.Fatalf("not JSON: %q", b)
		}
		n := utf8.RuneCountInString(s)
		for _, p := range r.PII {
			if p.Start < 0 || p.Start >= p.End || p.End > n {
				t.Fatalf("%+v of %d", p, n)
			}
		}
		for _, p := range r.Spans {
			if p.Start < 0 || p.Start >= p.End || p.End > n {
				t.Fatalf("%+v of %d", p, n)
			}
		}
		for _, e := range r.Entities {
			if e.Start < 0 || e.Start >= e.End || e.End > n {
				t.Fatalf("%+v of %d", e, n)
			}
		}
	})
}
