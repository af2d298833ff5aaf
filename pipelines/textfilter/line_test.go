package textfilter

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var lines = []string{
	`{"id":"a","text":"b"}`, ` { "id" : 1 , "text" : "x\ny" } `, `{"text":"b","id":-12,"more":null,"flag":true}`,
	`{"id":1,"text":"\ud83d\ude00"}`, `{"id":1,"text":"\ud83d"}`, `{"id":1.5,"text":"a"}`, `{"id":01,"text":"a"}`, `{"ID":1,"Text":"a"}`,
	`{"id":{"a":1},"text":"a"}`, `{"id":1,"text":"a","text":"b"}`, `{"id":1,"text":"a"}x`, `{"id":1,"text":"a",}`, `{}`, `[]`, `{"id":1,"text":"\x"}`,
	`{"i\u0064":1,"text":"a"}`, `{"id":1,"text":"a","n":[1,2]}`, `{"id":true,"text":"a"}`, `{"id":"a\"b","text":"q"}`, `{"text":""}`, "{\"id\":1,\"text\":\"a\tb\"}",
}

// TestQuick compares the quick reader with the careful one wherever it answers.
func TestQuick(t *testing.T) {
	answered := 0
	for _, l := range lines {
		if got, ok := quick([]byte(l)); ok {
			answered++
			want, fault := careful([]byte(l))
			if fault != nil {
				t.Errorf("%s: quick reads what is wrong: %s", l, fault.EN)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(input{})); diff != "" {
				t.Errorf("%s (-careful +quick)\n%s", l, diff)
			}
		}
	}
	if answered < 6 {
		t.Errorf("the quick reader answered only %d lines", answered)
	}
}

func FuzzQuick(f *testing.F) {
	for _, l := range lines {
		f.Add([]byte(l))
	}
	f.Fuzz(func(t *testing.T, l []byte) {
		in, fault := parse(l)
		if got, ok := quick(l); ok && fault == nil {
			want, fault := careful(l)
			if fault != nil || want != got {
				t.Fatalf("%q: quick %+v, careful %+v (%v)", l, got, want, fault)
			}
		}
		_ = in
	})
}
