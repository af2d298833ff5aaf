package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// Labelled is what the check reads of a line of labels/*.ndjson.
type Labelled struct {
	ID        string       `json:"id"`
	Lang      string       `json:"lang"`
	Variety   *string      `json:"variety"`
	Subject   string       `json:"subject"`
	Area      string       `json:"area"`
	Sentiment string       `json:"sentiment"`
	Intent    string       `json:"intent"`
	Sarcasm   bool         `json:"sarcasm"`
	Settled   string       `json:"settled"`
	First     *master.Pass `json:"first_pass"`
	Second    *master.Pass `json:"second_pass"`
}

// Agreement of two passes on one label.
type Agreement struct {
	Label     string
	N, Agreed int
	Kappa     float64
}

// Kappa is Cohen's: (agreement − chance) ÷ (1 − chance); 1 if both passes know a single category.
func Kappa(a, b []string) float64 {
	n := float64(len(a))
	ca, cb := map[string]float64{}, map[string]float64{}
	agreed := 0.0
	for i := range a {
		ca[a[i]]++
		cb[b[i]]++
		if a[i] == b[i] {
			agreed++
		}
	}
	chance := 0.0
	for k, v := range ca {
		chance += v / n * cb[k] / n
	}
	if chance == 1 {
		return 1
	}
	return (agreed/n - chance) / (1 - chance)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// Agreements compares the passes over the lines that have both. The area follows from the subject; spam and abuse are subjects.
func Agreements(rows []Labelled, areas map[string]string) []Agreement {
	labels := []struct {
		name string
		of   func(master.Pass) string
	}{
		{"language and variety", func(p master.Pass) string { return p.Lang }},
		{"subject", func(p master.Pass) string { return p.Subject }},
		{"area", func(p master.Pass) string { return areas[p.Subject] }},
		{"spam", func(p master.Pass) string { return yes(p.Subject == "spam") }},
		{"toxicity", func(p master.Pass) string { return yes(p.Subject == "abuse") }},
		{"sentiment", func(p master.Pass) string { return p.Sentiment }},
		{"intent", func(p master.Pass) string { return p.Intent }},
		{"sarcasm", func(p master.Pass) string { return yes(p.Sarcasm) }},
	}
	var out []Agreement
	for _, l := range labels {
		var a, b []string
		agreed := 0
		for _, r := range rows {
			if r.First == nil || r.Second == nil {
				continue
			}
			x, y := l.of(*r.First), l.of(*r.Second)
			a, b = append(a, x), append(b, y)
			if x == y {
				agreed++
			}
		}
		if len(a) > 0 {
			out = append(out, Agreement{l.name, len(a), agreed, Kappa(a, b)})
		}
	}
	return out
}

// readLabels reads both halves. The check is a part of the evaluation, not of the rules: nothing learns here.
func readLabels(dir string) ([]Labelled, error) {
	var rows []Labelled
	for _, half := range []string{"dev", "test"} {
		f, err := os.Open(filepath.Join(dir, "labels", half+".ndjson"))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(make([]byte, 1<<20), 1<<20)
		for lines.Scan() {
			var r Labelled
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}
