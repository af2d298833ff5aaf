package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/linear"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/tools/train/fit"
)

const (
	marksC = 1
	// ordinaryWeight is what a submission written to train intent weighs among
	// the texts that deserve no mark.
	ordinaryWeight = 0.5
	marksFolds     = 5
)

// trainMarks fits the head behind spam and toxicity on own/marks.txt; what was
// written to train intent serves as text that deserves no mark.
func trainMarks(ctx context.Context, t *trainer) error {
	texts, ts, err := t.marksText()
	if err != nil {
		return err
	}
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	vec := make([]float32, dim*len(texts))
	if err := enc.Encode(ctx, texts, vec); err != nil {
		return err
	}
	t.marksReport(vec, ts)
	l := fitLayer(vec, ts, marks.Classes, marksC, layerIterations)
	t.log.Info("marks", "texts", len(texts))
	return t.write("marks/assets/head.bin", l.times(1).Bytes())
}

// marksReport logs what every threshold would give on texts left out in turn;
// the thresholds of spam and toxicity were chosen by it.
func (t *trainer) marksReport(vec []float32, ts []fit.Target) {
	out := make([][]float64, len(ts))
	for f := range marksFolds {
		var v []float32
		var y []fit.Target
		for i := range ts {
			if i%marksFolds != f {
				v, y = append(v, vec[i*dim:(i+1)*dim]...), append(y, ts[i])
			}
		}
		l := fitLayer(v, y, marks.Classes, marksC, layerIterations)
		for i := f; i < len(ts); i += marksFolds {
			out[i] = l.logits(vec[i*dim : (i+1)*dim])
			linear.Softmax(out[i])
		}
	}
	for c := marks.Spam; c < marks.Classes; c++ {
		var row []string
		for _, th := range []float64{0.5, 0.7, 0.8, 0.86, 0.9, 0.95} {
			right, wrong, n := 0, 0, 0
			for i, p := range out {
				is := ts[i].P[c] == 1
				if is {
					n++
				}
				if p[c] >= th && is {
					right++
				} else if p[c] >= th {
					wrong++
				}
			}
			row = append(row, fmt.Sprintf("%.2f: %d right, %d wrong of %d", th, right, wrong, n))
		}
		t.log.Info("marks left out", "class", marks.Labels()[c], "at", strings.Join(row, "; "))
	}
}

// markLine is one line of own/marks.txt.
type markLine struct{ label, text string }

func (t *trainer) marksLines() ([]markLine, error) {
	b, err := os.ReadFile(filepath.Join(t.own, "marks.txt"))
	if err != nil {
		return nil, err
	}
	var out []markLine
	label := ""
	for n, l := range strings.Split(string(b), "\n") {
		switch {
		case l == "" || l[0] == '#':
		case strings.HasPrefix(l, "= "):
			if label = l[2:]; !slices.Contains(marks.Labels(), label) {
				return nil, fmt.Errorf("marks.txt:%d: %q", n+1, l)
			}
		default:
			out = append(out, markLine{label, l})
		}
	}
	return out, nil
}

// marksText gives own/marks.txt and the submissions written for intent.
func (t *trainer) marksText() (texts []string, ts []fit.Target, err error) {
	lines, err := t.marksLines()
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lines {
		texts, ts = append(texts, l.text), append(ts, fit.Hard(slices.Index(marks.Labels(), l.label), 1))
	}
	others, err := t.intentText()
	if err != nil {
		return nil, nil, err
	}
	other := slices.Index(intent.Labels(), intent.Other) // holds advertising and abuse
	for _, s := range others {
		if s.weight == 1 && s.main != other {
			texts, ts = append(texts, s.text), append(ts, fit.Hard(marks.None, ordinaryWeight))
		}
	}
	return texts, ts, nil
}
