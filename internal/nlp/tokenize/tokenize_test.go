package tokenize_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

func TestWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"arabic punctuation", "الحكومية، «جديدة»؟", "الحكومية|،/punct|«/punct|جديدة|»/punct|؟/punct"},
		{"joined sentences", "bad.It crashed!!Fix", "bad|./punct|It|crashed|!/punct|!/punct|Fix"},
		{"abbreviation", "the U.S. office", "the|U.S|./punct|office"},
		{"apostrophe", "can't don’t 'quoted'", "can't|don’t|'/punct|quoted|'/punct"},
		{"hashtags", "#الخدمة_الجديدة #Oman2040 # x", "#الخدمة_الجديدة/hashtag|#Oman2040/hashtag|#/punct|x"},
		{"mentions", "@oman_gov شكرا @a.b.", "@oman_gov/mention|شكرا|@a.b/mention|./punct"},
		{"links", "see https://t.example/a?b=1, or www.example.om.", "see|https://t.example/a?b=1/url|,/punct|or|www.example.om/url|./punct"},
		{"mail", "ايميلي ali.b-1@mail.example.om.", "ايميلي|ali.b-1@mail.example.om/email|./punct"},
		{"not mail", "a@ b@c", "a|@/punct|b|@c/mention"},
		{"numbers", "24/7 1,000.50 ٩٩-١٢-٣٤ 12:30 5.", "24/7/number|1,000.50/number|٩٩-١٢-٣٤/number|12:30/number|5/number|./punct"},
		{"arabizi", "3ashan el5adma mo 7elwa", "3ashan|el5adma|mo|7elwa"},
		{"emoji", "جيد👍🏽👨‍👩‍👧🇴🇲❤️", "جيد|👍🏽/emoji|👨‍👩‍👧/emoji|🇴🇲/emoji|❤️/emoji"},
		{"diacritics", "شُكْراً جزيـلاً", "شُكْراً|جزيـلاً"},
		{"hindi", "सड़क खराब है।", "सड़क|खराब|है|।/punct"},
		{"zero width inside", "خد\u200bمة", "خد\u200bمة"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tok := range tokenize.Words(tt.in) {
				if string([]rune(tt.in)[tok.Start:tok.End]) != tok.Text || tt.in[tok.From:int(tok.From)+len(tok.Text)] != tok.Text {
					t.Errorf("offsets of %q are wrong", tok.Text)
				}
				text := tok.Text
				if tok.Kind != tokenize.Word {
					text += "/" + tok.Kind.String()
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	in := "وصل د. أحمد الساعة 10.30. هل يعقل هذا؟! لا\nDr. Ali came. Bad."
	want := []string{"وصل د. أحمد الساعة 10.30.", "هل يعقل هذا؟!", "لا", "Dr. Ali came.", "Bad."}
	var got []string
	for s := range tokenize.Sentences(in) {
		if in[s.From:s.From+len(s.Text)] != s.Text {
			t.Errorf("offset of %q is wrong", s.Text)
		}
		got = append(got, s.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestUAX29 compares with the full rules on text that none of the deviations touches.
func TestUAX29(t *testing.T) {
	in := "السلام عليكم ورحمة الله، أرجو إصلاح الطريق العام في ولاية صحار؛ فالحفر كثيرة جدا! The road (near my house) isn't safe \"at all\". ہماری سڑک خراب ہے۔ राज्य सड़क"
	var want, got []string
	for it := words.FromString(in); it.Next(); {
		if text := it.Value(); strings.TrimSpace(text) != "" {
			want = append(want, text)
		}
	}
	for _, tok := range tokenize.Words(in) {
		got = append(got, tok.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-uax29 +got)\n%s", diff)
	}
}

func FuzzAppend(f *testing.F) {
	for _, s := range []string{"", "@", "#", "a@b.c", "www.", "http://", "1-", "👨‍", "\xff\xfe", "क्", "a.b.c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, end := int32(utf8.RuneCountInString(s)), int32(0)
		for _, tok := range tokenize.Append(nil, s) {
			if tok.Start < end || tok.End > n || tok.Start >= tok.End || s[tok.From:int(tok.From)+len(tok.Text)] != tok.Text {
				t.Fatalf("token %+v in %q", tok, s)
			}
			end = tok.End
		}
		at := 0
		for x := range tokenize.Sentences(s) {
			if x.From < at || x.Text == "" || s[x.From:x.From+len(x.Text)] != x.Text {
				t.Fatalf("sentence %+v in %q", x, s)
			}
			at = x.From + len(x.Text)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	in := "السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على 24/7 الاتصالات @oman_gov #شكوى 👍"
	var toks []tokenize.Token
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		toks = tokenize.Append(toks[:0], in)
	}
	if len(toks) != 21 {
		b.Fatalf("%d tokens", len(toks))
	}
}
