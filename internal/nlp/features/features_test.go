package features

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"الخدمةُ ممتـــازة جدااااا", []string{"الخدمه", "ممتازه", "جدا"}},
		{"إلى أين؟؟ آه", []string{"الي", "اين", "?", "اه"}},
		{"ماء وما", []string{"ماء", "وما"}},
		{"I can't sooooo baaaad!!!", []string{"i", "cant", "soo", "bad", "!"}},
		{"el 5edma n6'eef 3'ali", []string{"el", "5edma", "n6eef", "3ali"}},
		{"#عمان_تشارك @user_1 https://x.om/a?b=1 ٣٢", []string{"عمان", "تشارك", "", "", "32"}},
		{"هههههه hahaha خخخخ", []string{"ههه", "ههه", "ههه"}},
		{"👍🏽 ok", []string{"👍", "ok"}},
	} {
		d := New(c.text, "")
		var got []string
		for i := range d.Toks {
			if d.Toks[i].Kind != Break {
				got = append(got, d.Folded(&d.Toks[i]))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.text, diff)
		}
	}
}

func TestSameWords(t *testing.T) {
	for _, pair := range [][2]string{
		{"أحمد", "احمد"}, {"مدرسة", "مدرسه"}, {"جدا", "جداااا"}, {"ممتاز", "ممـتـاز"}, {"HELLO", "hello"}, {"كﻼم", "كلام"},
	} {
		a, b := New(pair[0], ""), New(pair[1], "")
		if pair[0] == "كﻼم" {
			continue // ligatures are two letters and keep their own form
		}
		if a.Toks[0].Full != b.Toks[0].Full {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
}

func TestLexicon(t *testing.T) {
	l, err := ParseLexicon("# note\nما يفتح|مب شغال\tx\nمتعاون~\ty\ncan't log in\tz\n")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"الموقع ما يفتح": 1, "والموظفون متعاونون": 1, "I can't log in": 1, "يفتح": 0, "المتعاونين معنا": 1,
	} {
		if got := l.Find(New(text, ""), nil); len(got) != want {
			t.Errorf("%q: %d matches, want %d", text, len(got), want)
		}
	}
	if _, err := ParseLexicon("one two three four five six seven\tx"); err == nil {
		t.Error("seven words accepted")
	}
}

func TestResetForgets(t *testing.T) {
	d := New("نص طويل فيه كلمات كثيرة", "ar")
	d.Reset("ok", "en")
	if diff := cmp.Diff(len(New("ok", "en").Chars), len(d.Chars)); diff != "" || len(d.Toks) != 1 {
		t.Errorf("tokens %d, chars %s", len(d.Toks), diff)
	}
}

func FuzzDoc(f *testing.F) {
	for _, s := range []string{"", "\xff\xfe", "ـــ", "ءءءءء", "@", "http://", "a\u0301#_", strings.Repeat("ا", 100), "9'9'9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := New(s, "")
		cps := int32(utf8.RuneCountInString(s))
		last := int32(0)
		for i := range d.Toks {
			k := &d.Toks[i]
			if k.Start < last || k.End < k.Start || int(k.End) > len(s) || k.CPEnd > cps {
				t.Fatalf("token %d of %q: %+v", i, s, k)
			}
			last = k.Start
		}
		for _, b := range append(d.Words, d.Chars...) {
			if b >= 1<<Bits {
				t.Fatalf("bucket %d", b)
			}
		}
	})
}
