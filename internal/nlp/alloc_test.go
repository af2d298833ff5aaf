package nlp_test

import (
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp"
)

// TestAllocations checks that a longer text costs no more allocations: none is
// made for each token, only a few for each text.
func TestAllocations(t *testing.T) {
	if raced {
		t.Skip("pools are emptied at random; make allocations runs it")
	}
	a := analyzer(t)
	for name, s := range map[string]string{
		"arabic":  "السلام عليكم الخدمة الإلكترونية في تطبيق البلدية بطيئة جداً ومعطلة منذ أسبوع ولا أحد يرد على الاتصالات ",
		"english": "The road between the school and the clinic has been full of holes and nobody from the office answers ",
		"arabizi": "ya jama3a el 5edma wayed ta3bana w ma 7ad yrod 3alaina men el baladiya 7elo el moshkila ",
		"mixed":   "التطبيق لا يعمل منذ أمس ولا أحد يرد please fix the login page today ",
		"signs":   "وايد... تعبنا!! 😡 #الطريق https://t.example/a 12/5 :( <b>x</b> ",
	} {
		short, long := strings.Repeat(s, 2), strings.Repeat(s, 40)
		for _, req := range []nlp.Request{{Reading: true}, {}} {
			count := func(s string) float64 { return testing.AllocsPerRun(20, func() { a.Analyze(s, req) }) }
			few, many := count(short), count(long)
			t.Logf("%s, reading %v: %.0f and %.0f", name, req.Reading, few, many)
			if limit := few + 16; many > limit { // growing a result is no allocation per token
				t.Errorf("%s, reading %v: %.0f allocations for twenty times the text, %.0f for one", name, req.Reading, many, few)
			}
			if req.Reading && few > 8 {
				t.Errorf("%s: %.0f allocations to read a text", name, few)
			}
		}
	}
}
