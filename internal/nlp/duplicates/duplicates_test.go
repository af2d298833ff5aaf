package duplicates_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/duplicates"
)

func TestGroups(t *testing.T) {
	texts := []struct{ id, text, group, kind string }{
		{"a", "الطريق بين الحارتين مليء بالحفر منذ ثلاثة أشهر ولا أحد يهتم", "a", ""},
		{"b", "الطَّريق بين الحارتين مليء بالحفر منذ ثلاثة اشهر ولا احد يهتم!!", "a", "exact"},
		{"c", "السلام عليكم الطريق بين الحارتين مليء بالحفر منذ ثلاثة أشهر ولا أحد يهتم #عمان 😡", "a", "exact"},
		{"d", "الطريق بين الحارتين ملئ بالحفر منذ ثلاثه أشهر ولا حد يهتم", "a", "near"},
		{"e", "نطلب حديقة للأطفال قريبة من المدرسة", "e", ""},
		{"f", "RT @user: نطلب حديقة للأطفال قريبة من المدرسة https://t.example/x", "e", "exact"},
		{"g", "شكراً", "g", ""},
		{"h", "شكرا", "g", "exact"},
		{"i", "", "i", ""},
		{"j", "", "j", ""},
		{"k", "👍", "k", ""},
		{"l", "👎", "l", ""},
		{"m", "The bus from the harbour is late every morning", "m", ""},
		{"n", "the bus from the harbor is late every mornng", "m", "near"},
		{"l1", "Introduce transparency in property conveyancing related charges", "l1", ""},
		{"l2", "Introduce transparency in property related charges", "l1", "near"},
		{"l3", "The new bridge in Sur is still closed at night https://t.example/Dcd8", "l3", ""},
		{"l4", "The new bridge in Sur is still closed at night https://t .example/Dcd8", "l3", "exact"},
		{"o", "The bus from the airport was on time this evening", "o", ""},
	}
	x := duplicates.New(duplicates.Options{})
	for i, tt := range texts {
		if kind := x.Add(duplicates.Item{ID: tt.id, Text: tt.text}); kind != tt.kind {
			t.Errorf("%s: kind %q, want %q", tt.id, kind, tt.kind)
		}
		if got := x.Group(i); got != tt.group {
			t.Errorf("%s: group %s, want %s", tt.id, got, tt.group)
		}
	}
}

// TestStable adds messages one by one and checks that no earlier message
// changes its group when nothing joins two groups.
func TestStable(t *testing.T) {
	x := duplicates.New(duplicates.Options{})
	subjects := strings.Fields("الإنارة الصرف المدارس الشواطئ الحدائق المواقف الحافلات الفواتير التصاريح النفايات الكهرباء المياه المطار الميناء الملاعب المكتبات الأسواق الأفلاج الجسور المستشفيات")
	before := map[int]string{}
	for i := range 200 {
		x.Add(duplicates.Item{ID: fmt.Sprint(i), Text: strings.Repeat(subjects[i%20]+" مشكلة "+subjects[(i+7)%20]+" ", 3)})
		before[i] = x.Group(i)
		for k := range i {
			if x.Group(k) != before[k] {
				t.Fatalf("message %d moved from %s to %s when %d came", k, before[k], x.Group(k), i)
			}
		}
	}
	if n := len(x.Groups()); n != 20 {
		t.Errorf("%d groups, want 20", n)
	}
}

func TestCampaign(t *testing.T) {
	start := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	x := duplicates.New(duplicates.Options{})
	for i := range 24 {
		x.Add(duplicates.Item{ID: fmt.Sprint("c", i), Text: "نرفض قرار إغلاق المكتبة العامة في حارتنا", Author: fmt.Sprint("u", i%20), At: start.Add(time.Duration(i) * 10 * time.Minute)})
	}
	for i := range 12 { // one person all over again is no campaign
		x.Add(duplicates.Item{ID: fmt.Sprint("p", i), Text: "أطالب بتعويض عن الضرر الذي لحق بسيارتي", Author: "one", At: start.Add(time.Duration(i) * time.Minute)})
	}
	for i := range 12 { // a prayer through the year is none
		x.Add(duplicates.Item{ID: fmt.Sprint("y", i), Text: "حسبنا الله ونعم الوكيل في كل مقصر", Author: fmt.Sprint("v", i), At: start.AddDate(0, i, 0)})
	}
	groups := x.Groups()
	if len(groups) != 3 {
		t.Fatalf("%d groups, want 3", len(groups))
	}
	want := &duplicates.Campaign{
		From: start, To: start.Add(230 * time.Minute), Messages: 24, Voices: 20,
		Hour: start, Curve: []int{6, 6, 6, 6},
	}
	if diff := cmp.Diff(want, groups[0].Campaign); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if groups[0].Messages != 24 || groups[0].Voices != 20 {
		t.Errorf("%d messages, %d voices", groups[0].Messages, groups[0].Voices)
	}
	for _, g := range groups[1:] {
		if g.Campaign != nil {
			t.Errorf("group %s is no campaign", g.ID)
		}
	}
}

func FuzzAdd(f *testing.F) {
	f.Add("نص أول للتجربة هنا", "نص اول للتجربه هنا")
	f.Add("", "#a")
	f.Fuzz(func(t *testing.T, a, b string) {
		x := duplicates.New(duplicates.Options{})
		x.Add(duplicates.Item{ID: "1", Text: a})
		x.Add(duplicates.Item{ID: "2", Text: b})
		if kind := x.Add(duplicates.Item{ID: "3", Text: a}); a == b && kind != duplicates.Exact && x.Group(1) != "2" {
			t.Fatalf("a copy of %q is %q", a, kind)
		}
		x.Groups()
	})
}

func BenchmarkAdd(b *testing.B) {
	texts := make([]string, 5000)
	for i := range texts {
		texts[i] = fmt.Sprintf("الطريق رقم %d بين الولايتين %d مليء بالحفر منذ %d أشهر ولا أحد من البلدية يهتم", i*7919, i*31, i)
	}
	x := duplicates.New(duplicates.Options{})
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		x.Add(duplicates.Item{ID: "x", Text: texts[n%len(texts)]})
		n++
	}
	if x.Len() != n {
		b.Fatal("messages were lost")
	}
}
