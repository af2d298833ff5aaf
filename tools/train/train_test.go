package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/intent"
)

// TestOwnText reads everything written for the project: every label known,
// every slot filled, the same text every time.
func TestOwnText(t *testing.T) {
	tr := &trainer{own: "own"}
	a, err := tr.ownText(2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := tr.ownText(2)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("second reading differs\n%s", diff)
	}
	langs := map[string]int{}
	for _, l := range a {
		langs[l.Lang]++
		if l.Intent != "-" && !slices.Contains(intent.Labels(), l.Intent) {
			t.Errorf("%q has intent %q", l.Text, l.Intent)
		}
		if slices.Contains([]rune(l.Text), '@') {
			t.Errorf("%q has an open slot", l.Text)
		}
	}
	for _, lang := range []string{"ar", "en", "arabizi", "mixed"} {
		if langs[lang] < 50 {
			t.Errorf("%d texts in %s", langs[lang], lang)
		}
	}
}

func TestCalibrate(t *testing.T) {
	var z [][3]float64
	var labels []int
	for i := range 300 { // answers three times too sure, right in two of three
		c := i % 3
		l := c
		if i%9 < 3 {
			l = (c + 1) % 3
		}
		x := [3]float64{}
		x[c] = 6
		z, labels = append(z, x), append(labels, l)
	}
	c := calibrate(z, labels, false)
	p := probs(z[0], &c)
	if got := p[top(p)]; got < 0.6 || got > 0.74 {
		t.Errorf("calibrated to %.3f, two of three are right", got)
	}
}
