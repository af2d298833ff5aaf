package ui

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

func load(t *testing.T, l i18n.Lang) Words {
	t.Helper()
	w, err := LoadWords(l)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Both catalogues say the same things, with the same number of blanks.
func TestCatalogues(t *testing.T) {
	ar, en := load(t, i18n.AR), load(t, i18n.EN)
	blanks := regexp.MustCompile(`%(\[\d\])?[sd]`)
	for k, e := range en.m {
		a, ok := ar.m[k]
		if !ok {
			t.Errorf("%s has no Arabic", k)
			continue
		}
		plural := strings.HasSuffix(k, ".one") || strings.HasSuffix(k, ".other")
		if n, m := len(blanks.FindAllString(a, -1)), len(blanks.FindAllString(e, -1)); n != m && !plural {
			t.Errorf("%s: %d blanks in Arabic, %d in English", k, n, m)
		}
	}
	for k := range ar.m {
		base, form := k[:strings.LastIndex(k, ".")+1], k[strings.LastIndex(k, ".")+1:]
		switch form {
		case "zero", "two", "few", "many":
			if !en.Has(base + "other") {
				t.Errorf("%s has no English", k)
			}
		default:
			if !en.Has(k) {
				t.Errorf("%s has no English", k)
			}
		}
		if form == "few" {
			for _, f := range []string{"one", "two", "many", "other"} {
				if !ar.Has(base + f) {
					t.Errorf("%s has no form %q", base, f)
				}
			}
		}
	}
}

func TestPlural(t *testing.T) {
	w := load(t, i18n.AR)
	for n, want := range map[int]string{0: "لا مشاركات", 1: "مشاركة واحدة", 2: "مشاركتان", 3: "3 مشاركات", 10: "10 مشاركات", 11: "11 مشاركة", 99: "99 مشاركة", 100: "100 مشاركة", 103: "103 مشاركات", 1234: "1,234 مشاركة"} {
		if got := w.N("messages", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	w := load(t, i18n.EN)
	for _, c := range []struct {
		x          float64
		unit, want string
	}{{0.625, "share", "62.5%"}, {0.0005, "share", "0.1%"}, {0.00049, "share", "0.0%"}, {1, "yesno", "Yes"}, {12345.6, "count", "12,346"}, {42.5, "days", "42.5"}, {-3, "days", "−3"}, {1234.5, "omr", "1,234.500"}, {2.345, "number", "2.35"}, {1.005, "number", "1.01"}} {
		if got := w.Amount(c.x, c.unit); got != c.want {
			t.Errorf("%v %s: %q, want %q", c.x, c.unit, got, c.want)
		}
	}
}

// The dates of Omani newspapers that the table was made from.
func TestHijri(t *testing.T) {
	hijri, err := HijriTable(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := Dates{w: load(t, i18n.EN), hijri: hijri}
	for day, want := range map[string]string{
		"2021-06-22": "11 Dhu al-Qadah 1442 AH", "2024-03-29": "18 Ramadan 1445 AH", "2025-01-15": "14 Rajab 1446 AH",
		"2025-12-14": "22 Jumada II 1447 AH", "2026-02-21": "3 Ramadan 1447 AH", "2023-02-04": "about 13 Rajab 1444 AH", "1999-01-01": "",
	} {
		tm, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Hijri(tm); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"G4.pub": "g4-pub", "../../x": "--u2f--u2fx", "": "x", "ط": "u637"} {
		if got := Slug(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzReadHijri(f *testing.F) {
	f.Add("2025-03-01\t1446\t9\tom\n# x\n")
	f.Add("day,year,month\n2025-03-01,1446,9\n")
	f.Fuzz(func(t *testing.T, s string) {
		list, err := ReadHijri(strings.NewReader(s))
		if err == nil {
			for _, h := range list {
				if h.Month < 1 || h.Month > 12 {
					t.Errorf("month %d", h.Month)
				}
			}
		}
	})
}
