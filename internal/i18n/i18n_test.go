package i18n

import (
	"errors"
	"fmt"
	"testing"
)

func TestDescribe(t *testing.T) {
	inner := Errorf(Text{"الملف %s مفقود", "the file %s is missing"}, "a.csv")
	err := fmt.Errorf("store.Open: %w", Wrap(inner, Text{"تعذّر الفتح", "cannot open"}))
	for l, want := range map[Lang]string{
		AR: "تعذّر الفتح: الملف a.csv مفقود",
		EN: "cannot open: the file a.csv is missing",
	} {
		if got := Describe(l, err); got != want {
			t.Errorf("Describe(%s) = %q, want %q", l, got, want)
		}
	}
	if got := Describe(AR, errors.Join(inner, errors.New("x"))); got != "الملف a.csv مفقود\nx" {
		t.Errorf("joined: %q", got)
	}
}

func TestCategory(t *testing.T) {
	for n, want := range map[int]string{0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 102: "other", 103: "few", 111: "many"} {
		if got := Category(AR, n); got != want {
			t.Errorf("Category(ar, %d) = %s, want %s", n, got, want)
		}
	}
	if Category(EN, 1) != "one" || Category(EN, 0) != "other" {
		t.Error("English has two categories")
	}
}

// The same arguments serve both languages, one after the other.
func TestFormatLeavesItsArguments(t *testing.T) {
	args := []any{Text{AR: "الاستطلاعات", EN: "polls"}}
	msg := Text{AR: "سجل %s", EN: "register %s"}
	for _, want := range []string{"سجل الاستطلاعات|register polls", "سجل الاستطلاعات|register polls"} {
		if got := msg.Format(AR, args...) + "|" + msg.Format(EN, args...); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCount(t *testing.T) {
	p := Plural{AR: Forms{One: "يوم واحد", Two: "يومين", Few: "%d أيام", Other: "%d يوم"}, EN: Forms{One: "%d day", Other: "%d days"}}
	for n, want := range map[int][2]string{1: {"يوم واحد", "1 day"}, 2: {"يومين", "2 days"}, 5: {"5 أيام", "5 days"}, 100: {"100 يوم", "100 days"}} {
		if ar, en := p.Count(AR, n), p.Count(EN, n); ar != want[0] || en != want[1] {
			t.Errorf("%d: %q, %q", n, ar, en)
		}
	}
}
