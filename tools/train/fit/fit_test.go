package fit

import (
	"bytes"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/linear"
)

// TestFitAndQuantise learns two words apart, and gives the same bytes twice.
func TestFitAndQuantise(t *testing.T) {
	var texts []Text
	var ts []Target
	for i := range 40 {
		s, c := "الخدمة ممتازة اليوم", 0
		if i%2 == 1 {
			s, c = "الخدمة سيئة اليوم", 1
		}
		d := features.New(s, "ar")
		texts = append(texts, Text{Words: d.Words, Chars: d.Chars, Dense: []float32{float32(c)}})
		ts = append(ts, Hard(c, 1))
	}
	Balance(ts, 2)
	run := func() []byte {
		s := NewSpace(texts, 12, 2)
		return Quantise(s, Fit(s.Rows(texts), ts, 1<<12+1, 2, 1, 50))
	}
	b := run()
	if !bytes.Equal(b, run()) {
		t.Error("second fit gives other bytes")
	}
	m, err := linear.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		var z [linear.MaxClasses]float32
		m.Score(texts[i].Words, texts[i].Chars, nil, nil, &z)
		m.AddDense(0, texts[i].Dense[0], &z)
		if (z[1] > z[0]) != (i == 1) {
			t.Errorf("text %d: logits %v", i, z[:2])
		}
	}
}
