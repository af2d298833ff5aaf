package master

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var known = map[string]Subject{"sewage": {Code: "sewage", Area: "sewage", Unit: "U2"}, "potholes": {Code: "potholes", Area: "roads", Unit: "U1"}}

func TestParseLine(t *testing.T) {
	got, err := parseLine(`b01-003|x|l|sewage|n|r|gov=MA;sdg=6;sar;d=05-02|اتصلوا {phone:9200 1122}\nأو {name:سالم} please`, known)
	if err != nil {
		t.Fatal(err)
	}
	want := &Text{
		Key: "b01-003", Variety: "x", Source: "l", Subject: "sewage", Area: "sewage", Sentiment: "negative", Intent: "report",
		Sarcasm: true, SDG: []int{6}, Gov: "OM-MA", Date: "05-02", Votes: -1,
		Body: "اتصلوا 9200 1122\nأو سالم please",
		PII:  []Span{{"phone", 7, 16}, {"name", 20, 24}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p, err := parseLine("b01-004|e|p|potholes|u|s||A title :: Call {phone:911} now", known)
	if err != nil {
		t.Fatal(err)
	}
	if span := []rune(p.Full())[p.PII[0].Start:p.PII[0].End]; string(span) != "911" {
		t.Errorf("the span of a proposal counts its title: got %q", string(span))
	}
}

func TestParseLineRefuses(t *testing.T) {
	for line, word := range map[string]string{
		"m|s|sewage|n|c||نص":                   "not a key",
		"b01-001|m|s|sewage|n|c":               "fields",
		"b01-001|q|s|sewage|n|c||نص":           "variety",
		"b01-001|m|q|sewage|n|c||نص":           "source",
		"b01-001|m|s|roads|n|c||نص":            "subject",
		"b01-001|m|s|sewage|x|c||نص":           "sentiment",
		"b01-001|m|s|sewage|n|x||نص":           "intent",
		"b01-001|m|s|sewage|n|c|colour=red|نص": "extra",
		"b01-001|m|s|sewage|n|c|sdg=six|نص":    "extra",
		"b01-001|m|s|sewage|n|c|d=31-12|نص":    "want MM",
		"b01-001|m|s|sewage|n|c||":             "empty",
		"b01-001|m|p|sewage|n|c||بلا عنوان":    "title",
	} {
		if _, err := parseLine(line, known); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: error %v, want one about %q", line, err, word)
		}
	}
}
