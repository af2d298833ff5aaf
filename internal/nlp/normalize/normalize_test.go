package normalize_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

func TestText(t *testing.T) {
	tests := []struct {
		name, in, want string
		steps          normalize.Steps
	}{
		{"html", "خدمة <b>ممتازة</b>&nbsp;&amp; سريعة", "خدمة ممتازة & سريعة", normalize.Clean},
		{"not a tag", "3 < 5 و 7 > 2", "3 < 5 و 7 > 2", normalize.Clean},
		{"entity inside a word", "R&D; &unknown; &#1593;", "R&D; &unknown; ع", normalize.Clean},
		{"nfc latin", "cafe\u0301", "café", normalize.Clean},
		{"nfc arabic", "ا\u0653ن و\u0654", "آن ؤ", normalize.Clean},
		{"nfc indic", "क\u093cल\u093c \u09c7\u09be", "क\u093cल\u093c \u09cb", normalize.Clean},
		{"presentation forms", "ﻣﺮﺣﺒﺎ ﷲ", "مرحبا الله", normalize.Clean},
		{"full width", "ＡＢＣ１２３", "abc123", normalize.Search},
		{"bidi and zero width", "\u202bخد\u200bمة\u202c \u2067أ\u2069", "خدمة أ", normalize.Clean},
		{"digits", "٩٩١٢ ۹۹۱۲", "9912 9912", normalize.Search},
		{"tatweel", "شكـــراً", "شكراً", normalize.Clean},
		{"diacritics", "مُحَمَّدٌ", "محمد", normalize.Search},
		{"alef", "أإآٱا", "ا", normalize.Search},
		{"alef forms in words", "أحمد إلى آخر", "احمد الي اخر", normalize.Search},
		{"hamza kept by search", "مسؤول شيء", "مسؤول شيء", normalize.Search},
		{"hamza off by loose", "مسؤول شيء رائع", "مسوول شي رايع", normalize.Loose},
		{"ta marbuta", "خدمة", "خدمه", normalize.Loose},
		{"elongation", "جمييييل راااائع هههههه", "جميل رائع هه", normalize.Search},
		{"elongation keeps allah", "يا الللللله", "يا الله", normalize.Search},
		{"elongation latin", "sooooo goood", "soo good", normalize.Search},
		{"digits do not shrink", "10000 ريال", "10000 ريال", normalize.Loose},
		{"punctuation and emoji", "شكراً!!! 😀👍 #خدمة_جديدة", "شكرا خدمه جديده", normalize.Loose},
		{"persian keyboard", "کتاب پارک ی", "كتاب پارك ي", normalize.Search},
		{"case", "Muscat ÉCOLE", "muscat école", normalize.Search},
		{"spaces", " \t a \u00a0\u3000 b\r\n", "a b", normalize.Clean},
		{"invalid bytes", "a\xff\xfeb", "ab", normalize.Clean},
		{"nothing", "أهلاً\n<b>", "أهلاً\n<b>", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, normalize.Text(tt.in, tt.steps)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSource(t *testing.T) {
	in := "مـُمتاااااز\u200b 😀 جدًّا"
	var m normalize.Mapped
	normalize.For(normalize.Loose).Map(&m, in)
	if got := string(m.Bytes); got != "ممتاز جدا" {
		t.Fatalf("normalised to %q", got)
	}
	for word, want := range map[string]string{"ممتاز": "مـُمتاااااز", "جدا": "جدًّا"} {
		at := strings.Index(string(m.Bytes), word)
		from, to := m.Source(at, at+len(word))
		if diff := cmp.Diff(want, in[from:to]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", word, diff)
		}
	}
}

func TestAppendDoesNotAllocate(t *testing.T) {
	in := strings.Repeat("الخدمة الإلكترونية بطيئة جداً ومعطلة منذ أسبوع ", 20)
	buf := make([]byte, 0, len(in))
	p := normalize.For(normalize.Loose)
	if n := testing.AllocsPerRun(100, func() { buf = p.Append(buf[:0], in) }); n != 0 {
		t.Errorf("%v allocations a call", n)
	}
}

func FuzzMap(f *testing.F) {
	for _, s := range []string{"", "<b", "&amp;", "a\u0301\u0301", "اااا", "\xff", "ﷺ", "h" + strings.Repeat("\u0301", 300)} {
		f.Add(s, uint32(normalize.Loose))
	}
	f.Fuzz(func(t *testing.T, s string, steps uint32) {
		p := normalize.New(normalize.Steps(steps))
		var m normalize.Mapped
		p.Map(&m, s)
		if plain := string(p.Append(nil, s)); plain != string(m.Bytes) {
			t.Fatalf("Map %q, Append %q", m.Bytes, plain)
		}
		for i := range m.Bytes {
			from, to := m.Source(i, i+1)
			if from < 0 || to > len(s) || from >= to {
				t.Fatalf("byte %d maps to [%d,%d) of %d", i, from, to, len(s))
			}
		}
		if utf8.ValidString(s) && !utf8.Valid(m.Bytes) {
			t.Fatal("valid text became invalid")
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	in := "السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على الاتصالات الرجاء الحل السريع شكراً لكم"
	for _, level := range []struct {
		name  string
		steps normalize.Steps
	}{{"clean", normalize.Clean}, {"search", normalize.Search}, {"loose", normalize.Loose}} {
		b.Run(level.name, func(b *testing.B) {
			p := normalize.For(level.steps)
			buf := make([]byte, 0, len(in))
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				buf = p.Append(buf[:0], in)
			}
			if len(buf) == 0 {
				b.Fatal("nothing written")
			}
		})
	}
}
