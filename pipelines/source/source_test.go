package source

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/i18n"
)

func TestParseTime(t *testing.T) {
	zone := time.FixedZone("Muscat", 4*3600)
	for in, want := range map[string]string{
		"2025-01-31T20:30:00Z": "2025-01-31T20:30:00Z", "2025-01-31T20:30:00+04:00": "2025-01-31T16:30:00Z", "2025-01-31T20:30:00.123456Z": "2025-01-31T20:30:00Z",
		"2025-01-31T20:30:00": "2025-01-31T16:30:00Z", "2025-01-31": "2025-01-30T20:00:00Z", "31/01/2025": "2025-01-30T20:00:00Z", "٣١/٠١/٢٠٢٥": "2025-01-30T20:00:00Z",
		"31/01/2025 08:15": "2025-01-31T04:15:00Z", "2/3/2025 9:30": "2025-03-02T05:30:00Z", "2/3/2025 9:30 م": "2025-03-02T17:30:00Z", "2/3/2025 9:30 صباحاً": "2025-03-02T05:30:00Z", "2.3.2025 09:30": "2025-03-02T05:30:00Z", "1735689600": "2025-01-01T00:00:00Z", "1735689600000": "2025-01-01T00:00:00Z",
		"Wed, 01 Jan 2025 10:00:00 +0400": "2025-01-01T06:00:00Z", "2025-01-31T20:30:00+0400": "2025-01-31T16:30:00Z",
		"2025-02-30": "", "2025-13-01": "", "0000-00-00": "", "12/31/2025": "", "": "", "قريباً": "", "infinity": "", "1446-09-12": "", "NaN": "",
	} {
		got, ok := ParseTime(in, zone)
		if (want == "") == ok || ok && got.Truncate(time.Second).Format(time.RFC3339) != want {
			t.Errorf("ParseTime(%q) = %v %v, want %q", in, got, ok, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"نص": "نص", "a\x00b": "ab", "caf\xe9": "caf\uFFFD", "a\r\nb\rc": "a\nb\nc", "ا\u0653": "آ", "e\u0301": "é", "a\tb\x7f": "a\tb",
	} {
		if got, _ := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for code, s := range Codes() {
		if s.AR == "" || s.EN == "" {
			t.Errorf("%s is not said in both languages", code)
		}
	}
	if got := Sentence(i18n.EN, "from another version", nil); got != "from another version" {
		t.Error(got)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		out, _ := Clean(s)
		if again, _ := Clean(out); again != out || !utf8.ValidString(out) {
			t.Errorf("%q → %q → %q", s, out, again)
		}
	})
}

func FuzzParseTime(f *testing.F) {
	f.Add("2025-01-01")
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := ParseTime(s, time.UTC); ok && (at.Year() < 1970 || at.Year() > 2200) {
			t.Errorf("%q is in the year %d", s, at.Year())
		}
	})
}
