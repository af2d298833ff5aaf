package htmltext

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"نص بلا وسوم":                        "نص بلا وسوم",
		"<p>أول</p><p>ثانٍ<br>ثالث</p>":      "أول\n\nثانٍ\nثالث",
		"a &amp; b &lt;c&gt;":                "a & b <c>",
		"x<script>alert(1)</script>y":        "xy",
		"R & D":                              "R & D",
		"<b>bold</b> 1 < 2":                  "bold 1 < 2",
		`<a href="https://x/y">#وسم</a>!`:    "#وسم!",
		"<div><div><div>deep":                "deep",
		"<style>p{}</style>\n\n\n<p> a </p>": "a",
	} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("<p>x</p>")
	f.Add(strings.Repeat("<b>", 3000) + "deep")
	f.Fuzz(func(t *testing.T, s string) {
		if out := Plain(s); len(out) > 3*len(s)+16 {
			t.Errorf("grew from %d to %d", len(s), len(out))
		}
	})
}
