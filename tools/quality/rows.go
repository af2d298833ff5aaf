package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
)

// row is one measured number, as analyze eval writes it.
type row struct {
	Suite  string  `json:"suite"`
	Set    string  `json:"set"`
	Slice  string  `json:"slice"`
	Metric string  `json:"metric"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	N      int     `json:"n"`
}

// key is what a row is known by.
type key struct{ suite, set, slice, metric string }

func (r *row) key() key { return key{r.Suite, r.Set, r.Slice, r.Metric} }

func (k key) String() string { return fmt.Sprintf("%s, %s, %s, %s", k.suite, k.set, k.slice, k.metric) }

func readRows(name string) ([]row, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	var rows []row
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("read rows of %s: %w", name, err)
	}
	return rows, nil
}

// writeRows writes one row a line, so that a change shows which number moved.
// Speeds are left out: they belong to a machine.
func writeRows(name string, rows []row) error {
	out := []byte("[\n")
	first := true
	for i := range rows {
		if betterOf(rows[i].Metric) == neither {
			continue
		}
		if !first {
			out = append(out, ",\n"...)
		}
		first = false
		r := rows[i]
		r.Value, r.Low, r.High = round(r.Value), round(r.Low), round(r.High)
		b, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("write %s: %w", r.key(), err)
		}
		out = append(out, b...)
	}
	return os.WriteFile(name, append(out, "\n]\n"...), 0o600)
}

func round(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// bounds are the interval of a row. Where the suite gave none, a share gets
// Wilson's for its n, and any other number a tenth of itself.
func (r *row) bounds() (low, high float64) {
	if r.Low != r.High {
		return r.Low, r.High
	}
	value, scale := r.Value, 1.0
	if counts(r.Metric) && r.N > 0 {
		scale = float64(r.N)
		value /= scale
	}
	if value < 0 || value > 1 || r.N == 0 {
		return r.Value - math.Abs(r.Value)/10, r.Value + math.Abs(r.Value)/10
	}
	const z = 1.959964
	n := float64(r.N)
	mid := (value + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(value*(1-value)/n+z*z/(4*n*n))
	return scale * max(0, mid-half), scale * min(1, mid+half)
}
